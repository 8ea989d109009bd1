//! Rulebook: what can be done about a meeting — one line for each step of `domain.md` §3.1.

use super::{
    MeetingKind, agenda, attend,
    attend::{Method, Side},
    call,
    mediation::{self, Settlement},
    minutes, motion, recount, requisition, session,
    tally::Tallied,
    vote::{self, Motion},
};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    hearing::seats,
    ids::*,
    json::is_false,
    time::Millis,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// One step of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum MeetingStep {
    /// M1: call it; `parties`, `mediator` and what it is about (opening `matter`) for a 调解会 alone.
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
        #[serde(default, skip_serializing_if = "Option::is_none")]
        matter: Option<Hash>,
    },
    /// 调解: a party agrees to meet.
    Agree,
    /// 调解: the mediator adds a party.
    Invite { party: PersonId },
    /// 调解: the mediator would like a neighbour, a relative or a colleague to be there.
    AskGuest { person: PersonId },
    /// 调解: a party consents to that, or not.
    AnswerGuest { person: PersonId, comes: bool },
    /// 调解: with or without an agreement; `binding`: made through the people's mediation committee.
    Settle { how: Settlement, binding: bool },
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
    /// 签到, on one's own phone with the poster's code, or by the recorder. `reason`: the opening
    /// `admitted` says why a representative of those concerned is one.
    CheckIn { person: PersonId, capacity: attend::Capacity, method: Method, reason: Option<Hash> },
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
    /// A motion with its mover and seconder; opening `wording` (修正 alone) is the text as it is to read.
    Move {
        topic: TopicId,
        motion: Motion,
        mover: PersonId,
        seconder: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<Hash>,
    },
    /// The question is put, by names or by hands; the base is counted now.
    OpenVote {
        vote: VoteId,
        #[serde(default, skip_serializing_if = "is_false")]
        hands: bool,
    },
    /// One vote: one's own, or as the recorder saw it; opening `choice` holds [`vote::Choice`] as JSON.
    CastVote { vote: VoteId, person: PersonId, choice: Hash },
    /// T23, T26–T29: the result is read out.
    CloseVote { vote: VoteId },
    /// T24.
    CarryOver { topic: TopicId },
    /// M7.
    Adjourn,
    /// M8; opening `minutes`. `tally`: the outcomes as the recorder's device saw them.
    DraftMinutes {
        text: Hash,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tally: Vec<Tallied>,
    },
    /// M9: one of three.
    ConfirmMinutes,
    /// M9: annexed, never deleted; opening `objection`.
    AnnexObjection { text: Hash },
    /// A mistake in the minutes; the text before stays. Opening `minutes`.
    CorrectMinutes { text: Hash, reason: String },
    /// M10.
    PublishMinutes,
    /// T41: what a matter is given back with, before that motion is put.
    Guide { vote: VoteId, text: String },
    /// G-HEAR: one of two hands seals its secret, so that applications for seats are taken.
    SealDraw { commitment: Hash },
    /// G-HEAR: apply for a seat, for oneself or for an enterprise.
    ApplySeat { unit: Option<UnitId> },
    /// G-HEAR: they do speak for that enterprise.
    ConfirmSeat { seat: SeatId },
    /// G-HEAR: a hand opens its secret; the second one draws.
    OpenDraw { secret: String },
    /// 修正: the chair finds that it is another matter; it is not put.
    RuleOut { vote: VoteId },
    /// M1: a member asks for this meeting; others may join.
    Demand { grid: GridId, reason: String },
    /// M1: one more member behind that.
    JoinDemand,
    /// M1: a member takes their name back.
    LeaveDemand,
    /// 举手: what the recorder counted, no names.
    CountHands { vote: VoteId, yes: u32, no: u32, abstain: u32 },
    /// Who takes part demands that a vote be counted again, or whoever leads notes it for them.
    Recount { vote: VoteId, person: PersonId },
}

impl MeetingStep {
    /// What whoever takes part may do.
    pub(crate) fn daily(&self, case: &Case, id: &MeetingId) -> Option<Verdict> {
        use MeetingStep::*;
        Some(match self {
            Agree => mediation::agree(case, id),
            AnswerGuest { person, comes } => mediation::answer_guest(case, id, person, *comes),
            CheckIn { person, capacity, method, reason } => {
                attend::check_in(case, id, person, *capacity, method, reason.as_ref())
            }
            Leave { person } => attend::leave(case, id, person),
            AskToSpeak { person, side } => attend::ask(case, id, person, *side),
            CastVote { vote, person, choice } => vote::cast(case, id, vote, person, choice),
            Recount { vote, person } => recount::demand(case, id, vote, person),
            AnnexObjection { text } => minutes::object(case, id, text),
            ApplySeat { unit } => seats::apply(case, id, unit.as_ref()),
            _ => return None,
        })
    }

    /// What is done in office; `None`: it is [`Self::daily`]’s.
    pub(crate) fn office(&self, case: &Case, id: &MeetingId) -> Option<Verdict> {
        use MeetingStep::*;
        Some(match self {
            Call { .. } => call::call(case, id, self),
            Add { topic } => agenda::add(case, id, topic),
            Remove { topic, reason } => agenda::remove(case, id, topic, reason),
            Invite { party } => mediation::invite(case, id, party),
            AskGuest { person } => mediation::ask_guest(case, id, person),
            Settle { how, binding } => mediation::settle(case, id, *how, *binding),
            Notice => call::notice(case, id),
            Postpone { reason } => call::stop(case, id, super::MeetingState::Postponed, reason),
            Cancel { reason } => call::stop(case, id, super::MeetingState::Cancelled, reason),
            OpenCheckIn { poster } => attend::open(case, id, poster.as_ref()),
            Begin { chair } => session::begin(case, id, chair),
            DeclareInquorate => session::inquorate(case, id),
            Recess => session::recess(case, id),
            Resume => session::resume(case, id),
            HandChair { to } => session::hand_chair(case, id, to),
            HandRecord { to } => session::hand_record(case, id, to),
            OpenItem { topic } => session::open_item(case, id, topic),
            Spoke { person } => attend::spoke(case, id, person),
            Move { .. } => motion::propose(case, id, self),
            OpenVote { vote, hands } => vote::open(case, id, vote, *hands),
            CountHands { vote, yes, no, abstain } => vote::count(case, id, vote, [*yes, *no, *abstain]),
            CloseVote { vote } => vote::close(case, id, vote),
            CarryOver { topic } => session::carry_over(case, id, topic),
            Adjourn => session::adjourn(case, id),
            DraftMinutes { text, tally } => minutes::draft(case, id, text, tally),
            ConfirmMinutes => minutes::confirm(case, id),
            CorrectMinutes { text, reason } => minutes::correct(case, id, text, reason),
            PublishMinutes => minutes::publish(case, id),
            Guide { vote, text } => vote::guide(case, id, vote, text),
            SealDraw { commitment } => seats::seal(case, id, commitment),
            ConfirmSeat { seat } => seats::confirm(case, id, seat),
            OpenDraw { secret } => seats::open(case, id, secret),
            RuleOut { vote } => motion::rule_out(case, id, vote),
            Demand { grid, reason } => requisition::begin(case, id, grid, reason),
            JoinDemand => requisition::join(case, id),
            LeaveDemand => requisition::leave(case, id),
            Agree
            | AnswerGuest { .. }
            | CheckIn { .. }
            | Leave { .. }
            | AskToSpeak { .. }
            | CastVote { .. }
            | Recount { .. }
            | AnnexObjection { .. }
            | ApplySeat { .. } => return None,
        })
    }

    /// `domain.md` §2.7: check-in, speaking and votes go on without network, on the recorder's device,
    /// and so do the minutes that close them: they carry what that device saw.
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
                | CountHands { .. }
                | Recount { .. }
                | CloseVote { .. }
                | CarryOver { .. }
                | Adjourn
                | Settle { .. }
                | Guide { .. }
                | RuleOut { .. }
                | DraftMinutes { .. }
        )
    }
}
