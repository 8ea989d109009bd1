//! Pages: a topic as everybody may read it: where it stands, its text, counts, opinion, history.

use super::to;
use crate::{
    parts::{
        council::{Matter, story_card},
        icon,
        page::head,
        path::{history, path},
        refusal::notice,
        seals::seals,
        service::{items_of, story_card as service_card},
        topic::{leads_to, opinion, topic_text, track},
    },
    routes,
    standing::{known, lang, today, words},
    words::{label, say, when},
};
use leptos::prelude::*;
use rulebook::{
    ids::{DecisionId, TopicId},
    review::Review,
    service::ServiceItem,
    topic::{Capacity, Topic, TopicState},
};

/// One public topic.
pub fn topic(id: TopicId) -> impl IntoView {
    let found = known(move |c| {
        let topic = c.topic(&id).filter(|t| t.state.is_public())?.clone();
        let review = topic.review.as_ref().and_then(|id| c.review(id)).cloned();
        let reviewer = review.as_ref().and_then(|r| c.name_of(&r.reviewer));
        let decision = c.decisions_of(&topic.id).max_by_key(|d| (d.ended.is_none(), d.adopted)).map(|d| d.id.clone());
        let matter = Matter::of(c, &topic);
        let items = items_of(c, &topic.id);
        Some((c.keys_for(&topic).cosign_min, topic, review, reviewer, decision, matter, items))
    });
    match found.get_untracked() {
        None => super::not_found::not_found().into_any(),
        Some((need, topic, review, reviewer, decision, matter, items)) => {
            whole(&topic, need, review, reviewer, decision.as_ref(), matter.as_ref(), &items).into_any()
        }
    }
}

fn whole(
    topic: &Topic,
    need: u32,
    review: Option<Review>,
    reviewer: Option<String>,
    decision: Option<&DecisionId>,
    matter: Option<&Matter>,
    items: &[ServiceItem],
) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let collecting = topic.state == TopicState::Collecting;
    let left = topic.window_ends.filter(|_| collecting).map(|ends| when::days_left(lang, today(), ends));
    let due = topic
        .review_due
        .filter(|_| topic.state == TopicState::Submitted)
        .map(|due| say::review_clock(lang, today(), due));
    let referral = topic
        .referral
        .as_ref()
        .map(|r| say::referred(lang, label::organ(lang, r.to), &r.number.chars().take(8).collect::<String>()));
    let back = topic.grids.first().map(|grid| (to(&routes::board(grid)), w.board_title.to_string()));
    view! {
        {head(back, topic.title.clone())}
        <section class="card" data-testid="standing" data-state=format!("{:?}", topic.state)>
            <div class="line">{track(topic.state)}{left.map(|left| view! { <span class="quiet line-end">{left}</span> })}</div>
            {path(topic.state)}
            {(topic.capacity == Capacity::Residents).then(|| seals(topic.signatures, need, 0))}
            {due.map(|due| view! { <p class="clock">{icon("clock")}{due}</p> })}
            {referral.map(|text| notice("", "hand-over", text))}
        </section>
        {matter.map(|matter| story_card(matter, None))}
        {service_card(items, None)}
        {leads_to(topic, decision, true)}
        <section class="card">{topic_text(topic)}</section>
        {review.map(|review| opinion(&review, reviewer))}
        <section class="card"><h2>{w.history}</h2>{history(topic)}</section>
        {collecting.then(|| view! { <a class="button button-main button-wide no-print" href=routes::topic(&topic.id)>{icon("pen")}{w.cosign}</a> })}
    }
}
