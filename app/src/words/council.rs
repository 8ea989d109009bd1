//! Words: what is said about the community council — how a matter came there, who has to do what, what came of it.

use super::{Lang, label, when};
use rulebook::{
    council::{Consent, Way},
    review::Organ,
    time::{Day, Millis},
};

words! {
    /// The labels of the council.
    CouncilWords:
    council council_hint online waits waits_none assembly settled meetings
    // one matter
    story to_desk consents consents_hint consent_has consent_lacks consent_give consent_basis consent_basis_hint
    next_call next_consent next_meeting next_assembly
    // the residents' committee
    put_up put_up_hint put_up_why put_up_do record record_hint record_minutes record_held record_base record_yes
    record_no record_abstain record_do call
    // home
    home_waits
}

/// Every label of the council, in Chinese.
pub static ZH: CouncilWords = CouncilWords {
    council: "共建议事会",
    council_hint: "各网格协商解决不了的事、不止一个网格的事，由社区共建议事会协调。居委会主任召集，过半数成员到会才能表决。",
    online: "没有网络：可以看，同意、提请和记录要等联网。",
    waits: "等议事会",
    waits_none: "没有事情等着议事会。",
    assembly: "等居民（代表）会议",
    settled: "议事会处理过的",
    meetings: "议事会会议",
    story: "在共建议事会",
    to_desk: "去共建议事会办理",
    consents: "有关网格是否同意由议事会表决",
    consents_hint: "每个有关网格的自管会都同意，议事会才能就这件事表决；不同意也可以退回、转办或者提请居民会议。",
    consent_has: "已同意",
    consent_lacks: "还没有同意",
    consent_give: "代表本网格同意",
    consent_basis: "自管会哪次会议同意的",
    consent_basis_hint: "写会议日期和表决结果，会公开。",
    next_call: "等居委会主任把它列入共建议事会的议程。",
    next_consent: "等还没有同意的网格：由自管会主任或副主任代表表态。",
    next_meeting: "已列入议事会议程，等开会。",
    next_assembly: "等居民（代表）会议决定；会后由居委会主任记录结果。",
    put_up: "提请居民（代表）会议",
    put_up_hint: "争议仍然很大，或者属于全体居民的事，由居民（代表）会议决定。",
    put_up_why: "为什么要由居民会议决定（会公开）",
    put_up_do: "提请居民会议",
    record: "记录居民（代表）会议的结果",
    record_hint: "照会议纪要填写。到会人数过半数同意才算通过。",
    record_minutes: "会议纪要编号",
    record_held: "哪天开的会",
    record_base: "到会人数",
    record_yes: "同意",
    record_no: "反对",
    record_abstain: "弃权",
    record_do: "记录结果",
    call: "召集共建议事会",
    home_waits: "共建议事会等您",
};

/// Every label of the council, in English.
pub static EN: CouncilWords = CouncilWords {
    council: "Community council",
    council_hint: "What the grids could not settle, and what concerns more than one of them, is coordinated by the \
                   community council. The chair of the residents’ committee calls it; it votes when more than half of \
                   its seats are there.",
    online: "No network: you can read; to agree, put up or record needs a connection.",
    waits: "Waiting for the council",
    waits_none: "Nothing waits for the council.",
    assembly: "Waiting for the residents’ assembly",
    settled: "What the council dealt with",
    meetings: "Meetings of the council",
    story: "Before the community council",
    to_desk: "To the council’s desk",
    consents: "Whether the grids concerned agree that the council votes",
    consents_hint: "Only when the committee of every grid concerned agrees can the council vote on it; without that it can \
                    still give it back, pass it on, or put it to the residents’ assembly.",
    consent_has: "Agreed",
    consent_lacks: "Has not agreed yet",
    consent_give: "Agree for my grid",
    consent_basis: "At which meeting the committee agreed",
    consent_basis_hint: "The day and the result of the vote; this is published.",
    next_call: "It waits for the chair of the residents’ committee to put it on the council’s agenda.",
    next_consent: "It waits for the grids that have not agreed: the chair or vice chair of the committee says so.",
    next_meeting: "It is on the council’s agenda and waits for the meeting.",
    next_assembly: "It waits for the residents’ assembly; the chair of the residents’ committee records the result.",
    put_up: "Put it to the residents’ assembly",
    put_up_hint: "Still disputed, or a matter of all residents: their assembly decides.",
    put_up_why: "Why the assembly is to decide (published)",
    put_up_do: "Put it to the assembly",
    record: "Record what the residents’ assembly resolved",
    record_hint: "As its minutes have it. It is adopted if more than half of those who came agreed.",
    record_minutes: "Reference of the minutes",
    record_held: "When it met",
    record_base: "How many came",
    record_yes: "Yes",
    record_no: "No",
    record_abstain: "Abstaining",
    record_do: "Record the result",
    call: "Call the community council",
    home_waits: "The community council waits for you",
};

/// How it came to lie there, and when.
pub fn came(lang: Lang, at: Millis, way: Way) -> String {
    let (zh, en) = match way {
        Way::SeveralGrids => {
            ("涉及几个网格，审查通过后由议事会协调", "it concerns several grids and passed their reviews")
        }
        Way::Review => ("审查认为不止本网格的事，交议事会", "the review found that it concerns more than its grid"),
        Way::Meeting => {
            ("网格议事会商量不下来，表决交议事会", "the grid’s meeting could not settle it and handed it over")
        }
        Way::Stale => ("搁置后迟迟没有再开会，到期交议事会", "shelved, and no next meeting was called in time"),
        Way::Blocked => ("已有决定但办不下去，请议事会协调", "it was decided but could not be carried out"),
    };
    dated(lang, at, zh, en)
}

/// `第01网格自管会同意由议事会表决（依据：…）`.
pub fn agreed(lang: Lang, grid: &str, consent: &Consent) -> String {
    let basis = &consent.basis;
    let zh = format!("{grid}自管会同意由议事会表决（{basis}）");
    let en = format!("{grid}: the committee agreed that the council votes ({basis})");
    dated(lang, consent.at, &zh, &en)
}

/// T41.
pub fn returned(lang: Lang, at: Millis, guidance: &str) -> String {
    dated(lang, at, &format!("议事会退回网格，指导意见：{guidance}"), &format!("the council gave it back: {guidance}"))
}

/// T42.
pub fn adopted(lang: Lang, at: Millis) -> String {
    dated(lang, at, "议事会表决通过", "the council adopted it")
}

/// T43; a reason stands there when the residents' committee put it up without a vote of the council.
pub fn put_up(lang: Lang, at: Millis, reason: Option<&str>) -> String {
    match reason {
        Some(reason) => {
            let zh = format!("居委会提请居民（代表）会议决定：{reason}");
            dated(lang, at, &zh, &format!("the residents’ committee put it to the residents’ assembly: {reason}"))
        }
        None => dated(
            lang,
            at,
            "议事会表决提请居民（代表）会议决定",
            "the council voted to put it to the residents’ assembly",
        ),
    }
}

/// T44.
pub fn passed_on(lang: Lang, at: Millis, to: Organ) -> String {
    let to = label::organ(lang, to);
    dated(lang, at, &format!("议事会认为应由{to}办理，已转办"), &format!("the council passed it on to: {to}"))
}

/// T45.
pub fn resolved(lang: Lang, at: Millis, adopted: bool) -> String {
    let (zh, en) = if adopted {
        ("居民（代表）会议通过", "the residents’ assembly adopted it")
    } else {
        ("居民（代表）会议没有通过", "the residents’ assembly did not adopt it")
    };
    dated(lang, at, zh, en)
}

/// `已等 12 天`.
pub fn waited(lang: Lang, since: Day, today: Day) -> String {
    match (lang, today.0.saturating_sub(since.0).max(0)) {
        (Lang::Zh, 0) => "今天交来".into(),
        (Lang::En, 0) => "came today".into(),
        (Lang::Zh, days) => format!("已等 {days} 天"),
        (Lang::En, 1) => "has waited 1 day".into(),
        (Lang::En, days) => format!("has waited {days} days"),
    }
}

fn dated(lang: Lang, at: Millis, zh: &str, en: &str) -> String {
    let day = when::day(lang, at.day());
    match lang {
        // What people wrote may end in a full stop of its own.
        Lang::Zh => format!("{day}：{}。", zh.trim_end_matches('。')),
        Lang::En => format!("{day}: {}.", en.trim_end_matches(['.', '。'])),
    }
}
