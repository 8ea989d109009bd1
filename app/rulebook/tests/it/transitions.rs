//! Every transition of the specification (§2.2) has a test that takes it and a test in which it is refused: this list
//! runs both and looks at what they did.

use crate::{council, doing, duties, hearings, meetings, raising, review, services, voting, works, world::*};
use rulebook::{
    Body, Community, Intent, Record, Refusal,
    act::Due,
    cosign::CosignState,
    ids::DESK,
    topic::{Topic, TopicState},
};
use std::{cell::RefCell, collections::BTreeSet};

thread_local! {
    static SEEN: RefCell<Seen> = RefCell::default();
}

/// What the acts of one test came to.
#[derive(Default)]
struct Seen {
    steps: BTreeSet<u8>,
    refusals: BTreeSet<String>,
}

/// Notes which transitions an act took.
pub fn taken(before: &Community, records: &[Record]) {
    let note = |t: u8| SEEN.with_borrow_mut(|seen| seen.steps.insert(t));
    for record in records {
        match &record.body {
            Body::Topic(topic) => {
                let old = before.topic(&topic.id);
                for step in topic.history.iter().skip(old.map_or(0, |old| old.history.len())) {
                    note(step.t);
                }
                if let (None, Some(followed)) = (old, followed(before, topic)) {
                    note(if followed == TopicState::Closed { 48 } else { 47 });
                }
            }
            Body::Cosign(signature) => {
                let known = before.cosignature(&signature.id).is_some();
                match signature.state {
                    CosignState::Valid if !known => note(4),
                    CosignState::Revoked { .. } => note(5),
                    _ => false,
                };
            }
            _ => {}
        }
    }
}

fn followed(before: &Community, topic: &Topic) -> Option<TopicState> {
    Some(before.topic(topic.follows.as_ref()?)?.state)
}

/// Notes what an act was refused for.
pub fn refused(refusal: &Refusal) {
    SEEN.with_borrow_mut(|seen| seen.refusals.insert(refusal.code()));
}

/// Transition; who takes it; who is refused it; with which code.
type Row = (u8, fn(), fn(), &'static str);

#[rustfmt::skip]
const LIST: [Row; 49] = [
    (1, raising::s01_the_tenth_adult_makes_it_submittable, raising::s12_a_grid_worker_as_such_may_not_propose, "NOT_ENTITLED"),
    (2, raising::s01_the_tenth_adult_makes_it_submittable, raising::nobody_has_more_than_three_open_topics, "TOO_MANY_OPEN"),
    (3, raising::s11_one_committee_member_is_enough, raising::s12_a_grid_worker_as_such_may_not_propose, "NOT_ENTITLED"),
    (4, raising::s06_a_tenant_without_hukou_signs, raising::s03_the_birthday_counts_and_the_day_before_does_not, "UNDER_18"),
    (5, raising::s09_the_slip_alone_withdraws, raising::a_signature_under_review_is_not_withdrawn, "WRONG_STATE"),
    (6, raising::s01_the_tenth_adult_makes_it_submittable, raising::s02_nine_are_not_enough, "NOT_ENOUGH_SIGNATURES"),
    (7, raising::s10_eight_signatures_lapse_when_window_and_grace_are_over, t07_not_before_window_and_grace_are_over, "WRONG_STATE"),
    (8, raising::s08_a_changed_meaning_voids_every_signature, t08_t46_by_nobody_else, "NOT_ENTITLED"),
    (9, review::a_major_matter_needs_two_officers, review::s20_nobody_reviews_their_own_topic, "RECUSAL_REQUIRED"),
    (10, review::s16_a_vague_topic_is_returned_with_what_to_change_and_the_clock_stops, review::s16_returning_without_naming_a_criterion_is_refused, "CRITERION_REQUIRED"),
    (11, review::s17_a_returned_topic_rewritten_in_meaning_needs_ten_again, review::s17_a_returned_topic_rewritten_in_meaning_needs_ten_again, "NOT_ENOUGH_SIGNATURES"),
    (12, review::s18_the_maintenance_fund_belongs_to_the_owners, review::strangers_and_other_grids_do_not_review, "NOT_ENTITLED"),
    (13, review::s24_a_duplicate_is_merged_and_only_those_who_agree_move, review::s23_a_rejection_owes_a_reason, "REASON_REQUIRED"),
    (14, review::s22_day_fifteen_is_in_time_and_day_sixteen_is_not, review::s22_day_fifteen_is_in_time_and_day_sixteen_is_not, "APPEAL_LATE"),
    (15, services::s19_a_broken_lamp_closed_without_result_comes_back_to_the_review, services::t15_not_after_a_result_nor_by_others, "CLOSED_WITH_RESULT"),
    (16, hearings::t16_and_t17_opinions_come_before_the_meeting, hearings::t16_and_t17_opinions_come_before_the_meeting, "NOT_ENTITLED"),
    (17, hearings::t16_and_t17_opinions_come_before_the_meeting, hearings::t16_and_t17_opinions_come_before_the_meeting, "WRONG_STATE"),
    (18, hearings::thirty_adults_make_it_major, hearings::reviewers_require_a_hearing_of_a_major_matter_and_the_council_of_any, "NOT_MAJOR"),
    (19, hearings::s43_the_party_members_talk_first_and_vote_on_nothing, hearings::s42_two_opinions_unanswered_keep_the_topic_off_the_agenda, "HEARING_REPORT_INCOMPLETE"),
    (20, voting::s32_abstentions_weigh_as_not_yes, meetings::s25_review_precedes_the_call, "REVIEW_AFTER_CALL"),
    (21, meetings::s27_four_of_nine_may_talk_but_not_vote, meetings::s30_what_was_shelved_comes_first_and_stays, "MUST_BE_VOTED"),
    (22, voting::s32_abstentions_weigh_as_not_yes, meetings::s36_no_vote_on_what_is_not_on_the_agenda, "NOT_ON_AGENDA"),
    (23, voting::s29_ten_of_twenty_shelve_and_under_the_strict_charter_the_vote_follows, voting::s31_no_third_shelving, "SHELVE_LIMIT"),
    (24, meetings::s36_no_vote_on_what_is_not_on_the_agenda, meetings::the_chair_does_not_keep_the_minutes_and_one_matter_at_a_time, "ITEM_STILL_OPEN"),
    (25, meetings::s30_what_was_shelved_comes_first_and_stays, meetings::s30_what_was_shelved_comes_first_and_stays, "MUST_BE_VOTED"),
    (26, duties::s45_a_filing_is_missing, voting::nobody_votes_for_another_nor_without_a_vote, "VOTE_CLOSED"),
    (27, voting::s32_abstentions_weigh_as_not_yes, voting::s33_a_tie_is_not_adopted_and_nobody_casts_again, "VOTE_CLOSED"),
    (28, hearings::t28_a_fifth_of_those_present_send_it_to_a_hearing, voting::nobody_votes_for_another_nor_without_a_vote, "NO_PROXY"),
    (29, council::t44_it_passes_a_matter_on, council::the_motions_of_a_grid_and_of_the_council_are_not_the_same, "NOT_VOTABLE"),
    (30, meetings::s31_a_hundred_and_one_days_without_a_next_meeting, t30_not_while_the_next_meeting_may_come, "WRONG_STATE"),
    (31, duties::t31_needs_an_action_and_the_chair, duties::s45_a_filing_is_missing, "DUTY_MISSING"),
    (32, duties::s47_after_seven_days_it_is_begun_and_still_hangs_out, t32_not_inside_the_window, "WRONG_STATE"),
    (33, duties::t33_by_the_assembly, duties::t33_by_the_assembly, "NOT_ENTITLED"),
    (34, duties::s48_ten_bring_a_new_fact_and_only_once, duties::s48_ten_bring_a_new_fact_and_only_once, "RECONSIDERED_ONCE"),
    (35, doing::t35_t36_an_action_stands_still_and_goes_on, doing::t35_t36_an_action_stands_still_and_goes_on, "REASON_REQUIRED"),
    (36, doing::t35_t36_an_action_stands_still_and_goes_on, doing::t35_t36_an_action_stands_still_and_goes_on, "WRONG_STATE"),
    (37, doing::t37_the_council_takes_what_stands_still, doing::t37_the_council_takes_what_stands_still, "NOT_ENTITLED"),
    (38, doing::t38_everything_is_done_or_dropped, doing::t38_everything_is_done_or_dropped, "ACTIONS_LEFT"),
    (39, doing::t39_a_supervisor_closes_what_residents_are_content_with, doing::t39_three_of_five_suffice_and_two_do_not_but_four_are_too_few_to_count, "NOT_CONTENT"),
    (40, doing::s49_a_wrong_claim_of_completion_is_sent_back, doing::s49_a_wrong_claim_of_completion_is_sent_back, "NOT_ENTITLED"),
    (41, council::t41_it_gives_a_matter_back_with_guidance, council::t41_it_gives_a_matter_back_with_guidance, "REASON_REQUIRED"),
    (42, council::t42_it_adopts_once_each_grid_agreed, council::t42_it_adopts_once_each_grid_agreed, "CONSENT_MISSING"),
    (43, council::t43_t45_the_assembly_decides_and_the_residents_committee_records_it, council::t43_t45_the_assembly_decides_and_the_residents_committee_records_it, "WRONG_STATE"),
    (44, council::t44_it_passes_a_matter_on, council::the_motions_of_a_grid_and_of_the_council_are_not_the_same, "NOT_VOTABLE"),
    (45, council::t43_t45_the_assembly_decides_and_the_residents_committee_records_it, council::t43_t45_the_assembly_decides_and_the_residents_committee_records_it, "NOT_ENTITLED"),
    (46, raising::a_cosigned_topic_is_withdrawn_only_after_its_signers_were_told, t08_t46_by_nobody_else, "NOT_ENTITLED"),
    (47, doing::t47_not_adopted_rests_ninety_days_or_until_something_is_new, doing::t47_not_adopted_rests_ninety_days_or_until_something_is_new, "COOL_DOWN"),
    (48, doing::t48_a_problem_that_came_back_is_raised_at_once, doing::t47_not_adopted_rests_ninety_days_or_until_something_is_new, "WRONG_STATE"),
    (49, raising::s14_two_denials_send_it_back_to_collecting, raising::s14_the_collector_may_not_call_back, "NOT_THE_COLLECTOR"),
];

#[test]
fn every_transition_is_taken_and_refused_by_a_test() {
    let listed: Vec<u8> = LIST.iter().map(|row| row.0).collect();
    let all: Vec<u8> = (1..=49).collect();
    assert_eq!(listed, all);
    for (t, takes, refuses, code) in LIST {
        SEEN.set(Seen::default());
        takes();
        assert!(SEEN.with_borrow(|seen| seen.steps.contains(&t)), "its test does not take T{t:02}");
        SEEN.set(Seen::default());
        refuses();
        assert!(SEEN.with_borrow(|seen| seen.refusals.contains(code)), "T{t:02} is not refused with {code}");
    }
}

fn the_clock_may_not(world: &mut World, due: Due) {
    let before = world.state("t");
    assert_eq!(world.does(DESK, Intent::Clock { due }), Err(Refusal::WrongState));
    assert_eq!(world.state("t"), before);
}

fn t07_not_before_window_and_grace_are_over() {
    let mut world = World::new();
    world.collecting("t");
    the_clock_may_not(&mut world, Due::Lapse { topic: "t".into() });
}

fn t08_t46_by_nobody_else() {
    let mut world = World::new();
    world.collecting("t");
    let other =
        Intent::EditTopic { topic: "t".into(), title: "另一件事".into(), body: "完全不同的事情。".into() };
    assert_eq!(world.does("r5", other), Err(Refusal::NotEntitled));
    assert_eq!(world.does("r5", Intent::WithdrawTopic { topic: "t".into() }), Err(Refusal::NotEntitled));
    assert_eq!(world.state("t"), TopicState::Collecting);
}

fn t30_not_while_the_next_meeting_may_come() {
    let mut world = World::new();
    world.collecting("t");
    the_clock_may_not(&mut world, Due::Stale { topic: "t".into() });
}

fn t32_not_inside_the_window() {
    let mut world = works::publicised();
    let decision = world.decision().id.clone();
    the_clock_may_not(&mut world, Due::Implement { decision });
}
