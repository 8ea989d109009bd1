//! Pages: writing the roll (选民名单), publishing it, answering objections to it.

use super::{Desk, main};
use crate::{
    dispatch::sealed,
    pages::elections::{known::Poll, story},
    parts::{
        find::finder,
        icon,
        live::{heed, live},
        press::button,
        refusal::notice,
    },
    standing::{election_words, known, known_to_me, lang, peek, today},
    words::{election as say, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day,
    charter::election::Mode,
    election::{ElectionStep, RollObjection, roll},
    ids::{ElectionId, GridId, PersonId},
    order::InOrder as _,
};
use std::{collections::BTreeSet, sync::Arc};

/// Who belongs on the roll and does not stand there yet: adults of the grid on polling day; where
/// households vote, one for each that has nobody.
fn missing(community: &Community, id: &ElectionId, day: Day) -> Vec<roll::Line> {
    let Some(election) = community.election(id) else { return Vec::new() };
    let keys = community.keys_of_election(election);
    let here = |p: &&rulebook::people::Person| {
        p.grid_on(day, &keys) == Some(&election.grid) && p.adult.on(election.vote_on, &keys)
    };
    let adults = community.all_people().filter(here);
    let line = |person: &PersonId, rep| roll::Line { person: person.clone(), eligible: true, rep };
    let known = |person: &PersonId| community.voter(&roll::key(id, person)).is_some();
    if election.mode != Mode::HouseholdReps {
        return adults.filter(|p| !known(&p.id)).map(|p| line(&p.id, false)).collect();
    }
    let mut homes = BTreeSet::new();
    let first = adults.filter(|p| p.home.as_ref().is_some_and(|home| homes.insert(home.household.clone())));
    first.filter(|p| !known(&p.id)).map(|p| line(&p.id, true)).collect()
}

/// Announced: the whole grid at once, single lines, then publish.
pub(super) fn writing(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let id = poll.election.id.clone();
    let ahead = known(move |c| missing(c, &id, today()));
    let acting = desk.booth.acting;
    let reps = poll.election.mode == Mode::ResidentReps;
    let all = move |_| {
        let Some(phone) = acting.phone() else { return };
        for batch in ahead.get_untracked().chunks(roll::MAX_LINES) {
            let opening = phone.seal("roll", &serde_json::to_string(batch).unwrap_or_default());
            let step = ElectionStep::EnterVoters { list: opening.commitment() };
            acting.line_up(sealed(desk.booth.intent(step), vec![opening]));
        }
    };
    let whole = (!reps).then(|| {
        view! {
            {live(move || { let left = ahead.with(Vec::len); (left > 0).then(|| view! {
                {button(acting, "", "enter-all", "people", say::enter_all(lang(), left), all)} }) })}
        }
    });
    view! {
        <section class="card stack"><h2>{w.roll}</h2>{story::roll(poll)}<p class="quiet">{w.roll_hint}</p>{whole}
            {one_line(poll, desk)}</section>
        {main(desk, "publish-roll", "horn", w.publish_roll, ElectionStep::PublishRoll)}
    }
    .into_any()
}

/// One person on the roll, as somebody who casts or who may not vote.
fn one_line(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let reps = poll.election.mode != Mode::AllVoters;
    let (eligible, rep) = (RwSignal::new(true), RwSignal::new(reps));
    let pick = move |(person, ..): (PersonId, String, String)| {
        let line = roll::Line { person, eligible: eligible.get_untracked(), rep: rep.get_untracked() };
        let lines = serde_json::to_string(&[line]).unwrap_or_default();
        desk.booth.tell("roll", &lines, None, |list| ElectionStep::EnterVoters { list });
    };
    let casts = reps.then(|| tick("roll-rep", w.casts, rep));
    view! {
        <details class="fold" data-testid="one-line" open=reps><summary>{icon("plus")}{w.roll_one}</summary><div class="stack">
            {tick("roll-eligible", w.eligible, eligible)}{casts}
            {finder("find-voter", w.find, w.nameable_none, Some(poll.election.grid.clone()), Arc::new(pick))}</div></details>
    }
    .into_any()
}

fn tick(test: &'static str, label: &'static str, value: RwSignal<bool>) -> AnyView {
    view! { <label class="pick"><input type="checkbox" data-testid=test prop:checked=value on:change=heed(move |e| value.set(event_target_checked(&e))) />{label}</label> }
        .into_any()
}

/// Where the roll is of, and who casts there.
type Place = (GridId, Mode);

/// What the desk knows of an objection: itself and who made it.
type Asked = Vec<(RollObjection, String)>;

/// RollPublished: each objection with its answer; then the roll is final.
pub(super) fn objections(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let id = poll.election.id.clone();
    let asked = known_to_me(move |c, _, _| {
        let mut all: Asked = c
            .all_roll_objections()
            .filter(|o| o.election == id)
            .map(|o| (o.clone(), c.name_of(&o.by).unwrap_or_default()))
            .collect();
        all.in_order_of(|(o, _)| (o.answer.is_some(), o.on));
        all
    });
    let place = (poll.election.grid.clone(), poll.election.mode);
    let until = poll.election.objections_until(&poll.keys);
    let list = live(move || {
        asked.with(|all| {
            let none = all.is_empty().then(|| view! { <p class="quiet">{w.objections_none}</p> });
            // One answer is written at a time, the oldest first: the form holds the words of one.
            let first = all.iter().find(|(o, _)| o.answer.is_none()).map(|(o, _)| o.id.clone());
            let row = |one: &(RollObjection, String)| {
                asked_row(one, desk, Some(&place).filter(|_| first.as_ref() == Some(&one.0.id)))
            };
            view! { {none}<ul class="rows">{all.iter().map(row).collect_view()}</ul> }
        })
    });
    view! {
        <section class="card stack" data-testid="objections"><h2>{w.objections}</h2>{story::roll(poll)}
            <p class="quiet">{until.map(|until| say::objections_until(lang(), today(), until))}</p>{list}</section>
        {main(desk, "settle-roll", "check", w.settle_roll, ElectionStep::SettleRoll)}
    }
    .into_any()
}

fn asked_row((one, by): &(RollObjection, String), desk: Desk, place: Option<&Place>) -> AnyView {
    let w = election_words();
    let lang = lang();
    let state = match &one.answer {
        Some(answer) => view! { <p class="line"><span class="tag tag-green">{icon("check")}{if answer.upheld { w.upheld } else { w.not_upheld }}</span></p><p>{answer.text.clone()}</p> }.into_any(),
        None => place.map_or_else(|| ().into_any(), |place| answering(one, desk, place)),
    };
    view! { <li class="stack-s entry" data-testid="objection"><p class="line"><strong>{by.clone()}</strong><span class="quiet">{when::day(lang, one.on)}</span><span class="line-end tag">{icon("clock")}{say::answer_due(lang, one.due)}</span></p><p>{one.text.clone()}</p>{state}</li> }.into_any()
}

/// Upheld, the roll is corrected in the same act.
fn answering(one: &RollObjection, desk: Desk, (grid, mode): &Place) -> AnyView {
    let w = election_words();
    let id = one.id.clone();
    let text = desk.forms.line;
    let people = desk.forms.people;
    let acting = desk.booth.acting;
    let rep = *mode != Mode::AllVoters;
    let send = move |upheld: bool| {
        let Some(phone) = acting.phone() else { return };
        let words = phone.seal("answer", &text.get_untracked());
        let mut openings = vec![words.clone()];
        let lines: Vec<roll::Line> =
            people.get_untracked().into_iter().map(|(person, _)| roll::Line { person, eligible: true, rep }).collect();
        let changes = (upheld && !lines.is_empty()).then(|| {
            let roll = phone.seal("roll", &serde_json::to_string(&lines).unwrap_or_default());
            openings.push(roll.clone());
            roll.commitment()
        });
        let step = ElectionStep::AnswerObjection { objection: id.clone(), upheld, text: words.commitment(), changes };
        acting.act(sealed(desk.booth.intent(step), openings), move || {
            text.set(String::new());
            people.set(Vec::new());
        });
    };
    let no = send.clone();
    let pick = move |(person, name, _): (PersonId, String, String)| people.update(|all| all.push((person, name)));
    let knows = peek(|c| c.all_people().nth(1).is_some());
    view! {
        <label class="field"><span>{w.answer_words}</span><textarea id="answer" class="input" maxlength="1000" prop:value=text on:input=heed(move |e| text.set(event_target_value(&e)))></textarea></label>
        {(!knows).then(|| notice("", "info", w.nameable_none))}
        {finder("find-added", w.add_to_roll, w.nameable_none, Some(grid.clone()), Arc::new(pick))}{crate::parts::find::chosen("added", people, w.take_away)}
        <div class="buttons">{button(acting, "", "uphold", "check", w.uphold, move |_| send(true))}
            {button(acting, "", "dismiss", "close", w.dismiss, move |_| no(false))}</div>
    }
    .into_any()
}
