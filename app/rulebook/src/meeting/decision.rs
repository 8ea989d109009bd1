//! Rulebook: what a meeting adopted (决定): the text, the vote, the numbers.
//!
//! Not yet: the actions it carries and the four duties of G-DUTY.

use crate::{hash::Hash, ids::*, time::Day};
use serde::{Deserialize, Serialize};

/// 决定: what a meeting adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The vote that passed it.
    pub id: DecisionId,
    /// What about.
    pub topic: TopicId,
    /// Which meeting.
    pub meeting: MeetingId,
    /// Which vote.
    pub vote: VoteId,
    /// The very text.
    pub hash: Hash,
    /// When.
    pub adopted: Day,
    /// Present and entitled.
    pub base: u32,
    /// 同意.
    pub yes: u32,
    /// 反对.
    pub no: u32,
    /// 弃权.
    pub abstain: u32,
}
