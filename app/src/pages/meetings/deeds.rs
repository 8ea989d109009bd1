//! Pages: the deeds of a meeting that carry personal values: what somebody chose, said or wrote
//! travels beside the signed act, never in it.

use crate::{
    dispatch::{plain, sealed},
    ports::{Deed, Phone},
};
use rulebook::{
    Intent,
    hash::Hash,
    ids::{MeetingId, PersonId, VoteId},
    meeting::{
        MeetingStep,
        attend::{Capacity, Method},
        tally::Tallied,
        vote::Choice,
    },
};

/// A step with nothing beside it.
pub(super) fn step(meeting: &MeetingId, step: MeetingStep) -> Deed {
    plain(Intent::Meeting { meeting: meeting.clone(), step })
}

/// A step with one value beside it.
fn said(
    phone: &dyn Phone,
    meeting: &MeetingId,
    field: &str,
    value: &str,
    make: impl FnOnce(Hash) -> MeetingStep,
) -> Deed {
    let opening = phone.seal(field, value);
    let intent = Intent::Meeting { meeting: meeting.clone(), step: make(opening.commitment()) };
    sealed(intent, vec![opening])
}

/// 签到 on one's own phone: the code proves that its owner is in the room.
pub(super) fn check_in_by_poster(
    phone: &dyn Phone,
    meeting: &MeetingId,
    person: &PersonId,
    capacity: Capacity,
    code: &str,
) -> Deed {
    let person = person.clone();
    said(phone, meeting, "poster", code.trim(), |code| MeetingStep::CheckIn {
        person,
        capacity,
        method: Method::Poster { code },
        reason: None,
    })
}

/// 签到 as the recorder taps it; `reason` for a representative of those concerned.
pub(super) fn check_in_by_recorder(
    phone: &dyn Phone,
    meeting: &MeetingId,
    person: &PersonId,
    capacity: Capacity,
    reason: &str,
) -> Deed {
    let person = person.clone();
    let check = |reason| MeetingStep::CheckIn { person, capacity, method: Method::Recorder, reason };
    if capacity == Capacity::StakeholderRep {
        said(phone, meeting, "admitted", reason, |reason| check(Some(reason)))
    } else {
        step(meeting, check(None))
    }
}

/// One vote: one's own, or as the recorder saw it.
pub(super) fn cast(phone: &dyn Phone, meeting: &MeetingId, vote: &VoteId, person: &PersonId, choice: Choice) -> Deed {
    let (vote, person) = (vote.clone(), person.clone());
    let choice = serde_json::to_string(&choice).unwrap_or_default();
    said(phone, meeting, "choice", &choice, |choice| MeetingStep::CastVote { vote, person, choice })
}

/// 修正: a motion with the text as it is to read beside it.
pub(super) fn amend(
    phone: &dyn Phone,
    meeting: &MeetingId,
    wording: &str,
    make: impl FnOnce(Hash) -> MeetingStep,
) -> Deed {
    said(phone, meeting, "wording", wording.trim(), make)
}

/// 调解: a call with what it is about beside it.
pub(super) fn call_mediation(
    phone: &dyn Phone,
    meeting: &MeetingId,
    matter: &str,
    make: impl FnOnce(Option<Hash>) -> MeetingStep,
) -> Deed {
    if matter.trim().is_empty() {
        return step(meeting, make(None));
    }
    said(phone, meeting, "matter", matter, |matter| make(Some(matter)))
}

/// M8, with the outcomes as this device has them.
pub(super) fn draft_minutes(phone: &dyn Phone, meeting: &MeetingId, text: &str, tally: Vec<Tallied>) -> Deed {
    said(phone, meeting, "minutes", text, |text| MeetingStep::DraftMinutes { text, tally })
}

/// M9: annexed word for word.
pub(super) fn object(phone: &dyn Phone, meeting: &MeetingId, text: &str) -> Deed {
    said(phone, meeting, "objection", text, |text| MeetingStep::AnnexObjection { text })
}

/// A mistake put right, with its reason.
pub(super) fn correct_minutes(phone: &dyn Phone, meeting: &MeetingId, text: &str, reason: &str) -> Deed {
    let reason = reason.into();
    said(phone, meeting, "minutes", text, |text| MeetingStep::CorrectMinutes { text, reason })
}
