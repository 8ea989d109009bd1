//! Server tests: one binary, real HTTP, a whole server for each test. The actor is the receiver.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod world;
mod actor;
mod cast;
mod story;
mod sync_push;
mod sync_pull;
mod bad_input;
mod enrolment;
mod redaction;
mod answers;
mod crash;
mod writer;
