//! Words: what became of an objection that a decision is illegal, and how a decision ended, in sentences for everybody.

use crate::words::{Lang, label, when};
use rulebook::{
    charter::Keys,
    decision::{Decision, Duty, End, Legality, duty::Ruling},
    time::Day,
};

/// Which body a filing went to, and so which one objected.
fn body(lang: Lang, duty: Duty) -> &'static str {
    match duty {
        Duty::FilingParty => lang.pick("社区党委", "the community party committee"),
        Duty::FilingRc => lang.pick("居委会", "the residents’ committee"),
        Duty::Publish | Duty::Notify => label::duty(lang, duty),
    }
}

/// `居委会的异议`.
pub fn on_whose(lang: Lang, duty: Duty) -> String {
    match lang {
        Lang::Zh => format!("{}的异议", body(lang, duty)),
        Lang::En => format!("The objection of {}", body(lang, duty)),
    }
}

/// Who objected when and why; then what was ruled, or until when a ruling is awaited.
pub fn objection(lang: Lang, of: &Legality, decision: &Decision, keys: &Keys, today: Day) -> Vec<String> {
    let (day, who, why) = (when::day(lang, of.raised.at.day()), body(lang, of.duty), &of.reason);
    let raised = match lang {
        Lang::Zh => format!("{day}，{who}提出合法性异议：{why}"),
        Lang::En => format!("On {day} {who} objected that it is illegal: {why}"),
    };
    let then = match &of.ruling {
        Some(made) => Some(ruled(lang, made)),
        None if decision.ended.is_some() => None,
        None => Some(awaited(lang, of, decision.displayed, keys, today)),
    };
    [Some(raised), then].into_iter().flatten().collect()
}

fn ruled(lang: Lang, of: &Ruling) -> String {
    let (day, paper, why) = (when::day(lang, of.recorded.at.day()), &of.paper, &of.reason);
    match (lang, of.upheld) {
        (Lang::Zh, true) => format!("{day}裁定：异议成立，决定撤销（{paper}）。理由：{why}"),
        (Lang::Zh, false) => format!("{day}裁定：异议不成立，决定照办（{paper}）。理由：{why}"),
        (Lang::En, true) => format!("Ruled on {day}: upheld, the decision is annulled ({paper}). Why: {why}"),
        (Lang::En, false) => format!("Ruled on {day}: dismissed, the decision goes on ({paper}). Why: {why}"),
    }
}

fn awaited(lang: Lang, of: &Legality, displayed: Option<Day>, keys: &Keys, today: Day) -> String {
    let last = of.falls_after(displayed, keys);
    let day = last.map(|last| when::day(lang, last));
    match (lang, day, last.is_some_and(|last| last < today)) {
        (Lang::Zh, None, _) => "等待裁定；公示开始以后才能登记裁定。".into(),
        (Lang::Zh, Some(day), false) => format!("等待裁定；到{day}还没有裁定，异议不再阻止实施。"),
        (Lang::Zh, Some(day), true) => format!("到{day}没有裁定，异议不再阻止实施。"),
        (Lang::En, None, _) => "A ruling is awaited; it can be noted once the display has begun.".into(),
        (Lang::En, Some(day), false) => {
            format!("A ruling is awaited; if there is none by {day}, the objection no longer holds the decision up.")
        }
        (Lang::En, Some(day), true) => {
            format!("There was no ruling by {day}: the objection no longer holds the decision up.")
        }
    }
}

/// How it ended; nothing while something may still come of it.
pub fn ended(lang: Lang, decision: &Decision) -> Option<String> {
    let paper = decision.paper.as_deref().unwrap_or_default();
    let why = decision.why.as_deref().unwrap_or_default();
    Some(match (decision.ended?, lang) {
        (End::Illegal, Lang::Zh) => "这个决定因为不合法已经撤销，不再办。".into(),
        (End::Illegal, Lang::En) => "This decision was annulled as illegal; nothing more is done about it.".into(),
        (End::SetAside, Lang::Zh) => format!("居民（代表）会议撤销了这个决定（{paper}）。理由：{why}"),
        (End::SetAside, Lang::En) => format!("The residents’ assembly set this decision aside ({paper}). Why: {why}"),
        (End::Reconsidered, Lang::Zh) => "居民带来了新情况，这件事回到下次会议重新决定。".into(),
        (End::Reconsidered, Lang::En) => "Residents brought new facts: the next meeting decides anew.".into(),
        (End::Recounted, Lang::Zh) => "会上要求复核计票，以复核的结果为准。".into(),
        (End::Recounted, Lang::En) => "The vote is counted again: the second count decides.".into(),
        (End::Escalated, Lang::Zh) => match why {
            "" => "这件事办不下去，已经提交共建议事会。".into(),
            why => format!("这件事办不下去，已经提交共建议事会：{why}"),
        },
        (End::Escalated, Lang::En) => match why {
            "" => "It could not go on: the community council has the matter.".into(),
            why => format!("It could not go on: the community council has the matter. {why}"),
        },
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may")]
mod tests {
    use super::*;
    use rulebook::{
        decision::duty::Stamp,
        ids::{DecisionId, PersonId, TopicId},
    };

    fn stamp(day: Day) -> Stamp {
        Stamp { at: day.starts(), by: PersonId("p".into()) }
    }

    fn raised(on: Day, ruling: Option<bool>) -> Legality {
        let ruling = ruling.map(|upheld| Ruling {
            recorded: stamp(on.plus(2)),
            upheld,
            paper: "街办函〔2026〕12号".into(),
            reason: "收费没有依据".into(),
        });
        Legality { duty: Duty::FilingRc, raised: stamp(on), reason: "向每户收费".into(), ruling }
    }

    /// As it is written in the ledger: the display began on that day.
    fn decision(displayed: Option<Day>, ended: Option<End>) -> Decision {
        let text = serde_json::json!({
            "id": DecisionId("d".into()), "topic": TopicId("t".into()), "meeting": null, "vote": null, "hash": "",
            "adopted": Day(0), "base": 9, "yes": 7, "no": 2, "abstain": 0, "displayed": displayed, "ended": ended,
            "paper": "居民会议纪要2026-1", "why": "另有决定",
        });
        serde_json::from_value(text).unwrap()
    }

    #[test]
    fn an_objection_says_what_is_awaited_and_until_when() {
        let (keys, on) = (Keys::default(), Day::ymd(2026, 6, 29).unwrap());
        let last = |of: Legality, d: Decision, today: Day| objection(Lang::Zh, &of, &d, &keys, today).pop().unwrap();
        assert!(last(raised(on, None), decision(None, None), on).contains("公示开始以后"));
        let shown = || decision(Some(on.plus(-4)), None);
        assert!(last(raised(on, None), shown(), on.plus(15)).starts_with("等待裁定；到2026年7月14日"));
        assert!(last(raised(on, None), shown(), on.plus(16)).starts_with("到2026年7月14日没有裁定"));
        assert!(last(raised(on, Some(true)), shown(), on).contains("异议成立，决定撤销（街办函〔2026〕12号）"));
        assert!(last(raised(on, Some(false)), shown(), on).contains("异议不成立，决定照办"));
        let over = decision(Some(on), Some(End::SetAside));
        assert_eq!(objection(Lang::En, &raised(on, None), &over, &keys, on).len(), 1, "nothing is awaited any more");
        assert!(ended(Lang::Zh, &over).unwrap().contains("居民会议纪要2026-1"));
        assert_eq!(ended(Lang::Zh, &shown()), None);
    }
}
