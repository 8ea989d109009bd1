//! Pages: what the lot gave, with everything it came from, and whether it comes out the same here.

use super::{
    Lot,
    lot::{Again, Asked},
    written,
};
use crate::{
    parts::{icon, refusal::notice},
    standing::{lang, seat_words},
    words::seats as say,
};
use leptos::prelude::*;
use rulebook::hearing::Draw;

/// Whether the reader has a seat.
pub(super) fn told_to_me(lot: &Lot) -> impl IntoView + use<> {
    let w = seat_words();
    let draw = lot.draw.as_ref().filter(|draw| draw.seed.is_some());
    let seated = lot.mine.as_ref().zip(draw).map(|(mine, draw)| draw.seated.contains(&mine.id));
    seated.map(|seated| {
        let told = if seated {
            notice("notice-good", "check", w.seated_mine).into_any()
        } else {
            notice("", "info", w.not_seated_mine).into_any()
        };
        view! { <div data-testid="my-seat" data-seated=seated.to_string()>{told}</div> }
    })
}

/// Once applications have closed: all ids, the secrets as far as they are open, and the result.
pub(super) fn inputs(lot: &Lot, draw: &Draw) -> impl IntoView + use<> {
    let w = seat_words();
    let lang = lang();
    let drawn = draw.seed.is_some();
    let waits = (!drawn).then(|| match draw.applied > lot.rule.total {
        true => view! { {notice("notice-care", "alert", w.undrawn)}<p class="quiet">{w.waits_open}</p> }.into_any(),
        false => notice("notice-good", "check", w.not_needed).into_any(),
    });
    let verdict = lot.again().map(|again| {
        let (tone, name, text, code) = match again {
            Again::Agrees => ("notice-good", "check", w.agrees, "agrees"),
            Again::Differs => ("notice-bad", "alert", w.differs, "differs"),
            Again::Lacks => ("", "info", w.not_all, "lacks"),
        };
        view! { <div data-testid="lot-again" data-again=code>{notice(tone, name, text)}</div> }
    });
    let secrets: Vec<_> = draw
        .seals
        .iter()
        .filter_map(|seal| seal.secret.clone().map(|secret| (seal.organ, secret)))
        .map(|(organ, secret)| view! { <dt>{say::organ(lang, organ)}</dt><dd><code class="as-written" data-testid="lot-secret">{secret}</code></dd> })
        .collect();
    let seed = draw.seed.clone().map(
        |seed| view! { <dt>{w.seed}</dt><dd><code class="as-written" data-testid="lot-seed">{seed.0}</code></dd> },
    );
    let rows: Vec<_> = lot.order().into_iter().map(|asked| row(asked, draw)).collect();
    view! {
        {waits}
        {drawn.then(|| view! { <h3>{w.result}</h3> })}
        {verdict.map(IntoAny::into_any)}
        <details class="fold" data-testid="lot-inputs"><summary>{icon("info")}{w.how}</summary><div class="stack">
            <p>{say::order(lang, lot.rule.total, lot.rule.affected())}</p>
            <dl class="facts"><dt>{w.meeting_no}</dt><dd><code class="as-written" data-testid="lot-meeting">{lot.meeting.0.clone()}</code></dd>{secrets}{seed}</dl>
            <h3>{w.applications}</h3><ol class="rows" data-testid="lot-order">{rows}</ol>
            <p class="quiet as-written">{w.exact}</p>
        </div></details>
    }
}

fn row(asked: &Asked, draw: &Draw) -> impl IntoView + use<> {
    let w = seat_words();
    let seated = draw.seated.contains(&asked.id);
    let kind = if asked.affected { w.affected } else { w.other };
    let mark = draw.seed.is_some().then(|| {
        let (tone, text) = if seated { ("tag tag-green", w.seated) } else { ("tag", w.not_seated) };
        view! { <span class=tone>{seated.then(|| icon("check"))}{text}</span> }
    });
    view! {
        <li class="row" data-testid="lot-seat" data-id=asked.id.0.clone() data-seated=seated.to_string() data-affected=asked.affected.to_string()>
            <span class="grow">{written(&asked.id)}<small class="quiet">" · "{kind}</small></span>{mark}</li>
    }
}
