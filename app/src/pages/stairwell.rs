//! Pages: a building as it stands — one column per stairwell, floors from the top down, each door a
//! tile. The next proposed door pulses once; a tap opens its sheet.

use super::{
    door::{Picked, door_sheet},
    param,
};
use crate::{
    parts::{
        icon,
        live::{follow, live, tap},
        page::head,
        refusal::notice,
        sheet::Sheet,
    },
    ports::Known,
    routes,
    standing::{Seen, known, known_to_me, lang, standing, words},
    words::{Lang, label, say},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day,
    ids::{BuildingId, HouseholdId},
    order::InOrder as _,
    places::Household,
    round::{StairwellRef, VisitOutcome, plan},
};
use std::collections::BTreeMap;

/// The doors of one floor: id and what is painted on them.
type Floor = Vec<(HouseholdId, String)>;

/// A stairwell's number and its floors, from the top down.
type Stair = (u16, Vec<Floor>);

/// The building without what changes while walking.
#[derive(Clone, Debug, Default, PartialEq)]
struct Facade {
    no: u16,
    stairs: Vec<Stair>,
    doors: usize,
}

/// What changes: how each door stands today, and which is next.
#[derive(Clone, Debug, Default, PartialEq)]
struct Today {
    doors: BTreeMap<HouseholdId, Tile>,
    next: Option<(HouseholdId, String)>,
    walked: usize,
}

/// One door.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tile {
    outcome: Option<VisitOutcome>,
    asked: bool,
    no_visit: bool,
    rests: bool,
}

/// `401`, as it is painted on the door.
pub(crate) fn short_label(home: &Household) -> String {
    format!("{}{:02}", home.floor, home.position)
}

fn facade(community: &Community, id: &BuildingId) -> Facade {
    let mut stairs: BTreeMap<u16, BTreeMap<u16, Vec<&Household>>> = BTreeMap::new();
    for home in community.doors_of(id) {
        stairs.entry(home.stairwell).or_default().entry(home.floor).or_default().push(home);
    }
    let row = |mut homes: Vec<&Household>| {
        homes.in_order_of(|h| h.position);
        homes.into_iter().map(|h| (h.id.clone(), short_label(h))).collect::<Vec<_>>()
    };
    Facade {
        no: community.building(id).map_or(0, |b| b.no),
        doors: community.doors_of(id).count(),
        stairs: stairs.into_iter().map(|(no, floors)| (no, floors.into_values().rev().map(row).collect())).collect(),
    }
}

fn today_at(community: &Community, id: &BuildingId, lang: Lang, day: Day) -> Today {
    let keys = community.keys();
    let tile = |home: &Household| match community.door(&home.id) {
        None => Tile::default(),
        Some(door) => Tile {
            outcome: door.outcome.filter(|_| door.last == Some(day)),
            asked: door.asked_for,
            no_visit: door.wishes.do_not_visit,
            rests: plan::rests(door, &keys, day),
        },
    };
    let doors: BTreeMap<HouseholdId, Tile> = community.doors_of(id).map(|h| (h.id.clone(), tile(h))).collect();
    let stairs = community.building(id).map(|b| b.stairwells.clone()).unwrap_or_default();
    let stairs: Vec<StairwellRef> = stairs.iter().map(|s| StairwellRef { building: id.clone(), no: s.no }).collect();
    let next = plan::plan(community, &stairs, day)
        .into_iter()
        .find(|p| doors.get(&p.household).is_some_and(|t| t.outcome.is_none()));
    let next = next
        .and_then(|p| community.household(&p.household))
        .map(|h| (h.id.clone(), format!("{} {}", say::stairwell(lang, h.stairwell), short_label(h))));
    Today { walked: doors.values().filter(|t| t.outcome.is_some()).count(), doors, next }
}

/// The building.
pub fn stairwell() -> impl IntoView {
    let w = words();
    let lang = lang();
    let id = BuildingId::from(param("building"));
    let (drawn, walked) = (id.clone(), id.clone());
    let facade = known(move |community| facade(community, &drawn));
    let today = known_to_me(move |community, _, day| today_at(community, &walked, lang, day));
    let picked = Picked::new(id);
    let (held, now): (Known, _) = (expect_context(), standing().now);
    let quiet = Memo::new(move |_| held.0.with(|h| plan::is_quiet(h.community(), now.get())));
    let pick_next = move |_| {
        if let Some((home, _)) = today.with_untracked(|t| t.next.clone()) {
            picked.open(home)
        }
    };
    view! {
        {live(move || head(Some((routes::ROUND.into(), w.rounds.into())), say::building(lang, facade.with(|f| f.no))))}
        <p class="quiet">{live(move || say::walked(lang, facade.with(|f| f.doors), today.with(|t| t.walked)))}</p>
        {live(move || quiet.get().then(|| notice("notice-care", "clock", w.quiet_hours)))}
        <div class="tower" data-testid="tower">
            <div class="roof"></div>
            <div class="facade">{live(move || facade.with(|f| f.stairs.iter().map(|s| stair(lang, s, today, picked)).collect_view()))}</div>
        </div>
        {legend(lang)}
        <Sheet open=picked.open title=Signal::derive(move || picked.title.get())>
            {live(move || picked.home.get().map(|home| door_sheet(picked, home).into_any()))}
        </Sheet>
        <div class="act">
            {live(move || match today.with(|t| t.next.clone()) {
                Some((_, name)) => view! {
                    <button type="button" class="button button-main button-wide" data-testid="next-door" on:click=tap(pick_next)>
                        {icon("door")}{w.next_door}" · "{name}
                    </button>
                }.into_any(),
                None => view! { <p class="quiet">{w.round_done}</p> }.into_any(),
            })}
        </div>
    }
}

fn stair(lang: Lang, stair: &Stair, today: Seen<Today>, picked: Picked) -> impl IntoView + use<> {
    let name = say::stairwell(lang, stair.0);
    let title = format!("{name} ");
    let floor = |row: &Floor| {
        let doors = row
            .iter()
            .map(|(id, label)| door(lang, id.clone(), label.clone(), title.clone(), today, picked))
            .collect_view();
        view! { <div class="floor">{doors}</div> }
    };
    let floors = stair.1.iter().map(floor).collect_view();
    view! { <section class="stair" aria-label=name.clone()><h2 class="stair-name">{name.clone()}</h2><div class="floors">{floors}</div></section> }
}

/// Icon and code of an outcome.
pub(crate) fn look(outcome: VisitOutcome) -> &'static str {
    match outcome {
        VisitOutcome::Met => "met",
        VisitOutcome::NoAnswer => "no-answer",
        VisitOutcome::Declined => "declined",
        VisitOutcome::Later => "later",
        VisitOutcome::NotSuitable => "not-suitable",
        VisitOutcome::Vacant => "vacant",
        VisitOutcome::WrongDoor => "wrong-door",
    }
}

fn door(
    lang: Lang,
    id: HouseholdId,
    label: String,
    stair: String,
    today: Seen<Today>,
    picked: Picked,
) -> impl IntoView {
    let w = lang.words();
    let (of, at, pick) = (id.clone(), id.clone(), id);
    let tile = Memo::new(move |_| today.with(|t| t.doors.get(&of).copied().unwrap_or_default()));
    let next = Memo::new(move |_| today.with(|t| t.next.as_ref().is_some_and(|(next, _)| *next == at)));
    let said = move || {
        let tile = tile.get();
        tile.outcome.map_or(
            if next.get() {
                w.proposed
            } else if tile.no_visit {
                w.wish_no_visit
            } else {
                w.not_visited
            },
            |o| label::outcome(lang, o),
        )
    };
    let aria = format!("{stair}{label}");
    view! {
        <button type="button" class="door" data-testid="door" class:door-asked=follow(move || tile.get().asked)
            data-outcome=follow(move || tile.get().outcome.map(look))
            data-next=follow(move || next.get().then_some("true"))
            data-rest=follow(move || (tile.get().rests && tile.get().outcome.is_none()).then_some("true"))
            aria-label=follow(move || format!("{aria}, {}", said()))
            on:click=tap(move |_| picked.open(pick.clone()))>
            {live(move || icon(tile.get().outcome.map_or(if tile.get().no_visit { "no-visit" } else { "door" }, look)))}
            <b>{label}</b>
        </button>
    }
}

fn legend(lang: Lang) -> impl IntoView {
    use VisitOutcome::*;
    let item = |outcome| view! { <li>{icon(look(outcome))}{label::outcome(lang, outcome)}</li> };
    let all = [Met, NoAnswer, Later, Declined, NotSuitable, Vacant, WrongDoor];
    view! { <ul class="legend" aria-label=lang.words().legend>{all.into_iter().map(item).collect_view()}</ul> }
}
