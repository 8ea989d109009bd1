//! Rulebook: devices and how they are enrolled: a one-time code, a key that never leaves the
//! phone, six digits compared on both screens (`architecture.md` §6).

use crate::{
    hash::Hash,
    ids::{DeviceId, OfferId, PersonId},
    time::Millis,
};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// An enrolment offer. Its id is the hash of the code; the code itself is on the issuer's screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Hash of the one-time code, see [`crate::hash::enrolment_hash`].
    pub id: OfferId,
    /// Whom it enrols.
    pub person: PersonId,
    /// Who issued it and must compare the digits.
    pub by: PersonId,
    /// Last moment of its life.
    pub expires: Millis,
    /// The device that used it; an offer is used once.
    pub used_by: Option<DeviceId>,
}

/// Where a device stands: `Pending → Active → Revoked`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// Key handed in; the issuer has not yet compared the digits.
    Pending,
    /// May act.
    Active,
    /// May no longer act.
    Revoked {
        /// When.
        at: Millis,
    },
}

/// One device of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its id, made on the device.
    pub id: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// Public key: raw P-256 point, 65 bytes, base64url without padding.
    pub key: String,
    /// The offer it came by.
    pub offer: Option<OfferId>,
    /// Where it stands.
    pub state: DeviceState,
    /// When the key was handed in.
    pub since: Millis,
}

impl Offer {
    /// The id of the offer that carries this code, if the code is well-formed.
    pub fn id_of(code: &str) -> Option<OfferId> {
        crate::hash::enrolment_hash(code).map(|Hash(hex)| OfferId(hex))
    }
}
