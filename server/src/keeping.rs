//! Server: keeping it. What an operator does with a data folder: copy it while it is served, put a copy
//! back, tell its ledger as text and read that again, ask how it is, and never serve it twice.
//!
//! Whatever is written here is written beside its place, made durable, checked, and only then put into
//! place: a word that fails leaves nothing that looks like success.

pub mod backup;
pub mod doctor;
pub mod export;
pub mod folder;
pub mod import_ledger;
pub mod lock;
pub mod manifest;
pub mod restore;
pub mod staging;
pub mod words;
