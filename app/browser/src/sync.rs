//! The sync runner: one tab at a time pushes what is owed, then pulls what is new, page by page, and stops nowhere
//! that it could not go on from. Only a proven receipt moves an act; every other ending is "try again later".

mod queue;
mod round;
mod unshown;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::select;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use rulebook::sync::plan::{Patience, Trouble as Setback};
use rulebook::sync::{Limits, PROTOCOL_TOO_OLD};
use wasm_bindgen_futures::spawn_local;

use crate::door::Trouble;
use crate::handset::{Handset, Session, log};
use crate::idb::StorageError;
use crate::keys;
use crate::locks::{Claim, claim};
use crate::outbox::Delivery;
use crate::tabs::Notice;
use crate::{news, worker};

/// How long another tab may hold the lock before this one goes on without it.
const BUSY_TRIES: u32 = 80;
const BUSY_WAIT_MS: u32 = 250;
/// Answers of the server that end a device's life here; the outbox stays.
const ENDED: [&str; 2] = ["DEVICE_REVOKED", "DEVICE_UNKNOWN"];

/// The build that this code was made from.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");

/// What the runner remembers between rounds.
pub struct Runner {
    running: Cell<bool>,
    wanted: Cell<bool>,
    wake: RefCell<Option<oneshot::Sender<()>>>,
    limits: Cell<Limits>,
    patience: Cell<Patience>,
    changed: Cell<bool>,
}

/// Why a round ended early.
#[derive(Debug)]
pub enum Stop {
    /// The way to the server.
    Door(Trouble),
    /// This phone's storage.
    Store(StorageError),
}

impl Default for Runner {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            running: Cell::new(false),
            wanted: Cell::new(false),
            wake: RefCell::default(),
            limits: Cell::new(limits),
            patience: Cell::new(Patience::fresh(limits)),
            changed: Cell::new(false),
        }
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Door(trouble)
    }
}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Self {
        Self::Store(error)
    }
}

/// Something may have changed, or the network may be back: sync now, waking a runner that waits.
pub fn trigger(handset: &Rc<Handset>) {
    let runner = &handset.runner;
    runner.wanted.set(true);
    if let Some(wake) = runner.wake.take() {
        let _ = wake.send(());
    }
    if !runner.running.replace(true) {
        let handset = handset.clone();
        spawn_local(async move {
            run(&handset).await;
            handset.runner.running.set(false);
        });
    }
}

/// One round now, for an act that must know what became of it. Waits for a round of this tab that is under way.
///
/// # Errors
/// Why the server was not reached.
pub async fn once(handset: &Rc<Handset>) -> Result<(), Stop> {
    let Some(session) = handset.session() else { return Ok(()) };
    attempt(handset, &session).await
}

async fn run(handset: &Rc<Handset>) {
    while handset.runner.wanted.replace(false) {
        let Some(session) = handset.session() else { return };
        let runner = &handset.runner;
        match attempt(handset, &session).await {
            Ok(()) => {
                runner.patience.set(Patience::fresh(runner.limits.get()));
                others(handset, &session).await;
            }
            Err(stop) => {
                log(&format!("sync: {stop:?}"));
                if matches!(stop, Stop::Door(Trouble::Denied(_))) {
                    // A no is an answer: asked again at the next occasion, not in a loop.
                    continue;
                }
                let luck = keys::random::<4>().map(u32::from_be_bytes).unwrap_or_default();
                runner.patience.set(runner.patience.get().after(setback(&stop), luck));
                rest(runner).await;
                let owed = handset.board.delivery.with_untracked(|d| d.pending > 0);
                if owed || !session.profile.borrow().complete {
                    runner.wanted.set(true);
                }
            }
        }
    }
}

/// Whoever else is enrolled on this phone and left something behind: it goes up under their own key.
async fn others(handset: &Rc<Handset>, current: &Session) {
    for profile in handset.outbox.profiles().await.unwrap_or_default() {
        if profile.device == current.device() || profile.revoked || profile.waiting {
            continue;
        }
        let acts = handset.outbox.acts(&profile.device).await.unwrap_or_default();
        if !acts.iter().any(|act| act.state == Delivery::Pending) {
            continue;
        }
        if let Ok(Some(session)) = handset.open(&profile.device).await {
            let _held = lock(&profile.device).await;
            if let Err(stop) = round::round(handset, &session).await {
                log(&format!("sync for another profile: {stop:?}"));
            }
        }
    }
}

/// Waits as long as patience says, or until somebody triggers.
async fn rest(runner: &Runner) {
    let wait = runner.patience.get().wait;
    if wait == 0 || runner.wanted.get() {
        return;
    }
    let (wake, woken) = oneshot::channel();
    *runner.wake.borrow_mut() = Some(wake);
    select(TimeoutFuture::new(wait), woken).await;
    runner.wake.take();
}

fn setback(stop: &Stop) -> Setback {
    match stop {
        Stop::Door(Trouble::Busy(after)) => Setback::Busy(*after),
        Stop::Door(Trouble::TooLarge) => Setback::TooLarge,
        Stop::Door(_) | Stop::Store(_) => Setback::NoConnection,
    }
}

/// One round under the lock, with what it means for the strip.
async fn attempt(handset: &Rc<Handset>, session: &Rc<Session>) -> Result<(), Stop> {
    // What is stored is read once, by the start.
    handset.all_read().await;
    let _held = lock(&session.device()).await;
    handset.board.delivery.update(|delivery| delivery.syncing = true);
    let outcome = round::round(handset, session).await;
    let connected = !matches!(outcome, Err(Stop::Door(Trouble::NoConnection(_) | Trouble::NoKey(_))));
    if let Err(Stop::Door(Trouble::Denied(note))) = &outcome
        && ENDED.contains(&note.code.as_str())
    {
        handset.outbox.note(&session.device(), |profile| profile.revoked = true).await?;
    }
    let outdated = matches!(&outcome, Err(Stop::Door(Trouble::Denied(note))) if note.code == PROTOCOL_TOO_OLD);
    if outdated {
        worker::look_for_update();
    }
    let shown = handset.show().await;
    if outcome.is_ok() && handset.is_in_office() {
        bring_along(handset);
    }
    handset.board.delivery.update(|delivery| {
        delivery.syncing = false;
        delivery.connected = connected;
        delivery.outdated = outdated;
    });
    news::tend(handset);
    // Only what changed is worth reading again; the time of the contact is cheap.
    session.tell(if handset.runner.changed.replace(false) { Notice::Synced } else { Notice::Profile });
    outcome.and(shown.map_err(Stop::from))
}

/// Whoever holds an office has its file brought to the phone while there is network, before it is asked for where there
/// is none.
fn bring_along(handset: &Rc<Handset>) {
    worker::keep_desk();
    let handset = handset.clone();
    spawn_local(async move { handset.learn().await });
}

async fn lock(device: &str) -> Claim {
    for _ in 0..BUSY_TRIES {
        match claim(&format!("chengge-sync-{device}")).await {
            Claim::Busy => TimeoutFuture::new(BUSY_WAIT_MS).await,
            claim => return claim,
        }
    }
    Claim::Unknown
}
