//! Rulebook: going from door to door (`domain.md` §6.1–6.2): rounds, visits, leads.

use super::{Door, Lead, LeadDetails, Round, StairwellRef, Visit, VisitDetails, VisitOutcome, Wishes};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    topic::raise::days,
};
use alloc::{vec, vec::Vec};

/// At most so many list codes at one door.
pub const MAX_NEEDS: usize = 12;
/// Letters of a lead's place and matter.
pub const MAX_LEAD: usize = 300;

/// Set out, in one's own grid.
pub(crate) fn start(case: &Case, id: &RoundId, grid: &GridId, stairwells: &[StairwellRef]) -> Verdict {
    case.require(core::slice::from_ref(grid), Role::walks_rounds)?;
    if case.community.round(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    let known = |s: &StairwellRef| case.community.building(&s.building).is_some_and(|b| b.grid == *grid);
    if !stairwells.iter().all(known) {
        return Err(Refusal::NotFound);
    }
    Ok(vec![Record::made(Round {
        id: id.clone(),
        worker: case.act.actor.clone(),
        grid: grid.clone(),
        day: case.done_at().day(),
        stairwells: stairwells.to_vec(),
        finished: false,
    })])
}

/// One knock at one door.
pub(crate) fn visit(case: &Case, id: &VisitId, round: &RoundId, commitment: &Hash) -> Verdict {
    let round = case.community.round(round).ok_or(Refusal::NotFound)?;
    if round.worker != case.act.actor {
        return Err(Refusal::NotEntitled);
    }
    if case.community.visit(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    let details: VisitDetails = case.act.value_of("visit", commitment)?;
    fits_the_list(case, &details)?;
    let household = case.community.household(&details.household).ok_or(Refusal::NotFound)?;
    if household.grid != round.grid {
        return Err(Refusal::NotEntitled);
    }
    let mut door = case.community.door(&household.id).cloned().unwrap_or_else(|| Door {
        id: household.id.clone(),
        grid: household.grid.clone(),
        last: None,
        outcome: None,
        declined_until: None,
        wishes: Wishes::default(),
        asked_for: false,
    });
    may_knock(case, &door, &details)?;
    door.last = Some(details.day);
    door.outcome = Some(details.outcome);
    door.asked_for = door.asked_for && details.outcome != VisitOutcome::Met;
    if details.outcome == VisitOutcome::Declined {
        door.declined_until = Some(details.day.plus(days(case.community.keys().declined_rest_days)));
    }
    if let Some(wishes) = &details.wishes {
        door.wishes = wishes.clone();
    }
    let visit = Visit { id: id.clone(), round: round.id.clone(), worker: case.act.actor.clone(), details };
    Ok(vec![Record::made(visit), Record::made(door)])
}

/// Come home.
pub(crate) fn finish(case: &Case, id: &RoundId) -> Verdict {
    let mut round = case.community.round(id).ok_or(Refusal::NotFound)?.clone();
    if round.worker != case.act.actor {
        return Err(Refusal::NotEntitled);
    }
    round.finished = true;
    Ok(vec![Record::made(round)])
}

/// H1: a hint from the doors; residents may make a topic of it, a worker alone may not.
pub(crate) fn lead(
    case: &Case,
    id: &LeadId,
    grid: &GridId,
    courtyard: Option<&CourtyardId>,
    commitment: &Hash,
) -> Verdict {
    let may = |r: Role| r.walks_rounds() || r.is_committee() || r.reviews() || r == Role::BuildingLead;
    case.require(core::slice::from_ref(grid), may)?;
    if case.community.lead(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    let details: LeadDetails = case.act.value_of("lead", commitment)?;
    let letters = details.place.chars().count() + details.matter.chars().count();
    if details.matter.trim().is_empty() || letters > MAX_LEAD {
        return Err(Refusal::NotOnTheList { field: "matter".into() });
    }
    Ok(vec![Record::made(Lead {
        id: id.clone(),
        grid: grid.clone(),
        courtyard: courtyard.cloned(),
        details,
        by: case.act.actor.clone(),
        day: case.done_at().day(),
        commitment: commitment.clone(),
    })])
}

/// Quiet hours and the rest of a door that declined; asked-for visits and safety come first.
fn may_knock(case: &Case, door: &Door, details: &VisitDetails) -> Result<(), Refusal> {
    let keys = case.community.keys();
    let safety = !details.safety_reason.trim().is_empty();
    if keys.is_quiet(case.done_at().minute_of_day()) && !door.asked_for && !safety {
        return Err(Refusal::QuietHours { from: keys.quiet_from, until: keys.quiet_until });
    }
    match door.declined_until {
        Some(until) if details.day < until && !door.asked_for && !safety => Err(Refusal::DoorRests { until }),
        _ => Ok(()),
    }
}

fn fits_the_list(case: &Case, details: &VisitDetails) -> Result<(), Refusal> {
    let too_long =
        |text: &str| text.chars().count() > usize::try_from(case.community.keys().note_chars).unwrap_or(usize::MAX);
    let off: Vec<&str> = [
        ("needs", details.needs.len() > MAX_NEEDS),
        ("note", too_long(&details.note)),
        ("safety_reason", too_long(&details.safety_reason)),
    ]
    .into_iter()
    .filter(|(_, bad)| *bad)
    .map(|(field, _)| field)
    .collect();
    match off.first() {
        Some(field) => Err(Refusal::NotOnTheList { field: (*field).into() }),
        None => Ok(()),
    }
}
