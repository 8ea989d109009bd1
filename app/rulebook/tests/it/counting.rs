//! Counting in the room: one vote a door, hands without names, and the recount. Scenarios 32 and 33 by other means.

use crate::{hall::*, world::*};
use rulebook::{
    Intent, Refusal,
    charter::{
        Charter, Keys,
        meeting::{MajorityBase, ShelveBase, ShelveThreshold, VotingBody},
    },
    decision::End,
    ids::*,
    meeting::{
        ItemState, MeetingStep,
        attend::Capacity,
        tally::tally,
        vote::{Choice, Motion, Vote},
    },
    people::Adulthood,
    topic::TopicState,
};

/// The hall under a charter that differs in so much.
fn under(change: impl FnOnce(&mut Keys)) -> World {
    let mut world = hall();
    let mut keys = Keys::default();
    change(&mut keys);
    let (id, file) = ("charter-2".into(), "示范制度".into());
    world.put(Charter { id, version: 2, adopted_on: day("2026-02-01"), file, keys });
    world
}

/// Topic t is being talked about by five members and so many residents.
fn talking(mut world: World, residents: usize) -> World {
    world.accepted("t");
    world.session("m", &["t"], residents);
    world.opens("m", "t").unwrap();
    world
}

impl World {
    fn put_to(&self, vote: &VoteId) -> &Vote {
        self.community.vote(vote).unwrap()
    }

    /// Moved, and put by hands.
    fn raises(&mut self, motion: Motion) -> VoteId {
        let vote = self.moves("m", "t", motion).unwrap();
        self.step("m1", "m", MeetingStep::OpenVote { vote: vote.clone(), hands: true }).unwrap();
        vote
    }

    fn counts_by(&mut self, actor: &str, vote: &VoteId, [yes, no, abstain]: [u32; 3]) -> Result<(), Refusal> {
        self.step(actor, "m", MeetingStep::CountHands { vote: vote.clone(), yes, no, abstain })
    }

    fn finds(&mut self, vote: &VoteId, counts: [u32; 3]) {
        self.counts_by("m1", vote, counts).unwrap();
        self.reads(vote).unwrap();
    }

    fn reads(&mut self, vote: &VoteId) -> Result<(), Refusal> {
        self.step("m1", "m", MeetingStep::CloseVote { vote: vote.clone() })
    }

    fn doubts(&mut self, actor: &str, vote: &VoteId, person: &str) -> Result<(), Refusal> {
        self.step(actor, "m", MeetingStep::Recount { vote: vote.clone(), person: person.into() })
    }
}

#[test]
fn the_vectors_of_the_specification_by_hands() {
    // base, yes, no, abstain; adopt by present, adopt by cast, shelve ≥ ½, shelve > ½
    let table = [
        (20, 10, 10, 0, false, false, true, false),
        (20, 11, 9, 0, true, true, true, true),
        (21, 11, 10, 0, true, true, true, true),
        (21, 10, 5, 6, false, true, false, false),
        (9, 5, 4, 0, true, true, true, true),
        (8, 4, 4, 0, false, false, true, false),
        (15, 7, 3, 5, false, true, false, false),
    ];
    type Change = fn(&mut Keys);
    for (base, yes, no, abstain, present, cast, half, more) in table {
        let ways: [(Motion, Change, bool); 4] = [
            (Motion::Main, |_| (), present),
            (Motion::Main, |keys| keys.majority_base = MajorityBase::Cast, cast),
            (Motion::Shelve, |_| (), half),
            (Motion::Shelve, |keys| keys.shelve_threshold = ShelveThreshold::MoreThanHalf, more),
        ];
        for (motion, change, passes) in ways {
            // Doors where everybody has their own count as people do.
            for body in [VotingBody::default(), VotingBody::OnePerHousehold] {
                let mut world = talking(
                    under(|keys| {
                        change(keys);
                        keys.voting_body = body;
                    }),
                    usize::try_from(base - 5).unwrap(),
                );
                if motion == Motion::Shelve {
                    world.debate("m");
                }
                let vote = world.raises(motion);
                world.finds(&vote, [yes, no, abstain]);
                let vote = world.put_to(&vote);
                assert_eq!((vote.base, vote.passed), (base, Some(passes)), "{base}:{yes}:{no}:{abstain} {motion:?}");
                assert_eq!(world.community.all_ballots().count(), 0, "no names");
            }
        }
    }
}

/// r0, s0 and u0 live behind one door, r1 and s1 behind another; m2 lives there too; r2 alone.
fn doors() -> World {
    let mut world = under(|keys| keys.voting_body = VotingBody::OnePerHousehold);
    for (person, door) in [("s0", "hh-03-r0"), ("u0", "hh-03-r0"), ("s1", "hh-03-r1"), ("m2", "hh-03-r1")] {
        world.person(person, Some((door, G3)), Adulthood::Attested);
    }
    world.accepted("t");
    world.session("m", &["t"], 3);
    for person in ["s0", "u0", "s1"] {
        world.comes("m", person, Capacity::ResidentParticipant).unwrap();
    }
    world.opens("m", "t").unwrap();
    world
}

#[test]
fn of_one_door_one_votes_and_the_base_counts_doors() {
    let mut world = doors();
    let vote = world.moves("m", "t", Motion::Main).unwrap();
    world.puts("m", &vote).unwrap();
    // chair, m1, m3, m4 live behind no door of the community; r0, r1 and r2 are three doors.
    assert_eq!((world.put_to(&vote).base, world.put_to(&vote).present), (7, 11));
    world.casts("s0", "m", &vote, "s0", Choice::No).unwrap();
    for (actor, person) in [("r0", "r0"), ("u0", "u0"), ("m1", "r0"), ("m1", "u0")] {
        let refusal = world.casts(actor, "m", &vote, person, Choice::Yes).unwrap_err();
        assert_eq!((&refusal, refusal.clause()), (&Refusal::HouseholdVoted, "G-VOTE"), "{person}");
    }
    // The first to vote speaks for the door; the recorder may put that very vote right, as ever.
    world.casts("m1", "m", &vote, "s0", Choice::Yes).unwrap();
    world.casts("m2", "m", &vote, "m2", Choice::Yes).unwrap();
    assert_eq!(world.casts("r1", "m", &vote, "r1", Choice::No), Err(Refusal::HouseholdVoted), "a member's door too");
    assert_eq!(world.casts("s0", "m", &vote, "s0", Choice::No), Err(Refusal::AlreadyVoted));
    // Who voted and left has still spoken for the door.
    world.step("s0", "m", MeetingStep::Leave { person: "s0".into() }).unwrap();
    assert_eq!(world.casts("u0", "m", &vote, "u0", Choice::Yes), Err(Refusal::HouseholdVoted));
    world.casts("r2", "m", &vote, "r2", Choice::Yes).unwrap();
    world.casts("chair", "m", &vote, "chair", Choice::Yes).unwrap();
    world.reads(&vote).unwrap();
    let counted = world.put_to(&vote);
    assert_eq!((counted.yes, counted.no, counted.passed), (4, 0, Some(true)), "four doors of seven");
}

#[test]
fn whose_door_it_is_stands_beside_the_ledger_and_only_where_doors_are_counted() {
    let world = doors();
    let door =
        |world: &World, person: &str| world.community.attendance_now(&"m".into(), &person.into()).unwrap().door.clone();
    assert_eq!(door(&world, "s0"), Some("hh-03-r0".into()));
    assert_eq!(door(&world, "chair"), None);
    assert!(world.ledger.iter().all(|entry| !serde_json::to_string(&entry.act).unwrap().contains("hh-03-")));
    assert!(rulebook::Kind::from_tag("attendance").unwrap().is_personal());
    assert_eq!(door(&debating(3), "r0"), None, "nobody asks for it elsewhere");
}

#[test]
fn where_the_charter_shelves_by_everybody_present_people_count_and_not_doors() {
    let mut world = doors();
    let mut charter = world.community.charter().unwrap().clone();
    charter.keys.shelve_base = ShelveBase::AllPresent;
    world.put(charter);
    world.debate("m");
    let vote = world.moves("m", "t", Motion::Shelve).unwrap();
    world.puts("m", &vote).unwrap();
    assert_eq!(world.put_to(&vote).base, 11);
    for person in ["r0", "s0", "u0"] {
        world.casts(person, "m", &vote, person, Choice::Yes).unwrap();
    }
    assert_eq!(world.put_to(&vote).yes, 3);
}

#[test]
fn hands_are_counted_by_the_recorder_and_never_more_than_there_are() {
    let mut world = debating(3);
    let vote = world.raises(Motion::Main);
    assert_eq!(world.reads(&vote), Err(Refusal::MethodMixed { hands: true }), "nobody counted yet");
    for counts in [[9, 0, 0], [5, 3, 1], [u32::MAX, u32::MAX, u32::MAX]] {
        let refusal = world.counts_by("m1", &vote, counts).unwrap_err();
        assert_eq!(refusal.clause(), "G-VOTE");
        assert!(matches!(refusal, Refusal::CountExceeds { base: 8, .. }), "{refusal:?}");
    }
    world.counts_by("m1", &vote, [3, 5, 0]).unwrap();
    world.counts_by("m1", &vote, [5, 2, 1]).unwrap();
    world.reads(&vote).unwrap();
    let counted = world.put_to(&vote);
    assert_eq!((counted.yes, counted.no, counted.abstain, counted.passed), (5, 2, 1, Some(true)));
    assert_eq!(world.counts_by("m1", &vote, [4, 4, 0]), Err(Refusal::VoteClosed));
    assert_eq!(world.state("t"), TopicState::Adopted);
    let decision = world.community.decision(&vote.0.as_str().into()).unwrap();
    assert_eq!((decision.base, decision.yes), (8, 5), "filed as any other");
}

#[test]
fn hands_and_names_are_not_mixed() {
    let mut world = debating(3);
    let by_hands = world.raises(Motion::Main);
    for (actor, person) in [("r0", "r0"), ("m1", "r1")] {
        let mixed = world.casts(actor, "m", &by_hands, person, Choice::Yes).unwrap_err();
        assert_eq!((&mixed, mixed.clause()), (&Refusal::MethodMixed { hands: true }, "G-VOTE"));
    }
    // A mistaken choice is put right while nobody has voted, and the base is counted anew.
    world.step("r2", "m", MeetingStep::Leave { person: "r2".into() }).unwrap();
    let put = |hands| MeetingStep::OpenVote { vote: by_hands.clone(), hands };
    world.step("m1", "m", put(false)).unwrap();
    assert_eq!(world.put_to(&by_hands).base, 7);
    assert_eq!(world.step("m1", "m", put(false)), Err(Refusal::VoteClosed), "put already");
    world.casts("r0", "m", &by_hands, "r0", Choice::Yes).unwrap();
    let mixed = Err(Refusal::MethodMixed { hands: false });
    assert_eq!(world.counts_by("m1", &by_hands, [7, 0, 0]), mixed, "somebody's phone has voted");
    assert_eq!(world.step("m1", "m", put(true)), Err(Refusal::VoteClosed));
}

#[test]
fn an_old_act_puts_the_question_by_names_and_is_written_as_before() {
    let written = r#"{"open_vote":{"vote":"v"}}"#;
    let step: MeetingStep = serde_json::from_str(written).unwrap();
    assert_eq!(step, MeetingStep::OpenVote { vote: "v".into(), hands: false });
    assert_eq!(serde_json::to_string(&step).unwrap(), written);
}

#[test]
fn a_recount_is_once_and_decides_and_the_first_count_stays() {
    let mut world = debating(3);
    let vote = world.raises(Motion::Main);
    assert_eq!(world.doubts("r0", &vote, "r0"), Err(Refusal::RecountOver), "nothing was read out yet");
    world.finds(&vote, [5, 3, 0]);
    assert_eq!(world.state("t"), TopicState::Adopted);
    world.doubts("r0", &vote, "r0").unwrap();
    // Until it is counted again nothing is decided, and nothing else goes on.
    assert_eq!(world.state("t"), TopicState::Deliberating);
    let decision: DecisionId = vote.0.as_str().into();
    assert_eq!(world.community.decision(&decision).unwrap().ended, Some(End::Recounted));
    assert_eq!(world.step("chair", "m", MeetingStep::Adjourn), Err(Refusal::ItemStillOpen));
    assert_eq!(world.step("chair", "m", MeetingStep::Recess), Err(Refusal::ItemStillOpen));
    assert_eq!(world.moves("m", "t", Motion::Escalate), Err(Refusal::ItemStillOpen));
    assert_eq!(world.reads(&vote), Err(Refusal::MethodMixed { hands: true }), "counted anew, not read again");
    world.finds(&vote, [4, 4, 0]);
    let counted = world.put_to(&vote).clone();
    let first = counted.first.clone().unwrap();
    assert_eq!((first.yes, first.no, first.passed), (5, 3, Some(true)), "it stays on record");
    assert_eq!((counted.yes, counted.no, counted.passed), (4, 4, Some(false)));
    assert_eq!(world.state("t"), TopicState::NotAdopted);
    assert_eq!(world.meeting("m").item(&"t".into()).unwrap().state, ItemState::NotAdopted);
    assert_eq!(world.community.decision(&decision).unwrap().ended, Some(End::Recounted));
    let again = world.doubts("r1", &vote, "r1").unwrap_err();
    assert_eq!((&again, again.clause()), (&Refusal::RecountedOnce, "3.1"));
    let told = tally(&world.community, world.meeting("m"));
    assert_eq!(told[0].votes.iter().map(|c| c.yes).collect::<Vec<_>>(), [5, 4], "the minutes have both");
    world.adjourns("m");
}

#[test]
fn a_recount_that_says_the_same_leaves_the_decision_as_it_was() {
    let mut world = debating(3);
    let vote = world.raises(Motion::Main);
    world.finds(&vote, [5, 3, 0]);
    let before = world.topic("t").history.len();
    let decision: DecisionId = vote.0.as_str().into();
    world
        .does("chair", Intent::Decision { decision: decision.clone(), step: rulebook::decision::DecisionStep::Publish })
        .unwrap();
    world.doubts("m1", &vote, "r0").unwrap();
    world.finds(&vote, [6, 2, 0]);
    let stands = world.community.decision(&decision).unwrap();
    assert_eq!((stands.yes, stands.no, stands.ended), (6, 2, None));
    assert!(stands.duties.online.is_some(), "what was done about it is done");
    assert_eq!(world.topic("t").history.len(), before);
}

#[test]
fn a_recount_by_names_reads_the_list_again() {
    let mut world = debating(3);
    let vote = world.votes("m", "t", Motion::Main, [0, 0, 0]).id;
    world.doubts("r0", &vote, "r0").unwrap();
    for person in ["r0", "r1", "r2", "m2", "m3"] {
        world.casts("m1", "m", &vote, person, Choice::Yes).unwrap();
    }
    world.reads(&vote).unwrap();
    assert_eq!((world.put_to(&vote).yes, world.state("t")), (5, TopicState::Adopted));
}

#[test]
fn only_who_takes_part_demands_it_and_only_before_the_next_item() {
    let mut world = hall();
    for topic in ["t", "u"] {
        world.accepted(topic);
    }
    world.session("m", &["t", "u"], 3);
    world.comes("m", "song", Capacity::Specialist).unwrap();
    world.opens("m", "t").unwrap();
    let vote = world.raises(Motion::Main);
    world.finds(&vote, [5, 3, 0]);
    for (actor, person, refusal) in
        [("r9", "r9", Refusal::NotPresent), ("m1", "r9", Refusal::NotPresent), ("r0", "r1", Refusal::NotEntitled)]
    {
        assert_eq!(world.doubts(actor, &vote, person), Err(refusal), "{actor} for {person}");
    }
    world.clone().doubts("song", &vote, "song").expect("with voice alone one may doubt a count");
    world.opens("m", "u").unwrap();
    let late = world.doubts("r0", &vote, "r0").unwrap_err();
    assert_eq!((&late, late.clause()), (&Refusal::RecountOver, "3.1"));
    assert_eq!(world.state("t"), TopicState::Adopted);
}

#[test]
fn whatever_was_carried_is_taken_back_until_it_is_counted_again() {
    let settled = [
        (Motion::Shelve, TopicState::Shelved),
        (Motion::Main, TopicState::Adopted),
        (Motion::CallHearing, TopicState::HearingPending),
        (Motion::Escalate, TopicState::Escalated),
        (Motion::Refer { to: rulebook::review::Organ::Station }, TopicState::Redirected),
        (Motion::CloseDebate, TopicState::Deliberating),
    ];
    for (motion, state) in settled {
        let mut world = debating(3);
        world.debate("m");
        let before = world.topic("t").clone();
        let item = world.meeting("m").item(&"t".into()).unwrap().clone();
        let vote = world.raises(motion);
        world.finds(&vote, [8, 0, 0]);
        assert_eq!(world.state("t"), state);
        world.doubts("r0", &vote, "r0").unwrap();
        assert_eq!(*world.topic("t"), before, "{motion:?}: as if it had not been read out");
        world.finds(&vote, [1, 7, 0]);
        let after = if motion == Motion::Main { TopicState::NotAdopted } else { TopicState::Deliberating };
        assert_eq!(world.state("t"), after, "{motion:?}");
        if motion != Motion::Main {
            assert_eq!(*world.meeting("m").item(&"t".into()).unwrap(), item, "{motion:?}: the matter is open");
            world.votes("m", "t", Motion::Main, [5, 0, 0]);
        }
        world.adjourns("m");
    }
}

#[test]
fn what_waits_since_an_earlier_shelving_goes_on_waiting() {
    let mut world = hall();
    world.accepted("t");
    world.session("a", &["t"], 3);
    world.shelved_at("a", "t");
    world.now = world.now.plus_hours(24 * 20);
    world.session("m", &[], 3);
    world.opens("m", "t").unwrap();
    let since = world.topic("t").shelved_on;
    assert!(since.is_some());
    let vote = world.raises(Motion::Main);
    world.finds(&vote, [8, 0, 0]);
    world.doubts("r0", &vote, "r0").unwrap();
    assert_eq!(world.topic("t").shelved_on, since, "T30 counts from there");
}

#[test]
fn a_recount_that_the_hours_cut_off_leaves_the_first_count() {
    let mut world = debating(3);
    let vote = world.raises(Motion::Main);
    world.finds(&vote, [5, 3, 0]);
    world.doubts("r0", &vote, "r0").unwrap();
    world.now = world.meeting("m").starts.plus_hours(12);
    assert!(matches!(world.counts_by("m1", &vote, [4, 4, 0]), Err(Refusal::SessionOver { .. })));
    world.reads(&vote).unwrap();
    assert_eq!((world.put_to(&vote).yes, world.state("t")), (5, TopicState::Adopted));
    world.adjourns("m");
}

#[test]
fn all_of_it_goes_on_without_network() {
    let vote = || VoteId::from("v");
    for step in [
        MeetingStep::OpenVote { vote: vote(), hands: true },
        MeetingStep::CountHands { vote: vote(), yes: 1, no: 0, abstain: 0 },
        MeetingStep::Recount { vote: vote(), person: "r0".into() },
        MeetingStep::CloseVote { vote: vote() },
    ] {
        assert!(step.works_offline(), "{step:?}");
    }
}
