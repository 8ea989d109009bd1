//! Pages: 提名 — who stands and with how many behind them; name yourself or somebody with a public
//! post, stand behind a neighbour, agree, step back.

use super::{Booth, known::Poll, story};
use crate::{
    parts::{
        find::finder,
        icon,
        live::{follow, heed, tap},
        refusal::notice,
    },
    standing::{election_words, lang, peek, today},
    words::election as say,
};
use leptos::prelude::*;
use rulebook::{
    Community, Day,
    election::{Candidate, ElectionState, ElectionStep, Post, nominate::Standing},
    ids::{GridId, PersonId},
    people::Role,
};
use std::sync::Arc;

/// The candidates, with what I may do about each, and my own part.
pub(super) fn nominations(poll: &Poll, booth: Booth) -> AnyView {
    let open = poll.election.state == ElectionState::Nominating;
    let backs = |c: &Candidate| backing(poll, booth, c).filter(|_| open);
    view! {
        {story::candidates(poll, &backs)}
        {open.then(|| view! { {own(poll, booth)}{naming(poll, booth)} })}
    }
    .into_any()
}

/// 联名提名: one more behind somebody who agreed to stand.
fn backing(poll: &Poll, booth: Booth, c: &Candidate) -> Option<AnyView> {
    let w = election_words();
    let mine = &poll.mine;
    if mine.backs.contains(&c.id) {
        return Some(
            view! { <p class="line"><span class="tag tag-green">{icon("check")}{w.backed}</span></p> }.into_any(),
        );
    }
    if mine.voter.is_none() || mine.me.as_ref() == Some(&c.person) {
        return None;
    }
    let name = c.name.clone();
    let step = ElectionStep::Support { candidate: c.id.clone() };
    Some(view! { <button type="button" class="button" data-testid="support" aria-label=format!("{} · {name}", w.back) disabled=follow(move || booth.acting.is_busy())
        on:click=tap(move |_| booth.take(step.clone()))>{icon("seal")}{w.back}</button> }.into_any())
}

/// My own candidacy: somebody named me, or I name myself.
fn own(poll: &Poll, booth: Booth) -> Option<AnyView> {
    let w = election_words();
    let me = poll.mine.me.clone()?;
    let (hint, posts, make): (_, _, Box<dyn Fn(Post) -> ElectionStep>) = match &poll.mine.candidate {
        Some(c) if c.agreed.is_some() && !c.withdrawn => {
            return Some(view! {
                <section class="card" data-testid="my-candidacy"><h2>{w.i_stand}</h2><p>{say::i_stand(lang(), c, poll.keys.election_nominate.voters)}</p>
                    {booth.button("", "step-back", "undo", w.step_back, ElectionStep::StepBack)}</section>
            }.into_any());
        }
        Some(_) => (w.named_hint, w.agree, Box::new(|post| ElectionStep::Stand { post })),
        None if poll.mine.voter.as_ref().is_some_and(|voter| voter.eligible) => (
            w.self_hint,
            w.name_myself,
            Box::new(move |post| ElectionStep::Nominate { person: me.clone(), post, standing: Standing::Voter }),
        ),
        None => return None,
    };
    let chosen = RwSignal::new(poll.mine.candidate.as_ref().map_or(Post::Member, |c| c.post));
    let leaves = poll.mine.board.then(|| notice("notice-care", "info", w.board_gives_way));
    let press = move |_| booth.take(make(chosen.get_untracked()));
    view! {
        <section class="card" data-testid="my-candidacy"><h2>{posts}</h2><p class="quiet">{hint}</p>{leaves}{post_picks(poll, chosen, "own-post")}
            <button type="button" class="button" data-testid="stand" disabled=follow(move || booth.acting.is_busy()) on:click=tap(press)>{icon("pen")}{posts}</button></section>
    }
    .into_any()
    .into()
}

/// Which post; one section of the paper alone.
pub(super) fn post_picks(poll: &Poll, chosen: RwSignal<Post>, name: &'static str) -> AnyView {
    let lang = lang();
    let one = |post: Post| {
        view! { <label class="pick"><input type="radio" name=name data-testid=format!("{name}-{post:?}") prop:checked=follow(move || chosen.get() == post) on:change=heed(move |_| chosen.set(post)) />{say::post(lang, post)}</label> }
    };
    let picks = poll.elected_posts().map(one).collect_view();
    view! { <fieldset class="field"><legend>{election_words().which_post}</legend><div class="picks">{picks}</div></fieldset> }
        .into_any()
}

/// 专业网格员 of the grid, who may live elsewhere; everybody else stands as a voter.
fn specialists(community: &Community, grid: &GridId, day: Day) -> Vec<PersonId> {
    let here = community.all_offices().filter(|o| o.role == Role::SpecialistGridWorker && o.holds_on(day));
    here.filter(|o| o.covers(grid)).map(|o| o.person.clone()).collect()
}

/// 提名别人.
fn naming(poll: &Poll, booth: Booth) -> Option<AnyView> {
    let w = election_words();
    let (voter, party) = (poll.mine.voter.is_some(), poll.mine.party);
    if !voter && !party {
        return None;
    }
    let grid = poll.election.grid.clone();
    let chosen = RwSignal::new(Post::Member);
    let specialists = peek(|c| specialists(c, &grid, today()));
    let pick = move |(person, ..): (PersonId, String, String)| {
        let standing = if specialists.contains(&person) { Standing::Specialist } else { Standing::Voter };
        booth.take(ElectionStep::Nominate { person, post: chosen.get_untracked(), standing });
    };
    let hint = if party { w.name_party_hint } else { w.name_hint };
    Some(view! {
        <details class="fold" data-testid="name-form"><summary>{icon("plus")}{w.name_somebody}</summary><div class="stack"><p class="quiet">{hint}</p>
            {post_picks(poll, chosen, "named-post")}
            {finder("find-nominee", w.find, w.nameable_none, Some(grid), Arc::new(pick))}</div></details>
    }.into_any())
}
