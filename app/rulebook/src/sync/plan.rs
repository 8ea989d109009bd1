//! Rulebook: which waiting acts go into the next batch, and what a failure means for the one after.

use super::wire::{Envelope, Limits};
use alloc::vec::Vec;

/// How the last attempt ended, as far as the next one cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No connection, or somebody else answered: a captive portal, a proxy's page.
    NoConnection,
    /// The server was busy; it said after how many seconds to come back.
    Busy(Option<u32>),
    /// The batch was too large for something on the way.
    TooLarge,
}

/// The state of retrying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Acts in the next batch at most.
    pub batch: u32,
    /// Milliseconds to wait before it.
    pub wait: u32,
}

/// First wait after a failure, in milliseconds.
const FIRST_WAIT: u32 = 2_000;
/// Longest wait.
const LONGEST_WAIT: u32 = 300_000;

impl Patience {
    /// Nothing has gone wrong.
    pub fn fresh(limits: Limits) -> Patience {
        Patience { batch: limits.acts.max(1), wait: 0 }
    }

    /// After a failure; `luck` is any number, it spreads the phones of a building apart.
    pub fn after(self, trouble: Trouble, luck: u32) -> Patience {
        match trouble {
            Trouble::TooLarge if self.batch > 1 => Patience { batch: self.batch / 2, wait: 0 },
            Trouble::Busy(Some(seconds)) => {
                Patience { wait: seconds.saturating_mul(1_000).clamp(1_000, LONGEST_WAIT), ..self }
            }
            Trouble::NoConnection | Trouble::Busy(None) | Trouble::TooLarge => {
                let ceiling = self.wait.max(FIRST_WAIT).saturating_mul(3).min(LONGEST_WAIT);
                let spread = ceiling.saturating_sub(FIRST_WAIT).saturating_add(1);
                Patience { wait: FIRST_WAIT + luck % spread, ..self }
            }
        }
    }
}

/// The head of the queue that fits one question. An act too large for any question still goes
/// alone, so that the server can say so and the queue moves on.
pub fn batch<'a>(
    waiting: impl IntoIterator<Item = &'a Envelope>,
    limits: Limits,
    patience: Patience,
) -> Vec<&'a Envelope> {
    let mut left = usize::try_from(limits.batch_bytes).unwrap_or(usize::MAX).saturating_sub(4_096);
    let mut batch = Vec::new();
    for envelope in waiting {
        let size = size(envelope);
        let full = batch.len() >= usize::try_from(patience.batch.min(limits.acts)).unwrap_or(1);
        if full || (size > left && !batch.is_empty()) {
            break;
        }
        left = left.saturating_sub(size);
        batch.push(envelope);
    }
    batch
}

/// Bytes of an envelope on the wire, at most.
pub fn size(envelope: &Envelope) -> usize {
    // Quotes inside the body are escaped: each costs one byte more.
    let quotes = envelope.body.bytes().filter(|b| matches!(b, b'"' | b'\\')).count();
    let sidecar: usize = envelope.sidecar.iter().map(|o| o.field.len() + o.salt.len() + o.value.len() * 2 + 48).sum();
    envelope.body.len() + quotes + envelope.sig.len() + sidecar + 48
}
