//! Rulebook: the recount — `domain.md` §3.1: 「Result must be read out; recount once on demand of any participant before
//! the next item.」 The first count stays on record and the second decides: until that is read out the matter is where
//! it was before the vote.
//!
//! By hands everybody is counted anew. By names the list is read again, and the recorder puts right what was mistapped.
//! What grids had agreed to for the council was used up by the first count (T42). A sitting that was paused or ended by the
//! room is not brought back: who went out relied on it.

use super::{
    Item, ItemState, Meeting, MeetingKind, MeetingState,
    attend::here,
    session::not_over,
    tally::Counted,
    vote::{Motion, Vote, of_meeting},
};
use crate::{
    decide::{Case, Verdict},
    decision::{Decision, End},
    hearing::Cause,
    ids::*,
    record::Record,
    refusal::Refusal,
    topic::Topic,
};
use alloc::vec::Vec;

impl Vote {
    /// Whether its count may still be doubted: once, while nothing was opened after it.
    pub fn recount(&self, meeting: &Meeting) -> Result<(), Refusal> {
        if self.first.is_some() {
            return Err(Refusal::RecountedOnce);
        }
        // Items and questions count up one order: nothing came after this one.
        let newest = meeting.state == MeetingState::InSession && meeting.order == self.order;
        let paused = matches!(self.motion, Motion::Recess { .. } | Motion::Adjourn) && self.passed == Some(true);
        if newest && self.closed.is_some() && !paused { Ok(()) } else { Err(Refusal::RecountOver) }
    }
}

/// Who takes part demands it, in any capacity; whoever leads may note it for them.
pub(crate) fn demand(case: &Case, id: &MeetingId, vote: &VoteId, person: &PersonId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    let mut vote = of_meeting(case, id, vote)?.clone();
    if *person != case.act.actor {
        case.leads(&meeting)?;
    }
    here(case, id, person)?;
    vote.recount(&meeting)?;
    not_over(case, &meeting)?;
    let mut changes = Vec::new();
    take_back(case, &mut meeting, &vote, &mut changes)?;
    vote.first = Some(Counted::of(&vote));
    (vote.closed, vote.passed) = (None, None);
    if vote.hands {
        [vote.yes, vote.no, vote.abstain] = [0; 3];
    }
    changes.extend([Record::made(vote), Record::made(meeting)]);
    Ok(changes)
}

/// What the first count did to the item, the topic and the decision.
fn take_back(case: &Case, meeting: &mut Meeting, vote: &Vote, changes: &mut Vec<Record>) -> Result<(), Refusal> {
    let council = meeting.kind == MeetingKind::CouncilMeeting;
    let item = meeting.item_mut(&vote.topic)?;
    item.vote = Some(vote.id.clone());
    match vote.motion {
        Motion::CloseDebate => item.debate_closed = false,
        Motion::Amend => item.amended = amended_before(case, vote),
        _ => {}
    }
    if item.state == ItemState::Open {
        return Ok(());
    }
    item.state = ItemState::Open;
    let mut topic = case.topic(&vote.topic)?.clone();
    let took = topic.history.pop().map_or(0, |step| step.t);
    let by_vote = if council { matches!(took, 41..=44) } else { matches!(took, 23 | 26..=29) };
    // Somebody has gone on with it meanwhile.
    if !by_vote {
        return Err(Refusal::RecountOver);
    }
    put_back(&mut topic, item, vote.motion);
    if let Some(decision) = case.community.decision(&DecisionId(vote.id.0.clone())) {
        changes.push(Record::made(Decision { ended: Some(End::Recounted), ..decision.clone() }));
    }
    changes.push(Record::made(topic));
    Ok(())
}

/// 修正: what the question had been amended to before this vote.
fn amended_before(case: &Case, vote: &Vote) -> Option<VoteId> {
    let votes = case.community.votes(&vote.meeting);
    let carried = |v: &&Vote| v.topic == vote.topic && v.motion == Motion::Amend && v.passed == Some(true);
    let before = votes.filter(carried).filter(|v| v.id != vote.id && v.order < vote.order);
    before.max_by_key(|v| v.order).map(|v| v.id.clone())
}

/// The topic as it stood before the vote; its newest step is off the history already.
fn put_back(topic: &mut Topic, item: &Item, motion: Motion) {
    if let Some(before) = topic.history.last() {
        topic.state = before.to;
    }
    // T30 goes on counting from the shelving that brought it here.
    let waits = topic.history.iter().rev().find(|step| matches!(step.t, 23 | 26)).filter(|step| step.t == 23);
    topic.shelved_on = waits.filter(|_| item.carried).map(|step| step.at.day());
    match motion {
        Motion::Shelve => topic.shelved = topic.shelved.saturating_sub(1),
        Motion::CallHearing => {
            topic.hearing_done = topic.hearing.report.is_some();
            let found = topic.history.iter().any(|step| step.t == 28);
            topic.hearing.cause = topic.hearing.cause.take().filter(|cause| found || *cause != Cause::Session);
        }
        Motion::Refer { .. } => topic.referral = None,
        Motion::Return => topic.guidance = None,
        Motion::Main => topic.adopted_text = None,
        Motion::CloseDebate
        | Motion::Escalate
        | Motion::ToAssembly
        | Motion::Amend
        | Motion::Recess { .. }
        | Motion::Adjourn => {}
    }
}

/// What the second count adopts is the decision that the first one made, with the counts put right.
pub(super) fn stands(case: &Case, decision: Decision) -> Decision {
    match case.community.decision(&decision.id) {
        None => decision,
        Some(first) => {
            let Decision { yes, no, abstain, ended, .. } = decision;
            Decision { yes, no, abstain, ended, ..first.clone() }
        }
    }
}
