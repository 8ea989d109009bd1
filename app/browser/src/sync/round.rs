//! One round at the door: questions until nothing is owed and nothing is new, each answer stored before the next.

use leptos::prelude::*;
use rulebook::Millis;
use rulebook::ids::ActId;
use rulebook::json;
use rulebook::sync::plan::batch;
use rulebook::sync::{Answer, Ask, Envelope, Hello, Limits, PROTOCOL, Receipt, Reset};
use rulebook::{Key, Record};
use serde_json::value::RawValue;

use super::{BUILD, Stop};
use crate::door::Trouble;
use crate::handset::{Handset, Session, here, log};
use crate::idb::StorageError;
use crate::outbox::{Delivery, KEPT_MS, Outcome, Profile, StoredAct};
use crate::replica::{Change, Page};

const DOOR: &str = "/api/v1/sync";
/// Questions in one round at most: a loop that makes no progress ends here.
const MOST_QUESTIONS: usize = 500;

/// Questions until nothing is owed and nothing is new.
pub(super) async fn round(handset: &Handset, session: &Session) -> Result<(), Stop> {
    let mut settled = Vec::new();
    for _ in 0..MOST_QUESTIONS {
        let acts = handset.outbox.acts(&session.device()).await?;
        let owed: Vec<&StoredAct> = acts.iter().filter(|act| act.state == Delivery::Pending).collect();
        let envelopes: Vec<Envelope> = owed.iter().map(|act| envelope(act)).collect();
        let next: Vec<Envelope> = batch(&envelopes, handset.runner.limits.get(), handset.runner.patience.get())
            .into_iter()
            .cloned()
            .collect();
        let cursor = session.replica.cursor().await?;
        let behind = handset.is_in_use(session) && *session.shown.borrow() != cursor;
        if behind {
            handset.reload().await?;
        }
        let pull = next.len() == envelopes.len();
        let sent: Vec<(String, u64)> = owed.iter().take(next.len()).map(|act| (act.id.clone(), act.n)).collect();
        let ask = Ask { hello: hello(session, &owed), acts: next, cursor: cursor.clone(), pull };
        let body = serde_json::to_string(&ask).map_err(|error| StorageError::Unreadable(error.to_string()))?;
        let asked_at = here();
        let text = session.door.post(&session.keys, DOOR, &body).await?;
        let reply = Reply::of(&text).ok_or_else(|| Trouble::NoConnection("unreadable answer".to_owned()))?;
        session.door.keep_nonce(&reply.nonce);
        handset.runner.limits.set(reply.limits);

        let (more, contact) = (reply.more, Contact::of(&reply, asked_at, pull));
        let progress = absorb(handset, session, reply, &sent, cursor, &mut settled).await?;
        handset.outbox.note(&session.device(), |profile| contact.note(profile)).await?;
        if let Some(seconds) = progress.retry {
            return Err(Trouble::Busy(Some(seconds)).into());
        }
        let stuck = !sent.is_empty() && progress.finals == 0 && !progress.offered_again;
        if !more && (pull || stuck) && !progress.offered_again {
            break;
        }
    }
    if handset.outbox.tidy(&session.device(), session.now().0 - KEPT_MS).await? > 0 {
        log("accepted acts older than 30 days were let go");
    }
    Ok(())
}

/// An answer as `rulebook::sync::Reply` has it, with receipts and records still as the text that was proven: that very
/// text is stored, and a record of a kind this build does not know costs nobody the rest.
struct Reply {
    receipts: Vec<Box<RawValue>>,
    records: Vec<Box<RawValue>>,
    leave: Vec<Key>,
    cursor: Option<String>,
    more: bool,
    reset: Option<Reset>,
    now: Millis,
    head: u64,
    epoch: String,
    limits: Limits,
    nonce: String,
}

impl Reply {
    /// An answer from its text; `None` if it is not one.
    fn of(text: &str) -> Option<Self> {
        let parts: Page = serde_json::from_str(text).ok()?;
        let text = |name: &str| parts.get(name).map_or("null", |part| part.get());
        let list = |name: &str| serde_json::from_str::<Option<Vec<Box<RawValue>>>>(text(name)).ok();
        Some(Self {
            receipts: list("receipts")??,
            records: list("records")?.unwrap_or_default(),
            leave: json::read::<Option<Vec<Key>>>(text("leave")).ok()?.unwrap_or_default(),
            cursor: json::read(text("cursor")).ok()?,
            more: text("more") == "true",
            reset: json::read(text("reset")).ok()?,
            now: json::read(text("now")).ok()?,
            head: json::read(text("head")).ok()?,
            epoch: json::read(text("epoch")).ok()?,
            limits: json::read(text("limits")).ok()?,
            nonce: json::read(text("nonce")).ok()?,
        })
    }
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
    reply: Reply,
    sent: &[(String, u64)],
    asked: Option<String>,
    settled: &mut Vec<ActId>,
) -> Result<Progress, Stop> {
    let device = session.device();
    let mut progress = Progress::default();
    let known_epoch = session.profile.borrow().epoch.clone();
    let reborn = reply.reset == Some(Reset::Epoch) || (!known_epoch.is_empty() && known_epoch != reply.epoch);
    let receipts: Vec<(Option<Receipt>, &str)> =
        reply.receipts.iter().map(|raw| (json::read(raw.get()).ok(), raw.get())).collect();
    let gap = receipts.iter().any(|(r, _)| matches!(r, Some(Receipt { verdict: Answer::Gap { .. }, .. })));
    if reborn || gap {
        // The server forgot: whatever it accepted in the last 30 days is offered to it again, in order.
        session.profile.borrow_mut().epoch.clone_from(&reply.epoch);
        progress.offered_again = handset.outbox.offer_again(&device).await? > 0;
    }
    let mut outcomes = Vec::new();
    // One receipt per act, in the order asked; one that names another act, or that cannot be read, is not ours.
    for ((id, n), (receipt, text)) in sent.iter().zip(&receipts) {
        let ours = receipt.as_ref().filter(|r| r.id.as_str().is_empty() || r.id.as_str() == id);
        let Some(receipt) = ours else { continue };
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
        settled.push(id.as_str().into());
        outcomes.push(Outcome { id: id.clone(), n: *n, state, receipt: (*text).to_owned() });
    }
    if !outcomes.is_empty() {
        handset.runner.changed.set(true);
        handset.outbox.settle(&device, &outcomes).await?;
    }
    let pulled: Vec<(Record, &str)> = reply.records.iter().filter_map(|raw| readable(raw)).collect();
    if pulled.len() < reply.records.len() {
        // Not yet: keeping them for the build that can. A newer build starts from an empty replica only if told to.
        log(&format!("{} records this build cannot read", reply.records.len() - pulled.len()));
    }
    // Receipts first, records second: a cut between the two only delays what is shown.
    let raced = store_page(session, &reply, &pulled, asked).await?;
    if raced {
        // Another tab pulled the same page first: show what it stored.
        handset.reload().await?;
        return Ok(progress);
    }
    let done = if reply.more { Vec::new() } else { std::mem::take(settled) };
    let nothing = done.is_empty() && reply.records.is_empty() && reply.leave.is_empty() && reply.reset.is_none();
    handset.runner.changed.set(handset.runner.changed.get() || !nothing);
    // The person may have been switched while we asked: their records go to their store, not to another's screen.
    if !nothing && handset.is_in_use(session) {
        handset.board.known.update(|holding| {
            if reply.reset.is_some() {
                holding.reset();
            }
            let records = pulled.into_iter().map(|(record, _)| record).collect();
            holding.rebase(&done, records, &reply.leave);
        });
    }
    Ok(progress)
}

fn readable(raw: &RawValue) -> Option<(Record, &str)> {
    Some((json::read(raw.get()).ok()?, raw.get()))
}

/// Records and cursor, together; true if another tab was first.
async fn store_page(
    session: &Session,
    reply: &Reply,
    pulled: &[(Record, &str)],
    asked: Option<String>,
) -> Result<bool, StorageError> {
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
    changes.extend(pulled.iter().map(|(record, text)| Change::put(&record.key(), text)));
    match session.replica.apply(&changes, from.as_deref(), to).await {
        Err(StorageError::Raced) => Ok(true),
        Err(error) => Err(error),
        Ok(()) => {
            *session.shown.borrow_mut() = Some(to.clone());
            Ok(false)
        }
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

    fn note(&self, profile: &mut Profile) {
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

fn envelope(act: &StoredAct) -> Envelope {
    // The sidecar was written by this crate; an unreadable one goes out empty and is refused in words, not lost.
    let sidecar = json::read(&act.sidecar).unwrap_or_default();
    Envelope { body: act.body.clone(), sig: act.sig.clone(), sidecar }
}
