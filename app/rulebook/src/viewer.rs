//! Rulebook: who looks. What a viewer may see depends on where they live and which posts they hold
//! today; both together make the scope, and a changed scope empties a phone's replica.

use crate::{
    community::Community,
    hash::Hash,
    ids::{BuildingId, ElectionId, GridId, HouseholdId, PersonId},
    people::Role,
    people::Scope,
    time::Day,
};
use alloc::{collections::BTreeSet, format, string::String};

/// Somebody who looks, with all that decides what they see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// Who; nobody for the public.
    pub person: Option<PersonId>,
    /// Their door.
    pub household: Option<HouseholdId>,
    /// The grid they live in.
    pub lives_in: Option<GridId>,
    /// Grids whose doors they serve.
    pub serves: BTreeSet<GridId>,
    /// Buildings they speak for.
    pub leads: BTreeSet<BuildingId>,
    /// Grids whose topics they review.
    pub reviews: BTreeSet<GridId>,
    /// Grids on whose committee they sit.
    pub sits: BTreeSet<GridId>,
    /// Elections under way that they run, on the board or as tellers.
    pub polls: BTreeSet<ElectionId>,
    /// The grids of these: the roll is written from their doors.
    pub polls_in: BTreeSet<GridId>,
    /// 工作站: service items lie before it.
    pub station: bool,
    /// Community party committee.
    pub community_party: bool,
    /// Administrator: devices, no content.
    pub admin: bool,
    all: bool,
}

impl Viewer {
    /// Somebody without a name: what stands on the notice board.
    pub fn public() -> Viewer {
        Viewer::default()
    }

    /// The server itself, for its own checks and backups; never a person.
    pub fn server() -> Viewer {
        Viewer { all: true, ..Viewer::default() }
    }

    /// A person on a day.
    pub fn of(community: &Community, person: &PersonId, day: Day) -> Viewer {
        let mut viewer = Viewer { person: Some(person.clone()), ..Viewer::default() };
        if let Some(home) = community.person(person).and_then(|p| p.home.as_ref())
            && home.to.is_none_or(|to| day < to)
        {
            viewer.household = Some(home.household.clone());
            viewer.lives_in = Some(home.grid.clone());
        }
        for office in community.posts(person, day) {
            let grid = match &office.scope {
                Scope::Grid(grid) | Scope::Building(grid, _) => Some(grid.clone()),
                Scope::Community => None,
            };
            if office.role.walks_rounds() {
                viewer.serves.extend(grid.clone());
            }
            if office.role.is_committee() {
                viewer.sits.extend(grid.clone());
            }
            if office.role.reviews() {
                viewer.reviews.extend(grid);
            }
            if let (Role::BuildingLead, Scope::Building(_, building)) = (office.role, &office.scope) {
                viewer.leads.insert(building.clone());
            }
            viewer.station |= office.role.is_station();
            viewer.community_party |= office.role.is_community_party();
            viewer.admin |= office.role == Role::SystemAdmin;
        }
        for election in community.elections_run_by(person) {
            viewer.polls.insert(election.id.clone());
            viewer.polls_in.insert(election.grid.clone());
        }
        viewer
    }

    /// Whether they run that election now.
    pub fn runs(&self, election: &ElectionId) -> bool {
        self.polls.contains(election)
    }

    /// Whether it is this person.
    pub fn is(&self, person: &PersonId) -> bool {
        self.person.as_ref() == Some(person)
    }

    /// Sees everything (the server).
    pub fn sees_all(&self) -> bool {
        self.all
    }

    /// Whether they serve the grid's doors.
    pub fn serves(&self, grid: &GridId) -> bool {
        self.serves.contains(grid)
    }

    /// Whether they review topics of one of the grids.
    pub fn reviews_any(&self, grids: &[GridId]) -> bool {
        self.community_party || grids.iter().any(|grid| self.reviews.contains(grid))
    }

    /// Whether they sit on the committee of one of the grids.
    pub fn sits_in(&self, grids: &[GridId]) -> bool {
        grids.iter().any(|grid| self.sits.contains(grid))
    }

    /// Names everything that decides what this viewer sees; changes exactly when that changes.
    pub fn scope(&self) -> String {
        let mut text = format!(
            "{:?}|{:?}|{:?}|{:?}|{:?}|{:?}|{}|{}",
            self.household,
            self.lives_in,
            self.serves,
            self.leads,
            self.reviews,
            self.sits,
            self.community_party,
            self.admin
        );
        if !self.polls.is_empty() {
            text = format!("{text}|{:?}", self.polls);
        }
        if self.station {
            text.push_str("|station");
        }
        Hash::of(text.as_bytes()).0.chars().take(16).collect()
    }
}
