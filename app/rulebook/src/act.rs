//! Rulebook: what a person did (行为). The signed body is JSON text; the very bytes are kept for
//! ever. Personal values are not in it: it carries commitments, the values travel beside it.

use crate::{
    charter::Keys,
    cosign::{CallbackAnswer, Channel},
    council::CouncilStep,
    decision::{DecisionStep, Duty},
    election::ElectionStep,
    hash::{Hash, Opening},
    hearing::HearingStep,
    ids::*,
    json,
    meeting::MeetingStep,
    people::{Adulthood, Basis},
    refusal::Refusal,
    review::{Criteria, Outcome},
    round::StairwellRef,
    service::ServiceStep,
    time::{Day, Millis},
    topic::Capacity,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// One act, decoded from its signed body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// Version of the format; see [`crate::VERSION`].
    pub v: u32,
    /// UUIDv7, made on the device; the idempotency key.
    pub id: ActId,
    /// The ledger it is meant for.
    pub community: CommunityId,
    /// The device that signed it.
    pub device: DeviceId,
    /// The device's own counter, from 1, without holes.
    pub n: u64,
    /// Digest of the device's previous body; zeros for the first.
    pub prev: Hash,
    /// Who did it.
    pub actor: PersonId,
    /// The device's clock: a claim.
    pub at: Millis,
    /// Newest ledger entry the device had seen: the act cannot be older.
    pub seen: u64,
    /// The build that made it.
    pub build: String,
    /// What was done.
    pub intent: Intent,
    /// The values beside the act, checked against its commitments before anybody decides.
    #[serde(skip)]
    pub openings: Vec<Opening>,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
#[allow(clippy::large_enum_variant, reason = "a charter is large and rare; every other act would pay for its box")]
pub enum Intent {
    /// T01: begin a draft.
    DraftTopic {
        topic: TopicId,
        grids: Vec<GridId>,
        courtyard: Option<CourtyardId>,
        title: String,
        body: String,
        capacity: Capacity,
        /// T47, T48: the settled topic whose matter comes up again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follows: Option<TopicId>,
        /// T47: what is new since it was not adopted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new_facts: Option<String>,
    },
    /// Change the text: freely as a draft, T08 while collecting, revision while returned.
    EditTopic { topic: TopicId, title: String, body: String },
    /// T02: freeze the text and open the window.
    OpenCosign { topic: TopicId },
    /// One extension of the window.
    ExtendWindow { topic: TopicId },
    /// T03, T06, T11: hand in for review.
    SubmitTopic { topic: TopicId },
    /// T46: withdraw; a co-signed topic after a notice to its signers.
    WithdrawTopic { topic: TopicId },
    /// A signer keeps a topic alive that its initiator withdraws.
    TakeOver { topic: TopicId },
    /// T04: co-sign, or reconfirm a changed text.
    Cosign {
        topic: TopicId,
        person: PersonId,
        channel: Channel,
        hash: Hash,
        receipt: Hash,
        hand: Option<Hash>,
        read_aloud: bool,
        witnesses: Vec<PersonId>,
    },
    /// T05: withdraw one's own signature.
    RevokeCosign { topic: TopicId },
    /// T05 by the holder of the slip; the desk signs, the code in the act proves the holder.
    RevokeByReceipt { code: String },
    /// R6: my signature may move to the topic mine was merged into. `receipt` is the new slip's.
    AgreeMerge { topic: TopicId, receipt: Hash },
    /// Result of one call-back.
    AnswerCallback { callback: CallbackId, answer: CallbackAnswer },
    /// T09, T10, T12, T13.
    Review { topic: TopicId, criteria: Criteria, outcome: Outcome, reason: String, interest: bool },
    /// Appeal against a rejection.
    Appeal { topic: TopicId, reason: String },
    /// T14, or the rejection stands.
    DecideAppeal { topic: TopicId, upheld: bool, reason: String },
    /// Somebody behind a door who is not on the roll; opening `name`.
    RegisterPerson { person: PersonId, household: HouseholdId, basis: Basis, adult: Adulthood, name: Hash },
    /// Somebody moved away.
    MoveOut { person: PersonId, on: Day },
    /// Set out.
    StartRound { round: RoundId, grid: GridId, stairwells: Vec<StairwellRef> },
    /// One knock; opening `visit` holds [`crate::round::VisitDetails`] as JSON.
    Visit { visit: VisitId, round: RoundId, details: Hash },
    /// Come home.
    FinishRound { round: RoundId },
    /// H1; opening `lead` holds [`crate::round::LeadDetails`] as JSON.
    NoteLead { lead: LeadId, grid: GridId, courtyard: Option<CourtyardId>, details: Hash },
    /// Hand out an enrolment code; the id is its hash.
    OfferEnrolment { offer: OfferId, person: PersonId },
    /// The desk took a new device's key against a code.
    Enrol { offer: OfferId, device: DeviceId, key: String },
    /// The six digits agreed.
    ConfirmDevice { device: DeviceId },
    /// A device may no longer act.
    RevokeDevice { device: DeviceId },
    /// Demo communities only: the desk makes the visiting browser a device of a persona.
    EnrolDemo { device: DeviceId, person: PersonId, key: String },
    /// One step of a meeting.
    Meeting { meeting: MeetingId, step: MeetingStep },
    /// One step of a topic on its way to a hearing and to the vote.
    Hearing { topic: TopicId, step: HearingStep },
    /// One step of an election.
    Election { election: ElectionId, step: ElectionStep },
    /// A new charter, by the community party committee.
    AdoptCharter { file: String, keys: Keys },
    /// What only time does.
    Clock { due: Due },
    /// One step after a decision.
    Decision { decision: DecisionId, step: DecisionStep },
    /// One step of a matter before the council, outside its meetings.
    Council { topic: TopicId, step: CouncilStep },
    /// One step of a service item.
    Service { item: ServiceItemId, step: ServiceStep },
}

/// System acts, a closed list; only the desk makes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum Due {
    /// T06 at the end of the window.
    Submit { topic: TopicId },
    /// T07.
    Lapse { topic: TopicId },
    /// Remind the reviewer.
    Remind { topic: TopicId },
    /// The review goes to the community party committee.
    Escalate { topic: TopicId },
    /// T46: the notice ran out.
    Withdraw { topic: TopicId },
    /// T30: a shelved topic waited too long for a next meeting.
    Stale { topic: TopicId },
    /// G-DUTY: a duty is late, the chair is reminded.
    RemindDuty { decision: DecisionId, duty: Duty },
    /// T32.
    Implement { decision: DecisionId },
    /// T37: it stood still for too long.
    GiveUp { decision: DecisionId },
    /// Too few stood behind a demand for a recall in time.
    LapseRecall { recall: RecallId },
}

impl Act {
    /// The opening for a commitment in this act, if it travels beside it.
    pub fn opening(&self, field: &str, commitment: &Hash) -> Option<&Opening> {
        self.openings.iter().find(|o| o.field == field && o.commitment() == *commitment)
    }

    /// The words behind a commitment in this act.
    pub(crate) fn words_of(&self, field: &str, commitment: &Hash) -> Result<&str, Refusal> {
        let opening = self.opening(field, commitment).ok_or_else(|| Refusal::OpeningMissing { field: field.into() })?;
        Ok(&opening.value)
    }

    /// What stands behind a commitment in this act, on the closed list of its type.
    pub(crate) fn value_of<T: DeserializeOwned>(&self, field: &str, commitment: &Hash) -> Result<T, Refusal> {
        json::read_closed(self.words_of(field, commitment)?).map_err(|_| Refusal::NotOnTheList { field: field.into() })
    }

    /// Whether the server itself is the actor.
    pub fn is_by_desk(&self) -> bool {
        self.actor.as_str() == DESK
    }
}

impl Intent {
    /// `domain.md` §2.7: what a phone may do without network. The rest is offered online only.
    pub fn works_offline(&self) -> bool {
        use Intent::*;
        if let Meeting { step, .. } = self {
            return step.works_offline();
        }
        if let Decision { step, .. } = self {
            return step.works_offline();
        }
        if let Hearing { step, .. } = self {
            return step.works_offline();
        }
        if let Election { step, .. } = self {
            return step.works_offline();
        }
        matches!(
            self,
            DraftTopic { .. }
                | EditTopic { .. }
                | OpenCosign { .. }
                | Cosign { .. }
                | RevokeCosign { .. }
                | RegisterPerson { .. }
                | StartRound { .. }
                | Visit { .. }
                | FinishRound { .. }
                | NoteLead { .. }
        )
    }
}
