//! The four duties and the display: scenarios 44–48, T31–T34.

use crate::{hall::*, works::*, world::*};
use rulebook::{
    Refusal,
    act::Due,
    charter::Keys,
    decision::{DecisionStep, Duty, action::ActionState},
    meeting::{MeetingKind, MeetingStep, vote::Motion},
    people::Adulthood,
    topic::TopicState,
};

fn missing(duty: Duty) -> Result<(), Refusal> {
    Err(Refusal::DutyMissing { duty })
}

#[test]
fn s44_online_alone_is_not_published() {
    let mut world = adopted();
    world.sets("a").unwrap();
    world.duties(&[Duty::Publish]);
    world.after("chair", DecisionStep::Publish).unwrap();
    assert_eq!(world.decision().duties.done(Duty::Publish), None);
    assert_eq!(world.after("chair", DecisionStep::HangOut), missing(Duty::Publish));
    assert_eq!(world.after("chair", DecisionStep::Post { place: " ".into() }), Err(Refusal::ReasonRequired));
    world.now = world.now.plus_hours(1);
    world.after("chair", DecisionStep::Post { place: "社区公告栏".into() }).unwrap();
    assert_eq!(world.decision().duties.done(Duty::Publish), Some(world.now), "the later of the two");
    world.after("chair", DecisionStep::HangOut).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Publicising, 31));
}

#[test]
pub fn s45_a_filing_is_missing() {
    for duty in [Duty::Notify, Duty::FilingParty, Duty::FilingRc] {
        let mut world = adopted();
        world.sets("a").unwrap();
        world.duties(&[duty]);
        assert_eq!(world.after("chair", DecisionStep::HangOut), missing(duty));
        assert_eq!(world.state("t"), TopicState::Adopted);
    }
    let wire = serde_json::to_string(&Refusal::DutyMissing { duty: Duty::FilingRc }).unwrap();
    assert_eq!(wire, r#"{"DUTY_MISSING":{"duty":"filing_rc"}}"#);
}

#[test]
fn s46_on_day_four_nothing_is_published() {
    let mut world = adopted();
    let keys = Keys::default();
    let overdue = |world: &World| world.decision().overdue(&keys, world.now.day()).collect::<Vec<_>>();
    assert_eq!(world.decision().adopted, day("2026-06-25"));
    world.on("2026-06-28");
    assert_eq!(overdue(&world), [Duty::Notify], "Friday was the working day after");
    world.on("2026-06-29");
    assert_eq!(overdue(&world), [Duty::Publish, Duty::Notify]);
    let decision = world.decision().id.clone();
    for duty in [Duty::Publish, Duty::Notify] {
        assert_eq!(world.clock(), [Due::RemindDuty { decision: decision.clone(), duty }]);
    }
    assert!(world.clock().is_empty(), "once each");
    world.on("2026-07-02");
    assert!(world.clock().is_empty(), "five working days to file");
    world.on("2026-07-03");
    assert_eq!(overdue(&world), Duty::ALL);
    world.sets("a").unwrap();
    world.duties(&[]);
    assert!(overdue(&world).is_empty());
}

#[test]
pub fn s47_after_seven_days_it_is_begun_and_still_hangs_out() {
    let mut world = publicised();
    world.on("2026-07-02");
    assert!(world.clock().is_empty());
    world.on("2026-07-03");
    let decision = world.decision().id.clone();
    assert_eq!(world.clock(), [Due::Implement { decision }]);
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Implementing, 32));
    let keys = Keys::default();
    assert!(world.decision().is_on_display(&keys, day("2026-07-10")), "day 15");
    assert!(!world.decision().is_on_display(&keys, day("2026-07-11")));
}

#[test]
pub fn s48_ten_bring_a_new_fact_and_only_once() {
    let mut world = publicised();
    world.on("2026-06-28");
    world.petitions("r0", "p").unwrap();
    assert_eq!(world.petitions("r0", "other"), Err(Refusal::Duplicate { signed: world.now }));
    world.petitions("r20", "q").unwrap();
    for i in 1..9 {
        world.backs(&format!("r{i}"), "p").unwrap();
    }
    assert_eq!(world.backs("r1", "p"), Err(Refusal::Duplicate { signed: world.now }));
    assert_eq!(world.backs("q0", "p"), Err(Refusal::NotResidentOfGrid));
    assert_eq!(world.state("t"), TopicState::Publicising, "nine");
    world.backs("r9", "p").unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Accepted, 34));
    assert!(world.topic("t").priority);
    assert_eq!(world.backs("r10", "p"), Err(Refusal::ReconsideredOnce));
    assert_eq!(world.petitions("r10", "p2"), Err(Refusal::ReconsideredOnce));

    world.on("2026-06-29");
    world.accepted("u");
    world.noticed("n", &["u"]);
    let agenda = &world.meeting("n").agenda;
    assert_eq!((agenda[0].topic.as_str(), agenda[0].carried), ("t", true), "first item next time");
    assert_eq!(
        world.step("chair", "n", MeetingStep::Remove { topic: "t".into(), reason: "算了".into() }),
        Err(Refusal::MustBeVoted)
    );
    world.opened("n");
    world.members_come("n", 5);
    world.residents_come("n", 3);
    world.step("chair", "n", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    world.opens("n", "t").unwrap();
    world.votes("n", "t", Motion::Main, [6, 1, 1]);
    world.sets("again").unwrap();
    world.duties(&[]);
    world.after("chair", DecisionStep::HangOut).unwrap();
    assert_eq!(world.petitions("r11", "p3"), Err(Refusal::ReconsideredOnce), "a second petition");
    assert_eq!(world.community.decisions_of(&"t".into()).count(), 2);
}

#[test]
fn s48_who_moved_away_does_not_count_and_afterwards_it_is_too_late() {
    let mut world = publicised();
    world.petitions("r0", "p").unwrap();
    for i in 1..9 {
        world.backs(&format!("r{i}"), "p").unwrap();
    }
    let on = world.now.day();
    world.does("r1", rulebook::Intent::MoveOut { person: "r1".into(), on }).unwrap();
    world.backs("r9", "p").unwrap();
    assert_eq!(world.state("t"), TopicState::Publicising);
    world.lives("young", G3, Adulthood::Minor);
    assert!(matches!(world.backs("young", "p"), Err(Refusal::Under18 { .. })));
    world.on("2026-07-03");
    assert_eq!(world.backs("r10", "p"), Err(Refusal::WindowOver { until: Some(day("2026-07-02")) }));
    world.on("2026-07-02");
    world.backs("r10", "p").unwrap();
    assert_eq!(world.state("t"), TopicState::Accepted);
}

#[test]
fn a_reconsidered_matter_does_not_wait_for_ever() {
    let mut world = publicised();
    world.petitions("r0", "p").unwrap();
    for i in 1..10 {
        world.backs(&format!("r{i}"), "p").unwrap();
    }
    world.now = world.now.plus_hours(24 * 101);
    assert_eq!(world.clock(), [Due::Stale { topic: "t".into() }]);
}

#[test]
pub fn t31_needs_an_action_and_the_chair() {
    let mut world = adopted();
    world.duties(&[]);
    assert_eq!(world.after("chair", DecisionStep::HangOut), Err(Refusal::ActionMissing));
    world.sets("a").unwrap();
    world.after("chair", DecisionStep::DropAction { action: "a".into(), reason: "重复".into() }).unwrap();
    assert_eq!(world.action("a"), ActionState::Dropped);
    assert_eq!(world.after("chair", DecisionStep::HangOut), Err(Refusal::ActionMissing));
    world.sets("b").unwrap();
    for person in ["member", "secretary", "rc", "r0"] {
        assert_eq!(world.after(person, DecisionStep::HangOut), Err(Refusal::NotEntitled), "{person}");
        assert_eq!(world.after(person, DecisionStep::Publish), Err(Refusal::NotEntitled), "{person}");
    }
    world.after("chair", DecisionStep::HangOut).unwrap();
    assert_eq!(world.after("chair", DecisionStep::HangOut), Err(Refusal::WrongState));
    assert_eq!(world.after("chair", DecisionStep::Publish), Err(Refusal::WrongState), "once");
}

#[test]
fn each_organ_acknowledges_what_was_sent_to_it() {
    let mut world = ready();
    for (duty, organ, other) in
        [(Duty::Notify, "officer", "rc"), (Duty::FilingParty, "above", "rc"), (Duty::FilingRc, "rc", "above")]
    {
        assert_eq!(world.after(other, DecisionStep::Acknowledge { duty }), Err(Refusal::NotEntitled));
        world.after(organ, DecisionStep::Acknowledge { duty }).unwrap();
        assert_eq!(world.after(organ, DecisionStep::Acknowledge { duty }), Err(Refusal::WrongState), "one receipt");
    }
    let object = DecisionStep::Object { duty: Duty::Notify, reason: "不同意".into() };
    assert_eq!(world.after("officer", object), Err(Refusal::WrongState), "told, not asked");
    let publish = DecisionStep::Deliver { duty: Duty::Publish };
    let off = Refusal::NotOnTheList { field: "duty".into() };
    assert_eq!(world.after("chair", publish), Err(off), "publication is no delivery");
    let again = DecisionStep::Deliver { duty: Duty::Notify };
    assert_eq!(world.after("chair", again), Err(Refusal::WrongState), "once");
}

fn objects(world: &mut World) -> Result<(), Refusal> {
    world.after("rc", DecisionStep::Object { duty: Duty::FilingRc, reason: "向每户收费没有依据".into() })
}

fn ruling(upheld: bool) -> DecisionStep {
    let (paper, reason) = ("街办函〔2026〕12号".into(), "依据居委会组织法".into());
    DecisionStep::Rule { duty: Duty::FilingRc, upheld, paper, reason }
}

#[test]
fn t32_waits_for_a_ruling_and_t33_follows_an_upheld_one() {
    let mut world = publicised();
    objects(&mut world).unwrap();
    assert_eq!(objects(&mut world), Err(Refusal::WrongState), "one each");
    world.on("2026-07-03");
    assert!(world.clock().is_empty(), "contested");
    assert_eq!(world.after("chair", ruling(true)), Err(Refusal::NotEntitled));
    let mut dismissed = world.clone();
    dismissed.after("above", ruling(false)).unwrap();
    assert_eq!(dismissed.clock().len(), 1);
    assert_eq!(dismissed.state("t"), TopicState::Implementing);
    world.after("rc", ruling(true)).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Annulled, 33));
    assert_eq!(world.after("rc", ruling(true)), Err(Refusal::WrongState));
}

#[test]
fn filing_is_not_approval() {
    let mut world = publicised();
    let late = Refusal::ObjectionLate { until: day("2026-07-02") };
    let mut slow = world.clone();
    slow.on("2026-07-03");
    assert_eq!(objects(&mut slow), Err(late), "five working days");
    objects(&mut world).unwrap();
    world.on("2026-07-10");
    assert!(world.clock().is_empty());
    world.on("2026-07-11");
    assert_eq!(world.clock().len(), 1, "an objection nobody ruled on falls");
    assert_eq!(world.after("rc", ruling(true)), Err(Refusal::WrongState));
}

#[test]
pub fn t33_by_the_assembly() {
    let mut world = implementing();
    let step = || DecisionStep::SetAside {
        minutes: "居民会议纪要2026-1".into(), reason: "全体居民另有决定".into()
    };
    assert_eq!(world.after("above", step()), Err(Refusal::NotEntitled));
    world.after("rc", step()).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Annulled, 33));
    assert_eq!(world.after("rc", step()), Err(Refusal::WrongState), "terminal");
    let mut early = adopted();
    assert_eq!(early.after("rc", step()), Err(Refusal::WrongState), "not out yet");
}

#[test]
fn what_could_not_wait_is_begun_at_once() {
    let mut world = offices();
    world.accepted("t");
    let starts = world.now.plus_hours(30);
    let step = vary(call(MeetingKind::Deliberation, starts, &["t"]), |call| {
        call.regular = false;
        call.urgent = Some("水管爆裂".into());
    });
    world.step("chair", "m", step).unwrap();
    world.step("chair", "m", MeetingStep::Notice).unwrap();
    world.opened("m");
    world.members_come("m", 5);
    world.step("chair", "m", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    world.opens("m", "t").unwrap();
    world.votes("m", "t", Motion::Main, [5, 0, 0]);
    world.sets("a").unwrap();
    world.duties(&[]);
    world.after("chair", DecisionStep::HangOut).unwrap();
    assert_eq!(world.petitions("r0", "p"), Err(Refusal::WindowOver { until: Some(world.now.day()) }));
    assert_eq!(world.clock().len(), 1);
    assert_eq!(world.state("t"), TopicState::Implementing);
}

#[test]
fn the_display_has_a_floor() {
    let mut world = World::new();
    let keys = Keys { display_days: 14, ..Keys::default() };
    let adopt = rulebook::Intent::AdoptCharter { file: "制度".into(), keys };
    assert_eq!(world.does("above", adopt), Err(Refusal::CharterBound { key: "decision.display_days".into() }));
    let none = Keys { objection_days: 0, ..Keys::default() };
    assert_eq!(none.check(), Err(Refusal::CharterBound { key: "decision.objection_days".into() }));
    assert_eq!(Keys::default().check(), Ok(()));
}
