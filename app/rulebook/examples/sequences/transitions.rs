//! Rulebook: what the world of the tests tells of every act while it happens. Acts that were taken stand in its
//! ledger; those that were refused leave nothing there, so their refusals are kept here until the sequence is over.

use rulebook::{Community, Record, Refusal};
use std::cell::RefCell;

thread_local! {
    static REFUSED: RefCell<Vec<Refusal>> = const { RefCell::new(Vec::new()) };
}

/// The ledger has it.
pub fn taken(_before: &Community, _records: &[Record]) {}

pub fn refused(refusal: &Refusal) {
    REFUSED.with_borrow_mut(|refused| refused.push(refusal.clone()));
}

/// All since it was asked last.
pub fn take_refused() -> Vec<Refusal> {
    REFUSED.take()
}
