//! Pages: 选举公告 — one election as everybody may read it and as it hangs in the stairwell: days, board,
//! candidates, papers and boxes, the sum, who won. No voter is named, no list of who took a paper.

use super::{Origin, to};
use crate::{
    pages::elections::{known::Poll, story},
    parts::{page::head, qr::qr},
    routes,
    standing::{election_words, known, lang, recall_words, today, words},
    words::election as say,
};
use leptos::prelude::*;
use rulebook::{
    election::{Candidate, ElectionState},
    ids::ElectionId,
};

/// One public election.
pub fn election(id: ElectionId) -> impl IntoView {
    let day = today();
    match known(move |community| Poll::of(community, &id, None, day)).get_untracked() {
        None => super::not_found::not_found().into_any(),
        Some(poll) => whole(&poll).into_any(),
    }
}

fn whole(poll: &Poll) -> impl IntoView + use<> {
    let w = election_words();
    let lang = lang();
    let e = &poll.election;
    let back = (to(&routes::board(&e.grid)), words().board_title.to_string());
    let origin = use_context::<Origin>().unwrap_or_default().0;
    let address = (!origin.is_empty()).then(|| format!("{origin}{}", routes::public_election(&e.id)));
    // Before the list is out a name is for the grid's own residents.
    let listed = poll.candidates.iter().any(Candidate::is_listed);
    let none: &dyn Fn(&Candidate) -> Option<AnyView> = &|_| None;
    let roll = e.roll_published.map(|_| view! { <section class="card"><h2>{w.roll}</h2>{story::roll(poll)}<p class="quiet">{w.roll_on_paper}</p></section> });
    let nominating = (e.state == ElectionState::Nominating).then(|| view! { <section class="card"><h2>{w.nominated}</h2><p>{say::how_to_nominate(lang, poll.keys.election_nominate.voters)}</p></section> });
    view! {
        <p class="poster-only notice-name">{w.notice_title}</p>
        {head(Some(back), say::title(lang, &poll.grid, e))}
        {story::standing(poll)}
        {story::result(poll)}
        {e.recall.is_some().then(|| view! { <p class="quiet">{recall_words().reasons_in_grid}</p> })}
        {nominating.map(IntoAny::into_any)}
        {listed.then(|| story::candidates(poll, none))}
        {story::ballots(poll)}
        {roll.map(IntoAny::into_any)}
        {story::board(poll)}
        {story::days(poll)}
        {address.map(|address| view! { <div class="poster-only notice-foot">{qr(&address, words().public_page)}<p>{w.notice_foot}</p></div> })}
    }
}
