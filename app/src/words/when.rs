//! Words: dates, times and how long ago. Every time a person reads is Shanghai time.

use super::Lang;
use rulebook::time::{Day, Millis};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `2 小时前`, `刚才`; a time ahead of the clock counts as now.
pub fn ago(lang: Lang, now: Millis, then: Millis) -> String {
    let gone = now.0.saturating_sub(then.0).max(0);
    let (count, zh, one, many) = match gone {
        ..MINUTE => return lang.pick("刚才", "just now").into(),
        MINUTE..HOUR => (gone / MINUTE, "分钟", "minute", "minutes"),
        HOUR..DAY => (gone / HOUR, "小时", "hour", "hours"),
        _ => (gone / DAY, "天", "day", "days"),
    };
    match lang {
        Lang::Zh => format!("{count} {zh}前"),
        Lang::En if count == 1 => format!("1 {one} ago"),
        Lang::En => format!("{count} {many} ago"),
    }
}

/// `09:42` on the same day, `6月14日 09:42` on another.
pub fn clock(lang: Lang, now: Millis, then: Millis) -> String {
    if now.day() == then.day() {
        time_of_day(then)
    } else {
        format!("{} {}", day_short(lang, then.day()), time_of_day(then))
    }
}

/// `09:42`.
pub fn time_of_day(at: Millis) -> String {
    minute(at.minute_of_day())
}

/// A minute since midnight as `20:30`.
pub fn minute(of_day: u16) -> String {
    format!("{:02}:{:02}", of_day / 60, of_day % 60)
}

/// `2026年6月15日`, `15 June 2026`.
pub fn day(lang: Lang, day: Day) -> String {
    let (y, m, d) = day.parts();
    match lang {
        Lang::Zh => format!("{y}年{m}月{d}日"),
        Lang::En => format!("{d} {} {y}", month(m)),
    }
}

/// `6月15日`, `15 June`.
pub fn day_short(lang: Lang, day: Day) -> String {
    let (_, m, d) = day.parts();
    match lang {
        Lang::Zh => format!("{m}月{d}日"),
        Lang::En => format!("{d} {}", month(m)),
    }
}

/// `2026年6月15日 09:12`.
pub fn full(lang: Lang, at: Millis) -> String {
    format!("{} {}", day(lang, at.day()), time_of_day(at))
}

/// `还有 18 天`, `今天截止`, `已过 2 天`.
pub fn days_left(lang: Lang, today: Day, until: Day) -> String {
    let left = until.0.saturating_sub(today.0);
    match (lang, left) {
        (Lang::Zh, 0) => "今天截止".into(),
        (Lang::En, 0) => "ends today".into(),
        (Lang::Zh, 1..) => format!("还有 {left} 天"),
        (Lang::En, 1) => "1 day left".into(),
        (Lang::En, 1..) => format!("{left} days left"),
        (Lang::Zh, _) => format!("已过 {} 天", -left),
        (Lang::En, -1) => "1 day over".into(),
        (Lang::En, _) => format!("{} days over", -left),
    }
}

/// `2026年第二季度`.
pub fn quarter(lang: Lang, day: Day) -> String {
    let (y, m, _) = day.parts();
    let q = (m - 1) / 3 + 1;
    match lang {
        Lang::Zh => format!("{y}年第{}季度", ["一", "二", "三", "四"].get(usize::from(q - 1)).unwrap_or(&"")),
        Lang::En => format!("Q{q} {y}"),
    }
}

fn month(no: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES.get(usize::from(no.saturating_sub(1))).unwrap_or(&"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hours_ago_is_said_in_both_languages() {
        let now = Millis(10 * DAY);
        assert_eq!(ago(Lang::Zh, now, Millis(now.0 - 2 * HOUR)), "2 小时前");
        assert_eq!(ago(Lang::En, now, Millis(now.0 - HOUR)), "1 hour ago");
        assert_eq!(ago(Lang::Zh, now, Millis(now.0 + HOUR)), "刚才");
        assert_eq!(ago(Lang::Zh, now, Millis(now.0 - 3 * DAY)), "3 天前");
    }

    #[test]
    fn days_left_never_shows_a_negative_number() {
        let today = Day(100);
        assert_eq!(days_left(Lang::Zh, today, Day(118)), "还有 18 天");
        assert_eq!(days_left(Lang::Zh, today, today), "今天截止");
        assert_eq!(days_left(Lang::En, today, Day(98)), "2 days over");
    }
}
