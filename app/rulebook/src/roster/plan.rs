//! Rulebook, roster: what a table would change. Every step looks things up in ordered maps, so that the
//! cost grows with the rows, not with their square.

use super::{
    Field, Plan, Row, Terms, Told, mask,
    read::{Entry, Grids, Place, Said, bare, read},
};
use crate::{
    community::Community,
    hash::Hash,
    ids::PersonId,
    order::InOrder as _,
    people::{Adulthood, Home, Person},
    places::{Grid, Household},
    record::Record,
    time::Day,
};
use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString as _},
    vec::Vec,
};
use land::Land;
use who::Found;

mod land;
mod who;

/// Works out what the rows would change. The same rows on top of what they changed change nothing.
pub fn plan(community: &Community, rows: &[Row], terms: &Terms) -> Plan {
    let mut plan = Plan::default();
    let grids: Vec<&Grid> = community.all_grids().collect();
    let numbers: Grids = grids.iter().enumerate().map(|(n, g)| (bare(&g.no).to_string(), (n, g.kind))).collect();
    let mut land = Land::of(community, &grids);
    // Somebody in a bad row is not missing.
    let mut mentioned = BTreeSet::new();
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows.iter().filter(|row| !row.is_empty()) {
        match read(row, &numbers, terms, &mut plan) {
            (Some(entry), _) => entries.push(entry),
            (None, Some(place)) => mentioned.extend([(place, row.cell(Field::Name))]),
            (None, None) => {}
        }
    }
    let entries = who::once_each(entries, &mut plan);
    let found = who::find(community, &land, entries, terms, &mut mentioned, &mut plan);
    land.settle(found.iter().map(|(entry, _)| entry.place), terms, &mut plan);
    let mut work = Work { community, land: &land, terms, people: Vec::new() };
    for (entry, who) in &found {
        work.take(entry, who.as_ref(), &mut plan);
    }
    work.left_out(&found, &mentioned, &mut plan);
    let Work { people, .. } = work;
    land.count(&people, &mut plan);
    plan.records.extend(people.into_iter().map(Record::made));
    plan.faults.in_order_of(|fault| (fault.line, fault.field));
    plan
}

struct Work<'w> {
    community: &'w Community,
    land: &'w Land<'w>,
    terms: &'w Terms<'w>,
    /// People as they are afterwards, those about whom nothing changes left out.
    people: Vec<Person>,
}

impl Work<'_> {
    fn take(&mut self, entry: &Entry<'_>, who: Option<&PersonId>, plan: &mut Plan) {
        let household = self.land.door(&entry.place).and_then(|id| self.land.household(id));
        let (Some(said), Some(household)) = (&entry.said, household) else { return };
        let line = Some(entry.row.line);
        let Some(old) = who.and_then(|id| self.community.person(id)) else {
            let person = self.newcomer(entry.row.line, said, household);
            plan.added.push(told(line, &person, household.label.clone()));
            return self.people.push(person);
        };
        let person = self.brought_up_to_date(old, said, household);
        if person == *old {
            plan.unchanged += 1;
            return;
        }
        let mut told = Told { fields: differences(old, &person), ..told(line, &person, household.label.clone()) };
        if self.lives_at(old, household) {
            plan.changed.push(told);
        } else {
            told.from =
                old.home.as_ref().and_then(|home| self.land.household(&home.household)).map(|h| h.label.clone());
            plan.moved.push(told);
        }
        self.people.push(person);
    }

    fn newcomer(&self, line: u32, said: &Said, household: &Household) -> Person {
        let adult = said.adult.unwrap_or(Adulthood::Minor);
        Person {
            id: said.number.as_deref().map_or_else(|| self.fresh(line), PersonId::from),
            name: said.name.clone(),
            phone: said.phone.clone().flatten(),
            home: Some(Home {
                household: household.id.clone(),
                grid: household.grid.clone(),
                basis: said.basis.unwrap_or_default(),
                from: since(said, adult).unwrap_or(self.terms.today),
                to: None,
            }),
            adult,
            party: false,
        }
    }

    fn brought_up_to_date(&self, old: &Person, said: &Said, household: &Household) -> Person {
        let adult = self.adulthood(old.adult, said.adult);
        let before = old.home.as_ref();
        let basis = said.basis.or(before.map(|home| home.basis)).unwrap_or_default();
        let stays = before.filter(|_| self.lives_at(old, household));
        Person {
            id: old.id.clone(),
            name: said.name.clone(),
            phone: said.phone.clone().unwrap_or_else(|| old.phone.clone()),
            home: Some(Home {
                household: household.id.clone(),
                grid: household.grid.clone(),
                basis,
                from: since(said, adult).or(stays.map(|home| home.from)).unwrap_or(self.terms.today),
                to: stays.and_then(|home| home.to),
            }),
            adult,
            party: old.party,
        }
    }

    /// A birthday says more than a word, until it is two years past and has to go.
    fn adulthood(&self, known: Adulthood, said: Option<Adulthood>) -> Adulthood {
        match (known, said) {
            (_, None) => known,
            (Adulthood::From(day), Some(Adulthood::Attested)) if day < self.terms.today.plus_years(-2) => {
                Adulthood::Attested
            }
            (Adulthood::From(_), Some(Adulthood::Attested | Adulthood::Minor)) => known,
            (_, Some(said)) => said,
        }
    }

    fn lives_at(&self, person: &Person, household: &Household) -> bool {
        let today = self.terms.today;
        person.home.as_ref().is_some_and(|h| h.household == household.id && h.to.is_none_or(|to| today < to))
    }

    /// Who lives in a building of the table and is not in it.
    fn left_out(&mut self, found: &[Found<'_>], mentioned: &BTreeSet<(Place, &str)>, plan: &mut Plan) {
        let (community, land) = (self.community, self.land);
        let meant: BTreeSet<&str> = found.iter().filter_map(|(_, who)| who.as_ref()).map(PersonId::as_str).collect();
        let mentioned: BTreeSet<(&str, &str)> =
            mentioned.iter().filter_map(|(place, name)| Some((land.door(place)?.as_str(), *name))).collect();
        let households =
            found.iter().filter_map(|(entry, _)| land.door(&entry.place)).filter_map(|id| land.household(id));
        let buildings: BTreeSet<_> = households.map(|household| &household.building).collect();
        let mut names = BTreeSet::new();
        plan.moved_out = self.terms.move_out_missing && plan.faults.is_empty();
        for household in buildings.into_iter().flat_map(|building| community.doors_of(building)) {
            for person in community.residents(&household.id) {
                let named = mentioned.contains(&(household.id.as_str(), person.name.as_str()));
                let Some(home) = person.home.as_ref().filter(|home| home.to.is_none()) else { continue };
                if named || meant.contains(person.id.as_str()) {
                    continue;
                }
                names.insert(person.name.as_str());
                plan.left_out.push(told(None, person, household.label.clone()));
                if plan.moved_out {
                    let home = Home { to: Some(self.terms.today.max(home.from)), ..home.clone() };
                    self.people.push(Person { home: Some(home), ..person.clone() });
                }
            }
        }
        let newcomers = found.iter().filter(|(_, who)| who.is_none()).filter_map(|(entry, _)| entry.said.as_ref());
        plan.maybe_moved = newcomers.filter(|said| names.contains(said.name.as_str())).count();
    }

    /// An id that tells nothing and was never given before.
    fn fresh(&self, line: u32) -> PersonId {
        let mut salt = 0u32;
        loop {
            let parts = [self.terms.seed.as_bytes(), &line.to_be_bytes(), &salt.to_be_bytes()];
            let digest = Hash::tagged("chengge/roster/person/v1", &parts);
            let id = PersonId(format!("p-{}", digest.0.get(..20).unwrap_or_default()));
            if self.community.person(&id).is_none() {
                return id;
            }
            salt = salt.wrapping_add(1);
        }
    }
}

/// The first day is kept of adults only: of a child it may be the birth date.
fn since(said: &Said, adult: Adulthood) -> Option<Day> {
    said.since.filter(|_| adult == Adulthood::Attested)
}

fn told(line: Option<u32>, person: &Person, door: String) -> Told {
    Told { line, person: person.id.clone(), name: mask(&person.name), door, from: None, fields: Vec::new() }
}

fn differences(old: &Person, new: &Person) -> Vec<Field> {
    let home = |person: &Person| person.home.clone();
    let (was, is) = (home(old), home(new));
    let of = |home: &Option<Home>| home.as_ref().map(|home| (home.basis, home.from));
    let door = |home: &Option<Home>| home.as_ref().map(|home| home.household.clone());
    let all = [
        (Field::Door, door(&was) != door(&is)),
        (Field::Name, old.name != new.name),
        (Field::Phone, old.phone != new.phone),
        (Field::Basis, of(&was).map(|(basis, _)| basis) != of(&is).map(|(basis, _)| basis)),
        (Field::Adult, old.adult != new.adult),
        (Field::Since, of(&was).map(|(_, from)| from) != of(&is).map(|(_, from)| from)),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
