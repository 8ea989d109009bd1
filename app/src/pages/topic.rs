//! Pages: one topic — where it stands, its text, what I may do with it.

use super::{param, topics::waiting_signatures};
use crate::{
    dispatch::{Acting, use_acting},
    parts::{
        icon,
        live::{follow, heed, live, tap},
        page::{empty, head},
        path::{history, path},
        read::read_aloud,
        refusal::{notice, said},
        seals::seals,
        topic::{opinion, topic_text, track},
    },
    routes,
    standing::{known, known_to_me, lang, today, words},
    words::{label, say, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent, Viewer,
    cosign::{CosignState, VoidCause},
    hash::receipt_hash,
    ids::{PersonId, TopicId},
    review::Review,
    topic::{Capacity, Topic, TopicState},
};

/// The topic and what belongs to it.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    topic: Topic,
    need: u32,
    review: Option<Review>,
    reviewer: Option<String>,
}

/// What I am to it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Part {
    mine: bool,
    entitled: bool,
    signed: bool,
    locked: bool,
    reviews: bool,
    merged: bool,
}

fn whole(community: &Community, id: &TopicId) -> Option<Known> {
    let topic = community.topic(id)?.clone();
    let review = topic.review.as_ref().and_then(|id| community.review(id)).cloned();
    let reviewer = review.as_ref().and_then(|r| community.name_of(&r.reviewer));
    Some(Known { need: community.keys_for(&topic).cosign_min, review, reviewer, topic })
}

fn part(community: &Community, id: &TopicId, me: &PersonId, day: Day) -> Part {
    let Some(topic) = community.topic(id) else { return Part::default() };
    let keys = community.keys();
    let person = community.person(me);
    let lives = person.and_then(|p| p.grid_on(day, &keys)).is_some_and(|grid| topic.concerns(grid));
    let signature = community.signatures_of(id, me).find(|s| s.is_valid());
    let merged = CosignState::Void { why: VoidCause::Merged };
    Part {
        mine: topic.is_raised_by(me),
        entitled: lives && person.is_some_and(|p| p.adult.on(day, &keys)),
        signed: signature.is_some(),
        locked: signature.is_some_and(|s| s.locked),
        reviews: Viewer::of(community, me, day).reviews_any(&topic.grids),
        merged: community.signatures_of(id, me).any(|s| s.state == merged),
    }
}

/// The page.
pub fn topic() -> impl IntoView {
    let id = TopicId::from(param("topic"));
    let (of, at) = (id.clone(), id.clone());
    let all = known(move |community| whole(community, &of));
    let part = known_to_me(move |community, me, day| part(community, &at, me, day));
    let waiting = waiting_signatures();
    let acting = use_acting();
    let back = || Some((routes::TOPICS.to_string(), words().topics.to_string()));
    live(move || match all.get() {
        None => view! { {head(back(), words().topic)} {empty("topics", words().not_found_body)} }.into_any(),
        Some(known) => {
            let w = words();
            let waits = waiting.with(|all| all.get(&id.0).copied().unwrap_or(0)).min(known.topic.signatures);
            let title = known.topic.title.clone();
            let main = main_action(&known.topic, known.need, part.get(), acting);
            let more = more_actions(&known.topic, part.get(), acting);
            view! {
                {head(back(), title)}
                {standing_card(&known, waits)}
                {texts(&known.topic)}
                {said(acting.doing)}
                {more}
                {known.review.as_ref().map(|r| opinion(r, known.reviewer.clone()))}
                <section class="card"><h2>{w.history}</h2>{history(&known.topic)}</section>
                {main.map(|main| view! { <div class="act">{main}</div> })}
            }
            .into_any()
        }
    })
}

fn standing_card(known: &Known, waits: u32) -> impl IntoView + use<> {
    let lang = lang();
    let w = words();
    let topic = &known.topic;
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
    let appeal =
        topic.appeal_until.filter(|_| topic.state == TopicState::Rejected).map(|until| say::appeal_until(lang, until));
    view! {
        <section class="card" data-testid="standing" data-state=format!("{:?}", topic.state)>
            <div class="line">{track(topic.state)}{left.map(|left| view! { <span class="quiet line-end">{left}</span> })}</div>
            {path(topic.state)}
            {(topic.capacity == Capacity::Residents && topic.state != TopicState::Draft).then(|| seals(topic.signatures, known.need, waits))}
            {due.map(|due| view! { <p class="clock">{icon("clock")}{due}</p> })}
            {referral.map(|r| notice("", "hand-over", r))}
            {appeal.map(|text| notice("notice-care", "info", text))}
            {topic.withdrawing.is_some().then(|| notice("notice-care", "alert", w.withdrawing))}
        </section>
    }
}

fn texts(topic: &Topic) -> impl IntoView + use<> {
    let aloud = format!("{}。{}", topic.title, topic.body);
    view! {
        <section class="card">
            {topic_text(topic)}
            {read_aloud(words().read_aloud, Signal::derive(move || aloud.clone()), None)}
        </section>
    }
}

/// The one thing to do here, according to who looks.
fn main_action(topic: &Topic, need: u32, part: Part, acting: Acting) -> Option<AnyView> {
    use TopicState::*;
    let w = words();
    let id = topic.id.clone();
    let link = |href: String, name: &'static str, text: &'static str| {
        view! { <a class="button button-main button-wide" data-testid="main-action" href=href>{icon(name)}{text}</a> }
            .into_any()
    };
    let press = |name: &'static str, text: &'static str, intent: Intent| {
        view! {
            <button type="button" class="button button-main button-wide" data-testid="main-action" disabled=follow(move || acting.is_busy())
                on:click=tap(move |_| acting.intend(intent.clone(), || ()))>{icon(name)}{text}</button>
        }.into_any()
    };
    match topic.state {
        Draft if part.mine && topic.capacity == Capacity::Residents => {
            Some(link(format!("{}?open", routes::sign(&id)), "pen", w.open_cosign))
        }
        Draft | Returned if part.mine => Some(press("sending", w.submit_topic, Intent::SubmitTopic { topic: id })),
        Collecting if part.mine && topic.signatures >= need => {
            Some(press("sending", w.submit_topic, Intent::SubmitTopic { topic: id }))
        }
        Collecting | Returned if part.entitled && !part.signed => Some(link(routes::sign(&id), "pen", w.cosign)),
        Submitted if part.reviews => Some(link(routes::review(&id), "review", w.review)),
        _ => None,
    }
}

/// The rest: withdraw, extend, change, appeal.
fn more_actions(topic: &Topic, part: Part, acting: Acting) -> impl IntoView + use<> {
    use TopicState::*;
    let w = words();
    let id = topic.id.clone();
    let press = |class: &'static str, text: &'static str, intent: Intent| {
        view! {
            <button type="button" class=format!("button {class}") disabled=follow(move || acting.is_busy())
                on:click=tap(move |_| acting.intend(intent.clone(), || ()))>{text}</button>
        }
    };
    let state = topic.state;
    let my_signature = (part.signed && state == Collecting && !part.locked).then(|| {
        view! {
            <section class="card"><p class="line"><span class="tag tag-green">{icon("check")}{w.cosign_done}</span></p>
                <p class="quiet">{w.withdraw_ask}</p>
                {press("button-danger", w.withdraw, Intent::RevokeCosign { topic: id.clone() })}</section>
        }
    });
    let mine = (part.mine && matches!(state, Draft | Collecting | Returned | Submitted | Accepted | PreConsult)).then(|| view! {
        <details class="fold"><summary>{icon("more")}{w.more}</summary><div class="stack">
            {matches!(state, Draft | Collecting | Returned).then(|| view! { <a class="button" href=routes::edit(&id)>{w.edit}</a> })}
            {(state == Collecting && !topic.extended).then(|| press("", w.extend, Intent::ExtendWindow { topic: id.clone() }))}
            {topic.withdrawing.is_none().then(|| press("button-danger", w.withdraw_topic, Intent::WithdrawTopic { topic: id.clone() }))}
        </div></details>
    });
    let over = (topic.withdrawing.is_some() && part.signed && !part.mine)
        .then(|| press("", w.take_over, Intent::TakeOver { topic: id.clone() }));
    let merge = part.merged.then(|| agree(id.clone(), acting));
    let may_appeal = state == Rejected && part.mine && topic.appeal.is_none();
    let appeal = may_appeal.then(|| appeal(id, acting));
    view! { {my_signature}{over}{merge}{appeal}{mine} }
}

/// R6: my signature may move to the topic mine was merged into; it gets a new slip.
fn agree(id: TopicId, acting: Acting) -> impl IntoView {
    let w = words();
    let press = move |_| {
        let Some(receipt) = acting.phone().and_then(|phone| receipt_hash(&phone.fresh_receipt())) else { return };
        acting.intend(Intent::AgreeMerge { topic: id.clone(), receipt }, || ());
    };
    view! { <button type="button" class="button" on:click=tap(press)>{icon("hand-over")}{w.merge_into}</button> }
}

fn appeal(id: TopicId, acting: Acting) -> impl IntoView {
    let w = words();
    let reason = RwSignal::new(String::new());
    let press = move |_| acting.intend(Intent::Appeal { topic: id.clone(), reason: reason.get_untracked() }, || ());
    view! {
        <section class="card"><h2>{w.appeal}</h2>
            <label class="field"><span>{w.appeal_reason}</span>
                <textarea class="input" prop:value=reason on:input=heed(move |e| reason.set(event_target_value(&e)))></textarea></label>
            <button type="button" class="button" disabled=follow(move || acting.is_busy()) on:click=tap(press)>{w.appeal}</button></section>
    }
}
