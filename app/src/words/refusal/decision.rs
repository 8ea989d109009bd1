//! Words: the refusals of open votes, of what follows a decision, and of the council.

use crate::words::{Lang, label, when};
use rulebook::{Refusal, ids::GridId};

/// The refusals that have their words here, as a pattern.
macro_rules! of_decisions {
    () => {
        Refusal::AlreadyVoted
            | Refusal::VoteClosed
            | Refusal::NoProxy
            | Refusal::VoiceOnly
            | Refusal::NotVotable
            | Refusal::HouseholdVoted
            | Refusal::CountExceeds { .. }
            | Refusal::MethodMixed { .. }
            | Refusal::RecountedOnce
            | Refusal::RecountOver
            | Refusal::DutyMissing { .. }
            | Refusal::ActionMissing
            | Refusal::ActionsLeft { .. }
            | Refusal::Contested
            | Refusal::ObjectionLate { .. }
            | Refusal::WindowOver { .. }
            | Refusal::ReconsideredOnce
            | Refusal::RatingOver { .. }
            | Refusal::AlreadyRated
            | Refusal::NotContent { .. }
            | Refusal::SupervisorsMissing { .. }
            | Refusal::CoolDown { .. }
            | Refusal::GridShare { .. }
            | Refusal::CouncilDecides
            | Refusal::ConsentMissing { .. }
    };
}
pub(super) use of_decisions;

/// The number in a grid's id, as it stands on signs.
fn number(grid: &GridId) -> &str {
    grid.as_str().trim_start_matches("g-")
}

/// Only of these; the others have their words next door.
pub(super) fn zh(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    let day = |day| when::day(Lang::Zh, day);
    match refusal {
        AlreadyVoted => ("这一次表决已经投过了。".into(), "一人一票，不用再投；记错了请当场告诉记录人。"),
        VoteClosed => ("现在没有开放这次表决。".into(), "等主持人提出表决；已经宣布结果的不能再投。"),
        NoProxy => ("不能代别人动议或者投票。".into(), "请本人在场举手，或者用本人的手机投。"),
        VoiceOnly => ("在这一项上有发言权，没有表决权。".into(), "请先发言；开议之后才到的，从下一项起可以表决。"),
        NotVotable => ("这里不能表决：没有人有表决权，或者这种会议不作决定。".into(), "到网格议事会上表决。"),
        HouseholdVoted => ("这一户已经有人表决过了。".into(), "一户一票，先投的代表这一户；家里意见不同的，可以发言。"),
        CountExceeds { counted, base } => {
            (format!("数出 {counted}，有表决权的只有 {base}。"), "请当场再数一遍；晚到的和列席的不能举手。")
        }
        MethodMixed { hands: true } => {
            ("这次表决是举手计数，不记名字。".into(), "请当场举手，由记录人点清人数、填好再宣布结果。")
        }
        MethodMixed { hands: false } => {
            ("这次表决是点名的，不能只填人数。".into(), "一个一个记；还没有人表态时，可以改成举手计数。")
        }
        RecountedOnce => ("这次表决已经复核过一次。".into(), "以复核的结果为准；还有意见可以附在纪要后面。"),
        RecountOver => {
            ("现在不能复核这次表决。".into(), "结果宣布以后、下一项开始以前可以要求；过后有意见，附在纪要后面。")
        }
        DutyMissing { duty } => {
            (format!("还有手续没办：{}。", label::duty(Lang::Zh, *duty)), "把这一项办好，再开始公示。")
        }
        ActionMissing => ("还没有写明谁来办、办什么。".into(), "至少写一项：做什么、谁负责、什么时候办完。"),
        ActionsLeft { left } => (format!("还有 {left} 项没有办完。"), "办完的写上凭据；不办了的写明理由。"),
        Contested => ("备案单位提了合法性异议，还没有结论。".into(), "等街道的意见；到期没有结论的，异议失效。"),
        ObjectionLate { until } => {
            (format!("合法性异议要在{}以前提。", day(*until)), "仍然认为违法的，由居民会议决定或者请街道处理。")
        }
        WindowOver { until: Some(until) } => {
            (format!("提新情况的时间到{}为止。", day(*until)), "可以在评议时打分、写意见；也可以办结以后再提议题。")
        }
        WindowOver { until: None } => ("现在不是提新情况的时候。".into(), "公示开始以后再提；不能等的决定没有这一步。"),
        ReconsideredOnce => ("这个议题已经复议过一次。".into(), "这一次的决定就作数；办完以后可以评议。"),
        RatingOver { until } => (format!("评议到{}为止。", day(*until)), "问题还在的，可以记成线索，或者再提议题。"),
        AlreadyRated => ("您已经评过了。".into(), "一人评一次，不用再评。"),
        NotContent { content, of, percent } => {
            (format!("{of} 人评议，{content} 人满意，不到 {percent}%。"), "不能办结；写明哪一项要重办，退回实施。")
        }
        SupervisorsMissing { have, need } => {
            (format!("监督员要 {need} 名，现在只有 {have} 名。"), "请监督委员会补上；自管会成员不算。")
        }
        CoolDown { until } => {
            (format!("这件事没有通过，{}以后可以再提。", day(*until)), "有新情况的，把新情况写上，现在就可以提。")
        }
        GridShare { grid, have, need } => {
            (format!("第{}网格联名 {have} 人，至少要 {need} 人。", number(grid)), "请这个网格的邻居也来联名。")
        }
        CouncilDecides => ("这件事涉及几个网格，一个网格不能替别的网格决定。".into(), "列入社区共建议事会的议程。"),
        ConsentMissing { grid } => (
            format!("第{}网格还没有同意由共建议事会表决。", number(grid)),
            "请这个网格的自管会主任表明同意；不同意的，退回网格或者提请居民会议。",
        ),
        _ => (String::new(), ""),
    }
}

/// The same in English.
pub(super) fn en(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    let day = |day| when::day(Lang::En, day);
    match refusal {
        AlreadyVoted => (
            "Voted already on this motion.".into(),
            "One person, one vote. If it was noted wrongly, tell the recorder at once.",
        ),
        VoteClosed => (
            "This vote is not open.".into(),
            "Wait until the chair puts the question; after the result nobody votes any more.",
        ),
        NoProxy => (
            "Nobody moves or votes for another.".into(),
            "They raise their own hand in the room, or vote on their own phone.",
        ),
        VoiceOnly => (
            "On this item you have a voice, not a vote.".into(),
            "Ask for the floor; who came after it was opened may vote from the next item on.",
        ),
        NotVotable => (
            "There is no vote here: nobody here may vote, or this kind of meeting decides nothing.".into(),
            "Vote at the grid's deliberation meeting.",
        ),
        HouseholdVoted => (
            "Somebody of this household has voted.".into(),
            "One vote a household: whoever votes first speaks for it; others of the door may still speak.",
        ),
        CountExceeds { counted, base } => (
            format!("{counted} were counted, but only {base} may vote."),
            "Count again on the spot; who came late or only attends raises no hand.",
        ),
        MethodMixed { hands: true } => (
            "This vote is counted by hands, without names.".into(),
            "Raise your hand; the recorder enters the counts before the result is read out.",
        ),
        MethodMixed { hands: false } => (
            "This vote is taken by names; counts alone do not do.".into(),
            "Note them one by one; while nobody has voted, hands may be counted instead.",
        ),
        RecountedOnce => (
            "This vote was counted again already.".into(),
            "The second count stands; more may be annexed to the minutes.",
        ),
        RecountOver => (
            "This vote cannot be counted again now.".into(),
            "It may be asked for once the result is read out and before the next item; later, annex an objection.",
        ),
        DutyMissing { duty } => (
            format!("One duty is still open: {}.", label::duty(Lang::En, *duty)),
            "Do that first; then the decision goes on public notice.",
        ),
        ActionMissing => {
            ("The decision does not say who does what.".into(), "Write one action at least: what, who, by when.")
        }
        ActionsLeft { left } => (
            format!("{left} actions are not done yet."),
            "Report what is done with its evidence; drop the rest with a reason.",
        ),
        Contested => (
            "A filing body says it is unlawful, and nobody ruled yet.".into(),
            "Wait for the ruling of the street office; without one in time the objection falls.",
        ),
        ObjectionLate { until } => (
            format!("Objections on the ground of law ended on {}.", day(*until)),
            "The residents’ assembly or the street office may still act.",
        ),
        WindowOver { until: Some(until) } => (
            format!("The time for new facts ended on {}.", day(*until)),
            "You may rate what was done, or raise the matter again afterwards.",
        ),
        WindowOver { until: None } => {
            ("This is not the time for new facts.".into(), "Wait for the public notice; what could not wait has none.")
        }
        ReconsideredOnce => (
            "This topic was reconsidered once already.".into(),
            "The new decision stands; you may rate it when it is done.",
        ),
        RatingOver { until } => (
            format!("Rating ended on {}.", day(*until)),
            "If the problem is still there, note it as a lead or raise a topic.",
        ),
        AlreadyRated => ("You rated it already.".into(), "One rating each; nothing more to do."),
        NotContent { content, of, percent } => (
            format!("Of {of} who rated it {content} are content: below {percent} %."),
            "It cannot be closed; name what must be done again and send it back.",
        ),
        SupervisorsMissing { have, need } => (
            format!("{need} supervisors are needed and there are {have}."),
            "Ask the supervision committee to name more; committee members do not count.",
        ),
        CoolDown { until } => (
            format!("It was not adopted; it may be raised again from {} on.", day(*until)),
            "If something is new, write it down and raise it now.",
        ),
        GridShare { grid, have, need } => (
            format!("Of grid {} {have} signed; {need} are needed.", number(grid)),
            "Ask neighbours of that grid to sign too.",
        ),
        CouncilDecides => (
            "This concerns several grids; one does not decide for another.".into(),
            "Put it on the agenda of the community council.",
        ),
        ConsentMissing { grid } => (
            format!("Grid {} has not agreed that the council votes on it.", number(grid)),
            "Ask the head of its committee to agree; else give the matter back or put it to the assembly.",
        ),
        _ => (String::new(), ""),
    }
}
