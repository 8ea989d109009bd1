//! Rulebook: the session — M4–M7, T22, T24. Either the chair or the recorder acts, because a whole
//! session may run on the recorder's one device (`domain.md` §2.7).

use super::{
    Item, ItemState, Meeting, MeetingKind, MeetingState, Off, Vote,
    agenda::give_back,
    attend::{self, Capacity},
    vote::Motion,
};
use crate::{
    decide::{Case, Verdict},
    hearing::seats,
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::{Topic, TopicState},
};
use alloc::{vec, vec::Vec};

/// M4: quorum; a neutral chair who is not the recorder.
pub(crate) fn begin(case: &Case, id: &MeetingId, chair: &PersonId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    if *chair != case.act.actor {
        case.leads(&meeting)?;
    }
    if meeting.state != MeetingState::CheckIn {
        return Err(Refusal::WrongState);
    }
    fit_to_chair(case, &meeting, chair)?;
    if case.done_at() < meeting.starts {
        return Err(Refusal::TooEarly { from: meeting.starts });
    }
    not_over(case, &meeting)?;
    match meeting.kind {
        MeetingKind::Deliberation | MeetingKind::CouncilMeeting => {
            let facts = case.quorum(&meeting);
            if !facts.holds {
                return Err(inquorate_now(facts));
            }
            meeting.quorum = Some(facts);
        }
        MeetingKind::Hearing => seats::drawn(case, &meeting)?,
        // 调解: without both sides there is nothing to mediate.
        MeetingKind::MediationMeeting => {
            for party in &meeting.parties {
                attend::here(case, id, party)?;
            }
        }
        _ => {}
    }
    meeting.chair = Some(chair.clone());
    meeting.began = Some(case.done_at());
    meeting.began_order = meeting.tick();
    meeting.state = MeetingState::InSession;
    Ok(with_room(case, meeting))
}

fn fit_to_chair(case: &Case, meeting: &Meeting, chair: &PersonId) -> Result<(), Refusal> {
    let stay = attend::here(case, &meeting.id, chair)?;
    if meeting.kind == MeetingKind::MediationMeeting {
        return if meeting.mediator.as_ref() == Some(chair) { Ok(()) } else { Err(Refusal::NotEntitled) };
    }
    if meeting.recorder.as_ref() == Some(chair) {
        return Err(Refusal::ChairIsRecorder);
    }
    let party = case.community.holds(chair, &meeting.grid, case.done_at().day(), Role::reviews);
    if stay.capacity == Capacity::Member || party { Ok(()) } else { Err(Refusal::NotEntitled) }
}

/// Whoever begins to lead must be sent the list of the room: its records come anew.
fn with_room(case: &Case, meeting: Meeting) -> Vec<Record> {
    let mut changes: Vec<Record> = case.community.attendances(&meeting.id).cloned().map(Record::made).collect();
    changes.push(Record::made(meeting));
    changes
}

pub(super) fn inquorate_now(facts: super::QuorumFacts) -> Refusal {
    Refusal::Inquorate { members: facts.members, here: facts.here, persons: facts.persons }
}

/// M5: talk goes on, votes do not; topics go back (T21) and a second call may follow.
pub(crate) fn inquorate(case: &Case, id: &MeetingId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    case.leads(&meeting)?;
    let facts = case.quorum(&meeting);
    if meeting.state != MeetingState::CheckIn || !meeting.kind.decides() || facts.holds {
        return Err(Refusal::WrongState);
    }
    let from = meeting.starts.plus_minutes(case.community.keys_of(&meeting).session.wait_minutes);
    if case.done_at() < from {
        return Err(Refusal::TooEarly { from });
    }
    let mut changes = Vec::new();
    give_back(case, &mut meeting, None, &Off::Inquorate, &mut changes);
    meeting.quorum = Some(facts);
    meeting.state = MeetingState::Inquorate;
    changes.push(Record::made(meeting));
    Ok(changes)
}

/// M6: not while a vote is open.
pub(crate) fn recess(case: &Case, id: &MeetingId) -> Verdict {
    let mut meeting = in_session(case, id)?;
    if meeting.open_item().is_some_and(|item| voting(case, item)) {
        return Err(Refusal::ItemStillOpen);
    }
    meeting.state = MeetingState::Recess;
    Ok(vec![Record::made(meeting)])
}

/// M6, by whoever leads; not before the time the room named, on which those rely who went out until then.
pub(crate) fn resume(case: &Case, id: &MeetingId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    case.leads(&meeting)?;
    if meeting.state != MeetingState::Recess {
        return Err(Refusal::WrongState);
    }
    if let Some(from) = meeting.recess_until.filter(|until| case.done_at() < *until) {
        return Err(Refusal::TooEarly { from });
    }
    meeting.recess_until = None;
    meeting.state = MeetingState::InSession;
    Ok(vec![Record::made(meeting)])
}

/// The chair who wants to speak for or against hands the chair over.
pub(crate) fn hand_chair(case: &Case, id: &MeetingId, to: &PersonId) -> Verdict {
    let mut meeting = in_session(case, id)?;
    fit_to_chair(case, &meeting, to)?;
    meeting.earlier.extend(meeting.chair.replace(to.clone()));
    Ok(with_room(case, meeting))
}

/// The minutes pass to somebody else, who is here and does not chair.
pub(crate) fn hand_record(case: &Case, id: &MeetingId, to: &PersonId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    case.leads(&meeting)?;
    if !meeting.is_gathered() || meeting.kind == MeetingKind::MediationMeeting {
        return Err(Refusal::WrongState);
    }
    attend::here(case, id, to)?;
    if meeting.chair.as_ref() == Some(to) {
        return Err(Refusal::ChairIsRecorder);
    }
    meeting.earlier.extend(meeting.recorder.replace(to.clone()));
    Ok(with_room(case, meeting))
}

/// T22: one matter at a time; what an earlier meeting handed on comes first (T25).
pub(crate) fn open_item(case: &Case, id: &MeetingId, topic: &TopicId) -> Verdict {
    let mut meeting = in_time(case, id)?;
    if meeting.open_item().is_some() {
        return Err(Refusal::ItemStillOpen);
    }
    let first = meeting.agenda.iter().any(|i| i.carried && i.state == ItemState::Waiting && i.topic != *topic);
    let order = meeting.tick();
    let deciding = meeting.kind == MeetingKind::Deliberation;
    let item = meeting.item_mut(topic)?;
    if item.state != ItemState::Waiting {
        return Err(Refusal::WrongState);
    }
    if first && !item.carried {
        return Err(Refusal::MustBeVoted);
    }
    let mut topic = case.topic(topic)?.clone();
    if topic.hash != item.hash {
        return Err(Refusal::TextChanged);
    }
    item.state = ItemState::Open;
    item.opened = Some(case.done_at());
    item.order = order;
    let mut changes = vec![Record::made(meeting)];
    if deciding {
        if topic.state != TopicState::OnAgenda {
            return Err(Refusal::WrongState);
        }
        topic.step(case.moment.now, 22, TopicState::Deliberating);
        changes.push(Record::made(topic));
    }
    Ok(changes)
}

/// T24: closed without a vote; not counted as shelving. What had to come first does so again.
pub(crate) fn carry_over(case: &Case, id: &MeetingId, topic: &TopicId) -> Verdict {
    let mut meeting = in_session(case, id)?;
    let item = meeting.item(topic).ok_or(Refusal::NotOnAgenda)?;
    if item.state != ItemState::Open {
        return Err(Refusal::WrongState);
    }
    if voting(case, item) {
        return Err(Refusal::ItemStillOpen);
    }
    let topic = carry(case, &mut meeting, topic)?;
    Ok([Some(Record::made(meeting)), topic.map(Record::made)].into_iter().flatten().collect())
}

/// T24: the item, and its topic where the meeting was deciding it.
fn carry(case: &Case, meeting: &mut Meeting, topic: &TopicId) -> Result<Option<Topic>, Refusal> {
    let (deciding, decides) = (meeting.kind == MeetingKind::Deliberation, meeting.kind.decides());
    let item = meeting.item_mut(topic)?;
    item.vote = None;
    item.state = if decides { ItemState::Carried } else { ItemState::Heard };
    if !deciding {
        return Ok(None);
    }
    let mut topic = case.topic(topic)?.clone();
    topic.step(case.moment.now, 24, TopicState::Accepted);
    topic.priority = item.carried;
    Ok(Some(topic))
}

/// M7: every opened item has an outcome, and what had to come first was opened, unless the hours for that are over:
/// then it comes first at the next meeting.
pub(crate) fn adjourn(case: &Case, id: &MeetingId) -> Verdict {
    let meeting = in_session(case, id)?;
    if meeting.open_item().is_some() {
        return Err(Refusal::ItemStillOpen);
    }
    heard_first(case, &meeting)?;
    Ok(end(case, meeting, Vec::new()))
}

/// Refuses while what had to come first was not opened, unless the hours for that are over.
pub(super) fn heard_first(case: &Case, meeting: &Meeting) -> Result<(), Refusal> {
    let unheard = meeting.agenda.iter().any(|item| item.carried && item.state == ItemState::Waiting);
    if unheard && is_over(case, meeting).is_none() { Err(Refusal::MustBeVoted) } else { Ok(()) }
}

/// What the room decided about its own sitting while an item is open. M6: it pauses until the time that was named, and
/// goes on with the same item. M7: it ends, and that item is carried over like one closed without a vote (T24: not
/// counted as shelving); it may come first again only if it had to this time.
pub(super) fn by_vote(case: &Case, mut meeting: Meeting, vote: Vote) -> Verdict {
    let mut changes = Vec::new();
    if let Motion::Recess { until } = vote.motion {
        meeting.state = MeetingState::Recess;
        meeting.recess_until = Some(until);
        changes.extend([Record::made(vote), Record::made(meeting)]);
        return Ok(changes);
    }
    changes.extend(carry(case, &mut meeting, &vote.topic)?.map(Record::made));
    changes.push(Record::made(vote));
    Ok(end(case, meeting, changes))
}

/// M7: what was not reached goes back (T21).
fn end(case: &Case, mut meeting: Meeting, mut changes: Vec<Record>) -> Vec<Record> {
    give_back(case, &mut meeting, None, &Off::NotReached, &mut changes);
    meeting.ended = Some(case.done_at());
    meeting.state = MeetingState::Adjourned;
    changes.push(Record::made(meeting));
    changes
}

/// The meeting, if it is in session and the actor leads it.
pub(super) fn in_session(case: &Case, id: &MeetingId) -> Result<Meeting, Refusal> {
    let meeting = case.meeting(id)?;
    case.leads(&meeting)?;
    if meeting.state == MeetingState::InSession { Ok(meeting) } else { Err(Refusal::WrongState) }
}

/// The same, while its hours last: for what decides something.
pub(super) fn in_time(case: &Case, id: &MeetingId) -> Result<Meeting, Refusal> {
    let meeting = in_session(case, id)?;
    not_over(case, &meeting)?;
    Ok(meeting)
}

/// Whether the hours of a session are over, counted from its announced start.
fn is_over(case: &Case, meeting: &Meeting) -> Option<Millis> {
    let since = meeting.starts.plus_hours(case.community.keys_of(meeting).session.open_hours);
    (case.done_at() >= since).then_some(since)
}

/// Refuses what decides something in a session that was left open. What closes it stays possible.
pub(super) fn not_over(case: &Case, meeting: &Meeting) -> Result<(), Refusal> {
    is_over(case, meeting).map_or(Ok(()), |since| Err(Refusal::SessionOver { since }))
}

/// Whether on an item a question has been put and not yet counted.
pub(super) fn voting(case: &Case, item: &Item) -> bool {
    item.vote.as_ref().and_then(|id| case.community.vote(id)).is_some_and(Vote::is_open)
}
