//! The device's half of Chengge and the only crate that touches the browser: storage, keys, sync, service worker.
//! It holds no rules (those are `rulebook`'s) and no words for people (those are `app`'s).

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use app::later::Shelf;
use app::ports::{Device, Known};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use gloo_timers::future::sleep;
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use crate::board::Board;
use crate::half::Task;
use crate::handset::{Handset, log};
use crate::phone::Handheld;

pub mod base;
pub mod blobs;
pub mod board;
pub mod deed;
pub mod door;
pub mod drafts;
pub mod enrol;
pub mod files;
pub mod half;
pub mod handing;
pub mod handset;
pub mod idb;
pub mod keys;
pub mod lacks;
pub mod locks;
pub mod news;
pub mod outbox;
pub mod phone;
pub mod push;
pub mod replica;
pub mod settings;
pub mod sync;
pub mod tabs;
pub mod voice;
pub mod worker;

/// Room for the splitter. It gives each file the texts that this file alone shows, but only if all of them together,
/// aligned file by file, take no more room than the linker gave them; else it leaves everything in the first file and
/// says so in a warning nobody sees (seen: 557 bytes too long, 49 KB more to load). Nothing refers to these bytes, so
/// they are in no file.
#[used]
static ROOM: [u8; 4096] = [b'.'; 4096];

/// How often the clock on screen moves, and how often a quiet phone asks for news, in milliseconds; one time in so many
/// where the server tells by itself.
const TICK_MS: u32 = 15_000;
const NEWS_MS: u32 = 60_000;
const RARELY: u32 = 5;
const UPDATE_MS: u32 = 60 * 60 * 1000;

/// Starts the application in the private shell: stores first, then the first screen, then the network.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    let owner = Owner::new();
    let board = owner.with(|| Board::new(settings::lang(), settings::elder()));
    let handset = Rc::new(Handset::new(board));
    // The browser offers to install once and early; whoever listens late has missed it.
    worker::start(board.update_ready, board.can_install);
    // Whoever has never been here need not wait for what keeps and sends their acts.
    let first_visit = settings::device().is_none();
    if first_visit {
        mount(&handset);
    }
    spawn_local(files::fetch_pages());
    spawn_local(async move {
        while half::ask(&handset, Task::Wake).await.is_err() {
            log("the second file of the app could not be had, trying again");
            sleep(files::AGAIN).await;
        }
        if !first_visit {
            mount(&handset);
            // The name is painted before the rest is read.
            idb::breathe().await;
        }
        // The signals live as long as the page.
        std::mem::forget(owner);
        half::begin(&handset, Task::Read);
        listen(&handset);
    });
}

fn mount(handset: &Rc<Handset>) {
    let (board, phone) = (handset.board, Handheld::new(handset.clone()));
    // The shell's first paint makes room for the real thing.
    let page = web_sys::window().and_then(|window| window.document());
    if let Ok(Some(skeleton)) = page.map_or(Ok(None), |page| page.query_selector(".skeleton")) {
        skeleton.remove();
    }
    leptos::mount::mount_to_body(move || {
        provide_context(Known(board.known));
        provide_context(board.standing());
        provide_context(Device(Arc::new(phone)));
        provide_context(Shelf { later: files::later, desk: files::desk });
        // Remembered when changed, not when merely guessed from the browser.
        Effect::watch(move || board.lang.get(), |lang, _, _| settings::set_lang(*lang), false);
        Effect::watch(move || board.elder.get(), |on, _, _| settings::set_elder(*on), false);
        app::App()
    });
}

/// Everything that may mean "now is a good time": start, network, looking at the page again, the clock.
fn listen(handset: &Rc<Handset>) {
    let Some(window) = web_sys::window() else { return };
    let board = handset.board;
    voice::warm();
    half::begin(handset, Task::Sync);
    let phone = handset.clone();
    EventListener::new(&window, "online", move |_| half::begin(&phone, Task::Sync)).forget();
    let phone = handset.clone();
    EventListener::new(&window, "offline", move |_| {
        board.delivery.update(|d| d.connected = false);
        half::begin(&phone, Task::Listen);
    })
    .forget();
    if let Some(document) = window.document() {
        let (phone, page) = (handset.clone(), document.clone());
        EventListener::new(&document, "visibilitychange", move |_| {
            if !page.hidden() {
                worker::look_for_update();
                half::begin(&phone, Task::Sync);
            }
            half::begin(&phone, Task::Listen);
        })
        .forget();
    }
    let phone = handset.clone();
    Interval::new(TICK_MS, move || {
        if let Some(session) = phone.session() {
            board.now.set(session.now());
        }
        half::begin(&phone, Task::Listen);
    })
    .forget();
    let (phone, turn) = (handset.clone(), Cell::new(0));
    Interval::new(NEWS_MS, move || {
        turn.set((turn.get() + 1) % RARELY);
        // Being told is no reason to rest while something is owed, or while only the questions go astray.
        let quiet = board.delivery.with_untracked(|d| d.told && d.connected && d.pending == 0);
        if turn.get() == 0 || !quiet {
            half::begin(&phone, Task::Sync);
        }
    })
    .forget();
    Interval::new(UPDATE_MS, worker::look_for_update).forget();
}
