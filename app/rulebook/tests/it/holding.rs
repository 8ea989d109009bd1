//! Predictions on the phone: shown at once, taken off for the truth, decided again on top.

use crate::world::*;
use rulebook::{
    Act, Intent, Key, Kind, Moment,
    decide::whole_law,
    sync::{
        Envelope, Holding, Limits, Note,
        plan::{Patience, Trouble, batch},
    },
    topic::TopicState,
};

fn count(holding: &Holding) -> u32 {
    holding.community().topic(&"t".into()).unwrap().signatures
}

#[test]
fn a_prediction_is_taken_off_and_put_on_again_over_the_truth() {
    let mut world = World::new();
    world.collecting("t");
    let mut holding = Holding::of(world.community.clone());
    let (door, _) = world.assisted("song", "r1", "t");
    holding.take(door.clone(), Moment::at(world.now)).unwrap();
    assert_eq!(count(&holding), 2);
    assert!(holding.is_predicted(&Key { k: Kind::Topic, id: "t".into() }));

    // Meanwhile two others signed elsewhere.
    world.signs("r5", "t").unwrap();
    world.signs("r6", "t").unwrap();
    holding.rebase(&[], world.community.records(), &[]);
    assert_eq!(count(&holding), 4, "the truth, and the waiting one on top");

    world.take(&door).unwrap();
    holding.rebase(std::slice::from_ref(&door.id), world.community.records(), &[]);
    assert_eq!(count(&holding), 4);
    assert_eq!(holding.community(), &world.community, "nothing waits: phone and server agree");
}

#[test]
fn pages_laid_under_at_once_are_pages_laid_under_one_by_one() {
    let mut world = World::new();
    world.collecting("t");
    let (settled, _) = world.assisted("song", "r1", "t");
    let (waits, _) = world.assisted("song", "r2", "t");
    let mut one_by_one = Holding::of(world.community.clone());
    for act in [&settled, &waits] {
        one_by_one.take(act.clone(), Moment::at(world.now)).unwrap();
    }
    let mut at_once = one_by_one.clone();

    // A record of the first page has left again with the second, and one that left has come back.
    let before = world.community.records();
    let came = before.iter().map(rulebook::Record::key).find(|key| key.k == Kind::Unit || key.k == Kind::Grid).unwrap();
    world.take(&settled).unwrap();
    let after = world.community.records();
    let pages = [(before, vec![]), (vec![], vec![came.clone()]), (after, vec![])];
    for (records, leave) in pages.clone() {
        one_by_one.rebase(&[], records, &leave);
    }
    one_by_one.rebase(std::slice::from_ref(&settled.id), vec![], &[]);
    at_once.rebase_pages(std::slice::from_ref(&settled.id), pages.to_vec());
    assert_eq!(at_once.community(), one_by_one.community());
    assert!(at_once.waiting().eq(one_by_one.waiting()));
    assert_eq!(count(&at_once), 3, "the truth, and the waiting one on top");

    at_once.rebase_pages(&[], vec![(world.community.records(), vec![]), (vec![], vec![came.clone()])]);
    assert!(at_once.community().get(&came).is_none(), "the later page has the last word");
}

#[test]
fn a_waiting_act_that_the_law_now_refuses_is_shown_not_dropped() {
    let mut world = World::new();
    world.collecting("t");
    let mut holding = Holding::of(world.community.clone());
    let (door, _) = world.assisted("song", "r1", "t");
    holding.take(door.clone(), Moment::at(world.now)).unwrap();
    let topic = world.topic("t").clone();
    let edit =
        Intent::EditTopic {
            topic: "t".into(), title: topic.title, body: "完全不同的一段文字,另一件事。".into()
        };
    world.does("r0", edit).unwrap();
    holding.rebase(&[], world.community.records(), &[]);
    assert_eq!(holding.community().topic(&"t".into()).unwrap().state, TopicState::Draft);
    let waiting: Vec<(&Act, bool)> = holding.waiting().map(|(act, refusal)| (act, refusal.is_some())).collect();
    assert_eq!(waiting, [(&door, true)]);
}

#[test]
fn a_reset_replica_keeps_what_waits() {
    let mut world = World::new();
    world.collecting("t");
    let mut holding = Holding::of(world.community.clone());
    let (door, _) = world.assisted("song", "r1", "t");
    holding.take(door, Moment::at(world.now)).unwrap();
    holding.reset();
    assert!(holding.community().is_empty());
    assert_eq!(holding.waiting().count(), 1);
    holding.rebase(&[], world.community.records(), &[]);
    assert_eq!(count(&holding), 2);
}

fn envelope(bytes: usize) -> Envelope {
    Envelope { body: "x".repeat(bytes), sig: String::new(), sidecar: vec![] }
}

#[test]
fn a_batch_fits_its_limits_and_a_giant_goes_alone() {
    let limits = Limits { acts: 3, batch_bytes: 10_000, act_bytes: 4_000 };
    let fresh = Patience::fresh(limits);
    let queue: Vec<Envelope> = (0..5).map(|_| envelope(100)).collect();
    assert_eq!(batch(&queue, limits, fresh).len(), 3);
    let queue = [envelope(50_000), envelope(100)];
    assert_eq!(batch(&queue, limits, fresh).len(), 1, "so that the server can say no and the queue moves on");
    let queue = [envelope(4_000), envelope(4_000)];
    assert_eq!(batch(&queue, limits, fresh).len(), 1);
}

#[test]
fn patience_grows_and_a_batch_that_is_too_large_is_halved() {
    let fresh = Patience::fresh(Limits::default());
    assert_eq!(fresh.after(Trouble::TooLarge, 0), Patience { batch: 100, wait: 0 });
    assert_eq!(fresh.after(Trouble::Busy(Some(7)), 0).wait, 7_000);
    let mut patience = fresh;
    for luck in 0..1_000 {
        patience = patience.after(Trouble::NoConnection, luck * 7_919);
        assert!((2_000..=300_000).contains(&patience.wait));
    }
}

#[test]
fn a_refusal_survives_the_wire_and_an_unknown_one_still_shows_its_clause() {
    let refusal = rulebook::Refusal::Under18 { from: Some(day("2026-06-16")) };
    let note = Note::from(&refusal);
    assert_eq!((note.code.as_str(), note.clause.as_str()), ("UNDER_18", "G-AGE"));
    let wire = serde_json::to_string(&note).unwrap();
    let back: Note = serde_json::from_str(&wire).unwrap();
    assert_eq!(back.known(), Some(refusal));
    let plain = Note::from(&rulebook::Refusal::TextChanged);
    assert_eq!(plain.known(), Some(rulebook::Refusal::TextChanged));
    let newer = Note { code: "FROM_THE_FUTURE".into(), clause: "G-NEW".into(), facts: serde_json::Value::Null };
    assert_eq!(newer.known(), None);
}

#[test]
fn an_act_of_an_office_waits_unpredicted_until_the_whole_law_is_there() {
    let mut world = World::new();
    world.collecting("t");
    let mut holding = Holding::of(world.community.clone());
    let start = Intent::StartRound { round: "r-1".into(), grid: G3.into(), stairwells: vec![] };
    let round = world.act("song", start, vec![]);
    assert_eq!(holding.would(&round, Moment::at(world.now)), None, "this part of the law is not here");
    holding.take(round.clone(), Moment::at(world.now)).unwrap();
    assert!(holding.lacks_law());
    assert!(holding.community().round(&"r-1".into()).is_none());
    assert_eq!(holding.waiting().map(|(act, no)| (act, no.is_some())).collect::<Vec<_>>(), [(&round, false)]);

    holding.learn(whole_law);
    assert!(!holding.lacks_law());
    assert!(holding.community().round(&"r-1".into()).is_some());
    holding.rebase(std::slice::from_ref(&round.id), vec![], &[]);
    assert_eq!(holding.would(&round, Moment::at(world.now)), Some(world.take(&round)), "phone and server agree");
}
