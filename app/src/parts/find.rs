//! Parts: finding somebody of a grid by name or door, as far as this device knows them.

use super::live::{heed, live, tap};
use crate::standing::{peek, today};
use leptos::prelude::*;
use rulebook::{
    Community, Day,
    ids::{GridId, PersonId},
    people::{Person, Scope},
};
use std::sync::Arc;

/// As many found people fit on a screen.
pub const FOUND: usize = 8;

/// Somebody who was found: who, the name, the door or the post.
pub type Found = (PersonId, String, String);

/// Adult residents of the grid whose name or door fits what was typed, as far as this device knows them.
pub fn found(community: &Community, grid: &GridId, text: &str, day: Day) -> Vec<Found> {
    let keys = community.keys();
    let lives = |p: &&Person| p.grid_on(day, &keys) == Some(grid) && p.adult.on(day, &keys);
    let door = |p: &Person| community.door_of(&p.id).unwrap_or_default();
    let fits = |p: &&Person| p.name.contains(text) || door(p).contains(text);
    let all = community.all_people().filter(lives).filter(fits);
    all.take(FOUND).map(|p| (p.id.clone(), p.name.clone(), door(p).to_owned())).collect()
}

/// The same, and whoever stands on the grid's sign board under a name that fits.
pub fn found_or_posted(community: &Community, grid: &GridId, text: &str, day: Day) -> Vec<Found> {
    let mut all = found(community, grid, text, day);
    let posted = community.all_offices().filter(|o| o.holds_on(day) && o.covers(grid) && o.scope != Scope::Community);
    for office in posted.filter(|o| o.name.contains(text)) {
        if !all.iter().any(|(person, ..)| *person == office.person) {
            all.push((office.person.clone(), office.name.clone(), String::new()));
        }
    }
    all.truncate(FOUND);
    all
}

/// Whoever this device knows by name or door, wherever they live, and whoever stands on a sign board.
pub fn found_anywhere(community: &Community, text: &str, day: Day) -> Vec<Found> {
    let door = |p: &Person| community.door_of(&p.id).unwrap_or_default().to_owned();
    let fits = |p: &&Person| p.adult.on(day, &community.keys()) && (p.name.contains(text) || door(p).contains(text));
    let mut all: Vec<Found> =
        community.all_people().filter(fits).take(FOUND).map(|p| (p.id.clone(), p.name.clone(), door(p))).collect();
    for office in community.all_offices().filter(|o| o.holds_on(day) && o.name.contains(text)) {
        if !all.iter().any(|(person, ..)| *person == office.person) {
            all.push((office.person.clone(), office.name.clone(), String::new()));
        }
    }
    all.truncate(FOUND);
    all
}

/// What to do with somebody who was found and tapped.
pub type Pick = Arc<dyn Fn(Found) + Send + Sync>;

/// Adds to people who were chosen, nobody twice.
pub fn choosing(all: RwSignal<Vec<(PersonId, String)>>) -> Pick {
    Arc::new(move |(person, name, _)| {
        all.update(|all| {
            if !all.iter().any(|(one, _)| *one == person) {
                all.push((person, name));
            }
        });
    })
}

/// A field to type a name or a door, and the people it finds to tap. `id` names the field and its chips.
pub fn finder(id: &'static str, label: &'static str, none: &'static str, grid: Option<GridId>, pick: Pick) -> AnyView {
    let among = move |typed: &str| match &grid {
        Some(grid) => peek(|c| found_or_posted(c, grid, typed, today())),
        None => Vec::new(),
    };
    finder_among(id, label, none, Arc::new(among), pick)
}

/// Where a finder looks.
pub type Among = Arc<dyn Fn(&str) -> Vec<Found> + Send + Sync>;

/// The same among others than those of one grid.
pub fn finder_among(id: &'static str, label: &'static str, none: &'static str, among: Among, pick: Pick) -> AnyView {
    let text = RwSignal::new(String::new());
    let chip = move |one: Found| {
        let (pick, found) = (pick.clone(), one.clone());
        let press = move |_| {
            pick(found.clone());
            text.set(String::new());
        };
        view! { <button type="button" class="chip" data-testid=format!("{id}-chip") on:click=tap(press)><span>{one.1}</span><small>{one.2}</small></button> }
    };
    let list = move || {
        let typed = text.get().trim().to_owned();
        let all = if typed.is_empty() { Vec::new() } else { among(&typed) };
        let nobody = (all.is_empty() && !typed.is_empty()).then(|| view! { <p class="quiet">{none}</p> });
        view! { {nobody}<div class="chips">{all.into_iter().map(&chip).collect_view()}</div> }
    };
    view! {
        <label class="field"><span>{label}</span><input id=id class="input" type="search" autocomplete="off" prop:value=text on:input=heed(move |e| text.set(event_target_value(&e))) /></label>
        {live(list)}
    }
    .into_any()
}

/// People who were chosen, in their order; a tap takes one away again.
pub fn chosen(id: &'static str, all: RwSignal<Vec<(PersonId, String)>>, take_away: &'static str) -> AnyView {
    let chip = move |(person, name): (PersonId, String)| {
        let drop = move |_| all.update(|all| all.retain(|(one, _)| *one != person));
        view! { <button type="button" class="chip" aria-pressed="true" data-testid=format!("{id}-chosen") on:click=tap(drop)><span>{name}</span><small>{take_away}</small></button> }
    };
    view! { <div class="chips">{live(move || all.get().into_iter().map(chip).collect_view())}</div> }.into_any()
}
