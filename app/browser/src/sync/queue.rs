//! What one round has to deliver: the acts that wait, read once and then kept in step with the database by their
//! numbers. A question costs its own acts, however many more wait behind them.

use std::collections::VecDeque;

use rulebook::Millis;
use rulebook::json;
use rulebook::sync::plan::{Patience, batch};
use rulebook::sync::{Envelope, Limits};

use crate::idb::StorageError;
use crate::outbox::{Delivery, Outbox, StoredAct};

/// The acts that wait, oldest first. A copy to read from: the database alone says where an act stands, and a tab that
/// dies with its queue has lost nothing. Should another tab deliver the same acts meanwhile (a browser without locks),
/// they are offered a second time, and the server keeps one of each.
pub struct Queue {
    acts: VecDeque<StoredAct>,
    /// The highest number read so far, delivered or not: whatever any tab adds comes after it.
    last: u64,
    /// When the oldest act still kept was made, whatever became of it.
    oldest_kept: i64,
}

impl Queue {
    /// Reads the whole outbox of a device.
    pub async fn read(outbox: &Outbox, device: &str) -> Result<Self, StorageError> {
        let mut queue = Self { acts: VecDeque::new(), last: 0, oldest_kept: i64::MAX };
        queue.go_on(outbox, device).await?;
        Ok(queue)
    }

    /// Adds what this tab or another one has put into the outbox since.
    pub async fn go_on(&mut self, outbox: &Outbox, device: &str) -> Result<(), StorageError> {
        for act in outbox.acts_after(device, self.last).await? {
            self.last = act.n;
            self.oldest_kept = self.oldest_kept.min(act.at);
            if act.state == Delivery::Pending {
                self.acts.push_back(act);
            }
        }
        Ok(())
    }

    /// The acts of the next question, and whether nothing waits behind them.
    pub fn next(&self, limits: Limits, patience: Patience) -> (Vec<Envelope>, bool) {
        // Only as many are made ready as may go at all.
        let most = usize::try_from(patience.batch.min(limits.acts)).unwrap_or(usize::MAX).max(1);
        let mut ready: Vec<Envelope> = self.acts.iter().take(most).map(envelope).collect();
        let fitting = batch(&ready, limits, patience).len();
        ready.truncate(fitting);
        (ready, fitting == self.acts.len())
    }

    /// Id and number of the first `count` acts.
    pub fn places(&self, count: usize) -> Vec<(String, u64)> {
        self.acts.iter().take(count).map(|act| (act.id.clone(), act.n)).collect()
    }

    /// Takes out acts whose receipts are stored, by number, oldest first.
    pub fn settled(&mut self, numbers: &[u64]) {
        let Some(last) = numbers.last() else { return };
        // Receipts are for the head of the queue: what stands behind the last of them is not looked at.
        let head = self.acts.partition_point(|act| act.n <= *last);
        for at in (0..head).rev() {
            if self.acts.get(at).is_some_and(|act| numbers.binary_search(&act.n).is_ok()) {
                self.acts.remove(at);
            }
        }
    }

    /// How many wait.
    pub fn len(&self) -> usize {
        self.acts.len()
    }

    /// When the oldest of them was made.
    pub fn oldest(&self) -> Option<Millis> {
        self.acts.iter().map(|act| Millis(act.at)).min()
    }

    /// Whether the outbox held an act made before `at` (ms) when it was read.
    pub fn keeps_from_before(&self, at: i64) -> bool {
        self.oldest_kept < at
    }
}

fn envelope(act: &StoredAct) -> Envelope {
    // The sidecar was written by this crate; an unreadable one goes out empty and is refused in words, not lost.
    let sidecar = json::read(&act.sidecar).unwrap_or_default();
    Envelope { body: act.body.clone(), sig: act.sig.clone(), sidecar }
}
