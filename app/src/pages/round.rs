//! Pages: 走访 — choose a building of the grids I serve.

use crate::{
    dispatch::use_acting,
    parts::{
        icon,
        live::{follow, live, tap},
        page::{empty, head},
        refusal::said,
    },
    routes,
    standing::{known_to_me, lang, words},
    words::say,
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent, Viewer,
    ids::{BuildingId, PersonId, RoundId},
    order::InOrder as _,
    places::Building,
    round::{Round, StairwellRef, plan},
};

/// One building in the list.
#[derive(Clone, Debug, PartialEq)]
struct House {
    id: BuildingId,
    no: u16,
    doors: usize,
    walked: usize,
    proposed: usize,
    asked: usize,
}

fn house(community: &Community, building: &Building, day: Day) -> House {
    let stairwells: Vec<StairwellRef> =
        building.stairwells.iter().map(|s| StairwellRef { building: building.id.clone(), no: s.no }).collect();
    let proposals = plan::plan(community, &stairwells, day);
    let walked =
        community.doors_of(&building.id).filter(|h| community.door(&h.id).is_some_and(|d| d.last == Some(day))).count();
    House {
        id: building.id.clone(),
        no: building.no,
        doors: community.doors_of(&building.id).count(),
        walked,
        asked: proposals.iter().filter(|p| p.why == plan::Why::AskedFor).count(),
        proposed: proposals.len(),
    }
}

fn houses(community: &Community, me: &PersonId, day: Day) -> Vec<House> {
    let viewer = Viewer::of(community, me, day);
    let mut houses: Vec<House> =
        community.all_buildings().filter(|b| viewer.serves(&b.grid)).map(|b| house(community, b, day)).collect();
    houses.in_order_of(|h| (std::cmp::Reverse(h.asked), h.no));
    houses
}

/// The round that is under way: mine, of today, not finished.
pub(crate) fn open_round(community: &Community, me: &PersonId, day: Day) -> Option<Round> {
    community.all_rounds().find(|r| r.worker == *me && r.day == day && !r.finished).cloned()
}

/// The buildings, those that asked for a visit first.
pub fn round() -> impl IntoView {
    let w = words();
    let list = known_to_me(houses);
    let under_way = known_to_me(|community, me, day| open_round(community, me, day).map(|r| r.id));
    view! {
        {head(None, w.rounds)}
        <p class="quiet">{w.pick_building}</p>
        {live(move || if list.with(Vec::is_empty) {
            empty("round", w.round_none).into_any()
        } else {
            view! { <div class="houses">{list.with(|all| all.iter().map(card).collect_view())}</div> }.into_any()
        })}
        {live(move || under_way.get().map(finish))}
    }
}

fn card(house: &House) -> impl IntoView + use<> {
    let lang = lang();
    let asked =
        (house.asked > 0).then(|| view! { <span class="tag tag-orange">{say::asked(lang, house.asked)}</span> });
    view! {
        <a class="house" href=routes::building(&house.id) data-testid="house" data-asked=(house.asked > 0).to_string()>
            <strong>{say::building(lang, house.no)}</strong>
            <span class="quiet">{say::walked(lang, house.doors, house.walked)}</span>
            <span class="quiet">{say::proposed(lang, house.proposed)}</span>
            {asked}
        </a>
    }
}

fn finish(round: RoundId) -> impl IntoView {
    let w = words();
    let acting = use_acting();
    view! {
        {said(acting.doing)}
        <div class="act">
            <button type="button" class="button button-wide" disabled=follow(move || acting.is_busy())
                on:click=tap(move |_| acting.intend(Intent::FinishRound { round: round.clone() }, || ()))>
                {icon("check")}{w.finish_round}
            </button>
        </div>
    }
}
