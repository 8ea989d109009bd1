//! Server: the committees' elections of this summer. Grid 07 has elected and handed over, grid 02 votes
//! today, grid 03 nominates, grid 01 has its roll on the board; the others are to come by September.

use crate::demo::{
    cast,
    figures::{grid_id, head},
    life::{Life, at},
    polling::{Polling, on},
};
use rulebook::{
    charter::election::Mode,
    election::{
        Composition, ElectionStep, FiledWith, Post, Seats,
        boxes::{AtDoor, StopDetails},
        count::Line,
        nominate::Standing,
    },
    ids::{PersonId, RollObjectionId},
};

const NINE: Seats = Seats { chair: 1, vice: 2, members: 6 };
const FIVE: Seats = Seats { chair: 1, vice: 2, members: 2 };
const MIXED: Composition = Composition { woman: true, sixty: true, forty: true, diverse: true, relatives: false };

/// The four, the finished one first.
pub(super) fn tell(life: &mut Life) {
    elected(life);
    voting(life);
    nominating(life);
    roll_published(life);
}

/// Heads of households behind the nth doors of a grid's buildings.
fn heads(grid: usize, doors: &[usize], buildings: std::ops::RangeInclusive<usize>) -> Vec<PersonId> {
    doors.iter().flat_map(|n| buildings.clone().map(move |b| head(grid, b, *n))).collect()
}

fn line(post: Post, person: &PersonId, yes: u32, no: u32) -> Line {
    Line { post, person: person.clone(), yes, no }
}

/// Grid 07: the residents' representatives voted on 6 June; two were tied for the last seat and voted
/// on again three days later; the new term began on 12 June.
fn elected(life: &mut Life) {
    let board = vec![head(7, 3, 20), head(7, 4, 20), head(7, 5, 20), head(7, 6, 20)];
    let polling = Polling::announce(life, 7, at(4, 27, 9, 0), (Mode::ResidentReps, NINE, on(6, 6)), board);
    let reps = heads(7, &[5, 9, 14], 1..=14);
    let seats: Vec<PersonId> = (0..9).map(|seat| cast::committee(7, seat)).collect();
    let others = [head(7, 2, 22), head(7, 5, 22), head(7, 7, 22), head(7, 9, 22)];
    let stand: Vec<PersonId> = seats.iter().chain(&others).cloned().collect();
    polling.enter(life, at(5, 6, 9, 0), &stand, false);
    polling.enter(life, at(5, 6, 9, 30), &reps, true);
    polling.board(life, at(5, 6, 11, 0), ElectionStep::PublishRoll);
    polling.open(life, at(5, 12, 9, 0));
    let posts = |seat: usize| match seat {
        0 => Post::Chair,
        1 | 2 => Post::ViceChair,
        _ => Post::Member,
    };
    for (seat, person) in seats.iter().enumerate() {
        polling.named(life, at(5, 13, 9, 0).plus_minutes(u32::try_from(seat).unwrap_or(0)), person, posts(seat));
    }
    let rivals = [Post::Chair, Post::ViceChair, Post::Member, Post::Member];
    for (person, post) in others.iter().zip(rivals) {
        polling.runs(life, at(5, 14, 9, 0), person, post, reps.get(..10).unwrap_or_default());
    }
    // Ten stand behind each of the others, nobody behind those the party organisation named.
    let order = [&others[..1], &seats[..1], &others[1..2], &seats[1..3], &others[2..], &seats[3..]].concat();
    polling.board(life, at(5, 28, 9, 0), ElectionStep::PublishCandidates { order, list: MIXED });
    let tellers = heads(7, &[17], 2..=5);
    polling.board(life, at(5, 29, 9, 0), ElectionStep::AppointTellers { tellers: tellers.clone() });
    let ill = reps.last().cloned().unwrap_or_default();
    polling.call(life, at(6, 2, 10, 0), &ill);
    polling.board(life, at(6, 5, 9, 0), ElectionStep::PublishLists);
    polling.board(life, at(6, 6, 8, 0), ElectionStep::OpenPolls);
    polling.seal(life, at(6, 6, 8, 5), "fixed", ("2号楼活动室", "7-001"), tellers.get(..3).unwrap_or_default());
    polling.seal(life, at(6, 6, 8, 6), "mobile", ("上门，14号楼", "7-002"), tellers.get(1..).unwrap_or_default());
    let at_box = tellers.first().cloned().unwrap_or_default();
    let walker = tellers.last().cloned().unwrap_or_default();
    polling.hand_out(life, at(6, 6, 8, 20), "fixed", &at_box, reps.get(..38).unwrap_or_default());
    let boxed = polling.at("mobile");
    polling.step(life, at(6, 6, 10, 0), &walker, ElectionStep::BoxLeaves { at: boxed.clone() });
    let details = StopDetails { person: ill, from: at(6, 6, 10, 12), until: at(6, 6, 10, 20), outcome: AtDoor::PutIn };
    polling.stop(life, at(6, 6, 10, 20), "mobile", &walker, &details);
    polling.step(life, at(6, 6, 10, 31), &walker, ElectionStep::BoxReturns { at: boxed, seal: "7-002".into() });
    polling.count(life, at(6, 6, 18, 0), &tellers, (38, 1), &first_count(&seats, &others));
    polling.board(life, at(6, 6, 19, 15), ElectionStep::ReadOut { composition: MIXED });
    again(life, &polling, &reps, &tellers, &[seats.get(8).cloned().unwrap_or_default(), others[2].clone()]);
    finish(life, &polling);
}

/// 39 papers handed out, 38 found, one void: 37 valid.
fn first_count(seats: &[PersonId], others: &[PersonId; 4]) -> Vec<Line> {
    let marks = [(30, 3), (29, 4), (27, 5), (33, 1), (32, 2), (31, 2), (30, 3), (29, 3), (21, 6)];
    let posts = |at: usize| {
        if at == 0 {
            Post::Chair
        } else if at < 3 {
            Post::ViceChair
        } else {
            Post::Member
        }
    };
    let mut lines: Vec<Line> =
        seats.iter().zip(marks).enumerate().map(|(at, (p, (yes, no)))| line(posts(at), p, yes, no)).collect();
    lines.push(line(Post::Chair, &others[0], 6, 20));
    lines.push(line(Post::ViceChair, &others[1], 11, 17));
    lines.push(line(Post::Member, &others[2], 21, 9));
    lines.push(line(Post::Member, &others[3], 12, 14));
    lines
}

/// Those tied are voted on again; more votes win.
fn again(life: &mut Life, polling: &Polling, reps: &[PersonId], tellers: &[PersonId], tied: &[PersonId; 2]) {
    polling.board(life, at(6, 6, 19, 30), ElectionStep::CallAgain { on: on(6, 9), closes: 18 * 60 });
    polling.board(life, at(6, 6, 19, 40), ElectionStep::AppointTellers { tellers: tellers.to_vec() });
    polling.board(life, at(6, 8, 9, 0), ElectionStep::PublishLists);
    polling.board(life, at(6, 9, 8, 0), ElectionStep::OpenPolls);
    polling.seal(life, at(6, 9, 8, 5), "fixed-2", ("2号楼活动室", "7-003"), tellers.get(..3).unwrap_or_default());
    let teller = tellers.first().cloned().unwrap_or_default();
    polling.hand_out(life, at(6, 9, 8, 20), "fixed-2", &teller, reps.get(..36).unwrap_or_default());
    let lines = [line(Post::Member, &tied[0], 22, 3), line(Post::Member, &tied[1], 14, 4)];
    polling.count(life, at(6, 9, 18, 0), tellers, (36, 0), &lines);
    polling.board(life, at(6, 9, 19, 15), ElectionStep::ReadOut { composition: MIXED });
}

/// Published, filed with both, handed over.
fn finish(life: &mut Life, polling: &Polling) {
    polling.board(life, at(6, 10, 9, 0), ElectionStep::Publish { paper: "2号楼、9号楼公告栏".into() });
    let party = ElectionStep::File { with: FiledWith::PartyCommittee, file: "网自选〔2026〕7号".into() };
    polling.board(life, at(6, 10, 10, 0), party);
    let residents = ElectionStep::File { with: FiledWith::ResidentsCommittee, file: "网自选〔2026〕8号".into() };
    polling.board(life, at(6, 10, 10, 30), residents);
    polling.board(life, at(6, 12, 9, 0), ElectionStep::HandOver);
}

/// Grid 02: fifteen representatives vote today until 18:00; six have their paper, two wait for the
/// mobile box.
fn voting(life: &mut Life) {
    let board = vec![cast::shopkeeper(), head(2, 9, 9), head(2, 10, 9), head(2, 11, 9)];
    let polling = Polling::announce(life, 2, at(5, 18, 9, 0), (Mode::ResidentReps, FIVE, on(6, 15)), board);
    let reps = heads(2, &[6], 1..=15);
    let stand: Vec<PersonId> =
        (0..5).map(|seat| cast::committee(2, seat)).chain([head(2, 12, 7), head(2, 13, 7), head(2, 14, 7)]).collect();
    polling.enter(life, at(5, 22, 9, 0), &stand, false);
    polling.enter(life, at(5, 22, 9, 30), &reps, true);
    polling.board(life, at(5, 22, 11, 0), ElectionStep::PublishRoll);
    polling.open(life, at(5, 29, 9, 0));
    let posts = [
        Post::Chair,
        Post::ViceChair,
        Post::ViceChair,
        Post::Member,
        Post::Member,
        Post::Chair,
        Post::ViceChair,
        Post::Member,
    ];
    for (person, post) in stand.iter().zip(posts) {
        polling.named(life, at(6, 1, 9, 0), person, post);
    }
    let mut order: Vec<(Post, PersonId)> = posts.into_iter().zip(stand).collect();
    order.sort_by_key(|(post, _)| *post);
    let order = order.into_iter().map(|(_, person)| person).collect();
    polling.board(life, at(6, 8, 9, 0), ElectionStep::PublishCandidates { order, list: MIXED });
    let tellers: Vec<PersonId> = (0..3).map(cast::teller).chain([head(2, 8, 9)]).collect();
    polling.board(life, at(6, 8, 10, 0), ElectionStep::AppointTellers { tellers: tellers.clone() });
    for person in reps.iter().rev().take(2) {
        polling.call(life, at(6, 10, 9, 0), person);
    }
    polling.board(life, at(6, 12, 9, 0), ElectionStep::PublishLists);
    polling.board(life, at(6, 15, 8, 0), ElectionStep::OpenPolls);
    polling.seal(life, at(6, 15, 8, 2), "fixed", ("1号楼活动室", "2-001"), tellers.get(..3).unwrap_or_default());
    polling.seal(life, at(6, 15, 8, 4), "mobile", ("上门，14、15号楼", "2-002"), tellers.get(..3).unwrap_or_default());
    polling.hand_out(life, at(6, 15, 8, 10), "fixed", &cast::teller(1), reps.get(..6).unwrap_or_default());
}

/// Grid 03: everybody votes on 27 June; 周国栋 has seven of ten behind him, 梁素云 was named and has not
/// said whether she stands.
fn nominating(life: &mut Life) {
    let board = vec![cast::lead(3, 5), cast::supervisor(3, 0), head(3, 7, 4), head(3, 8, 22)];
    let polling = Polling::announce(life, 3, at(5, 25, 9, 0), (Mode::AllVoters, NINE, on(6, 27)), board);
    let voters = life.adults(&grid_id(3), on(6, 27));
    polling.enter(life, at(5, 29, 9, 0), &voters, false);
    polling.board(life, at(5, 29, 11, 0), ElectionStep::PublishRoll);
    let words = "名单上我家两口人，我爱人的名字写错了一个字，请改过来。";
    let wang = (at(6, 1, 19, 30), &cast::wang());
    let objection = polling.spoken(life, wang, "objection", words, |text| ElectionStep::ObjectToRoll { text });
    let answer = (at(6, 2, 10, 0), &cast::lead(3, 5));
    polling.spoken(life, answer, "answer", "您说得对，贴出来的名单已经换过。", |text| {
        ElectionStep::AnswerObjection { objection: RollObjectionId(objection), upheld: true, text, changes: None }
    });
    polling.open(life, at(6, 4, 9, 0));
    let behind = heads(3, &[11, 13], 6..=10);
    polling.named(life, at(6, 5, 9, 0), &cast::committee(3, 0), Post::Chair);
    polling.runs(life, at(6, 5, 19, 0), &cast::committee(3, 1), Post::Chair, &behind);
    polling.named(life, at(6, 6, 9, 0), &cast::committee(3, 2), Post::ViceChair);
    polling.runs(life, at(6, 8, 19, 0), &head(3, 9, 5), Post::ViceChair, behind.get(..6).unwrap_or_default());
    for seat in [3, 4, 6] {
        polling.named(life, at(6, 9, 9, 0), &cast::committee(3, seat), Post::Member);
    }
    polling.runs(life, at(6, 10, 19, 0), &cast::initiator(), Post::Member, behind.get(..7).unwrap_or_default());
    let name = ElectionStep::Nominate { person: cast::committee(3, 5), post: Post::Member, standing: Standing::Voter };
    polling.step(life, at(6, 12, 9, 0), &cast::secretary(3), name);
}

/// Grid 01: one voter for each household; the roll hangs out since the 13th, and 钟慧's door is missing.
fn roll_published(life: &mut Life) {
    let board = vec![cast::secretary(1), head(1, 4, 9), head(1, 5, 9), head(1, 6, 9)];
    let polling = Polling::announce(life, 1, at(6, 8, 9, 0), (Mode::HouseholdReps, NINE, on(7, 5)), board);
    let voters: Vec<PersonId> =
        (1..=10).flat_map(|b| (0..30).map(move |n| head(1, b, n))).filter(|p| *p != cast::rc_chair()).collect();
    polling.enter(life, at(6, 13, 9, 0), &voters, true);
    polling.board(life, at(6, 13, 11, 0), ElectionStep::PublishRoll);
}
