//! The device's half of Chengge and the only crate that touches the browser: storage, keys, sync, service worker.
//! It holds no rules (those are `rulebook`'s) and no words for people (those are `app`'s).

pub mod blobs;
pub mod drafts;
pub mod idb;
pub mod keys;
pub mod outbox;
pub mod replica;
