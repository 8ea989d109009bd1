//! Parts: a refusal with its clause and the next step, and how a deed went.

use super::icon;
use super::live::live;
use crate::{
    dispatch::Doing,
    standing::{lang, words},
    words::refusal::told_note,
};
use leptos::{html, prelude::*};
use rulebook::sync::Note;

/// A refusal that teaches: the sentence, the clause in its own words, what to do now.
pub fn refusal(note: &Note) -> impl IntoView + use<> {
    let told = told_note(lang(), note);
    let w = words();
    let source = if told.clause.from_paper { w.from_paper } else { w.from_charter };
    view! {
        <section class="refusal" role="alert" data-testid="refusal" data-code=note.code.clone()>
            <p class="why">{icon("alert")}<span>{told.sentence}</span></p>
            <blockquote data-testid="clause">
                {told.clause.text}
                <cite>{source}" · "{told.clause.name}" · "{told.clause.id}</cite>
            </blockquote>
            <p class="next" data-testid="next-step">{icon("next")}<span>{told.next}</span></p>
        </section>
    }
}

/// A line of information with its icon.
pub fn notice(class: &'static str, name: &'static str, text: impl Into<String>) -> impl IntoView {
    let text: String = text.into();
    view! { <div class=format!("notice {class}")>{icon(name)}<p>{text}</p></div> }
}

/// How the newest deed of a page went; silent while there is nothing to say.
pub fn said(doing: RwSignal<Doing>) -> impl IntoView {
    let w = words();
    live(move || {
        match doing.get() {
            Doing::Idle => ().into_any(),
            Doing::Saving => view! { <p class="quiet" role="status">{w.saving}</p> }.into_any(),
            Doing::Saved => view! { <div role="status" data-testid="saved">{notice("notice-good saved-mark", "check", w.saved)}</div> }.into_any(),
            Doing::Accepted => view! { <div role="status" data-testid="accepted">{notice("notice-good saved-mark", "check", w.accepted_now)}</div> }.into_any(),
            Doing::Refused(note) => in_sight(refusal(&note).into_any()),
            Doing::NeedsNetwork => in_sight(view! { <div role="alert">{notice("notice-care", "offline", w.needs_network)}</div> }.into_any()),
            Doing::NotStored => in_sight(view! { <div role="alert">{notice("notice-bad", "alert", w.not_stored)}</div> }.into_any()),
        }
    })
}

/// What went wrong stands at the head of its page; whoever pressed a button further down is brought there.
fn in_sight(wrong: AnyView) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    place.on_load(|place| place.scroll_into_view());
    view! { <div node_ref=place>{wrong}</div> }.into_any()
}
