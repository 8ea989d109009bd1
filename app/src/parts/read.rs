//! Parts: read aloud by the device's voice; where there is none, the page says so.

use super::icon;
use super::live::{follow, live, tap};
use crate::{dispatch::use_acting, standing::words};
use leptos::prelude::*;

/// Whether the voice is reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// Not reading.
    Silent,
    /// Reading.
    Reading,
    /// This device has no voice.
    None,
}

/// A button that reads the text aloud; `heard` is set once it was asked for.
pub fn read_aloud(label: &'static str, text: Signal<String>, heard: Option<RwSignal<bool>>) -> impl IntoView {
    let w = words();
    let acting = use_acting();
    let voice = RwSignal::new(Voice::Silent);
    let press = move |_| {
        let Some(phone) = acting.phone() else { return };
        if let Some(heard) = heard {
            heard.set(true);
        }
        if voice.get_untracked() == Voice::Reading {
            phone.hush();
            voice.set(Voice::Silent);
        } else {
            voice.set(if phone.speak(&text.get_untracked()) { Voice::Reading } else { Voice::None });
        }
    };
    // Leaving the page stops the voice.
    on_cleanup(move || {
        if let Some(phone) = acting.phone() {
            phone.hush();
        }
    });
    let reading = move || voice.get() == Voice::Reading;
    view! {
        <button type="button" class="button read-aloud" data-testid="read-aloud" aria-pressed=follow(move || reading().to_string()) on:click=tap(press)>
            {icon("speak")}{live(move || if reading() { w.stop_reading } else { label })}
        </button>
        {live(move || (voice.get() == Voice::None).then(|| view! { <p class="quiet" role="status">{w.no_voice}</p> }))}
    }
}
