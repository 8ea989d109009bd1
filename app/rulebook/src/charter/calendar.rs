//! Rulebook: the charter's calendar — quiet hours and working days (工作日).

use super::Keys;
use crate::time::Day;

/// Whether a minute lies in a part of the day, which may cross midnight; from and until the same minute is none of it.
fn lies_in((from, until): (u16, u16), minute: u16) -> bool {
    if from <= until { (from..until).contains(&minute) } else { minute >= from || minute < until }
}

impl Keys {
    /// Whether the minute of the day lies in the quiet hours; the range may cross midnight.
    pub fn is_quiet(&self, minute: u16) -> bool {
        lies_in((self.quiet_from, self.quiet_until), minute)
    }

    /// Whether a phone may call its owner at this minute of the day: "no push outside 08:30–20:30" (B6, `domain.md` §6.4),
    /// nor in the hours that they keep for themselves. No matter of today's is an urgent safety notice.
    pub fn may_call(&self, minute: u16, own: Option<(u16, u16)>) -> bool {
        !self.is_quiet(minute) && !own.is_some_and(|own| lies_in(own, minute))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_called_in_the_quiet_hours_nor_in_their_own() {
        let keys = Keys::default();
        let at = |hour: u16, minute: u16| hour * 60 + minute;
        let may = |minute, own| keys.may_call(minute, own);
        assert!(may(at(8, 30), None) && may(at(20, 29), None));
        assert!(!may(at(20, 30), None) && !may(at(23, 59), None) && !may(0, None) && !may(at(8, 29), None));
        let nap = Some((at(12, 0), at(14, 0)));
        assert!(may(at(11, 59), nap) && !may(at(12, 0), nap) && !may(at(13, 59), nap) && may(at(14, 0), nap));
        // Their own hours are beside the charter's and never instead of them.
        assert!(!may(at(21, 0), nap));
        let long = Some((at(18, 0), at(10, 0)));
        assert!(!may(at(9, 0), long) && may(at(10, 0), long) && !may(at(18, 0), long));
        assert!(may(at(12, 0), Some((at(9, 0), at(9, 0)))), "no time at all");
    }
}
