//! Rulebook: what a holder knows of decisions, of those who watch and review, and of what waits for the clock, each by
//! an index.

use super::{Community, Index, Order, flip, of_both, under};
use crate::{
    decision::{Action, Decision, Petition, Progress, Rating, Support},
    ids::*,
    people::{Office, Role, Scope},
    record::Body,
    time::Day,
    topic::Topic,
};
use alloc::{collections::BTreeSet, format, string::String};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Decided {
    decisions: Order,
    actions: Order,
    reports: Order,
    petitions: Order,
    petitioned: Order,
    supports: Order,
    supported: Order,
    rated: Order,
    supervisors: Order,
    reviewers: Order,
    seats: Order,
    waiting: Order,
}

/// The name under which an order keeps what belongs to the whole community.
const ALL: &str = "";

impl Index {
    pub(super) fn conclude(&mut self, body: &Body, add: bool) {
        let order = &mut self.decided;
        match body {
            Body::Decision(d) => flip(&mut order.decisions, &d.topic.0, &d.id.0, add),
            Body::Action(a) => flip(&mut order.actions, &a.decision.0, &a.id.0, add),
            Body::Progress(p) => flip(&mut order.reports, &p.action.0, &p.id.0, add),
            Body::Petition(p) => {
                flip(&mut order.petitions, &p.decision.0, &p.id.0, add);
                if let Some(by) = &p.by {
                    flip(&mut order.petitioned, &of_both(&p.decision.0, by), &p.id.0, add);
                }
            }
            Body::Support(s) => {
                flip(&mut order.supports, &s.petition.0, &s.id.0, add);
                flip(&mut order.supported, &of_both(&s.petition.0, &s.person), &s.id.0, add);
            }
            Body::Rating(r) => flip(&mut order.rated, &round_of(&r.decision, r.round, &r.person), &r.id.0, add),
            Body::Office(o) => {
                if o.role == Role::Supervisor {
                    flip(&mut order.supervisors, reach(&o.scope), &o.id.0, add);
                }
                if o.role.reviews() {
                    flip(&mut order.reviewers, reach(&o.scope), &o.id.0, add);
                }
                if o.role.sits_on_council() {
                    flip(&mut order.seats, ALL, &o.id.0, add);
                }
            }
            Body::Topic(t) if t.waits_for_the_clock() => flip(&mut order.waiting, ALL, &t.id.0, add),
            _ => {}
        }
    }
}

fn reach(scope: &Scope) -> &str {
    match scope {
        Scope::Community => ALL,
        Scope::Grid(grid) | Scope::Building(grid, _) => grid.as_str(),
    }
}

fn round_of(decision: &DecisionId, round: u32, person: &PersonId) -> String {
    of_both(&format!("{decision} {round}"), person)
}

impl Community {
    /// The decisions on a topic: one that stands, and those that ended before it.
    pub fn decisions_of(&self, topic: &TopicId) -> impl Iterator<Item = &Decision> {
        under(&self.index.decided.decisions, &topic.0).filter_map(|id| self.decision(&id.into()))
    }

    /// The actions of a decision.
    pub fn actions_of(&self, decision: &DecisionId) -> impl Iterator<Item = &Action> {
        under(&self.index.decided.actions, &decision.0).filter_map(|id| self.action(&id.into()))
    }

    /// The reports on an action.
    pub fn reports_on(&self, action: &ActionId) -> impl Iterator<Item = &Progress> {
        under(&self.index.decided.reports, &action.0).filter_map(|id| self.progress(&id.into()))
    }

    /// The petitions against a decision.
    pub fn petitions_against(&self, decision: &DecisionId) -> impl Iterator<Item = &Petition> {
        under(&self.index.decided.petitions, &decision.0).filter_map(|id| self.petition(&id.into()))
    }

    /// One person's petition against a decision.
    pub fn petition_by(&self, decision: &DecisionId, person: &PersonId) -> Option<&Petition> {
        let ids = under(&self.index.decided.petitioned, &of_both(&decision.0, person));
        ids.filter_map(|id| self.petition(&id.into())).next()
    }

    /// Those who stand by a petition.
    pub fn supports_of(&self, petition: &PetitionId) -> impl Iterator<Item = &Support> {
        under(&self.index.decided.supports, &petition.0).filter_map(|id| self.support(&id.into()))
    }

    /// One person's support of a petition.
    pub fn support_by(&self, petition: &PetitionId, person: &PersonId) -> Option<&Support> {
        let ids = under(&self.index.decided.supported, &of_both(&petition.0, person));
        ids.filter_map(|id| self.support(&id.into())).next()
    }

    /// One person's rating in one round.
    pub fn rating_by(&self, decision: &DecisionId, round: u32, person: &PersonId) -> Option<&Rating> {
        let ids = under(&self.index.decided.rated, &round_of(decision, round, person));
        ids.filter_map(|id| self.rating(&id.into())).next()
    }

    /// G-SUPERV: the supervisors of some grids on a day who sit on no committee of theirs.
    pub fn supervisors(&self, grids: &[GridId], day: Day) -> u32 {
        let places = grids.iter().map(GridId::as_str).chain([ALL]);
        let offices = places.flat_map(|place| under(&self.index.decided.supervisors, place));
        let apart = |o: &&Office| !grids.iter().any(|grid| self.holds(&o.person, grid, day, Role::is_committee));
        people(offices.filter_map(|id| self.office(&id.into())).filter(apart), day)
    }

    /// The offices that review topics of some grids on a day.
    pub fn reviewers<'a>(&'a self, grids: &'a [GridId], day: Day) -> impl Iterator<Item = &'a Office> {
        let places = grids.iter().map(GridId::as_str).chain([ALL]);
        let offices = places.flat_map(|place| under(&self.index.decided.reviewers, place));
        let offices = offices.filter_map(|id| self.office(&id.into()));
        offices.filter(move |o| o.holds_on(day) && grids.iter().any(|grid| o.covers(grid)))
    }

    /// The people on the council on a day.
    pub fn council_seats(&self, day: Day) -> u32 {
        people(under(&self.index.decided.seats, ALL).filter_map(|id| self.office(&id.into())), day)
    }

    /// The topics for which time may do something, by id.
    pub(crate) fn waiting(&self) -> impl Iterator<Item = &Topic> {
        under(&self.index.decided.waiting, ALL).filter_map(|id| self.topic(&id.into()))
    }
}

/// How many people hold these posts on a day.
pub(super) fn people<'a>(offices: impl Iterator<Item = &'a Office>, day: Day) -> u32 {
    let people: BTreeSet<&PersonId> = offices.filter(|o| o.holds_on(day)).map(|o| &o.person).collect();
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}
