//! Rulebook: what is seen of hearings. Counts, reports, the draw and the party's advice are public;
//! an opinion is its giver's and the committee's until the report is out, and nameless for ever.

use super::Sight;
use crate::{
    community::Community,
    hearing::{Demand, Draw, HearingReport, Opinion, PartyTalk, Seat, opinion::Reply, seats::Seal},
    record::{Body, Record},
    viewer::Viewer,
};

pub(super) fn seen(body: &Body, viewer: &Viewer, community: &Community) -> Sight {
    let made = |body: Option<Body>| match body {
        Some(body) => Sight::Seen(Record::made(body)),
        None => Sight::Hidden,
    };
    match body {
        // That somebody asked is theirs to know; the topic carries the count.
        Body::Demand(Demand { id: _, topic: _, person, at: _ }) => made(viewer.is(person).then(|| body.clone())),
        Body::PartyTalk(PartyTalk { id: _, topic: _, day: _, present: _, advice: _, by: _ }) => {
            made(Some(body.clone()))
        }
        Body::HearingReport(HearingReport {
            id: _,
            topic: _,
            meeting: _,
            summary: _,
            adopted: _,
            partly: _,
            not: _,
            published: _,
        }) => made(Some(body.clone())),
        Body::Draw(Draw { id: _, seals, closes: _, applied: _, affected: _, seed: _, seated: _ }) => {
            // Two hands in office, and secrets that are public once they are opened.
            for Seal { organ: _, by: _, commitment: _, secret: _ } in seals {}
            made(Some(body.clone()))
        }
        Body::Opinion(opinion) => made(opinion_for(opinion, viewer, community).map(Body::from)),
        Body::Seat(seat) => made(Some(seat_for(seat, viewer, community).into())),
        _ => Sight::Hidden,
    }
}

fn opinion_for(opinion: &Opinion, viewer: &Viewer, community: &Community) -> Option<Opinion> {
    let Opinion { id: _, topic, no: _, by, text: _, meeting: _, at: _, reply, reported } = opinion;
    if let Some(Reply { kind: _, because: _, at: _ }) = reply {}
    let own = by.as_ref().is_some_and(|by| viewer.is(by));
    let topic = community.topic(topic)?;
    let answers = viewer.sits_in(&topic.grids) || viewer.reviews_any(&topic.grids);
    if !(own || answers || *reported) {
        return None;
    }
    Some(Opinion { by: by.clone().filter(|_| own), ..opinion.clone() })
}

/// The lot is public by the applications' ids; who is behind them is seen by whoever seats them.
fn seat_for(seat: &Seat, viewer: &Viewer, community: &Community) -> Seat {
    let Seat { id: _, meeting, person, unit: _, affected: _ } = seat;
    let seats = community.meeting(meeting).is_some_and(|m| viewer.sits_in(core::slice::from_ref(&m.grid)));
    let shown = person.clone().filter(|person| seats || viewer.is(person));
    Seat { person: shown, ..seat.clone() }
}
