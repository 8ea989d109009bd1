//! Pages: one file a page. A page reads what is known, arranges parts, and hands deeds over.
//! Private pages first, in the order of the tabs; public ones stand in [`public`].

pub mod home;
pub mod round;
pub mod stairwell;
pub mod door;
pub mod cosign;
pub mod lead;
pub mod topics;
pub mod topic;
pub mod sign;
pub mod draft;
pub mod review;
pub mod judge;
pub mod outbox;
pub mod me;
pub mod offer;
pub mod enrol;
pub mod not_found;
pub mod public;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A part of the address, empty if it is not there.
pub(crate) fn param(name: &'static str) -> String {
    use_params_map().with_untracked(|map| map.get(name).unwrap_or_default())
}
