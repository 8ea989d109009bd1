//! Rulebook: appeals against a rejection (T14), decided by the community party committee; a
//! different reviewer takes the topic up again.

use super::Appeal;
use crate::{
    decide::{Case, Verdict},
    ids::TopicId,
    people::Role,
    record::Record,
    refusal::Refusal,
    topic::TopicState,
};
use alloc::{string::String, vec};

/// By the proposer or a signer, up to and including the last day.
pub(crate) fn lodge(case: &Case, id: &TopicId, reason: &str) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    let (TopicState::Rejected, Some(until)) = (topic.state, topic.appeal_until) else {
        return Err(Refusal::WrongState);
    };
    let signed = case.community.signatures_of(id, &case.act.actor).next().is_some();
    if !topic.is_raised_by(&case.act.actor) && !signed {
        return Err(Refusal::NotEntitled);
    }
    if case.today() > until {
        return Err(Refusal::AppealLate { until });
    }
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    if topic.appeal.is_some() {
        return Err(Refusal::WrongState);
    }
    topic.appeal = Some(Appeal {
        by: Some(case.act.actor.clone()),
        at: case.moment.now,
        reason: reason.trim().into(),
        upheld: None,
        answer: String::new(),
    });
    Ok(vec![Record::made(topic)])
}

/// Upheld: back to the desk of a different reviewer, with a fresh clock.
pub(crate) fn decide(case: &Case, id: &TopicId, upheld: bool, reason: &str) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    case.require(&topic.grids, Role::is_community_party)?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    let Some(appeal) = topic.appeal.as_mut().filter(|appeal| appeal.upheld.is_none()) else {
        return Err(Refusal::WrongState);
    };
    appeal.upheld = Some(upheld);
    appeal.answer = reason.trim().into();
    if upheld {
        let keys = case.community.keys_for(&topic);
        topic.submitted = Some(case.moment.now);
        topic.review_due = Some(keys.working_days_after(case.today(), keys.review_deadline_wd));
        topic.reminded = false;
        topic.appeal_until = None;
        topic.step(case.moment.now, 14, TopicState::Submitted);
    }
    Ok(vec![Record::made(topic)])
}
