//! Pages: what a motion says besides its name — the wording an amendment gives the question, how long a recess lasts —
//! and an amendment before the chair: put, or ruled out as another matter.

use super::{Desk, Room};
use crate::{
    pages::meetings::{agenda::reading, deeds},
    parts::{
        live::{heed, live},
        press::button,
    },
    standing::{lang, meeting_words, standing},
    words::meeting as say,
};
use leptos::prelude::*;
use rulebook::{
    Millis,
    ids::{PersonId, TopicId},
    meeting::{
        MeetingStep,
        vote::{Motion, Vote},
    },
};

/// Minutes of a recess that are offered.
const PAUSES: [u32; 4] = [5, 10, 20, 30];

/// What is being written about the motion; lives as long as the form.
#[derive(Clone, Copy)]
pub(super) struct Saying {
    wording: RwSignal<Option<String>>,
    minutes: RwSignal<u32>,
    now: Signal<Millis>,
}

/// The question as it stands: as the meeting amended it, else as it was raised.
fn stands(room: &Room) -> String {
    let hall = &room.hall;
    let item = hall.meeting.open_item();
    let raised = item.and_then(|item| hall.topics.get(&item.topic)).map(|topic| topic.body.clone());
    item.and_then(|item| hall.amended(item)).or(raised).unwrap_or_default()
}

impl Saying {
    pub(super) fn new() -> Saying {
        Saying { wording: RwSignal::new(None), minutes: RwSignal::new(PAUSES[1]), now: standing().now }
    }

    /// What else is asked about the motion that is chosen.
    pub(super) fn fields(self, desk: Desk, chosen: RwSignal<Motion>) -> impl IntoView {
        let w = meeting_words();
        let lang = lang();
        let text = desk.slice(stands);
        let most = desk.slice(|room| room.hall.keys.session.recess_minutes);
        let pause = move |minutes: u32| {
            view! { <option value=minutes.to_string() selected=self.minutes.get_untracked() == minutes>{say::minutes(lang, minutes)}</option> }
        };
        live(move || {
            match chosen.get() {
            Motion::Amend => {
                let stands = self.wording.get_untracked().unwrap_or_else(|| text.get());
                view! {
                    <label class="field"><span>{w.wording}</span><textarea id="wording" class="input input-tall" maxlength="3000" prop:value=stands
                        on:input=heed(move |e| self.wording.set(Some(event_target_value(&e))))></textarea></label>
                }
                .into_any()
            }
            Motion::Recess { .. } => view! {
                <label class="field"><span>{w.recess_long}</span><select id="recess-minutes" class="input"
                    on:change=heed(move |e| if let Ok(minutes) = event_target_value(&e).parse() { self.minutes.set(minutes) })>
                    {PAUSES.into_iter().filter(|minutes| *minutes <= most.get()).map(pause).collect_view()}</select></label>
            }
            .into_any(),
            _ => ().into_any(),
        }
        })
    }

    /// Notes the motion, with what it says.
    pub(super) fn note(self, desk: Desk, topic: TopicId, motion: Motion, [mover, seconder]: [PersonId; 2]) {
        let motion = match motion {
            Motion::Recess { .. } => {
                Motion::Recess { until: self.now.get_untracked().plus_minutes(self.minutes.get_untracked()) }
            }
            motion => motion,
        };
        if motion != Motion::Amend {
            return desk.take(MeetingStep::Move { topic, motion, mover, seconder, text: None });
        }
        let id = desk.room.with_untracked(|room| room.as_ref().map(|room| room.hall.meeting.id.clone()));
        let (Some(id), Some(phone)) = (id, desk.acting.phone()) else { return };
        let stands = || desk.room.with_untracked(|room| room.as_ref().map(stands)).unwrap_or_default();
        let wording = self.wording.get_untracked().unwrap_or_else(stands);
        desk.acting.line_up(deeds::amend(&*phone, &id, &wording, |text| MeetingStep::Move {
            topic,
            motion,
            mover,
            seconder,
            text: Some(text),
        }));
    }
}

/// 修正 moved: whoever leads puts it, and so finds it in order.
pub(super) fn before_the_chair(vote: &Vote) -> AnyView {
    let w = meeting_words();
    view! { {reading(&vote.wording)}<p class="quiet">{w.in_order_hint}</p> }.into_any()
}

/// Or rules it out as another matter.
pub(super) fn rule_out(desk: Desk, vote: &Vote) -> AnyView {
    let (w, vote) = (meeting_words(), vote.id.clone());
    button(desk.acting, "button-wide", "rule-out", "close", w.rule_out, move |_| {
        desk.take(MeetingStep::RuleOut { vote: vote.clone() })
    })
}
