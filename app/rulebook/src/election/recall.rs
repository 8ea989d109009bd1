//! Rulebook: asking for a recall (罢免), 居委会组织法 art. 20: a tenth of the voters, or a third of the
//! representatives, with reasons; the member may answer.
//!
//! Not yet: the poll on it (more than half of the roll take part, more than half of those agree), and a
//! second demand against the same member in one term.

use super::{
    Election, ElectionState,
    nominate::{Backing, Cause},
    roll::{self, spoken},
};
use crate::{
    charter::election::{Mode, RECALL_ONE_IN_REPS, RECALL_ONE_IN_VOTERS},
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
};
use alloc::{string::String, vec};
use serde::{Deserialize, Serialize};

/// The demand that somebody be recalled; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// `election/member`.
    pub id: RecallId,
    /// The election that seated them.
    pub election: ElectionId,
    /// The grid.
    pub grid: GridId,
    /// Who is to be recalled.
    pub member: PersonId,
    /// Who asked first; hidden from the public.
    pub by: Option<PersonId>,
    /// Why, in their own words.
    pub reasons: String,
    /// Voters behind it.
    pub support: u32,
    /// When enough stood behind it: from here on it must be put to the vote.
    pub demanded: Option<Millis>,
    /// 申辩: what the member says to it.
    pub answer: Option<String>,
}

/// Whether so many suffice: a tenth of the voters, a third of the representatives where these elect.
pub fn is_demanded(support: u32, election: &Election) -> bool {
    let one_in = match election.mode {
        Mode::ResidentReps => RECALL_ONE_IN_REPS,
        Mode::AllVoters | Mode::HouseholdReps => RECALL_ONE_IN_VOTERS,
    };
    let base = if election.mode == Mode::ResidentReps { election.reps } else { election.voters };
    support > 0 && u64::from(support) * u64::from(one_in) >= u64::from(base)
}

/// Somebody on the roll asks for it; opening `reasons`.
pub(crate) fn open(case: &Case, id: &ElectionId, member: &PersonId, reasons: &Hash) -> Verdict {
    let election = running(case, id)?;
    if !case.community.holds(member, &election.grid, case.today(), Role::is_committee) {
        return Err(Refusal::NotFound);
    }
    let recall = RecallId(roll::key(id, member).0);
    if case.community.recall(&recall).is_some() {
        return Err(Refusal::IdTaken);
    }
    let recall = Recall {
        id: recall,
        election: id.clone(),
        grid: election.grid.clone(),
        member: member.clone(),
        by: Some(case.act.actor.clone()),
        reasons: spoken(case, "reasons", reasons)?,
        support: 0,
        demanded: None,
        answer: None,
    };
    back(case, &election, recall)
}

/// One more voter behind it.
pub(crate) fn support(case: &Case, id: &ElectionId, recall: &RecallId) -> Verdict {
    let election = running(case, id)?;
    let recall = case.community.recall(recall).filter(|recall| recall.election == *id).ok_or(Refusal::NotFound)?;
    back(case, &election, recall.clone())
}

/// An election whose term runs, for somebody on its roll.
fn running(case: &Case, id: &ElectionId) -> Result<Election, Refusal> {
    let election = case.election(id, &[ElectionState::HandedOver])?;
    if election.term_until.is_none_or(|until| until <= case.today()) {
        return Err(Refusal::WrongState);
    }
    if election.mode == Mode::ResidentReps {
        super::ballot::casts(case, &election, &case.act.actor)?;
    } else {
        case.voter(&election, &case.act.actor)?;
    }
    Ok(election)
}

fn back(case: &Case, election: &Election, mut recall: Recall) -> Verdict {
    let support = Backing::of(case, Cause::Recall(recall.id.clone()), &election.id)?;
    recall.support = recall.support.saturating_add(1);
    if is_demanded(recall.support, election) {
        recall.demanded.get_or_insert(case.moment.now);
    }
    Ok(vec![Record::made(support), Record::made(recall)])
}

/// 申辩: the member answers, once; opening `answer`.
pub(crate) fn answer(case: &Case, id: &ElectionId, recall: &RecallId, words: &Hash) -> Verdict {
    let mut recall = case.community.recall(recall).filter(|r| r.election == *id).ok_or(Refusal::NotFound)?.clone();
    if recall.member != case.act.actor {
        return Err(Refusal::NotEntitled);
    }
    if recall.answer.is_some() {
        return Err(Refusal::WrongState);
    }
    recall.answer = Some(spoken(case, "answer", words)?);
    Ok(vec![Record::made(recall)])
}
