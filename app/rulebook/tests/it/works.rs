//! After a decision: the hall with an adopted topic, and the people who see it through.

use crate::{hall::*, world::*};
use rulebook::{
    Intent, Refusal,
    decision::{
        Decision, DecisionStep, Duty,
        action::{ActionState, Bucket, Owner, OwnerKind, Plan, Report},
        evaluate::Opinion,
    },
    hash::Hash,
    ids::*,
    meeting::vote::Motion,
    people::{Role, Scope},
    topic::TopicState,
};

/// The hall, with the residents' committee, two supervisors and m7 as vice chair.
pub fn offices() -> World {
    let mut world = hall();
    world.serves("rc", Role::RcChair, Scope::Community);
    world.serves("sup1", Role::Supervisor, Scope::Community);
    world.works("sup2", Role::Supervisor, G3);
    world.works("m7", Role::CommitteeViceChair, G3);
    world
}

/// Topic t was adopted on Thursday 25 June; its decision is d.
pub fn adopted() -> World {
    let mut world = offices();
    world.accepted("t");
    world.adopts("m", &["t"]);
    world
}

/// … it has one action, and all four duties are done.
pub fn ready() -> World {
    let mut world = adopted();
    world.sets("a").unwrap();
    world.duties(&[]);
    world
}

/// … and hangs out since that same day.
pub fn publicised() -> World {
    let mut world = ready();
    world.after("chair", DecisionStep::HangOut).unwrap();
    world
}

/// … and was begun on 3 July.
pub fn implementing() -> World {
    let mut world = publicised();
    world.on("2026-07-03");
    world.clock();
    assert_eq!(world.state("t"), TopicState::Implementing);
    world
}

/// … action a is done, and residents rate it until 10 July.
pub fn evaluating() -> World {
    let mut world = implementing();
    world.reports("song", "a", Report::Done, "三件器材已更换，照片张贴在公告栏。").unwrap();
    world.after("chair", DecisionStep::OpenRating).unwrap();
    world
}

/// What is to be done, by the full-time worker.
pub fn plan(what: &str) -> Plan {
    let owner = Owner { kind: OwnerKind::Specialist, name: String::new(), person: Some("song".into()) };
    Plan { what: what.into(), owner, due: day("2026-08-01"), bucket: Bucket::RcHelp }
}

impl World {
    /// A meeting adopts the topics.
    pub fn adopts(&mut self, meeting: &str, topics: &[&str]) {
        self.session(meeting, topics, 3);
        for topic in topics {
            self.opens(meeting, topic).unwrap();
            self.votes(meeting, topic, Motion::Main, [6, 1, 1]);
        }
        self.adjourns(meeting);
    }

    pub fn on(&mut self, day: &str) {
        self.now = at(day, 10, 0);
    }

    /// The decision that stands, or the one there is.
    pub fn decision(&self) -> &Decision {
        let topic = TopicId::from("t");
        let all: Vec<&Decision> = self.community.decisions_of(&topic).collect();
        all.iter().find(|d| d.ended.is_none()).or(all.first()).unwrap()
    }

    pub fn after(&mut self, actor: &str, step: DecisionStep) -> Result<(), Refusal> {
        let decision = self.decision().id.clone();
        self.does(actor, Intent::Decision { decision, step })
    }

    /// A step whose words travel beside it.
    pub fn tells(
        &mut self,
        actor: &str,
        field: &str,
        words: &str,
        step: impl FnOnce(Hash) -> DecisionStep,
    ) -> Result<(), Refusal> {
        let opening = self.beside(field, words);
        let intent = Intent::Decision { decision: self.decision().id.clone(), step: step(opening.commitment()) };
        let act = self.act(actor, intent, vec![opening]);
        self.take(&act)
    }

    pub fn sets(&mut self, action: &str) -> Result<(), Refusal> {
        let reason = "公示后补充".into();
        self.after("chair", DecisionStep::SetAction { action: action.into(), plan: plan("更换三件器材"), reason })
    }

    /// All four duties but these.
    pub fn duties(&mut self, but: &[Duty]) {
        if !but.contains(&Duty::Publish) {
            self.after("chair", DecisionStep::Publish).unwrap();
            self.after("m7", DecisionStep::Post { place: "5号楼1单元公告栏".into() }).unwrap();
        }
        for duty in [Duty::Notify, Duty::FilingParty, Duty::FilingRc] {
            if !but.contains(&duty) {
                self.after("chair", DecisionStep::Deliver { duty }).unwrap();
            }
        }
    }

    pub fn reports(&mut self, actor: &str, action: &str, report: Report, words: &str) -> Result<(), Refusal> {
        self.tells(actor, "note", words, |note| DecisionStep::Report { action: action.into(), report, note })
    }

    pub fn rates(&mut self, actor: &str, stars: u8, content: bool) -> Result<(), Refusal> {
        let opinion = serde_json::to_string(&Opinion { stars, knew: true, content }).unwrap();
        self.tells(actor, "rating", &opinion, |rating| DecisionStep::Rate { rating })
    }

    pub fn petitions(&mut self, actor: &str, petition: &str) -> Result<(), Refusal> {
        let words = "楼下三户表示新器材正对卧室窗口，会上没有人提到。";
        self.tells(actor, "facts", words, |facts| DecisionStep::Reconsider { petition: petition.into(), facts })
    }

    pub fn backs(&mut self, actor: &str, petition: &str) -> Result<(), Refusal> {
        self.after(actor, DecisionStep::Support { petition: petition.into() })
    }

    pub fn action(&self, id: &str) -> ActionState {
        self.community.action(&ActionId::from(id)).unwrap().state
    }

    /// The newest transition of topic t.
    pub fn last_t(&self) -> u8 {
        self.topic("t").history.last().unwrap().t
    }
}
