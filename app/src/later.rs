//! App: the pages that are not needed for the first look. They are files of their own: one that everybody's phone
//! fetches right after the first screen stands, and one for whoever holds an office, which the phone of an ordinary
//! resident never fetches unless such a page is opened there. Both are kept by the service worker with everything
//! else. How they are cut off and fetched is the device's business; here they are only named.

use crate::{pages, standing::in_lang};
use leptos::prelude::*;

/// A page of everybody's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// What needs me.
    Home,
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
    /// All meetings.
    Meetings,
    /// One meeting.
    Meeting,
    /// All decisions.
    Decisions,
    /// What becomes of a decision.
    Decision,
    /// Elections of the committee.
    Elections,
    /// One election.
    Election,
    /// What is not delivered.
    Outbox,
    /// Receipts, devices, language.
    Me,
    /// A code for somebody else.
    Offer,
}

/// A page of the file for those in office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// Today's buildings.
    Round,
    /// The doors of a building.
    Stairwell,
    /// A resident signs on the glass.
    Cosign,
    /// A lead from a door.
    Lead,
    /// What waits for a review.
    Review,
    /// One review.
    Judge,
    /// Call a meeting.
    CallMeeting,
    /// Ask for mediation: seldom, and with the law of the offices.
    CallMediation,
    /// Its record, while it is held.
    Record,
    /// What lies before the community council.
    Council,
    /// One matter before it.
    Matter,
    /// Service items.
    Service,
    /// A roster is handed in.
    Roster,
    /// Announce an election.
    AnnounceElection,
    /// Run one: board and tellers.
    RunElection,
}

/// How such pages are had: a phone fetches their file first. Handed in by whoever knows of files, because a page that is
/// named from here would be pulled into the first one.
#[derive(Clone, Copy)]
pub struct Shelf {
    /// From everybody's file.
    pub later: fn(Later) -> AnyView,
    /// From the file of those in office.
    pub desk: fn(Desk) -> AnyView,
}

/// Builds the page, where its code is.
pub fn page(which: Later) -> AnyView {
    match which {
        Later::Home => in_lang(pages::home::signed_in).into_any(),
        Later::Topics => in_lang(pages::topics::topics).into_any(),
        Later::NewDraft => in_lang(pages::draft::new).into_any(),
        Later::EditDraft => in_lang(pages::draft::edit).into_any(),
        Later::Topic => in_lang(pages::topic::topic).into_any(),
        Later::Sign => in_lang(pages::sign::sign).into_any(),
        Later::Meetings => in_lang(pages::meetings::meetings).into_any(),
        Later::Meeting => in_lang(pages::meetings::meeting::meeting).into_any(),
        Later::Decisions => in_lang(pages::decisions::list).into_any(),
        Later::Decision => in_lang(pages::decisions::decision).into_any(),
        Later::Elections => in_lang(pages::elections::elections).into_any(),
        Later::Election => in_lang(pages::elections::election::election).into_any(),
        Later::Outbox => in_lang(pages::outbox::outbox).into_any(),
        Later::Me => in_lang(pages::me::me).into_any(),
        Later::Offer => in_lang(pages::offer::offer).into_any(),
    }
}

/// Builds the page of an office, where its code is.
pub fn desk_page(which: Desk) -> AnyView {
    match which {
        Desk::Round => in_lang(pages::round::round).into_any(),
        Desk::Stairwell => in_lang(pages::stairwell::stairwell).into_any(),
        Desk::Cosign => in_lang(pages::cosign::cosign).into_any(),
        Desk::Lead => in_lang(pages::lead::lead).into_any(),
        Desk::Review => in_lang(pages::review::review).into_any(),
        Desk::Judge => in_lang(pages::judge::judge).into_any(),
        Desk::CallMeeting => in_lang(pages::meetings::call::call).into_any(),
        Desk::CallMediation => in_lang(pages::meetings::mediation::call::call).into_any(),
        Desk::Record => in_lang(pages::meetings::record::record).into_any(),
        Desk::Council => in_lang(pages::council::council).into_any(),
        Desk::Matter => in_lang(pages::council::matter::matter).into_any(),
        Desk::Service => in_lang(pages::service::service).into_any(),
        // Draws itself in the reader's language: a chosen file and its report outlive a switch.
        Desk::Roster => pages::roster::roster().into_any(),
        Desk::AnnounceElection => in_lang(pages::elections::announce::announce).into_any(),
        Desk::RunElection => in_lang(pages::elections::run::run).into_any(),
    }
}

/// The page from the shelf; expects a [`Shelf`] in the context.
pub fn later(which: Later) -> AnyView {
    use_context::<Shelf>().map_or_else(|| ().into_any(), |shelf| (shelf.later)(which))
}

/// The page of an office from the shelf; expects a [`Shelf`] in the context.
pub fn desk(which: Desk) -> AnyView {
    use_context::<Shelf>().map_or_else(|| ().into_any(), |shelf| (shelf.desk)(which))
}
