//! The ports of the pages, answered by this phone. Each method is a sentence; the work is done in the rooms it names.

use std::rc::Rc;

use app::ports::{Deed, Enrolment, Outcome, Phone};
use leptos::prelude::*;
use rulebook::hash::Opening;
use rulebook::ids::{DeviceId, PersonId};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::handset::{Handset, here, log};
use crate::keys::{self, KeyError};
use crate::{deed, drafts, enrol, sync, voice, worker};

/// This phone, as pages see it.
pub struct Handheld(SendWrapper<Rc<Handset>>);

impl Handheld {
    /// Wraps the phone; it never leaves the one thread a page has.
    pub fn new(handset: Rc<Handset>) -> Self {
        Self(SendWrapper::new(handset))
    }

    fn handset(&self) -> Rc<Handset> {
        Rc::clone(&self.0)
    }

    fn device(&self) -> String {
        self.0.session().map(|session| session.device()).unwrap_or_default()
    }
}

impl Phone for Handheld {
    fn fresh_id(&self) -> String {
        let now = self.0.session().map_or_else(here, |session| session.now().0);
        made(keys::uuid7(u64::try_from(now).unwrap_or_default()))
    }

    fn fresh_receipt(&self) -> String {
        made(keys::receipt_code())
    }

    fn fresh_enrolment_code(&self) -> String {
        made(keys::code::<26>())
    }

    fn seal(&self, field: &str, value: &str) -> Opening {
        let salt = made(keys::random::<32>().map(|salt| keys::base64url(&salt)));
        Opening { field: field.to_owned(), salt, value: value.to_owned() }
    }

    fn act(&self, deed: Deed, done: Callback<Outcome>) {
        let handset = self.handset();
        spawn_local(async move {
            // The page that asked may be gone by now.
            done.try_run(deed::act(&handset, deed).await);
        });
    }

    fn sync_now(&self) {
        sync::trigger(&self.0);
    }

    fn mark_seen(&self) {
        let handset = self.handset();
        spawn_local(async move {
            let Some(session) = handset.session() else { return };
            if let Err(error) = handset.outbox.looked(&session.device()).await {
                log(&format!("not marked as looked at: {error}"));
            }
            shown(&handset).await;
        });
    }

    fn speak(&self, text: &str) -> bool {
        voice::speak(text, self.0.board.lang.get_untracked())
    }

    fn hush(&self) {
        voice::hush();
    }

    fn buzz(&self) {
        voice::buzz();
    }

    fn keep_draft(&self, key: &str, text: &str) {
        let (device, key, text) = (self.device(), key.to_owned(), text.to_owned());
        spawn_local(async move {
            let kept = if text.is_empty() {
                drafts::drop(&device, &key).await
            } else {
                drafts::keep(&device, &key, &text).await
            };
            if let Err(error) = kept {
                log(&format!("a draft was not kept: {error}"));
            }
        });
    }

    fn read_draft(&self, key: &str, done: Callback<Option<String>>) {
        let (device, key) = (self.device(), key.to_owned());
        spawn_local(async move {
            done.try_run(drafts::find(&device, &key).await.ok().flatten());
        });
    }

    fn enrol_demo(&self, person: PersonId, done: Callback<Enrolment>) {
        let handset = self.handset();
        spawn_local(async move { enrol::demo(&handset, person.as_str(), done).await });
    }

    fn enrol(&self, code: String, done: Callback<Enrolment>) {
        let handset = self.handset();
        spawn_local(async move { enrol::by_code(&handset, &code, done).await });
    }

    fn switch(&self, device: DeviceId) {
        let handset = self.handset();
        spawn_local(async move {
            if let Err(error) = handset.take_up(device.as_str()).await {
                log(&format!("not switched: {error}"));
            }
            sync::trigger(&handset);
        });
    }

    fn update(&self) {
        worker::update();
    }

    fn install(&self) {
        worker::install(self.0.board.can_install);
    }

    fn copy(&self, text: &str) {
        let Some(window) = web_sys::window() else { return };
        let copying = window.navigator().clipboard().write_text(text);
        spawn_local(async move {
            if JsFuture::from(copying).await.is_err() {
                log("the clipboard is not to be had");
            }
        });
    }

    fn fragment(&self) -> String {
        let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
        hash.trim_start_matches('#').to_owned()
    }
}

async fn shown(handset: &Handset) {
    if let Err(error) = handset.show().await {
        log(&format!("the outbox could not be read: {error}"));
    }
}

/// Without randomness nothing here is safe to make; an empty text is refused by the rulebook.
fn made(made: Result<String, KeyError>) -> String {
    made.unwrap_or_else(|error| {
        log(&format!("no randomness: {}", error.0));
        String::new()
    })
}
