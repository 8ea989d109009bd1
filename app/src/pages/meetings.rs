//! Pages: 会议 — what is being held, what is ahead, whose minutes wait for me, and whether the quarter
//! had its deliberation.

pub(crate) mod agenda;
pub(crate) mod asked;
pub mod call;
mod changes;
mod deeds;
pub(crate) mod known;
pub mod mediation;
pub mod meeting;
mod mine;
pub(crate) mod minutes;
pub mod record;
pub(crate) mod seats;

use crate::{
    dispatch::use_acting,
    parts::{
        icon,
        live::live,
        meeting::meeting_card,
        page::{empty, head},
        refusal::{notice, said},
    },
    routes,
    standing::{council_words, election_words, known_to_me, mediation_words, meeting_words, my_posts},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Viewer,
    ids::{GridId, PersonId},
    meeting::{
        Meeting, MeetingKind, MeetingState,
        regular::{Season, held, missed},
    },
    order::InOrder as _,
    people::Role,
};

/// What the list shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Listed {
    open: Vec<Meeting>,
    ahead: Vec<Meeting>,
    minutes: Vec<Meeting>,
    past: Vec<Meeting>,
    /// My grid's quarter: held now, missed before.
    quarter: Option<(bool, bool)>,
    calls: bool,
}

/// The grid whose meetings are mine: where I serve, live or review.
pub(crate) fn my_grid(viewer: &Viewer) -> Option<GridId> {
    viewer.serves.first().or(viewer.lives_in.as_ref()).or(viewer.reviews.first()).cloned()
}

fn listed(community: &Community, me: &PersonId, day: Day) -> Listed {
    let viewer = Viewer::of(community, me, day);
    let grid = my_grid(&viewer);
    let mut list = Listed {
        quarter: grid.as_ref().map(|grid| (held(community, grid, Season::of(day)), missed(community, grid, day))),
        calls: !callable(community, me, day).is_empty(),
        ..Listed::default()
    };
    let sits = community.posts(me, day).any(|office| office.role.sits_on_council() || office.role.is_rc());
    let near = |m: &&Meeting| {
        let lives = viewer.lives_in.as_ref() == Some(&m.grid);
        let seated = sits && m.kind == MeetingKind::CouncilMeeting;
        seated
            || lives
            || viewer.serves(&m.grid)
            || viewer.reviews_any(core::slice::from_ref(&m.grid))
            || m.is_open_to(me)
    };
    for meeting in community.all_meetings().filter(near) {
        use MeetingState::*;
        let place = match meeting.state {
            _ if meeting.is_gathered() => &mut list.open,
            Called | Noticed => &mut list.ahead,
            Adjourned | MinutesDraft | MinutesConfirmed => &mut list.minutes,
            _ => &mut list.past,
        };
        place.push(meeting.clone());
    }
    list.ahead.in_order_of(|m| m.starts);
    for place in [&mut list.open, &mut list.minutes, &mut list.past] {
        place.in_order_of(|m| std::cmp::Reverse(m.starts));
    }
    list
}

/// The grids whose deliberation somebody may call (M1).
pub(crate) fn callable(community: &Community, me: &PersonId, day: Day) -> Vec<GridId> {
    let calls = |r: Role| r.reviews() || matches!(r, Role::CommitteeChair | Role::CommitteeViceChair);
    community.all_grids().filter(|g| community.holds(me, &g.id, day, calls)).map(|g| g.id.clone()).collect()
}

/// The list.
pub fn meetings() -> impl IntoView {
    let w = meeting_words();
    let list = known_to_me(listed);
    let posts = my_posts();
    let demand = known_to_me(asked::Asked::of);
    let (acting, why) = (use_acting(), RwSignal::new(String::new()));
    view! {
        {head(None, w.meetings)}
        {live(move || list.with(|l| l.quarter.map(quarter)))}
        {live(move || list.with(|l| {
            let none = l.open.is_empty() && l.ahead.is_empty() && l.minutes.is_empty() && l.past.is_empty();
            let past = (!l.past.is_empty()).then(|| view! {
                <details class="fold"><summary>{w.past}</summary><div class="stack">{l.past.iter().map(meeting_card).collect_view()}</div></details>
            });
            view! {
                {none.then(|| empty("people", w.none))}
                {group(w.running, &l.open)}{group(w.ahead_of, &l.ahead)}{group(w.minutes, &l.minutes)}{past}
            }
        }))}
        {said(acting.doing)}
        {live(move || demand.with(|demand| asked::asked(demand, acting, why)))}
        {live(move || posts.get().council.then(|| view! {
            <nav class="card rows"><a class="row" href=routes::COUNCIL data-testid="council-desk">{icon("people")}<span class="grow">{council_words().council}</span>{icon("next")}</a></nav>
        }))}
        <a class="card row" href=routes::MEDIATE data-testid="call-mediation">{icon("hand-over")}<span class="grow">{mediation_words().call}</span>{icon("next")}</a>
        <a class="card row" href=routes::ELECTIONS data-testid="to-elections">{icon("people")}<span class="grow">{election_words().elections}</span>{icon("next")}</a>
        {live(move || list.with(|l| l.calls).then(|| view! {
            <div class="act"><a class="button button-main button-wide" href=routes::CALL data-testid="call-meeting">{icon("plus")}{w.call}</a></div>
        }))}
    }
}

/// 「定期每个季度召开一次」: one sentence, no score.
fn quarter((held, missed): (bool, bool)) -> impl IntoView {
    let w = meeting_words();
    match (held, missed) {
        (true, _) => notice("notice-good", "check", w.this_quarter_held),
        (_, true) => notice("notice-care", "alert", w.missed),
        _ => notice("", "clock", w.this_quarter_open),
    }
}

fn group(title: &'static str, meetings: &[Meeting]) -> impl IntoView + use<> {
    (!meetings.is_empty()).then(|| {
        let cards = meetings.iter().map(meeting_card).collect_view();
        view! { <section class="stack-s"><h2>{title}</h2>{cards}</section> }
    })
}
