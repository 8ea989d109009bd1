//! Rulebook: one secret ballot (无记名投票) of an election: what stands on the paper, who counts, who votes
//! for whom in writing, when the polls open and close. Paper alone; it knows how many papers were issued
//! and what all of them together said.

use super::{
    Election, ElectionState, Post,
    arithmetic::Invalid,
    nominate::{self, Candidate},
};
use crate::{
    charter::election::Mode,
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    record::Record,
    refusal::Refusal,
    time::{Day, Millis},
};
use alloc::{format, string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Tellers of one ballot.
pub const MAX_TELLERS: usize = 60;

/// What wins a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// More than half of those who voted.
    Majority,
    /// 另行选举: more votes, and a third of those who voted.
    RunOff,
    /// 再次投票 among those tied: more votes.
    Revote,
    /// 罢免: more than half of those who voted agree; nobody is written in.
    Recall,
}

/// One section of the paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// The post.
    pub post: Post,
    /// Seats.
    pub seats: u32,
    /// Who is printed, in this order.
    pub people: Vec<PersonId>,
    /// What wins.
    pub rule: Rule,
}

/// One ballot: the first, a vote between those tied, or a run-off. It holds no vote of anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretBallot {
    /// `election/1`, `election/2` …
    pub id: SecretBallotId,
    /// Of which election.
    pub election: ElectionId,
    /// Counted from 1.
    pub no: u32,
    /// Polling day.
    pub on: Day,
    /// When the polls close.
    pub closes: Millis,
    /// What stands on the paper.
    pub contests: Vec<Contest>,
    /// 监票人、计票人.
    pub tellers: Vec<PersonId>,
    /// Written proxies.
    pub proxies: u32,
    /// Voters who asked for the mobile box.
    pub calls: u32,
    /// When the lists of proxies and of the mobile box were published; nothing is added after.
    pub lists: Option<Millis>,
    /// When the polls opened.
    pub opened: Option<Millis>,
    /// Papers handed out.
    pub issued: u32,
    /// When the polls closed.
    pub closed: Option<Millis>,
    /// When all boxes were opened together and their papers mixed.
    pub mixed: Option<Millis>,
    /// Tellers who signed the record of the count.
    pub signed: Vec<PersonId>,
    /// Papers found; with the lines below set when the count is declared.
    pub found: Option<u32>,
    /// Of these, void.
    pub void: u32,
    /// What all papers together said.
    pub lines: Vec<super::count::Line>,
    /// Why it is void.
    pub invalid: Option<Invalid>,
}

/// 委托投票: one voter casts for another who is away. Personal; the list hangs out on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proxy {
    /// `ballot/principal`.
    pub id: ProxyId,
    /// In which ballot.
    pub ballot: SecretBallotId,
    /// In which election.
    pub election: ElectionId,
    /// Who is away.
    pub from: PersonId,
    /// Who casts for them.
    pub to: PersonId,
    /// When it was given.
    pub at: Millis,
}

impl SecretBallot {
    /// Whether somebody tells here.
    pub fn is_told_by(&self, person: &PersonId) -> bool {
        self.tellers.contains(person)
    }

    /// Stands on the paper.
    pub fn prints(&self, person: &PersonId) -> bool {
        self.contests.iter().any(|contest| contest.people.contains(person))
    }
}

/// The key of a person's part in a ballot: proxy, call of the mobile box, paper handed out.
pub fn key(ballot: &SecretBallotId, person: &PersonId) -> String {
    format!("{ballot}/{person}")
}

/// The first ballot: every post with its candidates in the order of the list.
pub(super) fn first_contests(election: &Election, listed: &[Candidate]) -> Vec<Contest> {
    let of = |post: Post| Contest {
        post,
        seats: election.seats.of(post),
        people: listed.iter().filter(|c| c.post == post).map(|c| c.person.clone()).collect(),
        rule: Rule::Majority,
    };
    Post::ALL.into_iter().map(of).filter(|contest| contest.seats > 0).collect()
}

/// The ballot that settles what is open, on the election's polling day.
pub(super) fn next(election: &mut Election) -> SecretBallot {
    election.ballots = election.ballots.saturating_add(1);
    SecretBallot {
        id: current(election),
        election: election.id.clone(),
        no: election.ballots,
        on: election.vote_on,
        closes: election.closing(),
        contests: core::mem::take(&mut election.open),
        tellers: Vec::new(),
        proxies: 0,
        calls: 0,
        lists: None,
        opened: None,
        issued: 0,
        closed: None,
        mixed: None,
        signed: Vec::new(),
        found: None,
        void: 0,
        lines: Vec::new(),
        invalid: None,
    }
}

/// The id of an election's newest ballot.
pub fn current(election: &Election) -> SecretBallotId {
    SecretBallotId(format!("{}/{}", election.id, election.ballots))
}

/// 另行选举, 再次投票: the day of the next ballot, within thirty days of the count.
pub(crate) fn call_again(case: &Case, id: &ElectionId, on: Day, closes: u16) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::RunOff])?;
    let until = election.run_off_by.ok_or(Refusal::WrongState)?;
    if election.open.is_empty() {
        return Err(Refusal::WrongState);
    }
    if on < case.today() || on > until {
        return Err(Refusal::DayOutOfRange { from: case.today(), until: Some(until) });
    }
    if closes == 0 || closes > 24 * 60 {
        return Err(Refusal::NotOnTheList { field: "closes".into() });
    }
    election.vote_on = on;
    election.closes = closes;
    let ballot = next(&mut election);
    Ok(vec![Record::made(ballot), Record::made(election)])
}

/// The ballot of an election that waits for its polls.
fn before_polling(case: &Case, id: &ElectionId) -> Result<(Election, SecretBallot), Refusal> {
    use ElectionState::{CandidatesPublished, RunOff};
    let election = case.election(id, &[CandidatesPublished, RunOff])?;
    let ballot = case.community.ballot_under_way(&election).ok_or(Refusal::WrongState)?.clone();
    if ballot.closed.is_some() { Err(Refusal::WrongState) } else { Ok((election, ballot)) }
}

fn by_board_before_polling(case: &Case, id: &ElectionId) -> Result<(Election, SecretBallot), Refusal> {
    use ElectionState::{CandidatesPublished, RunOff};
    case.by_board(id, &[CandidatesPublished, RunOff])?;
    before_polling(case, id)
}

/// 监票人、计票人: nobody who stands. That they are no near relatives of candidates the board checks.
pub(crate) fn appoint(case: &Case, id: &ElectionId, tellers: &[PersonId]) -> Verdict {
    let (mut election, mut ballot) = by_board_before_polling(case, id)?;
    let need = case.community.keys_of_election(&election).election_tellers_min;
    ballot.tellers.clear();
    for person in tellers {
        let listed = case.community.candidate(&nominate::key(id, person)).is_some_and(Candidate::is_listed);
        if listed || ballot.prints(person) {
            return Err(Refusal::TellerIsCandidate);
        }
        if case.community.is_whole() && case.community.person(person).is_none() {
            return Err(Refusal::NotFound);
        }
        if !ballot.tellers.contains(person) {
            ballot.tellers.push(person.clone());
            election.name(case, person);
        }
    }
    enough_tellers(&ballot.tellers, need)?;
    if ballot.tellers.len() > MAX_TELLERS {
        return Err(Refusal::NotOnTheList { field: "tellers".into() });
    }
    Ok(vec![Record::made(ballot), Record::made(election)])
}

/// 「三名以上」 at every box and under every count.
pub(super) fn enough_tellers(tellers: &[PersonId], need: u32) -> Result<(), Refusal> {
    if u32::try_from(tellers.len()).unwrap_or(u32::MAX) < need { Err(Refusal::TooFewTellers { need }) } else { Ok(()) }
}

/// 委托投票: in writing, before polling day, to another voter who does not stand, who is no proxy for
/// three already and votes themself. Not where representatives vote (居委会组织法 art. 19).
pub(crate) fn give_proxy(case: &Case, id: &ElectionId, from: &PersonId, to: &PersonId) -> Verdict {
    let (election, mut ballot) = before_polling(case, id)?;
    // One's own act, or the paper that lies before the board.
    if case.act.actor != *from {
        by_board_before_polling(case, id)?;
    }
    let max = case.community.keys_of_election(&election).election_proxy_max;
    casts(case, &election, from)?;
    casts(case, &election, to)?;
    let stands = ballot.prints(to) || ballot.prints(from);
    if stands || from == to || election.mode == Mode::ResidentReps || case.today() >= ballot.on {
        return Err(Refusal::ProxyNotAllowed);
    }
    if ballot.lists.is_some() {
        return Err(Refusal::ListsClosed);
    }
    let id = ProxyId(key(&ballot.id, from));
    let taken = case.community.proxy(&id).is_some() || asked(case, &ballot, from);
    let away = case.community.proxy(&ProxyId(key(&ballot.id, to))).is_some();
    let held = case.community.proxies_of(&ballot.id, to).count();
    // Who votes for others must be there; who others vote for is not.
    if taken || away || case.community.proxies_of(&ballot.id, from).next().is_some() {
        return Err(Refusal::ProxyNotAllowed);
    }
    if held >= usize::try_from(max).unwrap_or(usize::MAX) {
        return Err(Refusal::ProxyLimit { max });
    }
    ballot.proxies = ballot.proxies.saturating_add(1);
    let proxy = Proxy {
        id,
        ballot: ballot.id.clone(),
        election: election.id.clone(),
        from: from.clone(),
        to: to.clone(),
        at: case.moment.now,
    };
    Ok(vec![Record::made(proxy), Record::made(ballot)])
}

fn asked(case: &Case, ballot: &SecretBallot, person: &PersonId) -> bool {
    case.community.box_call(&BoxCallId(key(&ballot.id, person))).is_some()
}

/// Somebody whose ballot counts under the mode of this election, as far as this holder knows the roll.
pub(super) fn casts(case: &Case, election: &Election, person: &PersonId) -> Result<(), Refusal> {
    match case.community.voter(&super::roll::key(&election.id, person)) {
        Some(voter) if voter.casts(election.mode) => Ok(()),
        None if !case.community.is_whole() => Ok(()),
        _ => Err(Refusal::NotOnRoll),
    }
}

/// A voter who cannot come asks for the mobile box, or the board notes it for them; no reason is kept,
/// and the act does not say for whom: opening `voter` holds the person as JSON.
pub(crate) fn call_box(case: &Case, id: &ElectionId, voter: &Hash) -> Verdict {
    let (election, mut ballot) = before_polling(case, id)?;
    let person: PersonId = case.act.value_of("voter", voter)?;
    let person = &person;
    if case.act.actor != *person {
        by_board_before_polling(case, id)?;
    }
    casts(case, &election, person)?;
    if ballot.lists.is_some() {
        return Err(Refusal::ListsClosed);
    }
    if asked(case, &ballot, person) || case.community.proxy(&ProxyId(key(&ballot.id, person))).is_some() {
        return Err(Refusal::WrongState);
    }
    ballot.calls = ballot.calls.saturating_add(1);
    let call = super::BoxCall::asked(&ballot, person);
    Ok(vec![Record::made(call), Record::made(ballot)])
}

/// The lists of proxies and of the mobile box hang out; from here on nothing is added to them.
pub(crate) fn publish_lists(case: &Case, id: &ElectionId) -> Verdict {
    let (_, mut ballot) = by_board_before_polling(case, id)?;
    if ballot.lists.is_some() {
        return Err(Refusal::WrongState);
    }
    ballot.lists = Some(case.moment.now);
    Ok(vec![Record::made(ballot)])
}

/// The polls open, on the day: lists published, tellers there.
pub(crate) fn open(case: &Case, id: &ElectionId) -> Verdict {
    let (mut election, mut ballot) = by_board_before_polling(case, id)?;
    if case.today() != ballot.on {
        return Err(Refusal::DayOutOfRange { from: ballot.on, until: Some(ballot.on) });
    }
    if case.moment.now >= ballot.closes {
        return Err(Refusal::PollsClosed);
    }
    if ballot.lists.is_none() {
        return Err(Refusal::ListsUnpublished);
    }
    enough_tellers(&ballot.tellers, case.community.keys_of_election(&election).election_tellers_min)?;
    ballot.opened = Some(case.moment.now);
    election.state = ElectionState::Voting;
    Ok(vec![Record::made(ballot), Record::made(election)])
}

/// The polls close: at the hour, or once everybody on the roll has their paper. A box that is not back
/// by then is not counted.
pub(crate) fn close(case: &Case, id: &ElectionId) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Voting])?;
    let mut ballot = case.community.ballot_under_way(&election).ok_or(Refusal::NotFound)?.clone();
    if case.moment.now < ballot.closes && ballot.issued < election.base() {
        return Err(Refusal::NotYet { from: ballot.closes });
    }
    let mut changes = Vec::new();
    for late in case.community.boxes_of(&ballot.id).filter(|b| b.state == super::boxes::BoxState::Out) {
        let mut late = late.clone();
        late.state = super::boxes::BoxState::Excluded;
        late.why = Some(super::boxes::Excluded::Late);
        changes.push(Record::made(late));
    }
    ballot.closed = Some(case.moment.now);
    election.state = ElectionState::Counting;
    changes.extend([Record::made(ballot), Record::made(election)]);
    Ok(changes)
}
