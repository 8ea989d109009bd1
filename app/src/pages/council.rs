//! Pages: 共建议事会 — what waits for the council and why, what waits for the residents' assembly, its meetings, and what
//! it dealt with. For those who sit there, the residents' committee, and whoever heads a grid's committee.

pub mod matter;

use crate::{
    parts::{
        council::Matter,
        icon,
        live::live,
        meeting::meeting_card,
        page::{empty, head},
        refusal::notice,
    },
    routes,
    standing::{council_words, known_to_me, lang, meeting_words, standing, today},
    words::{council as say, label},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day,
    ids::PersonId,
    meeting::{Meeting, MeetingKind, MeetingState},
    order::InOrder as _,
    people::Role,
    topic::TopicState,
};

/// How many of those dealt with are listed.
const SETTLED: usize = 12;

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Inbox {
    waits: Vec<Matter>,
    assembly: Vec<Matter>,
    settled: Vec<Matter>,
    meetings: Vec<Meeting>,
    calls: bool,
}

fn inbox(community: &Community, me: &PersonId, day: Day) -> Inbox {
    let mut inbox = Inbox { calls: may_call(community, me, day), ..Inbox::default() };
    for matter in community.all_topics().filter_map(|topic| Matter::of(community, topic)) {
        let place = match matter.topic.state {
            TopicState::Escalated => &mut inbox.waits,
            TopicState::ToAssembly => &mut inbox.assembly,
            _ => &mut inbox.settled,
        };
        place.push(matter);
    }
    for list in [&mut inbox.waits, &mut inbox.assembly] {
        list.in_order_of(|matter| matter.came.0);
    }
    inbox.settled.in_order_of(|matter| std::cmp::Reverse(matter.came.0));
    inbox.settled.truncate(SETTLED);
    let open = |m: &&Meeting| {
        use MeetingState::*;
        m.kind == MeetingKind::CouncilMeeting && !matches!(m.state, Published | Archived | Postponed | Cancelled)
    };
    inbox.meetings = community.all_meetings().filter(open).cloned().collect();
    inbox.meetings.in_order_of(|m| m.starts);
    inbox
}

/// §3.3: 居委会主任.
pub(crate) fn may_call(community: &Community, me: &PersonId, day: Day) -> bool {
    community.posts(me, day).any(|office| office.role == Role::RcChair)
}

/// The page.
pub fn council() -> impl IntoView {
    let w = council_words();
    let inbox = known_to_me(inbox);
    view! {
        {head(Some((routes::MEETINGS.into(), meeting_words().meetings.into())), w.council)}
        {notice("", "info", w.council_hint)}
        {offline()}
        {live(move || inbox.with(|inbox| {
            let none = inbox.waits.is_empty().then(|| empty("check", w.waits_none));
            let settled = (!inbox.settled.is_empty()).then(|| view! {
                <details class="fold"><summary>{w.settled}</summary><div class="stack">{inbox.settled.iter().map(card).collect_view()}</div></details>
            });
            let meetings = (!inbox.meetings.is_empty()).then(|| view! {
                <section class="stack-s"><h2>{w.meetings}</h2>{inbox.meetings.iter().map(meeting_card).collect_view()}</section>
            });
            view! { {none}{group("council-waits", w.waits, &inbox.waits)}{group("council-assembly", w.assembly, &inbox.assembly)}{meetings}{settled} }
        }))}
        {live(move || inbox.with(|inbox| inbox.calls).then(|| view! {
            <div class="act"><a class="button button-main button-wide" href=format!("{}?council", routes::CALL) data-testid="call-council">{icon("plus")}{w.call}</a></div>
        }))}
    }
}

/// Agreeing, putting up and recording are the server's alone.
fn offline() -> impl IntoView {
    let delivery = standing().delivery;
    live(move || delivery.with(|d| !d.connected).then(|| notice("notice-care", "offline", council_words().online)))
}

fn group(test: &'static str, title: &'static str, matters: &[Matter]) -> impl IntoView + use<> {
    (!matters.is_empty()).then(|| {
        let cards = matters.iter().map(card).collect_view();
        view! { <section class="stack-s" data-testid=test><h2>{title}</h2>{cards}</section> }
    })
}

fn card(matter: &Matter) -> AnyView {
    let (w, lang) = (council_words(), lang());
    let (at, way) = matter.came;
    let clock = matter.is_there().then(|| {
        view! { <p class="clock">{icon("clock")}{say::waited(lang, at.day(), today())}</p> }
    });
    let lacks = matter.is_there().then(|| {
        let lacks = matter.grids.iter().filter(|(_, _, consent)| consent.is_none());
        lacks
            .map(|(_, name, _)| view! { <span class="tag tag-amber">{name.clone()}" · "{w.consent_lacks}</span> })
            .collect_view()
    });
    let tone = if matter.is_there() { "card card-orange" } else { "card" };
    view! {
        <a class=tone href=routes::council(&matter.topic.id) data-testid="matter">
            <h3>{matter.topic.title.clone()}</h3>
            <p>{say::came(lang, at, way)}</p>
            {clock}
            <p class="line"><span class="tag">{label::state(lang, matter.topic.state)}</span>{lacks}</p>
        </a>
    }
    .into_any()
}
