//! Pages: one topic — where it stands, its text, what I may do with it.

use super::{
    hearing::{Heard, Pen, hearing},
    param,
    topics::waiting_signatures,
};
use crate::{
    dispatch::{Acting, sealed, use_acting},
    parts::{
        council::{Matter, story_card},
        icon,
        live::{follow, heed, live, tap},
        page::{empty, head},
        path::{history, path},
        press::button,
        read::read_aloud,
        refusal::{notice, said},
        seals::seals,
        service::{items_of, story_card as service_card},
        topic::{leads_to, opinion, topic_text, track},
    },
    routes,
    standing::{council_words, known, known_to_me, lang, my_posts, service_words, today, words},
    words::{label, say, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent, Viewer,
    cosign::{CosignState, VoidCause},
    hash::receipt_hash,
    ids::{DecisionId, PersonId, TopicId},
    review::Review,
    service::{ServiceItem, ServiceState, ServiceStep},
    topic::{Capacity, Topic, TopicState},
};

/// The topic and what belongs to it.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    topic: Topic,
    need: u32,
    review: Option<Review>,
    reviewer: Option<String>,
    decision: Option<DecisionId>,
    matter: Option<Matter>,
    items: Vec<ServiceItem>,
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
    let decision = community.decisions_of(id).max_by_key(|d| (d.ended.is_none(), d.adopted)).map(|d| d.id.clone());
    let matter = Matter::of(community, &topic);
    let items = items_of(community, id);
    Some(Known { need: community.keys_for(&topic).cosign_min, review, reviewer, decision, matter, items, topic })
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
    let heard_of = id.clone();
    let heard = known_to_me(move |community, me, day| Heard::of(community, &heard_of, me, day));
    let pen = Pen::new(acting);
    let why = RwSignal::new(String::new());
    let posts = my_posts();
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
                {known.matter.as_ref().map(|matter| before_council(matter, posts.get().council))}
                {service_card(&known.items, reopen(&known.items, part.get(), acting, why))}
                {leads_to(&known.topic, known.decision.as_ref(), false)}
                {texts(&known.topic)}
                {said(acting.doing)}
                {more}
                {heard.with(|heard| hearing(&known.topic, heard, pen))}
                {known.review.as_ref().map(|r| opinion(r, known.reviewer.clone()))}
                <section class="card"><h2>{w.history}</h2>{history(&known.topic)}</section>
                {main.map(|main| view! { <div class="act">{main}</div> })}
            }
            .into_any()
        }
    })
}

/// What happened at the council; those with something to do there are led on.
fn before_council(matter: &Matter, acts: bool) -> AnyView {
    let open = matches!(matter.topic.state, TopicState::Escalated | TopicState::ToAssembly);
    let to = routes::council(&matter.topic.id);
    let leads_on = (acts && open).then(|| {
        view! { <a class="button" href=to data-testid="to-council">{icon("people")}{council_words().to_desk}</a> }
            .into_any()
    });
    story_card(matter, leads_on)
}

/// T15: nothing came of it, and those whose matter it is may have it reviewed again.
fn reopen(items: &[ServiceItem], part: Part, acting: Acting, why: RwSignal<String>) -> Option<AnyView> {
    let w = service_words();
    let item = items.last().filter(|item| item.state() == ServiceState::Unresolved)?.id.clone();
    let press = move |_| {
        let Some(phone) = acting.phone() else { return };
        let text = phone.seal("service", &why.get_untracked());
        let step = ServiceStep::Reopen { text: text.commitment() };
        acting.act(sealed(Intent::Service { item: item.clone(), step }, vec![text]), || ());
    };
    (part.mine || part.signed).then(|| view! {
        <label class="field"><span>{w.reopen_hint}</span>
            <textarea id="reopen-why" class="input" maxlength="500" prop:value=why on:input=heed(move |e| why.set(event_target_value(&e)))></textarea></label>
        {button(acting, "button-main button-wide", "reopen", "undo", w.reopen, press)}
    }.into_any())
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
    view! { <button type="button" class="button" disabled=follow(move || acting.is_busy()) on:click=tap(press)>{icon("hand-over")}{w.merge_into}</button> }
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
