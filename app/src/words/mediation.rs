//! Words: what is said about a mediation (调解会) — to its parties and its mediator alone.

use super::Lang;
use rulebook::meeting::{Settlement, mediation::Settled};

words! {
    /// The labels of mediations.
    MediationWords:
    // calling
    call call_hint as_what as_party as_committee matter matter_hint matter_other other_party other_hint mediator
    mediator_hint party_none take_away call_now called_for_others
    // the file
    closed parties party agreed not_yet agree agree_hint invite invite_hint notice_hint waits_for_agreement stop
    stop_hint stopped
    // guests
    guests ask_guest ask_guest_hint guest_comes guest_waits guest_declined guest_yes guest_no you_are_guest
    // the session
    here_who begin begin_hint how how_hint settle settle_binding settle_binding_hint minutes_waits
    minutes_hint
}

/// Every label, in Chinese.
pub static ZH: MediationWords = MediationWords {
    call: "申请调解",
    call_hint: "邻里纠纷可以请人调解。各方都同意才开；只有当事人和调解员看得到，任何一方随时可以不调解。",
    as_what: "您是",
    as_party: "当事人",
    as_committee: "自管会成员，替当事各方召集",
    matter: "和谁、为什么事",
    matter_hint: "只给当事人和调解员看。",
    matter_other: "您的手机上没有邻居的名单：写清对方住哪一户，由调解员替您加上对方。",
    other_party: "找当事人（姓名或门牌）",
    other_hint: "各方至少两位。",
    mediator: "请谁调解（公示牌上的姓名）",
    mediator_hint: "调解员不能是当事人。",
    party_none: "没找到。",
    take_away: "移出",
    call_now: "申请调解",
    called_for_others: "已经召集。从现在起，只有当事人和调解员看得到这次调解；您这里不再显示。",
    closed: "不公开：只有当事人和调解员看得到。",
    parties: "当事人",
    party: "一位当事人",
    agreed: "同意参加",
    not_yet: "还没同意",
    agree: "我同意参加调解",
    agree_hint: "不同意也没有关系：不点就不开，或者点“不调解了”。",
    invite: "加当事人（姓名或门牌）",
    invite_hint: "加上以后，对方在自己的手机上决定同意不同意。",
    notice_hint: "各方都同意了，把时间、地点通知大家。",
    waits_for_agreement: "等各方同意；有一方不同意就不开。",
    stop: "不调解了",
    stop_hint: "随时可以，不用说理由。",
    stopped: "已终止调解",
    guests: "邻里、亲属、同事",
    ask_guest: "请人来参加（姓名或门牌）",
    ask_guest_hint: "每一位当事人都同意，才请得来。来的人只看得到时间和地点，看不到调解的内容和记录。",
    guest_comes: "各方都同意",
    guest_waits: "等各方同意",
    guest_declined: "有一方不同意",
    guest_yes: "同意请来",
    guest_no: "不同意",
    you_are_guest: "您受邀参加这次调解，各方都同意。谈的是什么，请当面问调解员；记录只给当事人和调解员看。",
    here_who: "谁到了",
    begin: "开始调解",
    begin_hint: "各方和调解员都到场才能开始。",
    how: "调解结果",
    how_hint: "散会以前可以改。协议内容写在调解记录里，各方确认。",
    settle: "记下结果",
    settle_binding: "经人民调解委员会达成",
    settle_binding_hint: "经人民调解委员会达成的协议有约束力；30日内双方可以共同申请司法确认。",
    minutes_waits: "要调解员和每一位当事人确认。",
    minutes_hint: "写下各方的意见和达成的协议；这份记录不公开。",
};

/// Every label, in English.
pub static EN: MediationWords = MediationWords {
    call: "Ask for mediation",
    call_hint: "A quarrel between neighbours can be mediated. It takes place only if everybody agrees; only the parties and \
                the mediator see it, and any of them can end it at any time.",
    as_what: "You are",
    as_party: "A party",
    as_committee: "Of the committee, calling for others",
    matter: "With whom, and about what",
    matter_hint: "Only the parties and the mediator read it.",
    matter_other: "Your phone has no list of neighbours: say at which door the other side lives, and the mediator adds them.",
    other_party: "Find a party (name or door)",
    other_hint: "Two sides at least.",
    mediator: "Who is to mediate (a name from the sign board)",
    mediator_hint: "The mediator is none of the parties.",
    party_none: "Nobody found.",
    take_away: "Take off",
    call_now: "Ask for mediation",
    called_for_others: "It is called. From now on only the parties and the mediator see this mediation; you do not any more.",
    closed: "Behind closed doors: only the parties and the mediator see it.",
    parties: "Parties",
    party: "A party",
    agreed: "Agreed",
    not_yet: "Not agreed yet",
    agree: "I agree to mediation",
    agree_hint: "You need not: without your word it does not take place, or press “End the mediation”.",
    invite: "Add a party (name or door)",
    invite_hint: "They then agree or not on their own phone.",
    notice_hint: "Everybody agreed: tell them when and where.",
    waits_for_agreement: "Waits for everybody to agree; without one of them it does not take place.",
    stop: "End the mediation",
    stop_hint: "At any time, and you owe no reason.",
    stopped: "The mediation was ended",
    guests: "Neighbours, relatives, colleagues",
    ask_guest: "Ask somebody to come (name or door)",
    ask_guest_hint: "Only if every party agrees. Whoever comes sees when and where, not what it is about, nor the record.",
    guest_comes: "All agree",
    guest_waits: "Waits for the parties",
    guest_declined: "A party does not agree",
    guest_yes: "Yes",
    guest_no: "No",
    you_are_guest: "You are asked to be at this mediation, and every party agrees. Ask the mediator in person what it is \
                    about; the record is for the parties and the mediator alone.",
    here_who: "Who is here",
    begin: "Begin the mediation",
    begin_hint: "It begins once all parties and the mediator are here.",
    how: "What it came to",
    how_hint: "It can be put right until you close. What was agreed stands in the record, which everybody confirms.",
    settle: "Note it",
    settle_binding: "Made through the people’s mediation committee",
    settle_binding_hint: "Such an agreement binds; within 30 days both sides may ask a court to confirm it.",
    minutes_waits: "The mediator and every party must confirm.",
    minutes_hint: "Write down what each side said and what was agreed; this record is not published.",
};

/// What a mediation may come to.
pub fn how(lang: Lang, how: Settlement) -> &'static str {
    let (zh, en) = match how {
        Settlement::Written => ("达成书面协议", "An agreement in writing"),
        Settlement::Oral => ("达成口头协议", "An agreement by word of mouth"),
        Settlement::Failed => ("没有达成协议", "No agreement"),
    };
    lang.pick(zh, en)
}

/// What it came to, and whether that binds.
pub fn settled(lang: Lang, of: &Settled) -> String {
    let said = how(lang, of.how);
    match (lang, of.how, of.binding) {
        (Lang::Zh, Settlement::Failed, _) => format!("{said}。"),
        (Lang::En, Settlement::Failed, _) => format!("{said}."),
        (Lang::Zh, _, true) => format!("{said}，经人民调解委员会达成，有约束力；30日内可以共同申请司法确认。"),
        (Lang::En, _, true) => {
            format!(
                "{said}, made through the people’s mediation committee: it binds, and within 30 days a court may be asked \
                     by both sides to confirm it."
            )
        }
        (Lang::Zh, _, false) => format!("{said}，没有经过人民调解委员会，靠各方自觉履行。"),
        (Lang::En, _, false) => {
            format!(
                "{said}, not made through the people’s mediation committee: each side keeps it of their own accord."
            )
        }
    }
}

/// `调解员：宋敏`.
pub fn mediated_by(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("调解员：{name}"),
        Lang::En => format!("Mediator: {name}"),
    }
}
