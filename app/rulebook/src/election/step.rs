//! Rulebook: what can be done about an election — one line for each step of `domain.md` §4. No step says
//! who voted what: ballots are paper.

use super::{
    Composition, FiledWith, Post, Seats, announce, ballot, boxes,
    count::{self, Line},
    issue,
    nominate::{self, Standing},
    recall, roll, term,
};
use crate::{
    charter::election::Mode,
    decide::{Case, Verdict},
    hash::Hash,
    ids::*,
    time::Day,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// One step of an election.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum ElectionStep {
    /// 选举公告, with the board the party organisation proposes; `fills` for a by-election, `recall` for the
    /// poll on a demand, which elects nobody.
    Announce {
        grid: GridId,
        seats: Seats,
        mode: Mode,
        fills: Option<ElectionId>,
        vote_on: Day,
        closes: u16,
        board: Vec<PersonId>,
        board_size: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recall: Option<RecallId>,
    },
    /// The residents' meeting confirmed the board, and more names if too few are left.
    ConfirmBoard { more: Vec<PersonId>, on: Day, file: String },
    /// Somebody leaves the board.
    LeaveBoard { person: PersonId },
    /// Polling day is put off.
    PutOff { to: Day, reason: String },
    /// Lines of the roll; opening `roll` holds a list of [`roll::Line`] as JSON.
    EnterVoters { list: Hash },
    /// → RollPublished.
    PublishRoll,
    /// An objection to the roll; opening `objection`.
    ObjectToRoll { text: Hash },
    /// The answer; openings `answer` and, where the roll changes, `roll`.
    AnswerObjection { objection: RollObjectionId, upheld: bool, text: Hash, changes: Option<Hash> },
    /// → RollFinal.
    SettleRoll,
    /// → Nominating.
    OpenNominations,
    /// Name somebody.
    Nominate { person: PersonId, post: Post, standing: Standing },
    /// 同意参选.
    Stand { post: Post },
    /// A candidate withdraws before the list.
    StepBack,
    /// Stand behind a nomination.
    Support { candidate: CandidateId },
    /// Three more days, for want of a choice.
    ExtendNominations,
    /// → CandidatesPublished, in this order.
    PublishCandidates { order: Vec<PersonId>, list: Composition },
    /// Who watches and counts.
    AppointTellers { tellers: Vec<PersonId> },
    /// 委托投票.
    GiveProxy { from: PersonId, to: PersonId },
    /// Ask for the mobile box; opening `voter` holds the person as JSON.
    CallBox { voter: Hash },
    /// The lists of proxies and of the mobile box hang out.
    PublishLists,
    /// → Voting.
    OpenPolls,
    /// A box is sealed.
    SealBox { at: BallotBoxId, mobile: bool, place: String, seal: String, tellers: Vec<PersonId> },
    /// A paper is handed out; opening `paper` holds an [`issue::Tick`] as JSON.
    HandOut { at: BallotBoxId, paper: Hash },
    /// The mobile box leaves.
    BoxLeaves { at: BallotBoxId },
    /// One door; opening `stop` holds [`boxes::StopDetails`] as JSON.
    BoxStops { at: BallotBoxId, stop: Hash },
    /// The mobile box is back.
    BoxReturns { at: BallotBoxId, seal: String },
    /// → Counting.
    ClosePolls,
    /// All boxes opened, papers mixed.
    OpenBoxes,
    /// What one teller counted.
    EnterTally { found: u32, void: u32, lines: Vec<Line> },
    /// A teller signs.
    SignCount,
    /// → Valid, Void.
    Declare,
    /// → Complete, RunOff.
    ReadOut { composition: Composition },
    /// The next ballot of a run-off.
    CallAgain { on: Day, closes: u16 },
    /// RunOff → Complete with vacant seats.
    LeaveVacant { reason: String },
    /// → Published; where it hangs.
    Publish { paper: String },
    /// 备案.
    File { with: FiledWith, file: String },
    /// → HandedOver.
    HandOver,
    /// Give the post back.
    Resign,
    /// Ask for a recall; opening `reasons`.
    OpenRecall { member: PersonId, reasons: Hash },
    /// Stand behind it.
    SupportRecall { recall: RecallId },
    /// The member answers; opening `answer`.
    AnswerRecall { recall: RecallId, text: Hash },
}

impl ElectionStep {
    /// What voters and candidates do.
    pub(crate) fn daily(&self, case: &Case, id: &ElectionId) -> Option<Verdict> {
        use ElectionStep::*;
        Some(match self {
            ObjectToRoll { text } => roll::object(case, id, text),
            Nominate { person, post, standing } => nominate::nominate(case, id, person, *post, standing),
            Stand { post } => nominate::stand(case, id, *post),
            StepBack => nominate::step_back(case, id),
            Support { candidate } => nominate::support(case, id, candidate),
            CallBox { voter } => ballot::call_box(case, id, voter),
            Resign => term::resign(case, id),
            OpenRecall { member, reasons } => recall::open(case, id, member, reasons),
            SupportRecall { recall } => recall::support(case, id, recall),
            AnswerRecall { recall, text } => recall::answer(case, id, recall, text),
            _ => return None,
        })
    }

    /// What is done in office; `None`: it is [`Self::daily`]’s.
    pub(crate) fn office(&self, case: &Case, id: &ElectionId) -> Option<Verdict> {
        use ElectionStep::*;
        Some(match self {
            Announce { .. } => announce::announce(case, id, self),
            ConfirmBoard { more, on, file } => announce::confirm(case, id, more, *on, file),
            LeaveBoard { person } => announce::leave(case, id, person),
            PutOff { to, reason } => announce::put_off(case, id, *to, reason),
            EnterVoters { list } => roll::enter(case, id, list),
            PublishRoll => roll::publish(case, id),
            AnswerObjection { objection, upheld, text, changes } => {
                roll::answer(case, id, objection, *upheld, text, changes.as_ref())
            }
            SettleRoll => roll::settle(case, id),
            OpenNominations => nominate::open(case, id),
            ExtendNominations => nominate::extend(case, id),
            PublishCandidates { order, list } => nominate::publish(case, id, order, *list),
            AppointTellers { tellers } => ballot::appoint(case, id, tellers),
            GiveProxy { from, to } => ballot::give_proxy(case, id, from, to),
            PublishLists => ballot::publish_lists(case, id),
            OpenPolls => ballot::open(case, id),
            SealBox { at, mobile, place, seal, tellers } => boxes::seal(case, id, at, *mobile, place, seal, tellers),
            HandOut { at, paper } => issue::hand_out(case, id, at, paper),
            BoxLeaves { at } => boxes::leave(case, id, at),
            BoxStops { at, stop } => boxes::stop(case, id, at, stop),
            BoxReturns { at, seal } => boxes::come_back(case, id, at, seal),
            ClosePolls => ballot::close(case, id),
            OpenBoxes => boxes::open_all(case, id),
            EnterTally { found, void, lines } => count::enter(case, id, *found, *void, lines),
            SignCount => count::sign(case, id),
            Declare => count::declare(case, id),
            ReadOut { composition } => count::read_out(case, id, *composition),
            CallAgain { on, closes } => ballot::call_again(case, id, *on, *closes),
            LeaveVacant { reason } => count::leave_vacant(case, id, reason),
            Publish { paper } => term::publish(case, id, paper),
            File { with, file } => term::file(case, id, *with, file),
            HandOver => term::hand_over(case, id),
            ObjectToRoll { .. }
            | Nominate { .. }
            | Stand { .. }
            | StepBack
            | Support { .. }
            | CallBox { .. }
            | Resign
            | OpenRecall { .. }
            | SupportRecall { .. }
            | AnswerRecall { .. } => return None,
        })
    }

    /// `domain.md` §2.7: 「election ballots: never on ordinary devices」; only the route sheet of the mobile
    /// box is written without network, in stairwells and on basements' stairs.
    pub fn works_offline(&self) -> bool {
        matches!(self, ElectionStep::BoxStops { .. })
    }
}
