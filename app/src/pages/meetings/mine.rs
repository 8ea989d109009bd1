//! Pages: what I do at a meeting on my own phone — check in with the code in the room, ask for the
//! floor, vote in the open, leave.

use super::{agenda::reading, deeds, known::Hall};
use crate::{
    dispatch::Acting,
    parts::{
        icon,
        live::{follow, heed, tap},
        press::button,
        refusal::notice,
        vote::tally,
    },
    standing::{lang, meeting_words, my_id},
    words::meeting as say,
};
use leptos::prelude::*;
use rulebook::meeting::{
    Attendance, ItemState, MeetingStep,
    attend::{Capacity, Side},
    vote::Choice,
};

/// What I am about to do; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Own {
    acting: Acting,
    code: RwSignal<String>,
}

impl Own {
    /// Nothing yet; the code may stand in the address that the poster's QR leads to.
    pub(super) fn new(acting: Acting) -> Own {
        let scanned = acting.phone().map(|phone| phone.fragment()).unwrap_or_default();
        Own { acting, code: RwSignal::new(scanned) }
    }
}

/// My part, while the meeting is gathered.
pub(super) fn mine(hall: &Hall, own: Own) -> AnyView {
    if !hall.meeting.is_gathered() {
        return ().into_any();
    }
    match (&hall.mine.stay, hall.mine.capacity) {
        // Nobody asks for the floor there, and nobody votes; whoever mediates notes all who came.
        (Some(_), _) if hall.meeting.is_mediation() => {
            view! { <p class="line"><span class="tag tag-green">{icon("check")}{meeting_words().present_you}</span></p> }.into_any()
        }
        (None, _) if hall.meeting.is_mediation() && hall.mine.leads => ().into_any(),
        (Some(stay), _) => view! { {voting(hall, own)} {doubting(hall, own)} {here(hall, stay, own)} }.into_any(),
        (None, Some(capacity)) => check_in(hall, capacity, own).into_any(),
        (None, None) => ().into_any(),
    }
}

fn check_in(hall: &Hall, capacity: Capacity, own: Own) -> impl IntoView + use<> {
    let w = meeting_words();
    let id = hall.meeting.id.clone();
    let press = move |_| {
        let (Some(phone), Some(me)) = (own.acting.phone(), my_id()) else { return };
        let code = own.code.get_untracked();
        own.acting.act(deeds::check_in_by_poster(&*phone, &id, &me, capacity, &code), || ());
    };
    let observer = (capacity == Capacity::Observer && !hall.meeting.is_mediation())
        .then(|| view! { <p class="quiet">{w.observer_hint}</p> });
    view! {
        <section class="card card-orange" data-testid="check-in"><h2>{w.check_in}</h2>
            <label class="field"><span>{w.poster_code}</span><input id="poster-code" class="input input-code" autocomplete="off" maxlength="24" prop:value=own.code
                on:input=heed(move |e| own.code.set(event_target_value(&e))) /></label>
            <p class="quiet">{w.poster_unread}</p>{observer}
            <button type="button" class="button button-main button-wide" data-testid="check-in-now" disabled=follow(move || own.acting.is_busy()) on:click=tap(press)>
                {icon("check")}{w.check_in}" · "{say::capacity(lang(), capacity)}</button>
        </section>
    }
}

fn here(hall: &Hall, stay: &Attendance, own: Own) -> impl IntoView + use<> {
    let w = meeting_words();
    let lang = lang();
    let votes = hall.keys.voting_body.admits(stay.capacity);
    let open = hall.meeting.open_item();
    let id = hall.meeting.id.clone();
    let person = stay.person.clone();
    let closed = open.is_some_and(|item| item.debate_closed);
    let taken = open.filter(|item| stay.on.as_ref() == Some(&item.topic)).map_or(0, |_| stay.turns);
    let act = move |step: MeetingStep| own.acting.act(deeds::step(&id, step), || ());
    let ask = {
        let (act, person) = (act.clone(), person.clone());
        move |side: Option<Side>| {
            let (act, person) = (act.clone(), person.clone());
            view! { <button type="button" class="button" disabled=follow(move || own.acting.is_busy())
            on:click=tap(move |_| act(MeetingStep::AskToSpeak { person: person.clone(), side }))>{icon("speak")}{say::side(lang, side)}</button> }
        }
    };
    let floor = match (stay.asked.is_some(), closed) {
        (true, _) => notice("notice-act", "clock", w.asked_already).into_any(),
        (_, true) => notice("", "lock", w.debate_closed).into_any(),
        _ => view! { <div class="buttons buttons-3">{ask(Some(Side::Pro))}{ask(Some(Side::Con))}{ask(None)}</div> }
            .into_any(),
    };
    let max = hall.keys.speak.turns;
    view! {
        <section class="card" data-testid="here">
            <p class="line"><span class="tag tag-green">{icon("check")}{w.present_you}</span><span>{say::capacity(lang, stay.capacity)}</span></p>
            <p class="quiet">{if votes { w.vote_you } else { w.voice_you }}</p>
            <h3>{w.ask_to_speak}</h3>{floor}
            {open.map(|_| view! { <p class="quiet">{say::turns(lang, taken, max)}</p> })}
            <button type="button" class="button button-quiet" disabled=follow(move || own.acting.is_busy())
                on:click=tap(move |_| act(MeetingStep::Leave { person: person.clone() }))>{w.leave}</button>
        </section>
    }
}

/// The motion before the meeting, and my vote on it.
fn voting(hall: &Hall, own: Own) -> impl IntoView + use<> {
    let (w, c) = (meeting_words(), lang().count());
    let lang = lang();
    let item = hall.meeting.open_item().filter(|item| item.state == ItemState::Open)?;
    let vote = hall.motion()?.clone();
    let title = hall.title(&item.topic);
    let wording = hall.wording(&vote);
    let (id, vote_id) = (hall.meeting.id.clone(), vote.id.clone());
    let press = move |choice: Choice, tone: &'static str| {
        let (id, vote) = (id.clone(), vote_id.clone());
        let cast = move |_| {
            let (Some(phone), Some(me)) = (own.acting.phone(), my_id()) else { return };
            own.acting.act(deeds::cast(&*phone, &id, &vote, &me, choice), || ());
        };
        view! { <button type="button" class=format!("button choice {tone}") data-testid=format!("vote-{choice:?}") disabled=follow(move || own.acting.is_busy()) on:click=tap(cast)>{say::choice(lang, choice)}</button> }
    };
    let said = match hall.mine.voted {
        (own, Some(recorded)) => Some((own.is_some_and(|own| own != recorded), w.recorded_as, recorded)),
        (Some(own), None) => Some((false, w.my_vote, own)),
        (None, None) => None,
    };
    let body = match said {
        _ if !vote.is_open() => view! { <p class="quiet">{say::hint(lang, vote.motion)}</p> }.into_any(),
        _ if vote.hands => notice("", "people", c.raise_hand).into_any(),
        Some((conflict, what, choice)) => view! {
            <p class="line" data-testid="my-vote"><strong>{what}</strong><span class="tag tag-green">{icon("check")}{say::choice(lang, choice)}</span></p>
            {conflict.then(|| notice("notice-care", "alert", w.conflict))}
        }
        .into_any(),
        None if hall.mine.votes => view! {
            <div class="buttons buttons-3">{press.clone()(Choice::Yes, "choice-yes")}{press.clone()(Choice::No, "choice-no")}{press(Choice::Abstain, "choice-abstain")}</div>
            <p class="quiet">{w.vote_late}</p>
        }
        .into_any(),
        None => view! { <p class="quiet">{w.voice_you}</p> }.into_any(),
    };
    Some(view! {
        <section class="card card-orange" data-testid="voting"><h2>{say::moved(lang, vote.motion)}</h2><p>{title}</p>
            {vote.first.is_some().then(|| notice("notice-care", "flag", c.recounting))}
            {vote.counts_doors(&hall.keys).then(|| view! { <p class="quiet">{c.one_a_door}</p> })}
            {wording.as_deref().map(reading)}{body}{vote.opened.is_some().then(|| tally(&vote, &hall.keys))}</section>
    })
}

/// What was just read out, for whoever doubts it.
fn doubting(hall: &Hall, own: Own) -> Option<AnyView> {
    let c = lang().count();
    let vote = hall.doubtful()?;
    let what = format!("{} · {}", say::moved(lang(), vote.motion), hall.title(&vote.topic));
    let (id, vote) = (hall.meeting.id.clone(), vote.id.clone());
    let press = move |_| {
        let Some(person) = my_id() else { return };
        own.acting.act(deeds::step(&id, MeetingStep::Recount { vote: vote.clone(), person }), || ());
    };
    Some(
        view! {
            <details class="fold" data-testid="doubt"><summary>{icon("flag")}{c.recount}</summary><div class="stack"><p>{what}</p><p class="quiet">{c.recount_hint}</p>
                {button(own.acting, "", "recount", "", c.recount, press)}</div></details>
        }
        .into_any(),
    )
}
