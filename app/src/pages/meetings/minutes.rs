//! Pages: the minutes of a meeting (M8–M10) — written by the recorder on top of what the record knows,
//! confirmed by three, objections annexed word for word, corrections beside what stood before.

use super::{deeds, known::Hall};
use crate::{
    dispatch::Acting,
    parts::{
        icon,
        live::{follow, heed, tap},
        refusal::notice,
    },
    ports::Deed,
    standing::{lang, mediation_words, meeting_words, my_id, peek, words},
    words::{meeting as say, when},
};
use leptos::prelude::*;
use rulebook::{
    ids::MeetingId,
    meeting::{
        MeetingState, MeetingStep,
        minutes::{Hand, Minutes},
        tally::{Tallied, tally},
    },
};

/// What is being written here; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Pages {
    acting: Acting,
    text: RwSignal<Option<String>>,
    objection: RwSignal<String>,
    why: RwSignal<String>,
}

impl Pages {
    /// Nothing yet.
    pub(super) fn new(acting: Acting) -> Pages {
        Pages {
            acting,
            text: RwSignal::new(None),
            objection: RwSignal::new(String::new()),
            why: RwSignal::new(String::new()),
        }
    }
}

/// The minutes as far as they are, and what I may do with them.
pub(super) fn minutes(hall: &Hall, pages: Pages) -> AnyView {
    use MeetingState::*;
    match (&hall.minutes, hall.meeting.state) {
        (None, Adjourned | Inquorate) if hall.meeting.recorder == my_id() => writing(hall, pages).into_any(),
        (None, Adjourned) => view! { <p class="quiet">{meeting_words().minutes_none}</p> }.into_any(),
        (None, _) => ().into_any(),
        (Some(minutes), _) => view! { {text(hall, minutes)} {acts(hall, minutes, pages)} }.into_any(),
    }
}

fn draft_key(id: &MeetingId) -> String {
    format!("minutes:{id}")
}

/// What was half written when the page was left, or the battery died.
fn recall(pages: Pages, id: &MeetingId) {
    let Some(phone) = pages.acting.phone() else { return };
    let fill = Callback::new(move |kept: Option<String>| {
        if let Some(kept) = kept {
            pages.text.try_set(Some(kept));
        }
    });
    phone.read_draft(&draft_key(id), fill);
}

/// M8: the known part is there already.
fn writing(hall: &Hall, pages: Pages) -> impl IntoView + use<> {
    let w = meeting_words();
    let id = hall.meeting.id.clone();
    let title = |topic: &rulebook::ids::TopicId| hall.title(topic);
    let name = |who: &rulebook::ids::PersonId| hall.name(Some(who)).unwrap_or_default();
    let known = say::record(&hall.meeting, &hall.votes, &hall.keys, &title, &name);
    if pages.text.with_untracked(Option::is_none) {
        pages.text.set(Some(known));
        recall(pages, &id);
    }
    let key = draft_key(&id);
    let typed = move |text: String| {
        if let Some(phone) = pages.acting.phone() {
            phone.keep_draft(&key, &text);
        }
        pages.text.set(Some(text));
    };
    let press = move |_| {
        let Some(phone) = pages.acting.phone() else { return };
        let text = pages.text.get_untracked().unwrap_or_default();
        let seen = peek(|c| c.meeting(&id).map(|meeting| tally(c, meeting))).unwrap_or_default();
        let deed = Deed { draft: Some(draft_key(&id)), ..deeds::draft_minutes(&*phone, &id, &text, seen) };
        pages.acting.act(deed, || ());
    };
    let hint = if hall.meeting.is_mediation() { mediation_words().minutes_hint } else { w.minutes_hint };
    view! {
        <section class="card" data-testid="minutes-write"><h2>{w.minutes_write}</h2><p class="quiet">{hint}</p>
            <label class="field"><span class="unseen">{w.minutes}</span><textarea id="minutes-text" class="input input-tall" prop:value=follow(move || pages.text.get().unwrap_or_default())
                on:input=heed(move |e| typed(event_target_value(&e)))></textarea></label>
            <button type="button" class="button button-main button-wide" data-testid="minutes-save" disabled=follow(move || pages.acting.is_busy()) on:click=tap(press)>{icon("check")}{w.minutes_save}</button>
        </section>
    }
}

pub(crate) fn text(hall: &Hall, minutes: &Minutes) -> impl IntoView + use<> {
    let w = meeting_words();
    let lang = lang();
    let hands = minutes.confirmed.iter().map(|c| view! { <li class="line"><span class="tag tag-green">{icon("check")}{say::hand(lang, c.hand)}</span><span class="quiet">{when::full(lang, c.at)}</span></li> });
    let objections: Vec<_> = minutes
        .objections
        .iter()
        .map(|o| view! { <li><blockquote>{o.text.clone()}</blockquote><p class="quiet">{when::full(lang, o.at)}</p></li> })
        .collect();
    let corrections: Vec<_> = minutes
        .corrections
        .iter()
        .map(|c| view! { <li class="stack-s"><p>{c.reason.clone()}</p><p class="quiet">{when::full(lang, c.at)}</p><details><summary>{w.before}</summary><p class="as-written">{c.before.clone()}</p></details></li> })
        .collect();
    let waits_for = if hall.meeting.is_mediation() { mediation_words().minutes_waits } else { w.minutes_waits };
    let waits = (hall.meeting.state == MeetingState::MinutesDraft).then(|| notice("", "clock", waits_for));
    view! {
        <section class="card" data-testid="minutes"><h2>{w.minutes}</h2>
            {differing(hall, minutes)}
            <p class="as-written" lang="zh-CN">{minutes.text.clone()}</p>
            <ul class="stack-s">{hands.collect_view()}</ul>{waits}
            {(!objections.is_empty()).then(|| view! { <h3>{w.objections}</h3><ul class="stack-s" data-testid="objections">{objections}</ul> })}
            {(!corrections.is_empty()).then(|| view! { <h3>{w.corrections}</h3><ul class="stack-s">{corrections}</ul> })}
        </section>
    }
}

/// 待更正: what the recorder's device saw, beside what is on record.
fn differing(hall: &Hall, minutes: &Minutes) -> impl IntoView + use<> {
    let w = meeting_words();
    let lang = lang();
    let row = |name: &'static str, side: &Option<Tallied>| {
        let told = side.as_ref().map_or_else(|| "—".to_owned(), |side| say::tallied(lang, side));
        view! { <p><small class="quiet">{name}</small>" "{told}</p> }
    };
    let items = minutes.differs.iter().map(|item| {
        view! { <li class="stack-s"><p>{hall.title(&item.topic)}</p>{row(w.differs_said, &item.said)}{row(w.differs_held, &item.held)}</li> }
    });
    let items: Vec<_> = items.collect();
    minutes.needs_correction().then(|| view! {
        <div class="stack-s" data-testid="minutes-differ">{notice("", "flag", w.minutes_differ)}<ul class="stack-s">{items}</ul></div>
    })
}

/// What I may do: confirm, object, correct, publish.
fn acts(hall: &Hall, minutes: &Minutes, pages: Pages) -> impl IntoView + use<> {
    let w = meeting_words();
    let id = hall.meeting.id.clone();
    let acting = pages.acting;
    let me = my_id();
    let chairs = hall.meeting.chair.is_some() && hall.meeting.chair == me;
    let state = hall.meeting.state;
    let hand = match () {
        () if chairs => Some(Hand::Chair),
        () if hall.meeting.recorder == me => Some(Hand::Recorder),
        () if hall.mine.attended || hall.mine.supervises => Some(Hand::Witness),
        () => None,
    };
    // Of a mediation each party confirms for themselves, and nothing is published.
    let closed = hall.meeting.is_mediation();
    let given = |hand| minutes.confirmed.iter().any(|c| if closed { c.by == me } else { c.hand == hand });
    let confirm =
        state == MeetingState::MinutesDraft && !minutes.needs_correction() && hand.is_some_and(|hand| !given(hand));
    let publish = !closed
        && state == MeetingState::MinutesConfirmed
        && (chairs || (hall.meeting.chair.is_none() && hall.mine.leads));
    let open = matches!(state, MeetingState::MinutesDraft | MeetingState::MinutesConfirmed);
    let objects = open && (hall.mine.attended || hall.mine.leads);
    let corrects = hall.mine.leads && (open || state == MeetingState::Published);
    let main = |test: &'static str, text: &'static str, step: MeetingStep| {
        let id = id.clone();
        view! { <div class="act"><button type="button" class="button button-main button-wide" data-testid=test disabled=follow(move || acting.is_busy())
        on:click=tap(move |_| acting.act(deeds::step(&id, step.clone()), || ()))>{icon("check")}{text}</button></div> }
    };
    let object = objects.then(|| objecting(hall, pages));
    let correct = corrects.then(|| correcting(hall, minutes, pages));
    view! {
        {object}{correct}
        {confirm.then(|| main("minutes-confirm", w.minutes_confirm, MeetingStep::ConfirmMinutes))}
        {publish.then(|| main("minutes-publish", w.minutes_publish, MeetingStep::PublishMinutes))}
    }
}

fn objecting(hall: &Hall, pages: Pages) -> impl IntoView + use<> {
    let w = meeting_words();
    let id = hall.meeting.id.clone();
    let press = move |_| {
        let Some(phone) = pages.acting.phone() else { return };
        let deed = deeds::object(&*phone, &id, &pages.objection.get_untracked());
        pages.acting.act(deed, move || pages.objection.set(String::new()));
    };
    view! {
        <details class="fold"><summary>{icon("flag")}{w.objection}</summary><div class="stack"><p class="quiet">{w.objection_hint}</p>
            <label class="field"><span>{w.objection}</span><textarea id="objection" class="input" maxlength="1000" prop:value=pages.objection on:input=heed(move |e| pages.objection.set(event_target_value(&e)))></textarea></label>
            <button type="button" class="button" disabled=follow(move || pages.acting.is_busy()) on:click=tap(press)>{w.objection_add}</button>
        </div></details>
    }
}

fn correcting(hall: &Hall, minutes: &Minutes, pages: Pages) -> impl IntoView + use<> {
    let w = meeting_words();
    let id = hall.meeting.id.clone();
    let before = minutes.text.clone();
    let text = move || pages.text.get().unwrap_or_else(|| before.clone());
    let shown = text.clone();
    let press = move |_| {
        let Some(phone) = pages.acting.phone() else { return };
        let deed = deeds::correct_minutes(&*phone, &id, &untrack(text.clone()), &pages.why.get_untracked());
        pages.acting.act(deed, || ());
    };
    view! {
        <details class="fold"><summary>{icon("undo")}{w.correct}</summary><div class="stack">
            <label class="field"><span>{w.minutes}</span><textarea id="minutes-corrected" class="input input-tall" prop:value=follow(shown) on:input=heed(move |e| pages.text.set(Some(event_target_value(&e))))></textarea></label>
            <label class="field"><span>{w.correct_why}</span><input id="correct-why" class="input" maxlength="200" prop:value=pages.why on:input=heed(move |e| pages.why.set(event_target_value(&e))) /></label>
            <button type="button" class="button" disabled=follow(move || pages.acting.is_busy()) on:click=tap(press)>{words().save}</button>
        </div></details>
    }
}
