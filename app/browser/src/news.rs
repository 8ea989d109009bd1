//! News from the server: while the page is looked at, there is a network and somebody uses the phone, it listens for the
//! ledger to move, and syncs when it did. Whatever else answers there (a captive portal's page, another media type, a no)
//! is simply no stream; the phone goes on asking now and then, as it does below the stream, only more rarely.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{EventSource, MessageEvent};

use crate::handset::{Handset, here};
use crate::{keys, sync};

const STREAM: &str = "/api/v1/news";
/// So long a phone waits at most before it asks what is new: not all who hear of it at the same moment.
const SPREAD_MS: u32 = 2_000;
/// A stream that was none is tried again after so long, then after twice as long, and so on.
const AGAIN_MS: i64 = 60_000;
const MOST_DOUBLINGS: u32 = 4;

/// What this page hears.
#[derive(Default)]
pub struct Ear {
    stream: RefCell<Option<Stream>>,
    /// How far the ledger has come, by what was heard.
    heard: Cell<u64>,
    /// A sync is about to begin.
    asking: Cell<bool>,
    not_before: Cell<i64>,
    failures: Cell<u32>,
}

/// Closed when dropped: the browser would come back for ever.
struct Stream {
    source: EventSource,
    _heard: EventListener,
    _lost: EventListener,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Listens if there is reason to, and else no longer.
pub fn tend(handset: &Rc<Handset>) {
    let ear = &handset.ear;
    let given_up = |stream: &Stream| stream.source.ready_state() == EventSource::CLOSED;
    if ear.stream.borrow().as_ref().is_some_and(given_up) {
        ear.stream.take();
        ear.not_before.set(here() + (AGAIN_MS << ear.failures.get().min(MOST_DOUBLINGS)));
        ear.failures.set(ear.failures.get() + 1);
    }
    if !is_wanted(handset) {
        ear.stream.take();
        told(handset, false);
    } else if ear.stream.borrow().is_none() && here() >= ear.not_before.get() {
        *ear.stream.borrow_mut() = listen(handset);
    }
}

/// Nobody is told what they cannot see.
fn is_wanted(handset: &Handset) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let looked_at = window.document().is_some_and(|page| !page.hidden());
    let in_use = handset.session().is_some_and(|session| {
        let profile = session.profile.borrow();
        !profile.revoked && !profile.waiting
    });
    looked_at && in_use && window.navigator().on_line()
}

fn listen(handset: &Rc<Handset>) -> Option<Stream> {
    let source = EventSource::new(STREAM).ok()?;
    let phone = handset.clone();
    let heard = EventListener::new(&source, "message", move |event| {
        let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
        if let Some(seq) = said.and_then(|said| said.parse().ok()) {
            nudged(&phone, seq);
        }
    });
    let phone = handset.clone();
    // The browser comes back by itself, or has given up; either way nobody is told meanwhile.
    let lost = EventListener::new(&source, "error", move |_| told(&phone, false));
    Some(Stream { source, _heard: heard, _lost: lost })
}

/// The ledger has come so far. What this phone has asked for by then anyway is no news.
fn nudged(handset: &Rc<Handset>, seq: u64) {
    let ear = &handset.ear;
    ear.failures.set(0);
    ear.heard.set(seq);
    told(handset, true);
    if has_all(handset) || ear.asking.replace(true) {
        return;
    }
    let handset = handset.clone();
    spawn_local(async move {
        let luck = keys::random::<2>().map(u16::from_be_bytes).unwrap_or_default();
        TimeoutFuture::new(u32::from(luck) % SPREAD_MS).await;
        handset.ear.asking.set(false);
        if !has_all(&handset) {
            sync::trigger(&handset);
        }
    });
}

/// Whether the person in use has seen the ledger as far as was heard, and no further: after a restore it is shorter.
fn has_all(handset: &Handset) -> bool {
    handset.session().is_none_or(|session| session.profile.borrow().seen == handset.ear.heard.get())
}

fn told(handset: &Handset, by_itself: bool) {
    let delivery = handset.board.delivery;
    if delivery.with_untracked(|d| d.told != by_itself) {
        delivery.update(|d| d.told = by_itself);
    }
}
