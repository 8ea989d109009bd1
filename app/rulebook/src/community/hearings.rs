//! Rulebook: what a holder knows of hearings, each by an index.

use super::{Community, Index, Order, flip, of_both, under};
use crate::{
    hearing::{Opinion, Seat},
    ids::*,
    record::Body,
};
use alloc::format;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heard {
    opinions: Order,
    seats: Order,
    seats_of: Order,
    seats_for: Order,
}

impl Index {
    pub(super) fn hear(&mut self, body: &Body, add: bool) {
        let order = &mut self.heard;
        match body {
            Body::Opinion(o) => flip(&mut order.opinions, &o.topic.0, &o.id.0, add),
            Body::Seat(s) => {
                flip(&mut order.seats, &s.meeting.0, &s.id.0, add);
                if let Some(person) = &s.person {
                    flip(&mut order.seats_of, &of_both(&s.meeting.0, person), &s.id.0, add);
                }
                if let Some(unit) = &s.unit {
                    flip(&mut order.seats_for, &format!("{} {unit}", s.meeting), &s.id.0, add);
                }
            }
            _ => {}
        }
    }
}

impl Community {
    /// The opinions on a topic.
    pub fn opinions_of(&self, topic: &TopicId) -> impl Iterator<Item = &Opinion> {
        under(&self.index.heard.opinions, &topic.0).filter_map(|id| self.opinion(&id.into()))
    }

    /// The applications for the seats of a hearing.
    pub fn seats(&self, meeting: &MeetingId) -> impl Iterator<Item = &Seat> {
        under(&self.index.heard.seats, &meeting.0).filter_map(|id| self.seat(&id.into()))
    }

    /// Somebody's application.
    pub fn seat_of(&self, meeting: &MeetingId, person: &PersonId) -> Option<&Seat> {
        under(&self.index.heard.seats_of, &of_both(&meeting.0, person)).find_map(|id| self.seat(&id.into()))
    }

    /// An enterprise's application.
    pub fn seat_for(&self, meeting: &MeetingId, unit: &UnitId) -> Option<&Seat> {
        under(&self.index.heard.seats_for, &format!("{meeting} {unit}")).find_map(|id| self.seat(&id.into()))
    }
}
