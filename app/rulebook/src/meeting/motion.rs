//! Rulebook: motions and what they do — T23, T24, T26–T29; the council's T41–T44 stand in `council`. A motion is spoken
//! in the room; whoever leads the session writes down who moved and who seconded.
//!
//! §3.1: 「Each needs a mover and one seconder; only one main motion open」. Where that is silent these are the readings
//! to confirm:
//! - 修正 changes the wording (the body) of the question alone. Its title, grids and yard are its subject, which a review
//!   let pass and people signed: they stay. Whoever leads finds it in order by putting it, or rules it out; while one
//!   waits the question itself is not moved. It takes the majority of the question. Carried, the question stands so in
//!   this meeting: adopted, the decision is on the amended text, and the text that was raised is kept beside it; shelved
//!   or carried over, it comes back as it was raised and made known, and the next meeting may amend it anew.
//! - 休会 and 散会 by the room (simple majority) are moved while an item is open; between two items whoever leads does it.
//! - A motion that was moved and waits is not lost when one of these three is moved over it.

use super::{
    Item, ItemState, Meeting, MeetingKind, MeetingState, MeetingStep,
    attend::here,
    recount,
    session::{self, in_time, inquorate_now, voting},
    vote::{Motion, Vote},
};
use crate::{
    council,
    decide::{Case, Verdict},
    decision::Decision,
    hash::Hash,
    hearing,
    ids::*,
    record::Record,
    refusal::Refusal,
    review::Referral,
    topic::{Topic, TopicState, raise::text_is_fit},
};
use alloc::{string::String, vec, vec::Vec};

/// A motion with its mover and seconder; one at a time.
pub(crate) fn propose(case: &Case, id: &MeetingId, step: &MeetingStep) -> Verdict {
    let MeetingStep::Move { topic, motion, mover, seconder, text } = step else { return Err(Refusal::WrongState) };
    let motion = *motion;
    let meeting = case.meeting(id)?;
    case.leads(&meeting)?;
    if meeting.state == MeetingState::Inquorate {
        return Err(inquorate_now(case.quorum(&meeting)));
    }
    let mut meeting = in_time(case, id)?;
    let (may, lies) = match meeting.kind {
        MeetingKind::Deliberation => (motion.is_for_a_grid(), TopicState::Deliberating),
        MeetingKind::CouncilMeeting => (motion.is_for_the_council(), TopicState::Escalated),
        _ => (false, TopicState::Deliberating),
    };
    if !may {
        return Err(Refusal::NotVotable);
    }
    let need = case.community.keys_of(&meeting).session.heard_each_side;
    let kind = meeting.kind;
    let recess = case.community.keys_of(&meeting).session.recess_minutes;
    let first = session::heard_first(case, &meeting);
    let item = meeting.item_mut(topic)?;
    let matter = case.topic(topic)?;
    if item.state != ItemState::Open || matter.state != lies {
        return Err(Refusal::WrongState);
    }
    // A motion that was never put gives way; one that is being voted on does not.
    if voting(case, item) {
        return Err(Refusal::ItemStillOpen);
    }
    if mover == seconder {
        return Err(Refusal::NoProxy);
    }
    here(case, id, mover)?;
    here(case, id, seconder)?;
    match motion {
        // Invariant 9: a major topic has its hearing before its vote.
        Motion::Main => {
            if waiting(case, item).any(|vote| vote.motion == Motion::Amend) {
                return Err(Refusal::AmendmentFirst);
            }
            hearing::heard_first(case, matter)?;
            if kind == MeetingKind::CouncilMeeting
                && let Some(grid) = matter.lacks_consent()
            {
                return Err(Refusal::ConsentMissing { grid: grid.clone() });
            }
        }
        Motion::Shelve => {
            let max = case.community.keys_for(matter).max_shelve;
            if matter.shelved >= max {
                return Err(Refusal::ShelveLimit { max });
            }
            if item.pro.min(item.con) < need {
                return Err(Refusal::DebateFirst { need });
            }
        }
        Motion::Recess { until } => {
            let now = case.done_at();
            if until <= now || until > now.plus_minutes(recess) {
                return Err(Refusal::RecessTooLong { max: recess });
            }
        }
        // What an earlier meeting handed on is taken up before the room goes home.
        Motion::Adjourn => first?,
        _ => {}
    }
    let wording = if motion == Motion::Amend { reworded(case, item, matter, text.as_ref())? } else { String::new() };
    let vote = Vote {
        id: VoteId(case.act.id.0.clone()),
        meeting: id.clone(),
        topic: topic.clone(),
        motion,
        mover: Some(mover.clone()),
        seconder: Some(seconder.clone()),
        moved: case.done_at(),
        opened: None,
        order: 0,
        present: 0,
        base: 0,
        yes: 0,
        no: 0,
        abstain: 0,
        conflicts: 0,
        closed: None,
        passed: None,
        guidance: String::new(),
        wording,
        over: rests_on(case, item, motion),
        ruled_out: false,
        hands: false,
        first: None,
    };
    if case.community.vote(&vote.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    item.vote = Some(vote.id.clone());
    Ok(vec![Record::made(vote), Record::made(meeting)])
}

/// The motions before the meeting on an item, each moved over the next.
fn waiting<'a>(case: &Case<'a>, item: &Item) -> impl Iterator<Item = &'a Vote> {
    let community = case.community;
    let top = item.vote.as_ref().and_then(|id| community.vote(id));
    core::iter::successors(top, move |vote| vote.over.as_ref().and_then(|id| community.vote(id)))
}

/// What a motion is moved over: the newest that waits and is about more than it. All others give way.
fn rests_on(case: &Case, item: &Item, motion: Motion) -> Option<VoteId> {
    let mut below = waiting(case, item).skip_while(|vote| rank(vote.motion) >= rank(motion));
    below.next().filter(|vote| rank(vote.motion) > 0).map(|vote| vote.id.clone())
}

/// The question, its wording, the sitting: whatever is about less is settled first.
fn rank(motion: Motion) -> u8 {
    match motion {
        Motion::Main => 1,
        Motion::Amend => 2,
        Motion::Recess { .. } | Motion::Adjourn => 3,
        _ => 0,
    }
}

/// 修正: the wording that is moved, which must say something else than the question as it stands.
fn reworded(case: &Case, item: &Item, matter: &Topic, text: Option<&Hash>) -> Result<String, Refusal> {
    let missing = || Refusal::OpeningMissing { field: "wording".into() };
    let text = case.act.words_of("wording", text.ok_or_else(missing)?)?.trim();
    text_is_fit(&matter.title, text)?;
    if text == as_amended(case, item).unwrap_or(&matter.body) {
        return Err(Refusal::SameWording);
    }
    Ok(text.into())
}

/// The wording a question stands in, where the meeting amended it.
fn as_amended<'a>(case: &Case<'a>, item: &Item) -> Option<&'a str> {
    item.amended.as_ref().and_then(|id| case.community.vote(id)).map(|vote| vote.wording.as_str())
}

/// 修正: 「that is another matter」. It falls without a vote; who holds otherwise has it annexed to the minutes.
pub(crate) fn rule_out(case: &Case, id: &MeetingId, vote: &VoteId) -> Verdict {
    let mut meeting = session::in_session(case, id)?;
    let mut vote = case.community.vote(vote).filter(|vote| vote.meeting == *id).ok_or(Refusal::NotFound)?.clone();
    let item = meeting.item_mut(&vote.topic)?;
    if item.vote.as_ref() != Some(&vote.id) || vote.motion != Motion::Amend || vote.opened.is_some() {
        return Err(Refusal::WrongState);
    }
    item.vote = vote.over.clone();
    vote.ruled_out = true;
    Ok(vec![Record::made(vote), Record::made(meeting)])
}

/// What a counted vote does to the topic and the item. A motion that fails, other than the main one,
/// leaves the matter open: the vote follows.
pub(super) fn take_effect(case: &Case, mut meeting: Meeting, vote: Vote, passed: bool) -> Verdict {
    let mut topic = case.topic(&vote.topic)?.clone();
    let now = case.moment.now;
    let (council, urgent) = (meeting.kind == MeetingKind::CouncilMeeting, meeting.urgent.is_some());
    let item = meeting.item_mut(&vote.topic)?;
    item.vote = vote.over.clone();
    if let (Motion::Recess { .. } | Motion::Adjourn, true) = (vote.motion, passed) {
        return session::by_vote(case, meeting, vote);
    }
    // Whoever decides, a grid's meeting or the council, the question stands as this meeting amended it.
    if let (Motion::Main, true) = (vote.motion, passed) {
        topic.adopted_text = as_amended(case, item).map(String::from);
    }
    let mut changes: Vec<Record> = Vec::new();
    match (vote.motion, passed) {
        (Motion::Amend, true) => item.amended = Some(vote.id.clone()),
        (_, true) if council => {
            let decision = council::take_effect(case, &mut topic, item, &vote);
            changes.extend(decision.map(|decision| Record::made(recount::stands(case, decision))));
        }
        (_, false) if council => {}
        (Motion::Main, true) => {
            item.state = ItemState::Adopted;
            topic.step(now, 26, TopicState::Adopted);
            let decision = Decision { urgent, ..Decision::of_vote(case, &topic, &vote) };
            changes.push(Record::made(recount::stands(case, decision)));
        }
        (Motion::Main, false) => {
            item.state = ItemState::NotAdopted;
            topic.step(now, 27, TopicState::NotAdopted);
        }
        (Motion::Shelve, true) => {
            item.state = ItemState::Shelved;
            topic.shelved = topic.shelved.saturating_add(1);
            topic.step(now, 23, TopicState::Shelved);
        }
        (Motion::CallHearing, true) => {
            item.state = ItemState::ToHearing;
            topic.hearing_done = false;
            topic.hearing.found_in_session();
            topic.step(now, 28, TopicState::HearingPending);
        }
        (Motion::Refer { to }, true) => {
            item.state = ItemState::Referred;
            topic.referral = Some(Referral { to, number: vote.id.0.clone(), at: now });
            topic.step(now, 29, TopicState::Redirected);
        }
        (Motion::Escalate, true) => {
            item.state = ItemState::Referred;
            topic.step(now, 29, TopicState::Escalated);
        }
        (Motion::CloseDebate, true) => item.debate_closed = true,
        (Motion::Return | Motion::ToAssembly | Motion::Recess { .. } | Motion::Adjourn, true) | (_, false) => {}
    }
    // T30 counts from the newest shelving; once the matter is settled nothing waits any more.
    if item.state != ItemState::Open {
        topic.shelved_on = (topic.state == TopicState::Shelved).then(|| case.done_at().day());
    }
    changes.extend([Record::made(topic), Record::made(vote), Record::made(meeting)]);
    Ok(changes)
}

/// T30: no next meeting was noticed in time, so the council takes it; nothing rests in limbo.
pub(crate) fn stale(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    if !is_stale(case.community, &topic, case.today()) {
        return Err(Refusal::WrongState);
    }
    topic.priority = false;
    topic.shelved_on = None;
    topic.step(case.moment.now, 30, TopicState::Escalated);
    Ok(vec![Record::made(topic)])
}

/// Whether a shelved topic, or one that a cancelled meeting gave back, waited too long.
pub fn is_stale(community: &crate::Community, topic: &crate::topic::Topic, today: crate::time::Day) -> bool {
    let days = crate::topic::raise::days(community.keys_for(topic).shelve_stale_days);
    topic.must_come() && topic.shelved_on.is_some_and(|since| since.plus(days) < today)
}
