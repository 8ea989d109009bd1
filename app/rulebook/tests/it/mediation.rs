//! 调解会 (§3.3): who calls it, that every party agrees, that a party ends it when they like, and that nobody else finds it.

use crate::{hall::*, world::*};
use rulebook::{
    Refusal, Sight, Viewer,
    hash::Hash,
    ids::*,
    meeting::{MeetingKind, MeetingState, MeetingStep, Settlement, attend::Capacity},
    seen_by,
};

const MATTER: &str = "楼上漏水，和五号楼二单元的邻居谈不拢";

fn calling(world: &World, parties: &[&str], mediator: &str) -> MeetingStep {
    about(world, parties, mediator, None)
}

fn about(world: &World, parties: &[&str], mediator: &str, matter: Option<Hash>) -> MeetingStep {
    vary(call(MeetingKind::MediationMeeting, world.now.plus_hours(240), &[]), |call| {
        call.parties = parties.iter().map(|party| PersonId::from(*party)).collect();
        call.mediator = Some(mediator.into());
        call.matter = matter;
    })
}

/// r0 calls alone, as a resident's phone can: the mediator adds r1.
fn called() -> World {
    let mut world = hall();
    let now = world.clone();
    world.says("r0", "m", ("matter", MATTER), |matter| about(&now, &["r0"], "song", Some(matter))).unwrap();
    world
}

/// … r1 agreed, and the notice is out.
fn noticed() -> World {
    let mut world = called();
    world.step("song", "m", MeetingStep::Invite { party: "r1".into() }).unwrap();
    world.step("r1", "m", MeetingStep::Agree).unwrap();
    world.step("song", "m", MeetingStep::Notice).unwrap();
    world
}

/// … all three are in the room.
fn gathered() -> World {
    let mut world = noticed();
    world.now = world.meeting("m").starts;
    world.step("song", "m", MeetingStep::OpenCheckIn { poster: None }).unwrap();
    for person in ["r0", "r1", "song"] {
        world.comes("m", person, Capacity::Observer).unwrap();
    }
    world
}

/// … and talk.
fn talking() -> World {
    let mut world = gathered();
    world.step("song", "m", MeetingStep::Begin { chair: "song".into() }).unwrap();
    world
}

fn settle(how: Settlement, binding: bool) -> MeetingStep {
    MeetingStep::Settle { how, binding }
}

fn stop() -> MeetingStep {
    MeetingStep::Cancel { reason: String::new() }
}

#[test]
fn a_party_calls_alone_and_the_mediator_adds_the_other() {
    let mut world = called();
    let invite = |party: &str| MeetingStep::Invite { party: party.into() };
    assert_eq!(world.step("r0", "m", MeetingStep::Notice), Err(Refusal::WrongState), "one side is no mediation");
    assert_eq!(world.step("r0", "m", invite("r1")), Err(Refusal::NotEntitled));
    assert_eq!(world.step("song", "m", invite("nobody")), Err(Refusal::NotFound));
    assert_eq!(world.step("song", "m", invite("song")), Err(Refusal::NotOnTheList { field: "parties".into() }));
    world.step("song", "m", invite("r1")).unwrap();
    assert_eq!(world.step("song", "m", invite("r1")), Err(Refusal::WrongState), "once");
    assert_eq!(world.step("song", "m", MeetingStep::Notice), Err(Refusal::WrongState), "r1 has not agreed");
    assert_eq!(world.step("song", "m", MeetingStep::Agree), Err(Refusal::NotEntitled), "the mediator is no party");
    world.step("r1", "m", MeetingStep::Agree).unwrap();
    assert_eq!(world.step("r1", "m", MeetingStep::Agree), Err(Refusal::WrongState), "once");
    world.step("song", "m", MeetingStep::Notice).unwrap();
    assert_eq!(world.step("song", "m", invite("r2")), Err(Refusal::WrongState), "who agreed, agreed to these");
    let file = world.community.mediation(&"m".into()).unwrap();
    assert_eq!(file.matter, MATTER);
    for person in ["r0", "r1", "song"] {
        assert_eq!(file.name_of(&person.into()), Some(format!("姓名{person}").as_str()));
    }
}

#[test]
fn the_committee_calls_it_for_others_and_then_does_not_find_it() {
    let mut world = hall();
    let off = |field: &str| Err(Refusal::NotOnTheList { field: field.into() });
    for (parties, mediator, said) in [
        (vec!["r0"], "song", off("parties")),
        (vec!["r0", "r0"], "song", off("parties")),
        (vec!["r0", "song"], "song", off("parties")),
        (vec!["r0", "ghost"], "song", Err(Refusal::NotFound)),
        (vec!["r0", "r1"], "ghost", Err(Refusal::NotFound)),
    ] {
        let step = calling(&world, &parties, mediator);
        assert_eq!(world.step("member", "m", step), said, "{parties:?} {mediator}");
    }
    let step = calling(&world, &["r0", "r1"], "song");
    assert_eq!(world.step("r9", "m", step.clone()), Err(Refusal::NotEntitled), "neither party nor committee");
    world.step("member", "m", step).unwrap();
    for step in [MeetingStep::Notice, MeetingStep::Agree, stop()] {
        assert_eq!(world.step("member", "m", step), Err(Refusal::NotFound));
    }
    world.step("r0", "m", MeetingStep::Agree).unwrap();
    world.step("r1", "m", MeetingStep::Agree).unwrap();
    world.step("song", "m", MeetingStep::Notice).unwrap();
    assert_eq!(world.meeting("m").state, MeetingState::Noticed);
}

#[test]
fn a_party_or_the_mediator_ends_it_at_any_time_and_owes_no_reason() {
    let recess = || {
        let mut world = talking();
        world.step("song", "m", MeetingStep::Recess).unwrap();
        world
    };
    for (state, world) in [
        (MeetingState::Called, called()),
        (MeetingState::Noticed, noticed()),
        (MeetingState::CheckIn, gathered()),
        (MeetingState::InSession, talking()),
        (MeetingState::Recess, recess()),
    ] {
        assert_eq!(world.meeting("m").state, state);
        for person in ["member", "chair", "above", "r9"] {
            assert_eq!(world.clone().step(person, "m", stop()), Err(Refusal::NotFound), "{person} in {state:?}");
        }
        let mut sides = vec!["r0", "song"];
        sides.extend((state != MeetingState::Called).then_some("r1"));
        for side in sides {
            let mut world = world.clone();
            world.step(side, "m", stop()).unwrap();
            assert_eq!(world.meeting("m").state, MeetingState::Cancelled, "{side} in {state:?}");
            assert_eq!(world.step(side, "m", stop()), Err(Refusal::WrongState), "once");
        }
    }
    let mut over = talking();
    over.step("song", "m", MeetingStep::Adjourn).unwrap();
    assert_eq!(over.step("r0", "m", stop()), Err(Refusal::WrongState), "over");
    let mut other = hall();
    other.accepted("t");
    other.noticed("n", &["t"]);
    assert_eq!(other.step("chair", "n", stop()), Err(Refusal::ReasonRequired), "any other meeting has its reason");
}

#[test]
fn what_it_came_to_is_noted_by_the_mediator_while_all_are_there() {
    let mut world = gathered();
    assert_eq!(world.step("song", "m", settle(Settlement::Oral, false)), Err(Refusal::WrongState), "not begun");
    world.step("song", "m", MeetingStep::Begin { chair: "song".into() }).unwrap();
    assert_eq!(world.step("r0", "m", settle(Settlement::Oral, false)), Err(Refusal::NotEntitled));
    assert_eq!(world.step("chair", "m", settle(Settlement::Oral, false)), Err(Refusal::NotFound));
    let nothing = Err(Refusal::NotOnTheList { field: "binding".into() });
    assert_eq!(world.step("song", "m", settle(Settlement::Failed, true)), nothing, "nothing to be bound by");
    world.step("song", "m", settle(Settlement::Oral, false)).unwrap();
    world.step("song", "m", settle(Settlement::Written, true)).unwrap();
    let settled = |world: &World| world.community.mediation(&"m".into()).unwrap().settled.clone().unwrap();
    assert_eq!((settled(&world).how, settled(&world).binding), (Settlement::Written, true), "put right");
    world.step("song", "m", MeetingStep::Adjourn).unwrap();
    assert_eq!(world.step("song", "m", settle(Settlement::Failed, false)), Err(Refusal::WrongState));
}

#[test]
fn its_minutes_are_confirmed_by_the_mediator_and_every_party_and_never_published() {
    let mut world = talking();
    world.step("song", "m", MeetingStep::Adjourn).unwrap();
    world.drafts("song", "m", "双方同意分担修理费").unwrap();
    for person in ["song", "r0"] {
        world.step(person, "m", MeetingStep::ConfirmMinutes).unwrap();
        assert_eq!(world.step(person, "m", MeetingStep::ConfirmMinutes), Err(Refusal::WrongState), "once");
        assert_eq!(world.meeting("m").state, MeetingState::MinutesDraft);
    }
    assert_eq!(world.step("member", "m", MeetingStep::ConfirmMinutes), Err(Refusal::NotFound));
    world.step("r1", "m", MeetingStep::ConfirmMinutes).unwrap();
    assert_eq!(world.meeting("m").state, MeetingState::MinutesConfirmed);
    assert_eq!(world.step("song", "m", MeetingStep::PublishMinutes), Err(Refusal::WrongState));
}

#[test]
fn s40_nothing_of_it_is_sent_to_anybody_else_and_its_words_are_personal() {
    let mut world = talking();
    world.step("song", "m", settle(Settlement::Written, false)).unwrap();
    world.step("song", "m", MeetingStep::Adjourn).unwrap();
    world.drafts("song", "m", "双方同意分担修理费").unwrap();
    let of_it = ["meeting", "mediation", "attendance", "minutes"];
    let mut seen = 0;
    for record in world.community.records().iter().filter(|record| of_it.contains(&record.key().k.tag())) {
        seen += 1;
        for person in ["chair", "member", "r9", "above", "secretary", "admin"] {
            let viewer = Viewer::of(&world.community, &person.into(), world.now.day());
            assert_eq!(seen_by(record, &viewer, &world.community), Sight::Hidden, "{person}");
        }
        assert_eq!(seen_by(record, &Viewer::public(), &world.community), Sight::Hidden);
        let text = serde_json::to_string(record).unwrap();
        let personal = record.key().k.is_personal();
        assert!(personal || !(text.contains(MATTER) || text.contains("姓名")), "{text}");
    }
    assert_eq!(seen, 1 + 1 + 3 + 1);
    for entry in &world.ledger {
        let leaf = serde_json::to_string(&entry.act.intent).unwrap();
        assert!(!leaf.contains(MATTER) && !leaf.contains("分担"), "{leaf}");
    }
}

#[test]
fn a_call_from_before_there_were_files_still_reads() {
    let step = calling(&hall(), &["r0", "r1"], "song");
    let text = serde_json::to_string(&step).unwrap();
    assert!(!text.contains("matter"), "as it always was: {text}");
    assert_eq!(serde_json::from_str::<MeetingStep>(&text).unwrap(), step);
}

#[test]
fn matter_belongs_to_a_mediation_alone() {
    let mut world = hall();
    world.accepted("t");
    let starts = world.now.plus_hours(240);
    let said = world.says("chair", "n", ("matter", MATTER), |matter| {
        vary(call(MeetingKind::Deliberation, starts, &["t"]), |call| call.matter = Some(matter))
    });
    assert_eq!(said, Err(Refusal::NotOnTheList { field: "parties".into() }));
}

fn ask(person: &str) -> MeetingStep {
    MeetingStep::AskGuest { person: person.into() }
}

fn answer(person: &str, comes: bool) -> MeetingStep {
    MeetingStep::AnswerGuest { person: person.into(), comes }
}

/// What somebody is sent of a kind of record.
fn sight(world: &World, person: &str, tag: &str) -> Sight {
    let record = world.community.records().into_iter().find(|record| record.key().k.tag() == tag).unwrap();
    seen_by(&record, &Viewer::of(&world.community, &person.into(), world.now.day()), &world.community)
}

#[test]
fn a_neighbour_comes_if_the_mediator_asks_and_every_party_consents() {
    let mut world = noticed();
    for (person, said) in [("r0", Refusal::NotEntitled), ("member", Refusal::NotFound), ("r2", Refusal::NotFound)] {
        assert_eq!(world.step(person, "m", ask("r2")), Err(said), "{person}");
    }
    assert_eq!(world.step("song", "m", ask("ghost")), Err(Refusal::NotFound));
    for between in ["r0", "song"] {
        assert_eq!(world.step("song", "m", ask(between)), Err(Refusal::WrongState), "{between} is there anyway");
    }
    world.step("song", "m", ask("r2")).unwrap();
    assert_eq!(world.step("song", "m", ask("r2")), Err(Refusal::WrongState), "once");
    assert_eq!(world.step("r0", "m", answer("r3", true)), Err(Refusal::NotFound));
    for (person, said) in [("song", Refusal::NotEntitled), ("r2", Refusal::NotFound), ("chair", Refusal::NotFound)] {
        assert_eq!(world.step(person, "m", answer("r2", true)), Err(said), "{person}");
    }
    world.step("r0", "m", answer("r2", true)).unwrap();
    assert_eq!(world.step("r0", "m", answer("r2", true)), Err(Refusal::WrongState), "once");
    assert!(!world.meeting("m").is_open_to(&"r2".into()), "one of two");
    world.step("r1", "m", answer("r2", true)).unwrap();
    assert!(world.meeting("m").is_open_to(&"r2".into()));
    assert_eq!(world.community.mediation(&"m".into()).unwrap().name_of(&"r2".into()), Some("姓名r2"));
}

#[test]
fn a_guest_is_there_and_neither_reads_nor_ends_nor_confirms_what_is_the_parties() {
    let mut world = noticed();
    world.step("song", "m", ask("member")).unwrap();
    assert_eq!(sight(&world, "member", "meeting"), Sight::Hidden, "nobody consented");
    for party in ["r0", "r1"] {
        world.step(party, "m", answer("member", true)).unwrap();
    }
    let Sight::Seen(told) = sight(&world, "member", "meeting") else { panic!("a guest finds it") };
    let rulebook::Body::Meeting(told) = told.body else { panic!("a meeting") };
    assert!(told.parties.is_empty() && told.agreed.is_empty(), "between whom is heard in the room");
    assert!(told.is_open_to(&"member".into()), "nor does the guest's phone doubt it");
    assert_eq!(sight(&world, "member", "mediation"), Sight::Hidden);
    assert_eq!(world.step("member", "m", stop()), Err(Refusal::NotEntitled), "though of the committee");
    assert_eq!(world.step("member", "m", MeetingStep::Agree), Err(Refusal::NotEntitled));
    world.now = world.meeting("m").starts;
    world.step("song", "m", MeetingStep::OpenCheckIn { poster: None }).unwrap();
    for person in ["r0", "r1", "song", "member"] {
        world.comes("m", person, Capacity::Observer).unwrap();
    }
    assert_eq!(world.step("r1", "m", answer("member", false)), Err(Refusal::WrongState), "who sits there, sits there");
    world.step("song", "m", MeetingStep::Begin { chair: "song".into() }).unwrap();
    // Another, fetched in the middle of it.
    world.step("song", "m", ask("r3")).unwrap();
    assert_eq!(world.comes("m", "r3", Capacity::Observer), Err(Refusal::NotFound), "not yet");
    for party in ["r0", "r1"] {
        world.step(party, "m", answer("r3", true)).unwrap();
    }
    world.comes("m", "r3", Capacity::Observer).unwrap();
    world.step("song", "m", settle(Settlement::Written, false)).unwrap();
    world.step("song", "m", MeetingStep::Adjourn).unwrap();
    assert_eq!(world.step("song", "m", ask("r4")), Err(Refusal::WrongState), "over");
    world.drafts("song", "m", "双方同意分担修理费").unwrap();
    assert_eq!(sight(&world, "member", "minutes"), Sight::Hidden);
    assert!(matches!(sight(&world, "r0", "minutes"), Sight::Seen(_)), "the control");
    assert_eq!(world.step("member", "m", MeetingStep::ConfirmMinutes), Err(Refusal::NotEntitled));
    let objects = world.says("member", "m", ("objection", "不是这样"), |text| MeetingStep::AnnexObjection { text });
    assert_eq!(objects, Err(Refusal::NotEntitled));
    for person in ["song", "r0", "r1"] {
        assert_eq!(world.meeting("m").state, MeetingState::MinutesDraft, "the parties confirm, not the guests");
        world.step(person, "m", MeetingStep::ConfirmMinutes).unwrap();
    }
    assert_eq!(world.meeting("m").state, MeetingState::MinutesConfirmed);
}

#[test]
fn one_party_who_does_not_want_a_guest_is_enough() {
    let mut world = noticed();
    world.step("song", "m", ask("r2")).unwrap();
    world.step("r0", "m", answer("r2", true)).unwrap();
    world.step("r1", "m", answer("r2", true)).unwrap();
    world.step("r1", "m", answer("r2", false)).unwrap();
    assert_eq!(sight(&world, "r2", "meeting"), Sight::Leave, "what was sent is taken back");
    assert_eq!(world.step("r2", "m", MeetingStep::Leave { person: "r2".into() }), Err(Refusal::NotFound));
    for comes in [true, false] {
        assert_eq!(world.step("r0", "m", answer("r2", comes)), Err(Refusal::WrongState), "that was the end of it");
    }
    assert_eq!(world.step("song", "m", ask("r2")), Err(Refusal::WrongState), "nor is it asked again");
    // Declined before anybody consented, nothing was ever sent.
    world.step("song", "m", ask("r3")).unwrap();
    world.step("r0", "m", answer("r3", false)).unwrap();
    assert_eq!(sight(&world, "r3", "meeting"), Sight::Hidden);
}

#[test]
fn a_party_that_is_added_later_is_asked_as_well() {
    let mut world = called();
    world.step("song", "m", ask("r2")).unwrap();
    world.step("r0", "m", answer("r2", true)).unwrap();
    assert!(world.meeting("m").is_open_to(&"r2".into()), "r0 is the only party so far");
    world.step("song", "m", MeetingStep::Invite { party: "r1".into() }).unwrap();
    assert_eq!(sight(&world, "r2", "meeting"), Sight::Leave);
    world.step("r1", "m", answer("r2", true)).unwrap();
    assert!(matches!(sight(&world, "r2", "meeting"), Sight::Seen(_)));
}
