//! Pages: 加入 — with a code, typed or scanned; and the demo's one tap.

use crate::{
    dispatch::use_acting,
    parts::{
        icon,
        live::{follow, heed, live, tap},
        page::head,
        refusal::{notice, refusal},
    },
    ports::Enrolment,
    routes,
    standing::words,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rulebook::{hash::normal_code, ids::PersonId, sync::Note};

/// Letters of an enrolment code.
const CODE: usize = 26;

/// Where joining stands: `Asking → Working → Compare → (gone)`, or what went wrong.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Asking,
    Working,
    Compare(String),
    Refused(Note),
    NeedsNetwork,
    NotKept,
}

/// Takes the steps of an enrolment as they come; ends on the first screen.
fn steps(stage: RwSignal<Stage>) -> Callback<Enrolment> {
    let go = use_navigate();
    Callback::new(move |step: Enrolment| match step {
        Enrolment::Compare(digits) => {
            stage.try_set(Stage::Compare(digits));
        }
        Enrolment::Refused(note) => {
            stage.try_set(Stage::Refused(note));
        }
        Enrolment::NeedsNetwork => {
            stage.try_set(Stage::NeedsNetwork);
        }
        Enrolment::NotKept => {
            stage.try_set(Stage::NotKept);
        }
        Enrolment::Active => go(routes::HOME, NavigateOptions { replace: true, ..NavigateOptions::default() }),
    })
}

fn how_it_goes(stage: RwSignal<Stage>, working: &'static str) -> impl IntoView {
    let w = words();
    live(move || {
        match stage.get() {
        Stage::Asking => ().into_any(),
        Stage::Working => view! { <p class="quiet" role="status">{working}</p> }.into_any(),
        Stage::Refused(note) => refusal(&note).into_any(),
        Stage::NeedsNetwork => view! { <div role="alert">{notice("notice-care", "offline", w.needs_network)}</div> }.into_any(),
        Stage::NotKept => view! { <div role="alert" data-testid="not-kept">{notice("notice-bad", "alert", w.enrol_not_kept)}</div> }.into_any(),
        Stage::Compare(digits) => view! {
            <section class="offer" role="status"><h2>{w.enrol_digits}</h2><p class="code code-six" data-testid="digits">{digits}</p><p class="quiet">{w.enrol_waiting}</p></section>
        }.into_any(),
    }
    })
}

/// Join with a code.
pub fn enrol() -> impl IntoView {
    let w = words();
    let acting = use_acting();
    let stage = RwSignal::new(Stage::Asking);
    let scanned = acting.phone().map(|phone| phone.fragment()).unwrap_or_default();
    let code = RwSignal::new(scanned);
    let done = steps(stage);
    let fits = Memo::new(move |_| code.with(|typed| normal_code(typed, CODE).is_some()));
    let join = move |_| {
        let (Some(phone), Some(plain)) = (acting.phone(), normal_code(&code.get_untracked(), CODE)) else { return };
        stage.set(Stage::Working);
        phone.enrol(plain, done);
    };
    let busy = move || matches!(stage.get(), Stage::Working | Stage::Compare(_));
    view! {
        {head(None, w.enrol_title)}
        <p>{w.enrol_body}</p>
        <div class="field"><label for="code">{w.enrol_code}</label>
            <input id="code" class="input input-code" autocomplete="off" autocapitalize="characters" spellcheck="false" inputmode="text"
                prop:value=code on:input=heed(move |e| code.set(event_target_value(&e))) /></div>
        {how_it_goes(stage, w.enrol_working)}
        <div class="act"><button type="button" class="button button-main button-wide" data-testid="enrol"
            disabled=follow(move || !fits.get() || busy()) on:click=tap(join)>{icon("key")}{w.enrol_button}</button></div>
    }
}

/// Become the persona named after `#`: the visitor's one tap was the link that led here.
pub fn demo() -> impl IntoView {
    let w = words();
    let acting = use_acting();
    let stage = RwSignal::new(Stage::Working);
    let done = steps(stage);
    let enter = move || {
        let Some(phone) = acting.phone() else { return };
        let person = phone.fragment();
        if person.is_empty() {
            stage.set(Stage::Asking);
        } else {
            stage.set(Stage::Working);
            phone.enrol_demo(PersonId(person), done);
        }
    };
    // The outside world here is the demo's enrolment desk.
    Effect::new(move |_| enter());
    view! {
        {head(None, w.demo_title)}
        {how_it_goes(stage, w.enrol_demo)}
        {live(move || (stage.get() == Stage::NeedsNetwork).then(|| view! { <button type="button" class="button" on:click=tap(move |_| enter())>{icon("refresh")}{w.enrol_button}</button> }))}
        <p><a rel="external" href=routes::DEMO>{w.demo_title}</a></p>
    }
}
