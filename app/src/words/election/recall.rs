//! Words: recalls, by-elections and the nominations of partner units — the labels, and what a demand and the
//! vote on it are said to be.

use super::{post, state};
use crate::{
    pages::elections::known::Poll,
    words::{Lang, when},
};
use rulebook::{
    charter::election::Mode,
    election::{
        Election, ElectionState, Post, Recall, Seats,
        arithmetic::{recall_validity, wins},
        ballot::{Contest, Rule},
        recall::{How, needed},
    },
    time::Day,
};

words! {
    /// The labels of recalls, by-elections and partner units.
    RecallWords:
    recall ask whom reasons reasons_hint send support supported no_answer answer answer_hint answer_send announce
    to_vote gathering demanded voting recalled stays left lapsed vacancies by_election by_hint kind general kind_by kind_recall
    recall_hint other_board other_board_hint name_partner partner_hint unit unit_choose unit_first agreed not_agreed
    stays_hint reasons_in_grid read_out_hint
}

/// Every label, in Chinese.
pub static ZH: RecallWords = RecallWords {
    recall: "罢免",
    ask: "提出罢免",
    whom: "要求罢免谁",
    reasons: "罢免理由",
    reasons_hint: "写清楚什么事、什么时候。本网格居民和本人看得到理由，看不到是谁提出、谁联名。",
    send: "提出罢免",
    support: "联名罢免",
    supported: "您已联名，别人看不到您的名字",
    no_answer: "本人还没有申辩。",
    answer: "我的申辩",
    answer_hint: "可以申辩一次，本网格居民都看得到。",
    answer_send: "提交申辩",
    announce: "公告罢免投票",
    to_vote: "看罢免投票",
    gathering: "征集联名",
    demanded: "人数已够，等投票",
    voting: "已公告投票",
    recalled: "已罢免",
    stays: "没有罢免，留任",
    left: "已离任",
    lapsed: "人数不够，已失效",
    vacancies: "空缺的席位",
    by_election: "公告补选",
    by_hint: "只补空着的席位，任期到这一届结束为止。",
    kind: "公告什么",
    general: "换届选举",
    kind_by: "补选",
    kind_recall: "罢免投票",
    recall_hint: "方式和选举时一样：登记选民、纸质选票、开箱、两人各数一遍。由办理那次选举的选举委员会办理。",
    other_board: "另提选举委员会",
    other_board_hint: "原来的选举委员会人不够、办不了的，由网格党组织另提，居民会议确认。不写就由原来的办。",
    name_partner: "提名共建单位的人",
    partner_hint: "共建单位的代表由网格党组织提名，可以不住在本网格；本人同意才参选。",
    unit: "哪个共建单位",
    unit_choose: "请选择",
    unit_first: "先选单位，再找人。",
    agreed: "同意罢免",
    not_agreed: "不罢免",
    stays_hint: "要过半数的人投票、投票的人过半数同意，才罢免。",
    reasons_in_grid: "理由和申辩，本网格居民在自己的手机上看。",
    read_out_hint: "当场宣读：同意罢免的过半数，职务当天结束；不过半数的，留任。",
};

/// Every label, in English.
pub static EN: RecallWords = RecallWords {
    recall: "Recall",
    ask: "Ask for a recall",
    whom: "Who should be recalled",
    reasons: "The reasons",
    reasons_hint: "Say what happened and when. The grid’s residents and the member read the reasons; who asked and who stands behind it is shown to nobody.",
    send: "Ask for a recall",
    support: "Stand behind it",
    supported: "You stand behind this; nobody else sees your name",
    no_answer: "The member has not answered yet.",
    answer: "My answer",
    answer_hint: "You may answer once; every resident of the grid reads it.",
    answer_send: "Answer",
    announce: "Announce the vote on it",
    to_vote: "To the vote on it",
    gathering: "Gathering names",
    demanded: "Enough names, waits for a vote",
    voting: "Vote announced",
    recalled: "Recalled",
    stays: "Not recalled, stays",
    left: "Has left the post",
    lapsed: "Lapsed: too few",
    vacancies: "Vacant seats",
    by_election: "Announce a by-election",
    by_hint: "It fills the vacant seats alone, for the rest of this term.",
    kind: "What is announced",
    general: "General election",
    kind_by: "By-election",
    kind_recall: "Vote on a recall",
    recall_hint: "The same way as the election: roll, paper ballots, boxes, two counts. The board that ran the election runs it.",
    other_board: "Propose another board",
    other_board_hint: "Where too few of that board are left, the party organisation proposes another and a residents’ meeting confirms it. Without names the old one runs it.",
    name_partner: "Name somebody of a partner unit",
    partner_hint: "Partner units’ representatives are named by the party organisation and may live elsewhere; they stand only if they agree.",
    unit: "Which partner unit",
    unit_choose: "Choose",
    unit_first: "Choose the unit, then find the person.",
    agreed: "Recall",
    not_agreed: "No recall",
    stays_hint: "More than half must vote, and more than half of those must agree.",
    reasons_in_grid: "Residents of the grid read reasons and answer on their own phones.",
    read_out_hint: "Read it out on the spot: with more than half agreeing the post ends today; otherwise the member stays.",
};

/// How many may ask that somebody be recalled.
pub fn how_many(lang: Lang, election: &Election) -> String {
    let need = needed(election);
    match (lang, election.mode) {
        (Lang::Zh, Mode::ResidentReps) => {
            format!("三分之一以上的居民代表（{need}人）联名并说明理由，就要投票表决是否罢免；本人可以申辩。")
        }
        (Lang::Zh, _) => {
            format!("十分之一以上的选民（{need}人）联名并说明理由，就要投票表决是否罢免；本人可以申辩。")
        }
        (Lang::En, Mode::ResidentReps) => format!(
            "A third of the representatives ({need}), with reasons, may have a recall put to the vote; the member may answer."
        ),
        (Lang::En, _) => {
            format!(
                "A tenth of the voters ({need}), with reasons, may have a recall put to the vote; the member may answer."
            )
        }
    }
}

/// How many stand behind a demand, until when that must be enough, or since when it is.
pub fn behind(lang: Lang, demand: &Recall, need: u32, until: Option<Day>) -> String {
    let have = demand.support;
    match (lang, demand.demanded.map(|at| at.day())) {
        (Lang::Zh, None) => {
            let last = until.map(|day| format!("到{}不够，就失效。", when::day_short(lang, day)));
            format!("已有 {have} 人联名，要 {need} 人。{}", last.unwrap_or_default())
        }
        (Lang::En, None) => {
            let last = until.map(|day| format!(" It lapses if there are too few by {}.", when::day(lang, day)));
            format!("{have} of {need} stand behind it.{}", last.unwrap_or_default())
        }
        (Lang::Zh, Some(day)) => {
            format!("已有 {have} 人联名，要 {need} 人；{}人数够了，应当投票。", when::day_short(lang, day))
        }
        (Lang::En, Some(day)) => {
            format!("{have} stand behind it, {need} were needed; enough since {}, a vote is due.", when::day(lang, day))
        }
    }
}

/// Before the words of a member's answer.
pub fn said_to_it(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("{name}申辩："),
        Lang::En => format!("{name} answers: "),
    }
}

/// `自管会委员张三`, as a member is named beside their post.
pub fn member(lang: Lang, of: Post, name: &str) -> String {
    match lang {
        Lang::Zh => format!("{}{name}", post(lang, of)),
        Lang::En => format!("{name}, {}", post(lang, of)),
    }
}

/// What an election is about: its seats, or whom it may recall.
pub(crate) fn asks(lang: Lang, poll: &Poll) -> String {
    let Some(question) = &poll.election.recall else { return super::seats(lang, &poll.election.seats) };
    recall_of(lang, &member(lang, question.post, &poll.name(&question.member)))
}

/// What such a paper asks, of somebody with their post.
pub fn recall_of(lang: Lang, who: &str) -> String {
    match lang {
        Lang::Zh => format!("是否罢免{who}"),
        Lang::En => format!("Whether to recall {who}"),
    }
}

/// The heading of one section of the paper.
pub fn contest(lang: Lang, contest: &Contest) -> String {
    match contest.rule {
        Rule::Recall => lang.pick("是否罢免", "Recall or not").into(),
        _ => super::post_seats(lang, contest.post, contest.seats),
    }
}

/// Where an election stands, or a vote on a recall.
pub fn state_of(lang: Lang, election: &Election) -> &'static str {
    use ElectionState::*;
    let Some(question) = &election.recall else { return state(lang, election.state) };
    let w = lang.recall();
    match (election.state, question.settled.map(|settled| settled.how)) {
        (CandidatesPublished, _) => lang.pick("名单已确定，等投票", "Roll final, polls to come"),
        (Valid, _) => lang.pick("投票有效", "Valid"),
        (Void | Complete | Published, Some(How::Recalled)) => w.recalled,
        (Void | Complete | Published, Some(How::Stays)) => w.stays,
        (Void | Complete | Published, Some(How::Left)) => w.left,
        (Void | Complete | Published, Some(How::Lapsed)) => w.lapsed,
        (Void, None) => lang.pick("投票无效", "Void"),
        (other, _) => state(lang, other),
    }
}

/// What comes next in a vote on a recall, where that differs from an election.
pub(super) fn next(poll: &Poll) -> Option<(String, String)> {
    use ElectionState::*;
    let question = poll.election.recall.as_ref()?;
    let (zh, en) = match (poll.election.state, question.settled.map(|settled| settled.how)) {
        (Valid, _) => {
            ("投票有效，选举委员会当场宣读结果。", "It is valid; the board reads out the result on the spot.")
        }
        (Void, None) => (
            "收回的选票多于发出的，这次投票无效；罢免的要求还在，要重新公告投票。",
            "Void: more papers were found than handed out. The demand stands; another vote is announced.",
        ),
        (Void, Some(_)) => return Some((result_of(Lang::Zh, poll), result_of(Lang::En, poll))),
        (Complete, _) => ("结果已经宣读，选举委员会公布。", "The result is read out; the board publishes it."),
        (Published, _) => ("结果已经公布，向社区党委和居委会备案。", "The result is published and filed with both."),
        _ => return None,
    };
    Some((zh.into(), en.into()))
}

/// What a vote on a recall came to, in a sentence; empty before.
pub(crate) fn result_of(lang: Lang, poll: &Poll) -> String {
    let Some(question) = &poll.election.recall else { return String::new() };
    let Some(settled) = question.settled else { return String::new() };
    let (name, on) = (poll.name(&question.member), when::day(lang, settled.on));
    let few = poll.election.state == ElectionState::Void;
    match (lang, settled.how) {
        (Lang::Zh, How::Recalled) => format!(
            "投票的人过半数，同意罢免的也过半数：{name}的{}职务{on}结束，席位空缺，可以补选。",
            post(lang, question.post)
        ),
        (Lang::En, How::Recalled) => format!(
            "More than half voted, and more than half of those agreed: {name}’s post as {} ended on {on}. The seat is vacant for a by-election.",
            post(lang, question.post)
        ),
        (Lang::Zh, How::Stays) if few => format!("参加投票的人没有过半数，{name}留任。"),
        (Lang::En, How::Stays) if few => format!("Not more than half took part; {name} stays."),
        (Lang::Zh, How::Stays) => format!("同意罢免的没有过投票人数的半数，{name}留任。"),
        (Lang::En, How::Stays) => format!("Not more than half of those who voted agreed; {name} stays."),
        (Lang::Zh, How::Left) => format!("{name}{on}已经不在这个职务上，没有什么可投的，投票到此为止。"),
        (Lang::En, How::Left) => format!("{name} no longer held the post on {on}: nothing was left to vote on."),
        // A demand that lapsed never came to a vote.
        (_, How::Lapsed) => String::new(),
    }
}

/// Whether enough took part in what is voted on, with the numbers.
pub fn turnout_of(lang: Lang, election: &Election, found: u32) -> String {
    let base = election.base();
    if election.recall.is_none() {
        return super::turnout(lang, election.mode, base, found);
    }
    let enough = recall_validity(base, found, found).is_ok();
    let (sign, zh, en) = if enough {
        (">", "参加投票的人过半数", "more than half took part")
    } else {
        ("≤", "参加的人没有过半数，不能罢免", "not more than half took part, no recall")
    };
    let doubled = u64::from(found) * 2;
    match lang {
        Lang::Zh => format!("应投票 {base} 人，投票 {found} 张：{found} × 2 = {doubled} {sign} {base} → {zh}"),
        Lang::En => format!("{base} could cast, {found} did: {found} × 2 = {doubled} {sign} {base} → {en}"),
    }
}

/// Whether those who agree to a recall are enough.
pub fn agree(lang: Lang, yes: u32, found: u32) -> &'static str {
    let w = lang.recall();
    if wins(yes, found, Rule::Recall) { w.agreed } else { w.not_agreed }
}

/// The seats of a running term that nobody holds.
pub fn vacancies(lang: Lang, vacant: &Seats) -> String {
    let text = super::seats(lang, vacant);
    match lang {
        Lang::Zh => format!("空着：{text}。由网格党组织公告补选，任期到这一届结束为止。"),
        Lang::En => {
            format!("Vacant: {text}. The party organisation announces a by-election for the rest of the term.")
        }
    }
}
