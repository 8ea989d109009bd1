//! Rulebook: announcing an election and its board (选举公告、选举委员会): seats, day and way are fixed here.
//! The board is proposed by the grid's party organisation and confirmed by a residents' meeting of the
//! grid (居委会组织法 art. 15).

use super::{Confirmed, Election, ElectionState, ElectionStep, Post, Seats, recall, term};
use crate::{
    charter::election::Mode,
    decide::{Case, Verdict},
    ids::*,
    meeting::call::line,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Day,
    topic::raise::days,
};
use alloc::{vec, vec::Vec};

/// Names on one proposal of a board: those on it and those who follow.
pub const MAX_BOARD: usize = 20;
/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// The announcement, by the grid's party organisation. One general election of a grid at a time; a
/// by-election fills vacancies of a term that still runs (art. 24).
pub(crate) fn announce(case: &Case, id: &ElectionId, step: &ElectionStep) -> Verdict {
    let ElectionStep::Announce { grid, seats, mode, fills, vote_on, closes, board, board_size, recall } = step else {
        return Err(Refusal::WrongState);
    };
    case.community.grid(grid).ok_or(Refusal::NotFound)?;
    if let Some(demand) = recall {
        return recall::announce(case, id, step, demand);
    }
    case.require(core::slice::from_ref(grid), Role::reviews)?;
    if case.community.election(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    let alike = |other: &Election| other.recall.is_none() && other.fills.is_some() == fills.is_some();
    if case.community.elections_of(grid).any(|other| other.is_under_way() && alike(other)) {
        return Err(Refusal::ElectionUnderWay);
    }
    fit_seats(case, grid, *seats, fills.as_ref())?;
    let mut election = fresh(case, id, grid, *seats, *mode);
    election.fills = fills.clone();
    set_day(case, &mut election, *vote_on, *closes)?;
    set_board(case, &mut election, board, *board_size)?;
    Ok(vec![Record::made(election)])
}

/// Polling day, far enough ahead for the roll, and the hour at which the polls close.
pub(super) fn set_day(case: &Case, election: &mut Election, vote_on: Day, closes: u16) -> Result<(), Refusal> {
    far_enough(case, vote_on, case.community.keys().election_roll.published)?;
    if closes == 0 || closes > DAY_MINUTES {
        return Err(Refusal::NotOnTheList { field: "closes".into() });
    }
    (election.vote_on, election.closes) = (vote_on, closes);
    Ok(())
}

/// The board that is proposed: enough names, within the charter's bounds.
pub(super) fn set_board(case: &Case, election: &mut Election, board: &[PersonId], size: u32) -> Result<(), Refusal> {
    let bounds = case.community.keys().election_board;
    if !(bounds.min..=bounds.max).contains(&size) {
        return Err(Refusal::BoardIncomplete { have: size, need: bounds.min });
    }
    election.board_size = size;
    propose(case, election, board)?;
    let have = u32::try_from(election.board.len()).unwrap_or(u32::MAX);
    if have < size { Err(Refusal::BoardIncomplete { have, need: size }) } else { Ok(()) }
}

pub(super) fn fresh(case: &Case, id: &ElectionId, grid: &GridId, seats: Seats, mode: Mode) -> Election {
    Election {
        id: id.clone(),
        grid: grid.clone(),
        state: ElectionState::Announced,
        seats,
        mode,
        fills: None,
        announced: case.today(),
        vote_on: case.today(),
        closes: 0,
        moved: None,
        board: Vec::new(),
        board_size: 0,
        left: Vec::new(),
        confirmed: None,
        voters: 0,
        reps: 0,
        roll_published: None,
        objections_open: 0,
        extended: None,
        list: super::Composition::default(),
        no_choice: Vec::new(),
        ballots: 0,
        run_off_by: None,
        open: Vec::new(),
        elected: Vec::new(),
        vacant: None,
        composition: super::Composition::default(),
        published: None,
        paper: None,
        filed: Vec::new(),
        term_from: None,
        term_until: None,
        charter: case.community.charter().map(|charter| charter.version),
        named: Vec::new(),
        recall: None,
    }
}

/// A general election fills the whole committee; a by-election no more than is vacant.
fn fit_seats(case: &Case, grid: &GridId, seats: Seats, fills: Option<&ElectionId>) -> Result<(), Refusal> {
    let Some(of) = fills else {
        let max = case.community.keys().committee_size;
        return if seats.fit(&case.community.keys()) { Ok(()) } else { Err(Refusal::SeatsOutOfBounds { max }) };
    };
    let of = case.election(of, &[ElectionState::HandedOver])?;
    let running = of.term_until.is_some_and(|until| case.today() < until);
    if of.grid != *grid || of.fills.is_some() || !running {
        return Err(Refusal::NothingVacant);
    }
    let vacant = |post: Post| seats.of(post) <= term::vacant(case.community, &of, post, case.today());
    if seats.total() > 0 && Post::ALL.into_iter().all(vacant) { Ok(()) } else { Err(Refusal::NothingVacant) }
}

/// More names in the order of the proposal; people of this community, each once.
fn propose(case: &Case, election: &mut Election, names: &[PersonId]) -> Result<(), Refusal> {
    for person in names {
        if case.community.is_whole() && case.community.person(person).is_none() {
            return Err(Refusal::NotFound);
        }
        if !election.board.contains(person) {
            election.board.push(person.clone());
            election.name(case, person);
        }
    }
    if election.board.len() > MAX_BOARD { Err(Refusal::NotOnTheList { field: "board".into() }) } else { Ok(()) }
}

/// The residents' meeting confirmed the board. When too few are left, more names are confirmed alike.
pub(crate) fn confirm(case: &Case, id: &ElectionId, more: &[PersonId], on: Day, file: &str) -> Verdict {
    let election = case.community.election(id).filter(|election| election.is_under_way()).ok_or(Refusal::NotFound)?;
    let mut election = election.clone();
    case.require(core::slice::from_ref(&election.grid), Role::reviews)?;
    if on > case.today() {
        return Err(Refusal::NotYet { from: on.starts() });
    }
    let file = line(file, "file")?;
    propose(case, &mut election, more)?;
    let names = u32::try_from(election.board.len()).unwrap_or(u32::MAX);
    election.confirmed = Some(Confirmed { on, file, names });
    Ok(vec![Record::made(election)])
}

/// Somebody leaves the board: of their own will, or because they or a near relative stand (art. 15).
pub(crate) fn leave(case: &Case, id: &ElectionId, person: &PersonId) -> Verdict {
    let mut election = case.community.election(id).filter(|e| e.is_under_way()).ok_or(Refusal::NotFound)?.clone();
    if case.act.actor != *person {
        case.require(core::slice::from_ref(&election.grid), Role::reviews)?;
    }
    if !election.board.contains(person) || election.left.contains(person) {
        return Err(Refusal::WrongState);
    }
    election.left.push(person.clone());
    Ok(vec![Record::made(election)])
}

/// Polling day is put off, with a reason; never brought forward, never once papers are handed out.
pub(crate) fn put_off(case: &Case, id: &ElectionId, to: Day, reason: &str) -> Verdict {
    use ElectionState::*;
    let mut election =
        case.by_board(id, &[Announced, RollPublished, RollFinal, Nominating, CandidatesPublished, RunOff])?;
    let reason = line(reason, "reason")?;
    let until = election.run_off_by.or_else(|| recall::last_day(case, &election));
    if to <= election.vote_on || until.is_some_and(|until| to > until) {
        return Err(Refusal::DayOutOfRange { from: election.vote_on.plus(1), until });
    }
    election.vote_on = to;
    election.moved = Some(reason);
    let mut changes = Vec::new();
    if let Some(mut ballot) = case.community.ballot_under_way(&election).filter(|b| b.closed.is_none()).cloned() {
        ballot.on = to;
        ballot.closes = election.closing();
        changes.push(Record::made(ballot));
    }
    changes.push(Record::made(election));
    Ok(changes)
}

/// So many days must lie between today and a day that is made known.
pub(super) fn far_enough(case: &Case, day: Day, need: u32) -> Result<(), Refusal> {
    let from = case.today().plus(days(need));
    if day < from { Err(Refusal::DayOutOfRange { from, until: None }) } else { Ok(()) }
}
