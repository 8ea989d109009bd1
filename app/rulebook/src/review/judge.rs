//! Rulebook: judging a topic — T09 accept, T10 return, T12 redirect, T13 reject, and the clock that
//! never decides (G-REV: the clause makes review mandatory, so silence only escalates).

use super::{Answer, Criteria, Ground, Major, Organ, Outcome, Referral, Review};
use crate::{
    act::Intent,
    cosign::{CosignState, VoidCause, verify},
    decide::{Case, Verdict},
    hearing::demand::weigh,
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    service,
    topic::{
        Capacity, Topic, TopicState,
        raise::{change_valid, days},
        submit::unlock,
    },
};
use alloc::{string::String, vec, vec::Vec};

/// The names of the three criteria, as refusals quote them.
pub const CRITERIA: [&str; 3] = ["specific", "clear", "operable"];

/// C1: a common affair of this scope.
const COMMON: u8 = 1;

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
        Outcome::Redirect { to: Organ::Council } => to_council(case, &mut topic, criteria, &review)?,
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
    let came_up = topic.grids.len() > 1
        || topic.escalated
        || topic.appeal.is_some()
        || topic.first_officer.is_some()
        || all_recused(case, topic);
    if above && came_up { Ok(()) } else { Err(Refusal::NotEntitled) }
}

/// Every reviewer of the grid would have to stand aside.
fn all_recused(case: &Case, topic: &Topic) -> bool {
    case.community.reviewers(&topic.grids, case.today()).all(|office| must_stand_aside(case, topic, &office.person))
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

/// What a matter must be before any meeting may have it: all the criteria met but those that decide whose it is, the
/// sample checked, and still as many behind it as it needs.
fn sound(case: &Case, topic: &Topic, criteria: &Criteria, whose: Option<usize>) -> Result<(), Refusal> {
    let mut failed: Vec<String> =
        CRITERIA.iter().zip(criteria.three()).filter(|(_, a)| !a.ok).map(|(name, _)| (*name).into()).collect();
    if criteria.competence.len() < 5 {
        failed.push("competence".into());
    }
    let competence = (1..).zip(&criteria.competence);
    let first = competence.into_iter().find(|(no, answer)| !answer.ok && whose != Some(*no));
    failed.extend(first.map(|(no, _)| alloc::format!("C{no}")));
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
    Ok(())
}

fn accept(case: &Case, topic: &mut Topic, criteria: &Criteria, major: Option<&Major>) -> Verdict {
    sound(case, topic, criteria, None)?;
    if let Some(major) = major {
        if major.reason.trim().is_empty() {
            return Err(Refusal::ReasonRequired);
        }
        let major = weigh(case, topic, major);
        topic.major = ((major.wide || major.strong) && major.vital).then_some(major);
    }
    // Two officers for a major matter, and for one of several grids; the first one's yes waits.
    let uncovered = is_uncovered(case, topic);
    if topic.first_officer.is_none() && (topic.major.is_some() || uncovered) {
        topic.first_officer = Some(case.act.actor.clone());
        return Ok(Vec::new());
    }
    if uncovered {
        return Err(Refusal::NotEntitled);
    }
    topic.charter = case.community.charter().map(|charter| charter.version);
    topic.step(case.moment.now, 9, TopicState::Accepted);
    // G-ESC: a scope of more than one grid is the council's to coordinate.
    if topic.is_for_the_council() {
        topic.step(case.moment.now, 29, TopicState::Escalated);
    }
    Ok(unlock(case, topic))
}

/// `domain.md` §7 row 7: a matter of several grids is reviewed by the party organisations of all of
/// them, of two at most, or by the community party committee.
fn is_uncovered(case: &Case, topic: &Topic) -> bool {
    let reviews = |person: &PersonId, grid: &GridId| case.community.holds(person, grid, case.today(), Role::reviews);
    let covered = |grid: &GridId| {
        reviews(&case.act.actor, grid) || topic.first_officer.as_ref().is_some_and(|first| reviews(first, grid))
    };
    let several = topic.grids.len() > 1 && !case.actor_holds(&topic.grids, Role::is_community_party);
    several && !topic.grids.iter().all(covered)
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
    let mut changes = unlock(case, topic);
    let mut number = review.id.0.clone();
    // H2: an administrative matter; owners and mediators have receipts of their own.
    if matches!(to, Organ::Station | Organ::Department) {
        let item = service::opened(case, topic, to);
        number = item.number();
        changes.push(Record::made(item));
    }
    topic.referral = Some(Referral { to, number, at: case.moment.now });
    topic.review_due = None;
    topic.step(case.moment.now, 12, TopicState::Redirected);
    Ok(changes)
}

/// T12 to the council, for C1 alone fails: a common affair, but of more than this grid. G-ESC 「负责协调各网格自管共治工作」:
/// it lies before the council at once, not with an organ outside that may forget it. It comes there reviewed, because
/// what the council adopts or gives back is not reviewed again (G-BEFORE).
fn to_council(case: &Case, topic: &mut Topic, criteria: &Criteria, review: &Review) -> Verdict {
    if criteria.failed_competence() != Some(COMMON) {
        return Err(Refusal::CriterionRequired);
    }
    sound(case, topic, criteria, Some(COMMON.into()))?;
    if is_uncovered(case, topic) {
        return Err(Refusal::NotEntitled);
    }
    topic.referral = Some(Referral { to: Organ::Council, number: review.id.0.clone(), at: case.moment.now });
    topic.review_due = None;
    topic.charter = case.community.charter().map(|charter| charter.version);
    topic.step(case.moment.now, 12, TopicState::Escalated);
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
