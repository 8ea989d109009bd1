//! Rulebook: what a holder knows of elections, each by an index: no act walks all of them.

use super::{Community, Index, Order, flip, of_both, under};
use crate::{
    charter::Keys,
    election::{
        Backing, BallotBox, Candidate, Election, Proxy, Recall, SecretBallot, Tally, ballot, nominate::Cause, recall,
    },
    ids::*,
    people::Office,
    record::Body,
    time::Day,
};
use alloc::format;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Polled {
    of_grid: Order,
    boards: Order,
    tellers: Order,
    candidates: Order,
    backed: Order,
    proxies: Order,
    boxes: Order,
    tallies: Order,
    gathering: Order,
}

impl Index {
    pub(super) fn poll(&mut self, body: &Body, add: bool) {
        let order = &mut self.polled;
        match body {
            Body::Election(e) => {
                flip(&mut order.of_grid, &e.grid.0, &e.id.0, add);
                for person in &e.board {
                    flip(&mut order.boards, &person.0, &e.id.0, add);
                }
            }
            Body::SecretBallot(b) => {
                for person in &b.tellers {
                    flip(&mut order.tellers, &person.0, &b.id.0, add);
                }
            }
            Body::Candidate(c) => flip(&mut order.candidates, &c.election.0, &c.id.0, add),
            Body::Backing(s) if matches!(s.cause, Cause::Candidate(_)) => {
                flip(&mut order.backed, &of_both(&s.election.0, &s.person), &s.id.0, add);
            }
            Body::Proxy(p) => flip(&mut order.proxies, &of_both(&p.ballot.0, &p.to), &p.id.0, add),
            Body::BallotBox(b) => flip(&mut order.boxes, &b.ballot.0, &b.id.0, add),
            Body::Tally(t) => flip(&mut order.tallies, &t.ballot.0, &t.id.0, add),
            Body::Recall(r) if r.opened.is_some() && r.demanded.is_none() && r.settled.is_none() => {
                flip(&mut order.gathering, "", &r.id.0, add);
            }
            _ => {}
        }
    }
}

impl Community {
    /// The elections of a grid.
    pub fn elections_of(&self, grid: &GridId) -> impl Iterator<Item = &Election> {
        under(&self.index.polled.of_grid, &grid.0).filter_map(|id| self.election(&id.into()))
    }

    /// The elections under way that somebody runs: on the board, or as a teller of the ballot under way.
    pub fn elections_run_by<'a>(&'a self, person: &'a PersonId) -> impl Iterator<Item = &'a Election> {
        let boards = under(&self.index.polled.boards, &person.0).filter_map(|id| self.election(&id.into()));
        let boards = boards.filter(move |election| election.on_board().any(|p| p == person));
        let ballots = under(&self.index.polled.tellers, &person.0).filter_map(|id| self.secret_ballot(&id.into()));
        let told = ballots.filter_map(|ballot| self.election(&ballot.election).filter(|e| e.ballots == ballot.no));
        boards.chain(told).filter(|election| election.is_under_way())
    }

    /// The newest ballot of an election.
    pub fn ballot_under_way(&self, election: &Election) -> Option<&SecretBallot> {
        self.secret_ballot(&ballot::current(election))
    }

    /// Everybody nominated in an election.
    pub fn candidates(&self, election: &ElectionId) -> impl Iterator<Item = &Candidate> {
        under(&self.index.polled.candidates, &election.0).filter_map(|id| self.candidate(&id.into()))
    }

    /// The nominations that somebody stands behind.
    pub fn nominations_by<'a>(
        &'a self,
        election: &ElectionId,
        person: &PersonId,
    ) -> impl Iterator<Item = &'a Backing> + use<'a> {
        under(&self.index.polled.backed, &of_both(&election.0, person)).filter_map(|id| self.backing(&id.into()))
    }

    /// The voters somebody casts for.
    pub fn proxies_of<'a>(
        &'a self,
        ballot: &SecretBallotId,
        to: &PersonId,
    ) -> impl Iterator<Item = &'a Proxy> + use<'a> {
        under(&self.index.polled.proxies, &of_both(&ballot.0, to)).filter_map(|id| self.proxy(&id.into()))
    }

    /// The boxes of a ballot.
    pub fn boxes_of(&self, ballot: &SecretBallotId) -> impl Iterator<Item = &BallotBox> {
        under(&self.index.polled.boxes, &ballot.0).filter_map(|id| self.ballot_box(&id.into()))
    }

    /// The counts of a ballot that this holder has.
    pub fn tallies(&self, ballot: &SecretBallotId) -> impl Iterator<Item = &Tally> {
        under(&self.index.polled.tallies, &ballot.0).filter_map(|id| self.tally(&id.into()))
    }

    /// What makes somebody stand behind a nomination or a recall, if they do. Ledgers from before recalls had
    /// keys of their own keep both under the plain one.
    pub fn behind(&self, cause: &Cause, person: &PersonId) -> Option<&Backing> {
        let (prefix, of) = match cause {
            Cause::Candidate(id) => ("", id.as_str()),
            Cause::Recall(id) => ("recall/", id.as_str()),
        };
        let known = |prefix: &str| self.backing(&BackingId(format!("{prefix}{of}/{person}")));
        [known(prefix), known("")].into_iter().flatten().find(|backing| backing.cause == *cause)
    }

    /// The demands to recall somebody whom an election seated, the oldest first.
    pub fn recalls_of<'a>(
        &'a self,
        seated: &ElectionId,
        member: &PersonId,
    ) -> impl Iterator<Item = &'a Recall> + use<'a> {
        let (seated, member) = (seated.clone(), member.clone());
        (1..).map_while(move |no| self.recall(&recall::key(&seated, &member, no)))
    }

    /// The demands for a recall that names are gathered behind.
    pub fn gathering_recalls(&self) -> impl Iterator<Item = &Recall> {
        under(&self.index.polled.gathering, "").filter_map(|id| self.recall(&id.into()))
    }

    /// The posts of a grid's committee on a day.
    pub fn committee_posts(&self, grid: &GridId, day: Day) -> impl Iterator<Item = &Office> {
        let offices = under(&self.index.gathered.members, &grid.0).filter_map(|id| self.office(&id.into()));
        offices.filter(move |office| office.holds_on(day))
    }

    /// The parameters an election is held by: those of its announcement.
    pub fn keys_of_election(&self, election: &Election) -> Keys {
        self.keys_at(election.charter)
    }
}
