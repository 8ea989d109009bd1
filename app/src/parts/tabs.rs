//! Parts: the tabs at the bottom; which there are depends on the reader's posts.

use super::icon;
use super::live::live;
use crate::standing::{my_posts, words};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The tabs.
pub fn tabs() -> impl IntoView {
    let w = words();
    let posts = my_posts();
    let at = use_location().pathname;
    let tab = move |href: &'static str, name: &'static str, label: &'static str| {
        let here = move || {
            let path = at.get();
            let below = path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
            let inside = path == href || (href != "/app" && below);
            inside.then_some("page")
        };
        view! { <a href=href aria-current=here>{icon(name)}<span>{label}</span></a> }
    };
    view! {
        <nav class="tabs" aria-label=w.main_nav>
            {tab("/app", "home", w.tab_home)}
            {live(move || posts.get().walks.then(|| tab("/app/round", "round", w.tab_round)))}
            {tab("/app/topics", "topics", w.tab_topics)}
            {tab("/app/meetings", "people", w.tab_meetings)}
            {live(move || posts.get().reviews.then(|| tab("/app/review", "review", w.tab_review)))}
            {tab("/app/me", "me", w.tab_me)}
        </nav>
    }
}
