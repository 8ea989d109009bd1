//! Words: everything the product says to a person, Chinese first, English complete. No other room
//! holds prose. Labels are fields of [`Words`], so a missing one does not compile; sentences with
//! facts in them are functions of a [`Lang`].

/// A set of labels; each is named by what it stands on, so that a missing one does not compile.
macro_rules! words {
    ($(#[$doc:meta])* $set:ident: $($name:ident)*) => {
        $(#[$doc])*
        #[allow(missing_docs)]
        pub struct $set { $(pub $name: &'static str,)* }

        impl $set {
            /// Every label with its name, for the check that both languages are complete.
            pub fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name),)*]
            }
        }
    };
}

pub mod asked;
pub mod calendar;
pub mod clause;
pub mod council;
pub mod count;
pub mod decision;
pub mod deed;
pub mod election;
pub mod en;
pub mod hearing;
pub mod label;
pub mod mediation;
pub mod meeting;
pub mod push;
pub mod refusal;
pub mod roster;
pub mod say;
pub mod seats;
pub mod service;
pub mod when;
pub mod zh;

use serde::{Deserialize, Serialize};

/// The language somebody reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

words! {
    /// The labels of the frame and of the pages that are not a chapter of their own.
    Words:
    // the frame
    app_name tagline skip close done save cancel yes no more open loading elder elder_on elder_mode language_name
    tab_home tab_round tab_topics tab_meetings tab_review tab_me main_nav demo_mark not_found not_found_body to_start to_boards
    // delivery strip
    strip_synced strip_never strip_sending strip_storage strip_outdated strip_open
    // browser and updates
    lacks_storage lacks_worker lacks_install lacks_locks update_ready update_now install_ask install_now
    later_button
    // home
    my_grid needs_me nothing_needs todays_round being_discussed start_round raise sign_board buildings households
    people topics_count asked_for review_waits cosign_waits returned_waits progress progress_seen progress_switch
    // round
    rounds pick_building next_door round_done finish_round round_none quiet_hours outcome_met outcome_no_answer
    outcome_later outcome_declined outcome_not_suitable outcome_vacant outcome_wrong_door not_visited proposed
    legend wish_phone wish_evening wish_no_visit wish_large wish_box rests what_help note ask_cosign note_lead
    lead_place lead_matter save_and_next safety_reason need_light need_water need_lift need_trash need_parking
    need_noise need_green need_pets need_safety need_neighbours need_papers need_other
    // co-sign
    cosign cosign_done read_to_resident read_aloud stop_reading no_voice fingerprint who_signs somebody_else name
    name_hint adult_attest lives_registered lives_tenant lives_how already_signed not_yet_adult sign_here sign_again
    cannot_write can_write witness witness_rule finish_sign slip slip_seal_1 slip_seal_2 slip_how slip_copy
    slip_secret slip_waiting hand_back seal_char
    // topics
    topics topic all_topics no_topics track_self track_service grids path history review_opinion step_raise
    step_cosign step_review step_meet step_publish step_do step_close withdraw withdraw_ask withdraw_topic take_over
    withdrawing draft_new draft_title draft_body draft_hint draft_grid draft_yard capacity as_residents as_committee
    as_party open_cosign open_cosign_hint submit_topic extend edit edit_voids clone how_to_raise how_to_raise_body
    // review
    review review_desk review_none review_online three_criteria specific specific_ask clear clear_ask operable
    operable_ask competence c1 c2 c3 c4 c5 why_not decision accept return_topic redirect reject reason give_decision
    redirect_to organ_station organ_owners organ_department organ_mediation organ_council ground r1 r2 r3 r4 r5 r6
    r7 merge_into merit_no_ground major major_wide major_strong major_vital major_reason major_lasting major_charge
    major_households major_cost interest interest_hint
    flags flags_hint flag_one_device callbacks callbacks_hint called_back callback_yes callback_no appeal appeal_reason
    appeal_uphold appeal_reject
    // outbox
    outbox outbox_empty outbox_offline outbox_sync_now state_waiting state_accepted state_refused state_held seen_it
    show_done
    // me
    me my_receipts my_receipts_none my_acts my_topics devices this_device device device_pending device_active
    device_revoked device_revoke device_revoke_ask enrol_other enrol_mine enrol_whom offer_make offer_code
    offer_scan offer_life offer_wait digits_compare digits_same digits_differ display complaint complaint_body
    privacy privacy_body other_people switch_person
    // enrol
    enrol enrol_title enrol_body enrol_code enrol_button enrol_working enrol_digits enrol_waiting enrol_not_kept enrol_not_yet
    enrol_demo no_person
    // board
    board_title who_serves call quarter_meeting map map_hint over_size boards boards_body join_app
    check_receipt rules supervise community subscribe
    // rules
    rules_title rules_body rules_keys rules_key rules_value from_paper from_charter
    // receipt
    receipt_title receipt_body receipt_code receipt_check receipt_counts receipt_revoked receipt_duplicate
    receipt_denied receipt_void receipt_locked receipt_unknown receipt_not_yet receipt_withdraw receipt_withdrawn
    signed_when received_when channel channel_self channel_door channel_oral channel_paper
    // demo
    demo_title demo_body demo_enter demo_private
    // more
    clock_off revoked_device outdated downloading needs_network not_stored saved accepted_now saving unknown_code
    unknown_next public_page criteria_yes criteria_no reviewer done_topics draft_saved committee building_leads
    can_read can_cosign can_round can_review can_committee can_appeal can_lead can_admin can_minor lives_here
    works_here all_grids
}

impl Lang {
    /// Both, in the order of their rank.
    pub const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];

    /// Its labels.
    pub fn words(self) -> &'static Words {
        match self {
            Lang::Zh => &zh::ZH,
            Lang::En => &en::EN,
        }
    }

    /// The labels of the council.
    pub fn council(self) -> &'static council::CouncilWords {
        match self {
            Lang::Zh => &council::ZH,
            Lang::En => &council::EN,
        }
    }

    /// The labels of decisions.
    pub fn decision(self) -> &'static decision::DecisionWords {
        match self {
            Lang::Zh => &decision::ZH,
            Lang::En => &decision::EN,
        }
    }

    /// The labels of elections.
    pub fn election(self) -> &'static election::ElectionWords {
        match self {
            Lang::Zh => &election::labels::ZH,
            Lang::En => &election::labels::EN,
        }
    }

    /// The labels of recalls and by-elections.
    pub fn recall(self) -> &'static election::RecallWords {
        match self {
            Lang::Zh => &election::recall::ZH,
            Lang::En => &election::recall::EN,
        }
    }

    /// The labels of opinions and hearings.
    pub fn hearing(self) -> &'static hearing::HearingWords {
        match self {
            Lang::Zh => &hearing::ZH,
            Lang::En => &hearing::EN,
        }
    }

    /// The labels of mediations.
    pub fn mediation(self) -> &'static mediation::MediationWords {
        match self {
            Lang::Zh => &mediation::ZH,
            Lang::En => &mediation::EN,
        }
    }

    /// The labels of meetings.
    pub fn meeting(self) -> &'static meeting::MeetingWords {
        match self {
            Lang::Zh => &meeting::ZH,
            Lang::En => &meeting::EN,
        }
    }

    /// The labels of a demand for a meeting.
    pub fn asked(self) -> &'static asked::AskedWords {
        match self {
            Lang::Zh => &asked::ZH,
            Lang::En => &asked::EN,
        }
    }

    /// The labels of counting hands and of the recount.
    pub fn count(self) -> &'static count::CountWords {
        match self {
            Lang::Zh => &count::ZH,
            Lang::En => &count::EN,
        }
    }

    /// The labels of being called.
    pub fn push(self) -> &'static push::PushWords {
        match self {
            Lang::Zh => &push::ZH,
            Lang::En => &push::EN,
        }
    }

    /// The labels of a roster's page.
    pub fn roster(self) -> &'static roster::RosterWords {
        match self {
            Lang::Zh => &roster::ZH,
            Lang::En => &roster::EN,
        }
    }

    /// The labels of the seats of a hearing.
    pub fn seats(self) -> &'static seats::SeatWords {
        match self {
            Lang::Zh => &seats::ZH,
            Lang::En => &seats::EN,
        }
    }

    /// The labels of service items.
    pub fn service(self) -> &'static service::ServiceWords {
        match self {
            Lang::Zh => &service::ZH,
            Lang::En => &service::EN,
        }
    }

    /// The tag for `lang` attributes and for the voice that reads aloud.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The other one.
    pub fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }

    /// The language of a tag such as `en`, `en-GB`, `zh-CN`; Chinese for anything unknown.
    pub fn of(tag: &str) -> Lang {
        if tag.starts_with("en") { Lang::En } else { Lang::Zh }
    }

    /// One of two texts.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(lang: Lang) -> Vec<(&'static str, &'static str)> {
        let pages = [lang.words().all(), lang.meeting().all(), lang.decision().all(), lang.hearing().all()];
        let desks = [
            lang.asked().all(),
            lang.council().all(),
            lang.count().all(),
            lang.mediation().all(),
            lang.election().all(),
            lang.push().all(),
            lang.roster().all(),
            lang.seats().all(),
            lang.service().all(),
        ];
        [pages.concat(), desks.concat(), lang.recall().all()].concat()
    }

    fn is_han(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn no_label_is_empty_in_either_language() {
        for lang in Lang::BOTH {
            for (name, text) in all(lang) {
                assert!(!text.trim().is_empty(), "{name} is empty in {lang:?}");
            }
        }
    }

    #[test]
    fn chinese_labels_are_chinese_and_english_ones_are_not() {
        // The language button names the other language.
        let meant = ["language_name", "seal_char"];
        for ((name, zh), (_, en)) in all(Lang::Zh).into_iter().zip(all(Lang::En)) {
            if meant.contains(&name) {
                continue;
            }
            assert!(is_han(zh), "{name} has no Chinese: {zh}");
            assert!(!is_han(en), "{name} has no English: {en}");
        }
    }

    #[test]
    fn chinese_sentences_use_chinese_punctuation() {
        for (name, zh) in all(Lang::Zh) {
            assert!(!zh.contains(','), "{name} has a half-width comma: {zh}");
            assert!(!zh.ends_with('.'), "{name} ends in a half-width stop: {zh}");
        }
    }
}
