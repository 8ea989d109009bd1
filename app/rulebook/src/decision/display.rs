//! Rulebook: the display (公示) and what ends it — T31 hung out, T32 begun, T33 annulled — and what the
//! clock says meanwhile.

use super::{Decision, Duty, End, Matter};
use crate::{
    act::Due,
    charter::Keys,
    community::Community,
    decide::{Case, Verdict},
    ids::{DecisionId, TopicId},
    meeting::call::line,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Day,
    topic::{Topic, TopicState, raise::days},
};
use alloc::vec;

/// T31: all four duties are done and somebody is to do something (G-IMPL).
pub(crate) fn hang_out(case: &Case, id: &DecisionId) -> Verdict {
    let Matter { mut decision, mut topic, .. } = case.headed(id)?;
    if topic.state != TopicState::Adopted {
        return Err(Refusal::WrongState);
    }
    if !case.community.actions_of(id).any(|action| action.state.counts()) {
        return Err(Refusal::ActionMissing);
    }
    if let Some(duty) = decision.duties.missing() {
        return Err(Refusal::DutyMissing { duty });
    }
    decision.displayed = Some(case.today());
    topic.step(case.moment.now, 31, TopicState::Publicising);
    Ok(vec![Record::made(topic), Record::made(decision)])
}

/// T33 by a statutory organ: the residents' assembly set it aside; the residents' committee records it.
pub(crate) fn set_aside(case: &Case, id: &DecisionId, minutes: &str, reason: &str) -> Verdict {
    let mut matter = case.decided(id)?;
    case.require(&matter.topic.grids, |role| role == Role::RcChair)?;
    matter.decision.paper = Some(line(minutes, "minutes")?);
    matter.decision.why = Some(line(reason, "reason")?);
    annul(case, matter, End::SetAside)
}

/// T33.
pub(super) fn annul(case: &Case, mut matter: Matter, end: End) -> Verdict {
    if !matter.topic.state.may_be_annulled() {
        return Err(Refusal::WrongState);
    }
    matter.decision.ended = Some(end);
    matter.topic.step(case.moment.now, 33, TopicState::Annulled);
    Ok(vec![Record::made(matter.topic), Record::made(matter.decision)])
}

/// T32: the time for objections is over and none that says it is illegal is open.
pub(crate) fn begin(case: &Case, id: &DecisionId) -> Verdict {
    let Matter { mut decision, mut topic, keys } = case.decided(id)?;
    if topic.state != TopicState::Publicising || !begins(&decision, &keys, case.today()) {
        return Err(Refusal::WrongState);
    }
    decision.reported = Some(case.today());
    topic.step(case.moment.now, 32, TopicState::Implementing);
    Ok(vec![Record::made(topic), Record::made(decision)])
}

/// The chair is reminded of a duty that is late: once.
pub(crate) fn remind(case: &Case, id: &DecisionId, duty: Duty) -> Verdict {
    let Matter { mut decision, keys, .. } = case.decided(id)?;
    if decision.duties.reminded.contains(&duty) || !decision.overdue(&keys, case.today()).any(|late| late == duty) {
        return Err(Refusal::WrongState);
    }
    decision.duties.reminded.push(duty);
    Ok(vec![Record::made(decision)])
}

/// T37 by the clock: it stood still for too long.
pub(crate) fn give_up(case: &Case, id: &DecisionId) -> Verdict {
    let matter = case.decided(id)?;
    if matter.topic.state != TopicState::Blocked || !is_stuck(&matter.decision, &matter.keys, case.today()) {
        return Err(Refusal::WrongState);
    }
    hand_up(case, matter)
}

/// T37: the committee asks the council for help.
pub(crate) fn escalate(case: &Case, id: &DecisionId, reason: &str) -> Verdict {
    let mut matter = case.headed(id)?;
    matter.is_in(&[TopicState::Blocked])?;
    matter.decision.why = Some(line(reason, "reason")?);
    hand_up(case, matter)
}

fn hand_up(case: &Case, mut matter: Matter) -> Verdict {
    matter.decision.ended = Some(End::Escalated);
    matter.topic.step(case.moment.now, 37, TopicState::Escalated);
    Ok(vec![Record::made(matter.topic), Record::made(matter.decision)])
}

fn begins(decision: &Decision, keys: &Keys, today: Day) -> bool {
    decision.may_begin(keys, today) && !decision.is_contested(keys, today)
}

fn is_stuck(decision: &Decision, keys: &Keys, today: Day) -> bool {
    decision.blocked.is_some_and(|since| since.plus(days(keys.blocked_days)) < today)
}

/// What is due of the decision on a topic, for the clock.
pub(crate) fn due(community: &Community, topic: &Topic, today: Day) -> Option<Due> {
    let waits = matches!(topic.state, TopicState::Adopted | TopicState::Publicising | TopicState::Blocked);
    let decision = waits.then(|| standing(community, &topic.id)).flatten()?;
    let (id, keys) = (decision.id.clone(), community.keys_for(topic));
    match topic.state {
        TopicState::Adopted => {
            let late = decision.overdue(&keys, today).find(|duty| !decision.duties.reminded.contains(duty))?;
            Some(Due::RemindDuty { decision: id, duty: late })
        }
        TopicState::Publicising if begins(decision, &keys, today) => Some(Due::Implement { decision: id }),
        TopicState::Blocked if is_stuck(decision, &keys, today) => Some(Due::GiveUp { decision: id }),
        _ => None,
    }
}

/// The decision on a topic that something may still come of.
pub fn standing<'a>(community: &'a Community, topic: &TopicId) -> Option<&'a Decision> {
    community.decisions_of(topic).find(|decision| decision.ended.is_none())
}
