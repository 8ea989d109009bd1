//! Rulebook: who is in the room (实到) and who has the floor — M3, 签到, G-PART, G-SPEAK:
//! 「所有议事成员均有发言权。」 No photo, no face.

use super::{ItemState, Meeting, MeetingKind, MeetingState};
use crate::{
    charter::meeting::VotingBody,
    decide::{Case, Verdict},
    hash::{Hash, receipt_hash},
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::{Day, Millis},
};
use alloc::{string::String, vec};
use serde::{Deserialize, Serialize};

/// As what somebody takes part: 「参与议事的成员，包括但不限于…」.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// 网格自管会成员.
    Member,
    /// 与议事主题利益相关方代表, admitted with a reason.
    StakeholderRep,
    /// 机关企事业单位.
    UnitRep,
    /// An adult resident of the grid.
    ResidentParticipant,
    /// 专业人士.
    Specialist,
    /// 列席: whoever else comes.
    Observer,
}

/// How the check-in was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The poster in the room was scanned.
    Poster {
        /// Opening `poster`: what stands on it.
        code: Hash,
    },
    /// The recorder tapped the name.
    Recorder,
    /// Typed from the paper list afterwards.
    Paper,
}

/// What is kept of [`Method`]: never the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By the poster in the room.
    Poster,
    /// By the recorder's tap.
    Recorder,
    /// From the paper list.
    Paper,
}

/// For or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// For.
    Pro,
    /// Against.
    Con,
}

/// 签到: one stay of one person; `arrived ≤ t < left` is 实到.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The act that made it.
    pub id: AttendanceId,
    /// Where.
    pub meeting: MeetingId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub capacity: Capacity,
    /// Came.
    pub arrived: Millis,
    /// Went.
    pub left: Option<Millis>,
    /// How it was noted.
    pub method: Way,
    /// [`super::Meeting::order`] at the arrival.
    pub order: u32,
    /// Why a representative was admitted.
    pub reason: String,
    /// In the queue of speakers since then.
    pub asked: Option<Millis>,
    /// For which side they asked.
    pub side: Option<Side>,
    /// Turns taken on [`Attendance::on`].
    pub turns: u32,
    /// The topic those turns were on.
    pub on: Option<TopicId>,
    /// The door they speak for, where the charter counts doors and the records say which it is. A stay is kept beside
    /// the ledger, so no leaf says who lives where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub door: Option<HouseholdId>,
}

impl VotingBody {
    /// Whether that capacity votes.
    pub fn admits(self, capacity: Capacity) -> bool {
        use Capacity::*;
        match self {
            VotingBody::MembersStakeholdersResidents | VotingBody::OnePerHousehold => {
                matches!(capacity, Member | StakeholderRep | ResidentParticipant)
            }
            VotingBody::CommitteeOnly => capacity == Member,
            VotingBody::AllParticipants => true,
        }
    }
}

/// M3: from half an hour before the start. Who opens the list keeps the minutes.
pub(crate) fn open(case: &Case, id: &MeetingId, poster: Option<&Hash>) -> Verdict {
    let mut meeting = case.meeting(id)?;
    let council = meeting.kind == MeetingKind::CouncilMeeting;
    let keeps = |r: Role| r.is_committee() || r.reviews() || r.walks_rounds() || (council && is_of_council(r));
    if meeting.mediator.as_ref() != Some(&case.act.actor) {
        if meeting.kind == MeetingKind::MediationMeeting {
            return Err(Refusal::NotEntitled);
        }
        case.require(core::slice::from_ref(&meeting.grid), keeps)?;
    }
    if meeting.state != MeetingState::Noticed {
        return Err(Refusal::WrongState);
    }
    let before = case.community.keys_of(&meeting).session.check_in_minutes;
    let from = Millis(meeting.starts.0.saturating_sub(i64::from(before) * 60_000));
    if case.done_at() < from {
        return Err(Refusal::TooEarly { from });
    }
    meeting.recorder = Some(case.act.actor.clone());
    meeting.poster = poster.cloned();
    meeting.state = MeetingState::CheckIn;
    Ok(vec![Record::made(meeting)])
}

/// 签到, on one's own phone at the poster or by the recorder. Nobody of the open list of G-PART is
/// turned away; who is no member, no resident and no admitted representative has voice, not vote.
pub(crate) fn check_in(
    case: &Case,
    id: &MeetingId,
    person: &PersonId,
    capacity: Capacity,
    method: &Method,
    reason: Option<&Hash>,
) -> Verdict {
    let meeting = case.meeting(id)?;
    let leads = meeting.is_led_by(&case.act.actor);
    if !leads && (*person != case.act.actor || capacity == Capacity::StakeholderRep) {
        return Err(Refusal::NotEntitled);
    }
    if !meeting.is_gathered() {
        return Err(Refusal::WrongState);
    }
    let method = way(case, &meeting, method)?;
    if meeting.kind == MeetingKind::MediationMeeting && !meeting.is_open_to(person) {
        return Err(Refusal::NotFound);
    }
    // The desk and offices are no people; a phone that does not know everybody leaves it to the server.
    if case.community.is_whole() && case.community.person(person).is_none() {
        return Err(Refusal::NotFound);
    }
    let grids = core::slice::from_ref(&meeting.grid);
    let day = case.done_at().day();
    let reason = match capacity {
        Capacity::Member if !is_member(case, &meeting, person, day) => return Err(Refusal::NotEntitled),
        Capacity::ResidentParticipant if case.community.is_whole() || case.community.person(person).is_some() => {
            case.adult_resident(person, grids, day)?;
            String::new()
        }
        Capacity::StakeholderRep => {
            let reason = reason.ok_or(Refusal::ReasonRequired)?;
            super::call::line(case.act.words_of("admitted", reason)?, "admitted")?
        }
        _ => String::new(),
    };
    if case.community.attendance_now(id, person).is_some() {
        return Err(Refusal::AlreadyPresent);
    }
    let stay = AttendanceId(case.act.id.0.clone());
    if case.community.attendance(&stay).is_some() {
        return Err(Refusal::IdTaken);
    }
    Ok(vec![Record::made(Attendance {
        id: stay,
        meeting: id.clone(),
        person: person.clone(),
        capacity,
        arrived: case.done_at(),
        left: None,
        method,
        order: meeting.order,
        reason,
        asked: None,
        side: None,
        turns: 0,
        on: None,
        door: door(case, &meeting, person, day),
    })])
}

/// Behind which door somebody lives on that day; asked for only where doors are counted.
fn door(case: &Case, meeting: &Meeting, person: &PersonId, day: Day) -> Option<HouseholdId> {
    if case.community.keys_of(meeting).voting_body != VotingBody::OnePerHousehold {
        return None;
    }
    let home = case.community.person(person)?.home.as_ref()?;
    home.holds_on(day).then(|| home.household.clone())
}

/// Who is not in the room cannot have read its poster.
fn way(case: &Case, meeting: &Meeting, method: &Method) -> Result<Way, Refusal> {
    match method {
        Method::Poster { code } => {
            let read = receipt_hash(case.act.words_of("poster", code)?);
            if read.is_some() && read == meeting.poster { Ok(Way::Poster) } else { Err(Refusal::PosterUnread) }
        }
        _ if !meeting.is_led_by(&case.act.actor) => Err(Refusal::PosterUnread),
        Method::Recorder => Ok(Way::Recorder),
        Method::Paper => Ok(Way::Paper),
    }
}

/// Who sits there: on the committee of the grid, or on the council, whatever grid they come from.
fn is_member(case: &Case, meeting: &Meeting, person: &PersonId, day: Day) -> bool {
    match meeting.kind {
        MeetingKind::CouncilMeeting => case.community.posts(person, day).any(|office| office.role.sits_on_council()),
        _ => case.community.holds(person, &meeting.grid, day, Role::is_committee),
    }
}

/// Whoever keeps the council's minutes: one who sits there, or of the residents' committee that founded it.
fn is_of_council(role: Role) -> bool {
    role.sits_on_council() || role.is_rc()
}

/// Gone: no longer in the base of any later vote.
pub(crate) fn leave(case: &Case, id: &MeetingId, person: &PersonId) -> Verdict {
    let (_, mut stay) = for_themselves(case, id, person)?;
    stay.left = Some(case.done_at().max(stay.arrived));
    stay.asked = None;
    Ok(vec![Record::made(stay)])
}

/// G-SPEAK: whoever is here may ask for the floor, in any capacity, also below the quorum.
pub(crate) fn ask(case: &Case, id: &MeetingId, person: &PersonId, side: Option<Side>) -> Verdict {
    let (meeting, mut stay) = for_themselves(case, id, person)?;
    let max = case.community.keys_of(&meeting).speak.turns;
    let open = meeting.open_item();
    if open.is_some_and(|item| item.debate_closed) {
        return Err(Refusal::DebateClosed);
    }
    if open.is_some_and(|item| stay.on.as_ref() == Some(&item.topic)) && stay.turns >= max {
        return Err(Refusal::TurnsUsed { max });
    }
    stay.asked.get_or_insert(case.done_at());
    stay.side = side;
    Ok(vec![Record::made(stay)])
}

/// Had the floor. The first turn of each side counts towards G-SHELVE.
pub(crate) fn spoke(case: &Case, id: &MeetingId, person: &PersonId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    case.leads(&meeting)?;
    let mut stay = here(case, id, person)?.clone();
    if !meeting.is_gathered() || stay.asked.take().is_none() {
        return Err(Refusal::WrongState);
    }
    let Some(item) = meeting.agenda.iter_mut().find(|item| item.state == ItemState::Open) else {
        return Ok(vec![Record::made(stay)]);
    };
    if stay.on.as_ref() != Some(&item.topic) {
        stay.on = Some(item.topic.clone());
        stay.turns = 0;
    }
    if stay.turns == 0 {
        match stay.side {
            Some(Side::Pro) => item.pro = item.pro.saturating_add(1),
            Some(Side::Con) => item.con = item.con.saturating_add(1),
            None => {}
        }
    }
    stay.turns = stay.turns.saturating_add(1);
    Ok(vec![Record::made(stay), Record::made(meeting)])
}

/// What somebody who is in the room does, or whoever leads notes for them.
fn for_themselves(case: &Case, id: &MeetingId, person: &PersonId) -> Result<(Meeting, Attendance), Refusal> {
    let meeting = case.meeting(id)?;
    if *person != case.act.actor {
        case.leads(&meeting)?;
    }
    if !meeting.is_gathered() {
        return Err(Refusal::WrongState);
    }
    Ok((meeting, here(case, id, person)?.clone()))
}

/// The stay of somebody who is in the room now.
pub(super) fn here<'a>(case: &Case<'a>, id: &MeetingId, person: &PersonId) -> Result<&'a Attendance, Refusal> {
    case.community.attendance_now(id, person).ok_or(Refusal::NotPresent)
}
