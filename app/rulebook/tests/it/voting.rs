//! Open votes: scenarios 29, 31–35 and the vectors of §2.4.

use crate::{hall::*, world::*};
use rulebook::{
    Refusal,
    charter::{
        Charter, Keys,
        meeting::{MajorityBase, ShelveThreshold, VotingBody},
    },
    meeting::{
        MeetingStep,
        attend::{Capacity, Side},
        vote::{Choice, Motion, closes_debate, passes, shelves},
    },
    topic::TopicState,
};

/// A charter that differs in one thing, adopted before anything else.
fn with(change: impl FnOnce(&mut Keys)) -> World {
    let mut world = hall();
    let mut keys = Keys::default();
    change(&mut keys);
    world.put(Charter {
        id: "charter-2".into(),
        version: 2,
        adopted_on: day("2026-02-01"),
        file: "示范制度".into(),
        keys,
    });
    world
}

#[test]
fn the_vectors_of_the_specification() {
    // base, yes, no, abstain; adopt by present, adopt by cast, shelve ≥ ½, shelve > ½
    let table = [
        (20, 10, 10, 0, false, false, true, false),
        (20, 11, 9, 0, true, true, true, true),
        (21, 11, 10, 0, true, true, true, true),
        (21, 10, 5, 6, false, true, false, false),
        (9, 5, 4, 0, true, true, true, true),
        (8, 4, 4, 0, false, false, true, false),
        (15, 7, 3, 5, false, true, false, false),
        (0, 0, 0, 0, false, false, false, false),
    ];
    for (base, yes, no, abstain, present, cast, half, more) in table {
        assert_eq!(passes(yes, base), present, "{base}:{yes}:{no}:{abstain} present");
        assert_eq!(passes(yes, yes + no), cast, "{base}:{yes}:{no}:{abstain} cast");
        assert_eq!(shelves(yes, base, ShelveThreshold::AtLeastHalf), half, "{base}:{yes} half");
        assert_eq!(shelves(yes, base, ShelveThreshold::MoreThanHalf), more, "{base}:{yes} more");
    }
    assert!(closes_debate(14, 21) && !closes_debate(13, 21) && !closes_debate(0, 0));
    assert!(passes(u32::MAX, u32::MAX) && closes_debate(u32::MAX, u32::MAX), "no overflow");
}

#[test]
pub fn s29_ten_of_twenty_shelve_and_under_the_strict_charter_the_vote_follows() {
    let mut world = debating(15);
    world.debate("m");
    let vote = world.votes("m", "t", Motion::Shelve, [10, 10, 0]);
    assert_eq!((vote.base, vote.passed), (20, Some(true)));
    assert_eq!((world.state("t"), world.topic("t").shelved), (TopicState::Shelved, 1));

    let mut strict = with(|keys| keys.shelve_threshold = ShelveThreshold::MoreThanHalf);
    strict.accepted("t");
    strict.session("m", &["t"], 15);
    strict.opens("m", "t").unwrap();
    strict.debate("m");
    assert_eq!(strict.votes("m", "t", Motion::Shelve, [10, 10, 0]).passed, Some(false));
    assert_eq!(strict.state("t"), TopicState::Deliberating);
    strict.votes("m", "t", Motion::Main, [11, 9, 0]);
    assert_eq!(strict.state("t"), TopicState::Adopted, "the vote follows at once");
}

#[test]
pub fn s31_no_third_shelving() {
    let mut world = hall();
    world.accepted("t");
    for meeting in ["a", "b"] {
        world.session(meeting, if meeting == "a" { &["t"] } else { &[] }, 3);
        world.shelved_at(meeting, "t");
    }
    assert_eq!(world.topic("t").shelved, 2);
    world.session("c", &[], 3);
    world.opens("c", "t").unwrap();
    world.debate("c");
    assert_eq!(world.moves("c", "t", Motion::Shelve), Err(Refusal::ShelveLimit { max: 2 }));
    world.votes("c", "t", Motion::Escalate, [6, 1, 1]);
    assert_eq!(world.state("t"), TopicState::Escalated);
    assert_eq!(world.topic("t").history.last().unwrap().t, 29);
}

#[test]
fn how_many_of_each_side_are_heard_before_shelving_is_the_charters() {
    for (need, answer) in [(1, Ok(())), (2, Err(Refusal::DebateFirst { need: 2 }))] {
        let mut world = with(|keys| keys.session.heard_each_side = need);
        world.accepted("t");
        world.session("m", &["t"], 3);
        world.opens("m", "t").unwrap();
        for (person, side) in [("m2", Side::Pro), ("m3", Side::Con)] {
            world.step(person, "m", MeetingStep::AskToSpeak { person: person.into(), side: Some(side) }).unwrap();
            world.step("m1", "m", MeetingStep::Spoke { person: person.into() }).unwrap();
        }
        assert_eq!(world.moves("m", "t", Motion::Shelve).map(|_| ()), answer);
    }
}

#[test]
pub fn s32_abstentions_weigh_as_not_yes() {
    let mut world = debating(16);
    let vote = world.votes("m", "t", Motion::Main, [10, 5, 6]);
    assert_eq!((vote.base, vote.yes, vote.no, vote.abstain), (21, 10, 5, 6));
    assert_eq!(world.state("t"), TopicState::NotAdopted);

    let mut cast = with(|keys| keys.majority_base = MajorityBase::Cast);
    cast.accepted("t");
    cast.session("m", &["t"], 16);
    cast.opens("m", "t").unwrap();
    cast.votes("m", "t", Motion::Main, [10, 5, 6]);
    assert_eq!(cast.state("t"), TopicState::Adopted);
}

#[test]
pub fn s33_a_tie_is_not_adopted_and_nobody_casts_again() {
    let mut world = debating(3);
    let vote = world.votes("m", "t", Motion::Main, [4, 4, 0]);
    assert_eq!((vote.base, vote.passed), (8, Some(false)));
    assert_eq!(world.state("t"), TopicState::NotAdopted);
    assert_eq!(world.casts("chair", "m", &vote.id, "chair", Choice::Yes), Err(Refusal::VoteClosed));
}

#[test]
fn s34_who_left_is_not_in_the_base() {
    let mut world = debating(6);
    for person in ["r0", "r1", "r2"] {
        world.step(person, "m", MeetingStep::Leave { person: person.into() }).unwrap();
    }
    let vote = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &vote).unwrap();
    assert_eq!(world.community.vote(&vote).unwrap().base, 8);
    assert_eq!(world.casts("r0", "m", &vote, "r0", Choice::Yes), Err(Refusal::NotPresent));
    assert_eq!(world.casts("m1", "m", &vote, "r0", Choice::Yes), Err(Refusal::NotPresent));
    world.comes("m", "r0", Capacity::ResidentParticipant).unwrap();
    assert_eq!(world.casts("r0", "m", &vote, "r0", Choice::Yes), Err(Refusal::VoiceOnly), "back, but too late");
}

#[test]
fn s35_phone_and_recorder_are_one_vote_and_a_conflict_is_noted() {
    let mut world = debating(3);
    let id = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &id).unwrap();
    world.casts("r0", "m", &id, "r0", Choice::Yes).unwrap();
    world.casts("m1", "m", &id, "r0", Choice::No).unwrap();
    world.casts("m1", "m", &id, "r1", Choice::Yes).unwrap();
    world.casts("r1", "m", &id, "r1", Choice::Yes).unwrap();
    let vote = world.community.vote(&id).unwrap();
    assert_eq!((vote.yes, vote.no, vote.conflicts), (1, 1, 1), "the recorder's prevails");
    assert!(world.community.ballot_of(&id, &"r0".into()).unwrap().is_in_conflict());
    for (actor, choice) in [("r0", Choice::Yes), ("r0", Choice::No), ("m1", Choice::No)] {
        assert_eq!(world.casts(actor, "m", &id, "r0", choice), Err(Refusal::AlreadyVoted));
    }
}

#[test]
fn the_recorder_puts_a_wrong_tap_right_while_the_vote_is_open() {
    let mut world = debating(3);
    let id = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &id).unwrap();
    let counts = |world: &World| {
        let vote = world.community.vote(&id).unwrap();
        (vote.yes, vote.no, vote.abstain, vote.conflicts)
    };
    world.casts("r0", "m", &id, "r0", Choice::Yes).unwrap();
    world.casts("m1", "m", &id, "r0", Choice::No).unwrap();
    assert_eq!(counts(&world), (0, 1, 0, 1));
    world.casts("m1", "m", &id, "r0", Choice::Yes).unwrap();
    assert_eq!(counts(&world), (1, 0, 0, 0), "no conflict is left");
    world.casts("m1", "m", &id, "r1", Choice::Yes).unwrap();
    world.casts("m1", "m", &id, "r1", Choice::Abstain).unwrap();
    assert_eq!(counts(&world), (1, 0, 1, 0), "one person, one vote");
    world.casts("m1", "m", &id, "m1", Choice::Yes).unwrap();
    assert_eq!(world.casts("m1", "m", &id, "m1", Choice::No), Err(Refusal::AlreadyVoted), "one's own is final");
    world.step("m1", "m", MeetingStep::CloseVote { vote: id.clone() }).unwrap();
    assert_eq!(world.casts("m1", "m", &id, "r1", Choice::No), Err(Refusal::VoteClosed));
}

#[test]
pub fn nobody_votes_for_another_nor_without_a_vote() {
    let mut world = hall();
    world.accepted("t");
    world.session("m", &["t"], 3);
    world.comes("m", "song", Capacity::Specialist).unwrap();
    world.opens("m", "t").unwrap();
    world.comes("m", "r9", Capacity::ResidentParticipant).unwrap();
    let id = world.moves("m", "t", Motion::Main).unwrap();
    assert_eq!(world.casts("r0", "m", &id, "r0", Choice::Yes), Err(Refusal::VoteClosed), "not put yet");
    world.puts("m", &id).unwrap();
    let vote = world.community.vote(&id).unwrap();
    assert_eq!((vote.base, vote.present), (8, 10));
    assert_eq!(world.casts("r0", "m", &id, "r1", Choice::Yes), Err(Refusal::NoProxy));
    assert_eq!(world.casts("chair", "m", &id, "r1", Choice::Yes), Err(Refusal::NoProxy));
    assert_eq!(world.casts("song", "m", &id, "song", Choice::Yes), Err(Refusal::VoiceOnly));
    assert_eq!(world.casts("r9", "m", &id, "r9", Choice::Yes), Err(Refusal::VoiceOnly), "came after it was opened");
    assert_eq!(world.casts("r5", "m", &id, "r5", Choice::Yes), Err(Refusal::NotPresent));
    assert_eq!(world.casts("m1", "m", &"nothing".into(), "r0", Choice::Yes), Err(Refusal::NotFound));
}

#[test]
fn a_base_of_nobody_is_not_votable() {
    let mut world = with(|keys| {
        keys.voting_body = VotingBody::CommitteeOnly;
        keys.checkin_close = rulebook::charter::meeting::CheckInCloses::SessionOpen;
    });
    world.accepted("t");
    world.session("m", &["t"], 3);
    world.opens("m", "t").unwrap();
    for person in ["chair", "m1", "m2", "m3", "m4"] {
        world.step(person, "m", MeetingStep::Leave { person: person.into() }).unwrap();
        world.comes("m", person, Capacity::Member).unwrap();
    }
    let id = world.moves("m", "t", Motion::Main).unwrap();
    assert_eq!(world.puts("m", &id), Err(Refusal::NotVotable));
}

#[test]
fn an_adopted_topic_leaves_a_decision_with_its_numbers() {
    let mut world = debating(3);
    let vote = world.votes("m", "t", Motion::Main, [5, 2, 1]);
    let decision = world.community.decision(&vote.id.0.as_str().into()).unwrap();
    assert_eq!((decision.base, decision.yes, decision.no, decision.abstain), (8, 5, 2, 1));
    assert_eq!(decision.hash, world.topic("t").hash);
    assert!(world.meeting("m").quorum.unwrap().holds, "invariant 4");
}

#[test]
fn an_act_twice_counts_once_and_never_panics() {
    let mut world = debating(3);
    let id = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &id).unwrap();
    let act = world.casting("r0", "m", &id, "r0", Choice::Yes);
    world.take(&act).unwrap();
    assert_eq!(world.take(&act), Err(Refusal::AlreadyVoted));
    assert_eq!(world.community.vote(&id).unwrap().yes, 1);
}
