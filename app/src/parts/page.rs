//! Parts: the head of a page, an empty place, and the one main action.

use super::icon;
use leptos::prelude::*;

/// Title of a page with the way back.
pub fn head(back: Option<(String, String)>, title: impl Into<String>) -> impl IntoView {
    let title: String = title.into();
    view! {
        <div class="page-head">
            {back.map(|(href, name)| view! { <a class="back" href=href>{icon("back")}{name}</a> })}
            <h1 tabindex="-1">{title}</h1>
        </div>
    }
}

/// A new step of the same page starts at the top.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Nothing here, said kindly.
pub fn empty(name: &'static str, text: &'static str) -> impl IntoView {
    view! { <div class="empty">{icon(name)}<p>{text}</p></div> }
}
