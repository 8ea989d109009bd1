//! The law, tested as law: one binary, scenarios by their number in the specification.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests may stop at once")]

mod gatherings;
mod golden;
mod hall;
mod holding;
mod house;
mod json;
mod laws;
mod meetings;
mod minutes;
mod pull;
mod raising;
mod review;
mod roster;
mod rounds;
mod voting;
mod world;
