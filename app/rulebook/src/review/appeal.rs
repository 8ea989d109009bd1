//! Rulebook: appeals against a rejection (T14), decided by the community party committee; a
//! different reviewer takes the topic up again.

use super::Appeal;
use crate::{
    cosign::{CosignState, Cosignature, VoidCause},
    decide::{Case, Verdict},
    ids::TopicId,
    people::Role,
    record::Record,
    refusal::Refusal,
    topic::{Topic, TopicState, submit::before_the_reviewer},
};
use alloc::{string::String, vec, vec::Vec};

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
    let mut changes = Vec::new();
    if upheld {
        if topic.merged_into.take().is_some() {
            changes = count_again(case, &topic);
            topic.signatures = topic.signatures.saturating_add(u32::try_from(changes.len()).unwrap_or(u32::MAX));
        }
        topic.appeal_until = None;
        before_the_reviewer(case, &mut topic, 14);
    }
    changes.push(Record::made(topic));
    Ok(changes)
}

/// No duplicate after all (R6): every signature counts here again, also of those who agreed to sign there.
fn count_again(case: &Case, topic: &Topic) -> Vec<Record> {
    let merged = |s: &&Cosignature| matches!(s.state, CosignState::Void { why: VoidCause::Merged | VoidCause::Moved });
    let again = |s: &Cosignature| Record::made(Cosignature { state: CosignState::Valid, locked: true, ..s.clone() });
    case.community.signatures(&topic.id).filter(merged).map(again).collect()
}
