//! Rulebook: judging a topic — T09 accept, T10 return, T12 redirect, T13 reject, and the clock that
//! never decides (G-REV: the clause makes review mandatory, so silence only escalates).

use super::{Answer, Criteria, Ground, Major, Organ, Outcome, Referral, Review};
use crate::{
    act::Intent,
    cosign::{CosignState, VoidCause, verify},
    decide::{Case, Verdict},
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    topic::{
        Capacity, Topic, TopicState,
        raise::{change_valid, days},
        submit::unlock,
    },
};
use alloc::{string::String, vec, vec::Vec};

/// The names of the three criteria, as refusals quote them.
pub const CRITERIA: [&str; 3] = ["specific", "clear", "operable"];

/// A reviewer decides.
pub(crate) fn review(case: &Case) -> Verdict {
    let Intent::Review { topic, criteria, outcome, reason, interest } = &case.act.intent else {
        return Err(Refusal::WrongState);
    };
    let topic = case.topic(topic)?;
    entitled(case, topic)?;
    if topic.state != TopicState::Submitted {
        return Err(Refusal::WrongState);
    }
    recused(case, topic, *interest)?;
    if reason.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    let review = Review {
        id: ReviewId(case.act.id.0.clone()),
        topic: topic.id.clone(),
        reviewer: case.act.actor.clone(),
        at: case.moment.now,
        criteria: criteria.clone(),
        outcome: outcome.clone(),
        reason: reason.trim().into(),
    };
    let mut topic = topic.clone();
    topic.review = Some(review.id.clone());
    let mut changes = match outcome {
        Outcome::Accept { major } => accept(case, &mut topic, criteria, major.as_ref())?,
        Outcome::Return => send_back(case, &mut topic, criteria)?,
        Outcome::Redirect { to } => redirect(case, &mut topic, criteria, *to, &review)?,
        Outcome::Reject { ground, duplicate_of } => reject(case, &mut topic, *ground, duplicate_of.as_ref())?,
    };
    changes.push(Record::made(topic));
    changes.push(Record::made(review));
    Ok(changes)
}

/// The reviewer is reminded.
pub(crate) fn remind(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    if topic.state != TopicState::Submitted || topic.reminded {
        return Err(Refusal::WrongState);
    }
    topic.reminded = true;
    Ok(vec![Record::made(topic)])
}

/// No review in time: the community party committee may review; the topic stays where it is.
pub(crate) fn escalate(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    let overdue = topic.review_due.is_some_and(|due| due < case.today());
    if topic.state != TopicState::Submitted || topic.escalated || !overdue {
        return Err(Refusal::WrongState);
    }
    topic.escalated = true;
    Ok(vec![Record::made(topic)])
}

/// The grid's own reviewers; the community party committee when it came to them: by time, by
/// appeal, for a second officer, or because the grid's own must stand aside.
fn entitled(case: &Case, topic: &Topic) -> Result<(), Refusal> {
    if case.actor_holds(&topic.grids, Role::reviews) {
        return Ok(());
    }
    let above = case.actor_holds(&topic.grids, Role::is_community_party);
    let came_up =
        topic.escalated || topic.appeal.is_some() || topic.first_officer.is_some() || all_recused(case, topic);
    if above && came_up { Ok(()) } else { Err(Refusal::NotEntitled) }
}

/// Every reviewer of the grid would have to stand aside.
fn all_recused(case: &Case, topic: &Topic) -> bool {
    let today = case.today();
    let mut reviewers = case
        .community
        .all_offices()
        .filter(|o| o.role.reviews() && o.holds_on(today) && topic.grids.iter().any(|grid| o.covers(grid)));
    reviewers.all(|office| must_stand_aside(case, topic, &office.person))
}

/// G-RECUSE: nobody reviews their own matter.
fn recused(case: &Case, topic: &Topic, interest: bool) -> Result<(), Refusal> {
    let before = topic.first_officer.as_ref() == Some(&case.act.actor);
    let after_appeal = topic.appeal.as_ref().is_some_and(|appeal| appeal.upheld == Some(true))
        && topic
            .review
            .as_ref()
            .and_then(|id| case.community.review(id))
            .is_some_and(|old| old.reviewer == case.act.actor);
    if interest || before || after_appeal || must_stand_aside(case, topic, &case.act.actor) {
        return Err(Refusal::RecusalRequired);
    }
    Ok(())
}

fn must_stand_aside(case: &Case, topic: &Topic, person: &PersonId) -> bool {
    let sits =
        |passes: fn(Role) -> bool| topic.grids.iter().any(|g| case.community.holds(person, g, case.today(), passes));
    topic.is_raised_by(person) || (topic.capacity == Capacity::CommitteeMember && sits(Role::is_committee))
}

fn accept(case: &Case, topic: &mut Topic, criteria: &Criteria, major: Option<&Major>) -> Verdict {
    let mut failed: Vec<String> =
        CRITERIA.iter().zip(criteria.three()).filter(|(_, a)| !a.ok).map(|(name, _)| (*name).into()).collect();
    if criteria.competence.len() < 5 {
        failed.push("competence".into());
    }
    failed.extend(criteria.failed_competence().map(|no| alloc::format!("C{no}")));
    if !failed.is_empty() {
        return Err(Refusal::CriteriaNotMet { failed });
    }
    let left = verify::pending(case, topic);
    if left > 0 {
        return Err(Refusal::VerificationPending { left });
    }
    let need = case.community.keys_for(topic).cosign_min;
    if topic.capacity == Capacity::Residents && topic.signatures < need {
        return Err(Refusal::NotEnoughSignatures { have: topic.signatures, need, moved: Vec::new() });
    }
    if let Some(major) = major {
        if major.reason.trim().is_empty() {
            return Err(Refusal::ReasonRequired);
        }
        topic.major = ((major.wide || major.strong) && major.vital).then(|| major.clone());
    }
    // Two officers for a major matter; the first one's yes waits for the second's.
    if topic.major.is_some() && topic.first_officer.is_none() {
        topic.first_officer = Some(case.act.actor.clone());
        return Ok(Vec::new());
    }
    topic.charter = case.community.charter().map(|charter| charter.version);
    topic.step(case.moment.now, 9, TopicState::Accepted);
    Ok(unlock(case, topic))
}

fn send_back(case: &Case, topic: &mut Topic, criteria: &Criteria) -> Verdict {
    let named = |answer: &Answer| !answer.ok && !answer.note.trim().is_empty();
    let some = criteria.three().into_iter().any(named) || criteria.competence.iter().any(named);
    if !some {
        return Err(Refusal::CriterionRequired);
    }
    // The clock stops while the proposers work on it.
    topic.review_due = None;
    topic.submitted = None;
    topic.escalated = false;
    topic.first_officer = None;
    topic.step(case.moment.now, 10, TopicState::Returned);
    Ok(unlock(case, topic))
}

fn redirect(case: &Case, topic: &mut Topic, criteria: &Criteria, to: Organ, review: &Review) -> Verdict {
    if criteria.failed_competence().is_none() {
        return Err(Refusal::CriterionRequired);
    }
    topic.referral = Some(Referral { to, number: review.id.0.clone(), at: case.moment.now });
    topic.review_due = None;
    topic.step(case.moment.now, 12, TopicState::Redirected);
    Ok(unlock(case, topic))
}

fn reject(case: &Case, topic: &mut Topic, ground: Ground, duplicate_of: Option<&TopicId>) -> Verdict {
    let mut changes = Vec::new();
    if ground == Ground::R6 {
        let twin = case.topic(duplicate_of.ok_or(Refusal::ReasonRequired)?)?;
        let open = !twin.state.is_terminal() && twin.state.is_public() && twin.id != topic.id;
        if !open {
            return Err(Refusal::WrongState);
        }
        topic.merged_into = Some(twin.id.clone());
        // Signatures move only for signers who agree; until then they count nowhere.
        changes = change_valid(case, topic, |signature| {
            signature.state = CosignState::Void { why: VoidCause::Merged };
            signature.locked = false;
        });
        topic.signatures = 0;
    } else {
        changes.extend(unlock(case, topic));
    }
    topic.appeal_until = Some(case.today().plus(days(case.community.keys_for(topic).appeal_days)));
    topic.review_due = None;
    topic.step(case.moment.now, 13, TopicState::Rejected);
    Ok(changes)
}
