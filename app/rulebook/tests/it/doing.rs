//! Carrying it out, and what residents say of it: scenarios 49, 50, T35–T40, T47, T48.

use crate::{hall::*, works::*, world::*};
use rulebook::{
    Community, Intent, Refusal, Sight, Viewer,
    act::Due,
    charter::Keys,
    decision::{
        DecisionStep,
        action::{ActionState, Bucket, Owner, OwnerKind, Plan, Report},
    },
    hash::Opening,
    meeting::{MeetingStep, vote::Motion},
    people::Role,
    seen_by,
    topic::{Capacity, TopicState},
};

fn owned_by(kind: OwnerKind, name: &str, person: Option<&str>) -> Plan {
    Plan { owner: Owner { kind, name: name.into(), person: person.map(Into::into) }, ..plan("更换器材") }
}

#[test]
fn an_action_says_who_does_what_by_when() {
    let mut world = adopted();
    let mut sets = |plan: Plan| {
        let reason = String::new();
        world.after("chair", DecisionStep::SetAction { action: "a".into(), plan, reason })
    };
    let off = |field: &str| Err(Refusal::NotOnTheList { field: field.into() });
    assert_eq!(sets(owned_by(OwnerKind::Property, "", None)), off("owner"), "an organisation has a name");
    assert_eq!(sets(owned_by(OwnerKind::Residents, "张三", None)), off("owner"), "people go unnamed");
    assert_eq!(sets(owned_by(OwnerKind::ActiveResident, "", None)), off("owner"), "somebody answers for it");
    assert_eq!(sets(owned_by(OwnerKind::ActiveResident, "", Some("nobody"))), Err(Refusal::NotFound));
    assert_eq!(sets(Plan { due: day("2026-06-24"), ..plan("更换器材") }), off("due"));
    assert_eq!(sets(plan(" ")), Err(Refusal::ReasonRequired));
    assert_eq!(sets(owned_by(OwnerKind::Property, "湛山物业", None)), Ok(()));
    assert_eq!(sets(owned_by(OwnerKind::Residents, "", None)), Err(Refusal::ReasonRequired), "a change has a reason");
    let plan = owned_by(OwnerKind::Residents, "", None);
    let change = DecisionStep::SetAction { action: "a".into(), plan, reason: "居民自己动手".into() };
    assert_eq!(world.after("r0", change.clone()), Err(Refusal::NotEntitled));
    world.after("m7", change).unwrap();
    let action = world.community.action(&"a".into()).unwrap();
    assert_eq!(action.changes[0].before.owner.name, "湛山物业", "what stood there stays");
    assert_eq!(action.plan.bucket, Bucket::RcHelp);
}

#[test]
fn after_the_display_began_a_new_action_has_its_reason() {
    let mut world = implementing();
    let step =
        |reason: &str| DecisionStep::SetAction {
            action: "b".into(), plan: plan("再装一盏灯"), reason: reason.into()
        };
    assert_eq!(world.after("chair", step("")), Err(Refusal::ReasonRequired));
    world.after("chair", step("验收时发现太暗")).unwrap();
    assert_eq!(world.community.actions_of(&world.decision().id).count(), 2);
}

#[test]
pub fn t35_t36_an_action_stands_still_and_goes_on() {
    let mut world = implementing();
    world.sets("b").unwrap();
    assert_eq!(world.reports("member", "a", Report::Blocked, "没有到货"), Err(Refusal::NotEntitled));
    assert_eq!(world.reports("song", "a", Report::Blocked, " "), Err(Refusal::ReasonRequired));
    assert_eq!(world.reports("song", "a", Report::GoesOn, "到货了"), Err(Refusal::WrongState));
    world.reports("song", "a", Report::Blocked, "没有到货").unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Blocked, 35));
    world.reports("chair", "b", Report::Blocked, "下雨").unwrap();
    world.reports("song", "a", Report::GoesOn, "到货了").unwrap();
    assert_eq!(world.state("t"), TopicState::Blocked, "the other still stands still");
    world.reports("chair", "b", Report::GoesOn, "天晴").unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Implementing, 36));
    world.reports("chair", "b", Report::Blocked, "又下雨").unwrap();
    world.after("chair", DecisionStep::DropAction { action: "b".into(), reason: "不必了".into() }).unwrap();
    assert_eq!(world.state("t"), TopicState::Implementing, "what is dropped blocks nothing");
    assert_eq!(world.community.reports_on(&"a".into()).count(), 2);
}

#[test]
pub fn t37_the_council_takes_what_stands_still() {
    let mut world = implementing();
    let ask = || DecisionStep::Escalate { reason: "需要三个网格协调".into() };
    assert_eq!(world.after("chair", ask()), Err(Refusal::WrongState));
    world.reports("song", "a", Report::Blocked, "没有到货").unwrap();
    let mut asked = world.clone();
    assert_eq!(asked.after("song", ask()), Err(Refusal::NotEntitled));
    asked.after("chair", ask()).unwrap();
    assert_eq!((asked.state("t"), asked.last_t()), (TopicState::Escalated, 37));
    world.on("2026-08-02");
    assert!(world.clock().is_empty(), "thirty days");
    world.on("2026-08-03");
    let decision = world.decision().id.clone();
    assert_eq!(world.clock(), [Due::GiveUp { decision }]);
    assert_eq!(world.state("t"), TopicState::Escalated);
    assert_eq!(world.reports("song", "a", Report::GoesOn, "到货了"), Err(Refusal::WrongState), "it ended");
}

#[test]
fn late_and_silent_is_shown_to_all() {
    let mut world = implementing();
    let (keys, action) = (Keys::default(), world.community.action(&"a".into()).unwrap().clone());
    assert!(!action.is_overdue(day("2026-08-01")) && action.is_overdue(day("2026-08-02")));
    assert!(!world.decision().is_silent(&keys, day("2026-08-03")));
    assert!(world.decision().is_silent(&keys, day("2026-08-04")), "a month without a word");
    world.on("2026-08-04");
    assert_eq!(world.reports("r0", "a", Report::Progress, "还没动"), Err(Refusal::NotEntitled));
    world.reports("sup1", "a", Report::Progress, "已到货，周末安装").unwrap();
    assert!(!world.decision().is_silent(&keys, day("2026-08-04")));
    let report = |report| {
        let step = DecisionStep::Report { action: "a".into(), report, note: Default::default() };
        Intent::Decision { decision: "d".into(), step }.works_offline()
    };
    assert_eq!([report(Report::Progress), report(Report::Done)], [true, false]);
}

#[test]
pub fn t38_everything_is_done_or_dropped() {
    let mut world = implementing();
    world.sets("b").unwrap();
    assert_eq!(world.after("chair", DecisionStep::OpenRating), Err(Refusal::ActionsLeft { left: 2 }));
    world.reports("song", "a", Report::Done, "照片在公告栏").unwrap();
    assert_eq!(world.reports("song", "a", Report::Done, "再说一遍"), Err(Refusal::WrongState));
    world.after("chair", DecisionStep::DropAction { action: "b".into(), reason: "不必了".into() }).unwrap();
    assert_eq!(world.after("song", DecisionStep::OpenRating), Err(Refusal::NotEntitled));
    world.after("chair", DecisionStep::OpenRating).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Evaluating, 38));
    assert_eq!(world.decision().evaluation.as_ref().unwrap().until, day("2026-07-10"));
}

#[test]
fn one_rating_each_of_adult_residents_in_time() {
    let mut world = evaluating();
    world.rates("r0", 5, true).unwrap();
    assert_eq!(world.rates("r0", 1, false), Err(Refusal::AlreadyRated));
    assert_eq!(world.rates("q0", 5, true), Err(Refusal::NotResidentOfGrid));
    for stars in [0, 6] {
        assert_eq!(world.rates("r1", stars, true), Err(Refusal::NotOnTheList { field: "rating".into() }));
    }
    let extra = r#"{"stars":5,"knew":true,"content":true,"name":"张三"}"#;
    let told = world.tells("r1", "rating", extra, |rating| DecisionStep::Rate { rating });
    assert_eq!(told, Err(Refusal::NotOnTheList { field: "rating".into() }), "nothing beyond the list");
    world.on("2026-07-11");
    assert_eq!(world.rates("r1", 5, true), Err(Refusal::RatingOver { until: day("2026-07-10") }));
    let counts = world.decision().evaluation.clone().unwrap();
    assert_eq!((counts.count, counts.stars, counts.knew, counts.content), (1, 5, 1, 1));
}

#[test]
pub fn t39_a_supervisor_closes_what_residents_are_content_with() {
    let mut world = evaluating();
    for (i, content) in [true, true, true, false, false].into_iter().enumerate() {
        world.rates(&format!("r{i}"), 3, content).unwrap();
    }
    assert!(matches!(world.after("sup1", DecisionStep::Close), Err(Refusal::TooEarly { .. })));
    world.on("2026-07-11");
    for person in ["chair", "r0", "rc"] {
        assert_eq!(world.after(person, DecisionStep::Close), Err(Refusal::NotEntitled), "{person}");
    }
    world.works("member", Role::Supervisor, G3);
    assert_eq!(world.after("member", DecisionStep::Close), Err(Refusal::RecusalRequired), "on the committee");
    world.works("song", Role::Supervisor, G3);
    assert_eq!(world.after("song", DecisionStep::Close), Err(Refusal::RecusalRequired), "did the work");
    world.after("sup2", DecisionStep::Close).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Closed, 39));
    assert_eq!(world.after("sup2", DecisionStep::Close), Err(Refusal::WrongState));
}

#[test]
pub fn t39_three_of_five_suffice_and_two_do_not_but_four_are_too_few_to_count() {
    let mut world = evaluating();
    for (i, content) in [true, true, false, false].into_iter().enumerate() {
        world.rates(&format!("r{i}"), 3, content).unwrap();
    }
    let mut few = world.clone();
    few.on("2026-07-11");
    few.after("sup1", DecisionStep::Close).unwrap();
    world.rates("r4", 1, false).unwrap();
    world.on("2026-07-11");
    let refused = Refusal::NotContent { content: 2, of: 5, percent: 60 };
    assert_eq!(world.after("sup1", DecisionStep::Close), Err(refused));
}

#[test]
fn t39_needs_two_supervisors_who_stand_apart() {
    let mut world = evaluating();
    world.on("2026-07-11");
    world.works("sup2", Role::CommitteeMember, G3);
    assert_eq!(world.after("sup1", DecisionStep::Close), Err(Refusal::SupervisorsMissing { have: 1, need: 2 }));
}

fn send_back(due: &str) -> DecisionStep {
    let (action, again) = ("a".into(), "a2".into());
    DecisionStep::SendBack { action, again, due: day(due), reason: "只换了两件".into() }
}

#[test]
pub fn s49_a_wrong_claim_of_completion_is_sent_back() {
    let mut world = evaluating();
    world.rates("r0", 2, false).unwrap();
    assert_eq!(world.after("chair", send_back("2026-08-01")), Err(Refusal::NotEntitled));
    world.after("sup1", send_back("2026-08-01")).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Implementing, 40));
    assert_eq!((world.action("a"), world.action("a2")), (ActionState::Refuted, ActionState::Open));
    assert_eq!(world.community.action(&"a2".into()).unwrap().redoes, Some("a".into()));
    assert_eq!(world.after("sup1", send_back("2026-08-01")), Err(Refusal::WrongState));
    world.reports("song", "a2", Report::Done, "三件都换了").unwrap();
    world.after("chair", DecisionStep::OpenRating).unwrap();
    world.rates("r0", 5, true).unwrap();
    let counts = world.decision().evaluation.clone().unwrap();
    assert_eq!((counts.round, counts.count), (2, 1), "a new round");
}

#[test]
fn s50_everybody_sees_counts_and_text_and_no_ordinary_name() {
    let mut world = publicised();
    let plan = owned_by(OwnerKind::ActiveResident, "", Some("r7"));
    let step = DecisionStep::SetAction { action: "b".into(), plan, reason: "r7愿意".into() };
    world.after("chair", step).unwrap();
    world.petitions("r0", "p").unwrap();
    world.on("2026-07-03");
    world.clock();
    world.reports("r7", "b", Report::Done, "树枝已修剪").unwrap();
    world.reports("song", "a", Report::Done, "已更换").unwrap();
    world.after("chair", DecisionStep::OpenRating).unwrap();
    world.rates("r3", 4, true).unwrap();
    world.on("2026-07-11");
    world.after("sup1", DecisionStep::Close).unwrap();
    let seen = |viewer: &Viewer, tag: &str| {
        let all = world.community.records().into_iter().filter(|r| r.key().k.tag() == tag);
        let seen = all.filter_map(|r| match seen_by(&r, viewer, &world.community) {
            Sight::Seen(record) => Some(serde_json::to_string(&record).unwrap()),
            _ => None,
        });
        seen.collect::<Vec<String>>()
    };
    let public = Viewer::public();
    let decision = seen(&public, "decision").concat();
    assert!(decision.contains(r#""content":1"#) && decision.contains(r#""yes":6"#), "{decision}");
    assert!(seen(&public, "progress").concat().contains("树枝已修剪"));
    assert!(seen(&public, "petition").concat().contains("正对卧室窗口"));
    let all = ["decision", "action", "progress", "petition"].map(|tag| seen(&public, tag).concat()).concat();
    for person in ["\"r0\"", "\"r3\"", "\"r7\""] {
        assert!(!all.contains(person), "{person}");
    }
    assert_eq!((seen(&public, "rating").len(), seen(&public, "support").len()), (0, 0));
    let of = |person: &str| Viewer::of(&world.community, &person.into(), world.now.day());
    assert_eq!((seen(&of("r3"), "rating").len(), seen(&of("chair"), "rating").len()), (1, 0));
    assert!(seen(&of("r7"), "action").concat().contains("\"r7\""), "their own");
}

/// What somebody's phone holds of the community.
fn phone_of(world: &World, person: &str) -> Community {
    let viewer = Viewer::of(&world.community, &person.into(), world.now.day());
    let mut phone = Community::partial();
    for record in world.community.records() {
        if let Sight::Seen(record) = seen_by(&record, &viewer, &world.community) {
            phone.put(record);
        }
    }
    phone
}

#[test]
fn a_phone_that_knows_only_a_part_says_what_the_server_says() {
    let mut world = publicised();
    world.petitions("r0", "p").unwrap();
    let decision = world.decision().id.clone();
    let support = Intent::Decision { decision: decision.clone(), step: DecisionStep::Support { petition: "p".into() } };
    let act = world.act("r5", support, vec![]);
    let agree = |world: &World, act: &rulebook::Act, kinds: &[&str]| {
        let moment = rulebook::Moment::at(world.now);
        let changed = |community: &Community| {
            let changes = rulebook::decide(community, act, moment)?;
            Ok(changes.into_iter().map(|r| r.key()).filter(|k| kinds.contains(&k.k.tag())).collect::<Vec<_>>())
        };
        let (phone, server) = (changed(&phone_of(world, act.actor.as_str())), changed(&world.community));
        assert_eq!(phone, server);
        server.map(|keys: Vec<rulebook::Key>| keys.len())
    };
    assert_eq!(agree(&world, &act, &["support", "petition"]), Ok(2));
    world.take(&act).unwrap();
    let again = world.act("r5", act.intent.clone(), vec![]);
    assert!(matches!(agree(&world, &again, &[]), Err(Refusal::Duplicate { .. })), "knows its own");
    world.on("2026-07-03");
    world.clock();
    let note = Opening { field: "note".into(), salt: "s".into(), value: "已到货".into() };
    let report = |report| DecisionStep::Report { action: "a".into(), report, note: note.commitment() };
    for (who, what) in [("song", Report::Done), ("chair", Report::Blocked), ("sup1", Report::Progress)] {
        let intent = Intent::Decision { decision: decision.clone(), step: report(what) };
        let act = world.act(who, intent, vec![note.clone()]);
        assert!(agree(&world, &act, &["progress", "action", "decision", "topic"]).is_ok(), "{who}");
    }
}

fn follows(world: &mut World, id: &str, old: &str, facts: Option<&str>) -> Result<(), Refusal> {
    let draft = Intent::DraftTopic {
        topic: id.into(),
        grids: vec![G3.into()],
        courtyard: None,
        title: "再换健身器材".into(),
        body: "去年换的器材又坏了一件，请再换一次。".into(),
        capacity: Capacity::Residents,
        follows: Some(old.into()),
        new_facts: facts.map(Into::into),
    };
    world.does("r5", draft)
}

#[test]
pub fn t47_not_adopted_rests_ninety_days_or_until_something_is_new() {
    let mut world = debating(3);
    world.votes("m", "t", Motion::Main, [2, 5, 1]);
    world.step("chair", "m", MeetingStep::Adjourn).unwrap();
    assert_eq!(world.state("t"), TopicState::NotAdopted);
    let until = day("2026-06-25").plus(90);
    assert_eq!(follows(&mut world, "n", "t", None), Err(Refusal::CoolDown { until }));
    assert_eq!(follows(&mut world, "n", "t", Some(" ")), Err(Refusal::ReasonRequired));
    follows(&mut world, "n", "t", Some("物业愿意出钱")).unwrap();
    assert_eq!(world.topic("n").new_facts.as_deref(), Some("物业愿意出钱"));
    world.now = until.starts();
    follows(&mut world, "o", "t", None).unwrap();
    assert_eq!(world.topic("o").follows, Some("t".into()));
    assert_eq!(follows(&mut world, "p", "o", None), Err(Refusal::WrongState), "not settled");
}

#[test]
pub fn t48_a_problem_that_came_back_is_raised_at_once() {
    let mut world = evaluating();
    world.on("2026-07-11");
    world.after("sup1", DecisionStep::Close).unwrap();
    follows(&mut world, "n", "t", None).unwrap();
    assert_eq!(world.state("t"), TopicState::Closed, "only linked");
}
