//! Pages: changes of an agenda by whoever convenes the meeting — until the notice a topic comes and goes freely, after it
//! one can only be taken off, with a reason that everybody reads (T21). What was handed on stays.

use super::{call, deeds::step, known::Hall};
use crate::{
    dispatch::Acting,
    parts::{live::heed, press::button, refusal::notice},
    standing::meeting_words,
};
use leptos::prelude::*;
use rulebook::{
    Community,
    ids::TopicId,
    meeting::{Item, ItemState, Meeting, MeetingKind, MeetingState, MeetingStep, agenda::reviewed_in_time},
};

/// The reason that is being typed; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Changes {
    acting: Acting,
    why: RwSignal<String>,
}

impl Changes {
    /// Nothing typed yet.
    pub(super) fn new(acting: Acting) -> Changes {
        Changes { acting, why: RwSignal::new(String::new()) }
    }
}

/// Topics that may still come to a meeting: those that could have been called for, reviewed before the call (G-BEFORE).
pub(super) fn offered(community: &Community, meeting: &Meeting) -> Vec<(TopicId, String)> {
    if meeting.state != MeetingState::Called {
        return Vec::new();
    }
    let before = |id: &TopicId| {
        community.topic(id).is_some_and(|topic| reviewed_in_time(community, meeting, topic) == Some(true))
    };
    let all = call::offered(community, Some(&meeting.grid), meeting.kind).into_iter();
    let fresh = all.filter(|(id, ..)| meeting.item(id).is_none() && before(id));
    fresh.map(|(id, title, _)| (id, title)).collect()
}

/// The agenda to change, for whoever called the meeting or could have.
pub(super) fn changes(hall: &Hall, form: Changes) -> AnyView {
    let noticed = hall.meeting.state == MeetingState::Noticed;
    let open = noticed || hall.meeting.state == MeetingState::Called;
    let decides = hall.meeting.kind.decides() || hall.meeting.kind == MeetingKind::Hearing;
    if !(hall.mine.convenes && open && decides) {
        return ().into_any();
    }
    let w = meeting_words();
    let may_go = |item: &&Item| item.state == ItemState::Waiting && !item.carried;
    let on: Vec<_> = hall.meeting.agenda.iter().filter(may_go).map(|item| taking_off(hall, item, form)).collect();
    let more: Vec<_> = hall.offered.iter().map(|(id, title)| putting_on(hall, id, title, form)).collect();
    let why = form.why;
    let reason = (noticed && !on.is_empty()).then(|| view! {
        <label class="field"><span>{w.remove_why}</span><input id="remove-why" class="input" maxlength="200" prop:value=why on:input=heed(move |e| why.set(event_target_value(&e))) /></label>
    });
    let hint = if noticed { w.change_noticed } else { w.change_called };
    view! {
        <section class="card" data-testid="agenda-change"><h2>{w.change}</h2>{notice("", "info", hint)}
            {reason}<ul class="rows">{on}</ul>
            {(!more.is_empty()).then(|| view! { <h3>{w.add_more}</h3><ul class="rows">{more}</ul> })}
        </section>
    }
    .into_any()
}

fn taking_off(hall: &Hall, item: &Item, form: Changes) -> impl IntoView + use<> {
    let w = meeting_words();
    let (id, topic) = (hall.meeting.id.clone(), item.topic.clone());
    let press = move |_| {
        let reason = form.why.get_untracked();
        let remove = MeetingStep::Remove { topic: topic.clone(), reason };
        form.acting.act(step(&id, remove), move || form.why.set(String::new()));
    };
    view! { <li class="row"><span class="grow">{hall.title(&item.topic)}</span>{button(form.acting, "button-quiet", "remove-item", "", w.remove, press)}</li> }
}

fn putting_on(hall: &Hall, topic: &TopicId, title: &str, form: Changes) -> impl IntoView + use<> {
    let w = meeting_words();
    let (id, topic) = (hall.meeting.id.clone(), topic.clone());
    let press = move |_| form.acting.act(step(&id, MeetingStep::Add { topic: topic.clone() }), || ());
    view! { <li class="row"><span class="grow">{title.to_owned()}</span>{button(form.acting, "", "add-item", "plus", w.add, press)}</li> }
}
