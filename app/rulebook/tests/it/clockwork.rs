//! What the clock asks for is what the law takes: nothing is asked for in vain each minute, and nothing that is due
//! waits behind it.

use crate::world::*;
use rulebook::{
    Intent, Moment, Refusal,
    act::Due,
    cosign::{CallbackAnswer, CosignState},
    ids::*,
    people::Adulthood,
    review::{Answer, Criteria, Ground, Outcome},
    topic::{Capacity, TopicState},
};

fn asked(world: &World) -> Vec<Due> {
    rulebook::clock::due(&world.community, Moment::at(world.now))
}

fn moves_out(world: &mut World, person: &str) {
    let on = world.now.day();
    world.does("song", Intent::MoveOut { person: person.into(), on }).unwrap();
}

#[test]
fn a_topic_whose_signers_moved_out_lapses_when_the_grace_is_over() {
    let mut world = World::new();
    world.collecting_with("t", 10);
    moves_out(&mut world, "r4");
    let window = world.topic("t").window_ends.unwrap();
    world.now = window.ends().plus_hours(1);
    assert_eq!(world.topic("t").signatures, 10, "the count on the page knows nothing of who moved");
    assert!(asked(&world).is_empty(), "in the grace a tenth may still arrive; nothing is asked for in vain");
    let mut completed = world.clone();
    completed.now = window.ends().plus_hours(2);
    let mut late = completed.signing("r12", "t");
    late.at = window.starts().plus_hours(12);
    late.seen = 0;
    completed.take(&late).unwrap();
    completed.clock();
    assert_eq!(completed.state("t"), TopicState::Submitted, "signed in time, arrived in the grace");
    world.now = window.ends().plus_hours(24 * 30);
    world.clock();
    assert_eq!(world.state("t"), TopicState::Lapsed);
    assert!(world.clock().is_empty());
}

#[test]
fn a_topic_with_ten_who_still_live_here_is_never_lapsed_by_anybody() {
    let mut world = World::new();
    world.collecting_with("t", 10);
    world.now = world.topic("t").window_ends.unwrap().ends().plus_hours(24 * 30);
    assert_eq!(
        world.does(DESK, Intent::Clock { due: Due::Lapse { topic: "t".into() } }),
        Err(Refusal::WrongState),
        "a clock that errs costs nobody their signature"
    );
    assert_eq!(world.clock(), [Due::Submit { topic: "t".into() }]);
}

#[test]
fn where_the_initiator_does_not_count_ten_of_eleven_lapse() {
    let mut world = World::new();
    let keys = rulebook::charter::Keys { initiator_counts: false, ..Default::default() };
    world.does("above", Intent::AdoptCharter { file: "制度".into(), keys }).unwrap();
    world.collecting_with("t", 10);
    world.now = world.topic("t").window_ends.unwrap().ends().plus_hours(24 * 30);
    world.clock();
    assert_eq!(world.state("t"), TopicState::Lapsed);
}

#[test]
fn a_topic_of_two_grids_that_one_of_them_does_not_want_lapses() {
    let mut world = World::new();
    let intent = Intent::DraftTopic {
        topic: "t".into(),
        grids: vec![G3.into(), G5.into()],
        courtyard: None,
        title: "两个网格之间的小路装灯".into(),
        body: "在5号楼和东院之间的小路上装三盏感应灯,由两个网格一起出钱维护。".into(),
        capacity: Capacity::Residents,
        follows: None,
        new_facts: None,
    };
    world.does("r0", intent).unwrap();
    world.does("r0", Intent::OpenCosign { topic: "t".into() }).unwrap();
    for i in 0..10 {
        world.signs(&format!("r{i}"), "t").unwrap();
    }
    let refused = world.does("r0", Intent::SubmitTopic { topic: "t".into() });
    assert!(matches!(refused, Err(Refusal::GridShare { .. })), "{refused:?}");
    world.now = world.topic("t").window_ends.unwrap().ends().plus_hours(24 * 30);
    world.clock();
    assert_eq!(world.state("t"), TopicState::Lapsed);
}

#[test]
fn a_notice_of_withdrawal_ends_with_the_judgement_and_does_not_come_back_with_the_topic() {
    let mut world = World::new();
    world.submitted("t");
    world.does("r0", Intent::WithdrawTopic { topic: "t".into() }).unwrap();
    assert!(world.topic("t").withdrawing.is_some());
    world
        .review("officer", "t", Outcome::Reject { ground: Ground::R5, duplicate_of: None }, all_yes(), "违反规定")
        .unwrap();
    assert_eq!(world.topic("t").withdrawing, None);
    world.does("r0", Intent::Appeal { topic: "t".into(), reason: "没有违反".into() }).unwrap();
    world.now = world.now.plus_hours(48);
    assert!(asked(&world).is_empty(), "{:?}", asked(&world));
    let heard = Intent::DecideAppeal { topic: "t".into(), upheld: true, reason: "有理".into() };
    world.does("above", heard).unwrap();
    world.clock();
    assert_eq!(world.state("t"), TopicState::Submitted, "whoever won the appeal is not withdrawn by the old notice");
}

#[test]
fn a_notice_left_by_an_older_law_is_not_asked_for_either() {
    let mut world = World::new();
    world.submitted("t");
    world
        .review("officer", "t", Outcome::Reject { ground: Ground::R5, duplicate_of: None }, all_yes(), "违反规定")
        .unwrap();
    let mut stale = world.topic("t").clone();
    stale.withdrawing = Some(world.now);
    world.put(stale);
    world.now = world.now.plus_hours(1);
    assert!(asked(&world).is_empty());
}

#[test]
fn a_withdrawn_signature_that_is_denied_later_is_not_taken_off_twice() {
    let mut world = World::new();
    world.collecting("t");
    for i in 1..12 {
        let (act, _) = world.assisted("song", &format!("r{i}"), "t");
        world.take(&act).unwrap();
    }
    world.does("r0", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    let open: Vec<(CallbackId, PersonId)> =
        world.community.callbacks_of(&"t".into()).map(|c| (c.id.clone(), c.person.clone())).collect();
    let vague = Criteria { specific: Answer { ok: false, note: "写明地点".into() }, ..all_yes() };
    world.review("officer", "t", Outcome::Return, vague, "请写明地点").unwrap();
    let (callback, person) = open[0].clone();
    world.does(person.as_str(), Intent::RevokeCosign { topic: "t".into() }).unwrap();
    world.does("r0", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    assert_eq!(world.topic("t").signatures, 11);
    world
        .does("officer", Intent::AnswerCallback { callback: callback.clone(), answer: CallbackAnswer::Denied })
        .unwrap();
    assert_eq!(world.topic("t").signatures, 11, "eleven stand, whatever is said of the twelfth");
    let signature = world.community.cosignature(&CosignId(callback.0)).unwrap();
    assert!(matches!(signature.state, CosignState::Revoked { .. }), "{:?}", signature.state);
    let all = world.community.callbacks_of(&"t".into()).count();
    assert!(all > open.len(), "one denial: everybody who signed through others is asked");
}

#[test]
fn who_came_of_age_in_the_meantime_is_as_good_as_any() {
    let mut world = World::new();
    world.collecting_with("t", 9);
    let ends = world.topic("t").window_ends.unwrap();
    world.lives("young", G3, Adulthood::From(ends));
    world.now = ends.starts();
    world.signs("young", "t").unwrap();
    world.now = ends.ends();
    assert_eq!(world.clock(), [Due::Submit { topic: "t".into() }]);
}
