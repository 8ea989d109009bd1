//! Server: a roster becomes entries. Like the founding, each is signed by the desk and names the digest
//! of the public changes beside it; people stand in it by id alone, their records are kept apart. All
//! entries of one roster become durable together or not at all.
//!
//! A roster from the desk's screen was handed in by somebody: each of its entries names them, their device and the plan
//! that they saw, and the first commits to the order they signed. The order itself stands beside it, where it can be
//! erased: it holds the digest of the file.

use super::{
    draft::{Draft, unbegun},
    proclaim::Place,
};
use crate::{
    keys::DeskKey,
    ledger::{Batch, Head, Kept, Ledger, LedgerError},
};
use rulebook::{
    Millis, Record,
    hash::{Hash, Opening},
    ids::{DESK, DeviceId, PersonId},
    roster::rests_on,
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

/// A roster that somebody handed in at a desk, planned.
#[derive(Clone, Debug)]
pub struct Roster {
    /// The newest entry of what it was planned on.
    pub seq: u64,
    /// Who handed it in.
    pub by: PersonId,
    /// On which device.
    pub device: DeviceId,
    /// The plan they saw.
    pub plan: Hash,
    /// What they signed, salted: the request with its signature, as JSON.
    pub order: Opening,
    /// What to put.
    pub records: Vec<Record>,
}

/// Puts a roster into a batch; how many entries that took, or none when the roll has changed since it was planned.
/// `moved_on` tells whether it did before this batch.
///
/// # Errors
/// When the store cannot be read or the desk cannot sign.
pub fn draft(draft: &mut Draft<'_>, roster: &Roster, moved_on: bool) -> Result<Option<usize>, LedgerError> {
    if moved_on || draft.changes(rests_on) {
        return Ok(None);
    }
    let parts = roster.records.len().div_ceil(MOST_RECORDS);
    for (part, records) in (1..).zip(roster.records.chunks(MOST_RECORDS)) {
        let mut facts =
            json!({ "part": part, "parts": parts, "by": roster.by, "device": roster.device, "plan": roster.plan });
        if part == 1 {
            facts["order"] = json!(roster.order.commitment());
        }
        let act = draft.proclaim("import", facts, records.to_vec())?;
        if part == 1 {
            let Opening { field, salt, value } = roster.order.clone();
            draft.keep(Kept { act, field, salt, value });
        }
    }
    Ok(Some(parts))
}
