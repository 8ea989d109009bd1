//! Rulebook: the seats of a hearing — G-HEAR: at least half of them for affected households and
//! enterprises, 「chosen by lot if over-subscribed」.
//!
//! Nobody steers the lot, and anybody recomputes it. Before the first application two hands of two
//! organs, one of the committee and one of those who watch it, each seal a secret (the hash of it
//! stands in their act). Applications close on a day that the charter fixes. Then both open their
//! secrets, and the seed is the hash of both and of the ids of all applications. A hand alone cannot
//! choose the seed, because the other's secret is fixed and unknown; both together cannot, because
//! they sealed before they knew who applies; whoever applies cannot, because the secrets are sealed.
//! A hand that does not open blocks an over-subscribed hearing in plain sight: it can stop the draw,
//! which calls the hearing anew for everybody, but never choose one.
//! Applications are then taken in the order of `hash(seed ∥ application)`. Only who holds both secrets
//! and hands in the last application could try several: three people of three kinds.

use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::{Meeting, MeetingKind, MeetingState, call::convenes},
    order::InOrder as _,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::raise::days,
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Letters of a secret.
pub const MAX_SECRET: usize = 200;

/// Whose hand sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealedFor {
    /// The committee that holds the hearing.
    Committee,
    /// A supervisor, or the grid's party organisation.
    Watch,
}

/// One sealed secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// For whom.
    pub organ: SealedFor,
    /// Who; they act in office.
    pub by: PersonId,
    /// Hash of the secret; see [`sealed`].
    pub commitment: Hash,
    /// The secret, once it was opened.
    pub secret: Option<String>,
}

/// 公开抽签: the draw of one hearing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    /// The hearing.
    pub id: MeetingId,
    /// At most one of each organ.
    pub seals: Vec<Seal>,
    /// Applications are taken until then.
    pub closes: Millis,
    /// How many applied.
    pub applied: u32,
    /// Of these, affected households and enterprises.
    pub affected: u32,
    /// What the order grew from; see [`seed`].
    pub seed: Option<Hash>,
    /// The applications that have a seat, in the order of the lot.
    pub seated: Vec<SeatId>,
}

/// 报名: one application for a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The act that made it.
    pub id: SeatId,
    /// At which hearing.
    pub meeting: MeetingId,
    /// Who; hidden from the public.
    pub person: Option<PersonId>,
    /// The enterprise they speak for.
    pub unit: Option<UnitId>,
    /// Lives in the grid, or speaks for an enterprise there as the convener confirmed.
    pub affected: bool,
}

/// What a hand seals.
pub fn sealed(meeting: &MeetingId, secret: &str) -> Hash {
    Hash::tagged("chengge/seal/v1", &[meeting.as_str().as_bytes(), secret.as_bytes()])
}

/// What the order grows from: both secrets, the committee's first, and all applications by their ids.
pub fn seed(meeting: &MeetingId, secrets: [&str; 2], applications: &[SeatId]) -> Hash {
    let mut ids: Vec<&str> = applications.iter().map(SeatId::as_str).collect();
    ids.in_order();
    let [committee, watch] = secrets;
    let mut parts = vec![meeting.as_str().as_bytes(), committee.as_bytes(), watch.as_bytes()];
    parts.extend(ids.iter().map(|id| id.as_bytes()));
    Hash::tagged("chengge/draw/v1", &parts)
}

/// The lot: the first `share` affected applications, then whoever comes next, until the seats are gone.
/// Each application comes with whether it is an affected one.
pub fn lots(seed: &Hash, applications: &[(SeatId, bool)], seats: usize, share: usize) -> Vec<SeatId> {
    let mark = |id: &SeatId| Hash::tagged("chengge/lot/v1", &[seed.0.as_bytes(), id.as_str().as_bytes()]);
    let mut order: Vec<(Hash, &SeatId, bool)> = applications.iter().map(|(id, hit)| (mark(id), id, *hit)).collect();
    order.in_order();
    let kept: Vec<&SeatId> = order.iter().filter(|(_, _, hit)| *hit).take(share).map(|(_, id, _)| *id).collect();
    let rest = order.iter().map(|(_, id, _)| *id).filter(|id| !kept.contains(id));
    kept.iter().copied().chain(rest).take(seats).cloned().collect()
}

/// A hand seals its secret, before anybody applies.
pub(crate) fn seal(case: &Case, id: &MeetingId, commitment: &Hash) -> Verdict {
    let meeting = noticed(case, id)?;
    let organ = organ_of(case, &meeting)?;
    let closes = meeting.starts.day().plus(-days(case.community.keys_of(&meeting).hearing_seats.close_days)).starts();
    if case.moment.now >= closes {
        return Err(Refusal::SeatsClosed { until: closes.day().plus(-1) });
    }
    let mut draw = case.community.draw(id).cloned().unwrap_or(Draw {
        id: id.clone(),
        seals: Vec::new(),
        closes,
        applied: 0,
        affected: 0,
        seed: None,
        seated: Vec::new(),
    });
    let by = case.act.actor.clone();
    if draw.seals.iter().any(|seal| seal.organ == organ || seal.by == by || seal.commitment == *commitment) {
        return Err(Refusal::WrongState);
    }
    draw.seals.push(Seal { organ, by, commitment: commitment.clone(), secret: None });
    draw.seals.in_order_of(|seal| seal.organ);
    Ok(vec![Record::made(draw)])
}

/// Whoever wants to be heard applies; one person once, one enterprise once.
pub(crate) fn apply(case: &Case, id: &MeetingId, unit: Option<&UnitId>) -> Verdict {
    let meeting = noticed(case, id)?;
    let mut draw = taking(case, id)?;
    let person = &case.act.actor;
    let keys = case.community.keys();
    let home = case.community.person(person).ok_or(Refusal::NotEntitled)?.grid_on(case.today(), &keys);
    if let Some(unit) = unit {
        let unit = case.community.unit(unit).ok_or(Refusal::NotFound)?;
        if unit.grid != meeting.grid {
            return Err(Refusal::NotFound);
        }
    }
    if case.community.seat_of(id, person).is_some() || unit.is_some_and(|u| case.community.seat_for(id, u).is_some()) {
        return Err(Refusal::SeatAsked);
    }
    let seat = Seat {
        id: SeatId(case.act.id.0.clone()),
        meeting: id.clone(),
        person: Some(person.clone()),
        unit: unit.cloned(),
        affected: unit.is_none() && home == Some(&meeting.grid),
    };
    if case.community.seat(&seat.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    draw.applied = draw.applied.saturating_add(1);
    draw.affected = draw.affected.saturating_add(u32::from(seat.affected));
    Ok(vec![Record::made(seat), Record::made(draw)])
}

/// Whoever convenes confirms that somebody speaks for the enterprise they named.
pub(crate) fn confirm(case: &Case, id: &MeetingId, seat: &SeatId) -> Verdict {
    let meeting = noticed(case, id)?;
    convenes(case, &meeting)?;
    let mut draw = taking(case, id)?;
    let mut seat = case.community.seat(seat).filter(|s| s.meeting == *id).ok_or(Refusal::NotFound)?.clone();
    if seat.unit.is_none() || seat.affected {
        return Err(Refusal::WrongState);
    }
    seat.affected = true;
    draw.affected = draw.affected.saturating_add(1);
    Ok(vec![Record::made(seat), Record::made(draw)])
}

/// A hand opens its secret after applications closed; the second one draws.
pub(crate) fn open(case: &Case, id: &MeetingId, secret: &str) -> Verdict {
    let meeting = case.meeting(id)?;
    let mut draw = case.community.draw(id).ok_or(Refusal::SeatsNotOpen)?.clone();
    if !matches!(meeting.state, MeetingState::Noticed | MeetingState::CheckIn) || draw.seals.len() < 2 {
        return Err(Refusal::WrongState);
    }
    if case.moment.now < draw.closes {
        return Err(Refusal::TooEarly { from: draw.closes });
    }
    let seal = draw.seals.iter_mut().find(|seal| seal.by == case.act.actor).ok_or(Refusal::NotEntitled)?;
    if secret.chars().count() > MAX_SECRET || sealed(id, secret) != seal.commitment {
        return Err(Refusal::OpeningMissing { field: "secret".into() });
    }
    seal.secret = Some(secret.into());
    // A phone may not know every application: the server draws.
    if case.community.is_whole() {
        fill(case, &meeting, &mut draw);
    }
    Ok(vec![Record::made(draw)])
}

fn fill(case: &Case, meeting: &Meeting, draw: &mut Draw) {
    let secrets: Vec<&str> = draw.seals.iter().filter_map(|seal| seal.secret.as_deref()).collect();
    let [committee, watch] = secrets[..] else { return };
    let rule = case.community.keys_of(meeting).hearing_seats;
    let all: Vec<(SeatId, bool)> = case.community.seats(&draw.id).map(|s| (s.id.clone(), s.affected)).collect();
    let ids: Vec<SeatId> = all.iter().map(|(id, _)| id.clone()).collect();
    let grown = seed(&draw.id, [committee, watch], &ids);
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    draw.seated = lots(&grown, &all, count(rule.total), count(rule.affected()));
    draw.seed = Some(grown);
}

/// G-HEAR: where more applied than there are seats, nobody begins before the lot was drawn.
pub(crate) fn drawn(case: &Case, meeting: &Meeting) -> Result<(), Refusal> {
    let total = case.community.keys_of(meeting).hearing_seats.total;
    let waits = case.community.draw(&meeting.id).is_some_and(|draw| draw.applied > total && draw.seed.is_none());
    if waits { Err(Refusal::SeatsUndrawn) } else { Ok(()) }
}

fn noticed(case: &Case, id: &MeetingId) -> Result<Meeting, Refusal> {
    let meeting = case.meeting(id)?;
    let open = meeting.kind == MeetingKind::Hearing && meeting.state == MeetingState::Noticed;
    if open { Ok(meeting) } else { Err(Refusal::WrongState) }
}

/// Applications are taken between the second seal and the close, by the server's clock alone.
fn taking(case: &Case, id: &MeetingId) -> Result<Draw, Refusal> {
    let draw = case.community.draw(id).filter(|draw| draw.seals.len() == 2).ok_or(Refusal::SeatsNotOpen)?;
    if case.moment.now >= draw.closes {
        return Err(Refusal::SeatsClosed { until: draw.closes.day().plus(-1) });
    }
    Ok(draw.clone())
}

fn organ_of(case: &Case, meeting: &Meeting) -> Result<SealedFor, Refusal> {
    let grids = core::slice::from_ref(&meeting.grid);
    if case.actor_holds(grids, Role::is_committee) {
        return Ok(SealedFor::Committee);
    }
    case.require(grids, |r| r == Role::Supervisor || r.reviews())?;
    Ok(SealedFor::Watch)
}
