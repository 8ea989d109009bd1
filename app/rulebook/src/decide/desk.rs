//! Rulebook: people, devices and the charter — what a desk keeps. No topic is decided here.

use super::{Case, Verdict};
use crate::{
    act::Intent,
    charter::{Charter, Keys},
    device::{Device, DeviceState, Offer},
    ids::*,
    people::{Home, Person, Role},
    record::Record,
    refusal::Refusal,
    time::Day,
};
use alloc::{format, vec};

/// Letters of a name.
pub const MAX_NAME: usize = 40;

/// Somebody behind a door who is not on the roll yet, attested by whoever stands there.
pub(crate) fn register(case: &Case) -> Verdict {
    let Intent::RegisterPerson { person, household, basis, adult, name } = &case.act.intent else {
        return Err(Refusal::WrongState);
    };
    let household = case.community.household(household).ok_or(Refusal::NotFound)?;
    case.require(core::slice::from_ref(&household.grid), Role::collects)?;
    if case.community.person(person).is_some() {
        return Err(Refusal::IdTaken);
    }
    let opening = case.act.opening("name", name).ok_or(Refusal::OpeningMissing { field: "name".into() })?;
    let letters = opening.value.trim().chars().count();
    if letters == 0 || letters > MAX_NAME {
        return Err(Refusal::NotOnTheList { field: "name".into() });
    }
    Ok(vec![Record::made(Person {
        id: person.clone(),
        name: opening.value.trim().into(),
        phone: None,
        home: Some(Home {
            household: household.id.clone(),
            grid: household.grid.clone(),
            basis: *basis,
            from: case.done_at().day(),
            to: None,
        }),
        adult: *adult,
        party: false,
    })])
}

/// G-RES: who moved out no longer counts.
pub(crate) fn move_out(case: &Case, person: &PersonId, on: Day) -> Verdict {
    let mut person = case.community.person(person).ok_or(Refusal::NotFound)?.clone();
    let home = person.home.as_mut().ok_or(Refusal::NotFound)?;
    if case.act.actor != person.id {
        case.require(core::slice::from_ref(&home.grid), Role::walks_rounds)?;
    }
    home.to = Some(on.max(home.from));
    Ok(vec![Record::made(person)])
}

/// Hand out a code for somebody of one's grid, for a device of one's own, or as administrator.
pub(crate) fn offer(case: &Case, id: &OfferId, person: &PersonId) -> Verdict {
    let own = case.act.actor == *person;
    if !own && !case.act.is_by_desk() {
        let known = case.community.person(person).ok_or(Refusal::NotFound)?;
        let admin = case.community.posts(&case.act.actor, case.today()).any(|o| o.role == Role::SystemAdmin);
        let near = known.home.as_ref().is_some_and(|h| case.actor_holds(core::slice::from_ref(&h.grid), Role::enrols));
        if !admin && !near {
            return Err(Refusal::NotEntitled);
        }
    }
    if case.community.offer(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    let minutes = case.community.keys().enrol_minutes;
    Ok(vec![Record::made(Offer {
        id: id.clone(),
        person: person.clone(),
        by: case.act.actor.clone(),
        expires: case.moment.now.plus_minutes(minutes),
        used_by: None,
    })])
}

/// The desk took a key against a code: once, and in time. A code the desk itself gave out needs no
/// second screen.
pub(crate) fn enrol(case: &Case, offer: &OfferId, device: &DeviceId, key: &str) -> Verdict {
    case.by_desk()?;
    let mut offer = case.community.offer(offer).ok_or(Refusal::CodeInvalid)?.clone();
    if offer.used_by.is_some() || offer.expires < case.moment.now {
        return Err(Refusal::CodeInvalid);
    }
    if case.community.device(device).is_some() {
        return Err(Refusal::IdTaken);
    }
    offer.used_by = Some(device.clone());
    let state = if offer.by.as_str() == DESK { DeviceState::Active } else { DeviceState::Pending };
    let device = Device {
        id: device.clone(),
        person: offer.person.clone(),
        key: key.into(),
        offer: Some(offer.id.clone()),
        state,
        since: case.moment.now,
    };
    Ok(vec![Record::made(offer), Record::made(device)])
}

/// The issuer compared the six digits.
pub(crate) fn confirm(case: &Case, device: &DeviceId) -> Verdict {
    let mut device = case.community.device(device).ok_or(Refusal::NotFound)?.clone();
    let offer = device.offer.as_ref().and_then(|id| case.community.offer(id)).ok_or(Refusal::NotFound)?;
    if offer.by != case.act.actor {
        return Err(Refusal::NotEntitled);
    }
    if device.state != DeviceState::Pending {
        return Err(Refusal::WrongState);
    }
    device.state = DeviceState::Active;
    Ok(vec![Record::made(device)])
}

/// The owner, the issuer or an administrator ends a device.
pub(crate) fn revoke_device(case: &Case, device: &DeviceId) -> Verdict {
    let mut device = case.community.device(device).ok_or(Refusal::NotFound)?.clone();
    let issuer = device.offer.as_ref().and_then(|id| case.community.offer(id)).map(|o| o.by.clone());
    let admin = case.community.posts(&case.act.actor, case.today()).any(|o| o.role == Role::SystemAdmin);
    if device.person != case.act.actor && issuer.as_ref() != Some(&case.act.actor) && !admin {
        return Err(Refusal::NotEntitled);
    }
    if matches!(device.state, DeviceState::Revoked { .. }) || device.person.as_str() == DESK {
        return Err(Refusal::WrongState);
    }
    device.state = DeviceState::Revoked { at: case.moment.now };
    Ok(vec![Record::made(device)])
}

/// One tap in a demo community, nowhere else.
pub(crate) fn enrol_demo(case: &Case, device: &DeviceId, person: &PersonId, key: &str) -> Verdict {
    case.by_desk()?;
    if !case.community.quarter().is_some_and(|quarter| quarter.demo) {
        return Err(Refusal::DemoOnly);
    }
    if case.community.person(person).is_none() {
        return Err(Refusal::NotFound);
    }
    if case.community.device(device).is_some() {
        return Err(Refusal::IdTaken);
    }
    Ok(vec![Record::made(Device {
        id: device.clone(),
        person: person.clone(),
        key: key.into(),
        offer: None,
        state: DeviceState::Active,
        since: case.moment.now,
    })])
}

/// A new charter version; the bounds of the paper hold.
pub(crate) fn adopt_charter(case: &Case, file: &str, keys: &Keys) -> Verdict {
    let today = case.today();
    if !case.community.posts(&case.act.actor, today).any(|o| o.role.is_community_party()) {
        return Err(Refusal::NotEntitled);
    }
    keys.check()?;
    if file.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    let version = case.community.charter().map_or(1, |charter| charter.version + 1);
    Ok(vec![Record::made(Charter {
        id: CharterId(format!("charter-{version}")),
        version,
        adopted_on: today,
        file: file.trim().into(),
        keys: keys.clone(),
    })])
}
