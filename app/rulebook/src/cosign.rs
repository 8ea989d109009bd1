//! Rulebook: co-signatures (联名), `domain.md` §2.3 G-AGE, G-RES, G-ONE and §2.5: one person, one
//! valid signature, bound to the very text that was read.

pub mod revoke;
pub mod sign;
pub mod verify;

use crate::{
    hash::Hash,
    ids::{CallbackId, CosignId, DeviceId, PersonId, RevocationId, TopicId},
    time::Millis,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Who holds the phone, and what evidence stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The resident's own enrolled phone.
    SelfPhone,
    /// Signed on the glass at the door.
    AssistedDoor,
    /// Cannot write: two witnesses.
    WitnessedOral,
    /// A line on a paper sheet, checked by a second person.
    Paper,
}

/// What became of a signature. `Valid → Duplicate | Revoked | Denied | Void | Locked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CosignState {
    /// Counts.
    Valid,
    /// The same person signed earlier through another channel; that one counts.
    Duplicate {
        /// The signature that counts.
        of: CosignId,
    },
    /// Withdrawn by the signer or the holder of the slip.
    Revoked {
        /// When.
        at: Millis,
    },
    /// Called back, and the person said no.
    Denied,
    /// No longer counts through no act of the signer.
    Void {
        /// Why.
        why: VoidCause,
    },
}

/// Why a signature stopped counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidCause {
    /// The meaning of the text changed (T08, T11).
    TextChanged,
    /// The signer moved out before submission (G-RES).
    MovedOut,
    /// The topic was merged; the signer may agree to move (R6).
    Merged,
    /// The signer agreed: it now counts for the other topic.
    Moved,
}

/// One co-signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cosignature {
    /// The id of the act that made it.
    pub id: CosignId,
    /// The topic.
    pub topic: TopicId,
    /// Who signed.
    pub person: PersonId,
    /// How.
    pub channel: Channel,
    /// Who held the phone, if not the signer.
    pub collector: Option<PersonId>,
    /// The device it was made on.
    pub device: DeviceId,
    /// The text it is bound to.
    pub hash: Hash,
    /// When the person signed: a claim, held between what the device had seen and the receive time.
    pub signed: Millis,
    /// The claim had to be moved: the phone's clock was wrong. Costs nobody a signature.
    pub clamped: bool,
    /// When the judge received it.
    pub received: Millis,
    /// Arrived after the window's end, inside the grace.
    pub in_grace: bool,
    /// Hash of the receipt code on the slip.
    pub receipt: Hash,
    /// Commitment to the handwriting.
    pub hand: Option<Hash>,
    /// The text was read aloud.
    pub read_aloud: bool,
    /// For oral signatures the two witnesses; for paper the second person who checked the line.
    pub witnesses: Vec<PersonId>,
    /// What became of it.
    pub state: CosignState,
    /// The topic is under review: neither added to nor taken from.
    pub locked: bool,
}

/// The strokes of a signature on the glass; personal, erasable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handwriting {
    /// The signature it belongs to.
    pub id: CosignId,
    /// Strokes as vectors: `x,y x,y;x,y …`, points by spaces, strokes by semicolons.
    pub strokes: String,
}

/// A withdrawal that arrived before the signature it withdraws; it wins over any signature made
/// earlier (`domain.md` §2.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// `topic/person`, or the hash of the receipt code.
    pub id: RevocationId,
    /// When it was withdrawn.
    pub at: Millis,
}

/// One call-back of the verification sample, made by somebody other than the collector.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// Its id: the signature's id.
    pub id: CallbackId,
    /// The topic.
    pub topic: TopicId,
    /// The signature asked about.
    pub cosign: CosignId,
    /// The person to be asked.
    pub person: PersonId,
    /// Who must not ask: the collector.
    pub collector: Option<PersonId>,
    /// What the person said; `None` until asked.
    pub answer: Option<CallbackAnswer>,
    /// Who asked.
    pub by: Option<PersonId>,
}

/// What a person said when called back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallbackAnswer {
    /// Yes, I signed.
    Confirmed,
    /// No, I did not.
    Denied,
}

impl Channel {
    /// Somebody else held the phone or the sheet.
    pub fn is_assisted(self) -> bool {
        self != Channel::SelfPhone
    }
}

impl Cosignature {
    /// Whether it counts.
    pub fn is_valid(&self) -> bool {
        self.state == CosignState::Valid
    }
}

/// The key of a person's withdrawal from a topic.
pub fn revocation_key(topic: &TopicId, person: &PersonId) -> RevocationId {
    RevocationId(alloc::format!("{topic}/{person}"))
}
