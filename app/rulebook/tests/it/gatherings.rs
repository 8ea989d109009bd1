//! Properties of meetings: whatever is tried in whatever order, invariants 3, 4, 6, 9 and 10 hold,
//! nothing panics, and replaying what was kept gives what there is (no. 7).

use crate::{hall::*, world::*};
use proptest::prelude::*;
use rulebook::{
    Act, Community, Intent, Record,
    charter::{Charter, Keys, meeting::VotingBody},
    hash::Opening,
    hearing::{HearingStep, ReplyKind},
    ids::*,
    meeting::{
        ItemState, MeetingKind, MeetingState, MeetingStep,
        attend::{Capacity, Method, Side},
        requisition::needed,
        vote::{Choice, Motion},
    },
    people::Adulthood,
    topic::TopicState,
};
use std::collections::BTreeSet;

#[derive(Clone, Debug)]
pub enum Try {
    Step(u8, u8, u8, u8),
    Hear(u8, u8, u8),
    Ask(u8, u8),
    Wait(u8),
    Again(u8),
}

const PEOPLE: [&str; 12] = ["chair", "m1", "m2", "m3", "m4", "m5", "r0", "r1", "r2", "q0", "secretary", "desk"];

pub fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        40 => (0..112u8, 0..12u8, 0..12u8, 0..12u8).prop_map(|(s, a, b, c)| Try::Step(s, a, b, c)),
        4 => (0..8u8, 0..12u8, 0..12u8).prop_map(|(s, a, b)| Try::Hear(s, a, b)),
        2 => (0..12u8, 0..12u8).prop_map(|(a, b)| Try::Ask(a, b)),
        1 => (0..80u8).prop_map(Try::Wait),
        3 => (0..200u8).prop_map(Try::Again),
    ]
}

fn step(world: &mut World, meeting: &str, s: u8, b: u8, c: u8, beside: &mut Vec<Opening>) -> MeetingStep {
    let person: PersonId = PEOPLE[usize::from(b)].into();
    let topic: TopicId = ["t", "u", "t", "u", "v"][usize::from(c) % 5].into();
    // The newest motion, so that votes are met more often than by chance.
    let vote = world.community.votes(&meeting.into()).max_by_key(|v| v.moved).map(|v| v.id.clone()).unwrap_or_default();
    let side = [None, Some(Side::Pro), Some(Side::Con)][usize::from(c) % 3];
    let choice = [Choice::Yes, Choice::Yes, Choice::Yes, Choice::No, Choice::Abstain][usize::from(c) % 5];
    // What ends a session is tried seldom, or little would happen in it.
    let s = match s {
        64..=79 => 53,
        80..=87 => 54,
        88.. => 46,
        4 | 16 | 19 | 20 | 22 | 23 | 59 if b != 0 => 45,
        s => s,
    };
    let mut said = |world: &mut World, field: &str, value: &str| {
        let opening = world.beside(field, value);
        let commitment = opening.commitment();
        beside.push(opening);
        commitment
    };
    match s {
        0 => call(MeetingKind::Deliberation, world.now.plus_hours(24 * u32::from(c)), &["t", "u"]),
        1 => MeetingStep::Add { topic },
        2 => MeetingStep::Remove { topic, reason: "理由".into() },
        3 => MeetingStep::Notice,
        4 => MeetingStep::Cancel { reason: "理由".into() },
        5 => MeetingStep::OpenCheckIn { poster: None },
        6..=15 => {
            let capacity = if b < 6 { Capacity::Member } else { Capacity::ResidentParticipant };
            MeetingStep::CheckIn { person, capacity, method: Method::Recorder, reason: None }
        }
        16 => MeetingStep::Leave { person },
        17..=18 => MeetingStep::Begin { chair: person },
        19 => MeetingStep::DeclareInquorate,
        20 => MeetingStep::Recess,
        21 => MeetingStep::Resume,
        22 => MeetingStep::HandChair { to: person },
        23 => MeetingStep::HandRecord { to: person },
        24..=27 => MeetingStep::OpenItem { topic },
        28..=31 => MeetingStep::AskToSpeak { person, side },
        32..=35 => MeetingStep::Spoke { person },
        36..=40 => {
            let motion = match c {
                4 => Motion::CallHearing,
                5 => Motion::Escalate,
                6..8 => Motion::Amend,
                8 => Motion::Recess { until: rulebook::Millis(world.now.0 + 1 + i64::from(b)) },
                9 => Motion::Adjourn,
                c if c % 2 == 0 => Motion::Main,
                _ => Motion::Shelve,
            };
            let text = (motion == Motion::Amend).then(|| said(world, "wording", &format!("换成{b}件新的。")));
            MeetingStep::Move { topic, motion, mover: "m2".into(), seconder: "m3".into(), text }
        }
        44 if b > 8 => MeetingStep::RuleOut { vote },
        41..=44 => MeetingStep::OpenVote { vote, hands: s > 42 },
        45..=52 => {
            let choice = said(world, "choice", &serde_json::to_string(&choice).unwrap());
            MeetingStep::CastVote { vote, person, choice }
        }
        53 => MeetingStep::CountHands { vote, yes: u32::from(b), no: u32::from(c) % 3, abstain: 1 },
        54 => MeetingStep::Recount { vote, person },
        55..=57 => MeetingStep::CloseVote { vote },
        58 => MeetingStep::CarryOver { topic },
        59 => MeetingStep::Adjourn,
        60 => MeetingStep::DraftMinutes { text: said(world, "minutes", "纪要"), tally: vec![] },
        61 => MeetingStep::ConfirmMinutes,
        62 => MeetingStep::CorrectMinutes { text: said(world, "minutes", "更正"), reason: "理由".into() },
        _ => MeetingStep::PublishMinutes,
    }
}

/// Members ask for a meeting of their own, join, and call it: whoever it is, whenever it is.
fn ask(world: &mut World, a: u8, b: u8) -> Act {
    let meeting: MeetingId = ["x", "y"][usize::from(b > 9)].into();
    let step = match b % 4 {
        0 => MeetingStep::Demand { grid: G3.into(), reason: "理由".into() },
        1 => call(MeetingKind::Deliberation, world.now.plus_hours(240), &["v"]),
        2 if b > 9 => MeetingStep::LeaveDemand,
        _ => MeetingStep::JoinDemand,
    };
    world.act(PEOPLE[usize::from(a)], Intent::Meeting { meeting, step }, Vec::new())
}

/// A step of one of the topics on its way to a hearing; two residents are a petition here.
fn hear(world: &mut World, s: u8, a: u8, b: u8) -> Act {
    let topic: TopicId = ["t", "u", "v"][usize::from(b) % 3].into();
    let mut beside = Vec::new();
    let (actor, step) = match s {
        0 => (PEOPLE[usize::from(a)], HearingStep::Demand),
        1 => ("chair", HearingStep::Require { reason: "理由".into() }),
        2 => ("secretary", HearingStep::TalkFirst { day: world.now.day(), present: 3, advice: "建议".into() }),
        3 => ("chair", HearingStep::OpenConsult),
        4 => ("chair", HearingStep::CloseConsult { summary: "意见".into(), poll: None }),
        5 => {
            let opening = world.beside("opinion", "意见");
            let (opinion, person) = (format!("o{}", world.seq).as_str().into(), PEOPLE[usize::from(a)]);
            let text = opening.commitment();
            beside.push(opening);
            (person, HearingStep::Opine { opinion, person: person.into(), text })
        }
        6 => {
            let opinions = world.community.opinions_of(&topic).take(2).map(|o| o.id.clone()).collect();
            ("m2", HearingStep::Reply { opinions, kind: ReplyKind::Not, because: "理由".into() })
        }
        _ => ("m2", HearingStep::Report { summary: "报告".into() }),
    };
    world.act(actor, Intent::Hearing { topic, step }, beside)
}

pub fn attempt(world: &mut World, what: &Try, made: &mut Vec<(Act, rulebook::Millis)>) {
    match what {
        Try::Step(s, a, b, c) => {
            // Most of the time by somebody who may: chair or recorder.
            let actor = PEOPLE[usize::from(if *s > 44 && *a > 5 { *b } else { *a % 2 })];
            let meeting = ["m", "n"][usize::from(*a > 9)];
            let mut beside = Vec::new();
            let step = step(world, meeting, *s, *b, *c, &mut beside);
            let act = world.act(actor, Intent::Meeting { meeting: meeting.into(), step }, beside);
            if world.take(&act).is_ok() {
                made.push((act, world.now));
            }
            world.now = rulebook::Millis(world.now.0 + 1);
        }
        Try::Hear(s, a, b) => {
            let act = hear(world, *s, *a, *b);
            if world.take(&act).is_ok() {
                made.push((act, world.now));
            }
            world.now = rulebook::Millis(world.now.0 + 1);
        }
        Try::Ask(a, b) => {
            let act = ask(world, *a, *b);
            if world.take(&act).is_ok() {
                made.push((act, world.now));
            }
            world.now = rulebook::Millis(world.now.0 + 1);
        }
        Try::Wait(hours) => {
            world.now = world.now.plus_hours(u32::from(*hours));
            world.clock();
        }
        Try::Again(i) => {
            if let Some((act, _)) = made.get(usize::from(*i)).cloned() {
                let _ = world.take(&act);
            }
        }
    }
}

pub fn invariants(world: &World) {
    let community = &world.community;
    for vote in community.all_votes() {
        assert!(vote.yes + vote.no + vote.abstain <= vote.base, "invariant 3: {vote:?}");
        assert!(vote.base <= vote.present, "invariant 3: {vote:?}");
        let ballots: Vec<_> = community.all_ballots().filter(|b| b.vote == vote.id).collect();
        let people: BTreeSet<_> = ballots.iter().map(|b| &b.person).collect();
        assert_eq!(people.len(), ballots.len(), "once per vote");
        let given = if vote.hands { 0 } else { vote.given() };
        assert_eq!(u64::try_from(ballots.len()).unwrap(), given, "the counts are the votes, or there are no names");
        let doors = ballots.iter().filter_map(|b| community.person(&b.person)?.home.as_ref().map(|h| &h.household));
        let [doors, once] = [doors.clone().count(), doors.collect::<BTreeSet<_>>().len()];
        assert_eq!(doors, once, "one of each door");
        assert!(vote.first.is_none() || vote.opened.is_some(), "what is counted again was counted");
        assert!(people.iter().all(|p| p.as_str() != DESK), "invariant 8");
        let meeting = community.meeting(&vote.meeting).unwrap();
        assert!(!vote.is_open() || meeting.state == MeetingState::InSession, "no vote while a sitting pauses");
    }
    for topic in community.all_topics() {
        assert_eq!(topic.hash, topic.text_hash(), "the text that was raised is never overwritten");
        if topic.state == TopicState::Adopted {
            let decision = community.decisions_of(&topic.id).find(|d| d.ended.is_none()).expect("it stands");
            assert!(!topic.is_major() || topic.hearing_done, "invariant 9");
            let meeting = decision.meeting.as_ref().and_then(|id| community.meeting(id)).unwrap();
            assert!(meeting.noticed.is_some() && meeting.quorum.unwrap().holds, "invariant 4");
            let item = meeting.item(&topic.id).unwrap();
            assert_eq!(item.state, ItemState::Adopted, "invariant 4");
            assert_eq!(decision.hash, topic.decided_hash(), "the text that was put");
            let amended = item.amended.as_ref().and_then(|id| community.vote(id));
            assert_eq!(amended.map(|vote| &vote.wording), topic.adopted_text.as_ref());
            assert!(amended.is_none_or(|vote| vote.passed == Some(true)), "nothing is reworded without a vote");
        }
        if matches!(topic.state, TopicState::OnAgenda | TopicState::Deliberating) {
            let meeting = community.meeting(topic.meeting.as_ref().unwrap()).unwrap();
            let item = meeting.item(&topic.id).unwrap().state;
            assert!(matches!(item, ItemState::Waiting | ItemState::Open), "no topic hangs in a settled item");
            assert!(meeting.state < MeetingState::Adjourned, "nor in a meeting that is over");
        }
        let opinions: Vec<_> = community.opinions_of(&topic.id).collect();
        let answered = opinions.iter().filter(|o| o.reply.is_some()).count();
        let counts = [opinions.len(), answered].map(|n| u32::try_from(n).unwrap());
        assert_eq!(counts, [topic.hearing.opinions, topic.hearing.answered], "the counts are the opinions");
        let numbers: BTreeSet<u32> = opinions.iter().map(|o| o.no).collect();
        assert_eq!(numbers.len(), opinions.len(), "each has its own number");
        let demands = community.all_demands().filter(|d| d.topic == topic.id).count();
        assert_eq!(u32::try_from(demands).unwrap(), topic.hearing.demands, "one person, one demand");
        let review = topic.review.as_ref().and_then(|id| community.review(id)).unwrap();
        assert!(!topic.is_raised_by(&review.reviewer), "invariant 1");
    }
    let open = community.all_requisitions().filter(|asked| asked.is_open(community, world.now.day())).count();
    assert!(open <= 1, "one demand of a committee at a time");
    for asked in community.all_requisitions() {
        let people: BTreeSet<_> = asked.names.iter().map(|name| &name.by).collect();
        assert_eq!(people.len(), asked.names.len(), "each name once");
        let need = needed(community.members(&G3.into(), world.now.day()), &community.keys());
        assert_eq!(asked.due.is_some(), asked.standing(community, world.now.day()) >= need, "a third sets the clock");
        let called = community.meeting(&asked.id);
        let own = called.filter(|meeting| meeting.caller.as_str() != "chair" && meeting.caller.as_str() != "secretary");
        assert!(own.is_none_or(|meeting| asked.is_behind(&meeting.caller) && asked.is_late(meeting.called.day())));
    }
    // Invariant 6: whatever waits is in every agenda that is made known from now on.
    let mut next = world.clone();
    let waiting: Vec<TopicId> = community.first_items(&G3.into()).map(|t| t.id.clone()).collect();
    if !waiting.is_empty() {
        next.noticed("next", &[]);
        for topic in waiting {
            assert!(next.meeting("next").item(&topic).is_some_and(|item| item.carried), "invariant 6");
        }
    }
}

/// Two topics on the agenda of a meeting in session; a third has been accepted.
pub fn begun() -> World {
    let mut world = hall();
    let keys = Keys { major_petition: 2, voting_body: VotingBody::OnePerHousehold, ..Keys::default() };
    let (id, file) = ("charter-2".into(), "示范制度".into());
    world.put(Charter { id, version: 2, adopted_on: day("2026-02-01"), file, keys });
    for topic in ["t", "u", "v"] {
        world.accepted(topic);
    }
    // Two of one door.
    world.person("r1", Some(("hh-03-r0", G3)), Adulthood::Attested);
    world.session("m", &["t", "u"], 3);
    world.opens("m", "t").unwrap();
    world.debate("m");
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn the_invariants_of_meetings_hold_whatever_is_tried(plan in proptest::collection::vec(tries(), 0..300)) {
        let mut world = begun();
        let mut made = Vec::new();
        for what in &plan {
            attempt(&mut world, what, &mut made);
        }
        invariants(&world);
    }

    #[test]
    fn replayed_meetings_are_the_meetings(plan in proptest::collection::vec(tries(), 0..300)) {
        let mut world = begun();
        let mut made = Vec::new();
        for what in plan.iter().filter(|what| matches!(what, Try::Step(..) | Try::Hear(..) | Try::Ask(..))) {
            attempt(&mut world, what, &mut made);
        }
        let written: Vec<String> =
            world.community.records().iter().map(|r| serde_json::to_string(r).unwrap()).collect();
        let read: Vec<Record> = written.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        prop_assert_eq!(&Community::of(read), &world.community, "through the text, indexes and all");
        // The same acts at the same moments, decided once more from the start.
        let mut again = begun();
        for (act, now) in &made {
            again.now = *now;
            prop_assert_eq!(again.take(act), Ok(()));
        }
        prop_assert_eq!(again.community, world.community);
    }
}
