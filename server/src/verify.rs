//! Server: `server verify`. Reads the whole ledger again, from its first entry, and compares.

use crate::{
    codec, keys,
    ledger::{Entry, Ledger, LedgerError, Row},
};
use rulebook::{Body, Kind, Record, hash::Hash, ids::DESK, sync::act_bytes};
use serde_json::Value;
use std::collections::BTreeMap;

/// Entries read at once.
const PAGE: usize = 1_000;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Entries read.
    pub entries: u64,
    /// Records compared.
    pub records: usize,
    /// The desk's public key as the entries have it; empty if they have none.
    pub desk: String,
    /// Everything that does not fit, in words for an operator; no personal values.
    pub faults: Vec<String>,
}

/// Replays a ledger and compares what comes out with the records beside it.
///
/// # Errors
/// When the store cannot be read.
pub fn verify(ledger: &dyn Ledger) -> Result<Found, LedgerError> {
    let mut replay = Replay::default();
    loop {
        let page = ledger.entries(replay.found.entries + 1, PAGE)?;
        if page.is_empty() {
            break;
        }
        page.iter().for_each(|entry| replay.read(entry));
    }
    let head = ledger.head()?;
    if head.seq != replay.found.entries {
        replay.fault(format!("the head says {}, there are {} entries", head.seq, replay.found.entries));
    }
    replay.compare(&ledger.rows()?);
    replay.found.desk = replay.keys.remove(DESK).unwrap_or_default();
    Ok(replay.found)
}

/// What a replay has come to.
#[derive(Default)]
struct Replay {
    found: Found,
    at: i64,
    chains: BTreeMap<String, (u64, String)>,
    keys: BTreeMap<String, String>,
    /// By kind and id: revision, and the value unless it is personal.
    records: BTreeMap<(String, String), (u64, Option<Value>)>,
}

impl Replay {
    fn fault(&mut self, fault: String) {
        self.found.faults.push(fault);
    }

    fn read(&mut self, entry: &Entry) {
        let seq = self.found.entries + 1;
        self.found.entries = seq;
        if entry.seq != seq {
            self.fault(format!("entry {seq} is missing, {} stands there", entry.seq));
        }
        if entry.at < self.at {
            self.fault(format!("entry {seq} is older than the one before it"));
        }
        self.at = entry.at;
        self.read_changes(entry);
        self.read_chain(entry);
        if let Some(body) = &entry.body {
            self.read_body(entry, body);
        }
    }

    fn read_changes(&mut self, entry: &Entry) {
        let Ok(Value::Array(changes)) = serde_json::from_str::<Value>(&entry.changes) else {
            return self.fault(format!("entry {}: its changes cannot be read", entry.seq));
        };
        for change in changes {
            match serde_json::from_value::<Record>(change.clone()) {
                Ok(record) => {
                    let key = record.key();
                    if let Body::Device(device) = &record.body {
                        self.keys.insert(device.id.to_string(), device.key.clone());
                    }
                    if key.k.is_personal() {
                        self.fault(format!("entry {} carries a personal value", entry.seq));
                    }
                    let value = serde_json::to_value(&record.body).ok();
                    self.records.insert((key.k.tag().into(), key.id), (record.rev, value));
                }
                Err(_) => match (change["key"]["k"].as_str(), change["key"]["id"].as_str()) {
                    (Some(kind), Some(id)) if Kind::from_tag(kind).is_some_and(Kind::is_personal) => {
                        self.records.insert((kind.into(), id.into()), (entry.seq, None));
                    }
                    _ => self.fault(format!("entry {}: a change cannot be read", entry.seq)),
                },
            }
        }
    }

    fn read_chain(&mut self, entry: &Entry) {
        let zero = || (0, Hash::zero().0);
        let (n, _) = self.chains.get(&entry.device).cloned().unwrap_or_else(zero);
        if entry.n != n + 1 {
            self.fault(format!("entry {}: act {} of its device follows {n}", entry.seq, entry.n));
        }
        self.chains.insert(entry.device.clone(), (entry.n, entry.digest.clone()));
    }

    fn read_body(&mut self, entry: &Entry, body: &str) {
        if codec::sha256_hex(body.as_bytes()) != entry.digest {
            self.fault(format!("entry {}: the bytes do not fit their digest", entry.seq));
        }
        let signed = self.keys.get(&entry.device).is_some_and(|key| keys::verifies(key, &act_bytes(body), &entry.sig));
        if !signed {
            self.fault(format!("entry {}: the signature does not fit the device", entry.seq));
        }
        if entry.device == DESK {
            self.read_digest(entry, body);
        }
    }

    /// The founding and rosters are no acts of the law: they name the digest of what they changed.
    fn read_digest(&mut self, entry: &Entry, body: &str) {
        let said: Value = serde_json::from_str(body).unwrap_or_default();
        let told = ["found", "import"].iter().find_map(|word| said["intent"][*word]["changes"].as_str());
        if (entry.seq == 1 || told.is_some()) && told != Some(codec::sha256_hex(entry.changes.as_bytes()).as_str()) {
            self.fault(format!("entry {}: what it changed does not fit its own digest", entry.seq));
        }
    }

    fn compare(&mut self, rows: &[Row]) {
        self.found.records = rows.len();
        let mut left = std::mem::take(&mut self.records);
        for row in rows {
            let name = (row.kind.clone(), row.id.clone());
            match left.remove(&name) {
                None => self.fault(format!("{} {} stands beside the ledger, no entry made it", row.kind, row.id)),
                Some((rev, _)) if rev != row.rev => {
                    self.fault(format!("{} {} is of entry {}, should be {rev}", row.kind, row.id, row.rev))
                }
                Some((_, Some(value))) if serde_json::from_str::<Value>(&row.value).ok().as_ref() != Some(&value) => {
                    self.fault(format!("{} {} is not what its entry made it", row.kind, row.id));
                }
                Some(_) => {}
            }
        }
        // A personal record may have been erased; a public one may not be missing.
        for ((kind, id), (_, value)) in left {
            if value.is_some() {
                self.fault(format!("{kind} {id} is missing"));
            }
        }
    }
}
