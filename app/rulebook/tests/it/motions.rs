//! Motions on the wording and on the sitting itself: 修正, 休会, 散会 (§3.1, M6, M7, T24).

use crate::{hall::*, works::*, world::*};
use rulebook::{
    Refusal,
    decision::DecisionStep,
    hash::text_hash,
    ids::VoteId,
    meeting::{
        ItemState, MeetingState, MeetingStep,
        tally::{Tallied, tally},
        vote::{Choice, Motion},
    },
    topic::TopicState,
};

const AS_AMENDED: &str = "把5号楼南侧健身角的三件老化器材换成新的,费用不超过两万元,每年检修一次。";

impl World {
    /// 修正: the text is to read like this.
    pub fn amends(&mut self, topic: &str, wording: &str) -> Result<VoteId, Refusal> {
        self.amends_at("m", "m1", topic, wording)
    }

    pub fn amends_at(&mut self, meeting: &str, recorder: &str, topic: &str, wording: &str) -> Result<VoteId, Refusal> {
        let topic = topic.into();
        let here: Vec<_> = self.community.attendances(&meeting.into()).map(|stay| stay.person.clone()).collect();
        let (mover, seconder) = (here[here.len() - 1].clone(), here[here.len() - 2].clone());
        let motion = Motion::Amend;
        let act = self.saying(recorder, meeting, ("wording", wording), |text| MeetingStep::Move {
            topic,
            motion,
            mover,
            seconder,
            text: Some(text),
        });
        self.take(&act)?;
        Ok(VoteId(act.id.0))
    }

    /// Put, so many say yes in the order of the room, counted.
    pub fn hands_up(&mut self, vote: &VoteId, yes: &[&str]) {
        self.puts("m", vote).unwrap();
        for person in yes {
            self.casts("m1", "m", vote, person, Choice::Yes).unwrap();
        }
        self.step("m1", "m", MeetingStep::CloseVote { vote: vote.clone() }).unwrap();
    }

    fn recess(&self, minutes: u32) -> Motion {
        Motion::Recess { until: self.now.plus_minutes(minutes) }
    }
}

const FIVE: [&str; 5] = ["chair", "m1", "m2", "m3", "m4"];

#[test]
fn an_amendment_is_voted_on_before_the_question_and_the_raised_text_stays() {
    let mut world = debating(3);
    let (raised, hash) = (world.topic("t").body.clone(), world.topic("t").hash.clone());
    let main = world.moves("m", "t", Motion::Main).unwrap();
    let amend = world.amends("t", AS_AMENDED).unwrap();
    assert_eq!(world.moves("m", "t", Motion::Main), Err(Refusal::AmendmentFirst));
    assert_eq!(world.puts("m", &main), Err(Refusal::VoteClosed), "the amendment is before the meeting");
    world.hands_up(&amend, &FIVE);
    let vote = world.community.vote(&amend).unwrap();
    assert_eq!((vote.passed, vote.wording.as_str()), (Some(true), AS_AMENDED));
    assert_eq!(world.meeting("m").item(&"t".into()).unwrap().amended.as_ref(), Some(&amend));
    // The question that waited is before the meeting again, without being moved anew.
    world.hands_up(&main, &FIVE);
    let topic = world.topic("t");
    assert_eq!(topic.state, TopicState::Adopted);
    assert_eq!((&topic.body, &topic.hash), (&raised, &hash), "never overwritten");
    assert_eq!(topic.adopted_text.as_deref(), Some(AS_AMENDED));
    let decision = world.community.decision(&main.0.as_str().into()).unwrap();
    assert_eq!(decision.hash, text_hash(&topic.title, AS_AMENDED, "g-03 "));
    assert_ne!(decision.hash, hash);
}

#[test]
fn an_amendment_without_a_majority_leaves_the_question_as_it_was() {
    let mut world = debating(3);
    let amend = world.amends("t", AS_AMENDED).unwrap();
    world.hands_up(&amend, &FIVE[..4]);
    assert_eq!(world.community.vote(&amend).unwrap().passed, Some(false), "4 of 8 is no majority");
    world.votes("m", "t", Motion::Main, [5, 0, 0]);
    assert_eq!(world.topic("t").adopted_text, None);
    let decision = world.community.all_decisions().next().unwrap();
    assert_eq!(decision.hash, world.topic("t").hash);
}

#[test]
fn an_amendment_says_something_says_another_thing_and_comes_with_its_words() {
    let mut world = debating(3);
    let raised = world.topic("t").body.clone();
    assert_eq!(world.amends("t", &raised), Err(Refusal::SameWording));
    for wording in ["  ", "长".repeat(3_001).as_str()] {
        assert_eq!(world.amends("t", wording), Err(Refusal::TextRequired { max_title: 60, max_body: 3_000 }));
    }
    let missing = Err(Refusal::OpeningMissing { field: "wording".into() });
    assert_eq!(world.moves("m", "t", Motion::Amend), missing);
    let first = world.amends("t", AS_AMENDED).unwrap();
    world.hands_up(&first, &FIVE);
    assert_eq!(world.amends("t", AS_AMENDED), Err(Refusal::SameWording), "it reads like that already");
    // A second amendment may bring the old words back.
    let back = world.amends("t", &raised).unwrap();
    world.hands_up(&back, &FIVE);
    let main = world.votes("m", "t", Motion::Main, [5, 0, 0]);
    assert_eq!(world.community.decision(&main.id.0.as_str().into()).unwrap().hash, world.topic("t").hash);
}

#[test]
fn whoever_leads_rules_out_what_is_another_matter() {
    let mut world = debating(3);
    let main = world.moves("m", "t", Motion::Main).unwrap();
    let other = world.amends("t", "给7号楼装电梯。").unwrap();
    let out = |vote: &VoteId| MeetingStep::RuleOut { vote: vote.clone() };
    assert_eq!(world.step("r0", "m", out(&other)), Err(Refusal::NotEntitled));
    assert_eq!(world.step("chair", "m", out(&main)), Err(Refusal::WrongState), "only an amendment is in order or not");
    assert_eq!(world.step("chair", "m", out(&"nothing".into())), Err(Refusal::NotFound));
    world.step("chair", "m", out(&other)).unwrap();
    assert_eq!(world.puts("m", &other), Err(Refusal::VoteClosed));
    assert!(world.community.vote(&other).unwrap().ruled_out);
    world.puts("m", &main).unwrap();
    let late = world.amends("t", AS_AMENDED);
    assert_eq!(late, Err(Refusal::ItemStillOpen), "while hands are up the question stays as it was put");
    // Put is found in order: it cannot be ruled out any more.
    world.step("m1", "m", MeetingStep::CloseVote { vote: main }).unwrap();
    let mut again = debating(3);
    let put = again.amends("t", AS_AMENDED).unwrap();
    again.puts("m", &put).unwrap();
    assert_eq!(again.step("chair", "m", out(&put)), Err(Refusal::WrongState));
}

#[test]
fn what_is_carried_over_or_shelved_comes_back_as_it_was_raised() {
    let mut world = debating(3);
    let amend = world.amends("t", AS_AMENDED).unwrap();
    world.hands_up(&amend, &FIVE);
    world.debate("m");
    world.votes("m", "t", Motion::Shelve, [5, 0, 0]);
    world.adjourns("m");
    world.session("n", &[], 3);
    world.opens("n", "t").unwrap();
    assert_eq!(world.meeting("n").item(&"t".into()).unwrap().amended, None);
    world.votes("n", "t", Motion::Main, [6, 0, 0]);
    assert_eq!((world.state("t"), world.topic("t").adopted_text.as_ref()), (TopicState::Adopted, None));
}

#[test]
fn a_recess_names_its_end_and_nothing_is_voted_on_meanwhile() {
    let mut world = debating(3);
    let main = world.moves("m", "t", Motion::Main).unwrap();
    let now = world.recess(0);
    for motion in [now, world.recess(31)] {
        assert_eq!(world.moves("m", "t", motion), Err(Refusal::RecessTooLong { max: 30 }));
    }
    let recess = world.recess(20);
    let until = world.now.plus_minutes(20);
    let vote = world.moves("m", "t", recess).unwrap();
    world.hands_up(&vote, &FIVE);
    let meeting = world.meeting("m");
    assert_eq!((meeting.state, meeting.recess_until), (MeetingState::Recess, Some(until)));
    assert_eq!(meeting.open_item().unwrap().state, ItemState::Open, "the item stays open");
    assert_eq!(world.moves("m", "t", Motion::Shelve), Err(Refusal::WrongState));
    assert_eq!(world.puts("m", &main), Err(Refusal::WrongState));
    assert_eq!(world.step("m2", "m", MeetingStep::Resume), Err(Refusal::NotEntitled));
    assert_eq!(world.step("chair", "m", MeetingStep::Resume), Err(Refusal::TooEarly { from: until }));
    world.now = until;
    world.step("chair", "m", MeetingStep::Resume).unwrap();
    assert_eq!(world.meeting("m").recess_until, None);
    world.hands_up(&main, &FIVE);
    assert_eq!(world.state("t"), TopicState::Adopted, "the question that waited is put");
}

#[test]
fn a_recess_or_an_end_that_fails_changes_nothing() {
    let mut world = debating(3);
    for motion in [world.recess(10), Motion::Adjourn] {
        assert_eq!(world.votes("m", "t", motion, [4, 4, 0]).passed, Some(false));
        assert_eq!((world.meeting("m").state, world.state("t")), (MeetingState::InSession, TopicState::Deliberating));
    }
    world.votes("m", "t", Motion::Main, [5, 0, 0]);
    assert_eq!(world.state("t"), TopicState::Adopted);
}

#[test]
fn the_room_goes_home_and_what_is_undone_is_carried_over_not_shelved() {
    let mut world = hall();
    world.accepted("t");
    world.accepted("u");
    world.session("m", &["t", "u"], 3);
    world.opens("m", "t").unwrap();
    world.moves("m", "t", Motion::Main).unwrap();
    world.votes("m", "t", Motion::Adjourn, [5, 3, 0]);
    let meeting = world.meeting("m");
    assert_eq!((meeting.state, meeting.ended), (MeetingState::Adjourned, Some(world.now)));
    let states: Vec<ItemState> = meeting.agenda.iter().map(|item| item.state).collect();
    assert_eq!(states, [ItemState::Carried, ItemState::Removed]);
    let topic = world.topic("t");
    assert_eq!((topic.state, topic.history.last().unwrap().t), (TopicState::Accepted, 24));
    assert_eq!((topic.shelved, topic.priority), (0, false));
    assert_eq!((world.state("u"), world.topic("u").history.last().unwrap().t), (TopicState::Accepted, 21));
    world.drafts("m1", "m", "纪要").unwrap();
}

#[test]
fn the_room_does_not_go_home_before_what_had_to_come_first() {
    let mut world = hall();
    world.accepted("old");
    world.accepted("elder");
    world.session("a", &["old", "elder"], 3);
    world.opens("a", "old").unwrap();
    world.debate("a");
    world.votes("a", "old", Motion::Shelve, [6, 0, 0]);
    world.shelved_at("a", "elder");
    world.session("m", &[], 3);
    world.opens("m", "old").unwrap();
    assert_eq!(world.moves("m", "old", Motion::Adjourn), Err(Refusal::MustBeVoted));
    world.votes("m", "old", Motion::Main, [6, 0, 0]);
    world.opens("m", "elder").unwrap();
    let since = world.topic("elder").shelved_on;
    world.votes("m", "elder", Motion::Adjourn, [6, 0, 0]);
    let elder = world.topic("elder");
    assert_eq!((elder.state, elder.priority, elder.shelved_on), (TopicState::Accepted, true, since), "first again");
    assert_eq!(elder.shelved, 1, "and not counted as shelving");
}

#[test]
fn a_sitting_with_all_three_motions_sent_the_next_morning_comes_out_the_same() {
    let mut world = debating(3);
    let mut offline = world.clone();
    let known = offline.ledger.len();
    let amend = offline.amends("t", AS_AMENDED).unwrap();
    offline.hands_up(&amend, &FIVE);
    let recess = offline.recess(10);
    let vote = offline.moves("m", "t", recess).unwrap();
    offline.hands_up(&vote, &FIVE);
    offline.now = offline.now.plus_minutes(10);
    offline.step("m1", "m", MeetingStep::Resume).unwrap();
    let other = offline.amends("t", "另一件事。").unwrap();
    offline.step("m1", "m", MeetingStep::RuleOut { vote: other }).unwrap();
    let vote = offline.moves("m", "t", Motion::Adjourn).unwrap();
    offline.hands_up(&vote, &FIVE);
    let log = offline.ledger[known..].to_vec();
    assert!(log.iter().all(|entry| entry.act.intent.works_offline()));
    world.now = offline.now.plus_hours(12);
    for entry in log {
        world.take(&entry.act).unwrap();
    }
    let seen = |world: &World| tally(&world.community, world.meeting("m"));
    let tallies: Vec<Tallied> = seen(&world);
    assert_eq!(tallies, seen(&offline));
    assert_eq!((tallies[0].state, tallies[0].votes.len()), (ItemState::Carried, 3), "what was ruled out is no vote");
    assert_eq!(world.meeting("m"), offline.meeting("m"));
    assert_eq!(world.state("t"), TopicState::Accepted);
}

#[test]
fn reconsidered_it_is_the_raised_text_again() {
    let mut world = offices();
    world.accepted("t");
    world.session("m", &["t"], 3);
    world.opens("m", "t").unwrap();
    let amend = world.amends("t", AS_AMENDED).unwrap();
    world.hands_up(&amend, &FIVE);
    world.votes("m", "t", Motion::Main, [6, 0, 0]);
    world.adjourns("m");
    let hash = world.decision().hash.clone();
    assert_eq!(hash, world.topic("t").decided_hash());
    world.sets("a").unwrap();
    world.duties(&[]);
    world.after("chair", DecisionStep::HangOut).unwrap();
    world.petitions("r0", "p").unwrap();
    for i in 1..10 {
        world.backs(&format!("r{i}"), "p").unwrap();
    }
    let topic = world.topic("t");
    assert_eq!((topic.state, topic.adopted_text.as_ref()), (TopicState::Accepted, None));
    assert_eq!(world.decision().hash, hash, "what was decided stays what it was");
    assert_eq!(world.community.vote(&amend).unwrap().wording, AS_AMENDED);
}

#[test]
fn an_amendment_that_is_counted_again_falls_back_to_the_wording_before_it() {
    let mut world = debating(3);
    let first = world.amends("t", AS_AMENDED).unwrap();
    world.hands_up(&first, &FIVE);
    let second = world.amends("t", "换成三件新的器材。").unwrap();
    world.hands_up(&second, &FIVE);
    world.step("m1", "m", MeetingStep::Recount { vote: second.clone(), person: "r0".into() }).unwrap();
    let stands = |world: &World| world.meeting("m").item(&"t".into()).unwrap().amended.clone();
    assert_eq!(stands(&world), Some(first.clone()), "not decided yet");
    // One of the five was mistapped.
    world.casts("m1", "m", &second, "m4", Choice::No).unwrap();
    world.step("m1", "m", MeetingStep::CloseVote { vote: second.clone() }).unwrap();
    assert_eq!(world.community.vote(&second).unwrap().passed, Some(false));
    assert_eq!(stands(&world), Some(first));
    world.votes("m", "t", Motion::Main, [5, 0, 0]);
    assert_eq!(world.topic("t").adopted_text.as_deref(), Some(AS_AMENDED));
}

#[test]
fn a_question_that_is_counted_again_lets_go_of_its_adopted_wording_until_then() {
    let mut world = debating(3);
    let amend = world.amends("t", AS_AMENDED).unwrap();
    world.hands_up(&amend, &FIVE);
    let main = world.votes("m", "t", Motion::Main, [5, 0, 0]).id;
    assert_eq!(world.topic("t").adopted_text.as_deref(), Some(AS_AMENDED));
    world.step("m1", "m", MeetingStep::Recount { vote: main.clone(), person: "r0".into() }).unwrap();
    assert_eq!((world.state("t"), &world.topic("t").adopted_text), (TopicState::Deliberating, &None));
    world.step("m1", "m", MeetingStep::CloseVote { vote: main.clone() }).unwrap();
    assert_eq!(world.topic("t").adopted_text.as_deref(), Some(AS_AMENDED));
    let decision = world.community.decision(&main.0.as_str().into()).unwrap();
    assert_eq!((decision.ended, &decision.hash), (None, &world.topic("t").decided_hash()));
}

#[test]
fn a_pause_that_was_taken_is_not_counted_again() {
    let mut world = debating(3);
    let recess = world.recess(10);
    let vote = world.votes("m", "t", recess, [5, 0, 0]).id;
    let doubt = MeetingStep::Recount { vote, person: "r0".into() };
    assert_eq!(world.step("m1", "m", doubt.clone()), Err(Refusal::RecountOver));
    world.now = world.now.plus_minutes(10);
    world.step("m1", "m", MeetingStep::Resume).unwrap();
    assert_eq!(world.step("m1", "m", doubt).unwrap_err().clause(), "3.1", "those who went out relied on it");
}
