//! Large attachments by their hash: database `chengge-blobs`.
//! Not yet: uploading them in chunks; nothing in this version makes a blob (handwriting fits beside its act).

use js_sys::Uint8Array;
use rexie::{ObjectStore, Rexie, TransactionMode, TransactionResult};
use wasm_bindgen::JsCast;

use crate::idb::{PATIENCE_MS, StorageError, within};
use crate::replica::sorted;

const NAME: &str = "chengge-blobs";
const BLOBS: &str = "blobs";

/// Stores bytes under their SHA-256 (hex).
///
/// # Errors
/// Why storage failed; so for all functions here.
pub async fn keep(hash: &str, bytes: &[u8]) -> Result<(), StorageError> {
    let value = Uint8Array::from(bytes);
    let database = open().await?;
    let tx = database.transaction(&[BLOBS], TransactionMode::ReadWrite).map_err(sorted)?;
    tx.store(BLOBS).map_err(sorted)?.put(&value, Some(&hash.into())).await.map_err(sorted)?;
    match within(PATIENCE_MS, tx.done()).await?.map_err(sorted)? {
        TransactionResult::Committed => Ok(()),
        TransactionResult::Aborted => Err(StorageError::Full),
    }
}

/// The bytes under a hash.
pub async fn find(hash: &str) -> Result<Option<Vec<u8>>, StorageError> {
    let database = open().await?;
    let tx = database.transaction(&[BLOBS], TransactionMode::ReadOnly).map_err(sorted)?;
    let found = tx.store(BLOBS).map_err(sorted)?.get(hash.into()).await.map_err(sorted)?;
    Ok(found.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()))
}

async fn open() -> Result<Rexie, StorageError> {
    let opening = Rexie::builder(NAME).version(1).add_object_store(ObjectStore::new(BLOBS)).build();
    within(PATIENCE_MS, opening).await?.map_err(sorted)
}
