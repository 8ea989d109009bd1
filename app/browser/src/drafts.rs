//! What people have begun to write: database `chengge-drafts`. A draft goes away only after the act made from it
//! is safely in the outbox; if the phone dies between the two, the act is the proof and the draft is swept later.

use rexie::{KeyRange, ObjectStore, Rexie, TransactionMode, TransactionResult};
use wasm_bindgen::JsValue;

use crate::idb::{PATIENCE_MS, StorageError, within};
use crate::replica::sorted;

const NAME: &str = "chengge-drafts";
const DRAFTS: &str = "drafts";

/// Stores a draft's text under its device and id.
///
/// # Errors
/// Why storage failed; so for all functions here.
pub async fn keep(device: &str, id: &str, text: &str) -> Result<(), StorageError> {
    let database = open().await?;
    let tx = database.transaction(&[DRAFTS], TransactionMode::ReadWrite).map_err(sorted)?;
    let store = tx.store(DRAFTS).map_err(sorted)?;
    store.put(&text.into(), Some(&key(device, id))).await.map_err(sorted)?;
    committed(tx).await
}

/// The draft's text, if there is one.
pub async fn find(device: &str, id: &str) -> Result<Option<String>, StorageError> {
    let database = open().await?;
    let tx = database.transaction(&[DRAFTS], TransactionMode::ReadOnly).map_err(sorted)?;
    let found = tx.store(DRAFTS).map_err(sorted)?.get(key(device, id)).await.map_err(sorted)?;
    Ok(found.and_then(|text| text.as_string()))
}

/// All drafts of a device: id and text.
pub async fn all(device: &str) -> Result<Vec<(String, String)>, StorageError> {
    let database = open().await?;
    let tx = database.transaction(&[DRAFTS], TransactionMode::ReadOnly).map_err(sorted)?;
    let store = tx.store(DRAFTS).map_err(sorted)?;
    let prefix = format!("{device}/");
    let range = KeyRange::bound(&prefix.as_str().into(), &format!("{prefix}\u{ffff}").as_str().into(), None, None);
    let range = range.map_err(|error| StorageError::Broken(error.to_string()))?;
    let rows = store.scan(Some(range), None, None, None).await.map_err(sorted)?;
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    Ok(rows.into_iter().map(|(k, v)| (text(k).replacen(&prefix, "", 1), text(v))).collect())
}

/// Deletes a draft. Call only once its act is stored, or when its writer throws it away.
pub async fn drop(device: &str, id: &str) -> Result<(), StorageError> {
    let database = open().await?;
    let tx = database.transaction(&[DRAFTS], TransactionMode::ReadWrite).map_err(sorted)?;
    tx.store(DRAFTS).map_err(sorted)?.delete(key(device, id)).await.map_err(sorted)?;
    committed(tx).await
}

async fn open() -> Result<Rexie, StorageError> {
    let opening = Rexie::builder(NAME).version(1).add_object_store(ObjectStore::new(DRAFTS)).build();
    within(PATIENCE_MS, opening).await?.map_err(sorted)
}

async fn committed(tx: rexie::Transaction) -> Result<(), StorageError> {
    match within(PATIENCE_MS, tx.done()).await?.map_err(sorted)? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(StorageError::Full),
    }
}

fn key(device: &str, id: &str) -> JsValue {
    JsValue::from_str(&format!("{device}/{id}"))
}
