//! Rulebook: making a co-signature (T04), offline or not.

use super::{Channel, CosignState, Cosignature, Handwriting, VoidCause, revocation_key};
use crate::{
    act::Intent,
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::{Topic, TopicState},
};
use alloc::{vec, vec::Vec};

/// T04 on the signer's own phone, at the door, by witnesses or on paper; T11 reconfirmation too.
pub(crate) fn cosign(case: &Case) -> Verdict {
    let Intent::Cosign { topic, person, channel, hash, receipt, hand, read_aloud, witnesses } = &case.act.intent else {
        return Err(Refusal::WrongState);
    };
    let topic = case.topic(topic)?;
    let id = CosignId(case.act.id.0.clone());
    if case.community.cosignature(&id).is_some() || case.community.signature_by_receipt(receipt).is_some() {
        return Err(Refusal::IdTaken);
    }
    entitled(case, topic, person, *channel)?;
    evidence(case, *channel, hand.as_ref(), witnesses)?;
    let (signed, clamped) = case.moment.clamp(case.act.at);
    let in_grace = in_window(case, topic, signed)?;
    if *hash != topic.hash {
        return Err(Refusal::TextChanged);
    }
    case.adult_resident(person, &topic.grids, signed.day())?;
    let collector = (case.act.actor != *person).then(|| case.act.actor.clone());
    let signature = Cosignature {
        id: id.clone(),
        topic: topic.id.clone(),
        person: person.clone(),
        channel: *channel,
        collector,
        device: case.act.device.clone(),
        hash: hash.clone(),
        signed,
        clamped,
        received: case.moment.now,
        in_grace,
        receipt: receipt.clone(),
        hand: hand.clone(),
        read_aloud: *read_aloud,
        witnesses: witnesses.clone(),
        state: CosignState::Valid,
        locked: false,
    };
    let mut changes = one_per_person(case, topic, signature)?;
    if let Some(opening) = hand.as_ref().and_then(|hand| case.act.opening("hand", hand)) {
        changes.push(Record::made(Handwriting { id, strokes: opening.value.clone() }));
    }
    Ok(changes)
}

/// R6: a signer agrees that their signature moves to the topic theirs was merged into.
pub(crate) fn agree_merge(case: &Case, from: &TopicId, receipt: &Hash) -> Verdict {
    let from = case.topic(from)?;
    let into = case.topic(from.merged_into.as_ref().ok_or(Refusal::WrongState)?)?;
    if case.community.signature_by_receipt(receipt).is_some() {
        return Err(Refusal::IdTaken);
    }
    let merged = CosignState::Void { why: VoidCause::Merged };
    let mine = case.community.signatures_of(&from.id, &case.act.actor).find(|s| s.state == merged);
    let mut old = mine.ok_or(Refusal::NotEntitled)?.clone();
    let signed = case.done_at();
    let in_grace = in_window(case, into, signed)?;
    case.adult_resident(&case.act.actor, &into.grids, signed.day())?;
    let signature = Cosignature {
        id: CosignId(case.act.id.0.clone()),
        topic: into.id.clone(),
        device: case.act.device.clone(),
        channel: Channel::SelfPhone,
        collector: None,
        hash: into.hash.clone(),
        signed,
        received: case.moment.now,
        in_grace,
        receipt: receipt.clone(),
        hand: None,
        witnesses: Vec::new(),
        state: CosignState::Valid,
        locked: false,
        ..old.clone()
    };
    let mut changes = one_per_person(case, into, signature)?;
    old.state = CosignState::Void { why: VoidCause::Moved };
    changes.push(Record::made(old));
    Ok(changes)
}

/// `domain.md` §1.7: everybody signs for themselves; collectors hold the phone for others.
fn entitled(case: &Case, topic: &Topic, person: &PersonId, channel: Channel) -> Result<(), Refusal> {
    match channel {
        Channel::SelfPhone if case.act.actor == *person => Ok(()),
        Channel::SelfPhone => Err(Refusal::NotEntitled),
        Channel::AssistedDoor | Channel::WitnessedOral | Channel::Paper => case.require(&topic.grids, Role::collects),
    }
}

fn evidence(case: &Case, channel: Channel, hand: Option<&Hash>, witnesses: &[PersonId]) -> Result<(), Refusal> {
    let distinct = |people: &[PersonId]| people.len() < 2 || people[0] != people[1];
    match channel {
        Channel::AssistedDoor => {
            let hand = hand.ok_or(Refusal::HandRequired)?;
            let strokes = case.act.opening("hand", hand).ok_or(Refusal::OpeningMissing { field: "hand".into() })?;
            if strokes.value.trim().is_empty() { Err(Refusal::HandRequired) } else { Ok(()) }
        }
        Channel::WitnessedOral => {
            let enough = witnesses.len() == 2 && distinct(witnesses) && witnesses.iter().any(|w| *w != case.act.actor);
            if enough { Ok(()) } else { Err(Refusal::WitnessRequired) }
        }
        Channel::Paper => {
            let checked = witnesses.first().is_some_and(|second| *second != case.act.actor);
            if checked { Ok(()) } else { Err(Refusal::WitnessRequired) }
        }
        Channel::SelfPhone => Ok(()),
    }
}

/// `domain.md` §2.7: made inside the window, and arrived before the grace after it ran out. The
/// answer says whether it arrived in the grace.
fn in_window(case: &Case, topic: &Topic, signed: Millis) -> Result<bool, Refusal> {
    let late = Refusal::Late { until: topic.window_ends };
    match topic.state {
        // A returned text is reconfirmed by its signers (T11).
        TopicState::Collecting | TopicState::Returned => {}
        TopicState::Draft => return Err(Refusal::WrongState),
        _ => return Err(late),
    }
    let Some(ends) = topic.window_ends else {
        return Err(Refusal::WrongState);
    };
    let grace = ends.ends().plus_hours(case.community.keys_for(topic).grace_hours);
    if signed >= ends.ends() || case.moment.now > grace {
        return Err(late);
    }
    Ok(case.moment.now >= ends.ends())
}

/// G-ONE: the earliest of one person's signatures counts; a later one through another channel is a
/// duplicate, not an error; the same again is refused.
fn one_per_person(case: &Case, topic: &Topic, mut new: Cosignature) -> Verdict {
    let withdrawn = [revocation_key(&topic.id, &new.person), RevocationId(new.receipt.0.clone())];
    let withdrawn = withdrawn.iter().filter_map(|key| case.community.revocation(key)).map(|r| r.at).max();
    if let Some(at) = withdrawn.filter(|at| *at > new.signed) {
        new.state = CosignState::Revoked { at };
        return Ok(vec![Record::made(new)]);
    }
    let mut topic = topic.clone();
    let standing = case.community.signatures_of(&topic.id, &new.person).find(|s| s.is_valid());
    let Some(standing) = standing else {
        topic.signatures += 1;
        topic.in_grace += u32::from(new.in_grace);
        return Ok(vec![Record::made(topic), Record::made(new)]);
    };
    if new.signed < standing.signed {
        let mut later = standing.clone();
        later.state = CosignState::Duplicate { of: new.id.clone() };
        return Ok(vec![Record::made(later), Record::made(new)]);
    }
    if standing.channel == new.channel || standing.device == new.device {
        return Err(Refusal::Duplicate { signed: standing.signed });
    }
    new.state = CosignState::Duplicate { of: standing.id.clone() };
    Ok(vec![Record::made(new)])
}
