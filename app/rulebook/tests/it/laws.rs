//! Properties: whatever people try, in whatever order, the invariants of the specification hold
//! (§2.6 nos. 1, 2, 7, 8, 10), and replaying what was kept gives what there is.

use crate::world::*;
use proptest::prelude::*;
use rulebook::{
    Act, Community, Intent, Record,
    cosign::CallbackAnswer,
    ids::*,
    review::{Ground, Outcome},
    topic::{Capacity, TopicState},
};

#[derive(Clone, Debug)]
pub enum Try {
    Draft(u8, u8),
    Open(u8, u8),
    Sign(u8, u8),
    Assist(u8, u8),
    Revoke(u8, u8),
    Submit(u8, u8),
    Edit(u8, u8, bool),
    Review(u8, u8, u8),
    Call(u8, bool),
    Move(u8),
    Withdraw(u8, u8),
    Appeal(u8, u8, bool),
    Merge(u8, u8),
    Wait(u8),
    Again(u8),
}

pub fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        2 => (0..4u8, 0..3u8).prop_map(|(p, t)| Try::Draft(p, t)),
        3 => (0..4u8, 0..3u8).prop_map(|(p, t)| Try::Open(p, t)),
        30 => (0..16u8, 0..3u8).prop_map(|(p, t)| Try::Sign(p, t)),
        10 => (0..16u8, 0..3u8).prop_map(|(p, t)| Try::Assist(p, t)),
        3 => (0..16u8, 0..3u8).prop_map(|(p, t)| Try::Revoke(p, t)),
        6 => (0..4u8, 0..3u8).prop_map(|(p, t)| Try::Submit(p, t)),
        2 => (0..4u8, 0..3u8, any::<bool>()).prop_map(|(p, t, b)| Try::Edit(p, t, b)),
        6 => (0..4u8, 0..3u8, 0..4u8).prop_map(|(p, t, o)| Try::Review(p, t, o)),
        6 => (0..3u8, any::<bool>()).prop_map(|(t, yes)| Try::Call(t, yes)),
        1 => (0..16u8).prop_map(Try::Move),
        1 => (0..4u8, 0..3u8).prop_map(|(p, t)| Try::Withdraw(p, t)),
        2 => (0..4u8, 0..3u8, any::<bool>()).prop_map(|(p, t, u)| Try::Appeal(p, t, u)),
        2 => (0..16u8, 0..3u8).prop_map(|(p, t)| Try::Merge(p, t)),
        3 => (0..60u8).prop_map(Try::Wait),
        3 => (0..200u8).prop_map(Try::Again),
    ]
}

const PROPOSERS: [&str; 4] = ["r0", "r1", "member", "officer"];
const REVIEWERS: [&str; 4] = ["officer", "secretary", "above", "r0"];

/// Tries one thing; gives back the acts that were made, taken or not.
pub fn attempt(world: &mut World, what: &Try, made: &mut Vec<Act>) {
    let topic = |t: &u8| format!("t{t}");
    let r = |p: &u8| format!("r{p}");
    let intent = match what {
        Try::Draft(p, t) => {
            let capacity = [Capacity::Residents, Capacity::Residents, Capacity::CommitteeMember, Capacity::PartyOrg];
            let _ = world.draft(PROPOSERS[usize::from(*p)], &topic(t), capacity[usize::from(*p)]);
            return;
        }
        Try::Sign(..) | Try::Assist(..) => {
            let (Try::Sign(p, t) | Try::Assist(p, t)) = what else {
                return;
            };
            if world.community.topic(&topic(t).as_str().into()).is_none() {
                return;
            }
            let act = if matches!(what, Try::Sign(..)) {
                world.signing(&r(p), &topic(t))
            } else {
                world.assisted("song", &r(p), &topic(t)).0
            };
            let _ = world.take(&act);
            made.push(act);
            return;
        }
        Try::Open(p, t) => {
            (PROPOSERS[usize::from(*p)].to_owned(), Intent::OpenCosign { topic: topic(t).as_str().into() })
        }
        Try::Revoke(p, t) => (r(p), Intent::RevokeCosign { topic: topic(t).as_str().into() }),
        Try::Submit(p, t) => {
            (PROPOSERS[usize::from(*p)].to_owned(), Intent::SubmitTopic { topic: topic(t).as_str().into() })
        }
        Try::Edit(p, t, small) => {
            let body = if *small {
                "把5号楼南侧健身角的3件老化器材换成新的,每年检修一次。"
            } else {
                "另一件完全不同的事情,请大家一起来商量。"
            };
            let intent = Intent::EditTopic {
                topic: topic(t).as_str().into(),
                title: "更换健身角老化器材".into(),
                body: body.into(),
            };
            (PROPOSERS[usize::from(*p)].to_owned(), intent)
        }
        Try::Review(p, t, outcome) => {
            let (outcome, criteria) = match outcome {
                0 | 1 => (Outcome::Accept { major: None }, all_yes()),
                2 => (Outcome::Return, failing(1)),
                _ => (
                    Outcome::Reject { ground: Ground::R6, duplicate_of: Some(topic(&((t + 1) % 3)).as_str().into()) },
                    all_yes(),
                ),
            };
            let _ = world.review(REVIEWERS[usize::from(*p)], &topic(t), outcome, criteria, "理由");
            return;
        }
        Try::Call(t, yes) => {
            let open = world
                .community
                .callbacks_of(&topic(t).as_str().into())
                .find(|c| c.answer.is_none())
                .map(|c| c.id.clone());
            let Some(callback) = open else { return };
            let answer = if *yes { CallbackAnswer::Confirmed } else { CallbackAnswer::Denied };
            ("officer".to_owned(), Intent::AnswerCallback { callback, answer })
        }
        Try::Move(p) => (r(p), Intent::MoveOut { person: r(p).as_str().into(), on: world.now.day() }),
        Try::Withdraw(p, t) => {
            (PROPOSERS[usize::from(*p)].to_owned(), Intent::WithdrawTopic { topic: topic(t).as_str().into() })
        }
        Try::Appeal(p, t, upheld) => {
            let topic = TopicId::from(topic(t));
            let _ =
                world.does(PROPOSERS[usize::from(*p)], Intent::Appeal { topic: topic.clone(), reason: "理由".into() });
            ("above".to_owned(), Intent::DecideAppeal { topic, upheld: *upheld, reason: "理由".into() })
        }
        Try::Merge(p, t) => {
            let receipt = rulebook::hash::receipt_hash(&world.receipt()).unwrap();
            (r(p), Intent::AgreeMerge { topic: topic(t).as_str().into(), receipt })
        }
        Try::Wait(hours) => {
            world.now = world.now.plus_hours(u32::from(*hours));
            world.clock();
            return;
        }
        Try::Again(i) => {
            // The same act once more: the ledger would answer with the old receipt; even decided
            // again it must not count twice.
            if let Some(act) = made.get(usize::from(*i)).cloned() {
                let before: Vec<u32> = world.community.all_topics().map(|t| t.signatures).collect();
                let _ = world.take(&act);
                let after: Vec<u32> = world.community.all_topics().map(|t| t.signatures).collect();
                if world.community.cosignature(&CosignId(act.id.0.clone())).is_some_and(|s| s.signed <= act.at) {
                    assert!(after.iter().sum::<u32>() <= before.iter().sum::<u32>() + 1);
                }
            }
            return;
        }
    };
    let _ = world.does(&intent.0, intent.1);
}

pub fn invariants(world: &World) {
    for topic in world.community.all_topics() {
        let valid: Vec<_> = world.community.signatures(&topic.id).filter(|s| s.is_valid()).collect();
        assert_eq!(usize::try_from(topic.signatures).unwrap(), valid.len(), "the count is the signatures");
        let mut people: Vec<_> = valid.iter().map(|s| &s.person).collect();
        people.dedup();
        assert_eq!(people.len(), valid.len(), "one valid signature a person");
        assert!(valid.iter().all(|s| s.hash == topic.hash), "bound to the text as it stands");
        let handed_in = matches!(topic.state, TopicState::Submitted | TopicState::Accepted);
        if handed_in && topic.capacity == Capacity::Residents && topic.history.iter().any(|s| s.t == 6) {
            let denied =
                world.community.callbacks_of(&topic.id).filter(|c| c.answer == Some(CallbackAnswer::Denied)).count();
            assert!(valid.len() + denied >= 10, "invariant 2");
        }
        if topic.state == TopicState::Accepted {
            let review = topic.review.as_ref().and_then(|id| world.community.review(id)).unwrap();
            assert!(matches!(review.outcome, Outcome::Accept { .. }), "invariant 1");
            assert!(!topic.is_raised_by(&review.reviewer), "not by its proposer");
            if topic.capacity == Capacity::Residents {
                assert!(valid.len() >= 10);
            }
        }
        let mut last = None;
        for step in &topic.history {
            if let Some(TopicState::Lapsed | TopicState::Withdrawn) = last {
                panic!("invariant 10: {:?} after {last:?}", step.to);
            }
            last = Some(step.to);
        }
    }
    for signature in world.community.all_cosignatures() {
        assert_ne!(signature.person.as_str(), DESK, "invariant 8");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_invariants_hold_whatever_is_tried(plan in proptest::collection::vec(tries(), 0..120)) {
        let mut world = World::new();
        let mut made = Vec::new();
        for what in &plan {
            attempt(&mut world, what, &mut made);
        }
        invariants(&world);
    }

    #[test]
    fn replay_is_live(plan in proptest::collection::vec(tries(), 0..120)) {
        let mut world = World::new();
        let before = world.community.records();
        let mut made = Vec::new();
        for what in &plan {
            attempt(&mut world, what, &mut made);
        }
        // An entry keeps the records it changed: replaying is putting them, entry by entry, through the text that
        // is written down; and the same acts at the same moments are decided alike.
        let mut replayed = Community::of(before);
        let mut again = World::new();
        for entry in &world.ledger {
            for record in &entry.records {
                let line = serde_json::to_string(record).unwrap();
                replayed.put(serde_json::from_str::<Record>(&line).unwrap());
            }
            again.now = entry.now;
            prop_assert_eq!(again.take(&entry.act), Ok(()));
        }
        prop_assert_eq!(replayed.records(), world.community.records());
        prop_assert_eq!(&replayed, &world.community);
        prop_assert_eq!(&again.community, &world.community);
    }
}
