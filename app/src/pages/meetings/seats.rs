//! Pages: 听证会席位 — who holds the lot's two secrets, how to apply for a seat, and the result with all
//! it came from, so that anybody works it out again.
//!
//! A hand's secret is made on its phone, 26 letters as an enrolment code is, and kept among that phone's drafts from
//! before it is sealed: one press opens it there. It is shown to be written down as well; a phone that does not hold it
//! asks for what was written down. It never travels before it is opened.

mod asking;
mod hands;
mod lot;
mod outcome;

pub(crate) use {hands::Keeping, lot::Lot};

use crate::{
    dispatch::Acting,
    parts::{icon, live::live, refusal::notice},
    standing::{Seen, lang, seat_words},
    words::seats as say,
};
use leptos::prelude::*;
use rulebook::{hearing::Draw, ids::SeatId, meeting::MeetingStep};

/// What every part of the section is given.
#[derive(Clone, Copy)]
struct Table {
    lot: Seen<Option<Lot>>,
    acting: Acting,
    keeping: Keeping,
    /// The enterprise that is being chosen; lives as long as the page.
    unit: RwSignal<String>,
}

impl Table {
    fn take(self, make: MeetingStep, then: impl Fn() + Send + Sync + 'static) {
        let id = self.lot.with_untracked(|lot| lot.as_ref().map(|lot| lot.meeting.clone()));
        if let Some(id) = id {
            self.acting.act(super::deeds::step(&id, make), then);
        }
    }
}

/// The section of a hearing's page; nothing at other meetings.
pub(crate) fn seats(lot: Seen<Option<Lot>>, keeping: Keeping, acting: Acting) -> impl IntoView {
    let table = Table { lot, acting, keeping, unit: RwSignal::new(String::new()) };
    // Only what is known of the lot and the day draw it anew: what is being typed lives with the page.
    live(move || lot.with(|lot| lot.as_ref().map(|lot| section(lot, table))))
}

fn section(lot: &Lot, table: Table) -> AnyView {
    let open = !lot.closed && lot.noticed && lot.is_sealed();
    view! {
        <section class="card" data-testid="seats" data-phase=lot.phase()>
            {standing_of(lot).into_any()}
            {hands::own(lot, table)}
            {(open && lot.knows_me).then(|| asking::mine(lot, table))}
            {(open && lot.convenes).then(|| asking::confirming(lot, table))}
            {outcome::told_to_me(lot).into_any()}
            {lot.draw.as_ref().filter(|_| lot.closed).map(|draw| outcome::inputs(lot, draw).into_any())}
        </section>
    }
    .into_any()
}

/// The same on a public page: no reader, no button.
pub(crate) fn public(lot: &Lot) -> AnyView {
    view! {
        <section class="card" data-testid="seats" data-phase=lot.phase()>
            {standing_of(lot).into_any()}
            {lot.draw.as_ref().filter(|_| lot.closed).map(|draw| outcome::inputs(lot, draw).into_any())}
        </section>
    }
    .into_any()
}

/// How many seats, whose hands sealed, until when, how many applied.
fn standing_of(lot: &Lot) -> impl IntoView + use<> {
    let w = seat_words();
    let lang = lang();
    let (total, share) = (lot.rule.total, lot.rule.affected());
    let sealed = lot.is_sealed();
    let counted = lot.draw.as_ref().filter(|_| sealed).map(|draw| draw.applied);
    let count = counted.map(
        |applied| view! { <p data-testid="seats-applied"><strong>{say::applied(lang, applied, total)}</strong></p> },
    );
    let when = match (sealed, lot.closed) {
        (_, true) => notice("", "lock", w.closed).into_any(),
        (true, false) => notice("notice-act", "clock", say::until(lang, lot.last_day())).into_any(),
        (false, false) => notice("", "clock", w.waits_seals).into_any(),
    };
    view! {
        <h2>{w.title}</h2>
        <p>{say::seats(lang, total, share)}</p>
        <p class="quiet">{w.how_few}</p>
        {seals(lot.draw.as_ref()).into_any()}{count}{when}
    }
}

/// The two hands, sealed or not, opened or not.
fn seals(draw: Option<&Draw>) -> impl IntoView + use<> {
    use rulebook::hearing::seats::SealedFor;
    let w = seat_words();
    let lang = lang();
    let row = |organ: SealedFor| {
        let seal = draw.and_then(|draw| draw.seals.iter().find(|seal| seal.organ == organ));
        let (tone, name, text) = match seal {
            None => ("tag", "clock", w.seal_none),
            Some(seal) if seal.secret.is_none() => ("tag tag-green", "lock", w.seal_done),
            Some(_) => ("tag tag-green", "check", w.seal_opened),
        };
        view! { <li class="row"><span class="grow">{say::organ(lang, organ)}</span><span class=tone>{icon(name)}{text}</span></li> }
    };
    view! { <ul class="rows" data-testid="seals-two">{[SealedFor::Committee, SealedFor::Watch].map(row).into_iter().collect_view()}</ul> }
}

/// An application's id as it is written: long, so that it may break anywhere.
fn written(id: &SeatId) -> impl IntoView + use<> {
    view! { <code class="as-written">{id.0.clone()}</code> }
}
