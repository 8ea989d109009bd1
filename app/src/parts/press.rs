//! Parts: a button that hands a deed over. While another deed of the page is being kept it is grey: a tap on it would be
//! lost, and whoever tapped would not know.

use super::{
    icon,
    live::{follow, tap},
};
use crate::dispatch::Acting;
use leptos::{ev::MouseEvent, prelude::*};

/// The button. `class` comes after `button`; `look` names its icon, `""` none.
pub(crate) fn button(
    acting: Acting,
    class: &'static str,
    test: impl Into<String>,
    look: &'static str,
    text: impl Into<String>,
    deed: impl FnMut(MouseEvent) + 'static,
) -> AnyView {
    drawn(acting, class, test.into(), look, text.into(), tap(deed))
}

/// One copy for all pages.
fn drawn(
    acting: Acting,
    class: &'static str,
    test: String,
    look: &'static str,
    text: String,
    deed: Box<dyn FnMut(MouseEvent)>,
) -> AnyView {
    let look = (!look.is_empty()).then(|| icon(look));
    view! { <button type="button" class=format!("button {class}") data-testid=test disabled=follow(move || acting.is_busy())
        on:click=deed>{look}{text}</button> }
    .into_any()
}
