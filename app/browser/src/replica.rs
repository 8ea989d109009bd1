//! What this phone was told: database `chengge-replica-<device>`, disposable. Records lie in pages (many records
//! in one value, by kind and grid), because a page is read and written twenty times faster than its rows.
//! Records and cursor change in one transaction, so a cut never leaves a hole behind the cursor.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::Uint8Array;
use rexie::{ObjectStore, Rexie, Store, Transaction, TransactionMode, TransactionResult};
use serde_json::value::RawValue;
use wasm_bindgen::{JsCast, JsValue};

use crate::idb::{PATIENCE_MS, StorageError, delete_database, within};

const VERSION: u32 = 1;
const PAGES: &str = "pages";
const META: &str = "meta";
const CURSOR: &str = "cursor";

/// One page as stored: record key → record as JSON text.
pub type Page = BTreeMap<String, Box<RawValue>>;

/// One record that changed: where it lies, and its JSON text; `None` = it left this phone's sight.
#[derive(Debug, Clone)]
pub struct Change {
    /// Page it lies in, e.g. `household/g-03`; `None` if only the key is known (a record that leaves).
    pub page: Option<String>,
    /// Record key, unique over the whole community.
    pub key: String,
    /// Record as JSON text.
    pub record: Option<String>,
}

/// The replica of one device.
pub struct Replica {
    name: String,
    database: RefCell<Option<Rc<Rexie>>>,
}

impl Replica {
    /// The replica of `device`; opened when first needed.
    pub fn of(device: &str) -> Self {
        Self { name: format!("chengge-replica-{device}"), database: RefCell::new(None) }
    }

    /// Every page's text and the cursor they stand at.
    ///
    /// # Errors
    /// Why storage failed; so for all functions here.
    pub async fn load(&self) -> Result<(Vec<String>, Option<String>), StorageError> {
        self.run(TransactionMode::ReadOnly, async |tx| {
            let cursor = tx.store(META).map_err(sorted)?.get(CURSOR.into()).await.map_err(sorted)?;
            let pages = tx.store(PAGES).map_err(sorted)?.get_all(None, None).await.map_err(sorted)?;
            let pages: Result<Vec<String>, _> = pages.iter().map(text_of).collect();
            Ok((pages?, cursor.and_then(|c| c.as_string())))
        })
        .await
    }

    /// The cursor alone, cheaply.
    pub async fn cursor(&self) -> Result<Option<String>, StorageError> {
        self.run(TransactionMode::ReadOnly, async |tx| {
            let cursor = tx.store(META).map_err(sorted)?.get(CURSOR.into()).await.map_err(sorted)?;
            Ok(cursor.and_then(|c| c.as_string()))
        })
        .await
    }

    /// Puts changed records into their pages and moves the cursor from `from` to `to`, together.
    ///
    /// [`StorageError::Raced`] if another tab has moved the cursor since.
    pub async fn apply(&self, changes: &[Change], from: Option<&str>, to: &str) -> Result<(), StorageError> {
        self.run(TransactionMode::ReadWrite, async |tx| {
            let (meta, pages) = (tx.store(META).map_err(sorted)?, tx.store(PAGES).map_err(sorted)?);
            let found = meta.get(CURSOR.into()).await.map_err(sorted)?.and_then(|c| c.as_string());
            if found.as_deref() == Some(to) {
                return Ok(());
            }
            if found.as_deref() != from {
                return Err(StorageError::Raced);
            }
            for (name, page) in changed_pages(&pages, changes).await? {
                let key = JsValue::from_str(&name);
                if page.is_empty() {
                    pages.delete(key).await.map_err(sorted)?;
                } else {
                    let text = serde_json::to_vec(&page).map_err(unreadable)?;
                    pages.put(&Uint8Array::from(text.as_slice()), Some(&key)).await.map_err(sorted)?;
                }
            }
            meta.put(&to.into(), Some(&CURSOR.into())).await.map_err(sorted)?;
            Ok(())
        })
        .await
    }

    /// Forgets everything: the next pull starts from nothing. Other databases are out of reach from here.
    pub async fn reset(&self) -> Result<(), StorageError> {
        self.run(TransactionMode::ReadWrite, async |tx| {
            tx.store(PAGES).map_err(sorted)?.clear().await.map_err(sorted)?;
            tx.store(META).map_err(sorted)?.clear().await.map_err(sorted)
        })
        .await
    }

    /// Deletes the database (a person leaves this phone).
    pub async fn remove(&self) -> Result<(), StorageError> {
        self.close();
        delete_database(&self.name).await
    }

    /// Bytes of all pages.
    pub async fn bytes(&self) -> Result<u64, StorageError> {
        self.run(TransactionMode::ReadOnly, async |tx| {
            let pages = tx.store(PAGES).map_err(sorted)?.get_all(None, None).await.map_err(sorted)?;
            Ok(pages.iter().filter_map(|p| p.dyn_ref::<Uint8Array>()).map(|p| u64::from(p.length())).sum())
        })
        .await
    }

    /// Lets the connection go; the next call opens a new one.
    pub fn close(&self) {
        if let Some(database) = self.database.take().and_then(Rc::into_inner) {
            database.close();
        }
    }

    /// One transaction over both stores, tried once more on a fresh connection.
    async fn run<T>(
        &self,
        mode: TransactionMode,
        body: impl AsyncFn(&Transaction) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        match self.attempt(mode, &body).await {
            Err(error) if error.is_mortal() => {
                self.close();
                self.attempt(mode, &body).await
            }
            outcome => outcome,
        }
    }

    async fn attempt<T>(
        &self,
        mode: TransactionMode,
        body: &impl AsyncFn(&Transaction) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let database = self.open().await?;
        let tx = database.transaction(&[PAGES, META], mode).map_err(sorted)?;
        let value = match within(PATIENCE_MS, body(&tx)).await {
            Ok(Ok(value)) => value,
            Ok(Err(error)) | Err(error) => {
                // Gone already if the failing request took it along; then there is nothing to abort.
                let _ = within(PATIENCE_MS, tx.abort()).await;
                return Err(error);
            }
        };
        // `done` answers Ok for an aborted transaction too, and never once it is over: `body` ends with a request.
        match within(PATIENCE_MS, tx.done()).await?.map_err(sorted)? {
            TransactionResult::Committed => Ok(value),
            TransactionResult::Aborted => Err(StorageError::Full),
        }
    }

    async fn open(&self) -> Result<Rc<Rexie>, StorageError> {
        if let Some(database) = self.database.borrow().as_ref() {
            return Ok(database.clone());
        }
        let opening = Rexie::builder(&self.name)
            .version(VERSION)
            .add_object_store(ObjectStore::new(PAGES))
            .add_object_store(ObjectStore::new(META))
            .build();
        let database = Rc::new(within(PATIENCE_MS, opening).await?.map_err(sorted)?);
        *self.database.borrow_mut() = Some(database.clone());
        Ok(database)
    }
}

/// Reads the pages the changes touch and puts the changes in.
async fn changed_pages(store: &Store, changes: &[Change]) -> Result<BTreeMap<String, Page>, StorageError> {
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    if changes.iter().any(|change| change.page.is_none()) {
        // A record that leaves is named by its key alone: look through every page.
        for key in store.get_all_keys(None, None).await.map_err(sorted)? {
            let name = key.as_string().unwrap_or_default();
            let page = read_page(store, &name).await?;
            pages.insert(name, page);
        }
    }
    let mut touched: BTreeMap<String, Page> = BTreeMap::new();
    for change in changes {
        let homes: Vec<String> = match &change.page {
            Some(page) => vec![page.clone()],
            None => pages.iter().filter(|(_, page)| page.contains_key(&change.key)).map(|(name, _)| name.clone()).collect(),
        };
        for home in homes {
            if !touched.contains_key(&home) {
                touched.insert(home.clone(), read_page(store, &home).await?);
            }
            let Some(page) = touched.get_mut(&home) else { continue };
            match &change.record {
                Some(text) => {
                    page.insert(change.key.clone(), RawValue::from_string(text.clone()).map_err(unreadable)?);
                }
                None => {
                    page.remove(&change.key);
                }
            }
        }
    }
    Ok(touched)
}

async fn read_page(store: &Store, name: &str) -> Result<Page, StorageError> {
    match store.get(name.into()).await.map_err(sorted)? {
        Some(bytes) => serde_json::from_str(&text_of(&bytes)?).map_err(unreadable),
        None => Ok(Page::new()),
    }
}

fn text_of(bytes: &JsValue) -> Result<String, StorageError> {
    let bytes = bytes.dyn_ref::<Uint8Array>().ok_or_else(|| StorageError::Unreadable("a page is not bytes".to_owned()))?;
    String::from_utf8(bytes.to_vec()).map_err(unreadable)
}

fn unreadable(error: impl std::fmt::Display) -> StorageError {
    StorageError::Unreadable(error.to_string())
}

/// rexie wraps the browser's words; the name of the exception still stands in them.
pub(crate) fn sorted(error: rexie::Error) -> StorageError {
    StorageError::named("rexie", &format!("{error:?}"))
}
