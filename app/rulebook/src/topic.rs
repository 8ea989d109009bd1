//! Rulebook: the life of a topic (议题), `domain.md` §2.1–2.2: its states, its record, and the
//! transitions its initiator makes (T01–T03, T06–T08, T11, T46). Reviews stand in `review`.

pub mod raise;
pub mod submit;
pub mod withdraw;

use crate::{
    council::Consent,
    hash::{Hash, text_hash},
    hearing::Hearing,
    ids::{CourtyardId, GridId, MeetingId, PersonId, ReviewId, TopicId},
    json::is_false,
    review::{Appeal, Major, Referral},
    time::{Day, Millis},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// The 24 states of `domain.md` §2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopicState {
    /// 草稿: being written. T02 → Collecting, T03 → Submitted, T46 → Withdrawn.
    Draft,
    /// 征集联名: text frozen, signatures open. T06 → Submitted, T07 → Lapsed, T08 → Draft.
    Collecting,
    /// 待审查: before the grid's party organisation. T09–T13, T49.
    Submitted,
    /// 退回修改: 「议题必须具体、明确、具有可操作性」 not met. T11 → Submitted.
    Returned,
    /// 待上会: reviewed, waiting for a meeting.
    Accepted,
    /// 会前征求意见.
    PreConsult,
    /// 待听证.
    HearingPending,
    /// 已列入议程.
    OnAgenda,
    /// 议事中.
    Deliberating,
    /// 搁置(交下次会议).
    Shelved,
    /// 已通过: its duties are open. T31 → Publicising.
    Adopted,
    /// 未通过.
    NotAdopted,
    /// 公示中. T32 → Implementing, T33 → Annulled, T34 → Accepted.
    Publicising,
    /// 实施中. T33 → Annulled, T35 → Blocked, T38 → Evaluating.
    Implementing,
    /// 实施受阻. T33 → Annulled, T36 → Implementing, T37 → Escalated.
    Blocked,
    /// 监督评议中. T39 → Closed, T40 → Implementing.
    Evaluating,
    /// 已办结归档.
    Closed,
    /// 已提交共建议事会. T41 → Accepted, T42 → Adopted, T43 → ToAssembly, T44 → Redirected.
    Escalated,
    /// 提请居民(代表)会议. T45 → Adopted, NotAdopted.
    ToAssembly,
    /// 已转办, with a receipt. T15 → Submitted.
    Redirected,
    /// 不予受理, or merged into another topic (R6). T14 → Submitted.
    Rejected,
    /// 已撤回.
    Withdrawn,
    /// 联名未满失效.
    Lapsed,
    /// 决定撤销.
    Annulled,
}

/// In which capacity a topic is raised (G-PROP).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// 10名以上年满18周岁的网格居民联名.
    Residents,
    /// 网格自管会成员.
    CommitteeMember,
    /// 网格党组织.
    PartyOrg,
}

/// One step of a topic's history, told as a sentence on its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When, by the judge's clock.
    pub at: Millis,
    /// The transition of `domain.md` §2.2, e.g. 9 for T09.
    pub t: u8,
    /// The state it led to.
    pub to: TopicState,
}

/// Warnings for the reviewer; they never block (`domain.md` §2.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RedFlag {
    /// Many assisted signatures of one collector within a few minutes.
    Rush {
        /// The collector.
        collector: PersonId,
        /// How many.
        count: u32,
    },
    /// All signatures came through one channel and one device.
    OneDevice,
    /// Several witnessed oral signatures.
    ManyOral {
        /// How many.
        count: u32,
    },
}

/// 议题: a matter put up for deliberation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// The grids it concerns; more than one goes to the council.
    pub grids: Vec<GridId>,
    /// The yard it concerns, if it is that narrow.
    pub courtyard: Option<CourtyardId>,
    /// One line.
    pub title: String,
    /// The whole text.
    pub body: String,
    /// Binds signatures to this very text.
    pub hash: Hash,
    /// Counts up whenever the text changes.
    pub version: u32,
    /// Where it stands.
    pub state: TopicState,
    /// Who raised it; hidden from the public.
    pub raised_by: Option<PersonId>,
    /// In which capacity.
    pub capacity: Capacity,
    /// When the draft was begun.
    pub created: Millis,
    /// Last day of the co-signing window.
    pub window_ends: Option<Day>,
    /// The single extension was used.
    pub extended: bool,
    /// Valid signatures.
    pub signatures: u32,
    /// Of these, those that arrived after the window's end, in the grace for late arrivals.
    pub in_grace: u32,
    /// When it came before the reviewer; the clock runs from here.
    pub submitted: Option<Millis>,
    /// Last day of the review.
    pub review_due: Option<Day>,
    /// The reviewer was reminded.
    pub reminded: bool,
    /// The review went to the community party committee for want of time.
    pub escalated: bool,
    /// Warnings for the reviewer.
    pub flags: Vec<RedFlag>,
    /// Verification incidents so far (T49).
    pub incidents: u32,
    /// The newest review opinion.
    pub review: Option<ReviewId>,
    /// A major topic's first of two accepting officers.
    pub first_officer: Option<PersonId>,
    /// Marked 重大事项.
    pub major: Option<Major>,
    /// The charter version it is judged by from acceptance on.
    pub charter: Option<u32>,
    /// Where it was sent.
    pub referral: Option<Referral>,
    /// The open topic it was merged into (R6).
    pub merged_into: Option<TopicId>,
    /// Last day on which a rejection may be appealed.
    pub appeal_until: Option<Day>,
    /// The appeal, if there is one.
    pub appeal: Option<Appeal>,
    /// A co-signed topic being withdrawn: signers have until then to take it over.
    pub withdrawing: Option<Millis>,
    /// What happened so far.
    pub history: Vec<Step>,
    /// How often it was shelved (T23).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub shelved: u32,
    /// Since when it waits for the next meeting; T30 counts from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelved_on: Option<Day>,
    /// The newest meeting that has or had it on its agenda.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// First item of the next meeting.
    #[serde(default, skip_serializing_if = "is_false")]
    pub priority: bool,
    /// A major matter's hearing took place and its report is out (T19).
    #[serde(default, skip_serializing_if = "is_false")]
    pub hearing_done: bool,
    /// T47, T48: the settled topic whose matter comes up again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<TopicId>,
    /// T47: what is new since then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_facts: Option<String>,
    /// T34 took place: only once.
    #[serde(default, skip_serializing_if = "is_false")]
    pub reconsidered: bool,
    /// T41: what the council gave the grids to go by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guidance: Option<String>,
    /// T42: the grids that agree that the council decides it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consents: Vec<Consent>,
    /// T43: why the residents' assembly is to decide it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_up: Option<String>,
    /// The body as a meeting amended and adopted it; the text that was raised stays beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_text: Option<String>,
    /// What came before the vote: demands, opinions, report, party discussion.
    #[serde(default, skip_serializing_if = "Hearing::is_nothing")]
    pub hearing: Hearing,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl TopicState {
    /// `domain.md` §2.1, column "Public?": all but drafts.
    pub fn is_public(self) -> bool {
        self != TopicState::Draft
    }

    /// T33 starts here: it hangs out, or it is being carried out; work that stands still is work that was begun.
    pub fn may_be_annulled(self) -> bool {
        use TopicState::*;
        matches!(self, Publicising | Implementing | Blocked)
    }

    /// Invariant 10: only linked new topics follow (a rejection may still be appealed, T14).
    pub fn is_terminal(self) -> bool {
        use TopicState::*;
        matches!(self, Closed | Rejected | Lapsed | Withdrawn | Annulled | NotAdopted)
    }

    /// T46: whether its initiator may still withdraw it.
    pub(crate) fn may_be_withdrawn(self) -> bool {
        use TopicState::*;
        matches!(self, Draft | Collecting | Submitted | Returned | Accepted | PreConsult)
    }
}

impl Topic {
    /// The scope as it is bound into the text hash: grids, then the yard.
    pub fn scope_text(grids: &[GridId], courtyard: Option<&CourtyardId>) -> String {
        let mut text = String::new();
        for grid in grids {
            text.push_str(grid.as_str());
            text.push(' ');
        }
        if let Some(yard) = courtyard {
            text.push_str(yard.as_str());
        }
        text
    }

    /// The hash of the text as it stands.
    pub fn text_hash(&self) -> Hash {
        text_hash(&self.title, &self.body, &Self::scope_text(&self.grids, self.courtyard.as_ref()))
    }

    /// The hash of what a decision on it binds: the text as it was adopted, else as it was raised.
    pub fn decided_hash(&self) -> Hash {
        let amended =
            |body: &String| text_hash(&self.title, body, &Self::scope_text(&self.grids, self.courtyard.as_ref()));
        self.adopted_text.as_ref().map_or_else(|| self.hash.clone(), amended)
    }

    /// Takes one transition: the state and the line in the history. A wish to withdraw it does not outlive the states
    /// in which that may be done: judged and come back later, it is not withdrawn by an old notice.
    pub(crate) fn step(&mut self, at: Millis, t: u8, to: TopicState) {
        self.state = to;
        if !to.may_be_withdrawn() {
            self.withdrawing = None;
        }
        self.history.push(Step { at, t, to });
    }

    /// T25: 「交由下次会议审议表决」 — the next meeting has it first and cannot leave it out.
    pub fn must_come(&self) -> bool {
        self.state == TopicState::Shelved || (self.state == TopicState::Accepted && self.priority)
    }

    /// G-ESC: a matter of several grids is the council's, until it gave them what to go by (T41).
    pub fn is_for_the_council(&self) -> bool {
        self.grids.len() > 1 && self.guidance.is_none()
    }

    /// Whether time alone may do something about it.
    pub(crate) fn waits_for_the_clock(&self) -> bool {
        use TopicState::*;
        let stands = matches!(self.state, Collecting | Submitted | Adopted | Publicising | Blocked);
        stands || self.must_come() || self.withdrawing.is_some()
    }

    /// Whether it concerns the grid.
    pub fn concerns(&self, grid: &GridId) -> bool {
        self.grids.contains(grid)
    }

    /// Whether somebody is its initiator.
    pub fn is_raised_by(&self, person: &PersonId) -> bool {
        self.raised_by.as_ref() == Some(person)
    }
}
