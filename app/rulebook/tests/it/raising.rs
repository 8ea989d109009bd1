//! Raising and co-signing: scenarios 1–15.

use crate::world::*;
use rulebook::{
    Intent, Millis, Moment, Refusal,
    charter::{AgeCountsFrom, Keys},
    cosign::{CallbackAnswer, Channel, CosignState, VoidCause},
    hash::receipt_hash,
    ids::*,
    people::{Adulthood, Basis, comes_of_age},
    sync::Holding,
    topic::{Capacity, RedFlag, TopicState},
};

#[test]
pub fn s01_the_tenth_adult_makes_it_submittable() {
    let mut world = World::new();
    world.collecting_with("t", 9);
    world.signs("r9", "t").unwrap();
    assert_eq!(world.topic("t").signatures, 10);
    world.does("r0", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    assert_eq!(world.state("t"), TopicState::Submitted);
    assert!(world.community.signatures(&"t".into()).all(|s| s.locked), "what is under review is locked");
}

#[test]
pub fn s02_nine_are_not_enough() {
    let mut world = World::new();
    world.collecting_with("t", 9);
    let no = world.does("r0", Intent::SubmitTopic { topic: "t".into() });
    assert_eq!(no, Err(Refusal::NotEnoughSignatures { have: 9, need: 10, moved: vec![] }));
    assert_eq!(world.state("t"), TopicState::Collecting);
}

#[test]
pub fn s03_the_birthday_counts_and_the_day_before_does_not() {
    let mut world = World::new();
    world.collecting("t");
    world.lives("today", G3, Adulthood::From(day("2026-06-15")));
    world.lives("tomorrow", G3, Adulthood::From(day("2026-06-16")));
    world.signs("today", "t").unwrap();
    assert_eq!(world.signs("tomorrow", "t"), Err(Refusal::Under18 { from: Some(day("2026-06-16")) }));
    assert_eq!(world.topic("t").signatures, 2);
}

#[test]
fn s04_born_on_29_february() {
    let keys = Keys::default();
    let from = comes_of_age(day("2008-02-29"), &keys);
    assert_eq!(from, day("2026-02-28"));
    assert!(!Adulthood::From(from).on(day("2026-02-27"), &keys));
    assert!(Adulthood::From(from).on(day("2026-02-28"), &keys));
    let after = Keys { age_counts_from: AgeCountsFrom::DayAfter, ..keys };
    assert!(!Adulthood::From(from).on(day("2026-02-28"), &after));
    assert!(Adulthood::From(from).on(day("2026-03-01"), &after));

    let mut world = World::new();
    world.now = at("2026-02-27", 10, 0);
    world.lives("leap", G3, Adulthood::From(from));
    world.collecting("t");
    assert_eq!(world.signs("leap", "t"), Err(Refusal::Under18 { from: Some(from) }));
    world.now = at("2026-02-28", 0, 0);
    world.signs("leap", "t").unwrap();
}

#[test]
fn s05_a_shop_owner_from_another_grid_is_no_resident_here() {
    let mut world = World::new();
    world.collecting("t");
    assert_eq!(world.signs("q1", "t"), Err(Refusal::NotResidentOfGrid));
    assert_eq!(Refusal::NotResidentOfGrid.clause(), "G-RES");
}

#[test]
pub fn s06_a_tenant_without_hukou_signs() {
    let mut world = World::new();
    world.collecting("t");
    world.lives("tenant", G3, Adulthood::Attested);
    let mut tenant = world.community.person(&"tenant".into()).unwrap().clone();
    tenant.home.as_mut().unwrap().basis = Basis::Lives;
    world.put(tenant);
    world.signs("tenant", "t").unwrap();
    assert_eq!(world.topic("t").signatures, 2);
}

#[test]
fn s07_the_earlier_of_two_channels_counts() {
    let mut world = World::new();
    world.collecting("t");
    world.now = at("2026-06-15", 9, 30);
    let (door, _) = world.assisted("song", "r1", "t");
    world.now = at("2026-06-15", 10, 0);
    world.signs("r1", "t").unwrap();
    world.now = at("2026-06-15", 10, 50);
    world.take(&door).unwrap();
    assert_eq!(world.topic("t").signatures, 2, "the total does not change");
    let states: Vec<_> =
        world.community.signatures_of(&"t".into(), &"r1".into()).map(|s| (s.channel, s.is_valid())).collect();
    assert!(states.contains(&(Channel::AssistedDoor, true)));
    assert!(states.contains(&(Channel::SelfPhone, false)));
}

#[test]
fn s07_the_later_of_two_channels_is_a_duplicate_and_the_same_again_is_refused() {
    let mut world = World::new();
    world.collecting("t");
    world.signs("r1", "t").unwrap();
    let signed = world.now;
    world.now = world.now.plus_minutes(5);
    let (door, _) = world.assisted("song", "r1", "t");
    world.take(&door).unwrap();
    assert_eq!(world.topic("t").signatures, 2);
    assert_eq!(world.signs("r1", "t"), Err(Refusal::Duplicate { signed }));
}

#[test]
pub fn s08_a_changed_meaning_voids_every_signature() {
    let mut world = World::new();
    world.collecting_with("t", 6);
    let (title, body) = ("更换健身角老化器材".into(), "把健身角改成停车位,谁先到谁先停,居民不再使用器材。".into());
    world.does("r0", Intent::EditTopic { topic: "t".into(), title, body }).unwrap();
    assert_eq!(world.state("t"), TopicState::Draft);
    assert_eq!(world.topic("t").signatures, 0);
    let void = CosignState::Void { why: VoidCause::TextChanged };
    assert!(world.community.signatures(&"t".into()).all(|s| s.state == void));
}

#[test]
fn s08_a_typing_error_keeps_them_and_a_stale_text_is_refused() {
    let mut world = World::new();
    world.collecting_with("t", 6);
    let stale = world.signing("r7", "t");
    let topic = world.topic("t").clone();
    let body = topic.body.replace("三件", "3件");
    world.does("r0", Intent::EditTopic { topic: "t".into(), title: topic.title, body }).unwrap();
    assert_eq!(world.state("t"), TopicState::Collecting);
    assert_eq!(world.topic("t").signatures, 6);
    assert_eq!(world.take(&stale), Err(Refusal::TextChanged));
    world.signs("r7", "t").unwrap();
}

#[test]
pub fn s09_the_slip_alone_withdraws() {
    let mut world = World::new();
    world.collecting_with("t", 3);
    let (door, code) = world.assisted("song", "r5", "t");
    world.take(&door).unwrap();
    assert_eq!(world.topic("t").signatures, 4);
    let typed = format!(" {}-{} {}-{}", &code[0..4], &code[4..8], &code[8..12], &code[12..16]);
    world.does(DESK, Intent::RevokeByReceipt { code: typed }).unwrap();
    assert_eq!(world.topic("t").signatures, 3);
    assert!(matches!(world.signature("t", "r5").state, CosignState::Revoked { .. }));
    assert_eq!(world.does(DESK, Intent::RevokeByReceipt { code }), Err(Refusal::WrongState), "twice is not twice");
}

#[test]
fn s09_a_withdrawal_that_overtakes_its_signature_wins() {
    let mut world = World::new();
    world.collecting_with("t", 3);
    let (door, code) = world.assisted("song", "r5", "t");
    world.now = world.now.plus_hours(1);
    world.does(DESK, Intent::RevokeByReceipt { code }).unwrap();
    world.now = world.now.plus_hours(1);
    world.take(&door).unwrap();
    assert_eq!(world.topic("t").signatures, 3);
    assert!(matches!(world.signature("t", "r5").state, CosignState::Revoked { .. }));
}

#[test]
pub fn s10_eight_signatures_lapse_when_window_and_grace_are_over() {
    let mut world = World::new();
    world.collecting_with("t", 8);
    let ends = world.topic("t").window_ends.unwrap();
    world.now = Millis(ends.ends().0 - 1);
    assert!(world.clock().is_empty());
    // The night after: still provisional, late arrivals of the window may come in.
    world.now = ends.ends();
    assert!(world.clock().is_empty());
    world.now = ends.ends().plus_hours(72);
    assert_eq!(world.clock().len(), 1);
    assert_eq!(world.state("t"), TopicState::Lapsed);
    assert!(world.clock().is_empty(), "once");
}

#[test]
fn s10_a_signature_made_in_time_and_synced_in_grace_counts_and_after_it_is_late() {
    let mut world = World::new();
    world.collecting_with("t", 9);
    let ends = world.topic("t").window_ends.unwrap();
    world.now = Millis(ends.ends().0 - 60_000);
    let (in_time, _) = world.assisted("song", "r9", "t");
    let (too_late, _) = world.assisted("song", "r10", "t");
    world.now = ends.ends().plus_hours(71);
    world.take(&in_time).unwrap();
    assert_eq!((world.topic("t").signatures, world.topic("t").in_grace), (10, 1));
    world.now = ends.ends().plus_hours(73);
    assert_eq!(world.take(&too_late), Err(Refusal::Late { until: Some(ends) }));
    assert_eq!(world.clock().len(), 1, "ten have signed: handed in by the clock");
    assert_eq!(world.state("t"), TopicState::Submitted);
}

#[test]
pub fn s11_one_committee_member_is_enough() {
    let mut world = World::new();
    world.draft("member", "t", Capacity::CommitteeMember).unwrap();
    world.does("member", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    assert_eq!(world.state("t"), TopicState::Submitted);
}

#[test]
pub fn s12_a_grid_worker_as_such_may_not_propose() {
    let mut world = World::new();
    for capacity in [Capacity::CommitteeMember, Capacity::PartyOrg] {
        assert_eq!(world.draft("worker5", "t", capacity), Err(Refusal::NotEntitled));
    }
    assert_eq!(world.draft("worker5", "t", Capacity::Residents), Err(Refusal::NotResidentOfGrid), "another grid");
    assert_eq!(world.draft("song", "t", Capacity::Residents), Err(Refusal::NotEntitled), "her own grid, not her home");
    assert_eq!(Refusal::NotEntitled.clause(), "1.7");
}

#[test]
fn s13_twelve_in_eight_minutes_raise_a_flag_and_a_sample_of_three() {
    let mut world = World::new();
    world.draft("r0", "t", Capacity::Residents).unwrap();
    world.does("r0", Intent::OpenCosign { topic: "t".into() }).unwrap();
    for i in 1..=12 {
        let (door, _) = world.assisted("song", &format!("r{i}"), "t");
        world.take(&door).unwrap();
        world.now = Millis(world.now.0 + 40_000);
    }
    world.does("r0", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    assert!(world.topic("t").flags.contains(&RedFlag::Rush { collector: "song".into(), count: 12 }));
    assert!(world.topic("t").flags.contains(&RedFlag::OneDevice));
    assert_eq!(world.community.callbacks_of(&"t".into()).count(), 3);
}

fn sampled(world: &World) -> Vec<CallbackId> {
    world.community.callbacks_of(&"t".into()).filter(|c| c.answer.is_none()).map(|c| c.id.clone()).collect()
}

fn twelve_assisted() -> World {
    let mut world = World::new();
    world.draft("r0", "t", Capacity::Residents).unwrap();
    world.does("r0", Intent::OpenCosign { topic: "t".into() }).unwrap();
    for i in 1..=12 {
        let (door, _) = world.assisted("song", &format!("r{i}"), "t");
        world.take(&door).unwrap();
    }
    world.does("r0", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    world
}

#[test]
pub fn s14_two_denials_send_it_back_to_collecting() {
    let mut world = twelve_assisted();
    let asked = sampled(&world);
    let deny =
        |callback: &CallbackId| Intent::AnswerCallback { callback: callback.clone(), answer: CallbackAnswer::Denied };
    world.does("officer", deny(&asked[0])).unwrap();
    assert_eq!(world.state("t"), TopicState::Submitted);
    assert_eq!(sampled(&world).len(), 11, "one denial: everybody is called back");
    world.does("officer", deny(&asked[1])).unwrap();
    let topic = world.topic("t");
    assert_eq!((topic.state, topic.signatures, topic.incidents), (TopicState::Collecting, 10, 1));
    assert_eq!(topic.window_ends, Some(day("2026-06-30")), "the window re-opens for 15 days");
    let denied = world.community.signatures(&"t".into()).filter(|s| s.state == CosignState::Denied).count();
    assert_eq!(denied, 2);
}

#[test]
pub fn s14_the_collector_may_not_call_back() {
    let mut world = twelve_assisted();
    world.works("song", rulebook::people::Role::GridPartyOfficer, G3);
    let callback = sampled(&world)[0].clone();
    let answer = Intent::AnswerCallback { callback, answer: CallbackAnswer::Confirmed };
    assert_eq!(world.does("song", answer), Err(Refusal::NotTheCollector));
}

#[test]
fn s15_who_moved_out_before_submission_does_not_count() {
    let mut world = World::new();
    world.collecting_with("t", 11);
    for person in ["r3", "r4"] {
        world.does(person, Intent::MoveOut { person: person.into(), on: day("2026-06-15") }).unwrap();
    }
    let no = world.does("r0", Intent::SubmitTopic { topic: "t".into() });
    assert_eq!(no, Err(Refusal::NotEnoughSignatures { have: 9, need: 10, moved: vec!["r3".into(), "r4".into()] }));
}

#[test]
fn a_wrong_clock_never_costs_a_signature() {
    let mut world = World::new();
    world.collecting("t");
    for (person, claim) in [("r1", 0), ("r2", world.now.0 + 400 * 86_400_000), ("r3", world.now.0 - 86_400_000)] {
        let mut act = world.signing(person, "t");
        act.at = Millis(claim);
        let seen = Moment { now: world.now, seen_at: Some(Millis(world.now.0 - 3_600_000)) };
        let records = rulebook::decide(&world.community, &act, seen).unwrap();
        for record in records {
            world.community.put(record);
        }
        let signature = world.signature("t", person);
        assert!(signature.clamped && signature.signed <= world.now && signature.signed.0 >= world.now.0 - 3_600_000);
    }
    assert_eq!(world.topic("t").signatures, 4);
}

#[test]
fn nobody_signs_for_another_on_their_own_phone_and_strangers_do_not_collect() {
    let mut world = World::new();
    world.collecting("t");
    let mut act = world.signing("r1", "t");
    act.actor = "r2".into();
    act.device = "d-r2".into();
    assert_eq!(world.take(&act), Err(Refusal::NotEntitled));
    let (door, _) = world.assisted("r2", "r1", "t");
    assert_eq!(world.take(&door), Err(Refusal::NotEntitled));
    let (door, _) = world.assisted("worker5", "r1", "t");
    assert_eq!(world.take(&door), Err(Refusal::NotEntitled));
}

#[test]
fn signing_on_the_glass_needs_handwriting_and_words_need_two_witnesses() {
    let mut world = World::new();
    world.collecting("t");
    let (mut door, _) = world.assisted("song", "r1", "t");
    door.openings.clear();
    assert_eq!(world.take(&door), Err(Refusal::OpeningMissing { field: "hand".into() }));
    if let Intent::Cosign { hand, channel, .. } = &mut door.intent {
        (*hand, *channel) = (None, Channel::WitnessedOral);
    }
    assert_eq!(world.take(&door), Err(Refusal::WitnessRequired));
    if let Intent::Cosign { witnesses, .. } = &mut door.intent {
        *witnesses = vec!["song".into(), "r8".into()];
    }
    world.take(&door).unwrap();
}

#[test]
pub fn a_cosigned_topic_is_withdrawn_only_after_its_signers_were_told() {
    let mut world = World::new();
    world.collecting_with("t", 4);
    world.does("r0", Intent::WithdrawTopic { topic: "t".into() }).unwrap();
    assert_eq!(world.state("t"), TopicState::Collecting);
    let mut taken = world.clone();
    taken.does("r2", Intent::TakeOver { topic: "t".into() }).unwrap();
    assert!(taken.topic("t").is_raised_by(&"r2".into()) && taken.topic("t").withdrawing.is_none());
    world.now = world.now.plus_hours(24);
    world.clock();
    assert_eq!(world.state("t"), TopicState::Withdrawn);
}

#[test]
pub fn a_signature_under_review_is_not_withdrawn() {
    let mut world = World::new();
    world.submitted("t");
    let no = world.does("r1", Intent::RevokeCosign { topic: "t".into() });
    assert_eq!(no, Err(Refusal::WrongState));
    assert_eq!(world.topic("t").signatures, 10);
}

#[test]
fn an_extension_is_given_once() {
    let mut world = World::new();
    world.collecting("t");
    let ends = world.topic("t").window_ends.unwrap();
    world.does("r0", Intent::ExtendWindow { topic: "t".into() }).unwrap();
    assert_eq!(world.topic("t").window_ends, Some(ends.plus(15)));
    assert_eq!(world.does("r0", Intent::ExtendWindow { topic: "t".into() }), Err(Refusal::AlreadyExtended));
}

#[test]
pub fn nobody_has_more_than_three_open_topics() {
    let mut world = World::new();
    for id in ["a", "b", "c"] {
        world.draft("r0", id, Capacity::Residents).unwrap();
    }
    assert_eq!(world.draft("r0", "d", Capacity::Residents), Err(Refusal::TooManyOpen { max: 3 }));
}

#[test]
fn the_phone_predicts_the_same_refusals_from_its_part_of_the_community() {
    let mut world = World::new();
    world.collecting("t");
    world.lives("young", G3, Adulthood::From(day("2026-06-16")));
    let viewer = rulebook::Viewer::of(&world.community, &"song".into(), world.now.day());
    let mut part = rulebook::Community::partial();
    for record in world.community.records() {
        if let rulebook::Sight::Seen(record) = rulebook::seen_by(&record, &viewer, &world.community) {
            part.put(record);
        }
    }
    let holding = Holding::of(part);
    let (young, _) = world.assisted("song", "young", "t");
    assert_eq!(holding.would(&young, Moment::at(world.now)), Some(world.take(&young)));
    let (fine, _) = world.assisted("song", "r1", "t");
    assert_eq!(holding.would(&fine, Moment::at(world.now)), Some(Ok(())));
}

#[test]
fn a_receipt_is_found_however_it_is_typed() {
    let code = "7K3MQ2XA94TD0HRE";
    assert_eq!(receipt_hash(code), receipt_hash("7k3m-q2xa 94td-ohre"));
    assert_eq!(receipt_hash("7K3M"), None);
    assert_eq!(receipt_hash("UUUUUUUUUUUUUUUU"), None);
}
