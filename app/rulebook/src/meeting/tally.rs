//! Rulebook: what the recorder saw beside what is on record (§2.7: the server computes every guard
//! anew). Where the two differ the minutes say so with both figures, 待更正, and nothing is changed
//! in silence.

use super::{
    Item, ItemState, Meeting,
    vote::{Motion, Vote},
};
use crate::{community::Community, ids::*, order::InOrder as _};
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// One vote as it was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Which.
    pub vote: VoteId,
    /// On what motion.
    pub motion: Motion,
    /// Present and entitled.
    pub base: u32,
    /// 同意.
    pub yes: u32,
    /// 反对.
    pub no: u32,
    /// 弃权.
    pub abstain: u32,
    /// The result; none while it is not read out.
    pub passed: Option<bool>,
}

impl Counted {
    /// As it stands.
    pub(super) fn of(vote: &Vote) -> Counted {
        let Vote { id, motion, base, yes, no, abstain, passed, .. } = vote;
        Counted {
            vote: id.clone(),
            motion: *motion,
            base: *base,
            yes: *yes,
            no: *no,
            abstain: *abstain,
            passed: *passed,
        }
    }
}

/// One item as it came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tallied {
    /// The topic.
    pub topic: TopicId,
    /// How it came out.
    pub state: ItemState,
    /// Its votes, in the order in which they were moved.
    pub votes: Vec<Counted>,
}

/// One item on which the recorder's device and the record say different things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The topic.
    pub topic: TopicId,
    /// As the recorder's device saw it.
    pub said: Option<Tallied>,
    /// As it is on record.
    pub held: Option<Tallied>,
}

/// The items of a meeting as a holder has them.
pub fn tally(community: &Community, meeting: &Meeting) -> Vec<Tallied> {
    meeting.agenda.iter().map(|item| tallied(community, meeting, item)).collect()
}

fn tallied(community: &Community, meeting: &Meeting, item: &Item) -> Tallied {
    let mut votes: Vec<_> = community.votes(&meeting.id).filter(|vote| vote.topic == item.topic).collect();
    votes.in_order_of(|vote| (vote.moved, &vote.id));
    // A recount stands beside the count that it puts right.
    let votes = votes.into_iter().filter(|vote| vote.opened.is_some());
    let votes = votes.flat_map(|vote| vote.first.clone().into_iter().chain([Counted::of(vote)]));
    Tallied { topic: item.topic.clone(), state: item.state, votes: votes.collect() }
}

/// Where the two differ, item by item; what only one of them has differs too.
pub(super) fn differences(said: &[Tallied], held: &[Tallied]) -> Vec<Difference> {
    let of = |list: &[Tallied], topic: &TopicId| list.iter().find(|t| t.topic == *topic).cloned();
    let only_said = said.iter().filter(|item| of(held, &item.topic).is_none());
    let topics = held.iter().chain(only_said).map(|item| &item.topic);
    let both = topics.map(|topic| Difference { topic: topic.clone(), said: of(said, topic), held: of(held, topic) });
    both.filter(|item| item.said != item.held).collect()
}
