//! Parts: counts as people see them, ten small seals filling up.

use crate::{
    standing::{lang, words},
    words::say,
};
use leptos::prelude::*;

/// Signatures so far; `waiting` of them are signed on this phone and not yet in the ledger.
pub fn seals(have: u32, need: u32, waiting: u32) -> impl IntoView {
    let lang = lang();
    let glyph = words().seal_char;
    let firm = have.saturating_sub(waiting);
    let mark = move |n: u32| {
        let class = match n {
            n if n < firm => "seal seal-full",
            n if n < have => "seal seal-waiting",
            _ => "seal",
        };
        view! { <span class=class>{glyph}</span> }
    };
    view! {
        <div class="seals" role="img" aria-label=say::seals_aloud(lang, firm, need, waiting) data-testid="seals">
            <span class="seals-row" aria-hidden="true">{(0..need.min(20)).map(mark).collect_view()}</span>
            <span class="seals-count" aria-hidden="true"><b>{have}</b>"/"{need}" · "{say::still_needed(lang, have, need)}</span>
        </div>
    }
}
