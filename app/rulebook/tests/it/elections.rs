//! Elections of the grid committee, step by step: each step taken and refused, by whom, and what is seen.

use crate::{polls::*, world::*};
use rulebook::{
    Body, Community, Intent, Kind, Refusal, Sight, Viewer,
    charter::election::Mode,
    election::{
        Composition, ElectionState, ElectionStep as Step, FiledWith, Post, Seats, Warning,
        arithmetic::Invalid,
        ballot::Rule,
        boxes::{AtDoor, BoxState, Excluded},
        nominate::{self, Standing},
        term,
    },
    ids::*,
    people::{Adulthood, Role},
    seen_by,
};

/// The announcement with something else in it.
fn varied(change: impl FnOnce(&mut Varied)) -> Step {
    let Step::Announce { grid, seats, mode, fills, vote_on, closes, board, board_size, recall } = announce() else {
        panic!()
    };
    let mut it = Varied { seats, mode, fills, vote_on, board, board_size };
    change(&mut it);
    let Varied { seats, mode, fills, vote_on, board, board_size } = it;
    Step::Announce { grid, seats, mode, fills, vote_on, closes, board, board_size, recall }
}

struct Varied {
    seats: Seats,
    mode: Mode,
    fills: Option<ElectionId>,
    vote_on: rulebook::Day,
    board: Vec<PersonId>,
    board_size: u32,
}

#[test]
fn the_party_organisation_announces_and_nobody_else() {
    let mut world = World::new();
    for nobody in ["r0", "song", "chair", "admin"] {
        assert_eq!(world.poll(nobody, announce()), Err(Refusal::NotEntitled), "{nobody}");
    }
    world.poll("officer", announce()).unwrap();
    assert_eq!(world.stands_at(), ElectionState::Announced);
    assert_eq!(world.poll("officer", announce()), Err(Refusal::IdTaken));
    let again = Intent::Election { election: "e2".into(), step: announce() };
    assert_eq!(world.does("officer", again), Err(Refusal::ElectionUnderWay));
}

#[test]
fn an_announcement_fixes_seats_days_and_a_board_within_bounds() {
    let mut world = World::new();
    let even = varied(|it| it.seats.members = 3);
    assert_eq!(world.poll("officer", even), Err(Refusal::SeatsOutOfBounds { max: 9 }));
    let soon = varied(|it| it.vote_on = day("2026-07-04"));
    assert_eq!(world.poll("officer", soon), Err(Refusal::DayOutOfRange { from: day("2026-07-05"), until: None }));
    let small = varied(|it| it.board_size = 2);
    assert_eq!(world.poll("officer", small), Err(Refusal::BoardIncomplete { have: 2, need: 3 }));
    let short = varied(|it| it.board.truncate(2));
    assert_eq!(world.poll("officer", short), Err(Refusal::BoardIncomplete { have: 2, need: 3 }));
    let stranger = varied(|it| it.board.push("nobody".into()));
    assert_eq!(world.poll("officer", stranger), Err(Refusal::NotFound));
}

#[test]
fn a_board_acts_once_a_residents_meeting_confirmed_it_and_follows_its_order() {
    let mut world = World::new();
    world.poll("secretary", announce()).unwrap();
    let enter =
        |world: &mut World, who: &str| world.poll_with(who, roll_of(&["r0"], false), |list| Step::EnterVoters { list });
    assert_eq!(enter(&mut world, "r25"), Err(Refusal::BoardIncomplete { have: 0, need: 3 }));
    let confirm = Step::ConfirmBoard { more: vec![], on: day("2026-06-15"), file: " ".into() };
    assert_eq!(world.poll("secretary", confirm), Err(Refusal::ReasonRequired));
    world.confirmed();
    enter(&mut world, "r25").unwrap();
    assert_eq!(enter(&mut world, "r28"), Err(Refusal::NotEntitled), "follows, is not on it yet");
    assert_eq!(world.poll("r0", Step::LeaveBoard { person: "r25".into() }), Err(Refusal::NotEntitled));
    world.poll("r25", Step::LeaveBoard { person: "r25".into() }).unwrap();
    assert_eq!(enter(&mut world, "r25"), Err(Refusal::NotEntitled));
    enter(&mut world, "r28").unwrap();
    for person in ["r26", "r27"] {
        world.poll("secretary", Step::LeaveBoard { person: person.into() }).unwrap();
    }
    assert_eq!(enter(&mut world, "r28"), Err(Refusal::BoardIncomplete { have: 2, need: 3 }));
    let more = Step::ConfirmBoard { more: people(&["r24"]), on: day("2026-06-15"), file: "2号".into() };
    world.poll("secretary", more).unwrap();
    enter(&mut world, "r24").unwrap();
}

#[test]
fn polling_day_is_put_off_with_a_reason_and_never_brought_forward() {
    let mut world = World::announced(announce());
    let to = |to: &str, reason: &str| Step::PutOff { to: day(to), reason: reason.into() };
    assert_eq!(world.poll("secretary", to("2026-07-30", "台风")), Err(Refusal::NotEntitled));
    assert_eq!(world.poll("r25", to("2026-07-30", "")), Err(Refusal::ReasonRequired));
    let from = day("2026-07-21");
    assert_eq!(world.poll("r25", to("2026-07-20", "台风")), Err(Refusal::DayOutOfRange { from, until: None }));
    world.poll("r25", to("2026-07-30", "台风")).unwrap();
    assert_eq!(world.election().vote_on, day("2026-07-30"));
    let mut world = World::listed();
    world.poll("r25", to("2026-07-30", "台风")).unwrap();
    assert_eq!(world.ballot().on, day("2026-07-30"));
}

#[test]
fn the_roll_counts_everybody_once_and_asks_for_age_on_polling_day() {
    let mut world = World::announced(announce());
    world.lives("young", G3, Adulthood::From(day("2026-07-20")));
    world.lives("younger", G3, Adulthood::From(day("2026-07-21")));
    let enter = |world: &mut World, name: &str| {
        world.poll_with("r25", roll_of(&[name], false), |list| Step::EnterVoters { list })
    };
    enter(&mut world, "young").unwrap();
    enter(&mut world, "young").unwrap();
    assert_eq!(world.election().voters, 1, "a line written twice is one voter");
    assert_eq!(enter(&mut world, "younger"), Err(Refusal::Under18 { from: Some(day("2026-07-21")) }));
    assert_eq!(enter(&mut world, "q0"), Err(Refusal::NotResidentOfGrid));
    let no = opening("roll", r#"[{"person":"young","eligible":false}]"#);
    world.poll_with("r25", no, |list| Step::EnterVoters { list }).unwrap();
    assert_eq!(world.election().voters, 0);
    let reason = opening("roll", r#"[{"person":"r1","eligible":false,"reason":"服刑"}]"#);
    let refused = world.poll_with("r25", reason, |list| Step::EnterVoters { list });
    assert_eq!(refused, Err(Refusal::NotOnTheList { field: "roll".into() }), "reasons have no place");
    let act = Step::EnterVoters { list: rulebook::hash::Hash::zero() };
    assert_eq!(world.poll("r25", act), Err(Refusal::OpeningMissing { field: "roll".into() }));
    assert_eq!(world.poll("r25", Step::PublishRoll), Err(Refusal::NotOnRoll), "an empty roll");
}

#[test]
fn where_households_vote_each_has_one_voter() {
    let mut world = World::announced(varied(|it| it.mode = Mode::HouseholdReps));
    let household = world.community.person(&"r0".into()).unwrap().home.as_ref().unwrap().household.clone();
    world.person("spouse", Some((household.as_str(), G3)), Adulthood::Attested);
    let enter = |world: &mut World, names: &[&str], reps| {
        world.poll_with("r25", roll_of(names, reps), |list| Step::EnterVoters { list })
    };
    assert_eq!(enter(&mut world, &["r0", "spouse"], true), Err(Refusal::HouseholdHasRep));
    enter(&mut world, &["r0"], true).unwrap();
    assert_eq!(enter(&mut world, &["spouse"], true), Err(Refusal::HouseholdHasRep));
    enter(&mut world, &["spouse"], false).unwrap();
    assert_eq!((world.election().voters, world.election().reps, world.election().base()), (2, 1, 1));
}

#[test]
fn a_roll_is_published_twenty_days_before() {
    let mut world = World::announced(announce());
    world.poll_with("r25", roll_of(&["r0"], false), |list| Step::EnterVoters { list }).unwrap();
    assert_eq!(world.poll("secretary", Step::PublishRoll), Err(Refusal::NotEntitled));
    let before = world.clone();
    world.now = at("2026-07-01", 9, 0);
    let from = day("2026-07-21");
    assert_eq!(world.poll("r25", Step::PublishRoll), Err(Refusal::DayOutOfRange { from, until: None }));
    let mut world = before;
    world.now = at("2026-06-30", 9, 0);
    world.poll("r25", Step::PublishRoll).unwrap();
    assert_eq!(world.stands_at(), ElectionState::RollPublished);
}

#[test]
fn objections_within_five_days_are_answered_before_the_roll_is_final() {
    let mut world = World::with_roll();
    let object = |world: &mut World, who: &str| {
        world.poll_with(who, opening("objection", "名单上没有我家老人"), |text| Step::ObjectToRoll { text })
    };
    world.now = at("2026-06-20", 23, 0);
    object(&mut world, "r3").unwrap();
    object(&mut world, "q1").unwrap();
    world.now = at("2026-06-21", 0, 1);
    assert_eq!(object(&mut world, "r4"), Err(Refusal::RollObjectionLate { until: day("2026-06-20") }));
    assert_eq!(world.poll("r25", Step::SettleRoll), Err(Refusal::ObjectionsOpen { left: 2 }));
    let open: Vec<_> = world.community.all_roll_objections().cloned().collect();
    assert!(!open[0].is_overdue(day("2026-06-23")) && open[0].is_overdue(day("2026-06-24")));
    let answer = |world: &mut World, who: &str, objection: &RollObjectionId, upheld, changes: bool| {
        let list = opening("roll", r#"[{"person":"r29","eligible":false}]"#);
        let words = opening("answer", "已经核对");
        let step = Step::AnswerObjection {
            objection: objection.clone(),
            upheld,
            text: words.commitment(),
            changes: changes.then(|| list.commitment()),
        };
        let act = world.act(who, Intent::Election { election: "e".into(), step }, vec![words, list]);
        world.take(&act)
    };
    assert_eq!(answer(&mut world, "r3", &open[0].id, true, false), Err(Refusal::NotEntitled));
    assert_eq!(answer(&mut world, "r25", &open[0].id, false, true), Err(Refusal::WrongState), "wrong, yet changed");
    answer(&mut world, "r25", &open[0].id, true, true).unwrap();
    assert_eq!(world.election().voters, 29);
    assert_eq!(answer(&mut world, "r25", &open[0].id, true, false), Err(Refusal::WrongState), "once");
    answer(&mut world, "r26", &open[1].id, false, false).unwrap();
    world.poll("r25", Step::SettleRoll).unwrap();
    assert_eq!(world.stands_at(), ElectionState::RollFinal);
    assert_eq!(object(&mut world, "r4"), Err(Refusal::WrongState));
}

#[test]
fn a_roll_is_not_final_while_it_may_be_objected_to() {
    let mut world = World::with_roll();
    let from = day("2026-06-21").starts();
    assert_eq!(world.poll("r25", Step::SettleRoll), Err(Refusal::NotYet { from }));
    assert_eq!(world.poll("r25", Step::OpenNominations), Err(Refusal::WrongState));
}

fn names(person: &str, post: Post) -> Step {
    Step::Nominate { person: person.into(), post, standing: Standing::Voter }
}

fn backs(person: &str) -> Step {
    Step::Support { candidate: nominate::key(&"e".into(), &person.into()) }
}

#[test]
fn ten_voters_nominate_jointly_and_oneself_does_not_count() {
    let mut world = World::nominating();
    assert_eq!(world.poll("q0", names("r8", Post::Chair)), Err(Refusal::NotOnRoll));
    assert_eq!(world.poll("r9", names("q0", Post::Chair)), Err(Refusal::NotOnRoll));
    world.poll("r8", names("r8", Post::Chair)).unwrap();
    assert_eq!(world.poll("r8", backs("r8")), Err(Refusal::WrongState), "not oneself");
    let stands =
        |world: &World| world.community.candidate(&nominate::key(&"e".into(), &"r8".into())).unwrap().stands(10);
    for i in 9..18 {
        world.poll(&format!("r{i}"), backs("r8")).unwrap();
    }
    assert!(!stands(&world), "nine");
    let once = world.poll("r9", backs("r8"));
    assert!(matches!(once, Err(Refusal::Duplicate { .. })));
    world.poll("r18", backs("r8")).unwrap();
    assert!(stands(&world), "ten");
    assert_eq!(world.poll("q0", backs("r8")), Err(Refusal::NotOnRoll));
}

#[test]
fn a_voter_backs_at_most_as_many_as_there_are_seats() {
    let mut world = World::nominating();
    for i in 0..6 {
        let person = format!("r{i}");
        world.poll(&person, names(&person, Post::Member)).unwrap();
    }
    for i in 0..5 {
        world.poll("r9", backs(&format!("r{i}"))).unwrap();
    }
    assert_eq!(world.poll("r9", backs("r5")), Err(Refusal::TooManyNominations { max: 5 }));
    assert_eq!(world.poll("r9", names("r10", Post::Member)), Err(Refusal::TooManyNominations { max: 5 }));
}

#[test]
fn nobody_stands_unasked_and_who_stands_leaves_the_board() {
    let mut world = World::nominating();
    world.poll("officer", names("r25", Post::Chair)).unwrap();
    assert_eq!(world.poll("r9", backs("r25")), Err(Refusal::WrongState), "has not agreed");
    world.poll("r25", Step::ExtendNominations).unwrap();
    assert_eq!(world.poll("r9", Step::Stand { post: Post::Chair }), Err(Refusal::NotFound));
    world.poll("r25", Step::Stand { post: Post::Member }).unwrap();
    assert_eq!(world.poll("r25", Step::Stand { post: Post::Chair }), Err(Refusal::WrongState), "one section alone");
    assert_eq!(world.poll("r25", Step::ExtendNominations), Err(Refusal::NotEntitled));
    let board: Vec<_> = world.election().on_board().cloned().collect();
    assert_eq!(board, people(&["r26", "r27", "r28"]), "the next of the original order follows");
    world.poll("r25", Step::StepBack).unwrap();
    assert_eq!(world.poll("r25", Step::StepBack), Err(Refusal::WrongState));
}

#[test]
fn specialists_and_partner_units_stand_for_the_party_organisation() {
    let mut world = World::nominating();
    world.works("police", Role::SpecialistGridWorker, G3);
    world.put(rulebook::places::Unit {
        id: "u-1".into(),
        grid: G3.into(),
        kind: rulebook::places::UnitKind::Hospital,
        name: "医院".into(),
    });
    let stand = |person: &str, standing| Step::Nominate { person: person.into(), post: Post::Member, standing };
    assert_eq!(world.poll("r9", stand("police", Standing::Specialist)), Err(Refusal::NotEntitled));
    world.poll("officer", stand("police", Standing::Specialist)).unwrap();
    assert_eq!(world.poll("officer", stand("q0", Standing::Specialist)), Err(Refusal::NotEntitled));
    let partner = || Standing::Partner { unit: "u-1".into() };
    assert_eq!(world.poll("r9", stand("q0", partner())), Err(Refusal::NotEntitled));
    world.poll("officer", stand("q0", partner())).unwrap();
    let elsewhere = Standing::Partner { unit: "u-2".into() };
    assert_eq!(world.poll("officer", stand("q1", elsewhere)), Err(Refusal::NotFound));
}

#[test]
fn the_list_has_more_candidates_than_seats_or_says_that_it_has_not() {
    let mut world = World::nominating();
    for (person, post) in STANDING.into_iter().filter(|(person, _)| *person != "r1") {
        world.runs(person, post);
    }
    let order: Vec<&str> = STANDING.iter().map(|(p, _)| *p).filter(|p| *p != "r1").collect();
    assert_eq!(world.lists(&order), Err(Refusal::NoChoice { post: Post::Chair }));
    world.poll("r25", Step::ExtendNominations).unwrap();
    assert_eq!(world.poll("r25", Step::ExtendNominations), Err(Refusal::NominationsExtended));
    assert_eq!(world.lists(&order), Err(Refusal::NotYet { from: day("2026-06-24").ends() }));
    world.now = at("2026-06-25", 9, 0);
    world.lists(&order).unwrap();
    assert_eq!(world.election().no_choice, [Post::Chair], "noted, and voted yes or no");
    assert!(world.election().list_warnings().contains(&Warning::NoChoice { post: Post::Chair }));
}

#[test]
fn a_list_is_whole_in_order_and_five_days_before() {
    let mut world = World::nominating();
    for (person, post) in STANDING {
        world.runs(person, post);
    }
    world.poll("r9", backs("r7")).unwrap();
    let off = || Err(Refusal::NotOnTheList { field: "order".into() });
    let all: Vec<&str> = STANDING.iter().map(|(person, _)| *person).collect();
    assert_eq!(world.lists(&all), off(), "r7 has more nominations than r5 and r6");
    assert_eq!(world.lists(&all[..7]), off(), "somebody is left out");
    assert_eq!(world.lists(&["r0", "r0", "r1", "r2", "r3", "r4", "r7", "r5", "r6"]), off());
    let order = ["r0", "r1", "r2", "r3", "r4", "r7", "r5", "r6"];
    let mut late = world.clone();
    late.now = at("2026-07-16", 9, 0);
    assert_eq!(late.lists(&order), Err(Refusal::DayOutOfRange { from: day("2026-07-21"), until: None }));
    world.now = at("2026-07-15", 9, 0);
    world.lists(&order).unwrap();
    assert_eq!(world.stands_at(), ElectionState::CandidatesPublished);
    assert_eq!(world.poll("r0", Step::StepBack), Err(Refusal::WrongState), "the papers are printed");
}

#[test]
fn composition_warns_and_never_blocks() {
    let all = Composition { woman: true, sixty: true, forty: true, diverse: true, relatives: false };
    assert_eq!(all.warnings(), []);
    let world = World::listed();
    assert_eq!(world.stands_at(), ElectionState::CandidatesPublished);
    assert_eq!(world.election().list_warnings().len(), 4, "nothing is ticked, and the list is out all the same");
    assert!(Composition { relatives: true, ..all }.warnings().contains(&Warning::Relatives));
}

#[test]
fn tellers_are_three_and_do_not_stand() {
    let mut world = World::listed();
    let appoint = |names: &[&str]| Step::AppointTellers { tellers: people(names) };
    assert_eq!(world.poll("r25", appoint(&["r20", "r21", "r0"])), Err(Refusal::TellerIsCandidate));
    assert_eq!(world.poll("r25", appoint(&["r20", "r21", "r21"])), Err(Refusal::TooFewTellers { need: 3 }));
    assert_eq!(world.poll("secretary", appoint(&["r20", "r21", "r22"])), Err(Refusal::NotEntitled));
    world.poll("r25", appoint(&["r20", "r21", "r22", "r23"])).unwrap();
}

#[test]
fn a_proxy_is_written_before_the_day_for_three_at_most_and_no_candidate() {
    let mut world = World::listed();
    let give = |from: &str, to: &str| Step::GiveProxy { from: from.into(), to: to.into() };
    for from in ["r10", "r11", "r12"] {
        world.poll(from, give(from, "r13")).unwrap();
    }
    assert_eq!(world.poll("r14", give("r14", "r13")), Err(Refusal::ProxyLimit { max: 3 }));
    assert_eq!(world.poll("r14", give("r14", "r0")), Err(Refusal::ProxyNotAllowed), "a candidate");
    assert_eq!(world.poll("r14", give("r14", "r10")), Err(Refusal::ProxyNotAllowed), "who is away themself");
    assert_eq!(world.poll("r13", give("r13", "r15")), Err(Refusal::ProxyNotAllowed), "who votes for others");
    assert_eq!(world.poll("r14", give("r14", "q0")), Err(Refusal::NotOnRoll));
    assert_eq!(world.poll("r16", give("r14", "r15")), Err(Refusal::NotEntitled), "only oneself or the board");
    world.poll("r26", give("r14", "r15")).unwrap();
    assert_eq!(world.poll("r14", give("r14", "r16")), Err(Refusal::ProxyNotAllowed), "given already");
    let mut on_the_spot = world.clone();
    on_the_spot.now = at("2026-07-20", 7, 0);
    assert_eq!(on_the_spot.poll("r16", give("r16", "r15")), Err(Refusal::ProxyNotAllowed));
    world.poll("r25", Step::PublishLists).unwrap();
    assert_eq!(world.poll("r16", give("r16", "r15")), Err(Refusal::ListsClosed));
}

#[test]
fn where_representatives_vote_they_alone_cast_and_in_person() {
    let mode = Mode::ResidentReps;
    let mut world = World::announced(varied(|it| it.mode = mode));
    let all: Vec<String> = (0..30).map(|i| format!("r{i}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    for (part, reps) in [(&all[..6], true), (&all[6..], false)] {
        world.poll_with("r25", roll_of(part, reps), |list| Step::EnterVoters { list }).unwrap();
    }
    world.reaches_list();
    let give = Step::GiveProxy { from: "r2".into(), to: "r5".into() };
    assert_eq!(world.poll("r2", give), Err(Refusal::ProxyNotAllowed));
    let give = Step::GiveProxy { from: "r10".into(), to: "r5".into() };
    assert_eq!(world.poll("r10", give), Err(Refusal::NotOnRoll), "no representative");
    world.polls_open();
    world.takes_paper("r5").unwrap();
    assert_eq!(world.takes_paper("r10"), Err(Refusal::NotOnRoll));
}

#[test]
fn papers_go_once_to_each_voter_or_to_their_proxy() {
    let mut world = World::listed();
    world.poll("r10", Step::GiveProxy { from: "r10".into(), to: "r13".into() }).unwrap();
    world.polls_open();
    world.takes_paper("r1").unwrap();
    assert_eq!(world.takes_paper("r1"), Err(Refusal::PaperIssued));
    assert_eq!(world.takes_paper("q0"), Err(Refusal::NotOnRoll));
    assert_eq!(world.takes_paper("r10"), Err(Refusal::ProxyNotAllowed), "has somebody vote for them");
    let through = |to: &str| format!(r#"{{"person":"r10","through":"{to}"}}"#);
    assert_eq!(world.hands_out(&through("r14")), Err(Refusal::ProxyNotAllowed));
    world.hands_out(&through("r13")).unwrap();
    world.takes_paper("r13").unwrap();
    assert_eq!(world.ballot().issued, 3);
    let beside = opening("paper", r#"{"person":"r2"}"#);
    let by = world.poll_with("r25", beside, |paper| Step::HandOut { at: "b1".into(), paper });
    assert_eq!(by, Err(Refusal::NotEntitled), "the board is no teller");
    world.now = world.ballot().closes;
    assert_eq!(world.takes_paper("r2"), Err(Refusal::PollsClosed));
}

#[test]
fn polls_open_on_the_day_with_lists_and_tellers() {
    let mut world = World::listed();
    let on = day("2026-07-20");
    assert_eq!(world.poll("r25", Step::OpenPolls), Err(Refusal::DayOutOfRange { from: on, until: Some(on) }));
    world.now = at("2026-07-20", 8, 0);
    assert_eq!(world.poll("r25", Step::OpenPolls), Err(Refusal::ListsUnpublished));
    world.poll("r25", Step::PublishLists).unwrap();
    assert_eq!(world.poll("r25", Step::PublishLists), Err(Refusal::WrongState));
    let mut late = world.clone();
    late.now = at("2026-07-20", 18, 0);
    assert_eq!(late.poll("r25", Step::OpenPolls), Err(Refusal::PollsClosed));
    assert_eq!(world.poll("secretary", Step::OpenPolls), Err(Refusal::NotEntitled));
    world.poll("r25", Step::OpenPolls).unwrap();
    assert_eq!(world.stands_at(), ElectionState::Voting);
    let closes = world.ballot().closes;
    assert_eq!(world.poll("r25", Step::ClosePolls), Err(Refusal::NotYet { from: closes }));
}

/// Polls with the mobile box m sealed; r17 and r18 asked for it.
fn with_mobile_box() -> World {
    let mut world = World::listed();
    for person in ["r17", "r18"] {
        let voter = opening("voter", &format!("\"{person}\""));
        world.poll_with(if person == "r17" { "r17" } else { "r26" }, voter, |voter| Step::CallBox { voter }).unwrap();
    }
    world.polls_open();
    world.seals("m", true).unwrap();
    world
}

#[test]
fn the_mobile_box_is_for_those_on_its_list_and_comes_back_in_time() {
    let mut world = with_mobile_box();
    assert_eq!(world.stops("r20", "r17", AtDoor::PutIn), Err(Refusal::WrongState), "has not left");
    assert_eq!(world.poll("r25", Step::BoxLeaves { at: "m".into() }), Err(Refusal::NotEntitled));
    world.poll("r20", Step::BoxLeaves { at: "m".into() }).unwrap();
    assert_eq!(world.stops("r20", "r19", AtDoor::PutIn), Err(Refusal::NotOnTheList { field: "stop".into() }));
    assert_eq!(world.takes_paper("r17"), Err(Refusal::OnTheMobileList));
    world.stops("r20", "r17", AtDoor::PutIn).unwrap();
    world.stops("r21", "r18", AtDoor::Refused).unwrap();
    assert_eq!(world.stops("r20", "r17", AtDoor::PutIn), Err(Refusal::PaperIssued));
    let m = world.community.ballot_box(&"m".into()).unwrap();
    assert_eq!((m.issued, m.returned, world.ballot().issued), (1, 1, 1));
    world.takes_paper("r18").unwrap();
    let mut late = world.clone();
    late.now = world.ballot().closes;
    let back = || Step::BoxReturns { at: "m".into(), seal: "0417".into() };
    assert_eq!(late.poll("r20", back()), Err(Refusal::PollsClosed), "back after closing");
    late.poll("r25", Step::ClosePolls).unwrap();
    let m = late.community.ballot_box(&"m".into()).unwrap();
    assert_eq!((m.state, m.why), (BoxState::Excluded, Some(Excluded::Late)));
    world.poll("r20", back()).unwrap();
    assert_eq!(world.poll("r20", back()), Err(Refusal::WrongState));
    world.now = world.ballot().closes;
    world.poll("r25", Step::ClosePolls).unwrap();
    world.poll("r25", Step::OpenBoxes).unwrap();
    assert!(world.community.boxes_of(&world.ballot().id).all(|b| b.state == BoxState::Opened), "together");
    assert_eq!(world.poll("r25", Step::OpenBoxes), Err(Refusal::WrongState));
}

#[test]
fn a_route_sheet_that_arrives_late_still_counts_its_papers_until_the_boxes_are_opened() {
    let mut world = with_mobile_box();
    world.poll("r20", Step::BoxLeaves { at: "m".into() }).unwrap();
    world.poll("r20", Step::BoxReturns { at: "m".into(), seal: "0417".into() }).unwrap();
    world.now = world.ballot().closes;
    world.poll("r25", Step::ClosePolls).unwrap();
    world.stops("r20", "r17", AtDoor::PutIn).unwrap();
    assert_eq!(world.ballot().issued, 1);
    world.poll("r25", Step::OpenBoxes).unwrap();
    assert_eq!(world.stops("r20", "r18", AtDoor::PutIn), Err(Refusal::WrongState));
}

#[test]
fn a_box_with_another_seal_is_noted_and_not_counted() {
    let mut world = with_mobile_box();
    world.poll("r20", Step::BoxLeaves { at: "m".into() }).unwrap();
    world.poll("r20", Step::BoxReturns { at: "m".into(), seal: "0418".into() }).unwrap();
    let m = world.community.ballot_box(&"m".into()).unwrap();
    assert_eq!((m.state, m.why), (BoxState::Excluded, Some(Excluded::Seal)));
}

#[test]
fn a_box_has_three_tellers_of_the_ballot_and_nobody_asks_for_it_late() {
    let mut world = with_mobile_box();
    let seal = |tellers: &[&str]| Step::SealBox {
        at: "n".into(),
        mobile: true,
        place: "5号楼".into(),
        seal: "1".into(),
        tellers: people(tellers),
    };
    assert_eq!(world.poll("r25", seal(&["r20", "r21"])), Err(Refusal::TooFewTellers { need: 3 }));
    assert_eq!(world.poll("r25", seal(&["r20", "r21", "r24"])), Err(Refusal::NotEntitled), "no teller");
    assert_eq!(world.poll("r20", seal(&["r20", "r21", "r22"])), Err(Refusal::NotEntitled), "the board seals");
    assert_eq!(world.seals("m", true), Err(Refusal::IdTaken));
    let mut world = World::listed();
    let ask = |world: &mut World, who: &str| {
        world.poll_with(who, opening("voter", "\"r17\""), |voter| Step::CallBox { voter })
    };
    assert_eq!(ask(&mut world, "r18"), Err(Refusal::NotEntitled), "for oneself, or the board");
    ask(&mut world, "r17").unwrap();
    assert_eq!(ask(&mut world, "r17"), Err(Refusal::WrongState));
    world.poll("r25", Step::PublishLists).unwrap();
    assert_eq!(ask(&mut world, "r25"), Err(Refusal::ListsClosed));
}

#[test]
fn two_tellers_count_each_for_themselves_and_must_agree() {
    let mut world = World::polling();
    world.counting(30);
    assert_eq!(world.enters("r25", 30, 1, &clear()), Err(Refusal::NotEntitled), "no teller");
    let wrong = |rule: &str| Err(Refusal::TallyWrong { rule: rule.into() });
    let mut over = clear();
    over[5].yes = 30;
    assert_eq!(world.enters("r20", 30, 1, &over), wrong("line"), "thirty yes on twenty-nine valid papers");
    let mut stranger = clear();
    stranger.push(line(Post::Member, "q0", 1, 0));
    assert_eq!(world.enters("r20", 30, 1, &stranger), Err(Refusal::NotOnRoll));
    let mut elsewhere = clear();
    elsewhere.push(line(Post::Member, "r1", 1, 0));
    assert_eq!(world.enters("r20", 30, 1, &elsewhere), wrong("twice"), "a candidate stands in one section alone");
    let mut against = clear();
    against.push(line(Post::Member, "r9", 0, 1));
    assert_eq!(world.enters("r20", 30, 1, &against), wrong("written_in"), "nobody is written in to be voted down");
    world.enters("r20", 30, 1, &clear()).unwrap();
    assert_eq!(world.poll("r20", Step::SignCount), Err(Refusal::TooFewTellers { need: 2 }), "one count is none");
    world.enters("r21", 30, 2, &clear()).unwrap();
    assert_eq!(world.poll("r20", Step::SignCount), Err(Refusal::TallyDiffers));
    let mut written_in = clear();
    written_in.push(line(Post::Member, "r9", 1, 0));
    world.enters("r21", 30, 1, &written_in).unwrap();
    assert_eq!(world.poll("r20", Step::SignCount), Err(Refusal::TallyDiffers));
    world.enters("r20", 30, 1, &written_in).unwrap();
    assert_eq!(world.community.all_tallies().map(|t| t.attempt).collect::<Vec<_>>(), [2, 2]);
    for teller in ["r20", "r21"] {
        world.poll(teller, Step::SignCount).unwrap();
    }
    assert_eq!(world.poll("r20", Step::SignCount), Err(Refusal::WrongState));
    assert_eq!(world.poll("r23", Step::SignCount), Err(Refusal::NotEntitled));
    assert_eq!(world.poll("r25", Step::Declare), Err(Refusal::TooFewTellers { need: 3 }));
    world.poll("r22", Step::SignCount).unwrap();
    assert_eq!(world.poll("r20", Step::Declare), Err(Refusal::NotEntitled), "the board declares");
    world.poll("r25", Step::Declare).unwrap();
    assert_eq!((world.stands_at(), world.ballot().found), (ElectionState::Valid, Some(30)));
}

#[test]
fn a_new_count_takes_the_signatures_away() {
    let mut world = World::polling();
    world.counting(30);
    for teller in ["r20", "r21"] {
        world.enters(teller, 30, 1, &clear()).unwrap();
    }
    world.poll("r22", Step::SignCount).unwrap();
    world.enters("r20", 30, 1, &clear()).unwrap();
    assert_eq!(world.ballot().signed, []);
}

/// Scenario 59: a grid of 1,300 voters, 700 papers issued.
fn seven_hundred() -> World {
    let mut world = World::new();
    let names: Vec<String> = (0..1_300).map(|i| format!("r{i}")).collect();
    for name in &names[30..] {
        world.lives(name, G3, Adulthood::Attested);
    }
    world.poll("secretary", announce()).unwrap();
    world.confirmed();
    for part in names.chunks(200) {
        let part: Vec<&str> = part.iter().map(String::as_str).collect();
        world.poll_with("r25", roll_of(&part, false), |list| Step::EnterVoters { list }).unwrap();
    }
    world.reaches_list();
    world.polls_open();
    world.counting(700);
    world
}

#[test]
fn s59_more_papers_found_than_issued_void_the_election_and_a_tie_is_voted_again() {
    let counted = seven_hundred();
    assert_eq!((counted.ballot().issued, counted.election().voters), (700, 1_300));
    let lines = [
        line(Post::Chair, "r0", 400, 200),
        line(Post::Chair, "r1", 250, 300),
        line(Post::ViceChair, "r2", 500, 0),
        line(Post::ViceChair, "r3", 450, 0),
        line(Post::ViceChair, "r4", 300, 0),
        line(Post::Member, "r5", 480, 0),
        line(Post::Member, "r6", 360, 0),
        line(Post::Member, "r7", 360, 0),
    ];
    let mut void = counted.clone();
    void.declared(701, 0, &lines);
    assert_eq!((void.stands_at(), void.ballot().invalid), (ElectionState::Void, Some(Invalid::MoreThanIssued)));
    assert_eq!(
        void.poll("r25", Step::ReadOut { composition: Composition::default() }),
        Err(Refusal::WrongState),
        "nobody is elected"
    );
    let mut world = counted;
    world.declared(699, 3, &lines);
    assert_eq!(world.stands_at(), ElectionState::Valid);
    world.read_out();
    assert_eq!(world.stands_at(), ElectionState::RunOff);
    let elected: Vec<_> = world.election().elected.iter().map(|seat| seat.person.clone()).collect();
    assert_eq!(elected, people(&["r0", "r2", "r3", "r5"]));
    let open = &world.election().open;
    assert_eq!((open.len(), open[0].seats, open[0].rule), (1, 1, Rule::Revote));
    assert_eq!(open[0].people, people(&["r6", "r7"]), "between the two");
}

/// r6 and r7 tied for the last seat; the revote is called for the same day.
fn tied() -> World {
    let mut lines = clear();
    lines[7].yes = 17;
    let mut world = World::counted(&lines);
    assert_eq!(world.stands_at(), ElectionState::RunOff);
    world.again("2026-07-20", 21);
    world
}

impl World {
    fn again(&mut self, on: &str, hour: u16) {
        self.poll("r25", Step::CallAgain { on: day(on), closes: hour * 60 }).unwrap();
        self.poll("r25", Step::AppointTellers { tellers: people(&TELLERS) }).unwrap();
        self.poll("r25", Step::PublishLists).unwrap();
        self.now = self.now.max(day(on).starts().plus_hours(8));
        self.poll("r25", Step::OpenPolls).unwrap();
        self.seals(&format!("b{}", self.ballot().no), false).unwrap();
    }
}

#[test]
fn a_revote_is_won_by_more_votes_and_completes_the_election() {
    let mut world = tied();
    world.counting(30);
    let written_in = [line(Post::Member, "r6", 8, 0), line(Post::Member, "r7", 9, 0), line(Post::Member, "r9", 1, 0)];
    assert_eq!(world.enters("r20", 30, 2, &written_in), Err(Refusal::TallyWrong { rule: "written_in".into() }));
    world.declared(30, 2, &written_in[..2]);
    world.read_out();
    assert_eq!(world.stands_at(), ElectionState::Complete);
    let last = world.election().elected.last().unwrap();
    assert_eq!((last.person.as_str(), last.votes, last.ballot), ("r7", 9, 2));
}

#[test]
fn a_second_tie_goes_to_a_run_off_within_thirty_days() {
    let mut world = tied();
    world.counting(30);
    world.declared(30, 2, &[line(Post::Member, "r6", 9, 0), line(Post::Member, "r7", 9, 0)]);
    world.read_out();
    assert_eq!(world.election().open[0].rule, Rule::RunOff);
    let until = day("2026-08-19");
    let late = Step::CallAgain { on: day("2026-08-20"), closes: 18 * 60 };
    assert_eq!(world.poll("r25", late), Err(Refusal::DayOutOfRange { from: day("2026-07-20"), until: Some(until) }));
    world.again("2026-08-19", 18);
    world.counting(30);
    // Nine of thirty are less than a third: the seat stays open, and may now be left vacant.
    world.declared(30, 2, &[line(Post::Member, "r6", 9, 0), line(Post::Member, "r7", 8, 0)]);
    world.read_out();
    assert_eq!((world.stands_at(), world.election().elected.len()), (ElectionState::RunOff, 4));
    let vacant = |reason: &str| Step::LeaveVacant { reason: reason.into() };
    assert_eq!(world.poll("r25", vacant("")), Err(Refusal::ReasonRequired));
    world.poll("r25", vacant("两次都没有选出")).unwrap();
    assert_eq!(world.stands_at(), ElectionState::Complete);
}

#[test]
fn seats_are_not_left_vacant_before_a_run_off() {
    let mut lines = clear();
    lines[7].yes = 17;
    let mut world = World::counted(&lines);
    assert_eq!(world.poll("r25", Step::LeaveVacant { reason: "不想再选".into() }), Err(Refusal::WrongState));
    world.poll("r25", Step::CallAgain { on: day("2026-07-21"), closes: 18 * 60 }).unwrap();
    assert_eq!(world.poll("r25", Step::LeaveVacant { reason: "不想再选".into() }), Err(Refusal::WrongState));
    assert_eq!(
        world.poll("r25", Step::CallAgain { on: day("2026-07-22"), closes: 18 * 60 }),
        Err(Refusal::WrongState),
        "called already"
    );
}

#[test]
fn a_void_run_off_is_held_again_and_the_elected_stay_elected() {
    let mut world = tied();
    world.counting(30);
    world.declared(31, 0, &[line(Post::Member, "r6", 9, 0), line(Post::Member, "r7", 9, 0)]);
    assert_eq!((world.stands_at(), world.election().elected.len()), (ElectionState::RunOff, 4));
    world.again("2026-07-21", 18);
    assert_eq!((world.ballot().no, world.stands_at()), (3, ElectionState::Voting));
}

#[test]
fn fewer_than_half_void_the_election_and_another_may_be_announced() {
    let mut world = World::polling();
    world.counting(15);
    world.declared(15, 0, &STANDING.map(|(person, post)| line(post, person, 5, 0)));
    assert_eq!((world.stands_at(), world.ballot().invalid), (ElectionState::Void, Some(Invalid::TooFew)));
    let again = varied(|it| it.vote_on = day("2026-09-01"));
    world.does("secretary", Intent::Election { election: "e2".into(), step: again }).unwrap();
}

#[test]
fn a_result_is_published_filed_twice_and_handed_over() {
    let mut world = World::counted(&clear());
    assert_eq!(world.stands_at(), ElectionState::Complete);
    assert_eq!(world.poll("r25", Step::HandOver), Err(Refusal::WrongState));
    assert_eq!(world.poll("r25", Step::Publish { paper: " ".into() }), Err(Refusal::ReasonRequired));
    world.poll("r25", Step::Publish { paper: "3号楼公告栏".into() }).unwrap();
    let file = |with| Step::File { with, file: "1号".into() };
    world.poll("r25", file(FiledWith::PartyCommittee)).unwrap();
    assert_eq!(world.poll("r25", file(FiledWith::PartyCommittee)), Err(Refusal::WrongState));
    let with = FiledWith::ResidentsCommittee;
    assert_eq!(world.poll("r25", Step::HandOver), Err(Refusal::ResultNotFiled { with }));
    world.poll("r25", file(with)).unwrap();
    assert_eq!(world.poll("chair", Step::HandOver), Err(Refusal::NotEntitled));
    let keys = world.community.keys();
    assert_eq!(term::display_until(world.election(), &keys), Some(day("2026-08-04")));
    assert_eq!(term::hand_over_by(world.election(), &keys), Some(day("2026-07-30")));
    assert_eq!(world.committee(), ["chair CommitteeChair", "member CommitteeMember"], "until then the old one");
    world.poll("r25", Step::HandOver).unwrap();
    let mut now = world.committee();
    now.sort();
    let new = ["r0 CommitteeChair", "r2 CommitteeViceChair", "r3 CommitteeViceChair", "r5 CommitteeMember"];
    assert_eq!(now, [&new[..], &["r6 CommitteeMember"]].concat());
}

#[test]
fn rights_follow_from_the_term_and_end_with_it() {
    let mut world = World::handed_over();
    let calls = |world: &World, who: &str| {
        let today = world.now.day();
        world.community.holds(&who.into(), &G3.into(), today, |role| role == Role::CommitteeChair)
    };
    assert!(calls(&world, "r0") && !calls(&world, "chair"));
    assert_eq!(term::committee_until(&world.community, &G3.into(), world.now.day()), Some(day("2031-07-20")));
    world.now = at("2031-07-19", 9, 0);
    assert!(calls(&world, "r0"), "its last day");
    world.now = at("2031-07-20", 9, 0);
    assert!(!calls(&world, "r0"));
}

#[test]
fn a_vacant_seat_is_filled_for_the_rest_of_the_term() {
    let mut world = World::handed_over();
    let fill = |members| {
        let step = varied(|it| {
            it.seats = Seats { chair: 0, vice: 0, members };
            (it.fills, it.vote_on) = (Some("e".into()), day("2026-09-01"));
        });
        Intent::Election { election: "by".into(), step }
    };
    assert_eq!(world.does("secretary", fill(1)), Err(Refusal::NothingVacant), "nobody left");
    assert_eq!(world.poll("r1", Step::Resign), Err(Refusal::NotEntitled));
    world.poll("r5", Step::Resign).unwrap();
    assert_eq!(term::vacant(&world.community, world.election(), Post::Member, world.now.day()), 1);
    assert_eq!(world.does("secretary", fill(2)), Err(Refusal::NothingVacant));
    world.does("secretary", fill(1)).unwrap();
}

fn sights(world: &World, who: &str, kind: Kind) -> usize {
    let viewer = Viewer::of(&world.community, &who.into(), world.now.day());
    let records = world.community.records().into_iter().filter(|record| record.body.kind() == kind);
    records.filter(|record| matches!(seen_by(record, &viewer, &world.community), Sight::Seen(_))).count()
}

#[test]
fn a_resident_sees_their_own_line_and_the_counts_who_runs_the_election_sees_the_roll() {
    let mut world = with_mobile_box();
    world.takes_paper("r1").unwrap();
    world.takes_paper("r2").unwrap();
    let all = [Kind::Voter, Kind::Handout, Kind::BoxCall];
    assert_eq!(all.map(|kind| sights(&world, "r1", kind)), [1, 1, 0], "their own");
    assert_eq!(all.map(|kind| sights(&world, "r17", kind)), [1, 0, 1]);
    assert_eq!(all.map(|kind| sights(&world, "r25", kind)), [30, 2, 2], "the board");
    assert_eq!(all.map(|kind| sights(&world, "r20", kind)), [30, 2, 2], "a teller");
    for nobody in ["r28", "song", "secretary", "admin", "q0"] {
        assert!(all.map(|kind| sights(&world, nobody, kind)).iter().all(|seen| *seen <= 1), "{nobody}");
    }
    for public in [Kind::Election, Kind::SecretBallot, Kind::BallotBox] {
        assert_eq!(sights(&world, "q0", public), of_kind(&world.community, public).len(), "{public:?} is public");
    }
    assert_eq!(sights(&world, "q0", Kind::Candidate), 8, "by name, once listed");
}

#[test]
fn running_an_election_is_part_of_the_scope_and_ends_with_it() {
    let scope = |world: &World, who: &str| Viewer::of(&world.community, &who.into(), world.now.day()).scope();
    let mut world = World::listed();
    let (before, other) = (scope(&world, "r25"), scope(&world, "r9"));
    world.poll("r25", Step::LeaveBoard { person: "r25".into() }).unwrap();
    assert_ne!(scope(&world, "r25"), before, "the phone lets go of the roll");
    assert_eq!(scope(&world, "r9"), other);
    let world = World::handed_over();
    assert_eq!(sights(&world, "r25", Kind::Voter), 1);
    assert_eq!(sights(&world, "r20", Kind::Handout), 1);
}

#[test]
fn nominations_are_shown_after_consent_and_supporters_to_themselves() {
    let mut world = World::nominating();
    world.poll("r9", names("r8", Post::Member)).unwrap();
    let seen = |world: &World| ["r8", "r9", "r10", "q0", "r25"].map(|who| sights(world, who, Kind::Candidate));
    assert_eq!(seen(&world), [1, 1, 0, 0, 1], "not before they agreed");
    world.poll("r8", Step::Stand { post: Post::Member }).unwrap();
    assert_eq!(seen(&world), [1, 1, 1, 0, 1], "the grid, while support is sought");
    world.poll("r10", backs("r8")).unwrap();
    assert_eq!(["r8", "r9", "r10", "q0"].map(|who| sights(&world, who, Kind::Backing)), [0, 1, 1, 0]);
}

#[test]
fn a_teller_does_not_see_the_other_count_before_it_is_declared() {
    let mut world = World::polling();
    world.counting(30);
    world.enters("r20", 30, 1, &clear()).unwrap();
    assert_eq!(["r20", "r21", "r25"].map(|who| sights(&world, who, Kind::Tally)), [1, 0, 0]);
    world.declared(30, 1, &clear());
    assert_eq!(["r21", "r25", "q0"].map(|who| sights(&world, who, Kind::Tally)), [2, 2, 2], "read out in public");
}

#[test]
fn no_record_tells_who_voted_what() {
    let mut world = World::handed_over();
    world.poll("r5", Step::Resign).unwrap();
    assert!(world.community.all_ballots().next().is_none() && world.community.all_votes().next().is_none());
    // Whoever took a paper appears on the issue list with no mark, no paper number and no hour beside them.
    for handout in world.community.all_handouts() {
        let text = serde_json::to_value(handout).unwrap();
        let fields: Vec<&str> = text.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["at_box", "ballot", "election", "id", "person", "through"]);
    }
    // Marks stand in counts of whole ballots alone.
    for record in world.community.records() {
        let text = serde_json::to_string(&record).unwrap();
        if text.contains("\"yes\"") {
            assert!(matches!(record.body, Body::SecretBallot(_) | Body::Tally(_)), "{text}");
        }
    }
}

#[test]
fn no_act_names_who_took_a_paper_or_called_the_box() {
    let mut world = with_mobile_box();
    let beside = opening("paper", r#"{"person":"r3"}"#);
    let step = Step::HandOut { at: "b1".into(), paper: beside.commitment() };
    let act = world.act("r20", Intent::Election { election: "e".into(), step }, vec![beside]);
    world.take(&act).unwrap();
    assert!(!serde_json::to_string(&act).unwrap().contains("r3"), "the leaf holds a commitment");
    for kind in [Kind::Voter, Kind::Handout, Kind::BoxCall, Kind::Proxy, Kind::RollObjection, Kind::Recall] {
        assert!(kind.is_personal(), "{kind:?} is kept beside the ledger");
    }
}

#[test]
fn a_phone_that_knows_a_part_lets_the_server_count() {
    let mut world = World::polling();
    world.counting(30);
    for teller in TELLERS {
        world.enters(teller, 30, 1, &clear()).unwrap();
    }
    let phone = |world: &World, who: &str| {
        let viewer = Viewer::of(&world.community, &who.into(), world.now.day());
        let mut part = Community::partial();
        for record in world.community.records() {
            if let Sight::Seen(record) = seen_by(&record, &viewer, &world.community) {
                part.put(record);
            }
        }
        part
    };
    let now = rulebook::Moment::at(world.now);
    let sign = world.act("r20", Intent::Election { election: "e".into(), step: Step::SignCount }, vec![]);
    assert_eq!(rulebook::decide(&phone(&world, "r20"), &sign, now).unwrap().len(), 1);
    for teller in TELLERS {
        world.poll(teller, Step::SignCount).unwrap();
    }
    let declare = world.act("r25", Intent::Election { election: "e".into(), step: Step::Declare }, vec![]);
    assert_eq!(rulebook::decide(&phone(&world, "r25"), &declare, now), Ok(vec![]), "nothing is foretold");
}

#[test]
fn only_the_route_sheet_works_without_network() {
    let stop = Step::BoxStops { at: "m".into(), stop: rulebook::hash::Hash::zero() };
    let offline = |step| Intent::Election { election: "e".into(), step }.works_offline();
    assert!(offline(stop));
    assert!(!offline(Step::SignCount) && !offline(announce()));
}

#[test]
fn the_notices_name_who_runs_and_who_won_and_nobody_else() {
    let world = World::announced(announce());
    assert_eq!(world.election().name_of(&"r25".into()), world.community.name_of(&"r25".into()).as_deref());
    assert_eq!(world.election().name_of(&"r0".into()), None, "a voter stands on no notice");
    let polled = World::polling();
    assert!(polled.ballot().tellers.iter().all(|teller| polled.election().name_of(teller).is_some()));
    let over = World::handed_over();
    assert!(over.election().elected.iter().all(|seat| over.election().name_of(&seat.person).is_some()));
}

#[test]
fn who_runs_an_election_knows_the_doors_of_its_grid_without_their_numbers_until_it_is_over() {
    let mut world = World::announced(announce());
    let voter = || rulebook::Key { k: Kind::Person, id: "r0".into() };
    let person = |world: &World, who: &str| {
        let viewer = Viewer::of(&world.community, &who.into(), world.now.day());
        let record = world.community.get(&voter()).unwrap();
        match seen_by(&record, &viewer, &world.community) {
            Sight::Seen(record) => match record.body {
                Body::Person(person) => Some(person),
                _ => None,
            },
            _ => None,
        }
    };
    let seen = person(&world, "r25").expect("the board writes the roll");
    assert_eq!((seen.phone, seen.party), (None, false));
    assert_eq!(person(&world, "r1"), None, "a neighbour learns nothing");
    world.poll("r25", Step::LeaveBoard { person: "r25".into() }).unwrap();
    assert_eq!(person(&world, "r25"), None, "who left the board lets go of it");
}
