//! Parts: asking the server now and then while a page waits for somebody else — a second phone that
//! enrols, a room in which others vote. Not yet: the server telling by itself.

use crate::{dispatch::Acting, standing::standing};
use leptos::prelude::*;
use std::time::Duration;

/// Between two questions.
const EVERY: Duration = Duration::from_secs(3);

/// As long as the page is there and `waits` says so, what is new is fetched every few seconds. Without connection
/// nothing is asked: the phone's own patience decides when to try again. `waits` is asked by the clock, outside of the
/// page: what it needs of the context is taken beforehand.
pub fn ask_for_news(acting: Acting, waits: impl Fn() -> bool + Send + Sync + 'static) {
    let delivery = standing().delivery;
    let ask = move || {
        if delivery.with_untracked(|d| d.connected && !d.syncing)
            && waits()
            && let Some(phone) = acting.phone()
        {
            phone.sync_now();
        }
    };
    // There is no such clock while a page is drawn on the server.
    if acting.phone().is_none() {
        return;
    }
    let asking = set_interval_with_handle(ask, EVERY);
    on_cleanup(move || {
        if let Ok(handle) = asking {
            handle.clear();
        }
    });
}
