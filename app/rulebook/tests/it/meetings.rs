//! Meetings: scenarios 25–28, 30, 31 (clock), 36–38.

use crate::{hall::*, world::*};
use rulebook::{
    Intent, Refusal,
    act::Due,
    charter::Keys,
    meeting::{
        MeetingKind, MeetingState, MeetingStep,
        attend::{Capacity, Method, Way},
        regular::{Season, missed, reminded, reminder},
        vote::{Choice, Motion},
    },
    topic::TopicState,
};

#[test]
pub fn s25_review_precedes_the_call() {
    let mut world = hall();
    world.accepted("early");
    let starts = world.now.plus_hours(240);
    world.step("chair", "m", call(MeetingKind::Deliberation, starts, &["early"])).unwrap();
    let called = world.now;
    world.now = world.now.plus_hours(24);
    world.accepted("late");
    let add = MeetingStep::Add { topic: "late".into() };
    assert_eq!(world.step("chair", "m", add), Err(Refusal::ReviewAfterCall { called }));
}

#[test]
fn s26_four_days_are_too_short_unless_urgent_with_its_reason() {
    let mut world = hall();
    world.accepted("t");
    let starts = at("2026-06-19", 19, 0);
    world.step("chair", "m", call(MeetingKind::Deliberation, starts, &["t"])).unwrap();
    let earliest = day("2026-06-20").starts();
    assert_eq!(world.step("chair", "m", MeetingStep::Notice), Err(Refusal::NoticeTooShort { earliest }));
    assert_eq!(world.state("t"), TopicState::Accepted);
    let urgent =
        |why: &str| vary(call(MeetingKind::Deliberation, starts, &["t"]), |call| call.urgent = Some(why.into()));
    assert_eq!(world.step("chair", "u", urgent("  ")), Err(Refusal::ReasonRequired));
    world.step("chair", "u", urgent("水管爆裂")).unwrap();
    world.step("chair", "u", MeetingStep::Notice).unwrap();
    assert_eq!(world.state("t"), TopicState::OnAgenda);
}

#[test]
pub fn s27_four_of_nine_may_talk_but_not_vote() {
    let mut world = hall();
    world.accepted("t");
    world.noticed("m", &["t"]);
    world.opened("m");
    world.members_come("m", 4);
    world.residents_come("m", 6);
    let begin = MeetingStep::Begin { chair: "chair".into() };
    let short = Err(Refusal::Inquorate { members: 9, here: 4, persons: 10 });
    assert_eq!(world.step("chair", "m", begin), short);
    let from = world.meeting("m").starts.plus_minutes(20);
    assert_eq!(world.step("m1", "m", MeetingStep::DeclareInquorate), Err(Refusal::TooEarly { from }));
    world.now = from;
    world.step("m1", "m", MeetingStep::DeclareInquorate).unwrap();
    assert_eq!((world.meeting("m").state, world.state("t")), (MeetingState::Inquorate, TopicState::Accepted));
    world.step("r0", "m", MeetingStep::AskToSpeak { person: "r0".into(), side: None }).unwrap();
    assert_eq!(world.moves("m", "t", Motion::Main).unwrap_err(), short.clone().unwrap_err());
    assert_eq!(world.puts("m", &"v".into()), short);
    // M5: at the second call a third of the members is enough.
    world.now = world.now.plus_minutes(10);
    let second = call(MeetingKind::Deliberation, world.now.plus_hours(24 * 6), &["t"]);
    let again = vary(second, |call| call.repeats = Some("m".into()));
    world.step("chair", "m2", again).unwrap();
    world.step("chair", "m2", MeetingStep::Notice).unwrap();
    world.opened("m2");
    world.members_come("m2", 3);
    world.residents_come("m2", 2);
    world.step("chair", "m2", MeetingStep::Begin { chair: "chair".into() }).unwrap();
}

#[test]
fn s28_whoever_is_here_may_ask_for_the_floor_in_turn() {
    let mut world = hall();
    world.accepted("t");
    world.session("m", &["t"], 2);
    world.comes("m", "q0", Capacity::UnitRep).unwrap();
    world.comes("m", "q1", Capacity::Observer).unwrap();
    world.opens("m", "t").unwrap();
    let ask = |person: &str| MeetingStep::AskToSpeak { person: person.into(), side: None };
    for person in ["q0", "q1"] {
        world.step(person, "m", ask(person)).unwrap();
        assert!(world.community.attendance_now(&"m".into(), &person.into()).unwrap().asked.is_some());
    }
    for _ in 0..2 {
        world.step("q0", "m", ask("q0")).unwrap();
        world.step("m1", "m", MeetingStep::Spoke { person: "q0".into() }).unwrap();
    }
    assert_eq!(world.step("q0", "m", ask("q0")), Err(Refusal::TurnsUsed { max: 2 }));
    assert_eq!(world.step("q3", "m", ask("q3")), Err(Refusal::NotPresent));
    world.votes("m", "t", Motion::CloseDebate, [5, 2, 0]);
    assert_eq!(world.step("q1", "m", ask("q1")), Err(Refusal::DebateClosed));
}

#[test]
pub fn s30_what_was_shelved_comes_first_and_stays() {
    let mut world = hall();
    world.accepted("old");
    world.accepted("new");
    world.session("a", &["old"], 3);
    world.shelved_at("a", "old");
    world.noticed("b", &["new"]);
    let agenda: Vec<&str> = world.meeting("b").agenda.iter().map(|item| item.topic.as_str()).collect();
    assert_eq!(agenda, ["old", "new"], "item 1");
    assert_eq!((world.state("old"), world.topic("old").history.last().unwrap().t), (TopicState::OnAgenda, 25));
    let remove = MeetingStep::Remove { topic: "old".into(), reason: "以后再说".into() };
    assert_eq!(world.step("chair", "b", remove), Err(Refusal::MustBeVoted));
    world.opened("b");
    world.members_come("b", 5);
    world.step("chair", "b", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    assert_eq!(world.opens("b", "new"), Err(Refusal::MustBeVoted));
    assert_eq!(world.step("chair", "b", MeetingStep::Adjourn), Err(Refusal::MustBeVoted));
    // Carried over without a vote it still comes first next time.
    world.opens("b", "old").unwrap();
    world.step("chair", "b", MeetingStep::CarryOver { topic: "old".into() }).unwrap();
    world.adjourns("b");
    world.noticed("c", &["new"]);
    assert_eq!(world.meeting("c").agenda[0].topic.as_str(), "old");
    assert!(world.meeting("c").agenda[0].carried);
}

#[test]
pub fn s31_a_hundred_and_one_days_without_a_next_meeting() {
    let mut world = hall();
    world.accepted("t");
    world.session("m", &["t"], 3);
    world.shelved_at("m", "t");
    let shelved = world.topic("t").shelved_on.unwrap();
    world.now = shelved.plus(100).starts().plus_hours(12);
    assert!(world.clock().is_empty());
    // A meeting that is called and cancelled wins no time.
    world.noticed("b", &[]);
    world.step("chair", "b", MeetingStep::Cancel { reason: "停电".into() }).unwrap();
    world.now = shelved.plus(101).starts();
    assert_eq!(world.clock(), [Due::Stale { topic: "t".into() }]);
    assert_eq!((world.state("t"), world.topic("t").history.last().unwrap().t), (TopicState::Escalated, 30));
}

#[test]
pub fn s36_no_vote_on_what_is_not_on_the_agenda() {
    let mut world = hall();
    world.accepted("t");
    world.accepted("other");
    world.session("m", &["t"], 3);
    world.opens("m", "t").unwrap();
    assert_eq!(world.moves("m", "other", Motion::Main), Err(Refusal::NotOnAgenda));
    world.step("chair", "m", MeetingStep::CarryOver { topic: "t".into() }).unwrap();
    assert_eq!(world.opens("m", "other"), Err(Refusal::NotOnAgenda));
    let add = MeetingStep::Add { topic: "other".into() };
    assert_eq!(world.step("chair", "m", add), Err(Refusal::NotOnAgenda), "the agenda is known and stays");
}

#[test]
fn s37_an_extra_meeting_does_not_clear_the_quarter() {
    let mut world = hall();
    world.accepted("t");
    let starts = at("2026-06-20", 19, 0);
    world.now = at("2026-06-15", 10, 0);
    let extra = vary(call(MeetingKind::Deliberation, starts, &["t"]), |call| call.regular = false);
    world.step("chair", "x", extra).unwrap();
    world.step("chair", "x", MeetingStep::Notice).unwrap();
    world.opened("x");
    world.members_come("x", 5);
    world.step("chair", "x", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    world.adjourns("x");
    assert!(missed(&world.community, &G3.into(), day("2026-07-01")));
    world.now = at("2026-06-20", 20, 0);
    let starts = at("2026-06-28", 19, 0);
    world.step("chair", "r", call(MeetingKind::Deliberation, starts, &["t"])).unwrap();
    world.step("chair", "r", MeetingStep::Notice).unwrap();
    world.opened("r");
    world.members_come("r", 5);
    assert!(missed(&world.community, &G3.into(), day("2026-07-01")), "called is not held");
    world.step("chair", "r", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    assert!(!missed(&world.community, &G3.into(), day("2026-07-01")));
    assert!(missed(&world.community, &G3.into(), day("2026-10-01")));
    assert_eq!(Season::of(day("2026-01-01")).before(), Season { year: 2025, no: 4 });
}

#[test]
fn a_quarter_without_its_meeting_is_called_to_mind_until_one_is_called() {
    let mut world = hall();
    let (g3, stands) = (G3.into(), |world: &World, on: &str| reminder(&world.community, &G3.into(), day(on)));
    for (on, days) in [
        ("2026-05-30", None),
        ("2026-05-31", Some(30)),
        ("2026-06-15", Some(30)),
        ("2026-06-16", Some(14)),
        ("2026-06-23", Some(7)),
        ("2026-06-30", Some(7)),
        ("2026-07-01", None),
        ("2026-12-02", Some(30)),
        ("2027-03-31", Some(7)),
        ("2026-09-01", Some(30)),
    ] {
        assert_eq!(stands(&world, on), days, "{on}");
    }
    let minds = |world: &World, person: &str| reminded(&world.community, &person.into(), day("2026-06-23")).count();
    assert_eq!(["chair", "secretary", "m1", "above", "r0"].map(|person| minds(&world, person)), [1, 1, 0, 0, 0]);
    // An extra one, one of the next quarter and one of another grid are none; one that is called is enough, until it is
    // put off, and one that was held is for good.
    world.accepted("t");
    let extra = vary(call(MeetingKind::Deliberation, at("2026-06-28", 19, 0), &["t"]), |call| call.regular = false);
    world.step("chair", "x", extra).unwrap();
    world.step("chair", "late", call(MeetingKind::Deliberation, at("2026-07-01", 19, 0), &["t"])).unwrap();
    assert_eq!(stands(&world, "2026-06-23"), Some(7));
    world.step("chair", "m", call(MeetingKind::Deliberation, at("2026-06-28", 19, 0), &["t"])).unwrap();
    assert_eq!(stands(&world, "2026-06-23"), None);
    assert_eq!(reminder(&world.community, &G5.into(), day("2026-06-23")), Some(7));
    assert_eq!(stands(&world, "2026-06-29"), Some(7), "its day went by and nobody came");
    world.step("chair", "m", MeetingStep::Notice).unwrap();
    let mut put_off = world.clone();
    put_off.step("chair", "m", MeetingStep::Postpone { reason: "停电".into() }).unwrap();
    assert_eq!(stands(&put_off, "2026-06-23"), Some(7));
    world.opened("m");
    world.members_come("m", 5);
    world.step("chair", "m", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    assert_eq!(reminder(&world.community, &g3, day("2026-06-29")), None);
    for (season_remind, sound) in [(vec![90], true), (vec![], false), (vec![30, 91], false)] {
        let keys = Keys { season_remind, ..Keys::default() };
        let told = Err(Refusal::CharterBound { key: "meeting.season_remind".into() });
        assert_eq!(keys.check(), if sound { Ok(()) } else { told });
    }
}

#[test]
fn s38_a_session_sent_the_next_morning_comes_out_the_same() {
    let mut world = hall();
    world.accepted("t");
    world.noticed("m", &["t"]);
    world.now = world.meeting("m").starts;
    let mut offline = world.clone();
    let begin = |w: &mut World, step: MeetingStep, log: &mut Vec<rulebook::Act>| {
        let act = w.act("m1", Intent::Meeting { meeting: "m".into(), step }, vec![]);
        w.take(&act).unwrap();
        log.push(act);
    };
    let mut log = Vec::new();
    begin(&mut offline, MeetingStep::OpenCheckIn { poster: None }, &mut log);
    for person in ["chair", "m1", "m2", "m3", "m4"] {
        let (person, method) = (person.into(), Method::Recorder);
        let step = MeetingStep::CheckIn { person, capacity: Capacity::Member, method, reason: None };
        begin(&mut offline, step, &mut log);
    }
    begin(&mut offline, MeetingStep::Begin { chair: "chair".into() }, &mut log);
    begin(&mut offline, MeetingStep::OpenItem { topic: "t".into() }, &mut log);
    let main = Motion::Main;
    let step =
        MeetingStep::Move { topic: "t".into(), motion: main, mover: "m2".into(), seconder: "m3".into(), text: None };
    begin(&mut offline, step, &mut log);
    let vote = rulebook::ids::VoteId(log.last().unwrap().id.0.clone());
    begin(&mut offline, MeetingStep::OpenVote { vote: vote.clone(), hands: false }, &mut log);
    for person in ["m1", "m2", "m3"] {
        let act = offline.casting("m1", "m", &vote, person, Choice::Yes);
        offline.take(&act).unwrap();
        log.push(act);
    }
    begin(&mut offline, MeetingStep::CloseVote { vote: vote.clone() }, &mut log);
    begin(&mut offline, MeetingStep::Adjourn, &mut log);
    assert!(log.iter().all(|act| act.intent.works_offline()));
    world.now = world.now.plus_hours(12);
    for act in &log {
        world.take(act).unwrap();
    }
    assert_eq!(world.state("t"), TopicState::Adopted);
    assert_eq!(world.meeting("m"), offline.meeting("m"));
    assert_eq!(world.community.vote(&vote), offline.community.vote(&vote));
}

#[test]
pub fn the_chair_does_not_keep_the_minutes_and_one_matter_at_a_time() {
    let mut world = hall();
    world.accepted("t");
    world.accepted("u");
    world.noticed("m", &["t", "u"]);
    world.opened("m");
    world.members_come("m", 5);
    let begin = |chair: &str| MeetingStep::Begin { chair: chair.into() };
    assert_eq!(world.step("m1", "m", begin("m1")), Err(Refusal::ChairIsRecorder));
    assert_eq!(world.step("m1", "m", begin("m7")), Err(Refusal::NotPresent));
    world.step("chair", "m", begin("chair")).unwrap();
    let hand = MeetingStep::HandRecord { to: "chair".into() };
    assert_eq!(world.step("chair", "m", hand), Err(Refusal::ChairIsRecorder));
    assert_eq!(world.comes("m", "m2", Capacity::Member), Err(Refusal::AlreadyPresent));
    assert_eq!(world.comes("m", "r0", Capacity::Member), Err(Refusal::NotEntitled));
    assert_eq!(world.comes("m", "q0", Capacity::ResidentParticipant), Err(Refusal::NotResidentOfGrid));
    assert_eq!(world.comes("m", "desk", Capacity::Observer), Err(Refusal::NotFound), "invariant 8");
    world.opens("m", "t").unwrap();
    assert_eq!(world.opens("m", "u"), Err(Refusal::ItemStillOpen));
    assert_eq!(world.step("chair", "m", MeetingStep::Adjourn), Err(Refusal::ItemStillOpen));
    assert_eq!(world.moves("m", "t", Motion::Shelve), Err(Refusal::DebateFirst { need: 2 }));
    let id = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &id).unwrap();
    assert_eq!(world.moves("m", "t", Motion::Shelve), Err(Refusal::ItemStillOpen));
    let over = MeetingStep::CarryOver { topic: "t".into() };
    assert_eq!(world.step("chair", "m", over), Err(Refusal::ItemStillOpen));
    world.step("chair", "m", MeetingStep::CloseVote { vote: id }).unwrap();
    world.adjourns("m");
    assert_eq!((world.state("t"), world.state("u")), (TopicState::NotAdopted, TopicState::Accepted));
}

#[test]
fn only_the_poster_in_the_room_lets_a_phone_check_in() {
    let mut world = hall();
    world.accepted("t");
    world.noticed("m", &["t"]);
    world.now = world.meeting("m").starts;
    let code = world.receipt();
    let poster = rulebook::hash::receipt_hash(&code);
    world.step("m1", "m", MeetingStep::OpenCheckIn { poster }).unwrap();
    let scan = |world: &mut World, person: &str, capacity: Capacity, code: &str| {
        let person = person.into();
        world.says("r0", "m", ("poster", code), |code| MeetingStep::CheckIn {
            person,
            capacity,
            method: Method::Poster { code },
            reason: None,
        })
    };
    let resident = Capacity::ResidentParticipant;
    assert_eq!(scan(&mut world, "r0", resident, "0000000000000000"), Err(Refusal::PosterUnread));
    assert_eq!(scan(&mut world, "r1", resident, &code), Err(Refusal::NotEntitled), "not for another");
    let rep = scan(&mut world, "r0", Capacity::StakeholderRep, &code);
    assert_eq!(rep, Err(Refusal::NotEntitled), "representatives are admitted");
    scan(&mut world, "r0", resident, &code).unwrap();
    let stay = world.community.attendance_now(&"m".into(), &"r0".into()).unwrap();
    assert_eq!(stay.method, Way::Poster);
}

#[test]
fn strangers_do_not_run_a_meeting() {
    let mut world = hall();
    world.accepted("t");
    let starts = world.now.plus_hours(240);
    for person in ["r0", "song", "member", "worker5"] {
        let step = call(MeetingKind::Deliberation, starts, &["t"]);
        assert_eq!(world.step(person, "m", step), Err(Refusal::NotEntitled), "{person}");
    }
    assert_eq!(
        world.step("chair", "m", call(MeetingKind::CouncilMeeting, starts, &[])),
        Err(Refusal::NotEntitled),
        "not yet"
    );
    assert_eq!(world.step("chair", "m", call(MeetingKind::Deliberation, starts, &[])), Err(Refusal::AgendaEmpty));
    world.session("m", &["t"], 3);
    for person in ["r0", "member", "officer"] {
        assert_eq!(
            world.step(person, "m", MeetingStep::OpenItem { topic: "t".into() }),
            Err(Refusal::NotEntitled),
            "{person}"
        );
    }
    assert_eq!(world.step("chair", "nowhere", MeetingStep::Adjourn), Err(Refusal::NotFound));
}

#[test]
fn any_start_of_any_meeting_is_judged_without_overflow() {
    let mut world = hall();
    world.accepted("t");
    for (i, starts) in [i64::MIN, -1, 0, i64::MAX].into_iter().enumerate() {
        let meeting = format!("m{i}");
        world.step("chair", &meeting, call(MeetingKind::Deliberation, rulebook::Millis(starts), &["t"])).unwrap();
        let _ = world.step("chair", &meeting, MeetingStep::Notice);
        let _ = world.step("m1", &meeting, MeetingStep::OpenCheckIn { poster: None });
        let _ = world.step("m1", &meeting, MeetingStep::DeclareInquorate);
    }
}

#[test]
fn the_charter_names_the_keys_of_meetings_as_the_specification_does() {
    let text = serde_json::to_string(&Keys::default()).unwrap();
    for part in [
        r#""topic.max_shelve":2"#,
        r#""topic.shelve_stale_days":100"#,
        r#""topic.cooldown_days":90"#,
        r#""meeting.notice_days":{"regular":5,"extra":3,"urgent_h":24,"hearing":7}"#,
        r#""meeting.majority_base":"Present""#,
        r#""meeting.shelve_threshold":"AtLeastHalf""#,
        r#""meeting.shelve_base":"EntitledPresent""#,
        r#""meeting.voting_body":"MembersStakeholdersResidents""#,
        r#""meeting.speak":{"minutes":3,"turns":2}"#,
        r#""meeting.checkin_close":"ItemOpen""#,
        r#""meeting.session":{"check_in_minutes":30,"wait_minutes":20,"second_call_days":10,"heard_each_side":2,"open_hours":12,"recess_minutes":30}"#,
        r#""meeting.members_call":{"one_in":3,"days":7,"lapse_days":30}"#,
        r#""meeting.season_remind":[30,14,7]"#,
        r#""hearing.timing":"BeforeVote""#,
        r#""hearing.seats":{"total":20,"affected_percent":50,"close_days":2}"#,
        r#""major.wide_share":30"#,
        r#""major.cost_fen":5000000"#,
        r#""major.petition":30"#,
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let keys: Keys = serde_json::from_str(r#"{"topic.cosign_min":12}"#).unwrap();
    assert_eq!((keys.cosign_min, keys.max_shelve, keys.quorum.min_persons), (12, 2, 5), "older charters read on");
    let older: Keys = serde_json::from_str(r#"{"meeting.session":{"open_hours":6}}"#).unwrap();
    assert_eq!((older.session.open_hours, older.session.recess_minutes), (6, 30));
    for minutes in [0, 12 * 60] {
        let mut keys = Keys::default();
        keys.session.recess_minutes = minutes;
        assert_eq!(keys.check(), Err(Refusal::CharterBound { key: "meeting.session".into() }));
    }
    let mut silent = Keys::default();
    silent.speak.turns = 0;
    assert_eq!(silent.check(), Err(Refusal::CharterBound { key: "meeting.speak".into() }));
}
