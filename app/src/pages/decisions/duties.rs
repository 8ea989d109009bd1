//! Pages: 公布、通报、备案 — four duties, each with its day, its receipt and who it waits for.

use super::{Desk, Work};
use crate::{
    parts::{icon, live::heed, press::button},
    standing::{decision_words, lang, today},
    words::{decision as say, label, when},
};
use leptos::prelude::*;
use rulebook::{
    decision::{DecisionStep, Duty},
    topic::TopicState,
};

/// The four, in the order of the clause.
pub(crate) fn duties(work: &Work, desk: Desk) -> impl IntoView + use<> {
    let w = decision_words();
    let rows = Duty::ALL.map(|duty| row(work, desk, duty)).into_iter().collect_view();
    let hint = (work.topic.state == TopicState::Adopted).then(|| view! { <p class="quiet">{w.duties_hint}</p> });
    view! { <section class="card" data-testid="duties"><h2>{w.duties}</h2>{hint}<ul class="rows">{rows}</ul></section> }
}

fn row(work: &Work, desk: Desk, duty: Duty) -> AnyView {
    let w = decision_words();
    let lang = lang();
    let d = &work.decision;
    let done = d.duties.done(duty);
    let late = d.overdue(&work.keys, today()).any(|one| one == duty);
    let mark = match (done, late) {
        (Some(at), _) => view! { <span class="tag tag-green">{icon("check")}{when::full(lang, at)}</span> }.into_any(),
        (None, true) => view! { <span class="tag tag-red">{icon("alert")}{w.overdue}</span> }.into_any(),
        (None, false) => {
            view! { <span class="tag">{icon("clock")}{say::by_day(lang, d.due(duty, &work.keys))}</span> }.into_any()
        }
    };
    let receipt = d.duties.delivery(duty).map(|delivery| match &delivery.receipt {
        Some(stamp) => format!("{} {}", w.receipt_have, when::full(lang, stamp.at)),
        None => w.receipt_waits.to_owned(),
    });
    let places = (duty == Duty::Publish && !d.duties.postings.is_empty()).then(|| {
        let places: Vec<_> = d.duties.postings.iter().map(|posting| posting.place.clone()).collect();
        format!("{} {}", w.posted, places.join(lang.pick("、", ", ")))
    });
    view! {
        <li class="stack-s duty" data-testid=format!("duty-{duty:?}") data-done=done.is_some().to_string()>
            <p class="line"><strong>{label::duty(lang, duty)}</strong><span class="line-end">{mark}</span></p>
            {places.map(|places| view! { <p class="quiet">{places}</p> })}
            {receipt.map(|receipt| view! { <p class="quiet">{receipt}</p> })}
            {acts(work, desk, duty)}
        </li>
    }
    .into_any()
}

/// What I can do about it: the head of the committee does it, the organ acknowledges or objects.
fn acts(work: &Work, desk: Desk, duty: Duty) -> impl IntoView + use<> {
    let w = decision_words();
    let d = &work.decision;
    let open = matches!(work.topic.state, TopicState::Adopted | TopicState::Publicising);
    let heads = open && work.mine.heads;
    let sent = d.duties.delivery(duty);
    // The report of its hearing comes first.
    let publish = (heads && duty == Duty::Publish && !d.awaits_hearing).then(|| view! {
        {d.duties.online.is_none().then(|| desk.button("", "publish", "horn", w.publish_online, DecisionStep::Publish))}
        {posting(desk)}
    });
    let text = match duty {
        Duty::Notify => w.notify,
        Duty::FilingParty => w.file_party,
        Duty::FilingRc | Duty::Publish => w.file_rc,
    };
    let deliver = (heads && duty != Duty::Publish && sent.is_none())
        .then(|| desk.button("", "deliver", "sending", text, DecisionStep::Deliver { duty }));
    let mine = work.mine.receives.contains(&duty);
    let acknowledge = (mine && sent.is_some_and(|s| s.receipt.is_none()))
        .then(|| desk.button("", "acknowledge", "check", w.acknowledge, DecisionStep::Acknowledge { duty }));
    let files = matches!(duty, Duty::FilingParty | Duty::FilingRc);
    let object = (mine && files && open && sent.is_some() && !d.objections.iter().any(|o| o.duty == duty))
        .then(|| objecting(desk, duty));
    view! { {publish}{deliver}{acknowledge}{object} }
}

fn posting(desk: Desk) -> impl IntoView {
    let w = decision_words();
    let place = desk.place;
    let press = move |_| desk.take(DecisionStep::Post { place: place.get_untracked() });
    view! {
        <label class="field"><span>{w.post_place}</span><input id="post-place" class="input" maxlength="60" prop:value=place on:input=heed(move |e| place.set(event_target_value(&e))) />
            <span class="hint">{w.post_hint}</span></label>
        {button(desk.acting, "", "post", "print", w.post_add, press)}
    }
}

fn objecting(desk: Desk, duty: Duty) -> impl IntoView {
    let w = decision_words();
    let why = desk.why;
    let press = move |_| desk.take(DecisionStep::Object { duty, reason: why.get_untracked() });
    view! {
        <details class="fold"><summary>{icon("flag")}{w.object}</summary><div class="stack"><p class="quiet">{w.object_hint}</p>
            <label class="field"><span>{w.object_why}</span><textarea class="input" maxlength="400" prop:value=why on:input=heed(move |e| why.set(event_target_value(&e)))></textarea></label>
            {button(desk.acting, "button-danger", "object", "", w.object, press)}</div></details>
    }
}
