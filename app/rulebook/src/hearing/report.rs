//! Rulebook: the report of a hearing (听证报告) — G-HEAR: minutes, and every distinct opinion answered
//! `adopted / partly / not, because …`; published before T20. T19 rests on it.

use super::{ReplyKind, hears_after, is_over, of_topic};
use crate::{
    decide::{Case, Verdict},
    decision::{Decision, display::standing},
    ids::*,
    meeting::{MeetingState, call::line},
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::TopicState,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// 听证报告. The opinions and their answers are records of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HearingReport {
    /// The act that published it.
    pub id: HearingReportId,
    /// On what.
    pub topic: TopicId,
    /// The hearing.
    pub meeting: MeetingId,
    /// In a few words.
    pub summary: String,
    /// 采纳.
    pub adopted: u32,
    /// 部分采纳.
    pub partly: u32,
    /// 未采纳.
    pub not: u32,
    /// When.
    pub published: Millis,
}

/// T19. A decided matter (`hearing.timing`) stays where it stands; its decision may be published from now on.
pub(crate) fn publish(case: &Case, id: &TopicId, summary: &str) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    case.require(&topic.grids, Role::is_committee)?;
    let meeting = of_topic(case, &topic).ok_or(Refusal::HearingMissing)?;
    let before = topic.state == TopicState::HearingPending;
    let after = hears_after(&case.community.keys_for(&topic), &topic) && !topic.hearing.after;
    if !is_over(meeting, id) || !(before || after) {
        return Err(Refusal::HearingMissing);
    }
    let left = topic.hearing.left();
    if left > 0 || meeting.state != MeetingState::Published {
        return Err(Refusal::HearingReportIncomplete { left });
    }
    let mut report = HearingReport {
        id: HearingReportId(case.act.id.0.clone()),
        topic: topic.id.clone(),
        meeting: meeting.id.clone(),
        summary: line(summary, "summary")?,
        adopted: 0,
        partly: 0,
        not: 0,
        published: case.moment.now,
    };
    if case.community.hearing_report(&report.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    // From now on everybody reads them, so every holder must be sent them anew.
    let mut changes = Vec::new();
    for opinion in case.community.opinions_of(id).filter(|opinion| !opinion.reported) {
        let mut opinion = opinion.clone();
        let place = match opinion.reply.as_ref().map(|reply| reply.kind) {
            Some(ReplyKind::Adopted) => &mut report.adopted,
            Some(ReplyKind::Partly) => &mut report.partly,
            _ => &mut report.not,
        };
        *place = place.saturating_add(1);
        opinion.reported = true;
        changes.push(Record::made(opinion));
    }
    topic.hearing.report = Some(report.id.clone());
    if before {
        topic.hearing_done = true;
        topic.step(case.moment.now, 19, TopicState::Accepted);
    } else {
        topic.hearing.after = true;
        // G-DUTY: now it may be published.
        if let Some(decision) = standing(case.community, id).filter(|decision| decision.awaits_hearing) {
            let heard = Some(case.today());
            changes.push(Record::made(Decision { awaits_hearing: false, heard, ..decision.clone() }));
        }
    }
    changes.extend([Record::made(report), Record::made(topic)]);
    Ok(changes)
}
