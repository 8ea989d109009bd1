//! A third of the committee asks for a meeting (M1, §1.7 note 5): names, the days of the chair, the members' own call.

use crate::{hall::*, world::*};
use rulebook::{
    Refusal, Sight, Viewer,
    charter::{Charter, Keys, meeting::MembersCall},
    meeting::{
        MeetingKind, MeetingState, MeetingStep, Requisition,
        requisition::{needed, open_in},
    },
    people::Role,
    seen_by,
};

const WHY: &str = "电梯停了三周，等不到季度例会。";

impl World {
    fn asks(&mut self, person: &str, meeting: &str) -> Result<(), Refusal> {
        self.step(person, meeting, MeetingStep::Demand { grid: G3.into(), reason: WHY.into() })
    }

    fn joins(&mut self, person: &str, meeting: &str) -> Result<(), Refusal> {
        self.step(person, meeting, MeetingStep::JoinDemand)
    }

    fn leaves(&mut self, person: &str, meeting: &str) -> Result<(), Refusal> {
        self.step(person, meeting, MeetingStep::LeaveDemand)
    }

    fn open(&self) -> Option<&str> {
        open_in(&self.community, &G3.into(), self.now.day()).map(|asked| asked.id.as_str())
    }

    fn asked(&self, meeting: &str) -> &Requisition {
        self.community.requisition(&meeting.into()).unwrap()
    }

    fn calls(&mut self, person: &str, meeting: &str) -> Result<(), Refusal> {
        let starts = self.now.plus_hours(240);
        self.step(person, meeting, call(MeetingKind::Deliberation, starts, &["t"]))
    }
}

/// Topic t is accepted; two of nine ask for meeting x.
fn gathering() -> World {
    let mut world = hall();
    world.accepted("t");
    world.asks("m1", "x").unwrap();
    world.joins("m2", "x").unwrap();
    world
}

/// … the third of them came on Monday 15 June.
fn demanded() -> World {
    let mut world = gathering();
    world.joins("m3", "x").unwrap();
    world
}

#[test]
fn the_third_of_nine_sets_the_chairs_clock() {
    let mut world = gathering();
    assert_eq!((world.community.members(&G3.into(), world.now.day()), world.asked("x").due), (9, None));
    let two = Refusal::MembersMissing { have: 2, need: 3 };
    assert_eq!(two.clause(), "G-CALL");
    assert_eq!(world.calls("m1", "x"), Err(two));
    world.joins("m3", "x").unwrap();
    assert_eq!(world.asked("x").due, Some(day("2026-06-22")), "seven days");
    // One more may stand behind it; the clock does not start anew.
    world.now = at("2026-06-17", 9, 0);
    world.joins("m4", "x").unwrap();
    assert_eq!((world.asked("x").due, world.asked("x").names.len()), (Some(day("2026-06-22")), 4));
}

#[test]
fn only_members_ask_each_once_and_with_a_reason() {
    let mut world = hall();
    for person in ["r0", "song", "officer", "above"] {
        assert_eq!(world.asks(person, "x"), Err(Refusal::NotEntitled), "{person}");
    }
    let blank = MeetingStep::Demand { grid: G3.into(), reason: " ".into() };
    assert_eq!(world.step("m1", "x", blank), Err(Refusal::ReasonRequired));
    let nowhere = MeetingStep::Demand { grid: "g-99".into(), reason: WHY.into() };
    assert_eq!(world.step("m1", "x", nowhere), Err(Refusal::NotFound));
    assert_eq!(world.joins("m2", "x"), Err(Refusal::NotFound));
    world.asks("m1", "x").unwrap();
    assert_eq!(world.joins("m1", "x"), Err(Refusal::Duplicate { signed: world.now }));
    assert_eq!(world.joins("r0", "x"), Err(Refusal::NotEntitled));
    assert_eq!(world.asks("m2", "y"), Err(Refusal::IdTaken), "one at a time: join it");
    assert_eq!(world.open(), Some("x"));
}

#[test]
fn the_chair_answers_in_time_and_the_demand_is_done() {
    let mut world = demanded();
    world.calls("chair", "x").unwrap();
    assert_eq!(world.meeting("x").caller.as_str(), "chair");
    assert_eq!(world.joins("m4", "x"), Err(Refusal::WrongState));
    world.now = at("2026-06-23", 0, 0);
    assert_eq!(world.calls("m1", "x"), Err(Refusal::IdTaken));
    assert_eq!(world.open(), None);
    world.asks("m2", "y").unwrap();
}

#[test]
fn another_meeting_of_the_chairs_is_no_answer() {
    let mut world = demanded();
    world.calls("chair", "elsewhere").unwrap();
    world.now = at("2026-06-23", 0, 0);
    world.calls("m3", "x").unwrap();
}

#[test]
fn after_the_days_any_of_them_calls_it_and_leads_it_to_its_notice() {
    let mut world = demanded();
    world.now = rulebook::Millis(at("2026-06-23", 0, 0).0 - 1);
    let from = day("2026-06-23").starts();
    assert_eq!(world.calls("m3", "x"), Err(Refusal::TooEarly { from }), "the last day is the chair's");
    world.now = from;
    for person in ["m4", "member", "r0"] {
        assert_eq!(world.calls(person, "x"), Err(Refusal::NotEntitled), "{person} did not ask");
    }
    assert_eq!(world.calls("m3", "other"), Err(Refusal::NotEntitled), "this meeting and no other");
    world.calls("m3", "x").unwrap();
    assert_eq!((world.meeting("x").caller.as_str(), world.meeting("x").called), ("m3", from));
    world.step("m3", "x", MeetingStep::Notice).unwrap();
    assert_eq!(world.meeting("x").state, MeetingState::Noticed);
}

#[test]
fn nobody_takes_the_demands_name_for_something_else() {
    let mut world = demanded();
    let starts = world.now.plus_hours(240);
    let other = call(MeetingKind::JointMeeting, starts, &[]);
    assert_eq!(world.step("chair", "x", other), Err(Refusal::IdTaken));
    world.works("chair5", Role::CommitteeChair, G5);
    let mut elsewhere = call(MeetingKind::Deliberation, starts, &[]);
    if let MeetingStep::Call { grid, report, .. } = &mut elsewhere {
        (*grid, *report) = (G5.into(), true);
    }
    assert_eq!(world.step("chair5", "x", elsewhere), Err(Refusal::IdTaken));
    world.calls("chair", "m").unwrap();
    assert_eq!(world.asks("m5", "m"), Err(Refusal::IdTaken), "nor the demand a meeting's");
}

#[test]
fn whoever_left_the_committee_neither_counts_nor_calls() {
    let mut world = gathering();
    world.steps_down("m2");
    // Eight members are left, three of whom it takes; m2 was one of three.
    world.joins("m3", "x").unwrap();
    assert_eq!((world.asked("x").names.len(), world.asked("x").due), (3, None));
    world.joins("m4", "x").unwrap();
    let due = world.asked("x").due.unwrap();
    world.now = due.plus(1).starts();
    assert_eq!(world.calls("m2", "x"), Err(Refusal::NotEntitled));
    world.calls("m4", "x").unwrap();
}

#[test]
fn a_name_taken_back_counts_no_more_and_ends_the_chairs_days() {
    let mut world = demanded();
    assert_eq!(world.leaves("m4", "x"), Err(Refusal::NotEntitled), "whose name is not there");
    assert_eq!(world.leaves("m4", "y"), Err(Refusal::NotFound));
    world.joins("m4", "x").unwrap();
    world.leaves("m1", "x").unwrap();
    assert_eq!(world.asked("x").due, Some(day("2026-06-22")), "three are left");
    assert_eq!(world.leaves("m1", "x"), Err(Refusal::NotEntitled), "once");
    world.leaves("m2", "x").unwrap();
    let asked = world.asked("x");
    assert_eq!((asked.due, asked.behind().count(), asked.names.len()), (None, 2, 4), "who stood there is still told");
    world.now = at("2026-06-23", 9, 0);
    assert_eq!(world.calls("m3", "x"), Err(Refusal::MembersMissing { have: 2, need: 3 }));
    assert_eq!(world.calls("m1", "x"), Err(Refusal::NotEntitled), "who left it");
    // Who comes back stands there once, and the chair's days begin anew.
    world.joins("m1", "x").unwrap();
    let asked = world.asked("x");
    assert_eq!((asked.due, asked.names.len(), asked.names[0].at), (Some(day("2026-06-30")), 4, world.now));
    world.calls("chair", "x").unwrap();
    assert_eq!(world.leaves("m1", "x"), Err(Refusal::WrongState), "what it asked for was done");
}

#[test]
fn who_left_the_committee_takes_the_name_back_all_the_same() {
    let mut world = demanded();
    world.steps_down("m2");
    world.leaves("m2", "x").unwrap();
    assert_eq!(world.joins("m2", "x"), Err(Refusal::NotEntitled));
}

#[test]
fn a_demand_without_names_is_over_and_in_nobodys_way() {
    let mut world = gathering();
    world.leaves("m1", "x").unwrap();
    assert_eq!(world.open(), Some("x"));
    world.leaves("m2", "x").unwrap();
    assert_eq!(world.open(), None);
    assert_eq!(world.joins("m3", "x"), Err(Refusal::WrongState));
    world.asks("m3", "y").unwrap();
    assert_eq!(world.open(), Some("y"));
}

#[test]
fn too_few_by_the_day_and_the_demand_lapses() {
    let mut world = gathering();
    let last = day("2026-07-15");
    assert_eq!(world.asked("x").lapses, Some(last), "thirty days");
    world.now = rulebook::Millis(last.plus(1).starts().0 - 1);
    let mut third = world.clone();
    third.joins("m3", "x").unwrap();
    assert_eq!(third.asked("x").due, Some(last.plus(7)));
    world.now = last.plus(1).starts();
    assert_eq!((third.open(), world.open()), (Some("x"), None), "a third stands behind the one, not behind the other");
    assert_eq!(world.joins("m3", "x"), Err(Refusal::WrongState));
    assert_eq!(world.leaves("m1", "x"), Err(Refusal::WrongState));
    assert_eq!(world.calls("m1", "x"), Err(Refusal::MembersMissing { have: 2, need: 3 }));
    world.asks("m3", "y").unwrap();
}

#[test]
fn the_share_and_the_days_are_the_charters_within_bounds() {
    let keys = Keys::default();
    for (members, need) in [(0, 1), (1, 1), (3, 1), (4, 2), (5, 2), (7, 3), (9, 3)] {
        assert_eq!(needed(members, &keys), need, "of {members}");
    }
    for (one_in, days, lapse_days, sound) in [
        (2, 1, 7, true),
        (5, 30, 90, true),
        (1, 7, 30, false),
        (6, 7, 30, false),
        (3, 0, 30, false),
        (3, 31, 30, false),
        (3, 7, 6, false),
        (3, 7, 91, false),
    ] {
        let keys = Keys { members_call: MembersCall { one_in, days, lapse_days }, ..Keys::default() };
        let told = Err(Refusal::CharterBound { key: "meeting.members_call".into() });
        assert_eq!(keys.check(), if sound { Ok(()) } else { told }, "{one_in} {days} {lapse_days}");
    }
    let mut world = hall();
    let keys = Keys { members_call: MembersCall { one_in: 5, days: 2, lapse_days: 7 }, ..Keys::default() };
    world.put(Charter {
        id: "charter-2".into(),
        version: 2,
        adopted_on: day("2026-02-01"),
        file: "示范制度".into(),
        keys,
    });
    world.asks("m1", "x").unwrap();
    world.joins("m2", "x").unwrap();
    let (asked, today) = (world.asked("x"), world.now.day());
    assert_eq!((asked.due, asked.lapses), (Some(today.plus(2)), Some(today.plus(7))));
}

#[test]
fn members_ask_in_office_before_everybodys_eyes() {
    let mut world = gathering();
    world.leaves("m2", "x").unwrap();
    let record = world.community.records().into_iter().find(|r| r.key().k.tag() == "requisition").unwrap();
    for viewer in [Viewer::public(), Viewer::of(&world.community, &"q0".into(), world.now.day())] {
        assert_eq!(seen_by(&record, &viewer, &world.community), Sight::Seen(record.clone()));
    }
    let text = serde_json::to_string(&record.body).unwrap();
    let (at, due) = (world.now.0, "null");
    let golden = format!(
        r#"{{"requisition":{{"id":"x","grid":"g-03","reason":"{WHY}","names":[{{"by":"m1","at":{at}}},{{"by":"m2","at":{at},"left":{at}}}],"due":{due},"lapses":"2026-07-15"}}}}"#
    );
    assert_eq!(text, golden);
    assert_eq!(serde_json::from_str::<rulebook::Body>(&golden).unwrap(), record.body);
    // One from before there was a last day waits on.
    let before = golden.replace(r#","lapses":"2026-07-15""#, "");
    let rulebook::Body::Requisition(asked) = serde_json::from_str(&before).unwrap() else { panic!("{before}") };
    assert!(asked.is_open(&world.community, day("2030-01-01")));
}
