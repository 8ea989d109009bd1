//! Words: members of a committee ask for a meeting together (联名要求开会).

use super::{Lang, when};
use rulebook::Day;

words! {
    /// The labels of such a demand.
    AskedWords:
    asked ask ask_hint reason reason_hint send join joined leave names call_it heads_late own_call
}

/// Every label, in Chinese.
pub static ZH: AskedWords = AskedWords {
    asked: "委员联名要求开会",
    ask: "联名要求开会",
    ask_hint: "三分之一的委员联名，主任就要在期限内召集；到期没有召集，联名的委员可以自己召集。",
    reason: "为什么要开会",
    reason_hint: "理由和联名的委员都会公开。",
    send: "提出要求，联上我的名",
    join: "我也联名",
    joined: "您已联名",
    leave: "撤回我的联名",
    names: "联名的委员",
    call_it: "召集这次会议",
    heads_late: "过了期限还没有召集：联名的委员可以自己召集。",
    own_call: "到期没有人召集，您可以自己召集。",
};

/// Every label, in English.
pub static EN: AskedWords = AskedWords {
    asked: "Members ask for a meeting",
    ask: "Ask for a meeting together",
    ask_hint: "Once a third of the committee asks for it the chair has to call it by a day; if nobody does, any of them \
               may call it.",
    reason: "Why a meeting is needed",
    reason_hint: "The reason and the members behind it are public.",
    send: "Ask for it, with my name",
    join: "I ask for it too",
    joined: "You ask for it",
    leave: "Take my name back",
    names: "Members behind it",
    call_it: "Call this meeting",
    heads_late: "Not called by the day: the members behind it may call it.",
    own_call: "Nobody called it by the day: you may.",
};

/// `6月22日前召集`.
pub fn by_day(lang: Lang, due: Day) -> String {
    match lang {
        Lang::Zh => format!("{}前召集", when::day_short(lang, due)),
        Lang::En => format!("to be called by {}", when::day_short(lang, due)),
    }
}

/// `到7月15日联名不满3人，要求失效`: while too few stand behind it.
pub fn lapses(lang: Lang, last: Day, need: u32) -> String {
    let day = when::day_short(lang, last);
    match lang {
        Lang::Zh => format!("到{day}联名不满{need}人，要求失效。"),
        Lang::En => format!("It lapses unless {need} ask for it by {day}."),
    }
}
