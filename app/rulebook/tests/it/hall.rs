//! A room for meetings: the world with a committee of nine, accepted topics and a session to begin.

use crate::world::*;
use rulebook::{
    Act, Intent, Refusal,
    charter::meeting::VotingBody,
    hash::Hash,
    hearing::HearingStep,
    ids::*,
    meeting::{
        Meeting, MeetingKind, MeetingState, MeetingStep,
        attend::{Capacity, Method, Side},
        vote::{Choice, Motion, Vote},
    },
    people::Role,
    review::{Major, Outcome},
    topic,
};

/// Grid 03 with a committee of nine: chair, member, m1…m7; m1 keeps the minutes.
pub fn hall() -> World {
    let mut world = World::new();
    for i in 1..8 {
        world.works(&format!("m{i}"), Role::CommitteeMember, G3);
    }
    world
}

/// Meeting m of five members and so many residents, talking about topic t.
pub fn debating(residents: usize) -> World {
    let mut world = hall();
    world.accepted("t");
    world.session("m", &["t"], residents);
    world.opens("m", "t").unwrap();
    world
}

pub fn call(kind: MeetingKind, starts: rulebook::Millis, topics: &[&str]) -> MeetingStep {
    MeetingStep::Call {
        grid: G3.into(),
        kind,
        regular: true,
        urgent: None,
        place: "社区活动室".into(),
        starts,
        topics: topics.iter().map(|t| TopicId::from(*t)).collect(),
        report: false,
        repeats: None,
        parties: vec![],
        mediator: None,
        matter: None,
    }
}

/// The same call, varied.
pub fn vary(mut step: MeetingStep, change: impl FnOnce(&mut Called)) -> MeetingStep {
    let MeetingStep::Call { regular, urgent, repeats, parties, mediator, matter, .. } = &mut step else { panic!() };
    let mut called = Called { regular: *regular, ..Called::default() };
    change(&mut called);
    (*regular, *urgent, *repeats) = (called.regular, called.urgent, called.repeats);
    (*parties, *mediator, *matter) = (called.parties, called.mediator, called.matter);
    step
}

/// What a test may vary in a call.
#[derive(Default)]
pub struct Called {
    pub regular: bool,
    pub urgent: Option<String>,
    pub repeats: Option<MeetingId>,
    pub parties: Vec<PersonId>,
    pub mediator: Option<PersonId>,
    pub matter: Option<Hash>,
}

impl World {
    pub fn step(&mut self, actor: &str, meeting: &str, step: MeetingStep) -> Result<(), Refusal> {
        self.does(actor, Intent::Meeting { meeting: meeting.into(), step })
    }

    /// A step with one value beside it.
    pub fn says(
        &mut self,
        actor: &str,
        meeting: &str,
        (field, value): (&str, &str),
        step: impl FnOnce(Hash) -> MeetingStep,
    ) -> Result<(), Refusal> {
        let act = self.saying(actor, meeting, (field, value), step);
        self.take(&act)
    }

    pub fn saying(
        &mut self,
        actor: &str,
        meeting: &str,
        (field, value): (&str, &str),
        step: impl FnOnce(Hash) -> MeetingStep,
    ) -> Act {
        let opening = self.beside(field, value);
        let step = step(opening.commitment());
        self.act(actor, Intent::Meeting { meeting: meeting.into(), step }, vec![opening])
    }

    pub fn drafts(&mut self, actor: &str, meeting: &str, text: &str) -> Result<(), Refusal> {
        self.says(actor, meeting, ("minutes", text), |text| MeetingStep::DraftMinutes { text, tally: vec![] })
    }

    pub fn objects(&mut self, actor: &str, meeting: &str, text: &str) -> Result<(), Refusal> {
        self.says(actor, meeting, ("objection", text), |text| MeetingStep::AnnexObjection { text })
    }

    /// A step of topic t on its way to a hearing and to the vote.
    pub fn hears(&mut self, actor: &str, step: HearingStep) -> Result<(), Refusal> {
        self.does(actor, Intent::Hearing { topic: "t".into(), step })
    }

    /// The party members of the grid talked about it first.
    pub fn talked(&mut self) {
        let day = self.now.day();
        let advice = "建议先听取老人的意见".into();
        self.hears("secretary", HearingStep::TalkFirst { day, present: 9, advice }).unwrap();
    }

    /// A hearing h on topic t, called and made known ten days ahead.
    pub fn hearing(&mut self) {
        let starts = self.now.plus_hours(240);
        self.step("member", "h", call(MeetingKind::Hearing, starts, &["t"])).unwrap();
        self.step("member", "h", MeetingStep::Notice).unwrap();
    }

    /// Held: the chair and r0 are there, the minutes are out.
    pub fn held(&mut self) {
        self.held_by("h");
    }

    pub fn held_by(&mut self, id: &str) {
        self.opened(id);
        self.comes(id, "chair", Capacity::Member).unwrap();
        self.comes(id, "r0", Capacity::ResidentParticipant).unwrap();
        self.step("chair", id, MeetingStep::Begin { chair: "chair".into() }).unwrap();
        self.opens(id, "t").unwrap();
        self.step("chair", id, MeetingStep::CarryOver { topic: "t".into() }).unwrap();
        self.adjourns(id);
        self.drafts("m1", id, "听证会纪要").unwrap();
        for person in ["chair", "m1", "r0"] {
            self.step(person, id, MeetingStep::ConfirmMinutes).unwrap();
        }
        self.step("chair", id, MeetingStep::PublishMinutes).unwrap();
        self.now = self.now.plus_minutes(1);
    }

    pub fn meeting(&self, id: &str) -> &Meeting {
        self.community.meeting(&id.into()).unwrap()
    }

    /// A topic of the party organisation's that passed its review.
    pub fn accepted(&mut self, id: &str) {
        self.ready(id, None);
    }

    pub fn ready(&mut self, id: &str, major: Option<Major>) {
        self.draft("officer", id, topic::Capacity::PartyOrg).unwrap();
        self.does("officer", Intent::SubmitTopic { topic: id.into() }).unwrap();
        let twice = major.is_some();
        self.review("secretary", id, Outcome::Accept { major: major.clone() }, all_yes(), "可以").unwrap();
        if twice {
            self.works("officer2", Role::GridPartyOfficer, G3);
            self.review("officer2", id, Outcome::Accept { major }, all_yes(), "可以").unwrap();
        }
        self.now = self.now.plus_minutes(1);
    }

    /// Called and made known ten days ahead.
    pub fn noticed(&mut self, meeting: &str, topics: &[&str]) {
        let starts = self.now.plus_hours(240);
        self.step("chair", meeting, call(MeetingKind::Deliberation, starts, topics)).unwrap();
        self.step("chair", meeting, MeetingStep::Notice).unwrap();
    }

    /// The check-in is open; m1 keeps the minutes.
    pub fn opened(&mut self, meeting: &str) {
        self.now = self.meeting(meeting).starts;
        self.step("m1", meeting, MeetingStep::OpenCheckIn { poster: None }).unwrap();
    }

    pub fn comes(&mut self, meeting: &str, person: &str, capacity: Capacity) -> Result<(), Refusal> {
        let (person, method) = (person.into(), Method::Recorder);
        let recorder = self.meeting(meeting).recorder.clone().unwrap();
        self.says(recorder.as_str(), meeting, ("admitted", "邻近楼栋"), |reason| {
            let reason = (capacity == Capacity::StakeholderRep).then_some(reason);
            MeetingStep::CheckIn { person, capacity, method, reason }
        })
    }

    pub fn members_come(&mut self, meeting: &str, count: usize) {
        for person in ["chair", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "member"].iter().take(count) {
            self.comes(meeting, person, Capacity::Member).unwrap();
        }
    }

    pub fn residents_come(&mut self, meeting: &str, count: usize) {
        for i in 0..count {
            self.comes(meeting, &format!("r{i}"), Capacity::ResidentParticipant).unwrap();
        }
    }

    /// In session: five members and so many residents; the chair presides.
    pub fn session(&mut self, meeting: &str, topics: &[&str], residents: usize) {
        self.noticed(meeting, topics);
        self.opened(meeting);
        self.members_come(meeting, 5);
        self.residents_come(meeting, residents);
        self.step("chair", meeting, MeetingStep::Begin { chair: "chair".into() }).unwrap();
    }

    pub fn opens(&mut self, meeting: &str, topic: &str) -> Result<(), Refusal> {
        self.step("chair", meeting, MeetingStep::OpenItem { topic: topic.into() })
    }

    /// Two of each side have the floor.
    pub fn debate(&mut self, meeting: &str) {
        for (person, side) in [("m2", Side::Pro), ("m3", Side::Con), ("r0", Side::Pro), ("r1", Side::Con)] {
            self.step(person, meeting, MeetingStep::AskToSpeak { person: person.into(), side: Some(side) }).unwrap();
            self.step("m1", meeting, MeetingStep::Spoke { person: person.into() }).unwrap();
        }
    }

    pub fn moves(&mut self, meeting: &str, topic: &str, motion: Motion) -> Result<VoteId, Refusal> {
        let step =
            MeetingStep::Move { topic: topic.into(), motion, mover: "m2".into(), seconder: "m3".into(), text: None };
        let act = self.act("m1", Intent::Meeting { meeting: meeting.into(), step }, vec![]);
        self.take(&act)?;
        Ok(VoteId(act.id.0))
    }

    pub fn puts(&mut self, meeting: &str, vote: &VoteId) -> Result<(), Refusal> {
        self.puts_by("m1", meeting, vote)
    }

    pub fn puts_by(&mut self, actor: &str, meeting: &str, vote: &VoteId) -> Result<(), Refusal> {
        self.step(actor, meeting, MeetingStep::OpenVote { vote: vote.clone(), hands: false })
    }

    pub fn casts(
        &mut self,
        actor: &str,
        meeting: &str,
        vote: &VoteId,
        person: &str,
        choice: Choice,
    ) -> Result<(), Refusal> {
        let act = self.casting(actor, meeting, vote, person, choice);
        self.take(&act)
    }

    pub fn casting(&mut self, actor: &str, meeting: &str, vote: &VoteId, person: &str, choice: Choice) -> Act {
        let (vote, person) = (vote.clone(), person.into());
        let choice = serde_json::to_string(&choice).unwrap();
        self.saying(actor, meeting, ("choice", &choice), |choice| MeetingStep::CastVote { vote, person, choice })
    }

    /// A motion put to the room, with so many yes, no and abstaining; everybody in the room in order.
    pub fn votes(&mut self, meeting: &str, topic: &str, motion: Motion, counts: [usize; 3]) -> Vote {
        let vote = self.moves(meeting, topic, motion).unwrap();
        self.puts(meeting, &vote).unwrap();
        let here: Vec<PersonId> = self
            .community
            .attendances(&meeting.into())
            .filter(|stay| stay.left.is_none() && VotingBody::default().admits(stay.capacity))
            .map(|stay| stay.person.clone())
            .collect();
        let mut people = here.into_iter();
        for (choice, count) in [Choice::Yes, Choice::No, Choice::Abstain].into_iter().zip(counts) {
            for person in people.by_ref().take(count) {
                // The recorder's own hand is their own; so is everybody's who has a phone.
                self.casts(person.as_str(), meeting, &vote, person.as_str(), choice).unwrap();
            }
        }
        self.step("m1", meeting, MeetingStep::CloseVote { vote: vote.clone() }).unwrap();
        self.community.vote(&vote).unwrap().clone()
    }

    pub fn adjourns(&mut self, meeting: &str) {
        self.step("chair", meeting, MeetingStep::Adjourn).unwrap();
        assert_eq!(self.meeting(meeting).state, MeetingState::Adjourned);
    }

    /// Talked over, shelved, closed.
    pub fn shelved_at(&mut self, meeting: &str, topic: &str) {
        self.opens(meeting, topic).unwrap();
        self.debate(meeting);
        self.votes(meeting, topic, Motion::Shelve, [6, 1, 0]);
        self.adjourns(meeting);
    }
}
