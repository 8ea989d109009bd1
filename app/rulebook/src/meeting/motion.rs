//! Rulebook: motions and what they do — T23, T26–T29; the council's T41–T44 stand in `council`. A motion is spoken in the room; whoever leads
//! the session writes down who moved and who seconded.

use super::{
    ItemState, Meeting, MeetingKind, MeetingState,
    attend::here,
    recount,
    session::{in_time, inquorate_now, voting},
    vote::{Motion, Vote},
};
use crate::{
    council,
    decide::{Case, Verdict},
    decision::Decision,
    hearing,
    ids::*,
    record::Record,
    refusal::Refusal,
    review::Referral,
    topic::TopicState,
};
use alloc::{string::String, vec, vec::Vec};

/// A motion with its mover and seconder; one at a time.
pub(crate) fn propose(
    case: &Case,
    id: &MeetingId,
    topic: &TopicId,
    motion: Motion,
    mover: &PersonId,
    seconder: &PersonId,
) -> Verdict {
    let meeting = case.meeting(id)?;
    case.leads(&meeting)?;
    if meeting.state == MeetingState::Inquorate {
        return Err(inquorate_now(case.quorum(&meeting)));
    }
    let mut meeting = in_time(case, id)?;
    let (may, lies) = match meeting.kind {
        MeetingKind::Deliberation => (motion.is_for_a_grid(), TopicState::Deliberating),
        MeetingKind::CouncilMeeting => (motion.is_for_the_council(), TopicState::Escalated),
        _ => (false, TopicState::Deliberating),
    };
    if !may {
        return Err(Refusal::NotVotable);
    }
    let need = case.community.keys_of(&meeting).session.heard_each_side;
    let kind = meeting.kind;
    let item = meeting.item_mut(topic)?;
    let matter = case.topic(topic)?;
    if item.state != ItemState::Open || matter.state != lies {
        return Err(Refusal::WrongState);
    }
    // A motion that was never put gives way; one that is being voted on does not.
    if voting(case, item) {
        return Err(Refusal::ItemStillOpen);
    }
    if mover == seconder {
        return Err(Refusal::NoProxy);
    }
    here(case, id, mover)?;
    here(case, id, seconder)?;
    match motion {
        // Invariant 9: a major topic has its hearing before its vote.
        Motion::Main => {
            hearing::heard_first(case, matter)?;
            if kind == MeetingKind::CouncilMeeting
                && let Some(grid) = matter.lacks_consent()
            {
                return Err(Refusal::ConsentMissing { grid: grid.clone() });
            }
        }
        Motion::Shelve => {
            let max = case.community.keys_for(matter).max_shelve;
            if matter.shelved >= max {
                return Err(Refusal::ShelveLimit { max });
            }
            if item.pro.min(item.con) < need {
                return Err(Refusal::DebateFirst { need });
            }
        }
        _ => {}
    }
    let vote = Vote {
        id: VoteId(case.act.id.0.clone()),
        meeting: id.clone(),
        topic: topic.clone(),
        motion,
        mover: Some(mover.clone()),
        seconder: Some(seconder.clone()),
        moved: case.done_at(),
        opened: None,
        order: 0,
        present: 0,
        base: 0,
        yes: 0,
        no: 0,
        abstain: 0,
        conflicts: 0,
        closed: None,
        passed: None,
        guidance: String::new(),
        hands: false,
        first: None,
    };
    if case.community.vote(&vote.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    item.vote = Some(vote.id.clone());
    Ok(vec![Record::made(vote), Record::made(meeting)])
}

/// What a counted vote does to the topic and the item. A motion that fails, other than the main one,
/// leaves the matter open: the vote follows.
pub(super) fn take_effect(case: &Case, mut meeting: Meeting, vote: Vote, passed: bool) -> Verdict {
    let mut topic = case.topic(&vote.topic)?.clone();
    let now = case.moment.now;
    let (council, urgent) = (meeting.kind == MeetingKind::CouncilMeeting, meeting.urgent.is_some());
    let item = meeting.item_mut(&vote.topic)?;
    item.vote = None;
    let mut changes: Vec<Record> = Vec::new();
    match (vote.motion, passed) {
        (_, true) if council => {
            let decision = council::take_effect(case, &mut topic, item, &vote);
            changes.extend(decision.map(|decision| Record::made(recount::stands(case, decision))));
        }
        (_, false) if council => {}
        (Motion::Main, true) => {
            item.state = ItemState::Adopted;
            topic.step(now, 26, TopicState::Adopted);
            let decision = Decision { urgent, ..Decision::of_vote(case, &topic, &vote) };
            changes.push(Record::made(recount::stands(case, decision)));
        }
        (Motion::Main, false) => {
            item.state = ItemState::NotAdopted;
            topic.step(now, 27, TopicState::NotAdopted);
        }
        (Motion::Shelve, true) => {
            item.state = ItemState::Shelved;
            topic.shelved = topic.shelved.saturating_add(1);
            topic.step(now, 23, TopicState::Shelved);
        }
        (Motion::CallHearing, true) => {
            item.state = ItemState::ToHearing;
            topic.hearing_done = false;
            topic.hearing.found_in_session();
            topic.step(now, 28, TopicState::HearingPending);
        }
        (Motion::Refer { to }, true) => {
            item.state = ItemState::Referred;
            topic.referral = Some(Referral { to, number: vote.id.0.clone(), at: now });
            topic.step(now, 29, TopicState::Redirected);
        }
        (Motion::Escalate, true) => {
            item.state = ItemState::Referred;
            topic.step(now, 29, TopicState::Escalated);
        }
        (Motion::CloseDebate, true) => item.debate_closed = true,
        (Motion::Return | Motion::ToAssembly, true) | (_, false) => {}
    }
    // T30 counts from the newest shelving; once the matter is settled nothing waits any more.
    if item.state != ItemState::Open {
        topic.shelved_on = (topic.state == TopicState::Shelved).then(|| case.done_at().day());
    }
    changes.extend([Record::made(topic), Record::made(vote), Record::made(meeting)]);
    Ok(changes)
}

/// T30: no next meeting was noticed in time, so the council takes it; nothing rests in limbo.
pub(crate) fn stale(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    if !is_stale(case.community, &topic, case.today()) {
        return Err(Refusal::WrongState);
    }
    topic.priority = false;
    topic.shelved_on = None;
    topic.step(case.moment.now, 30, TopicState::Escalated);
    Ok(vec![Record::made(topic)])
}

/// Whether a shelved topic, or one that a cancelled meeting gave back, waited too long.
pub fn is_stale(community: &crate::Community, topic: &crate::topic::Topic, today: crate::time::Day) -> bool {
    let days = crate::topic::raise::days(community.keys_for(topic).shelve_stale_days);
    topic.must_come() && topic.shelved_on.is_some_and(|since| since.plus(days) < today)
}
