//! Pages: 决定公示 — one decision as everybody may read it and as it hangs in the stairwell: one A4 page
//! with what was decided, by how many, who does what by when, until when it hangs, and a QR code.

use super::{Origin, to};
use crate::{
    pages::decisions::{Work, became, plan, standing},
    parts::{page::head, qr::qr, topic::topic_text},
    routes,
    standing::{decision_words, known, lang, today, words},
    words::{decision as say, label, when},
};
use leptos::prelude::*;
use rulebook::{decision::Duty, ids::DecisionId};

/// One public decision.
pub fn decision(id: DecisionId) -> impl IntoView {
    let day = today();
    match known(move |community| Work::of(community, &id, None, day)).get_untracked() {
        None => super::not_found::not_found().into_any(),
        Some(work) => whole(&work).into_any(),
    }
}

fn whole(work: &Work) -> impl IntoView + use<> {
    let w = decision_words();
    let lang = lang();
    let back = work.topic.grids.first().map(|grid| (to(&routes::board(grid)), words().board_title.to_string()));
    let origin = use_context::<Origin>().unwrap_or_default().0;
    let address = (!origin.is_empty()).then(|| format!("{origin}{}", routes::public_decision(&work.decision.id)));
    let duty = |duty: Duty| {
        let done = work.decision.duties.done(duty).map(|at| when::full(lang, at));
        view! { <dt>{label::duty(lang, duty)}</dt><dd>{done.unwrap_or_else(|| "—".into())}</dd> }
    };
    let rated = work
        .decision
        .evaluation
        .as_ref()
        .filter(|e| e.count > 0)
        .map(|e| view! { <section class="card"><h2>{w.rating}</h2><p>{say::rated(lang, e)}</p></section> });
    view! {
        <p class="poster-only notice-name">{w.notice_title}</p>
        {head(back, work.topic.title.clone())}
        {standing(work).into_any()}
        {became(work).into_any()}
        <section class="card"><h2>{w.text}</h2>{topic_text(&work.topic).into_any()}</section>
        {plan(work).into_any()}
        <section class="card"><h2>{w.duties}</h2><dl class="facts">{Duty::ALL.map(duty).into_iter().collect_view()}</dl></section>
        {rated}
        {address.map(|address| view! { <div class="poster-only notice-foot">{qr(&address, words().public_page)}<p>{w.notice_foot}</p></div> })}
    }
}
