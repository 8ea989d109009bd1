//! Rulebook: 「定期每个季度召开一次」 — whether a calendar quarter had its regular meeting (§3.2). No
//! score, no ranking: one sentence that residents may read.

use super::{MeetingKind, MeetingState};
use crate::{
    community::Community,
    ids::{GridId, PersonId},
    people::Role,
    time::Day,
};
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

    /// Its last day.
    pub fn ends(self) -> Day {
        let (month, day) = match self.no {
            1 => (3, 31),
            2 => (6, 30),
            3 => (9, 30),
            _ => (12, 31),
        };
        Day::ymd(self.year, month, day).unwrap_or(Day(i32::MAX))
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

/// Whether a regular meeting of what is left of the quarter is called, so that nobody need be reminded of it.
fn is_arranged(community: &Community, grid: &GridId, today: Day) -> bool {
    use MeetingState::*;
    community.all_meetings().any(|m| {
        let ahead = matches!(m.state, Called | Noticed | CheckIn) && m.starts.day() >= today;
        let regular = m.regular && m.kind == MeetingKind::Deliberation && m.grid == *grid;
        regular && ahead && Season::of(m.starts.day()) == Season::of(today)
    })
}

/// The reminder that stands on a day: the nearest of the charter's days before the quarter's end that has come, while its
/// regular meeting is neither held nor called.
pub fn reminder(community: &Community, grid: &GridId, today: Day) -> Option<u32> {
    let season = Season::of(today);
    let left = u32::try_from(season.ends().0.saturating_sub(today.0)).ok()?;
    let stands = community.keys().season_remind.iter().copied().filter(|days| left <= *days).min()?;
    (!held(community, grid, season) && !is_arranged(community, grid, today)).then_some(stands)
}

/// The grids whose chair or party secretary somebody is, and which they are reminded of that day.
pub fn reminded<'a>(community: &'a Community, person: &'a PersonId, today: Day) -> impl Iterator<Item = &'a GridId> {
    let minds = |role: Role| matches!(role, Role::CommitteeChair | Role::GridPartySecretary);
    let grids = community.all_grids().map(|grid| &grid.id);
    grids.filter(move |grid| community.holds(person, grid, today, minds) && reminder(community, grid, today).is_some())
}
