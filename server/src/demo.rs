//! Server: the demo community (示范社区). Founds an invented 湛山社区 with the paper's figures, the
//! same to the byte every time: no randomness, no clock, no citizen ids. What happened in it before
//! the demo clock starts was decided by the law itself, act by act, not written down by hand.
//!
//! Not yet: service items, the `pilot_2020` snapshot. The age band of seniors is
//! not drawn, because nothing stores it.

mod aftermath;
mod cast;
mod doors;
mod figures;
mod gather;
mod life;
mod names;
mod offices;
mod people;
mod places;
mod polling;
mod stories;
#[cfg(test)]
mod tests;

use rulebook::{
    Community, Millis, Record,
    ids::{CommunityId, PersonId, TopicId},
};

/// Everything a demo server starts from.
#[derive(Clone, Debug)]
pub struct Founding {
    /// `zhanshan-demo`.
    pub community: CommunityId,
    /// 2026-06-15 09:00 +08:00, where the demo clock starts.
    pub now: Millis,
    /// Every record, rev 0: territory, people, posts, charter, topics, signatures, reviews, doors.
    pub records: Vec<Record>,
    /// The people a visitor can become.
    pub personas: Vec<Persona>,
    /// Receipt codes of some seed signatures, as they stand on the paper slips.
    pub slips: Vec<(PersonId, TopicId, String)>,
}

/// Somebody a visitor of the demo can become in one tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Persona {
    /// The person's id.
    pub person: PersonId,
    /// As told in Chinese.
    pub zh: Told,
    /// As told in English.
    pub en: Told,
}

/// A persona in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The name.
    pub name: &'static str,
    /// Who they are.
    pub who: &'static str,
    /// What they can do, and what to try.
    pub can: &'static str,
}

/// Founds the demo community. Two calls give the same bytes.
pub fn found() -> Founding {
    let life = lived();
    Founding {
        community: figures::COMMUNITY.into(),
        now: figures::now(),
        slips: life.slips(),
        records: life.into_records(),
        personas: cast::personas(),
    }
}

/// The community as it was laid out, and then everything that happened in it.
fn lived() -> life::Life {
    let mut records = places::records();
    let residents = people::records();
    records.extend(offices::records(&residents));
    records.extend(residents);
    records.extend(doors::records());
    let mut life = life::Life::of(Community::of(records));
    stories::tell(&mut life);
    life
}
