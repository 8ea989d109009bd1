//! Words: sentences about a meeting with numbers in them; the arithmetic is written out, so that
//! everybody in the room can follow it.

use crate::words::{Lang, when};
use rulebook::{
    charter::{
        Keys,
        meeting::{MajorityBase, ShelveThreshold},
    },
    meeting::{
        QuorumFacts,
        tally::{Counted, Tallied},
        vote::{Motion, Vote},
    },
    time::Millis,
};
use std::cmp::Ordering;

/// An item as somebody has it: how it came out, and its votes.
pub fn tallied(lang: Lang, item: &Tallied) -> String {
    let votes = item.votes.iter().map(|vote| {
        let Counted { base, yes, no, abstain, .. } = vote;
        let motion = super::moved(lang, vote.motion);
        match lang {
            Lang::Zh => format!("；{motion}：有表决权 {base}，同意 {yes}，反对 {no}，弃权 {abstain}"),
            Lang::En => format!("; {motion}: base {base}, yes {yes}, no {no}, abstain {abstain}"),
        }
    });
    format!("{}{}", super::item(lang, item.state), votes.collect::<String>())
}

/// `6月15日 09:00 · 5号楼活动室`.
pub fn when_where(lang: Lang, starts: Millis, place: &str) -> String {
    format!("{} {} · {place}", when::day_short(lang, starts.day()), when::time_of_day(starts))
}

/// `实到 14 人，委员 5/9`.
pub fn present(lang: Lang, facts: QuorumFacts) -> String {
    let QuorumFacts { members, here, persons, holds: _ } = facts;
    match lang {
        Lang::Zh => format!("实到 {persons} 人，委员 {here}/{members}"),
        Lang::En => format!("{persons} present, {here} of {members} members"),
    }
}

/// `3 项议程`.
pub fn items(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::Zh, n) => format!("{n} 项议程"),
        (Lang::En, 1) => "1 item".into(),
        (Lang::En, n) => format!("{n} items"),
    }
}

/// `还有 4 人没表态`; where doors are counted `户`.
pub fn not_voted(lang: Lang, left: u32, doors: bool) -> String {
    match (lang, left) {
        (Lang::Zh, 0) => "都表态了".into(),
        (Lang::En, 0) => "everybody voted".into(),
        (Lang::Zh, n) if doors => format!("还有 {n} 户没表态"),
        (Lang::Zh, n) => format!("还有 {n} 人没表态"),
        (Lang::En, n) => format!("{n} not voted yet"),
    }
}

/// `同意 11，反对 9，弃权 1`; where doors are counted `同意 11 户……`.
pub fn counts(lang: Lang, [yes, no, abstain]: [u32; 3], doors: bool) -> String {
    match (lang, doors) {
        (Lang::Zh, false) => format!("同意 {yes}，反对 {no}，弃权 {abstain}"),
        (Lang::Zh, true) => format!("同意 {yes} 户，反对 {no} 户，弃权 {abstain} 户"),
        (Lang::En, false) => format!("{yes} yes, {no} no, {abstain} abstaining"),
        (Lang::En, true) => format!("{yes} households yes, {no} no, {abstain} abstaining"),
    }
}

/// `第一次计票：同意 11，反对 9，弃权 1`, where it was counted again.
pub fn first_count(lang: Lang, vote: &Vote, doors: bool) -> Option<String> {
    let Counted { yes, no, abstain, .. } = vote.first.as_ref()?;
    let counts = counts(lang, [*yes, *no, *abstain], doors);
    Some(format!("{}{counts}", lang.pick("第一次计票：", "First count: ")))
}

/// `同意 11 × 2 = 22 > 实到有表决权 21（须过半）→ 通过`: the very sum the law makes.
pub fn arithmetic(lang: Lang, vote: &Vote, keys: &Keys) -> String {
    let Vote { motion, yes, base: here, .. } = vote;
    let present = matches!(motion, Motion::Shelve | Motion::CallHearing);
    let base = if present { *here } else { vote_base(vote, keys) };
    // The share that is asked for, as `parts of whole`.
    let (whole, parts, strict) = match motion {
        Motion::CloseDebate => (3, 2, false),
        Motion::CallHearing => lowest(keys.major_session_percent),
        Motion::Shelve => (2, 1, keys.shelve_threshold == ShelveThreshold::MoreThanHalf),
        _ => (2, 1, true),
    };
    let (sum, of) = (yes.saturating_mul(whole), base.saturating_mul(parts));
    let sign = match sum.cmp(&of) {
        Ordering::Greater => ">",
        Ordering::Equal => "=",
        Ordering::Less => "<",
    };
    let name = match (present, keys.majority_base) {
        (true, _) | (_, MajorityBase::Present) => lang.pick("实到有表决权", "entitled and present"),
        (_, MajorityBase::Cast) => lang.pick("有效票", "cast"),
    };
    let unit = if vote.counts_doors(keys) { lang.pick(" 户", "households ") } else { "" };
    let need =
        if strict { lang.pick("须过半", "more is needed") } else { lang.pick("够数即可", "equal is enough") };
    let end = if vote.carries(keys) { lang.pick("通过", "carried") } else { lang.pick("未通过", "not carried") };
    let times = if parts == 1 { String::new() } else { format!(" × {parts}") };
    match lang {
        Lang::Zh => format!("同意 {yes} × {whole} = {sum} {sign} {name} {base}{unit}{times}（{need}）→ {end}"),
        Lang::En => format!("yes {yes} × {whole} = {sum} {sign} {base} {unit}{name}{times} ({need}) → {end}"),
    }
}

/// So many in a hundred, in the smallest numbers: 20 is `1 of 5`. Equal is enough.
fn lowest(percent: u32) -> (u32, u32, bool) {
    let common = (1..=100).rev().find(|n| 100_u32.is_multiple_of(*n) && percent.is_multiple_of(*n)).unwrap_or(1);
    (100 / common, percent / common, false)
}

fn vote_base(vote: &Vote, keys: &Keys) -> u32 {
    match keys.majority_base {
        MajorityBase::Present => vote.base,
        MajorityBase::Cast => vote.yes.saturating_add(vote.no),
    }
}

/// `发言 1/2 次`.
pub fn turns(lang: Lang, taken: u32, max: u32) -> String {
    match lang {
        Lang::Zh => format!("已发言 {taken}/{max} 次"),
        Lang::En => format!("spoke {taken} of {max} times"),
    }
}

/// `10 分钟`.
pub fn minutes(lang: Lang, minutes: u32) -> String {
    match lang {
        Lang::Zh => format!("{minutes} 分钟"),
        Lang::En => format!("{minutes} minutes"),
    }
}

/// `每次 3 分钟`.
pub fn minutes_each(lang: Lang, minutes: u32) -> String {
    match lang {
        Lang::Zh => format!("每次 {minutes} 分钟"),
        Lang::En => format!("{minutes} minutes each"),
    }
}

/// `赞成方 2 人、反对方 1 人发过言`.
pub fn heard(lang: Lang, pro: u32, con: u32) -> String {
    match lang {
        Lang::Zh => format!("赞成方 {pro} 人、反对方 {con} 人发过言"),
        Lang::En => format!("{pro} spoke for, {con} against"),
    }
}

/// `第 12 位到会者`: somebody whose name this device does not know.
pub fn nth(lang: Lang, place: usize) -> String {
    match lang {
        Lang::Zh => format!("第 {place} 位到会者"),
        Lang::En => format!("Participant {place}"),
    }
}

/// `13 位同意、5 位反对……`, for the ear: dots say it to the eye.
pub fn dots_aloud(lang: Lang, counts: &str, base: u32) -> String {
    match lang {
        Lang::Zh => format!("{counts}，实到有表决权 {base}"),
        Lang::En => format!("{counts}, {base} entitled and present"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::{
        charter::meeting::VotingBody,
        ids::{MeetingId, TopicId, VoteId},
    };

    fn vote(motion: Motion, base: u32, yes: u32, no: u32) -> Vote {
        Vote {
            id: VoteId("v".into()),
            meeting: MeetingId("m".into()),
            topic: TopicId("t".into()),
            motion,
            mover: None,
            seconder: None,
            moved: Millis(0),
            opened: None,
            order: 0,
            present: base,
            base,
            yes,
            no,
            abstain: base - yes - no,
            conflicts: 0,
            closed: None,
            guidance: String::new(),
            wording: String::new(),
            over: None,
            ruled_out: false,
            passed: None,
            hands: false,
            first: None,
        }
    }

    #[test]
    fn the_sum_is_written_as_the_law_makes_it() {
        let keys = Keys::default();
        let said = |vote: Vote| arithmetic(Lang::Zh, &vote, &keys);
        assert_eq!(said(vote(Motion::Main, 20, 11, 9)), "同意 11 × 2 = 22 > 实到有表决权 20（须过半）→ 通过");
        assert_eq!(said(vote(Motion::Main, 20, 10, 10)), "同意 10 × 2 = 20 = 实到有表决权 20（须过半）→ 未通过");
        assert_eq!(said(vote(Motion::Shelve, 20, 10, 10)), "同意 10 × 2 = 20 = 实到有表决权 20（够数即可）→ 通过");
        assert_eq!(said(vote(Motion::CloseDebate, 9, 6, 3)), "同意 6 × 3 = 18 = 实到有表决权 9 × 2（够数即可）→ 通过");
        assert_eq!(said(vote(Motion::CallHearing, 40, 8, 32)), "同意 8 × 5 = 40 = 实到有表决权 40（够数即可）→ 通过");
        assert_eq!(
            arithmetic(Lang::En, &vote(Motion::Main, 21, 10, 5), &keys),
            "yes 10 × 2 = 20 < 21 entitled and present (more is needed) → not carried"
        );
        let doors = Keys { voting_body: VotingBody::OnePerHousehold, ..Keys::default() };
        let by_doors = vote(Motion::Main, 7, 4, 3);
        assert_eq!(arithmetic(Lang::Zh, &by_doors, &doors), "同意 4 × 2 = 8 > 实到有表决权 7 户（须过半）→ 通过");
        assert_eq!(counts(Lang::Zh, [4, 3, 0], true), "同意 4 户，反对 3 户，弃权 0 户");
        assert!(arithmetic(Lang::En, &by_doors, &doors).contains("7 households entitled"));
    }
}
