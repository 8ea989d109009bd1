//! Server: what is known of doors when the demo starts. Only buildings 5 and 6 of grid 03 have been
//! walked: of their 66 doors 32 rest and 34 are proposed, two of them because they asked.

use super::figures::*;
use rulebook::{
    Day, Record,
    charter::Keys,
    round::{Door, VisitOutcome, Wishes},
};

/// The grid the story is set in.
const GRID: usize = 3;
/// Doors at which somebody asked for a visit: 5号楼1单元501 and 6号楼3单元202.
const ASKED: [(usize, usize); 2] = [(5, 24), (6, 11)];
/// Doors that are not proposed today, by their place in building 5 and building 6.
const RESTING: [(usize, [usize; 16]); 2] = [
    (5, [0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 14, 17, 20, 23, 26, 32]),
    (6, [0, 1, 2, 4, 5, 6, 7, 9, 10, 13, 15, 18, 21, 24, 27, 30]),
];

/// The doors of which something is known.
pub(super) fn records() -> Vec<Record> {
    let mut all = Vec::new();
    for (building, resting) in RESTING {
        all.extend(resting.into_iter().enumerate().map(|(k, n)| rests(building, n, k)));
        let open = (0..33).filter(|n| !resting.contains(n));
        all.extend(open.filter_map(|n| waits(building, n)));
    }
    all.into_iter().map(Record::made).collect()
}

/// Visited last week, declined lately, or not to be visited at all.
fn rests(building: usize, n: usize, k: usize) -> Door {
    let lately = day(2026, 6, 9).plus(i32::try_from(k % 4).unwrap_or_default());
    match k {
        3 | 11 => {
            let on = day(2026, 5, 11).plus(i32::try_from(k).unwrap_or_default());
            let rest = i32::try_from(Keys::default().declined_rest_days).unwrap_or_default();
            let door = door(building, n, Some((on, VisitOutcome::Declined)));
            Door { declined_until: Some(on.plus(rest)), ..door }
        }
        6 => Door {
            wishes: Wishes { do_not_visit: true, prefer_phone: true, ..Wishes::default() },
            ..door(building, n, Some((day(2026, 3, 18), VisitOutcome::Met)))
        },
        _ if k % 5 == 4 => door(building, n, Some((lately, VisitOutcome::NoAnswer))),
        _ => door(building, n, Some((lately, VisitOutcome::Met))),
    }
}

/// A door that is proposed, if anything is known of it.
fn waits(building: usize, n: usize) -> Option<Door> {
    let weeks = |n: usize| i32::try_from(n % 7 * 5).unwrap_or_default();
    let earlier = day(2026, 4, 7).plus(weeks(n));
    let met = door(building, n, Some((earlier, VisitOutcome::Met)));
    match (building, n) {
        // 王秀兰: large print, and once asked for the ballot box to come to her.
        (5, 19) => {
            let wishes = Wishes { large_print: true, home_ballot_box: true, ..Wishes::default() };
            Some(Door { wishes, ..met })
        }
        // 李晨 is out until nine in the evening.
        (5, 29) => {
            let wishes = Wishes { prefer_evening: true, prefer_phone: true, ..Wishes::default() };
            Some(Door { wishes, ..door(building, n, Some((earlier, VisitOutcome::NoAnswer))) })
        }
        place if ASKED.contains(&place) => {
            let wishes = Wishes { prefer_evening: building == 6, ..Wishes::default() };
            Some(Door { asked_for: true, wishes, ..met })
        }
        _ if n % 4 == 1 => Some(door(building, n, Some((earlier, VisitOutcome::NoAnswer)))),
        _ if n % 4 == 2 => Some(met),
        _ => None,
    }
}

fn door(building: usize, n: usize, last: Option<(Day, VisitOutcome)>) -> Door {
    let first = GRIDS.get(GRID - 1).map_or(0, |grid| grid.first_door(building));
    Door {
        id: household_id(GRID, first + n),
        grid: grid_id(GRID),
        last: last.map(|(day, _)| day),
        outcome: last.map(|(_, outcome)| outcome),
        declined_until: None,
        wishes: Wishes::default(),
        asked_for: false,
    }
}
