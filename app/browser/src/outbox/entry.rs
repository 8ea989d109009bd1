//! What lies in the outbox: enrolments, acts on their way, and what the server said of them.

use rulebook::json;
use rulebook::sync::{Answer, Receipt};
use serde::{Deserialize, Serialize};

/// One enrolment: whose device this is, and where its chain stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Device id given by the server.
    pub device: String,
    /// Person id.
    pub person: String,
    /// Community id.
    pub community: String,
    /// The server's public key, pinned at enrolment (65 bytes, base64url).
    pub server_key: String,
    /// Number of the last act; 0 before the first.
    pub n: u64,
    /// Hash of the last act's body, hex; 64 zeros before the first.
    pub head: String,
    /// Last proven answer of the server, ms since 1970 by the server's clock; 0 = never.
    #[serde(default)]
    pub contact_at: i64,
    /// The server's clock less this phone's at that time, ms.
    #[serde(default)]
    pub offset: i64,
    /// The ledger's life at that time.
    #[serde(default)]
    pub epoch: String,
    /// Newest ledger entry this phone has pulled.
    #[serde(default)]
    pub seen: u64,
    /// The last pull ran to its end.
    #[serde(default)]
    pub complete: bool,
    /// The issuer has not compared the digits yet.
    #[serde(default)]
    pub waiting: bool,
    /// The server said that this device may no longer act.
    #[serde(default)]
    pub revoked: bool,
    /// The person's name, for the list of profiles while another one is in use.
    #[serde(default)]
    pub name: String,
}

/// Where an act stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Delivery {
    /// On this phone only.
    Pending,
    /// In the ledger and in force.
    Accepted,
    /// In the ledger with a refusal.
    Refused,
    /// Set aside by the server for a person to look at.
    Quarantined,
}

/// The next place in a device's chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Number the act must carry.
    pub n: u64,
    /// Hash of the act before it, hex.
    pub prev: String,
}

/// An act ready to be stored: signed for exactly one [`Place`].
#[derive(Debug, Clone)]
pub struct Composed {
    /// Act id.
    pub id: String,
    /// The exact bytes that were signed.
    pub body: String,
    /// Signature, base64url.
    pub sig: String,
    /// Personal values beside the body, as JSON text.
    pub sidecar: String,
    /// Milliseconds since 1970 by this phone's clock.
    pub at: i64,
    /// Draft this act came from, to be deleted once it is safe.
    pub draft: Option<String>,
    /// Receipt codes handed out with it: code and JSON text.
    pub slip: Option<(String, String)>,
}

/// An act as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAct {
    /// Act id.
    pub id: String,
    /// Number in the device's chain.
    pub n: u64,
    /// The exact bytes that were signed.
    pub body: String,
    /// Signature, base64url.
    pub sig: String,
    /// Personal values beside the body, as JSON text.
    pub sidecar: String,
    /// When it was made, ms since 1970 by this phone's clock.
    pub at: i64,
    /// Draft it came from.
    #[serde(default)]
    pub draft: Option<String>,
    /// Where it stands.
    pub state: Delivery,
    /// Receipt as JSON text, once there is one.
    #[serde(default)]
    pub receipt: Option<String>,
    /// The person has looked at what became of it.
    #[serde(default)]
    pub looked: bool,
}

/// What the server said about one act.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Act id.
    pub id: String,
    /// Number in the device's chain.
    pub n: u64,
    /// New state; `Pending` keeps it waiting (retry).
    pub state: Delivery,
    /// Receipt as JSON text.
    pub receipt: String,
}

impl StoredAct {
    /// The act as it is first stored: pending, without a receipt.
    pub fn new(n: u64, composed: &Composed) -> Self {
        Self {
            id: composed.id.clone(),
            n,
            body: composed.body.clone(),
            sig: composed.sig.clone(),
            sidecar: composed.sidecar.clone(),
            at: composed.at,
            draft: composed.draft.clone(),
            state: Delivery::Pending,
            receipt: None,
            looked: false,
        }
    }

    /// What the server said of it, if it did and this build can read it.
    pub fn verdict(&self) -> Option<Answer> {
        Some(json::read::<Receipt>(self.receipt.as_deref()?).ok()?.verdict)
    }
}
