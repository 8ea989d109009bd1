//! Pages: 调解 — the file of a mediation for its parties and its mediator: what it is about, who agreed, the way out at any
//! time, what it came to. Nobody else is sent any of it; a guest finds when and where.

pub mod call;

use super::{deeds::step, known::Hall};
use crate::{
    dispatch::Acting,
    parts::{find::finder, icon, press::button, refusal::notice},
    standing::{lang, mediation_words, my_id},
    words::mediation as say,
};
use leptos::prelude::*;
use rulebook::{
    ids::PersonId,
    meeting::{MeetingState, MeetingStep, mediation::Guest},
};
use std::sync::Arc;

/// The file; nothing for a meeting of another kind.
pub(super) fn mediation(hall: &Hall, acting: Acting) -> AnyView {
    if !hall.meeting.is_mediation() {
        return ().into_any();
    }
    let w = mediation_words();
    let lang = lang();
    let Some(me) = my_id().filter(|me| hall.meeting.is_between(me)) else {
        return view! { <section class="card" data-testid="mediation-guest">{notice("", "lock", w.you_are_guest)}</section> }
            .into_any();
    };
    let file = hall.file.as_ref();
    let matter = file.map(|file| file.matter.clone()).filter(|matter| !matter.is_empty());
    let settled = file.and_then(|file| file.settled.as_ref()).map(|settled| say::settled(lang, settled));
    let stopped = hall.meeting.state == MeetingState::Cancelled;
    view! {
        <section class="card" data-testid="mediation">{notice("", "lock", w.closed)}
            {matter.map(|matter| view! { <p class="as-written" data-testid="matter">{matter}</p> })}
            {sides(hall)}
            {settled.map(|settled| view! { <p data-testid="settled"><strong>{settled}</strong></p> })}
            {stopped.then(|| notice("notice-care", "info", w.stopped))}
        </section>
        {answering(hall, acting)}
        {inviting(hall, acting)}
        {guests(hall, &me, acting)}
        {stopping(hall, acting)}
    }
    .into_any()
}

/// The parties, each with their word, and the mediator.
fn sides(hall: &Hall) -> impl IntoView + use<> {
    let w = mediation_words();
    let meeting = &hall.meeting;
    let name = |person: &PersonId| hall.name(Some(person)).unwrap_or_else(|| w.party.to_owned());
    let side = |party: &PersonId| {
        let mark = if meeting.agreed.contains(party) {
            view! { <span class="tag tag-green line-end">{icon("check")}{w.agreed}</span> }.into_any()
        } else {
            view! { <span class="tag line-end">{icon("clock")}{w.not_yet}</span> }.into_any()
        };
        view! { <li class="line" data-testid="party"><span>{name(party)}</span>{mark}</li> }
    };
    let parties: Vec<_> = meeting.parties.iter().map(side).collect();
    let mediator = meeting.mediator.as_ref().map(name);
    view! {
        <h2>{w.parties}</h2><ul class="stack-s">{parties}</ul>
        <p class="quiet">{say::mediated_by(lang(), &mediator.unwrap_or_default())}</p>
    }
}

/// A party agrees, on their own phone.
fn answering(hall: &Hall, acting: Acting) -> Option<AnyView> {
    let w = mediation_words();
    let me = my_id()?;
    let meeting = &hall.meeting;
    let asked = meeting.parties.contains(&me) && !meeting.agreed.contains(&me);
    let id = meeting.id.clone();
    (asked && meeting.state == MeetingState::Called).then(|| {
        let press = move |_| acting.act(step(&id, MeetingStep::Agree), || ());
        view! { <div class="stack-s"><p class="quiet">{w.agree_hint}</p>{button(acting, "button-main button-wide", "agree", "check", w.agree, press)}</div> }
            .into_any()
    })
}

/// The mediator adds a party whom the caller's phone could not name.
fn inviting(hall: &Hall, acting: Acting) -> Option<AnyView> {
    let w = mediation_words();
    let meeting = &hall.meeting;
    let mediates = meeting.mediator.is_some() && meeting.mediator == my_id();
    let id = meeting.id.clone();
    (mediates && meeting.state == MeetingState::Called).then(|| {
        let add = move |(party, ..): (PersonId, String, String)| {
            acting.act(step(&id, MeetingStep::Invite { party }), || ());
        };
        let find = finder("invite", w.invite, w.party_none, Some(meeting.grid.clone()), Arc::new(add));
        view! { <section class="card"><p class="quiet">{w.invite_hint}</p>{find}</section> }.into_any()
    })
}

/// Whom the mediator asked to come, the word of each party on that, and the way to ask somebody.
fn guests(hall: &Hall, me: &PersonId, acting: Acting) -> Option<AnyView> {
    let w = mediation_words();
    let meeting = &hall.meeting;
    let asks = meeting.is_ahead_or_held() && meeting.mediator.as_ref() == Some(me);
    let id = meeting.id.clone();
    let ask = asks.then(|| {
        let add = move |(person, ..): (PersonId, String, String)| {
            acting.act(step(&id, MeetingStep::AskGuest { person }), || ());
        };
        let find = finder("guest", w.ask_guest, w.party_none, Some(meeting.grid.clone()), Arc::new(add));
        view! { <p class="quiet">{w.ask_guest_hint}</p>{find} }
    });
    (asks || !meeting.guests.is_empty()).then(|| {
        let list = meeting.guests.iter().map(|one| guest(hall, one, me, acting)).collect_view();
        view! { <section class="card stack-s" data-testid="guests"><h2>{w.guests}</h2><ul class="stack-s">{list}</ul>{ask}</section> }
            .into_any()
    })
}

fn guest(hall: &Hall, guest: &Guest, me: &PersonId, acting: Acting) -> AnyView {
    let w = mediation_words();
    let meeting = &hall.meeting;
    let (tone, mark, said) = match guest {
        guest if guest.declined => ("tag line-end", "close", w.guest_declined),
        guest if meeting.admits(guest) => ("tag tag-green line-end", "check", w.guest_comes),
        _ => ("tag line-end", "clock", w.guest_waits),
    };
    let asked =
        meeting.parties.contains(me) && !guest.consents.contains(me) && !guest.declined && meeting.is_ahead_or_held();
    let answer = |class: &'static str, test: &'static str, mark: &'static str, text: &'static str, comes: bool| {
        let (id, person) = (meeting.id.clone(), guest.person.clone());
        button(acting, class, test, mark, text, move |_| {
            acting.act(step(&id, MeetingStep::AnswerGuest { person: person.clone(), comes }), || ());
        })
    };
    let answers = asked.then(|| {
        view! { <div class="buttons">{answer("", "guest-yes", "check", w.guest_yes, true)}{answer("", "guest-no", "close", w.guest_no, false)}</div> }
    });
    let name = hall.name(Some(&guest.person)).unwrap_or_default();
    view! { <li class="stack-s" data-testid="guest"><p class="line"><span>{name}</span><span class=tone>{icon(mark)}{said}</span></p>{answers}</li> }.into_any()
}

/// 「随时」: until it is closed.
fn stopping(hall: &Hall, acting: Acting) -> Option<AnyView> {
    let w = mediation_words();
    let id = hall.meeting.id.clone();
    (hall.mine.convenes && hall.meeting.is_ahead_or_held()).then(|| {
        let press = move |_| acting.act(step(&id, MeetingStep::Cancel { reason: String::new() }), || ());
        view! {
            <details class="fold" data-testid="stop-mediation"><summary>{icon("close")}{w.stop}</summary><div class="stack"><p class="quiet">{w.stop_hint}</p>
                {button(acting, "button-danger", "stop-now", "", w.stop, press)}</div></details>
        }
        .into_any()
    })
}
