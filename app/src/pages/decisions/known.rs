//! Pages: what this device knows of a decision, and what its reader is to it.

use rulebook::{
    Community, Day,
    charter::Keys,
    decision::{Action, Decision, Duty, Legality, Petition, Progress, Rating, action::ActionState},
    ids::{DecisionId, PersonId},
    order::InOrder as _,
    people::Role,
    topic::{Topic, TopicState},
};

/// A decision with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Work {
    /// The decision.
    pub decision: Decision,
    /// What it is about.
    pub topic: Topic,
    /// The parameters it is judged by.
    pub keys: Keys,
    /// Its actions with the reports on each.
    pub actions: Vec<(Action, Vec<Progress>)>,
    /// Petitions against it, and whether I stand by them.
    pub petitions: Vec<(Petition, bool)>,
    /// Its counts are of doors, not of people.
    pub doors: bool,
    /// What I am to it.
    pub mine: Mine,
}

/// What the reader is to a decision.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mine {
    /// Who I am.
    pub me: Option<PersonId>,
    /// Heads the committee.
    pub heads: bool,
    /// Duties that my office receives.
    pub receives: Vec<Duty>,
    /// Brings in what was ruled on an objection: the residents' committee, or the community party committee.
    pub brings_rulings: bool,
    /// Heads the residents' committee, and so records what the assembly set aside.
    pub heads_rc: bool,
    /// A supervisor who does not sit on the committee.
    pub supervises: bool,
    /// An adult resident of the scope.
    pub entitled: bool,
    /// My rating in this round.
    pub rating: Option<Rating>,
}

impl Work {
    /// The decision as this holder knows it; for nobody in particular without `me`.
    pub fn of(community: &Community, id: &DecisionId, me: Option<&PersonId>, day: Day) -> Option<Work> {
        let decision = community.decision(id)?.clone();
        let topic = community.topic(&decision.topic)?.clone();
        let mut actions: Vec<(Action, Vec<Progress>)> = community
            .actions_of(id)
            .map(|action| {
                let mut reports: Vec<Progress> = community.reports_on(&action.id).cloned().collect();
                reports.in_order_of(|report| std::cmp::Reverse(report.at));
                (action.clone(), reports)
            })
            .collect();
        actions.in_order_of(|(action, _)| (action.plan.due, action.id.clone()));
        let stands =
            |p: &Petition| me.is_some_and(|me| p.by.as_ref() == Some(me) || community.support_by(&p.id, me).is_some());
        let petitions = community.petitions_against(id).map(|p| (p.clone(), stands(p))).collect();
        let mine = me.map_or_else(Mine::default, |me| Mine::of(community, &decision, &topic, me, day));
        let vote = decision.vote.as_ref().and_then(|id| community.vote(id));
        let held = decision.meeting.as_ref().and_then(|id| community.meeting(id));
        let doors = vote.zip(held).is_some_and(|(vote, held)| vote.counts_doors(&community.keys_of(held)));
        Some(Work { keys: community.keys_for(&topic), actions, petitions, doors, mine, decision, topic })
    }

    /// Everything was done or dropped with its reason.
    pub fn is_done(&self) -> bool {
        let left = |(action, _): &(Action, Vec<Progress>)| action.state.is_left();
        !self.actions.is_empty() && !self.actions.iter().any(left)
    }

    /// T33 is possible.
    pub fn may_be_annulled(&self) -> bool {
        self.decision.ended.is_none() && self.topic.state.may_be_annulled()
    }

    /// The first objection that I may bring a ruling on.
    pub fn to_be_ruled(&self, today: Day) -> Option<&Legality> {
        let open = |o: &&Legality| o.is_open(self.decision.displayed, &self.keys, today);
        let may = self.mine.brings_rulings && self.may_be_annulled();
        self.decision.objections.iter().filter(|_| may).find(open)
    }

    /// New facts may be brought.
    pub fn may_be_reconsidered(&self, today: Day) -> bool {
        let open = self.decision.objections_until(&self.keys).is_some_and(|until| today <= until);
        self.topic.state == TopicState::Publicising && open && !self.topic.reconsidered
    }

    /// The last day on the board, while it hangs there.
    pub fn shown_until(&self, today: Day) -> Option<Day> {
        let since = self.decision.displayed.filter(|_| self.decision.is_on_display(&self.keys, today))?;
        Some(since.plus(i32::try_from(self.keys.display_days).unwrap_or(i32::MAX)))
    }

    /// I may report on an action: its owner, or who heads the committee.
    pub fn may_report(&self, action: &Action) -> bool {
        let own = self.mine.me.is_some() && action.plan.owner.person == self.mine.me;
        let state = matches!(self.topic.state, TopicState::Implementing | TopicState::Blocked);
        state && (own || self.mine.heads) && matches!(action.state, ActionState::Open | ActionState::Blocked)
    }
}

impl Mine {
    fn of(community: &Community, decision: &Decision, topic: &Topic, me: &PersonId, day: Day) -> Mine {
        let holds = |passes: fn(Role) -> bool| topic.grids.iter().any(|grid| community.holds(me, grid, day, passes));
        let keys = community.keys_for(topic);
        let person = community.person(me);
        let lives = person.and_then(|p| p.grid_on(day, &keys)).is_some_and(|grid| topic.concerns(grid));
        let receives = |duty: &Duty| {
            topic.grids.iter().any(|grid| community.holds(me, grid, day, |role| duty.is_received_by(role)))
        };
        Mine {
            heads: holds(Role::heads_committee),
            receives: Duty::ALL.into_iter().filter(receives).collect(),
            brings_rulings: holds(|r| r.is_rc() || r.is_community_party()),
            heads_rc: holds(|r| r == Role::RcChair),
            supervises: holds(|r| r == Role::Supervisor) && !holds(Role::is_committee),
            entitled: lives && person.is_some_and(|p| p.adult.on(day, &keys)),
            rating: decision.evaluation.as_ref().and_then(|e| community.rating_by(&decision.id, e.round, me)).cloned(),
            me: Some(me.clone()),
        }
    }
}
