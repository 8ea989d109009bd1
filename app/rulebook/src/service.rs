//! Rulebook: service items (网格事项, `domain.md` §5) as far as a topic hands one over — H2: a review that finds an
//! administrative matter (T12) opens an item before the station, and its proposers keep the number, because a topic must
//! not silently vanish. It comes back by T15: the station returns it, or it closed it without result and they reopen it.
//!
//! Not yet: items found on rounds or called in; list codes (SA1) and assignment within the station (SA2); raising to
//! street, 12345 or a specialist (上报); verification and archive; items that a decision asks for (H3); what a meeting
//! or the council passes on (T29, T44, H5).

use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::call::says_something,
    people::Role,
    record::Record,
    refusal::Refusal,
    review::Organ,
    time::Millis,
    topic::{Topic, TopicState, raise::change_valid, submit::before_the_reviewer},
};
use alloc::{format, string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Letters of a result or a reason.
pub const MAX_SERVICE_TEXT: usize = 500;

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    /// 登记: lies before the station. Take → Handling, Return → Returned.
    Registered,
    /// 办理中. Finish → Done, Fail → Unresolved, Return → Returned.
    Handling,
    /// 办结: closed with a result; its topic rests.
    Done,
    /// 无法办理: closed without result. Reopen → Reopened.
    Unresolved,
    /// 退回: not the station's; its topic is before the reviewer again (T15).
    Returned,
    /// The proposers brought the topic before the reviewer again (T15).
    Reopened,
}

/// One step of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceLine {
    /// When.
    pub at: Millis,
    /// The state it led to.
    pub state: ServiceState,
    /// Who; hidden from all but those in office for it.
    pub by: Option<PersonId>,
    /// The result or the reason; read by the proposers and those in office for it.
    pub text: String,
}

/// 网格事项(工单) that a topic was referred as; personal, since people write in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceItem {
    /// The id of the act that referred it.
    pub id: ServiceItemId,
    /// Its number in this community, from 1.
    pub no: u32,
    /// Where it comes from.
    pub topic: TopicId,
    /// Whose matter it is; the station keeps it either way, a department has no desk here.
    pub to: Organ,
    /// What happened so far, never empty.
    pub log: Vec<ServiceLine>,
}

/// One step of an item. Every text is the opening `service`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum ServiceStep {
    /// 接办.
    Take,
    /// 办结, with what came of it.
    Finish { text: Hash },
    /// 无法办理, and why.
    Fail { text: Hash },
    /// 退回 to the grid, and why (T15).
    Return { text: Hash },
    /// The proposers of a topic whose item was closed without result, and why (T15).
    Reopen { text: Hash },
}

impl ServiceItem {
    /// The number as the proposers keep it: `S-0012`.
    pub fn number(&self) -> String {
        format!("S-{:04}", self.no)
    }

    /// Where it stands.
    pub fn state(&self) -> ServiceState {
        self.log.last().map_or(ServiceState::Registered, |line| line.state)
    }

    /// Whether the station has something to do about it.
    pub fn is_open(&self) -> bool {
        matches!(self.state(), ServiceState::Registered | ServiceState::Handling)
    }

    fn note(&mut self, case: &Case, state: ServiceState, text: String) {
        self.log.push(ServiceLine { at: case.moment.now, state, by: Some(case.act.actor.clone()), text });
    }
}

impl ServiceStep {
    /// What residents do.
    pub(crate) fn daily(&self, case: &Case, item: &ServiceItemId) -> Option<Verdict> {
        match self {
            ServiceStep::Reopen { text } => Some(reopen(case, item, text)),
            _ => None,
        }
    }

    /// What is done in office; `None`: it is [`Self::daily`]’s.
    pub(crate) fn office(&self, case: &Case, item: &ServiceItemId) -> Option<Verdict> {
        use ServiceStep::*;
        Some(match self {
            Take => take(case, item),
            Finish { text } => close(case, item, ServiceState::Done, text),
            Fail { text } => close(case, item, ServiceState::Unresolved, text),
            Return { text } => give_back(case, item, text),
            Reopen { .. } => return None,
        })
    }
}

/// T12 to the station or a department: the item that goes with it. A topic is referred from before the reviewer only,
/// where no item of it is open, so that each referral has one of its own.
pub(crate) fn opened(case: &Case, topic: &Topic, to: Organ) -> ServiceItem {
    let mut item = ServiceItem {
        id: ServiceItemId(case.act.id.0.clone()),
        no: case.community.service_items().saturating_add(1),
        topic: topic.id.clone(),
        to,
        log: Vec::new(),
    };
    item.note(case, ServiceState::Registered, String::new());
    item
}

/// An item and its topic, for somebody who may do this (`domain.md` §1.7: handle a service item).
fn handled(case: &Case, id: &ServiceItemId, may: fn(Role) -> bool) -> Result<(ServiceItem, Topic), Refusal> {
    let item = case.community.service_item(id).ok_or(Refusal::NotFound)?;
    let topic = case.topic(&item.topic)?;
    case.require(&topic.grids, may)?;
    Ok((item.clone(), topic.clone()))
}

fn words(case: &Case, text: &Hash) -> Result<String, Refusal> {
    let text = case.act.words_of("service", text)?.trim();
    says_something(text, MAX_SERVICE_TEXT, "service")?;
    Ok(text.into())
}

fn take(case: &Case, id: &ServiceItemId) -> Verdict {
    let (mut item, _) = handled(case, id, Role::handles_service)?;
    if item.state() != ServiceState::Registered {
        return Err(Refusal::WrongState);
    }
    item.note(case, ServiceState::Handling, String::new());
    Ok(vec![Record::made(item)])
}

/// Only what somebody took in hand is closed: an item nobody looked at is not 无法办理.
fn close(case: &Case, id: &ServiceItemId, state: ServiceState, text: &Hash) -> Verdict {
    let (mut item, _) = handled(case, id, Role::handles_service)?;
    if item.state() != ServiceState::Handling {
        return Err(Refusal::WrongState);
    }
    let text = words(case, text)?;
    item.note(case, state, text);
    Ok(vec![Record::made(item)])
}

/// T15 by the target organ: whoever works in the grid handles items, but gives none back in the station's name.
fn give_back(case: &Case, id: &ServiceItemId, text: &Hash) -> Verdict {
    let (mut item, topic) = handled(case, id, Role::is_station)?;
    if !item.is_open() {
        return Err(Refusal::WrongState);
    }
    let text = words(case, text)?;
    item.note(case, ServiceState::Returned, text);
    come_back(case, topic, item)
}

/// T15 by the proposers: whoever raised it, or signed it and still stands by it.
fn reopen(case: &Case, id: &ServiceItemId, text: &Hash) -> Verdict {
    let mut item = case.community.service_item(id).ok_or(Refusal::NotFound)?.clone();
    let topic = case.topic(&item.topic)?.clone();
    let signed = || case.community.signatures_of(&topic.id, &case.act.actor).any(|s| s.is_valid());
    if !topic.is_raised_by(&case.act.actor) && !signed() {
        return Err(Refusal::NotEntitled);
    }
    match item.state() {
        ServiceState::Unresolved => {}
        ServiceState::Done => return Err(Refusal::ClosedWithResult),
        _ => return Err(Refusal::WrongState),
    }
    let text = words(case, text)?;
    item.note(case, ServiceState::Reopened, text);
    come_back(case, topic, item)
}

/// T15: the signatures are kept and locked again, as for every review.
fn come_back(case: &Case, mut topic: Topic, item: ServiceItem) -> Verdict {
    if topic.state != TopicState::Redirected {
        return Err(Refusal::WrongState);
    }
    topic.referral = None;
    topic.escalated = false;
    topic.first_officer = None;
    before_the_reviewer(case, &mut topic, 15);
    let mut changes = change_valid(case, &topic, |signature| signature.locked = true);
    changes.push(Record::made(topic));
    changes.push(Record::made(item));
    Ok(changes)
}
