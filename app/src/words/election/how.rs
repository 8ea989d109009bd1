//! Words: where an election stands and who has to do what until when.

use super::post;
use crate::{
    pages::elections::known::Poll,
    words::{Lang, when},
};
use rulebook::{
    charter::election::Mode,
    election::{Confirmed, Election, ElectionState, Post, Seats, term},
    time::Day,
};

fn days(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// `第3网格自管会换届选举 2026`.
pub fn title(lang: Lang, grid: &str, election: &Election) -> String {
    let (year, ..) = election.vote_on.parts();
    if election.recall.is_some() {
        return match (lang, grid.is_empty()) {
            (Lang::Zh, _) => format!("{grid}自管会罢免投票（{year}年）"),
            (Lang::En, true) => format!("Vote on a recall {year}"),
            (Lang::En, false) => format!("{grid}: Vote on a recall {year}"),
        };
    }
    match (lang, election.fills.is_some()) {
        (Lang::Zh, false) => format!("{grid}自管会换届选举（{year}年）"),
        (Lang::Zh, true) => format!("{grid}自管会补选（{year}年）"),
        (Lang::En, _) => {
            let kind = if election.fills.is_some() { "By-election" } else { "Committee election" };
            if grid.is_empty() { format!("{kind} {year}") } else { format!("{grid}: {kind} {year}") }
        }
    }
}

/// Who casts ballots.
pub fn mode(lang: Lang, mode: Mode) -> &'static str {
    let (zh, en) = match mode {
        Mode::AllVoters => ("全体选民投票", "Every voter"),
        Mode::HouseholdReps => ("一户一票", "One voter for each household"),
        Mode::ResidentReps => ("居民代表投票", "The residents’ representatives"),
    };
    lang.pick(zh, en)
}

/// `选主任1名、副主任2名、委员6名`.
pub fn seats(lang: Lang, seats: &Seats) -> String {
    let part = |of: Post| match lang {
        Lang::Zh => format!("{}{}名", post(lang, of), seats.of(of)),
        Lang::En => format!("{} × {}", seats.of(of), post(lang, of)),
    };
    let all: Vec<String> = Post::ALL.into_iter().filter(|of| seats.of(*of) > 0).map(part).collect();
    all.join(lang.pick("、", ", "))
}

/// `9名`.
pub fn total(lang: Lang, seats: u32) -> String {
    match lang {
        Lang::Zh => format!("{seats}名"),
        Lang::En => format!("{seats} seats"),
    }
}

/// `自管会副主任（2名）`.
pub fn post_seats(lang: Lang, of: Post, seats: u32) -> String {
    match lang {
        Lang::Zh => format!("{}（{seats}名）", post(lang, of)),
        Lang::En => format!("{} ({seats})", post(lang, of)),
    }
}

/// When the term ends, and that an election must be held before.
pub fn term_clock(lang: Lang, until: Option<Day>, today: Day) -> String {
    let Some(until) = until else {
        return lang.pick("这一届自管会没有写明任期。", "The committee’s term has no end noted.").into();
    };
    let (last, left) = (when::day(lang, until.plus(-1)), term::days_left(until, today));
    match (lang, left) {
        (Lang::Zh, ..0) => format!("这一届自管会的任期到{last}为止，已经届满，应当换届选举。"),
        (Lang::En, ..0) => format!("The committee’s term ended on {last}; an election is due."),
        (Lang::Zh, _) => format!("这一届自管会的任期到{last}为止，还有 {left} 天；在这以前换届选举。"),
        (Lang::En, _) => {
            format!("The committee’s term lasts until {last}, {left} days more; an election is held before.")
        }
    }
}

/// `投票日 2026年6月27日，18:00 结束`.
pub fn polling(lang: Lang, election: &Election) -> String {
    let (day, closes) = (when::day(lang, election.vote_on), when::minute(election.closes));
    match lang {
        Lang::Zh => format!("投票日：{day}，{closes} 结束投票"),
        Lang::En => format!("Polling day: {day}, polls close at {closes}"),
    }
}

/// Put off, and why.
pub fn moved(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Zh => format!("投票日推迟过，理由：{why}"),
        Lang::En => format!("Polling day was put off: {why}"),
    }
}

/// Who has to do what until when.
pub(crate) fn next(lang: Lang, poll: &Poll, today: Day) -> String {
    let (zh, en) = next_in_both(poll, today);
    lang.pick(&zh, &en).into()
}

fn next_in_both(poll: &Poll, today: Day) -> (String, String) {
    use ElectionState::*;
    if let Some(both) = super::recall::next(poll) {
        return both;
    }
    let (e, keys) = (&poll.election, &poll.keys);
    let both = |day: Day| (when::day(Lang::Zh, day), when::day(Lang::En, day));
    let before = |count: u32| both(e.vote_on.plus(-days(count)));
    let closes = when::minute(e.closes);
    match e.state {
        Announced if e.confirmed.is_none() => (
            "先由网格居民会议确认选举委员会，由网格党组织记下来。".into(),
            "First the residents’ meeting confirms the board; the party organisation notes it.".into(),
        ),
        Announced => {
            let (zh, en) = before(keys.election_roll.published);
            (
                format!("选举委员会登记选民，最迟{zh}公布名单。"),
                format!("The board writes the roll and publishes it by {en}."),
            )
        }
        RollPublished => {
            let (zh, en) = e.objections_until(keys).map(both).unwrap_or_default();
            (
                format!(
                    "看看自己在不在名单上；{zh}以前可以提出异议，选举委员会{}天内答复。",
                    keys.election_roll.answer
                ),
                format!(
                    "See whether you are on the roll; objections until {en}, each answered within {} days.",
                    keys.election_roll.answer
                ),
            )
        }
        RollFinal => (
            "名单已经确定，选举委员会接着开始提名。".into(),
            "The roll is final; the board opens the nominations next.".into(),
        ),
        Nominating => {
            let (zh, en) = before(keys.election_nominate.list_days);
            let need = keys.election_nominate.voters;
            let longer = e
                .extended
                .map(both)
                .map(|(zh, en)| (format!("提名延长到{zh}。"), format!(" Extended until {en}.")))
                .unwrap_or_default();
            (
                format!(
                    "{need}名选民联名，或者网格党组织提名，本人同意就能参选。{}选举委员会最迟{zh}公布候选人名单。",
                    longer.0
                ),
                format!(
                    "Ten voters ({need}) or the party organisation name somebody who agrees to stand.{} The board publishes the list by {en}.",
                    longer.1
                ),
            )
        }
        CandidatesPublished => {
            let (zh, en) = both(e.vote_on);
            (
                format!("{zh}投票，{closes} 结束。去不了的，在名单公布前申请流动票箱或者书面委托。"),
                format!(
                    "Polls on {en} until {closes}. Who cannot come asks for the mobile box or gives a written proxy before the lists are out."
                ),
            )
        }
        Voting => (
            format!("正在投票，{closes} 结束。凭本人领一张选票，在秘密写票处填写。"),
            format!("The polls are open until {closes}. Each voter takes one paper and fills it in behind the screen."),
        ),
        Counting => (
            "投票已经结束：一起开箱，两名计票人各数一遍，三人签名以后宣布。".into(),
            "The polls are closed: the boxes are opened together, two tellers count, three sign, then it is declared."
                .into(),
        ),
        Valid => (
            "选举有效，选举委员会当场宣读结果。".into(),
            "It is valid; the board reads out the result on the spot.".into(),
        ),
        Void => void(poll),
        RunOff => run_off(poll),
        Complete => {
            ("已经选出，选举委员会公布结果。".into(), "All are elected; the board publishes the result.".into())
        }
        Published => {
            let (zh, en) = term::hand_over_by(e, keys).map(both).unwrap_or_default();
            let late = term::hand_over_by(e, keys).is_some_and(|by| by < today);
            let mark = if late { ("（已逾期）", " (overdue)") } else { ("", "") };
            (
                format!("向社区党委和居委会备案，最迟{zh}交接{}。", mark.0),
                format!("It is filed with both, and handed over by {en}{}.", mark.1),
            )
        }
        HandedOver => {
            let (from, until) =
                (e.term_from.map(both).unwrap_or_default(), e.term_until.map(|d| both(d.plus(-1))).unwrap_or_default());
            (format!("任期从{}到{}。", from.0, until.0), format!("The term lasts from {} to {}.", from.1, until.1))
        }
    }
}

fn void(poll: &Poll) -> (String, String) {
    let more = poll.ballots.first().is_some_and(|b| b.found.is_some_and(|found| found > b.issued));
    let (zh, en) = if more {
        ("收回的选票多于发出的", "more papers were found than handed out")
    } else {
        ("参加投票的人不够", "too few took part")
    };
    (
        format!("{zh}，这次选举无效；网格党组织重新公告。"),
        format!("Void: {en}. The party organisation announces a new election."),
    )
}

fn run_off(poll: &Poll) -> (String, String) {
    let e = &poll.election;
    let left = e.seats.total().saturating_sub(u32::try_from(e.elected.len()).unwrap_or(0));
    let by = |lang| e.run_off_by.map(|by| when::day(lang, by)).unwrap_or_default();
    if poll.ballot().is_some_and(|ballot| ballot.closed.is_none()) {
        let (zh, en) = (when::day(Lang::Zh, e.vote_on), when::day(Lang::En, e.vote_on));
        return (format!("还缺 {left} 名，{zh}再投一次。"), format!("{left} seats are open; another ballot on {en}."));
    }
    (
        format!("还缺 {left} 名，最迟{}再投一次。", by(Lang::Zh)),
        format!("{left} seats are open; another ballot by {}.", by(Lang::En)),
    )
}

/// When and by what paper the board was confirmed.
pub fn confirmed(lang: Lang, confirmed: &Confirmed) -> String {
    let day = when::day(lang, confirmed.on);
    match lang {
        Lang::Zh => format!("{day}网格居民会议确认，{}", confirmed.file),
        Lang::En => format!("Confirmed by the residents’ meeting on {day}, {}", confirmed.file),
    }
}
