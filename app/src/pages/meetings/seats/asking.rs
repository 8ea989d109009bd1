//! Pages: applying for a seat, for oneself or for an enterprise, and confirming who speaks for one.

use super::{Lot, Table, lot::Asked, written};
use crate::{
    parts::{icon, live::heed, press::button, refusal::notice},
    standing::seat_words,
};
use leptos::prelude::*;
use rulebook::{ids::UnitId, meeting::MeetingStep};

/// My application, or the way to one.
pub(super) fn mine(lot: &Lot, table: Table) -> AnyView {
    let w = seat_words();
    if let Some(asked) = &lot.mine {
        let what = match (&asked.unit, asked.affected) {
            (None, _) => w.applied_mine.to_owned(),
            (Some(unit), true) => format!("{} · {} {unit}", w.applied_mine, w.applied_unit),
            (Some(unit), false) => format!("{} · {} {unit} · {}", w.applied_mine, w.applied_unit, w.unit_waits),
        };
        return view! { <div data-testid="applied-mine">{notice("notice-good", "check", what)}</div> }.into_any();
    }
    let own = move |_| table.take(MeetingStep::ApplySeat { unit: None }, || ());
    view! {
        <div class="stack-s"><p class="quiet">{w.apply_hint}</p>
            {button(table.acting, "button-main button-wide", "apply-seat", "people", w.apply, own)}
            {(!lot.units.is_empty()).then(|| for_unit(lot, table).into_any())}</div>
    }
    .into_any()
}

fn for_unit(lot: &Lot, table: Table) -> impl IntoView + use<> {
    let w = seat_words();
    let chosen = table.unit;
    // Drawn anew when somebody else applies: what was chosen stays chosen.
    let was = chosen.get_untracked();
    let one = |(id, name): &(UnitId, String)| view! { <option value=id.0.clone() selected=id.0 == was>{name.clone()}</option> };
    let options: Vec<_> = lot.units.iter().map(one).collect();
    let send = move |_| {
        let unit = chosen.get_untracked();
        if !unit.is_empty() {
            table.take(MeetingStep::ApplySeat { unit: Some(UnitId(unit)) }, || ());
        }
    };
    view! {
        <details class="fold" data-testid="apply-unit" open=!was.is_empty()><summary>{icon("more")}{w.apply_unit}</summary><div class="stack"><p class="quiet">{w.apply_unit_hint}</p>
            <label class="field"><span>{w.unit}</span><select id="seat-unit" class="input" on:change=heed(move |e| chosen.set(event_target_value(&e)))>
                <option value="">{w.unit_choose}</option>{options}</select></label>
            {button(table.acting, "", "apply-for-unit", "", w.apply_for, send)}</div></details>
    }
}

/// Whoever convenes confirms who speaks for an enterprise.
pub(super) fn confirming(lot: &Lot, table: Table) -> Option<AnyView> {
    let w = seat_words();
    let waits: Vec<&Asked> = lot.asked.iter().filter(|asked| asked.unit.is_some() && !asked.affected).collect();
    let row = |asked: &&Asked| {
        let seat = asked.id.clone();
        let press = move |_| table.take(MeetingStep::ConfirmSeat { seat: seat.clone() }, || ());
        // Without a name the number is what whoever applied shows on their own phone.
        let who = asked
            .name
            .clone()
            .map_or_else(|| view! { {w.unnamed}" "{written(&asked.id)} }.into_any(), IntoAny::into_any);
        view! { <li class="row"><span class="grow"><strong>{asked.unit.clone()}</strong><small class="quiet">" · "{who}</small></span>{button(table.acting, "", "confirm-seat", "check", w.confirm, press)}</li> }
    };
    (!waits.is_empty()).then(|| {
        view! { <div class="stack-s" data-testid="confirm-seats"><p class="quiet">{w.confirm_hint}</p><ul class="rows">{waits.iter().map(row).collect_view()}</ul></div> }
            .into_any()
    })
}
