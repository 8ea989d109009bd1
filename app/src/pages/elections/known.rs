//! Pages: what this device knows of an election, and what its reader is to it.

use super::recall::{self, Demand};
use rulebook::{
    Community, Day, Viewer,
    charter::{Keys, election::Mode},
    election::{
        BallotBox, Candidate, Election, Handout, Post, Proxy, RollObjection, Seats, SecretBallot, Tally, Voter,
        arithmetic::{Outcome, outcome},
        ballot::{self, Contest},
        nominate, roll, term,
    },
    ids::{BoxCallId, CandidateId, ElectionId, HandoutId, PersonId, ProxyId, SecretBallotId},
    order::InOrder as _,
    people::{Office, Role},
};
use std::collections::{BTreeMap, BTreeSet};

/// One election with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Poll {
    /// The election.
    pub election: Election,
    /// The grid's name.
    pub grid: String,
    /// The parameters it is held by.
    pub keys: Keys,
    /// Who stands, as far as known here: those on the list first, then by support.
    pub candidates: Vec<Candidate>,
    /// Its ballots, the oldest first.
    pub ballots: Vec<SecretBallot>,
    /// The boxes of all its ballots.
    pub boxes: Vec<BallotBox>,
    /// Posts that came of it.
    pub posts: Vec<Office>,
    /// The end of the sitting committee's term.
    pub until: Option<Day>,
    /// Names, as far as known here.
    pub names: BTreeMap<PersonId, String>,
    /// The demands to recall somebody it seated, or the one it is a vote on.
    pub demands: Vec<Demand>,
    /// Seats of its running term that nobody holds.
    pub vacant: Seats,
    /// The by-election for them that is under way.
    pub filling: Option<ElectionId>,
    /// What I am to it.
    pub mine: Mine,
}

/// What the reader is to an election.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mine {
    /// Who I am.
    pub me: Option<PersonId>,
    /// Party organisation of the grid.
    pub party: bool,
    /// On the board, which is confirmed.
    pub board: bool,
    /// A teller of the newest ballot.
    pub teller: bool,
    /// I live in the grid.
    pub lives: bool,
    /// My line on the roll.
    pub voter: Option<Voter>,
    /// My own candidacy.
    pub candidate: Option<Candidate>,
    /// Nominations I stand behind.
    pub backs: BTreeSet<CandidateId>,
    /// Objections I made.
    pub objections: Vec<RollObjection>,
    /// Who votes for me, by their id.
    pub proxy: Option<Proxy>,
    /// I asked for the mobile box.
    pub called: bool,
    /// I received my paper.
    pub paper: Option<Handout>,
    /// What I counted.
    pub tally: Option<Tally>,
}

impl Poll {
    /// The election as this holder knows it; for nobody in particular without `me`.
    pub fn of(community: &Community, id: &ElectionId, me: Option<&PersonId>, day: Day) -> Option<Poll> {
        let election = community.election(id)?.clone();
        let ballots: Vec<SecretBallot> = (1..=election.ballots)
            .filter_map(|no| community.secret_ballot(&SecretBallotId(format!("{id}/{no}"))).cloned())
            .collect();
        let mut candidates: Vec<Candidate> = community.candidates(id).cloned().collect();
        let order = |c: &Candidate| (c.place.unwrap_or(u32::MAX), c.post, std::cmp::Reverse(c.support), c.id.clone());
        candidates.in_order_of(order);
        let boxes = ballots.iter().flat_map(|b| community.boxes_of(&b.id).cloned()).collect();
        let from_here = |office: &&Office| office.id.as_str().starts_with(&format!("{id}/"));
        let mut posts: Vec<Office> =
            community.committee_posts(&election.grid, day).filter(from_here).cloned().collect();
        posts.in_order_of(|office| office.role);
        let fills = |other: &&Election| other.is_under_way() && other.fills.as_ref() == Some(id);
        let filling = community.elections_of(&election.grid).find(fills).map(|other| other.id.clone());
        Some(Poll {
            grid: community.grid(&election.grid).map_or_else(String::new, |grid| grid.name.clone()),
            keys: community.keys_of_election(&election),
            names: names(community, &election, &candidates, &ballots),
            until: term::committee_until(community, &election.grid, day),
            demands: recall::demands(community, &election, me, day),
            vacant: recall::vacant(community, &election, day),
            filling,
            mine: me.map_or_else(Mine::default, |me| Mine::of(community, &election, ballots.last(), me, day)),
            candidates,
            boxes,
            posts,
            ballots,
            election,
        })
    }

    /// What somebody is called here.
    pub fn name(&self, person: &PersonId) -> String {
        self.names.get(person).cloned().unwrap_or_else(|| "—".into())
    }

    /// Several names in a row.
    pub fn list<'a>(&self, people: impl IntoIterator<Item = &'a PersonId>, between: &str) -> String {
        people.into_iter().map(|person| self.name(person)).collect::<Vec<_>>().join(between)
    }

    /// The newest ballot.
    pub fn ballot(&self) -> Option<&SecretBallot> {
        self.ballots.last()
    }

    /// The boxes of a ballot.
    pub fn boxes_of<'a>(&'a self, ballot: &'a SecretBallot) -> impl Iterator<Item = &'a BallotBox> {
        self.boxes.iter().filter(|at| at.ballot == ballot.id)
    }

    /// What a contest came to, with those passed over who won a higher post or an earlier ballot.
    pub fn outcome(&self, ballot: &SecretBallot, contest: &Contest) -> Outcome {
        let mut seated: Vec<PersonId> = self
            .election
            .elected
            .iter()
            .filter(|seat| seat.ballot < ballot.no)
            .map(|seat| seat.person.clone())
            .collect();
        for higher in ballot.contests.iter().filter(|c| c.post < contest.post) {
            let won = outcome(higher, &ballot.lines, ballot.found.unwrap_or(0), &seated).won;
            seated.extend(won.into_iter().map(|(person, _)| person));
        }
        outcome(contest, &ballot.lines, ballot.found.unwrap_or(0), &seated)
    }

    /// The posts that are elected, from the highest down.
    pub fn elected_posts(&self) -> impl Iterator<Item = Post> + '_ {
        Post::ALL.into_iter().filter(|post| self.election.seats.of(*post) > 0)
    }

    /// Who is known to stand, in the order of the published list or of their support.
    pub fn standing(&self) -> impl Iterator<Item = &Candidate> {
        self.candidates.iter().filter(|c| c.agreed.is_some() && !c.withdrawn)
    }
}

/// Of everybody whom its notices name.
fn names(
    community: &Community,
    election: &Election,
    candidates: &[Candidate],
    ballots: &[SecretBallot],
) -> BTreeMap<PersonId, String> {
    let marked = ballots.iter().flat_map(|b| b.lines.iter().map(|line| &line.person));
    let known = marked.chain(&election.board).chain(ballots.iter().flat_map(|b| &b.tellers));
    let mut all: BTreeMap<PersonId, String> =
        known.filter_map(|p| community.name_of(p).map(|name| (p.clone(), name))).collect();
    all.extend(election.named.iter().map(|named| (named.person.clone(), named.name.clone())));
    all.extend(candidates.iter().map(|c| (c.person.clone(), c.name.clone())));
    all
}

impl Mine {
    fn of(community: &Community, election: &Election, newest: Option<&SecretBallot>, me: &PersonId, day: Day) -> Mine {
        let viewer = Viewer::of(community, me, day);
        let key = newest.map(|newest| ballot::key(&newest.id, me)).unwrap_or_default();
        let mut objections: Vec<RollObjection> =
            community.all_roll_objections().filter(|o| o.election == election.id && o.by == *me).cloned().collect();
        objections.in_order_of(|o| o.on);
        let backs = community.nominations_by(&election.id, me).filter_map(|backing| match &backing.cause {
            nominate::Cause::Candidate(id) => Some(id.clone()),
            nominate::Cause::Recall(_) => None,
        });
        Mine {
            me: Some(me.clone()),
            party: community.holds(me, &election.grid, day, Role::reviews),
            board: election.on_board().any(|person| person == me),
            teller: newest.is_some_and(|newest| newest.is_told_by(me)),
            lives: viewer.lives_in.as_ref() == Some(&election.grid),
            voter: community.voter(&roll::key(&election.id, me)).cloned(),
            candidate: community.candidate(&nominate::key(&election.id, me)).cloned(),
            backs: backs.collect(),
            objections,
            proxy: community.proxy(&ProxyId(key.clone())).cloned(),
            called: community.box_call(&BoxCallId(key.clone())).is_some(),
            paper: community.handout(&HandoutId(key.clone())).cloned(),
            tally: community.tally(&rulebook::ids::TallyId(key)).cloned(),
        }
    }

    /// Whether my ballot counts under that mode.
    pub fn casts(&self, mode: Mode) -> bool {
        self.voter.as_ref().is_some_and(|voter| voter.casts(mode))
    }

    /// Somebody who has something to do on the desk of the election.
    pub fn runs(&self) -> bool {
        self.party || self.board || self.teller
    }
}
