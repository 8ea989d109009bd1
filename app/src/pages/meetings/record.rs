//! Pages: 会议记录 — the whole session on one device, online or not: who is here, who speaks, what is
//! moved, who votes how. The law decides on this device and again on the server.
//!
//! Every part listens to its own slice of what is known, and chips stay where they are while they
//! change: a tap must never fall on a part that is just being drawn anew.

mod ballot;
mod floor;
mod hands;
mod mediate;
mod opinion;
mod room;
mod wording;

use super::{
    deeds::step,
    known::{Hall, capacity},
    meeting::present,
};
use crate::{
    dispatch::{Acting, Doing, use_acting},
    pages::param,
    parts::{
        icon,
        live::{follow, live, tap},
        news::ask_for_news,
        page::{empty, head},
        refusal::{notice, said},
    },
    routes,
    standing::{Seen, known_to_me, lang, meeting_words, words},
    words::{Lang, label, meeting as say},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Viewer,
    ids::{MeetingId, PersonId},
    meeting::{
        Attendance, ItemState, MeetingKind, MeetingState, MeetingStep,
        attend::Capacity,
        vote::{Choice, Vote},
    },
    order::InOrder as _,
    people::Role,
};
use std::collections::BTreeMap;

/// Somebody in the room.
#[derive(Clone, Debug, PartialEq)]
struct Seat {
    stay: Attendance,
    name: String,
    entitled: bool,
    choice: Option<Choice>,
    conflict: bool,
}

/// Somebody who may be tapped in.
#[derive(Clone, Debug, PartialEq)]
struct Chip {
    person: PersonId,
    name: String,
    post: String,
    party: bool,
    capacity: Capacity,
}

/// The meeting as its recorder needs it.
#[derive(Clone, Debug, PartialEq)]
struct Room {
    hall: Hall,
    seats: Vec<Seat>,
    members: Vec<Chip>,
    posts: Vec<Chip>,
}

/// What the page is about, at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Nothing,
    CheckIn,
    Talk,
    Between,
    Item,
    /// 调解 in session.
    Mediation,
    /// Its check-in.
    Sides,
    Recess,
    Over,
}

/// What every part of the page is given.
#[derive(Clone, Copy)]
struct Desk {
    room: Seen<Option<Room>>,
    acting: Acting,
}

impl Desk {
    /// Hands a step over, after those that are still being stored.
    fn take(&self, make: MeetingStep) {
        let id = self.room.with_untracked(|room| room.as_ref().map(|room| room.hall.meeting.id.clone()));
        if let Some(id) = id {
            self.acting.line_up(step(&id, make));
        }
    }

    /// A slice of the room that draws its part anew only when it changes itself.
    fn slice<T: PartialEq + Default + Send + Sync + 'static>(self, of: fn(&Room) -> T) -> Memo<T> {
        Memo::new(move |_| self.room.with(|room| room.as_ref().map(of).unwrap_or_default()))
    }
}

impl Room {
    fn of(community: &Community, id: &MeetingId, me: &PersonId, day: Day, lang: Lang) -> Option<Room> {
        let hall = Hall::of(community, id, Some(me), day)?;
        if !hall.mine.leads {
            return None;
        }
        let vote = hall.motion().filter(|vote| vote.is_open()).cloned();
        let mut stays: Vec<&Attendance> = community.attendances(id).filter(|stay| stay.left.is_none()).collect();
        stays.in_order_of(|stay| (stay.arrived, stay.id.clone()));
        let seat =
            |(at, stay): (usize, &&Attendance)| seat(community, &hall, vote.as_ref(), stay, &say::nth(lang, at + 1));
        let mut seats: Vec<Seat> = stays.iter().enumerate().map(seat).collect();
        tell_apart(community, &mut seats, lang);
        Some(Room {
            seats,
            members: chips(community, &hall, day, lang, true),
            posts: chips(community, &hall, day, lang, false),
            hall,
        })
    }

    fn stage(&self) -> Stage {
        let closed = self.hall.meeting.is_mediation();
        match self.hall.meeting.state {
            MeetingState::CheckIn if closed => Stage::Sides,
            MeetingState::InSession if closed => Stage::Mediation,
            MeetingState::CheckIn => Stage::CheckIn,
            MeetingState::Inquorate => Stage::Talk,
            MeetingState::InSession if self.hall.meeting.open_item().is_some() => Stage::Item,
            MeetingState::InSession => Stage::Between,
            MeetingState::Recess => Stage::Recess,
            _ => Stage::Over,
        }
    }

    /// A hearing and a joint meeting only listen.
    fn decides(&self) -> bool {
        matches!(self.hall.meeting.kind, MeetingKind::Deliberation | MeetingKind::CouncilMeeting)
    }

    fn is_here(&self, person: &PersonId) -> bool {
        self.seats.iter().any(|seat| seat.stay.person == *person)
    }
}

fn seat(community: &Community, hall: &Hall, vote: Option<&Vote>, stay: &Attendance, unknown: &str) -> Seat {
    let ballot = vote.and_then(|vote| community.ballot_of(&vote.id, &stay.person));
    let item = vote.and_then(|vote| hall.meeting.item(&vote.topic));
    let admits = |vote: &Vote| {
        item.is_some_and(|item| vote.admits(stay, &hall.meeting, item, &hall.keys))
            && !community.door_has_voted(vote, stay, &hall.keys)
    };
    Seat {
        name: community.name_of(&stay.person).unwrap_or_else(|| unknown.to_owned()),
        entitled: vote.is_some_and(admits),
        choice: ballot.and_then(|ballot| ballot.choice()),
        conflict: ballot.is_some_and(|ballot| ballot.is_in_conflict()),
        stay: stay.clone(),
    }
}

/// Two of one name are told apart by their door, or else by the order in which they came.
fn tell_apart(community: &Community, seats: &mut [Seat], lang: Lang) {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for seat in seats.iter() {
        *times.entry(seat.name.clone()).or_default() += 1;
    }
    for (at, seat) in seats.iter_mut().enumerate() {
        if times.get(&seat.name).is_some_and(|times| *times > 1) {
            let door = community.door_of(&seat.stay.person).map(str::to_owned);
            let mark = door.unwrap_or_else(|| say::nth(lang, at + 1));
            seat.name = format!("{}（{mark}）", seat.name);
        }
    }
}

/// The people with a post there, once each: the members, or the others. In a grid's room its own, in the council's those
/// who sit there and the residents' committee that founded it.
fn chips(community: &Community, hall: &Hall, day: Day, lang: Lang, members: bool) -> Vec<Chip> {
    let grid = &hall.meeting.grid;
    let council = hall.meeting.kind == MeetingKind::CouncilMeeting;
    let sits: fn(Role) -> bool = if council { Role::sits_on_council } else { Role::is_committee };
    let mut all: Vec<Chip> = Vec::new();
    let belongs = |o: &&rulebook::people::Office| match council {
        true => o.holds_on(day) && (o.role.sits_on_council() || o.role.is_rc()),
        false => o.holds_on(day) && o.covers(grid) && !matches!(o.scope, rulebook::people::Scope::Community),
    };
    let mut offices: Vec<_> = community.all_offices().filter(belongs).collect();
    offices.in_order_of(|office| (office.role, office.id.clone()));
    for office in offices.into_iter().filter(|office| sits(office.role) == members) {
        let member = community.posts(&office.person, day).any(|o| sits(o.role) && (council || o.covers(grid)));
        let again = all.iter().any(|chip| chip.person == office.person);
        if again || (member && !members) {
            continue;
        }
        let viewer = Viewer::of(community, &office.person, day);
        let as_what = match office.role {
            Role::SpecialistGridWorker => Some(Capacity::Specialist),
            _ => capacity(community, &hall.meeting, &office.person, &viewer, day),
        };
        if let Some(capacity) = as_what {
            let post = label::role(lang, office.role).to_owned();
            let party = office.role.reviews();
            all.push(Chip { person: office.person.clone(), name: office.name.clone(), post, party, capacity });
        }
    }
    all
}

/// The page.
pub fn record() -> impl IntoView {
    let w = meeting_words();
    let id = MeetingId::from(param("meeting"));
    let back = (routes::meeting(&id), w.meeting.to_string());
    let (of, lang) = (id.clone(), lang());
    let room = known_to_me(move |community, me, day| Room::of(community, &of, me, day, lang));
    let desk = Desk { room, acting: use_acting() };
    ask_for_news(desk.acting, move || {
        room.with_untracked(|room| room.as_ref().is_some_and(|r| r.hall.meeting.is_gathered()))
    });
    let stage = desk.slice(Room::stage);
    let decides = desk.slice(Room::decides);
    let poster = room::Poster::new(desk.acting, &id);
    let facts = desk.slice(|room| Some(room.hall.clone()));
    view! {
        {head(Some(back), w.record_title)}
        <div class="record-bar">{live(move || facts.with(|hall| hall.as_ref().filter(|hall| !hall.meeting.is_mediation()).map(present)))} {wrong(desk)}</div>
        {live(move || match stage.get() {
            Stage::Sides => mediate::gathering(desk, poster).into_any(),
            Stage::Mediation => mediate::talking(desk).into_any(),
            Stage::Nothing => empty("people", words().not_found_body).into_any(),
            Stage::CheckIn => view! { {room::check_in(desk, poster)} {begin(desk)} }.into_any(),
            Stage::Talk => view! { {notice("notice-care", "alert", w.inquorate_hint)} {over(desk)} }.into_any(),
            Stage::Between => view! { {floor::waiting(desk)} {hands::doubted(desk)} {late(desk, poster)} {between(desk)} }.into_any(),
            Stage::Item => {
                let decides = decides.get_untracked().then(|| ballot::motion(desk));
                view! { {floor::item(desk)} {opinion::noting(desk).into_any()} {decides} {hands::doubted(desk)} {late(desk, poster)} }.into_any()
            }
            Stage::Recess => paused(desk).into_any(),
            Stage::Over => over(desk).into_any(),
        })}
    }
}

/// What went wrong, in sight wherever the thumb is; that a tap was kept is seen on the chip itself.
fn wrong(desk: Desk) -> impl IntoView {
    let doing = desk.acting.doing;
    let bad = move || doing.with(|doing| matches!(doing, Doing::Refused(_) | Doing::NeedsNetwork | Doing::NotStored));
    live(move || {
        bad().then(|| view! { <div class="record-wrong">{said(doing)}<button type="button" class="button button-wide" data-testid="read" on:click=tap(move |_| desk.acting.forget())>{words().close}</button></div> })
    })
}

/// One step behind one button.
fn press(desk: Desk, class: &'static str, name: &'static str, text: &'static str, step: MeetingStep) -> impl IntoView {
    let test = match &step {
        MeetingStep::Adjourn => "adjourn",
        MeetingStep::Resume => "resume",
        MeetingStep::DeclareInquorate => "inquorate",
        _ => "step",
    };
    view! { <button type="button" class=format!("button {class}") data-testid=test on:click=tap(move |_| desk.take(step.clone()))>{icon(name)}{text}</button> }
}

/// M6: in recess; where the room named its end, not before that.
fn paused(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let until = desk.slice(|room| room.hall.meeting.recess_until);
    view! {
        {live(move || until.get().map(|until| view! { <div data-testid="recess-until">{notice("notice-act", "clock", say::goes_on(lang(), until))}</div> }))}
        {press(desk, "button-main button-wide", "undo", w.resume, MeetingStep::Resume)}
    }
}

/// M4, M5: who chairs, and whether enough are here.
fn begin(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let chair = RwSignal::new(None::<PersonId>);
    let fit = desk.slice(|room| {
        let recorder = room.hall.meeting.recorder.clone();
        let leads = |seat: &&Seat| {
            Some(&seat.stay.person) != recorder.as_ref()
                && (seat.stay.capacity == Capacity::Member
                    || room.posts.iter().any(|c| c.person == seat.stay.person && c.party))
        };
        room.seats.iter().filter(leads).map(|seat| (seat.stay.person.clone(), seat.name.clone())).collect::<Vec<_>>()
    });
    let one = move |(id, name): (PersonId, String)| {
        let (of, set) = (id.clone(), id);
        view! { <label class="pick"><input type="radio" name="chair" prop:checked=follow(move || chair.get().as_ref() == Some(&of)) on:change={
            let set = set.clone();
            crate::parts::live::heed(move |_| chair.set(Some(set.clone())))
        } />{name}</label> }
    };
    let enough = desk.slice(|room| room.hall.quorum.holds);
    view! {
        <fieldset class="field"><legend>{w.chair_who}</legend><p class="quiet">{w.begin_hint}</p>
            <div class="picks picks-2" data-testid="chairs">{live(move || fit.get().into_iter().map(one).collect_view())}</div></fieldset>
        {live(move || (!enough.get()).then(|| view! { <details class="fold"><summary>{w.inquorate}</summary><div class="stack"><p class="quiet">{w.inquorate_hint}</p>
            {press(desk, "button-danger", "alert", w.inquorate, MeetingStep::DeclareInquorate)}</div></details> }))}
        <div class="act"><button type="button" class="button button-main button-wide" data-testid="begin" disabled=follow(move || chair.with(Option::is_none))
            on:click=tap(move |_| if let Some(chair) = chair.get_untracked() { desk.take(MeetingStep::Begin { chair }) })>{icon("check")}{w.begin}</button></div>
    }
}

/// Who comes or goes while the meeting is held.
fn late(desk: Desk, poster: room::Poster) -> impl IntoView {
    let w = meeting_words();
    view! { <details class="fold"><summary>{icon("people")}{w.check_in}</summary><div class="stack">{room::check_in(desk, poster)}</div></details> }
}

/// Between two items: recess, hand over, close.
fn between(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let items = desk.slice(|room| room.hall.meeting.agenda.iter().any(|item| item.state == ItemState::Waiting));
    view! {
        {room::hand_over(desk)}
        <div class="act stack-s"><p class="quiet">{w.adjourn_hint}</p>{live(move || {
            // While something waits, taking it up is the one thing to do.
            let tone = if items.get() { "" } else { "button-main" };
            view! { <div class="buttons">{press(desk, "", "clock", w.recess, MeetingStep::Recess)}
                {press(desk, tone, "check", w.adjourn, MeetingStep::Adjourn)}</div> }
        })}</div>
    }
}

/// Closed: the minutes are written on the meeting's page.
fn over(desk: Desk) -> impl IntoView {
    let w = meeting_words();
    let open = desk.slice(|room| room.hall.meeting.is_gathered());
    let to = desk.slice(|room| routes::meeting(&room.hall.meeting.id));
    view! {
        {live(move || (!open.get()).then(|| notice("notice-good", "check", say::state(lang(), MeetingState::Adjourned))))}
        <div class="act"><a class="button button-main button-wide" data-testid="to-minutes" href=follow(move || to.get())>{icon("pen")}{w.minutes_write}</a></div>
    }
}
