//! Server: what every reader sees. The records of one community, the order in which phones pull them,
//! and the part of it that stands on the notice board. Only the writer changes it, and only after the
//! commit: what is shown is durable.

use crate::ledger::{Head, Ledger, LedgerError, Row};
use rulebook::{
    Body, Community, Key, Record, Sight, Viewer, seen_by,
    sync::{Cursor, Holding, Revisions},
};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use tokio::sync::watch;

/// One community as of one ledger entry.
#[derive(Clone, Debug)]
pub struct House {
    /// Every record.
    pub community: Community,
    /// Their order.
    pub revisions: Revisions,
    /// What a person without a name may see.
    pub public: Holding,
    /// Where the ledger stands.
    pub head: Head,
    /// The community's id.
    pub id: String,
}

/// A house that many read and one changes.
#[derive(Clone, Debug)]
pub struct SharedHouse {
    house: Arc<RwLock<House>>,
    /// The newest entry that readers see.
    shown: watch::Sender<u64>,
}

impl House {
    /// Everything a ledger holds.
    ///
    /// # Errors
    /// When the store fails or holds a record this build cannot read.
    pub fn load(ledger: &dyn Ledger) -> Result<Self, LedgerError> {
        let head = ledger.head()?;
        let records = ledger.rows()?.iter().map(record_of).collect::<Result<Vec<_>, _>>()?;
        let community = Community::of(records);
        let id = community.quarter().map(|quarter| quarter.id.to_string()).unwrap_or_default();
        let revisions = Revisions::of(&community);
        let public = Holding::of(public_part(&community));
        Ok(Self { community, revisions, public, head, id })
    }

    /// Puts committed records in place.
    pub fn put(&mut self, records: Vec<Record>, head: Head) {
        let nobody = Viewer::public();
        let keys: Vec<Key> = records.iter().map(Record::key).collect();
        for record in records {
            let (key, rev) = (record.key(), record.rev);
            let old = self.community.put(record);
            self.revisions.moved(&key, old.map(|old| old.rev), rev);
        }
        let (mut seen, mut gone) = (Vec::new(), Vec::new());
        for key in keys {
            match self.community.get(&key).map(|record| seen_by(&record, &nobody, &self.community)) {
                Some(Sight::Seen(record)) => seen.push(record),
                Some(Sight::Leave | Sight::Hidden) | None => gone.push(key),
            };
        }
        self.public.rebase(&[], seen, &gone);
        self.head = head;
    }

    /// The cursor of somebody with this scope who has seen nothing.
    pub fn cursor(&self, viewer: &Viewer) -> Cursor {
        Cursor { epoch: self.head.epoch.clone(), community: self.id.clone(), scope: viewer.scope(), rev: 0, key: None }
    }
}

impl SharedHouse {
    /// Shares a house.
    pub fn new(house: House) -> Self {
        let shown = watch::Sender::new(house.head.seq);
        Self { house: Arc::new(RwLock::new(house)), shown }
    }

    /// To read; never held across a commit or an await.
    pub fn read(&self) -> RwLockReadGuard<'_, House> {
        self.house.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes it, and tells whoever waits for that; the writer only.
    pub fn change(&self, change: impl FnOnce(&mut House)) {
        let mut house = self.house.write().unwrap_or_else(PoisonError::into_inner);
        change(&mut house);
        let seq = house.head.seq;
        drop(house);
        self.shown.send_if_modified(|shown| std::mem::replace(shown, seq) != seq);
    }

    /// The newest entry that readers see, now and whenever there is another.
    pub fn shown(&self) -> watch::Receiver<u64> {
        self.shown.subscribe()
    }
}

/// A record as a store keeps it.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn row_of(record: &Record) -> Result<Row, LedgerError> {
    let key = record.key();
    let value = serde_json::to_string(&record.body).map_err(|error| LedgerError::Store(error.to_string()))?;
    Ok(Row { kind: key.k.tag().into(), id: key.id, rev: record.rev, value, personal: key.k.is_personal() })
}

/// A record as a store kept it.
///
/// # Errors
/// When this build cannot read it.
pub fn record_of(row: &Row) -> Result<Record, LedgerError> {
    // The value may be personal, so the error names the row and nothing else.
    let body: Body = serde_json::from_str(&row.value)
        .map_err(|_| LedgerError::Store(format!("unreadable record of kind {}", row.kind)))?;
    Ok(Record { rev: row.rev, body })
}

fn public_part(community: &Community) -> Community {
    let nobody = Viewer::public();
    let mut public = Community::partial();
    for record in community.records() {
        if let Sight::Seen(record) = seen_by(&record, &nobody, community) {
            public.put(record);
        }
    }
    public
}
