//! Rulebook: the vote on a recall (罢免投票), 居委会组织法 art. 20: by the same mode as the election, on paper
//! and in secret; more than half of those who may cast take part, more than half of those who voted agree.
//! It is an election that seats nobody, with one name and yes or no on its paper: roll, boxes, issue list
//! and count are those of any other.
//!
//! Readings to confirm. The board that ran the election also runs this vote and may announce it, so that a
//! demand does not hang on the goodwill of one body; the party organisation may announce it as well, and
//! proposes another board where that one can no longer act. Half of the representatives suffice where these
//! elect: `domain.md` §4 gives a recall a quorum of its own. A vote in which too few took part settles the
//! demand, the member stays; one with more papers than were handed out settles nothing and is announced anew.

use super::{How, Recall, needed, settle};
use crate::{
    decide::{Case, Verdict},
    election::{
        Election, ElectionState, ElectionStep, Post, SecretBallot, announce as plan,
        arithmetic::wins,
        ballot::{self, Contest, Rule},
    },
    ids::*,
    people::{Office, Role},
    record::Record,
    refusal::Refusal,
    time::Day,
};
use alloc::{vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// What the paper of such a vote asks, and what came of it. Public: it names who holds a public post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The demand it is about.
    pub demand: RecallId,
    /// The election whose voters asked for it.
    pub of: ElectionId,
    /// Who would be recalled.
    pub member: PersonId,
    /// From which post.
    pub post: Post,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<super::Settled>,
}

impl Post {
    /// The elected post of that role.
    pub fn of_role(role: Role) -> Option<Post> {
        Post::ALL.into_iter().find(|post| post.role() == role)
    }
}

/// The post of the committee that somebody holds today.
fn office<'a>(case: &Case<'a>, grid: &GridId, member: &PersonId) -> Result<(&'a Office, Post), Refusal> {
    let mut held = case.community.committee_posts(grid, case.today());
    let office = held.find(|office| office.person == *member).ok_or(Refusal::NotInOffice)?;
    Ok((office, Post::of_role(office.role).ok_or(Refusal::NotInOffice)?))
}

/// The announcement, once enough stand behind the demand: no seats, the mode of the election, a day within
/// the member's term. Without names of a board the one that ran the election runs it, as it was confirmed.
pub(crate) fn announce(case: &Case, id: &ElectionId, step: &ElectionStep, demand: &RecallId) -> Verdict {
    let ElectionStep::Announce { grid, seats, mode, fills, vote_on, closes, board, board_size, .. } = step else {
        return Err(Refusal::WrongState);
    };
    let demand = case.community.recall(demand).filter(|demand| demand.grid == *grid).ok_or(Refusal::NotFound)?;
    let of = case.election(&demand.election, &[ElectionState::HandedOver])?;
    let ran = of.on_board().any(|person| *person == case.act.actor);
    if !ran {
        case.require(core::slice::from_ref(grid), Role::reviews)?;
    }
    if case.community.election(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    for (fits, field) in [(seats.total() == 0 && fills.is_none(), "seats"), (*mode == of.mode, "mode")] {
        if !fits {
            return Err(Refusal::NotOnTheList { field: field.into() });
        }
    }
    is_due(case, demand, &of)?;
    let (office, post) = office(case, grid, &demand.member)?;
    let mut election = plan::fresh(case, id, grid, *seats, *mode);
    plan::set_day(case, &mut election, *vote_on, *closes)?;
    let last = office.to.map(|to| to.plus(-1));
    if last.is_some_and(|last| *vote_on > last) {
        return Err(Refusal::DayOutOfRange { from: *vote_on, until: last });
    }
    election.named.push(crate::election::Named { person: demand.member.clone(), name: office.name.clone() });
    let (of, member) = (demand.election.clone(), demand.member.clone());
    election.recall = Some(Question { demand: demand.id.clone(), of, member, post, settled: None });
    if board.is_empty() {
        same_board(case, &mut election)?;
    } else {
        case.require(core::slice::from_ref(grid), Role::reviews)?;
        if board.contains(&demand.member) {
            return Err(Refusal::RecusalRequired);
        }
        plan::set_board(case, &mut election, board, *board_size)?;
    }
    Ok(vec![Record::made(election)])
}

/// Enough asked for it, it is not settled, and no other vote on it is under way.
fn is_due(case: &Case, demand: &Recall, of: &Election) -> Result<(), Refusal> {
    // A demand is about one term: who was elected again is not voted on for the old one.
    if demand.settled.is_some() || of.term_until.is_none_or(|until| until <= case.today()) {
        return Err(Refusal::WrongState);
    }
    if demand.demanded.is_none() {
        return Err(Refusal::RecallNotDemanded { have: demand.support, need: needed(of) });
    }
    let asks = |poll: &Election| poll.is_under_way() && poll.recall.as_ref().is_some_and(|q| q.demand == demand.id);
    if case.community.elections_of(&of.grid).any(asks) { Err(Refusal::ElectionUnderWay) } else { Ok(()) }
}

/// The board that ran the election, as its residents' meeting confirmed it; never who would be recalled.
fn same_board(case: &Case, election: &mut Election) -> Result<(), Refusal> {
    let of = election.recall.as_ref().and_then(|question| case.community.election(&question.of));
    let (of, question) = of.zip(election.recall.clone()).ok_or(Refusal::NotFound)?;
    election.board = of.board.clone();
    election.board_size = of.board_size;
    election.left = of.left.clone();
    election.confirmed = of.confirmed.clone();
    if election.board.contains(&question.member) && !election.left.contains(&question.member) {
        election.left.push(question.member);
    }
    for named in of.named.iter().filter(|named| of.board.contains(&named.person)) {
        election.named.push(named.clone());
    }
    let need = case.community.keys_of_election(election).election_board.min;
    let have = u32::try_from(election.on_board().count()).unwrap_or(u32::MAX);
    if have < need { Err(Refusal::BoardIncomplete { have, need }) } else { Ok(()) }
}

/// The last day on which the member holds the post, where the election is such a vote: it cannot be put off
/// beyond it.
pub(crate) fn last_day(case: &Case, election: &Election) -> Option<Day> {
    let question = election.recall.as_ref()?;
    let (office, _) = office(case, &election.grid, &question.member).ok()?;
    office.to.map(|to| to.plus(-1))
}

/// The roll is final: the paper asks one thing, and there is nothing to nominate.
pub(crate) fn ready(mut election: Election) -> Verdict {
    let question = election.recall.clone().ok_or(Refusal::WrongState)?;
    let Question { member, post, .. } = question;
    election.open = vec![Contest { post, seats: 1, people: vec![member], rule: Rule::Recall }];
    election.state = ElectionState::CandidatesPublished;
    let first = ballot::next(&mut election);
    Ok(vec![Record::made(first), Record::made(election)])
}

/// The result is read out: where more than half of those who voted agree the post ends that day.
pub(crate) fn read_out(case: &Case, mut election: Election, ballot: &SecretBallot, found: u32) -> Verdict {
    let question = election.recall.clone().ok_or(Refusal::WrongState)?;
    let yes = ballot.lines.iter().filter(|line| line.person == question.member).map(|line| line.yes).sum();
    let mut changes = Vec::new();
    let how = match office(case, &election.grid, &question.member) {
        Err(_) => How::Left,
        Ok(_) if !wins(yes, found, Rule::Recall) => How::Stays,
        Ok((office, _)) => {
            let mut office = office.clone();
            office.to = Some(case.today());
            changes.push(Record::made(office));
            How::Recalled
        }
    };
    settle(case, &mut election, how, &mut changes);
    election.state = ElectionState::Complete;
    changes.push(Record::made(election));
    Ok(changes)
}

/// Whoever is no longer in the post is not voted on: the votes under way about them end without a result.
pub(crate) fn drop_polls(case: &Case, grid: &GridId, gone: impl Fn(&PersonId) -> bool, changes: &mut Vec<Record>) {
    let asks = |poll: &&Election| {
        let open = poll.recall.as_ref().is_some_and(|q| q.settled.is_none() && gone(&q.member));
        poll.is_under_way() && open
    };
    let polls: Vec<Election> = case.community.elections_of(grid).filter(asks).cloned().collect();
    for mut poll in polls {
        settle(case, &mut poll, How::Left, changes);
        poll.state = ElectionState::Void;
        changes.push(Record::made(poll));
    }
}
