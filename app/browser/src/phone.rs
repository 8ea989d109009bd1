//! The ports of the pages, answered by this phone. Each method is a sentence; the work is done in the rooms it names.

use std::rc::Rc;

use app::ports::{Calls, Deed, Enrolment, Handed, Outcome, Phone, Wish};
use leptos::prelude::*;
use rulebook::hash::Opening;
use rulebook::ids::{DeviceId, PersonId};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::half::{self, Task};
use crate::handing;
use crate::handset::{Handset, here, log};
use crate::keys::{self, KeyError};
use crate::{voice, worker};

/// This phone, as pages see it.
pub struct Handheld(SendWrapper<Rc<Handset>>);

impl Handheld {
    /// Wraps the phone; it never leaves the one thread a page has.
    pub fn new(handset: Rc<Handset>) -> Self {
        Self(SendWrapper::new(handset))
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
        half::begin(&self.0, Task::Act(Box::new(deed), done));
    }

    fn chosen(&self, field: &str) -> Option<(String, u64)> {
        handing::chosen(field).map(|file| (file.name(), file.size() as u64))
    }

    fn unchoose(&self, field: &str) {
        handing::unchoose(field);
    }

    fn hand_in(&self, field: &str, path: String, done: Callback<Handed>) {
        half::begin(&self.0, Task::HandIn { field: field.to_owned(), path, done });
    }

    fn calls(&self, wish: Option<Wish>, done: Callback<Calls>) {
        half::begin(&self.0, Task::Calls(wish, done));
    }

    fn sync_now(&self) {
        half::begin(&self.0, Task::Sync);
    }

    fn mark_seen(&self) {
        half::begin(&self.0, Task::MarkSeen);
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
        half::begin(&self.0, Task::KeepDraft { key: key.to_owned(), text: text.to_owned() });
    }

    fn read_draft(&self, key: &str, done: Callback<Option<String>>) {
        half::begin(&self.0, Task::ReadDraft(key.to_owned(), done));
    }

    fn enrol_demo(&self, person: PersonId, done: Callback<Enrolment>) {
        half::begin(&self.0, Task::EnrolDemo(person, done));
    }

    fn enrol(&self, code: String, done: Callback<Enrolment>) {
        half::begin(&self.0, Task::Enrol(code, done));
    }

    fn switch(&self, device: DeviceId) {
        half::begin(&self.0, Task::Switch(device.0));
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

/// Without randomness nothing here is safe to make; an empty text is refused by the rulebook.
fn made(made: Result<String, KeyError>) -> String {
    made.unwrap_or_else(|error| {
        log(&format!("no randomness: {}", error.0));
        String::new()
    })
}
