//! Server: elections of the demo, taken step by step by the same law as any other.

use super::{
    cast,
    figures::{day, grid_id},
    gather::beside,
    life::Life,
};
use rulebook::{
    Day, Intent, Millis,
    charter::election::Mode,
    election::{
        ElectionStep, Post, Seats,
        boxes::StopDetails,
        count::Line,
        issue::Tick,
        nominate::{self, Standing},
        roll,
    },
    ids::{BallotBoxId, ElectionId, PersonId},
};
use serde::Serialize;

/// One election being held.
pub(super) struct Polling {
    id: ElectionId,
    grid: usize,
    board: Vec<PersonId>,
}

/// Lines of the roll in one act.
const BATCH: usize = 200;

impl Polling {
    /// Announced by the grid's party organisation; the residents' meeting confirmed the board that evening.
    pub(super) fn announce(
        life: &mut Life,
        grid: usize,
        when: Millis,
        (mode, seats, vote_on): (Mode, Seats, Day),
        board: Vec<PersonId>,
    ) -> Polling {
        let polling = Polling { id: format!("E-{grid:02}-2026").into(), grid, board };
        let announce = ElectionStep::Announce {
            grid: grid_id(grid),
            seats,
            mode,
            fills: None,
            recall: None,
            vote_on,
            closes: 18 * 60,
            board: polling.board.clone(),
            board_size: 3,
        };
        let secretary = cast::secretary(grid);
        polling.step(life, when, &secretary, announce);
        let file = format!("网格居民会议记录2026-{grid:02}号");
        let confirm = ElectionStep::ConfirmBoard { more: Vec::new(), on: when.day(), file };
        polling.step(life, when.plus_hours(10), &secretary, confirm);
        polling
    }

    /// A step of somebody.
    pub(super) fn step(&self, life: &mut Life, when: Millis, who: &PersonId, step: ElectionStep) -> String {
        life.act(when, who, Intent::Election { election: self.id.clone(), step }, Vec::new())
    }

    /// A step of the board.
    pub(super) fn board(&self, life: &mut Life, when: Millis, step: ElectionStep) {
        if let Some(first) = self.board.first() {
            self.step(life, when, first, step);
        }
    }

    /// A step with one value beside it; gives the id of the act.
    fn told<T: Serialize>(
        &self,
        life: &mut Life,
        (when, who): (Millis, &PersonId),
        field: &str,
        value: &T,
        step: impl FnOnce(rulebook::hash::Hash) -> ElectionStep,
    ) -> String {
        let value = serde_json::to_string(value).unwrap_or_default();
        self.spoken(life, (when, who), field, &value, step)
    }

    /// The same with somebody's own words.
    pub(super) fn spoken(
        &self,
        life: &mut Life,
        (when, who): (Millis, &PersonId),
        field: &str,
        value: &str,
        step: impl FnOnce(rulebook::hash::Hash) -> ElectionStep,
    ) -> String {
        let opening = beside(field, value, when);
        let intent = Intent::Election { election: self.id.clone(), step: step(opening.commitment()) };
        life.act(when, who, intent, vec![opening])
    }

    /// Lines of the roll, in batches; who votes for others casts, who does not may stand.
    pub(super) fn enter(&self, life: &mut Life, when: Millis, voters: &[PersonId], reps: bool) {
        let Some(first) = self.board.first().cloned() else { return };
        for (batch, minutes) in voters.chunks(BATCH).zip(0..) {
            let line = |person: &PersonId| roll::Line { person: person.clone(), eligible: true, rep: reps };
            let lines: Vec<roll::Line> = batch.iter().map(line).collect();
            let at = (when.plus_minutes(minutes), &first);
            self.told(life, at, "roll", &lines, |list| ElectionStep::EnterVoters { list });
        }
    }

    /// The days for objections are over; nominations begin.
    pub(super) fn open(&self, life: &mut Life, when: Millis) {
        self.board(life, when, ElectionStep::SettleRoll);
        self.board(life, when.plus_minutes(5), ElectionStep::OpenNominations);
    }

    /// Named by the party organisation, and agreed.
    pub(super) fn named(&self, life: &mut Life, when: Millis, person: &PersonId, post: Post) {
        let step = ElectionStep::Nominate { person: person.clone(), post, standing: Standing::Voter };
        self.step(life, when, &cast::secretary(self.grid), step);
        self.step(life, when.plus_hours(2), person, ElectionStep::Stand { post });
    }

    /// Names themselves, and neighbours stand behind them.
    pub(super) fn runs(&self, life: &mut Life, when: Millis, person: &PersonId, post: Post, behind: &[PersonId]) {
        let step = ElectionStep::Nominate { person: person.clone(), post, standing: Standing::Voter };
        self.step(life, when, person, step);
        let candidate = nominate::key(&self.id, person);
        for (voter, minutes) in behind.iter().zip(1..) {
            let step = ElectionStep::Support { candidate: candidate.clone() };
            self.step(life, when.plus_minutes(minutes * 47), voter, step);
        }
    }

    /// A box, sealed in front of three tellers.
    pub(super) fn seal(
        &self,
        life: &mut Life,
        when: Millis,
        at: &str,
        (place, seal): (&str, &str),
        tellers: &[PersonId],
    ) {
        let (place, seal, tellers) = (place.to_owned(), seal.to_owned(), tellers.to_vec());
        let step = ElectionStep::SealBox { at: self.at(at), mobile: at.starts_with("mobile"), place, seal, tellers };
        self.board(life, when, step);
    }

    /// The id of a box.
    pub(super) fn at(&self, name: &str) -> BallotBoxId {
        BallotBoxId(format!("{}/{name}", self.id))
    }

    /// Papers handed out at a box, a minute and a half apart.
    pub(super) fn hand_out(&self, life: &mut Life, when: Millis, at: &str, teller: &PersonId, to: &[PersonId]) {
        for (person, n) in to.iter().zip(0..) {
            let tick = Tick { person: person.clone(), through: None };
            let moment = Millis(when.0 + n * 90_000);
            let at = self.at(at);
            self.told(life, (moment, teller), "paper", &tick, |paper| ElectionStep::HandOut { at, paper });
        }
    }

    /// Somebody asks for the mobile box.
    pub(super) fn call(&self, life: &mut Life, when: Millis, person: &PersonId) {
        self.told(life, (when, person), "voter", person, |voter| ElectionStep::CallBox { voter });
    }

    /// One door of the mobile box.
    pub(super) fn stop(&self, life: &mut Life, when: Millis, at: &str, teller: &PersonId, details: &StopDetails) {
        let at = self.at(at);
        self.told(life, (when, teller), "stop", details, |stop| ElectionStep::BoxStops { at, stop });
    }

    /// Closed, opened, counted twice alike, signed by three, declared and read out.
    pub(super) fn count(
        &self,
        life: &mut Life,
        when: Millis,
        tellers: &[PersonId],
        (found, void): (u32, u32),
        lines: &[Line],
    ) {
        self.board(life, when, ElectionStep::ClosePolls);
        self.board(life, when.plus_minutes(10), ElectionStep::OpenBoxes);
        for teller in tellers.iter().take(2) {
            self.step(
                life,
                when.plus_minutes(60),
                teller,
                ElectionStep::EnterTally { found, void, lines: lines.to_vec() },
            );
        }
        for (teller, minutes) in tellers.iter().take(3).zip(65..) {
            self.step(life, when.plus_minutes(minutes), teller, ElectionStep::SignCount);
        }
        self.board(life, when.plus_minutes(70), ElectionStep::Declare);
    }
}

/// 2026-`month`-`date`.
pub(super) fn on(month: u8, date: u8) -> Day {
    day(2026, month, date)
}
