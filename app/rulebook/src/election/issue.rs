//! Rulebook: the issue list (领票登记): who received a ballot paper. Not which paper, for none is numbered,
//! and not what became of it: from here on nobody can say whose it was.

use super::{
    Election, ElectionState, SecretBallot,
    ballot::{self, key},
    boxes::{BallotBox, BoxState},
};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    record::Record,
    refusal::Refusal,
};
use alloc::vec;
use serde::{Deserialize, Serialize};

/// One tick on the issue list; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handout {
    /// `ballot/voter`.
    pub id: HandoutId,
    /// In which ballot.
    pub ballot: SecretBallotId,
    /// In which election.
    pub election: ElectionId,
    /// Whose paper it is.
    pub person: PersonId,
    /// Who took it for them, in writing.
    pub through: Option<PersonId>,
    /// At which box.
    pub at_box: BallotBoxId,
}

/// Who takes a paper, as the teller ticks it; travels beside the act, so that no leaf of the ledger
/// tells who took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tick {
    /// Whose paper it is.
    pub person: PersonId,
    /// Who takes it for them, in writing.
    #[serde(default)]
    pub through: Option<PersonId>,
}

/// A paper is handed out at a polling place, by a teller of its box; opening `paper` holds a [`Tick`].
pub(crate) fn hand_out(case: &Case, id: &ElectionId, at: &BallotBoxId, paper: &Hash) -> Verdict {
    let (election, mut ballot, mut at) = told(case, id, at, &[ElectionState::Voting])?;
    let Tick { person, through } = case.act.value_of("paper", paper)?;
    let (person, through) = (&person, through.as_ref());
    if at.mobile || at.state != BoxState::Sealed {
        return Err(Refusal::WrongState);
    }
    if case.moment.now >= ballot.closes {
        return Err(Refusal::PollsClosed);
    }
    // Whoever waits for the mobile box is served by it alone: two lists must not both hand out.
    if case.community.box_call(&BoxCallId(key(&ballot.id, person))).is_some_and(|call| call.stop.is_none()) {
        return Err(Refusal::OnTheMobileList);
    }
    let tick = tick(case, &election, &ballot, &at, person, through)?;
    at.issued = at.issued.saturating_add(1);
    ballot.issued = ballot.issued.saturating_add(1);
    Ok(vec![Record::made(tick), Record::made(at), Record::made(ballot)])
}

/// A box of the ballot under way, for one of its tellers.
pub(super) fn told(
    case: &Case,
    id: &ElectionId,
    at: &BallotBoxId,
    states: &[ElectionState],
) -> Result<(Election, SecretBallot, BallotBox), Refusal> {
    let election = case.election(id, states)?;
    let ballot = case.community.ballot_under_way(&election).ok_or(Refusal::NotFound)?.clone();
    let at = case.community.ballot_box(at).filter(|b| b.ballot == ballot.id).ok_or(Refusal::NotFound)?.clone();
    if at.tellers.contains(&case.act.actor) { Ok((election, ballot, at)) } else { Err(Refusal::NotEntitled) }
}

/// One paper for each voter, to them or to their proxy.
pub(super) fn tick(
    case: &Case,
    election: &Election,
    ballot: &SecretBallot,
    at: &BallotBox,
    person: &PersonId,
    through: Option<&PersonId>,
) -> Result<Handout, Refusal> {
    ballot::casts(case, election, person)?;
    let proxy = case.community.proxy(&ProxyId(key(&ballot.id, person)));
    if proxy.map(|proxy| &proxy.to) != through && (through.is_some() || case.community.is_whole()) {
        return Err(Refusal::ProxyNotAllowed);
    }
    let id = HandoutId(key(&ballot.id, person));
    if case.community.handout(&id).is_some() {
        return Err(Refusal::PaperIssued);
    }
    Ok(Handout {
        id,
        ballot: ballot.id.clone(),
        election: election.id.clone(),
        person: person.clone(),
        through: through.cloned(),
        at_box: at.id.clone(),
    })
}
