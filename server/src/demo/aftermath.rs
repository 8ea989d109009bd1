//! Server: what became of the demo's decisions, step by step by the same law as any other.

use super::{cast, gather::beside, life::Life};
use rulebook::{
    Intent, Millis,
    act::Due,
    decision::{
        DecisionStep, Duty,
        action::{Bucket, Owner, OwnerKind, Plan, Report},
        evaluate::Opinion,
    },
    ids::{ActionId, DESK, DecisionId, PersonId, TopicId},
    time::Day,
};

/// One decision on its way.
pub(super) struct Aftermath {
    id: DecisionId,
    grid: usize,
    actions: u32,
}

/// Something to be done: what, by which kind of owner with which name, by when, and who can at all.
pub(super) type Task = (&'static str, OwnerKind, &'static str, Day, Bucket);

impl Aftermath {
    /// The decision on a topic; nothing where there is none.
    pub(super) fn of(life: &Life, grid: usize, topic: &str) -> Option<Aftermath> {
        let id = life.decision_on(&TopicId::from(topic))?;
        Some(Aftermath { id, grid, actions: 0 })
    }

    fn chair(&self) -> PersonId {
        cast::committee(self.grid, 0)
    }

    /// By whoever heads the committee.
    pub(super) fn head(&self, life: &mut Life, when: Millis, step: DecisionStep) {
        self.by(life, when, &self.chair(), step);
    }

    /// By somebody.
    pub(super) fn by(&self, life: &mut Life, when: Millis, who: &PersonId, step: DecisionStep) {
        life.act(when, who, Intent::Decision { decision: self.id.clone(), step }, Vec::new());
    }

    /// G-IMPL: who does what by when.
    pub(super) fn plan(&mut self, life: &mut Life, when: Millis, tasks: &[Task]) {
        for (what, kind, name, due, bucket) in tasks {
            self.actions += 1;
            let person = (*kind == OwnerKind::Committee).then(|| self.chair());
            let owner = Owner { kind: *kind, name: (*name).into(), person };
            let plan = Plan { what: (*what).into(), owner, due: *due, bucket: *bucket };
            let (action, reason) = (self.action(self.actions), String::new());
            self.head(life, when, DecisionStep::SetAction { action, plan, reason });
        }
    }

    /// The nth action.
    pub(super) fn action(&self, n: u32) -> ActionId {
        ActionId(format!("{}-{n}", self.id))
    }

    /// Duty 1: online, and on paper at these places.
    pub(super) fn publish(&self, life: &mut Life, when: Millis, places: &[&str]) {
        self.head(life, when, DecisionStep::Publish);
        for (place, minutes) in places.iter().zip(10..) {
            self.head(life, when.plus_minutes(minutes), DecisionStep::Post { place: (*place).into() });
        }
    }

    /// One of duties 2–4, and its receipt two hours later.
    pub(super) fn deliver(&self, life: &mut Life, when: Millis, duty: Duty) {
        self.head(life, when, DecisionStep::Deliver { duty });
        let organ = match duty {
            Duty::Publish | Duty::Notify => cast::secretary(self.grid),
            Duty::FilingParty => cast::community_secretary(),
            Duty::FilingRc => cast::rc_chair(),
        };
        self.by(life, when.plus_hours(2), &organ, DecisionStep::Acknowledge { duty });
    }

    /// All four, then 公示 (T31).
    pub(super) fn hang_out(&self, life: &mut Life, when: Millis, places: &[&str]) {
        self.publish(life, when, places);
        for duty in [Duty::Notify, Duty::FilingParty, Duty::FilingRc] {
            self.deliver(life, when.plus_hours(1), duty);
        }
        self.head(life, when.plus_hours(4), DecisionStep::HangOut);
    }

    /// T32, by the clock.
    pub(super) fn begin(&self, life: &mut Life, when: Millis) {
        let due = Due::Implement { decision: self.id.clone() };
        life.act(when, &DESK.into(), Intent::Clock { due }, Vec::new());
    }

    /// A report of whoever heads the committee on the nth action.
    pub(super) fn report(&self, life: &mut Life, when: Millis, n: u32, report: Report, words: &str) {
        let note = beside("note", words, when);
        let step = DecisionStep::Report { action: self.action(n), report, note: note.commitment() };
        life.act(when, &self.chair(), Intent::Decision { decision: self.id.clone(), step }, vec![note]);
    }

    /// One rating.
    pub(super) fn rate(&self, life: &mut Life, when: Millis, who: &PersonId, stars: u8) {
        let opinion = Opinion { stars, knew: true, content: stars >= 3 };
        let rating = beside("rating", &serde_json::to_string(&opinion).unwrap_or_default(), when);
        let step = DecisionStep::Rate { rating: rating.commitment() };
        life.act(when, who, Intent::Decision { decision: self.id.clone(), step }, vec![rating]);
    }
}
