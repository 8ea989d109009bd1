//! Server: the demo community keeps the figures, the law and itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{
    Founding, cast,
    figures::*,
    found,
    life::{By, at},
    lived,
};
use rulebook::{
    Body, Community, Day, Kind, Moment, Refusal,
    charter::Keys,
    clock,
    cosign::{Channel, CosignState},
    hash::{Hash, receipt_hash},
    ids::*,
    meeting::regular,
    people::{Adulthood, Role, Scope},
    places::UnitKind,
    review::{Organ, Outcome},
    round::{StairwellRef, plan},
    service::ServiceState,
    topic::TopicState,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

static FOUNDING: LazyLock<Founding> = LazyLock::new(found);
static WHOLE: LazyLock<Community> = LazyLock::new(|| Community::of(FOUNDING.records.iter().cloned()));

fn community() -> &'static Community {
    &WHOLE
}

fn residents(c: &Community, grid: usize) -> Vec<&rulebook::people::Person> {
    let here = grid_id(grid);
    c.all_people().filter(|p| p.grid_on(today(), &c.keys()) == Some(&here)).collect()
}

fn fnv1a64(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn the_phones_reader_reads_every_record_as_the_servers_does() {
    for record in &FOUNDING.records {
        let text = serde_json::to_string(record).unwrap();
        assert_eq!(rulebook::json::read::<rulebook::Record>(&text).as_ref(), Ok(record), "{text}");
    }
}

#[test]
fn the_totals_are_those_of_the_paper() {
    let c = community();
    let units = |kind| c.all_units().filter(|u| u.kind == kind).count();
    let people = c.all_people().filter(|p| p.home.is_some()).count();
    let party = c.all_people().filter(|p| p.home.is_some() && p.party).count();
    let got = [
        c.all_grids().count(),
        c.all_buildings().count(),
        c.all_households().count(),
        people,
        party,
        units(UnitKind::Shop),
        units(UnitKind::Institution),
        units(UnitKind::Hospital),
    ];
    assert_eq!(got, [7, 122, 3914, 12242, 652, 369, 12, 4]);
    assert_eq!(c.all_courtyards().count(), 7);
    let quarter = c.quarter().unwrap();
    assert!(quarter.demo && quarter.id.as_str() == "zhanshan-demo");
    assert_eq!(c.charter().unwrap().version, 1);
    assert_eq!(c.keys().check(), Ok(()));
}

#[test]
fn every_grid_has_its_figures() {
    let c = community();
    for grid in &GRIDS {
        let id = grid_id(grid.no);
        let here = residents(c, grid.no);
        let minors = here.iter().filter(|p| !p.adult.on(today(), &c.keys())).count();
        let party = here.iter().filter(|p| p.party).count();
        let units = |kind| c.all_units().filter(|u| u.grid == id && u.kind == kind).count();
        assert_eq!(here.len(), grid.people);
        assert_eq!(minors, grid.minors, "minors of grid {}", grid.no);
        assert_eq!(party, grid.party);
        assert_eq!(c.all_buildings().filter(|b| b.grid == id).count(), grid.buildings);
        assert_eq!(c.all_households().filter(|h| h.grid == id).count(), grid.households);
        assert_eq!(units(UnitKind::Shop), grid.shops);
        assert_eq!(units(UnitKind::Institution), grid.institutions);
        assert_eq!(units(UnitKind::Hospital), grid.hospitals);
        for building in c.all_buildings().filter(|b| b.grid == id) {
            assert!((31..=33).contains(&c.doors_of(&building.id).count()));
        }
    }
    let minors: usize = GRIDS.iter().map(|g| g.minors).sum();
    let people: usize = GRIDS.iter().map(|g| g.people).sum();
    assert_eq!((minors, people - minors), (1738, 10504));
}

#[test]
fn the_sizes_of_households_have_the_reference_checksums() {
    let sums = [
        0x23ba_43bb_7f88_2cd3,
        0x1008_eacf_e804_36bf,
        0x825c_072e_f0f2_2996,
        0x7620_f1fe_daed_f58e,
        0xd860_f3a4_96d2_e015,
        0x6394_da31_44d8_ffdc,
        0x75ca_9afb_d963_ccd2,
    ];
    let c = community();
    let mut histogram = BTreeMap::new();
    for (grid, sum) in GRIDS.iter().zip(sums) {
        // Counted behind the doors, not taken from the generator.
        let sizes = (0..grid.households)
            .map(|door| u8::try_from(c.residents(&household_id(grid.no, door)).count()).unwrap())
            .collect::<Vec<u8>>();
        sizes.iter().for_each(|size| *histogram.entry(*size).or_insert(0) += 1);
        assert_eq!(fnv1a64(sizes.into_iter()), sum, "grid {}", grid.no);
    }
    let expected = [(1, 378), (2, 769), (3, 1179), (4, 1164), (5, 411), (6, 13)];
    assert_eq!(histogram, BTreeMap::from(expected));
}

#[test]
fn two_foundings_are_the_same_to_the_byte() {
    let (one, two) = (&*FOUNDING, found());
    let bytes = serde_json::to_vec(&one.records).unwrap();
    assert!(bytes == serde_json::to_vec(&two.records).unwrap());
    assert_eq!((&one.slips, &one.personas), (&two.slips, &two.personas));
    println!("{} records, {} bytes, sha256 {}", one.records.len(), bytes.len(), Hash::of(&bytes));
}

#[test]
fn every_record_has_its_own_name_and_stands_in_order() {
    let records = &FOUNDING.records;
    let keys: BTreeSet<_> = records.iter().map(rulebook::Record::key).collect();
    assert_eq!(keys.len(), records.len());
    assert!(records.iter().all(|r| r.rev == 0));
    let kinds: Vec<Kind> = records.iter().map(|r| r.body.kind()).collect();
    assert!(kinds.is_sorted(), "kind by kind, territory first");
}

#[test]
fn the_law_refused_nothing_and_nothing_is_due() {
    let life = lived();
    assert_eq!(life.refused, []);
    let c = Community::of(life.into_records());
    assert_eq!(clock::due(&c, Moment::at(now())), []);
}

#[test]
fn posts_are_filled_as_the_figures_say() {
    let c = community();
    let count = |role| c.all_offices().filter(|o| o.role == role && o.holds_on(today())).count();
    let one_each = [Role::GridPartySecretary, Role::GridHead, Role::FullTimeGridWorker];
    assert!(one_each.into_iter().all(|role| count(role) == 7));
    assert_eq!(count(Role::SpecialistGridWorker), 21);
    assert_eq!(count(Role::BuildingLead), 122);
    let committee = [Role::CommitteeChair, Role::CommitteeViceChair, Role::CommitteeMember];
    assert_eq!(committee.map(count), [7, 14, 42]);
    assert_eq!(count(Role::CouncilMember), 23);
    assert_eq!(count(Role::StationChief) + count(Role::CommunityWorker), 8);
    assert_eq!(count(Role::RcChair) + count(Role::RcMember), 7);
    assert_eq!(count(Role::SystemAdmin), 1);
    for g in 1..=7 {
        let holds = |person: &PersonId, role| c.holds(person, &grid_id(g), today(), |r| r == role);
        let same = one_each.into_iter().all(|role| holds(&cast::worker(g), role));
        assert_eq!(same, matches!(g, 3 | 4 | 6));
        assert_ne!(cast::officer(g), cast::secretary(g));
        assert!(holds(&cast::officer(g), Role::GridPartyOfficer));
        let nine: BTreeSet<_> = (0..9).map(|seat| cast::committee(g, seat)).collect();
        assert_eq!(nine.len(), 9);
    }
    // Elected posts are held by adult residents of the place.
    for office in c.all_offices().filter(|o| o.role.is_committee() || o.role == Role::BuildingLead) {
        let person = c.person(&office.person).unwrap();
        let home = person.home.as_ref().unwrap();
        assert!(office.covers(&home.grid) && person.adult.on(today(), &c.keys()));
        if let Scope::Building(_, building) = &office.scope {
            assert_eq!(c.household(&home.household).unwrap().building, *building);
        }
    }
}

#[test]
fn every_persona_is_somebody_and_is_as_told() {
    let (founding, c) = (&*FOUNDING, community());
    let keys = Keys::default();
    assert!(founding.personas.len() >= 14);
    for persona in &founding.personas {
        let person = c.person(&persona.person).expect("a persona exists");
        assert_eq!(person.name, persona.zh.name);
        assert!(![persona.zh.who, persona.zh.can, persona.en.who, persona.en.can].contains(&""));
    }
    let adult = |id: &PersonId, day: Day| c.person(id).unwrap().adult.on(day, &keys);
    assert!(adult(&cast::eighteen(), today()) && !adult(&cast::eighteen(), today().plus(-1)));
    assert!(!adult(&cast::seventeen(), today()) && adult(&cast::seventeen(), today().plus(1)));
    let label = |id: &PersonId| {
        let home = c.person(id).unwrap().home.clone().unwrap();
        c.household(&home.household).unwrap().label.clone()
    };
    assert_eq!(label(&cast::wang()), "5号楼2单元401");
    assert_eq!(label(&cast::li()), "5号楼3单元502");
    assert_eq!(label(&cast::eighteen()), "5号楼2单元302");
    assert_eq!(label(&cast::seventeen()), "5号楼3单元402");
    let posts = |id: &PersonId| c.posts(id, today()).map(|o| o.role).collect::<BTreeSet<_>>();
    let three = [Role::GridPartySecretary, Role::GridHead, Role::FullTimeGridWorker];
    // Like every grid's secretary she also sits on the council.
    assert_eq!(posts(&cast::song()), BTreeSet::from(three).into_iter().chain([Role::CouncilMember]).collect());
    assert_eq!(posts(&cast::worker(5)), BTreeSet::from([Role::FullTimeGridWorker]));
    assert_eq!(posts(&cast::li()), BTreeSet::new());
    assert_eq!(c.unit(&"u-s-110".into()).unwrap().grid, grid_id(3));
    let home = c.person(&cast::shopkeeper()).unwrap().home.clone().unwrap();
    assert_eq!(home.grid, grid_id(2));
}

#[test]
fn the_grids_stand_at_four_steps_of_an_election_and_the_newly_elected_hold_their_posts() {
    use rulebook::election::ElectionState::*;
    let c = community();
    let states = [(7, HandedOver), (2, Voting), (3, Nominating), (1, RollPublished)];
    for (grid, state) in states {
        assert_eq!(c.elections_of(&grid_id(grid)).map(|e| e.state).collect::<Vec<_>>(), [state], "grid {grid}");
    }
    let elected = c.elections_of(&grid_id(7)).next().unwrap();
    assert_eq!((elected.elected.len(), elected.ballots), (9, 2), "one seat was tied, and voted on again");
    for seat in &elected.elected {
        let since = |o: &rulebook::people::Office| o.from == elected.term_from.unwrap() && o.role == seat.post.role();
        assert!(c.posts(&seat.person, today()).any(since));
    }
}

#[test]
fn every_reference_resolves() {
    let c = community();
    let person = |id: &PersonId| assert!(c.person(id).is_some(), "{id}");
    let grid = |id: &GridId| assert!(c.grid(id).is_some(), "{id}");
    for record in c.records() {
        match record.body {
            Body::Subdistrict(s) => assert!(c.district(&s.district).is_some()),
            Body::Quarter(q) => assert!(c.subdistrict(&q.subdistrict).is_some()),
            Body::Courtyard(y) => grid(&y.grid),
            Body::Building(b) => {
                grid(&b.grid);
                assert_eq!(c.courtyard(&b.courtyard.unwrap()).unwrap().grid, b.grid);
            }
            Body::Household(h) => {
                let building = c.building(&h.building).unwrap();
                assert_eq!(building.grid, h.grid);
                let stairwell = building.stairwells.iter().find(|s| s.no == h.stairwell).unwrap();
                assert!((1..=stairwell.floors).contains(&h.floor));
            }
            Body::Unit(u) => grid(&u.grid),
            Body::Person(p) => {
                if let Some(home) = p.home {
                    assert_eq!(c.household(&home.household).unwrap().grid, home.grid);
                }
            }
            Body::Office(o) => {
                assert_eq!(c.person(&o.person).unwrap().name, o.name);
                match o.scope {
                    Scope::Community => {}
                    Scope::Grid(g) => grid(&g),
                    Scope::Building(g, b) => assert_eq!(c.building(&b).unwrap().grid, g),
                }
            }
            Body::Topic(t) => {
                t.grids.iter().for_each(grid);
                t.raised_by.iter().for_each(person);
                t.review.iter().for_each(|id| assert_eq!(c.review(id).unwrap().topic, t.id));
                assert_eq!(t.hash, t.text_hash());
            }
            Body::Cosign(s) => {
                person(&s.person);
                s.collector.iter().for_each(person);
                assert_eq!(c.topic(&s.topic).unwrap().hash, s.hash);
                assert_eq!(s.hand.is_some(), s.channel == Channel::AssistedDoor);
                assert_eq!(s.hand.is_some(), c.handwriting(&s.id).is_some());
                assert_eq!(c.signature_by_receipt(&s.receipt).unwrap().id, s.id);
            }
            Body::Handwriting(h) => assert!(c.cosignature(&h.id).is_some()),
            Body::Callback(b) => {
                let signature = c.cosignature(&b.cosign).unwrap();
                assert_eq!((&signature.person, &signature.topic), (&b.person, &b.topic));
                assert!(b.by.is_none() || b.by != b.collector);
            }
            Body::Review(r) => {
                person(&r.reviewer);
                assert!(c.topic(&r.topic).is_some());
            }
            Body::Door(d) => assert_eq!(c.household(&d.id).unwrap().grid, d.grid),
            Body::Lead(l) => {
                person(&l.by);
                assert!(c.household(&l.details.household.unwrap()).is_some());
            }
            Body::Meeting(m) => {
                grid(&m.grid);
                [Some(&m.caller), m.chair.as_ref(), m.recorder.as_ref()].into_iter().flatten().for_each(person);
                m.agenda.iter().for_each(|item| assert_eq!(c.topic(&item.topic).unwrap().hash, item.hash));
            }
            Body::Attendance(a) => {
                person(&a.person);
                assert!(c.meeting(&a.meeting).is_some());
            }
            Body::Vote(v) => {
                assert!(c.meeting(&v.meeting).unwrap().item(&v.topic).is_some());
                assert_eq!(v.yes + v.no + v.abstain, v.base, "everybody's hand was noted");
            }
            Body::Ballot(b) => {
                person(&b.person);
                assert_eq!(c.vote(&b.vote).unwrap().meeting, b.meeting);
            }
            Body::Minutes(m) => assert_eq!(m.confirmed.len(), 3),
            Body::ServiceItem(i) => {
                i.log.iter().filter_map(|line| line.by.as_ref()).for_each(person);
                assert!(c.topic(&i.topic).is_some());
            }
            Body::Decision(d) => assert_eq!(c.topic(&d.topic).unwrap().hash, d.hash),
            Body::Action(a) => {
                a.plan.owner.person.iter().for_each(person);
                assert!(c.decision(&a.decision).is_some());
            }
            Body::Progress(p) => assert!(c.action(&p.action).is_some()),
            Body::Rating(r) => {
                person(&r.person);
                assert!(c.decision(&r.decision).unwrap().evaluation.is_some());
            }
            Body::Election(e) => {
                grid(&e.grid);
                e.board.iter().for_each(person);
                assert!(e.board.iter().all(|p| e.name_of(p).is_some()), "its notice names the board");
            }
            Body::Voter(v) => {
                person(&v.person);
                assert!(c.election(&v.election).is_some());
            }
            Body::RollObjection(o) => person(&o.by),
            Body::Candidate(x) => assert_eq!(c.person(&x.person).unwrap().name, x.name),
            Body::Backing(b) => person(&b.person),
            Body::SecretBallot(b) => b.tellers.iter().for_each(person),
            Body::BallotBox(b) => assert!(b.tellers.len() >= 3),
            Body::BoxCall(b) => person(&b.person),
            Body::Handout(h) => assert!(c.ballot_box(&h.at_box).unwrap().issued > 0),
            Body::Tally(t) => assert!(c.secret_ballot(&t.ballot).unwrap().is_told_by(&t.teller)),
            Body::District(_) | Body::Grid(_) | Body::Charter(_) => {}
            other => panic!("not part of a founding: {other:?}"),
        }
    }
}

#[test]
fn topics_stand_where_the_list_says() {
    let c = community();
    let got: Vec<_> = c.all_topics().map(|t| (t.id.as_str(), t.state, t.signatures)).collect();
    let expected = [
        ("T-0101", TopicState::Returned, 10),
        ("T-0102", TopicState::Redirected, 11),
        ("T-0103", TopicState::PreConsult, 0),
        ("T-0201", TopicState::Adopted, 0),
        ("T-0202", TopicState::Publicising, 0),
        ("T-0203", TopicState::Accepted, 11),
        ("T-0301", TopicState::Closed, 0),
        ("T-0302", TopicState::Collecting, 7),
        ("T-0303", TopicState::OnAgenda, 0),
        ("T-0304", TopicState::Closed, 0),
        ("T-0305", TopicState::Closed, 0),
        ("T-0306", TopicState::Closed, 0),
        ("T-0307", TopicState::Implementing, 0),
        ("T-0308", TopicState::Draft, 0),
        ("T-0309", TopicState::Submitted, 12),
        ("T-0401", TopicState::Shelved, 0),
        ("T-0402", TopicState::Redirected, 0),
        ("T-0403", TopicState::ToAssembly, 0),
        ("T-0501", TopicState::HearingPending, 0),
        ("T-0502", TopicState::Blocked, 0),
        ("T-0601", TopicState::Implementing, 0),
        ("T-0602", TopicState::Rejected, 0),
        ("T-0603", TopicState::Deliberating, 0),
        ("T-0701", TopicState::Evaluating, 0),
        ("T-0702", TopicState::NotAdopted, 0),
        ("T-0703", TopicState::Withdrawn, 1),
        ("T-X01", TopicState::Escalated, 0),
        ("T-X02", TopicState::Lapsed, 6),
        ("T-X03", TopicState::Annulled, 0),
    ];
    assert_eq!(got, expected);
    let states: BTreeSet<TopicState> = c.all_topics().map(|t| t.state).collect();
    assert_eq!(states.len(), 24, "every state of `domain.md` §2.1 is reached");
    let topic = |id: &str| c.topic(&id.into()).unwrap();
    assert_eq!(topic("T-0302").window_ends, Some(day(2026, 7, 3)));
    assert_eq!(topic("T-0309").review_due, Some(day(2026, 6, 18)));
    assert_eq!(topic("T-0602").appeal_until, Some(day(2026, 6, 20)));
    assert_eq!(topic("T-0102").referral.as_ref().unwrap().to, Organ::Owners);
    assert_eq!(topic("T-0402").referral.as_ref().unwrap().to, Organ::Department);
    let item = c.service_items_of(&"T-0402".into()).next().unwrap();
    assert_eq!((item.number(), item.state()), ("S-0001".into(), ServiceState::Unresolved));
    assert_eq!(topic("T-0402").referral.as_ref().unwrap().number, item.number());
    assert_eq!(c.all_service_items().count(), 1, "maintenance funds are the owners’, not the station’s");
    for topic in c.all_topics() {
        assert_eq!(topic.history.last().unwrap().to, topic.state);
        assert!(topic.history.is_sorted_by_key(|step| step.at));
        assert!(topic.flags.is_empty() && topic.history.iter().all(|step| step.at < now()));
    }
}

#[test]
fn counts_are_those_of_valid_signatures_of_adult_residents() {
    let c = community();
    let keys = c.keys();
    for topic in c.all_topics() {
        let valid: Vec<_> = c.signatures(&topic.id).filter(|s| s.is_valid()).collect();
        assert_eq!(usize::try_from(topic.signatures).unwrap(), valid.len(), "{}", topic.id);
        let people: BTreeSet<_> = valid.iter().map(|s| &s.person).collect();
        assert_eq!(people.len(), valid.len());
        for signature in valid {
            let signer = c.person(&signature.person).unwrap();
            let home = signer.grid_on(signature.signed.day(), &keys).unwrap();
            assert!(topic.concerns(home) && signer.adult.on(signature.signed.day(), &keys));
            assert_eq!(signature.locked, topic.state == TopicState::Submitted);
            assert_eq!(signature.state, CosignState::Valid);
            assert_ne!(signature.collector.as_ref(), Some(&signature.person));
        }
    }
    let kept_free = [cast::wang(), cast::li(), cast::eighteen(), cast::lead(3, 5), cast::officer(3)];
    let fitness = "T-0302".into();
    assert!(c.signatures(&fitness).all(|s| !kept_free.contains(&s.person)));
}

#[test]
fn nobody_reviewed_a_matter_of_their_own() {
    let c = community();
    assert_eq!(c.all_reviews().count(), 26);
    for topic in c.all_topics().filter(|t| t.state == TopicState::Accepted) {
        let review = c.review(topic.review.as_ref().unwrap()).unwrap();
        assert!(matches!(review.outcome, Outcome::Accept { .. }));
        assert!(!topic.is_raised_by(&review.reviewer));
        assert_eq!(topic.charter, Some(1));
    }
}

#[test]
fn every_grid_but_the_sixth_met_in_the_first_quarter() {
    let c = community();
    let missed: Vec<usize> = (1..=7).filter(|g| regular::missed(c, &grid_id(*g), today())).collect();
    assert_eq!(missed, [6]);
    let held: Vec<usize> = (1..=7).filter(|g| regular::held(c, &grid_id(*g), regular::Season::of(today()))).collect();
    assert_eq!(held, [2, 4, 6, 7]);
    let waits: Vec<usize> = (1..=7).filter(|g| regular::reminder(c, &grid_id(*g), today()).is_some()).collect();
    assert_eq!(waits, [1, 5], "of the others the third has called it");
    let gate = c.all_votes().find(|v| v.topic.as_str() == "T-0702").unwrap();
    assert_eq!((gate.yes, gate.no, gate.passed), (10, 10, Some(false)));
}

#[test]
fn the_open_sample_must_be_called_back_by_the_second_officer() {
    let c = community();
    let handrail = "T-0309".into();
    let open: Vec<_> = c.callbacks_of(&handrail).collect();
    assert_eq!(open.len(), 2);
    assert!(open.iter().all(|b| b.answer.is_none() && b.collector == Some(cast::song())));
    let answered = c.all_callbacks().filter(|b| b.topic.as_str() != "T-0309");
    assert!({ answered }.all(|b| b.answer.is_some() && b.by.is_some()));
}

#[test]
fn thirty_four_doors_are_proposed_two_of_which_asked() {
    let c = community();
    let stairwells: Vec<StairwellRef> = [5, 6]
        .into_iter()
        .flat_map(|b| (1..=3).map(move |no| StairwellRef { building: building_id(3, b), no }))
        .collect();
    let doors = plan::plan(c, &stairwells, today());
    let labels: Vec<_> = doors.iter().map(|d| c.household(&d.household).unwrap().label.as_str()).collect();
    assert_eq!(doors.len(), 34);
    assert_eq!(labels[..2], ["5号楼1单元501", "6号楼3单元202"]);
    assert_eq!(doors.iter().filter(|d| d.why == plan::Why::AskedFor).count(), 2);
    for told in ["401", "402", "302", "301", "202"] {
        assert!(labels.contains(&format!("5号楼2单元{told}").as_str()), "{told}");
    }
    assert!(labels.contains(&"6号楼1单元102"), "signed on the phone on 3 June");
}

#[test]
fn what_the_first_screen_counts_is_what_the_plan_proposes() {
    let c = community();
    for grid in (1..=7).map(grid_id) {
        let buildings = c.all_buildings().filter(|b| b.grid == grid);
        let stairwells: Vec<StairwellRef> = buildings
            .flat_map(|b| b.stairwells.iter().map(|s| StairwellRef { building: b.id.clone(), no: s.no }))
            .collect();
        let doors = plan::plan(c, &stairwells, today());
        let asked = doors.iter().filter(|d| d.why == plan::Why::AskedFor).count();
        assert!(doors.len() > 100, "{grid}");
        assert_eq!(plan::count(c, |of| *of == grid, today()), (asked, doors.len()), "{grid}");
    }
}

#[test]
fn the_story_can_be_lived_from_here() {
    let mut life = lived();
    let (door, hour) = (By::Door(cast::song()), |h| at(6, 15, h, 5));
    life.sign(hour(9), &cast::wang(), "T-0302", door);
    life.sign(hour(10), &cast::seventeen(), "T-0302", By::Phone);
    life.sign(hour(11), &cast::shopkeeper(), "T-0302", By::Phone);
    life.sign(hour(12), &cast::li(), "T-0302", By::Phone);
    life.submit(hour(13), &cast::initiator(), "T-0302");
    life.sign(hour(14), &cast::eighteen(), "T-0302", By::Phone);
    life.submit(hour(15), &cast::initiator(), "T-0302");
    // 宋敏 collected the open sample of T-0309: she may review it, but not call it back.
    life.confirm_sample(hour(16), &cast::song(), "T-0309");
    life.confirm_sample(hour(17), &cast::officer(3), "T-0309");
    let refused: Vec<_> = life.refused.iter().map(|(_, refusal)| refusal.clone()).collect();
    let expected = [
        Refusal::Under18 { from: Some(today().plus(1)) },
        Refusal::NotResidentOfGrid,
        Refusal::NotEnoughSignatures { have: 9, need: 10, moved: Vec::new() },
        Refusal::NotTheCollector,
        Refusal::NotTheCollector,
    ];
    assert_eq!(refused, expected);
    let c = Community::of(life.into_records());
    let topic = c.topic(&"T-0302".into()).unwrap();
    assert_eq!((topic.state, topic.signatures), (TopicState::Submitted, 10));
    assert!(topic.flags.is_empty());
}

#[test]
fn slips_open_their_signatures() {
    let (founding, c) = (&*FOUNDING, community());
    assert_eq!(founding.slips.len(), 2);
    for (person, topic, code) in &founding.slips {
        let signature = c.signature_by_receipt(&receipt_hash(code).unwrap()).unwrap();
        assert_eq!((&signature.person, &signature.topic), (person, topic));
        assert_eq!(code.len(), 19, "sixteen letters in groups of four");
    }
}

#[test]
fn no_more_is_known_of_age_than_the_law_needs() {
    let c = community();
    let (from, to) = (today().plus_years(-2), today().plus_years(2));
    for person in c.all_people() {
        if let Adulthood::From(day) = person.adult {
            assert!((from..=to).contains(&day), "{}", person.id);
        }
        assert!(person.phone.as_ref().is_none_or(|p| p.starts_with("120") && p.len() == 11));
    }
    let names = |list: &str| list.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(names(super::names::SURNAMES).len(), 50);
    assert_eq!(names(super::names::GIVEN).len(), 200);
    let phones: Vec<_> = c.all_people().filter_map(|p| p.phone.as_ref()).collect();
    assert_eq!(phones.iter().collect::<BTreeSet<_>>().len(), phones.len());
}
