//! Rulebook: the community's council (社区共建议事会) — G-ESC, T41–T45: it is there for 「推动解决网格民主
//! 协商议事活动未能解决的问题」 and 「负责协调各网格自管共治工作」. What its meetings decide stands in `meeting`; here is
//! what happens around them: the consent of the grids, and what the residents' assembly resolved.
//!
//! Not yet: the whistle to the street (H5) behind a matter that the council passes on; a joint session
//! of two committees; the council's two meetings a year.

use crate::{
    decide::{Case, Verdict},
    decision::{Decider, Decision},
    ids::*,
    meeting::{
        Item, ItemState,
        call::line,
        vote::{Motion, Vote},
    },
    people::Role,
    record::Record,
    refusal::Refusal,
    review::{Organ, Referral},
    time::{Day, Millis},
    topic::{Topic, TopicState},
};
use alloc::{string::String, vec};
use serde::{Deserialize, Serialize};

/// T42: a grid agrees that the council decides the matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Which grid.
    pub grid: GridId,
    /// The head of its committee, who says so in office.
    pub by: PersonId,
    /// When.
    pub at: Millis,
    /// On what it rests: the committee's own resolution.
    pub basis: String,
}

/// What the residents' assembly resolved, as its minutes have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// The reference of the minutes.
    pub minutes: String,
    /// When it met.
    pub held: Day,
    /// 到会人数.
    pub base: u32,
    /// 同意.
    pub yes: u32,
    /// 反对.
    pub no: u32,
    /// 弃权.
    pub abstain: u32,
}

/// One step of a matter before the council, outside its meetings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum CouncilStep {
    /// T42: a grid concerned agrees.
    Consent { grid: GridId, basis: String },
    /// T43 by the residents' committee: still disputed, or the whole community's to decide.
    ToAssembly { reason: String },
    /// T45.
    Record { resolution: Resolution },
}

/// How a matter came to lie before the council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// G-ESC: it is of several grids, and was accepted for all of them (T09, T29).
    SeveralGrids,
    /// T12: its review found that it concerns more than its grid.
    Review,
    /// T29: a grid's meeting handed it over.
    Meeting,
    /// T30: shelved, and no next meeting was called in time.
    Stale,
    /// T37: decided, but it could not be carried out.
    Blocked,
}

impl CouncilStep {
    pub(crate) fn decide(&self, case: &Case, topic: &TopicId) -> Verdict {
        match self {
            CouncilStep::Consent { grid, basis } => consent(case, topic, grid, basis),
            CouncilStep::ToAssembly { reason } => to_assembly(case, topic, reason),
            CouncilStep::Record { resolution } => record(case, topic, resolution),
        }
    }
}

impl Motion {
    /// Whether the council can move it (T41–T44); the rest is the grid's.
    pub fn is_for_the_council(self) -> bool {
        use Motion::*;
        matches!(self, Main | CloseDebate | Return | ToAssembly | Refer { .. } | Amend | Recess { .. } | Adjourn)
    }

    /// Whether a grid's meeting can move it.
    pub fn is_for_a_grid(self) -> bool {
        !matches!(self, Motion::Return | Motion::ToAssembly)
    }
}

impl Topic {
    /// T42: the first grid concerned that has not agreed.
    pub fn lacks_consent(&self) -> Option<&GridId> {
        self.grids.iter().find(|grid| !self.consents.iter().any(|consent| consent.grid == **grid))
    }

    /// When and how it last came to lie before the council.
    pub fn came_to_council(&self) -> Option<(Millis, Way)> {
        let no = self.history.iter().rposition(|step| step.to == TopicState::Escalated)?;
        let step = self.history.get(no)?;
        let before = no.checked_sub(1).and_then(|no| self.history.get(no));
        let way = match step.t {
            12 => Way::Review,
            30 => Way::Stale,
            37 => Way::Blocked,
            _ if before.is_some_and(|before| before.t == 9) => Way::SeveralGrids,
            _ => Way::Meeting,
        };
        Some((step.at, way))
    }

    /// It leaves the council: what the grids agreed to is used up, and it is no longer referred there (T12).
    pub(crate) fn leaves_council(&mut self, at: Millis, t: u8, to: TopicState) {
        self.consents.clear();
        self.referral = self.referral.take().filter(|referral| referral.to != Organ::Council);
        self.step(at, t, to);
    }
}

/// A topic that lies with the council.
fn before_council(case: &Case, id: &TopicId, state: TopicState) -> Result<Topic, Refusal> {
    let topic = case.topic(id)?;
    if topic.state == state { Ok(topic.clone()) } else { Err(Refusal::WrongState) }
}

fn consent(case: &Case, id: &TopicId, grid: &GridId, basis: &str) -> Verdict {
    case.require(core::slice::from_ref(grid), Role::heads_committee)?;
    let mut topic = before_council(case, id, TopicState::Escalated)?;
    if !topic.concerns(grid) {
        return Err(Refusal::NotFound);
    }
    if topic.consents.iter().any(|consent| consent.grid == *grid) {
        return Err(Refusal::WrongState);
    }
    let basis = line(basis, "basis")?;
    topic.consents.push(Consent { grid: grid.clone(), by: case.act.actor.clone(), at: case.moment.now, basis });
    Ok(vec![Record::made(topic)])
}

fn to_assembly(case: &Case, id: &TopicId, reason: &str) -> Verdict {
    let mut topic = before_council(case, id, TopicState::Escalated)?;
    case.require(&topic.grids, |role| role == Role::RcChair)?;
    topic.put_up = Some(line(reason, "reason")?);
    topic.leaves_council(case.moment.now, 43, TopicState::ToAssembly);
    Ok(vec![Record::made(topic)])
}

/// T45: the statutory organ decided; the residents' committee records it with the minutes. The law of
/// the assembly is not this rulebook's; its majority is checked all the same (居委会组织法 art. 27).
fn record(case: &Case, id: &TopicId, resolution: &Resolution) -> Verdict {
    let mut topic = before_council(case, id, TopicState::ToAssembly)?;
    case.require(&topic.grids, |role| role == Role::RcChair)?;
    let Resolution { minutes, held, base, yes, no, abstain } = resolution;
    let minutes = line(minutes, "minutes")?;
    let cast = u64::from(*yes) + u64::from(*no) + u64::from(*abstain);
    if *base == 0 || cast > u64::from(*base) {
        return Err(Refusal::NotOnTheList { field: "base".into() });
    }
    if *held > case.today() {
        return Err(Refusal::NotOnTheList { field: "held".into() });
    }
    if !crate::meeting::vote::passes(*yes, *base) {
        topic.step(case.moment.now, 45, TopicState::NotAdopted);
        return Ok(vec![Record::made(topic)]);
    }
    topic.adopted_text = None;
    topic.step(case.moment.now, 45, TopicState::Adopted);
    let decision = Decision {
        by: Decider::Assembly,
        minutes: Some(minutes),
        // The duties run from the day on which the grid can know of it.
        ..Decision::new(DecisionId(case.act.id.0.clone()), &topic, case.today(), *base, [*yes, *no, *abstain])
    };
    if case.community.decision(&decision.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    Ok(vec![Record::made(topic), Record::made(decision)])
}

/// What a carried motion of the council does to the topic and the item (T41–T44). A main motion that
/// fails leaves the matter open: it is given back, passed on, or put to the assembly.
pub(crate) fn take_effect(case: &Case, topic: &mut Topic, item: &mut Item, vote: &Vote) -> Option<Decision> {
    let now = case.moment.now;
    match vote.motion {
        Motion::Main => {
            item.state = ItemState::Adopted;
            topic.leaves_council(now, 42, TopicState::Adopted);
            return Some(Decision { by: Decider::Council, ..Decision::of_vote(case, topic, vote) });
        }
        Motion::Return => {
            item.state = ItemState::Referred;
            topic.guidance = Some(vote.guidance.clone());
            topic.leaves_council(now, 41, TopicState::Accepted);
        }
        Motion::ToAssembly => {
            item.state = ItemState::Referred;
            topic.leaves_council(now, 43, TopicState::ToAssembly);
        }
        Motion::Refer { to } => {
            item.state = ItemState::Referred;
            topic.referral = Some(Referral { to, number: vote.id.0.clone(), at: now });
            topic.leaves_council(now, 44, TopicState::Redirected);
        }
        Motion::CloseDebate => item.debate_closed = true,
        Motion::Shelve
        | Motion::CallHearing
        | Motion::Escalate
        | Motion::Amend
        | Motion::Recess { .. }
        | Motion::Adjourn => {}
    }
    None
}
