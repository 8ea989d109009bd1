//! Pages: 申请调解 — by a party, or by the committee for others: about what, with whom, who mediates, when and where. A
//! resident's phone knows no neighbour, so the mediator adds the other side.

use crate::{
    dispatch::{Acting, use_acting},
    pages::meetings::{call::starts, deeds::call_mediation, my_grid},
    parts::{
        field::day_field,
        find::{Pick, choosing, chosen, finder},
        live::{follow, heed, live},
        page::head,
        press::button,
        refusal::{notice, said},
    },
    routes,
    standing::{mediation_words, meeting_words, my_id, now, peek, today},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rulebook::{
    Viewer,
    ids::{GridId, MeetingId, PersonId},
    meeting::{MeetingKind, MeetingStep},
};
use std::sync::Arc;

type People = RwSignal<Vec<(PersonId, String)>>;

/// The form.
#[derive(Clone, Copy)]
struct Form {
    grid: StoredValue<Option<GridId>>,
    /// Calls as a party; `false`: for others, as the committee may.
    own: RwSignal<bool>,
    matter: RwSignal<String>,
    others: People,
    mediator: People,
    day: RwSignal<String>,
    time: RwSignal<String>,
    place: RwSignal<String>,
    /// It is called, and whoever called it is no part of it.
    gone: RwSignal<bool>,
    acting: Acting,
}

/// The page.
pub fn call() -> impl IntoView {
    let w = mediation_words();
    let (form, sits, knows) = fresh();
    let back = Some((routes::MEETINGS.into(), meeting_words().meetings.into()));
    view! {
        {head(back, w.call)}
        {notice("", "lock", w.call_hint)}
        {said(form.acting.doing)}
        {live(move || if form.gone.get() {
            notice("notice-good", "check", w.called_for_others).into_any()
        } else {
            filling(form, sits, knows)
        })}
    }
}

/// The first day on which its notice is in time; and whether I sit on a committee, and know my neighbours.
fn fresh() -> (Form, bool, bool) {
    let (me, day) = (my_id(), today());
    let (grid, sits, knows, days) = peek(|c| {
        let viewer = me.as_ref().map(|me| Viewer::of(c, me, day)).unwrap_or_default();
        let grid = viewer.sits.first().cloned().or_else(|| my_grid(&viewer));
        let knows = c.all_people().nth(1).is_some();
        (grid, !viewer.sits.is_empty(), knows, c.keys().notice_days.extra)
    });
    let first = day.plus(i32::try_from(days).unwrap_or(0).saturating_add(1));
    let form = Form {
        grid: StoredValue::new(grid),
        own: RwSignal::new(true),
        matter: RwSignal::new(String::new()),
        others: RwSignal::new(Vec::new()),
        mediator: RwSignal::new(Vec::new()),
        day: RwSignal::new(first.to_string()),
        time: RwSignal::new("19:00".into()),
        place: RwSignal::new(String::new()),
        gone: RwSignal::new(false),
        acting: use_acting(),
    };
    (form, sits, knows)
}

fn filling(form: Form, sits: bool, knows: bool) -> AnyView {
    let w = mediation_words();
    let m = meeting_words();
    let as_what = move |own: bool, text: &'static str, test: &'static str| {
        view! { <label class="pick"><input type="radio" name="as" data-testid=test prop:checked=follow(move || form.own.get() == own) on:change=heed(move |_| form.own.set(own)) />{text}</label> }
    };
    let go = use_navigate();
    let press = move |_| {
        let go = go.clone();
        hand_in(form, move |to: &str| go(to, NavigateOptions { replace: true, ..NavigateOptions::default() }));
    };
    view! {
        {sits.then(|| view! { <fieldset class="field"><legend>{w.as_what}</legend><div class="picks">{as_what(true, w.as_party, "as-party")}{as_what(false, w.as_committee, "as-committee")}</div></fieldset> })}
        <label class="field"><span>{w.matter}</span><textarea id="mediation-matter" class="input" maxlength="1000" prop:value=form.matter on:input=heed(move |e| form.matter.set(event_target_value(&e)))></textarea>
            <span class="hint">{w.matter_hint}</span></label>
        {if knows || sits { others(form) } else { notice("", "info", w.matter_other).into_any() }}
        {mediator(form)}
        <div class="pair">
            {day_field("mediation-day", m.when_day, form.day)}
            <label class="field"><span>{m.when_time}</span><input id="mediation-time" class="input" type="time" prop:value=form.time on:input=heed(move |e| form.time.set(event_target_value(&e))) /></label>
        </div>
        <label class="field"><span>{m.place}</span><input id="mediation-place" class="input" maxlength="100" prop:value=form.place on:input=heed(move |e| form.place.set(event_target_value(&e))) /></label>
        <div class="act">{button(form.acting, "button-main button-wide", "call-mediation-now", "check", w.call_now, press)}</div>
    }
    .into_any()
}

fn others(form: Form) -> AnyView {
    let w = mediation_words();
    let find = finder("party", w.other_party, w.party_none, form.grid.get_value(), choosing(form.others));
    view! { <section class="stack-s">{find}{chosen("party", form.others, w.take_away)}<p class="quiet">{w.other_hint}</p></section> }
        .into_any()
}

fn mediator(form: Form) -> AnyView {
    let w = mediation_words();
    let pick: Pick = Arc::new(move |(person, name, _)| form.mediator.set(vec![(person, name)]));
    let find = finder("mediator", w.mediator, w.party_none, form.grid.get_value(), pick);
    view! { <section class="stack-s">{find}{chosen("mediator", form.mediator, w.take_away)}<p class="quiet">{w.mediator_hint}</p></section> }
        .into_any()
}

/// Hands it over; whoever takes part goes on to its page.
fn hand_in(form: Form, go: impl Fn(&str) + Send + Sync + 'static) {
    let (Some(phone), Some(me), Some(grid)) = (form.acting.phone(), my_id(), form.grid.get_value()) else { return };
    let others = form.others.get_untracked().into_iter().map(|(person, _)| person);
    let own = form.own.get_untracked().then(|| me.clone());
    let parties: Vec<PersonId> = own.into_iter().chain(others).collect();
    let mediator = form.mediator.get_untracked().into_iter().next().map(|(person, _)| person);
    let takes_part = parties.contains(&me) || mediator.as_ref() == Some(&me);
    let starts = starts(&form.day.get_untracked(), &form.time.get_untracked()).unwrap_or_else(now);
    let place = form.place.get_untracked();
    let meeting = MeetingId(phone.fresh_id());
    let to = routes::meeting(&meeting);
    let deed = call_mediation(&*phone, &meeting, &form.matter.get_untracked(), |matter| MeetingStep::Call {
        grid,
        kind: MeetingKind::MediationMeeting,
        regular: false,
        urgent: None,
        place,
        starts,
        topics: Vec::new(),
        report: false,
        repeats: None,
        parties,
        mediator,
        matter,
    });
    form.acting.act(deed, move || if takes_part { go(&to) } else { form.gone.set(true) });
}
