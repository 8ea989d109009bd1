//! Words: the steps after a decision and around the council, each as one sentence.

use crate::words::{Lang, label};
use rulebook::{
    council::CouncilStep,
    decision::{DecisionStep, action::Report},
    ids::TopicId,
};

/// What was done about a decision, in both languages.
pub(super) fn told(step: &DecisionStep) -> (String, String) {
    use DecisionStep::*;
    let plain = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    let duty = |duty, lang| label::duty(lang, duty);
    match step {
        SetAction { plan, .. } => (format!("写明要办的事：{}", plan.what), format!("Set an action: {}", plan.what)),
        DropAction { .. } => plain("一项不再办", "Dropped an action"),
        Publish => plain("网上公布决定", "Published a decision online"),
        Post { place } => (format!("张贴决定：{place}"), format!("Posted a decision on paper: {place}")),
        Deliver { duty: of } => {
            (format!("办理{}", duty(*of, Lang::Zh)), format!("Did a duty: {}", duty(*of, Lang::En)))
        }
        Acknowledge { duty: of } => {
            (format!("回执：{}", duty(*of, Lang::Zh)), format!("Acknowledged: {}", duty(*of, Lang::En)))
        }
        Object { .. } => plain("提出合法性异议", "Objected on the ground of law"),
        Rule { upheld: true, .. } => plain("合法性异议成立，撤销决定", "An objection was upheld: decision annulled"),
        Rule { upheld: false, .. } => plain("合法性异议不成立", "An objection was dismissed"),
        SetAside { .. } => plain("居民会议撤销决定", "The assembly set a decision aside"),
        HangOut => plain("开始公示", "Put a decision on public notice"),
        Reconsider { .. } => plain("提出新情况，申请复议", "Brought new facts"),
        Support { .. } => plain("支持复议", "Supported a petition"),
        Report { report, .. } => match report {
            self::Report::Progress => plain("记一条进展", "Noted progress"),
            self::Report::Done => plain("报告办完一项", "Reported an action as done"),
            self::Report::Blocked => plain("报告一项受阻", "Reported an action as blocked"),
            self::Report::GoesOn => plain("报告一项恢复", "Reported that an action goes on"),
        },
        Escalate { .. } => plain("受阻的事交共建议事会", "Handed a blocked matter to the council"),
        OpenRating => plain("请居民评议", "Opened the rating"),
        Rate { .. } => plain("评议一次", "Rated what was done"),
        Close => plain("核实办结", "Closed it as done"),
        SendBack { .. } => plain("退回重办", "Sent it back to be done again"),
    }
}

/// What was done about a matter before the council.
pub(super) fn council(title: &dyn Fn(&TopicId) -> String, topic: &TopicId, step: &CouncilStep) -> (String, String) {
    let of = title(topic);
    match step {
        CouncilStep::Consent { .. } => {
            (format!("同意由共建议事会决定：{of}"), format!("Agreed that the council decides {of}"))
        }
        CouncilStep::ToAssembly { .. } => (format!("提请居民会议：{of}"), format!("Put {of} to the assembly")),
        CouncilStep::Record { .. } => {
            (format!("记录居民会议的决定：{of}"), format!("Recorded what the assembly decided on {of}"))
        }
    }
}
