//! Rulebook: the verification sample (`domain.md` §2.5, T49): some of those who signed through
//! others are called back by somebody else.

use super::{Callback, CallbackAnswer, CosignState, Cosignature};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    order::InOrder as _,
    people::Role,
    record::Record,
    refusal::Refusal,
    topic::{Topic, TopicState, raise::days, submit::unlock},
};
use alloc::{vec, vec::Vec};

/// `max(2, 20 % of assisted and paper signatures)`, drawn by a hash that anybody can recompute from
/// the signatures and the act that handed the topic in; nobody chooses.
pub(crate) fn draw_sample(case: &Case, topic: &Topic, valid: &[&Cosignature]) -> Vec<Record> {
    let keys = case.community.keys_for(topic);
    let mut pool: Vec<(Hash, &Cosignature)> = valid
        .iter()
        .filter(|s| s.channel.is_assisted() && case.community.callback(&CallbackId(s.id.0.clone())).is_none())
        .map(|s| (Hash::tagged("chengge/sample/v1", &[case.act.id.0.as_bytes(), s.id.0.as_bytes()]), *s))
        .collect();
    pool.in_order_by(|a, b| a.0.cmp(&b.0));
    let share = (pool.len() * usize::try_from(keys.verify_sample_percent).unwrap_or(100)).div_ceil(100);
    let count = share.max(usize::try_from(keys.verify_sample_min).unwrap_or(0)).min(pool.len());
    pool.into_iter().take(count).flat_map(|(_, signature)| asking(case, signature)).collect()
}

/// One person was asked.
pub(crate) fn answer(case: &Case, id: &CallbackId, answer: CallbackAnswer) -> Verdict {
    let asked = case.community.callback(id).ok_or(Refusal::NotFound)?;
    let topic = case.topic(&asked.topic)?;
    case.require(&topic.grids, may_verify)?;
    if asked.collector.as_ref() == Some(&case.act.actor) {
        return Err(Refusal::NotTheCollector);
    }
    if topic.state != TopicState::Submitted || asked.answer.is_some() {
        return Err(Refusal::WrongState);
    }
    let mut asked = asked.clone();
    asked.answer = Some(answer);
    asked.by = Some(case.act.actor.clone());
    let mut changes = vec![Record::made(asked.clone())];
    changes.extend(told(case, &asked.person));
    if answer == CallbackAnswer::Confirmed {
        return Ok(changes);
    }
    let mut topic = topic.clone();
    // Withdrawn since it was drawn: the answer counts as a denial, the signature is not taken off a second time.
    if let Some(signature) = case.community.cosignature(&asked.cosign).filter(|s| s.is_valid()) {
        let mut denied = signature.clone();
        denied.state = CosignState::Denied;
        denied.locked = false;
        changes.push(Record::made(denied));
        topic.signatures = topic.signatures.saturating_sub(1);
    }
    let earlier = case.community.callbacks_of(&topic.id).filter(|c| c.answer == Some(CallbackAnswer::Denied)).count();
    if earlier == 0 {
        // One denial: everybody who signed through others is called back.
        changes.extend(full_check(case, &topic));
    } else {
        changes.extend(incident(case, &mut topic, &asked.cosign));
    }
    changes.push(Record::made(topic));
    Ok(changes)
}

/// T49: two denials send the topic back to collecting; the window re-opens.
fn incident(case: &Case, topic: &mut Topic, denied: &CosignId) -> Vec<Record> {
    topic.incidents += 1;
    topic.review_due = None;
    topic.submitted = None;
    topic.escalated = false;
    let extension = case.community.keys_for(topic).extension_days;
    topic.window_ends = Some(case.today().plus(days(extension)));
    topic.step(case.moment.now, 49, TopicState::Collecting);
    let key = |r: &Record| r.key().id == denied.0;
    unlock(case, topic).into_iter().filter(|r| !key(r)).collect()
}

fn full_check(case: &Case, topic: &Topic) -> Vec<Record> {
    let assisted = case.community.signatures(&topic.id).filter(|s| s.is_valid() && s.channel.is_assisted());
    let open = assisted.filter(|s| case.community.callback(&CallbackId(s.id.0.clone())).is_none());
    open.flat_map(|signature| asking(case, signature)).collect()
}

/// The call-back, and the person again: who calls must now learn whom.
fn asking(case: &Case, signature: &Cosignature) -> Vec<Record> {
    let mut records = vec![Record::made(ask(signature))];
    records.extend(told(case, &signature.person));
    records
}

/// The person's record once more, so that phones learn what they may now see, or no longer.
fn told(case: &Case, person: &PersonId) -> Option<Record> {
    case.community.person(person).map(|person| Record::made(person.clone()))
}

fn ask(signature: &Cosignature) -> Callback {
    Callback {
        id: CallbackId(signature.id.0.clone()),
        topic: signature.topic.clone(),
        cosign: signature.id.clone(),
        person: signature.person.clone(),
        collector: signature.collector.clone(),
        answer: None,
        by: None,
    }
}

/// How many call-backs are still open.
pub(crate) fn pending(case: &Case, topic: &Topic) -> u32 {
    let open = case.community.callbacks_of(&topic.id).filter(|c| c.answer.is_none());
    // A signature withdrawn or void since then need not be asked about.
    let open = open.filter(|c| case.community.cosignature(&c.cosign).is_none_or(Cosignature::is_valid));
    u32::try_from(open.count()).unwrap_or(u32::MAX)
}

/// Whoever may verify a topic: reviewers of its grids, or the community party committee.
pub fn may_verify(role: Role) -> bool {
    role.reviews() || role.is_community_party()
}
