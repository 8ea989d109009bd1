//! Words: the papers of a ballot, the custody of a box, the sum of a count written out.

use crate::words::{Lang, when};
use rulebook::{
    charter::election::Mode,
    election::{
        BallotBox, SecretBallot,
        arithmetic::Outcome,
        ballot::Rule,
        boxes::{AtDoor, BoxState},
        count::Line,
    },
    time::Millis,
};

/// `第1次投票 · 2026年6月6日`.
pub fn ballot_title(lang: Lang, ballot: &SecretBallot) -> String {
    let day = when::day(lang, ballot.on);
    match lang {
        Lang::Zh => format!("第{}次投票 · {day}", ballot.no),
        Lang::En => format!("Ballot {} · {day}", ballot.no),
    }
}

/// Papers handed out so far, proxies, calls of the mobile box.
pub fn papers(lang: Lang, ballot: &SecretBallot) -> String {
    let SecretBallot { issued, proxies, calls, .. } = ballot;
    match lang {
        Lang::Zh => format!("已发出选票 {issued} 张；委托投票 {proxies} 人，申请流动票箱 {calls} 人。"),
        Lang::En => format!("{issued} papers handed out; {proxies} proxies, {calls} asked for the mobile box."),
    }
}

/// When the lists were published.
pub fn lists_out(lang: Lang, ballot: &SecretBallot, at: Millis) -> String {
    match lang {
        Lang::Zh => format!(
            "委托 {} 人、流动票箱 {} 人的名单，{}在纸上公布。",
            ballot.proxies,
            ballot.calls,
            when::full(lang, at)
        ),
        Lang::En => format!(
            "The lists of {} proxies and {} for the mobile box hang on paper since {}.",
            ballot.proxies,
            ballot.calls,
            when::full(lang, at)
        ),
    }
}

/// What a box is called.
pub fn box_name(lang: Lang, at: &BallotBox) -> String {
    let kind =
        if at.mobile { lang.pick("流动票箱", "Mobile box") } else { lang.pick("投票站票箱", "Ballot box") };
    format!("{kind} · {}", at.place)
}

/// Where a box is.
pub fn box_state(lang: Lang, state: BoxState) -> &'static str {
    let (zh, en) = match state {
        BoxState::Sealed => ("已封", "sealed"),
        BoxState::Out => ("在路上", "on its way"),
        BoxState::Back => ("已返回", "back"),
        BoxState::Opened => ("已开箱", "opened"),
        BoxState::Excluded => ("不计票", "not counted"),
    };
    lang.pick(zh, en)
}

/// Seal, out, back, papers.
pub fn custody(lang: Lang, at: &BallotBox) -> String {
    let hour = |at: Millis| when::time_of_day(at);
    let mut parts = vec![match lang {
        Lang::Zh => format!("封签 {}", at.seal),
        Lang::En => format!("Seal {}", at.seal),
    }];
    if let Some(out) = at.out {
        parts.push(match lang {
            Lang::Zh => format!("{} 出发", hour(out)),
            Lang::En => format!("left at {}", hour(out)),
        });
    }
    if let Some(back) = at.back {
        parts.push(match lang {
            Lang::Zh => format!("{} 返回", hour(back)),
            Lang::En => format!("back at {}", hour(back)),
        });
    }
    parts.push(match (lang, at.mobile) {
        (Lang::Zh, true) => format!("发出 {} 张，投入 {} 张", at.issued, at.returned),
        (Lang::Zh, false) => format!("发出 {} 张", at.issued),
        (Lang::En, true) => format!("{} papers handed out, {} put in", at.issued, at.returned),
        (Lang::En, false) => format!("{} papers handed out", at.issued),
    });
    parts.join(" · ")
}

/// What came of a stop at a door.
pub fn at_door(lang: Lang, outcome: AtDoor) -> &'static str {
    let (zh, en) = match outcome {
        AtDoor::PutIn => ("领票并投入", "Paper put in"),
        AtDoor::Kept => ("领票没投", "Paper kept"),
        AtDoor::Refused => ("不领", "Not wanted"),
        AtDoor::NoAnswer => ("没人", "No answer"),
    };
    lang.pick(zh, en)
}

/// 「收回的选票等于或者少于发出的选票，选举有效；多于的，无效。」 with the numbers.
pub fn papers_sum(lang: Lang, issued: u32, found: u32, void: u32) -> String {
    let valid = found.saturating_sub(void);
    match (lang, found > issued) {
        (Lang::Zh, true) => {
            format!("发出 {issued} 张，收回 {found} 张：{found} > {issued}，多 {} 张 → 选举无效", found - issued)
        }
        (Lang::En, true) => {
            format!("{issued} handed out, {found} found: {found} > {issued}, {} too many → void", found - issued)
        }
        (Lang::Zh, false) => format!(
            "发出 {issued} 张，收回 {found} 张：{found} ≤ {issued} → 票数有效；收回 {found} − 废票 {void} = 有效票 {valid} 张"
        ),
        (Lang::En, false) => format!(
            "{issued} handed out, {found} found: {found} ≤ {issued} → the papers fit; {found} − {void} void = {valid} valid"
        ),
    }
}

/// Whether enough took part, with the numbers.
pub fn turnout(lang: Lang, mode: Mode, base: u32, found: u32) -> String {
    let (f, b) = (u64::from(found), u64::from(base));
    let (left, right, enough) = match mode {
        Mode::ResidentReps => (format!("{found} × 3 = {}", f * 3), format!("{base} × 2 = {}", b * 2), f * 3 > b * 2),
        _ => (format!("{found} × 2 = {}", f * 2), base.to_string(), f * 2 > b),
    };
    let sign = if enough { ">" } else { "≤" };
    let (zh, en) = if enough {
        ("参加投票的人够数", "enough took part")
    } else {
        ("参加的人不够，选举无效", "too few took part, void")
    };
    match lang {
        Lang::Zh => format!("应投票 {base} 人，投票 {found} 张：{left} {sign} {right} → {zh}"),
        Lang::En => format!("{base} could cast, {found} did: {left} {sign} {right} → {en}"),
    }
}

/// What wins in a section.
pub fn rule(lang: Lang, rule: Rule) -> &'static str {
    let (zh, en) = match rule {
        Rule::Majority => (
            "赞成票过投票总数的半数当选；超过名额的，票多的当选",
            "more than half of all papers wins; above the seats, more votes",
        ),
        Rule::RunOff => (
            "另行选举：票多的当选，且不少于投票总数的三分之一",
            "run-off: more votes, and a third of all papers at least",
        ),
        Rule::Revote => ("票数相同的再投：票多的当选", "among those tied: more votes"),
        Rule::Recall => ("同意罢免的过投票总数的半数，才罢免", "recalled if more than half of all papers agree"),
    };
    lang.pick(zh, en)
}

/// The marks of one person.
pub fn votes(lang: Lang, line: &Line, valid: u32) -> String {
    let left = valid.saturating_sub(line.yes).saturating_sub(line.no);
    match lang {
        Lang::Zh => format!("赞成 {} · 反对 {} · 弃权 {left}", line.yes, line.no),
        Lang::En => format!("{} yes · {} no · {left} abstained", line.yes, line.no),
    }
}

/// One person against the threshold, written out.
pub fn threshold(lang: Lang, rule: Rule, yes: u32, found: u32) -> String {
    let (y, f) = (u64::from(yes), u64::from(found));
    let (sum, fits) = match rule {
        Rule::Majority | Rule::Recall => {
            (format!("{yes} × 2 = {} {} {found}", y * 2, if y * 2 > f { ">" } else { "≤" }), y * 2 > f)
        }
        Rule::RunOff => {
            (format!("{yes} × 3 = {} {} {found}", y * 3, if y * 3 >= f { "≥" } else { "<" }), yes > 0 && y * 3 >= f)
        }
        Rule::Revote => return lang.pick("再投一次，只比票数", "Only the votes decide").into(),
    };
    let (zh, en) = if fits { ("够票数", "enough") } else { ("不够", "not enough") };
    format!("{sum} → {}", lang.pick(zh, en))
}

/// What a section leaves open.
pub fn left_open(lang: Lang, outcome: &Outcome) -> Option<String> {
    let Outcome { tied, tied_seats, missing, .. } = outcome;
    if !tied.is_empty() {
        return Some(match lang {
            Lang::Zh => format!("{} 人票数相同，争 {tied_seats} 个名额：在他们中间再投一次", tied.len()),
            Lang::En => format!("{} are tied for {tied_seats} seat(s): another vote among them", tied.len()),
        });
    }
    (*missing > 0).then(|| match lang {
        Lang::Zh => format!("缺 {missing} 名：另行选举"),
        Lang::En => format!("{missing} missing: a run-off"),
    })
}
