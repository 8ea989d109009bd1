//! Pages: one matter before the council — its story in sentences, the consent of the grids (T42), and what the chair of
//! the residents' committee does about it (T43, T45). What the council itself votes on is recorded at its meeting.

use super::{may_call, offline};
use crate::{
    dispatch::{Acting, use_acting},
    pages::param,
    parts::{
        council::{Matter, story_card},
        field::{day_field, typed_day},
        icon,
        live::{heed, live},
        page::{empty, head},
        press::button,
        refusal::said,
        topic::topic_text,
    },
    routes,
    standing::{council_words, decision_words, known_to_me, lang, today, words},
    words::{label, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent,
    council::{CouncilStep, Resolution},
    ids::{GridId, PersonId, TopicId},
    people::Role,
    topic::TopicState,
};

/// The matter and what its reader is to it.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    matter: Matter,
    /// Grids concerned whose committee the reader heads.
    heads: Vec<GridId>,
    /// The chair of the residents' committee.
    chairs: bool,
}

/// What is being typed.
#[derive(Clone, Copy)]
struct Form {
    acting: Acting,
    topic: StoredValue<TopicId>,
    text: RwSignal<String>,
    day: RwSignal<String>,
    /// Came, yes, no, abstaining.
    counts: [RwSignal<String>; 4],
}

impl Form {
    fn take(&self, step: CouncilStep) {
        let text = self.text;
        let clear = move || drop(text.try_set(String::new()));
        self.acting.intend(Intent::Council { topic: self.topic.get_value(), step }, clear);
    }
}

fn found(community: &Community, id: &TopicId, me: &PersonId, day: Day) -> Option<Known> {
    let matter = Matter::of(community, community.topic(id)?)?;
    let heads = |grid: &&GridId| community.holds(me, grid, day, Role::heads_committee);
    Some(Known {
        heads: matter.topic.grids.iter().filter(heads).cloned().collect(),
        chairs: may_call(community, me, day),
        matter,
    })
}

/// The page.
pub fn matter() -> impl IntoView {
    let id = TopicId::from(param("topic"));
    let back = || Some((routes::COUNCIL.to_string(), council_words().council.to_string()));
    let form = Form {
        acting: use_acting(),
        topic: StoredValue::new(id.clone()),
        text: RwSignal::new(String::new()),
        day: RwSignal::new(today().to_string()),
        counts: [(); 4].map(|()| RwSignal::new(String::new())),
    };
    let known = known_to_me(move |community, me, day| found(community, &id, me, day));
    live(move || {
        known.with(|known| match known {
            None => {
                view! { {head(back(), council_words().council)} {empty("topics", words().not_found_body)} }.into_any()
            }
            Some(known) => view! {
                {head(back(), known.matter.topic.title.clone())}
                {offline()}
                {whole(known, form)}
            }
            .into_any(),
        })
    })
}

fn whole(known: &Known, form: Form) -> AnyView {
    let matter = &known.matter;
    let topic = &matter.topic;
    let to = routes::topic(&topic.id);
    let agenda = matter.meeting.as_ref().map(|(id, starts)| {
        let when = when::full(lang(), *starts);
        view! { <a class="row" href=routes::meeting(id) data-testid="to-council-meeting">{icon("people")}<span class="grow">{council_words().next_meeting}" "{when}</span>{icon("next")}</a> }
    });
    view! {
        <p class="line"><span class="tag tag-green">{icon("leaf")}{label::state(lang(), topic.state)}</span></p>
        {story_card(matter, None)}
        {matter.is_there().then(|| consents(known, form))}
        {said(form.acting.doing)}
        {(known.chairs && matter.is_there()).then(|| put_up(form))}
        {(known.chairs && topic.state == TopicState::ToAssembly).then(|| record(form))}
        <nav class="card rows">{agenda}<a class="row" href=to data-testid="to-topic">{icon("topics")}<span class="grow">{words().topic}</span>{icon("next")}</a></nav>
        <details class="fold"><summary>{decision_words().text}</summary><div>{topic_text(topic)}</div></details>
    }
    .into_any()
}

/// T42: each grid concerned, and the form for those that the reader speaks for.
fn consents(known: &Known, form: Form) -> AnyView {
    let w = council_words();
    let rows = known.matter.grids.iter().map(|(_, name, consent)| {
        let mark = if consent.is_some() {
            view! { <span class="tag tag-green">{icon("check")}{w.consent_has}</span> }.into_any()
        } else {
            view! { <span class="tag tag-amber">{icon("clock")}{w.consent_lacks}</span> }.into_any()
        };
        view! { <li class="line" data-testid="consent" data-given=consent.is_some().to_string()><strong>{name.clone()}</strong><span class="line-end">{mark}</span></li> }
    });
    let mine = known
        .matter
        .grids
        .iter()
        .filter(|(grid, _, consent)| consent.is_none() && known.heads.contains(grid))
        .map(|(grid, name, _)| consent(form, grid.clone(), name));
    view! {
        <section class="card" data-testid="consents"><h2>{w.consents}</h2><p class="quiet">{w.consents_hint}</p>
            <ul class="rows">{rows.collect_view()}</ul>{mine.collect_view()}</section>
    }
    .into_any()
}

fn consent(form: Form, grid: GridId, name: &str) -> AnyView {
    let w = council_words();
    let press = move |_| form.take(CouncilStep::Consent { grid: grid.clone(), basis: form.text.get_untracked() });
    view! {
        {line("consent-basis", w.consent_basis, Some(w.consent_basis_hint), form.text)}
        {button(form.acting, "button-main button-wide", "consent-give", "check", format!("{} · {name}", w.consent_give), press)}
    }
    .into_any()
}

/// T43, without a meeting of the council.
fn put_up(form: Form) -> AnyView {
    let w = council_words();
    let press = move |_| form.take(CouncilStep::ToAssembly { reason: form.text.get_untracked() });
    view! {
        <details class="fold" data-testid="put-up"><summary>{icon("people")}{w.put_up}</summary><div class="stack"><p class="quiet">{w.put_up_hint}</p>
            {line("put-up-why", w.put_up_why, None, form.text)}
            {button(form.acting, "button-main button-wide", "put-up-do", "check", w.put_up_do, press)}</div></details>
    }
    .into_any()
}

/// T45: as the minutes have it.
fn record(form: Form) -> AnyView {
    let w = council_words();
    let press = move |_| {
        let [base, yes, no, abstain] = form.counts.map(|count| count.with_untracked(|n| n.trim().parse().unwrap_or(0)));
        let held = typed_day(form.day);
        let resolution = Resolution { minutes: form.text.get_untracked(), held, base, yes, no, abstain };
        form.take(CouncilStep::Record { resolution });
    };
    let names = ["base", "yes", "no", "abstain"];
    let asked = [w.record_base, w.record_yes, w.record_no, w.record_abstain];
    let counts = names.into_iter().zip(asked).zip(form.counts).map(|((id, text), count)| number(id, text, count));
    view! {
        <section class="card" data-testid="assembly"><h2>{w.record}</h2><p class="quiet">{w.record_hint}</p>
            {line("record-minutes", w.record_minutes, None, form.text)}
            {day_field("record-held", w.record_held, form.day)}
            <div class="pair">{counts.collect_view()}</div>
            {button(form.acting, "button-main button-wide", "record-do", "check", w.record_do, press)}</section>
    }
    .into_any()
}

fn line(id: &'static str, text: &'static str, hint: Option<&'static str>, value: RwSignal<String>) -> AnyView {
    view! {
        <label class="field"><span>{text}</span><input id=id class="input" maxlength="200" prop:value=value on:input=heed(move |e| value.set(event_target_value(&e))) />
            {hint.map(|hint| view! { <span class="hint">{hint}</span> })}</label>
    }
    .into_any()
}

fn number(id: &'static str, text: &'static str, value: RwSignal<String>) -> AnyView {
    view! {
        <label class="field"><span>{text}</span><input id=format!("record-{id}") class="input" inputmode="numeric" maxlength="6" prop:value=value on:input=heed(move |e| value.set(event_target_value(&e))) /></label>
    }
    .into_any()
}
