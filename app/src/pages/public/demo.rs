//! Pages: the personas of the demo community, and what each can do. Demo mode only, loudly marked.

use crate::{
    parts::{icon, page::head},
    routes,
    standing::{lang, words},
    words::{Lang, label},
};
use leptos::prelude::*;
use rulebook::{ids::PersonId, people::Role};

/// Somebody the visitor may become.
#[derive(Clone, Debug, PartialEq)]
pub struct Persona {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Where: the name of a grid, or nothing for the whole community.
    pub place: Option<String>,
    /// The posts held.
    pub posts: Vec<Role>,
    /// Lives here.
    pub resident: bool,
    /// 18 or older.
    pub adult: bool,
}

/// The list; each button is a link that enrols this browser.
pub fn demo(personas: Vec<Persona>) -> impl IntoView {
    let w = words();
    view! {
        {head(None, w.demo_title)}
        <p>{w.demo_body}</p>
        <p class="quiet">{w.demo_private}</p>
        {personas.iter().map(card).collect_view()}
    }
}

fn card(persona: &Persona) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let who = if persona.resident { w.lives_here } else { w.works_here };
    let posts = persona.posts.iter().map(|role| label::role(lang, *role).to_string());
    let line: Vec<String> =
        persona.place.iter().cloned().chain(std::iter::once(who.to_string())).chain(posts).collect();
    let href = format!("{}#{}", routes::ENTER_DEMO, persona.person);
    let can = can(lang, persona)
        .into_iter()
        .map(|text| view! { <li class="line">{icon("check")}<span>{text}</span></li> })
        .collect_view();
    view! {
        <section class="card persona" data-testid="persona">
            <h2>{persona.name.clone()}</h2>
            <p class="quiet">{line.join(" · ")}</p>
            <ul class="stack-s">{can}</ul>
            <a class="button button-wide" href=href aria-label=format!("{} {}", w.demo_enter, persona.name)>{icon("me")}{w.demo_enter}</a>
        </section>
    }
}

fn can(lang: Lang, persona: &Persona) -> Vec<&'static str> {
    let w = lang.words();
    let holds = |passes: fn(Role) -> bool| persona.posts.iter().any(|role| passes(*role));
    let list = [
        (true, w.can_read),
        (persona.resident && persona.adult, w.can_cosign),
        (!persona.adult, w.can_minor),
        (holds(Role::walks_rounds), w.can_round),
        (holds(Role::reviews), w.can_review),
        (holds(Role::is_committee), w.can_committee),
        (holds(Role::is_community_party), w.can_appeal),
        (holds(|role| role == Role::BuildingLead), w.can_lead),
        (holds(|role| role == Role::SystemAdmin), w.can_admin),
    ];
    list.into_iter().filter(|(yes, _)| *yes).map(|(_, text)| text).collect()
}
