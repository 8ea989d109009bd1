//! Parts: one act of mine as a sentence, with what became of it.

use super::{icon, refusal::refusal};
use crate::{
    ports::{Errand, ErrandState, Known},
    standing::{lang, my_id, now, words},
    words::{deed::told, when},
};
use leptos::prelude::*;

/// One act: its state, its sentence, and where it was refused the clause and the next step.
pub fn deed(errand: &Errand) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let held: Known = expect_context();
    let me = my_id();
    let said = held.0.with_untracked(|h| told(lang, h.community(), me.as_ref(), &errand.intent));
    let (class, name, state, note, id) = match &errand.state {
        ErrandState::Waiting(note) => ("tag tag-amber", "clock", w.state_waiting, note.clone(), "waiting"),
        ErrandState::Accepted => ("tag tag-green", "check", w.state_accepted, None, "accepted"),
        ErrandState::Refused(note) => ("tag tag-red", "alert", w.state_refused, Some(note.clone()), "refused"),
        ErrandState::Quarantined(_) => ("tag tag-violet", "info", w.state_held, None, "held"),
    };
    let why = match &errand.state {
        ErrandState::Quarantined(why) => Some(why.clone()),
        _ => None,
    };
    view! {
        <li class="deed" data-testid="deed" data-state=id>
            <div class="line">
                <span class=class>{icon(name)}{state}</span>
                <time class="quiet line-end">{when::ago(lang, now(), errand.at)}</time>
            </div>
            <p class="said">{said}</p>
            {why.map(|why| view! { <p class="quiet">{w.unknown_next}" "<code>{why}</code></p> })}
            {note.map(|note| refusal(&note))}
        </li>
    }
}
