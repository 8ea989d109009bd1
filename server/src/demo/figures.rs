//! Server: the figures of the demo community (`domain.md` §8.2–8.3). A thing is found by its grid,
//! building and place; from these follow all ids.

use rulebook::{
    Day, Millis,
    ids::{BuildingId, CourtyardId, GridId, HouseholdId, PersonId},
};

/// The id of the demo community.
pub(super) const COMMUNITY: &str = "zhanshan-demo";

/// One grid's figures.
pub(super) struct Figures {
    /// 1–7.
    pub no: usize,
    /// 居民楼.
    pub buildings: usize,
    /// 住户.
    pub households: usize,
    /// 人口.
    pub people: usize,
    /// 党员.
    pub party: usize,
    /// 企业商户.
    pub shops: usize,
    /// 机关事业单位.
    pub institutions: usize,
    /// 医院.
    pub hospitals: usize,
    /// Under 18 on the day of the demo.
    pub minors: usize,
}

/// The seven grids. Totals 7 · 122 · 3,914 · 12,242 · 652 · 369 · 12 · 4, and 1,738 minors.
pub(super) const GRIDS: [Figures; 7] = [
    row([1, 17, 548, 1714, 91, 64, 2, 1, 243]),
    row([2, 18, 575, 1798, 95, 38, 1, 0, 255]),
    row([3, 15, 492, 1539, 98, 41, 2, 0, 219]),
    row([4, 17, 561, 1755, 93, 52, 2, 1, 249]),
    row([5, 17, 537, 1680, 90, 47, 1, 1, 239]),
    row([6, 19, 604, 1889, 93, 56, 2, 0, 268]),
    row([7, 19, 597, 1867, 92, 71, 2, 1, 265]),
];

const fn row(r: [usize; 9]) -> Figures {
    let [no, buildings, households, people, party, shops, institutions, hospitals, minors] = r;
    Figures { no, buildings, households, people, party, shops, institutions, hospitals, minors }
}

/// The day on which the demo starts.
pub(super) fn today() -> Day {
    day(2026, 6, 15)
}

/// The moment at which the demo starts: 09:00 in Shanghai.
pub(super) fn now() -> Millis {
    today().starts().plus_hours(9)
}

/// A day that exists; the epoch for one that does not.
pub(super) fn day(year: i32, month: u8, day: u8) -> Day {
    Day::ymd(year, month, day).unwrap_or_default()
}

/// `g-03`.
pub(super) fn grid_id(grid: usize) -> GridId {
    GridId(format!("g-{grid:02}"))
}

/// `y-03`: the one yard of a demo grid.
pub(super) fn yard_id(grid: usize) -> CourtyardId {
    CourtyardId(format!("y-{grid:02}"))
}

/// `b-03-05`.
pub(super) fn building_id(grid: usize, building: usize) -> BuildingId {
    BuildingId(format!("b-{grid:02}-{building:02}"))
}

/// `hh-03-0123`; doors of a grid count from 0.
pub(super) fn household_id(grid: usize, door: usize) -> HouseholdId {
    HouseholdId(format!("hh-{grid:02}-{door:04}"))
}

/// `p-03-0123-0`; people behind a door count from 0.
pub(super) fn person_id(grid: usize, door: usize, slot: usize) -> PersonId {
    PersonId(format!("p-{grid:02}-{door:04}-{slot}"))
}

/// The household head at the `n`th door (from 0) of a building (from 1) of a grid (from 1).
pub(super) fn head(grid: usize, building: usize, n: usize) -> PersonId {
    let first = GRIDS.get(grid - 1).map_or(0, |g| g.first_door(building));
    person_id(grid, first + n, 0)
}

impl Figures {
    /// How many people live behind each door.
    pub(super) fn sizes(&self) -> Vec<usize> {
        const CYCLE: [usize; 10] = [3, 2, 4, 3, 1, 5, 3, 2, 4, 4];
        let mut sizes: Vec<usize> = CYCLE.iter().copied().cycle().take(self.households).collect();
        let mut sum: usize = sizes.iter().sum();
        // 7 has no divisor in common with any of the counts: the walk reaches every door.
        for t in 0.. {
            if sum == self.people {
                break;
            }
            let size = &mut sizes[t * 7 % self.households];
            if sum < self.people && *size < 6 {
                *size += 1;
                sum += 1;
            } else if sum > self.people && *size > 1 {
                *size -= 1;
                sum -= 1;
            }
        }
        sizes
    }

    /// Doors of a building (from 1); the first buildings have one more than the others.
    pub(super) fn doors(&self, building: usize) -> usize {
        let more = building <= self.households % self.buildings;
        self.households / self.buildings + usize::from(more)
    }

    /// The first door of a building.
    pub(super) fn first_door(&self, building: usize) -> usize {
        (1..building).map(|earlier| self.doors(earlier)).sum()
    }

    /// Which places behind which doors are children's: place 2 of every door in order, then 3, 4, 5,
    /// until there are as many as the figures say.
    pub(super) fn children(&self, sizes: &[usize]) -> Vec<(usize, usize)> {
        let places = (2..6).flat_map(|slot| (0..sizes.len()).map(move |door| (door, slot)));
        places.filter(|(door, slot)| sizes[*door] > *slot).take(self.minors).collect()
    }

    /// Whether the head of a household is a party member.
    pub(super) fn is_party(&self, door: usize, slot: usize) -> bool {
        slot == 0 && 13 * door % self.households < self.party
    }
}
