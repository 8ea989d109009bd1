//! The working half of the phone: storing, deciding, enrolling, syncing. It is a file of its own that the browser
//! fetches while the first screen is already being painted, and keeps with all others for the stairwell. Everything
//! that leads into it stands in [`Task`], so that nothing of it is pulled into the first file by a side door.

use std::rc::Rc;

use app::ports::{Calls, Deed, Enrolment, Handed, Outcome, Wish};
use futures_util::FutureExt as _;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use rulebook::ids::PersonId;
use wasm_bindgen_futures::spawn_local;

use crate::files::{Missing, had};
use crate::handset::{Handset, log};
use crate::{deed, drafts, enrol, handing, lacks, news, push, sync};

/// Something for the working half to do.
pub enum Task {
    /// Take up whoever was in use with a glance at what is stored, and find out what this browser lacks.
    Wake,
    /// Read everything that is stored.
    Read,
    /// Sync now.
    Sync,
    /// Listen for news, or no longer: the page, the network or the person changed.
    Listen,
    /// Decide, sign, store.
    Act(Box<Deed>, Callback<Outcome>),
    /// Hand in the file of a field.
    HandIn {
        /// The field's id.
        field: String,
        /// Where to.
        path: String,
        /// Who waits.
        done: Callback<Handed>,
    },
    /// Whether the server may call this phone; with a wish, after it was carried out.
    Calls(Option<Wish>, Callback<Calls>),
    /// The refusals were looked at.
    MarkSeen,
    /// Keep what was typed; an empty text lets go of it.
    KeepDraft {
        /// Under which name.
        key: String,
        /// What was typed.
        text: String,
    },
    /// What was typed earlier.
    ReadDraft(String, Callback<Option<String>>),
    /// Become a persona of the demo.
    EnrolDemo(PersonId, Callback<Enrolment>),
    /// Enrol with a code.
    Enrol(String, Callback<Enrolment>),
    /// Make somebody else who is enrolled here the person in use.
    Switch(String),
}

/// Does it, as soon as the working half is here.
///
/// # Errors
/// If its file could not be had; nothing was done then, and asking again fetches it again.
pub async fn ask(handset: &Rc<Handset>, task: Task) -> Result<(), Missing> {
    had(work(handset.clone(), task)).await?.await;
    Ok(())
}

/// Does it when it can be done; a page does not wait.
pub fn begin(handset: &Rc<Handset>, task: Task) {
    let handset = handset.clone();
    spawn_local(async move {
        let unable = task.unable();
        if ask(&handset, task).await.is_err() {
            log("the second file of the app could not be had");
            unable();
        }
    });
}

impl Task {
    /// What to say to whoever waits if the file cannot be had: that nothing was done.
    fn unable(&self) -> Box<dyn FnOnce()> {
        match self {
            Task::Act(_, done) => saying(*done, Outcome::NotStored),
            Task::HandIn { done, .. } => saying(*done, Handed::NeedsNetwork),
            Task::ReadDraft(_, done) => saying(*done, None),
            Task::Calls(_, done) => saying(*done, Calls::NeedsNetwork),
            Task::EnrolDemo(_, done) | Task::Enrol(_, done) => saying(*done, Enrolment::NeedsNetwork),
            _ => Box::new(|| ()),
        }
    }
}

fn saying<T: 'static>(done: Callback<T>, said: T) -> Box<dyn FnOnce()> {
    Box::new(move || {
        done.try_run(said);
    })
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(half, fallible))]
#[cfg_attr(debug_assertions, allow(clippy::unnecessary_wraps, reason = "only a file of its own can be missing"))]
fn work(handset: Rc<Handset>, task: Task) -> Result<LocalBoxFuture<'static, ()>, Missing> {
    Ok(doing(handset, task).boxed_local())
}

async fn doing(handset: Rc<Handset>, task: Task) {
    match task {
        Task::Wake => wake(&handset).await,
        Task::Read => read(&handset).await,
        Task::Sync => sync::trigger(&handset),
        Task::Listen => news::tend(&handset),
        // The page that asked may be gone by now.
        Task::Act(deed, done) => {
            done.try_run(deed::act(&handset, *deed).await);
        }
        Task::HandIn { field, path, done } => {
            done.try_run(handing::hand_in(&handset, &field, &path).await);
        }
        Task::Calls(wish, done) => {
            done.try_run(push::calls(&handset, wish).await);
        }
        Task::MarkSeen => mark_seen(&handset).await,
        Task::KeepDraft { key, text } => keep_draft(&handset, &key, &text).await,
        Task::ReadDraft(key, done) => {
            done.try_run(drafts::find(&device(&handset), &key).await.ok().flatten());
        }
        Task::EnrolDemo(person, done) => enrol::demo(&handset, person.as_str(), done).await,
        Task::Enrol(code, done) => enrol::by_code(&handset, &code, done).await,
        Task::Switch(device) => {
            if let Err(error) = handset.take_up(&device).await {
                log(&format!("not switched: {error}"));
            }
            sync::trigger(&handset);
        }
    }
}

async fn wake(handset: &Rc<Handset>) {
    let awake = handset.wake().await;
    if let Err(error) = &awake {
        log(&format!("storage: {error}"));
    }
    handset.board.lacks.set(lacks::found(awake.is_ok()));
    if handset.session().is_some() {
        lacks::ask_to_stay();
        let handset = handset.clone();
        spawn_local(async move { push::mend(&handset).await });
    }
}

async fn read(handset: &Handset) {
    if let Err(error) = handset.reload().await {
        log(&format!("what is stored could not be read: {error}"));
    }
}

async fn mark_seen(handset: &Rc<Handset>) {
    let Some(session) = handset.session() else { return };
    if let Err(error) = handset.outbox.looked(&session.device()).await {
        log(&format!("not marked as looked at: {error}"));
    }
    if let Err(error) = handset.show().await {
        log(&format!("the outbox could not be read: {error}"));
    }
}

async fn keep_draft(handset: &Handset, key: &str, text: &str) {
    let device = device(handset);
    let kept = if text.is_empty() { drafts::drop(&device, key).await } else { drafts::keep(&device, key, text).await };
    if let Err(error) = kept {
        log(&format!("a draft was not kept: {error}"));
    }
}

fn device(handset: &Handset) -> String {
    handset.session().map(|session| session.device()).unwrap_or_default()
}
