//! The round: scenarios 56–58 as far as the law goes, devices and the charter.

use crate::world::*;
use rulebook::{
    Day, Intent, Refusal,
    charter::Keys,
    device::DeviceState,
    hash::Opening,
    ids::*,
    round::{
        HalfDay, StairwellRef, VisitDetails, VisitOutcome, Wishes,
        plan::{count, plan},
    },
};

fn stairwell() -> Vec<StairwellRef> {
    vec![StairwellRef { building: "b-03-05".into(), no: 1 }]
}

fn knock(world: &mut World, id: &str, household: &str, outcome: VisitOutcome, safety: &str) -> Result<(), Refusal> {
    let details = VisitDetails {
        household: household.into(),
        outcome,
        day: world.now.day(),
        half: HalfDay::of(world.now.minute_of_day()),
        needs: vec![],
        note: String::new(),
        wishes: None,
        safety_reason: safety.into(),
    };
    let opening = Opening { field: "visit".into(), salt: id.into(), value: serde_json::to_string(&details).unwrap() };
    let intent = Intent::Visit { visit: id.into(), round: "round".into(), details: opening.commitment() };
    let act = world.act("song", intent, vec![opening]);
    world.take(&act)
}

fn out() -> World {
    let mut world = World::new();
    let start = Intent::StartRound { round: "round".into(), grid: G3.into(), stairwells: stairwell() };
    world.does("song", start).unwrap();
    world
}

#[test]
fn s56_a_day_of_visits_arrives_in_order_and_once() {
    let mut world = out();
    for i in 0..30 {
        knock(&mut world, &format!("v{i}"), &format!("hh-03-r{i}"), VisitOutcome::NoAnswer, "").unwrap();
    }
    assert_eq!(world.community.all_visits().count(), 30);
    assert_eq!(knock(&mut world, "v0", "hh-03-r0", VisitOutcome::Met, ""), Err(Refusal::IdTaken));
    world.does("song", Intent::FinishRound { round: "round".into() }).unwrap();
}

#[test]
fn s57_nobody_is_visited_unasked_in_quiet_hours() {
    let mut world = out();
    world.now = at("2026-06-15", 20, 29);
    knock(&mut world, "v1", "hh-03-r1", VisitOutcome::Met, "").unwrap();
    world.now = at("2026-06-15", 20, 31);
    let quiet = Err(Refusal::QuietHours { from: 1230, until: 510 });
    assert_eq!(knock(&mut world, "v2", "hh-03-r2", VisitOutcome::Met, ""), quiet);
    world.now = at("2026-06-16", 8, 29);
    assert_eq!(knock(&mut world, "v2", "hh-03-r2", VisitOutcome::Met, ""), quiet);
    let mut door = world.community.door(&"hh-03-r1".into()).unwrap().clone();
    door.id = "hh-03-r2".into();
    door.asked_for = true;
    world.put(door);
    knock(&mut world, "v2", "hh-03-r2", VisitOutcome::Met, "").unwrap();
}

#[test]
fn s58_a_door_that_declined_rests_for_ninety_days() {
    let mut world = out();
    let proposed = |world: &World, day: Day| {
        plan(&world.community, &stairwell(), day).iter().any(|p| p.household.as_str() == "hh-03-r1")
    };
    assert!(proposed(&world, world.now.day()));
    knock(&mut world, "v1", "hh-03-r1", VisitOutcome::Declined, "").unwrap();
    world.now = world.now.plus_hours(24);
    assert!(!proposed(&world, world.now.day()));
    let until = day("2026-09-13");
    assert_eq!(knock(&mut world, "v2", "hh-03-r1", VisitOutcome::Met, ""), Err(Refusal::DoorRests { until }));
    knock(&mut world, "v2", "hh-03-r1", VisitOutcome::Met, "燃气泄漏排查").unwrap();
    let visit = world.community.visit(&"v2".into()).unwrap();
    assert_eq!(visit.details.safety_reason, "燃气泄漏排查", "shown to the resident on request");
    assert!(proposed(&world, until.plus(8)));
}

#[test]
fn the_plan_leaves_out_who_wishes_no_visits_and_starts_at_the_top() {
    let mut world = out();
    knock(&mut world, "v1", "hh-03-r1", VisitOutcome::NoAnswer, "").unwrap();
    let mut door = world.community.door(&"hh-03-r1".into()).unwrap().clone();
    door.id = "hh-03-r29".into();
    door.last = None;
    door.wishes = Wishes { do_not_visit: true, ..Wishes::default() };
    world.put(door.clone());
    (door.id, door.asked_for, door.wishes) = ("hh-03-r0".into(), true, Wishes::default());
    world.put(door);
    let doors = plan(&world.community, &stairwell(), world.now.day());
    assert_eq!(doors.len(), 28, "one visited, one unwilling");
    let here = |grid: &GridId| grid.as_str() == G3;
    assert_eq!(count(&world.community, here, world.now.day()), (1, 28), "asked for, and in all");
    assert_eq!(count(&world.community, |_| false, world.now.day()), (0, 0));
    assert_eq!(doors[0].household.as_str(), "hh-03-r0", "asked for comes first");
    let floor = |i: usize| world.community.household(&doors[i].household).unwrap().floor;
    assert!(floor(1) >= floor(2) && floor(2) >= floor(20));
}

#[test]
fn only_the_closed_list_of_fields_is_taken_at_the_door() {
    let mut world = out();
    let value = r#"{"household":"hh-03-r1","outcome":"met","day":"2026-06-15","half":"morning","gps":"36.06,120.38"}"#;
    let opening = Opening { field: "visit".into(), salt: "s".into(), value: value.into() };
    let intent = Intent::Visit { visit: "v".into(), round: "round".into(), details: opening.commitment() };
    let act = world.act("song", intent, vec![opening]);
    assert_eq!(world.take(&act), Err(Refusal::NotOnTheList { field: "visit".into() }));
}

#[test]
fn a_round_stays_in_ones_own_grid() {
    let mut world = World::new();
    let start = |grid: &str| Intent::StartRound { round: "x".into(), grid: grid.into(), stairwells: vec![] };
    assert_eq!(world.does("worker5", start(G3)), Err(Refusal::NotEntitled));
    assert_eq!(world.does("r1", start(G3)), Err(Refusal::NotEntitled));
}

#[test]
fn an_enrolment_code_is_used_once_in_time_and_confirmed_by_its_issuer() {
    let mut world = World::new();
    let offer = |id: &str, person: &str| Intent::OfferEnrolment { offer: id.into(), person: person.into() };
    assert_eq!(world.does("r1", offer("o1", "r2")), Err(Refusal::NotEntitled));
    assert_eq!(world.does("song", offer("o1", "q1")), Err(Refusal::NotEntitled), "another grid's resident");
    world.does("song", offer("o1", "r2")).unwrap();
    let enrol =
        |device: &str, offer: &str| Intent::Enrol { offer: offer.into(), device: device.into(), key: "k".into() };
    assert_eq!(world.does("song", enrol("new", "o1")), Err(Refusal::NotEntitled), "only the desk");
    world.does(DESK, enrol("new", "o1")).unwrap();
    assert_eq!(world.does(DESK, enrol("newer", "o1")), Err(Refusal::CodeInvalid), "used");
    assert_eq!(world.community.device(&"new".into()).unwrap().state, DeviceState::Pending);
    assert_eq!(world.does("r3", Intent::ConfirmDevice { device: "new".into() }), Err(Refusal::NotEntitled));
    world.does("song", Intent::ConfirmDevice { device: "new".into() }).unwrap();
    world.does("song", offer("o2", "r4")).unwrap();
    world.now = world.now.plus_minutes(11);
    assert_eq!(world.does(DESK, enrol("late", "o2")), Err(Refusal::CodeInvalid), "too old");
    world.does("r2", Intent::RevokeDevice { device: "new".into() }).unwrap();
    let mut act = world.signing_draft("r2");
    act.device = "new".into();
    assert_eq!(world.take(&act), Err(Refusal::DeviceNotActive));
}

#[test]
fn the_charter_cannot_undercut_the_paper() {
    let mut world = World::new();
    let adopt = |keys: Keys| Intent::AdoptCharter { file: "2026年制度".into(), keys };
    let nine = Keys { cosign_min: 9, ..Keys::default() };
    assert_eq!(world.does("above", adopt(nine)), Err(Refusal::CharterBound { key: "topic.cosign_min".into() }));
    let young = Keys { cosign_age: 17, ..Keys::default() };
    assert_eq!(world.does("above", adopt(young)), Err(Refusal::CharterBound { key: "topic.cosign_age".into() }));
    assert_eq!(world.does("secretary", adopt(Keys::default())), Err(Refusal::NotEntitled));
    world.does("above", adopt(Keys { window_days: 20, ..Keys::default() })).unwrap();
    assert_eq!(world.community.charter().unwrap().version, 2);
}

#[test]
fn a_demo_device_exists_only_in_a_demo() {
    let mut world = World::new();
    let enrol = Intent::EnrolDemo { device: "x".into(), person: "r1".into(), key: "k".into() };
    world.does(DESK, enrol.clone()).unwrap();
    let mut quarter = world.community.quarter().unwrap().clone();
    quarter.demo = false;
    world.put(quarter);
    let Intent::EnrolDemo { person, key, .. } = enrol else { panic!() };
    let again = Intent::EnrolDemo { device: "y".into(), person, key };
    assert_eq!(world.does(DESK, again), Err(Refusal::DemoOnly));
}

impl World {
    /// Any harmless act of a person.
    pub fn signing_draft(&mut self, person: &str) -> rulebook::Act {
        let intent = Intent::FinishRound { round: "none".into() };
        self.act(person, intent, vec![])
    }
}
