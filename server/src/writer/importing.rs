//! Server: a roster becomes entries. Like the founding, each is signed by the desk and names the digest
//! of the public changes beside it; people stand in it by id alone, their records are kept apart. All
//! entries of one roster become durable together or not at all.

use super::draft::public_changes;
use crate::{
    codec,
    house::row_of,
    keys::DeskKey,
    ledger::{Batch, Chain, Entry, Head, Ledger, LedgerError},
};
use rulebook::{
    Millis, Record, VERSION,
    hash::Hash,
    ids::DESK,
    sync::{Answer, act_bytes},
};
use serde_json::json;

/// Records in one entry, at most.
pub const MOST_RECORDS: usize = 500;

/// Writes records on top of a head; how many entries that took. `told` hears how many are made of how many.
///
/// # Errors
/// [`LedgerError::Raced`] when the ledger has moved on since that head, or when the store fails.
pub fn import(
    ledger: &mut dyn Ledger,
    head: &Head,
    community: &str,
    mut records: Vec<Record>,
    now: Millis,
    key: &DeskKey,
    told: &dyn Fn(usize, usize),
) -> Result<usize, LedgerError> {
    let none = || Chain { device: DESK.into(), n: 0, digest: Hash::zero().0 };
    let mut pages = Pages {
        community,
        key,
        at: now.0.max(head.at),
        parts: records.len().div_ceil(MOST_RECORDS),
        seq: head.seq,
        chain: ledger.chain(DESK)?.unwrap_or_else(none),
        batch: Batch::default(),
    };
    for part in 1..=pages.parts {
        let rest = records.split_off(records.len().min(MOST_RECORDS));
        pages.add(part, records)?;
        records = rest;
        told(part, pages.parts);
    }
    let Pages { mut batch, chain, .. } = pages;
    batch.chains.push(chain);
    ledger.append(&batch)?;
    Ok(batch.entries.len())
}

/// A roster's entries while they are being made.
struct Pages<'a> {
    community: &'a str,
    key: &'a DeskKey,
    at: i64,
    parts: usize,
    seq: u64,
    chain: Chain,
    batch: Batch,
}

impl Pages<'_> {
    fn add(&mut self, part: usize, mut records: Vec<Record>) -> Result<(), LedgerError> {
        let failed = |error: String| LedgerError::Store(error);
        let (seq, n, seen) = (self.seq + 1, self.chain.n + 1, self.seq);
        records.iter_mut().for_each(|record| record.rev = seq);
        let rows = records.iter().map(row_of).collect::<Result<Vec<_>, _>>()?;
        let changes = serde_json::to_string(&public_changes(&records)).map_err(|error| failed(error.to_string()))?;
        let act = uuid::Uuid::now_v7().to_string();
        let body = json!({
            "v": VERSION, "id": act, "community": self.community, "device": DESK, "n": n, "prev": self.chain.digest,
            "actor": DESK, "at": self.at, "seen": seen, "build": concat!("server ", env!("CARGO_PKG_VERSION")),
            "intent": { "import": {
                "part": part, "parts": self.parts, "records": records.len(),
                "changes": codec::sha256_hex(changes.as_bytes()),
            } },
        })
        .to_string();
        let sig = self.key.sign(&act_bytes(&body)).map_err(|error| failed(error.to_string()))?;
        let verdict = serde_json::to_string(&Answer::Accepted { seq }).map_err(|error| failed(error.to_string()))?;
        let digest = codec::sha256_hex(body.as_bytes());
        self.seq = seq;
        self.chain = Chain { device: DESK.into(), n, digest: digest.clone() };
        self.batch.rows.extend(rows);
        self.batch.entries.push(Entry {
            seq,
            at: self.at,
            device: DESK.into(),
            n,
            act,
            digest,
            body: Some(body),
            sig,
            verdict,
            changes,
        });
        Ok(())
    }
}
