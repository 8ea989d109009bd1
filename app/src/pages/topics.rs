//! Pages: 大家在商量 — the topics of my grids, those that move first.

use crate::{
    parts::{
        icon,
        live::live,
        page::{empty, head},
        topic::{Brief, topic_card},
    },
    ports::{ErrandState, Standing},
    routes,
    standing::{decision_words, known, standing, words},
};
use leptos::prelude::*;
use rulebook::{Community, Intent, order::InOrder as _, topic::TopicState};
use std::collections::BTreeMap;

fn briefs(community: &Community) -> Vec<Brief> {
    let mut all: Vec<Brief> = community.all_topics().map(|topic| Brief::of(community, topic)).collect();
    let order = |b: &Brief| match b.topic.state {
        TopicState::Draft => 0,
        TopicState::Collecting => 1,
        TopicState::Submitted | TopicState::Returned => 2,
        _ => 3,
    };
    all.in_order_of(|b| (b.is_over(), order(b), std::cmp::Reverse(b.topic.created)));
    all
}

/// For each topic the signatures of this phone that still wait.
pub(crate) fn waiting_signatures() -> Memo<BTreeMap<String, u32>> {
    let Standing { errands, .. } = standing();
    Memo::new(move |_| {
        let mut count = BTreeMap::new();
        errands.with(|all| {
            for errand in all {
                if let (Intent::Cosign { topic, .. }, ErrandState::Waiting(None)) = (&errand.intent, &errand.state) {
                    *count.entry(topic.0.clone()).or_insert(0) += 1;
                }
            }
        });
        count
    })
}

/// The list; ended ones are folded away.
pub fn topics() -> impl IntoView {
    let w = words();
    let list = known(briefs);
    let waiting = waiting_signatures();
    let card = move |brief: &Brief| {
        let mut brief = brief.clone();
        brief.waiting =
            waiting.with(|all| all.get(&brief.topic.id.0).copied().unwrap_or(0)).min(brief.topic.signatures);
        topic_card(&brief, routes::TOPICS, "")
    };
    view! {
        {head(None, w.being_discussed)}
        {live(move || list.with(|all| {
            let open = all.iter().filter(|b| !b.is_over()).map(card).collect_view();
            let over: Vec<_> = all.iter().filter(|b| b.is_over()).map(card).collect();
            let ended = (!over.is_empty()).then(|| view! { <details class="fold"><summary>{w.done_topics}</summary><div class="stack">{over}</div></details> });
            view! { {all.is_empty().then(|| empty("topics", w.no_topics))} <h2 class="unseen">{w.all_topics}</h2> <div class="stack">{open}</div> {ended} }
        }))}
        <a class="row card" href=routes::DECISIONS data-testid="to-decisions">{icon("check")}<span class="grow">{decision_words().decisions}</span>{icon("next")}</a>
        <div class="act"><a class="button button-main button-wide" href=routes::DRAFT>{icon("plus")}{w.raise}</a></div>
    }
}
