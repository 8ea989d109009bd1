//! Parts: a meeting in a list.

use crate::{routes, standing::lang, words::meeting as say};
use leptos::prelude::*;
use rulebook::meeting::Meeting;

/// A meeting as a card that leads to it.
pub fn meeting_card(meeting: &Meeting) -> impl IntoView + use<> {
    let lang = lang();
    let tone = if meeting.is_gathered() { "card card-orange" } else { "card" };
    let items = (!meeting.is_mediation()).then(|| say::items(lang, meeting.agenda.len()));
    view! {
        <a class=tone href=routes::meeting(&meeting.id) data-testid="meeting" data-state=format!("{:?}", meeting.state)>
            <h3>{say::kind(lang, meeting.kind)}</h3>
            <p>{say::when_where(lang, meeting.starts, &meeting.place)}</p>
            <p class="quiet line"><span>{say::state(lang, meeting.state)}</span>{items.map(|items| view! { <span>{items}</span> })}</p>
        </a>
    }
}
