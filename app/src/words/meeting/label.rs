//! Words: what kinds, states, motions and choices of a meeting are called.

use crate::words::{Lang, when};
use rulebook::{
    Millis,
    meeting::{
        ItemState, MeetingKind, MeetingState,
        attend::{Capacity, Side},
        minutes::Hand,
        vote::{Choice, Motion},
    },
};

/// What a kind of meeting is called.
pub fn kind(lang: Lang, kind: MeetingKind) -> &'static str {
    let (zh, en) = match kind {
        MeetingKind::Deliberation => ("网格自管会议事会", "Deliberation of the grid committee"),
        MeetingKind::JointMeeting => ("联席会", "Joint meeting"),
        MeetingKind::MediationMeeting => ("调解会", "Mediation"),
        MeetingKind::Hearing => ("监督评议听证会", "Hearing"),
        MeetingKind::CouncilMeeting => ("社区共建议事会", "Community council"),
    };
    lang.pick(zh, en)
}

/// What a state of a meeting is called.
pub fn state(lang: Lang, state: MeetingState) -> &'static str {
    let (zh, en) = match state {
        MeetingState::Called => ("已召集，待通知", "Called, notice due"),
        MeetingState::Noticed => ("已通知", "Notice is out"),
        MeetingState::CheckIn => ("签到中", "Checking in"),
        MeetingState::Inquorate => ("不足法定人数", "No quorum"),
        MeetingState::InSession => ("开会中", "In session"),
        MeetingState::Recess => ("休会", "In recess"),
        MeetingState::Adjourned => ("已散会", "Closed"),
        MeetingState::MinutesDraft => ("纪要待确认", "Minutes to be confirmed"),
        MeetingState::MinutesConfirmed => ("纪要已确认", "Minutes confirmed"),
        MeetingState::Published => ("已公布", "Published"),
        MeetingState::Archived => ("已归档", "Archived"),
        MeetingState::Postponed => ("延期", "Postponed"),
        MeetingState::Cancelled => ("已取消", "Cancelled"),
    };
    lang.pick(zh, en)
}

/// What became of an item.
pub fn item(lang: Lang, state: ItemState) -> &'static str {
    let (zh, en) = match state {
        ItemState::Waiting => ("待议", "Waiting"),
        ItemState::Open => ("正在议", "Under debate"),
        ItemState::Adopted => ("通过", "Adopted"),
        ItemState::NotAdopted => ("未通过", "Not adopted"),
        ItemState::Shelved => ("搁置，下次表决", "Shelved to the next meeting"),
        ItemState::Carried => ("留到下次", "Carried over"),
        ItemState::Referred => ("已转交", "Sent on"),
        ItemState::ToHearing => ("提请听证", "To a hearing"),
        ItemState::Heard => ("已听取", "Heard"),
        ItemState::Removed => ("未议，退回", "Not taken up"),
    };
    lang.pick(zh, en)
}

/// What a motion asks for.
pub fn motion(lang: Lang, motion: Motion) -> &'static str {
    let w = lang.meeting();
    match motion {
        Motion::Main => w.motion_main,
        Motion::Shelve => w.motion_shelve,
        Motion::CloseDebate => w.motion_close,
        Motion::CallHearing => w.motion_hearing,
        Motion::Refer { .. } => w.motion_refer,
        Motion::Escalate => w.motion_escalate,
        Motion::Return => w.motion_return,
        Motion::ToAssembly => w.motion_assembly,
        Motion::Amend => w.motion_amend,
        Motion::Recess { .. } => w.recess,
        Motion::Adjourn => w.motion_adjourn,
    }
}

/// The same with what it says besides: `休会，20:15 继续`.
pub fn moved(lang: Lang, of: Motion) -> String {
    match of {
        Motion::Recess { until } => goes_on(lang, until),
        of => motion(lang, of).into(),
    }
}

/// `休会，20:15 继续`.
pub fn goes_on(lang: Lang, until: Millis) -> String {
    let at = when::time_of_day(until);
    match lang {
        Lang::Zh => format!("休会，{at} 继续"),
        Lang::En => format!("Recess until {at}"),
    }
}

/// What it takes, and what comes of it.
pub fn hint(lang: Lang, of: Motion) -> &'static str {
    let w = lang.meeting();
    match of {
        Motion::Main => w.motion_main_hint,
        Motion::Shelve => w.motion_shelve_hint,
        Motion::Amend => w.motion_amend_hint,
        Motion::Recess { .. } => w.motion_recess_hint,
        Motion::Adjourn => w.motion_adjourn_hint,
        _ => "",
    }
}

/// What somebody chose.
pub fn choice(lang: Lang, choice: Choice) -> &'static str {
    let w = lang.meeting();
    match choice {
        Choice::Yes => w.choice_yes,
        Choice::No => w.choice_no,
        Choice::Abstain => w.choice_abstain,
    }
}

/// As what somebody takes part.
pub fn capacity(lang: Lang, capacity: Capacity) -> &'static str {
    let (zh, en) = match capacity {
        Capacity::Member => ("委员", "Member"),
        Capacity::StakeholderRep => ("利益相关方代表", "Stakeholders’ representative"),
        Capacity::UnitRep => ("单位代表", "Representative of a unit"),
        Capacity::ResidentParticipant => ("居民", "Resident"),
        Capacity::Specialist => ("专业人士", "Specialist"),
        Capacity::Observer => ("列席", "Observer"),
    };
    lang.pick(zh, en)
}

/// For which side somebody asked.
pub fn side(lang: Lang, side: Option<Side>) -> &'static str {
    let w = lang.meeting();
    match side {
        Some(Side::Pro) => w.side_for,
        Some(Side::Con) => w.side_against,
        None => w.side_open,
    }
}

/// As what somebody confirmed the minutes.
pub fn hand(lang: Lang, hand: Hand) -> &'static str {
    let w = lang.meeting();
    match hand {
        Hand::Chair => w.chair,
        Hand::Recorder => w.recorder,
        Hand::Witness => lang.pick("见证人", "Witness"),
    }
}
