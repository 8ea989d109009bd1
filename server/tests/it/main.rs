//! Server tests: one binary, real HTTP, a whole server for each test. The actor is the receiver.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actor;
mod answers;
mod bad_input;
mod calendar;
mod cast;
mod crash;
mod disk;
mod enrolment;
mod interleaved;
mod keeping;
mod news;
mod program;
mod push;
mod redaction;
mod restored;
mod roster;
mod roster_desk;
mod soak;
mod story;
mod sync_pull;
mod sync_push;
mod world;
mod writer;
