//! Rulebook: the whole law in two matches, one line per intent: what residents do, and what is done in office. Pure
//! and total: the same community, act and moment always give the same answer, on the phone and on the server.

use crate::{
    act::{Act, Due, Intent},
    charter::Keys,
    community::Community,
    cosign::{revoke, sign, verify},
    decision::display,
    election::recall,
    ids::*,
    meeting::motion,
    people::Role,
    record::Record,
    refusal::Refusal,
    review::{appeal, judge},
    round::walk,
    time::Moment,
    topic::{Topic, raise, submit, withdraw},
};
use alloc::vec::Vec;

pub mod desk;

/// What an act changes, or why it is refused.
pub type Verdict = Result<Vec<Record>, Refusal>;

/// One act before one judge: everything a rule may look at.
pub(crate) struct Case<'a> {
    pub community: &'a Community,
    pub act: &'a Act,
    pub moment: Moment,
}

/// Decides one act: the records it changes, or the refusal with its clause.
pub fn decide(community: &Community, act: &Act, moment: Moment) -> Verdict {
    let case = Case { community, act, moment };
    case.standing()?;
    // One of the two knows every intent: the second match names those of the first and has no wildcard.
    daily(&case).or_else(|| office(&case)).unwrap_or(Err(Refusal::NotFound))
}

/// [`decide`] where the whole law is at hand.
pub fn whole_law(community: &Community, act: &Act, moment: Moment) -> Option<Verdict> {
    Some(decide(community, act, moment))
}

/// The part of the law that residents act under: the phone of whoever holds no office carries no more.
/// `None`: the act is one of an office, ask [`whole_law`].
pub fn daily_law(community: &Community, act: &Act, moment: Moment) -> Option<Verdict> {
    let case = Case { community, act, moment };
    match case.standing() {
        Ok(()) => daily(&case),
        Err(refusal) => Some(Err(refusal)),
    }
}

fn daily(case: &Case) -> Option<Verdict> {
    Some(match &case.act.intent {
        Intent::DraftTopic { topic, grids, courtyard, title, body, capacity, .. } => {
            raise::draft(case, topic, grids, courtyard.as_ref(), title, body, *capacity)
        }
        Intent::EditTopic { topic, title, body } => raise::edit(case, topic, title, body),
        Intent::OpenCosign { topic } => raise::open(case, topic),
        Intent::ExtendWindow { topic } => raise::extend(case, topic),
        Intent::SubmitTopic { topic } => submit::by_initiator(case, topic),
        Intent::WithdrawTopic { topic } => withdraw::begin(case, topic),
        Intent::TakeOver { topic } => withdraw::take_over(case, topic),
        Intent::Cosign { .. } => sign::cosign(case),
        Intent::RevokeCosign { topic } => revoke::own(case, topic),
        Intent::RevokeByReceipt { code } => revoke::by_receipt(case, code),
        Intent::AgreeMerge { topic, receipt } => sign::agree_merge(case, topic, receipt),
        Intent::Appeal { topic, reason } => appeal::lodge(case, topic, reason),
        Intent::OfferEnrolment { offer, person } => desk::offer(case, offer, person),
        Intent::ConfirmDevice { device } => desk::confirm(case, device),
        Intent::RevokeDevice { device } => desk::revoke_device(case, device),
        Intent::Meeting { meeting, step } => return step.daily(case, meeting),
        Intent::Hearing { topic, step } => return step.daily(case, topic),
        Intent::Election { election, step } => return step.daily(case, election),
        Intent::Decision { decision, step } => return step.daily(case, decision),
        Intent::Service { item, step } => return step.daily(case, item),
        _ => return None,
    })
}

fn office(case: &Case) -> Option<Verdict> {
    Some(match &case.act.intent {
        Intent::AnswerCallback { callback, answer } => verify::answer(case, callback, *answer),
        Intent::Review { .. } => judge::review(case),
        Intent::DecideAppeal { topic, upheld, reason } => appeal::decide(case, topic, *upheld, reason),
        Intent::RegisterPerson { .. } => desk::register(case),
        Intent::MoveOut { person, on } => desk::move_out(case, person, *on),
        Intent::StartRound { round, grid, stairwells } => walk::start(case, round, grid, stairwells),
        Intent::Visit { visit, round, details } => walk::visit(case, visit, round, details),
        Intent::FinishRound { round } => walk::finish(case, round),
        Intent::NoteLead { lead, grid, courtyard, details } => {
            walk::lead(case, lead, grid, courtyard.as_ref(), details)
        }
        Intent::Enrol { offer, device, key } => desk::enrol(case, offer, device, key),
        Intent::EnrolDemo { device, person, key } => desk::enrol_demo(case, device, person, key),
        Intent::AdoptCharter { file, keys } => desk::adopt_charter(case, file, keys),
        Intent::Meeting { meeting, step } => return step.office(case, meeting),
        Intent::Hearing { topic, step } => return step.office(case, topic),
        Intent::Election { election, step } => return step.office(case, election),
        Intent::Decision { decision, step } => return step.office(case, decision),
        Intent::Council { topic, step } => step.decide(case, topic),
        Intent::Service { item, step } => return step.office(case, item),
        Intent::Clock { due } => due.decide(case),
        Intent::DraftTopic { .. }
        | Intent::EditTopic { .. }
        | Intent::OpenCosign { .. }
        | Intent::ExtendWindow { .. }
        | Intent::SubmitTopic { .. }
        | Intent::WithdrawTopic { .. }
        | Intent::TakeOver { .. }
        | Intent::Cosign { .. }
        | Intent::RevokeCosign { .. }
        | Intent::RevokeByReceipt { .. }
        | Intent::AgreeMerge { .. }
        | Intent::Appeal { .. }
        | Intent::OfferEnrolment { .. }
        | Intent::ConfirmDevice { .. }
        | Intent::RevokeDevice { .. } => return None,
    })
}

impl Due {
    fn decide(&self, case: &Case) -> Verdict {
        case.by_desk()?;
        match self {
            Due::Submit { topic } => submit::by_clock(case, topic),
            Due::Lapse { topic } => submit::lapse(case, topic),
            Due::Remind { topic } => judge::remind(case, topic),
            Due::Escalate { topic } => judge::escalate(case, topic),
            Due::Withdraw { topic } => withdraw::finish(case, topic),
            Due::Stale { topic } => motion::stale(case, topic),
            Due::RemindDuty { decision, duty } => display::remind(case, decision, *duty),
            Due::Implement { decision } => display::begin(case, decision),
            Due::GiveUp { decision } => display::give_up(case, decision),
            Due::LapseRecall { recall } => recall::lapse(case, recall),
        }
    }
}

impl<'a> Case<'a> {
    /// Whoever acts must act on a device of their own that is active. The desk is its own device.
    fn standing(&self) -> Result<(), Refusal> {
        let device = self.community.device(&self.act.device).ok_or(Refusal::DeviceNotActive)?;
        let active = device.state == crate::device::DeviceState::Active;
        if active && device.person == self.act.actor { Ok(()) } else { Err(Refusal::DeviceNotActive) }
    }

    /// Only the server itself.
    pub fn by_desk(&self) -> Result<(), Refusal> {
        if self.act.is_by_desk() { Ok(()) } else { Err(Refusal::NotEntitled) }
    }

    /// The day of the judge's clock.
    pub fn today(&self) -> crate::time::Day {
        self.moment.now.day()
    }

    /// When the act was done: the device's claim, held within what can be true.
    pub fn done_at(&self) -> crate::time::Millis {
        self.moment.clamp(self.act.at).0
    }

    /// A topic that must exist.
    pub fn topic(&self, id: &TopicId) -> Result<&'a Topic, Refusal> {
        self.community.topic(id).ok_or(Refusal::NotFound)
    }

    /// A post of the actor that reaches one of the grids.
    pub fn actor_holds(&self, grids: &[GridId], passes: impl Fn(Role) -> bool + Copy) -> bool {
        grids.iter().any(|grid| self.community.holds(&self.act.actor, grid, self.today(), passes))
    }

    /// Refuses unless the actor holds such a post.
    pub fn require(&self, grids: &[GridId], passes: impl Fn(Role) -> bool + Copy) -> Result<(), Refusal> {
        if self.actor_holds(grids, passes) { Ok(()) } else { Err(Refusal::NotEntitled) }
    }

    /// Refuses unless the actor raised the topic.
    pub fn require_initiator(&self, topic: &Topic) -> Result<(), Refusal> {
        if topic.is_raised_by(&self.act.actor) { Ok(()) } else { Err(Refusal::NotEntitled) }
    }

    /// G-AGE and G-RES for one person, one set of grids and one day.
    pub fn adult_resident(&self, person: &PersonId, grids: &[GridId], day: crate::time::Day) -> Result<(), Refusal> {
        self.adult_resident_by(&self.community.keys(), person, grids, day)
    }

    /// The same under other parameters than those in force.
    pub fn adult_resident_by(
        &self,
        keys: &Keys,
        person: &PersonId,
        grids: &[GridId],
        day: crate::time::Day,
    ) -> Result<(), Refusal> {
        self.community.adult_resident(keys, person, grids, day)
    }
}
