//! Rulebook: the one door's words (`POST /api/v1/sync`), as they stand on the wire.

use crate::{
    hash::Opening,
    ids::{ActId, DeviceId},
    json,
    record::{Key, Record},
    refusal::Refusal,
    time::Millis,
};
use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Version of the protocol.
pub const PROTOCOL: u32 = 1;
/// Oldest version of it that a server takes unless it is told otherwise.
pub const OLDEST_PROTOCOL: u32 = 1;
/// The answer to an older one: the app must be newer before its acts are taken. They wait; nothing is wrong with them.
pub const PROTOCOL_TOO_OLD: &str = "PROTOCOL_TOO_OLD";
/// Media type of questions and answers; anything else is not this service.
pub const MEDIA_TYPE: &str = "application/vnd.chengge.sync+json";

/// One signed act as it travels: the very text that was signed, the signature, the values beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// JSON text of the act.
    pub body: String,
    /// ECDSA P-256 over `chengge/act/v1 ∥ 0 ∥ body`, raw r‖s, base64url without padding.
    pub sig: String,
    /// The values behind the commitments.
    #[serde(default)]
    pub sidecar: Vec<Opening>,
}

/// Who is asking, and how it is with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The device.
    pub device: DeviceId,
    /// [`PROTOCOL`].
    pub protocol: u32,
    /// The build of the app.
    pub build: String,
    /// Acts waiting on the device, this batch included.
    pub pending: u32,
    /// When the oldest of them was made.
    #[serde(default)]
    pub oldest: Option<Millis>,
    /// The device's clock.
    pub clock: Millis,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Who.
    pub hello: Hello,
    /// What was done, in the device's order.
    #[serde(default)]
    pub acts: Vec<Envelope>,
    /// Where the last page ended; `None` for everything from the start.
    #[serde(default)]
    pub cursor: Option<String>,
    /// Whether records are wanted; acts may be pushed without.
    #[serde(default)]
    pub pull: bool,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// One per act, in the order asked.
    pub receipts: Vec<Receipt>,
    /// What changed since the cursor.
    #[serde(default)]
    pub records: Vec<Record>,
    /// What is no longer theirs to see.
    #[serde(default)]
    pub leave: Vec<Key>,
    /// Where this page ends; unchanged when nothing was pulled.
    #[serde(default)]
    pub cursor: Option<String>,
    /// There is another page.
    #[serde(default)]
    pub more: bool,
    /// The replica must be dropped first; the records of this answer start from nothing.
    #[serde(default)]
    pub reset: Option<Reset>,
    /// The server's clock.
    pub now: Millis,
    /// Newest entry of the ledger.
    pub head: u64,
    /// Which life of the ledger this is; changes when a backup was restored.
    pub epoch: String,
    /// What one question may carry.
    pub limits: Limits,
    /// Nonce for the next signed request.
    pub nonce: String,
}

/// Why a replica starts again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// The ledger was restored: accepted acts of the last 30 days are to be offered again.
    Epoch,
    /// The cursor is not of this ledger, or cannot be read.
    Cursor,
    /// What the viewer may see has changed.
    Scope,
}

/// What one question may carry; said in every answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Acts.
    pub acts: u32,
    /// Bytes of the whole question, decoded.
    pub batch_bytes: u32,
    /// Bytes of one act with its sidecar.
    pub act_bytes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { acts: 200, batch_bytes: 512 * 1024, act_bytes: 32 * 1024 }
    }
}

/// The only thing that moves an act out of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The act; empty if its body could not be read.
    pub id: ActId,
    /// Its place in the device's own order.
    pub n: u64,
    /// What became of it.
    pub verdict: Answer,
}

/// What became of one act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// In the ledger, with effect.
    Accepted {
        /// Where.
        seq: u64,
    },
    /// In the ledger, without effect, and why.
    Refused {
        /// Where.
        seq: u64,
        /// Why.
        refusal: Note,
    },
    /// Kept aside for a person to look at; the device goes on.
    Quarantined {
        /// A code: `bad_signature`, `foreign_device`, `unknown_kind`, `too_new`, `too_large`, `id_reused`, …
        why: String,
    },
    /// Nothing stored; try again after so many seconds.
    Retry {
        /// Seconds.
        after: u32,
    },
    /// Something before it is missing; nothing stored.
    Gap {
        /// The number to send from.
        expected: u64,
    },
}

/// A refusal as it stands on the wire; an app older than the server still shows code and clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// `UNDER_18` …
    pub code: String,
    /// The clause it rests on.
    pub clause: String,
    /// Code-specific facts.
    #[serde(default)]
    pub facts: Value,
}

impl From<&Refusal> for Note {
    fn from(refusal: &Refusal) -> Note {
        // Through text on purpose: a second way to write every refusal costs the phone dear in bytes.
        let text = serde_json::to_string(refusal).unwrap_or_default();
        let facts = match serde_json::from_str(&text) {
            Ok(Value::Object(map)) => map.into_iter().next().map(|(_, facts)| facts),
            _ => None,
        };
        Note { code: refusal.code(), clause: refusal.clause().to_string(), facts: facts.unwrap_or_default() }
    }
}

impl Note {
    /// The refusal itself, if this build knows it.
    pub fn known(&self) -> Option<Refusal> {
        json::variant(&self.code, &self.facts).ok()
    }
}

impl Answer {
    /// Nothing more will come: the act may leave the outbox's waiting list.
    pub fn is_final(&self) -> bool {
        matches!(self, Answer::Accepted { .. } | Answer::Refused { .. } | Answer::Quarantined { .. })
    }
}

/// The exact bytes a device signs for an act.
pub fn act_bytes(body: &str) -> Vec<u8> {
    [b"chengge/act/v1\0", body.as_bytes()].concat()
}

/// The exact bytes a device signs for a private request; `body_hash` is hex SHA-256 of its body.
pub fn request_bytes(method: &str, path: &str, body_hash: &str, nonce: &str) -> Vec<u8> {
    ["chengge/req/v1", method, path, body_hash, nonce].join("\0").into_bytes()
}

/// The exact bytes the server signs for an answer; `body_hash` is hex SHA-256 of its body.
pub fn answer_bytes(client_nonce: &str, body_hash: &str) -> Vec<u8> {
    ["chengge/answer/v1", client_nonce, body_hash].join("\0").into_bytes()
}
