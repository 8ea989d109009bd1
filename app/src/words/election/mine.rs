//! Words: what an election is to one resident — the roll, an objection, a candidacy, a paper.

use super::post;
use crate::words::{Lang, when};
use rulebook::{
    charter::election::Mode,
    election::{Candidate, Election, nominate::Standing},
    people::Office,
    time::Day,
};

/// How many are on the roll.
pub fn roll(lang: Lang, election: &Election) -> String {
    let Election { voters, reps, .. } = election;
    let mut text = match lang {
        Lang::Zh => format!("名单上可以投票的 {voters} 人"),
        Lang::En => format!("{voters} on the roll may vote"),
    };
    if election.mode != Mode::AllVoters {
        text += &match lang {
            Lang::Zh => format!("，其中投票的代表 {reps} 人"),
            Lang::En => format!(", {reps} of them cast ballots"),
        };
    }
    if let Some(day) = election.roll_published {
        text += &match lang {
            Lang::Zh => format!("；{}公布", when::day(lang, day)),
            Lang::En => format!("; published on {}", when::day(lang, day)),
        };
    }
    text + lang.pick("。", ".")
}

/// Objections that wait.
pub fn objections_open(lang: Lang, open: u32, within: u32) -> String {
    match lang {
        Lang::Zh => format!("{open} 件异议等选举委员会答复（{within}天内）。"),
        Lang::En => format!("{open} objections wait for the board’s answer (within {within} days)."),
    }
}

/// Until when one may object.
pub fn objections_until(lang: Lang, today: Day, until: Day) -> String {
    let (day, left) = (when::day(lang, until), when::days_left(lang, today, until));
    match lang {
        Lang::Zh => format!("{day}以前可以提出异议，{left}。"),
        Lang::En => format!("Objections until {day}, {left}."),
    }
}

/// By when an answer is owed.
pub fn answer_due(lang: Lang, due: Day) -> String {
    match lang {
        Lang::Zh => format!("{}前答复", when::day_short(lang, due)),
        Lang::En => format!("Answer by {}", when::day_short(lang, due)),
    }
}

/// On the roll, but others cast.
pub fn not_a_rep(lang: Lang, mode: Mode) -> &'static str {
    match mode {
        Mode::HouseholdReps => lang.pick(
            "您在名单上；一户一票，由家里登记的代表投票。",
            "You are on the roll; the person entered for your household casts.",
        ),
        _ => lang.pick(
            "您在名单上；这次由居民代表投票。",
            "You are on the roll; this time the residents’ representatives cast.",
        ),
    }
}

/// Where and until when.
pub fn come_and_vote(lang: Lang, election: &Election) -> String {
    let (day, closes) = (when::day(lang, election.vote_on), when::minute(election.closes));
    match lang {
        Lang::Zh => format!("{day} {closes} 以前，本人到投票站领票。"),
        Lang::En => format!("Take your paper at the polling place on {day}, before {closes}."),
    }
}

/// My post and its end.
pub fn my_post(lang: Lang, office: &Office) -> String {
    let name = crate::words::label::role(lang, office.role);
    let until = office.to.map(|to| when::day(lang, to.plus(-1))).unwrap_or_default();
    match lang {
        Lang::Zh => format!("{name}，从{}到{until}。", when::day(lang, office.from)),
        Lang::En => format!("{name}, from {} to {until}.", when::day(lang, office.from)),
    }
}

/// As what somebody stands.
pub fn standing_as(lang: Lang, standing: &Standing) -> &'static str {
    match standing {
        Standing::Voter => lang.pick("本网格选民", "voter of the grid"),
        Standing::Specialist => lang.pick("专业网格员", "specialist grid worker"),
        Standing::Partner { .. } => lang.pick("共建单位代表", "for a partner unit"),
    }
}

/// How somebody becomes a candidate.
pub fn how_to_nominate(lang: Lang, need: u32) -> String {
    match lang {
        Lang::Zh => format!("正在提名：{need}名选民联名，或者网格党组织提名，本人同意。姓名在候选人名单公布后公开。"),
        Lang::En => format!(
            "Nominations are open: {need} voters jointly, or the party organisation, and they agree. Names are public once the list is."
        ),
    }
}

/// My own candidacy.
pub fn i_stand(lang: Lang, c: &Candidate, need: u32) -> String {
    let name = post(lang, c.post);
    match (lang, c.stands(need)) {
        (Lang::Zh, true) => format!("您参选{name}，可以列入候选人名单。"),
        (Lang::En, true) => format!("You stand as {name}, with enough behind you for the list."),
        (Lang::Zh, false) => format!("您参选{name}，已有 {} 人联名，要 {need} 人。", c.support),
        (Lang::En, false) => format!("You stand as {name}; {} of {need} are behind you.", c.support),
    }
}
