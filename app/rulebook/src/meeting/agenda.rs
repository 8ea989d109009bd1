//! Rulebook: the agenda of a meeting — what may come to it, what must, and what goes back (T21, T25).
//! G-BEFORE: 「议事会议正式召开前，由网格党组织对议题进行审查」.

use super::{
    Meeting, MeetingKind, MeetingState,
    call::{MAX_ITEMS, convenes, line},
};
use crate::{
    community::Community,
    decide::{Case, Verdict},
    hash::Hash,
    hearing,
    ids::*,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::{Topic, TopicState},
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Why an item was not talked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Off {
    /// Taken off by whoever called the meeting.
    Taken {
        /// The reason given.
        reason: String,
    },
    /// Too few came.
    Inquorate,
    /// The meeting ended before.
    NotReached,
}

/// Where one item of an agenda stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Not opened yet.
    Waiting,
    /// The one matter that is being talked about.
    Open,
    /// 通过. T26.
    Adopted,
    /// 未通过. T27.
    NotAdopted,
    /// 搁置. T23.
    Shelved,
    /// Carried over without a vote. T24.
    Carried,
    /// Sent to another organ or to the council. T29.
    Referred,
    /// To a hearing first. T28.
    ToHearing,
    /// Heard, at a meeting that decides nothing.
    Heard,
    /// Taken off with a reason, or not reached. T21.
    Removed,
}

/// One item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The topic.
    pub topic: TopicId,
    /// The text that was made known.
    pub hash: Hash,
    /// Where it stands.
    pub state: ItemState,
    /// T25: handed on by an earlier meeting, so it comes first and stays.
    pub carried: bool,
    /// When it was opened.
    pub opened: Option<Millis>,
    /// Its place in the order of the session; see [`Meeting::order`].
    pub order: u32,
    /// People who spoke for it.
    pub pro: u32,
    /// People who spoke against it.
    pub con: u32,
    /// 停止辩论 was carried.
    pub debate_closed: bool,
    /// The motion before the meeting.
    pub vote: Option<VoteId>,
    /// 修正: the vote that carried the wording in which the question stands; none: as it was made known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amended: Option<VoteId>,
    /// Why it was taken off.
    pub why: Option<Off>,
}

/// One more topic. After the notice nothing comes to it (cf. 不得就已公示议题以外的事项进行表决).
pub(crate) fn add(case: &Case, id: &MeetingId, topic: &TopicId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    convenes(case, &meeting)?;
    if meeting.agenda.len() >= MAX_ITEMS {
        return Err(Refusal::NotOnTheList { field: "topics".into() });
    }
    put_on(case, &mut meeting, topic)?;
    if meeting.state != MeetingState::Called {
        return Err(Refusal::NotOnAgenda);
    }
    Ok(vec![Record::made(meeting)])
}

/// T21: one topic less. What an earlier meeting handed on stays (T25).
pub(crate) fn remove(case: &Case, id: &MeetingId, topic: &TopicId, reason: &str) -> Verdict {
    let mut meeting = case.meeting(id)?;
    convenes(case, &meeting)?;
    let item = meeting.item_mut(topic)?;
    let matter = case.topic(topic)?;
    if item.state != ItemState::Waiting {
        return Err(Refusal::WrongState);
    }
    if item.carried && (matter.must_come() || matter.state == TopicState::OnAgenda) {
        return Err(Refusal::MustBeVoted);
    }
    match meeting.state {
        MeetingState::Called => {
            meeting.agenda.retain(|item| item.topic != *topic);
            Ok(vec![Record::made(meeting)])
        }
        MeetingState::Noticed => {
            let why = Off::Taken { reason: line(reason, "reason")? };
            let mut changes = Vec::new();
            give_back(case, &mut meeting, Some(topic), &why, &mut changes);
            changes.push(Record::made(meeting));
            Ok(changes)
        }
        _ => Err(Refusal::WrongState),
    }
}

/// T21: topics that were not opened go back; what had to come first still does. A shelved topic keeps
/// the day since which it waits, so a cancelled meeting does not win time against T30.
pub(super) fn give_back(
    case: &Case,
    meeting: &mut Meeting,
    only: Option<&TopicId>,
    why: &Off,
    changes: &mut Vec<Record>,
) {
    for item in &mut meeting.agenda {
        if item.state != ItemState::Waiting || only.is_some_and(|topic| *topic != item.topic) {
            continue;
        }
        item.state = ItemState::Removed;
        item.why = Some(why.clone());
        if let Some(topic) = case.community.topic(&item.topic).filter(|t| t.state == TopicState::OnAgenda) {
            let mut topic = topic.clone();
            topic.step(case.moment.now, 21, TopicState::Accepted);
            topic.priority = item.carried;
            changes.push(Record::made(topic));
        }
    }
}

/// T25: 「交由下次会议审议表决」.
pub(super) fn bring_first(case: &Case, meeting: &mut Meeting) {
    if meeting.kind != MeetingKind::Deliberation {
        return;
    }
    let waiting: Vec<&Topic> = case.community.first_items(&meeting.grid).filter(|t| may_come_first(t)).collect();
    for topic in waiting.into_iter().rev() {
        meeting.agenda.retain(|item| item.topic != topic.id);
        meeting.agenda.insert(0, item_of(topic, true));
    }
}

pub(super) fn put_on(case: &Case, meeting: &mut Meeting, id: &TopicId) -> Result<(), Refusal> {
    let topic = fit(case, meeting, id)?;
    if meeting.item(id).is_none() {
        meeting.agenda.push(item_of(topic, false));
    }
    Ok(())
}

/// G-BEFORE: reviewed before the call, and of this grid; G-ESC: or with the council.
pub(super) fn fit<'a>(case: &Case<'a>, meeting: &Meeting, id: &TopicId) -> Result<&'a Topic, Refusal> {
    let topic = case.topic(id)?;
    let state = match meeting.kind {
        // T20 waits for the report of the hearing (G-HEAR).
        MeetingKind::Deliberation if topic.state == TopicState::HearingPending && topic.concerns(&meeting.grid) => {
            return Err(hearing::still_pending(case, topic));
        }
        MeetingKind::Deliberation => topic.state == TopicState::Accepted || topic.must_come(),
        // What lies with the council, whichever grid it comes from.
        MeetingKind::CouncilMeeting => {
            return if topic.state == TopicState::Escalated { Ok(topic) } else { Err(Refusal::WrongState) };
        }
        MeetingKind::Hearing => {
            matches!(topic.state, TopicState::Accepted | TopicState::HearingPending)
                || hearing::hears_after(&case.community.keys_for(topic), topic)
        }
        _ => return Err(Refusal::NotOnTheList { field: "topics".into() }),
    };
    if !topic.concerns(&meeting.grid) {
        return Err(Refusal::NotFound);
    }
    if !state || topic.withdrawing.is_some() {
        return Err(Refusal::WrongState);
    }
    // One grid does not decide for another.
    if meeting.kind == MeetingKind::Deliberation && topic.is_for_the_council() {
        return Err(Refusal::CouncilDecides);
    }
    match reviewed_in_time(case.community, meeting, topic) {
        None => Err(Refusal::WrongState),
        Some(false) => Err(Refusal::ReviewAfterCall { called: meeting.called }),
        Some(true) => Ok(topic),
    }
}

/// G-BEFORE: whether a topic's review came before the call of a meeting; none where nobody reviewed it. What the council
/// hears came to it by a vote and needs no other review.
pub fn reviewed_in_time(community: &Community, meeting: &Meeting, topic: &Topic) -> Option<bool> {
    if meeting.kind == MeetingKind::CouncilMeeting {
        return Some(true);
    }
    let review = topic.review.as_ref().and_then(|id| community.review(id))?;
    Some(review.at < meeting.called)
}

/// Handed on by an earlier meeting, and not being withdrawn.
pub(super) fn may_come_first(topic: &Topic) -> bool {
    topic.must_come() && topic.withdrawing.is_none()
}

fn item_of(topic: &Topic, carried: bool) -> Item {
    Item {
        topic: topic.id.clone(),
        hash: topic.hash.clone(),
        state: ItemState::Waiting,
        carried,
        opened: None,
        order: 0,
        pro: 0,
        con: 0,
        debate_closed: false,
        vote: None,
        amended: None,
        why: None,
    }
}
