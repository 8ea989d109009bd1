//! Words: refusals teach. Each has the sentence, the clause and the next step; the facts of the
//! refusal stand in the sentence.

mod decision;
mod election;
mod hearing;
mod meeting;
mod samples;

use self::{decision::of_decisions, hearing::of_hearings, meeting::of_meetings};
pub use samples::samples;

use self::election::of_elections;
pub(crate) use self::election::sum as election_sum;
use super::{
    Lang,
    clause::{self, Clause},
    when,
};
use rulebook::{Refusal, sync::Note};

/// A refusal as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What is the matter.
    pub sentence: String,
    /// The clause that says so.
    pub clause: Clause,
    /// What to do now.
    pub next: String,
}

/// Tells a refusal.
pub fn told(lang: Lang, refusal: &Refusal) -> Told {
    let (sentence, next) = match lang {
        Lang::Zh => zh(refusal),
        Lang::En => en(refusal),
    };
    Told { sentence, next: next.into(), clause: clause::clause(lang, refusal.clause()) }
}

/// Tells a refusal as it came over the wire; one that this build does not know yet keeps its clause.
pub fn told_note(lang: Lang, note: &Note) -> Told {
    if let Some(refusal) = note.known() {
        return told(lang, &refusal);
    }
    let w = lang.words();
    Told { sentence: w.unknown_code.into(), next: w.unknown_next.into(), clause: clause::clause(lang, &note.clause) }
}

fn zh(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    match refusal {
        NotEnoughSignatures { have, need, .. } => {
            (format!("联名还不够：有效 {have} 人，需要 {need} 人。"), "继续征集；搬走的人不算，可以请别的邻居联名。")
        }
        Under18 { from: Some(day) } => (
            format!("未满18周岁，{}起可以联名。", when::day(Lang::Zh, *day)),
            "可以先说说看法，在议事会上发言；也可以请家里的成年人联名。",
        ),
        Under18 { from: None } => {
            ("未满18周岁，还不能联名。".into(), "可以先说说看法，在议事会上发言；也可以请家里的成年人联名。")
        }
        NotResidentOfGrid => {
            ("不是这个网格的居民。".into(), "可以作为利益相关方参加议事会；刚搬来的，请网格员先登记。")
        }
        TextChanged => ("内容改过了，和您看的不一样。".into(), "请把新内容看一遍（或听一遍）再联名。"),
        Duplicate { signed } => (
            format!("已经联过名了（{}），算那一次。", when::full(Lang::Zh, *signed)),
            "不用再签。想撤回，在“我的”里或凭16位码撤回。",
        ),
        Late { until: Some(day) } => {
            (format!("联名已在{}截止。", when::day(Lang::Zh, *day)), "可以看议题走到哪一步；问题还在，可以再提一次。")
        }
        Late { until: None } => ("联名已截止。".into(), "可以看议题走到哪一步；问题还在，可以再提一次。"),
        WrongState => ("议题已经不在这一步了。".into(), "打开议题看看走到哪了，再决定做什么。"),
        NotEntitled => {
            ("这件事不归您的职务或身份办。".into(), "可以先记成线索，由居民提成议题；或看公示牌，找能办的人。")
        }
        RecusalRequired => ("您是提议人或有利害关系，应当回避。".into(), "请网格党组织的其他委员，或社区党委来审查。"),
        ReasonRequired => ("还没写理由。".into(), "写一句大家看得懂的理由，再提交。"),
        CriteriaNotMet { failed } => (
            format!("有标准没达到（{}），不能通过。", failed.join("、")),
            "可以退回修改，写明怎么改；不归网格议的，转办。",
        ),
        CriterionRequired => ("退回要指出哪条标准没达到。".into(), "把没达到的那条选“否”，写明怎么改。"),
        VerificationPending { left } => (format!("还有 {left} 人没回访。"), "请收签人以外的人回访后再通过。"),
        NotTheCollector => ("收签的人不能自己回访。".into(), "请网格党组织的其他人回访。"),
        AppealLate { until } => {
            (format!("申诉期已在{}结束。", when::day(Lang::Zh, *until)), "有新情况，可以写成新的议题再提。")
        }
        WitnessRequired => {
            ("口头联名要有两名见证人，其中一人不是收签人；纸质的要另一人核对。".into(), "请一位邻居来见证，再补一次。")
        }
        HandRequired => ("门口联名要有本人的手签。".into(), "请居民在屏幕上签名；不会写字的，用口头方式、请人见证。"),
        TextRequired { max_title, max_body } => (
            format!("标题和内容都要写：标题不超过 {max_title} 字，内容不超过 {max_body} 字。"),
            "写清在哪里、什么事、怎么办，再保存。",
        ),
        TooManyOpen { max } => (format!("您已有 {max} 个议题在进行。"), "等其中一个有结果，或撤回一个，再提新的。"),
        NotFound => ("找不到，或者您看不到它。".into(), "先同步一次；还没有，问网格员。"),
        IdTaken => ("已经有同样编号的内容了。".into(), "打开看看是不是已经提交过；没有就再做一次。"),
        UnknownReceipt => ("没有这个凭证码。".into(), "核对16位码（没有 I、L、O、U）；刚签的可能还没上传，明天再查。"),
        QuietHours { from, until } => (
            format!("现在是休息时间（{}至{}），不上门。", when::minute(*from), when::minute(*until)),
            "换个时间去；居民约了这个时间的，先记下约定。",
        ),
        DoorRests { until } => (
            format!("这户不愿接待，{}以前不再打扰。", when::day(Lang::Zh, *until)),
            "走下一户；确有安全急事，写明理由再上门。",
        ),
        NotOnTheList { field } => {
            (format!("“{field}”不在允许记录的内容里，或者太长。"), "删掉或写短些再存；门口只记清单上的内容。")
        }
        OpeningMissing { field } => {
            (format!("“{field}”的内容没有一起送到，核对不上。"), "在原来那台手机上再上传一次；还不行，请重做这一条。")
        }
        CodeInvalid => ("加入码不对、用过了或过期了。".into(), "请网格员再生成一个，10分钟内用。"),
        DeviceNotActive => ("这台设备没登记、没确认或已停用。".into(), "请网格员用加入码重新登记这台设备。"),
        DemoOnly => ("只有演示社区可以这样做。".into(), "请用加入码登记。"),
        CharterBound { key } => (format!("参数 {key} 低于规定的底线。"), "改成不低于规定的数，再提交社区党委。"),
        AlreadyExtended => ("征集期已经延长过一次。".into(), "抓紧征集；到期不满，可以照原文再提一次。"),
        ClosedWithResult => ("这件事已经办结，有结果。".into(), "看办理结果；有新问题可以另提议题。"),
        of_meetings!() => meeting::zh(refusal),
        of_decisions!() => decision::zh(refusal),
        of_hearings!() => hearing::zh(refusal),
        of_elections!() => election::zh(refusal),
    }
}

fn en(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    match refusal {
        NotEnoughSignatures { have, need, .. } => (
            format!("Not enough signatures: {have} valid, {need} needed."),
            "Go on collecting; those who moved away do not count, other neighbours may sign.",
        ),
        Under18 { from: Some(day) } => (
            format!("Not yet 18; may sign from {} on.", when::day(Lang::En, *day)),
            "You may give your opinion and speak at the meeting, or ask an adult of the household to sign.",
        ),
        Under18 { from: None } => (
            "Not yet 18, so this signature cannot count.".into(),
            "You may give your opinion and speak at the meeting, or ask an adult of the household to sign.",
        ),
        NotResidentOfGrid => (
            "Not a resident of this grid.".into(),
            "You may attend the meeting as somebody concerned; if you moved in lately, ask the grid worker to register you.",
        ),
        TextChanged => (
            "The text was changed; it is not the one you read.".into(),
            "Please read (or hear) the new text, then sign again.",
        ),
        Duplicate { signed } => (
            format!("Already signed ({}); that one counts.", when::full(Lang::En, *signed)),
            "No need to sign again. To withdraw, use “Me” or the 16-letter code.",
        ),
        Late { until: Some(day) } => (
            format!("Signing ended on {}.", when::day(Lang::En, *day)),
            "See where the topic stands; if the problem is still there it may be raised again.",
        ),
        Late { until: None } => (
            "Signing has ended.".into(),
            "See where the topic stands; if the problem is still there it may be raised again.",
        ),
        WrongState => {
            ("The topic is no longer at this step.".into(), "Open the topic, see where it stands, then decide.")
        }
        NotEntitled => (
            "This is not for your post or standing to do.".into(),
            "Note it as a lead for residents to raise, or see the notice board for who can.",
        ),
        RecusalRequired => (
            "You are the proposer or have an interest: you must step aside.".into(),
            "Ask another officer of the party organisation, or the community party committee.",
        ),
        ReasonRequired => ("A reason is missing.".into(), "Write one sentence everybody understands, then hand in."),
        CriteriaNotMet { failed } => (
            format!("A criterion is not met ({}), so it cannot be accepted.", failed.join(", ")),
            "Return it and say what to change; if it is not the grid’s to decide, redirect it.",
        ),
        CriterionRequired => (
            "To return a topic, name the criterion that is not met.".into(),
            "Answer “No” to it and write what to change.",
        ),
        VerificationPending { left } => (
            format!("{left} people have not been called back yet."),
            "Somebody other than the collector should call them, then accept.",
        ),
        NotTheCollector => {
            ("The collector may not call back.".into(), "Ask somebody else of the party organisation to call.")
        }
        AppealLate { until } => (
            format!("The time for an appeal ended on {}.", when::day(Lang::En, *until)),
            "With new facts it may be raised as a new topic.",
        ),
        WitnessRequired => (
            "A spoken signature needs two witnesses, one of them not the collector; paper needs a second checker."
                .into(),
            "Ask a neighbour to witness it and take it again.",
        ),
        HandRequired => (
            "At the door the person’s own handwriting is needed.".into(),
            "Let them sign on the glass; who cannot write signs by word before witnesses.",
        ),
        TextRequired { max_title, max_body } => (
            format!("Title and text are both needed: at most {max_title} and {max_body} letters."),
            "Say where, what and what to do, then save.",
        ),
        TooManyOpen { max } => {
            (format!("You have {max} topics under way already."), "Wait for one to end, or withdraw one.")
        }
        NotFound => {
            ("Not found, or not for you to see.".into(), "Sync once; if it is still missing ask the grid worker.")
        }
        IdTaken => (
            "There is already something by that number.".into(),
            "See whether it was handed in before; if not, do it once more.",
        ),
        UnknownReceipt => (
            "There is no such receipt code.".into(),
            "Check the 16 letters (no I, L, O, U); a fresh one may not have been sent yet, try tomorrow.",
        ),
        QuietHours { from, until } => (
            format!("Quiet hours ({} to {}): no visits now.", when::minute(*from), when::minute(*until)),
            "Come at another time; if the resident asked for this hour, note the appointment first.",
        ),
        DoorRests { until } => (
            format!("This door declined and rests until {}.", when::day(Lang::En, *until)),
            "Go to the next door; for urgent safety write the reason first.",
        ),
        NotOnTheList { field } => (
            format!("“{field}” is not on the list of what may be written down, or too long."),
            "Remove or shorten it; at the door only the list is kept.",
        ),
        OpeningMissing { field } => (
            format!("The content of “{field}” did not arrive or does not fit."),
            "Send again from the same phone; if that fails, do this one once more.",
        ),
        CodeInvalid => (
            "The code is wrong, used or too old.".into(),
            "Ask the grid worker for a new one and use it within 10 minutes.",
        ),
        DeviceNotActive => (
            "This device is not enrolled, not confirmed, or revoked.".into(),
            "Ask the grid worker to enrol it again with a code.",
        ),
        DemoOnly => ("Only a demonstration allows this.".into(), "Please enrol with a code."),
        CharterBound { key } => (
            format!("The parameter {key} undercuts what is fixed."),
            "Set it no lower than the rule, then bring it to the community party committee.",
        ),
        AlreadyExtended => (
            "The time was extended once already.".into(),
            "Collect while it lasts; if it lapses, the text may be raised again.",
        ),
        ClosedWithResult => {
            ("It was closed with a result.".into(), "Read the result; raise a new topic for what is new.")
        }
        of_meetings!() => meeting::en(refusal),
        of_decisions!() => decision::en(refusal),
        of_hearings!() => hearing::en(refusal),
        of_elections!() => election::en(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_refusal_has_a_sentence_a_clause_and_a_next_step_in_both_languages() {
        for refusal in samples() {
            let (zh, en) = (told(Lang::Zh, &refusal), told(Lang::En, &refusal));
            for told in [&zh, &en] {
                assert!(
                    !told.sentence.is_empty() && !told.next.is_empty() && !told.clause.text.is_empty(),
                    "{refusal:?}"
                );
                assert_eq!(told.clause.id, refusal.clause(), "{refusal:?} rests on a clause that has words");
            }
            assert!(
                en.sentence.is_ascii() || !en.sentence.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{}",
                en.sentence
            );
            assert_ne!(zh.sentence, en.sentence);
        }
    }

    #[test]
    fn the_samples_leave_no_code_out() {
        let shown: BTreeSet<String> = samples().iter().map(Refusal::code).collect();
        // `zh` and `en` match every variant; this holds the samples to the same list.
        let names = 116;
        assert_eq!(shown.len(), names, "{shown:?}");
    }
}
