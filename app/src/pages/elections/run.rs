//! Pages: 办理选举 — the desk of those who run an election: the party organisation confirms the board,
//! the board takes each step in its turn, tellers keep the issue list, the boxes and the count.

mod close;
mod count;
mod list;
mod partner;
mod polls;
mod roll;
mod route;

use super::{Booth, known::Poll, story};
use crate::{
    dispatch::use_acting,
    pages::param,
    parts::{
        field::{day_field, typed_day},
        icon,
        live::{follow, heed, live, tap},
        news::ask_for_news,
        page::{empty, head},
        refusal::{notice, said},
    },
    routes,
    standing::{election_words, known_to_me, lang, today, words},
    words::election as say,
};
use leptos::prelude::*;
use rulebook::{
    election::{ElectionState, ElectionStep},
    ids::{ElectionId, PersonId},
};

/// What is being written on the desk; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Forms {
    /// A reference, a place, a reason.
    line: RwSignal<String>,
    /// A second line: the other filing, a seal.
    seal: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    people: RwSignal<Vec<(PersonId, String)>>,
    /// The partner unit somebody is named for.
    unit: RwSignal<String>,
    ticks: RwSignal<rulebook::election::Composition>,
    sheet: count::Sheet,
    order: RwSignal<Vec<PersonId>>,
}

impl Forms {
    fn new() -> Forms {
        let empty = || RwSignal::new(String::new());
        Forms {
            line: empty(),
            seal: empty(),
            day: RwSignal::new(today().to_string()),
            time: RwSignal::new("18:00".into()),
            people: RwSignal::new(Vec::new()),
            unit: empty(),
            ticks: RwSignal::new(rulebook::election::Composition::default()),
            sheet: count::Sheet::new(),
            order: RwSignal::new(Vec::new()),
        }
    }
}

/// What every part of the desk is given.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    booth: Booth,
    forms: Forms,
}

/// One line of text with its label.
pub(super) fn line(id: &'static str, label: &'static str, value: RwSignal<String>) -> AnyView {
    view! { <label class="field"><span>{label}</span><input id=id class="input" maxlength="100" prop:value=value on:input=heed(move |e| value.set(event_target_value(&e))) /></label> }
        .into_any()
}

/// The page.
pub fn run() -> impl IntoView {
    let id = ElectionId::from(param("election"));
    let booth = Booth { acting: use_acting(), id: StoredValue::new(id.clone()) };
    let desk = Desk { booth, forms: Forms::new() };
    let of = id.clone();
    let poll = known_to_me(move |community, me, day| Poll::of(community, &of, Some(me), day));
    // Board and tellers work side by side, each with a phone: the next step of one rests on the last of another.
    let side_by_side = |poll: &Poll| matches!(poll.election.state, ElectionState::Voting | ElectionState::Counting);
    ask_for_news(booth.acting, move || poll.with_untracked(|poll| poll.as_ref().is_some_and(side_by_side)));
    view! {
        {live(move || poll.with(|poll| match poll {
            None => view! { {head(Some((routes::ELECTIONS.into(), election_words().elections.into())), election_words().election)} {empty("people", words().not_found_body)} }.into_any(),
            Some(poll) => whole(poll, desk),
        }))}
    }
}

fn whole(poll: &Poll, desk: Desk) -> AnyView {
    let e = &poll.election;
    let w = election_words();
    let back = (routes::election(&e.id), say::title(lang(), &poll.grid, e));
    let runs = poll.mine.runs();
    let body = if runs { stage(poll, desk) } else { notice("", "info", w.desk_for_board).into_any() };
    let board = poll.mine.party && e.is_under_way();
    let names = (poll.mine.party && e.state == ElectionState::Nominating).then(|| partner::naming(poll, desk));
    let moves = poll.mine.board && e.confirmed.is_some() && e.state < ElectionState::Voting;
    view! {
        {head(Some(back), w.desk)}
        {story::standing(poll)}
        {said(desk.booth.acting.doing)}
        {board.then(|| confirming(poll, desk))}
        {body}
        {names}
        {moves.then(|| putting_off(desk))}
        {leaving(poll, desk)}
    }
    .into_any()
}

/// The one thing to do at this stage, for whom it is to do.
fn stage(poll: &Poll, desk: Desk) -> AnyView {
    use ElectionState::*;
    match poll.election.state {
        Announced if poll.mine.board => roll::writing(poll, desk),
        RollPublished if poll.mine.board => roll::objections(poll, desk),
        RollFinal if poll.mine.board => {
            main(desk, "open-nominations", "horn", election_words().open_nominations, ElectionStep::OpenNominations)
        }
        Nominating if poll.mine.board => list::list(poll, desk),
        CandidatesPublished | RunOff if poll.mine.board => polls::preparing(poll, desk),
        Voting => polls::polling(poll, desk),
        Counting => count::counting(poll, desk),
        Valid | Complete | Published if poll.mine.board => close::close(poll, desk),
        _ => notice("", "clock", say::next(lang(), poll, today())).into_any(),
    }
}

/// The main button of a stage.
pub(super) fn main(
    desk: Desk,
    test: &'static str,
    name: &'static str,
    text: &'static str,
    step: ElectionStep,
) -> AnyView {
    let button = desk.booth.button("button-main button-wide", test, name, text, step);
    view! { <div class="act">{button}</div> }.into_any()
}

/// The residents' meeting confirmed the board (居委会组织法 art. 15): noted by the party organisation.
fn confirming(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let Forms { line: file, day, .. } = desk.forms;
    let first = poll.election.confirmed.is_none();
    let note = move |booth: Booth| {
        booth.take(ElectionStep::ConfirmBoard { more: Vec::new(), on: typed_day(day), file: file.get_untracked() });
    };
    let form = view! {
        <p class="quiet">{w.confirm_hint}</p>{day_field("confirm-day", w.confirm_day, day)}{line("confirm-file", w.confirm_file, file)}
        {desk.booth.press("button-main", "confirm-board", "check", w.confirm, note)}
    }
    .into_any();
    if first {
        view! { {story::board(poll)}<section class="card stack"><h2>{w.confirm}</h2>{form}</section> }.into_any()
    } else {
        view! { {story::board(poll)} }.into_any()
    }
}

/// Polling day only moves back, with a reason that everybody reads.
fn putting_off(desk: Desk) -> AnyView {
    let w = election_words();
    let Forms { line: why, day, .. } = desk.forms;
    let put = move |booth: Booth| {
        booth.take(ElectionStep::PutOff { to: typed_day(day), reason: why.get_untracked() });
    };
    view! {
        <details class="fold" data-testid="put-off-form"><summary>{icon("clock")}{w.put_off}</summary><div class="stack"><p class="quiet">{w.put_off_hint}</p>{day_field("put-off-day", w.polling_day, day)}{line("put-off-why", words().reason, why)}
            {desk.booth.press("", "put-off", "clock", w.put_off, put)}</div></details>
    }
    .into_any()
}

/// Whoever stands, or whose near relative does, leaves the board.
fn leaving(poll: &Poll, desk: Desk) -> Option<AnyView> {
    let w = election_words();
    let me = poll.mine.me.clone().filter(|_| poll.mine.board && poll.election.is_under_way())?;
    let acting = desk.booth.acting;
    let leave = move |_| desk.booth.take(ElectionStep::LeaveBoard { person: me.clone() });
    Some(view! {
        <details class="fold"><summary>{w.leave_board}</summary><div class="stack"><p class="quiet">{w.board_gives_way}</p>
            <button type="button" class="button button-danger" data-testid="leave-board" disabled=follow(move || acting.is_busy()) on:click=tap(leave)>{w.leave_board}</button></div></details>
    }.into_any())
}
