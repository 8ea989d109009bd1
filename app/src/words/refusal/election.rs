//! Words: the refusals of elections, told like all others.

use crate::words::{Lang, election, when};
use rulebook::{Day, Refusal};

/// The refusals told here; a new one that stands in neither list does not compile.
macro_rules! of_elections {
    () => {
        Refusal::NotOnRoll
            | Refusal::NotYet { .. }
            | Refusal::NominationsExtended
            | Refusal::ElectionUnderWay
            | Refusal::SeatsOutOfBounds { .. }
            | Refusal::NothingVacant
            | Refusal::BoardIncomplete { .. }
            | Refusal::DayOutOfRange { .. }
            | Refusal::RollObjectionLate { .. }
            | Refusal::ObjectionsOpen { .. }
            | Refusal::HouseholdHasRep
            | Refusal::TooManyNominations { .. }
            | Refusal::NoChoice { .. }
            | Refusal::TellerIsCandidate
            | Refusal::TooFewTellers { .. }
            | Refusal::ProxyNotAllowed
            | Refusal::ProxyLimit { .. }
            | Refusal::ListsClosed
            | Refusal::ListsUnpublished
            | Refusal::PollsClosed
            | Refusal::PaperIssued
            | Refusal::OnTheMobileList
            | Refusal::TallyWrong { .. }
            | Refusal::TallyDiffers
            | Refusal::TooFewElected { .. }
            | Refusal::ResultNotFiled { .. }
            | Refusal::RecallNotDemanded { .. }
            | Refusal::NotInOffice
    };
}
pub(super) use of_elections;

fn span(lang: Lang, from: Day, until: Option<Day>) -> String {
    let day = |day| when::day(lang, day);
    match (lang, until) {
        (Lang::Zh, None) => format!("最早是{}。", day(from)),
        (Lang::Zh, Some(until)) if until == from => format!("只能在{}。", day(from)),
        (Lang::Zh, Some(until)) => format!("要在{}到{}之间。", day(from), day(until)),
        (Lang::En, None) => format!("{} at the earliest.", day(from)),
        (Lang::En, Some(until)) if until == from => format!("only on {}.", day(from)),
        (Lang::En, Some(until)) => format!("between {} and {}.", day(from), day(until)),
    }
}

/// In Chinese; nothing for a refusal of another chapter.
pub(super) fn zh(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    match refusal {
        NotOnRoll => ("不在这次选举的选民名单上，或者不是投票的代表。".into(), "名单公布后5天内可以提出异议。"),
        NotYet { from } => (format!("还没到时候：{} 起才可以。", when::full(Lang::Zh, *from)), "到时间再办。"),
        NominationsExtended => ("提名已经延长过一次。".into(), "延长期满，候选人仍不多于名额的，照样公布名单并注明。"),
        ElectionUnderWay => ("这个网格正在进行一次选举。".into(), "等这次选举交接完，再公告下一次。"),
        SeatsOutOfBounds { max } => {
            (format!("名额不对：主任1名、副主任2名、委员2到6名，总数为单数，不超过 {max} 名。"), "改好名额再公告。")
        }
        NothingVacant => {
            ("没有这么多空缺，或者任期已经结束。".into(), "有成员辞职或者被罢免以后再补选；任期满了，办换届选举。")
        }
        BoardIncomplete { have, need } => (
            format!("选举委员会还没确认，或者人数不够：现有 {have} 人，至少 {need} 人。"),
            "由网格居民会议确认名单；人不够的，再推选补上。",
        ),
        DayOutOfRange { from, until } => {
            (format!("日期不合适：{}", span(Lang::Zh, *from, *until)), "换一个日子；来不及的，写明理由推迟投票日。")
        }
        RollObjectionLate { until } => {
            (format!("对名单的异议已在{}截止。", when::day(Lang::Zh, *until)), "可以直接向选举委员会或街道反映。")
        }
        ObjectionsOpen { left } => (format!("还有 {left} 件异议没有答复。"), "逐件答复并公布，再确定名单。"),
        HouseholdHasRep => ("这一户已经有投票代表了。".into(), "先把原来的代表改过来，再登记新的。"),
        TooManyNominations { max } => {
            (format!("您提名的人已经有 {max} 个，和名额一样多。"), "不能再提名；可以在选票上另选他人。")
        }
        NoChoice { post } => (
            format!("{}的候选人不多于名额，不能差额选举。", election::post(Lang::Zh, *post)),
            "延长提名3天；还是没有，再公布名单并注明。",
        ),
        TellerIsCandidate => ("候选人不能监票、计票。".into(), "换一位不参选、也不是候选人近亲属的人。"),
        TooFewTellers { need } => (format!("监票计票的人不够，至少 {need} 人。"), "补齐人数再办。"),
        ProxyNotAllowed => (
            "不能这样委托：要在投票日以前书面委托，被委托的人是本网格选民、不是候选人、自己到场。".into(),
            "换一位选民；行动不便的，可以申请流动票箱。",
        ),
        ProxyLimit { max } => (format!("这个人已经接受 {max} 人委托。"), "请另一位选民代投。"),
        ListsClosed => ("委托投票和流动票箱的名单已经公布，不能再加。".into(), "请本人到投票站来。"),
        ListsUnpublished => ("委托投票和流动票箱的名单还没有公布。".into(), "先公布名单，再开始投票。"),
        PollsClosed => ("投票已经结束。".into(), "不再发票、收票；开箱计票时可以到场监督。"),
        PaperIssued => ("这位选民已经领过选票。".into(), "一人一张；有疑问，请三名监票人一起核对领票登记。"),
        OnTheMobileList => {
            ("这位选民在流动票箱的名单上，由流动票箱上门。".into(), "等流动票箱；没碰上的，再到投票站。")
        }
        TallyWrong { rule } => (format!("计票数对不上（{}）。", sum(Lang::Zh, rule)), "把选票重新数一遍，改好再交。"),
        TallyDiffers => ("两名计票人数的不一样。".into(), "两人一起重新数一遍，各自再填。"),
        TooFewElected { have, need } => (format!("只选出 {have} 人，至少要 {need} 人。"), "再组织一次另行选举。"),
        ResultNotFiled { with } => {
            (format!("选举结果还没有向{}备案。", election::filed(Lang::Zh, *with)), "先备案，再交接。")
        }
        RecallNotDemanded { have, need } => {
            (format!("联名要求罢免的有 {have} 人，要 {need} 人才投票。"), "人数够了，再公告罢免投票。")
        }
        NotInOffice => {
            ("这个人已经不在这届自管会的职务上，没有什么可投的。".into(), "席位空着的，由网格党组织公告补选。")
        }
        _ => (String::new(), ""),
    }
}

/// In English; nothing for a refusal of another chapter.
pub(super) fn en(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    match refusal {
        NotOnRoll => (
            "Not on the roll of this election, or not as somebody who casts a ballot.".into(),
            "The roll may be objected to for five days after it is published.",
        ),
        NotYet { from } => {
            (format!("Not yet: from {} on.", when::full(Lang::En, *from)), "Do it when the time has come.")
        }
        NominationsExtended => (
            "The nominations were extended once.".into(),
            "When the days are over the list is published and the missing choice noted.",
        ),
        ElectionUnderWay => {
            ("The grid has an election under way.".into(), "Announce the next one when this one is handed over.")
        }
        SeatsOutOfBounds { max } => (
            format!("The seats do not fit: one chair, two vice chairs, two to six members, an odd number up to {max}."),
            "Change the seats, then announce.",
        ),
        NothingVacant => (
            "Not so many seats are vacant, or the term is over.".into(),
            "A by-election follows when somebody resigned or was recalled; after the term a general election does.",
        ),
        BoardIncomplete { have, need } => (
            format!("The election board is not confirmed or too small: {have} on it, {need} needed."),
            "The residents’ meeting of the grid confirms it, and more names if too few are left.",
        ),
        DayOutOfRange { from, until } => (
            format!("That day does not fit: {}", span(Lang::En, *from, *until)),
            "Choose another day; if time is short, put polling day off and say why.",
        ),
        RollObjectionLate { until } => (
            format!("Objections to the roll ended on {}.", when::day(Lang::En, *until)),
            "Speak to the election board or the street office.",
        ),
        ObjectionsOpen { left } => {
            (format!("{left} objections have no answer yet."), "Answer each and make it known, then settle the roll.")
        }
        HouseholdHasRep => (
            "This household has somebody who votes for it.".into(),
            "Change that line first, then enter the new one.",
        ),
        TooManyNominations { max } => (
            format!("You nominated {max} people, as many as there are seats."),
            "No more nominations; on the ballot paper you may write somebody in.",
        ),
        NoChoice { post } => (
            format!("{}: no more candidates than seats.", election::post(Lang::En, *post)),
            "Extend the nominations by three days; if nobody comes, publish the list and note it.",
        ),
        TellerIsCandidate => (
            "A candidate does not watch or count.".into(),
            "Choose somebody who does not stand and is no near relative of one who does.",
        ),
        TooFewTellers { need } => (format!("Too few tellers: at least {need}."), "Complete their number first."),
        ProxyNotAllowed => (
            "No such proxy: in writing before polling day, to a voter of the grid who does not stand and comes in person."
                .into(),
            "Choose another voter; who cannot walk may ask for the mobile box.",
        ),
        ProxyLimit { max } => {
            (format!("This person votes for {max} others already."), "Choose another voter.")
        }
        ListsClosed => (
            "The lists of proxies and of the mobile box hang out; nothing is added.".into(),
            "Please come to the polling place.",
        ),
        ListsUnpublished => (
            "The lists of proxies and of the mobile box do not hang out yet.".into(),
            "Publish the lists, then open the polls.",
        ),
        PollsClosed => (
            "The polls are closed.".into(),
            "No paper is handed out or taken any more; you may watch the count.",
        ),
        PaperIssued => (
            "This voter has received a paper.".into(),
            "One each; if in doubt, three tellers check the issue list together.",
        ),
        OnTheMobileList => (
            "This voter waits for the mobile box.".into(),
            "Wait for it; whoever it missed may come to the polling place.",
        ),
        TallyWrong { rule } => (
            format!("The count does not add up ({}).", sum(Lang::En, rule)),
            "Count the papers again, correct it and hand it in.",
        ),
        TallyDiffers => {
            ("The two tellers counted differently.".into(), "Count again together, then each writes it down anew.")
        }
        TooFewElected { have, need } => {
            (format!("Only {have} are elected, at least {need} are needed."), "Hold another ballot.")
        }
        ResultNotFiled { with } => (
            format!("The result is not filed with {}.", election::filed(Lang::En, *with)),
            "File it, then hand over.",
        ),
        RecallNotDemanded { have, need } => (
            format!("{have} stand behind the demand for a recall; it takes {need}."),
            "Announce the vote when enough do.",
        ),
        NotInOffice => (
            "They hold no post of this committee any more: there is nothing to vote on.".into(),
            "If the seat is vacant, the party organisation announces a by-election.",
        ),
        _ => (String::new(), ""),
    }
}

/// Which rule of a count breaks.
pub(crate) fn sum(lang: Lang, rule: &str) -> &'static str {
    let (zh, en) = match rule {
        "void" => ("废票多于收回的选票", "more void papers than papers found"),
        "line" => ("有人的赞成加反对多于有效票", "somebody has more marks than there are valid papers"),
        "marks" => ("一个职务的赞成票多于有效票乘名额", "a post has more marks than valid papers times seats"),
        "twice" => ("同一个人写了两行", "somebody stands in two lines"),
        "candidates" => ("有候选人没有填", "a candidate is missing"),
        _ => (
            "选票上没有的人只能在第一次投票时写上，只计赞成",
            "names are written in at a first ballot alone, and only for",
        ),
    };
    lang.pick(zh, en)
}
