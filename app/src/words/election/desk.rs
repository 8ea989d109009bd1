//! Words: what follows from a result, and what the desk of an election says.

use super::{filed, state_of, title};
use crate::{
    pages::elections::known::Poll,
    words::{Lang, when},
};
use rulebook::{
    election::{Elected, Election, FiledWith, SecretBallot, Tally, term},
    time::Day,
};

fn days(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// `412票，第1次投票`.
pub fn won_with(lang: Lang, seat: &Elected) -> String {
    match lang {
        Lang::Zh => format!("{} 票（第{}次投票）", seat.votes, seat.ballot),
        Lang::En => format!("{} votes (ballot {})", seat.votes, seat.ballot),
    }
}

/// Seats left vacant.
pub fn vacant(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Zh => format!("其余席位空着，以后补选。理由：{why}"),
        Lang::En => format!("The other seats stay vacant for a by-election: {why}"),
    }
}

/// What follows from a result: where it hangs, with whom it is filed, the term.
pub(crate) fn after(lang: Lang, poll: &Poll, today: Day) -> Vec<String> {
    let e = &poll.election;
    let mut all = Vec::new();
    if let (Some(on), Some(until)) = (e.published, term::display_until(e, &poll.keys)) {
        let (on, day, left) = (when::day(lang, on), when::day(lang, until), when::days_left(lang, today, until));
        let paper = e.paper.clone().unwrap_or_default();
        all.push(match lang {
            Lang::Zh => format!("{on}公布，贴在{paper}，到{day}（{left}）。"),
            Lang::En => format!("Published on {on}, on paper at {paper}, until {day} ({left})."),
        });
    }
    all.extend(e.filed.iter().map(|one| {
        let (day, with) = (when::day(lang, one.on), filed(lang, one.with));
        match lang {
            Lang::Zh => format!("{day}向{with}备案，{}。", one.file),
            Lang::En => format!("Filed with {with} on {day}, {}.", one.file),
        }
    }));
    if let (Some(from), Some(until)) = (e.term_from, e.term_until) {
        let (from, until) = (when::day(lang, from), when::day(lang, until.plus(-1)));
        all.push(match lang {
            Lang::Zh => format!("职务从{from}开始，到{until}自动结束。"),
            Lang::En => format!("The posts began on {from} and end by themselves on {until}."),
        });
    }
    all
}

/// With whom, as a heading.
pub fn filed_with(lang: Lang, with: FiledWith) -> String {
    match lang {
        Lang::Zh => format!("向{}备案", filed(lang, with)),
        Lang::En => format!("With {}", filed(lang, with)),
    }
}

/// The first day that is far enough ahead.
pub fn first_day(lang: Lang, today: Day, ahead: u32) -> String {
    let day = when::day(lang, today.plus(days(ahead)));
    match lang {
        Lang::Zh => format!("名单要在投票日{ahead}天前公布，所以最早是{day}。"),
        Lang::En => format!("The roll is published {ahead} days before, so {day} at the earliest."),
    }
}

/// How many of those written sit on the board.
pub fn board_size(lang: Lang, names: usize) -> String {
    let size = if names >= 5 { 5 } else { 3 };
    match lang {
        Lang::Zh => format!("写了 {names} 人，前 {size} 人组成选举委员会，其余依次递补。"),
        Lang::En => format!("{names} names; the first {size} sit on the board, the others follow in this order."),
    }
}

/// The button that enters everybody at once.
pub fn enter_all(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("登记本网格其余 {count} 人"),
        Lang::En => format!("Enter the other {count} of the grid"),
    }
}

/// By when the next ballot must be held.
pub fn run_off_by(lang: Lang, until: Day) -> String {
    match lang {
        Lang::Zh => format!("最迟{}投票。", when::day(lang, until)),
        Lang::En => format!("It must be held by {}.", when::day(lang, until)),
    }
}

/// Heading of the two lists.
pub fn lists_title(lang: Lang, ballot: &SecretBallot) -> String {
    let SecretBallot { proxies, calls, .. } = ballot;
    let out = if ballot.lists.is_some() {
        lang.pick("已公布", "published")
    } else {
        lang.pick("还没公布", "not published")
    };
    match lang {
        Lang::Zh => format!("委托 {proxies} 人，流动票箱 {calls} 人（{out}）"),
        Lang::En => format!("{proxies} proxies, {calls} for the mobile box ({out})"),
    }
}

/// When the polls may be closed.
pub fn close_when(lang: Lang, closes: u16) -> String {
    let closes = when::minute(closes);
    match lang {
        Lang::Zh => format!("{closes} 到了，或者名单上每个人都领了票，才能结束。没返回的流动票箱不计票。"),
        Lang::En => {
            format!("At {closes}, or once everybody has their paper. A mobile box that is not back is not counted.")
        }
    }
}

/// How many have no paper yet.
pub fn papers_left(lang: Lang, left: usize) -> String {
    match lang {
        Lang::Zh => format!("还有 {left} 人没有领票"),
        Lang::En => format!("{left} have no paper yet"),
    }
}

/// Whom a paper is handed to.
pub fn hand_out_to(lang: Lang, name: &str, door: &str, through: Option<&str>) -> String {
    match (lang, through) {
        (Lang::Zh, None) => format!("{name} {door}，本人领票"),
        (Lang::En, None) => format!("{name}, {door}, in person"),
        (Lang::Zh, Some(proxy)) => format!("{name} {door}，书面委托，由{proxy}代领"),
        (Lang::En, Some(proxy)) => format!("{name}, {door}, by written proxy through {proxy}"),
    }
}

/// What I handed in.
pub fn my_tally(lang: Lang, tally: &Tally) -> String {
    let Tally { found, void, attempt, .. } = tally;
    match lang {
        Lang::Zh => format!("您第{attempt}次交的：收回 {found} 张，废票 {void} 张。"),
        Lang::En => format!("You handed in (time {attempt}): {found} found, {void} void."),
    }
}

/// Who signed the record.
pub fn signed(lang: Lang, have: usize, need: u32, names: &str) -> String {
    match lang {
        Lang::Zh => format!("已签名 {have}/{need}：{names}"),
        Lang::En => format!("{have} of {need} signed: {names}"),
    }
}

/// The title of its page in the browser's bar.
pub fn page_title(lang: Lang, grid: &str, election: &Election) -> String {
    format!("{} · {}", title(lang, grid, election), state_of(lang, election))
}
