//! App: the private pages under `/app`, mounted in the browser from the prebuilt shell.

use crate::{
    later::{Desk, Later, desk, later},
    pages,
    parts::{
        bar::private_bar,
        live::{follow, live},
        prompt,
        strip::strip,
        tabs::tabs,
    },
    routes,
    standing::{in_lang, standing, words},
};
use leptos::{html, prelude::*};
use leptos_meta::{Html, Title, provide_meta_context};
use leptos_router::{
    components::{Route, Router, Routes},
    hooks::use_location,
    path,
};

/// The whole app. Expects `Known`, `Standing` and `Device` in the context.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let standing = standing();
    view! {
        <Html attr:lang=follow(move || standing.lang.get().tag()) attr:data-elder=follow(move || standing.elder.get().then_some("")) />
        <Title text=follow(move || standing.lang.get().words().app_name) />
        <Router><Frame /></Router>
    }
}

/// Bar, strip, page, tabs. While a resident holds the phone only the page is left.
#[component]
fn Frame() -> impl IntoView {
    let at = use_location().pathname;
    let alone = Memo::new(move |_| routes::is_signing(&at.get()));
    let reading = standing().reading;
    let main = NodeRef::<html::Main>::new();
    // The outside world here is the focus: on a new page it starts at the top, for the keyboard and for the ear.
    Effect::new(move |before: Option<String>| {
        let here = at.get();
        if let (true, Some(main)) = (before.is_some_and(|before| before != here), main.get_untracked()) {
            // Without focus the page still works.
            let _ = main.focus();
        }
        here
    });
    view! {
        <div class="frame" class:frame-alone=follow(move || alone.get()) class:frame-lent=follow(move || routes::is_lent(&at.get()))>
            {in_lang(|| view! { <a class="skip" href="#main" rel="external">{words().skip}</a> })}
            {in_lang(private_bar)}
            {in_lang(strip)}
            <main id="main" node_ref=main class="page page-tall" tabindex="-1" aria-busy=follow(move || reading.get().then_some("true"))><Pages /></main>
            {in_lang(prompt::update_prompt)}
            {live(move || (!alone.get()).then(|| in_lang(tabs).into_any()))}
        </div>
    }
}

/// Which page stands at which address.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=|| in_lang(pages::not_found::not_found)>
            <Route path=path!("/app") view=|| in_lang(pages::home::home).into_any() />
            <Route path=path!("/app/round") view=|| desk(Desk::Round) />
            <Route path=path!("/app/round/:building") view=|| desk(Desk::Stairwell) />
            <Route path=path!("/app/round/:building/:household/sign/:topic") view=|| desk(Desk::Cosign) />
            <Route path=path!("/app/round/:building/:household/lead") view=|| desk(Desk::Lead) />
            <Route path=path!("/app/topics") view=|| later(Later::Topics) />
            <Route path=path!("/app/topics/new") view=|| later(Later::NewDraft) />
            <Route path=path!("/app/topics/:topic") view=|| later(Later::Topic) />
            <Route path=path!("/app/topics/:topic/edit") view=|| later(Later::EditDraft) />
            <Route path=path!("/app/topics/:topic/sign") view=|| later(Later::Sign) />
            <Route path=path!("/app/review") view=|| desk(Desk::Review) />
            <Route path=path!("/app/review/:topic") view=|| desk(Desk::Judge) />
            <Route path=path!("/app/meetings") view=|| later(Later::Meetings) />
            <Route path=path!("/app/meetings/new") view=|| desk(Desk::CallMeeting) />
            <Route path=path!("/app/meetings/mediation") view=|| desk(Desk::CallMediation) />
            <Route path=path!("/app/meetings/:meeting") view=|| later(Later::Meeting) />
            <Route path=path!("/app/meetings/:meeting/record") view=|| desk(Desk::Record) />
            <Route path=path!("/app/council") view=|| desk(Desk::Council) />
            <Route path=path!("/app/council/:topic") view=|| desk(Desk::Matter) />
            <Route path=path!("/app/service") view=|| desk(Desk::Service) />
            <Route path=path!("/app/service/roster") view=|| desk(Desk::Roster) />
            <Route path=path!("/app/decisions") view=|| later(Later::Decisions) />
            <Route path=path!("/app/decisions/:decision") view=|| later(Later::Decision) />
            <Route path=path!("/app/elections") view=|| later(Later::Elections) />
            <Route path=path!("/app/elections/new") view=|| desk(Desk::AnnounceElection) />
            <Route path=path!("/app/elections/:election") view=|| later(Later::Election) />
            <Route path=path!("/app/elections/:election/run") view=|| desk(Desk::RunElection) />
            <Route path=path!("/app/outbox") view=|| later(Later::Outbox) />
            <Route path=path!("/app/me") view=|| later(Later::Me) />
            <Route path=path!("/app/me/enrol") view=|| later(Later::Offer) />
            <Route path=path!("/app/enrol") view=|| in_lang(pages::enrol::enrol).into_any() />
            <Route path=path!("/app/demo") view=|| in_lang(pages::enrol::demo).into_any() />
        </Routes>
    }
}
