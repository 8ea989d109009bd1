//! Pages: enrol somebody — a one-time code as QR and in groups of four, then six digits compared on
//! both screens.

use crate::{
    dispatch::{Acting, use_acting},
    parts::{
        icon,
        live::{follow, heed, live, tap},
        news::ask_for_news,
        page::head,
        qr::{code_groups, qr},
        refusal::{notice, said},
    },
    routes,
    standing::{known, known_to_me, me, words},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent, Viewer,
    device::{DeviceState, Offer},
    hash::six_digits,
    ids::{DeviceId, OfferId, PersonId},
};

/// Where the page stands.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// For whom.
    Choose,
    /// The code is out; waiting for the other screen.
    Offered(String, OfferId),
}

/// How many names the search shows.
const SHOWN: usize = 8;

fn people(community: &Community, me: &PersonId, day: Day) -> Vec<(PersonId, String)> {
    let viewer = Viewer::of(community, me, day);
    let near =
        community.all_people().filter(|p| viewer.admin || p.home.as_ref().is_some_and(|h| viewer.serves(&h.grid)));
    let door = |p: &rulebook::people::Person| {
        p.home
            .as_ref()
            .and_then(|h| community.household(&h.household))
            .map_or(String::new(), |h| format!(" · {}", h.label))
    };
    near.map(|p| (p.id.clone(), format!("{}{}", p.name, door(p)))).collect()
}

/// The page.
pub fn offer() -> impl IntoView {
    let w = words();
    let stage = RwSignal::new(Stage::Choose);
    let acting = use_acting();
    view! {
        {head(Some((routes::ME.into(), w.me.into())), w.enrol_other)}
        {live(move || match stage.get() {
            Stage::Choose => choose(acting, stage).into_any(),
            Stage::Offered(code, id) => offered(acting, code, id).into_any(),
        })}
        {said(acting.doing)}
    }
}

fn choose(acting: Acting, stage: RwSignal<Stage>) -> impl IntoView {
    let w = words();
    let mine = me().map(|me| (me.person, me.name));
    let all = known_to_me(people);
    let search = RwSignal::new(String::new());
    let whom = RwSignal::new(mine.clone().map(|(id, _)| id));
    let found = move || {
        let wanted = search.get();
        let hit = |(_, name): &&(PersonId, String)| !wanted.trim().is_empty() && name.contains(wanted.trim());
        all.with(|all| all.iter().filter(hit).take(SHOWN).cloned().collect::<Vec<_>>())
    };
    let pick = move |(id, name): (PersonId, String)| {
        let of = id.clone();
        view! { <label class="pick"><input type="radio" name="whom" prop:checked=follow(move || whom.get().as_ref() == Some(&of)) on:change=heed(move |_| whom.set(Some(id.clone()))) />{name}</label> }
    };
    let make = move |_| {
        let (Some(phone), Some(person)) = (acting.phone(), whom.get_untracked()) else { return };
        let code = phone.fresh_enrolment_code();
        let Some(offer) = Offer::id_of(&code) else { return };
        let intent = Intent::OfferEnrolment { offer: offer.clone(), person };
        acting.intend(intent, move || {
            acting.forget();
            stage.set(Stage::Offered(code.clone(), offer.clone()));
        });
    };
    let searchable = Memo::new(move |_| !all.with(Vec::is_empty));
    view! {
        {live(move || searchable.get().then(|| view! {
            <label class="field"><span>{w.enrol_whom}</span><input class="input" type="search" autocomplete="off" placeholder=w.name
                prop:value=search on:input=heed(move |e| search.set(event_target_value(&e))) /></label>
        }))}
        <div class="picks">{mine.map(|(id, name)| pick((id, format!("{name} · {}", w.enrol_mine))))}
            {live(move || found().into_iter().map(pick).collect_view())}</div>
        <div class="act"><button type="button" class="button button-main button-wide" data-testid="make-code"
            disabled=follow(move || whom.get().is_none() || acting.is_busy()) on:click=tap(make)>{icon("key")}{w.offer_make}</button></div>
    }
}

/// The code, then the digits as soon as the other phone has handed in its key.
fn offered(acting: Acting, code: String, id: OfferId) -> impl IntoView {
    let w = words();
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}{}#{code}", routes::ENROL);
    let other = known(move |community| {
        let device =
            community.offer(&id).and_then(|o| o.used_by.clone()).and_then(|d| community.device(&d).cloned())?;
        Some((device.id.clone(), six_digits(id.as_str(), device.id.as_str(), &device.key), device.state.clone()))
    });
    // Until the other phone has handed in its key, ask the server now and then.
    ask_for_news(acting, move || other.with_untracked(Option::is_none));
    live(move || {
        match other.get() {
        None => view! {
            <section class="offer" data-testid="offer">
                {qr(&address, w.offer_code)}{code_groups(&code)}
                <p>{w.offer_scan}</p><p class="quiet">{w.offer_life}</p><p class="quiet" role="status">{w.offer_wait}</p>
            </section>
        }.into_any(),
        Some((_, _, DeviceState::Active)) => notice("notice-good", "check", w.device_active).into_any(),
        Some((_, _, DeviceState::Revoked { .. })) => notice("notice-bad", "close", w.device_revoked).into_any(),
        Some((device, digits, DeviceState::Pending)) => compare(acting, device, digits).into_any(),
    }
    })
}

fn compare(acting: Acting, device: DeviceId, digits: String) -> impl IntoView {
    let w = words();
    let other = device.clone();
    view! {
        <section class="offer">
            <h2>{w.digits_compare}</h2>
            <p class="code code-six" data-testid="digits">{digits}</p>
        </section>
        <div class="act"><div class="buttons">
            <button type="button" class="button button-main" data-testid="digits-same" disabled=follow(move || acting.is_busy())
                on:click=tap(move |_| acting.intend(Intent::ConfirmDevice { device: device.clone() }, || ()))>{icon("check")}{w.digits_same}</button>
            <button type="button" class="button button-danger" disabled=follow(move || acting.is_busy())
                on:click=tap(move |_| acting.intend(Intent::RevokeDevice { device: other.clone() }, || ()))>{icon("close")}{w.digits_differ}</button>
        </div></div>
    }
}
