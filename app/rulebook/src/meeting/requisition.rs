//! Rulebook: members ask for a meeting together (联名要求开会) — M1, §1.7 note 5: 「≥ 1/3 of members together」 may call;
//! the paper says 「如有需要也可随时召开」 and is silent on who finds that there is need.
//!
//! Readings to confirm. Members of one committee put their names to one demand at a time, with the reason. Once a third
//! of the committee stands behind it, those who call meetings anyway have the charter's days to do so; after that any of
//! these members calls that very meeting. It is called by the demand's own name: another meeting does not answer it. A
//! name counts as long as its owner sits on the committee; what came of a meeting once called is no longer the demand's.
//! Until then its owner may take the name back: are they too few then, the chair's days are over, and begin anew with the
//! next third. A demand that too few stand behind on the charter's day lapses, so that it is not in the way of another;
//! so does one that nobody stands behind any more.

use super::{MeetingKind, call::line};
use crate::{
    charter::Keys,
    community::Community,
    decide::{Case, Verdict},
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::{Day, Millis},
    topic::raise::days,
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// One member behind a demand, who says so in office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Millis,
    /// When they took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Millis>,
}

/// 联名要求开会: the demand of members for a deliberation of their grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requisition {
    /// The meeting that is asked for; once that is called the demand is answered.
    pub id: MeetingId,
    /// Whose committee.
    pub grid: GridId,
    /// Why there is need.
    pub reason: String,
    /// Who stands or stood behind it, first the one who began: a committee has nine members at most.
    pub names: Vec<Name>,
    /// Last day for those who call meetings anyway; none while too few stand behind it.
    pub due: Option<Day>,
    /// Last day on which it waits for the third; none where it was begun before there was such a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapses: Option<Day>,
}

/// How many it takes: a third of the committee; one at least.
pub fn needed(members: u32, keys: &Keys) -> u32 {
    members.div_ceil(keys.members_call.one_in.max(1)).max(1)
}

impl Requisition {
    /// Whose names are on it, without those who took theirs back.
    pub fn behind(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(|name| name.left.is_none())
    }

    /// Whether somebody's name is on it.
    pub fn is_behind(&self, person: &PersonId) -> bool {
        self.behind().any(|name| name.by == *person)
    }

    /// How many stand behind it who sit on the committee that day.
    pub fn standing(&self, community: &Community, day: Day) -> u32 {
        let sits = |name: &&Name| community.holds(&name.by, &self.grid, day, Role::is_committee);
        u32::try_from(self.behind().filter(sits).count()).unwrap_or(u32::MAX)
    }

    /// Whether its meeting is still to be called.
    pub fn is_open(&self, community: &Community, today: Day) -> bool {
        let lapsed = self.due.is_none() && self.lapses.is_some_and(|last| last < today);
        community.meeting(&self.id).is_none() && !lapsed && self.behind().next().is_some()
    }

    /// Whether those who call meetings anyway let their days go by.
    pub fn is_late(&self, today: Day) -> bool {
        self.due.is_some_and(|due| due < today)
    }

    /// Whether that member may call its meeting now.
    pub fn lets_call(&self, community: &Community, person: &PersonId, today: Day) -> bool {
        self.is_late(today) && self.is_behind(person) && community.holds(person, &self.grid, today, Role::is_committee)
    }
}

/// The demand of a grid's committee that waits for its meeting.
pub fn open_in<'a>(community: &'a Community, grid: &GridId, today: Day) -> Option<&'a Requisition> {
    community.requisitions(grid).find(|asked| asked.is_open(community, today))
}

/// A member begins one, with the reason.
pub(crate) fn begin(case: &Case, id: &MeetingId, grid: &GridId, reason: &str) -> Verdict {
    case.community.grid(grid).ok_or(Refusal::NotFound)?;
    case.require(core::slice::from_ref(grid), Role::is_committee)?;
    let taken = case.community.meeting(id).is_some() || case.community.requisition(id).is_some();
    if taken || open_in(case.community, grid, case.today()).is_some() {
        return Err(Refusal::IdTaken);
    }
    let reason = line(reason, "reason")?;
    let lapses = Some(case.today().plus(days(case.community.keys().members_call.lapse_days)));
    let asked = Requisition { id: id.clone(), grid: grid.clone(), reason, names: Vec::new(), due: None, lapses };
    back(case, asked)
}

/// One more member behind it.
pub(crate) fn join(case: &Case, id: &MeetingId) -> Verdict {
    let asked = waiting(case, id)?;
    case.require(core::slice::from_ref(&asked.grid), Role::is_committee)?;
    if let Some(before) = asked.behind().find(|name| name.by == case.act.actor) {
        return Err(Refusal::Duplicate { signed: before.at });
    }
    back(case, asked.clone())
}

/// A member takes their name back.
pub(crate) fn leave(case: &Case, id: &MeetingId) -> Verdict {
    let mut asked = waiting(case, id)?.clone();
    let mine = asked.names.iter_mut().find(|name| name.left.is_none() && name.by == case.act.actor);
    mine.ok_or(Refusal::NotEntitled)?.left = Some(case.moment.now);
    if !is_enough(case, &asked) {
        asked.due = None;
    }
    Ok(vec![Record::made(asked)])
}

/// The demand, where its meeting is still to be called.
fn waiting<'a>(case: &Case<'a>, id: &MeetingId) -> Result<&'a Requisition, Refusal> {
    let asked = case.community.requisition(id).ok_or(Refusal::NotFound)?;
    if asked.is_open(case.community, case.today()) { Ok(asked) } else { Err(Refusal::WrongState) }
}

fn back(case: &Case, mut asked: Requisition) -> Verdict {
    let mine = Name { by: case.act.actor.clone(), at: case.moment.now, left: None };
    // Who comes back stands where they stood: a name is there once.
    match asked.names.iter_mut().find(|name| name.by == mine.by) {
        Some(before) => *before = mine,
        None => asked.names.push(mine),
    }
    if is_enough(case, &asked) {
        asked.due.get_or_insert(case.today().plus(days(case.community.keys().members_call.days)));
    }
    Ok(vec![Record::made(asked)])
}

/// Whether the third of the committee stands behind it.
fn is_enough(case: &Case, asked: &Requisition) -> bool {
    let need = needed(case.community.members(&asked.grid, case.today()), &case.community.keys());
    asked.standing(case.community, case.today()) >= need
}

/// M1: whether members who asked for this very meeting may call it now, where nobody did who may anyway.
pub(super) fn calls(case: &Case, id: &MeetingId) -> Result<(), Refusal> {
    let asked = case.community.requisition(id).ok_or(Refusal::NotEntitled)?;
    if asked.lets_call(case.community, &case.act.actor, case.today()) {
        return Ok(());
    }
    let member = case.actor_holds(core::slice::from_ref(&asked.grid), Role::is_committee);
    match asked.due {
        _ if !member || !asked.is_behind(&case.act.actor) => Err(Refusal::NotEntitled),
        Some(due) => Err(Refusal::TooEarly { from: due.plus(1).starts() }),
        None => Err(Refusal::MembersMissing {
            have: asked.standing(case.community, case.today()),
            need: needed(case.community.members(&asked.grid, case.today()), &case.community.keys()),
        }),
    }
}

/// Refuses to take the name of a demand for something else than it asks for.
pub(super) fn is_what_was_asked(
    community: &Community,
    id: &MeetingId,
    grid: &GridId,
    kind: MeetingKind,
) -> Result<(), Refusal> {
    let other = |asked: &Requisition| asked.grid != *grid || kind != MeetingKind::Deliberation;
    if community.requisition(id).is_some_and(other) { Err(Refusal::IdTaken) } else { Ok(()) }
}
