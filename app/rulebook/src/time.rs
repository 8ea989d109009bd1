//! Rulebook: days and moments. Days are Asia/Shanghai calendar days (UTC+8, no summer time).
//! No clock lives here: every time arrives from outside.

use alloc::{format, string::String};
use core::fmt;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{Date, Month, Weekday};

const DAY_MS: i64 = 86_400_000;
const ZONE_MS: i64 = 8 * 3_600_000;
const UNIX_EPOCH_JULIAN: i32 = 2_440_588;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// A calendar day in Asia/Shanghai, as days since 1970-01-01; written `2026-06-15`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

/// When an act is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The judge's clock: the server's receive time, or the phone's best guess of it.
    pub now: Millis,
    /// When the newest ledger entry that the device had seen was written: the act cannot be older
    /// (`domain.md` §2.7, clock rule). `None` where the judge does not know.
    pub seen_at: Option<Millis>,
}

impl Moment {
    /// A moment with no lower bound for claims.
    pub fn at(now: Millis) -> Self {
        Self { now, seen_at: None }
    }

    /// A device's claim, held between what it had already seen and now; the flag says it was moved.
    pub fn clamp(&self, claim: Millis) -> (Millis, bool) {
        let low = self.seen_at.unwrap_or(claim).min(self.now);
        let held = claim.max(low).min(self.now);
        (held, held != claim)
    }
}

impl Millis {
    /// The calendar day in Shanghai.
    pub fn day(self) -> Day {
        let days = self.0.saturating_add(ZONE_MS).div_euclid(DAY_MS);
        Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Minutes since midnight in Shanghai, 0–1439.
    pub fn minute_of_day(self) -> u16 {
        let ms = self.0.saturating_add(ZONE_MS).rem_euclid(DAY_MS);
        u16::try_from(ms / 60_000).unwrap_or(0)
    }

    /// This moment plus whole hours.
    pub fn plus_hours(self, hours: u32) -> Millis {
        Millis(self.0.saturating_add(i64::from(hours) * 3_600_000))
    }

    /// This moment plus whole minutes.
    pub fn plus_minutes(self, minutes: u32) -> Millis {
        Millis(self.0.saturating_add(i64::from(minutes) * 60_000))
    }
}

impl Day {
    /// A day from year, month (1–12) and day of month; `None` if there is no such day.
    pub fn ymd(year: i32, month: u8, day: u8) -> Option<Day> {
        let month = Month::try_from(month).ok()?;
        let date = Date::from_calendar_date(year, month, day).ok()?;
        Some(Day(date.to_julian_day() - UNIX_EPOCH_JULIAN))
    }

    /// Year, month and day of month.
    pub fn parts(self) -> (i32, u8, u8) {
        let date = self.date();
        (date.year(), u8::from(date.month()), date.day())
    }

    /// The first millisecond of this day in Shanghai.
    pub fn starts(self) -> Millis {
        Millis(i64::from(self.0) * DAY_MS - ZONE_MS)
    }

    /// The first millisecond of the day after.
    pub fn ends(self) -> Millis {
        self.plus(1).starts()
    }

    /// This day plus (or minus) whole days.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The same calendar day so many years later; where there is none (29 February), the last day
    /// of that month (民法典 art. 202: 没有对应日的，月末日为期间的最后一日).
    pub fn plus_years(self, years: i32) -> Day {
        let (year, month, day) = self.parts();
        Day::ymd(year + years, month, day).or_else(|| Day::ymd(year + years, month, 28)).unwrap_or(self)
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.date().weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    /// Reads `2026-06-15`.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Day::ymd(year, month, day)
    }

    fn date(self) -> Date {
        let julian = self.0.saturating_add(UNIX_EPOCH_JULIAN);
        Date::from_julian_day(julian).unwrap_or(Date::MIN)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        Day::parse(&text).ok_or_else(|| D::Error::custom(format!("not a day: {text}")))
    }
}
