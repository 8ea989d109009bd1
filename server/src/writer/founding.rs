//! Server: the first entry of a ledger. Territory, people, posts and charter of a new community come
//! in one act of the desk, together with the desk's own key.

use super::proclaim::Place;
use crate::{
    keys::DeskKey,
    ledger::{Batch, Ledger, LedgerError},
};
use rulebook::{
    Millis, Record,
    device::{Device, DeviceState},
    ids::{DESK, DeviceId, PersonId},
};
use serde_json::json;

/// Founds a community in an empty ledger.
///
/// # Errors
/// When the ledger is not empty or the store fails.
pub fn found(
    ledger: &mut dyn Ledger,
    community: &str,
    records: Vec<Record>,
    now: Millis,
    key: &DeskKey,
) -> Result<(), LedgerError> {
    let mut records = records;
    records.push(Record::made(desk_device(key, now)));
    let mut place = Place::first(community, now.0);
    let (entry, rows) = place.proclaim(key, "found", json!({}), &mut records)?;
    ledger.append(&Batch { entries: vec![entry], rows, chains: vec![place.chain], ..Batch::default() })
}

fn desk_device(key: &DeskKey, now: Millis) -> Device {
    Device {
        id: DeviceId(DESK.into()),
        person: PersonId(DESK.into()),
        key: key.public(),
        offer: None,
        state: DeviceState::Active,
        since: now,
    }
}
