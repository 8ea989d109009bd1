//! Words: what is said about a service item — where a referred topic stands, and what the station does about it.

use super::{Lang, label, when};
use rulebook::{
    Millis,
    service::{ServiceItem, ServiceLine, ServiceState, ServiceStep},
};

words! {
    /// The labels of service items.
    ServiceWords:
    items none settled take write finish fail give_back text reopen reopen_hint home_waits
}

/// Every label of service items, in Chinese.
pub static ZH: ServiceWords = ServiceWords {
    items: "服务事项",
    none: "没有等着办的事项。",
    settled: "办过的",
    take: "接办",
    write: "写结果",
    finish: "办结",
    fail: "无法办理",
    give_back: "退回网格",
    text: "结果或者理由（提议人和联名人看得到）",
    reopen: "请网格重新审查",
    reopen_hint: "这件事没有办成。写明理由，议题就回到审查，联名保留。",
    home_waits: "转办没有办成，可以重新提",
};

/// Every label of service items, in English.
pub static EN: ServiceWords = ServiceWords {
    items: "Service items",
    none: "No item waits.",
    settled: "Closed",
    take: "Take in hand",
    write: "Write the result",
    finish: "Close as done",
    fail: "Cannot be done",
    give_back: "Return to the grid",
    text: "Result or reason (read by proposers and signers)",
    reopen: "Have it reviewed again",
    reopen_hint: "Nothing came of it. Say why, and the topic is reviewed again; its signatures are kept.",
    home_waits: "Nothing came of it: you may reopen",
};

/// Where an item stands.
pub fn state(lang: Lang, state: ServiceState) -> &'static str {
    let (zh, en) = match state {
        ServiceState::Registered => ("等工作站接办", "Waits for the station"),
        ServiceState::Handling => ("办理中", "In hand"),
        ServiceState::Done => ("办结", "Closed as done"),
        ServiceState::Unresolved => ("无法办理", "Closed without result"),
        ServiceState::Returned => ("退回网格，重新审查", "Returned to the grid for review"),
        ServiceState::Reopened => ("提议人请网格重新审查", "Reopened by its proposers"),
    };
    lang.pick(zh, en)
}

/// `2026年6月15日：转社区工作站，编号 S-0001`, as the first line of its story.
pub fn opened(lang: Lang, item: &ServiceItem, at: Millis) -> String {
    let (organ, number) = (label::organ(lang, item.to), item.number());
    match lang {
        Lang::Zh => dated(lang, at, &format!("转{organ}，编号 {number}")),
        Lang::En => dated(lang, at, &format!("{organ}, item {number}")),
    }
}

/// One step, with what was written, as far as this holder may read it.
pub fn line(lang: Lang, line: &ServiceLine) -> String {
    let said = state(lang, line.state);
    let text = line.text.as_str();
    if text.is_empty() {
        return dated(lang, line.at, said);
    }
    dated(lang, line.at, &format!("{said}{}{text}", lang.pick("：", ": ")))
}

fn dated(lang: Lang, at: Millis, said: &str) -> String {
    format!("{}{}{said}", when::day(lang, at.day()), lang.pick("：", ": "))
}

/// What was done about an item, in both languages.
pub(super) fn told(title: &str, step: &ServiceStep) -> (String, String) {
    let (zh, en) = match step {
        ServiceStep::Take => (ZH.take, EN.take),
        ServiceStep::Finish { .. } => (ZH.finish, EN.finish),
        ServiceStep::Fail { .. } => (ZH.fail, EN.fail),
        ServiceStep::Return { .. } => (ZH.give_back, EN.give_back),
        ServiceStep::Reopen { .. } => (ZH.reopen, EN.reopen),
    };
    (format!("{zh}：{title}"), format!("{en}: {title}"))
}
