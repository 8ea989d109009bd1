//! Pages: a hand of the lot — it seals a secret that its phone makes and keeps, and opens it once applications
//! have closed.

use super::{Lot, Table};
use crate::{
    dispatch::Acting,
    parts::{
        live::{heed, live},
        press::button,
        qr::code_groups,
        refusal::notice,
    },
    standing::seat_words,
};
use leptos::prelude::*;
use rulebook::{
    hash::normal_code,
    hearing::seats::sealed,
    ids::MeetingId,
    meeting::{MeetingState, MeetingStep},
};

/// Letters of a secret: as many as an enrolment code has, 130 bits, so that nobody finds it from its hash.
const LETTERS: usize = 26;

/// The secret of this phone's holder; lives as long as the page.
#[derive(Clone, Copy)]
pub(crate) struct Keeping {
    /// What this phone holds.
    kept: RwSignal<Option<String>>,
    /// The phone has answered whether it holds one: before that a new one could take its place.
    asked: RwSignal<bool>,
    /// What is typed in from a note.
    typed: RwSignal<String>,
}

impl Keeping {
    /// Read back from where it was kept.
    pub(crate) fn new(acting: Acting, id: &MeetingId) -> Keeping {
        let (kept, asked) = (RwSignal::new(None), RwSignal::new(false));
        if let Some(phone) = acting.phone() {
            let found = Callback::new(move |found: Option<String>| {
                kept.try_set(found.filter(|text| !text.is_empty()));
                asked.try_set(true);
            });
            phone.read_draft(&secret_key(id), found);
        }
        Keeping { kept, asked, typed: RwSignal::new(String::new()) }
    }
}

/// Where this device keeps the secret.
fn secret_key(id: &MeetingId) -> String {
    format!("draw:{id}")
}

/// What the reader's own hand can do; nothing for everybody else.
pub(super) fn own(lot: &Lot, table: Table) -> Option<AnyView> {
    match lot.sealed {
        Some(true) => Some(notice("notice-good", "check", seat_words().opened_mine).into_any()),
        Some(false) => Some(holding(table, lot.closed, lot.opens).into_any()),
        None if lot.closed || !lot.noticed => None,
        None => lot.organ.filter(|organ| !lot.has_seal_of(*organ)).map(|_| sealing(lot, table).into_any()),
    }
}

fn sealing(lot: &Lot, table: Table) -> impl IntoView + use<> {
    let w = seat_words();
    let id = lot.meeting.clone();
    let press = move |_| {
        let Some(phone) = table.acting.phone() else { return };
        // One that was made before and not sealed, or not yet known to be, is the one to seal.
        let made = table.keeping.kept.get_untracked().unwrap_or_else(|| phone.fresh_enrolment_code());
        // Kept before it is sealed: a seal whose secret is lost stops the draw.
        phone.keep_draft(&secret_key(&id), &made);
        table.keeping.kept.set(Some(made.clone()));
        table.take(MeetingStep::SealDraw { commitment: sealed(&id, &made) }, || ());
    };
    let press = StoredValue::new_local(press);
    view! {
        <div class="stack-s"><p class="quiet">{w.seal_hint}</p>
            {live(move || table.keeping.asked.get().then(|| button(table.acting, "button-main button-wide", "seal-draw", "lock", w.seal, move |e| press.with_value(|press| press(e)))))}</div>
    }
}

/// Sealed and not opened: the secret to write down, and the press that opens it.
fn holding(table: Table, closed: bool, opens: bool) -> impl IntoView {
    let w = seat_words();
    let open = move |_| {
        let typed = table.keeping.typed.get_untracked();
        let held = table.keeping.kept.get_untracked();
        // As it was made: capitals, no gaps. What cannot be one goes as it is typed, and the law says no.
        let secret = held.unwrap_or_else(|| normal_code(&typed, LETTERS).unwrap_or(typed));
        table.take(MeetingStep::OpenDraw { secret }, || ());
    };
    let note = move || {
        let Some(code) = table.keeping.kept.get() else {
            let typed = table.keeping.typed;
            return (closed && table.keeping.asked.get()).then(|| view! {
                <label class="field"><span>{w.secret_type}</span><input id="draw-secret" class="input input-code" autocomplete="off" maxlength="40" prop:value=typed
                    on:input=heed(move |e| typed.set(event_target_value(&e))) /></label>
            }.into_any());
        };
        Some(view! { <div class="notice" data-testid="my-secret"><div><p><strong>{w.my_secret}</strong></p>{code_groups(&code)}<p>{w.my_secret_hint}</p></div></div> }.into_any())
    };
    view! {
        <div class="stack-s">{live(note)}
            {(closed && opens).then(|| view! { <p class="quiet">{w.open_hint}</p>{button(table.acting, "button-main button-wide", "open-draw", "key", w.open, open)} })}</div>
    }
}

/// The states in which the law takes an opening.
pub(super) fn opens_in(state: MeetingState) -> bool {
    matches!(state, MeetingState::Noticed | MeetingState::CheckIn)
}
