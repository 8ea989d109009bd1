//! Rulebook: opinions (意见), written before the hearing or said at it, numbered, and each answered.
//! Whoever lives there may give one, also from 14 to 17; who gave it is not told.

use super::{hears_after, is_over, of_topic};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::call::{line, says_something},
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::{Topic, TopicState},
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Letters of one opinion.
pub const MAX_OPINION: usize = 1_000;
/// Opinions that one reply answers.
pub const MAX_REPLIED: usize = 50;

/// What became of an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyKind {
    /// 采纳.
    Adopted,
    /// 部分采纳.
    Partly,
    /// 未采纳.
    Not,
}

/// The answer to an opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// What became of it.
    pub kind: ReplyKind,
    /// Why.
    pub because: String,
    /// When.
    pub at: Millis,
}

/// 意见: one opinion; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// Its id.
    pub id: OpinionId,
    /// On what.
    pub topic: TopicId,
    /// Its number within the topic, from 1.
    pub no: u32,
    /// Whose; hidden from everybody else.
    pub by: Option<PersonId>,
    /// The words.
    pub text: String,
    /// Noted at that hearing.
    pub meeting: Option<MeetingId>,
    /// When.
    pub at: Millis,
    /// The answer.
    pub reply: Option<Reply>,
    /// It stands in a published report.
    pub reported: bool,
}

/// G-HEAR: 「opinions numbered and answered」.
pub(crate) fn opine(case: &Case, id: &TopicId, opinion: &OpinionId, person: &PersonId, text: &Hash) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    let hearing = of_topic(case, &topic);
    let sits = hearing.filter(|meeting| case.community.attendance_now(&meeting.id, person).is_some());
    if *person == case.act.actor {
        if sits.is_none() && !is_concerned(case, &topic) {
            return Err(Refusal::NotResidentOfGrid);
        }
    } else {
        let noted = sits.filter(|meeting| meeting.recorder.as_ref() == Some(&case.act.actor));
        noted.filter(|meeting| meeting.is_gathered()).ok_or(Refusal::NoProxy)?;
    }
    let over = hearing.is_some_and(|meeting| is_over(meeting, id));
    let asked = match topic.state {
        TopicState::PreConsult => true,
        TopicState::HearingPending => !over,
        _ => hearing.is_some() && !over && hears_after(&case.community.keys_for(&topic), &topic),
    };
    if !asked {
        return Err(Refusal::WrongState);
    }
    if case.community.opinion(opinion).is_some() {
        return Err(Refusal::IdTaken);
    }
    let text = case.act.words_of("opinion", text)?;
    says_something(text, MAX_OPINION, "opinion")?;
    topic.hearing.opinions = topic.hearing.opinions.saturating_add(1);
    let opinion = Opinion {
        id: opinion.clone(),
        topic: topic.id.clone(),
        no: topic.hearing.opinions,
        by: Some(person.clone()),
        text: text.into(),
        meeting: sits.map(|meeting| meeting.id.clone()),
        at: case.done_at(),
        reply: None,
        reported: false,
    };
    Ok(vec![Record::made(opinion), Record::made(topic)])
}

/// `domain.md` §1.7: residents, building leads, committee and party organisation; workers not as such.
fn is_concerned(case: &Case, topic: &Topic) -> bool {
    let keys = case.community.keys();
    let home = case.community.person(&case.act.actor).and_then(|person| person.grid_on(case.done_at().day(), &keys));
    home.is_some_and(|grid| topic.concerns(grid))
        || case.actor_holds(&topic.grids, |r| r.is_committee() || r.reviews() || r == Role::BuildingLead)
}

/// Answered by the committee; until the report is out an answer may be put better.
pub(crate) fn reply(case: &Case, id: &TopicId, opinions: &[OpinionId], kind: ReplyKind, because: &str) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    case.require(&topic.grids, Role::is_committee)?;
    let because = line(because, "because")?;
    let distinct: alloc::collections::BTreeSet<&OpinionId> = opinions.iter().collect();
    if opinions.is_empty() || opinions.len() > MAX_REPLIED || distinct.len() < opinions.len() {
        return Err(Refusal::NotOnTheList { field: "opinions".into() });
    }
    let mut changes = Vec::new();
    for id in opinions {
        let mut opinion = case.community.opinion(id).filter(|o| o.topic == topic.id).ok_or(Refusal::NotFound)?.clone();
        if opinion.reported {
            return Err(Refusal::WrongState);
        }
        let reply = Reply { kind, because: because.clone(), at: case.moment.now };
        if opinion.reply.replace(reply).is_none() {
            topic.hearing.answered = topic.hearing.answered.saturating_add(1);
        }
        changes.push(Record::made(opinion));
    }
    changes.push(Record::made(topic));
    Ok(changes)
}
