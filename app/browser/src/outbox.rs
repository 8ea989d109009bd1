//! What this phone owes the server: database `chengge-outbox`, written with strict durability, hardly ever
//! migrated, never touched by a reset of anything else. An act leaves `Pending` only with a stored receipt.

pub mod entry;

use js_sys::{Array, Reflect};
use rulebook::json;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use web_sys::{CryptoKeyPair, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbTransaction, IdbTransactionMode as Mode};

pub use self::entry::{Composed, Delivery, Outcome, Place, Profile, StoredAct};
use crate::idb::{Handle, StorageError, settled};
use crate::keys::digest;

const NAME: &str = "chengge-outbox";
const VERSION: u32 = 1;
/// Person, key and counter of each enrolment on this phone, by device id.
const PROFILES: &str = "profiles";
/// Signed acts by `[device, n]`.
const ACTS: &str = "acts";
/// Receipts by act id.
const RECEIPTS: &str = "receipts";
/// Receipt codes of signatures given on this phone, by code.
const SLIPS: &str = "slips";
/// How often an append starts over because another tab was first.
const RACES: usize = 64;

/// How long accepted acts are kept for a server restored from a backup: 30 days in milliseconds.
pub const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// The outbox of this phone, all enrolments.
pub struct Outbox {
    handle: Handle,
}

impl Outbox {
    /// The outbox under its usual name.
    pub fn new() -> Self {
        Self::named(NAME)
    }

    /// An outbox under another name (tests).
    pub fn named(name: &str) -> Self {
        Self { handle: Handle::new(name, VERSION, make_stores) }
    }

    /// Every enrolment on this phone.
    ///
    /// # Errors
    /// Why storage failed; so for all functions here.
    pub async fn profiles(&self) -> Result<Vec<Profile>, StorageError> {
        self.handle
            .run(&[PROFILES], Mode::Readonly, |tx| async move {
                let rows: Array = settled(&tx.object_store(PROFILES)?.get_all()?).await?.unchecked_into();
                rows.iter().map(|row| facts_of(&row)).collect()
            })
            .await
    }

    /// One enrolment and its key.
    pub async fn profile(&self, device: &str) -> Result<Option<(Profile, CryptoKeyPair)>, StorageError> {
        let row = self.handle.run(&[PROFILES], Mode::Readonly, |tx| fetch(tx, PROFILES, device.into())).await?;
        if row.is_undefined() {
            return Ok(None);
        }
        Ok(Some((facts_of(&row)?, Reflect::get(&row, &"keys".into())?.unchecked_into())))
    }

    /// Tries whether a key can be stored here at all; leaves nothing behind.
    pub async fn can_keep(&self, keys: &CryptoKeyPair) -> Result<(), StorageError> {
        // No device is called that.
        let key = JsValue::from_str("?");
        self.handle
            .run(&[PROFILES], Mode::Readwrite, |tx| {
                let key = key.clone();
                async move {
                    let store = tx.object_store(PROFILES)?;
                    settled(&store.put_with_key(keys, &key)?).await?;
                    settled(&store.delete(&key)?).await?;
                    Ok(())
                }
            })
            .await
    }

    /// Stores a new enrolment. An existing one under the same id keeps its counter and is left alone.
    pub async fn enrol(&self, profile: &Profile, keys: &CryptoKeyPair) -> Result<(), StorageError> {
        let row = row_of(profile, keys.as_ref())?;
        let key = JsValue::from_str(&profile.device);
        self.handle
            .run(&[PROFILES], Mode::Readwrite, |tx| {
                let (row, key) = (row.clone(), key.clone());
                async move {
                    let store = tx.object_store(PROFILES)?;
                    if settled(&store.get(&key)?).await?.is_undefined() {
                        settled(&store.add_with_key(&row, &key)?).await?;
                    }
                    Ok(())
                }
            })
            .await
    }

    /// Changes what may change in an enrolment: contact, epoch, confirmation. Never the counter.
    pub async fn note(&self, device: &str, change: impl Fn(&mut Profile)) -> Result<(), StorageError> {
        let change = &change;
        self.handle
            .run(&[PROFILES], Mode::Readwrite, |tx| async move {
                let store = tx.object_store(PROFILES)?;
                let key = JsValue::from_str(device);
                let row = settled(&store.get(&key)?).await?;
                if row.is_undefined() {
                    return Ok(());
                }
                let mut profile = facts_of(&row)?;
                let (n, head) = (profile.n, profile.head.clone());
                change(&mut profile);
                (profile.n, profile.head) = (n, head);
                put_profile(&store, &row, &profile).await
            })
            .await
    }

    /// Puts one act at the end of the device's chain and returns once it is on disk.
    ///
    /// `compose` signs for a place before the transaction opens (nothing foreign may be awaited inside);
    /// if another tab took the place meanwhile, it is asked again for the next one.
    pub async fn append<E: From<StorageError>>(
        &self,
        device: &str,
        compose: impl AsyncFn(Place) -> Result<Composed, E>,
    ) -> Result<StoredAct, E> {
        for _ in 0..RACES {
            let Some((profile, _)) = self.profile(device).await? else {
                return Err(StorageError::Unreadable(format!("no enrolment {device}")).into());
            };
            let place = Place { n: profile.n + 1, prev: profile.head };
            let composed = compose(place.clone()).await?;
            match self.take_place(device, &place, &composed).await {
                Err(StorageError::Raced) => {}
                outcome => return Ok(outcome?),
            }
        }
        Err(StorageError::Raced.into())
    }

    /// All acts of one device, oldest first.
    pub async fn acts(&self, device: &str) -> Result<Vec<StoredAct>, StorageError> {
        self.acts_after(device, 0).await
    }

    /// The acts of one device after number `n`, oldest first: numbers only grow, so these are all that came since.
    pub async fn acts_after(&self, device: &str, n: u64) -> Result<Vec<StoredAct>, StorageError> {
        self.handle.run(&[ACTS], Mode::Readonly, |tx| acts_of(tx, device, n + 1, f64::MAX)).await
    }

    /// Stores receipts and the new states together. An act already settled as accepted is not made pending again.
    ///
    /// The acts are read in one request, and no answer of a write is waited for: a write that fails takes the whole
    /// transaction along, and [`Handle::run`] returns only after its end. Two hundred acts cost one turn and not six
    /// hundred.
    pub async fn settle(&self, device: &str, outcomes: &[Outcome]) -> Result<(), StorageError> {
        let Some(first) = outcomes.iter().map(|outcome| outcome.n).min() else { return Ok(()) };
        let last = outcomes.iter().map(|outcome| outcome.n).max().unwrap_or(first) as f64;
        self.handle
            .run(&[ACTS, RECEIPTS], Mode::Readwrite, |tx| async move {
                let (acts, receipts) = (tx.object_store(ACTS)?, tx.object_store(RECEIPTS)?);
                let mut stored = acts_of(tx, device, first, last).await?;
                for outcome in outcomes {
                    let found = stored.binary_search_by_key(&outcome.n, |act| act.n).ok();
                    let Some(act) = found.and_then(|at| stored.get_mut(at)).filter(|act| act.id == outcome.id) else {
                        continue;
                    };
                    if outcome.state != Delivery::Pending {
                        receipts.put_with_key(&outcome.receipt.as_str().into(), &outcome.id.as_str().into())?;
                        act.state = outcome.state;
                    }
                    act.receipt = Some(outcome.receipt.clone());
                    acts.put_with_key(&written(act)?, &act_key(device, outcome.n))?;
                }
                Ok(())
            })
            .await
    }

    /// A server restored from a backup: accepted acts still kept are offered again.
    pub async fn offer_again(&self, device: &str) -> Result<usize, StorageError> {
        self.handle
            .run(&[ACTS], Mode::Readwrite, |tx| async move {
                let store = tx.object_store(ACTS)?;
                let mut count = 0;
                for mut act in acts_of(tx, device, 0, f64::MAX).await? {
                    if act.state != Delivery::Pending {
                        act.state = Delivery::Pending;
                        settled(&store.put_with_key(&written(&act)?, &act_key(device, act.n))?).await?;
                        count += 1;
                    }
                }
                Ok(count)
            })
            .await
    }

    /// Deletes accepted acts made before `before` (ms), each only if its receipt is stored. Receipts stay.
    pub async fn tidy(&self, device: &str, before: i64) -> Result<usize, StorageError> {
        self.handle
            .run(&[ACTS, RECEIPTS], Mode::Readwrite, |tx| async move {
                let (acts, receipts) = (tx.object_store(ACTS)?, tx.object_store(RECEIPTS)?);
                let mut count = 0;
                for act in acts_of(tx.clone(), device, 0, f64::MAX).await? {
                    let old = act.state == Delivery::Accepted && act.at < before;
                    if old && !settled(&receipts.get(&act.id.as_str().into())?).await?.is_undefined() {
                        settled(&acts.delete(&act_key(device, act.n))?).await?;
                        count += 1;
                    }
                }
                Ok(count)
            })
            .await
    }

    /// Marks what came back as looked at.
    pub async fn looked(&self, device: &str) -> Result<(), StorageError> {
        self.handle
            .run(&[ACTS], Mode::Readwrite, |tx| async move {
                let store = tx.object_store(ACTS)?;
                for mut act in acts_of(tx, device, 0, f64::MAX).await? {
                    if !act.looked && matches!(act.state, Delivery::Refused | Delivery::Quarantined) {
                        act.looked = true;
                        settled(&store.put_with_key(&written(&act)?, &act_key(device, act.n))?).await?;
                    }
                }
                Ok(())
            })
            .await
    }

    /// The stored receipt of an act, as JSON text.
    pub async fn receipt(&self, act: &str) -> Result<Option<String>, StorageError> {
        let row = self.handle.run(&[RECEIPTS], Mode::Readonly, |tx| fetch(tx, RECEIPTS, act.into())).await?;
        Ok(row.as_string())
    }

    /// The slips handed out by this phone, as JSON texts.
    pub async fn slips(&self) -> Result<Vec<String>, StorageError> {
        self.handle
            .run(&[SLIPS], Mode::Readonly, |tx| async move {
                let rows: Array = settled(&tx.object_store(SLIPS)?.get_all()?).await?.unchecked_into();
                Ok(rows.iter().filter_map(|row| row.as_string()).collect())
            })
            .await
    }

    /// Lets the connection go; the next call opens a new one.
    pub fn close(&self) {
        self.handle.close();
    }

    async fn take_place(&self, device: &str, place: &Place, composed: &Composed) -> Result<StoredAct, StorageError> {
        let act = StoredAct::new(place.n, composed);
        let (row, head) = (written(&act)?, digest(&act.body));
        let (row, head, stored) = (&row, &head, &act);
        self.handle
            .run(&[PROFILES, ACTS, SLIPS], Mode::Readwrite, |tx| async move {
                let (profiles, acts) = (tx.object_store(PROFILES)?, tx.object_store(ACTS)?);
                let key = act_key(device, place.n);
                let kept = parse_act(&settled(&acts.get(&key)?).await?)?;
                if kept.as_ref().is_some_and(|kept| kept.id == stored.id) {
                    // The first try did commit and only its answer was lost.
                    return Ok(());
                }
                let holder = settled(&profiles.get(&device.into())?).await?;
                let mut profile = facts_of(&holder)?;
                if kept.is_some() || profile.n + 1 != place.n || profile.head != place.prev {
                    return Err(StorageError::Raced);
                }
                settled(&acts.add_with_key(row, &key)?).await?;
                if let Some((code, slip)) = &composed.slip {
                    settled(&tx.object_store(SLIPS)?.put_with_key(&slip.as_str().into(), &code.as_str().into())?)
                        .await?;
                }
                profile.n = place.n;
                profile.head.clone_from(head);
                put_profile(&profiles, &holder, &profile).await
            })
            .await?;
        Ok(act)
    }
}

impl Default for Outbox {
    fn default() -> Self {
        Self::new()
    }
}

fn make_stores(database: &IdbDatabase) -> Result<(), JsValue> {
    let there = database.object_store_names();
    for store in [PROFILES, ACTS, RECEIPTS, SLIPS] {
        if !there.contains(store) {
            database.create_object_store(store)?;
        }
    }
    Ok(())
}

async fn fetch(tx: IdbTransaction, store: &str, key: JsValue) -> Result<JsValue, StorageError> {
    settled(&tx.object_store(store)?.get(&key)?).await
}

/// The acts of a device with numbers from `first` to `last`, oldest first.
async fn acts_of(tx: IdbTransaction, device: &str, first: u64, last: f64) -> Result<Vec<StoredAct>, StorageError> {
    let range = IdbKeyRange::bound(&act_key(device, first), &Array::of2(&device.into(), &last.into()))?;
    let rows: Array = settled(&tx.object_store(ACTS)?.get_all_with_key(&range)?).await?.unchecked_into();
    rows.iter().filter_map(|row| parse_act(&row).transpose()).collect()
}

async fn put_profile(store: &IdbObjectStore, row: &JsValue, profile: &Profile) -> Result<(), StorageError> {
    Reflect::set(row, &"facts".into(), &written(profile)?)?;
    settled(&store.put_with_key(row, &profile.device.as_str().into())?).await?;
    Ok(())
}

fn act_key(device: &str, n: u64) -> JsValue {
    Array::of2(&device.into(), &(n as f64).into()).into()
}

fn row_of(profile: &Profile, keys: &JsValue) -> Result<JsValue, StorageError> {
    let row = js_sys::Object::new();
    Reflect::set(&row, &"facts".into(), &written(profile)?)?;
    Reflect::set(&row, &"keys".into(), keys)?;
    Ok(row.into())
}

fn facts_of(row: &JsValue) -> Result<Profile, StorageError> {
    let text = Reflect::get(row, &"facts".into())?.as_string();
    parse(text.as_deref().unwrap_or_default())
}

fn parse_act(row: &JsValue) -> Result<Option<StoredAct>, StorageError> {
    row.as_string().map(|text| parse(&text)).transpose()
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, StorageError> {
    json::read(text).map_err(|error| StorageError::Unreadable(error.to_string()))
}

fn written(value: &impl Serialize) -> Result<JsValue, StorageError> {
    let text = serde_json::to_string(value).map_err(|error| StorageError::Unreadable(error.to_string()))?;
    Ok(JsValue::from_str(&text))
}
