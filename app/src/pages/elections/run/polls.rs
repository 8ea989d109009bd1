//! Pages: before and on polling day — tellers, proxies, the mobile box's list; then the boxes with their
//! seals, and the issue list. Who took a paper travels beside the act; what became of it, nobody knows.

use super::{Desk, Forms, line, main, route};
use crate::{
    pages::elections::{Booth, known::Poll, story},
    parts::{
        field::{day_field, minutes_of_day, typed_day},
        find::{choosing, chosen, finder},
        icon,
        live::{follow, heed, live, tap},
        refusal::notice,
    },
    standing::{Seen, election_words, known, lang, words},
    words::election as say,
};
use leptos::prelude::*;
use rulebook::{
    Community,
    charter::election::Mode,
    election::{BallotBox, ElectionState, ElectionStep, SecretBallot, ballot, boxes::BoxState, issue::Tick},
    ids::{BallotBoxId, BoxCallId, ElectionId, HandoutId, PersonId, ProxyId},
    order::InOrder as _,
};
use std::sync::Arc;

/// As many names of the issue list stand on the screen at once.
const SHOWN: usize = 12;

/// Between the list and the polls, or after a ballot that left seats open.
pub(super) fn preparing(poll: &Poll, desk: Desk) -> AnyView {
    let waiting = poll.ballot().filter(|ballot| ballot.closed.is_none());
    match waiting {
        Some(ballot) => before_polls(poll, ballot, desk),
        None => again(poll, desk),
    }
}

fn before_polls(poll: &Poll, ballot: &SecretBallot, desk: Desk) -> AnyView {
    let w = election_words();
    let grid = Some(poll.election.grid.clone());
    let people = desk.forms.people;
    let appoint = move |booth: Booth| {
        let tellers = people.get_untracked().into_iter().map(|(person, _)| person).collect();
        booth.take(ElectionStep::AppointTellers { tellers });
    };
    let call = move |(person, ..): (PersonId, String, String)| {
        let person = serde_json::to_string(&person).unwrap_or_default();
        desk.booth.tell("voter", &person, None, |voter| ElectionStep::CallBox { voter });
    };
    let open = ballot.lists.is_none();
    let lists = open.then(|| view! {
        {proxies(poll, desk)}
        <details class="fold" data-testid="call-form"><summary>{icon("round")}{w.box_list}</summary><div class="stack"><p class="quiet">{w.box_list_hint}</p>
            {finder("find-caller", w.find, w.nameable_none, grid.clone(), Arc::new(call))}</div></details>
        <p class="quiet">{w.lists_hint}</p>
        {desk.booth.button("", "publish-lists", "horn", w.publish_lists, ElectionStep::PublishLists)}
    });
    view! {
        <section class="card stack"><h2>{w.tellers_title}</h2><p class="quiet">{w.tellers_hint}</p>
            <p><strong>{poll.list(&ballot.tellers, lang().pick("、", ", "))}</strong></p>
            {finder("find-teller", w.find, w.nameable_none, grid, choosing(people))}{chosen("teller", people, w.take_away)}
            {desk.booth.press("", "appoint", "check", w.appoint, appoint)}</section>
        <section class="card stack"><h2>{say::lists_title(lang(), ballot)}</h2>{lists}</section>
        {main(desk, "open-polls", "horn", w.open_polls, ElectionStep::OpenPolls)}
    }
    .into_any()
}

/// 委托投票: the paper lies before the board; who is away and who casts for them.
fn proxies(poll: &Poll, desk: Desk) -> Option<AnyView> {
    let w = election_words();
    if poll.election.mode == Mode::ResidentReps {
        return None;
    }
    let grid = Some(poll.election.grid.clone());
    let (from, to) = (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
    let one = |side: RwSignal<Vec<(PersonId, String)>>| -> crate::parts::find::Pick {
        Arc::new(move |(person, name, _)| side.set(vec![(person, name)]))
    };
    let give = move |booth: Booth| {
        let first =
            |side: RwSignal<Vec<(PersonId, String)>>| side.get_untracked().into_iter().next().map(|(person, _)| person);
        if let (Some(from), Some(to)) = (first(from), first(to)) {
            booth.take(ElectionStep::GiveProxy { from, to });
        }
    };
    Some(view! {
        <details class="fold" data-testid="proxy-form"><summary>{icon("people")}{w.proxies}</summary><div class="stack"><p class="quiet">{w.proxies_hint}</p>
            {finder("find-from", w.proxy_from, w.nameable_none, grid.clone(), one(from))}{chosen("from", from, w.take_away)}
            {finder("find-to", w.proxy_to, w.nameable_none, grid, one(to))}{chosen("to", to, w.take_away)}
            {desk.booth.press("", "give-proxy", "check", w.proxy_note, give)}</div></details>
    }.into_any())
}

/// 另行选举: the next ballot, or seats left vacant with a reason.
fn again(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let Forms { line: why, day, time, .. } = desk.forms;
    let call = move |booth: Booth| {
        booth.take(ElectionStep::CallAgain {
            on: typed_day(day),
            closes: minutes_of_day(&time.get_untracked()).unwrap_or(0),
        });
    };
    let leave = move |booth: Booth| booth.take(ElectionStep::LeaveVacant { reason: why.get_untracked() });
    let until = poll.election.run_off_by.map(|until| say::run_off_by(lang(), until));
    view! {
        <section class="card stack"><h2>{w.call_again}</h2><p class="quiet">{until}</p><div class="pair">{day_field("again-day", w.polling_day, day)}
            <label class="field"><span>{w.closes}</span><input id="again-closes" class="input" type="time" prop:value=time on:input=heed(move |e| time.set(event_target_value(&e))) /></label></div></section>
        <details class="fold"><summary>{w.leave_vacant}</summary><div class="stack"><p class="quiet">{w.leave_vacant_hint}</p>{line("vacant-why", words().reason, why)}
            {desk.booth.press("", "leave-vacant", "close", w.leave_vacant, leave)}</div></details>
        <div class="act">{desk.booth.press("button-main button-wide", "call-again", "horn", w.call_again, call)}</div>
    }
    .into_any()
}

/// Voting: boxes, papers, doors.
pub(super) fn polling(poll: &Poll, desk: Desk) -> AnyView {
    let Some(ballot) = poll.ballot() else { return ().into_any() };
    let w = election_words();
    let me = poll.mine.me.clone();
    let mine: Vec<&BallotBox> =
        poll.boxes_of(ballot).filter(|at| me.as_ref().is_some_and(|me| at.tellers.contains(me))).collect();
    let fixed: Vec<&BallotBox> = mine.iter().copied().filter(|at| !at.mobile && at.state == BoxState::Sealed).collect();
    let issue = (!fixed.is_empty()).then(|| issuing(poll, ballot, &fixed, desk));
    let moving: Vec<AnyView> = mine.iter().filter(|at| at.mobile).map(|at| route::route(at, desk)).collect();
    let seal = poll.mine.board.then(|| sealing(poll, ballot, desk));
    let none = (poll.mine.teller && mine.is_empty()).then(|| notice("", "info", w.no_box_yet));
    let close = poll.mine.board.then(|| view! { <section class="card stack"><h2>{w.close_polls}</h2><p class="quiet">{say::close_when(lang(), poll.election.closes)}</p>{desk.booth.button("", "close-polls", "lock", w.close_polls, ElectionStep::ClosePolls)}</section> });
    let records = poll.boxes_of(ballot).map(|at| story::custody(poll, at)).collect_view();
    view! {
        <section class="card" data-testid="boxes"><h2>{w.boxes}</h2><p>{say::papers(lang(), ballot)}</p><ul class="rows">{records}</ul></section>
        {none}{issue}{moving}{seal}{close}
    }
    .into_any()
}

/// Shown empty, closed, sealed, with three tellers at it.
fn sealing(poll: &Poll, ballot: &SecretBallot, desk: Desk) -> AnyView {
    let w = election_words();
    let Forms { line: place, seal, .. } = desk.forms;
    let mobile = RwSignal::new(false);
    let at: RwSignal<Vec<PersonId>> = RwSignal::new(ballot.tellers.iter().take(3).cloned().collect());
    let one = |person: &PersonId| {
        let (of, set) = (person.clone(), person.clone());
        let press = move |_| {
            at.update(|all| match all.iter().position(|one| *one == set) {
                Some(place) => {
                    all.remove(place);
                }
                None => all.push(set.clone()),
            })
        };
        view! { <button type="button" class="chip" aria-pressed=follow(move || at.with(|all| all.contains(&of)).to_string()) on:click=tap(press)><span>{poll.name(person)}</span></button> }
    };
    let chips = ballot.tellers.iter().map(one).collect_view();
    let press = move |booth: Booth| {
        let Some(phone) = booth.acting.phone() else { return };
        let (at_box, tellers) = (BallotBoxId(phone.fresh_id()), at.get_untracked());
        let step = ElectionStep::SealBox {
            at: at_box,
            mobile: mobile.get_untracked(),
            place: place.get_untracked(),
            seal: seal.get_untracked(),
            tellers,
        };
        booth.acting.intend(booth.intent(step), move || {
            place.set(String::new());
            seal.set(String::new());
        });
    };
    view! {
        <details class="fold" data-testid="seal-form"><summary>{icon("lock")}{w.seal_box}</summary><div class="stack"><p class="quiet">{w.seal_hint}</p>
            {line("box-place", w.box_place, place)}{line("box-seal", w.box_seal, seal)}
            <label class="pick"><input type="checkbox" data-testid="box-mobile" prop:checked=mobile on:change=heed(move |e| mobile.set(event_target_checked(&e))) />{w.box_mobile}</label>
            <div class="chips" data-testid="box-tellers">{chips}</div>
            {desk.booth.press("", "seal-box", "lock", w.seal_box, press)}</div></details>
    }
    .into_any()
}

/// Somebody who has no paper yet: who, name, door, who takes it for them, whether the mobile box comes.
type Waits = (PersonId, String, String, Option<(PersonId, String)>, bool);

/// The issue list without those who have their paper.
fn waiting(community: &Community, id: &ElectionId) -> Vec<Waits> {
    let Some((election, paper)) = community.election(id).and_then(|e| Some((e, community.ballot_under_way(e)?))) else {
        return Vec::new();
    };
    let key = |person: &PersonId| ballot::key(&paper.id, person);
    let casts = community.all_voters().filter(|v| v.election == *id && v.casts(election.mode));
    let mut all: Vec<Waits> = casts
        .filter(|v| community.handout(&HandoutId(key(&v.person))).is_none())
        .map(|v| {
            let proxy = community.proxy(&ProxyId(key(&v.person))).map(|proxy| proxy.to.clone());
            let through = proxy.map(|to| (to.clone(), community.name_of(&to).unwrap_or_default()));
            let name = community.name_of(&v.person).unwrap_or_default();
            let door = community.door_of(&v.person).unwrap_or_default().to_owned();
            let called = community.box_call(&BoxCallId(key(&v.person))).is_some_and(|call| call.stop.is_none());
            (v.person.clone(), name, door, through, called)
        })
        .collect();
    all.in_order_by(|a, b| (&a.2, &a.1).cmp(&(&b.2, &b.1)));
    all
}

/// 领票登记: find the name, see it once more, hand the paper out.
fn issuing(poll: &Poll, ballot: &SecretBallot, fixed: &[&BallotBox], desk: Desk) -> AnyView {
    let w = election_words();
    let id = poll.election.id.clone();
    let list: Seen<Vec<Waits>> = known(move |c| waiting(c, &id));
    let (text, picked) = (RwSignal::new(String::new()), RwSignal::new(None::<Waits>));
    let at = RwSignal::new(fixed.first().map(|at| at.id.clone()).unwrap_or_default());
    let boxes = fixed.iter().map(|one| {
        let (set, of) = (one.id.clone(), one.id.clone());
        view! { <label class="pick"><input type="radio" name="at-box" prop:checked=follow(move || at.get() == of) on:change=heed(move |_| at.set(set.clone())) />{say::box_name(lang(), one)}</label> }
    });
    let boxes = (fixed.len() > 1).then(|| view! { <fieldset class="field"><legend>{w.at_box}</legend><div class="picks">{boxes.collect_view()}</div></fieldset> });
    let hand_out = move |_| {
        let Some((person, _, _, through, _)) = picked.get_untracked() else { return };
        let tick = Tick { person, through: through.map(|(to, _)| to) };
        let Some(phone) = desk.booth.acting.phone() else { return };
        let paper = phone.seal("paper", &serde_json::to_string(&tick).unwrap_or_default());
        let step = ElectionStep::HandOut { at: at.get_untracked(), paper: paper.commitment() };
        desk.booth.acting.act(crate::dispatch::sealed(desk.booth.intent(step), vec![paper]), move || {
            picked.set(None);
            text.set(String::new());
        });
    };
    let found = move || {
        let typed = text.get().trim().to_owned();
        list.with(|all| {
            let fits = |one: &&Waits| one.1.contains(&typed) || one.2.contains(&typed);
            let left = say::papers_left(lang(), all.len());
            let chips = all.iter().filter(fits).take(SHOWN).map(|one| waits(one, picked)).collect_view();
            view! { <p class="quiet" data-testid="papers-left">{left}</p><div class="chips" data-testid="issue-list">{chips}</div> }
        })
    };
    let chosen = move || {
        picked.get().map(|one| view! {
        <div class="notice notice-act"><p>{say::hand_out_to(lang(), &one.1, &one.2, one.3.as_ref().map(|(_, name)| name.as_str()))}</p></div>
        <button type="button" class="button button-main button-wide" data-testid="hand-out" disabled=follow(move || desk.booth.acting.is_busy()) on:click=tap(hand_out)>{icon("check")}{w.hand_out}</button>
    })
    };
    let state = poll.election.state == ElectionState::Voting;
    let shown = state.then(|| view! {
        <section class="card stack" data-testid="issuing"><h2>{w.issue_list}</h2><p>{say::papers(lang(), ballot)}</p><p class="quiet">{w.issue_hint}</p>{boxes}
            <label class="field"><span>{w.find}</span><input id="find-paper" class="input" type="search" autocomplete="off" prop:value=text on:input=heed(move |e| text.set(event_target_value(&e))) /></label>
            {live(chosen)}{live(found)}</section>
    });
    shown.into_any()
}

fn waits(one: &Waits, picked: RwSignal<Option<Waits>>) -> AnyView {
    let w = election_words();
    let (name, door, called) = (one.1.clone(), one.2.clone(), one.4);
    let one = one.clone();
    let of = one.0.clone();
    let note = if called { w.by_mobile_box.to_owned() } else { door };
    view! { <button type="button" class="chip" data-testid="waits" aria-pressed=follow(move || picked.with(|p| p.as_ref().is_some_and(|p| p.0 == of)).to_string())
        on:click=tap(move |_| picked.set(Some(one.clone())))><span>{name}</span><small>{note}</small></button> }
    .into_any()
}
