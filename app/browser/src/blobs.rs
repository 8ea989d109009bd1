//! Large attachments by their hash: database `chengge-blobs`.
//! Not yet: uploading them in chunks; nothing in this version makes a blob (handwriting fits beside its act).

use js_sys::Uint8Array;
use rexie::TransactionMode::{ReadOnly, ReadWrite};
use wasm_bindgen::JsCast;

use crate::base::{Base, sorted};
use crate::idb::StorageError;

const BLOBS: &str = "blobs";

thread_local! {
    static BASE: &'static Base = Box::leak(Box::new(Base::new("chengge-blobs", &[BLOBS])));
}

/// Stores bytes under their SHA-256 (hex).
///
/// # Errors
/// Why storage failed; so for all functions here.
pub async fn keep(hash: &str, bytes: &[u8]) -> Result<(), StorageError> {
    let value = Uint8Array::from(bytes);
    BASE.with(|base| *base)
        .run(ReadWrite, async |tx| {
            tx.store(BLOBS).map_err(sorted)?.put(&value, Some(&hash.into())).await.map_err(sorted)?;
            Ok(())
        })
        .await
}

/// The bytes under a hash.
pub async fn find(hash: &str) -> Result<Option<Vec<u8>>, StorageError> {
    BASE.with(|base| *base)
        .run(ReadOnly, async |tx| {
            let found = tx.store(BLOBS).map_err(sorted)?.get(hash.into()).await.map_err(sorted)?;
            Ok(found.and_then(|value| value.dyn_into::<Uint8Array>().ok()).map(|bytes| bytes.to_vec()))
        })
        .await
}
