//! Rulebook: the four duties (G-DUTY): 公布, 通报, 备案 with the community party committee, 备案 with the
//! residents' committee; each with its own time and its own receipt. Filing is not approval: a filing
//! body acknowledges, or objects that the decision is illegal, and a ruling decides.

use super::{Decision, Matter};
use crate::{
    charter::Keys,
    decide::{Case, Verdict},
    hearing,
    ids::{DecisionId, PersonId},
    meeting::call::line,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::{Day, Millis},
    topic::{TopicState, raise::days},
};
use alloc::{string::String, vec, vec::Vec};
use serde::{Deserialize, Serialize};

/// Places of paper notices of one decision.
pub const MAX_PLACES: usize = 40;

/// One of the four duties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 公布: 「及时向利益相关方和居民公布」, online and on paper.
    Publish,
    /// 通报: 「向网格党组织通报」.
    Notify,
    /// 备案: 「向社区党委……备案」.
    FilingParty,
    /// 备案: 「向……居委会备案」.
    FilingRc,
}

/// Who did something in office, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// When, by the judge's clock.
    pub at: Millis,
    /// Who; an office holder, hence public.
    pub by: PersonId,
}

/// A notice on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Where it hangs.
    pub place: String,
    /// Who ticked it, and when.
    pub stamp: Stamp,
}

/// A notification or a filing, and its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Handed in.
    pub sent: Stamp,
    /// 回执: the receiving organ has it.
    pub receipt: Option<Stamp>,
}

/// Where the four duties stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Duties {
    /// Published online.
    pub online: Option<Stamp>,
    /// Published on paper.
    pub postings: Vec<Posting>,
    /// 通报.
    pub notified: Option<Delivery>,
    /// 备案 with 社区党委.
    pub filed_party: Option<Delivery>,
    /// 备案 with 居委会.
    pub filed_rc: Option<Delivery>,
    /// The chair was reminded of these.
    pub reminded: Vec<Duty>,
}

/// An objection of a filing body that the decision is illegal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legality {
    /// The filing it answers.
    pub duty: Duty,
    /// Who raised it, and when.
    pub raised: Stamp,
    /// Which law is broken, and how.
    pub reason: String,
    /// What was ruled.
    pub ruling: Option<Ruling>,
}

/// A ruling of the street office or a statutory organ (居委会组织法 art. 31).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ruling {
    /// Who recorded it, and when.
    pub recorded: Stamp,
    /// The decision is illegal.
    pub upheld: bool,
    /// The reference of the ruling.
    pub paper: String,
    /// Why so; published.
    pub reason: String,
}

impl Duty {
    /// All four, in the order of the clause.
    pub const ALL: [Duty; 4] = [Duty::Publish, Duty::Notify, Duty::FilingParty, Duty::FilingRc];

    /// Whether a post receives it.
    pub fn is_received_by(self, role: Role) -> bool {
        match self {
            Duty::Publish => false,
            Duty::Notify => role.reviews(),
            Duty::FilingParty => role.is_community_party(),
            Duty::FilingRc => role.is_rc(),
        }
    }

    fn is_filing(self) -> bool {
        matches!(self, Duty::FilingParty | Duty::FilingRc)
    }
}

impl Duties {
    /// The notification or filing of a duty; publication has none.
    pub fn delivery(&self, duty: Duty) -> Option<&Delivery> {
        match duty {
            Duty::Publish => None,
            Duty::Notify => self.notified.as_ref(),
            Duty::FilingParty => self.filed_party.as_ref(),
            Duty::FilingRc => self.filed_rc.as_ref(),
        }
    }

    fn place_of(&mut self, duty: Duty) -> Option<&mut Option<Delivery>> {
        match duty {
            Duty::Publish => None,
            Duty::Notify => Some(&mut self.notified),
            Duty::FilingParty => Some(&mut self.filed_party),
            Duty::FilingRc => Some(&mut self.filed_rc),
        }
    }

    /// When a duty was done. Publication counts only once it also hangs somewhere on paper.
    pub fn done(&self, duty: Duty) -> Option<Millis> {
        match duty {
            Duty::Publish => {
                let paper = self.postings.first()?.stamp.at;
                self.online.as_ref().map(|online| online.at.max(paper))
            }
            _ => self.delivery(duty).map(|delivery| delivery.sent.at),
        }
    }

    /// The first duty that is not done.
    pub fn missing(&self) -> Option<Duty> {
        Duty::ALL.into_iter().find(|duty| self.done(*duty).is_none())
    }
}

impl Legality {
    /// Waits for its ruling. Without one it falls after so many days of the display: filing is not
    /// approval, so silence cannot stop a decision.
    pub fn is_open(&self, displayed: Option<Day>, keys: &Keys, today: Day) -> bool {
        self.ruling.is_none() && self.falls_after(displayed, keys).is_none_or(|last| today <= last)
    }

    /// The last day on which a ruling counts; none while the display has not begun.
    pub fn falls_after(&self, displayed: Option<Day>, keys: &Keys) -> Option<Day> {
        displayed.map(|since| self.raised.at.day().max(since).plus(days(keys.ruling_days)))
    }
}

impl Decision {
    /// The last day on which a duty is 「及时」.
    pub fn due(&self, duty: Duty, keys: &Keys) -> Day {
        match duty {
            // Where it is heard first, from the report on; until then from when a hearing could have been held.
            Duty::Publish => {
                let notice = if self.awaits_hearing { days(keys.notice_days.hearing) } else { 0 };
                self.heard.unwrap_or_else(|| self.adopted.plus(notice)).plus(days(keys.publish_days))
            }
            Duty::Notify => keys.working_days_after(self.adopted, keys.notify_wd),
            Duty::FilingParty | Duty::FilingRc => keys.working_days_after(self.adopted, keys.file_wd),
        }
    }

    /// The duties that are late on a day: a badge that everybody sees.
    pub fn overdue(&self, keys: &Keys, today: Day) -> impl Iterator<Item = Duty> {
        let waits = self.ended.is_none() && self.displayed.is_none();
        let late = move |duty: &Duty| waits && self.duties.done(*duty).is_none() && self.due(*duty, keys) < today;
        Duty::ALL.into_iter().filter(late)
    }

    /// A filing body says it is illegal, and nobody ruled yet.
    pub fn is_contested(&self, keys: &Keys, today: Day) -> bool {
        self.objections.iter().any(|objection| objection.is_open(self.displayed, keys, today))
    }
}

impl Case<'_> {
    fn stamp(&self) -> Stamp {
        Stamp { at: self.moment.now, by: self.act.actor.clone() }
    }
}

/// Duty 1, first half: the decision is online for everybody.
pub(crate) fn publish(case: &Case, id: &DecisionId) -> Verdict {
    let Matter { mut decision, .. } = heard(case, open(case, id)?)?;
    if decision.duties.online.is_some() {
        return Err(Refusal::WrongState);
    }
    decision.duties.online = Some(case.stamp());
    Ok(vec![Record::made(decision)])
}

/// Duty 1, second half: a notice hangs in one more place. More may follow while it is on display.
pub(crate) fn post(case: &Case, id: &DecisionId, place: &str) -> Verdict {
    let matter = case.headed(id)?;
    matter.is_in(&[TopicState::Adopted, TopicState::Publicising])?;
    let mut decision = heard(case, matter)?.decision;
    if decision.duties.postings.len() >= MAX_PLACES {
        return Err(Refusal::NotOnTheList { field: "place".into() });
    }
    let posting = Posting { place: line(place, "place")?, stamp: case.stamp() };
    decision.duties.postings.push(posting);
    Ok(vec![Record::made(decision)])
}

/// Duties 2–4: told to the grid's party organisation, filed with one of the two bodies.
pub(crate) fn deliver(case: &Case, id: &DecisionId, duty: Duty) -> Verdict {
    let Matter { mut decision, .. } = open(case, id)?;
    let place = decision.duties.place_of(duty).ok_or(Refusal::NotOnTheList { field: "duty".into() })?;
    if place.is_some() {
        return Err(Refusal::WrongState);
    }
    *place = Some(Delivery { sent: case.stamp(), receipt: None });
    Ok(vec![Record::made(decision)])
}

/// 回执: the receiving organ has it, and says no more than that.
pub(crate) fn acknowledge(case: &Case, id: &DecisionId, duty: Duty) -> Verdict {
    let (mut matter, stamp) = (received(case, id, duty)?, case.stamp());
    let delivery = matter.decision.duties.place_of(duty).and_then(Option::as_mut).ok_or(Refusal::WrongState)?;
    if delivery.receipt.is_some() {
        return Err(Refusal::WrongState);
    }
    delivery.receipt = Some(stamp);
    Ok(vec![Record::made(matter.decision)])
}

/// A filing body objects, on the ground of law alone, within its days.
pub(crate) fn object(case: &Case, id: &DecisionId, duty: Duty, reason: &str) -> Verdict {
    let mut matter = received(case, id, duty)?;
    matter.is_in(&[TopicState::Adopted, TopicState::Publicising, TopicState::Implementing, TopicState::Blocked])?;
    let filed = matter.decision.duties.delivery(duty).filter(|_| duty.is_filing()).ok_or(Refusal::WrongState)?;
    let until = matter.keys.working_days_after(filed.sent.at.day(), matter.keys.legality_wd);
    if until < case.today() {
        return Err(Refusal::ObjectionLate { until });
    }
    if matter.decision.objections.iter().any(|objection| objection.duty == duty) {
        return Err(Refusal::WrongState);
    }
    let reason = line(reason, "reason")?;
    matter.decision.objections.push(Legality { duty, raised: case.stamp(), reason, ruling: None });
    Ok(vec![Record::made(matter.decision)])
}

fn open(case: &Case, id: &DecisionId) -> Result<Matter, Refusal> {
    let matter = case.headed(id)?;
    matter.is_in(&[TopicState::Adopted])?;
    Ok(matter)
}

/// G-HEAR by `hearing.timing`: the sentence on the hearing stands between the vote and the publication.
fn heard(case: &Case, matter: Matter) -> Result<Matter, Refusal> {
    if matter.decision.awaits_hearing { Err(hearing::still_pending(case, &matter.topic)) } else { Ok(matter) }
}

fn received(case: &Case, id: &DecisionId, duty: Duty) -> Result<Matter, Refusal> {
    let matter = case.decided(id)?;
    case.require(&matter.topic.grids, |role| duty.is_received_by(role))?;
    Ok(matter)
}

/// A ruling that a filing body brings: upheld it ends the decision (T33), else the decision goes on.
pub(crate) fn rule(case: &Case, id: &DecisionId, duty: Duty, upheld: bool, paper: &str, reason: &str) -> Verdict {
    let mut matter = case.decided(id)?;
    case.require(&matter.topic.grids, |role| role.is_rc() || role.is_community_party())?;
    let (displayed, keys, today) = (matter.decision.displayed, &matter.keys, case.today());
    let mut objections = matter.decision.objections.iter_mut();
    let objection = objections.find(|o| o.duty == duty).ok_or(Refusal::NotFound)?;
    if !objection.is_open(displayed, keys, today) {
        return Err(Refusal::WrongState);
    }
    let (paper, reason) = (line(paper, "paper")?, line(reason, "reason")?);
    objection.ruling = Some(Ruling { recorded: case.stamp(), upheld, paper, reason });
    if upheld {
        super::display::annul(case, matter, super::End::Illegal)
    } else {
        Ok(vec![Record::made(matter.decision)])
    }
}
