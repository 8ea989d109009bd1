//! Server: the first entry of a ledger. Territory, people, posts and charter of a new community come
//! in one act of the desk, together with the desk's own key.

use super::draft::public_changes;
use crate::{
    codec,
    house::row_of,
    keys::DeskKey,
    ledger::{Batch, Chain, Entry, Ledger, LedgerError},
};
use rulebook::{
    Millis, Record, VERSION,
    device::{Device, DeviceState},
    hash::Hash,
    ids::{DESK, DeviceId, PersonId},
    sync::{Answer, act_bytes},
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
    let failed = |error: String| LedgerError::Store(error);
    let mut records = records;
    records.push(Record::made(desk_device(key, now)));
    records.iter_mut().for_each(|record| record.rev = 1);
    let rows = records.iter().map(row_of).collect::<Result<Vec<_>, _>>()?;
    let changes = serde_json::to_string(&public_changes(&records)).map_err(|error| failed(error.to_string()))?;
    let act = uuid::Uuid::now_v7().to_string();
    let body = json!({
        "v": VERSION, "id": act, "community": community, "device": DESK, "n": 1, "prev": Hash::zero(), "actor": DESK,
        "at": now, "seen": 0, "build": concat!("server ", env!("CARGO_PKG_VERSION")),
        "intent": { "found": { "records": records.len(), "changes": codec::sha256_hex(changes.as_bytes()) } },
    })
    .to_string();
    let sig = key.sign(&act_bytes(&body)).map_err(|error| failed(error.to_string()))?;
    let verdict = serde_json::to_string(&Answer::Accepted { seq: 1 }).map_err(|error| failed(error.to_string()))?;
    let digest = codec::sha256_hex(body.as_bytes());
    let chain = Chain { device: DESK.into(), n: 1, digest: digest.clone() };
    let entry =
        Entry { seq: 1, at: now.0, device: DESK.into(), n: 1, act, digest, body: Some(body), sig, verdict, changes };
    ledger.append(&Batch { entries: vec![entry], rows, chains: vec![chain], ..Batch::default() })
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
