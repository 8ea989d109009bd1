//! Parts: a vote as people see it — a dot for each who may vote, the line of the threshold, the sum
//! the law makes written out.

use crate::{
    standing::lang,
    words::meeting::{arithmetic, counts, dots_aloud, first_count},
};
use leptos::prelude::*;
use rulebook::{charter::Keys, meeting::vote::Vote};

/// More dots than this say nothing to the eye; the numbers remain.
const MOST: u32 = 60;

/// The counts of a vote so far, or its result.
pub fn tally(vote: &Vote, keys: &Keys) -> impl IntoView + use<> {
    let lang = lang();
    let Vote { yes, no, abstain, base, .. } = *vote;
    // The law itself says with which yes the motion carries; the line stands before that dot.
    let need = (0..=base.min(MOST)).find(|yes| Vote { yes: *yes, ..vote.clone() }.carries(keys));
    let dot = move |n: u32| {
        let class = match n {
            n if n < yes => "dot dot-yes",
            n if n < yes.saturating_add(no) => "dot dot-no",
            n if n < yes.saturating_add(no).saturating_add(abstain) => "dot dot-abstain",
            _ => "dot",
        };
        view! { <span class=class class:dot-carries=Some(n + 1) == need></span> }
    };
    let dots = (base <= MOST).then(|| (0..base).map(dot).collect_view());
    let sum = vote.closed.is_some().then(|| arithmetic(lang, vote, keys));
    let doors = vote.counts_doors(keys);
    let counts = counts(lang, [yes, no, abstain], doors);
    let first = first_count(lang, vote, doors);
    view! {
        <div class="tally" data-testid="tally">
            <span class="dots" role="img" aria-label=dots_aloud(lang, &counts, base)>{dots}</span>
            <p>{counts}</p>
            {first.map(|first| view! { <p class="quiet" data-testid="first-count">{first}</p> })}
            {sum.map(|sum| view! { <p class="sum" data-testid="sum">{sum}</p> })}
        </div>
    }
}
