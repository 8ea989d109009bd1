//! Server: the residents of the demo. Ages are drawn to know who is of age; no birth date and no
//! year of birth is kept.

use super::{cast, figures::*, names};
use rulebook::{
    Day, Record,
    ids::PersonId,
    people::{Adulthood, Basis, Home, Person},
};
use std::collections::{BTreeMap, BTreeSet};

/// All 12,242 residents.
pub(super) fn records() -> Vec<Record> {
    let names = cast::names();
    let mut all = Vec::new();
    for grid in &GRIDS {
        let sizes = grid.sizes();
        let children: BTreeSet<(usize, usize)> = grid.children(&sizes).into_iter().collect();
        for (door, size) in sizes.iter().enumerate() {
            for slot in 0..*size {
                let child = children.contains(&(door, slot));
                let serial = all.len() + 1;
                all.push(Record::made(resident(grid, door, slot, child, serial, &names)));
            }
        }
    }
    all
}

fn resident(
    grid: &Figures,
    door: usize,
    slot: usize,
    child: bool,
    serial: usize,
    names: &BTreeMap<String, &'static str>,
) -> Person {
    let id = person_id(grid.no, door, slot);
    let adult = adulthood(id.as_str(), child, slot, door * 11 + slot * 3 + grid.no);
    let basis = if is_tenant(grid.no, door) { Basis::Lives } else { Basis::LivesRegistered };
    let given = |id: &PersonId| names.get(id.as_str()).map(|name| (*name).to_owned());
    let name = given(&id).unwrap_or_else(|| match given(&person_id(grid.no, door, 0)) {
        Some(head) if slot > 1 => names::kin(&head, door, slot, grid.no),
        // Partners keep their own surname; everybody else behind the door has the head's.
        _ => names::name(if slot == 1 { door + 17 } else { door }, slot, grid.no),
    });
    Person {
        name,
        // A number only where its owner gave it: here all heads and every other partner.
        phone: (slot == 0 || (slot == 1 && door.is_multiple_of(2))).then(|| names::phone(serial)),
        home: Some(Home {
            household: household_id(grid.no, door),
            grid: grid_id(grid.no),
            basis,
            from: since(grid.no, door, basis, child),
            to: None,
        }),
        adult,
        party: grid.is_party(door, slot),
        id,
    }
}

fn is_tenant(grid: usize, door: usize) -> bool {
    door % 9 == 4 || person_id(grid, door, 0) == cast::li()
}

/// First day on the roll; for children the day the roll was taken, which tells nothing of their age.
fn since(grid: usize, door: usize, basis: Basis, child: bool) -> Day {
    let spread = |of: usize| i32::try_from((door * 37 + grid * 11) % of).unwrap_or_default();
    match basis {
        _ if child => day(2026, 1, 1),
        Basis::Lives => day(2023, 3, 1).plus(spread(900)),
        _ => day(2009, 3, 1).plus(spread(5000)),
    }
}

/// Attested above 20, the 18th birthday within two years of it, nothing for younger children.
fn adulthood(id: &str, child: bool, slot: usize, draw: usize) -> Adulthood {
    let within = |first: i32| first + i32::try_from(draw % 363).unwrap_or_default();
    let age = match (child, slot) {
        (true, _) => draw * 7 % 18,
        (false, 0 | 1) => 25 + draw % 60,
        (false, _) => 18 + draw * 5 % 43,
    };
    match age {
        _ if id == cast::eighteen().as_str() => Adulthood::From(today()),
        _ if id == cast::seventeen().as_str() => Adulthood::From(today().plus(1)),
        19 => Adulthood::From(today().plus(-within(366))),
        18 => Adulthood::From(today().plus(-within(1))),
        17 => Adulthood::From(today().plus(within(2))),
        16 => Adulthood::From(today().plus(within(366))),
        _ if child => Adulthood::Minor,
        _ => Adulthood::Attested,
    }
}
