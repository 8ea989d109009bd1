//! Pages: one file a page. A page reads what is known, arranges parts, and hands deeds over.
//! Private pages first, in the order of the tabs; public ones stand in [`public`].

pub(crate) mod calling;
pub mod cosign;
pub mod council;
pub mod decisions;
pub mod door;
pub mod draft;
pub mod elections;
pub mod enrol;
pub(crate) mod hearing;
pub mod home;
pub mod judge;
pub mod lead;
pub mod me;
pub mod meetings;
pub mod not_found;
pub mod offer;
pub mod outbox;
pub(crate) mod progress;
pub mod public;
pub mod review;
pub mod roster;
pub mod round;
pub mod service;
pub mod sign;
pub mod stairwell;
pub mod topic;
pub mod topics;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A part of the address, empty if it is not there.
pub(crate) fn param(name: &'static str) -> String {
    use_params_map().with_untracked(|map| map.get(name).unwrap_or_default())
}
