//! Server tests: one binary, real HTTP, a whole server for each test. The actor is the receiver.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod actor;
mod answers;
mod bad_input;
mod cast;
mod crash;
mod enrolment;
mod interleaved;
mod keeping;
mod redaction;
mod restored;
mod roster;
mod story;
mod sync_pull;
mod sync_push;
mod world;
mod writer;
