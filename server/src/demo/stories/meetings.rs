//! Server: what the committees of the demo met about, this year and this morning.

use super::{
    raise_as_member,
    texts::{decisions::CORRIDORS, meetings as t},
    yes,
};
use crate::demo::{
    cast,
    figures::day,
    gather::Gathering,
    life::{Life, at},
};
use rulebook::{
    meeting::vote::Motion,
    review::{Major, Outcome, Reach},
    time::Day,
};

/// The meetings, in the order in which they were held.
pub(super) fn tell(life: &mut Life) {
    first_quarter(life);
    parking(life);
    north_gate(life);
    morning_music(life);
    dogs(life);
    gate_control(life);
    clothes_lines(life);
}

/// Without topics they heard how things go; the other meetings of the first quarter decided something.
fn first_quarter(life: &mut Life) {
    for (grid, month, date) in [(1, 3, 12), (2, 3, 18)] {
        let mut meeting = Gathering::of(&format!("M-{grid:02}-2026Q1"), grid, at(month, date, 19, 0), t::ROOM);
        meeting.convene(life, at(month, date - 7, 10, 0), &[]);
        meeting.sit(life, 7, 6);
        meeting.close(life, t::REPORT);
    }
}

/// T-0401: so far apart that it was set aside; it comes first next time.
fn parking(life: &mut Life) {
    let id = "T-0401";
    accepted(life, 4, id, day(2026, 4, 20), t::PARKING, None);
    let mut meeting = Gathering::of("M-04-2026Q2", 4, at(5, 20, 19, 0), t::ROOM);
    meeting.convene(life, at(5, 13, 9, 30), &[id]);
    meeting.sit(life, 7, 13);
    meeting.debate(life, id, 3);
    meeting.decide(life, id, Motion::Shelve, [11, 6, 3]);
    meeting.close(life, t::PARKING_MINUTES);
}

/// T-0702: ten to ten is no majority, and nobody has a casting vote.
fn north_gate(life: &mut Life) {
    let id = "T-0702";
    accepted(life, 7, id, day(2026, 5, 6), t::NORTH_GATE, None);
    let mut meeting = Gathering::of("M-07-2026Q2", 7, at(5, 27, 19, 0), t::ROOM);
    meeting.convene(life, at(5, 20, 9, 30), &[id]);
    meeting.sit(life, 8, 12);
    meeting.debate(life, id, 2);
    meeting.decide(life, id, Motion::Main, [10, 10, 0]);
    meeting.close(life, t::NORTH_GATE_MINUTES);
}

/// T-0201 and T-0202: adopted three days ago.
fn morning_music(life: &mut Life) {
    let id = "T-0201";
    accepted(life, 2, id, day(2026, 5, 25), t::MUSIC, None);
    accepted(life, 2, "T-0202", day(2026, 5, 26), CORRIDORS, None);
    let mut meeting = Gathering::of("M-02-2026Q2", 2, at(6, 12, 19, 0), t::ROOM);
    meeting.convene(life, at(6, 4, 9, 30), &[id, "T-0202"]);
    meeting.sit(life, 7, 12);
    meeting.debate(life, id, 2);
    meeting.decide(life, id, Motion::Main, [15, 3, 1]);
    meeting.debate(life, "T-0202", 1);
    meeting.decide(life, "T-0202", Motion::Main, [17, 1, 1]);
    meeting.close(life, t::MUSIC_MINUTES);
}

/// T-0303: on the agenda of this morning, nine o'clock.
fn dogs(life: &mut Life) {
    let id = "T-0303";
    accepted(life, 3, id, day(2026, 5, 28), t::DOGS, None);
    let mut meeting = Gathering::of("M-03-2026Q2", 3, at(6, 15, 9, 0), t::ROOM_03);
    meeting.convene(life, at(6, 8, 10, 0), &[id]);
}

/// T-0501: every household would pay, so it is heard before it is voted on.
fn gate_control(life: &mut Life) {
    let id = "T-0501";
    let major = Major { wide: true, strong: true, vital: true, reason: t::GATE_MAJOR.into(), reach: Reach::default() };
    accepted(life, 5, id, day(2026, 5, 29), t::GATE, Some(major));
    let mut hearing = Gathering::hearing("M-05-H1", 5, at(6, 25, 19, 0), t::ROOM);
    hearing.convene(life, at(6, 12, 15, 0), &[id]);
}

/// T-0603: being talked about at this very moment.
fn clothes_lines(life: &mut Life) {
    let id = "T-0603";
    accepted(life, 6, id, day(2026, 5, 30), t::LINES_06, None);
    let mut meeting = Gathering::of("M-06-2026Q2", 6, at(6, 15, 8, 30), t::ROOM);
    meeting.convene(life, at(6, 8, 16, 0), &[id]);
    meeting.sit(life, 6, 9);
    meeting.debate(life, id, 2);
}

/// Raised and handed in by a member of the committee on that day, accepted the day after.
pub(super) fn accepted(life: &mut Life, grid: usize, id: &str, raised: Day, text: [&str; 2], major: Option<Major>) {
    let at = |days: i32, hour: u32, minute: u32| raised.plus(days).starts().plus_hours(hour).plus_minutes(minute);
    raise_as_member(life, at(0, 9, 40), &cast::committee(grid, 3), id, grid, text);
    life.submit(at(0, 20, 0), &cast::committee(grid, 3), id);
    // A major matter needs both officers.
    let officers = [cast::secretary(grid), cast::officer(grid)];
    let needed = if major.is_some() { 2 } else { 1 };
    for (officer, minutes) in officers.iter().take(needed).zip([0, 40]) {
        let (when, outcome) = (at(1, 15, minutes), Outcome::Accept { major: major.clone() });
        life.review(when, officer, id, yes(), outcome, t::ACCEPTED);
    }
}
