//! Rulebook: withdrawing a co-signature (T05), by the signer or by whoever holds the slip.

use super::{CosignState, Cosignature, Revocation, revocation_key};
use crate::{
    decide::{Case, Verdict},
    hash::receipt_hash,
    ids::{CosignId, RevocationId, TopicId},
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::TopicState,
};
use alloc::{vec, vec::Vec};

/// On the signer's own phone.
pub(crate) fn own(case: &Case, topic: &TopicId) -> Verdict {
    case.topic(topic)?;
    let at = case.done_at();
    let mine = case.community.signatures_of(topic, &case.act.actor).find(|s| s.is_valid());
    let Some(mine) = mine else {
        // The signature may still be on somebody else's phone: the withdrawal waits for it.
        let id = revocation_key(topic, &case.act.actor);
        return Ok(vec![Record::made(Revocation { id, at })]);
    };
    withdraw(case, mine, at)
}

/// At the public page: the code in the act proves the holder of the slip.
pub(crate) fn by_receipt(case: &Case, code: &str) -> Verdict {
    case.by_desk()?;
    let receipt = receipt_hash(code).ok_or(Refusal::UnknownReceipt)?;
    let at = case.moment.now;
    let Some(signature) = case.community.signature_by_receipt(&receipt) else {
        // Signed at a door whose phone has not reached the server yet: the withdrawal waits for it.
        let id = RevocationId(receipt.0);
        return match case.community.revocation(&id) {
            Some(_) => Err(Refusal::UnknownReceipt),
            None => Ok(vec![Record::made(Revocation { id, at })]),
        };
    };
    if !signature.is_valid() {
        return Err(Refusal::WrongState);
    }
    withdraw(case, signature, at)
}

fn withdraw(case: &Case, signature: &Cosignature, at: Millis) -> Verdict {
    let mut topic = case.topic(&signature.topic)?.clone();
    // Under review neither added to nor taken from; while it collects, or goes back to its signers.
    if signature.locked {
        return Err(Refusal::WrongState);
    }
    if !matches!(topic.state, TopicState::Collecting | TopicState::Returned) {
        return Err(Refusal::Late { until: topic.window_ends });
    }
    let mut gone = signature.clone();
    gone.state = CosignState::Revoked { at };
    let mut changes: Vec<Record> = Vec::new();
    // A duplicate made through another channel was a wish to sign too, and is withdrawn with it.
    topic.signatures = topic.signatures.saturating_sub(1);
    topic.in_grace = topic.in_grace.saturating_sub(u32::from(signature.in_grace));
    changes.push(Record::made(topic));
    for twin in duplicates(case, signature) {
        let mut twin = twin.clone();
        twin.state = CosignState::Revoked { at };
        changes.push(Record::made(twin));
    }
    changes.push(Record::made(gone));
    Ok(changes)
}

fn duplicates<'a>(case: &'a Case, signature: &'a Cosignature) -> impl Iterator<Item = &'a Cosignature> {
    let of = |id: &CosignId| CosignState::Duplicate { of: id.clone() };
    case.community.signatures_of(&signature.topic, &signature.person).filter(move |s| s.state == of(&signature.id))
}
