//! Rulebook: the parameters of elections (`domain.md` §4 and §11, `committee.*`, `election.*`). The
//! paper says only 「均由网格居民投票选举产生」; everything here follows the law of residents'
//! committees by analogy, and is therefore the charter's.

use super::Keys;
use crate::refusal::Refusal;
use alloc::{vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// How many sit on an election board (居委会组织法 art. 15).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardSize {
    /// At least.
    pub min: u32,
    /// At most.
    pub max: u32,
}

impl Default for BoardSize {
    fn default() -> Self {
        BoardSize { min: 3, max: 7 }
    }
}

/// The days of the roll (art. 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RollDays {
    /// Published so many days before polling.
    pub published: u32,
    /// Objections within so many days.
    pub objection: u32,
    /// Answered within so many days.
    pub answer: u32,
}

impl Default for RollDays {
    fn default() -> Self {
        RollDays { published: 20, objection: 5, answer: 3 }
    }
}

/// How people become candidates (art. 18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Nominating {
    /// Voters who nominate jointly.
    pub voters: u32,
    /// Days more when there are not more candidates than seats.
    pub extension: u32,
    /// The list is published so many days before polling.
    pub list_days: u32,
}

impl Default for Nominating {
    fn default() -> Self {
        Nominating { voters: 10, extension: 3, list_days: 5 }
    }
}

/// A second ballot for seats that were not filled, or tied once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunOffs {
    /// Within so many days of the count.
    pub days: u32,
    /// Seats that must be filled before the board may leave the others vacant.
    pub least_elected: u32,
}

impl Default for RunOffs {
    fn default() -> Self {
        RunOffs { days: 30, least_elected: 3 }
    }
}

/// After the count (arts. 25, 34), and before the end of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct After {
    /// The result hangs out so many days.
    pub display: u32,
    /// The old committee hands over within so many days of the publication.
    pub handover: u32,
    /// Days before the end of a term on which it is said that the term ends.
    pub remind: Vec<u32>,
}

impl Default for After {
    fn default() -> Self {
        After { display: 15, handover: 10, remind: vec![180, 90, 30] }
    }
}

/// Who casts ballots (art. 14).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// Every voter of the grid.
    #[default]
    AllVoters,
    /// One voter for each household.
    HouseholdReps,
    /// The residents' representatives.
    ResidentReps,
}

/// How the demand for a recall counts (art. 20), in voters; in representatives under their mode.
pub const RECALL_ONE_IN_VOTERS: u32 = 10;
/// One representative in so many.
pub const RECALL_ONE_IN_REPS: u32 = 3;

impl Keys {
    /// Bounds of the law that no charter undercuts.
    pub(super) fn check_elections(&self) -> Result<(), Refusal> {
        let bad = |key: &str| Err(Refusal::CharterBound { key: key.into() });
        match self {
            k if !(5..=9).contains(&k.committee_size) || k.committee_size.is_multiple_of(2) => bad("committee.size"),
            k if !matches!(k.committee_term_years, 3 | 5) => bad("committee.term_years"),
            k if k.election_board.min < 3
                || k.election_board.max > 7
                || k.election_board.min > k.election_board.max =>
            {
                bad("election.board")
            }
            k if k.election_roll.published < 20 || k.election_roll.objection < 5 || k.election_roll.answer > 3 => {
                bad("election.roll")
            }
            k if k.election_nominate.voters < 10 || k.election_nominate.list_days < 5 => bad("election.nominate"),
            k if k.election_proxy_max > 3 => bad("election.proxy_max"),
            k if k.election_tellers_min < 3 => bad("election.tellers_min"),
            k if k.election_runoff.days > 30 || k.election_runoff.least_elected < 3 => bad("election.runoff"),
            k if k.election_after.display < 15 || k.election_after.handover > 10 => bad("election.after"),
            // A right of the voters that nobody could use in time would be none.
            k if k.election_recall_days < 30 => bad("election.recall_days"),
            // Ballots are paper alone: there is no other way in this rulebook, and a charter cannot promise one.
            k if k.e_ballot => bad("feature.e_ballot"),
            _ => Ok(()),
        }
    }
}
