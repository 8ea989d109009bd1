//! Pages: a mediation as its mediator keeps it — who of the sides is here, and what it came to. It has no agenda, no floor
//! and no votes.

use super::{Chip, Desk, Room, press, room};
use crate::{
    parts::{
        icon,
        live::{follow, heed, live, tap},
    },
    standing::{lang, mediation_words, meeting_words, my_id},
    words::mediation as say,
};
use leptos::prelude::*;
use rulebook::{
    ids::PersonId,
    meeting::{MeetingStep, Settlement, attend::Capacity},
};

/// The parties and then the mediator, by name as far as the file has it.
fn sides(room: &Room) -> Vec<(PersonId, Option<String>)> {
    let meeting = &room.hall.meeting;
    named(room, meeting.parties.iter().chain(&meeting.mediator))
}

/// Whom every party lets come.
fn guests(room: &Room) -> Vec<(PersonId, Option<String>)> {
    let meeting = &room.hall.meeting;
    named(room, meeting.guests.iter().filter(|guest| meeting.admits(guest)).map(|guest| &guest.person))
}

fn named<'a>(room: &Room, people: impl Iterator<Item = &'a PersonId>) -> Vec<(PersonId, Option<String>)> {
    people.map(|person| (person.clone(), room.hall.name(Some(person)))).collect()
}

/// Before it begins: the parties and the mediator must be here, a guest may.
pub(super) fn gathering(desk: Desk, poster: room::Poster) -> impl IntoView {
    let w = mediation_words();
    let all = desk.slice(|room| sides(room).into_iter().chain(guests(room)).collect::<Vec<_>>());
    let here = desk.slice(|room| sides(room).iter().all(|(person, _)| room.is_here(person)));
    let chip = move |(person, name): (PersonId, Option<String>)| {
        let name = name.unwrap_or_else(|| w.party.to_owned());
        room::tap_in(desk, Chip { person, name, post: String::new(), party: false, capacity: Capacity::Observer })
    };
    let begin = move |_| {
        if let Some(chair) = my_id() {
            desk.take(MeetingStep::Begin { chair });
        }
    };
    view! {
        {room::hanging(desk, poster)}
        <section class="stack-s"><h2>{w.here_who}</h2><div class="chips" data-testid="sides">{live(move || all.get().into_iter().map(chip).collect_view())}</div></section>
        <p class="quiet">{w.begin_hint}</p>
        <div class="act"><button type="button" class="button button-main button-wide" data-testid="begin" disabled=follow(move || !here.get())
            on:click=tap(begin)>{icon("check")}{w.begin}</button></div>
    }
}

/// While they talk: what it came to, a recess, the end.
pub(super) fn talking(desk: Desk) -> impl IntoView {
    let m = meeting_words();
    let lang = lang();
    let noted = desk.slice(|room| room.hall.file.as_ref().and_then(|file| file.settled.clone()));
    view! {
        {settling(desk)}
        {live(move || noted.get().map(|noted| view! { <p data-testid="settled"><strong>{say::settled(lang, &noted)}</strong></p> }))}
        <div class="act"><div class="buttons">{press(desk, "", "clock", m.recess, MeetingStep::Recess)}
            {press(desk, "", "check", m.adjourn, MeetingStep::Adjourn)}</div></div>
    }
}

fn settling(desk: Desk) -> impl IntoView {
    let w = mediation_words();
    let lang = lang();
    let how = RwSignal::new(None::<Settlement>);
    let binding = RwSignal::new(false);
    let one = move |which: Settlement| {
        view! { <label class="pick"><input type="radio" name="how" data-testid=format!("how-{which:?}") prop:checked=follow(move || how.get() == Some(which)) on:change=heed(move |_| how.set(Some(which))) />{say::how(lang, which)}</label> }
    };
    let agreed = move || matches!(how.get(), Some(Settlement::Written | Settlement::Oral));
    let note = move |_| {
        let Some(how) = how.get_untracked() else { return };
        let binding = binding.get_untracked() && how != Settlement::Failed;
        desk.take(MeetingStep::Settle { how, binding });
    };
    view! {
        <section class="card card-orange" data-testid="settling"><h2>{w.how}</h2><p class="quiet">{w.how_hint}</p>
            <fieldset class="field"><legend class="unseen">{w.how}</legend><div class="picks">{one(Settlement::Written)}{one(Settlement::Oral)}{one(Settlement::Failed)}</div></fieldset>
            {live(move || agreed().then(|| view! {
                <label class="pick"><input type="checkbox" data-testid="binding" prop:checked=binding on:change=heed(move |e| binding.set(event_target_checked(&e))) />
                    <span>{w.settle_binding}<small class="quiet">" · "{w.settle_binding_hint}</small></span></label>
            }))}
            <button type="button" class="button button-main button-wide" data-testid="settle" disabled=follow(move || how.get().is_none()) on:click=tap(note)>{icon("pen")}{w.settle}</button>
        </section>
    }
}
