//! Pages: 公示牌 — a grid's notice board, on screen and as a poster on paper: buildings, office
//! holders with post and service phone, this quarter's meeting, topics by stage, how to raise one.

use super::{Origin, meeting::is_public, to};
use crate::{
    parts::{
        icon,
        qr::qr,
        refusal::notice,
        topic::{Brief, topic_card},
    },
    routes,
    standing::{known, lang, today, words},
    words::{Lang, election as said_of_elections, label, meeting as said, say, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day,
    decision::Duty,
    election::{Election, term},
    ids::{DecisionId, GridId},
    meeting::{Meeting, regular},
    order::InOrder as _,
    people::{Office, Role},
    places::Grid,
    topic::{Topic, TopicState},
};

/// The 300–500 households of the grid standard: a mild notice, never a constraint.
const STANDARD: std::ops::RangeInclusive<u32> = 300..=500;

/// The newest meetings that stand on it.
const SHOWN: usize = 4;

/// What stands on the board.
#[derive(Clone, Debug, PartialEq)]
struct Board {
    grid: Grid,
    buildings: Vec<u16>,
    offices: Vec<Office>,
    topics: Vec<Brief>,
    meetings: Vec<Meeting>,
    elections: Vec<Election>,
    until: Option<Day>,
    decisions: Vec<Hung>,
    held: bool,
    missed: bool,
}

fn board_of(community: &Community, id: &GridId, day: Day) -> Option<Board> {
    let grid = community.grid(id)?.clone();
    let mut buildings: Vec<u16> = community.all_buildings().filter(|b| b.grid == *id).map(|b| b.no).collect();
    buildings.in_order();
    let local = |o: &&Office| o.holds_on(day) && !matches!(o.scope, rulebook::people::Scope::Community) && o.covers(id);
    let mut offices: Vec<Office> = community.all_offices().filter(local).cloned().collect();
    offices.in_order_by(|a, b| a.role.cmp(&b.role).then_with(|| a.id.cmp(&b.id)));
    let public = community.all_topics().filter(|t| t.state.is_public() && t.concerns(id));
    let mut topics: Vec<Brief> = public.map(|t| Brief::of(community, t)).collect();
    topics.in_order_of(|b| (b.is_over(), label::step(b.topic.state).0, b.topic.created));
    let season = regular::Season::of(day);
    let near = |m: &&Meeting| m.grid == *id && is_public(m);
    let mut meetings: Vec<Meeting> = community.all_meetings().filter(near).cloned().collect();
    meetings.in_order_of(|m| std::cmp::Reverse(m.starts));
    meetings.truncate(SHOWN);
    let (held, missed) = (regular::held(community, id, season), regular::missed(community, id, day));
    let decisions = decisions(community, id, day);
    let mut elections: Vec<Election> = community.elections_of(id).cloned().collect();
    elections.in_order_of(|e| std::cmp::Reverse(e.vote_on));
    let until = term::committee_until(community, id, day);
    Some(Board { grid, buildings, offices, topics, meetings, elections, until, decisions, held, missed })
}

/// The board of one grid.
pub fn board(id: GridId) -> impl IntoView {
    let day = today();
    let found = known(move |community| board_of(community, &id, day)).get_untracked();
    match found {
        None => super::not_found::not_found().into_any(),
        Some(board) => whole(&board).into_any(),
    }
}

fn whole(board: &Board) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let grid = &board.grid;
    let size = say::grid_size(lang, grid.households, grid.people, board.buildings.len());
    let over = !STANDARD.contains(&grid.households);
    let origin = use_context::<Origin>().unwrap_or_default().0;
    let address = (!origin.is_empty()).then(|| format!("{origin}{}", routes::board(&grid.id)));
    view! {
        <header class="board-head">
            <p>{w.board_title}</p><h1>{grid.name.clone()}</h1><p>{size}</p>
            {over.then(|| view! { <p>{icon("info")}{w.over_size}</p> })}
        </header>
        {sketch(&board.buildings)}
        {offices(&board.offices)}
        {quarter(board)}
        {elected(board)}
        {hung(&board.decisions)}
        {stages(&board.topics, lang)}
        <section class="card"><h2>{w.how_to_raise}</h2><p>{w.how_to_raise_body}</p></section>
        {address.map(|address| view! { <div class="poster-only">{qr(&address, w.public_page)}<p>{address.clone()}</p></div> })}
        <nav class="buttons no-print">
            <a class="button" href=to(routes::RECEIPT)>{icon("seal")}{w.check_receipt}</a>
            <a class="button" href=to(routes::RULES)>{icon("book")}{w.rules}</a>
            <a class="button" href=subscription(&origin, &grid.id) data-testid="calendar">{icon("clock")}{w.subscribe}</a>
        </nav>
        <a class="button button-main button-wide no-print" href=routes::HOME>{icon("pen")}{w.join_app}</a>
    }
}

/// `webcal:` opens the phone's own calendar and keeps it fresh; without a known host the file itself.
fn subscription(origin: &str, grid: &GridId) -> String {
    let feed = to(&routes::calendar(grid));
    match origin.split_once("://") {
        Some((_, host)) => format!("webcal://{host}{feed}"),
        None => feed,
    }
}

/// A decision that hangs out, or whose duties are still open.
#[derive(Clone, Debug, PartialEq)]
struct Hung {
    id: DecisionId,
    title: String,
    until: Option<Day>,
    late: Vec<Duty>,
}

fn decisions(community: &Community, grid: &GridId, day: Day) -> Vec<Hung> {
    let here = community.all_topics().filter(|t| t.concerns(grid) && t.state >= TopicState::Adopted);
    let open = |t: &Topic| {
        let decision = community.decisions_of(&t.id).find(|d| d.ended.is_none())?;
        let keys = community.keys_for(t);
        let shown = decision.displayed.filter(|_| decision.is_on_display(&keys, day));
        let until = shown.map(|since| since.plus(i32::try_from(keys.display_days).unwrap_or(i32::MAX)));
        let late: Vec<Duty> = decision.overdue(&keys, day).collect();
        let hangs = until.is_some() || t.state == TopicState::Adopted;
        hangs.then(|| Hung { id: decision.id.clone(), title: t.title.clone(), until, late })
    };
    here.filter_map(open).collect()
}

/// G-DUTY: what hangs out with the days left; a duty that is late is said to everybody.
fn hung(all: &[Hung]) -> impl IntoView + use<> {
    let lang = lang();
    let d = lang.decision();
    let row = |one: &Hung| {
        let left = one.until.map(|until| view! { <span class="tag">{when::days_left(lang, today(), until)}</span> });
        let late: Vec<_> = one.late.iter().map(|duty| view! { <span class="tag tag-red">{icon("alert")}{d.overdue}" · "{label::duty(lang, *duty)}</span> }).collect();
        view! { <li class="row"><a class="grow" href=to(&routes::public_decision(&one.id))>{one.title.clone()}</a>{left}{late}</li> }
    };
    let rows: Vec<_> = all.iter().map(row).collect();
    (!rows.is_empty()).then(|| view! { <section class="card" data-testid="decisions"><h2>{d.decisions}</h2><ul class="rows">{rows}</ul></section> })
}

/// 任期和选举: when the committee's term ends, what is being elected and what was.
fn elected(board: &Board) -> impl IntoView + use<> {
    let lang = lang();
    let row = |e: &Election| {
        view! { <li class="row"><a class="grow" href=to(&routes::public_election(&e.id))>{said_of_elections::title(lang, "", e)}
        <br /><small class="quiet">{said_of_elections::polling(lang, e)}</small></a><span class="tag">{said_of_elections::state_of(lang, e)}</span></li> }
    };
    let rows: Vec<_> = board.elections.iter().map(row).collect();
    let clock = board.until.map(|until| said_of_elections::term_clock(lang, Some(until), today()));
    let shown = clock.is_some() || !rows.is_empty();
    shown.then(|| view! { <section class="card" data-testid="elections"><h2>{lang.election().elections}</h2><p>{clock}</p><ul class="rows">{rows}</ul></section> })
}

/// 「定期每个季度召开一次」: whether this quarter had its deliberation, and the newest meetings.
fn quarter(board: &Board) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let m = lang.meeting();
    let now = when::quarter(lang, today());
    let this = if board.held { m.this_quarter_held } else { m.this_quarter_open };
    let missed = (board.missed && !board.held).then(|| notice("notice-care", "alert", m.missed));
    let row = |meeting: &Meeting| {
        view! {
            <li class="row"><a class="grow" href=to(&routes::public_meeting(&meeting.id))>{said::kind(lang, meeting.kind)}
                <br /><small class="quiet">{said::when_where(lang, meeting.starts, &meeting.place)}</small></a>
                <span class="tag">{said::state(lang, meeting.state)}</span></li>
        }
    };
    let rows: Vec<_> = board.meetings.iter().map(row).collect();
    view! {
        <section class="card" data-testid="quarter"><h2>{w.quarter_meeting}</h2><p>{now}" · "{this}</p>{missed}<ul class="rows">{rows}</ul></section>
    }
}

/// The buildings in rows, as a sketch: which exist, not where exactly they stand.
fn sketch(buildings: &[u16]) -> impl IntoView + use<> {
    let w = words();
    let rows = buildings.len().div_ceil(5);
    let height = rows * 54 + 12;
    let block = |(at, no): (usize, &u16)| {
        let (x, y) = (20 + (at % 5) * 64, 14 + (at / 5) * 54);
        view! { <rect class="block" x=x y=y width="48" height="30" rx="4" /><text x=x + 24 y=y + 15>{*no}</text> }
    };
    let road = |row: usize| view! { <path class="road" d=format!("M4 {}H336", row * 54 + 1) /> };
    let blocks = buildings.iter().enumerate().map(block).collect_view();
    view! {
        <figure class="sketch">
            <svg viewBox=format!("0 0 340 {height}") role="img" aria-label=w.map>
                <rect class="plot" width="340" height=height rx="10" />
                {(1..rows).map(road).collect_view()}
                {blocks}
            </svg>
            <figcaption class="quiet">{w.map_hint}</figcaption>
        </figure>
    }
}

/// Name, post, service phone; nothing else of anybody.
fn offices(all: &[Office]) -> impl IntoView + use<> {
    let w = words();
    let is = |o: &Office, roles: &[Role]| roles.contains(&o.role);
    let service = [
        Role::GridPartySecretary,
        Role::GridPartyOfficer,
        Role::GridHead,
        Role::FullTimeGridWorker,
        Role::SpecialistGridWorker,
        Role::PartTimeGridWorker,
    ];
    let committee = [Role::CommitteeChair, Role::CommitteeViceChair, Role::CommitteeMember];
    let part = |roles: &[Role]| all.iter().filter(|o| is(o, roles)).map(office).collect::<Vec<_>>();
    let (serving, council, leads) = (part(&service), part(&committee), part(&[Role::BuildingLead]));
    let fold = |title: &'static str, rows: Vec<AnyView>| {
        (!rows.is_empty())
            .then(|| view! { <details class="fold"><summary>{title}</summary><div>{rows}</div></details> })
    };
    view! {
        <section class="card" data-testid="offices"><h2>{w.who_serves}</h2><div>{serving}</div>
            <p class="line quiet">{w.supervise}<a class="line" href="tel:12345">{icon("phone")}"12345"</a></p></section>
        {fold(w.committee, council)}
        {fold(w.building_leads, leads)}
    }
}

fn office(office: &Office) -> AnyView {
    let w = words();
    let post = label::role(lang(), office.role);
    let line = office.line.clone();
    let call = office.phone.clone().map(|no| view! { <a class="button call" href=format!("tel:{no}") aria-label=format!("{} {} {no}", w.call, office.name)>{icon("phone")}{no.clone()}</a> });
    view! {
        <div class="office">
            <span class="post">{post}{line.map(|line| format!(" · {line}"))}</span>
            <span class="who">{office.name.clone()}</span>
            {call}
        </div>
    }
    .into_any()
}

fn stages(topics: &[Brief], lang: Lang) -> impl IntoView + use<> {
    let w = words();
    let mut groups: Vec<(rulebook::topic::TopicState, Vec<&Brief>)> = Vec::new();
    for brief in topics.iter().filter(|b| !b.is_over()) {
        match groups.iter_mut().find(|(state, _)| *state == brief.topic.state) {
            Some((_, list)) => list.push(brief),
            None => groups.push((brief.topic.state, vec![brief])),
        }
    }
    let group = |(state, list): (rulebook::topic::TopicState, Vec<&Brief>)| {
        let count = say::items(lang, list.len());
        let cards = list.into_iter().map(public_card).collect_view();
        view! { <section class="stack-s"><div class="stage-head"><h2>{label::state(lang, state)}</h2><span class="quiet">{count}</span></div>{cards}</section> }
    };
    let over: Vec<_> = topics.iter().filter(|b| b.is_over()).map(public_card).collect();
    let ended = (!over.is_empty()).then(
        || view! { <details class="fold"><summary>{w.done_topics}</summary><div class="stack">{over}</div></details> },
    );
    let none = topics.is_empty().then(|| notice("", "info", w.no_topics));
    view! { <div class="stack" data-testid="stages">{none}{groups.into_iter().map(group).collect_view()}</div>{ended} }
}

fn public_card(brief: &Brief) -> impl IntoView + use<> {
    topic_card(brief, "/topics", &to(""))
}
