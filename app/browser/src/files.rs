//! The files that the module is cut into: the first screen, the later pages, the working half, and what only those in
//! office need: their pages and their part of the law. One that cannot be had is asked for again. Only the release build
//! is cut (`--split`): what tests load is one file, which has everything.

use std::time::Duration;

use app::later::{Desk, Later, desk_page, page};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use rulebook::decide::whole_law;
use rulebook::sync::Law;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::SplitLoaderError;

/// How long to wait before a file that could not be had is asked for again.
pub const AGAIN: Duration = Duration::from_secs(2);

/// A file could not be had.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Missing {
        Missing
    }
}

/// What a function of another file gives, once that file is here.
#[cfg(not(debug_assertions))]
pub async fn had<T>(given: impl Future<Output = T>) -> T {
    given.await
}

/// What a function gives in a build of one file.
#[cfg(debug_assertions)]
pub async fn had<T>(given: T) -> T {
    given
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(later, fallible, preload(fetch_later)))]
#[cfg_attr(debug_assertions, allow(clippy::unnecessary_wraps, reason = "only a file of its own can be missing"))]
fn cut_off(which: Later) -> Result<AnyView, Missing> {
    Ok(page(which))
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(desk, fallible))]
#[cfg_attr(debug_assertions, allow(clippy::unnecessary_wraps, reason = "only a file of its own can be missing"))]
fn of_office(which: Desk) -> Result<AnyView, Missing> {
    Ok(desk_page(which))
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(desk, fallible))]
#[cfg_attr(debug_assertions, allow(clippy::unnecessary_wraps, reason = "only a file of its own can be missing"))]
fn law_of_office() -> Result<Law, Missing> {
    Ok(whole_law)
}

/// Fetches the later pages ahead of the first of them. If they cannot be had now, the first one asks again.
pub async fn fetch_pages() {
    #[cfg(not(debug_assertions))]
    let _ = fetch_later().await;
}

/// The whole law, as soon as the file of those in office is here; their pages are here then, too.
///
/// # Errors
/// If the file could not be had.
pub async fn law() -> Result<Law, Missing> {
    had(law_of_office()).await
}

/// A page of one of the files.
#[derive(Clone, Copy)]
enum Page {
    Later(Later),
    Desk(Desk),
}

impl Page {
    async fn built(self) -> Result<AnyView, Missing> {
        match self {
            Page::Later(which) => had(cut_off(which)).await,
            Page::Desk(which) => had(of_office(which)).await,
        }
    }
}

/// A later page, as soon as its file is here. Without it (a first visit cut off half way, before the service worker kept
/// everything) its place stays empty, and the file is asked for again until it comes.
pub fn later(which: Later) -> AnyView {
    place(Page::Later(which))
}

/// A page of an office, in the same way.
pub fn desk(which: Desk) -> AnyView {
    place(Page::Desk(which))
}

fn place(page: Page) -> AnyView {
    let shown = RwSignal::new_local(None::<AnyView>);
    if let Some(owner) = Owner::current() {
        fill(page, shown, owner);
    }
    (move || {
        shown.track();
        shown.write_untracked().take()
    })
    .into_any()
}

/// Builds the page under the owner of its place, though the file comes later.
fn fill(page: Page, shown: RwSignal<Option<AnyView>, LocalStorage>, owner: Owner) {
    let built = owner.with(|| ScopedFuture::new_untracked(page.built()));
    spawn_local(async move {
        match built.await {
            Ok(page) => drop(shown.try_set(Some(page))),
            // Somebody went on to another page: nobody waits any more.
            Err(Missing) if shown.is_disposed() => {}
            Err(Missing) => set_timeout(move || fill(page, shown, owner), AGAIN),
        }
    });
}
