//! Pages: the list of grids, the first public page.

use super::to;
use crate::{
    parts::icon,
    routes,
    standing::{known, lang, words},
    words::say,
};
use leptos::prelude::*;
use rulebook::{Community, places::Grid};

fn grids(community: &Community) -> Vec<(Grid, usize, usize)> {
    let buildings = |grid: &Grid| community.all_buildings().filter(|b| b.grid == grid.id).count();
    let topics = |grid: &Grid| community.all_topics().filter(|t| t.state.is_public() && t.concerns(&grid.id)).count();
    community.all_grids().map(|grid| (grid.clone(), buildings(grid), topics(grid))).collect()
}

/// Choose a grid, check a receipt, read the rules, open the app.
pub fn home() -> impl IntoView {
    let w = words();
    let lang = lang();
    let name = known(|community| community.quarter().map(|q| q.name.clone()).unwrap_or_default()).get_untracked();
    let card = |(grid, buildings, topics): (Grid, usize, usize)| {
        view! {
            <a class="card" href=to(&routes::board(&grid.id))>
                <h2>{grid.name.clone()}</h2>
                <p class="quiet">{say::grid_size(lang, grid.households, grid.people, buildings)}</p>
                <p class="quiet">{w.topics}" · "{say::items(lang, topics)}</p>
            </a>
        }
    };
    view! {
        <header class="board-head"><p>{w.tagline}</p><h1>{name}</h1><p>{w.boards_body}</p></header>
        <nav class="grids" aria-label=w.boards>{known(grids).get_untracked().into_iter().map(card).collect_view()}</nav>
        <section class="card"><h2>{w.how_to_raise}</h2><p>{w.how_to_raise_body}</p></section>
        <a class="button" href=to(routes::RECEIPT)>{icon("seal")}{w.check_receipt}</a>
        <a class="button" href=to(routes::RULES)>{icon("book")}{w.rules}</a>
        <a class="button button-main button-wide" href=routes::HOME>{icon("pen")}{w.join_app}</a>
    }
}
