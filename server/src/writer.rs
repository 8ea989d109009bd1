//! Server: the one writer of a community. A thread of its own takes waiting acts from all requests,
//! decides them in order on a private copy, makes them durable in one transaction, shows them to the
//! readers, and only then answers. If the commit fails nobody is told anything but "again, later".

use crate::{
    clock::Clock,
    desk::Checked,
    house::{House, SharedHouse},
    keys::DeskKey,
    ledger::{Head, Ledger, LedgerError},
    metrics::Metrics,
};
use draft::Draft;
use importing::Roster;
use rulebook::{
    Intent, Refusal, clock,
    roster::rests_on,
    sync::{Answer, Receipt},
};
use std::{
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::Instant,
};
use tokio::sync::oneshot;

pub mod draft;
pub mod founding;
pub mod importing;
pub mod proclaim;

/// Acts that wait together in one transaction, about.
const BATCH_ACTS: usize = 200;
/// Requests that may wait for the writer before new ones are told to come later.
const WAITING_JOBS: usize = 4_096;
/// Seconds after which to come again when a commit failed.
const RETRY_AFTER: u32 = 5;
/// How often a batch is decided anew because another process appended first.
const MOST_RACES: usize = 3;

/// Why the writer did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undone {
    /// The law says no; nothing was written.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The store failed or the writer is gone; nothing was written.
    #[error("the ledger cannot be written just now")]
    Unavailable,
    /// What it was planned on has changed; nothing was written.
    #[error("the roll has changed since")]
    Stale,
}

enum Job {
    Push { sender: String, acts: Arc<Vec<Checked>>, reply: oneshot::Sender<Vec<Receipt>> },
    Desk { intent: Box<Intent>, reply: oneshot::Sender<Result<u64, Undone>> },
    Tick { reply: oneshot::Sender<usize> },
    Import { roster: Box<Roster>, reply: oneshot::Sender<Result<usize, Undone>> },
    Look { look: Look },
    Ready { reply: oneshot::Sender<Head> },
    Stop,
}

/// Something to do with the ledger between two batches.
type Look = Box<dyn FnOnce(&dyn Ledger) + Send>;

/// What came of a job, told once the batch is durable.
enum Decided {
    Receipts(Vec<(Receipt, bool)>),
    Desk(Result<u64, Refusal>),
    Ticked(usize),
    /// In so many entries; none when the roll had changed.
    Imported(Option<usize>),
    Nothing,
}

/// The way to the writer; cheap to clone. The writer ends when it is told to, or when the last way to it
/// is dropped.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::SyncSender<Job>,
}

struct Pen {
    ledger: Box<dyn Ledger>,
    house: SharedHouse,
    /// Ahead of the shared one only while a batch is being made.
    private: House,
    clock: Clock,
    key: Arc<DeskKey>,
    metrics: Arc<Metrics>,
    /// The last thing to be made durable was not.
    failing: bool,
}

impl Writer {
    /// Starts the thread over a ledger that was founded.
    ///
    /// # Errors
    /// When the ledger cannot be read or no thread can be made.
    pub fn start(
        ledger: Box<dyn Ledger>,
        clock: Clock,
        key: Arc<DeskKey>,
        metrics: Arc<Metrics>,
    ) -> Result<(Self, SharedHouse, JoinHandle<()>), LedgerError> {
        let private = House::load(ledger.as_ref())?;
        metrics.ledger_seq.set(private.head.seq);
        let house = SharedHouse::new(private.clone());
        let (jobs, waiting) = mpsc::sync_channel(WAITING_JOBS);
        let pen = Pen { ledger, house: house.clone(), private, clock, key, metrics, failing: false };
        let thread = std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || pen.write_until_nobody_asks(&waiting))
            .map_err(|error| LedgerError::Store(error.to_string()))?;
        Ok((Self { jobs }, house, thread))
    }

    /// Hands in acts that one device sent; a receipt for each, in order.
    ///
    /// # Errors
    /// [`Undone::Unavailable`] when too many wait already.
    pub async fn push(&self, sender: String, acts: Vec<Checked>) -> Result<Vec<Receipt>, Undone> {
        self.ask(|reply| Job::Push { sender, acts: Arc::new(acts), reply }).await
    }

    /// Has the desk itself do something. A refusal leaves no entry: nobody's act was refused.
    ///
    /// # Errors
    /// The refusal, or [`Undone::Unavailable`].
    pub async fn desk(&self, intent: Intent) -> Result<u64, Undone> {
        self.ask(|reply| Job::Desk { intent: Box::new(intent), reply }).await?
    }

    /// Has the desk do what time has made due; how many acts that were.
    ///
    /// # Errors
    /// [`Undone::Unavailable`].
    pub async fn tick(&self) -> Result<usize, Undone> {
        self.ask(|reply| Job::Tick { reply }).await
    }

    /// Has a planned roster written; in how many entries.
    ///
    /// # Errors
    /// [`Undone::Stale`] when the roll has changed since it was planned, or [`Undone::Unavailable`].
    pub async fn import(&self, roster: Roster) -> Result<usize, Undone> {
        self.ask(|reply| Job::Import { roster: Box::new(roster), reply }).await?
    }

    /// Where the ledger stands, if an act handed in now would be decided and kept.
    ///
    /// # Errors
    /// [`Undone::Unavailable`], also while nothing can be made durable.
    pub async fn ready(&self) -> Result<Head, Undone> {
        self.ask(|reply| Job::Ready { reply }).await
    }

    /// Reads something from the ledger between two batches.
    ///
    /// # Errors
    /// [`Undone::Unavailable`], also when the store fails.
    pub async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&dyn Ledger) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, Undone> {
        let (tell, told) = oneshot::channel();
        let look: Look = Box::new(move |ledger| {
            let _ = tell.send(look(ledger));
        });
        self.jobs.try_send(Job::Look { look }).map_err(|_| Undone::Unavailable)?;
        told.await.map_err(|_| Undone::Unavailable)?.map_err(|_| Undone::Unavailable)
    }

    /// Has the writer finish what was handed in before, and end. Whoever asks later is told to come again.
    pub fn finish(&self) {
        // If the writer is gone already there is nothing to finish.
        let _ = self.jobs.send(Job::Stop);
    }

    async fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> Result<T, Undone> {
        let (reply, told) = oneshot::channel();
        self.jobs.try_send(job(reply)).map_err(|_| Undone::Unavailable)?;
        told.await.map_err(|_| Undone::Unavailable)
    }
}

impl Job {
    fn acts(&self) -> usize {
        match self {
            Job::Push { acts, .. } => acts.len(),
            // Thousands of records fill a batch: acts behind it come into the next.
            Job::Import { .. } => BATCH_ACTS,
            Job::Desk { .. } | Job::Tick { .. } | Job::Look { .. } | Job::Ready { .. } | Job::Stop => 1,
        }
    }
}

impl Pen {
    fn write_until_nobody_asks(mut self, waiting: &mpsc::Receiver<Job>) {
        let mut stop = false;
        while !stop && let Ok(first) = waiting.recv() {
            let mut acts = first.acts();
            let mut jobs = vec![first];
            while acts < BATCH_ACTS
                && let Ok(next) = waiting.try_recv()
            {
                acts += next.acts();
                jobs.push(next);
            }
            let all = jobs.len();
            jobs.retain(|job| !matches!(job, Job::Stop));
            stop = jobs.len() < all;
            self.work(jobs);
        }
    }

    fn work(&mut self, jobs: Vec<Job>) {
        let asks = |job: &Job| matches!(job, Job::Look { .. } | Job::Ready { .. });
        let (asks, mut jobs): (Vec<Job>, Vec<Job>) = jobs.into_iter().partition(asks);
        for race in 0..=MOST_RACES {
            if jobs.is_empty() {
                break;
            }
            if let Err(error) = self.catch_up() {
                self.failed(&error);
                break;
            }
            let mut draft = Draft::new(&mut self.private, self.ledger.as_ref(), &self.key, self.clock.now());
            let decided = jobs.iter().map(|job| decide(&mut draft, job, &self.house)).collect::<Result<Vec<_>, _>>();
            let (batch, records, head) = draft.finish();
            let began = Instant::now();
            match decided.and_then(|decided| self.ledger.append(&batch).map(|()| decided)) {
                Ok(decided) => {
                    self.metrics.committed(began.elapsed());
                    // An empty batch asks nothing of the disk, so it says nothing about it.
                    self.failing &= batch.is_empty();
                    self.show(records, head);
                    jobs.drain(..).zip(decided).for_each(|(job, what)| self.tell(job, what));
                }
                Err(LedgerError::Raced { .. }) if race < MOST_RACES => self.forget(),
                Err(error) => {
                    self.failed(&error);
                    self.forget();
                    break;
                }
            }
        }
        jobs.into_iter().for_each(|job| self.tell_later(job));
        for job in asks {
            match job {
                Job::Look { look } => look(self.ledger.as_ref()),
                Job::Ready { reply } => self.answer_if_ready(reply),
                _ => {}
            }
        }
    }

    fn failed(&mut self, error: &LedgerError) {
        tracing::error!(%error, "a batch could not be made durable");
        self.metrics.commits_failed.up();
        self.failing = true;
    }

    /// After a failure the disk is tried, or nobody would send the act that shows that there is space again.
    fn answer_if_ready(&mut self, reply: oneshot::Sender<Head>) {
        self.failing = self.failing && self.ledger.try_disk().is_err();
        if !self.failing
            && let Ok(head) = self.ledger.head()
        {
            let _ = reply.send(head);
        }
    }

    /// Another process (`server offer`) may have appended: then the community is read again.
    fn catch_up(&mut self) -> Result<(), LedgerError> {
        let head = self.ledger.head()?;
        if head == self.private.head {
            return Ok(());
        }
        tracing::info!(from = self.private.head.seq, to = head.seq, "somebody else appended; reading again");
        self.private = House::load(self.ledger.as_ref())?;
        self.house.change(|house| house.clone_from(&self.private));
        Ok(())
    }

    /// The private copy was ahead of what is durable: back to what is shown.
    fn forget(&mut self) {
        self.private = self.house.read().clone();
    }

    fn show(&mut self, records: Vec<rulebook::Record>, head: Head) {
        self.metrics.ledger_seq.set(head.seq);
        self.private.head = head.clone();
        self.house.change(|house| house.put(records, head));
    }

    fn tell(&self, job: Job, what: Decided) {
        match (job, what) {
            (Job::Push { reply, .. }, Decided::Receipts(receipts)) => {
                receipts.iter().for_each(|(receipt, repeated)| self.count(receipt, *repeated));
                let _ = reply.send(receipts.into_iter().map(|(receipt, _)| receipt).collect());
            }
            (Job::Desk { reply, .. }, Decided::Desk(done)) => {
                let _ = reply.send(done.map_err(Undone::Refused));
            }
            (Job::Tick { reply }, Decided::Ticked(count)) => {
                let _ = reply.send(count);
            }
            (Job::Import { reply, .. }, Decided::Imported(entries)) => {
                let _ = reply.send(entries.ok_or(Undone::Stale));
            }
            _ => {}
        }
    }

    fn tell_later(&self, job: Job) {
        match job {
            Job::Push { acts, reply, .. } => {
                self.metrics.retried.add(acts.len() as u64);
                let _ = reply
                    .send(acts.iter().map(|act| draft::receipt(act, Answer::Retry { after: RETRY_AFTER })).collect());
            }
            Job::Desk { reply, .. } => {
                let _ = reply.send(Err(Undone::Unavailable));
            }
            Job::Import { reply, .. } => {
                let _ = reply.send(Err(Undone::Unavailable));
            }
            // Dropping the reply says the same.
            Job::Tick { .. } | Job::Look { .. } | Job::Ready { .. } | Job::Stop => {}
        }
    }

    fn count(&self, receipt: &Receipt, repeated: bool) {
        let metrics = &self.metrics;
        if repeated {
            return metrics.repeated.up();
        }
        match receipt.verdict {
            Answer::Accepted { .. } => metrics.accepted.up(),
            Answer::Refused { .. } => metrics.refused.up(),
            Answer::Quarantined { .. } => metrics.quarantined.up(),
            Answer::Retry { .. } => metrics.retried.up(),
            Answer::Gap { .. } => metrics.gaps.up(),
        }
    }
}

fn decide(draft: &mut Draft<'_>, job: &Job, shown: &SharedHouse) -> Result<Decided, LedgerError> {
    Ok(match job {
        Job::Push { sender, acts, .. } => {
            Decided::Receipts(acts.iter().map(|act| draft.take(sender, act)).collect::<Result<_, _>>()?)
        }
        Job::Desk { intent, .. } => Decided::Desk(draft.desk((**intent).clone())?),
        Job::Tick { .. } => {
            let due = clock::due(draft.community(), draft.moment());
            let mut done = 0;
            for due in due {
                match draft.desk(Intent::Clock { due })? {
                    Ok(_) => done += 1,
                    Err(refusal) => tracing::warn!(code = refusal.code(), "what is due was refused"),
                }
            }
            Decided::Ticked(done)
        }
        Job::Import { roster, .. } => {
            let moved_on = shown.read().revisions.since(roster.seq).any(|key| rests_on(key.k));
            Decided::Imported(importing::draft(draft, roster, moved_on)?)
        }
        Job::Look { .. } | Job::Ready { .. } | Job::Stop => Decided::Nothing,
    })
}
