//! Rulebook: raising a topic — T01 draft, T02 open co-signing, T08 change the text.

use super::{Capacity, Topic, TopicState};
use crate::{
    act::Intent,
    cosign::{CosignState, Cosignature, VoidCause},
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::call::line,
    people::Role,
    record::Record,
    refusal::Refusal,
};
use alloc::{string::String, vec, vec::Vec};

/// Letters of a title.
pub const MAX_TITLE: u32 = 60;
/// Letters of a text.
pub const MAX_BODY: u32 = 3_000;

/// T01. 「议事议题可以由网格党组织、网格自管会成员或10名以上年满18周岁的网格居民联名提出。」
pub(crate) fn draft(
    case: &Case,
    id: &TopicId,
    grids: &[GridId],
    courtyard: Option<&CourtyardId>,
    title: &str,
    body: &str,
    capacity: Capacity,
) -> Verdict {
    if case.community.topic(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    if grids.is_empty() || grids.iter().any(|grid| case.community.grid(grid).is_none()) {
        return Err(Refusal::NotFound);
    }
    let (follows, new_facts) = taken_up(case)?;
    if courtyard.is_some_and(|yard| case.community.courtyard(yard).is_none_or(|yard| !grids.contains(&yard.grid))) {
        return Err(Refusal::NotFound);
    }
    text_is_fit(title, body)?;
    let actor = &case.act.actor;
    match capacity {
        Capacity::Residents => match case.adult_resident(actor, grids, case.today()) {
            // §1.7: who serves the grid without living in it may note a lead, not propose.
            Err(Refusal::NotResidentOfGrid) if case.actor_holds(grids, Role::walks_rounds) => {
                return Err(Refusal::NotEntitled);
            }
            outcome => outcome?,
        },
        Capacity::CommitteeMember => case.require(grids, Role::is_committee)?,
        Capacity::PartyOrg => case.require(grids, Role::reviews)?,
    }
    let open = case.community.topics_of(actor).filter(|t| is_open(t) && t.capacity == Capacity::Residents).count();
    let max = case.community.keys().max_open;
    if capacity == Capacity::Residents && open >= usize::try_from(max).unwrap_or(usize::MAX) {
        return Err(Refusal::TooManyOpen { max });
    }
    let mut topic = Topic {
        id: id.clone(),
        grids: grids.to_vec(),
        courtyard: courtyard.cloned(),
        title: title.trim().into(),
        body: body.trim().into(),
        hash: Hash::default(),
        version: 1,
        state: TopicState::Draft,
        raised_by: Some(actor.clone()),
        capacity,
        created: case.done_at(),
        window_ends: None,
        extended: false,
        signatures: 0,
        in_grace: 0,
        submitted: None,
        review_due: None,
        reminded: false,
        escalated: false,
        flags: Vec::new(),
        incidents: 0,
        review: None,
        first_officer: None,
        major: None,
        charter: None,
        referral: None,
        merged_into: None,
        appeal_until: None,
        appeal: None,
        withdrawing: None,
        history: Vec::new(),
        shelved: 0,
        shelved_on: None,
        meeting: None,
        priority: false,
        hearing_done: false,
        follows,
        new_facts,
        reconsidered: false,
        guidance: None,
        consents: Vec::new(),
        put_up: None,
        adopted_text: None,
        hearing: Default::default(),
    };
    topic.hash = topic.text_hash();
    topic.step(case.done_at(), 1, TopicState::Draft);
    Ok(vec![Record::made(topic)])
}

/// T47, T48: the settled matter that comes up again. One that was not adopted rests a while, unless there
/// is something new; one that was closed may come back whenever the problem does.
fn taken_up(case: &Case) -> Result<(Option<TopicId>, Option<String>), Refusal> {
    let Intent::DraftTopic { follows: Some(old), new_facts, .. } = &case.act.intent else {
        return Ok((None, None));
    };
    let settled = case.topic(old)?;
    if !settled.state.is_terminal() {
        return Err(Refusal::WrongState);
    }
    let facts = new_facts.as_deref().map(|facts| line(facts, "new_facts")).transpose()?;
    let rests = days(case.community.keys_for(settled).cooldown_days);
    let until = settled.history.last().map(|step| step.at.day().plus(rests));
    match until.filter(|until| settled.state == TopicState::NotAdopted && case.today() < *until) {
        Some(until) if facts.is_none() => Err(Refusal::CoolDown { until }),
        _ => Ok((Some(old.clone()), facts)),
    }
}

/// Draft and Returned: free. Collecting: T08, unless it only mends a typing error.
pub(crate) fn edit(case: &Case, id: &TopicId, title: &str, body: &str) -> Verdict {
    let old = case.topic(id)?;
    case.require_initiator(old)?;
    text_is_fit(title, body)?;
    let mut topic = old.clone();
    topic.title = title.trim().into();
    topic.body = body.trim().into();
    topic.hash = topic.text_hash();
    if topic.hash == old.hash {
        return Ok(Vec::new());
    }
    topic.version += 1;
    let keys = case.community.keys_for(old);
    let typo = small_change(&old.title, &topic.title, &old.body, &topic.body, keys.typo_chars);
    match old.state {
        TopicState::Draft => Ok(vec![Record::made(topic)]),
        TopicState::Returned if typo || topic.capacity != Capacity::Residents => {
            let kept = rebind(case, &topic, old);
            Ok(with(topic, kept))
        }
        // T11: every signer has to say again that this is what they want.
        TopicState::Returned => {
            let voided = void(case, old);
            topic.signatures = 0;
            topic.in_grace = 0;
            topic.window_ends = Some(case.today().plus(days(keys.extension_days)));
            Ok(with(topic, voided))
        }
        TopicState::Collecting if typo => {
            let kept = rebind(case, &topic, old);
            Ok(with(topic, kept))
        }
        TopicState::Collecting => {
            let voided = void(case, old);
            topic.signatures = 0;
            topic.in_grace = 0;
            topic.window_ends = None;
            topic.step(case.done_at(), 8, TopicState::Draft);
            Ok(with(topic, voided))
        }
        _ => Err(Refusal::WrongState),
    }
}

/// T02: the text is frozen, the window opens, and the initiator is the first signer if they sign.
pub(crate) fn open(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    case.require_initiator(&topic)?;
    if topic.state != TopicState::Draft {
        return Err(Refusal::WrongState);
    }
    case.adult_resident(&case.act.actor, &topic.grids, case.today())?;
    let keys = case.community.keys();
    topic.window_ends = Some(case.done_at().day().plus(days(keys.window_days)));
    topic.step(case.done_at(), 2, TopicState::Collecting);
    Ok(vec![Record::made(topic)])
}

/// One extension of the window, before it has ended.
pub(crate) fn extend(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    case.require_initiator(&topic)?;
    let (TopicState::Collecting, Some(ends)) = (topic.state, topic.window_ends) else {
        return Err(Refusal::WrongState);
    };
    if topic.extended {
        return Err(Refusal::AlreadyExtended);
    }
    if ends < case.today() {
        return Err(Refusal::Late { until: Some(ends) });
    }
    topic.window_ends = Some(ends.plus(days(case.community.keys_for(&topic).extension_days)));
    topic.extended = true;
    Ok(vec![Record::made(topic)])
}

/// Whole days as a signed number.
pub(crate) fn days(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn is_open(topic: &Topic) -> bool {
    matches!(topic.state, TopicState::Draft | TopicState::Collecting | TopicState::Submitted | TopicState::Returned)
}

pub(crate) fn text_is_fit(title: &str, body: &str) -> Result<(), Refusal> {
    let fits = |text: &str, max: u32| {
        let letters = text.trim().chars().count();
        letters > 0 && letters <= usize::try_from(max).unwrap_or(usize::MAX) && !text.contains('\u{1f}')
    };
    if fits(title, MAX_TITLE) && fits(body, MAX_BODY) {
        Ok(())
    } else {
        Err(Refusal::TextRequired { max_title: MAX_TITLE, max_body: MAX_BODY })
    }
}

fn with(topic: Topic, more: Vec<Record>) -> Vec<Record> {
    let mut all = vec![Record::made(topic)];
    all.extend(more);
    all
}

fn void(case: &Case, topic: &Topic) -> Vec<Record> {
    change_valid(case, topic, |signature| signature.state = CosignState::Void { why: VoidCause::TextChanged })
}

fn rebind(case: &Case, topic: &Topic, old: &Topic) -> Vec<Record> {
    change_valid(case, old, |signature| signature.hash = topic.hash.clone())
}

/// The valid signatures of a topic, each changed.
pub(crate) fn change_valid(case: &Case, topic: &Topic, change: impl Fn(&mut Cosignature)) -> Vec<Record> {
    let valid = case.community.signatures(&topic.id).filter(|s| s.is_valid());
    valid
        .map(|signature| {
            let mut signature = signature.clone();
            change(&mut signature);
            Record::made(signature)
        })
        .collect()
}

/// Whether two texts differ by at most so many letters: common head and tail apart, what lies
/// between may not be longer than that on either side.
fn small_change(title: &str, new_title: &str, body: &str, new_body: &str, limit: u32) -> bool {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    changed(title, new_title) + changed(body, new_body) <= limit
}

fn changed(old: &str, new: &str) -> usize {
    let old: Vec<char> = old.chars().collect();
    let new: Vec<char> = new.chars().collect();
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    (old.len() - tail).max(new.len() - tail)
}
