//! Server: HTTP. One file per resource; `router` has every URL on one screen.

pub mod assets;
pub mod auth;
pub mod calendar;
pub mod demo;
pub mod devices;
pub mod enrol;
pub mod headers;
pub mod health;
pub mod news;
pub mod nonce;
pub mod problem;
pub mod prove;
pub mod public;
pub mod push;
pub mod receipt;
pub mod roster;
pub mod router;
pub mod state;
pub mod sync;
pub mod throttle;
