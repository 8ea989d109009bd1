//! Parts: asking the server now and then while a page waits for somebody else — a second phone that
//! enrols, a room in which others vote. Where the server tells by itself, this is the net below it.

use crate::{dispatch::Acting, standing::standing};
use leptos::prelude::*;
use std::{cell::Cell, time::Duration};

/// Between two questions.
const EVERY: Duration = Duration::from_secs(3);
/// Of so many questions one is asked while the server tells by itself.
const RARELY: u32 = 10;

/// As long as the page is there and `waits` says so, what is new is fetched every few seconds. Without connection
/// nothing is asked: the phone's own patience decides when to try again. `waits` is asked by the clock, outside of the
/// page: what it needs of the context is taken beforehand.
pub fn ask_for_news(acting: Acting, waits: impl Fn() -> bool + Send + Sync + 'static) {
    let delivery = standing().delivery;
    let turn = Cell::new(0);
    let ask = move || {
        turn.set((turn.get() + 1) % RARELY);
        if delivery.with_untracked(|d| d.connected && !d.syncing && (!d.told || turn.get() == 0))
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
