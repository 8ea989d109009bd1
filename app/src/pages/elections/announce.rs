//! Pages: 选举公告 — the grid's party organisation fixes seats, day and way, and proposes the board.

use super::announceable;
use crate::{
    dispatch::{Acting, plain, use_acting},
    parts::{
        field::{day_field, minutes_of_day, typed_day},
        find::{choosing, chosen, finder},
        icon,
        live::{follow, heed, live, tap},
        page::head,
        refusal::{notice, said},
    },
    routes,
    standing::{election_words, lang, my_id, peek, today},
    words::election as say,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rulebook::{
    Intent,
    charter::election::Mode,
    election::{ElectionStep, Seats},
    ids::{ElectionId, GridId, PersonId},
};

/// The form.
#[derive(Clone, Copy)]
struct Form {
    grid: StoredValue<Option<GridId>>,
    seats: RwSignal<u32>,
    mode: RwSignal<Mode>,
    day: RwSignal<String>,
    closes: RwSignal<String>,
    board: RwSignal<Vec<(PersonId, String)>>,
    acting: Acting,
}

/// The first day that is far enough, and some to write the roll in.
fn fresh() -> Form {
    let (me, day) = (my_id(), today());
    let (grid, ahead, size) = peek(|c| {
        let grid = me.and_then(|me| announceable(c, &me, day).into_iter().next());
        let keys = c.keys();
        (grid, keys.election_roll.published, keys.committee_size)
    });
    let first = day.plus(i32::try_from(ahead).unwrap_or(0).saturating_add(7));
    Form {
        grid: StoredValue::new(grid),
        seats: RwSignal::new(size),
        mode: RwSignal::new(Mode::AllVoters),
        day: RwSignal::new(first.to_string()),
        closes: RwSignal::new("18:00".into()),
        board: RwSignal::new(Vec::new()),
        acting: use_acting(),
    }
}

fn step(form: Form) -> Option<ElectionStep> {
    let board: Vec<PersonId> = form.board.get_untracked().into_iter().map(|(person, _)| person).collect();
    let seats = Seats { chair: 1, vice: 2, members: form.seats.get_untracked().saturating_sub(3) };
    // As many sit on it as are odd and fit; who is left follows in this order.
    let size = if board.len() >= 5 { 5 } else { 3 };
    Some(ElectionStep::Announce {
        grid: form.grid.get_value()?,
        seats,
        mode: form.mode.get_untracked(),
        fills: None,
        vote_on: typed_day(form.day),
        closes: minutes_of_day(&form.closes.get_untracked()).unwrap_or(0),
        board,
        board_size: size,
    })
}

/// The page.
pub fn announce() -> impl IntoView {
    let w = election_words();
    let form = fresh();
    let go = use_navigate();
    let now = today();
    let press = move |_| {
        let (Some(phone), Some(step)) = (form.acting.phone(), step(form)) else { return };
        let election = ElectionId(phone.fresh_id());
        let (go, to) = (go.clone(), routes::election(&election));
        form.acting.act(plain(Intent::Election { election, step }), move || {
            go(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    };
    view! {
        {head(Some((routes::ELECTIONS.into(), w.elections.into())), w.announce)}
        {notice("", "info", w.announce_hint)}
        {what(form)}
        <div class="pair">
            {day_field("vote-on", w.polling_day, form.day)}
            <label class="field"><span>{w.closes}</span><input id="vote-closes" class="input" type="time" prop:value=form.closes on:input=heed(move |e| form.closes.set(event_target_value(&e))) /></label>
        </div>
        <p class="quiet">{say::first_day(lang(), now, peek(|c| c.keys().election_roll.published))}</p>
        {board(form)}
        {said(form.acting.doing)}
        <div class="act"><button type="button" class="button button-main button-wide" data-testid="announce-now"
            disabled=follow(move || form.acting.is_busy()) on:click=tap(press)>{icon("horn")}{w.announce}</button></div>
    }
}

fn what(form: Form) -> AnyView {
    let w = election_words();
    let lang = lang();
    let seats = |total: u32| {
        view! { <label class="pick"><input type="radio" name="seats" prop:checked=follow(move || form.seats.get() == total) on:change=heed(move |_| form.seats.set(total)) />{say::total(lang, total)}</label> }
    };
    // One chair, two vice chairs and an even number of members, within the charter's committee.size.
    let sizes = (5..=peek(|c| c.keys().committee_size)).step_by(2);
    let mode = |mode: Mode| {
        view! { <label class="pick"><input type="radio" name="mode" data-testid=format!("mode-{mode:?}") prop:checked=follow(move || form.mode.get() == mode) on:change=heed(move |_| form.mode.set(mode)) />{say::mode(lang, mode)}</label> }
    };
    let modes = [Mode::AllVoters, Mode::HouseholdReps, Mode::ResidentReps].map(mode).into_iter().collect_view();
    view! {
        <fieldset class="field"><legend>{w.seats}</legend><div class="picks picks-3">{sizes.map(seats).collect_view()}</div></fieldset>
        <fieldset class="field"><legend>{w.mode}</legend><div class="picks">{modes}</div></fieldset>
    }
    .into_any()
}

fn board(form: Form) -> AnyView {
    let w = election_words();
    let lang = lang();
    let all = form.board;
    let count = live(move || say::board_size(lang, all.with(Vec::len)));
    view! {
        <section class="stack-s"><h2>{w.board}</h2><p class="quiet">{w.board_hint}</p>
            {finder("find-board", w.find, w.nameable_none, form.grid.get_value(), choosing(all))}{chosen("board", all, w.take_away)}<p class="quiet">{count}</p></section>
    }
    .into_any()
}
