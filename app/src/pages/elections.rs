//! Pages: 选举 — when the committee's term ends, what is being elected in my grid, what was.
//!
//! Residents' parts stand in [`election`] and [`story`], what the board and the tellers do in [`run`].

pub mod announce;
pub mod election;
pub(crate) mod known;
mod mine;
mod nominate;
mod recall;
pub mod run;
pub(crate) mod story;

use crate::{
    dispatch::{Acting, sealed},
    parts::{
        icon,
        live::live,
        page::{empty, head},
        press::button,
        refusal::notice,
    },
    routes,
    standing::{election_words, known_to_me, lang, today},
    words::{election as say, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent, Viewer,
    election::{Election, ElectionStep, term},
    hash::Hash,
    ids::{ElectionId, GridId, PersonId},
    order::InOrder as _,
    people::Role,
};

/// What every part of an election's pages is given.
#[derive(Clone, Copy)]
pub(super) struct Booth {
    acting: Acting,
    id: StoredValue<ElectionId>,
}

impl Booth {
    fn intent(&self, step: ElectionStep) -> Intent {
        Intent::Election { election: self.id.get_value(), step }
    }

    /// Hands a step over.
    fn take(&self, step: ElectionStep) {
        self.acting.intend(self.intent(step), || ());
    }

    /// A step about another election than the page's: a demand belongs to the election that seated the member.
    fn about(&self, election: &ElectionId, step: ElectionStep) {
        self.acting.intend(Intent::Election { election: election.clone(), step }, || ());
    }

    /// The same with one value beside it; what was typed is wiped once it is kept.
    fn tell_about(
        &self,
        election: &ElectionId,
        field: &str,
        value: &str,
        typed: Option<RwSignal<String>>,
        step: impl FnOnce(Hash) -> ElectionStep,
    ) {
        let Some(phone) = self.acting.phone() else { return };
        let opening = phone.seal(field, value);
        let step = step(opening.commitment());
        let deed = sealed(Intent::Election { election: election.clone(), step }, vec![opening]);
        self.acting.act(deed, move || {
            if let Some(typed) = typed {
                typed.set(String::new());
            }
        });
    }

    /// Hands a step over that has one value beside it; what was typed is wiped once it is kept.
    fn tell(&self, field: &str, value: &str, typed: Option<RwSignal<String>>, step: impl FnOnce(Hash) -> ElectionStep) {
        self.tell_about(&self.id.get_value(), field, value, typed, step);
    }

    /// One step behind one button.
    fn button(
        self,
        class: &'static str,
        test: &'static str,
        name: &'static str,
        text: &'static str,
        step: ElectionStep,
    ) -> AnyView {
        self.press(class, test, name, text, move |booth| booth.take(step.clone()))
    }

    /// A button that does something with the booth.
    fn press(
        self,
        class: &'static str,
        test: &'static str,
        name: &'static str,
        text: &'static str,
        deed: impl Fn(Booth) + 'static,
    ) -> AnyView {
        button(self.acting, class, test, name, text, move |_| deed(self))
    }
}

/// What the list shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Listed {
    grid: String,
    /// The end of the committee's term, where there is one, and the reminder that stands today.
    term: Option<(Day, Option<u32>)>,
    running: Vec<(Election, String)>,
    past: Vec<(Election, String)>,
    announces: bool,
}

/// The grids in which somebody may announce an election: party organisation, §4.
pub(crate) fn announceable(community: &Community, me: &PersonId, day: Day) -> Vec<GridId> {
    community.all_grids().filter(|g| community.holds(me, &g.id, day, Role::reviews)).map(|g| g.id.clone()).collect()
}

fn listed(community: &Community, me: &PersonId, day: Day) -> Listed {
    let viewer = Viewer::of(community, me, day);
    let grid = super::meetings::my_grid(&viewer).or_else(|| viewer.polls_in.first().cloned());
    let until = grid.as_ref().and_then(|grid| term::committee_until(community, grid, day));
    let name = |id: &GridId| community.grid(id).map(|grid| grid.name.clone());
    let mut list = Listed {
        grid: grid.as_ref().and_then(name).unwrap_or_default(),
        term: until.map(|until| (until, term::reminder(Some(until), day, &community.keys()))),
        announces: !announceable(community, me, day).is_empty(),
        ..Listed::default()
    };
    for election in community.all_elections() {
        let mine = grid.as_ref() == Some(&election.grid)
            || viewer.lives_in.as_ref() == Some(&election.grid)
            || viewer.runs(&election.id)
            || viewer.reviews_any(core::slice::from_ref(&election.grid));
        let place = if election.is_under_way() { &mut list.running } else { &mut list.past };
        if mine {
            place.push((election.clone(), name(&election.grid).unwrap_or_default()));
        }
    }
    list.running.in_order_of(|(e, _)| (grid.as_ref() != Some(&e.grid), e.vote_on));
    list.past.in_order_of(|(e, _)| std::cmp::Reverse(e.vote_on));
    list
}

/// The list.
pub fn elections() -> impl IntoView {
    let w = election_words();
    let list = known_to_me(listed);
    let past = move |all: &[(Election, String)]| {
        (!all.is_empty()).then(|| view! {
            <details class="fold"><summary>{w.past}</summary><div class="stack">{all.iter().map(card).collect_view()}</div></details>
        })
    };
    view! {
        {head(Some((routes::MEETINGS.into(), lang().meeting().meetings.into())), w.elections)}
        {live(move || list.with(|l| clock(&l.grid, l.term).into_any()))}
        {live(move || list.with(|l| {
            let none = (l.running.is_empty() && l.past.is_empty()).then(|| empty("people", w.none));
            let running = (!l.running.is_empty()).then(|| view! { <section class="stack-s"><h2>{w.running}</h2>{l.running.iter().map(card).collect_view()}</section> });
            view! { {none}{running}{past(&l.past)} }
        }))}
        {notice("", "lock", w.paper_only)}
        {live(move || list.with(|l| l.announces).then(|| view! {
            <div class="act"><a class="button button-main button-wide" href=routes::ANNOUNCE data-testid="announce-election">{icon("horn")}{w.announce}</a></div>
        }))}
    }
}

/// 任期: when it ends, and whether an election is due.
fn clock(grid: &str, term: Option<(Day, Option<u32>)>) -> impl IntoView + use<> {
    let lang = lang();
    let text = format!("{grid} · {}", say::term_clock(lang, term.map(|(until, _)| until), today()));
    let due = term.is_some_and(|(_, reminder)| reminder.is_some());
    let tone = if due { "notice-care" } else { "" };
    view! { <div data-testid="term-clock">{notice(tone, "clock", text)}</div> }
}

/// The elections of a grid that are under way, with the grid's name.
pub(crate) fn running(community: &Community, grid: &GridId) -> Vec<(Election, String)> {
    let name = community.grid(grid).map_or_else(String::new, |grid| grid.name.clone());
    community.elections_of(grid).filter(|e| e.is_under_way()).map(|e| (e.clone(), name.clone())).collect()
}

/// An election as a card that leads to it.
pub(crate) fn card((election, grid): &(Election, String)) -> AnyView {
    let lang = lang();
    let tone = if election.is_under_way() { "card card-orange" } else { "card" };
    view! {
        <a class=tone href=routes::election(&election.id) data-testid="election" data-state=format!("{:?}", election.state)>
            <h3>{say::title(lang, grid, election)}</h3>
            <p class="quiet line"><span>{say::state_of(lang, election)}</span><span>{election_words().polling_day}" "{when::day(lang, election.vote_on)}</span></p>
        </a>
    }
    .into_any()
}
