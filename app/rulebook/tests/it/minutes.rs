//! Minutes, and who sees what of a meeting: scenarios 39, 40.

use crate::{hall::*, world::*};
use rulebook::{
    Intent, Refusal, Sight, Viewer,
    ids::VoteId,
    meeting::{
        ItemState, MeetingKind, MeetingState, MeetingStep,
        attend::{Capacity, Method},
        tally::{Tallied, tally},
        vote::{Choice, Motion},
    },
    seen_by,
};

#[test]
fn s39_an_objection_is_annexed_word_for_word() {
    let mut world = debating(3);
    world.votes("m", "t", Motion::Main, [6, 1, 1]);
    world.adjourns("m");
    assert_eq!(world.drafts("chair", "m", "纪要"), Err(Refusal::NotEntitled));
    world.drafts("m1", "m", "纪要").unwrap();
    let words = "  我没有说过“同意收费”。 ";
    world.objects("r0", "m", words).unwrap();
    assert_eq!(world.objects("r9", "m", "我不在场"), Err(Refusal::NotEntitled));
    for person in ["chair", "m1"] {
        world.step(person, "m", MeetingStep::ConfirmMinutes).unwrap();
    }
    assert_eq!(world.step("chair", "m", MeetingStep::PublishMinutes), Err(Refusal::WrongState));
    world.step("r1", "m", MeetingStep::ConfirmMinutes).unwrap();
    assert_eq!(world.meeting("m").state, MeetingState::MinutesConfirmed);
    world.step("chair", "m", MeetingStep::PublishMinutes).unwrap();
    let minutes = world.community.minutes(&"m".into()).unwrap();
    assert_eq!(minutes.objections[0].text, words);
    let fix = |text| MeetingStep::CorrectMinutes { text, reason: "人数写错".into() };
    world.says("m1", "m", ("minutes", "更正后"), fix).unwrap();
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

#[test]
fn no_signed_leaf_of_a_meeting_carries_a_persons_words() {
    let mut world = debating(3);
    let vote = world.moves("m", "t", Motion::Main).unwrap();
    let about = |person: &str, capacity, method| {
        let person = person.into();
        move |reason| MeetingStep::CheckIn { person, capacity, method, reason: Some(reason) }
    };
    let scanned = |code| MeetingStep::CheckIn {
        person: "r0".into(),
        capacity: Capacity::ResidentParticipant,
        method: Method::Poster { code },
        reason: None,
    };
    let reason = |text| MeetingStep::CorrectMinutes { text, reason: "人数写错".into() };
    let acts = [
        (
            world.saying("m1", "m", ("minutes", "甲的话"), |text| MeetingStep::DraftMinutes { text, tally: vec![] }),
            "甲的话",
        ),
        (world.saying("m1", "m", ("minutes", "乙的话"), reason), "乙的话"),
        (world.saying("r0", "m", ("objection", "丙的话"), |text| MeetingStep::AnnexObjection { text }), "丙的话"),
        (
            world.saying(
                "m1",
                "m",
                ("admitted", "住在垃圾房旁"),
                about("r5", Capacity::StakeholderRep, Method::Recorder),
            ),
            "住在垃圾房旁",
        ),
        (world.saying("r0", "m", ("poster", "7K3MQ2XA94TD0HRE"), scanned), "7K3MQ2XA94TD0HRE"),
        (world.casting("r0", "m", &vote, "r0", Choice::Abstain), "abstain"),
    ];
    for (act, words) in acts {
        let leaf = serde_json::to_string(&act).unwrap();
        assert!(!leaf.contains(words), "{words} in {leaf}");
        assert_eq!(act.openings.len(), 1);
        assert!(leaf.contains(&act.openings[0].commitment().0), "the leaf commits to them");
    }
}

#[test]
fn what_was_said_at_a_meeting_is_kept_beside_the_ledger() {
    for kind in ["attendance", "ballot", "minutes"] {
        assert!(rulebook::Kind::from_tag(kind).unwrap().is_personal(), "{kind}");
    }
}

#[test]
fn words_that_do_not_fit_their_commitment_are_not_taken() {
    let mut world = debating(3);
    let vote = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &vote).unwrap();
    let missing = |field: &str| Err(Refusal::OpeningMissing { field: field.into() });
    let mut cast = world.casting("r0", "m", &vote, "r0", Choice::Yes);
    cast.openings[0].value = r#""no""#.into();
    assert_eq!(world.take(&cast), missing("choice"));
    let loud = world.saying("r0", "m", ("choice", r#""loudly yes""#), |choice| MeetingStep::CastVote {
        vote: vote.clone(),
        person: "r0".into(),
        choice,
    });
    assert_eq!(world.take(&loud), Err(Refusal::NotOnTheList { field: "choice".into() }));
    world.step("m1", "m", MeetingStep::CloseVote { vote }).unwrap();
    world.adjourns("m");
    let mut draft =
        world.saying("m1", "m", ("minutes", "纪要"), |text| MeetingStep::DraftMinutes { text, tally: vec![] });
    let openings = std::mem::take(&mut draft.openings);
    assert_eq!(world.take(&draft), missing("minutes"));
    draft.openings = openings;
    world.take(&draft).unwrap();
    assert_eq!(world.community.minutes(&"m".into()).unwrap().text, "纪要");
}

/// A session on the recorder's one device, without network: five members, r0 and r1, all for it.
fn alone(world: &World) -> (World, Vec<rulebook::Act>) {
    let mut offline = world.clone();
    let mut log = Vec::new();
    let mut note = |offline: &mut World, act: rulebook::Act| {
        offline.take(&act).unwrap();
        log.push(act);
    };
    let plain = |offline: &mut World, step: MeetingStep| {
        offline.act("m1", Intent::Meeting { meeting: "m".into(), step }, vec![])
    };
    let act = plain(&mut offline, MeetingStep::OpenCheckIn { poster: None });
    note(&mut offline, act);
    let people = ["chair", "m1", "m2", "m3", "m4", "r0", "r1"];
    for (i, person) in people.into_iter().enumerate() {
        let capacity = if i < 5 { Capacity::Member } else { Capacity::ResidentParticipant };
        let (person, method) = (person.into(), Method::Recorder);
        let act = plain(&mut offline, MeetingStep::CheckIn { person, capacity, method, reason: None });
        note(&mut offline, act);
    }
    for step in [MeetingStep::Begin { chair: "chair".into() }, MeetingStep::OpenItem { topic: "t".into() }] {
        let act = plain(&mut offline, step);
        note(&mut offline, act);
    }
    let (motion, mover, seconder) = (Motion::Main, "m2".into(), "m3".into());
    let act = plain(&mut offline, MeetingStep::Move { topic: "t".into(), motion, mover, seconder, text: None });
    let vote = VoteId(act.id.0.clone());
    note(&mut offline, act);
    let act = plain(&mut offline, MeetingStep::OpenVote { vote: vote.clone(), hands: false });
    note(&mut offline, act);
    for person in people {
        let act = offline.casting("m1", "m", &vote, person, Choice::Yes);
        note(&mut offline, act);
    }
    for step in [MeetingStep::CloseVote { vote }, MeetingStep::Adjourn] {
        let act = plain(&mut offline, step);
        note(&mut offline, act);
    }
    let seen = tally(&offline.community, offline.meeting("m"));
    let draft = |text| MeetingStep::DraftMinutes { text, tally: seen };
    let act = offline.saying("m1", "m", ("minutes", "七人赞成，通过。"), draft);
    note(&mut offline, act);
    (offline, log)
}

fn waiting() -> World {
    let mut world = hall();
    world.accepted("t");
    world.noticed("m", &["t"]);
    world.now = world.meeting("m").starts;
    world
}

#[test]
fn s38_where_the_server_differs_the_minutes_say_so_with_both_figures() {
    let mut world = waiting();
    let (offline, log) = alone(&world);
    assert!(log.iter().all(|act| act.intent.works_offline()));
    assert!(!offline.community.minutes(&"m".into()).unwrap().needs_correction(), "on the device nothing differs");
    // Meanwhile it became known that r0 had moved away: their check-in and their vote are refused.
    world.does("song", Intent::MoveOut { person: "r0".into(), on: world.now.day() }).unwrap();
    world.now = world.now.plus_hours(12);
    let refused = log.iter().filter(|act| world.take(act).is_err()).count();
    assert_eq!(refused, 2);
    let minutes = world.community.minutes(&"m".into()).unwrap();
    let [differs] = &minutes.differs[..] else { panic!("{:?}", minutes.differs) };
    let counts = |t: &Option<Tallied>| t.as_ref().map(|t| (t.state, t.votes[0].base, t.votes[0].yes)).unwrap();
    assert_eq!(counts(&differs.said), (ItemState::Adopted, 7, 7));
    assert_eq!(counts(&differs.held), (ItemState::Adopted, 6, 6));
    assert_eq!(minutes.text, "七人赞成，通过。", "nothing is changed in silence");
    assert_eq!(world.step("chair", "m", MeetingStep::ConfirmMinutes), Err(Refusal::MinutesNeedCorrection));
    let fix = |text| MeetingStep::CorrectMinutes { text, reason: "一位居民已经搬走".into() };
    world.says("m1", "m", ("minutes", "六人赞成，通过。"), fix).unwrap();
    let minutes = world.community.minutes(&"m".into()).unwrap();
    assert!(!minutes.needs_correction());
    assert_eq!(minutes.corrections[0].differs.len(), 1, "both figures stay readable");
    world.step("chair", "m", MeetingStep::ConfirmMinutes).unwrap();
}

#[test]
fn s38_where_nothing_differs_the_minutes_wait_for_nobody() {
    let mut world = waiting();
    let (offline, log) = alone(&world);
    world.now = world.now.plus_hours(12);
    for act in &log {
        world.take(act).unwrap();
    }
    assert!(!world.community.minutes(&"m".into()).unwrap().needs_correction());
    assert_eq!(world.meeting("m"), offline.meeting("m"));
    world.step("chair", "m", MeetingStep::ConfirmMinutes).unwrap();
}
