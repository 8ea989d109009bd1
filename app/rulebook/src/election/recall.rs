//! Rulebook: asking for a recall (罢免), 居委会组织法 art. 20: a tenth of the voters, or a third of the
//! representatives, with reasons; the member may answer. The vote on it stands in [`poll`].
//!
//! A reading to confirm: the law is silent on a second demand against the same member in one term. One is
//! open at a time; once it was voted on and the member stayed, voters may ask again, and every name behind
//! it is asked anew: the law gives them the right and sets no rest. The same holds after a demand lapsed because too few
//! stood behind it in the charter's days; demands from before there was such a key know no day and do not lapse.

pub mod poll;

pub use poll::Question;
pub(crate) use poll::{announce, drop_polls, last_day, read_out, ready};

use super::{
    Election, ElectionState,
    nominate::{Backing, Cause},
    roll::{self, spoken},
};
use crate::{
    charter::{
        Keys,
        election::{Mode, RECALL_ONE_IN_REPS, RECALL_ONE_IN_VOTERS},
    },
    community::Community,
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    people::Role,
    record::{Key, Kind, Record},
    refusal::Refusal,
    time::{Day, Millis},
    topic::raise::days,
};
use alloc::{format, string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// The demand that somebody be recalled; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// `election/member`; a later one in the same term `election/member/2` …
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
    /// What came of it; none while names are gathered or the vote is still to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
    /// When it was first asked; names are gathered from that day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Day>,
}

impl Recall {
    /// The last day on which names count, while they are still gathered.
    pub fn gathers_until(&self, keys: &Keys) -> Option<Day> {
        let gathers = self.demanded.is_none() && self.settled.is_none();
        self.opened.filter(|_| gathers).map(|since| since.plus(days(keys.election_recall_days)))
    }

    fn is_late(&self, keys: &Keys, today: Day) -> bool {
        self.gathers_until(keys).is_some_and(|until| until < today)
    }
}

/// How a demand ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// 罢免: the post ended that day, the seat is vacant.
    Recalled,
    /// 留任: too few took part, or not more than half of those agreed.
    Stays,
    /// The member left the post first: nothing was left to vote on.
    Left,
    /// 失效: too few stood behind it in time.
    Lapsed,
}

/// The end of a demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// How.
    pub how: How,
    /// On which day.
    pub on: Day,
}

/// The key of a demand; `no` counts those against one member of one term from 1.
pub fn key(seated: &ElectionId, member: &PersonId, no: u32) -> RecallId {
    let plain = roll::key(seated, member).0;
    RecallId(if no < 2 { plain } else { format!("{plain}/{no}") })
}

/// How many it takes: a tenth of the voters, a third of the representatives where these elect; one at least.
pub fn needed(election: &Election) -> u32 {
    let (base, one_in) = match election.mode {
        Mode::ResidentReps => (election.reps, RECALL_ONE_IN_REPS),
        Mode::AllVoters | Mode::HouseholdReps => (election.voters, RECALL_ONE_IN_VOTERS),
    };
    base.div_ceil(one_in).max(1)
}

/// Whether so many suffice.
pub fn is_demanded(support: u32, election: &Election) -> bool {
    support >= needed(election)
}

/// Somebody on the roll asks for it; opening `reasons`.
pub(crate) fn open(case: &Case, id: &ElectionId, member: &PersonId, reasons: &Hash) -> Verdict {
    let election = running(case, id)?;
    if !case.community.holds(member, &election.grid, case.today(), Role::is_committee) {
        return Err(Refusal::NotFound);
    }
    let before: Vec<&Recall> = case.community.recalls_of(id, member).collect();
    if before.last().is_some_and(|recall| recall.settled.is_none()) {
        return Err(Refusal::IdTaken);
    }
    let no = u32::try_from(before.len()).unwrap_or(u32::MAX).saturating_add(1);
    let recall = Recall {
        id: key(id, member, no),
        election: id.clone(),
        grid: election.grid.clone(),
        member: member.clone(),
        by: Some(case.act.actor.clone()),
        reasons: spoken(case, "reasons", reasons)?,
        support: 0,
        demanded: None,
        answer: None,
        settled: None,
        opened: Some(case.today()),
    };
    back(case, &election, recall)
}

/// One more voter behind it.
pub(crate) fn support(case: &Case, id: &ElectionId, recall: &RecallId) -> Verdict {
    let election = running(case, id)?;
    let recall = case.community.recall(recall).filter(|recall| recall.election == *id).ok_or(Refusal::NotFound)?;
    if recall.settled.is_some() || recall.is_late(&case.community.keys_of_election(&election), case.today()) {
        return Err(Refusal::WrongState);
    }
    if !case.community.holds(&recall.member, &election.grid, case.today(), Role::is_committee) {
        return Err(Refusal::NotInOffice);
    }
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

/// The demands that lapse today: too few stood behind them in time.
pub(crate) fn lapsing(community: &Community, today: Day) -> impl Iterator<Item = RecallId> {
    let late = move |recall: &&Recall| {
        let election = community.election(&recall.election);
        election.is_some_and(|election| recall.is_late(&community.keys_of_election(election), today))
    };
    community.gathering_recalls().filter(late).map(|recall| recall.id.clone())
}

/// By the clock.
pub(crate) fn lapse(case: &Case, id: &RecallId) -> Verdict {
    if !lapsing(case.community, case.today()).any(|late| late == *id) {
        return Err(Refusal::WrongState);
    }
    let mut recall = case.community.recall(id).ok_or(Refusal::NotFound)?.clone();
    recall.settled = Some(Settled { how: How::Lapsed, on: case.today() });
    Ok(vec![Record::made(recall)])
}

/// 申辩: the member answers, once; opening `answer`.
pub(crate) fn answer(case: &Case, id: &ElectionId, recall: &RecallId, words: &Hash) -> Verdict {
    let mut recall = case.community.recall(recall).filter(|r| r.election == *id).ok_or(Refusal::NotFound)?.clone();
    if recall.member != case.act.actor {
        return Err(Refusal::NotEntitled);
    }
    if recall.answer.is_some() || recall.settled.is_some() {
        return Err(Refusal::WrongState);
    }
    recall.answer = Some(spoken(case, "answer", words)?);
    Ok(vec![Record::made(recall)])
}

/// What came of a poll: written on it and on the demand, as far as this holder knows that.
pub(super) fn settle(case: &Case, election: &mut Election, how: How, changes: &mut Vec<Record>) {
    let settled = Settled { how, on: case.today() };
    let Some(question) = &mut election.recall else { return };
    question.settled = Some(settled);
    if let Some(mut demand) = case.community.recall(&question.demand).cloned() {
        demand.settled = Some(settled);
        changes.push(Record::made(demand));
    }
}

fn demand_key(demand: &Recall) -> Key {
    Key { k: Kind::Recall, id: demand.id.as_str().into() }
}

/// Who gives a post back is no longer asked to: the open demand against the actor ends with it, if it did not
/// end with the vote on it.
pub(super) fn drop_demand(case: &Case, seated: &ElectionId, changes: &mut Vec<Record>) {
    let newest = case.community.recalls_of(seated, &case.act.actor).last();
    // The post has the same id as the first demand against its holder: the kind tells them apart.
    let voted_on = |demand: &Recall| changes.iter().any(|change| change.key() == demand_key(demand));
    if let Some(mut demand) = newest.filter(|demand| demand.settled.is_none() && !voted_on(demand)).cloned() {
        demand.settled = Some(Settled { how: How::Left, on: case.today() });
        changes.push(Record::made(demand));
    }
}
