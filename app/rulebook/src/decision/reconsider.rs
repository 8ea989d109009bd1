//! Rulebook: reconsideration (T34): ten adult residents of the scope who bring new facts while the
//! decision hangs out send the matter back to the meeting, once.

use super::{End, Matter};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::call::says_something,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::TopicState,
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Letters of the new facts.
pub const MAX_FACTS: usize = 1_000;

/// 复议: new facts that speak against a decision; personal, because a resident wrote them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Petition {
    /// Its id.
    pub id: PetitionId,
    /// Against which decision.
    pub decision: DecisionId,
    /// Who began it; hidden from the public.
    pub by: Option<PersonId>,
    /// What was not known at the meeting.
    pub facts: String,
    /// When it was begun.
    pub begun: Millis,
    /// How many support it, the first included.
    pub supports: u32,
}

/// One person's support.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// The act that made it.
    pub id: SupportId,
    /// Of which petition.
    pub petition: PetitionId,
    /// Whose.
    pub person: PersonId,
    /// When.
    pub at: Millis,
}

/// New facts, and the first who stands by them. Opening `facts` holds the words. Several may be brought
/// side by side, each person one, so that nobody takes the place of a better one.
pub(crate) fn begin(case: &Case, id: &DecisionId, petition: &PetitionId, facts: &Hash) -> Verdict {
    let matter = within(case, id)?;
    let by = &case.act.actor;
    if case.community.petition(petition).is_some() {
        return Err(Refusal::IdTaken);
    }
    if let Some(own) = case.community.petition_by(id, by) {
        return Err(Refusal::Duplicate { signed: own.begun });
    }
    let words = &case.act.opening("facts", facts).ok_or(Refusal::OpeningMissing { field: "facts".into() })?.value;
    says_something(words, MAX_FACTS, "facts")?;
    let petition = Petition {
        id: petition.clone(),
        decision: id.clone(),
        by: Some(by.clone()),
        facts: words.trim().into(),
        begun: case.moment.now,
        supports: 0,
    };
    supported(case, matter, petition)
}

/// One more stands by it; the tenth sends the matter back.
pub(crate) fn support(case: &Case, id: &DecisionId, petition: &PetitionId) -> Verdict {
    let matter = within(case, id)?;
    let petition = case.community.petition(petition).filter(|p| p.decision == *id).ok_or(Refusal::NotFound)?.clone();
    if let Some(own) = case.community.support_by(&petition.id, &case.act.actor) {
        return Err(Refusal::Duplicate { signed: own.at });
    }
    supported(case, matter, petition)
}

/// Refuses out of season: 「once」, and only while the decision hangs out for objections.
fn within(case: &Case, id: &DecisionId) -> Result<Matter, Refusal> {
    let decision = case.community.decision(id).ok_or(Refusal::NotFound)?;
    if case.topic(&decision.topic)?.reconsidered {
        return Err(Refusal::ReconsideredOnce);
    }
    let matter = case.decided(id)?;
    matter.is_in(&[TopicState::Publicising])?;
    match matter.decision.objections_until(&matter.keys) {
        Some(until) if case.today() <= until => {}
        until => return Err(Refusal::WindowOver { until: until.or(matter.decision.displayed) }),
    }
    case.adult_resident(&case.act.actor, &matter.topic.grids, case.today())?;
    Ok(matter)
}

fn supported(case: &Case, matter: Matter, mut petition: Petition) -> Verdict {
    let support = Support {
        id: SupportId(case.act.id.0.clone()),
        petition: petition.id.clone(),
        person: case.act.actor.clone(),
        at: case.moment.now,
    };
    if case.community.support(&support.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    petition.supports = petition.supports.saturating_add(1);
    let mut changes = Vec::new();
    if petition.supports >= matter.keys.reconsider_min && still(case, &matter, &petition) {
        changes = sent_back(case, matter);
    }
    changes.extend([Record::made(support), Record::made(petition)]);
    Ok(changes)
}

/// Whoever moved away meanwhile does not count. A phone does not know the others and takes the count.
fn still(case: &Case, matter: &Matter, petition: &Petition) -> bool {
    if !case.community.is_whole() {
        return true;
    }
    let stands = |person: &PersonId| case.adult_resident(person, &matter.topic.grids, case.today()).is_ok();
    let before = case.community.supports_of(&petition.id).filter(|support| stands(&support.person)).count();
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1) >= matter.keys.reconsider_min
}

/// T34: accepted anew, first item of the next meeting. It waits for that as a shelved one does (T30).
fn sent_back(case: &Case, matter: Matter) -> Vec<Record> {
    let Matter { mut decision, mut topic, .. } = matter;
    decision.ended = Some(End::Reconsidered);
    topic.reconsidered = true;
    // Its vote keeps the wording; what is decided anew is the text that was raised.
    topic.adopted_text = None;
    topic.step(case.moment.now, 34, TopicState::Accepted);
    if topic.is_for_the_council() {
        topic.step(case.moment.now, 29, TopicState::Escalated);
    } else {
        topic.priority = true;
        topic.shelved_on = Some(case.today());
    }
    vec![Record::made(topic), Record::made(decision)]
}
