//! Server: a roster becomes entries. Like the founding, each is signed by the desk and names the digest
//! of the public changes beside it; people stand in it by id alone, their records are kept apart. All
//! entries of one roster become durable together or not at all.

use super::{draft::unbegun, proclaim::Place};
use crate::{
    keys::DeskKey,
    ledger::{Batch, Head, Ledger, LedgerError},
};
use rulebook::{Millis, Record, ids::DESK};
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
    let chain = ledger.chain(DESK)?.unwrap_or_else(|| unbegun(DESK));
    let mut place = Place { community, seq: head.seq, at: now.0.max(head.at), chain };
    let (mut batch, parts) = (Batch::default(), records.len().div_ceil(MOST_RECORDS));
    for (part, records) in (1..).zip(records.chunks_mut(MOST_RECORDS)) {
        let (entry, rows) = place.proclaim(key, "import", json!({ "part": part, "parts": parts }), records)?;
        batch.entries.push(entry);
        batch.rows.extend(rows);
        told(part, parts);
    }
    batch.chains.push(place.chain);
    ledger.append(&batch)?;
    Ok(batch.entries.len())
}
