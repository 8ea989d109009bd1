//! Rulebook: the minutes (会议纪要) — M8–M10. Written by the recorder, confirmed by three, objections
//! annexed word for word, corrections kept beside what stood before.

use super::{
    Meeting, MeetingState,
    call::{MAX_ITEMS, line, says_something},
    tally::{Difference, Tallied, differences, tally},
};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
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
    /// 待更正: what had to be put right.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<Difference>,
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
    /// 待更正: where the recorder's device and the record say different things.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<Difference>,
}

impl Minutes {
    /// 待更正: nobody confirms or publishes them before they are put right.
    pub fn needs_correction(&self) -> bool {
        !self.differs.is_empty()
    }
}

/// M8. What the recorder's device saw is held against the record (§2.7).
pub(crate) fn draft(case: &Case, id: &MeetingId, text: &Hash, said: &[Tallied]) -> Verdict {
    let mut meeting = case.meeting(id)?;
    if meeting.recorder.as_ref() != Some(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    if !matches!(meeting.state, MeetingState::Adjourned | MeetingState::Inquorate) {
        return Err(Refusal::WrongState);
    }
    let text = words(case, text, MAX_TEXT, "minutes")?;
    if said.len() > MAX_ITEMS * 2 {
        return Err(Refusal::NotOnTheList { field: "tally".into() });
    }
    let held = tally(case.community, &meeting);
    let differs = if said.is_empty() { Vec::new() } else { differences(said, &held) };
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
        differs,
    };
    Ok(vec![Record::made(minutes), Record::made(meeting)])
}

/// M9: chair, recorder, and one supervisor or one resident who was there; of a mediation the mediator and every party.
pub(crate) fn confirm(case: &Case, id: &MeetingId) -> Verdict {
    let (mut meeting, mut minutes) = both(case, id)?;
    let hand = hand_of(case, &meeting)?;
    let me = Some(&case.act.actor);
    // What parties agreed is confirmed by each of them.
    let each = meeting.is_mediation();
    let given = minutes.confirmed.iter().any(|c| if each { c.by.as_ref() == me } else { c.hand == hand });
    if meeting.state != MeetingState::MinutesDraft || given {
        return Err(Refusal::WrongState);
    }
    if minutes.needs_correction() {
        return Err(Refusal::MinutesNeedCorrection);
    }
    minutes.confirmed.push(Confirmation { by: Some(case.act.actor.clone()), hand, at: case.moment.now });
    // An inquorate meeting that stayed as talk has no chair.
    let witnesses = if each { meeting.parties.len() } else { 1 };
    let led = usize::from(meeting.chair.is_some() && meeting.chair != meeting.recorder)
        + usize::from(meeting.recorder.is_some());
    if minutes.confirmed.len() >= witnesses.saturating_add(led) {
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
    // A guest hears what the parties agree; it is theirs to confirm.
    if meeting.is_guest(me) {
        return Err(Refusal::NotEntitled);
    }
    let supervises =
        !meeting.is_mediation() && case.actor_holds(core::slice::from_ref(&meeting.grid), |r| r == Role::Supervisor);
    if supervises || case.community.attended(&meeting.id, me) { Ok(Hand::Witness) } else { Err(Refusal::NotEntitled) }
}

/// M9: whoever was there may object; it is annexed verbatim and never deleted.
pub(crate) fn object(case: &Case, id: &MeetingId, text: &Hash) -> Verdict {
    let (meeting, mut minutes) = both(case, id)?;
    let me = &case.act.actor;
    if meeting.is_guest(me) || (!case.community.attended(id, me) && !meeting.is_led_by(me)) {
        return Err(Refusal::NotEntitled);
    }
    if !matches!(meeting.state, MeetingState::MinutesDraft | MeetingState::MinutesConfirmed) {
        return Err(Refusal::WrongState);
    }
    let text = words(case, text, MAX_OBJECTION, "objection")?;
    minutes.objections.push(Objection { by: Some(case.act.actor.clone()), at: case.moment.now, text });
    Ok(vec![Record::made(minutes)])
}

/// A mistake is put right by the recorder or the chair, with a reason; the three confirm anew, and
/// what stood there stays readable.
pub(crate) fn correct(case: &Case, id: &MeetingId, text: &Hash, reason: &str) -> Verdict {
    let (mut meeting, mut minutes) = both(case, id)?;
    case.leads(&meeting)?;
    let open = [MeetingState::MinutesDraft, MeetingState::MinutesConfirmed, MeetingState::Published];
    if !open.contains(&meeting.state) {
        return Err(Refusal::WrongState);
    }
    let reason = line(reason, "reason")?;
    let before = core::mem::replace(&mut minutes.text, words(case, text, MAX_TEXT, "minutes")?);
    let differs = core::mem::take(&mut minutes.differs);
    minutes.corrections.push(Correction { at: case.moment.now, reason, before, differs });
    minutes.confirmed.clear();
    meeting.state = MeetingState::MinutesDraft;
    Ok(vec![Record::made(minutes), Record::made(meeting)])
}

/// M10: published by the chair (by the recorder where nobody chaired).
pub(crate) fn publish(case: &Case, id: &MeetingId) -> Verdict {
    let (mut meeting, mut minutes) = both(case, id)?;
    let publisher = meeting.chair.as_ref().or(meeting.recorder.as_ref());
    if publisher != Some(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    // A mediation stays behind closed doors: confirmed is the end of it.
    if meeting.state != MeetingState::MinutesConfirmed || meeting.is_mediation() {
        return Err(Refusal::WrongState);
    }
    minutes.published = Some(case.moment.now);
    meeting.state = MeetingState::Published;
    Ok(vec![Record::made(minutes), Record::made(meeting)])
}

fn both(case: &Case, id: &MeetingId) -> Result<(Meeting, Minutes), Refusal> {
    let meeting = case.meeting(id)?;
    let minutes = case.community.minutes(id).ok_or(Refusal::NotFound)?.clone();
    Ok((meeting, minutes))
}

/// Words that stay as they were written; they travel beside the act.
fn words(case: &Case, commitment: &Hash, max: usize, field: &str) -> Result<String, Refusal> {
    let text = case.act.words_of(field, commitment)?;
    says_something(text, max, field)?;
    Ok(text.into())
}
