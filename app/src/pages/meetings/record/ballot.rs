//! Pages: motions and the open vote — who moved, who seconded, and then everybody's hand: choose what
//! is called, tap those who raise theirs, let the rest say yes.

use super::{
    Desk, Room, Seat, hands,
    room::who,
    wording::{Saying, before_the_chair, rule_out},
};
use crate::{
    pages::meetings::deeds,
    parts::{
        icon,
        live::{follow, heed, live, tap},
        press::button,
        vote::tally,
    },
    standing::{lang, meeting_words},
    words::meeting as say,
};
use leptos::prelude::*;
use rulebook::{
    Millis,
    ids::{PersonId, VoteId},
    meeting::{
        MeetingKind, MeetingStep,
        vote::{Choice, Motion, Vote},
    },
    review::Organ,
};

/// Where the motion stands: none, moved, put.
#[derive(Clone, Debug, Default, PartialEq)]
enum Put {
    #[default]
    None,
    Moved(Box<Vote>),
    Open(VoteId),
    Hands(VoteId),
}

fn put(room: &Room) -> Put {
    match room.hall.motion() {
        Some(vote) if vote.is_open() && vote.hands => Put::Hands(vote.id.clone()),
        Some(vote) if vote.is_open() => Put::Open(vote.id.clone()),
        Some(vote) if vote.closed.is_none() => Put::Moved(Box::new(vote.clone())),
        _ => Put::None,
    }
}

/// The motion on the item under debate.
pub(super) fn motion(desk: Desk) -> impl IntoView {
    let put = desk.slice(put);
    live(move || match put.get() {
        Put::None => propose(desk).into_any(),
        Put::Moved(vote) => view! { {moved(desk, &vote)} {propose(desk)} }.into_any(),
        Put::Open(vote) => open(desk, vote).into_any(),
        Put::Hands(vote) => hands::counting(desk, vote).into_any(),
    })
}

/// A motion with its mover and seconder.
fn propose(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let lang = lang();
    let chosen = RwSignal::new(Motion::Main);
    let [mover, seconder] = [(); 2].map(|()| RwSignal::new(String::new()));
    let topic = desk.slice(|room| room.hall.meeting.open_item().map(|item| item.topic.clone()));
    let council = desk.slice(|room| room.hall.meeting.kind == MeetingKind::CouncilMeeting);
    let kinds = [
        Motion::Main,
        Motion::Shelve,
        Motion::CloseDebate,
        Motion::CallHearing,
        Motion::Escalate,
        Motion::Refer { to: Organ::Station },
        Motion::Return,
        Motion::ToAssembly,
        Motion::Amend,
        Motion::Recess { until: Millis(0) },
        Motion::Adjourn,
    ];
    let offered = move || {
        let council = council.get();
        kinds.into_iter().filter(move |m| if council { m.is_for_the_council() } else { m.is_for_a_grid() })
    };
    let one = move |motion: Motion| {
        view! { <label class="pick"><input type="radio" name="motion" prop:checked=follow(move || chosen.get() == motion) data-testid=format!("motion-{}", name_of(motion))
        on:change=heed(move |_| chosen.set(motion)) />{say::motion(lang, motion)}</label> }
    };
    let saying = Saying::new();
    let note = move |_| {
        let Some(topic) = topic.get_untracked() else { return };
        saying.note(desk, topic, chosen.get_untracked(), [mover, seconder].map(|s| PersonId(s.get_untracked())));
    };
    let ready = move || !mover.with(String::is_empty) && !seconder.with(String::is_empty);
    view! {
        <section class="card" data-testid="motion-new"><h2>{w.motion_new}</h2>
            <div class="picks picks-2">{live(move || offered().map(one).collect_view())}</div>
            {live(move || view! { <p class="quiet">{say::hint(lang, chosen.get())}</p> })}{saying.fields(desk, chosen)}
            <div class="pair">{who(desk, "mover", w.mover, mover)}{who(desk, "seconder", w.seconder, seconder)}</div>
            <button type="button" class="button button-wide" data-testid="propose" disabled=follow(move || !ready()) on:click=tap(note)>{icon("pen")}{w.propose}</button>
        </section>
    }
}

fn name_of(motion: Motion) -> &'static str {
    match motion {
        Motion::Main => "main",
        Motion::Shelve => "shelve",
        Motion::CloseDebate => "close",
        Motion::CallHearing => "hearing",
        Motion::Refer { .. } => "refer",
        Motion::Escalate => "escalate",
        Motion::Return => "return",
        Motion::ToAssembly => "assembly",
        Motion::Amend => "amend",
        Motion::Recess { .. } => "recess",
        Motion::Adjourn => "adjourn",
    }
}

/// Moved and seconded: the question can be put.
fn moved(desk: Desk, vote: &Vote) -> impl IntoView + use<> {
    let w = meeting_words();
    let put = |hands: bool| {
        let vote = vote.id.clone();
        tap(move |_| desk.take(MeetingStep::OpenVote { vote: vote.clone(), hands }))
    };
    let needs = (vote.motion == Motion::Return).then(|| guidance(desk, vote));
    let amends = vote.motion == Motion::Amend;
    let text = if amends { w.in_order } else { w.put_question };
    view! {
        <section class="card card-orange" data-testid="moved"><h2>{say::moved(lang(), vote.motion)}</h2>{needs}
            {amends.then(|| before_the_chair(vote))}
            <button type="button" class="button button-main button-wide" data-testid="put-question" on:click=put(false)>
                {icon("seal")}{text}</button>
            <button type="button" class="button button-wide" data-testid="put-hands" on:click=put(true)>{icon("people")}{lang().count().put_hands}</button>
            {amends.then(|| rule_out(desk, vote))}</section>
    }
}

/// T41: what the council gives the grids to go by, before the question is put.
fn guidance(desk: Desk, vote: &Vote) -> impl IntoView + use<> {
    let w = meeting_words();
    let text = RwSignal::new(vote.guidance.clone());
    let id = vote.id.clone();
    let note = move |_| desk.take(MeetingStep::Guide { vote: id.clone(), text: text.get_untracked() });
    view! {
        <label class="field"><span>{w.guidance}</span><textarea id="guidance" class="input" prop:value=text on:input=heed(move |e| text.set(event_target_value(&e)))></textarea></label>
        <button type="button" class="button" data-testid="guide" on:click=tap(note)>{w.guidance_save}</button>
    }
}

/// The vote itself.
fn open(desk: Desk, id: VoteId) -> impl IntoView {
    let w = meeting_words();
    let lang = lang();
    let brush = RwSignal::new(Choice::No);
    let voters = desk.slice(|room| {
        room.seats
            .iter()
            .filter(|seat| seat.entitled)
            .map(|s| (s.stay.person.clone(), s.name.clone()))
            .collect::<Vec<_>>()
    });
    let vote = desk.slice(|room| room.hall.motion().cloned().map(|vote| (vote, room.hall.keys.clone())));
    let left = desk.slice(silent);
    let doors = desk.slice(|room| room.hall.motion().is_some_and(|vote| vote.counts_doors(&room.hall.keys)));
    let called = move |choice: Choice, tone: &'static str| {
        view! { <label class=format!("pick choice {tone}")><input type="radio" name="brush" data-testid=format!("brush-{choice:?}") prop:checked=follow(move || brush.get() == choice)
        on:change=heed(move |_| brush.set(choice)) />{say::choice(lang, choice)}</label> }
    };
    let (cast, rest) = (id.clone(), id.clone());
    // Not while hands are still being written down: whoever raised one a moment ago would be among the rest.
    let others = move |_| {
        for person in left.get_untracked() {
            note(desk, &rest, &person, Choice::Yes);
        }
    };
    view! {
        <section class="card card-orange" data-testid="vote-open">
            {hands::head(desk)}
            <div class="picks picks-3">{called(Choice::No, "choice-no")}{called(Choice::Abstain, "choice-abstain")}{called(Choice::Yes, "choice-yes")}</div>
            <div class="chips" data-testid="voters">{live(move || voters.get().into_iter().map(|who| hand(desk, cast.clone(), who, brush)).collect_view())}</div>
            <p class="quiet">{w.rest_hint}</p>
            {button(desk.acting, "button-wide", "rest-yes", "", w.rest_yes, others)}
            {live(move || vote.with(|v| v.as_ref().map(|(vote, keys)| tally(vote, keys))))}
            <p class="quiet" data-testid="left">{live(move || say::not_voted(lang, u32::try_from(left.with(Vec::len)).unwrap_or(u32::MAX), doors.get()))}</p>
            {hands::other_way(desk, id.clone(), true)}
            {hands::close(desk, id)}
        </section>
    }
}

/// Who has not voted yet; of one door, where one of each votes, whoever came first.
fn silent(room: &Room) -> Vec<PersonId> {
    let doors = room.hall.motion().is_some_and(|vote| vote.counts_doors(&room.hall.keys));
    let mut all: Vec<&Seat> = Vec::new();
    for seat in room.seats.iter().filter(|s| s.entitled && s.choice.is_none()) {
        let same = |other: &&Seat| doors && seat.stay.door.is_some() && other.stay.door == seat.stay.door;
        if !all.iter().any(same) {
            all.push(seat);
        }
    }
    all.into_iter().map(|seat| seat.stay.person.clone()).collect()
}

/// One hand: shows what was noted, and takes what is being called.
fn hand(desk: Desk, vote: VoteId, (person, name): (PersonId, String), brush: RwSignal<Choice>) -> impl IntoView {
    let w = meeting_words();
    let lang = lang();
    let of = person.clone();
    let seat = Memo::new(move |_| {
        desk.room.with(|room| {
            let seat = |s: &&Seat| s.stay.person == of;
            room.as_ref().and_then(|room| room.seats.iter().find(seat)).map(|s| (s.choice, s.conflict))
        })
    });
    let said = move || seat.get().and_then(|(choice, _)| choice);
    let word = move || {
        let conflict = seat.get().is_some_and(|(_, conflict)| conflict);
        said()
            .map(|choice| format!("{}{}", say::choice(lang, choice), if conflict { " !" } else { "" }))
            .unwrap_or_default()
    };
    let tone = move || match said() {
        Some(Choice::Yes) => "chip chip-yes",
        Some(Choice::No) => "chip chip-no",
        Some(Choice::Abstain) => "chip chip-abstain",
        None => "chip",
    };
    // A second tap says nothing new; another choice puts right what was mistapped.
    let press = move |_| {
        let choice = brush.get_untracked();
        if seat.with_untracked(|seat| seat.and_then(|(noted, _)| noted)) != Some(choice) {
            note(desk, &vote, &person, choice);
        }
    };
    let title = move || seat.get().is_some_and(|(_, conflict)| conflict).then_some(w.conflict);
    view! {
        <button type="button" class=follow(tone) data-testid="hand" title=follow(title) on:click=tap(press)><span>{name}</span><small>{live(word)}</small></button>
    }
}

fn note(desk: Desk, vote: &VoteId, person: &PersonId, choice: Choice) {
    let id = desk.room.with_untracked(|room| room.as_ref().map(|room| room.hall.meeting.id.clone()));
    let (Some(id), Some(phone)) = (id, desk.acting.phone()) else { return };
    desk.acting.line_up(deeds::cast(&*phone, &id, vote, person, choice));
}
