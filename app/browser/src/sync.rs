//! The sync runner: one tab at a time pushes what is owed, then pulls what is new, page by page, and stops nowhere
//! that it could not go on from. Only a proven receipt moves an act; every other ending is "try again later".

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::select;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use rulebook::Millis;
use rulebook::ids::ActId;
use rulebook::sync::plan::{Patience, Trouble as Setback, batch};
use rulebook::sync::{Answer, Ask, Envelope, Hello, Limits, PROTOCOL, Reply, Reset};
use wasm_bindgen_futures::spawn_local;

use crate::door::Trouble;
use crate::handset::{Handset, Session, here, log};
use crate::idb::StorageError;
use crate::keys;
use crate::locks::{Claim, claim};
use crate::outbox::{Delivery, KEPT_MS, Outcome, StoredAct};
use crate::replica::Change;
use crate::tabs::Notice;

const DOOR: &str = "/api/v1/sync";
/// How long another tab may hold the lock before this one goes on without it.
const BUSY_TRIES: u32 = 80;
const BUSY_WAIT_MS: u32 = 250;
/// Questions in one round at most: a loop that makes no progress ends here.
const MOST_QUESTIONS: usize = 500;
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
            Ok(()) => runner.patience.set(Patience::fresh(runner.limits.get())),
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
    let _held = lock(&session.device()).await;
    handset.board.delivery.update(|delivery| delivery.syncing = true);
    let outcome = round(handset, session).await;
    let connected = !matches!(outcome, Err(Stop::Door(Trouble::NoConnection(_) | Trouble::NoKey(_))));
    if let Err(Stop::Door(Trouble::Denied(note))) = &outcome
        && ENDED.contains(&note.code.as_str())
    {
        handset.outbox.note(&session.device(), |profile| profile.revoked = true).await?;
    }
    let shown = handset.show().await;
    handset.board.delivery.update(|delivery| {
        delivery.syncing = false;
        delivery.connected = connected;
    });
    session.tell(Notice::Synced);
    outcome.and(shown.map_err(Stop::from))
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

/// Questions until nothing is owed and nothing is new.
async fn round(handset: &Handset, session: &Session) -> Result<(), Stop> {
    let mut settled = Vec::new();
    for _ in 0..MOST_QUESTIONS {
        let acts = handset.outbox.acts(&session.device()).await?;
        let owed: Vec<&StoredAct> = acts.iter().filter(|act| act.state == Delivery::Pending).collect();
        let envelopes: Vec<Envelope> = owed.iter().filter_map(|act| envelope(act)).collect();
        let next: Vec<Envelope> = batch(&envelopes, handset.runner.limits.get(), handset.runner.patience.get())
            .into_iter()
            .cloned()
            .collect();
        let cursor = session.replica.cursor().await?;
        let pull = next.len() == envelopes.len();
        let sent = next.len();
        let ask = Ask { hello: hello(session, &owed), acts: next, cursor: cursor.clone(), pull };
        let body = serde_json::to_string(&ask).map_err(|error| StorageError::Unreadable(error.to_string()))?;
        let asked_at = here();
        let reply: Reply = session.door.post(&session.keys, DOOR, &body).await?;
        session.door.keep_nonce(&reply.nonce);
        handset.runner.limits.set(reply.limits);

        let (more, contact) = (reply.more, Contact::of(&reply, asked_at, pull));
        let progress = absorb(handset, session, reply, cursor, &mut settled).await?;
        handset.outbox.note(&session.device(), |profile| contact.note(profile)).await?;
        if let Some(seconds) = progress.retry {
            return Err(Trouble::Busy(Some(seconds)).into());
        }
        let stuck = sent > 0 && progress.finals == 0 && !progress.offered_again;
        if !more && (pull || stuck) && !progress.offered_again {
            break;
        }
    }
    if handset.outbox.tidy(&session.device(), session.now().0 - KEPT_MS).await? > 0 {
        log("accepted acts older than 30 days were let go");
    }
    Ok(())
}

/// What one answer brought.
#[derive(Default)]
struct Progress {
    finals: usize,
    retry: Option<u32>,
    offered_again: bool,
}

/// Stores one answer: receipts with the outbox's states in one transaction, records with the cursor in another.
async fn absorb(
    handset: &Handset,
    session: &Session,
    mut reply: Reply,
    asked: Option<String>,
    settled: &mut Vec<ActId>,
) -> Result<Progress, Stop> {
    let device = session.device();
    let mut progress = Progress::default();
    let known_epoch = session.profile.borrow().epoch.clone();
    let reborn = reply.reset == Some(Reset::Epoch) || (!known_epoch.is_empty() && known_epoch != reply.epoch);
    let gap = reply.receipts.iter().any(|receipt| matches!(receipt.verdict, Answer::Gap { .. }));
    if reborn || gap {
        // The server forgot: whatever it accepted in the last 30 days is offered to it again, in order.
        session.profile.borrow_mut().epoch.clone_from(&reply.epoch);
        progress.offered_again = handset.outbox.offer_again(&device).await? > 0;
    }
    let mut outcomes = Vec::new();
    for receipt in &reply.receipts {
        let state = match &receipt.verdict {
            Answer::Accepted { .. } => Delivery::Accepted,
            Answer::Refused { .. } => Delivery::Refused,
            Answer::Quarantined { .. } => Delivery::Quarantined,
            Answer::Retry { after } => {
                progress.retry = Some((*after).max(progress.retry.unwrap_or(0)));
                continue;
            }
            Answer::Gap { .. } => continue,
        };
        progress.finals += 1;
        settled.push(receipt.id.clone());
        let text = serde_json::to_string(receipt).map_err(|error| StorageError::Unreadable(error.to_string()))?;
        outcomes.push(Outcome { id: receipt.id.0.clone(), n: receipt.n, state, receipt: text });
    }
    if !outcomes.is_empty() {
        handset.outbox.settle(&device, &outcomes).await?;
    }
    // Receipts first, records second: a cut between the two only delays what is shown.
    let raced = store_page(session, &reply, asked).await?;
    if raced {
        // Another tab pulled the same page first: show what it stored.
        handset.reload().await?;
        return Ok(progress);
    }
    let done = if reply.more { Vec::new() } else { std::mem::take(settled) };
    let nothing = done.is_empty() && reply.records.is_empty() && reply.leave.is_empty() && reply.reset.is_none();
    // The person may have been switched while we asked: their records go to their store, not to another's screen.
    if !nothing && handset.is_in_use(session) {
        handset.board.known.update(|holding| {
            if reply.reset.is_some() {
                holding.reset();
            }
            holding.rebase(&done, std::mem::take(&mut reply.records), &reply.leave);
        });
    }
    Ok(progress)
}

/// Records and cursor, together; true if another tab was first.
async fn store_page(session: &Session, reply: &Reply, asked: Option<String>) -> Result<bool, StorageError> {
    let from = if reply.reset.is_some() {
        session.replica.reset().await?;
        None
    } else {
        asked
    };
    let Some(to) = &reply.cursor else { return Ok(false) };
    let unchanged = from.as_ref() == Some(to) && reply.records.is_empty() && reply.leave.is_empty();
    if unchanged {
        return Ok(false);
    }
    let mut changes: Vec<Change> = reply.leave.iter().map(Change::leave).collect();
    for record in &reply.records {
        changes.push(Change::put(record)?);
    }
    match session.replica.apply(&changes, from.as_deref(), to).await {
        Err(StorageError::Raced) => Ok(true),
        outcome => outcome.map(|()| false),
    }
}

/// What an answer says of the server, for the profile.
struct Contact {
    at: i64,
    offset: i64,
    epoch: String,
    seen: Option<u64>,
    pulled: bool,
    more: bool,
}

impl Contact {
    fn of(reply: &Reply, asked_at: i64, pulled: bool) -> Self {
        // The answer's clock was read somewhere between question and answer: half way is the best guess.
        let halfway = asked_at + (here() - asked_at) / 2;
        let seen = (pulled && !reply.more).then_some(reply.head);
        Self {
            at: reply.now.0,
            offset: reply.now.0 - halfway,
            epoch: reply.epoch.clone(),
            seen,
            pulled,
            more: reply.more,
        }
    }

    fn note(&self, profile: &mut crate::outbox::Profile) {
        profile.contact_at = self.at;
        profile.offset = self.offset;
        profile.epoch.clone_from(&self.epoch);
        (profile.waiting, profile.revoked) = (false, false);
        if self.pulled {
            profile.complete = !self.more;
            profile.seen = self.seen.unwrap_or(profile.seen);
        }
    }
}

fn hello(session: &Session, owed: &[&StoredAct]) -> Hello {
    Hello {
        device: session.device().as_str().into(),
        protocol: PROTOCOL,
        build: BUILD.to_owned(),
        pending: u32::try_from(owed.len()).unwrap_or(u32::MAX),
        oldest: owed.iter().map(|act| Millis(act.at)).min(),
        clock: Millis(here()),
    }
}

fn envelope(act: &StoredAct) -> Option<Envelope> {
    // The sidecar was written by this crate; an unreadable one goes out empty and is refused in words, not lost.
    let sidecar = serde_json::from_str(&act.sidecar).unwrap_or_default();
    Some(Envelope { body: act.body.clone(), sig: act.sig.clone(), sidecar })
}
