//! Pages: 首页 — what needs me, my grid, and the one thing to do next.

use crate::{
    dispatch::use_acting,
    later::{Later, later},
    pages::{
        council::may_call,
        decisions::{self, Call, calls},
        elections::{card, running},
        meetings::asked::{Asked, reminder},
        progress::progress,
        service::{matters, waiting},
    },
    parts::{
        council::Matter,
        icon,
        live::live,
        meeting::meeting_card,
        page::empty,
        prompt,
        refusal::notice,
        topic::{Brief, topic_card},
    },
    routes,
    standing::{council_words, known_to_me, lang, meeting_words, my_posts, service_words, standing, today, words},
    words::{Lang, label, say, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Viewer,
    election::Election,
    ids::{GridId, PersonId, TopicId},
    meeting::{
        Meeting, MeetingState,
        regular::{Season, reminded},
    },
    order::InOrder as _,
    people::Role,
    places::Grid,
    round::plan,
    service::ServiceState,
    topic::{Topic, TopicState},
};

/// A meeting is announced here so many days ahead.
const AHEAD_DAYS: i32 = 7;

/// What waits for me, worked out from what is known here.
#[derive(Clone, Debug, Default, PartialEq)]
struct Mine {
    grid: Option<Grid>,
    buildings: usize,
    topics: usize,
    doors: usize,
    asked: usize,
    reviews: Vec<Brief>,
    returned: Vec<Brief>,
    open: Vec<Brief>,
    posts: Vec<String>,
    meetings: Vec<Meeting>,
    demanded: Asked,
    /// The grids whose quarter ends without a meeting called, by name, and its last day.
    seasons: Vec<(String, Day)>,
    council: Vec<Brief>,
    service: Option<usize>,
    unresolved: Vec<Brief>,
    elections: Vec<(Election, String)>,
    decisions: Vec<Call>,
}

fn mine(lang: Lang) -> impl Fn(&Community, &PersonId, Day) -> Mine {
    move |community, me, day| {
        let viewer = Viewer::of(community, me, day);
        let home = viewer.serves.first().or(viewer.lives_in.as_ref()).or(viewer.reviews.first()).cloned();
        let brief = |topic| Brief::of(community, topic);
        let (asked, doors) = round_ahead(community, &viewer, day);
        let signed = |topic: &rulebook::topic::Topic| community.signatures_of(&topic.id, me).any(|s| s.is_valid());
        let lives = |topic: &rulebook::topic::Topic| viewer.lives_in.as_ref().is_some_and(|grid| topic.concerns(grid));
        Mine {
            buildings: home.as_ref().map_or(0, |grid| community.all_buildings().filter(|b| b.grid == *grid).count()),
            topics: home.as_ref().map_or(0, |grid| community.all_topics().filter(|t| t.concerns(grid)).count()),
            grid: home.as_ref().and_then(|grid: &GridId| community.grid(grid)).cloned(),
            doors,
            asked,
            reviews: to_review(community, &viewer).map(brief).collect(),
            returned: community.topics_of(me).filter(|t| t.state == TopicState::Returned).map(brief).collect(),
            open: community
                .all_topics()
                .filter(|t| t.state == TopicState::Collecting && lives(t) && !signed(t))
                .map(brief)
                .collect(),
            council: community.all_topics().filter(|t| council_waits(community, t, me, day)).map(brief).collect(),
            service: waiting(community, me, day),
            unresolved: community.topics_of(me).filter(|t| unresolved(community, t)).map(brief).collect(),
            meetings: near(community, home.as_ref(), me, day),
            demanded: Asked::of(community, me, day),
            seasons: reminded(community, me, day)
                .filter_map(|grid| Some((community.grid(grid)?.name.clone(), Season::of(day).ends())))
                .collect(),
            elections: home.as_ref().map_or_else(Vec::new, |grid| running(community, grid)),
            decisions: calls(community, me, day),
            posts: community.posts(me, day).map(|office| label::role(lang, office.role).to_string()).collect(),
        }
    }
}

fn to_review<'a>(community: &'a Community, viewer: &'a Viewer) -> impl Iterator<Item = &'a Topic> {
    let submitted = community.all_topics().filter(|t| t.state == TopicState::Submitted);
    submitted.filter(|t| viewer.reviews_any(&t.grids) && (!viewer.community_party || t.escalated))
}

/// The matters of this page that wait for what somebody does by their office: a review, the council's, what the station
/// took in hand, a decision's duty.
pub(crate) fn for_office(community: &Community, me: &PersonId, day: Day) -> Vec<TopicId> {
    let viewer = Viewer::of(community, me, day);
    let council = community.all_topics().filter(|t| council_waits(community, t, me, day));
    let topics = to_review(community, &viewer).chain(council).map(|topic| &topic.id);
    let topics = topics.chain(matters(community, me, day)).cloned();
    let decided =
        decisions::for_office(community, me, day).filter_map(|id| Some(community.decision(&id)?.topic.clone()));
    topics.chain(decided).collect()
}

/// Whether a matter before the council waits for this person: for the consent of the grid whose committee they head
/// (T42), or for the chair of the residents' committee to call the council, or to record what the assembly resolved (T45).
fn council_waits(community: &Community, topic: &Topic, me: &PersonId, day: Day) -> bool {
    let Some(matter) = Matter::of(community, topic) else { return false };
    let chairs = || may_call(community, me, day);
    let mine = |grid: &GridId| community.holds(me, grid, day, Role::heads_committee);
    match topic.state {
        TopicState::Escalated => {
            let lacks = matter.grids.iter().any(|(grid, _, consent)| consent.is_none() && mine(grid));
            lacks || (matter.meeting.is_none() && chairs())
        }
        TopicState::ToAssembly => chairs(),
        _ => false,
    }
}

/// Whether it was handed over and nothing came of it: its proposers may reopen it (T15).
fn unresolved(community: &Community, topic: &Topic) -> bool {
    topic.state == TopicState::Redirected
        && community.service_items_of(&topic.id).any(|item| item.state() == ServiceState::Unresolved)
}

/// Meetings of a grid that are being held or whose notice is out, and mediations that are mine; one that waits for my word
/// is here from its call on.
fn near(community: &Community, grid: Option<&GridId>, me: &PersonId, day: Day) -> Vec<Meeting> {
    use MeetingState::*;
    let soon = |m: &&Meeting| {
        let ahead = m.state == Noticed && m.starts.day() <= day.plus(AHEAD_DAYS);
        let asks = m.state == Called && m.parties.contains(me) && !m.agreed.contains(me);
        let mediates = m.state == Called && m.mediator.as_ref() == Some(me);
        let mine = grid == Some(&m.grid) || m.is_open_to(me);
        let open = matches!(m.state, CheckIn | InSession | Recess | Inquorate | MinutesDraft);
        asks || mediates || (mine && (ahead || open))
    };
    let mut all: Vec<Meeting> = community.all_meetings().filter(soon).cloned().collect();
    all.in_order_of(|m| m.starts);
    all
}

/// Doors that asked for a visit, and all doors proposed.
fn round_ahead(community: &Community, viewer: &Viewer, day: Day) -> (usize, usize) {
    plan::count(community, |grid| viewer.serves(grid), day)
}

/// The first screen.
pub fn home() -> impl IntoView {
    let me = standing().me;
    // A name that has come is no other person: what stands here is not worked out anew for it.
    let somebody = Memo::new(move |_| me.with(Option::is_some));
    view! {
        {prompt::lacks()}
        {live(move || if somebody.get() { later(Later::Home) } else { stranger().into_any() })}
    }
}

/// What needs me. Part of the second file: without the working half there is nothing to show anyway.
pub fn signed_in() -> impl IntoView {
    let w = words();
    let lang = lang();
    let posts = my_posts();
    let me = standing().me;
    let mine = known_to_me(mine(lang));
    let (complete, reading) = (standing().complete, standing().reading);
    view! {
        <div class="hello">
            <h1 class="who" tabindex="-1">{live(move || me.with(|me| me.as_ref().map(|me| me.name.clone())))}</h1>
            <p class="quiet">{live(move || mine.with(|m| {
                let grid = m.grid.as_ref().map(|g| g.name.clone());
                grid.into_iter().chain(m.posts.iter().cloned()).collect::<Vec<_>>().join(" · ")
            }))}</p>
        </div>
        {prompt::install_prompt()}
        {live(move || (!complete.get()).then(|| notice("", "sending", w.downloading)))}
        // Half of what is known would say that nothing needs me.
        {live(move || if reading.get() { bones().into_any() } else { mine.with(needs).into_any() })}
        {progress(use_acting())}
        {live(move || mine.with(|m| m.grid.as_ref().map(|grid| my_grid(grid, m))))}
        <div class="act">
            {live(move || if posts.get().walks {
                view! { <a class="button button-main button-wide" href=routes::ROUND>{icon("round")}{w.start_round}</a> }
            } else if posts.get().reviews {
                view! { <a class="button button-main button-wide" href=routes::REVIEW>{icon("review")}{w.review}</a> }
            } else if posts.get().station {
                view! { <a class="button button-main button-wide" href=routes::SERVICE>{icon("wrench")}{service_words().items}</a> }
            } else {
                view! { <a class="button button-main button-wide" href=routes::DRAFT>{icon("plus")}{w.raise}</a> }
            })}
        </div>
    }
}

/// Where something will stand in a moment.
fn bones() -> impl IntoView {
    view! { <div class="skeleton"><div class="bone"></div><div class="bone"></div></div> }
}

fn needs(mine: &Mine) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let nothing = mine.doors == 0
        && mine.reviews.is_empty()
        && mine.returned.is_empty()
        && mine.open.is_empty()
        && mine.council.is_empty()
        && mine.service.is_none_or(|open| open == 0)
        && mine.unresolved.is_empty()
        && mine.meetings.is_empty()
        && !mine.demanded.waits()
        && mine.seasons.is_empty()
        && mine.elections.is_empty()
        && mine.decisions.is_empty();
    let round = (mine.doors > 0).then(|| {
        let asked = (mine.asked > 0)
            .then(|| view! { <span class="tag tag-orange line-end">{say::asked(lang, mine.asked)}</span> });
        view! {
            <a class="card card-orange" href=routes::ROUND>
                <div class="line"><strong>{w.todays_round}</strong>{asked}</div>
                <p class="quiet">{say::proposed(lang, mine.doors)}</p>
            </a>
        }
    });
    let service = mine.service.map(|open| {
        view! {
            <a class="card card-blue" href=routes::SERVICE data-testid="service-desk">
                <div class="line"><strong>{service_words().items}</strong><span class="tag tag-blue line-end">{say::items(lang, open)}</span></div>
            </a>
        }
    });
    view! {
        <section class="needs" aria-label=w.needs_me>
            {round}
            {service}
            {reminder(&mine.demanded)}
            {mine.seasons.iter().map(season).collect_view()}
            {(!mine.meetings.is_empty()).then(|| view! { <section class="stack-s"><h2>{w.tab_meetings}</h2>{mine.meetings.iter().map(meeting_card).collect_view()}</section> })}
            {group(council_words().home_waits, &mine.council, routes::COUNCIL)}
            {decisions::inbox(&mine.decisions)}
            {(!mine.elections.is_empty()).then(|| view! { <section class="stack-s"><h2>{lang.election().elections}</h2>{mine.elections.iter().map(card).collect_view()}</section> })}
            {group(w.review_waits, &mine.reviews, routes::REVIEW)}
            {group(service_words().home_waits, &mine.unresolved, routes::TOPICS)}
            {group(w.returned_waits, &mine.returned, routes::TOPICS)}
            {group(w.cosign_waits, &mine.open, routes::TOPICS)}
            {nothing.then(|| empty("check", w.nothing_needs))}
        </section>
    }
}

/// 「定期每个季度召开一次」: the quarter ends, and its meeting is not called.
fn season((grid, last): &(String, Day)) -> impl IntoView + use<> {
    let left = when::days_left(lang(), today(), *last);
    view! {
        <a class="card card-orange" href=routes::MEETINGS data-testid="season-waits">
            <div class="line"><strong>{meeting_words().season_waits}</strong><span class="tag tag-amber line-end">{icon("clock")}{left}</span></div>
            <p class="quiet">{grid.clone()}</p>
        </a>
    }
}

fn group(title: &'static str, topics: &[Brief], base: &'static str) -> impl IntoView + use<> {
    (!topics.is_empty()).then(|| {
        let cards = topics.iter().map(|brief| topic_card(brief, base, "")).collect_view();
        view! { <section class="stack-s"><h2>{title}</h2>{cards}</section> }
    })
}

fn my_grid(grid: &Grid, mine: &Mine) -> impl IntoView + use<> {
    let w = words();
    let figure = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    view! {
        <section class="card">
            <div class="line"><h2>{w.my_grid}</h2><a class="line-end" rel="external" href=routes::board(&grid.id)>{w.sign_board}</a></div>
            <dl class="figures">
                {figure(w.buildings, mine.buildings.to_string())}
                {figure(w.households, grid.households.to_string())}
                {figure(w.topics_count, mine.topics.to_string())}
            </dl>
        </section>
    }
}

/// Nobody is enrolled here yet.
fn stranger() -> impl IntoView {
    let w = words();
    view! {
        <h1 tabindex="-1">{w.enrol_title}</h1>
        {empty("key", w.enrol_not_yet)}
        <a class="button" rel="external" href=routes::BOARDS>{w.to_boards}</a>
        <div class="act"><a class="button button-main button-wide" href=routes::ENROL>{icon("key")}{w.enrol}</a></div>
    }
}
