//! Properties of what follows a decision: whatever is tried in whatever order, invariants 5 and 10 hold,
//! the counts are the records, nothing panics, and replaying what was kept gives what there is (no. 7).

use crate::{works::*, world::*};
use proptest::prelude::*;
use rulebook::{
    Act, Community, Intent, Record,
    decision::{
        Decision, DecisionStep, Duty,
        action::{ActionState, Report},
        evaluate::Opinion,
    },
    hash::Opening,
    ids::*,
    people::Role,
    topic::TopicState,
};
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
pub enum Try {
    Step(u8, u8, u8),
    Wait(u8),
    Again(u8),
}

const PEOPLE: [&str; 8] = ["chair", "m7", "song", "sup1", "rc", "above", "officer", "desk"];

pub fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        40 => (0..64u8, 0..24u8, 0..24u8).prop_map(|(s, a, b)| Try::Step(s, a, b)),
        4 => (0..100u8).prop_map(Try::Wait),
        3 => (0..200u8).prop_map(Try::Again),
    ]
}

/// A step, most of the time by somebody who may, and what travels beside it.
fn step(world: &World, s: u8, a: u8, b: u8) -> (String, DecisionStep, Option<Opening>) {
    let action = || ActionId::from(["a", "b", "c"][usize::from(b) % 3]);
    let duty = || Duty::ALL[usize::from(b) % 4];
    let petition = || PetitionId::from(["p", "q"][usize::from(b) % 2]);
    let resident = format!("r{a}");
    let anybody = PEOPLE[usize::from(a) % 8].to_owned();
    let beside = |field: &str, words: String| Opening { field: field.into(), salt: "s".into(), value: words };
    let due = world.now.day().plus(i32::from(b));
    let reason = || "理由".to_owned();
    let (who, step) = match s {
        0..=3 => ("chair", DecisionStep::SetAction { action: action(), plan: plan("更换器材"), reason: reason() }),
        4..=5 => ("chair", DecisionStep::Publish),
        6..=7 => ("m7", DecisionStep::Post { place: "公告栏".into() }),
        8..=14 => ("chair", DecisionStep::Deliver { duty: duty() }),
        15..=18 => ("chair", DecisionStep::HangOut),
        19 => ("rc", DecisionStep::Acknowledge { duty: duty() }),
        20 => ("above", DecisionStep::Object { duty: duty(), reason: reason() }),
        21..=22 => {
            let (upheld, paper) = (b < 4, "函1".into());
            ("rc", DecisionStep::Rule { duty: duty(), upheld, paper, reason: reason() })
        }
        23 if b == 0 => ("rc", DecisionStep::SetAside { minutes: "纪要".into(), reason: reason() }),
        24..=33 => return (resident, DecisionStep::Support { petition: petition() }, None),
        34..=36 => {
            let facts = beside("facts", "新情况".into());
            let step = DecisionStep::Reconsider { petition: petition(), facts: facts.commitment() };
            return (resident, step, Some(facts));
        }
        37..=47 => {
            let all = [Report::Progress, Report::Done, Report::Done, Report::Blocked, Report::GoesOn];
            let note = beside("note", "进展".into());
            let report = all[usize::from(a) % 5];
            let step = DecisionStep::Report { action: action(), report, note: note.commitment() };
            return ("song".into(), step, Some(note));
        }
        48 => ("chair", DecisionStep::Escalate { reason: reason() }),
        49..=51 => ("chair", DecisionStep::OpenRating),
        52..=58 => {
            let opinion = Opinion { stars: 1 + b % 5, knew: true, content: !b.is_multiple_of(3) };
            let rating = beside("rating", serde_json::to_string(&opinion).unwrap());
            return (resident, DecisionStep::Rate { rating: rating.commitment() }, Some(rating));
        }
        59 => ("chair", DecisionStep::DropAction { action: action(), reason: reason() }),
        60 => {
            let again = format!("x{b}").as_str().into();
            ("sup1", DecisionStep::SendBack { action: action(), again, due, reason: reason() })
        }
        61..=62 => ("sup1", DecisionStep::Close),
        _ => return (anybody, DecisionStep::Publish, None),
    };
    // Now and then by somebody else, who mostly may not.
    let who = if a > 20 { anybody } else { who.to_owned() };
    (who, step, None)
}

pub fn attempt(world: &mut World, what: &Try, made: &mut Vec<(Act, rulebook::Millis)>) {
    match what {
        Try::Step(s, a, b) => {
            let (who, step, opening) = step(world, *s, *a, *b);
            let intent = Intent::Decision { decision: world.decision().id.clone(), step };
            let act = world.act(&who, intent, opening.into_iter().collect());
            if world.take(&act).is_ok() {
                made.push((act, world.now));
            }
            world.now = rulebook::Millis(world.now.0 + 1);
        }
        Try::Wait(hours) => {
            world.now = world.now.plus_hours(u32::from(*hours));
            for due in rulebook::clock::due(&world.community, rulebook::Moment::at(world.now)) {
                let act = world.act(DESK, Intent::Clock { due }, vec![]);
                world.take(&act).unwrap();
                made.push((act, world.now));
            }
        }
        Try::Again(i) => {
            if let Some((act, _)) = made.get(usize::from(*i)).cloned() {
                let before = counts(&world.community);
                let _ = world.take(&act);
                let after = counts(&world.community);
                assert!(after.iter().zip(&before).all(|(after, before)| after == before), "once is once");
            }
        }
    }
}

/// What no act may add twice: supports, ratings, reports, actions.
fn counts(community: &Community) -> [usize; 4] {
    [
        community.all_supports().count(),
        community.all_ratings().count(),
        community.all_progress().count(),
        community.all_actions().count(),
    ]
}

pub fn invariants(world: &World) {
    let community = &world.community;
    let topic = world.topic("t");
    for decision in community.all_decisions() {
        let begun = topic.history.iter().any(|step| step.t == 32);
        if begun {
            assert!(Duty::ALL.iter().all(|duty| decision.duties.done(*duty).is_some()), "invariant 5");
            let published = decision.duties.done(Duty::Publish).unwrap();
            let begun = topic.history.iter().find(|step| step.t == 32).unwrap().at;
            assert!(published.plus_hours(7 * 24) <= begun, "invariant 5: seven days");
            assert!(decision.displayed.is_some());
            assert!(!decision.awaits_hearing, "invariant 9, by any timing");
        }
        let actions: Vec<_> = community.actions_of(&decision.id).collect();
        let stuck = actions.iter().any(|action| action.state == ActionState::Blocked);
        assert_eq!(decision.ended.is_none() && topic.state == TopicState::Blocked, decision.ended.is_none() && stuck);
        if matches!(topic.state, TopicState::Evaluating | TopicState::Closed) {
            assert!(actions.iter().all(|action| !action.state.is_left()), "everything is done or dropped");
        }
        assert_eq!(
            actions.iter().filter(|action| action.state == ActionState::Refuted).count(),
            actions.iter().filter(|action| action.redoes.is_some()).count(),
            "whatever was not done is done again"
        );
        rated(community, decision);
    }
    for petition in community.all_petitions() {
        let people: BTreeSet<_> = community.supports_of(&petition.id).map(|support| &support.person).collect();
        assert_eq!(people.len(), usize::try_from(petition.supports).unwrap(), "the count is the people");
        assert_eq!(community.supports_of(&petition.id).count(), people.len(), "each once");
    }
    let mut settled = false;
    for step in &topic.history {
        assert!(!settled, "invariant 10");
        settled = step.to.is_terminal();
    }
    let reconsidered = topic.history.iter().filter(|step| step.t == 34).count();
    assert!(reconsidered <= 1, "once");
    if topic.state == TopicState::Closed {
        let close = topic.history.last().unwrap();
        assert!(close.at.day() > world.decision().evaluation.as_ref().unwrap().until);
    }
}

fn rated(community: &Community, decision: &Decision) {
    let Some(evaluation) = &decision.evaluation else { return };
    let ratings: Vec<_> =
        community.all_ratings().filter(|r| r.decision == decision.id && r.round == evaluation.round).collect();
    let people: BTreeSet<_> = ratings.iter().map(|rating| &rating.person).collect();
    assert_eq!(people.len(), ratings.len(), "one rating each");
    let count = |passes: fn(&Opinion) -> bool| {
        u32::try_from(ratings.iter().filter(|rating| passes(&rating.opinion)).count()).unwrap()
    };
    assert_eq!((evaluation.count, evaluation.content), (count(|_| true), count(|o| o.content)));
    assert_eq!(evaluation.stars, ratings.iter().map(|rating| u32::from(rating.opinion.stars)).sum::<u32>());
}

/// Adopted, or already under way: so that late steps are met as often as early ones.
pub fn begun(stage: u8) -> World {
    let mut world = [adopted, publicised, implementing, evaluating][usize::from(stage) % 4]();
    world.works("r9", Role::Supervisor, G3);
    // Three suffice, or ten would seldom meet by chance.
    let mut charter = world.community.charter().unwrap().clone();
    charter.keys.reconsider_min = 3;
    world.put(charter);
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_invariants_of_decisions_hold_whatever_is_tried(
        stage in 0..4u8,
        plan in proptest::collection::vec(tries(), 0..200),
    ) {
        let mut world = begun(stage);
        let mut made = Vec::new();
        for what in &plan {
            attempt(&mut world, what, &mut made);
            invariants(&world);
        }
    }

    #[test]
    fn replayed_decisions_are_the_decisions(
        stage in 0..4u8,
        plan in proptest::collection::vec(tries(), 0..200),
    ) {
        let mut world = begun(stage);
        let mut made = Vec::new();
        for what in plan.iter().filter(|what| !matches!(what, Try::Again(_))) {
            attempt(&mut world, what, &mut made);
        }
        let written: Vec<String> =
            world.community.records().iter().map(|r| serde_json::to_string(r).unwrap()).collect();
        let read: Vec<Record> = written.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(&Community::of(read), &world.community, "through the text, indexes and all");
        let mut again = begun(stage);
        for (act, now) in &made {
            again.now = *now;
            prop_assert_eq!(again.take(act), Ok(()));
        }
        prop_assert_eq!(again.community, world.community);
    }
}
