//! Rulebook: what can be done about a meeting — one line for each step of `domain.md` §3.1.

use super::{
    MeetingKind, agenda, attend,
    attend::{Method, Side},
    call, minutes, motion, session,
    vote::{self, Choice, Motion},
};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    time::Millis,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// One step of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum MeetingStep {
    /// M1: call it; `parties` and `mediator` for a 调解会 alone.
    Call {
        grid: GridId,
        kind: MeetingKind,
        regular: bool,
        urgent: Option<String>,
        place: String,
        starts: Millis,
        topics: Vec<TopicId>,
        report: bool,
        repeats: Option<MeetingId>,
        parties: Vec<PersonId>,
        mediator: Option<PersonId>,
    },
    /// 调解: a party agrees to meet.
    Agree,
    /// One more topic, before the notice.
    Add { topic: TopicId },
    /// One topic less; after the notice with its reason (T21).
    Remove { topic: TopicId, reason: String },
    /// M2, T20, T25: publish the agenda.
    Notice,
    /// M11.
    Postpone { reason: String },
    /// M11.
    Cancel { reason: String },
    /// M3: who opens the list keeps the minutes. `poster`: hash of the code that hangs in the room.
    OpenCheckIn { poster: Option<Hash> },
    /// 签到, on one's own phone with the poster's code, or by the recorder.
    CheckIn { person: PersonId, capacity: attend::Capacity, method: Method, reason: String },
    /// Gone.
    Leave { person: PersonId },
    /// M4.
    Begin { chair: PersonId },
    /// M5.
    DeclareInquorate,
    /// M6.
    Recess,
    /// M6.
    Resume,
    /// Somebody else chairs.
    HandChair { to: PersonId },
    /// Somebody else keeps the minutes.
    HandRecord { to: PersonId },
    /// T22.
    OpenItem { topic: TopicId },
    /// Into the queue of speakers.
    AskToSpeak { person: PersonId, side: Option<Side> },
    /// Had the floor.
    Spoke { person: PersonId },
    /// A motion with its mover and seconder.
    Move { topic: TopicId, motion: Motion, mover: PersonId, seconder: PersonId },
    /// The question is put; the base is counted now.
    OpenVote { vote: VoteId },
    /// One vote: one's own, or as the recorder saw it.
    CastVote { vote: VoteId, person: PersonId, choice: Choice },
    /// T23, T26–T29: the result is read out.
    CloseVote { vote: VoteId },
    /// T24.
    CarryOver { topic: TopicId },
    /// M7.
    Adjourn,
    /// M8.
    DraftMinutes { text: String },
    /// M9: one of three.
    ConfirmMinutes,
    /// M9: annexed, never deleted.
    AnnexObjection { text: String },
    /// A mistake in the minutes; the text before stays.
    CorrectMinutes { text: String, reason: String },
    /// M10.
    PublishMinutes,
}

impl MeetingStep {
    pub(crate) fn decide(&self, case: &Case, id: &MeetingId) -> Verdict {
        use MeetingStep::*;
        match self {
            Call { .. } => call::call(case, id, self),
            Agree => call::agree(case, id),
            Add { topic } => agenda::add(case, id, topic),
            Remove { topic, reason } => agenda::remove(case, id, topic, reason),
            Notice => call::notice(case, id),
            Postpone { reason } => call::stop(case, id, super::MeetingState::Postponed, reason),
            Cancel { reason } => call::stop(case, id, super::MeetingState::Cancelled, reason),
            OpenCheckIn { poster } => attend::open(case, id, poster.as_ref()),
            CheckIn { person, capacity, method, reason } => {
                attend::check_in(case, id, person, *capacity, method, reason)
            }
            Leave { person } => attend::leave(case, id, person),
            Begin { chair } => session::begin(case, id, chair),
            DeclareInquorate => session::inquorate(case, id),
            Recess => session::recess(case, id),
            Resume => session::resume(case, id),
            HandChair { to } => session::hand_chair(case, id, to),
            HandRecord { to } => session::hand_record(case, id, to),
            OpenItem { topic } => session::open_item(case, id, topic),
            AskToSpeak { person, side } => attend::ask(case, id, person, *side),
            Spoke { person } => attend::spoke(case, id, person),
            Move { topic, motion, mover, seconder } => motion::propose(case, id, topic, *motion, mover, seconder),
            OpenVote { vote } => vote::open(case, id, vote),
            CastVote { vote, person, choice } => vote::cast(case, id, vote, person, *choice),
            CloseVote { vote } => vote::close(case, id, vote),
            CarryOver { topic } => session::carry_over(case, id, topic),
            Adjourn => session::adjourn(case, id),
            DraftMinutes { text } => minutes::draft(case, id, text),
            ConfirmMinutes => minutes::confirm(case, id),
            AnnexObjection { text } => minutes::object(case, id, text),
            CorrectMinutes { text, reason } => minutes::correct(case, id, text, reason),
            PublishMinutes => minutes::publish(case, id),
        }
    }

    /// `domain.md` §2.7: check-in, speaking and votes go on without network, on the recorder's device.
    pub fn works_offline(&self) -> bool {
        use MeetingStep::*;
        matches!(
            self,
            OpenCheckIn { .. }
                | CheckIn { .. }
                | Leave { .. }
                | Begin { .. }
                | Recess
                | Resume
                | OpenItem { .. }
                | AskToSpeak { .. }
                | Spoke { .. }
                | Move { .. }
                | OpenVote { .. }
                | CastVote { .. }
                | CloseVote { .. }
                | CarryOver { .. }
                | Adjourn
        )
    }
}
