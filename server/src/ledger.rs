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
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Its kind, as on the wire.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The entry that last changed it.
    pub rev: u64,
    /// JSON of the record's body.
    pub value: String,
    /// Kept apart and erasable.
    pub personal: bool,
}

/// How far the server has come with one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The device.
    pub device: String,
    /// Its newest counter.
    pub n: u64,
    /// SHA-256 of its newest body, hex.
    pub digest: String,
}

/// Bytes that could not become an act, kept for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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

    /// Entries from a sequence number on, in order, at most `limit`.
    ///
    /// # Errors
    /// When the store fails.
    fn entries(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError>;

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
}

impl Batch {
    /// Whether there is nothing to make durable.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.rows.is_empty() && self.chains.is_empty() && self.quarantine.is_empty()
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
