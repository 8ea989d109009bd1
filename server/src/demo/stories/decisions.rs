//! Server: what became of what the committees of the demo decided; one topic for each state after it.

use super::{
    meetings::accepted,
    texts::{decisions as t, meetings::ROOM},
};
use crate::demo::{
    aftermath::{Aftermath, Task},
    cast,
    figures::{day, head},
    gather::Gathering,
    life::{Life, at},
};
use rulebook::{
    Intent, Millis,
    council::CouncilStep,
    decision::{
        DecisionStep, Duty,
        action::{Bucket, OwnerKind, Report},
    },
    hearing::HearingStep,
    meeting::vote::Motion,
    time::Day,
    topic::Capacity,
};

/// The decisions, grid by grid.
pub(super) fn tell(life: &mut Life) {
    garden(life);
    bench(life);
    lockers(life);
    murals(life);
    car_park(life);
    stairs(life);
    lane(life);
}

/// What is still under way in the week before the demo.
pub(super) fn lately(life: &mut Life) {
    wall(life);
    shade(life);
    corridors(life);
}

fn evening(on: Day) -> Millis {
    on.starts().plus_hours(19)
}

/// A deliberation of 7 members and `residents` others that adopts these topics, each by so many.
fn adopts(life: &mut Life, id: &str, grid: usize, on: Day, topics: &[(&str, [usize; 3])], residents: usize) {
    let mut meeting = Gathering::of(id, grid, evening(on), ROOM);
    let ids: Vec<&str> = topics.iter().map(|(id, _)| *id).collect();
    meeting.convene(life, on.plus(-7).starts().plus_hours(10), &ids);
    meeting.sit(life, 7, residents);
    for (topic, counts) in topics {
        meeting.debate(life, topic, 2);
        meeting.decide(life, topic, Motion::Main, *counts);
    }
    meeting.close(life, t::ADOPTED);
}

/// Published, told, filed and hung out two days after; begun by the clock nine days later.
fn begun(life: &mut Life, grid: usize, topic: &str, on: Day, tasks: &[Task]) -> Option<Aftermath> {
    let mut after = Aftermath::of(life, grid, topic)?;
    let next = on.plus(1).starts().plus_hours(9);
    after.plan(life, next, tasks);
    after.hang_out(life, next.plus_hours(1), &["3号楼公告栏", "北门公告栏"]);
    after.begin(life, on.plus(10).starts().plus_minutes(5));
    Some(after)
}

/// Done, rated by twelve neighbours, confirmed by a supervisor.
fn closed(life: &mut Life, grid: usize, topic: &str, on: Day, task: Task, told: &str) {
    let Some(after) = begun(life, grid, topic, on, &[task]) else { return };
    after.report(life, on.plus(20).starts().plus_hours(10), 1, Report::Progress, t::GOES_WELL);
    after.report(life, on.plus(40).starts().plus_hours(10), 1, Report::Done, told);
    rated(life, &after, grid, on.plus(41));
    let supervisor = cast::supervisor(grid, 0);
    after.by(life, on.plus(50).starts().plus_hours(10), &supervisor, DecisionStep::Close);
}

/// The rating is opened, and neighbours rate: seven of ten with five stars.
fn rated(life: &mut Life, after: &Aftermath, grid: usize, on: Day) {
    after.head(life, on.starts().plus_hours(9), DecisionStep::OpenRating);
    for k in 0..10 {
        let stars = if k % 10 < 7 { 5 } else { 4 - u8::from(k == 9) };
        after.rate(life, on.starts().plus_hours(10).plus_minutes(k * 11), &head(grid, 2 + k as usize % 12, 9), stars);
    }
}

/// T-0301, the case of the paper: set aside once, adopted at the second session, done by 41 helpers. And
/// the three older ones of grid 03.
fn garden(life: &mut Life) {
    let (first, second) = (day(2025, 9, 18), day(2025, 12, 11));
    for (id, text) in [("T-0304", t::LAMPS), ("T-0305", t::DRYING), ("T-0306", t::BAGS), ("T-0301", t::GARDEN)] {
        accepted(life, 3, id, day(2025, 9, 1), text, None);
    }
    let mut meeting = Gathering::of("M-03-2025Q3", 3, evening(first), ROOM);
    meeting.convene(life, first.plus(-7).starts().plus_hours(10), &["T-0301", "T-0304", "T-0305", "T-0306"]);
    meeting.sit(life, 7, 11);
    meeting.debate(life, "T-0301", 2);
    meeting.decide(life, "T-0301", Motion::Shelve, [10, 6, 2]);
    for topic in ["T-0304", "T-0305", "T-0306"] {
        meeting.debate(life, topic, 1);
        meeting.decide(life, topic, Motion::Main, [14, 2, 2]);
    }
    meeting.close(life, t::GARDEN_FIRST);
    adopts(life, "M-03-2025Q4", 3, second, &[("T-0301", [16, 2, 0])], 11);
    let by = |what, on: Day| (what, OwnerKind::Committee, "", on.plus(60), Bucket::Residents);
    closed(life, 3, "T-0304", first, by("补装4盏路灯", first), "4盏都亮了，夜里看得清台阶。");
    closed(life, 3, "T-0305", first, by("划出晾晒区，立2块牌", first), "晾晒区划好，消防通道不再晾被。");
    closed(life, 3, "T-0306", first, by("装4个拾便袋箱", first), "4个箱子装好，每周补一次袋。");
    closed(life, 3, "T-0301", second, by("清运杂物，换土种花", second), "41位邻居干了三个周末，死角成了小花园。");
}

/// T-0307: being carried out.
fn bench(life: &mut Life) {
    let on = day(2026, 3, 20);
    accepted(life, 3, "T-0307", day(2026, 3, 5), t::BENCH, None);
    adopts(life, "M-03-2026Q1", 3, on, &[("T-0307", [11, 1, 1])], 6);
    let tasks = [
        ("选6处放长椅的位置", OwnerKind::Committee, "", day(2026, 4, 20), Bucket::Residents),
        ("做6条长椅", OwnerKind::Unit, "共建单位木工班", day(2026, 7, 31), Bucket::ThirdParty),
    ];
    let Some(after) = begun(life, 3, "T-0307", on, &tasks) else { return };
    after.report(life, at(4, 18, 10, 0), 1, Report::Done, "六处都选好了，贴了标记。");
    after.report(life, at(5, 29, 16, 0), 2, Report::Progress, "做好4条，还差2条。");
}

/// T-0601: one action is overdue, and everybody sees it.
fn lockers(life: &mut Life) {
    let on = day(2025, 12, 10);
    accepted(life, 6, "T-0601", day(2025, 11, 20), t::LOCKERS, None);
    adopts(life, "M-06-2025Q4", 6, on, &[("T-0601", [10, 2, 1])], 6);
    let tasks = [
        ("和快递公司商定位置", OwnerKind::Committee, "", day(2026, 2, 28), Bucket::Residents),
        ("移走旧柜、接电", OwnerKind::Property, "示范物业", day(2026, 5, 31), Bucket::ThirdParty),
    ];
    let Some(after) = begun(life, 6, "T-0601", on, &tasks) else { return };
    after.report(life, at(2, 25, 15, 0), 1, Report::Done, "定在9号楼西侧，不挡单元门。");
    after.report(life, at(5, 28, 11, 0), 2, Report::Progress, "等供电改线，物业说六月底。");
}

/// T-0701: done, and being rated until 17 June. T-X03: green land cannot become a car park.
fn murals(life: &mut Life) {
    let on = day(2026, 3, 10);
    for (id, text) in [("T-0701", t::MURALS), ("T-X03", t::CAR_PARK)] {
        accepted(life, 7, id, day(2026, 2, 24), text, None);
    }
    adopts(life, "M-07-2026Q1", 7, on, &[("T-0701", [12, 1, 0]), ("T-X03", [8, 5, 0])], 6);
    let task = ("画完旧院墙", OwnerKind::Committee, "", day(2026, 6, 15), Bucket::Residents);
    let Some(after) = begun(life, 7, "T-0701", on, &[task]) else { return };
    after.report(life, at(5, 10, 10, 0), 1, Report::Progress, "底漆刷完，孩子们开始画第一面。");
    after.report(life, at(6, 9, 10, 0), 1, Report::Done, "三面墙都画完，颜料是共建单位给的。");
    rated(life, &after, 7, day(2026, 6, 10));
}

fn car_park(life: &mut Life) {
    let Some(mut after) = Aftermath::of(life, 7, "T-X03") else { return };
    let task = ("量出车位", OwnerKind::Committee, "", day(2026, 5, 1), Bucket::RcHelp);
    after.plan(life, at(3, 11, 9, 0), &[task]);
    after.hang_out(life, at(3, 11, 10, 0), &["7号楼公告栏"]);
    let object = DecisionStep::Object { duty: Duty::FilingRc, reason: t::GREEN_LAND.into() };
    after.by(life, at(3, 13, 9, 30), &cast::rc_chair(), object);
    let (paper, reason) = ("街道办〔2026〕12号".into(), t::GREEN_RULING.into());
    let rule = DecisionStep::Rule { duty: Duty::FilingRc, upheld: true, paper, reason };
    after.by(life, at(3, 18, 15, 0), &cast::rc_chair(), rule);
}

/// T-0202: hanging out since yesterday. T-0201: two of four duties done.
fn corridors(life: &mut Life) {
    let owner = OwnerKind::Committee;
    if let Some(mut after) = Aftermath::of(life, 2, "T-0202") {
        after.plan(life, at(6, 13, 9, 0), &[("排出每月清理的楼栋表", owner, "", day(2026, 7, 10), Bucket::Residents)]);
        after.hang_out(life, at(6, 13, 9, 30), &["1号楼公告栏", "9号楼公告栏"]);
    }
    if let Some(mut after) = Aftermath::of(life, 2, "T-0201") {
        after.plan(life, at(6, 14, 15, 0), &[("和晨练队一起测音量", owner, "", day(2026, 7, 15), Bucket::Residents)]);
        after.publish(life, at(6, 14, 15, 10), &["1号楼公告栏"]);
        after.deliver(life, at(6, 14, 15, 40), Duty::Notify);
    }
}

/// T-0502: it cannot go on for now.
fn stairs(life: &mut Life) {
    let on = day(2026, 3, 26);
    accepted(life, 5, "T-0502", day(2026, 3, 9), t::RAIN, None);
    adopts(life, "M-05-2026Q1", 5, on, &[("T-0502", [10, 3, 0])], 6);
    let task = ("改三处落水管", OwnerKind::Property, "示范物业", day(2026, 7, 31), Bucket::ThirdParty);
    let Some(after) = begun(life, 5, "T-0502", on, &[task]) else { return };
    after.report(life, at(5, 20, 10, 0), 1, Report::Progress, "挖开第一处，等管材。");
    after.report(life, at(6, 8, 10, 0), 1, Report::Blocked, "管线归热力公司，物业不能自己动。");
}

/// T-0403: the meeting could not settle it, the council neither; the residents' assembly will.
fn lane(life: &mut Life) {
    let (id, on) = ("T-0403", day(2026, 3, 24));
    accepted(life, 4, id, day(2026, 3, 5), t::LANE, None);
    let mut meeting = Gathering::of("M-04-2026Q1", 4, evening(on), ROOM);
    meeting.convene(life, on.plus(-7).starts().plus_hours(10), &[id]);
    meeting.sit(life, 7, 6);
    meeting.debate(life, id, 2);
    meeting.decide(life, id, Motion::Escalate, [9, 3, 1]);
    meeting.close(life, t::LANE_MINUTES);
    let step = CouncilStep::ToAssembly { reason: t::LANE_ASSEMBLY.into() };
    life.act(at(4, 16, 10, 0), &cast::rc_chair(), Intent::Council { topic: id.into(), step }, Vec::new());
}

/// T-0103: accepted, and the chair asks for opinions before it comes to a meeting (T16).
fn shade(life: &mut Life) {
    let id = "T-0103";
    accepted(life, 1, id, day(2026, 6, 8), t::SHADE, None);
    let step = HearingStep::OpenConsult;
    life.act(at(6, 11, 9, 30), &cast::committee(1, 0), Intent::Hearing { topic: id.into(), step }, Vec::new());
}

/// T-X01: two grids share a wall; the council has the matter and meets about it this morning. One of the two has agreed
/// that it votes.
fn wall(life: &mut Life) {
    let (id, by) = ("T-X01", cast::committee(1, 3));
    let grids = [1, 3].map(crate::demo::figures::grid_id).to_vec();
    life.draft_for(at(5, 19, 9, 0), &by, id, grids, Capacity::CommitteeMember, t::WALL);
    life.submit(at(5, 19, 10, 0), &by, id);
    let outcome = rulebook::review::Outcome::Accept { major: None };
    for (grid, hour) in [(1, 15), (3, 17)] {
        life.review(at(5, 21, hour, 0), &cast::secretary(grid), id, super::yes(), outcome.clone(), t::WALL_REASON);
    }
    let step = CouncilStep::Consent { grid: crate::demo::figures::grid_id(1), basis: t::WALL_CONSENT.into() };
    life.act(at(6, 5, 10, 0), &cast::committee(1, 0), Intent::Council { topic: id.into(), step }, Vec::new());
    let mut meeting = Gathering::council("M-X-2026Q2", 1, at(6, 15, 9, 0), t::COUNCIL_ROOM);
    meeting.convene(life, at(6, 8, 14, 0), &[id]);
}
