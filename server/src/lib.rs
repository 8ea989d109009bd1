//! Server: thin. It accepts, remembers, answers and renders; it knows no rules. A handler with an `if`
//! about ages, counts, roles or dates is in the wrong room.
//!
//! In reading order: what it is told, what it keeps, who writes, who may come in, what it answers.

pub mod accept;
pub mod clock;
pub mod codec;
pub mod commands;
pub mod demo;
pub mod desk;
pub mod house;
pub mod http;
pub mod keeping;
pub mod keys;
pub mod ledger;
pub mod logs;
pub mod metrics;
pub mod push;
pub mod roster;
pub mod run;
pub mod settings;
pub mod verify;
pub mod writer;
