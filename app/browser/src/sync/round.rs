//! One round at the door: questions until nothing is owed and nothing is new, each answer stored before the next is.

use futures_util::future::join;
use rulebook::Millis;
use rulebook::json;
use rulebook::sync::{Answer, Ask, Hello, Limits, PROTOCOL, Receipt, Reset};
use rulebook::{Key, Record};
use serde_json::value::RawValue;

use super::queue::Queue;
use super::unshown::Unshown;
use super::{BUILD, Stop};
use crate::door::Trouble;
use crate::handset::{Handset, Session, here, log};
use crate::idb::{StorageError, Turns, breathe};
use crate::outbox::{Delivery, KEPT_MS, Outcome, Profile};
use crate::replica::{Change, Page};

const DOOR: &str = "/api/v1/sync";
/// Questions in one round at most: a loop that makes no progress ends here.
const MOST_QUESTIONS: usize = 500;
/// Records read in one step.
const AT_ONCE: usize = 16;

/// Questions until nothing is owed and nothing is new.
pub(super) async fn round(handset: &Handset, session: &Session) -> Result<(), Stop> {
    let mut unshown = Unshown::default();
    let outcome = questions(handset, session, &mut unshown).await;
    // However it ended: what is stored is shown.
    let shown = unshown.show(handset, session).await;
    outcome.and(shown.map_err(Stop::from))
}

async fn questions(handset: &Handset, session: &Session, unshown: &mut Unshown) -> Result<(), Stop> {
    let device = session.device();
    // Read once: the cost of a question is that of its batch. What comes in meanwhile is read by its numbers.
    let mut queue = Queue::read(&handset.outbox, &device).await?;
    let kept_since = session.now().0 - KEPT_MS;
    let mut ahead = None;
    for _ in 0..MOST_QUESTIONS {
        let heard = match ahead.take() {
            Some(heard) => heard,
            None => {
                queue.go_on(&handset.outbox, &device).await?;
                let cursor = session.replica.cursor().await?;
                if handset.is_in_use(session) && unshown.is_behind(session, cursor.as_deref()) {
                    unshown.reload(handset).await?;
                }
                ask(handset, session, &queue, cursor).await?
            }
        };
        let verdicts = heard.verdicts();
        let finals: Vec<u64> = verdicts.outcomes.iter().map(|outcome| outcome.n).collect();
        let (more, pull, sent) = (heard.reply.more, heard.pull, heard.sent.len());
        queue.settled(&finals);
        if let Some(cursor) = heard.next_cursor(session, finals.len()) {
            queue.go_on(&handset.outbox, &device).await?;
            if queue.next(handset.runner.limits.get(), handset.runner.patience.get()).1 == pull {
                // Nothing in this answer changes what is to be asked next. So that question goes out while the answer
                // is being stored: the server works while this phone does. Cut in between, the store stands before
                // the answer or after it, as ever; acts are offered again and get the receipts they got, and the
                // chain's order is kept, since those of this answer are in the ledger already.
                let stored = store_and_show(handset, session, heard, verdicts, unshown, &cursor);
                let (stored, next) = join(stored, ask(handset, session, &queue, cursor.clone())).await;
                if stored? {
                    ahead = Some(next?);
                }
                continue;
            }
        }
        let retry = verdicts.retry;
        let offered_again = absorb(handset, session, heard, verdicts, unshown).await?;
        if let Some(seconds) = retry {
            return Err(Trouble::Busy(Some(seconds)).into());
        }
        if offered_again {
            queue = Queue::read(&handset.outbox, &device).await?;
        } else if !more && (pull || (sent > 0 && finals.is_empty())) {
            break;
        }
        breathe().await;
        unshown.go_on(handset, session).await?;
    }
    if queue.keeps_from_before(kept_since) && handset.outbox.tidy(&device, kept_since).await? > 0 {
        log("accepted acts older than 30 days were let go");
    }
    Ok(())
}

/// Stores an answer and shows it. False if the store does not stand at `cursor` then: another tab was first, and what
/// was asked from there must be asked again.
async fn store_and_show(
    handset: &Handset,
    session: &Session,
    heard: Heard,
    verdicts: Verdicts,
    unshown: &mut Unshown,
    cursor: &Option<String>,
) -> Result<bool, Stop> {
    let pull = heard.pull;
    absorb(handset, session, heard, verdicts, unshown).await?;
    let stands = !pull || !unshown.is_behind(session, cursor.as_deref());
    unshown.go_on(handset, session).await?;
    Ok(stands)
}

/// An answer and the question it belongs to.
struct Heard {
    reply: Reply,
    /// Id and number of the acts that went along.
    sent: Vec<(String, u64)>,
    cursor: Option<String>,
    pull: bool,
    contact: Contact,
}

/// The head of the queue, and the next page if nothing waits behind it.
async fn ask(handset: &Handset, session: &Session, queue: &Queue, cursor: Option<String>) -> Result<Heard, Stop> {
    let (acts, pull) = queue.next(handset.runner.limits.get(), handset.runner.patience.get());
    let sent = queue.places(acts.len());
    let ask = Ask { hello: hello(session, queue), acts, cursor: cursor.clone(), pull };
    let body = serde_json::to_string(&ask).map_err(|error| StorageError::Unreadable(error.to_string()))?;
    let asked_at = here();
    let text = session.door.post(&session.keys, DOOR, &body).await?;
    let reply = Reply::of(&text).ok_or_else(unreadable)?;
    session.door.keep_nonce(&reply.nonce);
    handset.runner.limits.set(reply.limits);
    let contact = Contact::of(&reply, asked_at, pull);
    Ok(Heard { reply, sent, cursor, pull, contact })
}

/// What an answer says of the acts that were sent.
#[derive(Default)]
struct Verdicts {
    /// The final ones, oldest act first.
    outcomes: Vec<Outcome>,
    retry: Option<u32>,
    gap: bool,
}

impl Heard {
    /// Whether the ledger lives another life than the one this phone knows: a backup was restored.
    fn is_reborn(&self, session: &Session) -> bool {
        let known = &session.profile.borrow().epoch;
        self.reply.reset == Some(Reset::Epoch) || (!known.is_empty() && *known != self.reply.epoch)
    }

    /// Where the next question starts, if it need not wait until this answer is stored: every act that was sent has its
    /// final receipt and no page was asked for, or nothing was sent and another page follows.
    fn next_cursor(&self, session: &Session, finals: usize) -> Option<Option<String>> {
        let sent = self.sent.len();
        if self.reply.reset.is_some() || self.is_reborn(session) || finals != sent {
            return None;
        }
        match (self.pull, sent) {
            (false, 1..) => Some(self.cursor.clone()),
            (true, 0) if self.reply.more => Some(self.reply.cursor.clone()),
            _ => None,
        }
    }

    fn verdicts(&self) -> Verdicts {
        let mut said = Verdicts::default();
        let receipts = items(&self.reply.receipts).unwrap_or_default();
        let receipts = receipts.into_iter().map(|raw| (json::read::<Receipt>(raw.get()).ok(), raw.get()));
        let mut sent = self.sent.iter();
        for (receipt, text) in receipts {
            let place = sent.next();
            said.gap |= matches!(receipt, Some(Receipt { verdict: Answer::Gap { .. }, .. }));
            // One receipt per act, in the order asked; one that names another act, or that cannot be read, is not ours.
            let (Some(receipt), Some((id, n))) = (receipt, place) else { continue };
            if !receipt.id.as_str().is_empty() && receipt.id.as_str() != id {
                continue;
            }
            let state = match receipt.verdict {
                Answer::Accepted { .. } => Delivery::Accepted,
                Answer::Refused { .. } => Delivery::Refused,
                Answer::Quarantined { .. } => Delivery::Quarantined,
                Answer::Retry { after } => {
                    said.retry = Some(after.max(said.retry.unwrap_or(0)));
                    continue;
                }
                Answer::Gap { .. } => continue,
            };
            said.outcomes.push(Outcome { id: id.clone(), n: *n, state, receipt: text.to_owned() });
        }
        said
    }
}

/// An answer as `rulebook::sync::Reply` has it, with receipts and records still as the text that was proven: that very
/// text is stored, and a record of a kind this build does not know costs nobody the rest.
struct Reply {
    receipts: Box<RawValue>,
    records: Box<RawValue>,
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
        let part = |name: &str| parts.get(name).copied().unwrap_or(RawValue::NULL);
        let text = |name: &str| part(name).get();
        Some(Self {
            receipts: part("receipts").to_owned(),
            records: part("records").to_owned(),
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

/// Stores one answer: receipts with the outbox's states in one transaction, records with the cursor in another. True if
/// acts are offered again.
async fn absorb(
    handset: &Handset,
    session: &Session,
    heard: Heard,
    verdicts: Verdicts,
    unshown: &mut Unshown,
) -> Result<bool, Stop> {
    let device = session.device();
    let reborn = heard.is_reborn(session);
    let Heard { reply, cursor, contact, .. } = heard;
    // Between the first page of a fill and the last there is nothing to note that the last does not note again.
    let amid = cursor.is_some() && contact.pulled && contact.more && !session.profile.borrow().complete;
    let mut offered_again = false;
    if reborn || verdicts.gap {
        // The server forgot: whatever it accepted in the last 30 days is offered to it again, in order.
        session.profile.borrow_mut().epoch.clone_from(&reply.epoch);
        offered_again = handset.outbox.offer_again(&device).await? > 0;
    }
    if !verdicts.outcomes.is_empty() {
        handset.runner.changed.set(true);
        handset.outbox.settle(&device, &verdicts.outcomes).await?;
        verdicts.outcomes.iter().for_each(|outcome| unshown.settle(outcome.id.as_str().into()));
    }
    store_records(handset, session, reply, cursor, unshown).await?;
    if let Some(seen) = contact.seen {
        unshown.complete(seen);
    }
    if !amid {
        handset.outbox.note(&device, |profile| contact.note(profile)).await?;
    }
    Ok(offered_again)
}

/// Records with the cursor; shown later.
async fn store_records(
    handset: &Handset,
    session: &Session,
    reply: Reply,
    asked: Option<String>,
    unshown: &mut Unshown,
) -> Result<(), Stop> {
    let records = items(&reply.records).ok_or_else(unreadable)?;
    let mut pulled: Vec<(Record, &RawValue)> = Vec::with_capacity(records.len());
    let mut turns = Turns::begin();
    for some in records.chunks(AT_ONCE) {
        pulled.extend(some.iter().filter_map(|raw| Some((json::read(raw.get()).ok()?, *raw))));
        turns.step().await;
    }
    if pulled.len() < records.len() {
        // Not yet: keeping them for the build that can. A newer build starts from an empty replica only if told to.
        log(&format!("{} records this build cannot read", records.len() - pulled.len()));
    }
    // Receipts first, records second: a cut between the two only delays what is shown.
    let stored = match store_page(session, &reply, &pulled, asked).await {
        // Another tab pulled the same page first: show what it stored.
        Err(StorageError::Raced) => {
            return Ok(unshown.reload(handset).await?);
        }
        stored => stored?,
    };
    let nothing = records.is_empty() && reply.leave.is_empty() && reply.reset.is_none();
    handset.runner.changed.set(handset.runner.changed.get() || !nothing);
    if reply.reset.is_some() {
        unshown.reset(handset, session);
    }
    if let Some(to) = stored {
        let records = pulled.into_iter().map(|(record, _)| record).collect();
        unshown.keep(session, records, reply.leave, to);
    }
    Ok(())
}

/// What stands in a list, each thing as its text; nothing stands in none.
fn items(list: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str::<Option<Vec<&RawValue>>>(list.get()).ok().map(Option::unwrap_or_default)
}

fn unreadable() -> Trouble {
    Trouble::NoConnection("unreadable answer".to_owned())
}

/// Records and cursor, together; where the store stands now, if it moved. [`StorageError::Raced`] if another tab was
/// first.
async fn store_page(
    session: &Session,
    reply: &Reply,
    pulled: &[(Record, &RawValue)],
    asked: Option<String>,
) -> Result<Option<String>, StorageError> {
    let from = if reply.reset.is_some() {
        session.replica.reset().await?;
        None
    } else {
        asked
    };
    let Some(to) = &reply.cursor else { return Ok(None) };
    let unchanged = from.as_ref() == Some(to) && pulled.is_empty() && reply.leave.is_empty();
    if unchanged {
        return Ok(None);
    }
    let mut changes: Vec<Change> = reply.leave.iter().map(Change::leave).collect();
    changes.extend(pulled.iter().map(|(record, text)| Change::put(record.key(), text)));
    session.replica.apply(&changes, from.as_deref(), to).await?;
    Ok(Some(to.clone()))
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

fn hello(session: &Session, queue: &Queue) -> Hello {
    Hello {
        device: session.device().as_str().into(),
        protocol: PROTOCOL,
        build: BUILD.to_owned(),
        pending: u32::try_from(queue.len()).unwrap_or(u32::MAX),
        oldest: queue.oldest(),
        clock: Millis(here()),
    }
}
