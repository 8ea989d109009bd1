//! Rulebook: the charter (制度), the rulebook's parameters, versioned and adopted by the community
//! party committee (`domain.md` §11). Bounds that the paper sets cannot be undercut.

mod calendar;
pub mod decision;
pub mod election;
pub mod hearing;
pub mod meeting;

use self::{
    decision::CrossGrid,
    election::{After, BoardSize, Mode, Nominating, RollDays, RunOffs},
    hearing::{HearingSeats, HearingTiming},
    meeting::{
        CheckInCloses, MajorityBase, MemberShare, MembersCall, NoticeDays, Quorum, Session, ShelveBase,
        ShelveThreshold, Speak, VotingBody,
    },
};
use crate::{ids::CharterId, refusal::Refusal, time::Day};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// One adopted version of the parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charter {
    /// `charter-1`, `charter-2` …
    pub id: CharterId,
    /// Counts up from 1; a topic keeps the version under which it was accepted.
    pub version: u32,
    /// When the community party committee adopted it.
    pub adopted_on: Day,
    /// The reference of the adopted document.
    pub file: String,
    /// The parameters.
    pub keys: Keys,
}

/// From which day on a person counts as 18.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgeCountsFrom {
    /// 按选举日（含本日）: the birthday itself counts.
    #[default]
    Birthday,
    /// The day after the birthday.
    DayAfter,
}

/// Who is a 网格居民 (G-RES); the paper leaves it open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResidentBasis {
    /// Lives in the grid now, tenants included.
    #[default]
    Living,
    /// Household registration in the grid.
    Hukou,
    /// Either of the two.
    Either,
}

/// The parameters, each under the name that `domain.md` §11 gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Keys {
    /// How many adult residents must co-sign. 「10名以上」: ten suffice; never below ten.
    #[serde(rename = "topic.cosign_min")]
    pub cosign_min: u32,
    /// Age in years. 「年满18周岁」; never below 18.
    #[serde(rename = "topic.cosign_age")]
    pub cosign_age: u32,
    /// Whether the birthday itself counts.
    #[serde(rename = "topic.age_counts_from")]
    pub age_counts_from: AgeCountsFrom,
    /// Who counts as a resident of the grid.
    #[serde(rename = "topic.resident_basis")]
    pub resident_basis: ResidentBasis,
    /// Days that signatures may be collected.
    #[serde(rename = "topic.window_days")]
    pub window_days: u32,
    /// Days of the single extension, and of a window re-opened after an incident.
    #[serde(rename = "topic.extension_days")]
    pub extension_days: u32,
    /// Whether the initiator is one of the ten.
    #[serde(rename = "topic.initiator_counts")]
    pub initiator_counts: bool,
    /// Open topics one person may have at once.
    #[serde(rename = "topic.max_open")]
    pub max_open: u32,
    /// Characters that may change without voiding signatures (typing errors).
    #[serde(rename = "topic.typo_chars")]
    pub typo_chars: u32,
    /// Hours that signers are told before a co-signed topic is withdrawn.
    #[serde(rename = "topic.withdraw_notice_hours")]
    pub withdraw_notice_hours: u32,
    /// Share of assisted and paper signatures called back, in percent, rounded up.
    #[serde(rename = "sig.verify_sample_percent")]
    pub verify_sample_percent: u32,
    /// Least number of call-backs.
    #[serde(rename = "sig.verify_sample_min")]
    pub verify_sample_min: u32,
    /// Assisted signatures of one collector within [`Keys::flag_rush_minutes`] that raise a flag.
    #[serde(rename = "sig.flag_rush")]
    pub flag_rush: u32,
    /// Minutes of that flag.
    #[serde(rename = "sig.flag_rush_minutes")]
    pub flag_rush_minutes: u32,
    /// Witnessed oral signatures that raise a flag.
    #[serde(rename = "sig.flag_oral")]
    pub flag_oral: u32,
    /// Hours after the window's end in which signatures made before it may still arrive.
    #[serde(rename = "sync.grace_hours")]
    pub grace_hours: u32,
    /// Working days of a review; then it goes to the community party committee.
    #[serde(rename = "review.deadline_wd")]
    pub review_deadline_wd: u32,
    /// Working days until the reviewer is reminded.
    #[serde(rename = "review.remind_wd")]
    pub review_remind_wd: u32,
    /// Days in which a rejection may be appealed.
    #[serde(rename = "review.appeal_days")]
    pub appeal_days: u32,
    /// First minute of the day in which nobody is visited unasked (20:30).
    #[serde(rename = "round.quiet_from")]
    pub quiet_from: u16,
    /// First minute of the day in which visits may start again (08:30).
    #[serde(rename = "round.quiet_until")]
    pub quiet_until: u16,
    /// Days a visited door rests.
    #[serde(rename = "round.rest_days")]
    pub rest_days: u32,
    /// Days a door that declined is not asked again.
    #[serde(rename = "round.declined_rest_days")]
    pub declined_rest_days: u32,
    /// Letters of a note at the door.
    #[serde(rename = "round.note_chars")]
    pub note_chars: u32,
    /// Minutes an enrolment code lives.
    #[serde(rename = "enrol.minutes")]
    pub enrol_minutes: u32,
    /// How often a topic may be shelved; then the meeting votes or sends it to the council.
    #[serde(rename = "topic.max_shelve")]
    pub max_shelve: u32,
    /// Days a shelved topic may wait for a next meeting; then the council takes it (T30).
    #[serde(rename = "topic.shelve_stale_days")]
    pub shelve_stale_days: u32,
    /// Days before a topic that was not adopted may be raised again without new facts (T47).
    #[serde(rename = "topic.cooldown_days")]
    pub cooldown_days: u32,
    /// How long before a meeting its notice must be out.
    #[serde(rename = "meeting.notice_days")]
    pub notice_days: NoticeDays,
    /// When votes are allowed.
    #[serde(rename = "meeting.quorum")]
    pub quorum: Quorum,
    /// Who votes.
    #[serde(rename = "meeting.voting_body")]
    pub voting_body: VotingBody,
    /// What a majority is of.
    #[serde(rename = "meeting.majority_base")]
    pub majority_base: MajorityBase,
    /// 「半数以上」.
    #[serde(rename = "meeting.shelve_threshold")]
    pub shelve_threshold: ShelveThreshold,
    /// 「实到会…人员」.
    #[serde(rename = "meeting.shelve_base")]
    pub shelve_base: ShelveBase,
    /// Minutes a turn lasts, turns on one item.
    #[serde(rename = "meeting.speak")]
    pub speak: Speak,
    /// When the voting body of an item closes.
    #[serde(rename = "meeting.checkin_close")]
    pub checkin_close: CheckInCloses,
    /// Check-in, waiting, second call, speakers before shelving.
    #[serde(rename = "meeting.session")]
    pub session: Session,
    /// Members who ask for a meeting together.
    #[serde(rename = "meeting.members_call")]
    pub members_call: MembersCall,
    /// Days before the end of a quarter on which it is said that its regular meeting is not arranged yet.
    #[serde(rename = "meeting.season_remind")]
    pub season_remind: Vec<u32>,
    /// How many of each grid must co-sign a matter of several grids.
    #[serde(rename = "topic.cross_grid")]
    pub cross_grid: CrossGrid,
    /// 「及时」: days after the adoption until it is published.
    #[serde(rename = "decision.publish_days")]
    pub publish_days: u32,
    /// 「及时」: working days until the grid's party organisation is told.
    #[serde(rename = "decision.notify_wd")]
    pub notify_wd: u32,
    /// 「及时」: working days until it is filed with the party committee and the residents' committee.
    #[serde(rename = "decision.file_wd")]
    pub file_wd: u32,
    /// Days it hangs out; never below 15 (居委会组织法 art. 34).
    #[serde(rename = "decision.display_days")]
    pub display_days: u32,
    /// Days in which residents may bring new facts (T34); nothing is begun before (T32).
    #[serde(rename = "decision.objection_days")]
    pub objection_days: u32,
    /// Working days in which a filing body may object that it is illegal. Filing is not approval.
    #[serde(rename = "decision.legality_wd")]
    pub legality_wd: u32,
    /// Days in which such an objection needs its ruling; then it falls, or filing would be a veto.
    #[serde(rename = "decision.ruling_days")]
    pub ruling_days: u32,
    /// Adult residents who must ask for reconsideration.
    #[serde(rename = "decision.reconsider_min")]
    pub reconsider_min: u32,
    /// Days an action may be blocked; then the council takes the matter (T37).
    #[serde(rename = "decision.blocked_days")]
    pub blocked_days: u32,
    /// Days without a progress note after which that is shown.
    #[serde(rename = "decision.progress_days")]
    pub progress_days: u32,
    /// Supervisors there must be, none of them on the committee.
    #[serde(rename = "decision.supervisors_min")]
    pub supervisors_min: u32,
    /// Days in which residents rate what was done.
    #[serde(rename = "eval.days")]
    pub eval_days: u32,
    /// With fewer ratings than these nothing hangs on them.
    #[serde(rename = "eval.min_ratings")]
    pub eval_min_ratings: u32,
    /// Share of the ratings that must be content, in percent.
    #[serde(rename = "eval.pass_percent")]
    pub eval_pass_percent: u32,
    /// Which share of the council must be there.
    #[serde(rename = "council.quorum")]
    pub council_quorum: MemberShare,
    /// Before the vote, after the decision, or both.
    #[serde(rename = "hearing.timing")]
    pub hearing_timing: HearingTiming,
    /// The seats of a hearing.
    #[serde(rename = "hearing.seats")]
    pub hearing_seats: HearingSeats,
    /// 波及面广: share of the grid's households, in percent.
    #[serde(rename = "major.wide_share")]
    pub major_wide_share: u32,
    /// 影响力大: cost in fen.
    #[serde(rename = "major.cost_fen")]
    pub major_cost_fen: u64,
    /// Adult residents whose demand makes a matter major.
    #[serde(rename = "major.petition")]
    pub major_petition: u32,
    /// Share of those present whose demand makes a matter major (T28), in percent.
    #[serde(rename = "major.session_percent")]
    pub major_session_percent: u32,
    /// Public holidays that fall on working days.
    #[serde(rename = "calendar.holidays")]
    pub holidays: Vec<Day>,
    /// Weekend days that are worked (调休).
    #[serde(rename = "calendar.workdays")]
    pub workdays: Vec<Day>,
    /// The largest committee: chair, two vice chairs, members; odd, 5–9. An announcement may fix fewer.
    #[serde(rename = "committee.size")]
    pub committee_size: u32,
    /// Years of a term, 3 or 5.
    #[serde(rename = "committee.term_years")]
    pub committee_term_years: u32,
    /// How an election is held unless its announcement says otherwise.
    #[serde(rename = "election.mode")]
    pub election_mode: Mode,
    /// How many sit on the election board.
    #[serde(rename = "election.board")]
    pub election_board: BoardSize,
    /// The days of the roll.
    #[serde(rename = "election.roll")]
    pub election_roll: RollDays,
    /// How people become candidates.
    #[serde(rename = "election.nominate")]
    pub election_nominate: Nominating,
    /// Voters one proxy may vote for.
    #[serde(rename = "election.proxy_max")]
    pub election_proxy_max: u32,
    /// Tellers at each box and under each count.
    #[serde(rename = "election.tellers_min")]
    pub election_tellers_min: u32,
    /// A second ballot.
    #[serde(rename = "election.runoff")]
    pub election_runoff: RunOffs,
    /// After the count.
    #[serde(rename = "election.after")]
    pub election_after: After,
    /// Days in which names are gathered behind a demand for a recall; then it lapses. Never below 30.
    #[serde(rename = "election.recall_days")]
    pub election_recall_days: u32,
    /// Ballots by telephone: refused, ballots are paper alone.
    #[serde(rename = "feature.e_ballot")]
    pub e_ballot: bool,
}

impl Default for Keys {
    fn default() -> Self {
        Keys {
            cosign_min: 10,
            cosign_age: 18,
            age_counts_from: AgeCountsFrom::Birthday,
            resident_basis: ResidentBasis::Living,
            window_days: 30,
            extension_days: 15,
            initiator_counts: true,
            max_open: 3,
            typo_chars: 6,
            withdraw_notice_hours: 24,
            verify_sample_percent: 20,
            verify_sample_min: 2,
            flag_rush: 10,
            flag_rush_minutes: 10,
            flag_oral: 3,
            grace_hours: 72,
            review_deadline_wd: 5,
            review_remind_wd: 3,
            appeal_days: 15,
            quiet_from: 20 * 60 + 30,
            quiet_until: 8 * 60 + 30,
            rest_days: 7,
            declined_rest_days: 90,
            note_chars: 140,
            enrol_minutes: 10,
            max_shelve: 2,
            shelve_stale_days: 100,
            cooldown_days: 90,
            notice_days: NoticeDays::default(),
            quorum: Quorum::default(),
            voting_body: VotingBody::default(),
            majority_base: MajorityBase::default(),
            shelve_threshold: ShelveThreshold::default(),
            shelve_base: ShelveBase::default(),
            speak: Speak::default(),
            checkin_close: CheckInCloses::default(),
            session: Session::default(),
            members_call: MembersCall::default(),
            season_remind: vec![30, 14, 7],
            cross_grid: CrossGrid::default(),
            publish_days: 3,
            notify_wd: 1,
            file_wd: 5,
            display_days: decision::DISPLAY_FLOOR,
            objection_days: 7,
            legality_wd: 5,
            ruling_days: 15,
            reconsider_min: 10,
            blocked_days: 30,
            progress_days: 31,
            supervisors_min: 2,
            eval_days: 7,
            eval_min_ratings: 5,
            eval_pass_percent: 60,
            council_quorum: MemberShare::default(),
            hearing_timing: HearingTiming::default(),
            hearing_seats: HearingSeats::default(),
            major_wide_share: 30,
            major_cost_fen: 5_000_000,
            major_petition: 30,
            major_session_percent: 20,
            holidays: Vec::new(),
            workdays: Vec::new(),
            committee_size: 9,
            committee_term_years: 5,
            election_mode: Mode::default(),
            election_board: BoardSize::default(),
            election_roll: RollDays::default(),
            election_nominate: Nominating::default(),
            election_proxy_max: 3,
            election_tellers_min: 3,
            election_runoff: RunOffs::default(),
            election_after: After::default(),
            election_recall_days: 60,
            e_ballot: false,
        }
    }
}

impl Keys {
    /// Refuses parameters that undercut the paper's own numbers or contradict each other.
    pub fn check(&self) -> Result<(), Refusal> {
        let bad = |key: &str| Err(Refusal::CharterBound { key: key.into() });
        match self {
            k if k.cosign_min < 10 => bad("topic.cosign_min"),
            k if k.cosign_age < 18 => bad("topic.cosign_age"),
            k if k.window_days == 0 => bad("topic.window_days"),
            k if k.verify_sample_percent > 100 => bad("sig.verify_sample_percent"),
            k if k.review_deadline_wd == 0 => bad("review.deadline_wd"),
            k if k.quiet_from >= 24 * 60 => bad("round.quiet_from"),
            k if k.quiet_until >= 24 * 60 => bad("round.quiet_until"),
            k if k.enrol_minutes == 0 => bad("enrol.minutes"),
            k if k.shelve_stale_days == 0 => bad("topic.shelve_stale_days"),
            // Between the notice and the draw there must be time to apply.
            k if !k.hearing_seats.is_sound() || k.hearing_seats.close_days >= k.notice_days.hearing => {
                bad("hearing.seats")
            }
            // A share of nobody, or of more than everybody, would make every matter major or none.
            k if k.major_wide_share == 0 || k.major_wide_share > 100 => bad("major.wide_share"),
            k if k.major_session_percent == 0 || k.major_session_percent > 100 => bad("major.session_percent"),
            k if k.major_petition == 0 => bad("major.petition"),
            k => meeting::out_of_bounds(k).or(decision::out_of_bounds(k)).map_or_else(|| k.check_elections(), bad),
        }
    }
}
