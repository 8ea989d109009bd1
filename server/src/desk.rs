//! Server: the desk, where acts are handed in. Signature, size, address and readability are checked
//! here, before the writer decides anything. Checking touches no state, so it runs on many threads.

use crate::{codec, keys};
use rulebook::{
    Act, VERSION,
    sync::{Envelope, Limits, act_bytes, plan},
};
use serde::Deserialize;

/// One act as it was handed in, with what the desk found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The bytes that were signed.
    pub body: String,
    /// The signature as received.
    pub sig: String,
    /// SHA-256 of the bytes, hex.
    pub digest: String,
    /// Where it stands in its device's order; none if the bytes do not say.
    pub slot: Option<Slot>,
    /// What the desk found.
    pub finding: Finding,
}

/// An act's place in the order of its device.
#[derive(Clone, Debug, Deserialize)]
pub struct Slot {
    /// The act's id.
    pub id: String,
    /// The device that is to have signed it.
    pub device: String,
    /// The device's counter.
    pub n: u64,
    /// Digest of the body before it.
    pub prev: String,
}

/// What the desk found.
#[derive(Clone, Debug)]
pub enum Finding {
    /// Signed by the device that sent it, and readable.
    Sound(Box<Act>),
    /// To be kept aside; the code says why.
    Aside(&'static str),
}

/// What can be read of an act even if the rest is from the future.
#[derive(Deserialize)]
struct Address {
    v: u32,
    community: String,
}

/// Checks one act that a device, known by its key, handed in for a community.
pub fn check(envelope: Envelope, device: &str, key: &str, community: &str) -> Checked {
    let size = plan::size(&envelope);
    let Envelope { body, sig, sidecar } = envelope;
    let digest = codec::sha256_hex(body.as_bytes());
    let slot: Option<Slot> = serde_json::from_str(&body).ok();
    let aside = |why| Finding::Aside(why);
    let finding = match &slot {
        _ if size > Limits::default().act_bytes as usize => aside("too_large"),
        None => aside("unreadable"),
        Some(slot) if slot.device != device => aside("foreign_device"),
        Some(_) if !keys::verifies(key, &act_bytes(&body), &sig) => aside("bad_signature"),
        Some(_) => read(&body, community).map_or_else(aside, |mut act| {
            act.openings = sidecar;
            Finding::Sound(Box::new(act))
        }),
    };
    Checked { body, sig, digest, slot, finding }
}

fn read(body: &str, community: &str) -> Result<Act, &'static str> {
    let Address { v, community: meant } = serde_json::from_str(body).map_err(|_| "unreadable")?;
    if v > VERSION {
        return Err("too_new");
    }
    if meant != community {
        return Err("foreign_community");
    }
    serde_json::from_str(body).map_err(|_| "unknown_kind")
}
