//! Rulebook: the parameters of meetings (`domain.md` §11, `meeting.*`). Where the paper is silent or
//! can be read in two ways, the reading is chosen here and not in the law.

use super::Keys;
use serde::{Deserialize, Serialize};

/// How long before a meeting its notice must be out (M2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NoticeDays {
    /// Days before the regular meeting of a quarter.
    pub regular: u32,
    /// Days before any other meeting.
    pub extra: u32,
    /// Hours before an urgent one, with its reason.
    pub urgent_h: u32,
    /// Days before a hearing.
    pub hearing: u32,
}

impl Default for NoticeDays {
    fn default() -> Self {
        NoticeDays { regular: 5, extra: 3, urgent_h: 24, hearing: 7 }
    }
}

/// Which share of the committee must be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberShare {
    /// 过半数.
    #[default]
    OverHalf,
    /// 三分之二以上.
    TwoThirds,
}

/// G-QUORUM: the paper is silent. Inquorate ⇒ talk is allowed, votes are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quorum {
    /// Of the committee.
    pub members: MemberShare,
    /// Participants of any capacity.
    pub min_persons: u32,
    /// M5: at the second call a third of the committee is enough.
    pub second_call: bool,
}

impl Default for Quorum {
    fn default() -> Self {
        Quorum { members: MemberShare::OverHalf, min_persons: 5, second_call: true }
    }
}

/// G-VOTE: who votes; the paper is silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum VotingBody {
    /// Members, admitted representatives of those concerned, adult residents who checked in.
    #[default]
    MembersStakeholdersResidents,
    /// The committee alone.
    CommitteeOnly,
    /// Whoever checked in.
    AllParticipants,
    /// The same people as by default, one of each door: whoever votes first speaks for it. Who lives behind no door
    /// of the community speaks for themselves.
    OnePerHousehold,
}

/// G-VOTE: what a majority is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MajorityBase {
    /// 实到: present and entitled when the vote opens. Abstentions weigh as not-yes.
    #[default]
    Present,
    /// Yes and no votes alone.
    Cast,
}

/// G-SHELVE: 「实到会半数以上人员同意」. 民法典 art. 1259: 「以上」 includes the number itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShelveThreshold {
    /// Half is enough.
    #[default]
    AtLeastHalf,
    /// More than half.
    MoreThanHalf,
}

/// G-SHELVE: whom 「实到会…人员」 counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShelveBase {
    /// Those present who are entitled to vote.
    #[default]
    EntitledPresent,
    /// Everybody present.
    AllPresent,
}

/// G-SPEAK: 「所有议事成员均有发言权」; order and time are the charter's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Speak {
    /// Minutes of one turn.
    pub minutes: u32,
    /// Turns on one item.
    pub turns: u32,
}

impl Default for Speak {
    fn default() -> Self {
        Speak { minutes: 3, turns: 2 }
    }
}

/// The times of a session, and what must be heard in it before a matter is set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// M3: minutes before the start from which people check in.
    pub check_in_minutes: u32,
    /// M5: minutes after the start at which it may be said that too few came.
    pub wait_minutes: u32,
    /// M5: days within which the second call follows.
    pub second_call_days: u32,
    /// G-SHELVE, 「意见分歧较大」: speakers of each side heard before a matter is set aside.
    pub heard_each_side: u32,
    /// M6, M7: hours after the start in which something can be decided. Who is 实到 is only true as long as people
    /// sit together; a session left open is closed later and decides nothing more.
    pub open_hours: u32,
    /// M6: minutes that a recess lasts at most.
    pub recess_minutes: u32,
}

impl Default for Session {
    fn default() -> Self {
        Session {
            check_in_minutes: 30,
            wait_minutes: 20,
            second_call_days: 10,
            heard_each_side: 2,
            open_hours: 12,
            recess_minutes: 30,
        }
    }
}

impl Session {
    /// Nobody could check in, call a second time, or decide anything; or a recess would last as long as the session.
    pub(super) fn is_sound(&self) -> bool {
        let some = self.check_in_minutes > 0 && self.second_call_days > 0 && self.open_hours > 0;
        some && self.recess_minutes > 0 && self.recess_minutes < self.open_hours.saturating_mul(60)
    }
}

/// M1: members who call together; the paper is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MembersCall {
    /// One in so many of the committee.
    pub one_in: u32,
    /// Days in which whoever calls meetings anyway may answer them.
    pub days: u32,
    /// Days in which those who ask must have become enough.
    pub lapse_days: u32,
}

impl Default for MembersCall {
    fn default() -> Self {
        MembersCall { one_in: 3, days: 7, lapse_days: 30 }
    }
}

impl MembersCall {
    /// A right of the few: not of one of nine, nor of more than half; the days do not outlast a quarter's third, and those
    /// of the members, who have to find each other first, are no fewer than a week and end with the quarter.
    pub(super) fn is_sound(self) -> bool {
        (2..=5).contains(&self.one_in) && (1..=30).contains(&self.days) && (7..=90).contains(&self.lapse_days)
    }
}

/// Until when one may arrive and still vote on an item: against packing the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckInCloses {
    /// When the item is opened.
    #[default]
    ItemOpen,
    /// When the session begins.
    SessionOpen,
    /// Not before the vote itself is opened.
    Never,
}

/// The first key of meetings that is out of its bounds.
pub(super) fn out_of_bounds(keys: &Keys) -> Option<&'static str> {
    match keys {
        k if k.notice_days.urgent_h == 0 || k.notice_days.regular == 0 => Some("meeting.notice_days"),
        k if k.quorum.min_persons == 0 => Some("meeting.quorum"),
        // 「所有议事成员均有发言权」: no turn at all would take the floor from everybody.
        k if k.speak.minutes == 0 || k.speak.turns == 0 => Some("meeting.speak"),
        k if !k.session.is_sound() => Some("meeting.session"),
        k if !k.members_call.is_sound() => Some("meeting.members_call"),
        // A quarter has ninety days at least.
        k if k.season_remind.is_empty() || k.season_remind.iter().any(|days| *days > 90) => {
            Some("meeting.season_remind")
        }
        _ => None,
    }
}
