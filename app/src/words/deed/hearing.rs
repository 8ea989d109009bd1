//! Words: the steps before a major matter is voted on, each as one sentence.

use rulebook::{hearing::HearingStep, ids::PersonId};

/// What was done about a topic on its way to a hearing and to the vote, in both languages.
pub(super) fn told(title: &str, who: &dyn Fn(&PersonId) -> String, step: &HearingStep) -> (String, String) {
    use HearingStep::*;
    match step {
        Demand => (format!("要求听证：{title}"), format!("Asked for a hearing on {title}")),
        Require { .. } => (format!("决定听证：{title}"), format!("Required a hearing on {title}")),
        TalkFirst { .. } => (format!("记下党员先议：{title}"), format!("Noted the party discussion of {title}")),
        OpenConsult => (format!("会前征求意见：{title}"), format!("Asked for opinions on {title}")),
        CloseConsult { .. } => (format!("结束征求意见：{title}"), format!("Closed the opinions on {title}")),
        Opine { person, .. } => {
            (format!("{} 对{title}提意见", who(person)), format!("{} gave an opinion on {title}", who(person)))
        }
        Reply { opinions, .. } => (
            format!("答复{title}的意见 {} 条", opinions.len()),
            format!("Answered opinions on {title}: {}", opinions.len()),
        ),
        Report { .. } => (format!("公布听证报告：{title}"), format!("Published the hearing report on {title}")),
    }
}
