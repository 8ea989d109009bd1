//! Pages: nothing at this address.

use crate::{
    parts::page::{empty, head},
    routes,
    standing::words,
};
use leptos::prelude::*;

/// Says so and leads back.
pub fn not_found() -> impl IntoView {
    let w = words();
    view! {
        {head(None, w.not_found)}
        {empty("info", w.not_found_body)}
        <div class="act"><a class="button button-main button-wide" href=routes::HOME>{w.to_start}</a></div>
    }
}
