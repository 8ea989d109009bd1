//! App: the pages that are not needed for the first look. They are a file of their own, fetched right after the first
//! screen stands and kept by the service worker with everything else. How they are cut off and fetched is the device's
//! business; here they are only named.

use crate::{pages, standing::in_lang};
use leptos::prelude::*;

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

/// How such a page is had: a phone fetches its file first. Handed in by whoever knows of files, because a page that is
/// named from here would be pulled into the first one.
#[derive(Clone, Copy)]
pub struct Shelf(pub fn(Later) -> AnyView);

/// Builds the page, where its code is.
pub fn page(which: Later) -> AnyView {
    match which {
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
    }
}

/// The page from the shelf; expects a [`Shelf`] in the context.
pub fn later(which: Later) -> AnyView {
    use_context::<Shelf>().map_or_else(|| ().into_any(), |Shelf(take)| take(which))
}
