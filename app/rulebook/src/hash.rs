//! Rulebook: SHA-256 and what is bound with it — text versions, receipts, commitments, chains.
//! Every use has a tag of its own, so that a value made for one purpose never passes for another.

use alloc::{string::String, vec::Vec};
use core::fmt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A SHA-256 digest in lower-case hex.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hash(pub String);

/// A personal value with its salt: travels beside the signed act and can be erased without
/// touching the ledger (`architecture.md` §6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// What it is: `name`, `hand`, `visit`, `lead`, `minutes`, `objection`, `admitted`, `poster`, `choice`,
    /// `wording`.
    pub field: String,
    /// 32 random bytes, base64url without padding. Treated as opaque text.
    pub salt: String,
    /// The value, as text.
    pub value: String,
}

impl Hash {
    /// The digest before the first act of a device.
    pub fn zero() -> Hash {
        Hash("0".repeat(64))
    }

    /// The digest of raw bytes.
    pub fn of(bytes: &[u8]) -> Hash {
        hex(&Sha256::digest(bytes))
    }

    /// The digest of several parts under a purpose tag, each part preceded by its length.
    pub fn tagged(tag: &str, parts: &[&[u8]]) -> Hash {
        let mut state = Sha256::new();
        state.update(tag.as_bytes());
        state.update([0]);
        for part in parts {
            state.update((part.len() as u64).to_be_bytes());
            state.update(part);
        }
        hex(&state.finalize())
    }
}

impl Opening {
    /// What the signed act says of this value: `sha256(tag ∥ salt ∥ field ∥ value)`.
    pub fn commitment(&self) -> Hash {
        Hash::tagged("chengge/commit/v1", &[self.salt.as_bytes(), self.field.as_bytes(), self.value.as_bytes()])
    }
}

/// The frozen version of a topic's text (G-ONE): `sha256(title ∥ 0x1F ∥ body ∥ 0x1F ∥ scope)`.
pub fn text_hash(title: &str, body: &str, scope: &str) -> Hash {
    let mut bytes = Vec::with_capacity(title.len() + body.len() + scope.len() + 2);
    bytes.extend_from_slice(title.as_bytes());
    bytes.push(0x1F);
    bytes.extend_from_slice(body.as_bytes());
    bytes.push(0x1F);
    bytes.extend_from_slice(scope.as_bytes());
    Hash::of(&bytes)
}

/// What an act says of a receipt code; the code itself is only on the slip.
/// The code is read without spaces and hyphens, `O` as 0, `I` and `L` as 1 (Crockford base32).
pub fn receipt_hash(code: &str) -> Option<Hash> {
    normal_code(code, 16).map(|plain| Hash::tagged("chengge/receipt/v1", &[plain.as_bytes()]))
}

/// What an offer says of an enrolment code (26 characters, 130 bits).
pub fn enrolment_hash(code: &str) -> Option<Hash> {
    normal_code(code, 26).map(|plain| Hash::tagged("chengge/enrol/v1", &[plain.as_bytes()]))
}

/// The six digits both screens show while a device is being enrolled.
pub fn six_digits(offer: &str, device: &str, key: &str) -> String {
    let digest =
        Sha256::digest(Hash::tagged("chengge/sas/v1", &[offer.as_bytes(), device.as_bytes(), key.as_bytes()]).0);
    let number = digest.iter().take(4).fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte)) % 1_000_000;
    alloc::format!("{number:06}")
}

/// The Crockford alphabet: no I, L, O, U.
pub const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code typed by hand, brought to its one written form; `None` if it cannot be one.
pub fn normal_code(typed: &str, length: usize) -> Option<String> {
    let mut plain = String::with_capacity(length);
    for letter in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        if !letter.is_ascii() || !CROCKFORD.contains(&(letter as u8)) {
            return None;
        }
        plain.push(letter);
    }
    (plain.len() == length).then_some(plain)
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn hex(bytes: &[u8]) -> Hash {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    Hash(text)
}
