//! App: news — what stands new on somebody's first page, as data: for a server that calls whoever wants to be called. The
//! page and the call are of one mind, because they ask the same.

use crate::pages::{home::for_office, progress::followed};
use rulebook::{
    Community, Day, Millis,
    ids::{PersonId, TopicId},
    order::InOrder as _,
};

/// Why somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It waits for what they do by their office.
    Waits,
    /// They raised or signed it, and others moved it on.
    Progress,
}

/// One matter that is new to somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The matter.
    pub topic: TopicId,
    /// Why they are told.
    pub kind: Kind,
    /// When its last step was taken.
    pub at: Millis,
}

/// When the last step of any matter was taken: nothing is news to whoever knows everything up to then. Asked once for
/// many people.
pub fn last_step(community: &Community) -> Option<Millis> {
    community.all_topics().filter_map(|topic| topic.history.last()).map(|step| step.at).max()
}

/// What came to pass after a moment, each matter once, the oldest first. What waits for somebody says more than that it
/// moved.
pub fn news_for(community: &Community, me: &PersonId, day: Day, upto: Millis) -> Vec<Piece> {
    let moved = |topic: TopicId| {
        let at = community.topic(&topic)?.history.last()?.at;
        (at > upto).then_some(Piece { topic, kind: Kind::Waits, at })
    };
    let mut all: Vec<Piece> = Vec::new();
    for piece in for_office(community, me, day).into_iter().filter_map(moved) {
        if all.iter().all(|known| known.topic != piece.topic) {
            all.push(piece);
        }
    }
    for one in followed(community, me, day) {
        let at = one.last_after(upto).map(|(_, step, _)| step.at);
        if let Some(at) = at
            && all.iter().all(|known| known.topic != one.topic)
        {
            all.push(Piece { topic: one.topic, kind: Kind::Progress, at });
        }
    }
    all.in_order_of(|piece| piece.at);
    all
}
