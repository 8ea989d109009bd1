//! Major matters: scenarios 41–43, T16–T19, T28.

use crate::{hall::*, world::*};
use rulebook::{
    Intent, Refusal, Sight, Viewer,
    charter::{Charter, Keys, hearing::HearingTiming},
    decision::{DecisionStep, Duty},
    hearing::{Cause, HearingStep, Opinion, Poll, ReplyKind, demand::calls_hearing},
    ids::*,
    meeting::{ItemState, MeetingKind, MeetingStep, attend::Capacity, vote::Motion},
    people::{Adulthood, Role},
    review::{Major, Reach},
    seen_by,
    topic::TopicState,
};

fn ticked(reach: Reach) -> Major {
    Major { wide: false, strong: false, vital: true, reason: "每户收费120元".into(), reach }
}

/// Topic t of grid 03, reviewed and found major: residents are charged for it.
fn major() -> World {
    let mut world = hall();
    world.ready("t", Some(ticked(Reach { charge: true, ..Reach::default() })));
    world
}

fn opine(world: &mut World, actor: &str, person: &str, id: &str) -> Result<(), Refusal> {
    let text = world.beside("opinion", "收费太高，请分期。");
    let step = HearingStep::Opine { opinion: id.into(), person: person.into(), text: text.commitment() };
    let act = world.act(actor, Intent::Hearing { topic: "t".into(), step }, vec![text]);
    world.take(&act)
}

fn reply(opinions: &[&str]) -> HearingStep {
    let opinions = opinions.iter().map(|id| OpinionId::from(*id)).collect();
    HearingStep::Reply { opinions, kind: ReplyKind::Partly, because: "分两期收".into() }
}

fn report() -> HearingStep {
    HearingStep::Report { summary: "听取意见若干条，逐条答复。".into() }
}

/// A deliberation on t, from the call to the notice.
fn scheduled(world: &mut World) -> Result<(), Refusal> {
    let meeting = format!("m{}", world.seq);
    let starts = world.now.plus_hours(240);
    world.step("chair", &meeting, call(MeetingKind::Deliberation, starts, &["t"]))?;
    world.step("chair", &meeting, MeetingStep::Notice)
}

fn charter(world: &mut World, change: impl FnOnce(&mut Keys)) {
    let mut keys = Keys::default();
    change(&mut keys);
    let (id, file) = ("charter-2".into(), "示范制度".into());
    world.put(Charter { id, version: 2, adopted_on: day("2026-02-01"), file, keys });
}

#[test]
fn s41_a_charge_on_every_household_is_major_and_waits_for_its_hearing() {
    let mut world = major();
    assert!(world.topic("t").major.as_ref().unwrap().strong, "the number says it, no tick unsays it");
    world.talked();
    assert_eq!(scheduled(&mut world), Err(Refusal::HearingMissing));
    world.hearing();
    assert_eq!(world.state("t"), TopicState::HearingPending);
    assert_eq!(scheduled(&mut world), Err(Refusal::HearingMissing), "called, not held");
    world.held();
    assert_eq!(world.meeting("h").agenda[0].state, ItemState::Heard);
    assert!(!world.topic("t").hearing_done, "T19 rests on the report, not on the minutes");
    world.hears("member", report()).unwrap();
    assert_eq!(world.state("t"), TopicState::Accepted);
    world.now = world.now.plus_minutes(1);
    world.session("m", &["t"], 3);
    world.opens("m", "t").unwrap();
    world.votes("m", "t", Motion::Main, [5, 2, 1]);
    assert_eq!(world.state("t"), TopicState::Adopted);
}

#[test]
fn the_thresholds_are_held_against_the_numbers() {
    let reach = Reach::default;
    for (reach, is_major) in [
        (reach(), false),
        (Reach { households: 8, ..reach() }, false),
        (Reach { households: 9, ..reach() }, true),
        (Reach { cost_fen: 4_999_999, ..reach() }, false),
        (Reach { cost_fen: 5_000_000, ..reach() }, true),
        (Reach { lasting: true, ..reach() }, true),
    ] {
        let mut world = hall();
        world.works("officer2", Role::GridPartyOfficer, G3);
        world.draft("chair", "t", rulebook::topic::Capacity::CommitteeMember).unwrap();
        world.does("chair", Intent::SubmitTopic { topic: "t".into() }).unwrap();
        let outcome = rulebook::review::Outcome::Accept { major: Some(ticked(reach.clone())) };
        world.review("secretary", "t", outcome, all_yes(), "可以").unwrap();
        assert_eq!(world.topic("t").is_major(), is_major, "{reach:?}");
        assert_eq!(world.state("t") == TopicState::Submitted, is_major, "a major matter waits for the second officer");
    }
    let mut world = hall();
    let harmless = Major { vital: false, ..ticked(Reach { charge: true, ..reach() }) };
    world.draft("officer", "t", rulebook::topic::Capacity::PartyOrg).unwrap();
    world.does("officer", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    let outcome = rulebook::review::Outcome::Accept { major: Some(harmless) };
    world.review("secretary", "t", outcome, all_yes(), "可以").unwrap();
    assert!(!world.topic("t").is_major(), "(wide or strong) and vital");
}

#[test]
pub fn s42_two_opinions_unanswered_keep_the_topic_off_the_agenda() {
    let mut world = major();
    world.talked();
    world.hearing();
    for (person, id) in [("r0", "o1"), ("r1", "o2"), ("r2", "o3")] {
        opine(&mut world, person, person, id).unwrap();
    }
    world.held();
    world.hears("member", reply(&["o2"])).unwrap();
    let incomplete = Err(Refusal::HearingReportIncomplete { left: 2 });
    assert_eq!(scheduled(&mut world), incomplete);
    assert_eq!(world.hears("member", report()), incomplete);
    assert_eq!(world.hears("r0", reply(&["o1"])), Err(Refusal::NotEntitled));
    assert_eq!(world.hears("member", reply(&["o1", "o1"])), Err(Refusal::NotOnTheList { field: "opinions".into() }));
    world.hears("chair", reply(&["o1", "o3"])).unwrap();
    assert_eq!(scheduled(&mut world), Err(Refusal::HearingReportIncomplete { left: 0 }), "the report is not out");
    assert_eq!(world.hears("r0", report()), Err(Refusal::NotEntitled));
    world.hears("chair", report()).unwrap();
    assert_eq!(world.hears("chair", report()), Err(Refusal::HearingMissing), "once");
    assert_eq!(world.hears("chair", reply(&["o1"])), Err(Refusal::WrongState), "what is published stays");
    let topic = world.topic("t");
    let published = world.community.hearing_report(topic.hearing.report.as_ref().unwrap()).unwrap();
    assert_eq!((published.adopted, published.partly, published.not), (0, 3, 0));
    assert_eq!(topic.history.last().unwrap().t, 19);
    world.now = world.now.plus_minutes(1);
    scheduled(&mut world).unwrap();
}

#[test]
fn no_report_before_the_minutes_are_out() {
    let mut world = major();
    world.hearing();
    assert_eq!(world.hears("chair", report()), Err(Refusal::HearingMissing));
    world.opened("h");
    world.comes("h", "chair", Capacity::Member).unwrap();
    world.step("chair", "h", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    world.opens("h", "t").unwrap();
    assert_eq!(world.moves("h", "t", Motion::Main), Err(Refusal::NotVotable), "a hearing decides nothing");
    world.step("chair", "h", MeetingStep::CarryOver { topic: "t".into() }).unwrap();
    world.adjourns("h");
    assert_eq!(world.hears("chair", report()), Err(Refusal::HearingReportIncomplete { left: 0 }));
}

#[test]
pub fn s43_the_party_members_talk_first_and_vote_on_nothing() {
    let mut world = major();
    world.hearing();
    world.held();
    world.hears("member", report()).unwrap();
    world.now = world.now.plus_minutes(1);
    assert_eq!(scheduled(&mut world), Err(Refusal::PartyFirstMissing));
    let talk = |day, present| HearingStep::TalkFirst { day, present, advice: "先做一个单元试试".into() };
    let today = world.now.day();
    assert_eq!(world.hears("chair", talk(today, 9)), Err(Refusal::NotEntitled));
    let off = Err(Refusal::NotOnTheList { field: "present".into() });
    assert_eq!(world.hears("secretary", talk(today.plus(1), 9)), off, "not before it took place");
    assert_eq!(world.hears("secretary", talk(today, 0)), off);
    world.hears("secretary", talk(today, 9)).unwrap();
    scheduled(&mut world).unwrap();
    assert_eq!(world.hears("secretary", talk(today, 9)), Err(Refusal::WrongState), "on the agenda");
    let id = world.topic("t").hearing.party_talk.clone().unwrap();
    let record = serde_json::to_value(world.community.party_talk(&id).unwrap()).unwrap();
    let fields: Vec<&str> = record.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(fields, ["advice", "by", "day", "id", "present", "topic"], "no field for a vote, none for names");
}

#[test]
pub fn thirty_adults_make_it_major() {
    let mut world = hall();
    world.lives("young", G3, Adulthood::Minor);
    world.accepted("t");
    for i in 0..29 {
        world.hears(&format!("r{i}"), HearingStep::Demand).unwrap();
    }
    assert_eq!(world.hears("r0", HearingStep::Demand), Err(Refusal::DemandedAlready));
    assert_eq!(world.hears("young", HearingStep::Demand), Err(Refusal::Under18 { from: None }));
    assert_eq!(world.hears("q0", HearingStep::Demand), Err(Refusal::NotResidentOfGrid));
    assert_eq!((world.state("t"), world.topic("t").is_major()), (TopicState::Accepted, false));
    world.hears("r29", HearingStep::Demand).unwrap();
    assert_eq!(
        (world.state("t"), &world.topic("t").hearing.cause),
        (TopicState::HearingPending, &Some(Cause::Petition))
    );
    assert_eq!(world.topic("t").history.last().unwrap().t, 18);
    let record = world.community.records().into_iter().find(|r| r.key().k.tag() == "demand").unwrap();
    let sees = |person: &str| {
        seen_by(&record, &Viewer::of(&world.community, &person.into(), world.now.day()), &world.community)
    };
    assert!(matches!(sees("r0"), Sight::Seen(_)));
    for person in ["r1", "chair", "secretary"] {
        assert_eq!(sees(person), Sight::Hidden, "who asked is nobody else's to know: {person}");
    }
}

#[test]
fn after_the_notice_nobody_asks_any_more() {
    let mut world = hall();
    world.accepted("t");
    world.noticed("m", &["t"]);
    assert_eq!(world.hears("r0", HearingStep::Demand), Err(Refusal::WrongState));
}

#[test]
pub fn reviewers_require_a_hearing_of_a_major_matter_and_the_council_of_any() {
    let because = || HearingStep::Require { reason: "几个网格都在问".into() };
    let mut world = hall();
    world.serves("head", Role::RcChair, rulebook::people::Scope::Community);
    world.accepted("t");
    assert_eq!(world.hears("secretary", because()), Err(Refusal::NotMajor));
    assert_eq!(world.hears("r0", because()), Err(Refusal::NotEntitled));
    world.hears("head", because()).unwrap();
    assert_eq!(world.state("t"), TopicState::HearingPending);
    assert!(world.topic("t").is_major());
    let mut world = major();
    world.hears("secretary", because()).unwrap();
    assert_eq!(world.state("t"), TopicState::HearingPending);
    world.hearing();
    world.held();
    world.hears("member", report()).unwrap();
    assert_eq!(world.hears("secretary", because()), Err(Refusal::WrongState), "it was heard");
}

#[test]
fn a_hearing_that_did_not_reach_the_matter_does_not_count() {
    let mut world = major();
    world.hearing();
    world.opened("h");
    world.comes("h", "chair", Capacity::Member).unwrap();
    world.step("chair", "h", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    world.adjourns("h");
    assert_eq!(scheduled(&mut world), Err(Refusal::HearingMissing));
    opine(&mut world, "r0", "r0", "o1").unwrap();
    world.now = world.now.plus_minutes(1);
    let starts = world.now.plus_hours(240);
    world.step("member", "h2", call(MeetingKind::Hearing, starts, &["t"])).unwrap();
}

#[test]
pub fn t28_a_fifth_of_those_present_send_it_to_a_hearing() {
    for (yes, base, calls) in [(1, 5, true), (1, 6, false), (2, 10, true), (0, 0, false), (u32::MAX, u32::MAX, true)] {
        assert_eq!(calls_hearing(yes, base, 20), calls, "{yes} of {base}");
    }
    let mut world = debating(3);
    assert_eq!(world.votes("m", "t", Motion::CallHearing, [1, 7, 0]).passed, Some(false));
    assert_eq!(world.state("t"), TopicState::Deliberating);
    assert_eq!(world.votes("m", "t", Motion::CallHearing, [2, 6, 0]).passed, Some(true));
    assert_eq!((world.state("t"), world.topic("t").is_major()), (TopicState::HearingPending, true));
    world.adjourns("m");
    world.hearing();
    world.held();
    world.hears("chair", report()).unwrap();
    world.now = world.now.plus_minutes(1);
    assert_eq!(scheduled(&mut world), Err(Refusal::PartyFirstMissing), "it is a major matter now");
}

#[test]
pub fn t16_and_t17_opinions_come_before_the_meeting() {
    let mut world = hall();
    world.accepted("t");
    let closing = |poll| HearingStep::CloseConsult { summary: "多数赞成，三户担心噪声".into(), poll };
    let poll = |yes| Some(Poll { asked: 30, yes, no: 3, unsure: 2 });
    assert_eq!(world.hears("chair", closing(None)), Err(Refusal::WrongState), "not opened");
    assert_eq!(opine(&mut world, "r0", "r0", "o1"), Err(Refusal::WrongState), "nobody asked yet");
    assert_eq!(world.hears("member", HearingStep::OpenConsult), Err(Refusal::NotEntitled));
    world.hears("chair", HearingStep::OpenConsult).unwrap();
    assert_eq!(world.state("t"), TopicState::PreConsult);
    assert_eq!(world.hears("chair", HearingStep::OpenConsult), Err(Refusal::WrongState));
    assert_eq!(scheduled(&mut world), Err(Refusal::WrongState));
    opine(&mut world, "r0", "r0", "o1").unwrap();
    assert_eq!(world.hears("chair", closing(poll(26))), Err(Refusal::NotOnTheList { field: "poll".into() }));
    world.hears("chair", closing(poll(25))).unwrap();
    let consult = world.topic("t").hearing.consult.clone().unwrap();
    assert_eq!((world.state("t"), consult.poll.unwrap().yes), (TopicState::Accepted, 25));
    let steps: Vec<u8> = world.topic("t").history.iter().map(|step| step.t).collect();
    assert_eq!(steps[steps.len() - 2..], [16, 17]);
    scheduled(&mut world).unwrap();
}

#[test]
fn a_hearing_asked_for_while_opinions_come_in_follows_them() {
    let mut world = hall();
    world.accepted("t");
    world.hears("chair", HearingStep::OpenConsult).unwrap();
    for i in 0..30 {
        world.hears(&format!("r{i}"), HearingStep::Demand).unwrap();
    }
    assert_eq!(world.state("t"), TopicState::PreConsult);
    world.hears("chair", HearingStep::CloseConsult { summary: "意见不一".into(), poll: None }).unwrap();
    assert_eq!(world.state("t"), TopicState::HearingPending);
}

#[test]
fn what_has_to_come_first_is_not_kept_from_its_meeting() {
    let mut world = hall();
    world.accepted("t");
    world.session("m", &["t"], 3);
    world.shelved_at("m", "t");
    world.noticed("n", &[]);
    world.step("chair", "n", MeetingStep::Cancel { reason: "停电".into() }).unwrap();
    assert_eq!(world.hears("chair", HearingStep::OpenConsult), Err(Refusal::MustBeVoted));
}

#[test]
fn whoever_lives_there_gives_an_opinion_also_under_18() {
    let mut world = major();
    world.lives("young", G3, Adulthood::Minor);
    world.hearing();
    opine(&mut world, "young", "young", "o1").unwrap();
    for person in ["q0", "song", "worker5"] {
        assert_eq!(opine(&mut world, person, person, "o2"), Err(Refusal::NotResidentOfGrid), "{person}");
    }
    assert_eq!(opine(&mut world, "r0", "r1", "o2"), Err(Refusal::NoProxy));
    world.opened("h");
    world.comes("h", "chair", Capacity::Member).unwrap();
    world.comes("h", "q0", Capacity::Observer).unwrap();
    assert_eq!(opine(&mut world, "m1", "r5", "o2"), Err(Refusal::NoProxy), "not in the room");
    opine(&mut world, "m1", "q0", "o2").unwrap();
    let said = |id: &str| world.community.opinion(&id.into()).unwrap();
    assert_eq!((said("o1").no, said("o1").meeting.is_some()), (1, false));
    assert_eq!((said("o2").no, said("o2").meeting.is_some()), (2, true));
    world.step("chair", "h", MeetingStep::Begin { chair: "chair".into() }).unwrap();
    world.opens("h", "t").unwrap();
    world.step("chair", "h", MeetingStep::CarryOver { topic: "t".into() }).unwrap();
    world.adjourns("h");
    assert_eq!(opine(&mut world, "r0", "r0", "o3"), Err(Refusal::WrongState), "the hearing is over");
}

#[test]
fn an_opinion_is_nameless_and_public_once_it_is_answered() {
    let mut world = major();
    world.hearing();
    opine(&mut world, "r3", "r3", "o1").unwrap();
    let sees = |world: &World, person: &str| -> Option<Opinion> {
        let record = world.community.records().into_iter().find(|r| r.key().k.tag() == "opinion").unwrap();
        match seen_by(&record, &Viewer::of(&world.community, &person.into(), world.now.day()), &world.community) {
            Sight::Seen(rulebook::Record { body: rulebook::Body::Opinion(opinion), .. }) => Some(opinion),
            _ => None,
        }
    };
    assert_eq!(sees(&world, "r3").unwrap().by, Some("r3".into()));
    for person in ["chair", "secretary"] {
        assert_eq!(sees(&world, person).unwrap().by, None, "{person} answers it without the name");
    }
    assert!(sees(&world, "r4").is_none() && sees(&world, "song").is_none());
    world.held();
    world.hears("chair", reply(&["o1"])).unwrap();
    assert!(sees(&world, "r4").is_none());
    world.hears("chair", report()).unwrap();
    assert_eq!(sees(&world, "r4").unwrap().by, None);
    let text = world.beside("opinion", "收费太高");
    let step = HearingStep::Opine { opinion: "o9".into(), person: "r3".into(), text: text.commitment() };
    let act = world.act("r3", Intent::Hearing { topic: "t".into(), step }, vec![text]);
    assert!(!serde_json::to_string(&act).unwrap().contains("收费太高"), "nor does the leaf carry it");
    assert!(act.intent.works_offline(), "§2.7: opinions are written without network");
}

#[test]
fn the_charter_may_hear_a_matter_after_it_is_decided() {
    let mut world = hall();
    charter(&mut world, |keys| keys.hearing_timing = HearingTiming::AfterDecision);
    world.ready("t", Some(ticked(Reach { charge: true, ..Reach::default() })));
    world.talked();
    world.session("m", &["t"], 3);
    world.opens("m", "t").unwrap();
    world.votes("m", "t", Motion::Main, [5, 2, 1]);
    world.adjourns("m");
    world.hearing();
    assert_eq!(world.state("t"), TopicState::Adopted, "it stays where it stands");
    opine(&mut world, "r0", "r0", "o1").unwrap();
    world.held();
    assert_eq!(world.hears("chair", report()), Err(Refusal::HearingReportIncomplete { left: 1 }));
    world.hears("chair", reply(&["o1"])).unwrap();
    world.hears("chair", report()).unwrap();
    assert_eq!((world.state("t"), world.topic("t").hearing.after), (TopicState::Adopted, true));
    assert_eq!(world.decision().heard, Some(world.now.day()));

    let mut strict = hall();
    strict.accepted("t");
    strict.session("m", &["t"], 3);
    strict.opens("m", "t").unwrap();
    strict.votes("m", "t", Motion::Main, [5, 2, 1]);
    strict.adjourns("m");
    let starts = strict.now.plus_hours(240);
    let late = strict.step("member", "h", call(MeetingKind::Hearing, starts, &["t"]));
    assert_eq!(late, Err(Refusal::WrongState), "BeforeVote");
}

/// A major matter under such a timing, on its way to the vote.
fn timed(timing: HearingTiming) -> World {
    let mut world = hall();
    charter(&mut world, |keys| keys.hearing_timing = timing);
    world.ready("t", Some(ticked(Reach { charge: true, ..Reach::default() })));
    world.talked();
    world
}

impl World {
    /// Adopted at meeting m, which is closed.
    fn adopts_it(&mut self) {
        self.session("m", &["t"], 3);
        self.opens("m", "t").unwrap();
        self.votes("m", "t", Motion::Main, [5, 2, 1]);
        self.adjourns("m");
    }

    /// A hearing by that name, called, made known, held, its minutes out.
    fn hearing_by(&mut self, id: &str) {
        let starts = self.now.plus_hours(240);
        self.step("member", id, call(MeetingKind::Hearing, starts, &["t"])).unwrap();
        self.step("member", id, MeetingStep::Notice).unwrap();
        self.held_by(id);
    }
}

/// Whether a hearing must come before the vote, and whether one must come before the publication.
#[test]
fn the_timing_of_the_charter_table_by_table() {
    let publish = || DecisionStep::Publish;
    let post = || DecisionStep::Post { place: "公告栏".into() };
    for (timing, before, after) in [
        (HearingTiming::BeforeVote, true, false),
        (HearingTiming::AfterDecision, false, true),
        (HearingTiming::Both, true, true),
    ] {
        let mut world = timed(timing);
        assert_eq!(scheduled(&mut world.clone()).is_err(), before, "{timing:?}");
        if before {
            world.hearing_by("h");
            world.hears("member", report()).unwrap();
            world.now = world.now.plus_minutes(1);
        }
        world.adopts_it();
        assert_eq!(world.decision().awaits_hearing, after, "{timing:?}");
        if after {
            for step in [publish(), post()] {
                let refusal = world.after("chair", step).unwrap_err();
                assert_eq!((&refusal, refusal.clause()), (&Refusal::HearingMissing, "G-MAJOR"), "{timing:?}");
            }
            // The other duties wait for nothing.
            for duty in [Duty::Notify, Duty::FilingParty, Duty::FilingRc] {
                world.after("chair", DecisionStep::Deliver { duty }).unwrap();
            }
            world.sets("a").unwrap();
            let hangs = world.after("chair", DecisionStep::HangOut);
            assert_eq!(hangs, Err(Refusal::DutyMissing { duty: Duty::Publish }));
            world.hearing_by("h2");
            let waits = world.after("chair", publish()).unwrap_err();
            assert_eq!((&waits, waits.clause()), (&Refusal::HearingReportIncomplete { left: 0 }, "G-HEAR"));
            world.hears("member", report()).unwrap();
        }
        for step in [publish(), post()] {
            world.after("chair", step).unwrap();
        }
        assert_eq!(world.hears("member", report()), Err(Refusal::HearingMissing), "{timing:?}: once");
    }
}

#[test]
fn while_its_hearing_is_to_come_the_publication_is_not_late_but_it_cannot_rest_for_ever() {
    let mut world = timed(HearingTiming::AfterDecision);
    world.adopts_it();
    let (keys, adopted) = (Keys::default(), world.now.day());
    let late = |world: &World, day| world.decision().overdue(&keys, day).any(|duty| duty == Duty::Publish);
    assert_eq!(world.decision().due(Duty::Publish, &keys), adopted.plus(7 + 3), "seven days of notice, then three");
    assert!(
        !late(&world, adopted.plus(10)) && late(&world, adopted.plus(11)),
        "shown to all, and the chair is reminded"
    );
    world.hearing_by("h");
    world.hears("member", report()).unwrap();
    let heard = world.now.day();
    assert_eq!(world.decision().due(Duty::Publish, &keys), heard.plus(3));
    assert!(!late(&world, heard.plus(3)) && late(&world, heard.plus(4)));
}

#[test]
fn a_meeting_that_had_it_heard_first_need_not_have_it_heard_after() {
    let mut world = hall();
    charter(&mut world, |keys| keys.hearing_timing = HearingTiming::AfterDecision);
    world.accepted("t");
    world.session("a", &["t"], 3);
    world.opens("a", "t").unwrap();
    world.votes("a", "t", Motion::CallHearing, [2, 6, 0]);
    assert_eq!(world.state("t"), TopicState::HearingPending, "T28");
    world.adjourns("a");
    world.hearing_by("h");
    world.hears("member", report()).unwrap();
    world.now = world.now.plus_minutes(1);
    world.talked();
    world.adopts_it();
    assert!(!world.decision().awaits_hearing);
    world.after("chair", DecisionStep::Publish).unwrap();
}

#[test]
fn a_small_matter_and_a_decision_of_before_are_published_as_ever() {
    let mut world = hall();
    charter(&mut world, |keys| keys.hearing_timing = HearingTiming::Both);
    world.accepted("t");
    world.adopts_it();
    world.after("chair", DecisionStep::Publish).unwrap();
    // What was written before this was law says nothing of it.
    let written = serde_json::to_string(world.decision()).unwrap();
    assert!(!written.contains("awaits_hearing") && !written.contains("heard"), "{written}");
}

#[test]
fn the_charter_keeps_half_of_the_seats_for_the_affected() {
    for (change, key) in [
        ((|keys: &mut Keys| keys.hearing_seats.affected_percent = 49) as fn(&mut Keys), "hearing.seats"),
        (|keys| keys.hearing_seats.total = 0, "hearing.seats"),
        (|keys| keys.hearing_seats.close_days = 0, "hearing.seats"),
        (|keys| keys.hearing_seats.close_days = 7, "hearing.seats"),
        (|keys| keys.major_wide_share = 101, "major.wide_share"),
        (|keys| keys.major_petition = 0, "major.petition"),
        (|keys| keys.major_session_percent = 0, "major.session_percent"),
    ] {
        let mut keys = Keys::default();
        change(&mut keys);
        assert_eq!(keys.check(), Err(Refusal::CharterBound { key: key.into() }));
    }
    assert_eq!(Keys::default().check(), Ok(()));
}
