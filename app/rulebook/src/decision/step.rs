//! Rulebook: what can be done about a decision — one line for each step from T31 to T40.

use super::{
    action::{self, Plan, Report},
    display, duty,
    duty::Duty,
    evaluate, reconsider,
};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::{ActionId, DecisionId, PetitionId},
    time::Day,
};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// One step after the adoption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum DecisionStep {
    /// G-IMPL: an action, or a change of one with its reason.
    SetAction { action: ActionId, plan: Plan, reason: String },
    /// G-IMPL: no longer to be done.
    DropAction { action: ActionId, reason: String },
    /// Duty 1: online.
    Publish,
    /// Duty 1: a notice on paper hangs there.
    Post { place: String },
    /// Duties 2–4.
    Deliver { duty: Duty },
    /// 回执 of the organ that received it.
    Acknowledge { duty: Duty },
    /// A filing body says that it is illegal.
    Object { duty: Duty, reason: String },
    /// The ruling on such an objection; T33 if it is upheld.
    Rule { duty: Duty, upheld: bool, paper: String, reason: String },
    /// T33 by the residents' assembly.
    SetAside { minutes: String, reason: String },
    /// T31.
    HangOut,
    /// T34: new facts; opening `facts`.
    Reconsider { petition: PetitionId, facts: Hash },
    /// T34: one more stands by them.
    Support { petition: PetitionId },
    /// Progress, done, T35, T36; opening `note`.
    Report { action: ActionId, report: Report, note: Hash },
    /// T37.
    Escalate { reason: String },
    /// T38.
    OpenRating,
    /// One rating; opening `rating` holds an [`evaluate::Opinion`] as JSON.
    Rate { rating: Hash },
    /// T39.
    Close,
    /// T40: `again` takes the place of `action`.
    SendBack { action: ActionId, again: ActionId, due: Day, reason: String },
}

impl DecisionStep {
    /// What residents do, who may also carry out an action.
    pub(crate) fn daily(&self, case: &Case, id: &DecisionId) -> Option<Verdict> {
        use DecisionStep::*;
        Some(match self {
            Reconsider { petition, facts } => reconsider::begin(case, id, petition, facts),
            Support { petition } => reconsider::support(case, id, petition),
            Report { action, report, note } => action::report(case, id, action, *report, note),
            Rate { rating } => evaluate::rate(case, id, rating),
            _ => return None,
        })
    }

    /// What is done in office; `None`: it is [`Self::daily`]’s.
    pub(crate) fn office(&self, case: &Case, id: &DecisionId) -> Option<Verdict> {
        use DecisionStep::*;
        Some(match self {
            SetAction { action, plan, reason } => action::set(case, id, action, plan, reason),
            DropAction { action, reason } => action::give_up(case, id, action, reason),
            Publish => duty::publish(case, id),
            Post { place } => duty::post(case, id, place),
            Deliver { duty } => duty::deliver(case, id, *duty),
            Acknowledge { duty } => duty::acknowledge(case, id, *duty),
            Object { duty, reason } => duty::object(case, id, *duty, reason),
            Rule { duty, upheld, paper, reason } => duty::rule(case, id, *duty, *upheld, paper, reason),
            SetAside { minutes, reason } => display::set_aside(case, id, minutes, reason),
            HangOut => display::hang_out(case, id),
            Escalate { reason } => display::escalate(case, id, reason),
            OpenRating => evaluate::open(case, id),
            Close => evaluate::close(case, id),
            SendBack { action, again, due, reason } => evaluate::send_back(case, id, action, again, *due, reason),
            Reconsider { .. } | Support { .. } | Report { .. } | Rate { .. } => return None,
        })
    }

    /// `domain.md` §2.7: a progress note is written offline; all else is the server's alone.
    pub fn works_offline(&self) -> bool {
        matches!(self, DecisionStep::Report { report: Report::Progress, .. })
    }
}
