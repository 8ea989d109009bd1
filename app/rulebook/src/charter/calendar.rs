//! Rulebook: the charter's calendar — quiet hours and working days (工作日).

use super::Keys;
use crate::time::Day;

impl Keys {
    /// Whether the minute of the day lies in the quiet hours; the range may cross midnight.
    pub fn is_quiet(&self, minute: u16) -> bool {
        if self.quiet_from <= self.quiet_until {
            (self.quiet_from..self.quiet_until).contains(&minute)
        } else {
            minute >= self.quiet_from || minute < self.quiet_until
        }
    }

    /// Monday to Friday without holidays, plus the weekend days that are worked.
    pub fn is_working_day(&self, day: Day) -> bool {
        self.workdays.contains(&day) || (!day.is_weekend() && !self.holidays.contains(&day))
    }

    /// The day that lies `count` working days (工作日) after `from`.
    pub fn working_days_after(&self, from: Day, count: u32) -> Day {
        let mut day = from;
        let mut left = count;
        // A charter may list many holidays, but not for ever: ten years bound the search.
        for _ in 0..3_660 {
            if left == 0 {
                break;
            }
            day = day.plus(1);
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }
}
