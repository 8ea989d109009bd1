//! Rulebook: the roll of voters (选民名单): published twenty days before polling, open to objections for
//! five, each answered within three (居委会组织法 art. 17). Of somebody who may not vote it says no more
//! than that; the reasons stay with the board, on paper.

use super::{Election, ElectionState, announce::far_enough, recall};
use crate::{
    charter::{Keys, ResidentBasis, election::Mode},
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::call::says_something,
    record::Record,
    refusal::Refusal,
    time::Day,
    topic::raise::days,
};
use alloc::{collections::BTreeMap, format, string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Lines of the roll in one act.
pub const MAX_LINES: usize = 200;
/// Letters of an objection or of its answer.
pub const MAX_TEXT: usize = 1_000;

/// One name on the roll; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voter {
    /// `election/person`.
    pub id: VoterId,
    /// Of which election.
    pub election: ElectionId,
    /// Who.
    pub person: PersonId,
    /// May vote and stand; no reasons.
    pub eligible: bool,
    /// Casts for a household or a group, where not everybody does.
    pub rep: bool,
}

/// One line as the board writes it; travels beside the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Who.
    pub person: PersonId,
    /// May vote and stand.
    pub eligible: bool,
    /// Casts for a household or a group.
    #[serde(default)]
    pub rep: bool,
}

/// An objection to the roll; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollObjection {
    /// The act that made it.
    pub id: RollObjectionId,
    /// To which election's roll.
    pub election: ElectionId,
    /// Whose.
    pub by: PersonId,
    /// When.
    pub on: Day,
    /// In their own words.
    pub text: String,
    /// The board owes an answer by then.
    pub due: Day,
    /// The answer.
    pub answer: Option<Answer>,
}

/// What the board answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The objection was right.
    pub upheld: bool,
    /// When.
    pub on: Day,
    /// In what words.
    pub text: String,
}

/// The key of a person on a roll.
pub fn key(election: &ElectionId, person: &PersonId) -> VoterId {
    VoterId(format!("{election}/{person}"))
}

impl Voter {
    /// Whether ballots of this person are cast under that mode.
    pub fn casts(&self, mode: Mode) -> bool {
        self.eligible && (mode == Mode::AllVoters || self.rep)
    }
}

impl RollObjection {
    /// The answer is late.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.answer.is_none() && self.due < today
    }
}

/// The board writes the roll, a batch at a time; opening `roll` holds the lines as JSON.
pub(crate) fn enter(case: &Case, id: &ElectionId, list: &Hash) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Announced])?;
    let mut changes = write(case, &mut election, list)?;
    changes.push(Record::made(election));
    Ok(changes)
}

fn write(case: &Case, election: &mut Election, list: &Hash) -> Result<Vec<Record>, Refusal> {
    let lines: Vec<Line> = case.act.value_of("roll", list)?;
    if lines.is_empty() || lines.len() > MAX_LINES {
        return Err(Refusal::NotOnTheList { field: "roll".into() });
    }
    let mut written: BTreeMap<VoterId, Voter> = BTreeMap::new();
    for line in lines {
        let voter = Voter {
            id: key(&election.id, &line.person),
            election: election.id.clone(),
            person: line.person,
            eligible: line.eligible,
            rep: line.rep && line.eligible,
        };
        if voter.eligible {
            is_of_age_here(case, election, &voter.person)?;
        }
        if voter.rep && election.mode == Mode::HouseholdReps {
            one_for_the_household(case, election, &voter, &written)?;
        }
        let before = written.get(&voter.id).or_else(|| case.community.voter(&voter.id)).cloned();
        recount(&mut election.voters, before.as_ref().is_some_and(|v| v.eligible), voter.eligible);
        recount(&mut election.reps, before.is_some_and(|v| v.rep), voter.rep);
        written.insert(voter.id.clone(), voter);
    }
    Ok(written.into_values().map(Record::made).collect())
}

fn recount(count: &mut u32, before: bool, now: bool) {
    *count = count.saturating_add(u32::from(now)).saturating_sub(u32::from(before));
}

/// Adults of the grid on polling day, by registration or by living there (art. 16).
fn is_of_age_here(case: &Case, election: &Election, person: &PersonId) -> Result<(), Refusal> {
    if !case.community.is_whole() && case.community.person(person).is_none() {
        return Ok(());
    }
    let keys = Keys { resident_basis: ResidentBasis::Either, ..case.community.keys_of_election(election) };
    case.adult_resident_by(&keys, person, core::slice::from_ref(&election.grid), election.vote_on)
}

/// One voter for each household, where households vote.
fn one_for_the_household(
    case: &Case,
    election: &Election,
    voter: &Voter,
    written: &BTreeMap<VoterId, Voter>,
) -> Result<(), Refusal> {
    let Some(home) = case.community.person(&voter.person).and_then(|person| person.home.as_ref()) else {
        return Ok(());
    };
    let another = |person: &crate::people::Person| {
        let id = key(&election.id, &person.id);
        id != voter.id && written.get(&id).or_else(|| case.community.voter(&id)).is_some_and(|v| v.rep)
    };
    if case.community.residents(&home.household).any(another) { Err(Refusal::HouseholdHasRep) } else { Ok(()) }
}

/// The roll is made known, in time.
pub(crate) fn publish(case: &Case, id: &ElectionId) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Announced])?;
    far_enough(case, election.vote_on, case.community.keys_of_election(&election).election_roll.published)?;
    if election.base() == 0 {
        return Err(Refusal::NotOnRoll);
    }
    election.roll_published = Some(case.today());
    election.state = ElectionState::RollPublished;
    Ok(vec![Record::made(election)])
}

/// Whoever belongs to the community may object, also those who are missing from the roll.
pub(crate) fn object(case: &Case, id: &ElectionId, words: &Hash) -> Verdict {
    let mut election = case.election(id, &[ElectionState::RollPublished])?;
    let keys = case.community.keys_of_election(&election);
    let until = election.objections_until(&keys).ok_or(Refusal::WrongState)?;
    if case.community.person(&case.act.actor).is_none() {
        return Err(Refusal::NotEntitled);
    }
    if case.done_at().day() > until {
        return Err(Refusal::RollObjectionLate { until });
    }
    let objection = RollObjectionId(case.act.id.0.clone());
    if case.community.roll_objection(&objection).is_some() {
        return Err(Refusal::IdTaken);
    }
    let text = spoken(case, "objection", words)?;
    election.objections_open = election.objections_open.saturating_add(1);
    let objection = RollObjection {
        id: objection,
        election: id.clone(),
        by: case.act.actor.clone(),
        on: case.today(),
        text,
        due: case.today().plus(days(keys.election_roll.answer)),
        answer: None,
    };
    Ok(vec![Record::made(objection), Record::made(election)])
}

/// The board answers; where the objection is right it corrects the roll in the same act. A late answer
/// is still owed, so it is never refused for being late.
pub(crate) fn answer(
    case: &Case,
    id: &ElectionId,
    objection: &RollObjectionId,
    upheld: bool,
    words: &Hash,
    changes: Option<&Hash>,
) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::RollPublished])?;
    let mut objection =
        case.community.roll_objection(objection).filter(|o| o.election == *id).ok_or(Refusal::NotFound)?.clone();
    if objection.answer.is_some() || (changes.is_some() && !upheld) {
        return Err(Refusal::WrongState);
    }
    let mut records = changes.map(|list| write(case, &mut election, list)).transpose()?.unwrap_or_default();
    objection.answer = Some(Answer { upheld, on: case.today(), text: spoken(case, "answer", words)? });
    election.objections_open = election.objections_open.saturating_sub(1);
    records.extend([Record::made(objection), Record::made(election)]);
    Ok(records)
}

/// The days for objections are over and all are answered.
pub(crate) fn settle(case: &Case, id: &ElectionId) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::RollPublished])?;
    let until = election.objections_until(&case.community.keys_of_election(&election)).ok_or(Refusal::WrongState)?;
    if case.today() <= until {
        return Err(Refusal::NotYet { from: until.ends() });
    }
    if election.objections_open > 0 {
        return Err(Refusal::ObjectionsOpen { left: election.objections_open });
    }
    election.state = ElectionState::RollFinal;
    // A recall names nobody: its paper stands ready with the roll.
    if election.recall.is_some() { recall::ready(election) } else { Ok(vec![Record::made(election)]) }
}

/// Somebody's own words, beside the act.
pub(super) fn spoken(case: &Case, field: &str, words: &Hash) -> Result<String, Refusal> {
    let text = case.act.words_of(field, words)?.trim();
    says_something(text, MAX_TEXT, field)?;
    Ok(text.into())
}
