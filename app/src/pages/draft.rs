//! Pages: write a topic, or change its text. A half-written text stays on the device.

use super::param;
use crate::{
    dispatch::{Acting, use_acting},
    parts::{
        icon,
        live::{follow, heed, live, tap},
        page::head,
        refusal::{notice, said},
    },
    ports::Deed,
    routes,
    standing::{lang, my_id, peek, today, words},
    words::{label, say},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rulebook::{
    Intent, Viewer,
    ids::{CourtyardId, GridId, TopicId},
    topic::{
        Capacity, TopicState,
        raise::{MAX_BODY, MAX_TITLE},
    },
};

/// Between title and text of a kept draft; no text may contain it.
const SEPARATOR: char = '\u{1f}';

/// What is being written.
#[derive(Clone, Copy)]
struct Form {
    title: RwSignal<String>,
    body: RwSignal<String>,
    grid: RwSignal<Option<GridId>>,
    yard: RwSignal<Option<CourtyardId>>,
    capacity: RwSignal<Capacity>,
    acting: Acting,
}

/// Where I may raise something, and as what.
struct May {
    grids: Vec<(GridId, String)>,
    yard: Option<(CourtyardId, String)>,
    capacities: Vec<Capacity>,
}

fn may() -> May {
    let (me, day) = (my_id(), today());
    peek(|c| {
        let Some(me) = me else { return May { grids: Vec::new(), yard: None, capacities: Vec::new() } };
        let viewer = Viewer::of(c, &me, day);
        let committee = c.posts(&me, day).any(|o| o.role.is_committee());
        let grids = viewer.lives_in.iter().chain(viewer.reviews.iter()).chain(viewer.serves.iter()).cloned();
        let mut grids: Vec<GridId> = grids.collect();
        grids.dedup();
        let home = viewer.household.as_ref().and_then(|h| c.household(h)).and_then(|h| c.building(&h.building));
        let yard = home.and_then(|b| b.courtyard.as_ref()).and_then(|y| c.courtyard(y));
        let offered = [
            (Capacity::Residents, viewer.lives_in.is_some()),
            (Capacity::CommitteeMember, committee),
            (Capacity::PartyOrg, !viewer.reviews.is_empty()),
        ];
        May {
            grids: grids.into_iter().filter_map(|g| c.grid(&g).map(|grid| (g.clone(), grid.name.clone()))).collect(),
            yard: yard.map(|y| (y.id.clone(), y.name.clone())),
            capacities: offered.into_iter().filter(|(_, yes)| *yes).map(|(capacity, _)| capacity).collect(),
        }
    })
}

fn form(title: String, body: String) -> Form {
    Form {
        title: RwSignal::new(title),
        body: RwSignal::new(body),
        grid: RwSignal::new(None),
        yard: RwSignal::new(None),
        capacity: RwSignal::new(Capacity::Residents),
        acting: use_acting(),
    }
}

/// A new topic.
pub fn new() -> impl IntoView {
    let w = words();
    let form = form(String::new(), String::new());
    let may = may();
    form.grid.set(may.grids.first().map(|(id, _)| id.clone()));
    form.capacity.set(may.capacities.first().copied().unwrap_or(Capacity::Residents));
    recall(form, "topic:new");
    let go = use_navigate();
    let save = move |_| {
        let (Some(phone), Some(grid)) = (form.acting.phone(), form.grid.get_untracked()) else { return };
        let topic = TopicId(phone.fresh_id());
        let intent = Intent::DraftTopic {
            topic: topic.clone(),
            grids: vec![grid],
            courtyard: form.yard.get_untracked(),
            title: form.title.get_untracked(),
            body: form.body.get_untracked(),
            capacity: form.capacity.get_untracked(),
            follows: None,
            new_facts: None,
        };
        let go = go.clone();
        let deed = Deed { intent, openings: Vec::new(), slip: None, draft: Some("topic:new".into()) };
        form.acting.act(deed, move || {
            go(&routes::topic(&topic), NavigateOptions { replace: true, ..NavigateOptions::default() })
        });
    };
    view! {
        {head(Some((routes::TOPICS.into(), w.topics.into())), w.draft_new)}
        <p class="quiet">{w.draft_hint}</p>
        {fields(form, "topic:new".into())}
        {scope(form, &may)}
        {said(form.acting.doing)}
        <p class="quiet">{w.draft_saved}</p>
        <div class="act"><button type="button" class="button button-main button-wide" disabled=follow(move || form.acting.is_busy()) on:click=tap(save)>
            {icon("check")}{w.save}</button></div>
    }
}

/// Another text for a topic of mine.
pub fn edit() -> impl IntoView {
    let w = words();
    let id = TopicId::from(param("topic"));
    let old = peek(|c| c.topic(&id).cloned());
    let voids = old.as_ref().is_some_and(|t| t.state != TopicState::Draft && t.signatures > 0);
    let form = old.map_or_else(|| form(String::new(), String::new()), |t| form(t.title, t.body));
    let key = format!("topic:{id}");
    let back = routes::topic(&id);
    let go = use_navigate();
    let (to, kept) = (back.clone(), key.clone());
    let save = move |_| {
        let intent =
            Intent::EditTopic { topic: id.clone(), title: form.title.get_untracked(), body: form.body.get_untracked() };
        let (go, to) = (go.clone(), to.clone());
        let deed = Deed { intent, openings: Vec::new(), slip: None, draft: Some(kept.clone()) };
        form.acting.act(deed, move || go(&to, NavigateOptions { replace: true, ..NavigateOptions::default() }));
    };
    view! {
        {head(Some((back, w.topic.into())), w.edit)}
        {voids.then(|| notice("notice-care", "alert", w.edit_voids))}
        {fields(form, key)}
        {said(form.acting.doing)}
        <div class="act"><button type="button" class="button button-main button-wide" disabled=follow(move || form.acting.is_busy()) on:click=tap(save)>
            {icon("check")}{w.save}</button></div>
    }
}

fn recall(form: Form, key: &'static str) {
    let Some(phone) = form.acting.phone() else { return };
    let fill = Callback::new(move |kept: Option<String>| {
        if let Some((title, body)) = kept.as_deref().and_then(|text| text.split_once(SEPARATOR)) {
            form.title.try_set(title.into());
            form.body.try_set(body.into());
        }
    });
    phone.read_draft(key, fill);
}

fn fields(form: Form, key: String) -> impl IntoView {
    let w = words();
    let lang = lang();
    let keep = move || {
        if let Some(phone) = form.acting.phone() {
            let text = format!("{}{SEPARATOR}{}", form.title.get_untracked(), form.body.get_untracked());
            phone.keep_draft(&key, &text);
        }
    };
    let keep = StoredValue::new(keep);
    let left = move |text: RwSignal<String>, max: u32| {
        let used = text.with(|t| t.chars().count());
        say::letters_left(lang, usize::try_from(max).unwrap_or(0).saturating_sub(used))
    };
    let typed = move |text: RwSignal<String>, value: String| {
        text.set(value);
        keep.with_value(|keep| keep());
    };
    view! {
        <div class="field"><label for="topic-title">{w.draft_title}</label>
            <input id="topic-title" class="input" maxlength=MAX_TITLE.to_string() prop:value=form.title on:input=heed(move |e| typed(form.title, event_target_value(&e))) />
            <p class="hint">{live(move || left(form.title, MAX_TITLE))}</p></div>
        <div class="field"><label for="topic-body">{w.draft_body}</label>
            <textarea id="topic-body" class="input" maxlength=MAX_BODY.to_string() prop:value=form.body on:input=heed(move |e| typed(form.body, event_target_value(&e)))></textarea>
            <p class="hint">{live(move || left(form.body, MAX_BODY))}</p></div>
    }
}

fn scope(form: Form, may: &May) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let grid = |(id, name): &(GridId, String)| {
        let (of, set) = (id.clone(), id.clone());
        view! { <label class="pick"><input type="radio" name="grid" prop:checked=follow(move || form.grid.get().as_ref() == Some(&of))
        on:change=heed(move |_| form.grid.set(Some(set.clone()))) />{name.clone()}</label> }
    };
    let capacity = |capacity: &Capacity| {
        let capacity = *capacity;
        view! { <label class="pick"><input type="radio" name="capacity" prop:checked=follow(move || form.capacity.get() == capacity)
        on:change=heed(move |_| form.capacity.set(capacity)) />{label::capacity(lang, capacity)}</label> }
    };
    let yard = may.yard.clone().map(|(id, name)| view! {
        <label class="pick"><input type="checkbox" on:change=heed(move |e| form.yard.set(event_target_checked(&e).then(|| id.clone()))) />{w.draft_yard}" · "{name}</label>
    });
    view! {
        <fieldset class="field"><legend>{w.draft_grid}</legend><div class="picks">{may.grids.iter().map(grid).collect_view()}{yard}</div></fieldset>
        <fieldset class="field"><legend>{w.capacity}</legend><div class="picks">{may.capacities.iter().map(capacity).collect_view()}</div></fieldset>
    }
}
