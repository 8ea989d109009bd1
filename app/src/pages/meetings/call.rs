//! Pages: 召集会议 (M1) — when, where, which reviewed topics. What was shelved comes by itself.

use super::callable;
use crate::pages::council::may_call;
use crate::{
    dispatch::{Acting, plain, use_acting},
    parts::{
        field::{day_field, minutes_of_day},
        icon,
        live::{follow, heed, live, tap},
        page::head,
        refusal::{notice, said},
    },
    routes,
    standing::{lang, meeting_words, my_id, now, peek, today},
    words::meeting as say,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use rulebook::{
    Community, Intent, Millis,
    hearing::{hears_after, is_owed_after},
    ids::{GridId, MeetingId, TopicId},
    meeting::{MeetingKind, MeetingStep},
    order::InOrder as _,
    time::Day,
    topic::TopicState,
};

/// The form.
#[derive(Clone, Copy)]
struct Form {
    /// The meeting that members asked for, which is called by that name.
    asked: StoredValue<Option<MeetingId>>,
    grid: RwSignal<Option<GridId>>,
    kind: RwSignal<MeetingKind>,
    kinds: StoredValue<Vec<MeetingKind>>,
    regular: RwSignal<bool>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    place: RwSignal<String>,
    topics: RwSignal<Vec<TopicId>>,
    report: RwSignal<bool>,
    urgent: RwSignal<String>,
    acting: Acting,
}

/// The topics that may come, by title; those that come by themselves are marked.
pub(super) type Offered = Vec<(TopicId, String, bool)>;

pub(super) fn offered(community: &Community, grid: Option<&GridId>, kind: MeetingKind) -> Offered {
    let fits = |state: TopicState| match kind {
        MeetingKind::CouncilMeeting => state == TopicState::Escalated,
        MeetingKind::Deliberation => state == TopicState::Accepted,
        MeetingKind::Hearing => matches!(state, TopicState::Accepted | TopicState::HearingPending),
        _ => false,
    };
    // Decided, and to be heard before that is published.
    let after = |t: &rulebook::topic::Topic| {
        let keys = community.keys_for(t);
        kind == MeetingKind::Hearing && hears_after(&keys, t) && is_owed_after(&keys, t)
    };
    let first = |t: &rulebook::topic::Topic| kind == MeetingKind::Deliberation && t.must_come();
    // What lies with the council, whichever grid it comes from.
    let near = |t: &&rulebook::topic::Topic| match (kind, grid) {
        (MeetingKind::CouncilMeeting, _) => true,
        (_, grid) => grid.is_some_and(|grid| t.concerns(grid)),
    };
    let all = community.all_topics().filter(near).filter(|t| t.withdrawing.is_none());
    let mut all: Offered = all
        .filter(|t| fits(t.state) || first(t) || after(t))
        .map(|t| (t.id.clone(), t.title.clone(), first(t)))
        .collect();
    all.in_order_of(|(id, _, first)| (!first, id.clone()));
    all
}

/// The page.
pub fn call() -> impl IntoView {
    let w = meeting_words();
    let form = fresh();
    let go = use_navigate();
    let press = move |_| {
        let (Some(phone), Some(step)) = (form.acting.phone(), step(form)) else { return };
        let meeting = form.asked.get_value().unwrap_or_else(|| MeetingId(phone.fresh_id()));
        let (go, to) = (go.clone(), routes::meeting(&meeting));
        form.acting.act(plain(Intent::Meeting { meeting, step }), move || {
            go(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    };
    view! {
        {head(Some((routes::MEETINGS.into(), w.meetings.into())), w.call)}
        {notice("", "info", w.call_hint)}
        {what(form)}
        {when_where(form)}
        {topics(form)}
        {urgent(form)}
        {said(form.acting.doing)}
        <div class="act"><button type="button" class="button button-main button-wide" data-testid="call-now"
            disabled=follow(move || form.acting.is_busy()) on:click=tap(press)>{icon("check")}{w.call}</button></div>
    }
}

/// The first day on which the notice of a regular meeting is in time, at seven in the evening.
fn fresh() -> Form {
    let (me, day) = (my_id(), today());
    let (grid, council, days) = peek(|c| {
        let grid = me.as_ref().and_then(|me| callable(c, me, day).into_iter().next());
        let council = me.as_ref().is_some_and(|me| may_call(c, me, day));
        (grid, council, c.keys().notice_days.regular)
    });
    let query = use_query_map();
    let demand = query.with_untracked(|query| query.get("for"));
    let demand = demand.and_then(|id| peek(|c| c.requisition(&MeetingId(id)).cloned()));
    let grid = demand.as_ref().map(|demand| demand.grid.clone()).or(grid);
    let of_grid = [MeetingKind::Deliberation, MeetingKind::Hearing, MeetingKind::JointMeeting];
    let mut kinds = if grid.is_some() || !council { of_grid.to_vec() } else { Vec::new() };
    if council {
        kinds.push(MeetingKind::CouncilMeeting);
    }
    if demand.is_some() {
        kinds.truncate(1);
    }
    let asked = council && query.with_untracked(|query| query.get_str("council").is_some());
    let kind = if asked { Some(MeetingKind::CouncilMeeting) } else { kinds.first().copied() };
    let first = day.plus(i32::try_from(days).unwrap_or(0).saturating_add(1));
    Form {
        asked: StoredValue::new(demand.map(|demand| demand.id)),
        grid: RwSignal::new(grid),
        kind: RwSignal::new(kind.unwrap_or(MeetingKind::Deliberation)),
        kinds: StoredValue::new(kinds),
        regular: RwSignal::new(true),
        day: RwSignal::new(first.to_string()),
        time: RwSignal::new("19:00".into()),
        place: RwSignal::new(String::new()),
        topics: RwSignal::new(Vec::new()),
        report: RwSignal::new(true),
        urgent: RwSignal::new(String::new()),
        acting: use_acting(),
    }
}

fn step(form: Form) -> Option<MeetingStep> {
    let kind = form.kind.get_untracked();
    let why = form.urgent.get_untracked();
    let topics = form.topics.get_untracked();
    // Of the council's meeting the grid whose matter is foremost.
    let foremost = |c: &Community| {
        let first = topics.first().and_then(|id| c.topic(id)).and_then(|topic| topic.grids.first().cloned());
        first.or_else(|| c.all_grids().next().map(|grid| grid.id.clone()))
    };
    let grid = if kind == MeetingKind::CouncilMeeting { peek(foremost) } else { form.grid.get_untracked() };
    Some(MeetingStep::Call {
        grid: grid?,
        kind,
        regular: form.regular.get_untracked() && kind == MeetingKind::Deliberation,
        urgent: (!why.trim().is_empty()).then(|| why.trim().to_owned()),
        place: form.place.get_untracked(),
        starts: starts(&form.day.get_untracked(), &form.time.get_untracked()).unwrap_or_else(now),
        topics,
        report: form.report.get_untracked(),
        repeats: None,
        parties: Vec::new(),
        mediator: None,
        matter: None,
    })
}

/// A day and a time of day in Shanghai.
pub(super) fn starts(day: &str, time: &str) -> Option<Millis> {
    Some(Day::parse(day)?.starts().plus_minutes(minutes_of_day(time)?.into()))
}

fn what(form: Form) -> impl IntoView {
    let w = meeting_words();
    let lang = lang();
    let one = |kind: MeetingKind| {
        view! { <label class="pick"><input type="radio" name="kind" prop:checked=follow(move || form.kind.get() == kind)
        on:change=heed(move |_| { form.kind.set(kind); form.topics.set(Vec::new()); }) />{say::kind(lang, kind)}</label> }
    };
    let kinds = form.kinds.get_value();
    view! {
        <fieldset class="field"><legend>{w.kind}</legend><div class="picks">{kinds.into_iter().map(one).collect_view()}</div></fieldset>
        {live(move || (form.kind.get() == MeetingKind::Deliberation).then(|| view! {
            <label class="pick"><input type="checkbox" prop:checked=form.regular on:change=heed(move |e| form.regular.set(event_target_checked(&e))) />
                <span>{w.regular}<small class="quiet">" · "{w.regular_hint}</small></span></label>
        }))}
    }
}

fn when_where(form: Form) -> impl IntoView {
    let w = meeting_words();
    view! {
        <div class="pair">
            {day_field("meeting-day", w.when_day, form.day)}
            <label class="field"><span>{w.when_time}</span><input id="meeting-time" class="input" type="time" prop:value=form.time on:input=heed(move |e| form.time.set(event_target_value(&e))) /></label>
        </div>
        <label class="field"><span>{w.place}</span><input id="meeting-place" class="input" maxlength="100" prop:value=form.place on:input=heed(move |e| form.place.set(event_target_value(&e))) /></label>
    }
}

fn topics(form: Form) -> impl IntoView {
    let w = meeting_words();
    let one = move |(id, title, first): (TopicId, String, bool)| {
        let (of, set) = (id.clone(), id);
        let change = move |e| {
            let on = event_target_checked(&e);
            form.topics.update(|all| {
                all.retain(|t| *t != set);
                if on {
                    all.push(set.clone());
                }
            });
        };
        view! {
            <label class="pick"><input type="checkbox" disabled=first prop:checked=follow(move || first || form.topics.with(|all| all.contains(&of))) on:change=heed(change) />
                <span>{title}{first.then(|| view! { <small class="quiet">" · "{w.carried}</small> })}</span></label>
        }
    };
    let list = move || {
        let (grid, kind) = (form.grid.get(), form.kind.get());
        let all = peek(|c| offered(c, grid.as_ref(), kind));
        if all.is_empty() {
            view! { <p class="quiet">{w.topics_none}</p> }.into_any()
        } else {
            all.into_iter().map(one).collect_view().into_any()
        }
    };
    view! {
        {live(move || (form.kind.get() != MeetingKind::JointMeeting).then(|| view! {
            <fieldset class="field"><legend>{w.topics}</legend><div class="picks">{list()}</div></fieldset>
        }))}
        <label class="pick"><input type="checkbox" prop:checked=form.report on:change=heed(move |e| form.report.set(event_target_checked(&e))) />
            <span>{w.report}<small class="quiet">" · "{w.report_hint}</small></span></label>
    }
}

fn urgent(form: Form) -> impl IntoView {
    let w = meeting_words();
    view! {
        <details class="fold"><summary>{w.urgent}</summary><div class="stack"><p class="quiet">{w.urgent_hint}</p>
            <label class="field"><span>{w.urgent_why}</span><input id="meeting-urgent" class="input" maxlength="200" prop:value=form.urgent on:input=heed(move |e| form.urgent.set(event_target_value(&e))) /></label>
        </div></details>
    }
}
