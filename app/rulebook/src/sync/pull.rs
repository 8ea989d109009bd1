//! Rulebook: the pages a viewer pulls: records in the order of their revisions, each through
//! `seen_by`, behind a cursor that names ledger, scope and place.

use super::wire::Reset;
use crate::{
    community::Community,
    record::{Key, Record},
    seen_by::{Sight, seen_by},
    viewer::Viewer,
};
use alloc::{collections::BTreeSet, string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Where a page ended. Opaque on the wire; written as JSON, the server wraps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Which life of the ledger.
    pub epoch: String,
    /// Which ledger.
    pub community: String,
    /// The viewer's scope when it was made.
    pub scope: String,
    /// Revision of the last record looked at.
    pub rev: u64,
    /// Its key, since one entry may change many records.
    pub key: Option<Key>,
}

/// The order in which records are pulled; kept beside a whole community.
#[derive(Clone, Debug, Default)]
pub struct Revisions {
    order: BTreeSet<(u64, Key)>,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What the viewer may see of what changed.
    pub records: Vec<Record>,
    /// What they had and may no longer see.
    pub leave: Vec<Key>,
    /// Where it ended.
    pub cursor: Cursor,
    /// There is another page.
    pub more: bool,
    /// The replica starts again.
    pub reset: Option<Reset>,
}

/// How much one page may hold.
#[derive(Clone, Copy, Debug)]
pub struct PageLimit {
    /// Records.
    pub records: usize,
    /// Bytes of their JSON, about.
    pub bytes: usize,
}

impl Default for PageLimit {
    fn default() -> Self {
        PageLimit { records: 1_000, bytes: 256 * 1024 }
    }
}

impl Revisions {
    /// The order of a whole community.
    pub fn of(community: &Community) -> Revisions {
        Revisions { order: community.revisions().into_iter().collect() }
    }

    /// A record changed: it moves to the end.
    pub fn moved(&mut self, key: &Key, old: Option<u64>, new: u64) {
        if let Some(old) = old {
            self.order.remove(&(old, key.clone()));
        }
        self.order.insert((new, key.clone()));
    }

    /// What changed after an entry, the newest first.
    pub fn since(&self, rev: u64) -> impl Iterator<Item = &Key> {
        self.order.iter().rev().take_while(move |(at, _)| *at > rev).map(|(_, key)| key)
    }

    /// The page after a cursor, as one viewer may see it. `head` is the newest entry.
    pub fn page(
        &self,
        community: &Community,
        viewer: &Viewer,
        from: Option<&Cursor>,
        here: &Cursor,
        head: u64,
        limit: PageLimit,
    ) -> Page {
        let reset = from.and_then(|cursor| cursor.reset(here, head));
        let start = from.filter(|_| reset.is_none());
        let mut page = Page {
            records: Vec::new(),
            leave: Vec::new(),
            cursor: Cursor { rev: 0, key: None, ..here.clone() },
            more: false,
            reset,
        };
        if let Some(start) = start {
            page.cursor = Cursor { scope: here.scope.clone(), ..start.clone() };
        }
        let mut bytes = 0;
        for (rev, key) in self.after(start) {
            if page.records.len() + page.leave.len() >= limit.records || bytes >= limit.bytes {
                page.more = true;
                break;
            }
            page.cursor.rev = *rev;
            page.cursor.key = Some(key.clone());
            let Some(record) = community.get(key) else {
                continue;
            };
            match seen_by(&record, viewer, community) {
                Sight::Seen(record) => {
                    bytes += size_of_json(&record);
                    page.records.push(record);
                }
                // A replica that starts from nothing has nothing to let go of.
                Sight::Leave if start.is_some_and(|cursor| cursor.rev > 0) => page.leave.push(key.clone()),
                Sight::Leave | Sight::Hidden => {}
            }
        }
        page
    }

    fn after<'a>(&'a self, cursor: Option<&Cursor>) -> impl Iterator<Item = &'a (u64, Key)> + use<'a> {
        use core::ops::Bound::{Excluded, Unbounded};
        let from = match cursor {
            Some(Cursor { rev, key: Some(key), .. }) => Excluded((*rev, key.clone())),
            _ => Unbounded,
        };
        self.order.range((from, Unbounded))
    }
}

impl Cursor {
    /// Why this cursor cannot go on here.
    fn reset(&self, here: &Cursor, head: u64) -> Option<Reset> {
        if self.community != here.community {
            Some(Reset::Cursor)
        } else if self.epoch != here.epoch {
            Some(Reset::Epoch)
        } else if self.rev > head {
            Some(Reset::Cursor)
        } else if self.scope != here.scope {
            Some(Reset::Scope)
        } else {
            None
        }
    }
}

fn size_of_json(record: &Record) -> usize {
    serde_json::to_string(record).map_or(256, |text| text.len())
}
