//! Rulebook: ballot boxes (票箱、流动票箱) as custody records: sealed and numbered, three tellers at each, out
//! and back before closing, opened together. The mobile box goes to those alone who are old, ill or
//! disabled and asked for it (无障碍环境建设法 art. 48).

use super::{
    ElectionState, SecretBallot,
    ballot::{self, key},
    issue,
};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::call::line,
    record::Record,
    refusal::Refusal,
    time::Millis,
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Boxes of one ballot.
pub const MAX_BOXES: usize = 100;

/// Where a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoxState {
    /// Shown empty, closed, sealed; a fixed box stays so until it is opened. Mobile → Out.
    Sealed,
    /// 流动中. → Back, Excluded.
    Out,
    /// 已返回.
    Back,
    /// 已开箱: opened together with the others, the papers mixed.
    Opened,
    /// Its papers are not counted.
    Excluded,
}

/// Why a box is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Excluded {
    /// Not back before closing.
    Late,
    /// The seal is not the one it left with.
    Seal,
}

/// 票箱.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotBox {
    /// Its id.
    pub id: BallotBoxId,
    /// Of which ballot.
    pub ballot: SecretBallotId,
    /// Of which election.
    pub election: ElectionId,
    /// 流动票箱.
    pub mobile: bool,
    /// The polling place, or the route in a few words.
    pub place: String,
    /// Number of its seal.
    pub seal: String,
    /// Tellers at it.
    pub tellers: Vec<PersonId>,
    /// Papers handed out at it.
    pub issued: u32,
    /// Papers put into it, as far as the doors tell.
    pub returned: u32,
    /// Left.
    pub out: Option<Millis>,
    /// Came back.
    pub back: Option<Millis>,
    /// Where it is.
    pub state: BoxState,
    /// Why it is not counted.
    pub why: Option<Excluded>,
}

/// Somebody who asked for the mobile box, and what happened at their door; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxCall {
    /// `ballot/voter`.
    pub id: BoxCallId,
    /// In which ballot.
    pub ballot: SecretBallotId,
    /// In which election.
    pub election: ElectionId,
    /// Who.
    pub person: PersonId,
    /// The stop at their door.
    pub stop: Option<Stop>,
}

/// What came of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AtDoor {
    /// Took a paper and put it into the box.
    PutIn,
    /// Took a paper and kept it.
    Kept,
    /// Did not want one.
    Refused,
    /// Nobody there.
    NoAnswer,
}

/// One stop on the route sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// Which box.
    pub at_box: BallotBoxId,
    /// Came.
    pub from: Millis,
    /// Went.
    pub until: Millis,
    /// What came of it.
    pub outcome: AtDoor,
}

/// A stop as the teller writes it; travels beside the act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StopDetails {
    /// Whose door.
    pub person: PersonId,
    /// Came.
    pub from: Millis,
    /// Went.
    pub until: Millis,
    /// What came of it.
    pub outcome: AtDoor,
}

impl BoxCall {
    pub(super) fn asked(ballot: &SecretBallot, person: &PersonId) -> BoxCall {
        BoxCall {
            id: BoxCallId(key(&ballot.id, person)),
            ballot: ballot.id.clone(),
            election: ballot.election.clone(),
            person: person.clone(),
            stop: None,
        }
    }
}

/// A box is shown empty, closed and sealed, with three tellers of this ballot at it.
pub(crate) fn seal(
    case: &Case,
    id: &ElectionId,
    box_id: &BallotBoxId,
    mobile: bool,
    place: &str,
    seal: &str,
    tellers: &[PersonId],
) -> Verdict {
    let election = case.by_board(id, &[ElectionState::Voting])?;
    let ballot = case.community.ballot_under_way(&election).ok_or(Refusal::NotFound)?;
    if case.community.ballot_box(box_id).is_some() {
        return Err(Refusal::IdTaken);
    }
    let (place, seal) = (line(place, "place")?, line(seal, "seal")?);
    if case.community.boxes_of(&ballot.id).count() >= MAX_BOXES {
        return Err(Refusal::NotOnTheList { field: "box".into() });
    }
    let mut at: Vec<PersonId> = Vec::new();
    for person in tellers {
        if !ballot.is_told_by(person) {
            return Err(Refusal::NotEntitled);
        }
        if !at.contains(person) {
            at.push(person.clone());
        }
    }
    ballot::enough_tellers(&at, case.community.keys_of_election(&election).election_tellers_min)?;
    Ok(vec![Record::made(BallotBox {
        id: box_id.clone(),
        ballot: ballot.id.clone(),
        election: id.clone(),
        mobile,
        place,
        seal,
        tellers: at,
        issued: 0,
        returned: 0,
        out: None,
        back: None,
        state: BoxState::Sealed,
        why: None,
    })])
}

fn mobile(
    case: &Case,
    id: &ElectionId,
    box_id: &BallotBoxId,
    state: BoxState,
) -> Result<(SecretBallot, BallotBox), Refusal> {
    let (_, ballot, found) = issue::told(case, id, box_id, &[ElectionState::Voting])?;
    if found.mobile && found.state == state { Ok((ballot, found)) } else { Err(Refusal::WrongState) }
}

/// The mobile box leaves.
pub(crate) fn leave(case: &Case, id: &ElectionId, box_id: &BallotBoxId) -> Verdict {
    let (ballot, mut out) = mobile(case, id, box_id, BoxState::Sealed)?;
    if case.moment.now >= ballot.closes {
        return Err(Refusal::PollsClosed);
    }
    out.state = BoxState::Out;
    out.out = Some(case.moment.now);
    Ok(vec![Record::made(out)])
}

/// One door on its route, also without network; opening `stop` holds [`StopDetails`] as JSON. Only those
/// on the published list. A sheet written without network may arrive after the box did, and after the
/// polls closed, until the boxes are opened: its papers were handed out, and must count as issued.
pub(crate) fn stop(case: &Case, id: &ElectionId, box_id: &BallotBoxId, details: &Hash) -> Verdict {
    let during = [ElectionState::Voting, ElectionState::Counting];
    let (election, mut ballot, mut at) = issue::told(case, id, box_id, &during)?;
    if !at.mobile || at.out.is_none() || ballot.mixed.is_some() {
        return Err(Refusal::WrongState);
    }
    let bad = || Refusal::NotOnTheList { field: "stop".into() };
    let details: StopDetails = case.act.value_of("stop", details)?;
    let mut call = case.community.box_call(&BoxCallId(key(&ballot.id, &details.person))).ok_or(bad())?.clone();
    if call.stop.is_some() {
        return Err(Refusal::PaperIssued);
    }
    // The hours are the telephone's claim; a wrong clock must not unmake a paper that was handed out.
    if details.until < details.from {
        return Err(bad());
    }
    let mut changes = Vec::new();
    if matches!(details.outcome, AtDoor::PutIn | AtDoor::Kept) {
        changes.push(Record::made(issue::tick(case, &election, &ballot, &at, &details.person, None)?));
        at.issued = at.issued.saturating_add(1);
        at.returned = at.returned.saturating_add(u32::from(details.outcome == AtDoor::PutIn));
        ballot.issued = ballot.issued.saturating_add(1);
        changes.push(Record::made(ballot));
    }
    call.stop =
        Some(Stop { at_box: at.id.clone(), from: details.from, until: details.until, outcome: details.outcome });
    changes.extend([Record::made(call), Record::made(at)]);
    Ok(changes)
}

/// Back at the polling place before closing, with the seal it left with; another seal is noted, and the
/// box is not counted.
pub(crate) fn come_back(case: &Case, id: &ElectionId, box_id: &BallotBoxId, seal: &str) -> Verdict {
    let (ballot, mut at) = mobile(case, id, box_id, BoxState::Out)?;
    if case.moment.now >= ballot.closes {
        return Err(Refusal::PollsClosed);
    }
    at.back = Some(case.moment.now);
    at.state = BoxState::Back;
    if at.seal != seal.trim() {
        at.state = BoxState::Excluded;
        at.why = Some(Excluded::Seal);
    }
    Ok(vec![Record::made(at)])
}

/// All boxes are opened together, in public, and the papers mixed before anybody counts.
pub(crate) fn open_all(case: &Case, id: &ElectionId) -> Verdict {
    let election = case.by_board(id, &[ElectionState::Counting])?;
    let mut ballot = case.community.ballot_under_way(&election).ok_or(Refusal::NotFound)?.clone();
    if ballot.mixed.is_some() {
        return Err(Refusal::WrongState);
    }
    ballot.mixed = Some(case.moment.now);
    let mut changes: Vec<Record> = Vec::new();
    for at in case.community.boxes_of(&ballot.id).filter(|b| b.state != BoxState::Excluded) {
        let mut at = at.clone();
        at.state = BoxState::Opened;
        changes.push(Record::made(at));
    }
    changes.push(Record::made(ballot));
    Ok(changes)
}
