//! Parts: icons of the one sprite. No icon without a word beside it.

use leptos::prelude::*;

/// An icon of `public/icons.svg`; decoration for the eye, silent for the ear.
pub fn icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use_ href=format!("/icons.svg#{name}") /></svg> }
}
