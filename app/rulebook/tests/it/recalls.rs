//! Recalls (罢免): who may ask, when it must be put to the vote, who may run that vote, and what it comes to at
//! each boundary.

use crate::{polls::*, world::*};
use rulebook::{
    Body, Intent, Kind, Refusal, Sight, Viewer,
    act::Due,
    charter::election::Mode,
    election::{
        ElectionState, ElectionStep as Step, FiledWith, Post, Recall, Seats,
        arithmetic::{Invalid, recall_validity, wins},
        ballot::Rule,
        count::Line,
        nominate::{self, Standing},
        recall::{self, How},
        roll, term,
    },
    ids::*,
    people::Role,
    seen_by,
};

fn against(world: &World, member: &str) -> Recall {
    world.community.recall(&demand(member)).unwrap().clone()
}

/// The announcement with something else in it.
fn varied(change: impl FnOnce(&mut Step)) -> Step {
    let mut step = announce_recall();
    change(&mut step);
    step
}

/// How the vote at hand ended.
fn ended(world: &World) -> Option<How> {
    world.election().recall.as_ref().unwrap().settled.map(|settled| settled.how)
}

fn holds(world: &World, person: &str) -> bool {
    world.community.holds(&person.into(), &G3.into(), world.now.day(), Role::is_committee)
}

#[test]
fn a_tenth_of_the_voters_may_ask_for_a_recall_and_the_member_answers() {
    let mut world = World::handed_over();
    assert_eq!(world.asks_for_recall("q0", "r0"), Err(Refusal::NotOnRoll));
    assert_eq!(world.asks_for_recall("r9", "chair"), Err(Refusal::NotFound), "no longer in the post");
    world.asks_for_recall("r9", "r0").unwrap();
    assert_eq!(world.asks_for_recall("r10", "r0"), Err(Refusal::IdTaken), "one demand at a time");
    assert!(matches!(world.backs_recall("r9", "r0"), Err(Refusal::Duplicate { .. })));
    assert_eq!(world.backs_recall("q0", "r0"), Err(Refusal::NotOnRoll));
    world.backs_recall("r10", "r0").unwrap();
    assert_eq!(against(&world, "r0").demanded, None, "two of thirty");
    world.backs_recall("r11", "r0").unwrap();
    assert!(against(&world, "r0").demanded.is_some(), "three of thirty are a tenth");
    assert_eq!(world.answers_recall("r9", "r0"), Err(Refusal::NotEntitled));
    world.answers_recall("r0", "r0").unwrap();
    assert_eq!(world.answers_recall("r0", "r0"), Err(Refusal::WrongState));
    world.now = at("2031-07-20", 9, 0);
    assert_eq!(world.backs_recall("r12", "r0"), Err(Refusal::WrongState), "the term is over");
}

#[test]
fn a_demand_that_too_few_stand_behind_lapses_and_may_be_made_anew() {
    let mut world = World::handed_over();
    world.asks_for_recall("r9", "r0").unwrap();
    world.backs_recall("r10", "r0").unwrap();
    let keys = world.community.keys();
    let until = against(&world, "r0").gathers_until(&keys).unwrap();
    assert_eq!(until, world.now.day().plus(60), "the charter's days");
    let lapse = |recall: RecallId| Intent::Clock { due: Due::LapseRecall { recall } };
    world.now = until.starts().plus_hours(23);
    assert_eq!(world.clock(), [], "the last day is a day");
    assert_eq!(world.does(DESK, lapse(demand("r0"))), Err(Refusal::WrongState));
    world.now = until.plus(1).starts().plus_hours(1);
    assert_eq!(world.backs_recall("r11", "r0"), Err(Refusal::WrongState), "too late, whether the clock came or not");
    assert_eq!(world.does("r9", lapse(demand("r0"))), Err(Refusal::NotEntitled), "nobody but the clock");
    assert_eq!(world.clock(), [Due::LapseRecall { recall: demand("r0") }]);
    let settled = against(&world, "r0").settled.unwrap();
    assert_eq!((settled.how, settled.on), (How::Lapsed, world.now.day()));
    assert_eq!(world.clock(), [], "once");
    assert!(holds(&world, "r0"));
    // Nobody's right is used up by it; every name is asked anew.
    world.asks_for_recall("r9", "r0").unwrap();
    let again = world.community.recalls_of(&"e".into(), &"r0".into()).last().unwrap();
    assert_eq!((again.support, again.opened), (1, Some(world.now.day())));
}

#[test]
fn what_enough_asked_for_and_what_was_asked_before_there_was_such_a_day_do_not_lapse() {
    let mut world = World::handed_over();
    world.asks_for_recall("r9", "r0").unwrap();
    world.backs_recall("r10", "r0").unwrap();
    world.backs_recall("r11", "r0").unwrap();
    world.asks_for_recall("r9", "r5").unwrap();
    let before = Recall { opened: None, ..against(&world, "r5") };
    assert!(!serde_json::to_string(&before).unwrap().contains("opened"), "as it was written then");
    world.put(before);
    world.now = world.now.plus_hours(24 * 200);
    assert_eq!(world.clock(), []);
    assert!(against(&world, "r0").settled.is_none() && against(&world, "r5").settled.is_none());
}

#[test]
fn how_many_it_takes_to_ask() {
    let mut election = World::handed_over().election().clone();
    // Voters, representatives, and how many of those who may ask suffice.
    for (mode, voters, reps, needed) in [
        (Mode::AllVoters, 1, 0, 1),
        (Mode::AllVoters, 10, 0, 1),
        (Mode::AllVoters, 11, 0, 2),
        (Mode::AllVoters, 790, 0, 79),
        (Mode::AllVoters, 791, 0, 80),
        (Mode::HouseholdReps, 300, 100, 30),
        (Mode::ResidentReps, 300, 42, 14),
        (Mode::ResidentReps, 300, 43, 15),
    ] {
        (election.mode, election.voters, election.reps) = (mode, voters, reps);
        assert_eq!(recall::needed(&election), needed, "{mode:?} {voters} {reps}");
        assert!(recall::is_demanded(needed, &election) && !recall::is_demanded(needed - 1, &election));
    }
}

#[test]
fn whoever_nominated_somebody_may_stand_behind_their_recall() {
    let mut world = World::nominating();
    world.poll("r5", Step::Nominate { person: "r5".into(), post: Post::Member, standing: Standing::Voter }).unwrap();
    world.poll("r9", Step::Support { candidate: nominate::key(&"e".into(), &"r5".into()) }).unwrap();
    let backed = world.community.all_backings().next().unwrap().clone();
    let mut world = World::handed_over();
    world.put(backed);
    world.asks_for_recall("r9", "r5").unwrap();
    assert_eq!(against(&world, "r5").support, 1);
    // As ledgers before this have it: the same key, behind the recall.
    let mut before =
        world.community.all_backings().find(|b| b.cause == nominate::Cause::Recall(demand("r5"))).unwrap().clone();
    (before.id, before.person) = ("e/r5/r10".into(), "r10".into());
    world.put(before);
    assert!(matches!(world.backs_recall("r10", "r5"), Err(Refusal::Duplicate { .. })));
}

#[test]
fn a_recall_is_voted_on_once_enough_asked_for_it_by_the_same_mode_and_within_the_term() {
    let mut world = World::handed_over();
    let announce = |world: &mut World, step| world.announces_recall("r25", step);
    assert_eq!(announce(&mut world, announce_recall()), Err(Refusal::NotFound), "nobody asked");
    world.asks_for_recall("r9", "r5").unwrap();
    world.backs_recall("r10", "r5").unwrap();
    let too_few = announce(&mut world, announce_recall());
    assert_eq!(too_few, Err(Refusal::RecallNotDemanded { have: 2, need: 3 }));
    assert_eq!(too_few.unwrap_err().clause(), "E-RECALL");
    world.backs_recall("r11", "r5").unwrap();
    for nobody in ["r9", "r5", "chair", "song", "admin", "q0", "r28"] {
        assert_eq!(world.announces_recall(nobody, announce_recall()), Err(Refusal::NotEntitled), "{nobody}");
    }
    let off = |field: &str| Err(Refusal::NotOnTheList { field: field.into() });
    let other = varied(|step| {
        if let Step::Announce { mode, .. } = step {
            *mode = Mode::HouseholdReps
        }
    });
    assert_eq!(announce(&mut world, other), off("mode"));
    let seats = varied(|step| {
        if let Step::Announce { seats, .. } = step {
            *seats = SEATS
        }
    });
    assert_eq!(announce(&mut world, seats), off("seats"));
    let soon = varied(|step| {
        if let Step::Announce { vote_on, .. } = step {
            *vote_on = day("2026-08-08")
        }
    });
    assert_eq!(announce(&mut world, soon), Err(Refusal::DayOutOfRange { from: day("2026-08-09"), until: None }));
    let (last, over) = (day("2031-07-19"), day("2031-07-20"));
    let late = varied(|step| {
        if let Step::Announce { vote_on, .. } = step {
            *vote_on = over
        }
    });
    assert_eq!(announce(&mut world, late), Err(Refusal::DayOutOfRange { from: over, until: Some(last) }));
    announce(&mut world, announce_recall()).unwrap();
    let twice = Intent::Election { election: "rc2".into(), step: announce_recall() };
    assert_eq!(world.does("secretary", twice), Err(Refusal::ElectionUnderWay));
}

#[test]
fn the_board_that_ran_the_election_runs_the_vote_or_another_that_is_confirmed() {
    let mut world = World::demanded();
    world.announces_recall("r25", announce_recall()).unwrap();
    let board: Vec<_> = world.election().on_board().cloned().collect();
    assert_eq!(board, people(&["r25", "r26", "r27"]), "as it was confirmed");
    assert_eq!(world.election().name_of(&"r5".into()), Some("姓名r5"), "who would be recalled is named");

    let with = |names: &[&str]| {
        let (names, size) = (people(names), 3);
        varied(move |step| {
            if let Step::Announce { board, board_size, .. } = step {
                (*board, *board_size) = (names, size)
            }
        })
    };
    let mut world = World::demanded();
    assert_eq!(world.announces_recall("r25", with(&["r12", "r13", "r14"])), Err(Refusal::NotEntitled));
    assert_eq!(world.announces_recall("secretary", with(&["r12", "r13", "r5"])), Err(Refusal::RecusalRequired));
    let short = Err(Refusal::BoardIncomplete { have: 2, need: 3 });
    assert_eq!(world.announces_recall("secretary", with(&["r12", "r13"])), short);
    world.announces_recall("secretary", with(&["r12", "r13", "r14"])).unwrap();
    assert_eq!(world.poll("r12", Step::PublishRoll), Err(Refusal::BoardIncomplete { have: 0, need: 3 }), "unconfirmed");
    world.confirmed();
    assert_eq!(world.poll("r25", Step::PublishRoll), Err(Refusal::NotEntitled), "another board runs it");

    // A board of which too few are left runs nothing.
    let mut world = World::demanded();
    let mut election = world.election().clone();
    election.left = people(&["r25", "r27", "r29"]);
    world.put(election);
    assert_eq!(
        world.announces_recall("secretary", announce_recall()),
        Err(Refusal::BoardIncomplete { have: 2, need: 3 })
    );
}

#[test]
fn the_paper_names_one_and_nobody_is_nominated_or_written_in() {
    let mut world = World::recall_ready(30);
    assert_eq!(world.stands_at(), ElectionState::CandidatesPublished);
    let contest = &world.ballot().contests[0];
    assert_eq!((contest.people.as_slice(), contest.seats, contest.rule), (&people(&["r5"])[..], 1, Rule::Recall));
    assert_eq!(world.poll("r25", Step::OpenNominations), Err(Refusal::WrongState));
    let tellers = Step::AppointTellers { tellers: people(&["r5", "r20", "r21"]) };
    assert_eq!(world.poll("r25", tellers), Err(Refusal::TellerIsCandidate), "who is voted on does not count");
    let proxy = Step::GiveProxy { from: "r10".into(), to: "r5".into() };
    assert_eq!(world.poll("r10", proxy), Err(Refusal::ProxyNotAllowed));
    let until = Some(day("2031-07-19"));
    let off = Step::PutOff { to: day("2031-07-20"), reason: "台风".into() };
    let refused = world.poll("r25", off);
    assert_eq!(refused, Err(Refusal::DayOutOfRange { from: day("2026-08-21"), until }), "not beyond the term");
    world.polls_open();
    world.counting(30);
    let both = [line(Post::Member, "r5", 10, 5), line(Post::Member, "r9", 10, 0)];
    assert_eq!(world.enters("r20", 30, 0, &both), Err(Refusal::TallyWrong { rule: "written_in".into() }));
    let over = [line(Post::Member, "r5", 20, 11)];
    assert_eq!(world.enters("r20", 30, 0, &over), Err(Refusal::TallyWrong { rule: "line".into() }));
}

#[test]
fn only_those_on_the_roll_have_a_paper_and_one_each() {
    let mut world = World::recall_ready(20);
    world.polls_open();
    world.takes_paper("r5").unwrap();
    assert_eq!(world.takes_paper("r5"), Err(Refusal::PaperIssued));
    assert_eq!(world.takes_paper("r25"), Err(Refusal::NotOnRoll), "not on this roll");
    assert_eq!(world.takes_paper("q0"), Err(Refusal::NotOnRoll), "another grid");
}

#[test]
fn more_than_half_take_part_and_more_than_half_of_those_agree() {
    // Of twenty: papers handed out, found, yes, no → where it stands and how it ended.
    let (complete, void) = (ElectionState::Complete, ElectionState::Void);
    for (papers, count, state, how) in [
        (10, (10, 10, 0), void, Some(How::Stays)),
        (11, (11, 6, 5), complete, Some(How::Recalled)),
        (11, (11, 6, 0), complete, Some(How::Recalled)),
        (11, (11, 5, 0), complete, Some(How::Stays)),
        (12, (12, 6, 6), complete, Some(How::Stays)),
        (12, (12, 7, 5), complete, Some(How::Recalled)),
        (20, (10, 10, 0), void, Some(How::Stays)),
        (20, (20, 10, 10), complete, Some(How::Stays)),
        (20, (20, 11, 9), complete, Some(How::Recalled)),
        (20, (20, 0, 20), complete, Some(How::Stays)),
        (12, (13, 13, 0), void, None),
    ] {
        let mut world = World::recall_counted(20, papers, count);
        assert!(holds(&world, "r5"), "until it is read out");
        if world.stands_at() == ElectionState::Valid {
            world.read_out();
        }
        assert_eq!((world.stands_at(), ended(&world)), (state, how), "{papers} {count:?}");
        assert_eq!(against(&world, "r5").settled.map(|settled| settled.how), how, "the demand says the same");
        assert_eq!(holds(&world, "r5"), how != Some(How::Recalled), "{papers} {count:?}");
        assert!(world.election().elected.is_empty(), "it seats nobody");
    }
    for (base, found, enough) in
        [(1, 1, true), (2, 1, false), (2, 2, true), (41, 20, false), (41, 21, true), (0, 0, false)]
    {
        assert_eq!(recall_validity(base, 50, found).is_ok(), enough, "{found} of {base}");
    }
    assert_eq!(recall_validity(10, 5, 6), Err(Invalid::MoreThanIssued));
    for (yes, found, agree) in [(0, 0, false), (1, 2, false), (2, 3, true), (21, 41, true), (20, 40, false)] {
        assert_eq!(wins(yes, found, Rule::Recall), agree, "{yes} of {found}");
    }
}

#[test]
fn where_representatives_elected_half_of_them_suffice_and_they_alone_cast() {
    let mut world = World::demanded();
    let mut election = world.election().clone();
    election.mode = Mode::ResidentReps;
    world.put(election);
    let step = varied(|step| {
        if let Step::Announce { mode, .. } = step {
            *mode = Mode::ResidentReps
        }
    });
    world.announces_recall("secretary", step).unwrap();
    world.recall_roll(20);
    world.polls_open();
    world.counting(11);
    // Eleven of twenty are no two thirds, which an election would need.
    world.declared(11, 0, &[line(Post::Member, "r5", 6, 5)]);
    world.read_out();
    assert_eq!(ended(&world), Some(How::Recalled));
}

#[test]
fn who_is_recalled_leaves_that_day_and_the_seat_is_vacant_for_the_rest_of_the_term() {
    let mut world = World::recall_counted(20, 20, (20, 15, 5));
    assert_eq!(world.poll("r5", Step::ReadOut { composition: Default::default() }), Err(Refusal::NotEntitled));
    world.read_out();
    assert!(!holds(&world, "r5") && holds(&world, "r6"));
    let of = world.community.election(&"e".into()).unwrap().clone();
    assert_eq!(term::vacant(&world.community, &of, Post::Member, world.now.day()), 1);
    assert_eq!(world.of_term("r5", Step::Resign), Err(Refusal::NotEntitled), "nothing left to give back");
    world.filed();
    assert_eq!(world.stands_at(), ElectionState::Published);
    assert_eq!(world.poll("r25", Step::HandOver), Err(Refusal::WrongState), "nobody was elected");
    let fill = varied(|step| {
        if let Step::Announce { seats, fills, vote_on, board, board_size, recall, .. } = step {
            *seats = Seats { chair: 0, vice: 0, members: 1 };
            (*fills, *recall, *vote_on) = (Some("e".into()), None, day("2026-10-01"));
            (*board, *board_size) = (people(&BOARD), 3);
        }
    });
    world.does("secretary", Intent::Election { election: "by".into(), step: fill }).unwrap();
}

#[test]
fn a_result_is_published_and_filed_without_a_handover() {
    let mut world = World::recall_counted(20, 20, (20, 9, 11));
    world.read_out();
    world.filed();
    assert!(!world.election().is_under_way());
    assert_eq!(
        world.election().filed.iter().map(|filed| filed.with).collect::<Vec<_>>(),
        [FiledWith::PartyCommittee, FiledWith::ResidentsCommittee]
    );
    let scope = Viewer::of(&world.community, &"r25".into(), world.now.day());
    assert!(!scope.runs(&"rc".into()), "the board lets go of the roll");
}

#[test]
fn who_resigns_meanwhile_is_not_voted_on() {
    let mut world = World::demanded();
    world.of_term("r5", Step::Resign).unwrap();
    assert_eq!(against(&world, "r5").settled.map(|settled| settled.how), Some(How::Left));
    assert_eq!(world.backs_recall("r12", "r5"), Err(Refusal::WrongState));
    assert_eq!(world.announces_recall("r25", announce_recall()), Err(Refusal::WrongState));

    for state in
        [ElectionState::Announced, ElectionState::CandidatesPublished, ElectionState::Voting, ElectionState::Counting]
    {
        let mut world = World::demanded();
        world.announces_recall("r25", announce_recall()).unwrap();
        if state > ElectionState::Announced {
            world.recall_roll(20);
        }
        if state >= ElectionState::Voting {
            world.polls_open();
        }
        if state == ElectionState::Counting {
            world.counting(15);
        }
        assert_eq!(world.stands_at(), state);
        world.of_term("r5", Step::Resign).unwrap();
        assert_eq!((world.stands_at(), ended(&world)), (ElectionState::Void, Some(How::Left)), "{state:?}");
        let poll = world.poll("r25", Step::ClosePolls);
        assert_eq!(poll, Err(Refusal::WrongState), "nothing more is done about it");
    }

    // Somebody else's resignation ends nothing.
    let mut world = World::recall_ready(20);
    world.of_term("r6", Step::Resign).unwrap();
    assert_eq!((world.stands_at(), ended(&world)), (ElectionState::CandidatesPublished, None));
}

#[test]
fn who_no_longer_holds_the_post_is_neither_asked_for_nor_voted_on() {
    let mut world = World::demanded();
    world.steps_down("r5");
    assert_eq!(world.backs_recall("r12", "r5"), Err(Refusal::NotInOffice));
    assert_eq!(world.announces_recall("r25", announce_recall()), Err(Refusal::NotInOffice));
    assert_eq!(Refusal::NotInOffice.clause(), "E-RECALL");
}

#[test]
fn a_count_after_the_last_day_of_the_term_recalls_nobody() {
    let mut world = World::demanded();
    let last = varied(|step| {
        if let Step::Announce { vote_on, .. } = step {
            *vote_on = day("2031-07-19")
        }
    });
    world.announces_recall("r25", last).unwrap();
    world.recall_roll(20);
    world.polls_open();
    world.counting(20);
    world.declared(20, 0, &[line(Post::Member, "r5", 20, 0)]);
    world.now = at("2031-07-20", 9, 0);
    world.read_out();
    assert_eq!(ended(&world), Some(How::Left));
}

#[test]
fn a_new_committee_ends_the_votes_on_the_old_one() {
    let mut world = World::recall_ready(20);
    let mut next = world.community.election(&"e".into()).unwrap().clone();
    next.id = "e2".into();
    next.state = ElectionState::Published;
    (next.term_from, next.term_until) = (None, None);
    world.put(next);
    world.does("r25", Intent::Election { election: "e2".into(), step: Step::HandOver }).unwrap();
    assert_eq!((world.stands_at(), ended(&world)), (ElectionState::Void, Some(How::Left)));
}

#[test]
fn who_was_elected_again_is_not_voted_on_for_the_old_term() {
    let mut world = World::demanded();
    let mut next = world.community.election(&"e".into()).unwrap().clone();
    next.id = "e2".into();
    next.state = ElectionState::Published;
    (next.term_from, next.term_until) = (None, None);
    world.put(next);
    world.does("r25", Intent::Election { election: "e2".into(), step: Step::HandOver }).unwrap();
    assert!(holds(&world, "r5"), "elected again");
    assert_eq!(world.announces_recall("r25", announce_recall()), Err(Refusal::WrongState));
}

#[test]
fn a_vote_with_too_many_papers_settles_nothing_and_is_announced_anew() {
    let mut world = World::recall_counted(20, 12, (13, 13, 0));
    assert_eq!(world.stands_at(), ElectionState::Void);
    let again = varied(|step| {
        if let Step::Announce { vote_on, .. } = step {
            *vote_on = day("2026-10-01")
        }
    });
    world.does("r25", Intent::Election { election: "rc2".into(), step: again }).unwrap();
}

#[test]
fn after_a_vote_in_which_the_member_stayed_voters_may_ask_again_from_the_first_name_on() {
    let mut world = World::recall_counted(20, 20, (20, 10, 10));
    world.read_out();
    assert_eq!(world.backs_recall("r12", "r5"), Err(Refusal::WrongState), "the first is settled");
    assert_eq!(world.answers_recall("r5", "r5"), Err(Refusal::WrongState));
    assert_eq!(world.announces_recall("secretary", announce_recall()), Err(Refusal::IdTaken));
    let anew = Intent::Election { election: "rc2".into(), step: announce_recall() };
    assert_eq!(world.does("secretary", anew), Err(Refusal::WrongState), "nor voted on twice");
    world.asks_for_recall("r9", "r5").unwrap();
    let second = RecallId::from("e/r5/2");
    assert_eq!(world.community.recall(&second).unwrap().support, 1);
    assert_eq!(world.community.recalls_of(&"e".into(), &"r5".into()).count(), 2);
    world.of_term("r10", Step::SupportRecall { recall: second.clone() }).unwrap();
    assert!(matches!(world.of_term("r10", Step::SupportRecall { recall: second }), Err(Refusal::Duplicate { .. })));
}

#[test]
fn a_recall_and_a_general_election_may_go_on_side_by_side() {
    let mut world = World::recall_ready(20);
    let general = varied(|step| {
        if let Step::Announce { seats, vote_on, board, board_size, recall, .. } = step {
            (*seats, *vote_on, *recall) = (SEATS, day("2026-10-01"), None);
            (*board, *board_size) = (people(&BOARD), 3);
        }
    });
    world.does("secretary", Intent::Election { election: "e2".into(), step: general }).unwrap();
}

fn seen(world: &World, who: Option<&str>, kind: Kind) -> Vec<Body> {
    let day = world.now.day();
    let viewer = who.map_or_else(Viewer::public, |who| Viewer::of(&world.community, &who.into(), day));
    let all = world.community.records().into_iter().filter(|record| record.body.kind() == kind);
    let sight = |record| match seen_by(&record, &viewer, &world.community) {
        Sight::Seen(record) => Some(record.body),
        _ => None,
    };
    all.filter_map(sight).collect()
}

#[test]
fn the_grid_reads_a_demand_without_the_names_behind_it_and_everybody_what_it_came_to() {
    let mut world = World::recall_counted(20, 20, (20, 15, 5));
    world.answers_recall("r5", "r5").unwrap();
    world.read_out();
    for who in ["r12", "r5", "r9", "officer"] {
        let demands = seen(&world, Some(who), Kind::Recall);
        let [Body::Recall(demand)] = &demands[..] else { panic!("{who} sees the demand") };
        assert_eq!(demand.by.is_some(), who == "r9", "who asked is known to themselves alone");
        assert!(demand.answer.is_some() && demand.support == 3);
    }
    assert!(seen(&world, Some("q0"), Kind::Recall).is_empty() && seen(&world, None, Kind::Recall).is_empty());
    let behind = |who| seen(&world, who, Kind::Backing).len();
    assert_eq!(
        [Some("r10"), Some("r12"), Some("r5"), Some("officer"), Some("r25"), None].map(behind),
        [1, 0, 0, 0, 0, 0]
    );
    let public = seen(&world, None, Kind::Election);
    let asked = public.iter().find_map(|body| match body {
        Body::Election(election) => election.recall.clone(),
        _ => None,
    });
    assert_eq!(asked.unwrap().settled.map(|settled| settled.how), Some(How::Recalled));
    let text = serde_json::to_string(&public).unwrap();
    assert!(!text.contains("三次不开会") && !text.contains("生病"), "reasons and answer stay in the grid");
}

#[test]
fn ledgers_from_before_recalls_were_voted_on_are_read() {
    let election = World::handed_over().election().clone();
    let text = serde_json::to_string(&election).unwrap();
    assert!(!text.contains("recall"), "nothing new is written where nothing is new");
    assert_eq!(serde_json::from_str::<rulebook::election::Election>(&text).unwrap(), election);
    let announced = serde_json::to_string(&announce()).unwrap();
    assert!(!announced.contains("recall"));
    assert_eq!(serde_json::from_str::<Step>(&announced).unwrap(), announce());
    let old = serde_json::to_string(&against(&World::demanded(), "r5")).unwrap();
    assert!(!old.contains("settled"));
    let plain = roll::key(&"e".into(), &"r5".into());
    assert_eq!(demand("r5").as_str(), plain.as_str(), "the first demand has the key it always had");
    assert_eq!(serde_json::from_str::<Recall>(&old).unwrap(), against(&World::demanded(), "r5"));
    let line: Line = serde_json::from_str(r#"{"post":"member","person":"r5","yes":1,"no":0}"#).unwrap();
    assert_eq!(line, crate::polls::line(Post::Member, "r5", 1, 0));
}
