//! Pages: 记条线索 — a matter heard at a door, which residents may make a topic of (H1).

use super::{door::door_name, param};
use crate::{
    dispatch::{sealed, use_acting},
    parts::{
        icon,
        live::{follow, heed, tap},
        page::head,
        refusal::said,
    },
    routes,
    standing::{lang, peek, words},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rulebook::{
    Intent,
    ids::{BuildingId, HouseholdId, LeadId},
    round::LeadDetails,
};

/// Where and what; two fields, nothing about people.
pub fn lead() -> impl IntoView {
    let w = words();
    let (building, home) = (BuildingId::from(param("building")), HouseholdId::from(param("household")));
    let here = peek(|c| door_name(c, &home, lang()));
    let scope = peek(|c| {
        let yard = c.building(&building).and_then(|b| b.courtyard.clone());
        c.household(&home).map(|h| (h.grid.clone(), yard))
    });
    let place = RwSignal::new(String::new());
    let matter = RwSignal::new(String::new());
    let acting = use_acting();
    let back = routes::building(&building);
    let go = use_navigate();
    let save = {
        let back = back.clone();
        move |_| {
            let (Some(phone), Some((grid, courtyard))) = (acting.phone(), scope.clone()) else { return };
            let details = LeadDetails {
                place: place.get_untracked().trim().into(),
                matter: matter.get_untracked().trim().into(),
                household: Some(home.clone()),
            };
            let Ok(text) = serde_json::to_string(&details) else { return };
            let opening = phone.seal("lead", &text);
            let intent =
                Intent::NoteLead { lead: LeadId(phone.fresh_id()), grid, courtyard, details: opening.commitment() };
            let (go, back) = (go.clone(), back.clone());
            acting.act(sealed(intent, vec![opening]), move || {
                go(&back, NavigateOptions { replace: true, ..NavigateOptions::default() })
            });
        }
    };
    let empty = move || matter.with(|text| text.trim().is_empty());
    view! {
        {head(Some((back, here)), w.note_lead)}
        <label class="field"><span>{w.lead_place}</span>
            <input class="input" maxlength="100" prop:value=place on:input=heed(move |e| place.set(event_target_value(&e))) /></label>
        <label class="field"><span>{w.lead_matter}</span>
            <textarea class="input" maxlength="200" prop:value=matter on:input=heed(move |e| matter.set(event_target_value(&e)))></textarea></label>
        {said(acting.doing)}
        <div class="act"><button type="button" class="button button-main button-wide" disabled=follow(move || empty() || acting.is_busy()) on:click=tap(save)>
            {icon("check")}{w.save}</button></div>
    }
}
