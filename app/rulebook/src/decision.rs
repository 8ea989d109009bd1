//! Rulebook: what was decided (决定) and what becomes of it — T31–T40. G-DUTY: 「议事会议通过的决定，及时
//! 向利益相关方和居民公布，向网格党组织通报、向社区党委、居委会备案，并由网格自管会协同相关人员负责实施。」
//!
//! A decision, one of its actions, one report on an action, a petition, one support and one rating are
//! records of their own, so that no act rewrites what grows.
//!
//! Not yet: money (H10), the hand-over of an action to the service track (H3), photos.

pub mod action;
pub mod display;
pub mod duty;
pub mod evaluate;
pub mod reconsider;
pub mod step;

pub use action::{Action, Progress};
pub use duty::{Duties, Duty, Legality};
pub use evaluate::{Evaluation, Rating};
pub use reconsider::{Petition, Support};
pub use step::DecisionStep;

use crate::{
    charter::Keys,
    decide::Case,
    hash::Hash,
    hearing,
    ids::*,
    json::is_false,
    meeting::Vote,
    people::Role,
    refusal::Refusal,
    time::Day,
    topic::{Topic, TopicState, raise::days},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Who decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// 网格自管会议事会. T26.
    #[default]
    Grid,
    /// 社区共建议事会. T42.
    Council,
    /// 居民会议、居民代表会议. T45.
    Assembly,
}

/// How a decision ended before it was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// T34: residents brought new facts; the matter is decided again.
    Reconsidered,
    /// T33: illegal, by a ruling.
    Illegal,
    /// T33: set aside by the residents' assembly.
    SetAside,
    /// T37: it could not go on; the council has the matter.
    Escalated,
    /// A recount of the vote was demanded: it stands again once the second count says so.
    Recounted,
}

/// 决定: what was decided, and where its duties stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The vote that passed it; for the assembly's the act that recorded it.
    pub id: DecisionId,
    /// What about.
    pub topic: TopicId,
    /// Which meeting; none where the assembly decided, which meets elsewhere.
    pub meeting: Option<MeetingId>,
    /// Which vote; none where the assembly decided.
    pub vote: Option<VoteId>,
    /// The very text, as it was amended where it was.
    pub hash: Hash,
    /// When.
    pub adopted: Day,
    /// Present and entitled.
    pub base: u32,
    /// 同意.
    pub yes: u32,
    /// 反对.
    pub no: u32,
    /// 弃权.
    pub abstain: u32,
    /// Who decided.
    #[serde(default)]
    pub by: Decider,
    /// T45: the reference of the assembly's minutes.
    #[serde(default)]
    pub minutes: Option<String>,
    /// The meeting was called as urgent, with its reason in the notice: it is begun at once (T32).
    #[serde(default)]
    pub urgent: bool,
    /// The four duties.
    #[serde(default)]
    pub duties: Duties,
    /// Objections of the filing bodies; each at most one.
    #[serde(default)]
    pub objections: Vec<Legality>,
    /// 公示 since (T31).
    #[serde(default)]
    pub displayed: Option<Day>,
    /// An action stands still since (T35).
    #[serde(default)]
    pub blocked: Option<Day>,
    /// The newest report on its actions, or the day they began.
    #[serde(default)]
    pub reported: Option<Day>,
    /// The residents' rating, once it was opened (T38).
    #[serde(default)]
    pub evaluation: Option<Evaluation>,
    /// How it ended, if nothing more comes of it.
    #[serde(default)]
    pub ended: Option<End>,
    /// T33: the reference of the minutes that set it aside.
    #[serde(default)]
    pub paper: Option<String>,
    /// Why it was handed up or set aside.
    #[serde(default)]
    pub why: Option<String>,
    /// `hearing.timing`: not published before the report of its hearing is.
    #[serde(default, skip_serializing_if = "is_false")]
    pub awaits_hearing: bool,
    /// When that report came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Day>,
}

impl Decision {
    /// A decision on the topic as it stands, with the counts for, against and of neither.
    pub(crate) fn new(id: DecisionId, topic: &Topic, adopted: Day, base: u32, counts: [u32; 3]) -> Decision {
        let [yes, no, abstain] = counts;
        Decision {
            id,
            topic: topic.id.clone(),
            meeting: None,
            vote: None,
            hash: topic.decided_hash(),
            adopted,
            base,
            yes,
            no,
            abstain,
            by: Decider::default(),
            minutes: None,
            urgent: false,
            duties: Duties::default(),
            objections: Vec::new(),
            displayed: None,
            blocked: None,
            reported: None,
            evaluation: None,
            ended: None,
            paper: None,
            why: None,
            awaits_hearing: false,
            heard: None,
        }
    }

    /// What a meeting just adopted.
    pub(crate) fn of_vote(case: &Case, topic: &Topic, vote: &Vote) -> Decision {
        let (id, adopted) = (DecisionId(vote.id.0.clone()), case.done_at().day());
        Decision {
            awaits_hearing: hearing::is_owed_after(&case.community.keys_for(topic), topic),
            meeting: Some(vote.meeting.clone()),
            vote: Some(vote.id.clone()),
            ..Decision::new(id, topic, adopted, vote.base, [vote.yes, vote.no, vote.abstain])
        }
    }

    /// The last day on which residents may bring new facts (T34); none before the display, and none
    /// for what could not wait.
    pub fn objections_until(&self, keys: &Keys) -> Option<Day> {
        self.displayed.filter(|_| !self.urgent).map(|since| since.plus(days(keys.objection_days)))
    }

    /// T32: the time for objections is over; of what could not wait there is none.
    pub fn may_begin(&self, keys: &Keys, today: Day) -> bool {
        self.displayed.is_some() && self.objections_until(keys).is_none_or(|until| until < today)
    }

    /// Whether it still hangs out on a day: at least fifteen days (居委会组织法 art. 34), whatever
    /// has begun meanwhile.
    pub fn is_on_display(&self, keys: &Keys, today: Day) -> bool {
        self.displayed.is_some_and(|since| since <= today && today <= since.plus(days(keys.display_days)))
    }

    /// G-SUPERV: no report for a month, shown to all.
    pub fn is_silent(&self, keys: &Keys, today: Day) -> bool {
        let open = self.ended.is_none() && self.evaluation.is_none();
        open && self.reported.is_some_and(|since| since.plus(days(keys.progress_days)) < today)
    }
}

/// A decision before one judge, with the topic it is about.
pub(crate) struct Matter {
    pub decision: Decision,
    pub topic: Topic,
    pub keys: Keys,
}

impl Case<'_> {
    /// A decision that something may still come of.
    pub(crate) fn decided(&self, id: &DecisionId) -> Result<Matter, Refusal> {
        let decision = self.community.decision(id).ok_or(Refusal::NotFound)?.clone();
        let topic = self.topic(&decision.topic)?.clone();
        if decision.ended.is_some() {
            return Err(Refusal::WrongState);
        }
        let keys = self.community.keys_for(&topic);
        Ok(Matter { decision, topic, keys })
    }

    /// The same, for the head of a committee that is concerned.
    pub(crate) fn headed(&self, id: &DecisionId) -> Result<Matter, Refusal> {
        let matter = self.decided(id)?;
        self.require(&matter.topic.grids, Role::heads_committee)?;
        Ok(matter)
    }
}

impl Matter {
    /// Refuses unless the topic is in one of these states.
    pub(crate) fn is_in(&self, states: &[TopicState]) -> Result<(), Refusal> {
        if states.contains(&self.topic.state) { Ok(()) } else { Err(Refusal::WrongState) }
    }
}
