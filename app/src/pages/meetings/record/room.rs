//! Pages: the room as the recorder sees it — name chips of members and posts, residents found by name
//! or door, the code that hangs in the room, who left, who takes over.

use super::{Chip, Desk, Room, Seat};
use crate::{
    dispatch::Acting,
    pages::meetings::{deeds, meeting::poster_key},
    parts::{
        find::found,
        icon,
        live::{follow, heed, live, tap},
        qr::{code_groups, qr},
    },
    routes,
    standing::{lang, meeting_words, peek, today, words},
    words::meeting as say,
};
use leptos::prelude::*;
use rulebook::{
    ids::{MeetingId, PersonId},
    meeting::{MeetingStep, attend::Capacity},
};

/// The code that hangs in the room, where this device made it.
#[derive(Clone, Copy)]
pub(super) struct Poster {
    code: RwSignal<Option<String>>,
    shown: RwSignal<bool>,
}

impl Poster {
    /// Read back from where it was kept.
    pub(super) fn new(acting: Acting, id: &MeetingId) -> Poster {
        let code = RwSignal::new(None);
        if let Some(phone) = acting.phone() {
            let found = Callback::new(move |kept: Option<String>| {
                code.try_set(kept);
            });
            phone.read_draft(&poster_key(id), found);
        }
        Poster { code, shown: RwSignal::new(false) }
    }
}

/// Everybody who may be tapped in, and everybody who is here.
pub(super) fn check_in(desk: Desk, poster: Poster) -> impl IntoView {
    let w = meeting_words();
    let members = desk.slice(|room| room.members.clone());
    let posts = desk.slice(|room| room.posts.clone());
    view! {
        {hanging(desk, poster)}
        <section class="stack-s"><h2>{w.members}</h2><div class="chips" data-testid="members">{live(move || members.get().into_iter().map(|chip| tap_in(desk, chip)).collect_view())}</div></section>
        {residents(desk)}
        <details class="fold"><summary>{w.posts}</summary><div class="chips" data-testid="posts">{live(move || posts.get().into_iter().map(|chip| tap_in(desk, chip)).collect_view())}</div></details>
        {present_now(desk)}
    }
}

/// The code as a QR that leads to the meeting's page, and as letters.
pub(super) fn hanging(desk: Desk, poster: Poster) -> impl IntoView {
    let w = meeting_words();
    let path = desk.slice(|room| routes::meeting(&room.hall.meeting.id));
    let shown = move |code: String| {
        let origin = window().location().origin().unwrap_or_default();
        let address = format!("{origin}{}#{code}", path.get_untracked());
        view! { <section class="offer" data-testid="poster"><h2>{w.poster_title}</h2>{qr(&address, w.poster_title)}{code_groups(&code)}<p class="quiet">{w.poster_hint}</p></section> }
    };
    live(move || {
        let code = poster.code.get()?;
        Some(view! {
            <button type="button" class="button" aria-expanded=follow(move || poster.shown.get().to_string()) data-testid="show-poster"
                on:click=tap(move |_| poster.shown.update(|shown| *shown = !*shown))>{icon("qr")}{w.poster_title}</button>
            {live(move || poster.shown.get().then(|| shown(code.clone())))}
        })
    })
}

/// A name to tap; it stays while it turns.
pub(super) fn tap_in(desk: Desk, chip: Chip) -> impl IntoView {
    let Chip { person, name, post, party: _, capacity } = chip;
    let of = person.clone();
    let here = Memo::new(move |_| desk.room.with(|room| room.as_ref().is_some_and(|room| room.is_here(&of))));
    let press = move |_| {
        if !here.get_untracked() {
            note(desk, &person, capacity);
        }
    };
    view! {
        <button type="button" class="chip" aria-pressed=follow(move || here.get().to_string()) data-testid="chip" on:click=tap(press)>
            <span>{name}</span><small>{post}</small></button>
    }
}

/// The recorder notes that somebody is here.
fn note(desk: Desk, person: &PersonId, capacity: Capacity) {
    let id = desk.room.with_untracked(|room| room.as_ref().map(|room| room.hall.meeting.id.clone()));
    let (Some(id), Some(phone)) = (id, desk.acting.phone()) else { return };
    desk.acting.line_up(deeds::check_in_by_recorder(&*phone, &id, person, capacity, ""));
}

fn residents(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let text = RwSignal::new(String::new());
    let grid = desk.slice(|room| Some(room.hall.meeting.grid.clone()));
    let knows = peek(|c| c.all_people().nth(1).is_some());
    let list = move || {
        let (typed, grid) = (text.get(), grid.get());
        let typed = typed.trim().to_owned();
        let all = grid.filter(|_| !typed.is_empty()).map(|grid| peek(|c| found(c, &grid, &typed, today())));
        let all = all.unwrap_or_default();
        let none = (all.is_empty() && !typed.is_empty()).then(|| view! { <p class="quiet">{w.find_none}</p> });
        let chips = all.into_iter().map(|(person, name, post)| {
            tap_in(desk, Chip { person, name, post, party: false, capacity: Capacity::ResidentParticipant })
        });
        view! { {none}<div class="chips" data-testid="found">{chips.collect_view()}</div> }
    };
    view! {
        <section class="stack-s">
            <label class="field"><span>{w.residents_find}</span><input id="find-resident" class="input" type="search" autocomplete="off" prop:value=text on:input=heed(move |e| text.set(event_target_value(&e))) /></label>
            {(!knows).then(|| view! { <p class="quiet">{w.residents_hint}</p> })}
            {live(list)}
        </section>
    }
}

/// Who is here, with their way out.
fn present_now(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let lang = lang();
    let seats = desk.slice(|room| {
        room.seats.iter().map(|s| (s.stay.person.clone(), s.name.clone(), s.stay.capacity)).collect::<Vec<_>>()
    });
    let row = move |(person, name, capacity): (PersonId, String, Capacity)| {
        let gone = move |_| desk.take(MeetingStep::Leave { person: person.clone() });
        view! { <li class="row"><span class="grow">{name}<small class="quiet">" · "{say::capacity(lang, capacity)}</small></span>
        <button type="button" class="button button-quiet" on:click=tap(gone)>{w.leave}</button></li> }
    };
    view! {
        <details class="fold"><summary>{icon("people")}{w.here}</summary>
            <ul class="rows" data-testid="present-now">{live(move || seats.get().into_iter().map(row).collect_view())}</ul></details>
    }
}

/// Chair and record pass to somebody else who is here.
pub(super) fn hand_over(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let chosen = RwSignal::new(String::new());
    let give = move |make: fn(PersonId) -> MeetingStep| {
        let to = chosen.get_untracked();
        if !to.is_empty() {
            desk.take(make(PersonId(to)));
        }
    };
    view! {
        <details class="fold"><summary>{icon("hand-over")}{w.hand_over}</summary><div class="stack">
            {who(desk, "hand-to", words().name, chosen)}
            <div class="buttons">
                <button type="button" class="button" on:click=tap(move |_| give(|to| MeetingStep::HandChair { to }))>{w.hand_chair}</button>
                <button type="button" class="button" on:click=tap(move |_| give(|to| MeetingStep::HandRecord { to }))>{w.hand_record}</button>
            </div></div></details>
    }
}

/// Somebody who is here, to choose.
pub(super) fn who(desk: Desk, id: &'static str, text: &'static str, chosen: RwSignal<String>) -> AnyView {
    let seats = desk.slice(names);
    // Drawn anew when somebody comes or goes: who is chosen stays chosen.
    let options = move || {
        let one = |(id, name): (PersonId, String)| view! { <option value=id.0.clone() selected=chosen.get_untracked() == id.0>{name}</option> };
        seats.get().into_iter().map(one).collect_view()
    };
    view! { <label class="field"><span>{text}</span><select id=id class="input" on:change=heed(move |e| chosen.set(event_target_value(&e)))>
        <option value="">"—"</option>{live(options)}</select></label> }
    .into_any()
}

/// Everybody here, by name.
fn names(room: &Room) -> Vec<(PersonId, String)> {
    room.seats.iter().map(|Seat { stay, name, .. }| (stay.person.clone(), name.clone())).collect()
}
