//! Parts: a sheet from below, a native dialog: it keeps the focus, Escape closes it.

use super::icon;
use super::live::{live, tap};
use crate::standing::words;
use leptos::{html, prelude::*};

/// A sheet that is open while `open` says so. `title` names it for eye and ear.
#[component]
pub fn Sheet(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    // The outside world here is the browser's own dialog.
    Effect::new(move |_| {
        let wanted = open.get();
        let Some(dialog) = dialog.get() else { return };
        if wanted && !dialog.open() {
            // It cannot fail for a closed dialog that is in the page.
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog class="sheet" node_ref=dialog aria-labelledby="sheet-title" data-testid="sheet" on:close=move |_| open.set(false)>
            <div class="sheet-head">
                <h2 id="sheet-title">{live(move || title.get())}</h2>
                <button type="button" class="bar-tool" on:click=tap(move |_| open.set(false))>{icon("close")}{words().close}</button>
            </div>
            {children()}
        </dialog>
    }
}
