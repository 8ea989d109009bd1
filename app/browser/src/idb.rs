//! The mortal handle: IndexedDB connections die (phones close them, other tabs ask them to go, disks
//! fill up), so every transaction runs under a time-out, is tried once more on a fresh connection,
//! and then fails loudly. Nothing here knows what is stored.

use std::cell::RefCell;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use futures_util::future::select;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, Event, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

/// Longest wait for one transaction, in milliseconds. Generous: a cheap phone under memory pressure needs seconds.
pub const PATIENCE_MS: u32 = 8_000;

/// Why the phone could not store or read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageError {
    /// This browser has no IndexedDB here (private window, in-app browser).
    Missing,
    /// The disk or the quota is full; nothing was written.
    Full,
    /// No answer within [`PATIENCE_MS`], twice.
    TimedOut,
    /// The connection was lost, twice. Carries the browser's words for the log.
    Lost(String),
    /// Another tab took the same place first; the caller may try again with fresh facts.
    Raced,
    /// Stored bytes are not what this build wrote. Carries the detail for the log.
    Unreadable(String),
    /// Anything else the browser said.
    Broken(String),
}

impl StorageError {
    /// Sorts what the browser threw.
    pub fn from_js(value: &JsValue) -> Self {
        let (name, message) = match value.dyn_ref::<DomException>() {
            Some(exception) => (exception.name(), exception.message()),
            None => (text_of(value, "name"), text_of(value, "message")),
        };
        Self::named(&name, &message)
    }

    /// Sorts by the exception's name and message.
    pub fn named(name: &str, message: &str) -> Self {
        let said = format!("{name}: {message}");
        match name {
            "QuotaExceededError" => Self::Full,
            "InvalidStateError" | "UnknownError" => Self::Lost(said),
            _ if said.contains("QuotaExceeded") => Self::Full,
            _ if said.contains("InvalidState") || said.contains("connection") => Self::Lost(said),
            _ => Self::Broken(said),
        }
    }

    /// Whether a fresh connection may help.
    pub fn is_mortal(&self) -> bool {
        matches!(self, Self::TimedOut | Self::Lost(_))
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl From<JsValue> for StorageError {
    fn from(value: JsValue) -> Self {
        Self::from_js(&value)
    }
}

#[wasm_bindgen]
extern "C" {
    /// A database that takes the durability option, which `web_sys` still calls unstable.
    #[wasm_bindgen(extends = Object)]
    type Durable;
    #[wasm_bindgen(method, catch)]
    fn transaction(this: &Durable, names: &Array, mode: &JsValue, options: &Object) -> Result<IdbTransaction, JsValue>;
}

/// One database by name, opened when needed, reopened when it died.
pub struct Handle {
    name: String,
    version: u32,
    upgrade: fn(&IdbDatabase) -> Result<(), JsValue>,
    database: Rc<RefCell<Option<IdbDatabase>>>,
}

impl Handle {
    /// A handle that opens nothing yet. `upgrade` must add what is missing and touch nothing that is there.
    pub fn new(name: &str, version: u32, upgrade: fn(&IdbDatabase) -> Result<(), JsValue>) -> Self {
        Self { name: name.to_owned(), version, upgrade, database: Rc::default() }
    }

    /// Runs `body` in one strict transaction over `stores` and returns only after `oncomplete`.
    ///
    /// `body` may run twice (a dead connection, a lost answer), so it must be idempotent, and may await
    /// nothing but requests of its own transaction.
    ///
    /// # Errors
    /// Whatever `body` said (its transaction is then aborted), or why storage failed.
    pub async fn run<T, F, Fut>(&self, stores: &[&str], mode: IdbTransactionMode, body: F) -> Result<T, StorageError>
    where
        F: Fn(IdbTransaction) -> Fut,
        Fut: Future<Output = Result<T, StorageError>>,
    {
        let kept = Kept::new();
        self.twice(stores, mode, &|tx| kept.of(body(tx))).await?;
        kept.taken()
    }

    /// Lets the connection go; the next call opens a new one.
    pub fn close(&self) {
        if let Some(database) = self.database.borrow_mut().take() {
            database.close();
        }
    }

    /// One copy of the whole ceremony for all bodies: each of them would bring its own to the phone.
    async fn twice<'a>(
        &self,
        stores: &[&str],
        mode: IdbTransactionMode,
        body: &dyn Fn(IdbTransaction) -> Work<'a>,
    ) -> Result<(), StorageError> {
        match self.attempt(stores, mode, body).await {
            Err(error) if error.is_mortal() => {
                self.close();
                self.attempt(stores, mode, body).await
            }
            outcome => outcome,
        }
    }

    async fn attempt<'a>(
        &self,
        stores: &[&str],
        mode: IdbTransactionMode,
        body: &dyn Fn(IdbTransaction) -> Work<'a>,
    ) -> Result<(), StorageError> {
        let database = within(PATIENCE_MS, self.open()).await??;
        let names: Array = stores.iter().copied().map(JsValue::from_str).collect();
        let strict = Object::new();
        Reflect::set(&strict, &"durability".into(), &"strict".into())?;
        let tx = database.unchecked_into::<Durable>().transaction(&names, &JsValue::from(mode), &strict)?;
        // Both ears are put on before the first request: a late one would never hear the end.
        let end = ended(&tx);
        match within(PATIENCE_MS, body(tx.clone())).await {
            Ok(Ok(())) => within(PATIENCE_MS, end).await?,
            Ok(Err(error)) | Err(error) => {
                // Already gone if the failing request took the transaction with it.
                let _ = tx.abort();
                Err(error)
            }
        }
    }

    async fn open(&self) -> Result<IdbDatabase, StorageError> {
        if let Some(database) = self.database.borrow().as_ref() {
            return Ok(database.clone());
        }
        let request = factory()?.open_with_u32(&self.name, self.version)?;
        let upgrade = self.upgrade;
        let asked: IdbOpenDbRequest = request.clone();
        let on_upgrade = Closure::<dyn FnMut(Event)>::new(move |_| {
            let result = asked.result().and_then(|r| r.dyn_into::<IdbDatabase>()).and_then(|db| upgrade(&db));
            if result.is_err()
                && let Some(tx) = asked.transaction()
            {
                // A half-made schema must not be committed; the open then fails and says so.
                let _ = tx.abort();
            }
        });
        request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        let database: IdbDatabase = settled(&request).await?.dyn_into().map_err(|_| StorageError::Missing)?;
        self.watch(&database);
        *self.database.borrow_mut() = Some(database.clone());
        Ok(database)
    }

    /// Forgets the connection when the browser closes it or another tab needs a new version.
    fn watch(&self, database: &IdbDatabase) {
        let slot = Rc::downgrade(&self.database);
        let dying = database.clone();
        let gone = Closure::<dyn FnMut(Event)>::new(move |_| {
            dying.close();
            if let Some(slot) = slot.upgrade() {
                slot.borrow_mut().take();
            }
        })
        .into_js_value();
        database.set_onversionchange(Some(gone.unchecked_ref()));
        database.set_onclose(Some(gone.unchecked_ref()));
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.close();
    }
}

/// Waits for one request. The browser's own resolver is the handler, so nothing leaks and nothing is rejected unheard.
///
/// # Errors
/// Why the request failed.
pub async fn settled(request: &IdbRequest) -> Result<JsValue, StorageError> {
    let event = heard(ear(|done| {
        request.set_onsuccess(Some(done));
        request.set_onerror(Some(done));
    }))
    .await?;
    if event.type_() == "success" {
        return Ok(request.result()?);
    }
    match request.error() {
        Ok(Some(exception)) => Err(StorageError::named(&exception.name(), &exception.message())),
        _ => Err(StorageError::Lost("request failed without a reason".to_owned())),
    }
}

/// Runs `work`, at most `ms` milliseconds.
///
/// # Errors
/// [`StorageError::TimedOut`].
pub async fn within<T>(ms: u32, work: impl Future<Output = T>) -> Result<T, StorageError> {
    let mut value = None;
    {
        let kept = std::pin::pin!(async { value = Some(work.await) });
        until(ms, kept).await;
    }
    value.ok_or(StorageError::TimedOut)
}

async fn until(ms: u32, work: Pin<&mut dyn Future<Output = ()>>) {
    select(work, TimeoutFuture::new(ms)).await;
}

/// Lets the browser draw and hear what is waiting, then goes on. Where it can say so itself, ahead of other work: a
/// timer of 0 ms soon takes 4. Never inside a transaction, which would be over by then.
pub(crate) async fn breathe() {
    if let Some(turn) = own_turn() {
        // Never refused; and if it were, the work would go on all the same.
        let _ = JsFuture::from(turn).await;
    } else {
        TimeoutFuture::new(0).await;
    }
}

/// Work that may be long, in turns that are short on a slow phone as well: what is drawn or tapped waits no longer.
pub(crate) struct Turns(f64);

/// How long one turn may last, in milliseconds, before the browser is let in. A step that is begun is finished.
const TURN_MS: f64 = 10.0;

impl Turns {
    /// The first turn begins now.
    pub(crate) fn begin() -> Self {
        Self(js_sys::Date::now())
    }

    /// Between two steps: lets the browser in if this turn has lasted long enough.
    pub(crate) async fn step(&mut self) {
        if js_sys::Date::now() - self.0 >= TURN_MS {
            breathe().await;
            self.0 = js_sys::Date::now();
        }
    }
}

/// `scheduler.yield()`, which `web_sys` does not know yet.
fn own_turn() -> Option<Promise> {
    let scheduler = Reflect::get(&js_sys::global(), &"scheduler".into()).ok()?;
    let function: js_sys::Function = Reflect::get(&scheduler, &"yield".into()).ok()?.dyn_into().ok()?;
    function.call0(&scheduler).ok()?.dyn_into().ok()
}

/// Work on one transaction, of whatever kind.
pub(crate) type Work<'a> = Pin<Box<dyn Future<Output = Result<(), StorageError>> + 'a>>;

/// Where such work leaves what it found.
pub(crate) struct Kept<T>(Rc<RefCell<Option<T>>>);

impl<T> Kept<T> {
    /// Nothing found yet.
    pub(crate) fn new() -> Self {
        Self(Rc::default())
    }

    /// Work that leaves its value here.
    pub(crate) fn of<'a>(&self, work: impl Future<Output = Result<T, StorageError>> + 'a) -> Work<'a>
    where
        T: 'a,
    {
        let kept = Rc::clone(&self.0);
        Box::pin(async move {
            let value = work.await?;
            *kept.borrow_mut() = Some(value);
            Ok(())
        })
    }

    /// What the work left.
    pub(crate) fn taken(self) -> Result<T, StorageError> {
        self.0.take().ok_or(StorageError::TimedOut)
    }
}

/// Deletes a whole database and waits until it is gone.
///
/// # Errors
/// If another tab keeps it open for longer than [`PATIENCE_MS`].
pub async fn delete_database(name: &str) -> Result<(), StorageError> {
    let request = factory()?.delete_database(name)?;
    within(PATIENCE_MS, settled(&request)).await??;
    Ok(())
}

fn factory() -> Result<IdbFactory, StorageError> {
    // Read from the global object, so that the same code runs in a window and in a worker.
    let found = Reflect::get(&js_sys::global(), &"indexedDB".into())?;
    found.dyn_into().map_err(|_| StorageError::Missing)
}

/// Resolves when the transaction is committed; an error when it was aborted.
fn ended(tx: &IdbTransaction) -> impl Future<Output = Result<(), StorageError>> + use<> {
    let end = ear(|done| {
        tx.set_oncomplete(Some(done));
        tx.set_onabort(Some(done));
    });
    let tx = tx.clone();
    async move {
        if heard(end).await?.type_() == "complete" {
            return Ok(());
        }
        Err(match tx.error() {
            Some(exception) => StorageError::named(&exception.name(), &exception.message()),
            None => StorageError::Lost("aborted".to_owned()),
        })
    }
}

/// Hands out the resolver of a fresh promise as an event handler, at once.
fn ear(attach: impl FnOnce(&js_sys::Function)) -> Promise {
    let mut attach = Some(attach);
    Promise::new(&mut |resolve, _reject| {
        if let Some(attach) = attach.take() {
            attach(&resolve);
        }
    })
}

async fn heard(ear: Promise) -> Result<Event, StorageError> {
    Ok(JsFuture::from(ear).await?.unchecked_into())
}

fn text_of(value: &JsValue, field: &str) -> String {
    Reflect::get(value, &field.into()).ok().and_then(|v| v.as_string()).unwrap_or_else(|| format!("{value:?}"))
}
