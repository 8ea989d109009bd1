//! Server: meetings of the demo, held step by step by the same law as any other. One recorder notes
//! everything on one device, as the law allows.

use super::{
    cast,
    figures::{grid_id, head},
    life::{Life, salt},
};
use rulebook::{
    Intent, Millis,
    hash::{Hash, Opening},
    ids::{MeetingId, PersonId, TopicId, VoteId},
    meeting::{
        MeetingKind, MeetingStep,
        attend::{Capacity, Method, Side},
        vote::{Choice, Motion},
    },
};

/// One meeting, and the clock on its wall.
pub(super) struct Gathering {
    id: MeetingId,
    grid: usize,
    kind: MeetingKind,
    starts: Millis,
    place: &'static str,
    room: Vec<PersonId>,
    clock: Millis,
}

/// Seconds between two steps of a recorder.
const PACE: i64 = 20_000;

impl Gathering {
    /// A deliberation of a grid's committee.
    pub(super) fn of(id: &str, grid: usize, starts: Millis, place: &'static str) -> Gathering {
        let kind = MeetingKind::Deliberation;
        Gathering { id: id.into(), grid, kind, starts, place, room: Vec::new(), clock: starts }
    }

    /// A hearing instead.
    pub(super) fn hearing(id: &str, grid: usize, starts: Millis, place: &'static str) -> Gathering {
        Gathering { kind: MeetingKind::Hearing, ..Gathering::of(id, grid, starts, place) }
    }

    /// A meeting of the community council, about a matter of that grid.
    pub(super) fn council(id: &str, grid: usize, starts: Millis, place: &'static str) -> Gathering {
        Gathering { kind: MeetingKind::CouncilMeeting, ..Gathering::of(id, grid, starts, place) }
    }

    fn chair(&self) -> PersonId {
        if self.kind == MeetingKind::CouncilMeeting { cast::rc_chair() } else { cast::committee(self.grid, 0) }
    }

    fn recorder(&self) -> PersonId {
        cast::worker(self.grid)
    }

    /// M1, M2: called and made known by the chair.
    pub(super) fn convene(&mut self, life: &mut Life, called: Millis, topics: &[&str]) {
        let call = MeetingStep::Call {
            grid: grid_id(self.grid),
            kind: self.kind,
            regular: self.kind == MeetingKind::Deliberation,
            urgent: None,
            place: self.place.into(),
            starts: self.starts,
            topics: topics.iter().map(|id| TopicId::from(*id)).collect(),
            report: self.kind == MeetingKind::Deliberation,
            repeats: None,
            parties: Vec::new(),
            mediator: None,
            matter: None,
        };
        self.at(life, called, &self.chair(), call);
        self.at(life, called.plus_minutes(5), &self.chair(), MeetingStep::Notice);
    }

    /// M3, M4: the first `members` of the committee and `residents` heads of households are there.
    pub(super) fn sit(&mut self, life: &mut Life, members: usize, residents: usize) {
        self.clock = Millis(self.starts.0 - 25 * 60_000);
        self.note(life, MeetingStep::OpenCheckIn { poster: None });
        let seats = (0..members).map(|seat| (cast::committee(self.grid, seat), Capacity::Member));
        let grid = self.grid;
        let doors = (0..residents).map(|k| (head(grid, 2 + k % 12, 7 + k / 12 * 6), Capacity::ResidentParticipant));
        for (person, capacity) in seats.chain(doors).collect::<Vec<_>>() {
            self.room.push(person.clone());
            let method = Method::Recorder;
            self.note(life, MeetingStep::CheckIn { person, capacity, method, reason: None });
        }
        self.clock = self.starts;
        let chair = self.chair();
        self.note(life, MeetingStep::Begin { chair });
    }

    /// T22, and the first speakers of each side.
    pub(super) fn debate(&mut self, life: &mut Life, topic: &str, each: usize) {
        self.note(life, MeetingStep::OpenItem { topic: topic.into() });
        let sides = [Side::Pro, Side::Con].into_iter().cycle();
        for (person, side) in self.room.clone().into_iter().skip(1).zip(sides).take(each * 2) {
            self.note(life, MeetingStep::AskToSpeak { person: person.clone(), side: Some(side) });
            self.clock = self.clock.plus_minutes(3);
            self.note(life, MeetingStep::Spoke { person });
        }
    }

    /// A motion of the first seat, seconded by the second, and everybody's hand; `T23`, `T26`–`T29`.
    pub(super) fn decide(&mut self, life: &mut Life, topic: &str, motion: Motion, counts: [usize; 3]) {
        let (mover, seconder) = (cast::committee(self.grid, 1), cast::committee(self.grid, 2));
        let moved = self.note(life, MeetingStep::Move { topic: topic.into(), motion, mover, seconder, text: None });
        let vote = VoteId(moved);
        self.note(life, MeetingStep::OpenVote { vote: vote.clone(), hands: false });
        let [yes, no, abstain] = counts;
        let hands = [(Choice::Yes, yes), (Choice::No, no), (Choice::Abstain, abstain)];
        let hands = hands.into_iter().flat_map(|(choice, count)| std::iter::repeat_n(choice, count));
        for (person, choice) in self.room.clone().into_iter().zip(hands) {
            let (vote, key) = (vote.clone(), format!("{vote}/{person}"));
            let choice = serde_json::to_string(&choice).unwrap_or_default();
            self.note_with(life, ("choice", &choice, &key), |choice| MeetingStep::CastVote { vote, person, choice });
        }
        self.note(life, MeetingStep::CloseVote { vote });
    }

    /// M7–M10: closed; minutes written, confirmed by three and published.
    pub(super) fn close(&mut self, life: &mut Life, minutes: &str) {
        self.note(life, MeetingStep::Adjourn);
        self.clock = self.clock.plus_minutes(20);
        let key = self.id.0.clone();
        self.note_with(life, ("minutes", minutes, &key), |text| MeetingStep::DraftMinutes { text, tally: Vec::new() });
        let (ended, chair) = (self.clock, self.chair());
        let witness = self.room.last().cloned().unwrap_or_else(|| chair.clone());
        let hands = [self.recorder(), chair.clone(), witness];
        for (who, hours) in hands.iter().zip([1, 12, 14]) {
            self.at(life, ended.plus_hours(hours), who, MeetingStep::ConfirmMinutes);
        }
        self.at(life, ended.plus_hours(15), &chair, MeetingStep::PublishMinutes);
    }

    /// The recorder notes a step, a moment after the last; gives the id of the act.
    fn note(&mut self, life: &mut Life, step: MeetingStep) -> String {
        self.clock = Millis(self.clock.0 + PACE);
        let (when, who) = (self.clock, self.recorder());
        self.at(life, when, &who, step)
    }

    /// The recorder notes a step with one value beside it: its field, itself, and what its salt grows from.
    fn note_with(
        &mut self,
        life: &mut Life,
        (field, value, key): (&str, &str, &str),
        step: impl FnOnce(Hash) -> MeetingStep,
    ) {
        self.clock = Millis(self.clock.0 + PACE);
        let opening = Opening { field: field.into(), salt: salt(key), value: value.into() };
        let step = Intent::Meeting { meeting: self.id.clone(), step: step(opening.commitment()) };
        life.act(self.clock, &self.recorder(), step, vec![opening]);
    }

    fn at(&self, life: &mut Life, when: Millis, who: &PersonId, step: MeetingStep) -> String {
        life.act(when, who, Intent::Meeting { meeting: self.id.clone(), step }, Vec::new())
    }
}

/// A value that travels beside an act of that moment.
pub(super) fn beside(field: &str, value: &str, when: Millis) -> Opening {
    Opening { field: field.into(), salt: salt(&format!("{field}/{}", when.0)), value: value.into() }
}
