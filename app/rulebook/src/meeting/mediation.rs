//! Rulebook: 调解会 (`domain.md` §3.3) — a party or the committee calls it, every party agrees or it does not take place,
//! and a party may end it at any time, with no reason (人民调解法 arts. 23, 26). The meeting and its file are there for the
//! parties and the mediator alone; for everybody else they do not exist.
//!
//! The mediator may ask neighbours, relatives or colleagues to come, with the consent of the parties (art. 20): of each of
//! them, as for the meeting itself. Such a guest then finds the meeting, not its file or its minutes, which §3.3 keeps to
//! parties and mediator; they may speak, and neither end it nor confirm what the parties agreed. Reading to confirm.
//!
//! Not yet: a mediation that its parties want held in the open (art. 23), the judicial confirmation of an agreement
//! (art. 33).

use super::{
    Meeting, MeetingKind, MeetingState,
    call::{MAX_ITEMS, says_something},
    session::in_session,
};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    record::Record,
    refusal::Refusal,
    time::Millis,
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Letters of what it is about.
pub const MAX_MATTER: usize = 1_000;

/// What it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// 书面协议: its text stands in the minutes.
    Written,
    /// 口头协议 (art. 28).
    Oral,
    /// 未达成协议.
    Failed,
}

/// How a mediation came out, as the mediator notes it while all are there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// With or without an agreement.
    pub how: Settlement,
    /// Made through the people's mediation committee (人民调解委员会): then it binds (art. 31).
    pub binding: bool,
    /// When.
    pub at: Millis,
}

/// Somebody of the file by name: a party's phone knows no other resident's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Who.
    pub person: PersonId,
    /// The name on the roll.
    pub name: String,
}

/// What is known of a mediation beyond the meeting: personal, so beside the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mediation {
    /// The meeting's id.
    pub id: MeetingId,
    /// The parties and the mediator by name, as far as this holder knows them.
    pub names: Vec<Named>,
    /// What it is about, in the words of whoever called it; may be empty.
    pub matter: String,
    /// What it came to.
    pub settled: Option<Settled>,
}

/// 受邀的人: somebody whom the mediator would like to be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Who.
    pub person: PersonId,
    /// The parties that consent.
    pub consents: Vec<PersonId>,
    /// A party does not want it, and that is the end of it.
    pub declined: bool,
}

impl Mediation {
    /// What somebody of the file is called.
    pub fn name_of(&self, person: &PersonId) -> Option<&str> {
        self.names.iter().find(|named| named.person == *person).map(|named| named.name.as_str())
    }

    /// One more party; whoever mediates between them is none.
    fn take_up(&mut self, case: &Case, meeting: &mut Meeting, party: &PersonId) -> Result<(), Refusal> {
        if meeting.mediator.as_ref() == Some(party) || meeting.parties.len() >= MAX_ITEMS {
            return Err(Refusal::NotOnTheList { field: "parties".into() });
        }
        if !meeting.parties.contains(party) {
            self.note(case, party)?;
            meeting.parties.push(party.clone());
        }
        Ok(())
    }

    /// Keeps the name beside the pseudonym; a phone that does not know everybody leaves that to the server.
    fn note(&mut self, case: &Case, person: &PersonId) -> Result<(), Refusal> {
        match case.community.name_of(person) {
            Some(name) => self.names.push(Named { person: person.clone(), name }),
            None if case.community.is_whole() => return Err(Refusal::NotFound),
            None => {}
        }
        Ok(())
    }
}

impl Meeting {
    /// Behind closed doors.
    pub fn is_mediation(&self) -> bool {
        self.kind == MeetingKind::MediationMeeting
    }

    /// Whether every party consents to this guest.
    pub fn admits(&self, guest: &Guest) -> bool {
        !guest.declined && self.parties.iter().all(|party| guest.consents.contains(party))
    }

    /// Who may find a mediation: the parties, the mediator, and guests to whom every party consents.
    pub fn is_open_to(&self, person: &PersonId) -> bool {
        self.is_between(person) || self.guests.iter().any(|guest| guest.person == *person && self.admits(guest))
    }

    /// In a mediation, whoever is neither a party nor mediates.
    pub(super) fn is_guest(&self, person: &PersonId) -> bool {
        self.is_mediation() && !self.is_between(person)
    }

    /// It is ahead, or goes on.
    pub fn is_ahead_or_held(&self) -> bool {
        matches!(self.state, MeetingState::Called | MeetingState::Noticed) || self.is_gathered()
    }

    /// There are two sides at least, and each of them agreed to meet.
    pub fn all_agreed(&self) -> bool {
        self.parties.len() >= 2 && self.parties.iter().all(|party| self.agreed.contains(party))
    }
}

/// M1: who is on it, and what about; opening `matter`. Where a party calls, the mediator may add the others, because a
/// resident's phone knows no other resident.
pub(super) fn between(
    case: &Case,
    meeting: &mut Meeting,
    parties: &[PersonId],
    mediator: Option<&PersonId>,
    matter: Option<&Hash>,
) -> Result<Mediation, Refusal> {
    let mediator = mediator.ok_or(Refusal::NotOnTheList { field: "mediator".into() })?;
    let mut file = Mediation { id: meeting.id.clone(), names: Vec::new(), matter: String::new(), settled: None };
    meeting.mediator = Some(mediator.clone());
    file.note(case, mediator)?;
    for party in parties.iter().take(MAX_ITEMS) {
        file.take_up(case, meeting, party)?;
    }
    let own = meeting.parties.contains(&case.act.actor);
    if meeting.parties.len() < 2 && !own {
        return Err(Refusal::NotOnTheList { field: "parties".into() });
    }
    if own {
        meeting.agreed.push(case.act.actor.clone());
    }
    if let Some(matter) = matter {
        let words = case.act.words_of("matter", matter)?;
        says_something(words, MAX_MATTER, "matter")?;
        file.matter = words.trim().into();
    }
    Ok(file)
}

/// The mediator adds a party before the notice; that party agrees or not on their own phone.
pub(super) fn invite(case: &Case, id: &MeetingId, party: &PersonId) -> Verdict {
    let (mut meeting, mut file) = mediated(case, id)?;
    if meeting.state != MeetingState::Called || meeting.parties.contains(party) {
        return Err(Refusal::WrongState);
    }
    file.take_up(case, &mut meeting, party)?;
    Ok(vec![Record::made(file), Record::made(meeting)])
}

/// The mediator would like somebody to be there, before it or while it goes on; the parties consent or not.
pub(super) fn ask_guest(case: &Case, id: &MeetingId, person: &PersonId) -> Verdict {
    let (mut meeting, mut file) = mediated(case, id)?;
    let asked = meeting.guests.iter().any(|guest| guest.person == *person);
    if !meeting.is_ahead_or_held() || meeting.is_between(person) || asked {
        return Err(Refusal::WrongState);
    }
    if meeting.guests.len() >= MAX_ITEMS {
        return Err(Refusal::NotOnTheList { field: "guests".into() });
    }
    file.note(case, person)?;
    meeting.guests.push(Guest { person: person.clone(), consents: Vec::new(), declined: false });
    Ok(vec![Record::made(file), Record::made(meeting)])
}

/// A party consents to a guest, or does not want them there. Whoever sits in the room already is not sent away again: a
/// party may end the whole at any time.
pub(super) fn answer_guest(case: &Case, id: &MeetingId, person: &PersonId, comes: bool) -> Verdict {
    let mut meeting = case.meeting(id)?;
    let me = &case.act.actor;
    if !meeting.parties.contains(me) {
        return Err(Refusal::NotEntitled);
    }
    let before = meeting.guests.iter().find(|guest| guest.person == *person).ok_or(Refusal::NotFound)?;
    let sits = meeting.is_gathered() && meeting.admits(before);
    let said = before.declined || (comes && before.consents.contains(me));
    if !meeting.is_ahead_or_held() || said || (sits && !comes) {
        return Err(Refusal::WrongState);
    }
    for guest in meeting.guests.iter_mut().filter(|guest| guest.person == *person) {
        if comes {
            guest.consents.push(me.clone());
        } else {
            guest.declined = true;
        }
    }
    Ok(vec![Record::made(meeting)])
}

/// Every party consents, or it does not take place (art. 23).
pub(super) fn agree(case: &Case, id: &MeetingId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    if !meeting.parties.contains(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    if meeting.state != MeetingState::Called || meeting.agreed.contains(&case.act.actor) {
        return Err(Refusal::WrongState);
    }
    meeting.agreed.push(case.act.actor.clone());
    Ok(vec![Record::made(meeting)])
}

/// What it came to; until the session is closed the mediator may put it right.
pub(super) fn settle(case: &Case, id: &MeetingId, how: Settlement, binding: bool) -> Verdict {
    let (_, mut file) = mediated(case, id)?;
    in_session(case, id)?;
    if binding && how == Settlement::Failed {
        return Err(Refusal::NotOnTheList { field: "binding".into() });
    }
    file.settled = Some(Settled { how, binding, at: case.done_at() });
    Ok(vec![Record::made(file)])
}

/// The mediation and its file, for its mediator. One that was called before there were files has an empty one.
fn mediated(case: &Case, id: &MeetingId) -> Result<(Meeting, Mediation), Refusal> {
    let meeting = case.meeting(id)?;
    if meeting.mediator.as_ref() != Some(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    let none = || Mediation { id: id.clone(), names: Vec::new(), matter: String::new(), settled: None };
    let file = case.community.mediation(id).cloned().unwrap_or_else(none);
    Ok((meeting, file))
}
