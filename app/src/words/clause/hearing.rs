//! Words: the clauses of hearings and of the party discussion before a major matter.

use super::{Clause, made};

pub(super) fn zh(id: &str) -> Option<Clause> {
    Some(match id {
        "G-HEAR" => made(
            "G-HEAR",
            false,
            "怎样听证",
            "提前七天通知；报名的人多，至少一半席位给受影响的居民和企业，公开抽签；意见编号，逐条答复采纳、部分采纳或者未采纳和理由，报告公布后才能上会。",
        ),
        "G-PARTY-FIRST" => made(
            "G-PARTY-FIRST",
            true,
            "党员先议",
            "「重大事项党员先知道、党员先商量、党员先行动」。记下日期、人数和建议；不表决，也不能否决。",
        ),
        _ => return None,
    })
}

pub(super) fn en(id: &str) -> Option<Clause> {
    Some(match id {
        "G-HEAR" => made(
            "G-HEAR",
            false,
            "How a hearing is held",
            "Seven days’ notice; where more apply than there are seats, at least half go by public lot to affected residents and enterprises; opinions are numbered and each is answered: adopted, partly, not, and why. The report is out before the matter is on an agenda.",
        ),
        "G-PARTY-FIRST" => made(
            "G-PARTY-FIRST",
            true,
            "Party members talk first",
            "“On major matters party members know first, discuss first, act first.” Date, number present and advice are noted; there is no vote and no veto.",
        ),
        _ => return None,
    })
}
