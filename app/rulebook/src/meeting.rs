//! Rulebook: meetings (议事会议), `domain.md` §3: 「网格自管会议事会定期每个季度召开一次，如有需要也可
//! 随时召开。」 The record of a meeting and its agenda; the steps stand in the modules below.
//!
//! A meeting, one stay of one person, one motion, one ballot and the minutes are records
//! of their own, so that no act rewrites what grows with the people in the room.
//!
//! Not yet: election and party meetings; a motion to split the question; the archive.

pub mod agenda;
pub mod attend;
pub mod call;
pub mod mediation;
pub mod minutes;
pub mod motion;
pub mod recount;
pub mod regular;
pub mod requisition;
pub mod session;
pub mod step;
pub mod tally;
pub mod vote;

pub use agenda::{Item, ItemState, Off};
pub use attend::Attendance;
pub use mediation::{Guest, Mediation, Settlement};
pub use minutes::Minutes;
pub use requisition::Requisition;
pub use step::MeetingStep;
pub use vote::{Ballot, Vote};

use crate::{
    charter::{Keys, meeting::CheckInCloses},
    decide::Case,
    hash::Hash,
    ids::*,
    refusal::Refusal,
    time::Millis,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// The kinds of `domain.md` §1.4 and §3.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// 网格自管会议事会: decides the topics of its grid.
    Deliberation,
    /// 联席会: coordinates, decides nothing on residents' rights.
    JointMeeting,
    /// 调解会: closed; seen by the parties and the mediator alone.
    MediationMeeting,
    /// 监督评议听证会: no vote.
    Hearing,
    /// 社区共建议事会会议: 「推动解决网格民主协商议事活动未能解决的问题」. It sits for all grids.
    CouncilMeeting,
}

/// The states of `domain.md` §3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    /// 已召集. M2 → Noticed.
    Called,
    /// 已通知: the agenda is published. M3 → CheckIn, M11 → Postponed, Cancelled.
    Noticed,
    /// 签到中. M4 → InSession, M5 → Inquorate.
    CheckIn,
    /// 不足法定人数: talk, no votes.
    Inquorate,
    /// 开会中. M6 → Recess, M7 → Adjourned.
    InSession,
    /// 休会.
    Recess,
    /// 散会. M8 → MinutesDraft.
    Adjourned,
    /// 纪要待确认. M9 → MinutesConfirmed.
    MinutesDraft,
    /// 纪要已确认. M10 → Published.
    MinutesConfirmed,
    /// 已公布.
    Published,
    /// 已归档.
    Archived,
    /// 延期: a new call and a new notice follow.
    Postponed,
    /// 取消.
    Cancelled,
}

/// G-QUORUM as it was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuorumFacts {
    /// 应到: members of the committee.
    pub members: u32,
    /// Of these, here.
    pub here: u32,
    /// 实到: everybody here.
    pub persons: u32,
    /// Votes are allowed.
    pub holds: bool,
}

/// 会议: one meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// The grid whose committee meets; of the council's the grid whose matter is foremost.
    pub grid: GridId,
    /// What kind.
    pub kind: MeetingKind,
    /// The quarter's regular one, as the notice says.
    pub regular: bool,
    /// Why it cannot wait the usual notice.
    pub urgent: Option<String>,
    /// Where.
    pub place: String,
    /// When it starts.
    pub starts: Millis,
    /// When it was called, by the judge's clock: G-BEFORE counts from here.
    pub called: Millis,
    /// When the notice went out.
    pub noticed: Option<Millis>,
    /// Who called it.
    pub caller: PersonId,
    /// The report on what was decided is on the agenda.
    pub report: bool,
    /// The items, in their order.
    pub agenda: Vec<Item>,
    /// Who chairs.
    pub chair: Option<PersonId>,
    /// Who keeps the minutes.
    pub recorder: Option<PersonId>,
    /// Chairs and recorders before these.
    pub earlier: Vec<PersonId>,
    /// Where it stands.
    pub state: MeetingState,
    /// Hash of the code on the poster in the room; who scans it checks in on their own phone.
    pub poster: Option<Hash>,
    /// The quorum as last counted.
    pub quorum: Option<QuorumFacts>,
    /// The meeting it takes the place of.
    pub repeats: Option<MeetingId>,
    /// M5: the second call after an inquorate one.
    pub second_call: bool,
    /// When the session began.
    pub began: Option<Millis>,
    /// When it ended.
    pub ended: Option<Millis>,
    /// Counts what opens in the session, so that who came before what never rests on a clock.
    pub order: u32,
    /// [`Meeting::order`] when the session began.
    pub began_order: u32,
    /// 调解: the parties.
    pub parties: Vec<PersonId>,
    /// 调解: parties that agreed to meet.
    pub agreed: Vec<PersonId>,
    /// 调解: the mediator.
    pub mediator: Option<PersonId>,
    /// 调解: whom the mediator asked to come.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<Guest>,
    /// Why it was postponed or cancelled.
    pub why: Option<String>,
    /// M6: until when it is in recess, where the room decided so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recess_until: Option<Millis>,
    /// The charter version it is held by.
    pub charter: Option<u32>,
}

impl MeetingKind {
    /// Whether it decides, and so needs its quorum.
    pub fn decides(self) -> bool {
        matches!(self, MeetingKind::Deliberation | MeetingKind::CouncilMeeting)
    }
}

impl Meeting {
    /// The item that is open.
    pub fn open_item(&self) -> Option<&Item> {
        self.agenda.iter().find(|item| item.state == ItemState::Open)
    }

    /// The newest item of a topic.
    pub fn item(&self, topic: &TopicId) -> Option<&Item> {
        self.agenda.iter().rev().find(|item| item.topic == *topic)
    }

    pub(crate) fn item_mut(&mut self, topic: &TopicId) -> Result<&mut Item, Refusal> {
        self.agenda.iter_mut().rev().find(|item| item.topic == *topic).ok_or(Refusal::NotOnAgenda)
    }

    /// Whether somebody leads it: the chair, or the recorder on the one device of the session (§2.7).
    pub fn is_led_by(&self, person: &PersonId) -> bool {
        self.chair.as_ref() == Some(person) || self.recorder.as_ref() == Some(person)
    }

    /// The parties and the mediator.
    pub fn is_between(&self, person: &PersonId) -> bool {
        self.parties.contains(person) || self.mediator.as_ref() == Some(person)
    }

    /// People are in the room.
    pub fn is_gathered(&self) -> bool {
        use MeetingState::*;
        matches!(self.state, CheckIn | Inquorate | InSession | Recess)
    }

    /// The next place in the order of the session.
    pub(crate) fn tick(&mut self) -> u32 {
        self.order = self.order.saturating_add(1);
        self.order
    }

    /// Whoever came before this place in the order may vote.
    pub(crate) fn votes_until(&self, item: &Item, vote_order: u32, keys: &Keys) -> u32 {
        match keys.checkin_close {
            CheckInCloses::ItemOpen => item.order,
            CheckInCloses::SessionOpen => self.began_order,
            CheckInCloses::Never => vote_order,
        }
    }
}

impl Case<'_> {
    /// A meeting that must exist, for somebody who may know of it.
    pub(crate) fn meeting(&self, id: &MeetingId) -> Result<Meeting, Refusal> {
        let meeting = self.community.meeting(id).ok_or(Refusal::NotFound)?;
        if meeting.is_mediation() && !meeting.is_open_to(&self.act.actor) {
            return Err(Refusal::NotFound);
        }
        Ok(meeting.clone())
    }

    /// Refuses unless the actor leads the meeting.
    pub(crate) fn leads(&self, meeting: &Meeting) -> Result<(), Refusal> {
        if meeting.is_led_by(&self.act.actor) { Ok(()) } else { Err(Refusal::NotEntitled) }
    }

    /// G-QUORUM: 「实到」 at this very moment.
    pub(crate) fn quorum(&self, meeting: &Meeting) -> QuorumFacts {
        self.community.quorum(meeting, self.done_at().day())
    }
}
