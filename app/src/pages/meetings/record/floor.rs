//! Pages: the floor — which item is next, who waits to speak, whose three minutes run.

use super::{Desk, Room, Seat, press, room::who};
use crate::{
    pages::meetings::agenda::{agenda, reading},
    parts::{
        icon,
        live::{follow, live, tap},
        topic::topic_text,
    },
    routes,
    standing::{lang, meeting_words},
    words::meeting as say,
};
use leptos::prelude::*;
use rulebook::{
    ids::{PersonId, TopicId},
    meeting::{ItemState, MeetingStep, attend::Side},
    order::InOrder as _,
};

/// The items that can be taken up; what was shelved last time comes first and alone.
fn open_items(room: &Room) -> Vec<(TopicId, String, bool)> {
    let waits = || room.hall.meeting.agenda.iter().filter(|item| item.state == ItemState::Waiting);
    let first = waits().any(|item| item.carried);
    waits()
        .filter(|item| item.carried || !first)
        .map(|item| (item.topic.clone(), room.hall.title(&item.topic), item.carried))
        .collect()
}

/// Between two items.
pub(super) fn waiting(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let items = desk.slice(open_items);
    let one = move |(topic, title, carried): (TopicId, String, bool)| {
        let text = if carried { w.open_first } else { w.open_item };
        view! {
            <section class="card card-orange"><h3>{title}</h3>
                <button type="button" class="button button-main button-wide" data-testid="open-item" on:click=tap(move |_| desk.take(MeetingStep::OpenItem { topic: topic.clone() }))>{icon("next")}{text}</button></section>
        }
    };
    let done = desk.slice(|room| Some(room.hall.clone()));
    view! {
        {live(move || items.get().into_iter().map(one).collect_view())}
        {live(move || done.with(|hall| hall.as_ref().map(|hall| agenda(hall, routes::topic))))}
    }
}

/// The item under debate: its text, how many spoke for and against, who is next.
pub(super) fn item(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let lang = lang();
    let topic =
        desk.slice(|room| room.hall.meeting.open_item().and_then(|item| room.hall.topics.get(&item.topic).cloned()));
    let amended = desk.slice(|room| room.hall.meeting.open_item().and_then(|item| room.hall.amended(item)));
    let heard = desk.slice(|room| room.hall.meeting.open_item().map(|item| (item.pro, item.con, item.debate_closed)));
    view! {
        <section class="card card-orange" data-testid="item-open">
            <p class="quiet">{w.item_open}</p>
            {live(move || topic.get().map(|topic| view! { <h2>{topic.title.clone()}</h2><details><summary>{w.whole_text}</summary>{topic_text(&topic)}</details> }))}
            {live(move || heard.get().map(|(pro, con, closed)| view! { <p class="quiet">{say::heard(lang, pro, con)}{closed.then(|| format!(" · {}", w.debate_closed))}</p> }))}
            {live(move || amended.get().map(|text| view! { <p class="quiet">{w.amended}</p>{reading(&text)} }))}
        </section>
        {speakers(desk)}
    }
}

/// Somebody waiting for the floor.
#[derive(Clone, Debug, PartialEq)]
struct Waiting {
    person: PersonId,
    name: String,
    side: Option<Side>,
    turns: u32,
}

/// Who has not spoken on the item goes first, then by the time they asked.
fn queue(room: &Room) -> Vec<Waiting> {
    let topic = room.hall.meeting.open_item().map(|item| item.topic.clone());
    let turns = |seat: &Seat| if seat.stay.on == topic { seat.stay.turns } else { 0 };
    let mut all: Vec<&Seat> = room.seats.iter().filter(|seat| seat.stay.asked.is_some()).collect();
    all.in_order_of(|seat| (turns(seat), seat.stay.asked));
    let row = |seat: &Seat| Waiting {
        person: seat.stay.person.clone(),
        name: seat.name.clone(),
        side: seat.stay.side,
        turns: turns(seat),
    };
    all.into_iter().map(row).collect()
}

fn speakers(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let waiting = desk.slice(queue);
    let speak = desk.slice(|room| Some(room.hall.keys.speak));
    let row =
        move |(at, who): (usize, Waiting)| speaker(desk, who, at == 0, speak.get_untracked().map_or(3, |s| s.minutes));
    view! {
        <section class="card" data-testid="speakers"><h2>{w.speakers}</h2>
            {live(move || waiting.with(Vec::is_empty).then(|| view! { <p class="quiet">{w.speakers_none}</p> }))}
            <ol class="rows">{live(move || waiting.get().into_iter().enumerate().map(row).collect_view())}</ol>
            {ask(desk)}
        </section>
    }
}

/// One in the queue; the first has the floor, and a ring that runs for the charter's minutes.
fn speaker(desk: Desk, who: Waiting, first: bool, minutes: u32) -> impl IntoView {
    let w = meeting_words();
    let lang = lang();
    let Waiting { person, name, side, turns } = who;
    let ring = first.then(|| view! { <span class="ring" data-minutes=minutes.to_string() role="img" aria-label=say::minutes_each(lang, minutes)></span> });
    let done = first.then(|| {
        view! { <button type="button" class="button" data-testid="spoke" on:click=tap(move |_| desk.take(MeetingStep::Spoke { person: person.clone() }))>{w.spoke}</button> }
    });
    view! {
        <li class="row">{ring}<span class="grow"><strong>{name}</strong><small class="quiet">" · "{say::side(lang, side)}{(turns > 0).then(|| format!(" · {turns}"))}</small></span>{done}</li>
    }
}

/// The recorder puts somebody into the queue who raised a hand.
fn ask(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let lang = lang();
    let chosen = RwSignal::new(String::new());
    let press = move |side: Option<Side>| {
        let put = move |_| {
            let who = chosen.get_untracked();
            if !who.is_empty() {
                desk.take(MeetingStep::AskToSpeak { person: PersonId(who), side });
            }
        };
        view! { <button type="button" class="button" disabled=follow(move || chosen.with(String::is_empty)) data-testid=format!("ask-{}", side.map_or("open".into(), |s| format!("{s:?}"))) on:click=tap(put)>{say::side(lang, side)}</button> }
    };
    view! {
        {who(desk, "ask-who", w.ask_to_speak, chosen)}
        <div class="buttons buttons-3">{press(Some(Side::Pro))}{press(Some(Side::Con))}{press(None)}</div>
        {press_carry(desk)}
    }
}

/// T24: closed without a vote; at a meeting that decides nothing, heard.
fn press_carry(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let topic = desk.slice(|room| room.hall.meeting.open_item().map(|item| item.topic.clone()));
    let decides = desk.slice(Room::decides);
    live(move || {
        let decides = decides.get();
        topic.get().map(|topic| {
            let carry = MeetingStep::CarryOver { topic };
            if !decides {
                return press(desk, "button-main button-wide", "check", w.heard, carry).into_any();
            }
            view! { <details class="fold"><summary>{w.carry_over}</summary><div class="stack"><p class="quiet">{w.carry_hint}</p>
            {press(desk, "", "undo", w.carry_over, carry)}</div></details> }
            .into_any()
        })
    })
}
