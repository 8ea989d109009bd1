//! The phone as one thing: its stores, who is in use, and the signals that follow from them. Everything shown is
//! read back from the stores, so that what a page says is what would survive the battery.

mod reading;
mod resting;
mod shown;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use app::ports::Me;
use futures_channel::oneshot;
use futures_util::future::try_join3;
use leptos::prelude::*;
use rulebook::json;
use rulebook::sync::{Holding, Law};
use rulebook::{Act, Millis, Moment};
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use web_sys::CryptoKeyPair;

use self::shown::{errands, slips_of};
use crate::board::Board;
use crate::door::Door;
use crate::files;
use crate::idb::StorageError;
use crate::news::Ear;
use crate::outbox::{Delivery, Outbox, Profile, StoredAct};
use crate::replica::Replica;
use crate::settings;
use crate::sync::Runner;
use crate::tabs::{Notice, Tabs};

/// A clock this far off is worth saying, in milliseconds.
const CLOCK_OFF_MS: i64 = 10 * 60 * 1000;

/// The person in use and all that is theirs.
pub struct Session {
    /// What the outbox says of the enrolment; its counter there is the one that counts.
    pub profile: RefCell<Profile>,
    /// Their key.
    pub keys: CryptoKeyPair,
    /// Their records.
    pub replica: Replica,
    /// Their way to the server.
    pub door: Door,
    /// Where the records on screen stand; the store may be ahead of them if another tab pulled.
    pub shown: RefCell<Option<String>>,
    /// How far the ledger had come, by the server's word, when the records on screen were whole.
    pub drawn: Cell<u64>,
    tabs: Tabs,
}

/// This phone.
pub struct Handset {
    /// What is owed.
    pub outbox: Outbox,
    /// What is shown.
    pub board: Board,
    /// The sync runner's state.
    pub runner: Runner,
    /// What the server tells by itself.
    pub ear: Ear,
    session: RefCell<Option<Rc<Session>>>,
    /// The whole law, once the file of those in office is here.
    law: Cell<Option<Law>>,
    stale: Cell<bool>,
    showing: Cell<bool>,
    /// Acts made in this tab so far.
    made: Cell<u32>,
    /// Who waits until everything that is stored has been read.
    waiting: RefCell<Vec<oneshot::Sender<()>>>,
}

/// A receipt of the person's own, as stored.
#[derive(Serialize, Deserialize)]
pub struct KeptSlip {
    /// Sixteen characters.
    pub code: String,
    /// Title of the topic.
    pub title: String,
    /// When, ms.
    pub at: i64,
    /// Whose.
    pub device: String,
}

impl Session {
    /// Device id.
    pub fn device(&self) -> String {
        self.profile.borrow().device.clone()
    }

    /// Best guess of the server's clock.
    pub fn now(&self) -> Millis {
        Millis(here() + self.profile.borrow().offset)
    }

    /// Tells the other tabs of this person.
    pub fn tell(&self, notice: Notice) {
        self.tabs.tell(notice);
    }
}

impl Handset {
    /// A phone with nobody in use yet.
    pub fn new(board: Board) -> Self {
        Self {
            outbox: Outbox::new(),
            board,
            runner: Runner::default(),
            ear: Ear::default(),
            session: RefCell::new(None),
            law: Cell::new(None),
            stale: Cell::new(false),
            showing: Cell::new(false),
            made: Cell::new(0),
            waiting: RefCell::default(),
        }
    }

    /// Who is in use.
    pub fn session(&self) -> Option<Rc<Session>> {
        self.session.borrow().clone()
    }

    /// Whether this is still the person in use.
    pub fn is_in_use(&self, session: &Session) -> bool {
        self.session.borrow().as_ref().is_some_and(|current| std::ptr::eq(Rc::as_ptr(current), session))
    }

    /// Takes up the person used last, or the only one, and shows what a first look needs of what is stored of them; the
    /// rest is [`Self::reload`]'s. Asks no network.
    ///
    /// # Errors
    /// Why storage failed.
    pub async fn wake(self: &Rc<Self>) -> Result<(), StorageError> {
        let profiles = self.outbox.profiles().await?;
        let wanted = settings::device();
        let chosen = profiles.iter().find(|p| Some(&p.device) == wanted.as_ref()).or(profiles.last());
        let Some(profile) = chosen else { return Ok(()) };
        match self.put_in_use(&profile.device).await? {
            Some(session) => self.glance(&session).await,
            None => Ok(()),
        }
    }

    /// Makes `device` the person in use.
    ///
    /// # Errors
    /// Why storage failed.
    pub async fn take_up(self: &Rc<Self>, device: &str) -> Result<(), StorageError> {
        match self.put_in_use(device).await? {
            Some(_) => self.reload().await,
            None => Ok(()),
        }
    }

    async fn put_in_use(self: &Rc<Self>, device: &str) -> Result<Option<Rc<Session>>, StorageError> {
        let session = self.open(device).await?.map(Rc::new);
        if let Some(session) = &session {
            settings::set_device(device);
            *self.session.borrow_mut() = Some(session.clone());
        }
        Ok(session)
    }

    /// Somebody enrolled here, ready to act, whether in use or not.
    ///
    /// # Errors
    /// Why storage failed.
    pub async fn open(self: &Rc<Self>, device: &str) -> Result<Option<Session>, StorageError> {
        let Some((profile, keys)) = self.outbox.profile(device).await? else { return Ok(None) };
        let (ear, whose) = (Rc::downgrade(self), device.to_owned());
        let tabs = Tabs::join(device, move |notice| {
            let Some(handset) = ear.upgrade() else { return };
            if handset.session().is_some_and(|session| session.device() == whose) {
                spawn_local(async move { handset.heard(notice).await });
            }
        });
        Ok(Some(Session {
            replica: Replica::of(device),
            door: Door::new(device, &profile.server_key),
            keys,
            tabs,
            drawn: Cell::new(profile.seen),
            profile: RefCell::new(profile),
            shown: RefCell::default(),
        }))
    }

    /// Shows outbox, profiles and clock as they stand.
    ///
    /// # Errors
    /// Why storage failed.
    pub async fn show(&self) -> Result<(), StorageError> {
        let Some(session) = self.session() else { return Ok(()) };
        let device = session.device();
        let outbox = &self.outbox;
        let (acts, profiles, slips) = loop {
            let made = self.made.get();
            let read = try_join3(outbox.acts(&device), outbox.profiles(), outbox.slips()).await?;
            // An act made meanwhile is on screen: a list without it would take it back for a moment.
            if made == self.made.get() {
                break read;
            }
        };
        if let Some(fresh) = profiles.iter().find(|p| p.device == device) {
            let complete = session.profile.borrow().complete;
            let cleared = fresh.complete && !complete && self.board.known.with_untracked(|h| h.community().is_empty());
            *session.profile.borrow_mut() = Profile { complete: fresh.complete && !cleared, ..fresh.clone() };
        }
        // Nothing is decided on a glance.
        if !self.board.reading.get_untracked() {
            self.reconcile(&session, &acts);
        }
        // An act of an office was made here, so its file was here and is kept.
        if self.board.known.with_untracked(Holding::lacks_law) {
            self.learn().await;
        }
        let board = &self.board;
        board.now.set(session.now());
        let errands =
            board.errands.with_untracked(|old| board.known.with_untracked(|known| errands(&acts, known, old)));
        tell(board.errands, errands);
        tell(board.slips, slips_of(&slips, &device));
        let me = self.me(&session.profile.borrow());
        if !me.name.is_empty() && session.profile.borrow().name != me.name {
            // For the list of people on this phone while somebody else's records are loaded.
            self.outbox.note(&device, |profile| profile.name.clone_from(&me.name)).await?;
            session.profile.borrow_mut().name.clone_from(&me.name);
        }
        tell(board.me, Some(me));
        tell(board.profiles, profiles.iter().map(|profile| self.me(profile)).collect());
        tell(board.complete, session.profile.borrow().complete);
        self.count(&session.profile.borrow(), &acts);
        Ok(())
    }

    /// Fetches what those in office need, once: their part of the law, and with it their pages.
    pub async fn learn(&self) {
        if self.law.get().is_some() {
            return;
        }
        let Ok(law) = files::law().await else { return log("the file for those in office could not be had") };
        self.law.set(Some(law));
        self.board.known.update(|holding| holding.learn(law));
    }

    /// Whether the person in use holds a post today or runs an election.
    pub fn is_in_office(&self) -> bool {
        let Some(session) = self.session() else { return false };
        let (person, day) = (session.profile.borrow().person.as_str().into(), session.now().day());
        self.board.known.with_untracked(|holding| {
            let community = holding.community();
            community.posts(&person, day).next().is_some() || community.elections_run_by(&person).next().is_some()
        })
    }

    /// An act of this tab is in the outbox: shows what it changes and that it waits, in the same moment. It counts even if
    /// another tab's act got in its way.
    pub fn predict(self: &Rc<Self>, stored: &StoredAct, moment: Moment) {
        self.made.set(self.made.get().wrapping_add(1));
        let is_new =
            |act: &Act| self.board.known.with_untracked(|holding| holding.waiting().all(|(w, _)| w.id != act.id));
        if let Some(act) = decoded(stored).filter(is_new) {
            let at = act.at;
            self.board.known.update(|holding| {
                if holding.take(act.clone(), moment).is_err() {
                    holding.resume(act);
                }
            });
            self.board.delivery.update(|delivery| {
                delivery.pending = delivery.pending.saturating_add(1);
                delivery.oldest = Some(delivery.oldest.map_or(at, |oldest| oldest.min(at)));
            });
        }
        self.show_soon();
    }

    /// Shows soon; a thousand acts in one go are read back a few times, not a thousand.
    pub fn show_soon(self: &Rc<Self>) {
        self.stale.set(true);
        if self.showing.replace(true) {
            return;
        }
        let handset = self.clone();
        spawn_local(async move {
            while handset.stale.replace(false) {
                if let Err(error) = handset.show().await {
                    log(&format!("the outbox could not be read back: {error}"));
                }
            }
            handset.showing.set(false);
        });
    }

    /// Another tab changed something.
    async fn heard(&self, notice: Notice) {
        let delivery = self.board.delivery;
        let before = delivery.with_untracked(|d| d.last_contact);
        let done = match notice {
            Notice::Synced => self.reload().await,
            Notice::Act | Notice::Profile => self.show().await,
        };
        // It reached the server from this very phone: nobody here is cut off.
        if delivery.with_untracked(|d| d.last_contact > before && !d.connected) {
            delivery.update(|d| d.connected = true);
        }
        if let Err(error) = done {
            log(&format!("another tab's change could not be read: {error}"));
        }
    }

    fn count(&self, profile: &Profile, acts: &[StoredAct]) {
        let pending = acts.iter().filter(|act| act.state == Delivery::Pending);
        let oldest = pending.clone().map(|act| Millis(act.at)).min();
        let returned = |act: &&StoredAct| !act.looked && matches!(act.state, Delivery::Refused | Delivery::Quarantined);
        let demo = self.board.known.with_untracked(|h| h.community().quarter().is_some_and(|q| q.demo));
        self.board.delivery.update(|delivery| {
            delivery.pending = u32::try_from(pending.count()).unwrap_or(u32::MAX);
            delivery.oldest = oldest;
            delivery.returned = u32::try_from(acts.iter().filter(returned).count()).unwrap_or(u32::MAX);
            delivery.last_contact = (profile.contact_at > 0).then_some(Millis(profile.contact_at));
            // A demo community lives at a moment of its own.
            delivery.clock_off = !demo && profile.offset.abs() > CLOCK_OFF_MS;
            delivery.revoked = profile.revoked;
        });
    }

    fn me(&self, profile: &Profile) -> Me {
        let person = profile.person.as_str().into();
        let known = self.board.known.with_untracked(|holding| holding.community().name_of(&person));
        Me {
            name: known.unwrap_or_else(|| profile.name.clone()),
            person,
            device: profile.device.as_str().into(),
            pending: profile.waiting,
        }
    }
}

/// Says what is new. What is as it was is not said again: each page would be drawn anew after every look at the server.
fn tell<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}

/// This phone's own clock, ms since 1970.
pub fn here() -> i64 {
    js_sys::Date::now() as i64
}

/// A line for whoever looks into the browser's console. Never personal.
pub fn log(line: &str) {
    leptos::logging::warn!("chengge: {line}");
}

/// The act of a stored row, with its openings; `None` if this build cannot read it (it still goes to the server).
pub fn decoded(stored: &StoredAct) -> Option<Act> {
    let mut act: Act = json::read(&stored.body).ok()?;
    act.openings = json::read(&stored.sidecar).ok()?;
    Some(act)
}
