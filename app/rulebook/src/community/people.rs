//! Rulebook: what a holder knows of people — their doors, their posts, their devices, their names.

use super::{Community, under};
use crate::{
    charter::Keys,
    device::Device,
    ids::*,
    people::{Adulthood, Office, Person, Role},
    places::Household,
    refusal::Refusal,
    time::Day,
};
use alloc::string::String;

impl Community {
    /// The posts a person holds on a day.
    pub fn posts(&self, person: &PersonId, day: Day) -> impl Iterator<Item = &Office> {
        under(&self.index.posts, &person.0)
            .filter_map(|id| self.office(&id.into()))
            .filter(move |office| office.holds_on(day))
    }

    /// Whether a person holds, on a day, a post that passes and covers the grid.
    pub fn holds(&self, person: &PersonId, grid: &GridId, day: Day, passes: impl Fn(Role) -> bool) -> bool {
        self.posts(person, day).any(|office| passes(office.role) && office.covers(grid))
    }

    /// G-AGE and G-RES for one person, one set of grids and one day.
    pub(crate) fn adult_resident(
        &self,
        keys: &Keys,
        person: &PersonId,
        grids: &[GridId],
        day: Day,
    ) -> Result<(), Refusal> {
        let person = self.person(person).ok_or(Refusal::NotResidentOfGrid)?;
        match person.grid_on(day, keys) {
            Some(grid) if grids.contains(grid) => {}
            _ => return Err(Refusal::NotResidentOfGrid),
        }
        if person.adult.on(day, keys) {
            return Ok(());
        }
        let from = match person.adult {
            Adulthood::From(day) => Some(day),
            _ => None,
        };
        Err(Refusal::Under18 { from })
    }

    /// A person's devices.
    pub fn devices_of(&self, person: &PersonId) -> impl Iterator<Item = &Device> {
        under(&self.index.owned, &person.0).filter_map(|id| self.device(&id.into()))
    }

    /// What a person is called, where this holder may know it.
    pub fn name_of(&self, person: &PersonId) -> Option<String> {
        self.person(person).map(|p| p.name.clone()).or_else(|| {
            under(&self.index.posts, &person.0).find_map(|id| self.office(&id.into())).map(|office| office.name.clone())
        })
    }

    /// The door somebody lives at, as its label says, where this holder knows it.
    pub fn door_of(&self, person: &PersonId) -> Option<&str> {
        let home = self.person(person)?.home.as_ref()?;
        self.household(&home.household).map(|door| door.label.as_str())
    }

    /// The people behind a door.
    pub fn residents(&self, household: &HouseholdId) -> impl Iterator<Item = &Person> {
        under(&self.index.residents, &household.0).filter_map(|id| self.person(&id.into()))
    }

    /// The doors of a building.
    pub fn doors_of(&self, building: &BuildingId) -> impl Iterator<Item = &Household> {
        under(&self.index.doors, &building.0).filter_map(|id| self.household(&id.into()))
    }
}
