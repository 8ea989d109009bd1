//! Minutes, and who sees what of a meeting: scenarios 39, 40.

use crate::{hall::*, world::*};
use rulebook::{
    Refusal, Sight, Viewer,
    meeting::{MeetingKind, MeetingState, MeetingStep, attend::Capacity, vote::Motion},
    seen_by,
};

#[test]
fn s39_an_objection_is_annexed_word_for_word() {
    let mut world = debating(3);
    world.votes("m", "t", Motion::Main, [6, 1, 1]);
    world.adjourns("m");
    let text = |text: &str| MeetingStep::DraftMinutes { text: text.into() };
    assert_eq!(world.step("chair", "m", text("纪要")), Err(Refusal::NotEntitled));
    world.step("m1", "m", text("纪要")).unwrap();
    let words = "  我没有说过“同意收费”。 ";
    world.step("r0", "m", MeetingStep::AnnexObjection { text: words.into() }).unwrap();
    let outside = MeetingStep::AnnexObjection { text: "我不在场".into() };
    assert_eq!(world.step("r9", "m", outside), Err(Refusal::NotEntitled));
    for person in ["chair", "m1"] {
        world.step(person, "m", MeetingStep::ConfirmMinutes).unwrap();
    }
    assert_eq!(world.step("chair", "m", MeetingStep::PublishMinutes), Err(Refusal::WrongState));
    world.step("r1", "m", MeetingStep::ConfirmMinutes).unwrap();
    assert_eq!(world.meeting("m").state, MeetingState::MinutesConfirmed);
    world.step("chair", "m", MeetingStep::PublishMinutes).unwrap();
    let minutes = world.community.minutes(&"m".into()).unwrap();
    assert_eq!(minutes.objections[0].text, words);
    let fix = MeetingStep::CorrectMinutes { text: "更正后".into(), reason: "人数写错".into() };
    world.step("m1", "m", fix).unwrap();
    let minutes = world.community.minutes(&"m".into()).unwrap();
    assert_eq!((minutes.corrections[0].before.as_str(), minutes.confirmed.len()), ("纪要", 0));
    assert_eq!(minutes.objections.len(), 1);
}

#[test]
fn s40_a_mediation_is_there_for_its_parties_and_the_mediator_alone() {
    let mut world = hall();
    let starts = world.now.plus_hours(240);
    let step = vary(call(MeetingKind::MediationMeeting, starts, &[]), |call| {
        call.parties = vec!["r0".into(), "r1".into()];
        call.mediator = Some("secretary".into());
    });
    world.step("r0", "m", step).unwrap();
    assert_eq!(world.step("r0", "m", MeetingStep::Notice), Err(Refusal::WrongState), "both must agree");
    assert_eq!(world.step("member", "m", MeetingStep::Agree), Err(Refusal::NotFound));
    world.step("r1", "m", MeetingStep::Agree).unwrap();
    world.step("r0", "m", MeetingStep::Notice).unwrap();
    world.now = starts;
    world.step("secretary", "m", MeetingStep::OpenCheckIn { poster: None }).unwrap();
    for person in ["r0", "r1", "secretary"] {
        world.comes("m", person, Capacity::Observer).unwrap();
    }
    world.step("secretary", "m", MeetingStep::Begin { chair: "secretary".into() }).unwrap();
    for record in world.community.records() {
        let of_it = matches!(record.key().k.tag(), "meeting" | "attendance");
        for person in ["chair", "member", "r9", "above", "admin"] {
            let viewer = Viewer::of(&world.community, &person.into(), day("2026-06-25"));
            if of_it {
                assert_eq!(seen_by(&record, &viewer, &world.community), Sight::Hidden, "{person}");
            }
        }
        let party = Viewer::of(&world.community, &"r1".into(), day("2026-06-25"));
        if record.key().k.tag() == "meeting" {
            assert!(matches!(seen_by(&record, &party, &world.community), Sight::Seen(_)));
        }
    }
    world.step("secretary", "m", MeetingStep::Adjourn).unwrap();
}

#[test]
fn who_was_there_and_who_voted_how_is_seen_by_few() {
    let mut world = debating(3);
    world.votes("m", "t", Motion::Main, [5, 2, 1]);
    let sees = |person: &str, kind: &str| {
        let viewer = Viewer::of(&world.community, &person.into(), world.now.day());
        let all = world.community.records();
        let of_kind = all.iter().filter(|r| r.key().k.tag() == kind);
        of_kind.filter(|r| matches!(seen_by(r, &viewer, &world.community), Sight::Seen(_))).count()
    };
    for kind in ["attendance", "ballot"] {
        assert_eq!([sees("chair", kind), sees("m1", kind)], [8, 8], "who leads");
        assert_eq!([sees("r0", kind), sees("r9", kind), sees("above", kind)], [1, 0, 0], "{kind}");
    }
    for kind in ["meeting", "vote", "decision"] {
        assert_eq!(sees("r9", kind), 1, "{kind} is public");
    }
    let public = Viewer::public();
    let vote = world.community.records().into_iter().find(|r| r.key().k.tag() == "vote").unwrap();
    let Sight::Seen(seen) = seen_by(&vote, &public, &world.community) else { panic!() };
    let text = serde_json::to_string(&seen).unwrap();
    assert!(text.contains(r#""mover":null"#) && text.contains(r#""yes":5"#), "{text}");
}
