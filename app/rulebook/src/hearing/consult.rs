//! Rulebook: before the meeting — 党员先议 (G-PARTY-FIRST: 「重大事项党员先知道、党员先商量、党员先行动」) and
//! opinions or a household poll (T16, T17). Neither decides anything: advice has no vote and no veto.

use super::demand::to_hearing;
use crate::{
    decide::{Case, Verdict},
    ids::*,
    meeting::call::line,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::{Day, Millis},
    topic::{Topic, TopicState},
};
use alloc::{string::String, vec};
use serde::{Deserialize, Serialize};

/// 党员先议: date, number present, advice. Who was there is not kept, and nobody votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyTalk {
    /// The act that noted it.
    pub id: PartyTalkId,
    /// About what.
    pub topic: TopicId,
    /// On which day.
    pub day: Day,
    /// How many party members were there.
    pub present: u32,
    /// What they advise.
    pub advice: String,
    /// The officer who noted it.
    pub by: PersonId,
}

/// 户意见征询: one form a household; consultative, never a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// Households that were asked.
    pub asked: u32,
    /// In favour.
    pub yes: u32,
    /// Against.
    pub no: u32,
    /// Undecided.
    pub unsure: u32,
}

/// T17: what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consult {
    /// In a few words.
    pub summary: String,
    /// The poll, if there was one.
    pub poll: Option<Poll>,
    /// When.
    pub at: Millis,
}

/// 「党员先商量」: noted by the grid's party organisation before the matter is on an agenda.
pub(crate) fn talk_first(case: &Case, id: &TopicId, day: Day, present: u32, advice: &str) -> Verdict {
    use TopicState::*;
    let mut topic = case.topic(id)?.clone();
    case.require(&topic.grids, Role::reviews)?;
    if !matches!(topic.state, Submitted | Accepted | PreConsult | HearingPending) {
        return Err(Refusal::WrongState);
    }
    let advice = line(advice, "advice")?;
    if present == 0 || day > case.today() {
        return Err(Refusal::NotOnTheList { field: "present".into() });
    }
    let talk = PartyTalk {
        id: PartyTalkId(case.act.id.0.clone()),
        topic: topic.id.clone(),
        day,
        present,
        advice,
        by: case.act.actor.clone(),
    };
    if case.community.party_talk(&talk.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    topic.hearing.party_talk = Some(talk.id.clone());
    Ok(vec![Record::made(talk), Record::made(topic)])
}

/// T16: opinions are asked for. What has to come first is not kept from its meeting.
pub(crate) fn open(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = chaired(case, id)?;
    if topic.state != TopicState::Accepted || topic.withdrawing.is_some() {
        return Err(Refusal::WrongState);
    }
    if topic.must_come() {
        return Err(Refusal::MustBeVoted);
    }
    topic.step(case.moment.now, 16, TopicState::PreConsult);
    Ok(vec![Record::made(topic)])
}

/// T17: what came of it is attached. A hearing that residents asked for meanwhile comes next (T18).
pub(crate) fn close(case: &Case, id: &TopicId, summary: &str, poll: Option<&Poll>) -> Verdict {
    let mut topic = chaired(case, id)?;
    if topic.state != TopicState::PreConsult {
        return Err(Refusal::WrongState);
    }
    let summary = line(summary, "summary")?;
    let adds_up = |poll: &Poll| {
        let given = [poll.yes, poll.no, poll.unsure].into_iter().map(u64::from).sum::<u64>();
        given <= u64::from(poll.asked)
    };
    if !poll.is_none_or(adds_up) {
        return Err(Refusal::NotOnTheList { field: "poll".into() });
    }
    topic.hearing.consult = Some(Consult { summary, poll: poll.cloned(), at: case.moment.now });
    topic.step(case.moment.now, 17, TopicState::Accepted);
    if topic.hearing.cause.is_some() {
        to_hearing(case, &mut topic);
    }
    Ok(vec![Record::made(topic)])
}

fn chaired(case: &Case, id: &TopicId) -> Result<Topic, Refusal> {
    let topic = case.topic(id)?.clone();
    case.require(&topic.grids, |r| r == Role::CommitteeChair)?;
    Ok(topic)
}
