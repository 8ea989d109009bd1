//! Rulebook: what comes before a major matter is voted on — hearing (监督评议听证会), party discussion
//! (党员先议), opinions (会前征求意见). 「对波及面广、影响力大、涉及群众企业切身利益的重大事项，网格自管
//! 会应组织召开监督评议听证会。」
//!
//! The meeting of a hearing is a meeting like any other; its seats, its opinions and its report are here.
//! Whoever has an account is 14 or older (`domain.md` §2.3 G-AGE), so opinions ask for no other age.
//!
//! Not yet: a resolution of the council behind its demand; a limit on one person's opinions; seats
//! that fall free after the draw; a hearing whose seats nobody opened is held without a draw.

pub mod consult;
pub mod demand;
pub mod opinion;
pub mod report;
pub mod seats;

pub use consult::{Consult, PartyTalk, Poll};
pub use demand::{Cause, Demand};
pub use opinion::{Opinion, Reply, ReplyKind};
pub use report::HearingReport;
pub use seats::{Draw, Seat};

use crate::{
    charter::{Keys, hearing::HearingTiming},
    community::Community,
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::{ItemState, Meeting, MeetingKind},
    refusal::Refusal,
    time::Day,
    topic::{Topic, TopicState},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// What a topic knows of its way to the vote; counts are public, names are not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hearing {
    /// Adult residents who ask for a hearing.
    pub demands: u32,
    /// Who made it a major matter, if not the review.
    pub cause: Option<Cause>,
    /// Opinions given so far; the newest has this number.
    pub opinions: u32,
    /// Of these, answered.
    pub answered: u32,
    /// The newest report.
    pub report: Option<HearingReportId>,
    /// The decision was heard too (`hearing.timing` = AfterDecision or Both).
    pub after: bool,
    /// 党员先商量: the newest discussion.
    pub party_talk: Option<PartyTalkId>,
    /// T17: what came of the opinions asked for before the meeting.
    pub consult: Option<Consult>,
}

/// One step of a topic on its way to a hearing and to the vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum HearingStep {
    /// An adult resident asks for a hearing, before the agenda.
    Demand,
    /// T18: reviewer or committee for a major matter; the council says of any that it is one.
    Require { reason: String },
    /// 党员先商量: date, number present, advice. There is no field for a vote.
    TalkFirst { day: Day, present: u32, advice: String },
    /// T16.
    OpenConsult,
    /// T17, with what came of it.
    CloseConsult { summary: String, poll: Option<Poll> },
    /// One's own opinion, or one that the recorder of the hearing notes; opening `opinion`.
    Opine { opinion: OpinionId, person: PersonId, text: Hash },
    /// `adopted / partly / not, because …`, for one opinion or for several that say the same.
    Reply { opinions: Vec<OpinionId>, kind: ReplyKind, because: String },
    /// T19: the report is published.
    Report { summary: String },
}

impl HearingStep {
    /// What residents do.
    pub(crate) fn daily(&self, case: &Case, topic: &TopicId) -> Option<Verdict> {
        use HearingStep::*;
        Some(match self {
            Demand => demand::demand(case, topic),
            Opine { opinion, person, text } => opinion::opine(case, topic, opinion, person, text),
            _ => return None,
        })
    }

    /// What is done in office; `None`: it is [`Self::daily`]’s.
    pub(crate) fn office(&self, case: &Case, topic: &TopicId) -> Option<Verdict> {
        use HearingStep::*;
        Some(match self {
            Require { reason } => demand::require(case, topic, reason),
            TalkFirst { day, present, advice } => consult::talk_first(case, topic, *day, *present, advice),
            OpenConsult => consult::open(case, topic),
            CloseConsult { summary, poll } => consult::close(case, topic, summary, poll.as_ref()),
            Reply { opinions, kind, because } => opinion::reply(case, topic, opinions, *kind, because),
            Report { summary } => report::publish(case, topic, summary),
            Demand | Opine { .. } => return None,
        })
    }

    /// `domain.md` §2.7: opinions are written without network too.
    pub fn works_offline(&self) -> bool {
        matches!(self, HearingStep::Opine { .. })
    }
}

impl Hearing {
    pub(crate) fn is_nothing(&self) -> bool {
        *self == Hearing::default()
    }

    /// Opinions that nobody answered yet.
    pub fn left(&self) -> u32 {
        self.opinions.saturating_sub(self.answered)
    }
}

impl Topic {
    /// 重大事项: by its review, or because the session, residents or the council said so.
    pub fn is_major(&self) -> bool {
        self.major.is_some() || self.hearing.cause.is_some()
    }
}

/// The hearing that a topic is or was last called to.
pub(crate) fn of_topic<'a>(case: &Case<'a>, topic: &Topic) -> Option<&'a Meeting> {
    called(case.community, topic)
}

fn called<'a>(community: &'a Community, topic: &Topic) -> Option<&'a Meeting> {
    let meeting = topic.meeting.as_ref().and_then(|id| community.meeting(id))?;
    (meeting.kind == MeetingKind::Hearing).then_some(meeting)
}

/// The hearing took place: the matter was heard and the meeting has ended.
pub(crate) fn is_over(meeting: &Meeting, topic: &TopicId) -> bool {
    meeting.ended.is_some() && meeting.item(topic).is_some_and(|item| item.state == ItemState::Heard)
}

/// Invariant 9: a major topic has a hearing report before its vote, unless the charter hears it after.
pub(crate) fn heard_first(case: &Case, topic: &Topic) -> Result<(), Refusal> {
    let before = case.community.keys_for(topic).hearing_timing != HearingTiming::AfterDecision;
    if before && topic.is_major() && !topic.hearing_done { Err(Refusal::HearingMissing) } else { Ok(()) }
}

/// G-PARTY-FIRST: 「重大事项党员先知道、党员先商量、党员先行动」: the discussion is on record before T20.
pub(crate) fn talked_first(topic: &Topic) -> Result<(), Refusal> {
    if topic.is_major() && topic.hearing.party_talk.is_none() { Err(Refusal::PartyFirstMissing) } else { Ok(()) }
}

/// Why a topic that waits for its hearing cannot be put on an agenda (T20), nor its decision be published.
pub(crate) fn still_pending(case: &Case, topic: &Topic) -> Refusal {
    match of_topic(case, topic) {
        Some(meeting) if is_over(meeting, &topic.id) => Refusal::HearingReportIncomplete { left: topic.hearing.left() },
        _ => Refusal::HearingMissing,
    }
}

/// Whether a decided matter may be heard: the charter's `hearing.timing`.
pub fn hears_after(keys: &Keys, topic: &Topic) -> bool {
    use TopicState::*;
    keys.hearing_timing != HearingTiming::BeforeVote
        && matches!(topic.state, Adopted | Publicising | Implementing | Blocked | Evaluating)
}

/// Whether a major matter is heard between the vote and the publication, where the paper's sentence stands: always by
/// `Both`, by `AfterDecision` unless the meeting itself had it heard first (T28). Once is enough, also if it is decided
/// anew (T34).
pub fn is_owed_after(keys: &Keys, topic: &Topic) -> bool {
    let owed = match keys.hearing_timing {
        HearingTiming::BeforeVote => false,
        HearingTiming::AfterDecision => !topic.hearing_done,
        HearingTiming::Both => true,
    };
    owed && topic.is_major() && !topic.hearing.after
}

/// Whether a decided matter was called to a hearing whose report is not out: opinions are given and answered.
pub fn is_heard_after(community: &Community, topic: &Topic) -> bool {
    hears_after(&community.keys_for(topic), topic) && !topic.hearing.after && called(community, topic).is_some()
}
