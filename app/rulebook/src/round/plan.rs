//! Rulebook: which doors to propose (`domain.md` §6.1): asked-for first, then doors with an open
//! topic that touches them, then longest unvisited; top floor down. Doors that rest are left out.

use super::{Door, StairwellRef};
use crate::{
    charter::Keys,
    community::Community,
    ids::{GridId, HouseholdId},
    order::InOrder as _,
    places::Household,
    time::{Day, Millis},
    topic::Topic,
};
use alloc::{rc::Rc, vec::Vec};

/// Why a door is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody there asked for a visit.
    AskedFor,
    /// An open topic touches it.
    OpenTopic,
    /// Longest unvisited.
    Unvisited,
}

/// A door to go to next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Which.
    pub household: HouseholdId,
    /// Why.
    pub why: Why,
}

/// The doors of some stairwells in the order in which they are proposed.
pub fn plan(community: &Community, stairwells: &[StairwellRef], today: Day) -> Vec<Proposal> {
    let mut doors: Vec<(Why, Option<Day>, StairwellRef, u16, u16, HouseholdId)> = Vec::new();
    for (stairwell, home, why) in proposed(community, stairwells, today) {
        let last = community.door(&home.id).and_then(|door| door.last);
        // Top floor down, as field workers walk.
        doors.push((why, last, stairwell.clone(), u16::MAX - home.floor, home.position, home.id.clone()));
    }
    doors.in_order();
    doors.into_iter().map(|(why, _, _, _, _, household)| Proposal { household, why }).collect()
}

/// How many doors of some grids asked for a visit, and how many are proposed in all. Doors and their visits are walked
/// through side by side, both by the door's id: the first screen asks this whenever anything changed.
pub fn count(community: &Community, serves: impl Fn(&GridId) -> bool, today: Day) -> (usize, usize) {
    let keys = community.keys();
    let mut doors = community.all_doors().peekable();
    let (mut asked, mut all) = (0, 0);
    for home in community.all_households().filter(|home| serves(&home.grid)) {
        while doors.next_if(|door| door.id < home.id).is_some() {}
        let door = doors.peek().filter(|door| door.id == home.id);
        if door.is_none_or(|door| !rests(door, &keys, today)) {
            all += 1;
            asked += usize::from(door.is_some_and(|door| door.asked_for));
        }
    }
    (asked, all)
}

/// The doors to be proposed, in no order.
fn proposed<'a>(
    community: &'a Community,
    stairwells: &'a [StairwellRef],
    today: Day,
) -> impl Iterator<Item = (&'a StairwellRef, &'a Household, Why)> {
    let keys = Rc::new(community.keys());
    // A building's doors are read once for its stairwells that stand together.
    stairwells.chunk_by(|one, next| one.building == next.building).flat_map(move |of_one| {
        let keys = keys.clone();
        let homes = of_one.first().into_iter().flat_map(|first| community.doors_of(&first.building));
        homes.filter_map(move |home| {
            let stairwell = of_one.iter().find(|stairwell| stairwell.no == home.stairwell)?;
            Some((stairwell, home, why_now(community, home, &keys, today)?))
        })
    })
}

/// Whether a door may be proposed at all; forcing one that may not needs a safety reason.
pub fn rests(door: &Door, keys: &Keys, today: Day) -> bool {
    let visited = door
        .last
        .is_some_and(|last| today < last.plus(i32::try_from(keys.rest_days).unwrap_or(i32::MAX).saturating_add(1)));
    let declined = door.declined_until.is_some_and(|until| today < until);
    !door.asked_for && (visited || declined || door.wishes.do_not_visit)
}

/// The topics open for co-signing that touch a door: of its grid, and of its yard where one is named.
pub fn open_topics<'a>(community: &'a Community, home: &'a Household) -> impl Iterator<Item = &'a Topic> {
    let yard = community.building(&home.building).and_then(|b| b.courtyard.as_ref());
    community
        .collecting(&home.grid)
        .filter(move |topic| topic.courtyard.as_ref().is_none_or(|scope| Some(scope) == yard))
}

/// Whether a visit nobody asked for may start at this moment.
pub fn is_quiet(community: &Community, now: Millis) -> bool {
    community.keys().is_quiet(now.minute_of_day())
}

fn why_now(community: &Community, home: &Household, keys: &Keys, today: Day) -> Option<Why> {
    if let Some(door) = community.door(&home.id) {
        if door.asked_for {
            return Some(Why::AskedFor);
        }
        if rests(door, keys, today) {
            return None;
        }
    }
    let touched = open_topics(community, home).next().is_some();
    Some(if touched { Why::OpenTopic } else { Why::Unvisited })
}
