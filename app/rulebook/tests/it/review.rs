//! Review: scenarios 16, 18, 20–24.

use crate::world::*;
use rulebook::{
    Intent, Refusal,
    cosign::{CosignState, VoidCause},
    hash::receipt_hash,
    ids::*,
    people::Role,
    review::{Answer, Criteria, Ground, Major, Organ, Outcome},
    topic::{Capacity, TopicState},
};

fn reject(ground: Ground) -> Outcome {
    Outcome::Reject { ground, duplicate_of: None }
}

fn vague() -> Criteria {
    Criteria { specific: Answer { ok: false, note: "写明地点和要解决的问题".into() }, ..all_yes() }
}

#[test]
pub fn s16_a_vague_topic_is_returned_with_what_to_change_and_the_clock_stops() {
    let mut world = World::new();
    world.submitted("t");
    world.review("officer", "t", Outcome::Return, vague(), "请写明地点").unwrap();
    let topic = world.topic("t");
    assert_eq!((topic.state, topic.review_due), (TopicState::Returned, None));
    let review = world.community.review(topic.review.as_ref().unwrap()).unwrap();
    assert_eq!(review.criteria.specific.note, "写明地点和要解决的问题");
    world.now = world.now.plus_hours(24 * 30);
    assert!(world.clock().is_empty(), "the clock is stopped");
}

#[test]
pub fn s16_returning_without_naming_a_criterion_is_refused() {
    let mut world = World::new();
    world.submitted("t");
    assert_eq!(world.review("officer", "t", Outcome::Return, all_yes(), "再想想"), Err(Refusal::CriterionRequired));
}

#[test]
pub fn s18_the_maintenance_fund_belongs_to_the_owners() {
    let mut world = World::new();
    world.submitted("t");
    let accept = world.review("officer", "t", Outcome::Accept { major: None }, failing(2), "可以");
    assert_eq!(accept, Err(Refusal::CriteriaNotMet { failed: vec!["C2".into()] }));
    world.review("officer", "t", Outcome::Redirect { to: Organ::Owners }, failing(2), "民法典第278条").unwrap();
    let topic = world.topic("t");
    assert_eq!(topic.state, TopicState::Redirected);
    let referral = topic.referral.as_ref().unwrap();
    assert_eq!(referral.to, Organ::Owners);
    assert!(!referral.number.is_empty(), "the proposers keep a receipt");
}

#[test]
pub fn s20_nobody_reviews_their_own_topic() {
    let mut world = World::new();
    world.draft("officer", "t", Capacity::PartyOrg).unwrap();
    world.does("officer", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    let no = world.review("officer", "t", Outcome::Accept { major: None }, all_yes(), "可以");
    assert_eq!(no, Err(Refusal::RecusalRequired));
    world.review("secretary", "t", Outcome::Accept { major: None }, all_yes(), "可以").unwrap();
    assert_eq!(world.state("t"), TopicState::Accepted);
}

#[test]
fn s20_who_sits_on_the_committee_does_not_review_its_topics() {
    let mut world = World::new();
    world.works("secretary", Role::CommitteeChair, G3);
    world.draft("member", "t", Capacity::CommitteeMember).unwrap();
    world.does("member", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    let no = world.review("secretary", "t", Outcome::Accept { major: None }, all_yes(), "可以");
    assert_eq!(no, Err(Refusal::RecusalRequired));
    assert_eq!(
        world.review("above", "t", Outcome::Return, vague(), "改"),
        Err(Refusal::NotEntitled),
        "the officer can"
    );
    world.works("officer", Role::CommitteeMember, G3);
    world.review("above", "t", Outcome::Accept { major: None }, all_yes(), "可以").unwrap();
}

#[test]
fn s21_silence_neither_accepts_nor_rejects() {
    let mut world = World::new();
    world.submitted("t");
    assert_eq!(world.topic("t").review_due, Some(day("2026-06-22")), "five working days");
    world.now = at("2026-06-18", 9, 0);
    world.clock();
    assert!(world.topic("t").reminded && !world.topic("t").escalated);
    world.now = at("2026-06-22", 23, 59);
    assert!(world.clock().is_empty());
    world.now = at("2026-06-23", 0, 0);
    world.clock();
    assert!(world.topic("t").escalated);
    assert_eq!(world.state("t"), TopicState::Submitted);
    world.review("above", "t", Outcome::Accept { major: None }, all_yes(), "可以").unwrap();
    assert_eq!(world.state("t"), TopicState::Accepted);
}

#[test]
fn s21_once_it_went_up_nobody_is_reminded_any_more() {
    let mut world = World::new();
    world.submitted("t");
    world.now = at("2026-08-01", 9, 0);
    assert_eq!(world.clock().len(), 1, "escalated at once");
    assert!(world.clock().is_empty(), "and that is all");
}

#[test]
pub fn s22_day_fifteen_is_in_time_and_day_sixteen_is_not() {
    let mut world = World::new();
    world.submitted("t");
    world.review("officer", "t", reject(Ground::R5), all_yes(), "违反规定").unwrap();
    assert_eq!(world.topic("t").appeal_until, Some(day("2026-06-30")));
    let appeal = Intent::Appeal { topic: "t".into(), reason: "没有违反".into() };
    let mut late = world.clone();
    late.now = at("2026-07-01", 0, 0);
    assert_eq!(late.does("r0", appeal.clone()), Err(Refusal::AppealLate { until: day("2026-06-30") }));
    world.now = at("2026-06-30", 23, 59);
    world.does("r0", appeal).unwrap();
    let upheld = Intent::DecideAppeal { topic: "t".into(), upheld: true, reason: "应当审查".into() };
    assert_eq!(world.does("officer", upheld.clone()), Err(Refusal::NotEntitled));
    world.does("above", upheld).unwrap();
    assert_eq!(world.state("t"), TopicState::Submitted);
    let again = world.review("officer", "t", Outcome::Accept { major: None }, all_yes(), "可以");
    assert_eq!(again, Err(Refusal::RecusalRequired), "a different reviewer");
    world.review("secretary", "t", Outcome::Accept { major: None }, all_yes(), "可以").unwrap();
}

#[test]
pub fn s23_a_rejection_owes_a_reason() {
    let mut world = World::new();
    world.submitted("t");
    assert_eq!(world.review("officer", "t", reject(Ground::R5), all_yes(), "  "), Err(Refusal::ReasonRequired));
    assert_eq!(world.state("t"), TopicState::Submitted);
}

#[test]
pub fn s24_a_duplicate_is_merged_and_only_those_who_agree_move() {
    let mut world = World::new();
    world.collecting_with("first", 3);
    world.draft("r20", "second", Capacity::Residents).unwrap();
    world.does("r20", Intent::OpenCosign { topic: "second".into() }).unwrap();
    for i in 10..20 {
        world.signs(&format!("r{i}"), "second").unwrap();
    }
    world.does("r20", Intent::SubmitTopic { topic: "second".into() }).unwrap();
    let merge = Outcome::Reject { ground: Ground::R6, duplicate_of: Some("first".into()) };
    world.review("officer", "second", merge, all_yes(), "与已有议题重复").unwrap();
    let topic = world.topic("second");
    assert_eq!((topic.state, topic.merged_into.clone()), (TopicState::Rejected, Some(TopicId::from("first"))));
    assert_eq!(world.topic("first").signatures, 3, "nobody is moved unasked");
    let receipt = receipt_hash(&world.receipt()).unwrap();
    world.does("r10", Intent::AgreeMerge { topic: "second".into(), receipt }).unwrap();
    assert_eq!(world.topic("first").signatures, 4);
    let moved = world.signature("second", "r10").state.clone();
    assert_eq!(moved, CosignState::Void { why: VoidCause::Moved });
    let receipt = receipt_hash(&world.receipt()).unwrap();
    let twice = world.does("r10", Intent::AgreeMerge { topic: "second".into(), receipt: receipt.clone() });
    assert_eq!(twice, Err(Refusal::NotEntitled));
    assert_eq!(world.does("r25", Intent::AgreeMerge { topic: "second".into(), receipt }), Err(Refusal::NotEntitled));
}

#[test]
pub fn s17_a_returned_topic_rewritten_in_meaning_needs_ten_again() {
    let mut world = World::new();
    world.submitted("t");
    world.review("officer", "t", Outcome::Return, vague(), "请写明地点").unwrap();
    let (title, body) =
        ("更换5号楼健身角器材".into(), "把5号楼南侧健身角的漫步机和扭腰器换新,由物业年检,今年十月前完成。".into());
    world.does("r0", Intent::EditTopic { topic: "t".into(), title, body }).unwrap();
    for i in 0..9 {
        world.signs(&format!("r{i}"), "t").unwrap();
    }
    let nine = world.does("r0", Intent::SubmitTopic { topic: "t".into() });
    assert_eq!(nine, Err(Refusal::NotEnoughSignatures { have: 9, need: 10, moved: vec![] }));
    world.signs("r9", "t").unwrap();
    world.does("r0", Intent::SubmitTopic { topic: "t".into() }).unwrap();
}

#[test]
pub fn a_major_matter_needs_two_officers() {
    let mut world = World::new();
    world.submitted("t");
    let major =
        Some(Major {
            wide: true, strong: false, vital: true, reason: "每户收费".into(), reach: Default::default()
        });
    let accept = Outcome::Accept { major };
    world.review("officer", "t", accept.clone(), all_yes(), "可以").unwrap();
    assert_eq!(world.state("t"), TopicState::Submitted);
    assert_eq!(world.review("officer", "t", accept.clone(), all_yes(), "可以"), Err(Refusal::RecusalRequired));
    world.review("secretary", "t", accept, all_yes(), "同意").unwrap();
    assert_eq!(world.state("t"), TopicState::Accepted);
    assert!(world.topic("t").major.is_some());
}

#[test]
pub fn strangers_and_other_grids_do_not_review() {
    let mut world = World::new();
    world.submitted("t");
    for actor in ["r1", "song", "member", "worker5", "above"] {
        let no = world.review(actor, "t", reject(Ground::R5), all_yes(), "不行");
        assert_eq!(no, Err(Refusal::NotEntitled), "{actor}");
    }
}

#[test]
fn t14_a_duplicate_that_is_none_has_its_signatures_again() {
    let mut world = World::new();
    world.submitted("t");
    world.draft("r1", "u", Capacity::Residents).unwrap();
    world.does("r1", Intent::OpenCosign { topic: "u".into() }).unwrap();
    let outcome = Outcome::Reject { ground: Ground::R6, duplicate_of: Some("u".into()) };
    world.review("officer", "t", outcome, all_yes(), "重复").unwrap();
    let receipt = rulebook::hash::receipt_hash(&world.receipt()).unwrap();
    world.does("r2", Intent::AgreeMerge { topic: "t".into(), receipt }).unwrap();
    assert_eq!((world.topic("t").signatures, world.topic("u").signatures), (0, 1));
    world.does("r0", Intent::Appeal { topic: "t".into(), reason: "不是同一件事".into() }).unwrap();
    world.does("above", Intent::DecideAppeal { topic: "t".into(), upheld: true, reason: "确非重复".into() }).unwrap();
    let topic = world.topic("t");
    assert_eq!((topic.state, topic.signatures, &topic.merged_into), (TopicState::Submitted, 10, &None));
    assert_eq!(world.community.signatures(&"t".into()).filter(|s| s.is_valid() && s.locked).count(), 10);
    assert_eq!(world.topic("u").signatures, 1, "and what r2 signed there stands");
}
