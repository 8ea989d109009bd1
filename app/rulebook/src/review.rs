//! Rulebook: the review by the grid's party organisation (审查), `domain.md` §2.3 G-REV, G-RECUSE.
//! 「议题必须具体、明确、具有可操作性，议事会议正式召开前，由网格党组织对议题进行审查。」
//! Merit is not a ground; silence never accepts and never rejects.

pub mod appeal;
pub mod judge;

use crate::{
    ids::{PersonId, ReviewId, TopicId},
    time::Millis,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// One criterion, answered yes or no, with a note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Yes.
    pub ok: bool,
    /// Why not, or what to change.
    #[serde(default)]
    pub note: String,
}

/// The three criteria and the five competence tests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    /// 具体: place, who is touched, what is wrong.
    pub specific: Answer,
    /// 明确: one matter, one question that can be voted yes or no.
    pub clear: Answer,
    /// 可操作: someone can do it, with what means, by when.
    pub operable: Answer,
    /// C1–C5: common affair of this scope · not an owners' matter (民法典 278) · not an act only an
    /// authority may do · not illegal · not purely private.
    pub competence: Vec<Answer>,
}

/// 重大事项: 「波及面广、影响力大、涉及群众企业切身利益」. Major = (wide ∨ strong) ∧ vital.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Major {
    /// 波及面广.
    pub wide: bool,
    /// 影响力大.
    pub strong: bool,
    /// 切身利益.
    pub vital: bool,
    /// Why.
    pub reason: String,
    /// The numbers behind the ticks.
    #[serde(default, skip_serializing_if = "Reach::is_nothing")]
    pub reach: Reach,
}

/// What a matter touches and costs; the charter's thresholds are held against it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reach {
    /// Households it touches.
    pub households: u32,
    /// What it costs, in fen.
    pub cost_fen: u64,
    /// A lasting change of shared space.
    pub lasting: bool,
    /// Residents are charged for it.
    pub charge: bool,
}

impl Reach {
    fn is_nothing(&self) -> bool {
        *self == Reach::default()
    }
}

/// Where a topic is sent that is not the committee's to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Organ {
    /// 社区工作站: an administrative matter.
    Station,
    /// 业主大会/业委会: 民法典 art. 278.
    Owners,
    /// A department with enforcement powers.
    Department,
    /// 人民调解委员会.
    Mediation,
    /// 社区共建议事会: more than one grid.
    Council,
}

/// The enumerated grounds of a rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Ground {
    /// Not specific (normally returned).
    R1,
    /// Not clear (normally returned).
    R2,
    /// Not operable (normally returned).
    R3,
    /// Out of competence (normally redirected).
    R4,
    /// Illegal.
    R5,
    /// Duplicate of an open topic: merge.
    R6,
    /// Private dispute: mediation.
    R7,
}

/// What the reviewer decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 通过. T09.
    Accept {
        /// Marked as a major matter.
        major: Option<Major>,
    },
    /// 退回修改. T10: at least one criterion named, and what to change.
    Return,
    /// 转办. T12.
    Redirect {
        /// To whom.
        to: Organ,
    },
    /// 不予受理. T13.
    Reject {
        /// R1–R7.
        ground: Ground,
        /// For R6 the open topic it repeats.
        duplicate_of: Option<TopicId>,
    },
}

/// 审查意见: public, with reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The id of the act that made it.
    pub id: ReviewId,
    /// The topic.
    pub topic: TopicId,
    /// Who reviewed; an office holder, hence public.
    pub reviewer: PersonId,
    /// When.
    pub at: Millis,
    /// The answers.
    pub criteria: Criteria,
    /// What was decided.
    pub outcome: Outcome,
    /// Why, in words for everybody.
    pub reason: String,
}

/// The receipt of a topic that was sent elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referral {
    /// To whom.
    pub to: Organ,
    /// The number the proposers keep: that of the service item (H2), else the review's id, which
    /// the page shortens for the eye.
    pub number: String,
    /// When.
    pub at: Millis,
}

/// 申诉 to the community party committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// Who appealed; hidden from the public.
    pub by: Option<PersonId>,
    /// When.
    pub at: Millis,
    /// Why.
    pub reason: String,
    /// `None` until decided; then whether it was upheld.
    pub upheld: Option<bool>,
    /// Why so.
    pub answer: String,
}

impl Criteria {
    /// The three criteria of the paper.
    pub fn three(&self) -> [&Answer; 3] {
        [&self.specific, &self.clear, &self.operable]
    }

    /// The number (1–5) of the first competence test that failed.
    pub fn failed_competence(&self) -> Option<u8> {
        (1u8..).zip(&self.competence).find(|(_, answer)| !answer.ok).map(|(no, _)| no)
    }
}
