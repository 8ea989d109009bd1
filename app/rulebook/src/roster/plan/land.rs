//! Rulebook, roster: buildings and doors. A table may name some that are not known yet; grids are made
//! when a community is founded, never by a table.

use crate::{
    community::Community,
    ids::{BuildingId, HouseholdId},
    order::InOrder as _,
    people::Person,
    places::{Building, Grid, Household, Stairwell},
    record::Record,
    roster::{Plan, Terms, read::Place},
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::ToString as _,
    vec::Vec,
};

/// What there is to live in, by the numbers that people give it.
pub(super) struct Land<'c> {
    community: &'c Community,
    grids: &'c [&'c Grid],
    buildings: BTreeMap<(usize, u16), BuildingId>,
    doors: BTreeMap<Place, HouseholdId>,
    /// Doors that this table makes.
    made: BTreeMap<HouseholdId, Household>,
    /// Buildings that this table makes or makes larger.
    changed: BTreeMap<BuildingId, Building>,
}

impl<'c> Land<'c> {
    /// What a community has.
    pub(super) fn of(community: &'c Community, grids: &'c [&'c Grid]) -> Self {
        let places: BTreeMap<&str, usize> = grids.iter().enumerate().map(|(n, grid)| (grid.id.as_str(), n)).collect();
        let grid_of = |id: &str| places.get(id).copied();
        let mut numbers: BTreeMap<&BuildingId, (usize, u16)> = BTreeMap::new();
        let mut buildings = BTreeMap::new();
        for building in community.all_buildings() {
            if let Some(grid) = grid_of(building.grid.as_str()) {
                numbers.insert(&building.id, (grid, building.no));
                buildings.entry((grid, building.no)).or_insert_with(|| building.id.clone());
            }
        }
        let mut doors = BTreeMap::new();
        for Household { id, building, stairwell, floor, position, .. } in community.all_households() {
            if let Some((grid, no)) = numbers.get(building) {
                let (stairwell, floor, position) = (*stairwell, *floor, *position);
                let place = Place { grid: *grid, building: *no, stairwell, floor, position };
                doors.entry(place).or_insert_with(|| id.clone());
            }
        }
        Self { community, grids, buildings, doors, made: BTreeMap::new(), changed: BTreeMap::new() }
    }

    /// The household at a place, if it is known.
    pub(super) fn door(&self, place: &Place) -> Option<&HouseholdId> {
        self.doors.get(place)
    }

    /// A household, known or new.
    pub(super) fn household(&self, id: &HouseholdId) -> Option<&Household> {
        self.community.household(id).or_else(|| self.made.get(id))
    }

    /// Makes the doors and buildings that are missing, in the order of their numbers.
    pub(super) fn settle(&mut self, places: impl Iterator<Item = Place>, terms: &Terms<'_>, plan: &mut Plan) {
        let missing: BTreeSet<Place> = places.filter(|place| !self.doors.contains_key(place)).collect();
        if missing.is_empty() {
            return;
        }
        let mut last = self.last_numbers();
        for place in missing {
            let Some(grid) = self.grids.get(place.grid).copied() else { continue };
            let building = self.building(&place, grid, plan);
            let next = last.entry(place.grid).or_default();
            *next += 1;
            let household = Household {
                id: format!("hh-{}-{next:04}", grid.no).into(),
                grid: grid.id.clone(),
                building,
                stairwell: place.stairwell,
                floor: place.floor,
                position: place.position,
                label: (terms.label)(place.building, place.stairwell, place.floor, place.position),
            };
            plan.doors.push(household.id.clone());
            self.doors.insert(place, household.id.clone());
            self.made.insert(household.id.clone(), household);
        }
    }

    /// Buildings, doors and the sizes of grids go into the plan; people have been decided.
    pub(super) fn count(&self, people: &[Person], plan: &mut Plan) {
        let grids = if self.made.is_empty() && people.is_empty() { Vec::new() } else { self.sizes(people) };
        let buildings = self.changed.values().cloned().map(Record::made);
        let doors = self.made.values().cloned().map(Record::made);
        plan.records.extend(buildings.chain(grids).chain(doors));
    }

    /// The highest number in `hh-03-0123` of each grid.
    fn last_numbers(&self) -> BTreeMap<usize, u32> {
        let grids: BTreeMap<&str, usize> = self.grids.iter().enumerate().map(|(n, g)| (g.no.as_str(), n)).collect();
        let mut last: BTreeMap<usize, u32> = BTreeMap::new();
        for household in self.community.all_households() {
            let parts = household.id.as_str().strip_prefix("hh-").and_then(|id| id.rsplit_once('-'));
            let Some((grid, no)) = parts else { continue };
            if let (Some(grid), Ok(no)) = (grids.get(grid), no.parse::<u32>()) {
                let last = last.entry(*grid).or_default();
                *last = no.max(*last);
            }
        }
        last
    }

    /// The building of a place, with a stairwell that reaches its floor.
    fn building(&mut self, place: &Place, grid: &Grid, plan: &mut Plan) -> BuildingId {
        let known = self.buildings.get(&(place.grid, place.building)).cloned();
        let mut id: BuildingId = known.clone().unwrap_or_else(|| format!("b-{}-{:02}", grid.no, place.building).into());
        if known.is_none() {
            // Taken only where ids were given by hand.
            while self.community.building(&id).is_some() {
                id.0.push('x');
            }
            self.buildings.insert((place.grid, place.building), id.clone());
            plan.buildings.push(id.to_string());
        }
        let there = self.changed.get(&id).or_else(|| known.as_ref().and_then(|id| self.community.building(id)));
        let reaches = |s: &Stairwell| s.no == place.stairwell && s.floors >= place.floor;
        if there.is_some_and(|building| building.stairwells.iter().any(reaches)) {
            return id;
        }
        let mut building = there.cloned().unwrap_or_else(|| Building {
            id: id.clone(),
            grid: grid.id.clone(),
            courtyard: None,
            no: place.building,
            stairwells: Vec::new(),
        });
        match building.stairwells.iter_mut().find(|stairwell| stairwell.no == place.stairwell) {
            Some(stairwell) => stairwell.floors = place.floor,
            None => building.stairwells.push(Stairwell { no: place.stairwell, floors: place.floor }),
        }
        building.stairwells.in_order_of(|stairwell| stairwell.no);
        self.changed.insert(id.clone(), building);
        id
    }

    /// Grids whose size the plan changes, with what they have afterwards.
    fn sizes(&self, people: &[Person]) -> Vec<Record> {
        let mut doors: BTreeMap<&str, u32> = BTreeMap::new();
        let mut living: BTreeMap<&str, u32> = BTreeMap::new();
        for household in self.community.all_households().chain(self.made.values()) {
            *doors.entry(household.grid.as_str()).or_default() += 1;
        }
        let anew: BTreeSet<&str> = people.iter().map(|person| person.id.as_str()).collect();
        let kept = self.community.all_people().filter(|person| !anew.contains(person.id.as_str()));
        for home in kept.chain(people).filter_map(|person| person.home.as_ref()).filter(|home| home.to.is_none()) {
            *living.entry(home.grid.as_str()).or_default() += 1;
        }
        let of = |counts: &BTreeMap<&str, u32>, grid: &Grid| counts.get(grid.id.as_str()).copied().unwrap_or_default();
        let sized = |grid: &&Grid| {
            let grid = *grid;
            let (households, people) = (of(&doors, grid), of(&living, grid));
            let same = grid.households == households && grid.people == people;
            (!same).then(|| Record::made(Grid { households, people, ..grid.clone() }))
        };
        self.grids.iter().filter_map(sized).collect()
    }
}
