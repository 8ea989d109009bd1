//! Rulebook: who should sit together on a committee (居委会组织法 art. 8 and 「多元主体」): targets that warn.

use super::Post;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What the board ticks about those on a list or elected. Targets warn, they never block, because all
/// seats are elected. No birth dates, sexes or kinships are kept: yes or no for the whole list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composition {
    /// At least one woman (居委会组织法 art. 8).
    pub woman: bool,
    /// At least one of 60 or more.
    pub sixty: bool,
    /// At least one of 40 or less.
    pub forty: bool,
    /// 「多元主体」: party, specialists, partner units, building leads, residents.
    pub diverse: bool,
    /// Near relatives would sit together; the lower post, then the fewer votes give way (art. 8).
    pub relatives: bool,
}

/// Something to look at; never a reason to refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// No woman.
    NoWoman,
    /// Nobody of 60 or more.
    NobodyOverSixty,
    /// Nobody of 40 or less.
    NobodyUnderForty,
    /// Not the many kinds the paper names.
    NotDiverse,
    /// Near relatives together.
    Relatives,
    /// A post with no more candidates than seats, after the extension.
    NoChoice {
        /// Which.
        post: Post,
    },
}

impl Composition {
    /// What to look at.
    pub fn warnings(&self) -> Vec<Warning> {
        let all = [
            (!self.woman, Warning::NoWoman),
            (!self.sixty, Warning::NobodyOverSixty),
            (!self.forty, Warning::NobodyUnderForty),
            (!self.diverse, Warning::NotDiverse),
            (self.relatives, Warning::Relatives),
        ];
        all.into_iter().filter(|(is, _)| *is).map(|(_, warning)| warning).collect()
    }
}
