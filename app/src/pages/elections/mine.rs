//! Pages: 我和这次选举 — am I on the roll, my objection and the board's answer, the mobile box, my paper,
//! the post I won.

use super::{Booth, known::Poll, story};
use crate::{
    parts::{
        icon,
        live::{follow, heed, tap},
        refusal::notice,
    },
    standing::{election_words, lang, today},
    words::{election as say, when},
};
use leptos::prelude::*;
use rulebook::{
    charter::election::Mode,
    election::{ElectionState, ElectionStep, RollObjection},
};

/// What is being written; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    objection: RwSignal<String>,
}

impl Pen {
    pub(super) fn new() -> Pen {
        Pen { objection: RwSignal::new(String::new()) }
    }
}

/// Everything between me and this election.
pub(super) fn mine(poll: &Poll, booth: Booth, pen: Pen) -> AnyView {
    let w = election_words();
    let e = &poll.election;
    let own: Vec<AnyView> = poll.mine.objections.iter().map(objection).collect();
    let objects = e.state == ElectionState::RollPublished && (poll.mine.lives || poll.mine.voter.is_some());
    view! {
        <section class="card" data-testid="my-roll"><h2>{w.roll}</h2>
            {on_the_roll(poll)}{story::roll(poll)}
            {own}
            {objects.then(|| objecting(poll, booth, pen))}
            {paper(poll, booth)}
            {seat(poll, booth)}
        </section>
    }
    .into_any()
}

fn on_the_roll(poll: &Poll) -> Option<AnyView> {
    let w = election_words();
    let lang = lang();
    let e = &poll.election;
    e.roll_published?;
    let (tone, name, text) = match &poll.mine.voter {
        Some(_) if poll.mine.casts(e.mode) => ("notice-good", "check", w.on_roll.to_owned()),
        Some(voter) if voter.eligible => ("", "info", say::not_a_rep(lang, e.mode).to_owned()),
        Some(_) => ("notice-care", "info", w.on_roll_no_vote.to_owned()),
        None if poll.mine.lives && e.mode == Mode::ResidentReps => ("", "info", w.reps_vote.to_owned()),
        None if poll.mine.lives => ("notice-care", "alert", w.not_on_roll.to_owned()),
        None => return None,
    };
    Some(view! { <div data-testid="on-roll" data-voter=poll.mine.voter.is_some().to_string()>{notice(tone, name, text)}</div> }.into_any())
}

fn objection(one: &RollObjection) -> AnyView {
    let w = election_words();
    let lang = lang();
    let answer = match &one.answer {
        Some(answer) => {
            let what = if answer.upheld { w.upheld } else { w.not_upheld };
            view! { <p class="line"><span class="tag tag-green">{icon("check")}{what}</span><span class="quiet">{when::day(lang, answer.on)}</span></p><p>{answer.text.clone()}</p> }.into_any()
        }
        None if one.is_overdue(today()) => {
            view! { <p class="line"><span class="tag tag-red">{icon("alert")}{w.answer_late}</span></p> }.into_any()
        }
        None => view! { <p class="line"><span class="tag">{icon("clock")}{say::answer_due(lang, one.due)}</span></p> }
            .into_any(),
    };
    view! { <div class="stack-s" data-testid="my-objection"><p><strong>{w.my_objection}</strong>" · "{when::day(lang, one.on)}</p><p>{one.text.clone()}</p>{answer}</div> }.into_any()
}

/// 居委会组织法 art. 17: also for those who are missing from it.
fn objecting(poll: &Poll, booth: Booth, pen: Pen) -> AnyView {
    let w = election_words();
    let until = poll.election.objections_until(&poll.keys).map(|until| say::objections_until(lang(), today(), until));
    let text = pen.objection;
    let send = move |_| {
        booth.tell("objection", &text.get_untracked(), Some(text), |text| ElectionStep::ObjectToRoll { text });
    };
    view! {
        <details class="fold" data-testid="object-form"><summary>{icon("flag")}{w.object}</summary><div class="stack"><p class="quiet">{until}</p>
            <label class="field"><span>{w.object_what}</span><textarea id="objection" class="input" maxlength="1000" prop:value=text on:input=heed(move |e| text.set(event_target_value(&e)))></textarea></label>
            <p class="quiet">{w.object_hint}</p>
            <button type="button" class="button" data-testid="object-roll" disabled=follow(move || booth.acting.is_busy()) on:click=tap(send)>{icon("flag")}{w.object_send}</button></div></details>
    }
    .into_any()
}

/// The paper: at the polling place, at my door, or through somebody I asked in writing.
fn paper(poll: &Poll, booth: Booth) -> Option<AnyView> {
    let w = election_words();
    let lang = lang();
    let e = &poll.election;
    let ballot = poll.ballot().filter(|ballot| ballot.closed.is_none())?;
    if !poll.mine.casts(e.mode) {
        return None;
    }
    let (me, open) = (poll.mine.me.clone()?, ballot.lists.is_none());
    let state = match (&poll.mine.paper, &poll.mine.proxy, poll.mine.called) {
        (Some(_), _, _) => notice("notice-good", "check", w.paper_taken).into_any(),
        (None, Some(_), _) => notice("", "people", w.proxy_given).into_any(),
        (None, None, true) => {
            view! { <div data-testid="box-called">{notice("notice-good", "round", w.box_called)}</div> }.into_any()
        }
        (None, None, false) if open => {
            let ask = move |booth: Booth| {
                let person = serde_json::to_string(&me).unwrap_or_default();
                booth.tell("voter", &person, None, |voter| ElectionStep::CallBox { voter });
            };
            let proxy = (e.mode != Mode::ResidentReps).then(|| view! { <p class="quiet">{w.proxy_how}</p> });
            view! { <p>{say::come_and_vote(lang, e)}</p><p class="quiet">{w.box_hint}</p>{booth.press("", "call-box", "round", w.box_ask, ask)}{proxy} }.into_any()
        }
        (None, None, false) => view! { <p>{say::come_and_vote(lang, e)}</p> }.into_any(),
    };
    Some(view! { <h3>{w.my_paper}</h3>{state} }.into_any())
}

/// A post that came of it can be given back.
fn seat(poll: &Poll, booth: Booth) -> Option<AnyView> {
    let w = election_words();
    let me = poll.mine.me.as_ref()?;
    let post = poll.posts.iter().find(|post| post.person == *me)?;
    let text = say::my_post(lang(), post);
    Some(view! {
        <h3>{w.my_post}</h3><p>{text}</p>
        <details class="fold"><summary>{w.resign}</summary><div class="stack"><p class="quiet">{w.resign_hint}</p>{booth.button("button-danger", "resign", "undo", w.resign, ElectionStep::Resign)}</div></details>
    }.into_any())
}
