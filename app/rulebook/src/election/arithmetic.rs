//! Rulebook: the arithmetic of an election, in whole numbers: what makes it valid, who is elected, what
//! is tied, what is missing (居委会组织法 art. 19 and the local rules by analogy). Never by lot.

use super::{
    Post,
    ballot::{Contest, Rule},
    count::Line,
};
use crate::{charter::election::Mode, ids::PersonId, order::InOrder as _};
use alloc::{vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Why a ballot is void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invalid {
    /// More papers in the boxes than were issued.
    MoreThanIssued,
    /// Too few took part.
    TooFew,
}

/// 「收回的选票多于发出的选票，选举无效」; and more than half of the roll must take part: of the voters, of
/// the representatives of the households; of the residents' representatives two thirds and more.
pub fn validity(mode: Mode, base: u32, issued: u32, found: u32) -> Result<(), Invalid> {
    if found > issued {
        return Err(Invalid::MoreThanIssued);
    }
    let (found, base) = (u64::from(found), u64::from(base));
    let enough = match mode {
        Mode::AllVoters | Mode::HouseholdReps => found * 2 > base,
        Mode::ResidentReps => found * 3 > base * 2,
    };
    if enough { Ok(()) } else { Err(Invalid::TooFew) }
}

/// The same for a poll on a recall, under every mode: more than half of those who may cast take part.
pub fn recall_validity(base: u32, issued: u32, found: u32) -> Result<(), Invalid> {
    validity(Mode::AllVoters, base, issued, found)
}

/// Whether so many votes win a seat, or recall who holds it: more than half of those who voted, void papers
/// counted; a third of them in a run-off; among those tied, simply more.
pub fn wins(votes: u32, found: u32, rule: Rule) -> bool {
    let (votes, found) = (u64::from(votes), u64::from(found));
    match rule {
        Rule::Majority | Rule::Recall => votes * 2 > found,
        Rule::RunOff => votes > 0 && votes * 3 >= found,
        Rule::Revote => votes > 0,
    }
}

/// What a contest came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Won, most votes first.
    pub won: Vec<(PersonId, u32)>,
    /// Equal votes for the last seats.
    pub tied: Vec<PersonId>,
    /// Seats those tied are equal for.
    pub tied_seats: u32,
    /// Seats nobody won.
    pub missing: u32,
    /// Who did not win, most votes first.
    pub unelected: Vec<(PersonId, u32)>,
}

/// Reads a contest: 「当选人数超过应选名额的，以得票多的当选」. Who sits in a higher post already is passed over.
pub fn outcome(contest: &Contest, lines: &[Line], found: u32, seated: &[PersonId]) -> Outcome {
    let mut votes: Vec<(PersonId, u32)> = lines
        .iter()
        .filter(|line| line.post == contest.post && !seated.contains(&line.person))
        .map(|line| (line.person.clone(), line.yes))
        .collect();
    // Among equals the order decides nothing; it only has to be the same everywhere.
    votes.in_order_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let seats = usize::try_from(contest.seats).unwrap_or(usize::MAX);
    let (mut won, mut unelected): (Vec<_>, Vec<_>) =
        votes.into_iter().partition(|(_, votes)| wins(*votes, found, contest.rule));
    let missing = seats.saturating_sub(won.len());
    let mut tied = Vec::new();
    if let (Some(last), Some(next)) = (seats.checked_sub(1).and_then(|i| won.get(i)), won.get(seats)) {
        let cut = last.1;
        if cut == next.1 {
            tied = won.iter().filter(|(_, votes)| *votes == cut).map(|(person, _)| person.clone()).collect();
            let lower: Vec<_> = won.extract_if(.., |(_, votes)| *votes <= cut).collect();
            unelected.splice(0..0, lower.into_iter().filter(|(_, votes)| *votes < cut));
        } else {
            unelected.splice(0..0, won.split_off(seats));
        }
    }
    let tied_seats = if tied.is_empty() { 0 } else { narrow(seats.saturating_sub(won.len())) };
    Outcome { won, tied, tied_seats, missing: narrow(missing), unelected }
}

/// What the next ballot must settle. Those tied are voted again at once, tied once more they go to a
/// run-off; missing seats go to a run-off among the unelected with the most votes, one more than seats.
pub fn next_contests(contest: &Contest, outcome: &Outcome) -> Vec<Contest> {
    let mut next = Vec::new();
    if !outcome.tied.is_empty() {
        let rule = if contest.rule == Rule::Revote { Rule::RunOff } else { Rule::Revote };
        next.push(Contest { post: contest.post, seats: outcome.tied_seats, people: outcome.tied.clone(), rule });
    }
    if outcome.missing > 0 {
        let wanted = usize::try_from(outcome.missing).unwrap_or(usize::MAX).saturating_add(1);
        let least = outcome.unelected.get(wanted.saturating_sub(1)).map_or(0, |(_, votes)| *votes);
        let people = outcome.unelected.iter().enumerate();
        let people = people.filter(|(i, (_, votes))| *i < wanted || *votes == least).map(|(_, (p, _))| p.clone());
        let people: Vec<PersonId> = people.collect();
        next.push(Contest { post: contest.post, seats: outcome.missing, people, rule: Rule::RunOff });
    }
    next
}

/// Why the papers and marks of a count do not add up: the rule that breaks, or nothing.
pub fn adds_up(contests: &[Contest], found: u32, void: u32, lines: &[Line]) -> Result<(), &'static str> {
    let valid = found.checked_sub(void).ok_or("void")?;
    for post in Post::ALL {
        let of_post: Vec<&Line> = lines.iter().filter(|line| line.post == post).collect();
        let seats: u64 = contests.iter().filter(|c| c.post == post).map(|c| u64::from(c.seats)).sum();
        let yes: u64 = of_post.iter().map(|line| u64::from(line.yes)).sum();
        if of_post.iter().any(|line| line.yes.checked_add(line.no).is_none_or(|marks| marks > valid)) {
            return Err("line");
        }
        // 「每一选票所选人数不得多于应选名额」: more marks than that would have made papers void.
        if yes > u64::from(valid) * seats {
            return Err("marks");
        }
    }
    let mut once: Vec<(Post, &PersonId)> = vec![];
    for line in lines {
        if once.iter().any(|(_, person)| *person == &line.person) {
            return Err("twice");
        }
        once.push((line.post, &line.person));
    }
    let missing = |c: &Contest| c.people.iter().any(|p| !once.contains(&(c.post, p)));
    if contests.iter().any(missing) { Err("candidates") } else { Ok(()) }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
