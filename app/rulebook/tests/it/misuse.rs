//! What people try at a meeting and at the polls that the rules forbid, each answered by its clause: nothing is
//! decided by it, and nothing is changed in silence.

use crate::{hall::*, polls::*, world::*};
use rulebook::{
    Intent, Refusal,
    election::{ElectionState, Post},
    meeting::{
        ItemState, MeetingState, MeetingStep,
        attend::Capacity,
        vote::{Choice, Motion},
    },
    topic::TopicState,
};

fn clause(answer: Result<(), Refusal>, clause: &str) -> Refusal {
    let refusal = answer.expect_err("must be refused");
    assert_eq!(refusal.clause(), clause, "{refusal:?}");
    refusal
}

/// A vote on the main question, put, with five members and three residents in the room.
fn voting() -> (World, rulebook::ids::VoteId) {
    let mut world = debating(3);
    let vote = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &vote).unwrap();
    (world, vote)
}

/// Five members have come, nothing has begun.
fn checking_in() -> World {
    let mut world = hall();
    world.accepted("t");
    world.noticed("m", &["t"]);
    world.opened("m");
    world.members_come("m", 5);
    world
}

#[test]
fn a_vote_after_closing() {
    let (mut world, vote) = voting();
    world.step("m1", "m", MeetingStep::CloseVote { vote: vote.clone() }).unwrap();
    let before = world.community.vote(&vote).cloned();
    assert_eq!(clause(world.casts("r0", "m", &vote, "r0", Choice::Yes), "G-VOTE"), Refusal::VoteClosed);
    assert_eq!(clause(world.casts("m1", "m", &vote, "r0", Choice::Yes), "G-VOTE"), Refusal::VoteClosed);
    assert_eq!(world.community.vote(&vote).cloned(), before);
}

#[test]
fn a_vote_of_the_absent_a_second_vote_and_a_vote_for_another() {
    let (mut world, vote) = voting();
    assert_eq!(clause(world.casts("r7", "m", &vote, "r7", Choice::Yes), "3.1"), Refusal::NotPresent);
    assert_eq!(clause(world.casts("m1", "m", &vote, "r7", Choice::Yes), "3.1"), Refusal::NotPresent);
    world.casts("r0", "m", &vote, "r0", Choice::Yes).unwrap();
    assert_eq!(clause(world.casts("r0", "m", &vote, "r0", Choice::No), "G-VOTE"), Refusal::AlreadyVoted);
    assert_eq!(clause(world.casts("r0", "m", &vote, "r1", Choice::Yes), "G-VOTE"), Refusal::NoProxy);
    assert_eq!(world.community.vote(&vote).map(|v| (v.yes, v.no)), Some((1, 0)));
}

#[test]
fn a_chair_who_records_himself_as_everyone() {
    let mut world = hall();
    world.accepted("t");
    world.noticed("m", &["t"]);
    world.now = world.meeting("m").starts;
    world.step("chair", "m", MeetingStep::OpenCheckIn { poster: None }).unwrap();
    for person in ["chair", "m1", "m2", "m3", "m4"] {
        world.comes("m", person, Capacity::Member).unwrap();
    }
    let begin = MeetingStep::Begin { chair: "chair".into() };
    assert_eq!(clause(world.step("chair", "m", begin), "3.1"), Refusal::ChairIsRecorder);
    world.step("chair", "m", MeetingStep::Begin { chair: "m2".into() }).unwrap();
    let take = MeetingStep::HandChair { to: "chair".into() };
    assert_eq!(clause(world.step("m2", "m", take), "3.1"), Refusal::ChairIsRecorder);
    // A neutral chair does not write down votes either.
    world.step("m2", "m", MeetingStep::OpenItem { topic: "t".into() }).unwrap();
    let step = MeetingStep::Move {
        topic: "t".into(),
        motion: Motion::Main,
        mover: "m3".into(),
        seconder: "m4".into(),
        text: None,
    };
    let act = world.act("chair", Intent::Meeting { meeting: "m".into(), step }, vec![]);
    world.take(&act).unwrap();
    let vote = rulebook::ids::VoteId(act.id.0);
    world.puts_by("chair", "m", &vote).unwrap();
    assert_eq!(clause(world.casts("m2", "m", &vote, "m3", Choice::Yes), "G-VOTE"), Refusal::NoProxy);
    // What the recorder writes against a member's own phone stands beside it and is counted as a conflict.
    world.casts("m3", "m", &vote, "m3", Choice::No).unwrap();
    world.casts("chair", "m", &vote, "m3", Choice::Yes).unwrap();
    assert_eq!(world.community.vote(&vote).map(|v| v.conflicts), Some(1));
}

#[test]
fn a_chair_who_counts_the_hands_himself_and_a_recorder_who_counts_more_than_came() {
    let mut world = debating(3);
    let vote = world.moves("m", "t", Motion::Main).unwrap();
    world.step("m1", "m", MeetingStep::OpenVote { vote: vote.clone(), hands: true }).unwrap();
    let all = |yes| MeetingStep::CountHands { vote: vote.clone(), yes, no: 0, abstain: 0 };
    // The chair may put the question and read it out; what was raised he does not write down.
    assert_eq!(clause(world.step("chair", "m", all(8)), "G-VOTE"), Refusal::NoProxy);
    assert_eq!(clause(world.step("r0", "m", all(8)), "1.7"), Refusal::NotEntitled);
    let take = MeetingStep::HandRecord { to: "chair".into() };
    assert_eq!(clause(world.step("m1", "m", take), "3.1"), Refusal::ChairIsRecorder);
    let more = Refusal::CountExceeds { counted: 9, base: 8 };
    assert_eq!(clause(world.step("m1", "m", all(9)), "G-VOTE"), more);
    let read = MeetingStep::CloseVote { vote: vote.clone() };
    clause(world.step("chair", "m", read), "G-VOTE");
    assert_eq!(world.community.vote(&vote).map(|v| (v.given(), v.passed)), Some((0, None)), "nothing is counted");
}

#[test]
fn a_count_doubted_for_ever() {
    let (mut world, vote) = voting();
    let close = || MeetingStep::CloseVote { vote: vote.clone() };
    let doubt = |person: &str| MeetingStep::Recount { vote: vote.clone(), person: person.into() };
    world.step("m1", "m", close()).unwrap();
    world.step("r0", "m", doubt("r0")).unwrap();
    world.step("m1", "m", close()).unwrap();
    for person in ["r0", "r1", "m1"] {
        assert_eq!(clause(world.step(person, "m", doubt(person)), "3.1"), Refusal::RecountedOnce);
    }
    world.adjourns("m");
    clause(world.step("r1", "m", doubt("r1")), "3.1");
}

#[test]
fn an_agenda_changed_after_its_notice() {
    let mut world = hall();
    world.accepted("t");
    world.accepted("other");
    world.noticed("m", &["t"]);
    let add = MeetingStep::Add { topic: "other".into() };
    assert_eq!(clause(world.step("chair", "m", add), "G-BEFORE"), Refusal::NotOnAgenda);
    let remove = |reason: &str| MeetingStep::Remove { topic: "t".into(), reason: reason.into() };
    clause(world.step("chair", "m", remove(" ")), "G-REV");
    world.step("chair", "m", remove("提议人请求改期")).unwrap();
    let item = world.meeting("m").item(&"t".into()).unwrap();
    assert_eq!(item.state, ItemState::Removed, "with its reason, for everybody to read");
    assert!(item.why.is_some());
}

#[test]
fn two_recorders_for_one_meeting() {
    let mut world = checking_in();
    let open = MeetingStep::OpenCheckIn { poster: None };
    assert_eq!(clause(world.step("m2", "m", open), "2.2"), Refusal::WrongState);
    world.step("chair", "m", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    world.opens("m", "t").unwrap();
    let vote = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &vote).unwrap();
    assert_eq!(clause(world.casts("m2", "m", &vote, "m3", Choice::Yes), "G-VOTE"), Refusal::NoProxy);
    let put = MeetingStep::CloseVote { vote: vote.clone() };
    assert_eq!(clause(world.step("m2", "m", put), "1.7"), Refusal::NotEntitled);
    // Handed over, the second one writes and the first one no longer does.
    world.step("m1", "m", MeetingStep::HandRecord { to: "m2".into() }).unwrap();
    assert_eq!(clause(world.casts("m1", "m", &vote, "m3", Choice::Yes), "G-VOTE"), Refusal::NoProxy);
    world.casts("m2", "m", &vote, "m3", Choice::Yes).unwrap();
}

#[test]
fn a_meeting_left_open_for_a_month() {
    let (mut world, vote) = voting();
    world.casts("r0", "m", &vote, "r0", Choice::Yes).unwrap();
    let since = world.meeting("m").starts.plus_hours(12);
    world.now = world.meeting("m").starts.plus_hours(24 * 30);
    let over = Refusal::SessionOver { since };
    assert_eq!(clause(world.casts("r1", "m", &vote, "r1", Choice::Yes), "3.1"), over);
    assert_eq!(clause(world.casts("m1", "m", &vote, "r1", Choice::Yes), "3.1"), over);
    // What was cast in time is counted; nothing new is moved, put or opened; then the meeting is closed.
    world.step("m1", "m", MeetingStep::CloseVote { vote: vote.clone() }).unwrap();
    assert_eq!(world.community.vote(&vote).map(|v| (v.base, v.yes, v.passed)), Some((8, 1, Some(false))));
    world.adjourns("m");

    let mut world = hall();
    world.accepted("old");
    world.accepted("new");
    world.session("a", &["old"], 3);
    world.shelved_at("a", "old");
    world.session("b", &["new"], 3);
    let unheard = world.step("chair", "b", MeetingStep::Adjourn);
    assert_eq!(unheard, Err(Refusal::MustBeVoted));
    world.now = world.meeting("b").starts.plus_hours(12);
    clause(world.opens("b", "old"), "3.1");
    world.adjourns("b");
    assert_eq!((world.state("old"), world.topic("old").priority), (TopicState::Accepted, true), "first next time");
}

#[test]
fn a_check_in_nobody_began() {
    let mut world = checking_in();
    world.now = world.now.plus_hours(24 * 30);
    let begin = MeetingStep::Begin { chair: "chair".into() };
    clause(world.step("chair", "m", begin), "3.1");
    world.step("chair", "m", MeetingStep::Cancel { reason: "没有开成".into() }).unwrap();
    assert_eq!((world.meeting("m").state, world.state("t")), (MeetingState::Cancelled, TopicState::Accepted));
}

#[test]
fn minutes_edited() {
    let mut world = debating(3);
    world.votes("m", "t", Motion::Main, [6, 1, 1]);
    world.adjourns("m");
    world.drafts("m1", "m", "通过。").unwrap();
    for person in ["chair", "m1", "r0"] {
        world.step(person, "m", MeetingStep::ConfirmMinutes).unwrap();
    }
    let fix = |reason: &str| {
        let reason = reason.to_owned();
        move |text| MeetingStep::CorrectMinutes { text, reason }
    };
    clause(world.says("r0", "m", ("minutes", "没有通过。"), fix("改一下")), "1.7");
    clause(world.says("m1", "m", ("minutes", "没有通过。"), fix("")), "G-REV");
    clause(world.drafts("m1", "m", "没有通过。"), "2.2");
    world.says("m1", "m", ("minutes", "六人赞成，通过。"), fix("补上票数")).unwrap();
    let minutes = world.community.minutes(&"m".into()).unwrap();
    assert_eq!(minutes.corrections[0].before, "通过。", "what stood there stays readable");
    assert!(minutes.confirmed.is_empty(), "and whoever confirmed it is asked again");
}

#[test]
fn ballots_over_count() {
    let mut world = World::polling();
    world.counting(30);
    // More marks than papers allow is no count at all.
    let marks = [line(Post::Chair, "r0", 28, 0), line(Post::Chair, "r1", 4, 0)];
    clause(world.enters("r20", 30, 0, &marks), "E-COUNT");
    // More papers in the box than were handed out void the election, by the rule and for everybody to read.
    world.declared(31, 0, &clear());
    assert_eq!(world.stands_at(), ElectionState::Void);
    assert!(world.committee().iter().all(|post| !post.starts_with("r0 ")), "nobody is elected by it");
}
