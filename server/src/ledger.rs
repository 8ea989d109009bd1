//! Server: the ledger (台账), append-only, one per community. What a store must promise is said here
//! once, in [`Ledger`]; `conformance` holds every store to it.
//!
//! A store knows rows of text, no rules. Entries, records and device chains of a batch become durable
//! together or not at all.

pub mod conformance;
pub mod memory;
pub mod sqlite;

pub use memory::MemoryLedger;
pub use sqlite::SqliteLedger;

use serde::{Deserialize, Serialize};

/// How far a ledger has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Changes whenever history could differ from what phones saw: founding, restore.
    pub epoch: String,
    /// Newest entry; 0 before the first.
    pub seq: u64,
    /// Server time of the newest entry, ms since 1970; never decreases.
    pub at: i64,
}

/// One line of the ledger: an act, its verdict, what it changed. Holds no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its place, from 1, without holes.
    pub seq: u64,
    /// Server time, ms since 1970.
    pub at: i64,
    /// The device whose counter it advanced.
    pub device: String,
    /// That counter.
    pub n: u64,
    /// The act's id.
    pub act: String,
    /// SHA-256 of the signed bytes, hex.
    pub digest: String,
    /// The signed bytes; none for what went to quarantine.
    pub body: Option<String>,
    /// The signature as received.
    pub sig: String,
    /// JSON of the receipt's verdict, as it goes to the device again and again.
    pub verdict: String,
    /// JSON array of the records it changed; personal ones by name only.
    pub changes: String,
}

/// One record as stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its kind, as on the wire.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The entry that last changed it.
    pub rev: u64,
    /// JSON of the record's body.
    pub value: String,
    /// Kept apart and erasable; [`Piece`] says it by its name.
    #[serde(skip)]
    pub personal: bool,
}

/// How far the server has come with one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chain {
    /// The device.
    pub device: String,
    /// Its newest counter.
    pub n: u64,
    /// SHA-256 of its newest body, hex.
    pub digest: String,
}

/// Bytes that could not become an act, kept for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quarantined {
    /// SHA-256 of the bytes, hex; the same bytes are kept once.
    pub digest: String,
    /// When they came, ms since 1970.
    pub at: i64,
    /// The device that authenticated the request they came in.
    pub sender: String,
    /// Why they could not.
    pub why: String,
    /// The bytes.
    pub body: String,
    /// The signature as received.
    pub sig: String,
}

/// A personal value with its salt, as it travelled beside an accepted act: opens the commitment in
/// the act's signed bytes. Erasable; the entry stays what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// The act's id.
    pub act: String,
    /// `name`, `hand`, `visit`, `lead`.
    pub field: String,
    /// The salt, as sent.
    pub salt: String,
    /// The value.
    pub value: String,
}

/// What becomes durable in one transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// New entries, in order, from head + 1.
    pub entries: Vec<Entry>,
    /// Records they changed; the last of a name wins.
    pub rows: Vec<Row>,
    /// Chains they advanced; the last of a device wins.
    pub chains: Vec<Chain>,
    /// Values beside the accepted acts.
    pub openings: Vec<Kept>,
    /// Bytes for quarantine.
    pub quarantine: Vec<Quarantined>,
}

/// One piece of a ledger told as a whole, as it stands on a line of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// One entry.
    Entry(Entry),
    /// A public record.
    Record(Row),
    /// A personal record.
    Personal(Row),
    /// A value beside an act.
    Opening(Kept),
    /// How far a device has come.
    Chain(Chain),
    /// Bytes in quarantine.
    Quarantine(Quarantined),
}

/// Takes the pieces of a ledger, one after the other.
pub type Take<'a> = dyn FnMut(Piece) -> Result<(), LedgerError> + 'a;

/// What can go wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Somebody else appended first, or the batch was made for another head.
    #[error("the ledger stands at {head}, the batch begins at {first}")]
    Raced {
        /// Where the ledger stands.
        head: u64,
        /// Where the batch begins.
        first: u64,
    },
    /// The store failed; nothing of the batch is durable.
    #[error("store: {0}")]
    Store(String),
}

/// The promise of a store for one community.
pub trait Ledger: Send {
    /// How far it has come.
    ///
    /// # Errors
    /// When the store fails; so for every method here.
    fn head(&self) -> Result<Head, LedgerError>;

    /// Makes a batch durable, all or nothing.
    ///
    /// # Errors
    /// [`LedgerError::Raced`] unless the entries begin at head + 1 and go up by one.
    fn append(&mut self, batch: &Batch) -> Result<(), LedgerError>;

    /// Makes durable once more what is there already, and so tells whether a batch could be made durable now.
    ///
    /// # Errors
    /// When it could not.
    fn try_disk(&mut self) -> Result<(), LedgerError>;

    /// Entries from a sequence number on, in order, at most `limit`.
    ///
    /// # Errors
    /// When the store fails.
    fn entries(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError>;

    /// When an entry was written, ms since 1970. Asked for every act (`seen`), so it must not cost the entry: a
    /// founding or an import names thousands of records in one.
    ///
    /// # Errors
    /// When the store fails.
    fn time_of(&self, seq: u64) -> Result<Option<i64>, LedgerError>;

    /// The entry that holds a device's n-th act.
    ///
    /// # Errors
    /// When the store fails.
    fn entry_of(&self, device: &str, n: u64) -> Result<Option<Entry>, LedgerError>;

    /// The first entry that holds an act id.
    ///
    /// # Errors
    /// When the store fails.
    fn entry_by_act(&self, act: &str) -> Result<Option<Entry>, LedgerError>;

    /// How far it has come with a device.
    ///
    /// # Errors
    /// When the store fails.
    fn chain(&self, device: &str) -> Result<Option<Chain>, LedgerError>;

    /// Every record, personal ones too, ordered by kind and id.
    ///
    /// # Errors
    /// When the store fails.
    fn rows(&self) -> Result<Vec<Row>, LedgerError>;

    /// The values that travelled beside an act, by field.
    ///
    /// # Errors
    /// When the store fails.
    fn openings(&self, act: &str) -> Result<Vec<Kept>, LedgerError>;

    /// The bytes of that digest, if they are in quarantine.
    ///
    /// # Errors
    /// When the store fails.
    fn quarantined(&self, digest: &str) -> Result<Option<Quarantined>, LedgerError>;

    /// What is in quarantine, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the store fails.
    fn quarantine(&self, limit: usize) -> Result<Vec<Quarantined>, LedgerError>;

    /// Tells every piece, in one order for equal ledgers: entries by number, public records and then
    /// personal ones by kind and id, openings by act, field and salt, chains by device, quarantine by digest.
    ///
    /// # Errors
    /// When the store fails, or the first error of `take`.
    fn each(&self, take: &mut Take<'_>) -> Result<(), LedgerError>;

    /// Gives the ledger another epoch: whoever saw the former one starts from nothing and offers again.
    ///
    /// # Errors
    /// When the store fails.
    fn begin_epoch(&mut self, epoch: &str) -> Result<(), LedgerError>;
}

impl Batch {
    /// Whether there is nothing to make durable.
    pub fn is_empty(&self) -> bool {
        let Self { entries, rows, chains, openings, quarantine } = self;
        entries.is_empty() && rows.is_empty() && chains.is_empty() && openings.is_empty() && quarantine.is_empty()
    }

    /// Adds a piece that was told by a ledger.
    pub fn add(&mut self, piece: Piece) {
        match piece {
            Piece::Entry(entry) => self.entries.push(entry),
            Piece::Record(row) => self.rows.push(Row { personal: false, ..row }),
            Piece::Personal(row) => self.rows.push(Row { personal: true, ..row }),
            Piece::Opening(kept) => self.openings.push(kept),
            Piece::Chain(chain) => self.chains.push(chain),
            Piece::Quarantine(found) => self.quarantine.push(found),
        }
    }

    /// Whether the entries follow a head without a hole.
    ///
    /// # Errors
    /// [`LedgerError::Raced`] if not.
    pub fn follows(&self, head: u64) -> Result<(), LedgerError> {
        let straight = self.entries.iter().zip(head + 1..).all(|(entry, seq)| entry.seq == seq);
        let first = self.entries.first().map_or(head + 1, |entry| entry.seq);
        if straight { Ok(()) } else { Err(LedgerError::Raced { head, first }) }
    }
}
