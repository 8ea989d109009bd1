//! A polling place: the world with an election of grid 03 led from its announcement to any state, and on to
//! the vote on a recall.

use crate::world::*;
use rulebook::{
    Intent, Refusal,
    charter::election::Mode,
    election::{
        Composition, Election, ElectionState, ElectionStep, FiledWith, Post, Seats, SecretBallot,
        boxes::{AtDoor, StopDetails},
        count::Line,
        nominate::Standing,
        recall,
    },
    hash::Opening,
    ids::*,
};

pub const SEATS: Seats = Seats { chair: 1, vice: 2, members: 2 };
/// On the board, in the order of the proposal; r28 and r29 follow.
pub const BOARD: [&str; 5] = ["r25", "r26", "r27", "r28", "r29"];
pub const TELLERS: [&str; 3] = ["r20", "r21", "r22"];
/// Who stands in the usual election: two for chair, three for vice chair, three for member.
pub const STANDING: [(&str, Post); 8] = [
    ("r0", Post::Chair),
    ("r1", Post::Chair),
    ("r2", Post::ViceChair),
    ("r3", Post::ViceChair),
    ("r4", Post::ViceChair),
    ("r5", Post::Member),
    ("r6", Post::Member),
    ("r7", Post::Member),
];

pub fn announce() -> ElectionStep {
    ElectionStep::Announce {
        grid: G3.into(),
        seats: SEATS,
        mode: Mode::AllVoters,
        fills: None,
        recall: None,
        vote_on: day("2026-07-20"),
        closes: 18 * 60,
        board: people(&BOARD),
        board_size: 3,
    }
}

/// The first demand against somebody.
pub fn demand(member: &str) -> RecallId {
    recall::key(&"e".into(), &member.into(), 1)
}

/// The vote on the demand against r5, run by the board of the election.
pub fn announce_recall() -> ElectionStep {
    ElectionStep::Announce {
        grid: G3.into(),
        seats: Seats::default(),
        mode: Mode::AllVoters,
        fills: None,
        vote_on: day("2026-08-20"),
        closes: 18 * 60,
        board: vec![],
        board_size: 0,
        recall: Some(demand("r5")),
    }
}

pub fn people(names: &[&str]) -> Vec<PersonId> {
    names.iter().map(|name| PersonId::from(*name)).collect()
}

pub fn opening(field: &str, value: &str) -> Opening {
    Opening { field: field.into(), salt: format!("salt-{field}"), value: value.into() }
}

/// Lines of a roll: everybody eligible, these as representatives.
pub fn roll_of(names: &[&str], reps: bool) -> Opening {
    let line = |name: &&str| format!(r#"{{"person":"{name}","eligible":true,"rep":{reps}}}"#);
    opening("roll", &format!("[{}]", names.iter().map(line).collect::<Vec<_>>().join(",")))
}

pub fn line(post: Post, person: &str, yes: u32, no: u32) -> Line {
    Line { post, person: person.into(), yes, no }
}

/// A count of thirty papers in which r0, r2, r3, r5 and r6 win.
pub fn clear() -> Vec<Line> {
    vec![
        line(Post::Chair, "r0", 20, 5),
        line(Post::Chair, "r1", 8, 10),
        line(Post::ViceChair, "r2", 22, 3),
        line(Post::ViceChair, "r3", 18, 3),
        line(Post::ViceChair, "r4", 12, 3),
        line(Post::Member, "r5", 21, 0),
        line(Post::Member, "r6", 17, 0),
        line(Post::Member, "r7", 16, 0),
    ]
}

impl World {
    pub fn poll(&mut self, actor: &str, step: ElectionStep) -> Result<(), Refusal> {
        let election = self.at_hand();
        self.does(actor, Intent::Election { election, step })
    }

    /// What is being voted on: the recall `rc` once it is announced, the election `e` before.
    fn at_hand(&self) -> ElectionId {
        let recall = ElectionId::from("rc");
        if self.community.election(&recall).is_some() { recall } else { "e".into() }
    }

    pub fn poll_with(
        &mut self,
        actor: &str,
        beside: Opening,
        step: impl FnOnce(rulebook::hash::Hash) -> ElectionStep,
    ) -> Result<(), Refusal> {
        let election = self.at_hand();
        self.about(election, actor, beside, step)
    }

    fn about(
        &mut self,
        election: ElectionId,
        actor: &str,
        beside: Opening,
        step: impl FnOnce(rulebook::hash::Hash) -> ElectionStep,
    ) -> Result<(), Refusal> {
        let step = step(beside.commitment());
        let act = self.act(actor, Intent::Election { election, step }, vec![beside]);
        self.take(&act)
    }

    pub fn election(&self) -> &Election {
        self.community.election(&self.at_hand()).unwrap()
    }

    pub fn ballot(&self) -> &SecretBallot {
        self.community.ballot_under_way(self.election()).unwrap()
    }

    pub fn stands_at(&self) -> ElectionState {
        self.election().state
    }

    /// Announced with a confirmed board.
    pub fn announced(step: ElectionStep) -> World {
        let mut world = World::new();
        world.poll("secretary", step).unwrap();
        world.confirmed();
        world
    }

    pub fn confirmed(&mut self) {
        let step =
            ElectionStep::ConfirmBoard { more: vec![], on: self.now.day(), file: "居民会议记录1号".into() };
        self.poll("secretary", step).unwrap();
    }

    /// The whole grid on the roll, published.
    pub fn with_roll() -> World {
        let mut world = World::announced(announce());
        let names: Vec<String> = (0..30).map(|i| format!("r{i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        world.poll_with("r25", roll_of(&names, false), |list| ElectionStep::EnterVoters { list }).unwrap();
        world.poll("r25", ElectionStep::PublishRoll).unwrap();
        world
    }

    pub fn nominating() -> World {
        let mut world = World::with_roll();
        world.reaches_nominations();
        world
    }

    fn reaches_nominations(&mut self) {
        self.now = at("2026-06-21", 9, 0);
        self.poll("r26", ElectionStep::SettleRoll).unwrap();
        self.poll("r26", ElectionStep::OpenNominations).unwrap();
    }

    /// The party organisation nominates, the person agrees.
    pub fn runs(&mut self, person: &str, post: Post) {
        let step = ElectionStep::Nominate { person: person.into(), post, standing: Standing::Voter };
        self.poll("officer", step).unwrap();
        self.poll(person, ElectionStep::Stand { post }).unwrap();
    }

    pub fn lists(&mut self, order: &[&str]) -> Result<(), Refusal> {
        self.poll("r25", ElectionStep::PublishCandidates { order: people(order), list: Composition::default() })
    }

    /// The eight of [`STANDING`] on the list, three tellers appointed.
    pub fn listed() -> World {
        let mut world = World::nominating();
        world.list_eight();
        world
    }

    /// From a written roll to the list.
    pub fn reaches_list(&mut self) {
        self.poll("r25", ElectionStep::PublishRoll).unwrap();
        self.reaches_nominations();
        self.list_eight();
    }

    fn list_eight(&mut self) {
        for (person, post) in STANDING {
            self.runs(person, post);
        }
        self.lists(&STANDING.map(|(person, _)| person)).unwrap();
        self.poll("r25", ElectionStep::AppointTellers { tellers: people(&TELLERS) }).unwrap();
    }

    pub fn seals(&mut self, at: &str, mobile: bool) -> Result<(), Refusal> {
        let step = ElectionStep::SealBox {
            at: at.into(),
            mobile,
            place: "社区活动室".into(),
            seal: "0417".into(),
            tellers: people(&TELLERS),
        };
        self.poll("r25", step)
    }

    /// The polls are open, box b stands sealed.
    pub fn polling() -> World {
        let mut world = World::listed();
        world.polls_open();
        world
    }

    pub fn polls_open(&mut self) {
        self.poll("r25", ElectionStep::PublishLists).unwrap();
        self.now = self.ballot().on.starts().plus_hours(8);
        self.poll("r25", ElectionStep::OpenPolls).unwrap();
        let name = self.box_name();
        self.seals(&name, false).unwrap();
    }

    fn box_name(&self) -> String {
        if self.election().recall.is_some() { "rcb".into() } else { format!("b{}", self.ballot().no) }
    }

    pub fn takes_paper(&mut self, person: &str) -> Result<(), Refusal> {
        self.hands_out(&format!(r#"{{"person":"{person}"}}"#))
    }

    pub fn hands_out(&mut self, tick: &str) -> Result<(), Refusal> {
        let at = BallotBoxId::from(self.box_name());
        self.poll_with("r20", opening("paper", tick), |paper| ElectionStep::HandOut { at, paper })
    }

    pub fn stops(&mut self, teller: &str, person: &str, outcome: AtDoor) -> Result<(), Refusal> {
        let (from, until) = (self.now, self.now.plus_minutes(4));
        let details = StopDetails { person: person.into(), from, until, outcome };
        let beside = opening("stop", &serde_json::to_string(&details).unwrap());
        self.poll_with(teller, beside, |stop| ElectionStep::BoxStops { at: "m".into(), stop })
    }

    /// So many voters took a paper, the polls are closed, the boxes opened.
    pub fn counting(&mut self, papers: usize) {
        for i in 0..papers {
            self.takes_paper(&format!("r{i}")).unwrap();
        }
        self.now = self.ballot().closes;
        self.poll("r25", ElectionStep::ClosePolls).unwrap();
        self.poll("r25", ElectionStep::OpenBoxes).unwrap();
    }

    pub fn enters(&mut self, teller: &str, found: u32, void: u32, lines: &[Line]) -> Result<(), Refusal> {
        self.poll(teller, ElectionStep::EnterTally { found, void, lines: lines.to_vec() })
    }

    /// Two tellers agree, three sign.
    pub fn tallied(&mut self, found: u32, void: u32, lines: &[Line]) {
        for teller in ["r20", "r21"] {
            self.enters(teller, found, void, lines).unwrap();
        }
        for teller in TELLERS {
            self.poll(teller, ElectionStep::SignCount).unwrap();
        }
    }

    /// … and the board declares.
    pub fn declared(&mut self, found: u32, void: u32, lines: &[Line]) {
        self.tallied(found, void, lines);
        self.poll("r25", ElectionStep::Declare).unwrap();
    }

    pub fn read_out(&mut self) {
        self.poll("r25", ElectionStep::ReadOut { composition: Composition::default() }).unwrap();
    }

    /// Everybody votes, this is found, and it is read out.
    pub fn counted(lines: &[Line]) -> World {
        let mut world = World::polling();
        world.counting(30);
        world.declared(30, 1, lines);
        world.read_out();
        world
    }

    /// Published and filed with both.
    pub fn filed(&mut self) {
        self.poll("r25", ElectionStep::Publish { paper: "3号楼公告栏".into() }).unwrap();
        for with in [FiledWith::PartyCommittee, FiledWith::ResidentsCommittee] {
            self.poll("r25", ElectionStep::File { with, file: "备案1号".into() }).unwrap();
        }
    }

    pub fn handed_over() -> World {
        let mut world = World::counted(&clear());
        world.filed();
        world.poll("r25", ElectionStep::HandOver).unwrap();
        world
    }

    /// About the election itself, whatever is at hand: its posts and the demands against who holds them.
    pub fn of_term(&mut self, actor: &str, step: ElectionStep) -> Result<(), Refusal> {
        self.does(actor, Intent::Election { election: "e".into(), step })
    }

    pub fn asks_for_recall(&mut self, actor: &str, member: &str) -> Result<(), Refusal> {
        let member = member.into();
        let reasons = opening("reasons", "三次不开会");
        self.about("e".into(), actor, reasons, |reasons| ElectionStep::OpenRecall { member, reasons })
    }

    pub fn answers_recall(&mut self, actor: &str, member: &str) -> Result<(), Refusal> {
        let (recall, words) = (demand(member), opening("answer", "当时生病住院"));
        self.about("e".into(), actor, words, |text| ElectionStep::AnswerRecall { recall, text })
    }

    pub fn backs_recall(&mut self, actor: &str, member: &str) -> Result<(), Refusal> {
        self.of_term(actor, ElectionStep::SupportRecall { recall: demand(member) })
    }

    /// The term runs, three of thirty ask that r5 be recalled.
    pub fn demanded() -> World {
        let mut world = World::handed_over();
        world.asks_for_recall("r9", "r5").unwrap();
        for voter in ["r10", "r11"] {
            world.backs_recall(voter, "r5").unwrap();
        }
        world
    }

    pub fn announces_recall(&mut self, actor: &str, step: ElectionStep) -> Result<(), Refusal> {
        self.does(actor, Intent::Election { election: "rc".into(), step })
    }

    /// The vote on it is announced, the roll of these is published and final, tellers are appointed.
    pub fn recall_ready(voters: usize) -> World {
        let mut world = World::demanded();
        world.announces_recall("r25", announce_recall()).unwrap();
        world.recall_roll(voters);
        world
    }

    /// From the announcement to the tellers.
    pub fn recall_roll(&mut self, voters: usize) {
        let names: Vec<String> = (0..voters).map(|i| format!("r{i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let reps = self.election().mode != Mode::AllVoters;
        self.poll_with("r25", roll_of(&names, reps), |list| ElectionStep::EnterVoters { list }).unwrap();
        self.poll("r25", ElectionStep::PublishRoll).unwrap();
        self.now = self.now.plus_hours(24 * 6);
        self.poll("r25", ElectionStep::SettleRoll).unwrap();
        self.poll("r25", ElectionStep::AppointTellers { tellers: people(&TELLERS) }).unwrap();
    }

    /// So many of the roll took a paper, this many were found, so many of them say yes, and no.
    pub fn recall_counted(voters: usize, papers: usize, (found, yes, no): (u32, u32, u32)) -> World {
        let mut world = World::recall_ready(voters);
        world.polls_open();
        world.counting(papers);
        world.declared(found, 0, &[line(Post::Member, "r5", yes, no)]);
        world
    }

    /// Who holds a post of the committee now.
    pub fn committee(&self) -> Vec<String> {
        let grid = GridId::from(G3);
        let held = self.community.committee_posts(&grid, self.now.day());
        held.map(|office| format!("{} {:?}", office.person, office.role)).collect()
    }
}
