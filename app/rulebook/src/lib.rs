//! The rulebook (议事规则): the law of Chengge, run unchanged by the phone and by the server.
//!
//! Pure and total. It knows no Leptos, no axum, no storage, no clock, no randomness, no floats
//! and no hash-ordered map: time arrives in a [`Moment`](time::Moment), ids arrive in the act.
//! The modules stand in the order a newcomer should read them.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod act;
pub mod charter;
pub mod clock;
pub mod community;
pub mod cosign;
pub mod council;
pub mod decide;
pub mod decision;
pub mod device;
pub mod election;
pub mod hash;
pub mod hearing;
pub mod ids;
pub mod json;
pub mod meeting;
pub mod order;
pub mod people;
pub mod places;
pub mod record;
pub mod refusal;
pub mod review;
pub mod roster;
pub mod round;
pub mod seen_by;
pub mod service;
pub mod sync;
pub mod time;
pub mod topic;
pub mod viewer;

pub use act::{Act, Intent};
pub use community::Community;
pub use decide::decide;
pub use record::{Body, Key, Kind, Record};
pub use refusal::Refusal;
pub use seen_by::{Sight, seen_by};
pub use time::{Day, Millis, Moment};
pub use viewer::Viewer;

/// The version of the act format and of the law that this build speaks.
pub const VERSION: u32 = 1;
