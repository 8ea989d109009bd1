//! Rulebook: from the result to the post, and to its end (公布、备案、交接、任期). Posts follow from the term
//! and end with it: nobody gives them out by hand.

use super::{Elected, Election, ElectionState, Filed, FiledWith, Post, nominate, recall};
use crate::{
    charter::Keys,
    community::Community,
    decide::{Case, Verdict},
    ids::*,
    meeting::call::line,
    people::{Office, Scope},
    record::Record,
    refusal::Refusal,
    time::Day,
    topic::raise::days,
};
use alloc::{format, vec, vec::Vec};

/// Days until a term ends; 0 on its last day, negative when it is over.
pub fn days_left(until: Day, today: Day) -> i32 {
    until.0.saturating_sub(today.0).saturating_sub(1)
}

/// The reminder that stands on a day: the nearest of the charter's days that has come, while the term
/// lasts. A term without an end has none.
pub fn reminder(until: Option<Day>, today: Day, keys: &Keys) -> Option<u32> {
    let left = u32::try_from(days_left(until?, today)).ok()?;
    keys.election_after.remind.iter().copied().filter(|days| left <= *days).min()
}

/// When the term of a grid's committee ends: the earliest end among its posts.
pub fn committee_until(community: &Community, grid: &GridId, today: Day) -> Option<Day> {
    community.committee_posts(grid, today).filter_map(|office| office.to).min()
}

/// Seats of an election that nobody holds on a day.
pub fn vacant(community: &Community, of: &Election, post: Post, today: Day) -> u32 {
    let held = community.committee_posts(&of.grid, today).filter(|office| office.role == post.role()).count();
    of.seats.of(post).saturating_sub(u32::try_from(held).unwrap_or(u32::MAX))
}

/// The last day on which a result must hang out.
pub fn display_until(election: &Election, keys: &Keys) -> Option<Day> {
    Some(election.published?.plus(days(keys.election_after.display)))
}

/// The last day of the handover; after it, it is overdue and still owed.
pub fn hand_over_by(election: &Election, keys: &Keys) -> Option<Day> {
    Some(election.published?.plus(days(keys.election_after.handover)))
}

/// The result is published, here and on paper (art. 34: fifteen days at least).
pub(crate) fn publish(case: &Case, id: &ElectionId, paper: &str) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Complete])?;
    election.paper = Some(line(paper, "paper")?);
    election.published = Some(case.today());
    election.state = ElectionState::Published;
    Ok(vec![Record::made(election)])
}

/// 备案, with the community's party committee and with the residents' committee.
pub(crate) fn file(case: &Case, id: &ElectionId, with: FiledWith, file: &str) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Published])?;
    if election.filed.iter().any(|filed| filed.with == with) {
        return Err(Refusal::WrongState);
    }
    election.filed.push(Filed { with, on: case.today(), file: line(file, "file")? });
    Ok(vec![Record::made(election)])
}

/// 交接: the posts of the newly elected begin today and end with the term; those of the old committee end
/// today. A by-election adds to the committee, for the rest of its term.
pub(crate) fn hand_over(case: &Case, id: &ElectionId) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Published])?;
    // A recall seats nobody; the post ended when its result was read out.
    if election.recall.is_some() {
        return Err(Refusal::WrongState);
    }
    for with in [FiledWith::PartyCommittee, FiledWith::ResidentsCommittee] {
        if !election.filed.iter().any(|filed| filed.with == with) {
            return Err(Refusal::ResultNotFiled { with });
        }
    }
    let today = case.today();
    let mut changes = Vec::new();
    let until = match &election.fills {
        Some(of) => {
            let until = case.community.election(of).and_then(|of| of.term_until);
            until.filter(|until| today < *until).ok_or(Refusal::NothingVacant)?
        }
        None => {
            end_old(case, &election, today, &mut changes);
            let years = case.community.keys_of_election(&election).committee_term_years;
            today.plus_years(i32::try_from(years).unwrap_or(5))
        }
    };
    changes.extend(election.elected.iter().map(|seat| Record::made(post_of(case, &election, seat, today, until))));
    election.term_from = Some(today);
    election.term_until = Some(until);
    election.state = ElectionState::HandedOver;
    changes.push(Record::made(election));
    Ok(changes)
}

/// The old committee's posts end, and the terms of the elections that made them.
fn end_old(case: &Case, election: &Election, today: Day, changes: &mut Vec<Record>) {
    for office in case.community.committee_posts(&election.grid, today) {
        let mut office = office.clone();
        office.to = Some(today);
        changes.push(Record::made(office));
    }
    for before in case.community.elections_of(&election.grid) {
        if before.term_until.is_some_and(|until| today < until) {
            let mut before = before.clone();
            before.term_until = Some(today);
            changes.push(Record::made(before));
        }
    }
    recall::drop_polls(case, &election.grid, |_| true, changes);
}

fn post_of(case: &Case, election: &Election, seat: &Elected, today: Day, until: Day) -> Office {
    let listed = case.community.candidate(&nominate::key(&election.id, &seat.person)).map(|c| c.name.clone());
    Office {
        id: OfficeId(format!("{}/{}", election.id, seat.person)),
        person: seat.person.clone(),
        name: listed.or_else(|| case.community.name_of(&seat.person)).unwrap_or_default(),
        role: seat.post.role(),
        line: None,
        scope: Scope::Grid(election.grid.clone()),
        from: today,
        to: Some(until),
        phone: None,
    }
}

/// 辞职: who was elected gives the post back; the seat is vacant for a by-election (art. 24), and nobody is
/// left to be recalled from it.
pub(crate) fn resign(case: &Case, id: &ElectionId) -> Verdict {
    let election = case.election(id, &[ElectionState::HandedOver])?;
    let office = OfficeId(format!("{id}/{}", case.act.actor));
    let held = case.community.office(&office).filter(|office| office.holds_on(case.today()));
    let mut office = held.ok_or(Refusal::NotEntitled)?.clone();
    office.to = Some(case.today());
    let mut changes = vec![Record::made(office)];
    recall::drop_polls(case, &election.grid, |member| *member == case.act.actor, &mut changes);
    recall::drop_demand(case, id, &mut changes);
    Ok(changes)
}
