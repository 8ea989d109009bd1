//! Rulebook: what makes a matter major — G-MAJOR: 「波及面广、影响力大、涉及群众企业切身利益」 by the numbers
//! of the charter, at least thirty adult residents, a fifth of those present (T28), or the council.

use super::Hearing;
use crate::{
    charter::{Keys, hearing::HearingTiming},
    decide::{Case, Verdict},
    ids::*,
    meeting::call::line,
    people::Role,
    record::Record,
    refusal::Refusal,
    review::Major,
    time::Millis,
    topic::{Topic, TopicState},
};
use alloc::{format, string::String, vec};
use serde::{Deserialize, Serialize};

/// Who said, besides the review, that it is a major matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The meeting that talked about it (T28).
    Session,
    /// Adult residents who asked for a hearing.
    Petition,
    /// 社区共建议事会.
    Council {
        /// Why.
        reason: String,
    },
}

/// One adult resident asks for a hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// Topic and person, so that one person asks once.
    pub id: DemandId,
    /// Of what.
    pub topic: TopicId,
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Millis,
}

impl Demand {
    /// The one id of a person's demand.
    pub fn id_of(topic: &TopicId, person: &PersonId) -> DemandId {
        DemandId(format!("{topic}/{person}"))
    }
}

/// At least thirty adult residents ask: then it is a major matter, and the hearing comes first.
pub(crate) fn demand(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = before_agenda(case, id)?;
    let person = &case.act.actor;
    case.adult_resident(person, &topic.grids, case.today())?;
    let id = Demand::id_of(&topic.id, person);
    if case.community.demand(&id).is_some() {
        return Err(Refusal::DemandedAlready);
    }
    topic.hearing.demands = topic.hearing.demands.saturating_add(1);
    if topic.hearing.demands >= case.community.keys_for(&topic).major_petition && !topic.is_major() {
        topic.hearing.cause = Some(Cause::Petition);
        to_hearing(case, &mut topic);
    }
    let demand = Demand { id, topic: topic.id.clone(), person: person.clone(), at: case.done_at() };
    Ok(vec![Record::made(demand), Record::made(topic)])
}

/// T18 without a date: the hearing must be scheduled. The council speaks through the head of the
/// residents' committee, who leads it.
pub(crate) fn require(case: &Case, id: &TopicId, reason: &str) -> Verdict {
    let mut topic = before_agenda(case, id)?;
    let reason = line(reason, "reason")?;
    if case.actor_holds(&topic.grids, |r| r == Role::RcChair) {
        topic.hearing.cause = Some(Cause::Council { reason });
    } else {
        case.require(&topic.grids, |r| r.reviews() || r.is_committee())?;
        if !topic.is_major() {
            return Err(Refusal::NotMajor);
        }
    }
    to_hearing(case, &mut topic);
    // Nothing to require: it was heard, or the charter hears it after the decision.
    if case.community.topic(id) == Some(&topic) || topic.hearing_done {
        return Err(Refusal::WrongState);
    }
    Ok(vec![Record::made(topic)])
}

/// T18, from where the table has it: opinions that are being asked for are closed first (T17).
pub(super) fn to_hearing(case: &Case, topic: &mut Topic) {
    let before = case.community.keys_for(topic).hearing_timing != HearingTiming::AfterDecision;
    if before && topic.state == TopicState::Accepted && !topic.hearing_done {
        topic.step(case.moment.now, 18, TopicState::HearingPending);
    }
}

fn before_agenda(case: &Case, id: &TopicId) -> Result<Topic, Refusal> {
    let topic = case.topic(id)?.clone();
    let waits = matches!(topic.state, TopicState::Accepted | TopicState::PreConsult) && topic.withdrawing.is_none();
    if waits { Ok(topic) } else { Err(Refusal::WrongState) }
}

/// The reviewer's ticks and the numbers behind them: what a number says, no tick unsays.
pub(crate) fn weigh(case: &Case, topic: &Topic, major: &Major) -> Major {
    let keys: Keys = case.community.keys_for(topic);
    let grids = topic.grids.iter().filter_map(|grid| case.community.grid(grid));
    let doors = grids.fold(0u64, |sum, grid| sum.saturating_add(u64::from(grid.households)));
    let reach = &major.reach;
    let touched = u64::from(reach.households);
    let many = touched > 0 && touched * 100 >= doors.saturating_mul(u64::from(keys.major_wide_share));
    Major {
        wide: major.wide || many || topic.grids.len() > 1,
        strong: major.strong || reach.lasting || reach.charge || reach.cost_fen >= keys.major_cost_fen,
        ..major.clone()
    }
}

/// T28: 「a fifth of those present」, in whole numbers; of nobody there is no fifth.
pub fn calls_hearing(yes: u32, base: u32, percent: u32) -> bool {
    base > 0 && u64::from(yes) * 100 >= u64::from(base) * u64::from(percent)
}

impl Hearing {
    /// T28: found in session.
    pub(crate) fn found_in_session(&mut self) {
        self.cause.get_or_insert(Cause::Session);
    }
}
