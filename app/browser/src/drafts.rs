//! What people have begun to write: database `chengge-drafts`. A draft goes away only after the act made from it
//! is safely in the outbox; if the phone dies between the two, the draft merely lives a little longer.

use rexie::TransactionMode::{ReadOnly, ReadWrite};
use wasm_bindgen::JsValue;

use crate::base::{Base, sorted};
use crate::idb::StorageError;

const DRAFTS: &str = "drafts";

thread_local! {
    static BASE: &'static Base = Box::leak(Box::new(Base::new("chengge-drafts", &[DRAFTS])));
}

/// Stores a draft's text under its device and id.
///
/// # Errors
/// Why storage failed; so for all functions here.
pub async fn keep(device: &str, id: &str, text: &str) -> Result<(), StorageError> {
    base()
        .run(ReadWrite, async |tx| {
            let store = tx.store(DRAFTS).map_err(sorted)?;
            store.put(&text.into(), Some(&key(device, id))).await.map_err(sorted)?;
            Ok(())
        })
        .await
}

/// The draft's text, if there is one.
pub async fn find(device: &str, id: &str) -> Result<Option<String>, StorageError> {
    base()
        .run(ReadOnly, async |tx| {
            let found = tx.store(DRAFTS).map_err(sorted)?.get(key(device, id)).await.map_err(sorted)?;
            Ok(found.and_then(|text| text.as_string()))
        })
        .await
}

/// Deletes a draft. Call only once its act is stored, or when its writer throws it away.
pub async fn drop(device: &str, id: &str) -> Result<(), StorageError> {
    base()
        .run(ReadWrite, async |tx| tx.store(DRAFTS).map_err(sorted)?.delete(key(device, id)).await.map_err(sorted))
        .await
}

fn base() -> &'static Base {
    BASE.with(|base| *base)
}

fn key(device: &str, id: &str) -> JsValue {
    JsValue::from_str(&format!("{device}/{id}"))
}
