//! Parts: the slip of a co-signature, paper one can photograph or copy by hand.

use super::qr::{code_groups, qr};
use crate::{
    routes,
    standing::{lang, standing, words},
    words::when,
};
use leptos::prelude::*;

/// The paper itself: seal, title, code, QR, and what to do with it.
pub fn slip_paper(title: &str, code: &str) -> impl IntoView + use<> {
    let w = words();
    let origin = window().location().origin().unwrap_or_default();
    let address = format!("{origin}{}?code={code}", routes::RECEIPT);
    let at = when::full(lang(), standing().now.get_untracked());
    view! {
        <section class="slip" data-testid="slip">
            <div class="big-seal" aria-hidden="true"><span>{w.slip_seal_1}<br/>{w.slip_seal_2}</span></div>
            <h1 tabindex="-1">{w.slip}</h1>
            <p>{title.to_string()}</p>
            <p class="quiet">{at}" · "{w.slip_waiting}</p>
            {code_groups(code)}
            {qr(&address, w.slip)}
            <p>{w.slip_how}</p>
            <p class="quiet">{w.slip_copy}</p>
        </section>
    }
}
