//! The service worker from the page's side: registering it, noticing that a new build waits, letting it take over
//! when a person says so, having it keep the file of those in office, and the browser's offer to install.

use std::cell::{Cell, RefCell};

use gloo::events::EventListener;
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Event, EventTarget, MessageEvent, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration};

const SCRIPT: &str = "/sw.js";
/// To the worker: keep the file of those in office; and its answer. `public/sw.js` knows the same words.
const KEEP_DESK: &str = "KEEP_DESK";
const DESK_KEPT: &str = "DESK_KEPT";
/// On the page: `coming`, then `kept`.
const DESK_MARK: &str = "data-desk";

thread_local! {
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = const { RefCell::new(None) };
    static DESK: Cell<bool> = const { Cell::new(false) };
    static INSTALL: RefCell<Option<Event>> = const { RefCell::new(None) };
}

/// Registers the worker and keeps `update_ready` and `can_install` true to the browser.
pub fn start(update_ready: RwSignal<bool>, can_install: RwSignal<bool>) {
    listen_for_install(can_install);
    let Some(container) = container() else { return };
    hear(&container);
    spawn_local(async move {
        let Ok(registering) = wasm_bindgen_futures::JsFuture::from(container.register(SCRIPT)).await else { return };
        let registration: ServiceWorkerRegistration = registering.unchecked_into();
        watch(&registration, update_ready);
        REGISTRATION.with(|slot| *slot.borrow_mut() = Some(registration));
    });
}

/// Asks the server whether there is a newer build.
pub fn look_for_update() {
    if let Some(registration) = REGISTRATION.with(|slot| slot.borrow().clone())
        && let Ok(looking) = registration.update()
    {
        spawn_local(async move {
            // No network: next time.
            let _ = JsFuture::from(looking).await;
        });
    }
}

/// Lets the waiting build take over, then loads the page once more.
pub fn update() {
    let waiting = REGISTRATION.with(|slot| slot.borrow().as_ref().and_then(ServiceWorkerRegistration::waiting));
    let (Some(waiting), Some(container)) = (waiting, container()) else { return reload() };
    let once = Cell::new(false);
    EventListener::new(&container, "controllerchange", move |_| {
        if !once.replace(true) {
            reload();
        }
    })
    .forget();
    // A worker that is gone meanwhile has been replaced already; the next load brings it.
    let _ = waiting.post_message(&"SKIP_WAITING".into());
}

/// Has every worker there is (the one in charge and one that waits) keep the file of those in office, until one says
/// that it does. Without a worker nothing is kept, this neither.
pub fn keep_desk() {
    if container().is_none() || DESK.with(Cell::get) {
        return;
    }
    mark("coming");
    spawn_local(async move {
        let Some(registration) = ready().await else { return };
        for worker in [registration.active(), registration.waiting(), registration.installing()].into_iter().flatten() {
            // One that is gone meanwhile needs nothing; asked again after the next sync.
            let _ = worker.post_message(&KEEP_DESK.into());
        }
    });
}

/// The registration, once a worker is in charge; without one this never comes.
pub async fn ready() -> Option<ServiceWorkerRegistration> {
    let ready = JsFuture::from(container()?.ready().ok()?).await.ok()?;
    Some(ready.unchecked_into())
}

fn hear(container: &ServiceWorkerContainer) {
    EventListener::new(container, "message", |event| {
        let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
        if said.as_deref() == Some(DESK_KEPT) {
            DESK.with(|kept| kept.set(true));
            mark("kept");
        }
    })
    .forget();
}

fn mark(state: &str) {
    let page = web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    if let Some(page) = page {
        // Only for whoever looks from outside.
        let _ = page.set_attribute(DESK_MARK, state);
    }
}

/// Shows the browser's own question whether to install.
pub fn install(can_install: RwSignal<bool>) {
    let Some(offer) = INSTALL.with(|slot| slot.borrow_mut().take()) else { return };
    can_install.set(false);
    if let Ok(prompt) = Reflect::get(&offer, &"prompt".into())
        && let Some(prompt) = prompt.dyn_ref::<Function>()
    {
        // Refused or not: the browser will offer again when it likes.
        let _ = prompt.call0(&offer);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

fn watch(registration: &ServiceWorkerRegistration, update_ready: RwSignal<bool>) {
    say(registration, update_ready);
    if let Some(installing) = registration.installing() {
        follow(&installing, registration, update_ready);
    }
    let found = registration.clone();
    EventListener::new(registration, "updatefound", move |_| {
        if let Some(installing) = found.installing() {
            follow(&installing, &found, update_ready);
        }
    })
    .forget();
}

fn follow(installing: &ServiceWorker, registration: &ServiceWorkerRegistration, update_ready: RwSignal<bool>) {
    let registration = registration.clone();
    EventListener::new(installing, "statechange", move |_| say(&registration, update_ready)).forget();
}

/// One waits and another is in charge. On a first visit the only one there is waits for an instant too, and there is
/// nothing to take over from. Said once, it stays true: the page runs the older build until it is loaded again, also when
/// another tab has let the newer one take over.
fn say(registration: &ServiceWorkerRegistration, update_ready: RwSignal<bool>) {
    let in_charge = registration.active().is_some() && container().is_some_and(|c| c.controller().is_some());
    if in_charge && registration.waiting().is_some() {
        update_ready.set(true);
    }
}

fn listen_for_install(can_install: RwSignal<bool>) {
    let Some(window) = web_sys::window() else { return };
    let target: EventTarget = window.into();
    EventListener::new_with_options(
        &target,
        "beforeinstallprompt",
        gloo::events::EventListenerOptions::enable_prevent_default(),
        move |event| {
            event.prevent_default();
            INSTALL.with(|slot| *slot.borrow_mut() = Some(event.clone()));
            can_install.set(true);
        },
    )
    .forget();
    EventListener::new(&target, "appinstalled", move |_| can_install.set(false)).forget();
}

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let found: JsValue = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    found.dyn_into().ok()
}
