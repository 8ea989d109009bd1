//! Pages: 服务事项 — what reviews handed to the station, by how long it waits, and what it does about each: take it in
//! hand, close it with or without result, give it back. For the station and for grid workers.
//!
//! Not yet: lists by grid and by who took what in hand, as long as a station has a handful of them.

use crate::{
    dispatch::{Acting, Doing, plain, sealed, use_acting},
    parts::{
        icon,
        live::{heed, live},
        page::{empty, head},
        press::button,
        refusal::{notice, said},
        service::story,
    },
    routes,
    standing::{known_to_me, lang, roster_words, service_words, standing, today, words},
    words::council::waited,
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent,
    hash::Hash,
    ids::{PersonId, ServiceItemId, TopicId},
    people::Role,
    roster::may_import,
    service::{ServiceItem, ServiceState, ServiceStep},
};

/// How many of the closed ones are listed.
const SETTLED: usize = 12;

/// What the page shows: items with the titles of their topics.
#[derive(Clone, Debug, Default, PartialEq)]
struct Inbox {
    waits: Vec<(ServiceItem, String)>,
    settled: Vec<(ServiceItem, String)>,
    station: bool,
    roster: bool,
}

/// What is being written, about which item.
#[derive(Clone, Copy)]
struct Form {
    acting: Acting,
    at: RwSignal<Option<ServiceItemId>>,
    text: RwSignal<String>,
}

/// The items somebody handles.
fn handled<'a>(community: &'a Community, me: &'a PersonId, day: Day) -> impl Iterator<Item = &'a ServiceItem> {
    community.all_service_items().filter(move |item| {
        let topic = community.topic(&item.topic);
        let mine = |grid| community.holds(me, grid, day, Role::handles_service);
        topic.is_some_and(|topic| topic.grids.iter().any(mine))
    })
}

fn of_station(community: &Community, me: &PersonId, day: Day) -> bool {
    community.posts(me, day).any(|office| office.role.is_station())
}

/// How many wait for somebody; `None` where none of them is theirs to handle.
pub(crate) fn waiting(community: &Community, me: &PersonId, day: Day) -> Option<usize> {
    let open = handled(community, me, day).filter(|item| item.is_open()).count();
    (open > 0 || of_station(community, me, day)).then_some(open)
}

/// Matters with an item that waits for somebody.
pub(crate) fn matters<'a>(community: &'a Community, me: &'a PersonId, day: Day) -> impl Iterator<Item = &'a TopicId> {
    handled(community, me, day).filter(|item| item.is_open()).map(|item| &item.topic)
}

fn inbox(community: &Community, me: &PersonId, day: Day) -> Inbox {
    let roster = may_import(community, me, day).is_ok();
    let mut inbox = Inbox { station: of_station(community, me, day), roster, ..Inbox::default() };
    // Their ids are in the order of time, so that neither list needs a sort of its own.
    for item in handled(community, me, day) {
        let title = community.topic(&item.topic).map(|topic| topic.title.clone()).unwrap_or_default();
        let list = if item.is_open() { &mut inbox.waits } else { &mut inbox.settled };
        list.push((item.clone(), title));
    }
    inbox.settled.reverse();
    inbox.settled.truncate(SETTLED);
    inbox
}

impl Form {
    fn take(self, item: &ServiceItemId) {
        self.at.set(None);
        self.acting.act(plain(Intent::Service { item: item.clone(), step: ServiceStep::Take }), || ());
    }

    fn close(self, item: &ServiceItemId, step: fn(Hash) -> ServiceStep) {
        let Some(phone) = self.acting.phone() else { return };
        let text = phone.seal("service", &self.text.get_untracked());
        let step = step(text.commitment());
        let Form { at, text: typed, .. } = self;
        self.acting.act(sealed(Intent::Service { item: item.clone(), step }, vec![text]), move || {
            let _ = (at.try_set(None), typed.try_set(String::new()));
        });
    }
}

/// The page.
pub fn service() -> impl IntoView {
    let w = service_words();
    let inbox = known_to_me(inbox);
    let delivery = standing().delivery;
    let form = Form { acting: use_acting(), at: RwSignal::new(None), text: RwSignal::new(String::new()) };
    view! {
        {head(Some((routes::HOME.into(), words().tab_home.into())), w.items)}
        {live(move || (delivery.with(|d| !d.connected) && form.acting.doing.with(|doing| *doing != Doing::NeedsNetwork)).then(|| notice("notice-care", "offline", words().needs_network)))}
        {said(form.acting.doing)}
        {live(move || inbox.with(|inbox| {
            let none = inbox.waits.is_empty().then(|| empty("check", w.none));
            let cards = inbox.waits.iter().map(|(item, title)| card(item, title, inbox.station, form)).collect_view();
            let settled = (!inbox.settled.is_empty()).then(|| view! {
                <details class="fold" data-testid="service-settled"><summary>{w.settled}</summary><div class="stack">{inbox.settled.iter().map(|(item, title)| settled(item, title)).collect_view()}</div></details>
            });
            let roster = inbox.roster.then(|| view! { <a class="card row" href=routes::ROSTER data-testid="to-roster">{icon("people")}<span class="grow">{roster_words().roster}</span>{icon("next")}</a> });
            view! { {none}{cards}{settled}{roster} }
        }))}
    }
}

fn settled(item: &ServiceItem, title: &str) -> AnyView {
    view! { <section class="card"><h2><a href=routes::topic(&item.topic)>{title.to_string()}</a></h2>{story(item)}</section> }.into_any()
}

fn card(item: &ServiceItem, title: &str, station: bool, form: Form) -> AnyView {
    let clock = item.log.first().map(|line| waited(lang(), line.at.day(), today()));
    let (id, registered) = (item.id.clone(), item.state() == ServiceState::Registered);
    let deeds = live(move || {
        if form.at.get().as_ref() == Some(&id) {
            writing(&id, registered, station, form)
        } else {
            first(&id, registered, station, form)
        }
    });
    view! {
        <section class="card card-blue stack" data-testid="service-card">
            <h2><a href=routes::topic(&item.topic)>{title.to_string()}</a></h2>
            {story(item)}
            <p class="clock">{icon("clock")}{clock}</p>
            {deeds}
        </section>
    }
    .into_any()
}

/// What comes first: to take it in hand, or to write what came of it.
fn first(id: &ServiceItemId, registered: bool, station: bool, form: Form) -> AnyView {
    let w = service_words();
    let open = |id: ServiceItemId| move |_| form.at.set(Some(id.clone()));
    let (taken, id) = (id.clone(), id.clone());
    let back = id.clone();
    if !registered {
        return button(form.acting, "button-main button-wide", "service-write", "pen", w.write, open(id));
    }
    let back =
        station.then(|| button(form.acting, "button-wide", "service-to-return", "undo", w.give_back, open(back)));
    view! { {button(form.acting, "button-main button-wide", "service-take", "check", w.take, move |_| form.take(&taken))}{back} }.into_any()
}

/// The result or the reason, and the ways to close it; what nobody took in hand can only be given back.
fn writing(id: &ServiceItemId, registered: bool, station: bool, form: Form) -> AnyView {
    let w = service_words();
    let close = |step: fn(Hash) -> ServiceStep| {
        let id = id.clone();
        move |_| form.close(&id, step)
    };
    let ways = (!registered).then(|| {
        let done = button(
            form.acting,
            "button-main button-wide",
            "service-finish",
            "check",
            w.finish,
            close(|text| ServiceStep::Finish { text }),
        );
        let fail = button(
            form.acting,
            "button-wide",
            "service-fail",
            "close",
            w.fail,
            close(|text| ServiceStep::Fail { text }),
        );
        view! { {done}{fail} }
    });
    let back = station.then(|| {
        button(
            form.acting,
            "button-wide",
            "service-return",
            "undo",
            w.give_back,
            close(|text| ServiceStep::Return { text }),
        )
    });
    view! {
        <label class="field"><span>{w.text}</span>
            <textarea id="service-text" class="input" maxlength="500" prop:value=form.text on:input=heed(move |e| form.text.set(event_target_value(&e)))></textarea></label>
        {ways}{back}
    }
    .into_any()
}
