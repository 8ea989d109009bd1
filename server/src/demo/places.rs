//! Server: the territory of the demo, from the district down to one door, and the charter.

use super::figures::*;
use rulebook::{
    Record,
    charter::{Charter, Keys},
    places::*,
};

/// Territory and charter.
pub(super) fn records() -> Vec<Record> {
    let mut all = vec![
        Record::made(District { id: "370202".into(), name: "市南区".into(), code: "370202".into() }),
        Record::made(Subdistrict {
            id: "370202010".into(),
            district: "370202".into(),
            name: "湛山街道".into(),
            code: "370202010".into(),
        }),
        Record::made(Quarter {
            id: COMMUNITY.into(),
            subdistrict: "370202010".into(),
            name: "湛山社区".into(),
            demo: true,
        }),
        Record::made(charter()),
    ];
    GRIDS.iter().for_each(|grid| lay_out(grid, &mut all));
    units(&mut all);
    all
}

/// Version 1: the defaults, and the holidays and worked weekends announced for 2026.
fn charter() -> Charter {
    let days = |list: &[(u8, u8)]| list.iter().map(|(m, d)| day(2026, *m, *d)).collect();
    Charter {
        id: "charter-1".into(),
        version: 1,
        adopted_on: day(2026, 1, 12),
        file: "示范制度".into(),
        keys: Keys {
            holidays: days(&[
                (4, 6),
                (5, 1),
                (5, 4),
                (5, 5),
                (6, 19),
                (9, 25),
                (10, 1),
                (10, 2),
                (10, 5),
                (10, 6),
                (10, 7),
            ]),
            workdays: days(&[(5, 9), (9, 20), (10, 10)]),
            ..Keys::default()
        },
    }
}

fn lay_out(grid: &Figures, all: &mut Vec<Record>) {
    let g = grid.no;
    all.push(Record::made(Grid {
        id: grid_id(g),
        no: format!("{g:02}"),
        name: format!("湛山社区第{g}网格"),
        kind: GridKind::Basic,
        households: small(grid.households),
        people: small(grid.people),
    }));
    all.push(Record::made(Courtyard { id: yard_id(g), grid: grid_id(g), name: format!("湛山示范{g}院") }));
    for b in 1..=grid.buildings {
        all.push(Record::made(Building {
            id: building_id(g, b),
            grid: grid_id(g),
            courtyard: Some(yard_id(g)),
            no: small(b),
            stairwells: (1..=3).map(|no| Stairwell { no, floors: 6 }).collect(),
        }));
        let first = grid.first_door(b);
        all.extend((0..grid.doors(b)).map(|n| Record::made(household(g, b, first, n))));
    }
}

/// The `n`th door of a building: three stairwells, two doors a floor.
fn household(g: usize, b: usize, first: usize, n: usize) -> Household {
    let (stairwell, floor, position) = (n % 3 + 1, n / 6 + 1, n / 3 % 2 + 1);
    Household {
        id: household_id(g, first + n),
        grid: grid_id(g),
        building: building_id(g, b),
        stairwell: small(stairwell),
        floor: small(floor),
        position: small(position),
        label: format!("{b}号楼{stairwell}单元{floor}0{position}"),
    }
}

/// Shops, institutions and hospitals, numbered through the grids in order.
fn units(all: &mut Vec<Record>) {
    for (kind, letter) in [(UnitKind::Institution, 'i'), (UnitKind::Hospital, 'h'), (UnitKind::Shop, 's')] {
        let in_grid = |grid: &Figures| match kind {
            UnitKind::Institution => grid.institutions,
            UnitKind::Hospital => grid.hospitals,
            UnitKind::Shop => grid.shops,
        };
        let grids = GRIDS.iter().flat_map(|grid| std::iter::repeat_n(grid.no, in_grid(grid)));
        for (g, no) in grids.zip(1usize..) {
            let name = match kind {
                UnitKind::Institution => {
                    format!("示范单位{}", ('A'..='Z').nth(no - 1).unwrap_or('Z'))
                }
                UnitKind::Hospital => format!("示范医院{no}"),
                UnitKind::Shop => format!("示范商户{no:03}"),
            };
            let id = format!("u-{letter}-{no:03}").into();
            all.push(Record::made(Unit { id, grid: grid_id(g), kind, name }));
        }
    }
}

/// A demo count as a record holds it; none comes near the limit.
fn small<T: TryFrom<usize> + Default>(count: usize) -> T {
    T::try_from(count).unwrap_or_default()
}
