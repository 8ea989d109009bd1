//! Rulebook: the open vote — G-VOTE: 「协商议事过程坚持民主讨论、公开表决、少数服从多数原则」. Whole
//! numbers only; a tie does not pass and nobody has a casting vote. The room sees who votes how, the
//! public sees the counts.
//!
//! A vote is taken by names, or by hands: then the recorder enters the counts alone, and the two are never mixed. The
//! recount stands next door.

use super::{
    Item, Meeting,
    attend::{Attendance, here},
    call::line,
    motion,
    session::{in_session, in_time, inquorate_now, not_over},
    tally::Counted,
};
use crate::{
    charter::{
        Keys,
        meeting::{MajorityBase, ShelveBase, ShelveThreshold, VotingBody},
    },
    decide::{Case, Verdict},
    hash::Hash,
    hearing::demand::calls_hearing,
    ids::*,
    json::is_false,
    record::Record,
    refusal::Refusal,
    review::Organ,
    time::Millis,
};
use alloc::{string::String, vec};
use serde::{Deserialize, Serialize};

/// What is moved (`domain.md` §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Motion {
    /// The topic's own question.
    Main,
    /// 搁置: 「应该搁置争议，经实到会半数以上人员同意，交由下次会议审议表决」.
    Shelve,
    /// 停止辩论: two thirds.
    CloseDebate,
    /// 提请听证.
    CallHearing,
    /// 转办.
    Refer {
        /// To whom.
        to: Organ,
    },
    /// 提交共建议事会.
    Escalate,
    /// 退回网格, with guidance; the council's alone (T41).
    Return,
    /// 提请居民(代表)会议; the council's alone (T43).
    ToAssembly,
    /// 修正: the question in another wording, voted on before the question itself.
    Amend,
    /// 休会 (M6): the sitting pauses.
    Recess {
        /// It goes on then.
        until: Millis,
    },
    /// 散会 (M7): the sitting ends, and what is open is carried over (T24).
    Adjourn,
}

/// For, against, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// 同意.
    Yes,
    /// 反对.
    No,
    /// 弃权.
    Abstain,
}

/// One motion, and its vote once the question was put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// The act that moved it.
    pub id: VoteId,
    /// Where.
    pub meeting: MeetingId,
    /// On what.
    pub topic: TopicId,
    /// What is moved.
    pub motion: Motion,
    /// Who moved; hidden from the public.
    pub mover: Option<PersonId>,
    /// Who seconded; hidden from the public.
    pub seconder: Option<PersonId>,
    /// When it was moved.
    pub moved: Millis,
    /// When the question was put.
    pub opened: Option<Millis>,
    /// [`Meeting::order`] then.
    pub order: u32,
    /// 实到 then, in any capacity.
    pub present: u32,
    /// Of these, entitled to vote on it: the base.
    pub base: u32,
    /// 同意.
    pub yes: u32,
    /// 反对.
    pub no: u32,
    /// 弃权.
    pub abstain: u32,
    /// People whose phone and the recorder said different things; it stands in the minutes.
    pub conflicts: u32,
    /// When the result was read out.
    pub closed: Option<Millis>,
    /// The result.
    pub passed: Option<bool>,
    /// T41: what the grids are to go by.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub guidance: String,
    /// 修正: the body of the text as it is to read.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wording: String,
    /// The motion it was moved over, which is before the meeting again once this one is done with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<VoteId>,
    /// 修正: the chair found that it is another matter, and did not put it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ruled_out: bool,
    /// 举手计数: the recorder enters counts, no names.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hands: bool,
    /// The count before the recount, as it was read out; it stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Counted>,
}

/// One person's vote; both ways in are kept, the recorder's prevails (`domain.md` §2.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// The act that made it.
    pub id: BallotId,
    /// In which vote.
    pub vote: VoteId,
    /// At which meeting.
    pub meeting: MeetingId,
    /// Whose.
    pub person: PersonId,
    /// As their own phone said.
    pub own: Option<Choice>,
    /// As the recorder saw.
    pub recorded: Option<Choice>,
    /// When it was first cast.
    pub at: Millis,
}

/// 「少数服从多数」: more than half of the base; of nobody there is no majority.
pub fn passes(yes: u32, base: u32) -> bool {
    u64::from(yes) * 2 > u64::from(base)
}

/// 「半数以上」: with half, or with more than half, as the charter reads it.
pub fn shelves(yes: u32, base: u32, threshold: ShelveThreshold) -> bool {
    match threshold {
        ShelveThreshold::AtLeastHalf => base > 0 && u64::from(yes) * 2 >= u64::from(base),
        ShelveThreshold::MoreThanHalf => passes(yes, base),
    }
}

/// 停止辩论: two thirds.
pub fn closes_debate(yes: u32, base: u32) -> bool {
    base > 0 && u64::from(yes) * 3 >= u64::from(base) * 2
}

impl Ballot {
    /// What counts.
    pub fn choice(&self) -> Option<Choice> {
        self.recorded.or(self.own)
    }

    /// The two ways in said different things.
    pub fn is_in_conflict(&self) -> bool {
        matches!((self.own, self.recorded), (Some(own), Some(recorded)) if own != recorded)
    }
}

impl Vote {
    /// The question was put and is not counted yet.
    pub fn is_open(&self) -> bool {
        self.opened.is_some() && self.closed.is_none()
    }

    /// So many hands or names so far.
    pub fn given(&self) -> u64 {
        u64::from(self.yes) + u64::from(self.no) + u64::from(self.abstain)
    }

    /// Whether it counts doors: everywhere but where the charter counts everybody present (G-SHELVE).
    pub fn counts_doors(&self, keys: &Keys) -> bool {
        keys.voting_body == VotingBody::OnePerHousehold && !self.asks_all_present(keys)
    }

    fn asks_all_present(&self, keys: &Keys) -> bool {
        self.motion == Motion::Shelve && keys.shelve_base == ShelveBase::AllPresent
    }

    /// Whether the counts as they stand carry the motion.
    pub fn carries(&self, keys: &Keys) -> bool {
        let base = match keys.majority_base {
            MajorityBase::Present => self.base,
            MajorityBase::Cast => self.yes.saturating_add(self.no),
        };
        match self.motion {
            Motion::Shelve => shelves(self.yes, self.base, keys.shelve_threshold),
            Motion::CloseDebate => closes_debate(self.yes, base),
            // A fifth of those present makes it a major matter (G-MAJOR).
            Motion::CallHearing => calls_hearing(self.yes, self.base, keys.major_session_percent),
            _ => passes(self.yes, base),
        }
    }

    /// Whether somebody's stay gives them a vote here: by capacity, and by having come in time.
    pub fn admits(&self, stay: &Attendance, meeting: &Meeting, item: &Item, keys: &Keys) -> bool {
        if self.asks_all_present(keys) {
            return VotingBody::AllParticipants.admits(stay.capacity) && stay.order < self.order;
        }
        keys.voting_body.admits(stay.capacity) && stay.order < meeting.votes_until(item, self.order, keys)
    }

    /// Adds what a ballot says as it stands, or takes it out again.
    fn reckon(&mut self, ballot: &Ballot, add: bool) {
        let turn = |place: &mut u32, by: u32| {
            *place = if add { place.saturating_add(by) } else { place.saturating_sub(by) };
        };
        turn(&mut self.conflicts, u32::from(ballot.is_in_conflict()));
        match ballot.choice() {
            Some(Choice::Yes) => turn(&mut self.yes, 1),
            Some(Choice::No) => turn(&mut self.no, 1),
            Some(Choice::Abstain) => turn(&mut self.abstain, 1),
            None => {}
        }
    }
}

/// The question is put, by names or by hands. The base is counted at this moment: who left before is not in it. The way
/// may be chosen again while nobody has voted.
pub(crate) fn open(case: &Case, id: &MeetingId, vote: &VoteId, hands: bool) -> Verdict {
    let meeting = case.meeting(id)?;
    case.leads(&meeting)?;
    if meeting.state == super::MeetingState::Inquorate {
        return Err(inquorate_now(case.quorum(&meeting)));
    }
    let mut meeting = in_time(case, id)?;
    let mut vote = of_meeting(case, id, vote)?.clone();
    let item = meeting.item(&vote.topic).ok_or(Refusal::NotOnAgenda)?;
    let again = vote.is_open() && vote.first.is_none() && vote.hands != hands && vote.given() == 0;
    if item.vote.as_ref() != Some(&vote.id) || !(vote.opened.is_none() || again) {
        return Err(Refusal::VoteClosed);
    }
    vote.hands = hands;
    // T41: 「returned with guidance」; without it the grids would be where they were.
    if vote.motion == Motion::Return && vote.guidance.is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    let facts = case.quorum(&meeting);
    if !facts.holds {
        return Err(inquorate_now(facts));
    }
    meeting.quorum = Some(facts);
    vote.order = meeting.tick();
    vote.base = case.community.base_of(&meeting, &vote);
    vote.present = facts.persons;
    if vote.base == 0 {
        return Err(Refusal::NotVotable);
    }
    vote.opened = Some(case.done_at());
    Ok(vec![Record::made(vote), Record::made(meeting)])
}

/// T41: what the grids are to go by, before the question is put.
pub(crate) fn guide(case: &Case, id: &MeetingId, vote: &VoteId, text: &str) -> Verdict {
    in_session(case, id)?;
    let mut vote = of_meeting(case, id, vote)?.clone();
    if vote.motion != Motion::Return || vote.opened.is_some() {
        return Err(Refusal::WrongState);
    }
    vote.guidance = line(text, "guidance")?;
    Ok(vec![Record::made(vote)])
}

/// One vote, by oneself or as the recorder saw it. No proxies; one person counts once.
///
/// The recorder may put a wrong tap right while the vote is open; what one's own phone said is final.
pub(crate) fn cast(case: &Case, id: &MeetingId, vote: &VoteId, person: &PersonId, choice: &Hash) -> Verdict {
    let meeting = case.meeting(id)?;
    let mut vote = of_meeting(case, id, vote)?.clone();
    let own = *person == case.act.actor;
    if !own && meeting.recorder.as_ref() != Some(&case.act.actor) {
        return Err(Refusal::NoProxy);
    }
    if !vote.is_open() {
        return Err(Refusal::VoteClosed);
    }
    if vote.hands {
        return Err(Refusal::MethodMixed { hands: true });
    }
    not_over(case, &meeting)?;
    let stay = here(case, id, person)?;
    let item = meeting.item(&vote.topic).ok_or(Refusal::NotOnAgenda)?;
    let keys = case.community.keys_of(&meeting);
    if !vote.admits(stay, &meeting, item, &keys) {
        return Err(Refusal::VoiceOnly);
    }
    if case.community.door_has_voted(&vote, stay, &keys) {
        return Err(Refusal::HouseholdVoted);
    }
    let choice: Choice = case.act.value_of("choice", choice)?;
    let before = case.community.ballot_of(&vote.id, person).cloned();
    let fresh = BallotId(case.act.id.0.clone());
    if before.is_none() && case.community.ballot(&fresh).is_some() {
        return Err(Refusal::IdTaken);
    }
    let mut ballot = before.unwrap_or(Ballot {
        id: fresh,
        vote: vote.id.clone(),
        meeting: id.clone(),
        person: person.clone(),
        own: None,
        recorded: None,
        at: case.done_at(),
    });
    vote.reckon(&ballot, false);
    let place = if own { &mut ballot.own } else { &mut ballot.recorded };
    let said = place.replace(choice);
    if said.is_some_and(|said| own || said == choice) {
        return Err(Refusal::AlreadyVoted);
    }
    vote.reckon(&ballot, true);
    Ok(vec![Record::made(ballot), Record::made(vote)])
}

/// 举手: the recorder enters what was counted, no names, and may put it right while the vote is open. Who chairs does not
/// keep the record, so nobody counts themselves as everyone; and there are never more hands than may be raised.
pub(crate) fn count(case: &Case, id: &MeetingId, vote: &VoteId, counts: [u32; 3]) -> Verdict {
    let meeting = in_time(case, id)?;
    let mut vote = of_meeting(case, id, vote)?.clone();
    if meeting.recorder.as_ref() != Some(&case.act.actor) {
        return Err(Refusal::NoProxy);
    }
    if !vote.is_open() {
        return Err(Refusal::VoteClosed);
    }
    if !vote.hands {
        return Err(Refusal::MethodMixed { hands: false });
    }
    [vote.yes, vote.no, vote.abstain] = counts;
    if vote.given() > u64::from(vote.base) {
        let counted = u32::try_from(vote.given()).unwrap_or(u32::MAX);
        return Err(Refusal::CountExceeds { counted, base: vote.base });
    }
    Ok(vec![Record::made(vote)])
}

/// The result is read out and takes effect at once. Hands are counted first; where the hours of the session cut that off,
/// none were raised, and of a recount the first count stands.
pub(crate) fn close(case: &Case, id: &MeetingId, vote: &VoteId) -> Verdict {
    let meeting = in_session(case, id)?;
    let mut vote = of_meeting(case, id, vote)?.clone();
    if !vote.is_open() {
        return Err(Refusal::VoteClosed);
    }
    if vote.hands && vote.given() == 0 {
        if not_over(case, &meeting).is_ok() {
            return Err(Refusal::MethodMixed { hands: true });
        }
        if let Some(Counted { yes, no, abstain, .. }) = vote.first {
            [vote.yes, vote.no, vote.abstain] = [yes, no, abstain];
        }
    }
    let passed = vote.carries(&case.community.keys_of(&meeting));
    vote.closed = Some(case.done_at());
    vote.passed = Some(passed);
    motion::take_effect(case, meeting, vote, passed)
}

pub(super) fn of_meeting<'a>(case: &Case<'a>, id: &MeetingId, vote: &VoteId) -> Result<&'a Vote, Refusal> {
    case.community.vote(vote).filter(|vote| vote.meeting == *id).ok_or(Refusal::NotFound)
}
