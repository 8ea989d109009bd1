//! Rulebook: what a holder knows of meetings, each by an index: no act walks all of them.

use super::{Community, Index, Order, decisions::people, flip, of_both, under};
use crate::{
    charter::{Keys, meeting::MemberShare},
    ids::*,
    meeting::{
        Attendance, Ballot, Meeting, MeetingKind, QuorumFacts, Requisition, Vote, attend::Capacity, regular::Season,
    },
    people::Scope,
    record::Body,
    time::Day,
    topic::Topic,
};
use alloc::vec::Vec;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gathered {
    room: Order,
    stays: Order,
    votes: Order,
    ballots: Order,
    pub(super) members: Order,
    first: Order,
    seasons: Order,
    asked: Order,
}

impl Index {
    pub(super) fn gather(&mut self, body: &Body, add: bool) {
        let order = &mut self.gathered;
        match body {
            Body::Attendance(a) => {
                flip(&mut order.room, &a.meeting.0, &a.id.0, add);
                flip(&mut order.stays, &of_both(&a.meeting.0, &a.person), &a.id.0, add);
            }
            Body::Vote(v) => flip(&mut order.votes, &v.meeting.0, &v.id.0, add),
            Body::Ballot(b) => flip(&mut order.ballots, &of_both(&b.vote.0, &b.person), &b.id.0, add),
            Body::Office(o) if o.role.is_committee() => {
                if let Scope::Grid(grid) = &o.scope {
                    flip(&mut order.members, &grid.0, &o.id.0, add);
                }
            }
            Body::Requisition(r) => flip(&mut order.asked, &r.grid.0, &r.id.0, add),
            Body::Topic(t) if t.must_come() => {
                for grid in &t.grids {
                    flip(&mut order.first, &grid.0, &t.id.0, add);
                }
            }
            Body::Meeting(m) if m.regular && m.kind == MeetingKind::Deliberation => {
                if let Some(began) = m.began {
                    flip(&mut order.seasons, &Season::of(began.day()).of_grid(&m.grid), &m.id.0, add);
                }
            }
            _ => {}
        }
    }
}

impl Community {
    /// G-QUORUM: 「实到」 as this holder knows it, on that day.
    pub fn quorum(&self, meeting: &Meeting, day: Day) -> QuorumFacts {
        let rule = self.keys_of(meeting).quorum;
        let (mut here, mut persons) = (0u32, 0u32);
        for stay in self.attendances(&meeting.id).filter(|stay| stay.left.is_none()) {
            persons = persons.saturating_add(1);
            here = here.saturating_add(u32::from(stay.capacity == Capacity::Member));
        }
        let members = match meeting.kind {
            MeetingKind::CouncilMeeting => self.council_seats(day),
            _ => self.members(&meeting.grid, day),
        };
        let (have, all) = (u64::from(here), u64::from(members));
        let enough = match (meeting.second_call && rule.second_call, rule.members) {
            (true, _) => have * 3 >= all,
            (false, MemberShare::OverHalf) => have * 2 > all,
            (false, MemberShare::TwoThirds) => have * 3 >= all * 2,
        };
        QuorumFacts { members, here, persons, holds: members > 0 && enough && persons >= rule.min_persons }
    }

    /// Who may vote on a motion that has been put: those in the room whom G-VOTE admits.
    pub fn entitled<'a>(&'a self, meeting: &'a Meeting, vote: &'a Vote) -> impl Iterator<Item = &'a Attendance> {
        let keys = self.keys_of(meeting);
        let item = meeting.item(&vote.topic);
        let room = self.attendances(&meeting.id).filter(|stay| stay.left.is_none());
        room.filter(move |stay| item.is_some_and(|item| vote.admits(stay, meeting, item, &keys)))
    }

    /// G-VOTE, the base: those in the room whom it admits, or the doors they come from.
    pub fn base_of(&self, meeting: &Meeting, vote: &Vote) -> u32 {
        let doors = vote.counts_doors(&self.keys_of(meeting));
        let mut counted: Vec<&HouseholdId> = Vec::new();
        let mut base = 0u32;
        for stay in self.entitled(meeting, vote) {
            let door = stay.door.as_ref().filter(|_| doors);
            if door.is_none_or(|door| !counted.contains(&door)) {
                base = base.saturating_add(1);
                counted.extend(door);
            }
        }
        base
    }

    /// One of each door: whether somebody else of the same door has voted.
    pub fn door_has_voted(&self, vote: &Vote, stay: &Attendance, keys: &Keys) -> bool {
        let Some(door) = stay.door.as_ref().filter(|_| vote.counts_doors(keys)) else { return false };
        let mut others = self.attendances(&stay.meeting).filter(|s| s.person != stay.person);
        others.any(|s| s.door.as_ref() == Some(door) && self.ballot_of(&vote.id, &s.person).is_some())
    }

    /// The stays at a meeting.
    pub fn attendances(&self, meeting: &MeetingId) -> impl Iterator<Item = &Attendance> {
        under(&self.index.gathered.room, &meeting.0).filter_map(|id| self.attendance(&id.into()))
    }

    /// The stay of somebody who is in the room now.
    pub fn attendance_now(&self, meeting: &MeetingId, person: &PersonId) -> Option<&Attendance> {
        let stays = under(&self.index.gathered.stays, &of_both(&meeting.0, person));
        stays.filter_map(|id| self.attendance(&id.into())).find(|stay| stay.left.is_none())
    }

    /// Whether somebody was there at all.
    pub fn attended(&self, meeting: &MeetingId, person: &PersonId) -> bool {
        under(&self.index.gathered.stays, &of_both(&meeting.0, person)).next().is_some()
    }

    /// The motions of a meeting.
    pub fn votes(&self, meeting: &MeetingId) -> impl Iterator<Item = &Vote> {
        under(&self.index.gathered.votes, &meeting.0).filter_map(|id| self.vote(&id.into()))
    }

    /// What somebody voted in one vote.
    pub fn ballot_of(&self, vote: &VoteId, person: &PersonId) -> Option<&Ballot> {
        under(&self.index.gathered.ballots, &of_both(&vote.0, person)).find_map(|id| self.ballot(&id.into()))
    }

    /// 应到: the people on a grid's committee on a day.
    pub fn members(&self, grid: &GridId, day: Day) -> u32 {
        people(under(&self.index.gathered.members, &grid.0).filter_map(|id| self.office(&id.into())), day)
    }

    /// T25: the topics that come first at the next meeting of the committee that handed them on.
    pub fn first_items(&self, grid: &GridId) -> impl Iterator<Item = &Topic> {
        under(&self.index.gathered.first, &grid.0).filter_map(|id| self.topic(&id.into())).filter(|topic| {
            let met = topic.meeting.as_ref().and_then(|id| self.meeting(id));
            met.is_none_or(|meeting| meeting.grid == *grid)
        })
    }

    /// The regular meetings that a grid began in a quarter.
    pub fn regular_meetings(&self, grid: &GridId, season: Season) -> impl Iterator<Item = &Meeting> {
        under(&self.index.gathered.seasons, &season.of_grid(grid)).filter_map(|id| self.meeting(&id.into()))
    }

    /// The demands of a grid's members for a meeting, by id: the answered ones too.
    pub fn requisitions(&self, grid: &GridId) -> impl Iterator<Item = &Requisition> + use<'_> {
        under(&self.index.gathered.asked, &grid.0).filter_map(|id| self.requisition(&id.into()))
    }

    /// The parameters a meeting is held by: those of its call.
    pub fn keys_of(&self, meeting: &Meeting) -> Keys {
        let keys = self.keys_at(meeting.charter);
        if meeting.kind == MeetingKind::CouncilMeeting { keys.of_the_council() } else { keys }
    }
}
