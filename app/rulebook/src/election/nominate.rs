//! Rulebook: who stands (提名、候选人). 「网格自管会成员包括网格党组织成员、专业网格员、共建单位、楼组长、居民
//! 骨干、普通居民等多元主体。」 The grid's party organisation nominates, or ten voters jointly; a voter
//! backs at most as many people as there are seats (居委会组织法 art. 18); nobody stands unasked.

use super::{Composition, Election, ElectionState, Post, announce::far_enough, ballot, roll};
use crate::{
    decide::{Case, Verdict},
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::raise::days,
};
use alloc::{format, string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Names on one list.
pub const MAX_LIST: usize = 60;

/// As what somebody may stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A voter of the grid.
    Voter,
    /// 专业网格员 of the grid.
    Specialist,
    /// 共建单位: who speaks for a unit; the party organisation alone nominates them.
    Partner {
        /// The unit.
        unit: UnitId,
    },
}

/// Somebody who is nominated, and once they agreed and have enough support a candidate. Personal: it
/// names them; public once the list is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// `election/person`.
    pub id: CandidateId,
    /// In which election.
    pub election: ElectionId,
    /// Who.
    pub person: PersonId,
    /// The name as it stands on the ballot paper.
    pub name: String,
    /// For which post; on the ballot paper in this section alone.
    pub post: Post,
    /// As what.
    pub standing: Standing,
    /// The grid's party organisation nominated them.
    pub by_party: bool,
    /// The voter who nominated them first; hidden from the public.
    pub by: Option<PersonId>,
    /// Voters behind them; oneself does not count.
    pub support: u32,
    /// When they agreed to stand.
    pub agreed: Option<Millis>,
    /// They withdrew.
    pub withdrawn: bool,
    /// Place on the published list, from 1.
    pub place: Option<u32>,
}

/// What somebody stands behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A nomination.
    Candidate(CandidateId),
    /// The demand for a recall.
    Recall(RecallId),
}

/// One voter behind a nomination or a recall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backing {
    /// `cause/person`; behind a recall `recall/cause/person`.
    pub id: BackingId,
    /// Behind what.
    pub cause: Cause,
    /// In which election.
    pub election: ElectionId,
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Millis,
}

impl Candidate {
    /// Agreed, not withdrawn, and nominated by the party organisation or by enough voters.
    pub fn stands(&self, need: u32) -> bool {
        self.agreed.is_some() && !self.withdrawn && (self.by_party || self.support >= need)
    }

    /// On the list that was published.
    pub fn is_listed(&self) -> bool {
        self.place.is_some() && !self.withdrawn
    }
}

impl Backing {
    /// One person, once behind each cause.
    pub(super) fn of(case: &Case, cause: Cause, election: &ElectionId) -> Result<Backing, Refusal> {
        if let Some(before) = case.community.behind(&cause, &case.act.actor) {
            return Err(Refusal::Duplicate { signed: before.at });
        }
        let id = match &cause {
            Cause::Candidate(of) => format!("{of}/{}", case.act.actor),
            // A nomination and a recall of the same person have the same key: whoever stood behind the one may
            // stand behind the other.
            Cause::Recall(of) => format!("recall/{of}/{}", case.act.actor),
        };
        let id = BackingId(id);
        let (person, at) = (case.act.actor.clone(), case.moment.now);
        Ok(Backing { id, cause, election: election.clone(), person, at })
    }
}

/// The key of somebody who is nominated.
pub fn key(election: &ElectionId, person: &PersonId) -> CandidateId {
    CandidateId(roll::key(election, person).0)
}

/// The board opens the nominations once the roll is final.
pub(crate) fn open(case: &Case, id: &ElectionId) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::RollFinal])?;
    election.state = ElectionState::Nominating;
    Ok(vec![Record::made(election)])
}

/// Names somebody: the party organisation, or a voter who is the first of ten; also oneself.
pub(crate) fn nominate(case: &Case, id: &ElectionId, person: &PersonId, post: Post, standing: &Standing) -> Verdict {
    let election = nominating(case, id)?;
    let by_party = case.actor_holds(core::slice::from_ref(&election.grid), Role::reviews);
    if !by_party {
        case.voter(&election, &case.act.actor)?;
    }
    if election.seats.of(post) == 0 {
        return Err(Refusal::NotOnTheList { field: "post".into() });
    }
    may_stand(case, &election, person, standing, by_party)?;
    let before = case.community.candidate(&key(id, person)).cloned();
    let mut candidate = match before {
        Some(_) if !by_party => return Err(Refusal::IdTaken),
        Some(candidate) => candidate,
        None => Candidate {
            id: key(id, person),
            election: id.clone(),
            person: person.clone(),
            name: case.community.name_of(person).unwrap_or_default(),
            post,
            standing: standing.clone(),
            by_party: false,
            by: None,
            support: 0,
            agreed: None,
            withdrawn: false,
            place: None,
        },
    };
    if by_party {
        candidate.by_party = true;
        return Ok(vec![Record::made(candidate)]);
    }
    candidate.by = Some(case.act.actor.clone());
    if *person == case.act.actor {
        // Who names themselves agrees by it, and needs ten others.
        return agreed(case, election, candidate, post);
    }
    let support = back(case, &election, &candidate)?;
    candidate.support = 1;
    Ok(vec![Record::made(support), Record::made(candidate)])
}

fn nominating(case: &Case, id: &ElectionId) -> Result<Election, Refusal> {
    case.election(id, &[ElectionState::Nominating])
}

/// Any voter; specialists of the grid and people of partner units by the party organisation.
fn may_stand(
    case: &Case,
    election: &Election,
    person: &PersonId,
    standing: &Standing,
    by_party: bool,
) -> Result<(), Refusal> {
    match standing {
        Standing::Voter => case.voter(election, person),
        Standing::Specialist => {
            let is = |role| role == Role::SpecialistGridWorker;
            let holds = case.community.holds(person, &election.grid, case.today(), is);
            if by_party && holds { Ok(()) } else { Err(Refusal::NotEntitled) }
        }
        Standing::Partner { unit } => {
            case.community.unit(unit).filter(|unit| unit.grid == election.grid).ok_or(Refusal::NotFound)?;
            if case.community.is_whole() && case.community.person(person).is_none() {
                return Err(Refusal::NotFound);
            }
            if by_party { Ok(()) } else { Err(Refusal::NotEntitled) }
        }
    }
}

/// 同意参选: nobody stands unasked. The post they choose is the one section they appear in; whoever sits
/// on the board leaves it (art. 15).
pub(crate) fn stand(case: &Case, id: &ElectionId, post: Post) -> Verdict {
    let election = nominating(case, id)?;
    let candidate = case.community.candidate(&key(id, &case.act.actor)).ok_or(Refusal::NotFound)?.clone();
    if election.seats.of(post) == 0 {
        return Err(Refusal::NotOnTheList { field: "post".into() });
    }
    if candidate.agreed.is_some() && !candidate.withdrawn {
        return Err(Refusal::WrongState);
    }
    agreed(case, election, candidate, post)
}

fn agreed(case: &Case, mut election: Election, mut candidate: Candidate, post: Post) -> Verdict {
    candidate.post = post;
    candidate.agreed = Some(case.moment.now);
    candidate.withdrawn = false;
    let mut changes = Vec::new();
    if election.board.contains(&candidate.person) && !election.left.contains(&candidate.person) {
        election.left.push(candidate.person.clone());
        changes.push(Record::made(election));
    }
    changes.push(Record::made(candidate));
    Ok(changes)
}

/// A candidate steps back, until the list is published.
pub(crate) fn step_back(case: &Case, id: &ElectionId) -> Verdict {
    nominating(case, id)?;
    let mut candidate = case.community.candidate(&key(id, &case.act.actor)).ok_or(Refusal::NotFound)?.clone();
    if candidate.agreed.is_none() || candidate.withdrawn {
        return Err(Refusal::WrongState);
    }
    candidate.withdrawn = true;
    Ok(vec![Record::made(candidate)])
}

/// One more voter behind somebody who agreed to stand.
pub(crate) fn support(case: &Case, id: &ElectionId, candidate: &CandidateId) -> Verdict {
    let election = nominating(case, id)?;
    let mut candidate =
        case.community.candidate(candidate).filter(|c| c.election == *id).ok_or(Refusal::NotFound)?.clone();
    if candidate.agreed.is_none() || candidate.withdrawn || candidate.person == case.act.actor {
        return Err(Refusal::WrongState);
    }
    let support = back(case, &election, &candidate)?;
    candidate.support = candidate.support.saturating_add(1);
    Ok(vec![Record::made(support), Record::made(candidate)])
}

fn back(case: &Case, election: &Election, candidate: &Candidate) -> Result<Backing, Refusal> {
    case.voter(election, &case.act.actor)?;
    let support = Backing::of(case, Cause::Candidate(candidate.id.clone()), &election.id)?;
    let max = election.seats.total();
    let given = case.community.nominations_by(&election.id, &case.act.actor).count();
    if given >= usize::try_from(max).unwrap_or(usize::MAX) {
        return Err(Refusal::TooManyNominations { max });
    }
    Ok(support)
}

/// Where there is no choice between candidates, nominations go on for three days, once.
pub(crate) fn extend(case: &Case, id: &ElectionId) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Nominating])?;
    if election.extended.is_some() {
        return Err(Refusal::NominationsExtended);
    }
    let extra = case.community.keys_of_election(&election).election_nominate.extension;
    election.extended = Some(case.today().plus(days(extra)));
    Ok(vec![Record::made(election)])
}

/// The list, five days before polling; by nominations, those equal by strokes as the board orders them.
/// More candidates than seats, or an extension that brought none: then yes or no, and it is noted.
pub(crate) fn publish(case: &Case, id: &ElectionId, order: &[PersonId], list: Composition) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Nominating])?;
    let keys = case.community.keys_of_election(&election);
    far_enough(case, election.vote_on, keys.election_nominate.list_days)?;
    let over = match election.extended {
        Some(until) if case.today() <= until => return Err(Refusal::NotYet { from: until.ends() }),
        extended => extended.is_some(),
    };
    let mut listed = in_order(case, &election, order)?;
    for post in Post::ALL.into_iter().filter(|post| election.seats.of(*post) > 0) {
        let have = u32::try_from(listed.iter().filter(|c| c.post == post).count()).unwrap_or(u32::MAX);
        if have > election.seats.of(post) {
            continue;
        }
        if !over || have == 0 {
            return Err(Refusal::NoChoice { post });
        }
        election.no_choice.push(post);
    }
    for (place, candidate) in (1..).zip(listed.iter_mut()) {
        candidate.place = Some(place);
    }
    election.list = list;
    election.open = ballot::first_contests(&election, &listed);
    election.state = ElectionState::CandidatesPublished;
    let first = ballot::next(&mut election);
    let mut changes: Vec<Record> = listed.into_iter().map(Record::made).collect();
    changes.extend([Record::made(first), Record::made(election)]);
    Ok(changes)
}

/// Everybody who stands, each once, nobody with fewer nominations before somebody with more.
fn in_order(case: &Case, election: &Election, order: &[PersonId]) -> Result<Vec<Candidate>, Refusal> {
    let need = case.community.keys_of_election(election).election_nominate.voters;
    let off = || Refusal::NotOnTheList { field: "order".into() };
    let mut listed: Vec<Candidate> = Vec::new();
    for person in order {
        let candidate = case.community.candidate(&key(&election.id, person)).ok_or_else(off)?;
        let again = listed.iter().any(|c| c.person == *person);
        let after = listed.iter().rev().find(|c| c.post == candidate.post);
        if again || !candidate.stands(need) || after.is_some_and(|before| before.support < candidate.support) {
            return Err(off());
        }
        listed.push(candidate.clone());
    }
    let all = case.community.candidates(&election.id).filter(|c| c.stands(need)).count();
    if listed.len() == all && all <= MAX_LIST { Ok(listed) } else { Err(off()) }
}
