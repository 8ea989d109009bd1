//! Rulebook: withdrawing a topic (T46). A co-signed topic belongs to its signers too: they are
//! told a day before, and any of them may take it over.

use super::{Topic, TopicState};
use crate::{
    decide::{Case, Verdict},
    ids::TopicId,
    record::Record,
    refusal::Refusal,
    time::Moment,
};
use alloc::vec;

/// The proposer withdraws; at once if nobody else has signed.
pub(crate) fn begin(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    case.require_initiator(&topic)?;
    if !topic.state.may_be_withdrawn() || topic.withdrawing.is_some() {
        return Err(Refusal::WrongState);
    }
    if topic.signatures > 1 {
        let hours = case.community.keys_for(&topic).withdraw_notice_hours;
        topic.withdrawing = Some(case.moment.now.plus_hours(hours));
    } else {
        topic.step(case.moment.now, 46, TopicState::Withdrawn);
    }
    Ok(vec![Record::made(topic)])
}

/// A signer takes the topic over before the notice runs out.
pub(crate) fn take_over(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    if topic.withdrawing.is_none() {
        return Err(Refusal::WrongState);
    }
    let signed = case.community.signatures_of(id, &case.act.actor).any(|s| s.is_valid());
    if !signed || topic.is_raised_by(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    topic.raised_by = Some(case.act.actor.clone());
    topic.withdrawing = None;
    Ok(vec![Record::made(topic)])
}

/// The notice ran out and nobody took it over.
pub(crate) fn finish(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    if !is_due(&topic, case.moment) {
        return Err(Refusal::WrongState);
    }
    topic.withdrawing = None;
    topic.step(case.moment.now, 46, TopicState::Withdrawn);
    Ok(vec![Record::made(topic)])
}

/// Whether the notice ran out on a topic that may still be withdrawn.
pub(crate) fn is_due(topic: &Topic, moment: Moment) -> bool {
    topic.withdrawing.is_some_and(|until| until <= moment.now) && topic.state.may_be_withdrawn()
}
