//! Words: what is said about decisions and what becomes of them — duties, actions, objections, the
//! residents' rating.

pub mod ruling;

use super::{Lang, when};
use rulebook::{
    decision::{
        Decider,
        action::{ActionState, Bucket, OwnerKind, Report},
        evaluate::Evaluation,
    },
    time::Day,
};

words! {
    /// The labels of decisions.
    DecisionWords:
    decision decisions decisions_none decisions_wait decided text print_notice notice_title notice_foot
    // duties
    duties duties_hint publish_online post_place post_hint post_add posted notify file_party file_rc receipt_have
    receipt_waits acknowledge object object_hint object_why contested overdue hang_out hang_out_hint
    // what becomes of an objection, and how a decision ends
    became rule rule_hint rule_how upheld dismissed rule_paper rule_reason rule_note aside aside_hint aside_minutes
    aside_reason aside_note
    // actions
    actions actions_none action_add action_what action_owner owner_name action_due action_bucket action_drop
    drop_why save_action silent
    awaits_hearing
    // reports
    report_note report_progress report_done report_blocked report_goes_on reports evidence_hint
    // reconsideration
    reconsider reconsider_hint reconsider_facts reconsider_begin petition_support petitions supported
    // evaluation
    open_rating open_rating_hint rating rating_waits rating_stars rating_knew rating_content rating_send rated close close_hint
    send_back send_back_why none_rated escalate escalate_why
}

/// Every label of decisions, in Chinese.
pub static ZH: DecisionWords = DecisionWords {
    decision: "决定",
    decisions: "决定与落实",
    decisions_none: "还没有作出过决定。",
    decisions_wait: "决定等我办的",
    decided: "表决结果",
    text: "决定的内容",
    print_notice: "打印公示单",
    notice_title: "决定公示",
    notice_foot: "对本决定有异议、掌握新情况的，公示期内可向网格自管会提出；扫码看全文和落实进展。",
    duties: "公布、通报、备案",
    duties_hint: "四件事都办了才能开始公示：网上公布并至少张贴一处、通报网格党组织、向社区党委和居委会备案。",
    publish_online: "网上公布",
    post_place: "张贴在哪里",
    post_hint: "只在网上公布不算数，至少张贴一处。",
    post_add: "已经张贴",
    posted: "已张贴",
    notify: "通报网格党组织",
    file_party: "向社区党委备案",
    file_rc: "向居委会备案",
    receipt_have: "已收到",
    receipt_waits: "等对方回执",
    acknowledge: "回执：已收到",
    object: "提出合法性异议",
    object_hint: "备案不是批准：只能说哪里不合法，不能说好不好。",
    object_why: "违反哪一条，怎么违反",
    contested: "备案机关提出合法性异议，等待裁定",
    overdue: "逾期",
    hang_out: "开始公示",
    hang_out_hint: "公示至少15天；异议期过后转入实施。",
    became: "异议和结果",
    rule: "登记合法性裁定",
    rule_hint: "裁定由街道办事处或者法定机关作出，这里只登记它的文号和结论。成立：决定撤销；不成立：决定照常办。",
    rule_how: "裁定怎么说",
    upheld: "异议成立，决定撤销",
    dismissed: "异议不成立，决定照办",
    rule_paper: "裁定文号",
    rule_reason: "理由（会公开）",
    rule_note: "登记裁定",
    aside: "居民会议撤销了这个决定",
    aside_hint: "居民（代表）会议另有决定的，由居委会主任登记；决定从此不再办。",
    aside_minutes: "会议纪要编号",
    aside_reason: "为什么撤销（会公开）",
    aside_note: "登记撤销",
    actions: "谁来做、什么时候做完",
    actions_none: "还没有写明谁来做。",
    action_add: "加一项行动",
    action_what: "做什么",
    action_owner: "谁来做",
    owner_name: "单位名称",
    action_due: "什么时候做完",
    action_bucket: "靠谁能做成",
    action_drop: "不做了",
    drop_why: "为什么不做了（会公开）",
    save_action: "记下这一项",
    silent: "一个多月没有进展通报",
    awaits_hearing: "先开监督评议听证会：听证报告公布以后，才能公布这个决定。",
    report_note: "说说进展",
    report_progress: "记一条进展",
    report_done: "做完了",
    report_blocked: "做不下去",
    report_goes_on: "接着做",
    reports: "进展",
    evidence_hint: "做完了要写清看得见的结果；做不下去要写原因。不用拍照。",
    reconsider: "有新情况，要求复议",
    reconsider_hint: "公示期内，10名以上成年居民带着会上不知道的新情况，可以让这件事回到下次会议，只能一次。",
    reconsider_facts: "会上不知道的新情况",
    reconsider_begin: "提出复议",
    petition_support: "我也要求复议",
    petitions: "要求复议的",
    supported: "您已要求复议",
    open_rating: "请居民评议",
    open_rating_hint: "各项都做完或写明不做的理由之后，请居民评议7天。",
    rating: "居民评议",
    rating_waits: "请您评议",
    rating_stars: "几颗星",
    rating_knew: "我知道这件事",
    rating_content: "我满意",
    rating_send: "提交评议",
    rated: "您已评议，只公布合计。",
    close: "办结归档",
    close_hint: "由不是自管会成员的监督员确认。",
    send_back: "退回重办",
    send_back_why: "哪里没做到",
    none_rated: "还没有人评议。",
    escalate: "提交共建议事会",
    escalate_why: "请议事会帮什么",
};

/// Every label of decisions, in English.
pub static EN: DecisionWords = DecisionWords {
    decision: "Decision",
    decisions: "Decisions and what becomes of them",
    decisions_none: "Nothing has been decided yet.",
    decisions_wait: "Decisions that wait for me",
    decided: "Result of the vote",
    text: "What was decided",
    print_notice: "Print the notice",
    notice_title: "Notice of a decision",
    notice_foot: "Whoever objects or knows new facts may say so to the grid committee while this hangs out; scan for \
                  the whole text and how it goes.",
    duties: "Published, told, filed",
    duties_hint: "Only when all four are done does the display begin: online and on paper in one place at least, told \
                  to the grid’s party organisation, filed with the community party committee and the residents’ committee.",
    publish_online: "Publish online",
    post_place: "Where it hangs",
    post_hint: "Online alone does not count: one place on paper at least.",
    post_add: "It hangs there",
    posted: "On paper",
    notify: "Tell the grid’s party organisation",
    file_party: "File with the community party committee",
    file_rc: "File with the residents’ committee",
    receipt_have: "Received",
    receipt_waits: "Receipt is awaited",
    acknowledge: "Acknowledge receipt",
    object: "Object: it is illegal",
    object_hint: "Filing is not approval: say which law is broken, not whether it is a good idea.",
    object_why: "Which law is broken, and how",
    contested: "A filing body says it is illegal; a ruling is awaited",
    overdue: "Overdue",
    hang_out: "Begin the display",
    hang_out_hint: "It hangs out for at least 15 days; work begins after the time for objections.",
    became: "Objections and what became of it",
    rule: "Bring in the ruling on legality",
    rule_hint: "The street office or a statutory organ rules; here its reference and its result are noted. Upheld: the \
                decision is annulled. Dismissed: it goes on.",
    rule_how: "What was ruled",
    upheld: "Upheld: the decision is annulled",
    dismissed: "Dismissed: the decision goes on",
    rule_paper: "Reference of the ruling",
    rule_reason: "Why (published)",
    rule_note: "Note the ruling",
    aside: "The residents’ assembly set it aside",
    aside_hint: "What the residents’ assembly resolved otherwise is noted by the chair of the residents’ committee; nothing \
                 more is done about the decision.",
    aside_minutes: "Reference of its minutes",
    aside_reason: "Why it was set aside (published)",
    aside_note: "Note that it is set aside",
    actions: "Who does what by when",
    actions_none: "Nobody has been named yet.",
    action_add: "One more action",
    action_what: "What",
    action_owner: "Who",
    owner_name: "Name of the organisation",
    action_due: "Done by",
    action_bucket: "Who can do such a thing",
    action_drop: "Drop it",
    drop_why: "Why it is dropped (published)",
    save_action: "Note this action",
    silent: "No report for over a month",
    awaits_hearing: "A hearing comes first: the decision is published once its report is out.",
    report_note: "How it goes",
    report_progress: "Note progress",
    report_done: "Done",
    report_blocked: "It cannot go on",
    report_goes_on: "It goes on",
    reports: "Progress",
    evidence_hint: "When done, say what can be seen; when it cannot go on, say why. No photo is needed.",
    reconsider: "New facts: ask for reconsideration",
    reconsider_hint: "While it hangs out, ten adult residents with facts the meeting did not know can send it back to the \
                      next meeting, once.",
    reconsider_facts: "What the meeting did not know",
    reconsider_begin: "Ask for reconsideration",
    petition_support: "I ask for it, too",
    petitions: "Asked for",
    supported: "You asked for it",
    open_rating: "Ask residents to rate",
    open_rating_hint: "Once everything is done or dropped with its reason, residents rate for 7 days.",
    rating: "Residents’ rating",
    rating_waits: "Please rate what was done",
    rating_stars: "Stars",
    rating_knew: "I knew of it",
    rating_content: "I am content",
    rating_send: "Send my rating",
    rated: "You have rated; only the counts are published.",
    close: "Close and archive",
    close_hint: "Confirmed by a supervisor who does not sit on the committee.",
    send_back: "Send back to be done again",
    send_back_why: "What was not done",
    none_rated: "Nobody has rated yet.",
    escalate: "To the community council",
    escalate_why: "What help is needed",
};

/// What kinds of owners are called.
pub fn owner(lang: Lang, kind: OwnerKind) -> &'static str {
    let (zh, en) = match kind {
        OwnerKind::Committee => ("网格自管会", "Grid committee"),
        OwnerKind::Specialist => ("专业网格员", "Specialist grid worker"),
        OwnerKind::Property => ("物业企业", "Property firm"),
        OwnerKind::ActiveResident => ("居民骨干", "Active resident"),
        OwnerKind::Station => ("社区工作站", "Community station"),
        OwnerKind::Unit => ("驻社区单位", "Unit in the community"),
        OwnerKind::Residents => ("居民", "Residents"),
    };
    lang.pick(zh, en)
}

/// What the three buckets are called.
pub fn bucket(lang: Lang, bucket: Bucket) -> &'static str {
    let (zh, en) = match bucket {
        Bucket::Residents => ("居民自己能做", "Residents can do it themselves"),
        Bucket::RcHelp => ("需要居委会协助", "With help of the residents’ committee"),
        Bucket::ThirdParty => ("需要第三方", "A third party is needed"),
    };
    lang.pick(zh, en)
}

/// Where an action stands.
pub fn action(lang: Lang, state: ActionState) -> &'static str {
    let (zh, en) = match state {
        ActionState::Open => ("在做", "To be done"),
        ActionState::Blocked => ("做不下去", "Blocked"),
        ActionState::Done => ("做完了", "Done"),
        ActionState::Dropped => ("不做了", "Dropped"),
        ActionState::Refuted => ("没做到，退回重办", "Not done: sent back"),
    };
    lang.pick(zh, en)
}

/// What a report says.
pub fn report(lang: Lang, report: Report) -> &'static str {
    let w = lang.decision();
    match report {
        Report::Progress => w.report_progress,
        Report::Done => w.report_done,
        Report::Blocked => w.report_blocked,
        Report::GoesOn => w.report_goes_on,
    }
}

/// Who decided.
pub fn decider(lang: Lang, by: Decider) -> &'static str {
    let (zh, en) = match by {
        Decider::Grid => ("网格自管会议事会", "Deliberation of the grid committee"),
        Decider::Council => ("社区共建议事会", "Community council"),
        Decider::Assembly => ("居民（代表）会议", "Residents’ assembly"),
    };
    lang.pick(zh, en)
}

/// `6月18日前`.
pub fn by_day(lang: Lang, day: Day) -> String {
    match lang {
        Lang::Zh => format!("{}前", when::day_short(lang, day)),
        Lang::En => format!("by {}", when::day_short(lang, day)),
    }
}

/// `6月12日通过`, in a list.
pub fn on_day(lang: Lang, day: Day) -> String {
    match lang {
        Lang::Zh => format!("{}通过", when::day(lang, day)),
        Lang::En => format!("adopted on {}", when::day(lang, day)),
    }
}

/// `2026年6月12日通过：同意 15，反对 3，弃权 1，实到有表决权 19`.
pub fn adopted(lang: Lang, on: Day, base: u32, counts: [u32; 3], doors: bool) -> String {
    let (day, counts) = (when::day(lang, on), super::meeting::counts(lang, counts, doors));
    match lang {
        Lang::Zh => format!("{day}通过：{counts}，实到有表决权 {base}{}", if doors { " 户" } else { "" }),
        Lang::En => format!("Adopted on {day}: {counts}, {base} entitled and present"),
    }
}

/// `公示到6月30日；6月22日前可以提新情况`.
pub fn display(lang: Lang, until: Day, objections: Option<Day>) -> String {
    let (until, objections) = (when::day_short(lang, until), objections.map(|day| when::day_short(lang, day)));
    match (lang, objections) {
        (Lang::Zh, Some(day)) => format!("公示到{until}；{day}以前可以提新情况"),
        (Lang::Zh, None) => format!("公示到{until}"),
        (Lang::En, Some(day)) => format!("On display until {until}; new facts may be brought until {day}"),
        (Lang::En, None) => format!("On display until {until}"),
    }
}

/// `12 人评议，平均 4.6 星，知晓 11，满意 10`: the mean as tenths, without a float.
pub fn rated(lang: Lang, of: &Evaluation) -> String {
    let Evaluation { count, stars, knew, content, .. } = *of;
    let tenths = (stars * 10 + count / 2).checked_div(count).unwrap_or(0);
    let mean = format!("{}.{}", tenths / 10, tenths % 10);
    match lang {
        Lang::Zh => format!("{count} 人评议，平均 {mean} 星，知晓 {knew}，满意 {content}"),
        Lang::En => format!("{count} rated, {mean} stars on average, {knew} knew of it, {content} content"),
    }
}

/// `4/10 人要求复议`.
pub fn supports(lang: Lang, have: u32, need: u32) -> String {
    match lang {
        Lang::Zh => format!("{have}/{need} 人要求复议"),
        Lang::En => format!("{have} of {need} asked for it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_rounded_to_a_tenth() {
        let of = |count, stars| Evaluation { round: 1, until: Day(0), count, stars, knew: 0, content: 0 };
        assert!(rated(Lang::Zh, &of(5, 23)).contains("4.6 星"));
        assert!(rated(Lang::Zh, &of(3, 14)).contains("4.7 星"));
        assert!(rated(Lang::Zh, &of(0, 0)).contains("0.0 星"));
    }
}
