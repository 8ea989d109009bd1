//! What this phone was told: database `chengge-replica-<device>`, disposable. Records lie in pages (many records
//! in one value, by kind and grid), because a page is read and written twenty times faster than its rows.
//! Records and cursor change in one transaction, so a cut never leaves a hole behind the cursor.

use std::collections::BTreeMap;

use futures_util::future::try_join_all;
use js_sys::Uint8Array;
use rexie::TransactionMode;
use rulebook::Key;
use serde_json::value::RawValue;
use wasm_bindgen::{JsCast, JsValue};

use crate::base::{Base, sorted};
use crate::idb::StorageError;

const PAGES: &str = "pages";
const META: &str = "meta";
const CURSOR: &str = "cursor";

/// Kinds of which there are as many as people or doors, so that reading them takes most of a start. A first look does
/// without them, but for those of the place it looks at.
const MANY: [&str; 6] = ["cosign", "door", "handwriting", "household", "person", "voter"];

/// A JSON object of which only the names are read, such as a page: record key → record as JSON text.
pub type Page<'a> = BTreeMap<String, &'a RawValue>;

/// One record that changed: where it lies, and its JSON text; `None` = it left this phone's sight.
#[derive(Debug, Clone)]
pub struct Change<'a> {
    /// Page it lies in, e.g. `household/03`; follows from kind and id alone, so that a record never moves house.
    pub page: String,
    /// Record id, unique within its page.
    pub key: String,
    /// Record as the JSON text that was pulled.
    pub record: Option<&'a RawValue>,
}

impl<'a> Change<'a> {
    /// A record that was pulled, as its JSON text.
    pub fn put(key: Key, text: &'a RawValue) -> Self {
        Self { page: page_of(&key), key: key.id, record: Some(text) }
    }

    /// A record that is no longer this phone's to see.
    pub fn leave(key: &Key) -> Self {
        Self { page: page_of(key), key: key.id.clone(), record: None }
    }
}

/// The page of a record: its kind and the grid its id names (`hh-03-0123` → `household/03`); ids made on devices
/// name no grid and are spread over sixteen pages by their last digit.
pub fn page_of(key: &Key) -> String {
    let grid = key.id.split('-').nth(1).filter(|part| part.len() == 2);
    let part = grid.or_else(|| key.id.get(key.id.len().saturating_sub(1)..)).unwrap_or_default();
    format!("{}/{part}", key.k.tag())
}

/// The replica of one device.
pub struct Replica {
    base: Base,
}

impl Replica {
    /// The replica of `device`; opened when first needed.
    pub fn of(device: &str) -> Self {
        Self { base: Base::new(&format!("chengge-replica-{device}"), &[PAGES, META]) }
    }

    /// Every page's text and the cursor they stand at.
    ///
    /// # Errors
    /// Why storage failed; so for all functions here.
    pub async fn load(&self) -> Result<(Vec<String>, Option<String>), StorageError> {
        self.base
            .run(TransactionMode::ReadOnly, async |tx| {
                let cursor = tx.store(META).map_err(sorted)?.get(CURSOR.into()).await.map_err(sorted)?;
                let pages = tx.store(PAGES).map_err(sorted)?.get_all(None, None).await.map_err(sorted)?;
                let pages: Result<Vec<String>, _> = pages.iter().map(text_of).collect();
                Ok((pages?, cursor.and_then(|c| c.as_string())))
            })
            .await
    }

    /// The texts of the pages that a first look needs: all that are small in number, and of the others those whose part
    /// (`03` in `household/03`) is `looked_at`.
    pub async fn glance(&self, looked_at: impl Fn(&str) -> bool) -> Result<Vec<String>, StorageError> {
        self.base
            .run(TransactionMode::ReadOnly, async |tx| {
                let pages = tx.store(PAGES).map_err(sorted)?;
                let mut names = pages.get_all_keys(None, None).await.map_err(sorted)?;
                names.retain(|name| name.as_string().is_none_or(|name| is_for_a_glance(&name, &looked_at)));
                let found = try_join_all(names.into_iter().map(|name| pages.get(name))).await.map_err(sorted)?;
                found.iter().flatten().map(text_of).collect()
            })
            .await
    }

    /// The cursor alone, cheaply.
    pub async fn cursor(&self) -> Result<Option<String>, StorageError> {
        self.base
            .run(TransactionMode::ReadOnly, async |tx| {
                let cursor = tx.store(META).map_err(sorted)?.get(CURSOR.into()).await.map_err(sorted)?;
                Ok(cursor.and_then(|c| c.as_string()))
            })
            .await
    }

    /// Puts changed records into their pages and moves the cursor from `from` to `to`, together.
    ///
    /// [`StorageError::Raced`] if another tab has moved the cursor since.
    pub async fn apply(&self, changes: &[Change<'_>], from: Option<&str>, to: &str) -> Result<(), StorageError> {
        self.base
            .run(TransactionMode::ReadWrite, async |tx| {
                let (meta, pages) = (tx.store(META).map_err(sorted)?, tx.store(PAGES).map_err(sorted)?);
                let found = meta.get(CURSOR.into()).await.map_err(sorted)?.and_then(|c| c.as_string());
                if found.as_deref() == Some(to) {
                    return Ok(());
                }
                if found.as_deref() != from {
                    return Err(StorageError::Raced);
                }
                for (name, changes) in by_page(changes) {
                    let key = JsValue::from_str(name);
                    let before = pages.get(key.clone()).await.map_err(sorted)?;
                    match rewritten(before, &changes)? {
                        Some(page) => drop(pages.put(&page, Some(&key)).await.map_err(sorted)?),
                        None => pages.delete(key).await.map_err(sorted)?,
                    }
                }
                meta.put(&to.into(), Some(&CURSOR.into())).await.map_err(sorted)?;
                Ok(())
            })
            .await
    }

    /// Forgets everything: the next pull starts from nothing. Other databases are out of reach from here.
    pub async fn reset(&self) -> Result<(), StorageError> {
        self.base
            .run(TransactionMode::ReadWrite, async |tx| {
                tx.store(PAGES).map_err(sorted)?.clear().await.map_err(sorted)?;
                tx.store(META).map_err(sorted)?.clear().await.map_err(sorted)
            })
            .await
    }

    /// Deletes the database (a person leaves this phone).
    pub async fn remove(&self) -> Result<(), StorageError> {
        self.base.remove().await
    }

    /// Lets the connection go; the next call opens a new one.
    pub fn close(&self) {
        self.base.close();
    }

    /// Bytes of all pages.
    pub async fn bytes(&self) -> Result<u64, StorageError> {
        self.base
            .run(TransactionMode::ReadOnly, async |tx| {
                let pages = tx.store(PAGES).map_err(sorted)?.get_all(None, None).await.map_err(sorted)?;
                Ok(pages.iter().filter_map(|p| p.dyn_ref::<Uint8Array>()).map(|p| u64::from(p.length())).sum())
            })
            .await
    }
}

fn is_for_a_glance(page: &str, looked_at: &impl Fn(&str) -> bool) -> bool {
    page.split_once('/').is_none_or(|(kind, part)| !MANY.contains(&kind) || looked_at(part))
}

fn by_page<'a, 'b>(changes: &'b [Change<'a>]) -> BTreeMap<&'b str, Vec<&'b Change<'a>>> {
    let mut pages: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        pages.entry(&change.page).or_default().push(change);
    }
    pages
}

/// A page with its changes put in; `None` if nothing is left of it. Texts are joined as they are and not read: what was
/// pulled has been read already, and what lay here was written by this function.
fn rewritten(before: Option<JsValue>, changes: &[&Change<'_>]) -> Result<Option<Uint8Array>, StorageError> {
    let before = before.as_ref().map(text_of).transpose()?;
    let mut page: Page = match &before {
        Some(text) => serde_json::from_str(text).map_err(unreadable)?,
        None => Page::new(),
    };
    for change in changes {
        match change.record {
            Some(record) => drop(page.insert(change.key.clone(), record)),
            None => drop(page.remove(&change.key)),
        }
    }
    if page.is_empty() {
        return Ok(None);
    }
    let text = serde_json::to_vec(&page).map_err(unreadable)?;
    Ok(Some(Uint8Array::from(text.as_slice())))
}

fn text_of(bytes: &JsValue) -> Result<String, StorageError> {
    let bytes =
        bytes.dyn_ref::<Uint8Array>().ok_or_else(|| StorageError::Unreadable("a page is not bytes".to_owned()))?;
    String::from_utf8(bytes.to_vec()).map_err(unreadable)
}

fn unreadable(error: impl std::fmt::Display) -> StorageError {
    StorageError::Unreadable(error.to_string())
}
