//! Words: what stands in the calendar of a phone: a grid's meetings and days, each understood
//! alone, beside a dentist's appointment.

use super::{Lang, when};
use rulebook::time::Day;

/// `第3网格 · 橙格`: what the calendar itself is called.
pub fn name(lang: Lang, grid: &str) -> String {
    format!("{grid} · {}", lang.words().app_name)
}

/// What a meeting or a day is about, and whose: `网格自管会议事会 · 第3网格`; one that does not take place
/// then says so first.
pub fn summary(lang: Lang, off: Option<&str>, what: &str, whose: &str) -> String {
    match (lang, off) {
        (_, None) => format!("{what} · {whose}"),
        (Lang::Zh, Some(off)) => format!("【{off}】{what} · {whose}"),
        (Lang::En, Some(off)) => format!("{off}: {what} · {whose}"),
    }
}

/// The titles of an agenda, numbered, each on a line of its own.
pub fn agenda(lang: Lang, titles: &[String]) -> String {
    let lines: Vec<String> = titles.iter().enumerate().map(|(at, title)| format!("{}. {title}", at + 1)).collect();
    format!("{}\n{}", lang.pick("议程：", "Agenda:"), lines.join("\n"))
}

/// The last day for co-signing a topic.
pub fn window_ends(lang: Lang) -> &'static str {
    lang.pick("联名截止", "Last day to co-sign")
}

/// The last day a decision hangs out.
pub fn display_ends(lang: Lang) -> &'static str {
    lang.pick("决定公示到期", "Last day of a decision’s display")
}

/// The last day on which new facts may be brought against a decision.
pub fn objections_end(lang: Lang) -> &'static str {
    lang.pick("对决定提新情况截止", "Last day to bring new facts on a decision")
}

/// The days on which the roll of voters may be objected to.
pub fn roll_objections(lang: Lang) -> &'static str {
    lang.pick("选民名单异议期", "Objections to the roll of voters")
}

/// The day to which nominations were extended.
pub fn nominations_extended(lang: Lang) -> &'static str {
    lang.pick("提名延长，最后一天", "Last day of the extended nominations")
}

/// A further ballot: `投票日（第2次）`.
pub fn polling_again(lang: Lang, no: u32) -> String {
    let day = lang.election().polling_day;
    match (lang, no) {
        (_, ..=1) => day.into(),
        (Lang::Zh, no) => format!("{day}（第{no}次）"),
        (Lang::En, no) => format!("{day} (ballot {no})"),
    }
}

/// Until when the polls are open on a day.
pub fn polls(lang: Lang, on: Day, closes: u16) -> String {
    let (day, closes) = (when::day(lang, on), when::minute(closes));
    match lang {
        Lang::Zh => format!("{day}，{closes} 结束投票"),
        Lang::En => format!("{day}, polls close at {closes}"),
    }
}
