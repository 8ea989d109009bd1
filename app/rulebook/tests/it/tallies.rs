//! The arithmetic of an election, table by table: what is valid, who is elected, what is tied.

use crate::{
    polls::{line, people},
    world::day,
};
use proptest::prelude::*;
use rulebook::{
    charter::{Keys, election::Mode},
    election::{
        Post, Seats,
        arithmetic::{Invalid, adds_up, next_contests, outcome, validity, wins},
        ballot::{Contest, Rule},
        count::Line,
        term,
    },
};

fn contest(seats: u32, names: &[&str], rule: Rule) -> Contest {
    Contest { post: Post::Member, seats, people: people(names), rule }
}

fn votes(counts: &[(&str, u32)]) -> Vec<Line> {
    counts.iter().map(|(person, yes)| line(Post::Member, person, *yes, 0)).collect()
}

#[test]
fn validity_asks_for_no_more_papers_than_issued_and_more_than_half() {
    use Mode::*;
    let cases = [
        (AllVoters, 1_000, 700, 701, Err(Invalid::MoreThanIssued)),
        (AllVoters, 1_000, 700, 700, Ok(())),
        (AllVoters, 1_000, 700, 699, Ok(())),
        (AllVoters, 1_000, 501, 501, Ok(())),
        (AllVoters, 1_000, 600, 500, Err(Invalid::TooFew)),
        (AllVoters, 1_001, 600, 501, Ok(())),
        (AllVoters, 0, 0, 0, Err(Invalid::TooFew)),
        (HouseholdReps, 300, 151, 151, Ok(())),
        (HouseholdReps, 300, 151, 150, Err(Invalid::TooFew)),
        (ResidentReps, 90, 61, 61, Ok(())),
        (ResidentReps, 90, 60, 60, Err(Invalid::TooFew)),
        (AllVoters, u32::MAX, u32::MAX, u32::MAX, Ok(())),
    ];
    for (mode, base, issued, found, valid) in cases {
        assert_eq!(validity(mode, base, issued, found), valid, "{mode:?} {base} {issued} {found}");
    }
}

#[test]
fn a_seat_is_won_by_more_than_half_of_all_papers_or_a_third_in_a_run_off() {
    let cases = [
        (350, 700, Rule::Majority, false),
        (351, 700, Rule::Majority, true),
        (350, 699, Rule::Majority, true),
        (0, 0, Rule::Majority, false),
        (233, 700, Rule::RunOff, false),
        (234, 700, Rule::RunOff, true),
        (233, 699, Rule::RunOff, true),
        (0, 0, Rule::RunOff, false),
        (1, 700, Rule::Revote, true),
        (0, 700, Rule::Revote, false),
    ];
    for (votes, found, rule, won) in cases {
        assert_eq!(wins(votes, found, rule), won, "{votes} of {found} under {rule:?}");
    }
}

/// Votes, seats, found ⇒ won, tied, seats tied for, missing.
#[test]
fn more_votes_win_and_equals_for_the_last_seat_are_tied() {
    type Table<'a> = (&'a [(&'a str, u32)], u32, Rule, &'a [&'a str], &'a [&'a str], u32, u32);
    let table: [Table; 9] = [
        (&[("a", 80), ("b", 70), ("c", 60)], 2, Rule::Majority, &["a", "b"], &[], 0, 0),
        (&[("a", 80), ("b", 70), ("c", 70)], 2, Rule::Majority, &["a"], &["b", "c"], 1, 0),
        (&[("a", 70), ("b", 70), ("c", 70)], 2, Rule::Majority, &[], &["a", "b", "c"], 2, 0),
        (&[("a", 70), ("b", 70)], 2, Rule::Majority, &["a", "b"], &[], 0, 0),
        (&[("a", 80), ("b", 50), ("c", 50)], 2, Rule::Majority, &["a"], &[], 0, 1),
        (&[("a", 50), ("b", 40)], 1, Rule::Majority, &[], &[], 0, 1),
        (&[("a", 34), ("b", 33)], 2, Rule::RunOff, &["a"], &[], 0, 1),
        (&[("a", 20), ("b", 20)], 1, Rule::Revote, &[], &["a", "b"], 1, 0),
        (&[], 2, Rule::Majority, &[], &[], 0, 2),
    ];
    for (counts, seats, rule, won, tied, tied_seats, missing) in table {
        let outcome = outcome(&contest(seats, &[], rule), &votes(counts), 100, &[]);
        let names: Vec<_> = outcome.won.iter().map(|(person, _)| person.clone()).collect();
        assert_eq!((names, outcome.tied.clone()), (people(won), people(tied)), "{counts:?}");
        assert_eq!((outcome.tied_seats, outcome.missing), (tied_seats, missing), "{counts:?}");
        assert_eq!(outcome.won.len() + outcome.tied.len() + outcome.unelected.len(), counts.len(), "nobody is lost");
    }
}

#[test]
fn who_sits_higher_is_passed_over() {
    let counts = votes(&[("a", 90), ("b", 60)]);
    let outcome = outcome(&contest(1, &[], Rule::Majority), &counts, 100, &people(&["a"]));
    assert_eq!(outcome.won.first().unwrap().0.as_str(), "b");
}

#[test]
fn a_tie_is_voted_again_and_tied_once_more_goes_to_a_run_off() {
    let after = |rule, counts: &[(&str, u32)], seats| {
        let contest = contest(seats, &[], rule);
        next_contests(&contest, &outcome(&contest, &votes(counts), 100, &[]))
    };
    let tie = after(Rule::Majority, &[("a", 80), ("b", 60), ("c", 60)], 2);
    assert_eq!(tie, [contest(1, &["b", "c"], Rule::Revote)]);
    assert_eq!(after(Rule::Revote, &[("b", 40), ("c", 40)], 1), [contest(1, &["b", "c"], Rule::RunOff)]);
    // Missing: the unelected with the most votes, one more than seats, equals with them.
    let missing = after(Rule::Majority, &[("a", 80), ("b", 40), ("c", 30), ("d", 20)], 2);
    assert_eq!(missing, [contest(1, &["b", "c"], Rule::RunOff)]);
    let equals = after(Rule::Majority, &[("a", 80), ("b", 40), ("c", 30), ("d", 30)], 2);
    assert_eq!(equals, [contest(1, &["b", "c", "d"], Rule::RunOff)]);
    assert_eq!(after(Rule::Majority, &[("a", 80), ("b", 60)], 2), []);
}

#[test]
fn a_count_adds_up_or_says_where_it_does_not() {
    let contests = [contest(2, &["a", "b"], Rule::Majority)];
    let both =
        |a: (u32, u32), b: (u32, u32)| vec![line(Post::Member, "a", a.0, a.1), line(Post::Member, "b", b.0, b.1)];
    assert_eq!(adds_up(&contests, 10, 2, &both((8, 0), (8, 0))), Ok(()));
    assert_eq!(adds_up(&contests, 10, 11, &both((0, 0), (0, 0))), Err("void"));
    assert_eq!(adds_up(&contests, 10, 2, &both((9, 0), (0, 0))), Err("line"), "more than valid papers");
    assert_eq!(adds_up(&contests, 10, 2, &both((5, 4), (0, 0))), Err("line"));
    assert_eq!(adds_up(&contests, 10, 2, &both((0, u32::MAX), (1, u32::MAX))), Err("line"));
    assert_eq!(adds_up(&contests, 10, 2, &votes(&[("a", 1)])), Err("candidates"), "b is printed and not counted");
    assert_eq!(adds_up(&contests, 10, 2, &votes(&[("a", 1), ("a", 1), ("b", 0)])), Err("twice"));
    assert_eq!(adds_up(&contests, 10, 2, &votes(&[("a", 8), ("b", 8), ("c", 1)])), Err("marks"));
    let chair = vec![line(Post::Chair, "a", 1, 0)];
    assert_eq!(adds_up(&contests, 10, 2, &chair), Err("marks"), "no such section");
}

#[test]
fn seats_are_one_two_and_two_to_six_within_the_charter() {
    let fit = |chair, vice, members, size| {
        Seats { chair, vice, members }.fit(&Keys { committee_size: size, ..Keys::default() })
    };
    assert!(fit(1, 2, 2, 9) && fit(1, 2, 4, 9) && fit(1, 2, 6, 9) && fit(1, 2, 2, 5));
    assert!(!fit(1, 2, 3, 9), "even");
    assert!(!fit(1, 2, 0, 9) && !fit(2, 1, 2, 9) && !fit(1, 2, 8, 9), "too few, or not the paper's posts");
    assert!(!fit(1, 2, 6, 7), "more than the charter's committee");
}

#[test]
fn charters_keep_the_bounds_of_elections() {
    let bad = |change: fn(&mut Keys)| {
        let mut keys = Keys::default();
        change(&mut keys);
        keys.check().unwrap_err()
    };
    assert_eq!(Keys::default().check(), Ok(()));
    type Case<'a> = (fn(&mut Keys), &'a str);
    let cases: [Case; 12] = [
        (|k| k.committee_size = 8, "committee.size"),
        (|k| k.committee_size = 11, "committee.size"),
        (|k| k.committee_term_years = 4, "committee.term_years"),
        (|k| k.election_board.max = 8, "election.board"),
        (|k| k.election_roll.published = 19, "election.roll"),
        (|k| k.election_nominate.voters = 9, "election.nominate"),
        (|k| k.election_proxy_max = 4, "election.proxy_max"),
        (|k| k.election_tellers_min = 2, "election.tellers_min"),
        (|k| k.election_runoff.days = 31, "election.runoff"),
        (|k| k.election_after.display = 14, "election.after"),
        (|k| k.election_recall_days = 29, "election.recall_days"),
        (|k| k.e_ballot = true, "feature.e_ballot"),
    ];
    for (change, key) in cases {
        assert_eq!(bad(change), rulebook::Refusal::CharterBound { key: key.into() });
    }
}

#[test]
fn a_term_says_how_many_days_are_left_and_when_to_think_of_it() {
    let (keys, until) = (Keys::default(), day("2031-08-01"));
    assert_eq!(term::days_left(until, day("2031-07-31")), 0, "its last day");
    assert_eq!(term::days_left(until, day("2031-08-01")), -1);
    let cases = [("2030-08-01", None), ("2031-02-01", Some(180)), ("2031-06-01", Some(90)), ("2031-07-31", Some(30))];
    for (today, days) in cases {
        assert_eq!(term::reminder(Some(until), day(today), &keys), days, "{today}");
    }
    assert_eq!(term::reminder(Some(until), day("2031-08-01"), &keys), None, "over");
    assert_eq!(term::reminder(None, day("2031-07-31"), &keys), None);
}

proptest! {
    #[test]
    fn nobody_is_lost_and_no_seat_is_given_twice(
        counts in proptest::collection::vec(0u32..120, 0..12), seats in 1u32..7, found in 0u32..120, rule in 0usize..3,
    ) {
        let names: Vec<String> = (0..counts.len()).map(|i| format!("p{i}")).collect();
        let lines: Vec<Line> =
            names.iter().zip(&counts).map(|(name, yes)| line(Post::Member, name, *yes, 0)).collect();
        let contest = contest(seats, &[], [Rule::Majority, Rule::RunOff, Rule::Revote][rule]);
        let outcome = outcome(&contest, &lines, found, &[]);
        let won = u32::try_from(outcome.won.len()).unwrap();
        prop_assert_eq!(won + outcome.tied_seats + outcome.missing, seats);
        prop_assert_eq!(outcome.won.len() + outcome.tied.len() + outcome.unelected.len(), counts.len());
        prop_assert!(outcome.won.iter().all(|(_, votes)| wins(*votes, found, contest.rule)));
        prop_assert!(outcome.tied.len() != 1);
        let worst = outcome.won.iter().map(|(_, votes)| *votes).min();
        let best = outcome.unelected.first().map(|(_, votes)| *votes);
        prop_assert!(worst >= best || outcome.won.is_empty());
    }

    #[test]
    fn marks_never_exceed_papers_times_seats(
        counts in proptest::collection::vec((0u32..60, 0u32..60), 3), found in 0u32..50, void in 0u32..20,
    ) {
        let contests = [contest(2, &["a", "b", "c"], Rule::Majority)];
        let lines: Vec<Line> =
            ["a", "b", "c"].iter().zip(&counts).map(|(p, (yes, no))| line(Post::Member, p, *yes, *no)).collect();
        if adds_up(&contests, found, void, &lines).is_ok() {
            prop_assert!(lines.iter().map(|l| l.yes).sum::<u32>() <= (found - void) * 2);
            prop_assert!(lines.iter().all(|l| l.yes + l.no <= found - void));
        }
    }
}
