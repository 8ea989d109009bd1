//! Rulebook: what phone and server say to each other, and what each works out from it without any
//! IO: the wire, the pages a viewer pulls, the outbox's plan, predictions and their rebase.

pub mod holding;
pub mod plan;
pub mod pull;
pub mod wire;

pub use holding::{Holding, Law};
pub use pull::{Cursor, Revisions};
pub use wire::*;
