//! Rulebook: elections of the grid committee (网格自管会选举), `domain.md` §4: 「网格自管会设主任1名，副主任
//! 2名和委员若干，且均由网格居民投票选举产生。」 All else follows the law of residents' committees by analogy.
//!
//! Ballots are paper alone. This chapter knows who received a ballot paper and how many papers said
//! what; it has no record, field or act that could say who voted what. [`SecretBallot`] shares nothing
//! with the open [`Vote`](crate::meeting::Vote) of a meeting.
//!
//! Not yet: the residents' meeting that confirms a board (noted by its day and file); the next-highest
//! for a vacancy; spoiled papers exchanged at the table; withdrawing support of a nomination or a recall;
//! the yearly appraisal; complaints of fraud (they go to the street office); kinship and ages, of which
//! the board ticks no more than yes or no.

pub mod announce;
pub mod arithmetic;
pub mod ballot;
pub mod boxes;
pub mod composition;
pub mod count;
pub mod issue;
pub mod nominate;
pub mod recall;
pub mod roll;
pub mod step;
pub mod term;

pub use ballot::{Proxy, SecretBallot};
pub use boxes::{BallotBox, BoxCall};
pub use composition::{Composition, Warning};
pub use count::Tally;
pub use issue::Handout;
pub use nominate::{Backing, Candidate};
pub use recall::Recall;
pub use roll::{RollObjection, Voter};
pub use step::ElectionStep;

use crate::{
    charter::{Keys, election::Mode},
    decide::Case,
    ids::*,
    people::Role,
    refusal::Refusal,
    time::{Day, Millis},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// A post that is elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// 主任.
    Chair,
    /// 副主任.
    ViceChair,
    /// 委员.
    Member,
}

/// How many of each post an election fills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    /// 主任: one.
    pub chair: u32,
    /// 副主任: two.
    pub vice: u32,
    /// 委员: two to six.
    pub members: u32,
}

/// The states of `domain.md` §4, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ElectionState {
    /// 已公告: seats, day, board. The roll is written; published → RollPublished.
    Announced,
    /// 名单已公布: objections; all answered and the days over → RollFinal.
    RollPublished,
    /// 名单已确定. → Nominating.
    RollFinal,
    /// 提名中. The list is published → CandidatesPublished.
    Nominating,
    /// 候选人已公布. On the day → Voting.
    CandidatesPublished,
    /// 投票中. Closed → Counting.
    Voting,
    /// 计票中. Declared → Valid or Void.
    Counting,
    /// 选举有效. The result is read out → Complete or RunOff.
    Valid,
    /// 选举无效: more papers than were issued, or too few took part. A new announcement follows.
    Void,
    /// 全部选出. → Published.
    Complete,
    /// 另行选举: seats are missing or tied; the next ballot → Voting.
    RunOff,
    /// 结果已公布. → HandedOver.
    Published,
    /// 已交接: the posts of the newly elected have begun.
    HandedOver,
}

/// The residents' meeting that confirmed the board, as its paper says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmed {
    /// When it met.
    pub on: Day,
    /// The reference of its record.
    pub file: String,
    /// Whom of the list it confirmed: so many from the top.
    pub names: u32,
}

/// Somebody who won a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elected {
    /// Who.
    pub person: PersonId,
    /// Which post.
    pub post: Post,
    /// 得票.
    pub votes: u32,
    /// In which ballot, from 1.
    pub ballot: u32,
}

/// A body with which a result is filed (备案).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiledWith {
    /// 社区党委.
    PartyCommittee,
    /// 社区居委会.
    ResidentsCommittee,
}

/// One filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// With whom.
    pub with: FiledWith,
    /// When.
    pub on: Day,
    /// The reference of the paper.
    pub file: String,
}

/// 选举: one election of one grid's committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Election {
    /// Its id.
    pub id: ElectionId,
    /// The grid.
    pub grid: GridId,
    /// Where it stands.
    pub state: ElectionState,
    /// What is elected; nothing in a poll on a recall.
    pub seats: Seats,
    /// Who casts ballots.
    pub mode: Mode,
    /// 补选: the election whose vacancies it fills, for the rest of that term.
    pub fills: Option<ElectionId>,
    /// Announced.
    pub announced: Day,
    /// Polling day.
    pub vote_on: Day,
    /// Minute of the day at which the polls close.
    pub closes: u16,
    /// The reason polling day was put off.
    pub moved: Option<String>,
    /// The board in the order of its proposal: the first [`Election::board_size`] who have not left
    /// are on it, the others follow in this order.
    pub board: Vec<PersonId>,
    /// How many sit on it.
    pub board_size: u32,
    /// Who left it.
    pub left: Vec<PersonId>,
    /// The residents' meetings that confirmed it.
    pub confirmed: Option<Confirmed>,
    /// Names on the roll that may vote.
    pub voters: u32,
    /// Of these, those who cast for a household or a group.
    pub reps: u32,
    /// When the roll was published.
    pub roll_published: Option<Day>,
    /// Objections without an answer.
    pub objections_open: u32,
    /// Nominations go on until this day because there was no choice.
    pub extended: Option<Day>,
    /// What the board ticked about the list.
    pub list: Composition,
    /// Posts without a choice between candidates, noted as such.
    pub no_choice: Vec<Post>,
    /// The ballot under way or the last one, counted from 1; 0 before the first.
    pub ballots: u32,
    /// Until when the next ballot must be held.
    pub run_off_by: Option<Day>,
    /// What the next ballot is about.
    pub open: Vec<ballot::Contest>,
    /// Who won a seat.
    pub elected: Vec<Elected>,
    /// Seats the board left vacant after a run-off, with its reason.
    pub vacant: Option<String>,
    /// What the board ticked about the elected.
    pub composition: Composition,
    /// When the result was published.
    pub published: Option<Day>,
    /// Where it hangs on paper.
    pub paper: Option<String>,
    /// Filings.
    pub filed: Vec<Filed>,
    /// First day of the new term.
    pub term_from: Option<Day>,
    /// First day after it.
    pub term_until: Option<Day>,
    /// The charter version it is held by.
    pub charter: Option<u32>,
    /// What those are called who run it or won a seat: the board, the tellers, the elected. Their names
    /// hang out with its notices (居委会组织法 arts. 15, 19).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Named>,
    /// 罢免投票: it elects nobody, it asks whether a member is recalled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recall: Option<recall::Question>,
}

/// A name that an election makes known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Whose.
    pub person: PersonId,
    /// As it stands on the notice.
    pub name: String,
}

impl Post {
    /// From the highest down.
    pub const ALL: [Post; 3] = [Post::Chair, Post::ViceChair, Post::Member];

    /// The post on the sign board.
    pub fn role(self) -> Role {
        match self {
            Post::Chair => Role::CommitteeChair,
            Post::ViceChair => Role::CommitteeViceChair,
            Post::Member => Role::CommitteeMember,
        }
    }
}

impl Seats {
    /// Of one post.
    pub fn of(&self, post: Post) -> u32 {
        match post {
            Post::Chair => self.chair,
            Post::ViceChair => self.vice,
            Post::Member => self.members,
        }
    }

    /// All together.
    pub fn total(&self) -> u32 {
        self.chair.saturating_add(self.vice).saturating_add(self.members)
    }

    /// 「设主任1名，副主任2名和委员若干」: one, two and two to six, an odd number, no more than the charter's.
    pub fn fit(&self, keys: &Keys) -> bool {
        let total = self.total();
        self.chair == 1
            && self.vice == 2
            && self.members >= 2
            && !total.is_multiple_of(2)
            && total <= keys.committee_size
    }
}

impl Election {
    /// Who sits on the board now; a place left falls to the next of the original order (art. 15).
    pub fn on_board(&self) -> impl Iterator<Item = &PersonId> {
        let size = usize::try_from(self.board_size).unwrap_or(usize::MAX);
        let confirmed = self.confirmed.as_ref().map_or(0, |c| usize::try_from(c.names).unwrap_or(usize::MAX));
        self.board.iter().take(confirmed).filter(|person| !self.left.contains(person)).take(size)
    }

    /// What somebody is called who runs it or won a seat.
    pub fn name_of(&self, person: &PersonId) -> Option<&str> {
        self.named.iter().find(|named| named.person == *person).map(|named| named.name.as_str())
    }

    /// Makes known what somebody is called, as far as this holder knows it.
    pub(crate) fn name(&mut self, case: &Case, person: &PersonId) {
        if self.name_of(person).is_some() {
            return;
        }
        if let Some(name) = case.community.name_of(person) {
            self.named.push(Named { person: person.clone(), name });
        }
    }

    /// Those whose ballots count as taking part: the roll, or the representatives on it.
    pub fn base(&self) -> u32 {
        if self.mode == Mode::AllVoters { self.voters } else { self.reps }
    }

    /// Still going on: the roll is open to those who hold it.
    pub fn is_under_way(&self) -> bool {
        !matches!(self.state, ElectionState::Void | ElectionState::Published | ElectionState::HandedOver)
    }

    /// What to look at on the list of candidates.
    pub fn list_warnings(&self) -> Vec<Warning> {
        let mut all = self.list.warnings();
        all.extend(self.no_choice.iter().map(|post| Warning::NoChoice { post: *post }));
        all
    }

    /// The last day on which the roll may be objected to.
    pub fn objections_until(&self, keys: &Keys) -> Option<Day> {
        Some(self.roll_published?.plus(crate::topic::raise::days(keys.election_roll.objection)))
    }

    /// When the polls close on polling day.
    pub fn closing(&self) -> Millis {
        self.vote_on.starts().plus_minutes(u32::from(self.closes))
    }
}

impl Case<'_> {
    /// An election that must exist, in one of these states.
    pub(crate) fn election(&self, id: &ElectionId, states: &[ElectionState]) -> Result<Election, Refusal> {
        let election = self.community.election(id).ok_or(Refusal::NotFound)?;
        if states.contains(&election.state) { Ok(election.clone()) } else { Err(Refusal::WrongState) }
    }

    /// The same, for its board alone: confirmed, and with enough people on it.
    pub(crate) fn by_board(&self, id: &ElectionId, states: &[ElectionState]) -> Result<Election, Refusal> {
        let election = self.election(id, states)?;
        let need = self.community.keys_of_election(&election).election_board.min;
        let have = u32::try_from(election.on_board().count()).unwrap_or(u32::MAX);
        if have < need {
            return Err(Refusal::BoardIncomplete { have, need });
        }
        if election.on_board().any(|person| *person == self.act.actor) {
            Ok(election)
        } else {
            Err(Refusal::NotEntitled)
        }
    }

    /// Somebody who may vote in an election, as far as this holder knows the roll.
    pub(crate) fn voter(&self, election: &Election, person: &PersonId) -> Result<(), Refusal> {
        match self.community.voter(&roll::key(&election.id, person)) {
            Some(voter) if voter.eligible => Ok(()),
            None if !self.community.is_whole() => Ok(()),
            _ => Err(Refusal::NotOnRoll),
        }
    }
}
