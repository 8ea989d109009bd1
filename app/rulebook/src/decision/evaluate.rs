//! Rulebook: 监督评议 — T38–T40, G-SUPERV, G-EVAL: residents rate what was done, a supervisor who does
//! not sit on the committee closes it or sends it back.

use super::{Matter, action};
use crate::{
    charter::Keys,
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    json,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::{Day, Millis},
    topic::{TopicState, raise::days},
};
use alloc::vec;
use serde::{Deserialize, Serialize};

/// What somebody says of what was done; travels beside the act, never in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// 1–5.
    pub stars: u8,
    /// 知晓: knew of it.
    pub knew: bool,
    /// 满意.
    pub content: bool,
}

/// One person's rating; personal: seen by that person alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The act that made it.
    pub id: RatingId,
    /// Of which decision.
    pub decision: DecisionId,
    /// In which round; see [`Evaluation::round`].
    pub round: u32,
    /// Whose.
    pub person: PersonId,
    /// What they say.
    pub opinion: Opinion,
    /// When.
    pub at: Millis,
}

/// The ratings of one round, as counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// 1 for the first; after rework (T40) the next.
    pub round: u32,
    /// The last day of rating.
    pub until: Day,
    /// How many rated.
    pub count: u32,
    /// The sum of their stars.
    pub stars: u32,
    /// 知晓.
    pub knew: u32,
    /// 满意.
    pub content: u32,
}

impl Evaluation {
    /// G-EVAL: too few to hang anything on, or enough of them content.
    pub fn passes(&self, keys: &Keys) -> bool {
        let enough = u64::from(self.content) * 100 >= u64::from(self.count) * u64::from(keys.eval_pass_percent);
        self.count < keys.eval_min_ratings || enough
    }

    fn add(&mut self, opinion: Opinion) {
        let more = |place: &mut u32, by: u32| *place = place.saturating_add(by);
        more(&mut self.count, 1);
        more(&mut self.stars, u32::from(opinion.stars));
        more(&mut self.knew, u32::from(opinion.knew));
        more(&mut self.content, u32::from(opinion.content));
    }
}

/// T38: every action is done, with its evidence, or dropped, with its reason; the rating opens.
pub(crate) fn open(case: &Case, id: &DecisionId) -> Verdict {
    let Matter { mut decision, mut topic, keys } = case.headed(id)?;
    if topic.state != TopicState::Implementing {
        return Err(Refusal::WrongState);
    }
    let left = case.community.actions_of(id).filter(|action| action.state.is_left()).count();
    if left > 0 {
        return Err(Refusal::ActionsLeft { left: u32::try_from(left).unwrap_or(u32::MAX) });
    }
    if decision.is_contested(&keys, case.today()) {
        return Err(Refusal::Contested);
    }
    let round = decision.evaluation.as_ref().map_or(0, |before| before.round).saturating_add(1);
    let until = case.today().plus(days(keys.eval_days));
    decision.evaluation = Some(Evaluation { round, until, count: 0, stars: 0, knew: 0, content: 0 });
    topic.step(case.moment.now, 38, TopicState::Evaluating);
    Ok(vec![Record::made(topic), Record::made(decision)])
}

/// One rating of an adult resident of the scope. Opening `rating` holds an [`Opinion`] as JSON.
pub(crate) fn rate(case: &Case, id: &DecisionId, rating: &Hash) -> Verdict {
    let Matter { mut decision, topic, .. } = case.decided(id)?;
    let me = &case.act.actor;
    case.adult_resident(me, &topic.grids, case.today())?;
    let evaluation = decision.evaluation.as_mut().filter(|_| topic.state == TopicState::Evaluating);
    let evaluation = evaluation.ok_or(Refusal::WrongState)?;
    if evaluation.until < case.today() {
        return Err(Refusal::RatingOver { until: evaluation.until });
    }
    if case.community.rating_by(id, evaluation.round, me).is_some() {
        return Err(Refusal::AlreadyRated);
    }
    let off = || Refusal::NotOnTheList { field: "rating".into() };
    let said = case.act.opening("rating", rating).ok_or(Refusal::OpeningMissing { field: "rating".into() })?;
    let opinion: Opinion = json::read_closed(&said.value).map_err(|_| off())?;
    if !(1..=5).contains(&opinion.stars) {
        return Err(off());
    }
    let rating = Rating {
        id: RatingId(case.act.id.0.clone()),
        decision: id.clone(),
        round: evaluation.round,
        person: me.clone(),
        opinion,
        at: case.moment.now,
    };
    if case.community.rating(&rating.id).is_some() {
        return Err(Refusal::IdTaken);
    }
    evaluation.add(opinion);
    Ok(vec![Record::made(rating), Record::made(decision)])
}

/// T39: a supervisor confirms, the time for rating is over, and residents are content.
pub(crate) fn close(case: &Case, id: &DecisionId) -> Verdict {
    let Matter { decision, mut topic, keys } = supervised(case, id)?;
    let evaluation = decision.evaluation.as_ref().ok_or(Refusal::WrongState)?;
    if case.today() <= evaluation.until {
        return Err(Refusal::TooEarly { from: evaluation.until.ends() });
    }
    if !evaluation.passes(&keys) {
        let (content, of) = (evaluation.content, evaluation.count);
        return Err(Refusal::NotContent { content, of, percent: keys.eval_pass_percent });
    }
    topic.step(case.moment.now, 39, TopicState::Closed);
    Ok(vec![Record::made(topic), Record::made(decision)])
}

/// T40: a false report, or residents are not content; what must be done again is named.
pub(crate) fn send_back(
    case: &Case,
    id: &DecisionId,
    of: &ActionId,
    again: &ActionId,
    due: Day,
    reason: &str,
) -> Verdict {
    let mut matter = supervised(case, id)?;
    let [old, new] = action::redone(case, &matter, of, again, due, reason)?;
    matter.decision.reported = Some(case.today());
    matter.topic.step(case.moment.now, 40, TopicState::Implementing);
    let Matter { decision, topic, .. } = matter;
    Ok(vec![Record::made(old), Record::made(new), Record::made(topic), Record::made(decision)])
}

/// G-SUPERV: by one of at least two supervisors who neither sit on the committee nor did the work.
fn supervised(case: &Case, id: &DecisionId) -> Result<Matter, Refusal> {
    let matter = case.decided(id)?;
    let (grids, me) = (&matter.topic.grids, &case.act.actor);
    case.require(grids, |role| role == Role::Supervisor)?;
    let own = case.community.actions_of(id).any(|action| action.plan.owner.person.as_ref() == Some(me));
    if own || case.actor_holds(grids, Role::is_committee) {
        return Err(Refusal::RecusalRequired);
    }
    let (have, need) = (case.community.supervisors(grids, case.today()), matter.keys.supervisors_min);
    if have < need {
        return Err(Refusal::SupervisorsMissing { have, need });
    }
    matter.is_in(&[TopicState::Evaluating])?;
    Ok(matter)
}
