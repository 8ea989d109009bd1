//! The community council: G-ESC, T41–T45, and matters of several grids.

use crate::{hall::*, works::*, world::*};
use rulebook::{
    Intent, Refusal,
    charter::{
        Charter, Keys,
        decision::CrossGrid,
        meeting::{MajorityBase, VotingBody},
    },
    council::{CouncilStep, Resolution, Way},
    decision::{Decider, DecisionStep},
    ids::*,
    meeting::{
        ItemState, MeetingKind, MeetingState, MeetingStep,
        attend::Capacity,
        vote::{Choice, Motion},
    },
    people::{Role, Scope},
    review::{Organ, Outcome},
    topic::{self, TopicState},
};

/// Seven seats: the residents' committee's chair, two grid party secretaries, c1…c4.
fn seats() -> World {
    let mut world = offices();
    world.works("secretary5", Role::GridPartySecretary, G5);
    world.works("chair5", Role::CommitteeChair, G5);
    for i in 1..5 {
        world.serves(&format!("c{i}"), Role::CouncilMember, Scope::Community);
    }
    world
}

/// A grid's meeting sent topic t to the council.
fn escalated() -> World {
    let mut world = seats();
    world.accepted("t");
    world.session("m", &["t"], 3);
    world.opens("m", "t").unwrap();
    world.votes("m", "t", Motion::Escalate, [6, 1, 1]);
    world.adjourns("m");
    world
}

/// … and the council is in session about it: the chair of the residents' committee presides, c1 keeps
/// the minutes.
fn sitting() -> World {
    let mut world = escalated();
    world.sits(&["rc", "c1", "c2", "c3", "secretary5"]).unwrap();
    world
}

impl World {
    fn council(&mut self, actor: &str, step: CouncilStep) -> Result<(), Refusal> {
        self.does(actor, Intent::Council { topic: "t".into(), step })
    }

    fn consents(&mut self, actor: &str, grid: &str) -> Result<(), Refusal> {
        self.council(actor, CouncilStep::Consent { grid: grid.into(), basis: "自管会7月1日会议同意".into() })
    }

    fn sits(&mut self, people: &[&str]) -> Result<(), Refusal> {
        self.gathers(people)?;
        self.presided()
    }

    fn gathers(&mut self, people: &[&str]) -> Result<(), Refusal> {
        let starts = self.now.plus_hours(240);
        self.step("rc", "k", call(MeetingKind::CouncilMeeting, starts, &["t"]))?;
        self.step("rc", "k", MeetingStep::Notice)?;
        self.now = starts;
        self.step("c1", "k", MeetingStep::OpenCheckIn { poster: None })?;
        for person in people {
            self.comes("k", person, Capacity::Member)?;
        }
        Ok(())
    }

    fn presided(&mut self) -> Result<(), Refusal> {
        self.step("rc", "k", MeetingStep::Begin { chair: "rc".into() })?;
        self.step("rc", "k", MeetingStep::OpenItem { topic: "t".into() })
    }

    fn moved(&mut self, motion: Motion) -> Result<VoteId, Refusal> {
        let step =
            MeetingStep::Move { topic: "t".into(), motion, mover: "c2".into(), seconder: "c3".into(), text: None };
        let act = self.act("c1", Intent::Meeting { meeting: "k".into(), step }, vec![]);
        self.take(&act)?;
        Ok(VoteId(act.id.0))
    }

    fn put_and_counted(&mut self, vote: &VoteId, yes: &[&str]) -> Result<(), Refusal> {
        self.step("c1", "k", MeetingStep::OpenVote { vote: vote.clone(), hands: false })?;
        for person in yes {
            self.casts("c1", "k", vote, person, Choice::Yes)?;
        }
        self.step("c1", "k", MeetingStep::CloseVote { vote: vote.clone() })
    }

    fn resolved(&mut self, motion: Motion, yes: &[&str]) -> Result<(), Refusal> {
        let vote = self.moved(motion)?;
        self.put_and_counted(&vote, yes)
    }
}

const THREE: [&str; 3] = ["c2", "c3", "secretary5"];

#[test]
fn the_chair_of_the_residents_committee_calls_it() {
    let mut world = escalated();
    let starts = world.now.plus_hours(240);
    let step = || call(MeetingKind::CouncilMeeting, starts, &["t"]);
    for person in ["chair", "secretary", "c1", "above"] {
        assert_eq!(world.step(person, "k", step()), Err(Refusal::NotEntitled), "{person}");
    }
    let none = call(MeetingKind::CouncilMeeting, starts, &[]);
    assert_eq!(world.step("rc", "k", none), Err(Refusal::AgendaEmpty));
    world.accepted("u");
    let other = call(MeetingKind::CouncilMeeting, starts, &["u"]);
    assert_eq!(world.step("rc", "k", other), Err(Refusal::WrongState), "not with the council");
    world.step("rc", "k", step()).unwrap();
}

#[test]
fn it_amends_adopts_as_amended_and_goes_home_by_a_majority_of_its_seats() {
    let mut world = sitting();
    world.consents("chair", G3).unwrap();
    let home = world.clone();
    let amend = world.amends_at("k", "c1", "t", "先换两件，另一件明年再换。").unwrap();
    world.put_and_counted(&amend, &THREE).unwrap();
    world.resolved(Motion::Main, &THREE).unwrap();
    assert_eq!(world.topic("t").adopted_text.as_deref(), Some("先换两件，另一件明年再换。"));
    assert_eq!((world.decision().by, &world.decision().hash), (Decider::Council, &world.topic("t").decided_hash()));

    let mut world = home;
    world.resolved(Motion::Adjourn, &THREE).unwrap();
    assert_eq!(world.meeting("k").state, MeetingState::Adjourned);
    assert_eq!(world.meeting("k").agenda[0].state, ItemState::Carried);
    assert_eq!(world.state("t"), TopicState::Escalated, "it stays with the council");
}

#[test]
fn more_than_half_of_the_seats_must_be_there() {
    let mut world = escalated();
    assert_eq!(world.topic("t").came_to_council().map(|(_, way)| way), Some(Way::Meeting));
    assert_eq!(world.community.council_seats(world.now.day()), 7);
    assert_eq!(world.clone().sits(&["rc", "c1", "c2"]), Err(Refusal::Inquorate { members: 7, here: 3, persons: 3 }));
    assert_eq!(world.clone().sits(&["rc", "c1", "member"]), Err(Refusal::NotEntitled), "no seat");
    world.sits(&["rc", "c1", "c2", "c3"]).unwrap();
    assert_eq!(world.meeting("k").quorum.unwrap().members, 7);
}

#[test]
fn only_seats_vote_and_the_majority_is_of_those_present() {
    let mut world = escalated();
    // Whatever the charter says of a grid's room: here neither guests vote, nor do two of five suffice.
    let mut charter = world.community.charter().unwrap().clone();
    charter.keys.voting_body = VotingBody::AllParticipants;
    charter.keys.majority_base = MajorityBase::Cast;
    world.put(charter);
    world.gathers(&["rc", "c1", "c2", "c3", "secretary5"]).unwrap();
    world.comes("k", "r0", Capacity::ResidentParticipant).unwrap();
    world.presided().unwrap();
    world.consents("chair", G3).unwrap();
    let vote = world.moved(Motion::Main).unwrap();
    world.step("c1", "k", MeetingStep::OpenVote { vote: vote.clone(), hands: false }).unwrap();
    assert_eq!(world.casts("r0", "k", &vote, "r0", Choice::Yes), Err(Refusal::VoiceOnly));
    for person in ["c2", "c3"] {
        world.casts("c1", "k", &vote, person, Choice::Yes).unwrap();
    }
    world.step("c1", "k", MeetingStep::CloseVote { vote: vote.clone() }).unwrap();
    let counted = world.community.vote(&vote).unwrap();
    assert_eq!((counted.base, counted.present, counted.passed), (5, 6, Some(false)));
    assert_eq!(world.state("t"), TopicState::Escalated, "the council still has it");
    assert_eq!(world.step("rc", "k", MeetingStep::Adjourn), Err(Refusal::ItemStillOpen));
    world.step("rc", "k", MeetingStep::CarryOver { topic: "t".into() }).unwrap();
    world.step("rc", "k", MeetingStep::Adjourn).unwrap();
    assert_eq!(world.meeting("k").item(&"t".into()).unwrap().state, ItemState::Carried);
    assert_eq!((world.meeting("k").state, world.state("t")), (MeetingState::Adjourned, TopicState::Escalated));
}

#[test]
pub fn t41_it_gives_a_matter_back_with_guidance() {
    let mut world = sitting();
    let vote = world.moved(Motion::Return).unwrap();
    let put = MeetingStep::OpenVote { vote: vote.clone(), hands: false };
    assert_eq!(world.step("c1", "k", put), Err(Refusal::ReasonRequired));
    let guide = MeetingStep::Guide { vote: vote.clone(), text: "先问清楚物业的费用".into() };
    assert_eq!(world.step("c2", "k", guide.clone()), Err(Refusal::NotEntitled));
    world.step("c1", "k", guide).unwrap();
    world.put_and_counted(&vote, &THREE).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Accepted, 41));
    assert_eq!(world.topic("t").guidance.as_deref(), Some("先问清楚物业的费用"));
    world.step("rc", "k", MeetingStep::Adjourn).unwrap();
    world.adopts("n", &["t"]);
    assert_eq!(world.decision().by, Decider::Grid);
}

#[test]
pub fn t42_it_adopts_once_each_grid_agreed() {
    let mut world = sitting();
    assert_eq!(world.moved(Motion::Main), Err(Refusal::ConsentMissing { grid: G3.into() }));
    assert_eq!(world.consents("member", G3), Err(Refusal::NotEntitled));
    assert_eq!(world.consents("chair5", G5), Err(Refusal::NotFound), "not concerned");
    world.consents("chair", G3).unwrap();
    assert_eq!(world.consents("chair", G3), Err(Refusal::WrongState), "once");
    world.resolved(Motion::Main, &THREE).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Adopted, 42));
    let decision = world.decision();
    assert_eq!((decision.by, decision.base, decision.yes), (Decider::Council, 5, 3));
    assert!(world.topic("t").consents.is_empty(), "used up");
    world.sets("a").unwrap();
    world.duties(&[]);
    world.after("chair", DecisionStep::HangOut).unwrap();
}

#[test]
pub fn t43_t45_the_assembly_decides_and_the_residents_committee_records_it() {
    let record = |yes, base| CouncilStep::Record {
        resolution: Resolution {
            minutes: "居民代表会议纪要2026-2".into(),
            held: day("2026-07-01"),
            base,
            yes,
            no: 10,
            abstain: 1,
        },
    };
    let mut world = sitting();
    assert_eq!(world.council("rc", record(50, 80)), Err(Refusal::WrongState));
    world.resolved(Motion::ToAssembly, &THREE).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::ToAssembly, 43));
    assert_eq!(world.council("c1", record(50, 80)), Err(Refusal::NotEntitled));
    let off = |field: &str| Err(Refusal::NotOnTheList { field: field.into() });
    assert_eq!(world.council("rc", record(90, 80)), off("base"), "more votes than people");
    let mut refused = world.clone();
    refused.council("rc", record(40, 80)).unwrap();
    assert_eq!((refused.state("t"), refused.last_t()), (TopicState::NotAdopted, 45));
    world.council("rc", record(41, 80)).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Adopted, 45));
    let decision = world.decision();
    assert_eq!((decision.by, &decision.meeting), (Decider::Assembly, &None));
    assert_eq!(decision.minutes.as_deref(), Some("居民代表会议纪要2026-2"));

    let mut early = escalated();
    let future = early.now.day().plus(1);
    let step = || CouncilStep::ToAssembly { reason: "涉及全社区".into() };
    assert_eq!(early.council("chair", step()), Err(Refusal::NotEntitled));
    early.council("rc", step()).unwrap();
    assert_eq!(early.topic("t").put_up.as_deref(), Some("涉及全社区"));
    let mut record = record(41, 80);
    if let CouncilStep::Record { resolution } = &mut record {
        resolution.held = future;
    }
    assert_eq!(early.council("rc", record), off("held"));
}

#[test]
fn a_recount_leaves_the_matter_with_the_council_until_it_is_counted_again() {
    let mut world = escalated();
    world.sits(&["rc", "c1", "c2", "c3", "secretary5"]).unwrap();
    let before = world.topic("t").history.clone();
    world.resolved(Motion::ToAssembly, &THREE).unwrap();
    assert_eq!(world.state("t"), TopicState::ToAssembly);
    let vote = world.community.votes(&"k".into()).next().unwrap().id.clone();
    world.step("c2", "k", MeetingStep::Recount { vote: vote.clone(), person: "c2".into() }).unwrap();
    assert_eq!((world.state("t"), &world.topic("t").history), (TopicState::Escalated, &before));
    for person in THREE {
        world.casts("c1", "k", &vote, person, Choice::No).unwrap();
    }
    world.step("c1", "k", MeetingStep::CloseVote { vote: vote.clone() }).unwrap();
    assert_eq!(world.community.vote(&vote).unwrap().passed, Some(false));
    assert_eq!(world.state("t"), TopicState::Escalated, "the second count decides");
}

#[test]
fn a_recount_in_the_council_that_says_the_same_leaves_the_decision_as_it_was() {
    let mut world = sitting();
    world.consents("chair", G3).unwrap();
    world.resolved(Motion::Main, &THREE).unwrap();
    let vote = world.community.votes(&"k".into()).next().unwrap().id.clone();
    let decision: DecisionId = vote.0.as_str().into();
    world.does("chair", Intent::Decision { decision: decision.clone(), step: DecisionStep::Publish }).unwrap();
    world.step("c2", "k", MeetingStep::Recount { vote: vote.clone(), person: "c2".into() }).unwrap();
    world.step("c1", "k", MeetingStep::CloseVote { vote }).unwrap();
    let stands = world.community.decision(&decision).unwrap();
    assert_eq!((world.state("t"), stands.ended), (TopicState::Adopted, None));
    assert!(stands.duties.online.is_some(), "what was done about it is done");
}

#[test]
pub fn t44_it_passes_a_matter_on() {
    let mut world = sitting();
    world.resolved(Motion::Refer { to: Organ::Department }, &THREE).unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Redirected, 44));
    assert_eq!(world.topic("t").referral.as_ref().unwrap().to, Organ::Department);
}

#[test]
pub fn the_motions_of_a_grid_and_of_the_council_are_not_the_same() {
    let mut world = sitting();
    for motion in [Motion::Shelve, Motion::CallHearing, Motion::Escalate] {
        assert_eq!(world.moved(motion), Err(Refusal::NotVotable), "{motion:?}");
    }
    let mut grid = debating(3);
    for motion in [Motion::Return, Motion::ToAssembly] {
        assert_eq!(grid.moves("m", "t", motion), Err(Refusal::NotVotable), "{motion:?}");
    }
}

#[test]
fn t37_what_the_council_gave_back_is_decided_anew() {
    let mut world = seats();
    world.accepted("t");
    world.adopts("m", &["t"]);
    world.sets("a").unwrap();
    world.duties(&[]);
    world.after("chair", DecisionStep::HangOut).unwrap();
    world.on("2026-07-03");
    world.clock();
    world.reports("song", "a", rulebook::decision::action::Report::Blocked, "没有经费").unwrap();
    assert_eq!(world.topic("t").came_to_council(), None);
    world.after("chair", DecisionStep::Escalate { reason: "请协调经费".into() }).unwrap();
    assert_eq!(world.topic("t").came_to_council(), Some((world.now, Way::Blocked)));
    world.sits(&["rc", "c1", "c2", "c3", "secretary5"]).unwrap();
    let vote = world.moved(Motion::Return).unwrap();
    let text = "经费由共建单位出".into();
    world.step("c1", "k", MeetingStep::Guide { vote: vote.clone(), text }).unwrap();
    world.put_and_counted(&vote, &THREE).unwrap();
    world.step("rc", "k", MeetingStep::Adjourn).unwrap();
    world.adopts("n", &["t"]);
    assert_eq!(world.community.decisions_of(&"t".into()).count(), 2);
    world.sets("b").unwrap();
    assert_eq!(world.community.actions_of(&world.decision().id).count(), 1, "its own actions");
}

/// A co-signed matter of grids 3 and 5, with so many signers of each.
fn of_two_grids(world: &mut World, three: usize, five: usize) -> Result<(), Refusal> {
    let draft = Intent::DraftTopic {
        topic: "t".into(),
        grids: vec![G3.into(), G5.into()],
        courtyard: None,
        title: "两个网格之间的路灯".into(),
        body: "两个网格之间的小路没有灯，请装三盏路灯。".into(),
        capacity: topic::Capacity::Residents,
        follows: None,
        new_facts: None,
    };
    world.does("r0", draft).unwrap();
    world.does("r0", Intent::OpenCosign { topic: "t".into() }).unwrap();
    for i in 0..three {
        world.signs(&format!("r{i}"), "t").unwrap();
    }
    for i in 0..five {
        world.signs(&format!("q{i}"), "t").unwrap();
    }
    world.does("r0", Intent::SubmitTopic { topic: "t".into() })
}

#[test]
fn several_grids_each_want_it() {
    let short = |have, need| Err(Refusal::GridShare { grid: G5.into(), have, need });
    assert_eq!(of_two_grids(&mut seats(), 10, 2), short(2, 3));
    assert_eq!(of_two_grids(&mut seats(), 7, 3), Ok(()));
    assert_eq!(
        of_two_grids(&mut seats(), 6, 3),
        Err(Refusal::NotEnoughSignatures { have: 9, need: 10, moved: vec![] })
    );
    let mut strict = seats();
    let (keys, adopted_on) = (Keys { cross_grid: CrossGrid::PerGrid10, ..Keys::default() }, day("2026-02-01"));
    strict.put(Charter { id: "charter-2".into(), version: 2, adopted_on, file: "制度".into(), keys });
    assert_eq!(of_two_grids(&mut strict, 10, 5), short(5, 10));
}

#[test]
fn several_grids_review_it_and_the_council_takes_it() {
    let mut world = seats();
    of_two_grids(&mut world, 7, 3).unwrap();
    let accept = || Outcome::Accept { major: None };
    let mut above = world.clone();
    above.review("above", "t", accept(), all_yes(), "可以").unwrap();
    assert_eq!(above.state("t"), TopicState::Escalated, "the party committee of all of them");
    world.review("officer", "t", accept(), all_yes(), "可以").unwrap();
    assert_eq!(world.state("t"), TopicState::Submitted, "one grid does not speak for the other");
    assert_eq!(world.review("secretary", "t", accept(), all_yes(), "可以"), Err(Refusal::NotEntitled));
    world.review("secretary5", "t", accept(), all_yes(), "可以").unwrap();
    let went: Vec<u8> = world.topic("t").history.iter().map(|step| step.t).collect();
    assert_eq!((world.state("t"), went), (TopicState::Escalated, vec![1, 2, 6, 9, 29]));
    assert_eq!(world.topic("t").came_to_council(), Some((world.now, Way::SeveralGrids)));

    world.now = world.now.plus_hours(1);
    world.sits(&["rc", "c1", "c2", "c3", "secretary5"]).unwrap();
    world.consents("chair", G3).unwrap();
    assert_eq!(world.moved(Motion::Main), Err(Refusal::ConsentMissing { grid: G5.into() }));
    world.consents("chair5", G5).unwrap();
    world.resolved(Motion::Main, &THREE).unwrap();
    assert_eq!(world.state("t"), TopicState::Adopted);
    world.after("chair5", DecisionStep::Publish).unwrap();
}

#[test]
fn one_grid_does_not_decide_for_another() {
    let mut world = seats();
    of_two_grids(&mut world, 7, 3).unwrap();
    world.review("above", "t", Outcome::Accept { major: None }, all_yes(), "可以").unwrap();
    let mut topic = world.topic("t").clone();
    topic.state = TopicState::Accepted;
    world.put(topic);
    world.now = world.now.plus_minutes(1);
    let starts = world.now.plus_hours(240);
    let step = || call(MeetingKind::Deliberation, starts, &["t"]);
    assert_eq!(world.step("chair", "m", step()), Err(Refusal::CouncilDecides));
    let mut guided = world.topic("t").clone();
    guided.guidance = Some("由第03网格牵头".into());
    world.put(guided);
    world.step("chair", "m", step()).unwrap();
}

#[test]
fn t12_what_concerns_more_than_this_grid_lies_before_the_council_at_once() {
    let pass_on = Outcome::Redirect { to: Organ::Council };
    let mut world = seats();
    world.submitted("t");
    world.review("officer", "t", pass_on, failing(1), "围墙两边的网格都要用这扇门").unwrap();
    assert_eq!((world.state("t"), world.last_t()), (TopicState::Escalated, 12));
    assert_eq!(world.topic("t").came_to_council(), Some((world.now, Way::Review)));
    let referral = world.topic("t").referral.clone().unwrap();
    assert_eq!((referral.to, referral.number.is_empty()), (Organ::Council, false), "the proposers keep a receipt");

    world.now = world.now.plus_hours(1);
    world.sits(&["rc", "c1", "c2", "c3", "secretary5"]).unwrap();
    let vote = world.moved(Motion::Return).unwrap();
    let text = "由第03网格牵头，与第05网格一起商量".into();
    world.step("c1", "k", MeetingStep::Guide { vote: vote.clone(), text }).unwrap();
    world.put_and_counted(&vote, &THREE).unwrap();
    world.step("rc", "k", MeetingStep::Adjourn).unwrap();
    assert_eq!((world.state("t"), world.topic("t").referral.is_none()), (TopicState::Accepted, true));
    world.adopts("n", &["t"]);
}

#[test]
fn t12_only_what_is_fit_for_a_vote_goes_to_the_council() {
    let pass_on = || Outcome::Redirect { to: Organ::Council };
    let mut world = seats();
    world.submitted("t");
    let no = world.review("officer", "t", pass_on(), all_yes(), "交上去");
    assert_eq!(no, Err(Refusal::CriterionRequired), "it is this grid's own");
    let no = world.review("officer", "t", pass_on(), failing(2), "交上去");
    assert_eq!(no, Err(Refusal::CriterionRequired), "the owners', whoever else is concerned");
    let mut vague = failing(1);
    vague.operable.ok = false;
    let no = world.review("officer", "t", pass_on(), vague, "交上去");
    assert_eq!(no, Err(Refusal::CriteriaNotMet { failed: vec!["operable".into()] }));
    let mut both = failing(1);
    both.competence[3].ok = false;
    let no = world.review("officer", "t", pass_on(), both, "交上去");
    assert_eq!(no, Err(Refusal::CriteriaNotMet { failed: vec!["C4".into()] }));

    let mut world = seats();
    of_two_grids(&mut world, 7, 3).unwrap();
    let no = world.review("officer", "t", pass_on(), failing(1), "交上去");
    assert_eq!(no, Err(Refusal::NotEntitled), "one grid does not speak for the other");
}
