//! Words: what is said on a matter's way to the vote — opinions, demands for a hearing, what the party
//! members advised, the report that answers everybody.

use super::Lang;
use rulebook::hearing::ReplyKind;

words! {
    /// The labels of opinions and hearings.
    HearingWords:
    title major opinions opinions_none my_opinion opinion_hint opinion_send unanswered replied reply_because reply_send
    demand demand_hint demanded require require_why party_first party_first_missing party_day party_present
    party_advice party_note consult_open consult_close consult_summary report report_hint report_publish report_out
}

/// Every label, in Chinese.
pub static ZH: HearingWords = HearingWords {
    title: "意见与听证",
    major: "重大事项：要开监督评议听证会",
    opinions: "收到的意见",
    opinions_none: "还没有收到意见。",
    my_opinion: "我的意见",
    opinion_hint: "每条意见都编号，都要答复；公布时不写姓名。未成年人（满14周岁）也可以写。",
    opinion_send: "提交意见",
    unanswered: "等待答复",
    replied: "答复",
    reply_because: "因为……（会公开）",
    reply_send: "答复",
    demand: "我要求听证",
    demand_hint: "要求听证的成年居民够数，就按重大事项办。",
    demanded: "您已要求听证",
    require: "决定召开听证会",
    require_why: "为什么要听证",
    party_first: "党员先商量",
    party_first_missing: "重大事项上会前，要先有党员商量的记录；只记日期、人数和建议，不表决。",
    party_day: "哪一天",
    party_present: "到会党员人数",
    party_advice: "建议",
    party_note: "记下党员商量",
    consult_open: "会前征求意见",
    consult_close: "结束征求意见",
    consult_summary: "意见汇总（会公开）",
    report: "听证报告",
    report_hint: "每条意见都答复了，才能公布报告；公布之后这件事才能上会。",
    report_publish: "公布听证报告",
    report_out: "听证报告已公布",
};

/// Every label, in English.
pub static EN: HearingWords = HearingWords {
    title: "Opinions and hearing",
    major: "A major matter: a hearing is owed",
    opinions: "Opinions received",
    opinions_none: "No opinions yet.",
    my_opinion: "My opinion",
    opinion_hint: "Every opinion is numbered and answered; no name is published. From 14 years on anybody may write one.",
    opinion_send: "Send my opinion",
    unanswered: "Waits for an answer",
    replied: "Answer",
    reply_because: "Because … (published)",
    reply_send: "Answer",
    demand: "I ask for a hearing",
    demand_hint: "If enough adult residents ask, it is treated as a major matter.",
    demanded: "You asked for a hearing",
    require: "Decide that there is a hearing",
    require_why: "Why it must be heard",
    party_first: "Party members talk first",
    party_first_missing: "Before a major matter comes to a meeting, the party members’ talk is on record: day, number, \
                          advice; no vote.",
    party_day: "Day",
    party_present: "Party members present",
    party_advice: "Their advice",
    party_note: "Note the talk",
    consult_open: "Ask for opinions before the meeting",
    consult_close: "End the asking",
    consult_summary: "Summary (published)",
    report: "Report of the hearing",
    report_hint: "The report is published once every opinion is answered; only then can the matter come to a meeting.",
    report_publish: "Publish the report",
    report_out: "The report is published",
};

/// What became of an opinion.
pub fn reply(lang: Lang, kind: ReplyKind) -> &'static str {
    let (zh, en) = match kind {
        ReplyKind::Adopted => ("采纳", "Adopted"),
        ReplyKind::Partly => ("部分采纳", "Adopted in part"),
        ReplyKind::Not => ("未采纳", "Not adopted"),
    };
    lang.pick(zh, en)
}

/// `意见3`.
pub fn number(lang: Lang, no: u32) -> String {
    match lang {
        Lang::Zh => format!("意见{no}"),
        Lang::En => format!("Opinion {no}"),
    }
}

/// `12/30 人要求听证`.
pub fn demands(lang: Lang, have: u32, need: u32) -> String {
    match lang {
        Lang::Zh => format!("{have}/{need} 人要求听证"),
        Lang::En => format!("{have} of {need} asked for a hearing"),
    }
}

/// `收到 8 条，已答复 5 条`.
pub fn answered(lang: Lang, all: u32, answered: u32) -> String {
    match lang {
        Lang::Zh => format!("收到 {all} 条，已答复 {answered} 条"),
        Lang::En => format!("{all} received, {answered} answered"),
    }
}
