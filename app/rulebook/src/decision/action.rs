//! Rulebook: who does what by when — G-IMPL: 「会议作出的决定，由网格自管会协同专业网格员、物业企业、居民
//! 骨干等实施。」 Reports on it are appended, never changed; what an owner writes travels beside the act.

use super::{Decision, Matter};
use crate::{
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    meeting::call::{line, says_something},
    people::Role,
    record::Record,
    refusal::Refusal,
    time::{Day, Millis},
    topic::{Topic, TopicState},
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Actions of one decision, and changes of one action.
pub const MAX_ACTIONS: usize = 30;
/// Letters of a report.
pub const MAX_NOTE: usize = 1_000;

/// Who is to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// 网格自管会.
    Committee,
    /// 专业网格员.
    Specialist,
    /// 物业企业.
    Property,
    /// 居民骨干.
    ActiveResident,
    /// 社区工作站.
    Station,
    /// 驻社区单位、共建单位.
    Unit,
    /// 居民.
    Residents,
}

/// The owner: an organisation by its name, or a person by their pseudonym.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// What kind.
    pub kind: OwnerKind,
    /// The organisation's name; empty for people.
    pub name: String,
    /// Whoever answers for it; hidden from the public where it is an ordinary resident.
    pub person: Option<PersonId>,
}

/// Three buckets: what residents can do themselves, and what not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// 居民自己能做.
    Residents,
    /// 需要居委会协助.
    RcHelp,
    /// 需要第三方.
    ThirdParty,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What.
    pub what: String,
    /// By whom.
    pub owner: Owner,
    /// By when.
    pub due: Day,
    /// Who can do such a thing at all.
    pub bucket: Bucket,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionState {
    /// To be done.
    Open,
    /// Cannot go on (T35).
    Blocked,
    /// Done, as its owner says.
    Done,
    /// No longer to be done, with a reason.
    Dropped,
    /// Said to be done, and was not (T40); another action takes its place.
    Refuted,
}

/// What stood there before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Millis,
    /// Why.
    pub reason: String,
    /// The plan before, or the plan that was dropped.
    pub before: Plan,
}

/// 行动: one thing that a decision has somebody do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its id.
    pub id: ActionId,
    /// The decision.
    pub decision: DecisionId,
    /// What is to be done.
    pub plan: Plan,
    /// Where it stands.
    pub state: ActionState,
    /// Since when.
    pub since: Day,
    /// Who set it, in office.
    pub set_by: PersonId,
    /// Why it came later than the display, or what it makes good.
    pub reason: String,
    /// The action it takes the place of (T40).
    pub redoes: Option<ActionId>,
    /// Changes, oldest first.
    pub changes: Vec<Change>,
}

/// What a report says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// So far so good.
    Progress,
    /// Done; the text is the evidence.
    Done,
    /// T35: it cannot go on; the text is the reason.
    Blocked,
    /// T36: it goes on.
    GoesOn,
}

/// One report on an action; personal, because an owner may be anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The act that made it.
    pub id: ProgressId,
    /// On which action.
    pub action: ActionId,
    /// What it says.
    pub report: Report,
    /// In words.
    pub text: String,
    /// Who; hidden from the public.
    pub by: Option<PersonId>,
    /// When it was written.
    pub at: Millis,
}

impl ActionState {
    /// Whether it is or was to be done.
    pub fn counts(self) -> bool {
        matches!(self, ActionState::Open | ActionState::Blocked | ActionState::Done)
    }

    /// Whether somebody still has to do it.
    pub fn is_left(self) -> bool {
        matches!(self, ActionState::Open | ActionState::Blocked)
    }
}

impl Action {
    /// G-SUPERV: 逾期, shown to all.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.state.is_left() && self.plan.due < today
    }

    fn stands(&mut self, state: ActionState, today: Day) {
        self.state = state;
        self.since = today;
    }
}

impl OwnerKind {
    /// An organisation goes by its name, people do not.
    fn is_organisation(self) -> bool {
        matches!(self, OwnerKind::Property | OwnerKind::Station | OwnerKind::Unit)
    }
}

impl Plan {
    /// Refuses a plan that says nothing, names people in words, or lies in the past.
    fn fit(&self, case: &Case) -> Result<Plan, Refusal> {
        let off = |field: &str| Err(Refusal::NotOnTheList { field: field.into() });
        let Owner { kind, name, person } = &self.owner;
        if kind.is_organisation() == name.trim().is_empty() {
            return off("owner");
        }
        let one = matches!(kind, OwnerKind::Specialist | OwnerKind::ActiveResident);
        if one && person.is_none() {
            return off("owner");
        }
        // A phone does not know everybody.
        let unknown = |person: &PersonId| case.community.is_whole() && case.community.person(person).is_none();
        if person.as_ref().is_some_and(unknown) {
            return Err(Refusal::NotFound);
        }
        if self.due < case.today() {
            return off("due");
        }
        let name = if kind.is_organisation() { line(name, "owner")? } else { String::new() };
        let owner = Owner { kind: *kind, name, person: person.clone() };
        Ok(Plan { what: line(&self.what, "what")?, owner, due: self.due, bucket: self.bucket })
    }
}

/// G-IMPL: an action of the decision, or a change of one. After the display began a new one has its
/// reason; a change always has, and keeps what stood there.
pub(crate) fn set(case: &Case, id: &DecisionId, action: &ActionId, plan: &Plan, reason: &str) -> Verdict {
    let matter = case.headed(id)?;
    let begun = matter.topic.state != TopicState::Adopted;
    matter.is_in(&[TopicState::Adopted, TopicState::Publicising, TopicState::Implementing, TopicState::Blocked])?;
    let plan = plan.fit(case)?;
    let Some(old) = case.community.action(action) else {
        let reason = if begun { line(reason, "reason")? } else { String::new() };
        return Ok(vec![Record::made(fresh(case, &matter, action, plan, reason, None)?)]);
    };
    let mut old = of_decision(old, id)?;
    if !old.state.is_left() {
        return Err(Refusal::WrongState);
    }
    changed(case, &mut old, reason)?;
    old.plan = plan;
    Ok(vec![Record::made(old)])
}

/// A new action, within what one decision may carry.
pub(super) fn fresh(
    case: &Case,
    matter: &Matter,
    id: &ActionId,
    plan: Plan,
    reason: String,
    redoes: Option<ActionId>,
) -> Result<Action, Refusal> {
    if case.community.action(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    if case.community.actions_of(&matter.decision.id).count() >= MAX_ACTIONS {
        return Err(Refusal::NotOnTheList { field: "actions".into() });
    }
    Ok(Action {
        id: id.clone(),
        decision: matter.decision.id.clone(),
        plan,
        state: ActionState::Open,
        since: case.today(),
        set_by: case.act.actor.clone(),
        reason,
        redoes,
        changes: Vec::new(),
    })
}

/// No longer to be done, with its reason.
pub(crate) fn give_up(case: &Case, id: &DecisionId, action: &ActionId, reason: &str) -> Verdict {
    let matter = case.headed(id)?;
    matter.is_in(&[TopicState::Adopted, TopicState::Publicising, TopicState::Implementing, TopicState::Blocked])?;
    let mut action = of_decision(case.community.action(action).ok_or(Refusal::NotFound)?, id)?;
    if !action.state.is_left() {
        return Err(Refusal::WrongState);
    }
    changed(case, &mut action, reason)?;
    action.stands(ActionState::Dropped, case.today());
    Ok(settled(case, matter, action, Vec::new()))
}

fn changed(case: &Case, action: &mut Action, reason: &str) -> Result<(), Refusal> {
    if action.changes.len() >= MAX_ACTIONS {
        return Err(Refusal::NotOnTheList { field: "changes".into() });
    }
    let reason = line(reason, "reason")?;
    action.changes.push(Change { at: case.moment.now, reason, before: action.plan.clone() });
    Ok(())
}

/// A report by the owner, the head of the committee or, on progress, by members and supervisors.
/// Opening `note` holds the words.
pub(crate) fn report(case: &Case, id: &DecisionId, action: &ActionId, report: Report, note: &Hash) -> Verdict {
    let matter = case.decided(id)?;
    let mut action = of_decision(case.community.action(action).ok_or(Refusal::NotFound)?, id)?;
    if action.plan.owner.person.as_ref() != Some(&case.act.actor) {
        let helps = |r: Role| r.is_committee() || r == Role::Supervisor;
        let may = |r: Role| if report == Report::Progress { helps(r) } else { r.heads_committee() };
        case.require(&matter.topic.grids, may)?;
    }
    matter.is_in(&[TopicState::Implementing, TopicState::Blocked])?;
    let to = match (report, action.state) {
        (Report::Progress, state) if state.is_left() => state,
        (Report::Done, ActionState::Open) => ActionState::Done,
        (Report::Blocked, ActionState::Open) => ActionState::Blocked,
        (Report::GoesOn, ActionState::Blocked) => ActionState::Open,
        _ => return Err(Refusal::WrongState),
    };
    let text = &case.act.opening("note", note).ok_or(Refusal::OpeningMissing { field: "note".into() })?.value;
    says_something(text, MAX_NOTE, "note")?;
    let progress = Progress {
        id: ProgressId(case.act.id.0.clone()),
        action: action.id.clone(),
        report,
        text: text.trim().into(),
        by: Some(case.act.actor.clone()),
        at: case.done_at(),
    };
    if case.community.progress(&progress.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    if to != action.state {
        action.stands(to, case.today());
    }
    Ok(settled(case, matter, action, vec![Record::made(progress)]))
}

/// T35, T36: the decision stands still while one of its actions does.
fn settled(case: &Case, matter: Matter, action: Action, mut changes: Vec<Record>) -> Vec<Record> {
    let Matter { mut decision, mut topic, .. } = matter;
    let stuck = |other: &Action| other.id != action.id && other.state == ActionState::Blocked;
    let blocked = action.state == ActionState::Blocked || case.community.actions_of(&decision.id).any(stuck);
    let was = topic.state;
    match (was, blocked) {
        (TopicState::Implementing, true) => turn(case, &mut decision, &mut topic, 35),
        (TopicState::Blocked, false) => turn(case, &mut decision, &mut topic, 36),
        _ => {}
    }
    if !changes.is_empty() {
        decision.reported = Some(case.today());
    }
    if topic.state != was {
        changes.push(Record::made(topic));
    }
    changes.extend([Record::made(action), Record::made(decision)]);
    changes
}

fn turn(case: &Case, decision: &mut Decision, topic: &mut Topic, t: u8) {
    let blocked = t == 35;
    decision.blocked = blocked.then(|| case.today());
    topic.step(case.moment.now, t, if blocked { TopicState::Blocked } else { TopicState::Implementing });
}

/// An action of that very decision.
pub(super) fn of_decision(action: &Action, id: &DecisionId) -> Result<Action, Refusal> {
    if action.decision == *id { Ok(action.clone()) } else { Err(Refusal::NotFound) }
}

/// T40: said to be done, and was not; another one takes its place.
pub(super) fn redone(
    case: &Case,
    matter: &Matter,
    of: &ActionId,
    again: &ActionId,
    due: Day,
    why: &str,
) -> Result<[Action; 2], Refusal> {
    let mut old = of_decision(case.community.action(of).ok_or(Refusal::NotFound)?, &matter.decision.id)?;
    if old.state != ActionState::Done {
        return Err(Refusal::WrongState);
    }
    let plan = Plan { due, ..old.plan.clone() }.fit(case)?;
    let new = fresh(case, matter, again, plan, line(why, "reason")?, Some(of.clone()))?;
    old.stands(ActionState::Refuted, case.today());
    Ok([old, new])
}
