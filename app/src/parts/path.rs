//! Parts: the way of a topic — stages behind and ahead, the one it is in named in words.

use crate::{
    standing::{lang, words},
    words::{label, when},
};
use leptos::prelude::*;
use rulebook::topic::{Topic, TopicState};

/// The seven steps with the present one marked.
pub fn path(state: TopicState) -> impl IntoView {
    let w = words();
    let steps = [w.step_raise, w.step_cosign, w.step_review, w.step_meet, w.step_publish, w.step_do, w.step_close];
    let (here, _) = label::step(state);
    let step = move |(no, name): (u8, &'static str)| {
        let is = match no {
            no if no < here => "done",
            no if no == here => "now",
            _ => "ahead",
        };
        view! { <li data-step=is aria-current=(is == "now").then_some("step")>{name}</li> }
    };
    let lang = lang();
    view! {
        <ol class="path" aria-label=w.path>{(0u8..).zip(steps).map(step).collect_view()}</ol>
        <p class="path-now"><strong>{label::state(lang, state)}</strong>" · "{label::meaning(lang, state)}</p>
    }
}

/// What happened so far, one sentence a step, newest last.
pub fn history(topic: &Topic) -> impl IntoView + use<> {
    let lang = lang();
    // Only of the newest adoption is the wording kept here.
    let newest = topic.history.iter().rposition(|step| step.to == TopicState::Adopted);
    let newest = newest.filter(|_| topic.adopted_text.is_some());
    let line = |(no, step): (usize, &rulebook::topic::Step)| {
        let said = label::transition(lang, step.t, step.to);
        let amended = (newest == Some(no)).then(|| format!(" · {}", lang.meeting().wording));
        view! { <li>{said}{amended}" "<span class="quiet">{when::day(lang, step.at.day())}</span></li> }
    };
    let lines = topic.history.iter().enumerate().map(line).collect_view();
    view! { <ol class="history">{lines}</ol> }
}
