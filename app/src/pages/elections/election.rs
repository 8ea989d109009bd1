//! Pages: one election as a resident has it: its story, my place on the roll, who I want to stand, my
//! paper — and the way to the desk for those who run it.

use super::{Booth, known::Poll, mine, nominate, recall, story};
use crate::{
    dispatch::use_acting,
    pages::param,
    parts::{
        icon,
        live::live,
        page::{empty, head},
        refusal::said,
    },
    routes,
    standing::{election_words, known_to_me, lang, words},
    words::election as say,
};
use leptos::prelude::*;
use rulebook::ids::ElectionId;

/// The page.
pub fn election() -> impl IntoView {
    let id = ElectionId::from(param("election"));
    let booth = Booth { acting: use_acting(), id: StoredValue::new(id.clone()) };
    let poll = known_to_me(move |community, me, day| Poll::of(community, &id, Some(me), day));
    let pens = (mine::Pen::new(), recall::Pen::new());
    live(move || {
        poll.with(|poll| match poll {
            None => view! { {head(Some((routes::ELECTIONS.into(), election_words().elections.into())), election_words().election)} {empty("people", words().not_found_body)} }.into_any(),
            Some(poll) => whole(poll, booth, pens),
        })
    })
}

fn whole(poll: &Poll, booth: Booth, (pen, asks): (mine::Pen, recall::Pen)) -> AnyView {
    let w = election_words();
    let e = &poll.election;
    let desk = (poll.mine.runs() && e.state < rulebook::election::ElectionState::HandedOver).then(|| {
        view! { <div class="act"><a class="button button-main button-wide" href=routes::run_election(&e.id) data-testid="to-desk">{icon("pen")}{w.to_desk}</a></div> }
    });
    let stands =
        e.recall.is_none() && e.roll_published.is_some() && e.state >= rulebook::election::ElectionState::Nominating;
    view! {
        {head(Some((routes::ELECTIONS.into(), w.elections.into())), say::title(lang(), &poll.grid, e))}
        {story::standing(poll)}
        {said(booth.acting.doing)}
        {story::result(poll)}
        {recall::asked(poll, booth, asks)}
        {mine::mine(poll, booth, pen)}
        {recall::vacancies(poll)}
        {recall::recalls(poll, booth, asks)}
        {stands.then(|| nominate::nominations(poll, booth))}
        {story::ballots(poll)}
        {story::board(poll)}
        {story::days(poll)}
        <a class="button" rel="external" href=routes::public_election(&e.id)>{icon("print")}{words().public_page}</a>
        {desk}
    }
    .into_any()
}
