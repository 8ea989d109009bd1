//! Pages: check a receipt and withdraw a signature — a plain form for whoever holds the slip.
//! `POST /receipt` with `code` and `do=check` or `do=withdraw`.

use super::to;
use crate::{
    parts::{
        icon,
        page::head,
        refusal::{notice, refusal},
    },
    routes,
    standing::{lang, words},
    words::{label, when},
};
use leptos::prelude::*;
use rulebook::{
    Millis,
    cosign::{Channel, CosignState},
    ids::TopicId,
    sync::Note,
};

/// What the page has to show.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ReceiptView {
    /// The empty form.
    #[default]
    Ask,
    /// No such code here (yet).
    Unknown,
    /// The signature of the code.
    Found(Signed),
    /// Just withdrawn; also where it has not arrived yet and the withdrawal waits for it.
    Withdrawn,
    /// The law says no to the withdrawal.
    Refused(Note),
}

/// A signature as the holder of its slip may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// The topic.
    pub topic: TopicId,
    /// Its title.
    pub title: String,
    /// When it was made.
    pub signed: Millis,
    /// When it arrived.
    pub received: Millis,
    /// How.
    pub channel: Channel,
    /// What became of it.
    pub state: CosignState,
    /// Under review: cannot be withdrawn now.
    pub locked: bool,
}

/// The form, filled with what was typed, and what came of it.
pub fn receipt(code: String, shown: ReceiptView) -> impl IntoView {
    let w = words();
    let again = code.clone();
    view! {
        {head(None, w.receipt_title)}
        <p>{w.receipt_body}</p>
        {answer(shown, again)}
        <form class="card" method="post" action=to(routes::RECEIPT)>
            <div class="field"><label for="code">{w.receipt_code}</label>
                <input id="code" name="code" class="input input-code" required=true autocomplete="off" autocapitalize="characters" spellcheck="false"
                    maxlength="24" value=code /></div>
            <button class="button button-main button-wide" name="do" value="check">{icon("seal")}{w.receipt_check}</button>
        </form>
    }
}

fn answer(shown: ReceiptView, code: String) -> AnyView {
    let w = words();
    match shown {
        ReceiptView::Ask => ().into_any(),
        ReceiptView::Unknown => view! {
            <div role="alert" data-testid="receipt-unknown" class="stack-s">{notice("notice-bad", "alert", w.receipt_unknown)}<p class="quiet">{w.receipt_not_yet}</p></div>
            {withdraw(code)}
        }.into_any(),
        ReceiptView::Withdrawn => view! { <div role="status" data-testid="receipt-withdrawn">{notice("notice-good", "check", w.receipt_withdrawn)}</div> }.into_any(),
        ReceiptView::Refused(note) => refusal(&note).into_any(),
        ReceiptView::Found(signed) => found(&signed, code).into_any(),
    }
}

fn found(signed: &Signed, code: String) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let valid = signed.state == CosignState::Valid;
    let (tone, name, text) = match &signed.state {
        CosignState::Valid if signed.locked => ("notice-care", "lock", w.receipt_locked),
        CosignState::Valid => ("notice-good", "check", w.receipt_counts),
        CosignState::Duplicate { .. } => ("", "info", w.receipt_duplicate),
        CosignState::Revoked { .. } => ("", "undo", w.receipt_revoked),
        CosignState::Denied => ("notice-bad", "alert", w.receipt_denied),
        CosignState::Void { .. } => ("", "info", w.receipt_void),
    };
    view! {
        <section class="card" data-testid="receipt-found">
            <h2><a href=to(&routes::public_topic(&signed.topic))>{signed.title.clone()}</a></h2>
            <div role="status">{notice(tone, name, text)}</div>
            <dl class="facts">
                <dt>{w.signed_when}</dt><dd>{when::full(lang, signed.signed)}</dd>
                <dt>{w.received_when}</dt><dd>{when::full(lang, signed.received)}</dd>
                <dt>{w.channel}</dt><dd>{label::channel(lang, signed.channel)}</dd>
            </dl>
        </section>
        {(valid && !signed.locked).then(|| withdraw(code))}
    }
}

fn withdraw(code: String) -> impl IntoView {
    let w = words();
    view! {
        <form method="post" action=to(routes::RECEIPT)>
            <input type="hidden" name="code" value=code />
            <button class="button button-danger button-wide" name="do" value="withdraw" data-testid="receipt-withdraw">{icon("undo")}{w.receipt_withdraw}</button>
        </form>
    }
}
