//! App: the pages that are not needed for the first look. They are a file of their own, fetched right after the first
//! screen stands (and kept by the service worker with everything else); until it is there their place stays empty.

use crate::{pages, standing::in_lang};
use leptos::prelude::*;
use wasm_split_helpers::SplitLoaderError;

/// A page of the second file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// Today's buildings.
    Round,
    /// The doors of a building.
    Stairwell,
    /// A resident signs on the glass.
    Cosign,
    /// A lead from a door.
    Lead,
    /// All topics.
    Topics,
    /// A new draft.
    NewDraft,
    /// The text of a draft.
    EditDraft,
    /// One topic.
    Topic,
    /// One's own co-signature.
    Sign,
    /// What waits for a review.
    Review,
    /// One review.
    Judge,
    /// What is not delivered.
    Outbox,
    /// Receipts, devices, language.
    Me,
    /// A code for somebody else.
    Offer,
}

/// How long to wait before a file that could not be had is asked for again.
#[cfg(not(debug_assertions))]
const AGAIN: std::time::Duration = std::time::Duration::from_secs(2);

/// The second file could not be had.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Missing {
        Missing
    }
}

/// Builds the page once its file is there.
///
/// # Errors
/// If the file could not be had; asking again fetches it again.
// Only the release build is cut into files; what tests load is one.
#[cfg_attr(
    not(debug_assertions),
    wasm_split_helpers::wasm_split(
        later,
        fallible,
        preload(
            /// Fetches the file of these pages ahead of the first of them.
            fetch_file
        )
    )
)]
#[cfg_attr(debug_assertions, allow(clippy::unnecessary_wraps, reason = "only a file of its own can be missing"))]
fn page(which: Later) -> Result<AnyView, Missing> {
    Ok(match which {
        Later::Round => in_lang(pages::round::round).into_any(),
        Later::Stairwell => in_lang(pages::stairwell::stairwell).into_any(),
        Later::Cosign => in_lang(pages::cosign::cosign).into_any(),
        Later::Lead => in_lang(pages::lead::lead).into_any(),
        Later::Topics => in_lang(pages::topics::topics).into_any(),
        Later::NewDraft => in_lang(pages::draft::new).into_any(),
        Later::EditDraft => in_lang(pages::draft::edit).into_any(),
        Later::Topic => in_lang(pages::topic::topic).into_any(),
        Later::Sign => in_lang(pages::sign::sign).into_any(),
        Later::Review => in_lang(pages::review::review).into_any(),
        Later::Judge => in_lang(pages::judge::judge).into_any(),
        Later::Outbox => in_lang(pages::outbox::outbox).into_any(),
        Later::Me => in_lang(pages::me::me).into_any(),
        Later::Offer => in_lang(pages::offer::offer).into_any(),
    })
}

/// Fetches the file ahead of the first page that needs it. If it cannot be had now, the page asks again.
pub async fn fetch() {
    #[cfg(not(debug_assertions))]
    let _ = fetch_file().await;
}

/// The page at once: a build that is not cut into files has it.
#[cfg(debug_assertions)]
pub fn later(which: Later) -> AnyView {
    page(which).unwrap_or_else(|Missing| ().into_any())
}

/// The page, as soon as its file is there. Without it (a first visit cut off half way, before the service worker kept
/// everything) its place stays empty, and the file is asked for again until it comes.
#[cfg(not(debug_assertions))]
pub fn later(which: Later) -> AnyView {
    let shown = RwSignal::new_local(None::<AnyView>);
    if let Some(owner) = Owner::current() {
        fill(which, shown, owner);
    }
    (move || {
        shown.track();
        shown.write_untracked().take()
    })
    .into_any()
}

/// Builds the page under the owner of its place, though the file comes later.
#[cfg(not(debug_assertions))]
fn fill(which: Later, shown: RwSignal<Option<AnyView>, LocalStorage>, owner: Owner) {
    let built = owner.with(|| leptos::reactive::computed::ScopedFuture::new_untracked(page(which)));
    leptos::task::spawn_local(async move {
        match built.await {
            Ok(page) => drop(shown.try_set(Some(page))),
            // Somebody went on to another page: nobody waits any more.
            Err(Missing) if shown.is_disposed() => {}
            Err(Missing) => set_timeout(move || fill(which, shown, owner), AGAIN),
        }
    });
}
