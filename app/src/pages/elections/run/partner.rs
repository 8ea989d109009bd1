//! Pages: 提名共建单位的人 — the party organisation alone names whoever speaks for a partner unit of the grid; they may
//! live elsewhere, and stand only if they agree.
//!
//! Not yet: somebody whom this device does not know, who lives in another grid and holds no post.

use super::Desk;
use crate::{
    pages::elections::{known::Poll, nominate::post_picks},
    parts::{
        find::{finder_among, found_anywhere},
        icon,
        live::{heed, live},
    },
    standing::{election_words, peek, recall_words, today},
};
use leptos::prelude::*;
use rulebook::{
    election::{ElectionStep, Post, nominate::Standing},
    ids::{PersonId, UnitId},
    order::InOrder as _,
};
use std::sync::Arc;

/// The unit, the post, the person; nothing where the grid has no unit.
pub(super) fn naming(poll: &Poll, desk: Desk) -> Option<AnyView> {
    let (w, r) = (election_words(), recall_words());
    let grid = poll.election.grid.clone();
    let mut units: Vec<(UnitId, String)> = peek(|c| {
        c.all_units().filter(|unit| unit.grid == grid).map(|unit| (unit.id.clone(), unit.name.clone())).collect()
    });
    if units.is_empty() {
        return None;
    }
    units.in_order_by(|a, b| a.1.cmp(&b.1));
    let (unit, chosen) = (desk.forms.unit, RwSignal::new(Post::Member));
    let was = unit.get_untracked();
    let option =
        |(id, name): (UnitId, String)| view! { <option value=id.0.clone() selected=id.0 == was>{name}</option> };
    let options = units.into_iter().map(option).collect_view();
    let pick = move |(person, ..): (PersonId, String, String)| {
        let standing = Standing::Partner { unit: UnitId(unit.get_untracked()) };
        desk.booth.take(ElectionStep::Nominate { person, post: chosen.get_untracked(), standing });
    };
    let pick: crate::parts::find::Pick = Arc::new(pick);
    let find = live(move || {
        let pick = pick.clone();
        if unit.with(String::is_empty) {
            return view! { <p class="quiet">{r.unit_first}</p> }.into_any();
        }
        let among = |typed: &str| peek(|c| found_anywhere(c, typed, today()));
        finder_among("find-partner", w.find, w.nameable_none, Arc::new(among), pick)
    });
    Some(view! {
        <details class="fold" data-testid="partner-form" open=!was.is_empty()><summary>{icon("plus")}{r.name_partner}</summary><div class="stack"><p class="quiet">{r.partner_hint}</p>
            <label class="field"><span>{r.unit}</span><select id="partner-unit" class="input" on:change=heed(move |e| unit.set(event_target_value(&e)))><option value="">{r.unit_choose}</option>{options}</select></label>
            {post_picks(poll, chosen, "partner-post")}{find}</div></details>
    }.into_any())
}
