//! Rulebook: the count (计票). Two tellers write down the same count, each for themselves; it must add up
//! and agree, or it is counted again. Three tellers sign; the board declares the ballot valid or void
//! and reads out the result on the spot (居委会组织法 art. 19).

use super::{
    Composition, Elected, Election, ElectionState, Post, SecretBallot,
    arithmetic::{Invalid, adds_up, next_contests, outcome, recall_validity, validity},
    ballot::{Rule, enough_tellers, key},
    recall,
};
use crate::{
    decide::{Case, Verdict},
    ids::*,
    meeting::call::line,
    order::InOrder as _,
    record::Record,
    refusal::Refusal,
    topic::raise::days,
};
use alloc::{vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Lines of one count: candidates and names written in.
pub const MAX_LINES: usize = 300;

/// What all papers together said of one person. Whoever left both open abstained.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    /// In which section.
    pub post: Post,
    /// Of whom; somebody who is not printed was written in (另选他人).
    pub person: PersonId,
    /// 赞成.
    pub yes: u32,
    /// 反对.
    pub no: u32,
}

/// One teller's count. The other teller sees it only when the result is declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// `ballot/teller`.
    pub id: TallyId,
    /// Of which ballot.
    pub ballot: SecretBallotId,
    /// Of which election.
    pub election: ElectionId,
    /// Who counted.
    pub teller: PersonId,
    /// Papers found.
    pub found: u32,
    /// Of these, void: unreadable, more marks than seats, one person for two posts.
    pub void: u32,
    /// The marks, by post and person.
    pub lines: Vec<Line>,
    /// Counted for which time.
    pub attempt: u32,
}

impl Tally {
    fn says(&self) -> (u32, u32, &[Line]) {
        (self.found, self.void, &self.lines)
    }
}

fn counting(case: &Case, id: &ElectionId) -> Result<(Election, SecretBallot), Refusal> {
    let election = case.election(id, &[ElectionState::Counting])?;
    let ballot = case.community.ballot_under_way(&election).ok_or(Refusal::NotFound)?.clone();
    if ballot.mixed.is_some() { Ok((election, ballot)) } else { Err(Refusal::WrongState) }
}

/// A teller writes down what they counted, or counted anew; signatures under an earlier count fall.
pub(crate) fn enter(case: &Case, id: &ElectionId, found: u32, void: u32, lines: &[Line]) -> Verdict {
    let (election, mut ballot) = counting(case, id)?;
    if !ballot.is_told_by(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    if lines.len() > MAX_LINES {
        return Err(Refusal::NotOnTheList { field: "lines".into() });
    }
    let wrong = |rule: &str| Refusal::TallyWrong { rule: rule.into() };
    adds_up(&ballot.contests, found, void, lines).map_err(wrong)?;
    for line in lines {
        may_be_marked(case, &election, &ballot, line)?;
    }
    let mut lines = lines.to_vec();
    lines.in_order();
    let id = TallyId(key(&ballot.id, &case.act.actor));
    let attempt = case.community.tally(&id).map_or(1, |before| before.attempt.saturating_add(1));
    let tally = Tally {
        id,
        ballot: ballot.id.clone(),
        election: election.id.clone(),
        teller: case.act.actor.clone(),
        found,
        void,
        lines,
        attempt,
    };
    ballot.signed.clear();
    Ok(vec![Record::made(tally), Record::made(ballot)])
}

/// Printed in that section; or a voter written in, at a first ballot.
fn may_be_marked(case: &Case, election: &Election, ballot: &SecretBallot, line: &Line) -> Result<(), Refusal> {
    let of_post = |rule: Option<Rule>| {
        ballot.contests.iter().filter(move |c| c.post == line.post && rule.is_none_or(|rule| c.rule == rule))
    };
    if of_post(None).any(|contest| contest.people.contains(&line.person)) {
        return Ok(());
    }
    if line.no > 0 || of_post(Some(Rule::Majority)).next().is_none() {
        return Err(Refusal::TallyWrong { rule: "written_in".into() });
    }
    case.voter(election, &line.person)
}

/// The counts of two tellers and more that all say the same.
fn agreed<'a>(case: &Case<'a>, ballot: &SecretBallot) -> Result<&'a Tally, Refusal> {
    let mut all = case.community.tallies(&ballot.id);
    let first = all.next().ok_or(Refusal::TooFewTellers { need: 2 })?;
    let rest: Vec<&Tally> = all.collect();
    if rest.iter().any(|tally| tally.says() != first.says()) {
        return Err(Refusal::TallyDiffers);
    }
    if rest.is_empty() { Err(Refusal::TooFewTellers { need: 2 }) } else { Ok(first) }
}

/// A teller signs the record of the count.
pub(crate) fn sign(case: &Case, id: &ElectionId) -> Verdict {
    let (_, mut ballot) = counting(case, id)?;
    if !ballot.is_told_by(&case.act.actor) {
        return Err(Refusal::NotEntitled);
    }
    if ballot.signed.contains(&case.act.actor) {
        return Err(Refusal::WrongState);
    }
    // A phone sees its own count alone; whether two agree, the server knows.
    if case.community.is_whole() {
        agreed(case, &ballot)?;
    }
    ballot.signed.push(case.act.actor.clone());
    Ok(vec![Record::made(ballot)])
}

/// 「收回的选票等于或者少于发出的选票，选举有效；多于的，无效。」 A void first ballot voids the election; a void
/// later one is held again, and who was elected stays so. Where too few vote on a recall the member stays.
pub(crate) fn declare(case: &Case, id: &ElectionId) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Counting])?;
    let (_, mut ballot) = counting(case, id)?;
    enough_tellers(&ballot.signed, case.community.keys_of_election(&election).election_tellers_min)?;
    if !case.community.is_whole() {
        // No phone but the tellers' own knows a count before it is declared.
        return Ok(Vec::new());
    }
    let tally = agreed(case, &ballot)?;
    ballot.found = Some(tally.found);
    ballot.void = tally.void;
    ballot.lines = tally.lines.clone();
    let (base, issued) = (election.base(), ballot.issued);
    let valid = match election.recall {
        Some(_) => recall_validity(base, issued, tally.found),
        None => validity(election.mode, base, issued, tally.found),
    };
    ballot.invalid = valid.err();
    election.state = match (ballot.invalid, ballot.no) {
        (None, _) => ElectionState::Valid,
        (Some(_), 1) => ElectionState::Void,
        (Some(_), _) => {
            election.open = ballot.contests.clone();
            ElectionState::RunOff
        }
    };
    let mut changes: Vec<Record> = case.community.tallies(&ballot.id).cloned().map(Record::made).collect();
    if ballot.invalid == Some(Invalid::TooFew) {
        recall::settle(case, &mut election, recall::How::Stays, &mut changes);
    }
    changes.extend([Record::made(ballot), Record::made(election)]);
    Ok(changes)
}

/// The result is read out: who is elected, what is tied, what is missing; or whether a member is recalled.
pub(crate) fn read_out(case: &Case, id: &ElectionId, composition: Composition) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::Valid])?;
    let ballot = case.community.ballot_under_way(&election).ok_or(Refusal::NotFound)?;
    let found = ballot.found.ok_or(Refusal::WrongState)?;
    if election.recall.is_some() {
        return recall::read_out(case, election, ballot, found);
    }
    for contest in &ballot.contests {
        let seated: Vec<PersonId> = election.elected.iter().map(|seat| seat.person.clone()).collect();
        let outcome = outcome(contest, &ballot.lines, found, &seated);
        election.open.extend(next_contests(contest, &outcome));
        let won = outcome.won.into_iter();
        let seat = |(person, votes)| Elected { person, post: contest.post, votes, ballot: ballot.no };
        election.elected.extend(won.map(seat));
    }
    for seat in election.elected.clone() {
        election.name(case, &seat.person);
    }
    election.composition = composition;
    finish(case, &mut election);
    Ok(vec![Record::made(election)])
}

fn finish(case: &Case, election: &mut Election) {
    if election.elected.len() >= usize::try_from(election.seats.total()).unwrap_or(usize::MAX) {
        election.state = ElectionState::Complete;
        return;
    }
    let within = case.community.keys_of_election(election).election_runoff.days;
    election.run_off_by.get_or_insert(case.today().plus(days(within)));
    election.state = ElectionState::RunOff;
}

/// After a run-off, or with nobody left to run or no days left, the board may leave seats vacant for a
/// by-election, if three are filled.
pub(crate) fn leave_vacant(case: &Case, id: &ElectionId, reason: &str) -> Verdict {
    let mut election = case.by_board(id, &[ElectionState::RunOff])?;
    let reason = line(reason, "reason")?;
    let over = election.run_off_by.is_some_and(|until| until < case.today());
    let called = case.community.ballot_under_way(&election).is_some_and(|ballot| ballot.closed.is_none());
    if !over && (called || (election.ballots < 2 && !election.open.is_empty())) {
        return Err(Refusal::WrongState);
    }
    let need = case.community.keys_of_election(&election).election_runoff.least_elected.min(election.seats.total());
    let have = u32::try_from(election.elected.len()).unwrap_or(u32::MAX);
    if have < need && election.fills.is_none() {
        return Err(Refusal::TooFewElected { have, need });
    }
    election.open.clear();
    election.vacant = Some(reason);
    election.state = ElectionState::Complete;
    Ok(vec![Record::made(election)])
}
