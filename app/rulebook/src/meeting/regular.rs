//! Rulebook: 「定期每个季度召开一次」 — whether a calendar quarter had its regular meeting (§3.2). No
//! score, no ranking: one sentence that residents may read.

use crate::{community::Community, ids::GridId, time::Day};
use alloc::{format, string::String};

/// A calendar quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Season {
    /// The year.
    pub year: i32,
    /// 1–4.
    pub no: u8,
}

impl Season {
    /// The quarter of a day.
    pub fn of(day: Day) -> Season {
        let (year, month, _) = day.parts();
        Season { year, no: month.saturating_sub(1) / 3 + 1 }
    }

    /// The quarter before.
    pub fn before(self) -> Season {
        if self.no > 1 {
            Season { year: self.year, no: self.no - 1 }
        } else {
            Season { year: self.year.saturating_sub(1), no: 4 }
        }
    }

    pub(crate) fn of_grid(self, grid: &GridId) -> String {
        format!("{grid} {}Q{}", self.year, self.no)
    }
}

/// Whether the grid held its regular meeting in that quarter; an extra one does not count.
pub fn held(community: &Community, grid: &GridId, season: Season) -> bool {
    community.regular_meetings(grid, season).next().is_some()
}

/// `Missed 本季度未召开`: on a day, whether the quarter before went by without one.
pub fn missed(community: &Community, grid: &GridId, today: Day) -> bool {
    !held(community, grid, Season::of(today).before())
}
