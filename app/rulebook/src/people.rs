//! Rulebook: people and the posts they hold (`domain.md` §1.3). A person may hold many posts, each
//! with its dates; posts are never a property of the person.

use crate::{
    charter::{AgeCountsFrom, Keys, ResidentBasis},
    ids::{BuildingId, GridId, HouseholdId, OfficeId, PersonId},
    time::Day,
};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// How a person belongs to the door.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Lives here and is registered here (户籍).
    #[default]
    LivesRegistered,
    /// Lives here without local hukou, e.g. a tenant.
    Lives,
    /// Registered here, lives elsewhere.
    Registered,
}

/// Age, as little of it as the law needs (`domain.md` §6.5): never a birth date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adulthood {
    /// Somebody who knows the person says so.
    Attested,
    /// The 18th birthday, kept only within two years of it.
    From(Day),
    /// More than two years to go.
    Minor,
}

/// Where somebody lives, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The door.
    pub household: HouseholdId,
    /// The grid of the door.
    pub grid: GridId,
    /// How they belong to it.
    pub basis: Basis,
    /// First day.
    pub from: Day,
    /// First day on which they no longer live there.
    pub to: Option<Day>,
}

impl Home {
    /// Whether they live there on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// 居民, or somebody with a post here who lives elsewhere. A personal record: never in a ledger entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// `p-03-0123-0`.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// A phone number, only with the person's own tick.
    pub phone: Option<String>,
    /// The door they live behind; none for people who only work here.
    pub home: Option<Home>,
    /// Age.
    pub adult: Adulthood,
    /// 党员: a sensitive flag, only with separate consent or a public party post.
    pub party: bool,
}

/// 职务: what a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 网格党组织书记.
    GridPartySecretary,
    /// 网格党组织委员, authorised to review.
    GridPartyOfficer,
    /// 网格长.
    GridHead,
    /// 专职网格员.
    FullTimeGridWorker,
    /// 专业网格员 (police, urban management, property …).
    SpecialistGridWorker,
    /// 兼职网格员.
    PartTimeGridWorker,
    /// 楼组长.
    BuildingLead,
    /// 自管会主任.
    CommitteeChair,
    /// 自管会副主任.
    CommitteeViceChair,
    /// 自管会委员.
    CommitteeMember,
    /// 社区党委书记.
    CommunityPartySecretary,
    /// 社区党委委员.
    CommunityPartyOfficer,
    /// 居委会主任.
    RcChair,
    /// 居委会委员.
    RcMember,
    /// 站长.
    StationChief,
    /// 专职社区工作者.
    CommunityWorker,
    /// 共建议事会成员.
    CouncilMember,
    /// 监督员.
    Supervisor,
    /// 系统管理员: enrols devices, reads no content.
    SystemAdmin,
}

/// Where a post is held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole community.
    Community,
    /// One grid.
    Grid(GridId),
    /// One building of a grid.
    Building(GridId, BuildingId),
}

/// One term of one person in one post. Personal (it names somebody), but public while it lasts:
/// office holders stand on the 公示牌.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// Who.
    pub person: PersonId,
    /// The name as it stands on the sign board.
    pub name: String,
    /// The post.
    pub role: Role,
    /// A word on a specialist's line: 民警, 城管, 物业.
    pub line: Option<String>,
    /// Where.
    pub scope: Scope,
    /// First day.
    pub from: Day,
    /// First day after the term.
    pub to: Option<Day>,
    /// 服务电话.
    pub phone: Option<String>,
}

/// The day on which a person born on `birth` comes of age under the charter's own age; stored
/// instead of the birth date.
pub fn comes_of_age(birth: Day, keys: &Keys) -> Day {
    birth.plus_years(i32::try_from(keys.cosign_age).unwrap_or(i32::MAX))
}

impl Adulthood {
    /// G-AGE 「年满18周岁」 on a day: the birthday counts unless the charter says `DayAfter`.
    pub fn on(&self, day: Day, keys: &Keys) -> bool {
        match self {
            Adulthood::Attested => true,
            Adulthood::Minor => false,
            Adulthood::From(birthday) => match keys.age_counts_from {
                AgeCountsFrom::Birthday => *birthday <= day,
                AgeCountsFrom::DayAfter => birthday.plus(1) <= day,
            },
        }
    }
}

impl Person {
    /// G-RES 「网格居民」: the grid in which the person counts as a resident on a day.
    pub fn grid_on(&self, day: Day, keys: &Keys) -> Option<&GridId> {
        let home = self.home.as_ref()?;
        let counts = match (keys.resident_basis, home.basis) {
            (ResidentBasis::Living, Basis::Registered) | (ResidentBasis::Hukou, Basis::Lives) => false,
            (ResidentBasis::Living | ResidentBasis::Hukou | ResidentBasis::Either, _) => true,
        };
        (home.holds_on(day) && counts).then_some(&home.grid)
    }
}

impl Office {
    /// Whether the post is held on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// Whether the post reaches into a grid.
    pub fn covers(&self, grid: &GridId) -> bool {
        match &self.scope {
            Scope::Community => true,
            Scope::Grid(own) | Scope::Building(own, _) => own == grid,
        }
    }
}

impl Role {
    /// 网格党组织: may review topics of its grid.
    pub fn reviews(self) -> bool {
        matches!(self, Role::GridPartySecretary | Role::GridPartyOfficer)
    }

    /// 社区党委: appeals, escalated reviews, charters.
    pub fn is_community_party(self) -> bool {
        matches!(self, Role::CommunityPartySecretary | Role::CommunityPartyOfficer)
    }

    /// 自管会成员.
    pub fn is_committee(self) -> bool {
        matches!(self, Role::CommitteeChair | Role::CommitteeViceChair | Role::CommitteeMember)
    }

    /// 自管会主任、副主任: call the meetings and lead what follows from them.
    pub fn heads_committee(self) -> bool {
        matches!(self, Role::CommitteeChair | Role::CommitteeViceChair)
    }

    /// 居委会.
    pub fn is_rc(self) -> bool {
        matches!(self, Role::RcChair | Role::RcMember)
    }

    /// 共建议事会 (`domain.md` §3.3): 居委会主任, 网格党组织书记, and whom the residents' committee invited:
    /// 两代表一委员, 社区社会组织负责人, 党员群众骨干, 驻区单位党组织书记.
    pub fn sits_on_council(self) -> bool {
        matches!(self, Role::RcChair | Role::GridPartySecretary | Role::CouncilMember)
    }

    /// 工作站.
    pub fn is_station(self) -> bool {
        matches!(self, Role::StationChief | Role::CommunityWorker)
    }

    /// May hand in a roster: the people who live here are kept by the station, which does the street office's work in
    /// the community (`domain.md` §1.2, 工作站: 社区管理、公共服务).
    pub fn keeps_roll(self) -> bool {
        self.is_station()
    }

    /// May handle a service item (`domain.md` §1.7): grid workers and the station.
    pub fn handles_service(self) -> bool {
        self.is_station() || self == Role::FullTimeGridWorker
    }

    /// Goes on rounds in a whole grid and sees its doors.
    pub fn walks_rounds(self) -> bool {
        matches!(self, Role::FullTimeGridWorker | Role::GridHead)
    }

    /// May collect co-signatures from others (`domain.md` §1.7).
    pub fn collects(self) -> bool {
        self.reviews() || self.is_committee() || self.walks_rounds() || self == Role::BuildingLead
    }

    /// May hand out enrolment codes for people of the grid.
    pub fn enrols(self) -> bool {
        self.walks_rounds() || self == Role::SystemAdmin
    }
}
