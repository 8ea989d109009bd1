//! Rulebook: what the charter says of decisions and of matters of several grids (`domain.md` §11,
//! `decision.*`, `eval.*`, `topic.cross_grid`): the bounds that a community cannot undercut.

use super::{
    Keys,
    meeting::{MajorityBase, Quorum, VotingBody},
};
use serde::{Deserialize, Serialize};

/// Days a decision hangs out at least: 居委会组织法 art. 34, a floor for every charter.
pub const DISPLAY_FLOOR: u32 = 15;

/// How many must co-sign a matter of several grids; the paper is silent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CrossGrid {
    /// Ten in all, of these at least three of each grid.
    #[default]
    PerGrid3Total10,
    /// Ten of each grid.
    PerGrid10,
}

impl CrossGrid {
    /// Least number of signers of each grid, where so many must sign in all.
    pub fn per_grid(self, total: u32) -> u32 {
        match self {
            CrossGrid::PerGrid3Total10 => 3,
            CrossGrid::PerGrid10 => total,
        }
    }
}

impl Keys {
    /// §3.3: at the council those with a seat vote, most of it must be there, and the majority is of
    /// those present. Neither the numbers of a grid's room nor its second call hold there.
    pub(crate) fn of_the_council(mut self) -> Keys {
        self.voting_body = VotingBody::CommitteeOnly;
        self.majority_base = MajorityBase::Present;
        self.quorum = Quorum { members: self.council_quorum, min_persons: 1, second_call: false };
        self
    }
}

/// The first key of decisions that is out of its bounds.
pub(super) fn out_of_bounds(keys: &Keys) -> Option<&'static str> {
    match keys {
        k if k.display_days < DISPLAY_FLOOR => Some("decision.display_days"),
        // Nobody could object to what no longer hangs out.
        k if k.objection_days == 0 || k.objection_days > k.display_days => Some("decision.objection_days"),
        k if k.legality_wd == 0 => Some("decision.legality_wd"),
        k if k.ruling_days == 0 => Some("decision.ruling_days"),
        k if k.reconsider_min == 0 => Some("decision.reconsider_min"),
        k if k.blocked_days == 0 => Some("decision.blocked_days"),
        k if k.progress_days == 0 => Some("decision.progress_days"),
        k if k.supervisors_min == 0 => Some("decision.supervisors_min"),
        k if k.eval_days == 0 => Some("eval.days"),
        k if k.eval_pass_percent > 100 => Some("eval.pass_percent"),
        _ => None,
    }
}
