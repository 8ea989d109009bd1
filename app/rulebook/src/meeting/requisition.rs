//! Rulebook: members ask for a meeting together (联名要求开会) — M1, §1.7 note 5: 「≥ 1/3 of members together」 may call;
//! the paper says 「如有需要也可随时召开」 and is silent on who finds that there is need.
//!
//! Readings to confirm. Members of one committee put their names to one demand at a time, with the reason. Once a third
//! of the committee stands behind it, those who call meetings anyway have the charter's days to do so; after that any of
//! these members calls that very meeting. It is called by the demand's own name: another meeting does not answer it. A
//! name counts as long as its owner sits on the committee; what came of a meeting once called is no longer the demand's.
//!
//! Not yet: a day on which a demand that too few stand behind lapses; a name taken back.

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
    /// Who stands behind it, first the one who began: a committee has nine members at most.
    pub names: Vec<Name>,
    /// Last day for those who call meetings anyway; none while too few stand behind it.
    pub due: Option<Day>,
}

/// How many it takes: a third of the committee; one at least.
pub fn needed(members: u32, keys: &Keys) -> u32 {
    members.div_ceil(keys.members_call.one_in.max(1)).max(1)
}

impl Requisition {
    /// Whether somebody put their name to it.
    pub fn is_behind(&self, person: &PersonId) -> bool {
        self.names.iter().any(|name| name.by == *person)
    }

    /// How many stand behind it who sit on the committee that day.
    pub fn standing(&self, community: &Community, day: Day) -> u32 {
        let sits = |name: &&Name| community.holds(&name.by, &self.grid, day, Role::is_committee);
        u32::try_from(self.names.iter().filter(sits).count()).unwrap_or(u32::MAX)
    }

    /// Whether its meeting is still to be called.
    pub fn is_open(&self, community: &Community) -> bool {
        community.meeting(&self.id).is_none()
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
pub fn open_in<'a>(community: &'a Community, grid: &GridId) -> Option<&'a Requisition> {
    community.requisitions(grid).find(|asked| asked.is_open(community))
}

/// A member begins one, with the reason.
pub(crate) fn begin(case: &Case, id: &MeetingId, grid: &GridId, reason: &str) -> Verdict {
    case.community.grid(grid).ok_or(Refusal::NotFound)?;
    case.require(core::slice::from_ref(grid), Role::is_committee)?;
    let taken = case.community.meeting(id).is_some() || case.community.requisition(id).is_some();
    if taken || open_in(case.community, grid).is_some() {
        return Err(Refusal::IdTaken);
    }
    let reason = line(reason, "reason")?;
    back(case, Requisition { id: id.clone(), grid: grid.clone(), reason, names: Vec::new(), due: None })
}

/// One more member behind it.
pub(crate) fn join(case: &Case, id: &MeetingId) -> Verdict {
    let asked = case.community.requisition(id).ok_or(Refusal::NotFound)?;
    case.require(core::slice::from_ref(&asked.grid), Role::is_committee)?;
    if !asked.is_open(case.community) {
        return Err(Refusal::WrongState);
    }
    if let Some(before) = asked.names.iter().find(|name| name.by == case.act.actor) {
        return Err(Refusal::Duplicate { signed: before.at });
    }
    back(case, asked.clone())
}

fn back(case: &Case, mut asked: Requisition) -> Verdict {
    asked.names.push(Name { by: case.act.actor.clone(), at: case.moment.now });
    let keys = case.community.keys();
    let need = needed(case.community.members(&asked.grid, case.today()), &keys);
    if asked.standing(case.community, case.today()) >= need {
        asked.due.get_or_insert(case.today().plus(days(keys.members_call.days)));
    }
    Ok(vec![Record::made(asked)])
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
