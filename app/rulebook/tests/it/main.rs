//! The law, tested as law: one binary, scenarios by their number in the specification.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests may stop at once")]

mod clockwork;
mod council;
mod counting;
mod doing;
mod duties;
mod elections;
mod gatherings;
mod golden;
mod hall;
mod hearings;
mod holding;
mod house;
mod json;
mod laws;
mod mediation;
mod meetings;
mod minutes;
mod misuse;
mod outcomes;
mod polling;
mod polls;
mod pull;
mod raising;
mod recalls;
mod review;
mod roster;
mod rounds;
mod seats;
mod services;
mod tallies;
mod transitions;
mod voting;
mod works;
mod world;
