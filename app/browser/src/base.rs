//! A rexie database that may die: opened when needed, tried once more on a fresh connection, and never called
//! committed unless it was. For what may be lost (records, drafts, blobs); the outbox has its own, stricter handle.

use std::cell::RefCell;
use std::rc::Rc;

use rexie::{ObjectStore, Rexie, Transaction, TransactionMode, TransactionResult};

use crate::idb::{Kept, PATIENCE_MS, StorageError, Work, delete_database, within};

/// Schema version of all of them. A new version must list every store that is to live on: rexie deletes the others.
const VERSION: u32 = 1;

/// One database with its stores.
pub struct Base {
    name: String,
    stores: &'static [&'static str],
    database: RefCell<Option<Rc<Rexie>>>,
}

impl Base {
    /// A database that is not opened yet.
    pub fn new(name: &str, stores: &'static [&'static str]) -> Self {
        Self { name: name.to_owned(), stores, database: RefCell::new(None) }
    }

    /// One transaction over all stores. `body` may run twice, awaits nothing but requests of its transaction, and ends
    /// with one (rexie never hears the end of a transaction that was over before it listened).
    ///
    /// # Errors
    /// Whatever `body` said, or why storage failed; nothing was changed then.
    pub async fn run<T>(
        &self,
        mode: TransactionMode,
        body: impl AsyncFn(&Transaction) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        let (kept, body) = (Kept::new(), &body);
        self.twice(mode, &|tx| kept.of(async move { body(&tx).await })).await?;
        kept.taken()
    }

    /// Lets the connection go; the next call opens a new one.
    pub fn close(&self) {
        if let Some(database) = self.database.take().and_then(Rc::into_inner) {
            database.close();
        }
    }

    /// Deletes the database.
    ///
    /// # Errors
    /// If another tab keeps it.
    pub async fn remove(&self) -> Result<(), StorageError> {
        self.close();
        delete_database(&self.name).await
    }

    /// One copy of the whole ceremony for all bodies: each of them would bring its own to the phone.
    async fn twice<'a>(
        &self,
        mode: TransactionMode,
        body: &dyn Fn(Rc<Transaction>) -> Work<'a>,
    ) -> Result<(), StorageError> {
        match self.attempt(mode, body).await {
            Err(error) if error.is_mortal() => {
                self.close();
                self.attempt(mode, body).await
            }
            outcome => outcome,
        }
    }

    async fn attempt<'a>(
        &self,
        mode: TransactionMode,
        body: &dyn Fn(Rc<Transaction>) -> Work<'a>,
    ) -> Result<(), StorageError> {
        let database = self.open().await?;
        let tx = Rc::new(database.transaction(self.stores, mode).map_err(sorted)?);
        let worked = within(PATIENCE_MS, body(tx.clone())).await.and_then(|worked| worked);
        // The work is over and was dropped with its hold on the transaction.
        let tx =
            Rc::into_inner(tx).ok_or_else(|| StorageError::Broken("a transaction outlived its work".to_owned()))?;
        if let Err(error) = worked {
            // Gone already if the failing request took it along; then there is nothing to abort.
            let _ = within(PATIENCE_MS, tx.abort()).await;
            return Err(error);
        }
        // `done` answers Ok for an aborted transaction too.
        match within(PATIENCE_MS, tx.done()).await?.map_err(sorted)? {
            TransactionResult::Committed => Ok(()),
            TransactionResult::Aborted => Err(StorageError::Full),
        }
    }

    async fn open(&self) -> Result<Rc<Rexie>, StorageError> {
        if let Some(database) = self.database.borrow().as_ref() {
            return Ok(database.clone());
        }
        let builder = Rexie::builder(&self.name).version(VERSION);
        let builder = self.stores.iter().fold(builder, |b, store| b.add_object_store(ObjectStore::new(store)));
        let database = Rc::new(within(PATIENCE_MS, builder.build()).await?.map_err(sorted)?);
        *self.database.borrow_mut() = Some(database.clone());
        Ok(database)
    }
}

/// rexie wraps the browser's words; the name of the exception still stands in them.
pub(crate) fn sorted(error: rexie::Error) -> StorageError {
    StorageError::named("rexie", &format!("{error:?}"))
}
