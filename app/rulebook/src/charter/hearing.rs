//! Rulebook: the parameters of major matters and their hearings (`domain.md` §11, `hearing.*`, `major.*`).

use serde::{Deserialize, Serialize};

/// When a major matter is heard; the paper's sentence stands between the vote and the publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HearingTiming {
    /// Before the vote.
    #[default]
    BeforeVote,
    /// After the decision, as an appraisal.
    AfterDecision,
    /// Both.
    Both,
}

/// G-HEAR: the seats of a hearing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HearingSeats {
    /// Seats for those who apply.
    pub total: u32,
    /// Least share for affected households and enterprises, in percent; never below half.
    pub affected_percent: u32,
    /// Whole days before the day of the hearing on which applications close.
    pub close_days: u32,
}

impl Default for HearingSeats {
    fn default() -> Self {
        HearingSeats { total: 20, affected_percent: 50, close_days: 2 }
    }
}

impl HearingSeats {
    /// Seats for the affected, rounded up.
    pub fn affected(&self) -> u32 {
        let seats = u64::from(self.total).saturating_mul(u64::from(self.affected_percent)).div_ceil(100);
        u32::try_from(seats).unwrap_or(u32::MAX)
    }

    /// Half of the seats at least, and a draw before the day itself.
    pub(super) fn is_sound(&self) -> bool {
        self.total > 0 && (50..=100).contains(&self.affected_percent) && self.close_days > 0
    }
}
