//! Pages: nothing at this public address.

use super::to;
use crate::{
    parts::page::{empty, head},
    routes,
    standing::words,
};
use leptos::prelude::*;

/// Says so and leads back.
pub fn not_found() -> impl IntoView {
    let w = words();
    view! { {head(None, w.not_found)} {empty("info", w.not_found_body)} <a class="button button-main button-wide" href=to(routes::BOARDS)>{w.to_boards}</a> }
}
