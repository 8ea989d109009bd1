//! Pages: the list of candidates (候选人名单): by support, those equal in the order of strokes that the
//! board gives them; the ticks about who would sit together.

use super::{Desk, Forms};
use crate::{
    pages::elections::{known::Poll, story},
    parts::{
        icon,
        live::{heed, live, tap},
    },
    standing::{election_words, lang, recall_words},
    words::election as say,
};
use leptos::prelude::*;
use rulebook::{
    election::{Candidate, Composition, ElectionStep},
    ids::PersonId,
    order::InOrder as _,
};

/// Nominating: who stands so far, three more days, then the list.
pub(super) fn list(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let Forms { ticks, order, .. } = desk.forms;
    let need = poll.keys.election_nominate.voters;
    let ready: Vec<Candidate> = poll.standing().filter(|c| c.stands(need)).cloned().collect();
    let mut fresh: Vec<PersonId> = order.get_untracked();
    fresh.retain(|p| ready.iter().any(|c| c.person == *p));
    for c in &ready {
        if !fresh.contains(&c.person) {
            fresh.push(c.person.clone());
        }
    }
    let support = |p: &PersonId| ready.iter().find(|c| c.person == *p).map_or((0, 0), |c| (post_rank(c), c.support));
    fresh.in_order_of(|p| {
        let (post, support) = support(p);
        (post, std::cmp::Reverse(support))
    });
    order.set(fresh);
    let publish = move |booth: crate::pages::elections::Booth| {
        booth.take(ElectionStep::PublishCandidates { order: order.get_untracked(), list: ticks.get_untracked() });
    };
    let extend = poll.election.extended.is_none().then(|| view! { <p class="quiet">{w.extend_hint}</p>{desk.booth.button("", "extend", "plus", w.extend, ElectionStep::ExtendNominations)} });
    let rows = live(move || {
        order.get().into_iter().enumerate().map(|(at, person)| ordered(&ready, order, at, &person)).collect_view()
    });
    view! {
        {story::candidates(poll, &|_| None)}
        <section class="card stack"><h2>{w.list_order}</h2><p class="quiet">{w.list_hint}</p><ol class="rows" data-testid="list-order">{rows}</ol>{composition(ticks)}{extend}</section>
        <div class="act">{desk.booth.press("button-main button-wide", "publish-list", "horn", w.publish_list, publish)}</div>
    }
    .into_any()
}

fn post_rank(c: &Candidate) -> u8 {
    match c.post {
        rulebook::election::Post::Chair => 0,
        rulebook::election::Post::ViceChair => 1,
        rulebook::election::Post::Member => 2,
    }
}

/// One place on the list; those with as many nominations may change places.
fn ordered(ready: &[Candidate], order: RwSignal<Vec<PersonId>>, at: usize, person: &PersonId) -> AnyView {
    let w = election_words();
    let Some(c) = ready.iter().find(|c| c.person == *person) else { return ().into_any() };
    let before = at.checked_sub(1).and_then(|at| order.with_untracked(|all| all.get(at).cloned()));
    let before = before.and_then(|before| ready.iter().find(|c| c.person == before));
    let equal = before.is_some_and(|before| before.post == c.post && before.support == c.support);
    let up = move |_| order.update(|all| all.swap(at - 1, at));
    let button = equal
        .then(|| view! { <button type="button" class="button button-quiet" on:click=tap(up)>{w.move_up}</button> });
    view! { <li class="row"><span class="grow">{at + 1}". "{c.name.clone()}<small class="quiet">" · "{say::post(lang(), c.post)}" · "{c.support}</small></span>{button}</li> }.into_any()
}

/// What the board ticks: targets that warn and never block.
pub(super) fn composition(ticks: RwSignal<Composition>) -> AnyView {
    let w = election_words();
    let one = |label: &'static str, read: fn(&Composition) -> bool, write: fn(&mut Composition, bool)| {
        view! { <label class="pick"><input type="checkbox" prop:checked=move || ticks.with(read) on:change=heed(move |e| ticks.update(|all| write(all, event_target_checked(&e)))) />{label}</label> }.into_any()
    };
    let all = [
        one(w.tick_woman, |c| c.woman, |c, on| c.woman = on),
        one(w.tick_sixty, |c| c.sixty, |c, on| c.sixty = on),
        one(w.tick_forty, |c| c.forty, |c, on| c.forty = on),
        one(w.tick_diverse, |c| c.diverse, |c, on| c.diverse = on),
        one(w.tick_relatives, |c| c.relatives, |c, on| c.relatives = on),
    ];
    view! { <fieldset class="field"><legend>{w.composition}</legend><p class="quiet">{icon("info")}{w.composition_hint}</p><div class="picks">{all.into_iter().collect_view()}</div></fieldset> }.into_any()
}

/// The same ticks when the result is read out; a recall seats nobody, there is nothing to tick.
pub(super) fn read_out(desk: Desk, recall: bool) -> AnyView {
    let w = election_words();
    let hint = if recall { recall_words().read_out_hint } else { w.read_out_hint };
    let ticks = desk.forms.ticks;
    let read = move |booth: crate::pages::elections::Booth| {
        booth.take(ElectionStep::ReadOut { composition: ticks.get_untracked() });
    };
    view! { <section class="card stack"><h2>{w.read_out}</h2><p class="quiet">{hint}</p>{(!recall).then(|| composition(ticks))}</section>
        <div class="act">{desk.booth.press("button-main button-wide", "read-out", "speak", w.read_out, read)}</div> }
    .into_any()
}
