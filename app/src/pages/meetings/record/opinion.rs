//! Pages: an opinion that somebody says at a hearing, noted by whoever keeps its record; it gets a number like a
//! written one and is answered like one. Works without network.

use super::{Desk, Room, room::who};
use crate::{
    dispatch::sealed,
    parts::{
        live::{heed, live},
        press::button,
    },
    standing::{lang, my_id, seat_words},
    words::seats as say,
};
use leptos::prelude::*;
use rulebook::{
    Intent,
    hearing::HearingStep,
    ids::{OpinionId, PersonId, TopicId},
    meeting::MeetingKind,
};

/// The matter being heard, and how many opinions there are on it; none for whoever does not keep the record.
fn heard(room: &Room) -> Option<(TopicId, u32)> {
    let meeting = &room.hall.meeting;
    let topic = meeting.open_item().and_then(|item| room.hall.topics.get(&item.topic))?;
    (meeting.kind == MeetingKind::Hearing).then(|| (topic.id.clone(), topic.hearing.opinions))
}

/// The form; nothing at other meetings.
pub(super) fn noting(desk: Desk) -> impl IntoView {
    let me = my_id();
    let keeps = desk.slice(|room| room.hall.meeting.recorder.clone());
    let topic = desk.slice(|room| heard(room).map(|(topic, _)| topic));
    live(move || topic.get().filter(|_| keeps.get() == me).map(|topic| form(desk, topic)))
}

fn form(desk: Desk, topic: TopicId) -> impl IntoView {
    let w = seat_words();
    let lang = lang();
    let count = desk.slice(|room| heard(room).map_or(0, |(_, count)| count));
    let (said_by, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let note = move |_| {
        let (Some(phone), person) = (desk.acting.phone(), said_by.get_untracked()) else { return };
        if person.is_empty() {
            return;
        }
        let said = phone.seal("opinion", &text.get_untracked());
        let step = HearingStep::Opine {
            opinion: OpinionId(phone.fresh_id()),
            person: PersonId(person),
            text: said.commitment(),
        };
        let deed = sealed(Intent::Hearing { topic: topic.clone(), step }, vec![said]);
        desk.acting.act(deed, move || text.set(String::new()));
    };
    view! {
        <section class="card" data-testid="note-opinion"><h2>{w.opinion}</h2><p class="quiet">{w.opinion_hint}</p>
            {live(move || (count.get() > 0).then(|| view! { <p data-testid="opinions-noted">{say::noted(lang, count.get())}</p> }))}
            {who(desk, "opinion-who", w.opinion_who, said_by)}
            <label class="field"><span>{w.opinion_text}</span><textarea id="opinion-said" class="input" maxlength="1000" prop:value=text on:input=heed(move |e| text.set(event_target_value(&e)))></textarea></label>
            {button(desk.acting, "button-wide", "opinion-note", "pen", w.opinion_note, note)}</section>
    }
}
