//! Pages: 我的 — receipts, what I did, devices, how things look, and where to complain.

use crate::{
    dispatch::{Acting, use_acting},
    pages::{calling::calling, progress::switch},
    parts::{
        icon,
        live::{heed, live, tap},
        page::empty,
        qr::code_groups,
        refusal::{notice, said},
    },
    ports::{Slip, Standing},
    routes,
    standing::{known_to_me, lang, my_posts, standing, words},
    words::{label, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent,
    device::{Device, DeviceState},
    ids::{DeviceId, PersonId},
    order::InOrder as _,
    topic::TopicState,
};

/// A topic of mine: id, title, state.
type MyTopic = (rulebook::ids::TopicId, String, TopicState);

fn my_devices(community: &Community, me: &PersonId, _: Day) -> Vec<Device> {
    let mut all: Vec<Device> = community.devices_of(me).cloned().collect();
    all.in_order_of(|d| (matches!(d.state, DeviceState::Revoked { .. }), std::cmp::Reverse(d.since)));
    all
}

fn my_topics(community: &Community, me: &PersonId, _: Day) -> Vec<MyTopic> {
    community.topics_of(me).map(|t| (t.id.clone(), t.title.clone(), t.state)).collect()
}

/// The page.
pub fn me() -> impl IntoView {
    let w = words();
    let Standing { me, slips, delivery, .. } = standing();
    let posts = my_posts();
    let lang = lang();
    let roles = known_to_me(move |c, me, day| {
        c.posts(me, day).map(|o| label::role(lang, o.role).to_string()).collect::<Vec<_>>()
    });
    let pending = Memo::new(move |_| delivery.with(|d| d.pending));
    let acting = use_acting();
    view! {
        <div class="hello">
            <h1 class="who" tabindex="-1">{live(move || me.with(|me| me.as_ref().map_or(w.no_person.to_string(), |me| me.name.clone())))}</h1>
            <p class="quiet">{live(move || roles.get().join(" · "))}</p>
        </div>
        <a class="card row" href=routes::OUTBOX>{icon("sending")}<span class="grow">{w.my_acts}</span>
            {live(move || (pending.get() > 0).then(|| view! { <span class="tag tag-amber">{pending.get()}</span> }))}{icon("next")}</a>
        <section class="card"><h2>{w.my_receipts}</h2>{live(move || slips.with(|all| receipts(all)))}</section>
        {topics_of_mine()}
        {said(acting.doing)}
        {devices(acting, posts.get_untracked().enrols)}
        {display(acting)}
        {others(acting)}
        {fold("horn", w.complaint, w.complaint_body)}
        {fold("lock", w.privacy, w.privacy_body)}
        <nav class="line"><a rel="external" href=routes::RULES>{w.rules}</a><a rel="external" href=routes::RECEIPT>{w.check_receipt}</a>
            <a rel="external" href=routes::BOARDS>{w.boards}</a></nav>
    }
}

fn receipts(slips: &[Slip]) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let row = |slip: &Slip| {
        view! {
            <li class="deed"><p class="said">{slip.title.clone()}</p>{code_groups(&slip.code)}<p class="quiet">{when::full(lang, slip.at)}</p></li>
        }
    };
    if slips.is_empty() {
        view! { <p class="quiet">{w.my_receipts_none}</p> }.into_any()
    } else {
        view! { <ul class="rows">{slips.iter().map(row).collect_view()}</ul> }.into_any()
    }
}

fn topics_of_mine() -> impl IntoView {
    let w = words();
    let lang = lang();
    let mine = known_to_me(my_topics);
    let row = move |(id, title, state): &MyTopic| {
        view! {
            <li><a class="row" href=routes::topic(id)><span class="grow">{title.clone()}<br/><span class="quiet">{label::state(lang, *state)}</span></span>{icon("next")}</a></li>
        }
    };
    live(move || {
        mine.with(|all| {
            (!all.is_empty()).then(|| view! {
        <section class="card"><h2>{w.my_topics}</h2><ul class="rows">{all.iter().map(row).collect_view()}</ul></section>
    })
        })
    })
}

fn devices(acting: Acting, enrols: bool) -> impl IntoView {
    let w = words();
    let here = standing().me;
    let list = known_to_me(my_devices);
    let row = move |device: &Device| {
        let this = here.with(|me| me.as_ref().is_some_and(|me| me.device == device.id));
        device_row(device, this, acting)
    };
    view! {
        <section class="card">
            <h2>{w.devices}</h2>
            {live(move || list.with(|all| if all.is_empty() { empty("device", w.no_person).into_any() } else { view! { <ul class="rows">{all.iter().map(row).collect_view()}</ul> }.into_any() }))}
            <a class="button" href=routes::OFFER>{icon("plus")}{if enrols { w.enrol_other } else { w.enrol_mine }}</a>
        </section>
    }
}

fn device_row(device: &Device, this: bool, acting: Acting) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let state = match device.state {
        DeviceState::Pending => w.device_pending,
        DeviceState::Active => w.device_active,
        DeviceState::Revoked { .. } => w.device_revoked,
    };
    let in_use = !matches!(device.state, DeviceState::Revoked { .. });
    let id: DeviceId = device.id.clone();
    let sure = RwSignal::new(false);
    view! {
        <li class="device" data-testid="device">
            {icon("device")}
            <span>{if this { w.this_device } else { w.device }}</span>
            <span class="quiet">{state}" · "{when::day(lang, device.since.day())}</span>
            {in_use.then(|| view! { <button type="button" class="button button-danger" on:click=tap(move |_| sure.set(true))>{w.device_revoke}</button> })}
        </li>
        {live(move || sure.get().then(|| {
            let id = id.clone();
            view! { <li class="stack-s">{notice("notice-bad", "alert", w.device_revoke_ask)}
                <div class="buttons"><button type="button" class="button button-danger" on:click=tap(move |_| {
                    acting.intend(Intent::RevokeDevice { device: id.clone() }, move || { sure.try_set(false); });
                })>{w.device_revoke}</button><button type="button" class="button" on:click=tap(move |_| sure.set(false))>{w.cancel}</button></div></li> }
        }))}
    }
}

fn display(acting: Acting) -> impl IntoView {
    let w = words();
    let Standing { elder, lang: reading, .. } = standing();
    let other = lang().other();
    view! {
        <section class="card">
            <h2>{w.display}</h2>
            <label class="switch">{w.elder_mode}<input type="checkbox" prop:checked=elder on:change=heed(move |e| elder.set(event_target_checked(&e))) /></label>
            {switch(acting)}
            {calling(acting)}
            <button type="button" class="button" lang=other.tag() on:click=tap(move |_| reading.set(other))>{icon("language")}{w.language_name}</button>
        </section>
    }
}

/// Other people enrolled on this phone: each with a key and an outbox of their own.
fn others(acting: Acting) -> impl IntoView {
    let w = words();
    let Standing { profiles, me, .. } = standing();
    let row = move |other: crate::ports::Me| {
        let device = other.device.clone();
        view! { <li class="row">{icon("me")}<span class="grow">{other.name}</span>
        <button type="button" class="button" on:click=tap(move |_| if let Some(phone) = acting.phone() { phone.switch(device.clone()) })>{w.switch_person}</button></li> }
    };
    live(move || {
        let own = me.get().map(|me| me.device);
        let list: Vec<_> = profiles.get().into_iter().filter(|p| Some(&p.device) != own.as_ref()).collect();
        (!list.is_empty()).then(|| view! { <section class="card"><h2>{w.other_people}</h2><ul class="rows">{list.into_iter().map(row).collect_view()}</ul></section> })
    })
}

fn fold(name: &'static str, title: &'static str, text: &'static str) -> impl IntoView {
    view! { <details class="fold"><summary>{icon(name)}{title}</summary><p>{text}</p></details> }
}
