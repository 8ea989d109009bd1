//! Rulebook: the minutes (会议纪要) — M8–M10. Written by the recorder, confirmed by three, objections
//! annexed word for word, corrections kept beside what stood before. A published minute of a hearing
//! is its report (T19).

use super::{
    Meeting, MeetingKind, MeetingState,
    call::{line, says_something},
};
use crate::{
    decide::{Case, Verdict},
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::TopicState,
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Letters of the minutes.
pub const MAX_TEXT: usize = 8_000;
/// Letters of one objection.
pub const MAX_OBJECTION: usize = 1_000;

/// As what somebody confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hand {
    /// 主持人.
    Chair,
    /// 记录人.
    Recorder,
    /// A supervisor, or a resident who was there.
    Witness,
}

/// One of the three confirmations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// Who; hidden from the public.
    pub by: Option<PersonId>,
    /// As what.
    pub hand: Hand,
    /// When.
    pub at: Millis,
}

/// An objection of somebody who was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Who; hidden from the public.
    pub by: Option<PersonId>,
    /// When.
    pub at: Millis,
    /// In their own words.
    pub text: String,
}

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    pub at: Millis,
    /// Why.
    pub reason: String,
    /// What stood there.
    pub before: String,
}

/// 会议纪要. Counts and outcomes stand in the meeting and its votes; this is what was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    /// The meeting's id.
    pub id: MeetingId,
    /// What was said, without names of ordinary residents.
    pub text: String,
    /// When it was written.
    pub drafted: Millis,
    /// Who confirmed it.
    pub confirmed: Vec<Confirmation>,
    /// Annexed objections.
    pub objections: Vec<Objection>,
    /// Corrections, oldest first.
    pub corrections: Vec<Correction>,
    /// When it was published.
    pub published: Option<Millis>,
}

/// M8.
pub(crate) fn draft(case: &Case, id: &MeetingId, text: &str) -> Verdict {
    let mut meeting = case.meeting(id)?;
    if meeting.recorder.as_ref() != Some(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    if !matches!(meeting.state, MeetingState::Adjourned | MeetingState::Inquorate) {
        return Err(Refusal::WrongState);
    }
    let text = words(text, MAX_TEXT, "minutes")?;
    if meeting.ended.is_none() {
        meeting.ended = Some(case.done_at());
    }
    meeting.state = MeetingState::MinutesDraft;
    let minutes = Minutes {
        id: id.clone(),
        text,
        drafted: case.moment.now,
        confirmed: Vec::new(),
        objections: Vec::new(),
        corrections: Vec::new(),
        published: None,
    };
    Ok(vec![Record::made(minutes), Record::made(meeting)])
}

/// M9: chair, recorder, and one supervisor or one resident who was there.
pub(crate) fn confirm(case: &Case, id: &MeetingId) -> Verdict {
    let (mut meeting, mut minutes) = both(case, id)?;
    let hand = hand_of(case, &meeting)?;
    if meeting.state != MeetingState::MinutesDraft || minutes.confirmed.iter().any(|c| c.hand == hand) {
        return Err(Refusal::WrongState);
    }
    minutes.confirmed.push(Confirmation { by: Some(case.act.actor.clone()), hand, at: case.moment.now });
    // An inquorate meeting that stayed as talk has no chair, a mediation one hand for both.
    let hands = 1
        + u8::from(meeting.chair.is_some() && meeting.chair != meeting.recorder)
        + u8::from(meeting.recorder.is_some());
    if minutes.confirmed.len() >= usize::from(hands) {
        meeting.state = MeetingState::MinutesConfirmed;
    }
    Ok(vec![Record::made(minutes), Record::made(meeting)])
}

fn hand_of(case: &Case, meeting: &Meeting) -> Result<Hand, Refusal> {
    let me = &case.act.actor;
    if meeting.chair.as_ref() == Some(me) {
        return Ok(Hand::Chair);
    }
    if meeting.recorder.as_ref() == Some(me) {
        return Ok(Hand::Recorder);
    }
    let supervises = meeting.kind != MeetingKind::MediationMeeting
        && case.actor_holds(core::slice::from_ref(&meeting.grid), |r| r == Role::Supervisor);
    if supervises || case.community.attended(&meeting.id, me) { Ok(Hand::Witness) } else { Err(Refusal::NotEntitled) }
}

/// M9: whoever was there may object; it is annexed verbatim and never deleted.
pub(crate) fn object(case: &Case, id: &MeetingId, text: &str) -> Verdict {
    let (meeting, mut minutes) = both(case, id)?;
    if !case.community.attended(id, &case.act.actor) && !meeting.is_led_by(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    if !matches!(meeting.state, MeetingState::MinutesDraft | MeetingState::MinutesConfirmed) {
        return Err(Refusal::WrongState);
    }
    let text = words(text, MAX_OBJECTION, "objection")?;
    minutes.objections.push(Objection { by: Some(case.act.actor.clone()), at: case.moment.now, text });
    Ok(vec![Record::made(minutes)])
}

/// A mistake is put right by the recorder or the chair, with a reason; the three confirm anew, and
/// what stood there stays readable.
pub(crate) fn correct(case: &Case, id: &MeetingId, text: &str, reason: &str) -> Verdict {
    let (mut meeting, mut minutes) = both(case, id)?;
    case.leads(&meeting)?;
    let open = [MeetingState::MinutesDraft, MeetingState::MinutesConfirmed, MeetingState::Published];
    if !open.contains(&meeting.state) {
        return Err(Refusal::WrongState);
    }
    let reason = line(reason, "reason")?;
    let before = core::mem::replace(&mut minutes.text, words(text, MAX_TEXT, "minutes")?);
    minutes.corrections.push(Correction { at: case.moment.now, reason, before });
    minutes.confirmed.clear();
    meeting.state = MeetingState::MinutesDraft;
    Ok(vec![Record::made(minutes), Record::made(meeting)])
}

/// M10, T19: published by the chair (by the recorder where nobody chaired).
pub(crate) fn publish(case: &Case, id: &MeetingId) -> Verdict {
    let (mut meeting, mut minutes) = both(case, id)?;
    let publisher = meeting.chair.as_ref().or(meeting.recorder.as_ref());
    if publisher != Some(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    if meeting.state != MeetingState::MinutesConfirmed {
        return Err(Refusal::WrongState);
    }
    let mut changes = Vec::new();
    if meeting.kind == MeetingKind::Hearing {
        let heard = meeting.agenda.iter().filter(|item| item.state == super::ItemState::Heard);
        for topic in heard.filter_map(|item| case.community.topic(&item.topic)) {
            if topic.state == TopicState::HearingPending {
                let mut topic = topic.clone();
                topic.hearing_done = true;
                topic.step(case.moment.now, 19, TopicState::Accepted);
                changes.push(Record::made(topic));
            }
        }
    }
    minutes.published = Some(case.moment.now);
    meeting.state = MeetingState::Published;
    changes.extend([Record::made(minutes), Record::made(meeting)]);
    Ok(changes)
}

fn both(case: &Case, id: &MeetingId) -> Result<(Meeting, Minutes), Refusal> {
    let meeting = case.meeting(id)?;
    let minutes = case.community.minutes(id).ok_or(Refusal::NotFound)?.clone();
    Ok((meeting, minutes))
}

/// Words that stay as they were written.
fn words(text: &str, max: usize, field: &str) -> Result<String, Refusal> {
    says_something(text, max, field)?;
    Ok(text.into())
}
