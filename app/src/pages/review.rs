//! Pages: 审查台 — topics before the reviewer, by their clock; appeals for the community party committee.

use crate::{
    parts::{
        icon,
        live::live,
        page::{empty, head},
        refusal::notice,
    },
    routes,
    standing::{known_to_me, lang, standing, today, words},
    words::say,
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Viewer,
    ids::{PersonId, TopicId},
    order::InOrder as _,
    topic::TopicState,
};

/// One topic on the desk.
#[derive(Clone, Debug, PartialEq)]
struct Case {
    id: TopicId,
    title: String,
    due: Option<Day>,
    callbacks: usize,
    flags: usize,
    appeal: bool,
}

fn cases(community: &Community, me: &PersonId, day: Day) -> Vec<Case> {
    let viewer = Viewer::of(community, me, day);
    let appealed = |t: &rulebook::topic::Topic| {
        t.state == TopicState::Rejected
            && viewer.community_party
            && t.appeal.as_ref().is_some_and(|a| a.upheld.is_none())
    };
    let waits = community
        .all_topics()
        .filter(|t| (t.state == TopicState::Submitted && viewer.reviews_any(&t.grids)) || appealed(t));
    let mut all: Vec<Case> = waits
        .map(|t| Case {
            id: t.id.clone(),
            title: t.title.clone(),
            due: t.review_due,
            callbacks: community.callbacks_of(&t.id).filter(|c| c.answer.is_none()).count(),
            flags: t.flags.len(),
            appeal: appealed(t),
        })
        .collect();
    all.in_order_of(|case| case.due);
    all
}

/// The list.
pub fn review() -> impl IntoView {
    let w = words();
    let list = known_to_me(cases);
    let connected = standing().delivery;
    view! {
        {head(None, w.review_desk)}
        {live(move || connected.with(|d| !d.connected).then(|| notice("notice-care", "offline", w.review_online)))}
        {live(move || if list.with(Vec::is_empty) {
            empty("review", w.review_none).into_any()
        } else {
            list.with(|all| all.iter().map(card).collect_view()).into_any()
        })}
    }
}

fn card(case: &Case) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let late = case.due.is_some_and(|due| due < today());
    let clock = case.due.map(|due| view! { <p class="clock" data-late=late.to_string()>{icon("clock")}{say::review_clock(lang, today(), due)}</p> });
    let calls = (case.callbacks > 0).then(
        || view! { <span class="tag tag-amber">{icon("phone")}{say::callbacks_left(lang, case.callbacks)}</span> },
    );
    let flags = (case.flags > 0).then(|| view! { <span class="tag tag-amber">{icon("flag")}{w.flags}</span> });
    let appeal = case.appeal.then(|| view! { <span class="tag tag-red">{icon("undo")}{w.appeal}</span> });
    view! {
        <a class="card card-orange" href=routes::review(&case.id) data-testid="case">
            <h2>{case.title.clone()}</h2>
            {clock}
            <p class="line">{calls}{flags}{appeal}</p>
        </a>
    }
}
