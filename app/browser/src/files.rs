//! The files that the module is cut into: the first screen, the later pages, the working half, and what only those in
//! office need: their pages and their part of the law. One that cannot be had is asked for again. Only the release build
//! is cut (`--split`): what tests load is one file, which has everything.

use std::time::Duration;

use app::later::{Desk, Later, desk_page, page};
use app::standing::standing;
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
fn cut_off(which: Later, place: Place) -> Result<Option<AnyView>, Missing> {
    Ok(place.built(|| page(which)))
}

#[cfg_attr(not(debug_assertions), wasm_split_helpers::wasm_split(desk, fallible))]
#[cfg_attr(debug_assertions, allow(clippy::unnecessary_wraps, reason = "only a file of its own can be missing"))]
fn of_office(which: Desk, place: Place) -> Result<Option<AnyView>, Missing> {
    Ok(place.built(|| desk_page(which)))
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
    /// Whether it can be built from a glance at what is stored: it shows what is known as it comes and keeps nothing
    /// from its making. All others wait until everything has been read.
    fn suits_a_glance(self) -> bool {
        matches!(self, Page::Later(Later::Home) | Page::Desk(Desk::Stairwell))
    }

    async fn built(self, place: Place) -> Result<Option<AnyView>, Missing> {
        match self {
            Page::Later(which) => had(cut_off(which, place)).await,
            Page::Desk(which) => had(of_office(which, place)).await,
        }
    }
}

/// Where a page is to stand once its file is here.
#[derive(Clone, Copy)]
struct Place(RwSignal<Option<AnyView>, LocalStorage>);

impl Place {
    /// Whether somebody went on to another page: nobody waits here any more.
    fn is_gone(self) -> bool {
        self.0.is_disposed()
    }

    /// Builds the page, unless its place is gone: what pages are built from went with it, and a page that does not find
    /// it brings down the whole app.
    fn built(self, build: impl FnOnce() -> AnyView) -> Option<AnyView> {
        (!self.is_gone()).then(build)
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
    let reading = standing().reading;
    if let Some(owner) = Owner::current() {
        if page.suits_a_glance() || !reading.get_untracked() {
            fill(page, Place(shown), owner);
        } else {
            // The page belongs to its place and not to this effect, whose next run would take it along.
            Effect::new(move |filled: Option<bool>| {
                let fills = filled != Some(true) && !reading.get();
                if fills {
                    fill(page, Place(shown), owner.clone());
                }
                fills || filled == Some(true)
            });
        }
    }
    (move || {
        shown.track();
        shown.write_untracked().take()
    })
    .into_any()
}

/// Builds the page under the owner of its place, though the file comes later.
fn fill(page: Page, place: Place, owner: Owner) {
    let built = owner.with(|| ScopedFuture::new_untracked(page.built(place)));
    spawn_local(async move {
        match built.await {
            Ok(page) => drop(place.0.try_set(page)),
            Err(Missing) if place.is_gone() => {}
            Err(Missing) => set_timeout(move || fill(page, place, owner), AGAIN),
        }
    });
}
