//! Pages: a meeting as everybody may read it — the notice with its agenda, then what was decided and
//! by how many; the same on paper with a QR code. Names of ordinary residents stand nowhere.

use super::{Origin, to};
use crate::{
    pages::meetings::{agenda::agenda, known::Hall, meeting::standing, minutes, seats},
    parts::{page::head, qr::qr},
    routes,
    standing::{known, lang, today, words},
    words::meeting as say,
};
use leptos::prelude::*;
use rulebook::{
    ids::MeetingId,
    meeting::{Meeting, MeetingKind},
};

/// Everybody may read of it once its notice is out; a mediation is behind closed doors.
pub fn is_public(meeting: &Meeting) -> bool {
    meeting.noticed.is_some() && meeting.kind != MeetingKind::MediationMeeting
}

/// One public meeting.
pub fn meeting(id: MeetingId) -> impl IntoView {
    let day = today();
    let of = id.clone();
    let lot = known(move |community| seats::Lot::of(community, &of, None, day)).get_untracked();
    let hall = known(move |community| Hall::of(community, &id, None, day)).get_untracked();
    match hall.filter(|hall| is_public(&hall.meeting)) {
        None => super::not_found::not_found().into_any(),
        Some(hall) => whole(&hall, lot.as_ref()).into_any(),
    }
}

fn whole(hall: &Hall, lot: Option<&seats::Lot>) -> impl IntoView + use<> {
    let w = words();
    let meeting = &hall.meeting;
    let back = (to(&routes::board(&meeting.grid)), w.board_title.to_string());
    let origin = use_context::<Origin>().unwrap_or_default().0;
    let address = (!origin.is_empty()).then(|| format!("{origin}{}", routes::public_meeting(&meeting.id)));
    view! {
        {head(Some(back), say::kind(lang(), meeting.kind))}
        {standing(hall)}
        {agenda(hall, |topic| to(&routes::public_topic(topic)))}
        {lot.map(seats::public)}
        {hall.minutes.as_ref().map(|text| minutes::text(hall, text))}
        {address.map(|address| view! { <div class="poster-only">{qr(&address, w.public_page)}<p>{address.clone()}</p></div> })}
    }
}
