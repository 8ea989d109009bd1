//! Rulebook: territory (`domain.md` §1.1), from the district down to one door.

use crate::ids::{BuildingId, CommunityId, CourtyardId, DistrictId, GridId, HouseholdId, SubdistrictId, UnitId};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// 市辖区: the owner of a deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct District {
    /// Its id.
    pub id: DistrictId,
    /// Its name, e.g. 市南区.
    pub name: String,
    /// GB/T 2260 code.
    pub code: String,
}

/// 街道.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subdistrict {
    /// Its id.
    pub id: SubdistrictId,
    /// The district it belongs to.
    pub district: DistrictId,
    /// Its name, e.g. 湛山街道.
    pub name: String,
    /// Statistical code.
    pub code: String,
}

/// 社区: the area of one residents' committee and the unit of one ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarter {
    /// Its id.
    pub id: CommunityId,
    /// The subdistrict it belongs to.
    pub subdistrict: SubdistrictId,
    /// Its name, e.g. 湛山社区.
    pub name: String,
    /// Whether everything in it is invented; only then may anybody become anybody.
    pub demo: bool,
}

/// Residential grid, or a grid made of one institution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GridKind {
    /// 基础网格.
    #[default]
    Basic,
    /// 专属网格: no residents' roll.
    Exclusive,
}

/// 网格: the basic unit of service and of self-government.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// `g-03`.
    pub id: GridId,
    /// Two digits, shown as 「03」.
    pub no: String,
    /// 湛山社区第3网格.
    pub name: String,
    /// Basic or exclusive.
    pub kind: GridKind,
    /// Doors in it; the 300–500 standard is a warning, never a constraint.
    pub households: u32,
    /// People in it.
    pub people: u32,
}

/// 楼院: buildings sharing one yard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Courtyard {
    /// Its id.
    pub id: CourtyardId,
    /// The grid it lies in.
    pub grid: GridId,
    /// Its name.
    pub name: String,
}

/// 单元: one stairwell of a building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stairwell {
    /// 1, 2, 3 …
    pub no: u16,
    /// Floors it serves.
    pub floors: u16,
}

/// 居民楼.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Building {
    /// `b-03-05`.
    pub id: BuildingId,
    /// The grid it stands in.
    pub grid: GridId,
    /// The yard it shares.
    pub courtyard: Option<CourtyardId>,
    /// 5 in 「5号楼」.
    pub no: u16,
    /// Its stairwells.
    pub stairwells: Vec<Stairwell>,
}

/// 住户: one door. Seen by those who serve it and those who live behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Household {
    /// `hh-03-0123`.
    pub id: HouseholdId,
    /// The grid it belongs to now.
    pub grid: GridId,
    /// The building.
    pub building: BuildingId,
    /// The stairwell's number.
    pub stairwell: u16,
    /// The floor, from 1.
    pub floor: u16,
    /// Place on the floor, from 1.
    pub position: u16,
    /// 门牌, e.g. `5号楼2单元402`.
    pub label: String,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 企业商户.
    Shop,
    /// 机关事业单位.
    Institution,
    /// 医院.
    Hospital,
}

/// A shop, institution or hospital in a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The grid it stands in.
    pub grid: GridId,
    /// What it is.
    pub kind: UnitKind,
    /// Its name.
    pub name: String,
}
