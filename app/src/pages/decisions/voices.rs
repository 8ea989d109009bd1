//! Pages: what residents say after a decision — new facts while it hangs out (T34), and how they rate
//! what was done (T38). Only counts are published.

use super::{Desk, Work};
use crate::{
    parts::{
        icon,
        live::{follow, heed, tap},
        press::button,
        refusal::notice,
    },
    standing::{decision_words, lang, today},
    words::decision as say,
};
use leptos::prelude::*;
use rulebook::{
    decision::{DecisionStep, Petition, evaluate::Opinion},
    ids::PetitionId,
    topic::TopicState,
};

/// What is being said; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Mind {
    facts: RwSignal<String>,
    stars: RwSignal<u8>,
    knew: RwSignal<bool>,
    content: RwSignal<bool>,
    why: RwSignal<String>,
}

impl Mind {
    /// Nothing said yet.
    pub(super) fn new() -> Mind {
        Mind {
            facts: RwSignal::new(String::new()),
            stars: RwSignal::new(0),
            knew: RwSignal::new(true),
            content: RwSignal::new(false),
            why: RwSignal::new(String::new()),
        }
    }
}

/// Whatever residents, and the committee towards the council, may say at this stage.
pub(super) fn voices(work: &Work, desk: Desk, mind: Mind) -> impl IntoView + use<> {
    let petition = work.may_be_reconsidered(today()).then(|| reconsider(work, desk, mind));
    let rating = work.decision.evaluation.is_some().then(|| rating(work, desk, mind));
    let escalate = (work.mine.heads && work.topic.state == TopicState::Blocked).then(|| escalating(desk, mind));
    view! { {petition.map(IntoAny::into_any)}{rating.map(IntoAny::into_any)}{escalate.map(IntoAny::into_any)} }
}

fn reconsider(work: &Work, desk: Desk, mind: Mind) -> impl IntoView + use<> {
    let w = decision_words();
    let need = work.keys.reconsider_min;
    let mine = work.petitions.iter().any(|(_, mine)| *mine);
    let entitled = work.mine.entitled;
    let row = |(petition, mine): &(Petition, bool)| {
        let id = petition.id.clone();
        let support = (entitled && !mine)
            .then(|| desk.button("", "support", "pen", w.petition_support, DecisionStep::Support { petition: id }));
        let own = mine.then(|| view! { <span class="tag tag-green">{icon("check")}{w.supported}</span> });
        view! { <li class="stack-s"><blockquote>{petition.facts.clone()}</blockquote><p class="line">{say::supports(lang(), petition.supports, need)}{own}</p>{support}</li> }
    };
    let rows: Vec<_> = work.petitions.iter().map(row).collect();
    let press = move |_| {
        let Some(phone) = desk.acting.phone() else { return };
        let facts = phone.seal("facts", &mind.facts.get_untracked());
        let step = DecisionStep::Reconsider { petition: PetitionId(phone.fresh_id()), facts: facts.commitment() };
        desk.acting.act(desk.deed(step, vec![facts]), move || mind.facts.set(String::new()));
    };
    let form = (entitled && !mine).then(|| view! {
        <label class="field"><span>{w.reconsider_facts}</span><textarea id="facts" class="input" maxlength="1000" prop:value=mind.facts on:input=heed(move |e| mind.facts.set(event_target_value(&e)))></textarea></label>
        {button(desk.acting, "", "reconsider", "", w.reconsider_begin, press)}
    });
    view! {
        <details class="fold" data-testid="petitions"><summary>{icon("undo")}{w.reconsider}</summary><div class="stack"><p class="quiet">{w.reconsider_hint}</p><ul class="stack">{rows}</ul>{form}</div></details>
    }
}

fn rating(work: &Work, desk: Desk, mind: Mind) -> impl IntoView + use<> {
    let w = decision_words();
    let lang = lang();
    let counts = work
        .decision
        .evaluation
        .as_ref()
        .map(|e| if e.count == 0 { w.none_rated.to_owned() } else { say::rated(lang, e) });
    let open = work.topic.state == TopicState::Evaluating && work.mine.entitled;
    let star = move |n: u8| {
        let on = move || mind.stars.get() >= n;
        view! { <label class="pick"><input type="radio" name="stars" data-testid=format!("stars-{n}") prop:checked=follow(move || mind.stars.get() == n) on:change=heed(move |_| mind.stars.set(n)) />
        <span class:star-on=follow(on)>{n}" ★"</span></label> }
    };
    let tick = move |text: &'static str, signal: RwSignal<bool>| view! { <label class="pick"><input type="checkbox" prop:checked=signal on:change=heed(move |e| signal.set(event_target_checked(&e))) />{text}</label> };
    let send = move |_| {
        let Some(phone) = desk.acting.phone() else { return };
        let opinion = Opinion {
            stars: mind.stars.get_untracked(),
            knew: mind.knew.get_untracked(),
            content: mind.content.get_untracked(),
        };
        let rating = phone.seal("rating", &serde_json::to_string(&opinion).unwrap_or_default());
        let step = DecisionStep::Rate { rating: rating.commitment() };
        desk.acting.act(desk.deed(step, vec![rating]), || ());
    };
    let acting = desk.acting;
    let form = (open && work.mine.rating.is_none()).then(|| view! {
        <fieldset class="field"><legend>{w.rating_stars}</legend><div class="picks picks-3">{(1..=5).map(star).collect_view()}</div></fieldset>
        {tick(w.rating_knew, mind.knew)}{tick(w.rating_content, mind.content)}
        <button type="button" class="button button-wide" data-testid="rate" disabled=follow(move || mind.stars.get() == 0 || acting.is_busy()) on:click=tap(send)>{icon("check")}{w.rating_send}</button>
    });
    let rated = work.mine.rating.is_some().then(|| notice("notice-good", "check", w.rated));
    view! { <section class="card" data-testid="rating"><h2>{w.rating}</h2><p>{counts}</p>{rated}{form}</section> }
}

/// T37: it stands still; the council may help.
fn escalating(desk: Desk, mind: Mind) -> impl IntoView {
    let w = decision_words();
    let press = move |_| desk.take(DecisionStep::Escalate { reason: mind.why.get_untracked() });
    view! {
        <details class="fold"><summary>{icon("hand-over")}{w.escalate}</summary><div class="stack">
            <label class="field"><span>{w.escalate_why}</span><input class="input" maxlength="200" prop:value=mind.why on:input=heed(move |e| mind.why.set(event_target_value(&e))) /></label>
            {button(desk.acting, "", "escalate", "", w.escalate, press)}</div></details>
    }
}
