//! Rulebook: the door-to-door round (入户走访), `domain.md` §6.1–6.4. A closed field list, no exact
//! minute, no place, no photo: what is not here is never asked.
//!
//! Not yet: the care list (关爱名单) and the retention job.

pub mod plan;
pub mod walk;

use crate::{
    hash::Hash,
    ids::{BuildingId, CourtyardId, GridId, HouseholdId, LeadId, PersonId, RoundId, VisitId},
    time::Day,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// What came of a knock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VisitOutcome {
    /// 见面.
    Met,
    /// 无人.
    NoAnswer,
    /// 不愿接待: no reason asked, not asked again for 90 days.
    Declined,
    /// 改约.
    Later,
    /// 不便.
    NotSuitable,
    /// 空置.
    Vacant,
    /// 门牌有误.
    WrongDoor,
}

/// Part of the day; never the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HalfDay {
    /// Before 12:00.
    Morning,
    /// 12:00–18:00.
    Afternoon,
    /// After 18:00.
    Evening,
}

/// What a household asks of visitors.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// 先打电话.
    pub prefer_phone: bool,
    /// 傍晚再来.
    pub prefer_evening: bool,
    /// 请勿上门.
    pub do_not_visit: bool,
    /// 大字.
    pub large_print: bool,
    /// 流动票箱.
    pub home_ballot_box: bool,
}

/// The complete field list at the door (`domain.md` §6.2); travels beside the act, never in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitDetails {
    /// Which door.
    pub household: HouseholdId,
    /// What came of it.
    pub outcome: VisitOutcome,
    /// The day.
    pub day: Day,
    /// The part of the day.
    pub half: HalfDay,
    /// At most twelve list codes.
    #[serde(default)]
    pub needs: Vec<String>,
    /// At most 140 letters; nothing on health, belief, politics, relations.
    #[serde(default)]
    pub note: String,
    /// The household's wishes, if it stated any.
    #[serde(default)]
    pub wishes: Option<Wishes>,
    /// Why a door that declined was knocked at all the same; shown to the resident on request.
    #[serde(default)]
    pub safety_reason: String,
}

/// A visit; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// The round.
    pub round: RoundId,
    /// Who knocked.
    pub worker: PersonId,
    /// What happened.
    pub details: VisitDetails,
}

/// What is known of a door for the next round; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// The household.
    pub id: HouseholdId,
    /// The grid.
    pub grid: GridId,
    /// Last visit.
    pub last: Option<Day>,
    /// What came of it.
    pub outcome: Option<VisitOutcome>,
    /// First day on which it may be asked again after declining.
    pub declined_until: Option<Day>,
    /// Its wishes.
    pub wishes: Wishes,
    /// Somebody there asked for a visit.
    pub asked_for: bool,
}

/// One stairwell of one building.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StairwellRef {
    /// The building.
    pub building: BuildingId,
    /// The stairwell's number.
    pub no: u16,
}

/// A round of one worker on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// Who walks.
    pub worker: PersonId,
    /// In which grid.
    pub grid: GridId,
    /// On which day.
    pub day: Day,
    /// Which stairwells.
    pub stairwells: Vec<StairwellRef>,
    /// Finished.
    pub finished: bool,
}

/// What a lead says; travels beside the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeadDetails {
    /// Where.
    pub place: String,
    /// What.
    pub matter: String,
    /// The door it was heard at; not shown to residents.
    #[serde(default)]
    pub household: Option<HouseholdId>,
}

/// 议题线索 (H1): a hint that residents may turn into a topic; a worker alone cannot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Its id.
    pub id: LeadId,
    /// The grid.
    pub grid: GridId,
    /// The yard.
    pub courtyard: Option<CourtyardId>,
    /// What it says.
    pub details: LeadDetails,
    /// Who noted it.
    pub by: PersonId,
    /// On which day.
    pub day: Day,
    /// Commitment in the act.
    pub commitment: Hash,
}

impl HalfDay {
    /// The part of the day of a minute since midnight.
    pub fn of(minute: u16) -> HalfDay {
        match minute / 60 {
            0..12 => HalfDay::Morning,
            12..18 => HalfDay::Afternoon,
            _ => HalfDay::Evening,
        }
    }
}
