//! Server: the seed topics of the demo (`domain.md` §8.4), as far as their states exist yet. Each
//! is told as its residents, workers and reviewers lived it.

mod decisions;
mod elections;
mod meetings;
mod texts;

use super::{
    cast,
    figures::{grid_id, head},
    life::{By, Life, at},
};
use rulebook::{
    Millis,
    ids::PersonId,
    review::{Answer, Criteria, Ground, Organ, Outcome},
    round::LeadDetails,
    service::ServiceStep,
    topic::Capacity,
};
use texts as t;

/// Everything that happened before the demo starts.
pub(super) fn tell(life: &mut Life) {
    lapsed(life);
    returned(life);
    to_the_owners(life);
    accepted(life);
    withdrawn(life);
    to_the_traffic_police(life);
    rejected(life);
    collecting(life);
    submitted(life);
    draft(life);
    leads(life);
    decisions::tell(life);
    meetings::tell(life);
    decisions::lately(life);
    elections::tell(life);
}

/// T-0302: seven of ten; the window is open until 3 July.
fn collecting(life: &mut Life) {
    let (id, by) = ("T-0302", cast::initiator());
    raise(life, at(6, 2, 20, 10), &by, id, 3, t::FITNESS);
    life.open(at(6, 3, 7, 40), &by, id);
    // 6号楼1单元102 signed on the phone: asked again at the door, it is a duplicate.
    let duplicate = head(3, 6, 3);
    life.sign(at(6, 3, 12, 25), &duplicate, id, By::Phone);
    life.sign(at(6, 4, 19, 2), &head(3, 9, 5), id, By::Phone);
    life.sign(at(6, 9, 10, 12), &head(3, 8, 22), id, By::Door(cast::song()));
    life.sign(at(6, 9, 10, 31), &head(3, 8, 14), id, By::Door(cast::song()));
    life.sign(at(6, 11, 18, 45), &head(3, 10, 7), id, By::Door(cast::lead(3, 10)));
    life.sign(at(6, 13, 21, 16), &head(3, 7, 4), id, By::Phone);
    life.keep_slip(&duplicate, id);
}

/// T-0309: before the reviewer until 18 June; the sample is open, and 宋敏 collected all of it.
fn submitted(life: &mut Life) {
    let (id, by) = ("T-0309", head(3, 12, 6));
    raise(life, at(5, 18, 19, 30), &by, id, 3, t::HANDRAIL);
    life.open(at(5, 19, 8, 5), &by, id);
    let phone = [(12, 4), (12, 10), (13, 3), (13, 21), (4, 9)];
    signers(life, at(5, 20, 18, 20), id, 3, &phone, None);
    let door = [(3, 5), (3, 9), (4, 11), (4, 20), (3, 21), (4, 27)];
    signers(life, at(6, 3, 9, 40), id, 3, &door, Some(cast::song()));
    life.submit(at(6, 11, 10, 0), &by, id);
    life.keep_slip(&head(3, 12, 4), id);
}

/// T-0308: still being written by the lead of building 5.
fn draft(life: &mut Life) {
    raise(life, at(6, 13, 16, 5), &cast::lead(3, 5), "T-0308", 3, t::BINS);
}

/// T-0101: not yet something a meeting can vote on.
fn returned(life: &mut Life) {
    let (id, by) = ("T-0101", head(1, 6, 5));
    raise(life, at(4, 21, 20, 0), &by, id, 1, t::NOISE);
    life.open(at(4, 22, 8, 30), &by, id);
    let phone = [(6, 3), (6, 10), (6, 21), (7, 4), (7, 9), (7, 17)];
    signers(life, at(4, 23, 19, 0), id, 1, &phone, None);
    let door = [(6, 14), (6, 26), (7, 20)];
    signers(life, at(5, 7, 15, 10), id, 1, &door, Some(cast::worker(1)));
    life.submit(at(5, 18, 9, 20), &by, id);
    life.confirm_sample(at(5, 20, 16, 0), &cast::officer(1), id);
    let mut criteria = yes();
    criteria.clear = no("没写清几点到几点不装卸，也没写管哪几家，表决时没法答“同意”还是“不同意”。");
    criteria.operable = no("没写由谁去和商户谈、不守约怎么办。");
    let secretary = cast::secretary(1);
    life.review(at(5, 22, 11, 5), &secretary, id, criteria, Outcome::Return, t::NOISE_REASON);
}

/// T-0102: maintenance funds are the owners' to decide.
fn to_the_owners(life: &mut Life) {
    let (id, by) = ("T-0102", head(1, 11, 27));
    raise(life, at(4, 27, 21, 15), &by, id, 1, t::ROOF);
    life.open(at(4, 28, 9, 0), &by, id);
    let phone = [(11, 3), (11, 9), (11, 28), (11, 29), (11, 17), (11, 22)];
    signers(life, at(4, 28, 19, 30), id, 1, &phone, None);
    let door = [(11, 24), (11, 25), (11, 26), (11, 30)];
    signers(life, at(5, 8, 9, 45), id, 1, &door, Some(cast::lead(1, 11)));
    life.submit(at(5, 15, 14, 0), &by, id);
    life.confirm_sample(at(5, 18, 10, 0), &cast::officer(1), id);
    let outcome = Outcome::Redirect { to: Organ::Owners };
    let criteria = incompetent(2, "动用维修资金属业主共同决定事项（民法典第278条）。");
    life.review(at(5, 20, 15, 30), &cast::secretary(1), id, criteria, outcome, t::ROOF_REASON);
}

/// T-0402: only the traffic police can make a street one-way.
fn to_the_traffic_police(life: &mut Life) {
    let (id, by) = ("T-0402", cast::committee(4, 1));
    let [title, body] = t::ONE_WAY;
    let text = [title, body];
    raise_as_member(life, at(5, 23, 10, 0), &by, id, 4, text);
    life.submit(at(5, 25, 9, 10), &by, id);
    let outcome = Outcome::Redirect { to: Organ::Department };
    let criteria = incompetent(3, "道路单行由公安交管部门决定。");
    life.review(at(5, 28, 10, 40), &cast::secretary(4), id, criteria, outcome, t::ONE_WAY_REASON);
    // The station asked the department; nothing came of it, and the one who raised it may reopen it.
    let chief = cast::station_chief();
    life.service(at(5, 29, 9, 15), &chief, id, |_| ServiceStep::Take, "");
    life.service(at(6, 10, 16, 20), &chief, id, |text| ServiceStep::Fail { text }, t::ONE_WAY_ANSWER);
}

/// T-0602: a private dispute; may be appealed until 20 June.
fn rejected(life: &mut Life) {
    let (id, by) = ("T-0602", cast::committee(6, 4));
    raise_as_member(life, at(5, 30, 20, 30), &by, id, 6, t::DRIP);
    life.submit(at(6, 1, 8, 50), &by, id);
    let outcome = Outcome::Reject { ground: Ground::R7, duplicate_of: None };
    let criteria = incompetent(5, "两户之间的相邻纠纷。");
    life.review(at(6, 5, 16, 20), &cast::secretary(6), id, criteria, outcome, t::DRIP_REASON);
}

/// T-X02: six of ten when the window and its grace were over.
fn lapsed(life: &mut Life) {
    let (id, by) = ("T-X02", head(5, 3, 21));
    raise(life, at(4, 27, 19, 40), &by, id, 5, t::CHARGING);
    life.open(at(4, 28, 8, 15), &by, id);
    signers(life, at(4, 29, 20, 0), id, 5, &[(3, 4), (3, 17), (4, 23)], None);
    signers(life, at(5, 14, 10, 10), id, 5, &[(3, 27), (4, 6)], Some(cast::worker(5)));
    life.lapse(at(6, 1, 0, 1), id);
}

/// T-0203: reviewed and waiting for a meeting.
fn accepted(life: &mut Life) {
    let (id, by) = ("T-0203", head(2, 9, 10));
    raise(life, at(5, 5, 21, 0), &by, id, 2, t::BICYCLES);
    life.open(at(5, 6, 8, 20), &by, id);
    let phone = [(9, 3), (9, 21), (10, 4), (10, 17), (8, 26), (8, 9)];
    signers(life, at(5, 6, 18, 40), id, 2, &phone, None);
    let door = [(9, 14), (9, 27), (10, 22), (10, 6)];
    signers(life, at(5, 13, 9, 30), id, 2, &door, Some(cast::worker(2)));
    life.submit(at(5, 22, 9, 0), &by, id);
    life.confirm_sample(at(5, 25, 10, 30), &cast::officer(2), id);
    let outcome = Outcome::Accept { major: None };
    life.review(at(5, 27, 14, 15), &cast::secretary(2), id, yes(), outcome, t::BICYCLES_REASON);
}

/// T-0703: withdrawn before anybody else had signed.
fn withdrawn(life: &mut Life) {
    let (id, by) = ("T-0703", head(7, 14, 6));
    raise(life, at(5, 17, 18, 30), &by, id, 7, t::LINES);
    life.open(at(5, 18, 7, 50), &by, id);
    life.withdraw(at(5, 21, 19, 25), &by, id);
}

/// What two households said of cars on the fire lane.
fn leads(life: &mut Life) {
    let heard = [
        (at(5, 27, 10, 20), 135, "晚上七点以后5号楼东侧消防通道停满车，搬家车和救护车进不来。"),
        (at(6, 10, 9, 50), 172, "6号楼门口的消防通道又被私家车占了，画的黄线已经看不清。"),
    ];
    for (when, door, matter) in heard {
        let details = LeadDetails {
            place: "5号楼、6号楼之间的消防通道".into(),
            matter: matter.into(),
            household: Some(super::figures::household_id(3, door)),
        };
        life.note(when, &cast::song(), 3, &details);
    }
}

fn raise(life: &mut Life, when: Millis, who: &PersonId, id: &str, grid: usize, text: [&str; 2]) {
    life.draft(when, who, id, &grid_id(grid), Capacity::Residents, text);
}

fn raise_as_member(life: &mut Life, when: Millis, who: &PersonId, id: &str, grid: usize, text: [&str; 2]) {
    life.draft(when, who, id, &grid_id(grid), Capacity::CommitteeMember, text);
}

/// Heads of households (building, door) sign one after the other, a good half hour apart; those
/// who come after the fourth on a day come the day after.
fn signers(
    life: &mut Life,
    from: Millis,
    id: &str,
    grid: usize,
    doors: &[(usize, usize)],
    collector: Option<PersonId>,
) {
    for ((building, n), k) in doors.iter().zip(0u32..) {
        let when = from.plus_hours(k / 4 * 24).plus_minutes(k % 4 * 37);
        let by = collector.clone().map_or(By::Phone, By::Door);
        life.sign(when, &head(grid, *building, *n), id, by);
    }
}

fn yes() -> Criteria {
    let ok = || Answer { ok: true, note: String::new() };
    Criteria { specific: ok(), clear: ok(), operable: ok(), competence: (0..5).map(|_| ok()).collect() }
}

fn no(note: &str) -> Answer {
    Answer { ok: false, note: note.into() }
}

/// Competence test `c` (1–5) fails.
fn incompetent(c: usize, note: &str) -> Criteria {
    let mut criteria = yes();
    if let Some(answer) = criteria.competence.get_mut(c - 1) {
        *answer = no(note);
    }
    criteria
}
