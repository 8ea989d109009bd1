//! Server: nonces. `GET /api/v1/nonce` gives one; it is the time and a keyed digest of it, so nothing
//! is stored. A nonce may be used again within its five minutes: what it guards is idempotent by its
//! own ids, it only keeps an old recording from being of use.

use super::{problem, state::Desk};
use crate::codec;
use aws_lc_rs::hmac;
use axum::{extract::State, response::Response};
use serde_json::json;

/// How long a nonce is good, ms.
pub const LIFE_MS: i64 = 5 * 60 * 1_000;
/// Bytes of time before the digest.
const TIME: usize = 8;
/// Bytes of digest kept.
const TAG: usize = 16;

/// Makes and checks nonces with a key of its own that lives as long as the process.
pub struct Nonces(hmac::Key);

impl Nonces {
    /// With a fresh key.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn fresh() -> std::io::Result<Self> {
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &codec::random::<32>()?)))
    }

    /// A nonce of this moment, ms.
    pub fn make(&self, now: i64) -> String {
        let mut bytes = now.to_be_bytes().to_vec();
        let tag = hmac::sign(&self.0, &bytes);
        bytes.extend_from_slice(&tag.as_ref()[..TAG]);
        codec::to_base64(&bytes)
    }

    /// Whether a nonce is one of ours and still good.
    pub fn holds(&self, nonce: &str, now: i64) -> bool {
        let Some(bytes) = codec::from_base64(nonce).filter(|bytes| bytes.len() == TIME + TAG) else {
            return false;
        };
        let (time, tag) = bytes.split_at(TIME);
        let right = hmac::sign(&self.0, time);
        let same = aws_lc_rs::constant_time::verify_slices_are_equal(&right.as_ref()[..TAG], tag).is_ok();
        let made = time.iter().fold(0i64, |sum, byte| (sum << 8) | i64::from(*byte));
        same && (0..=LIFE_MS).contains(&now.saturating_sub(made))
    }
}

/// `GET /api/v1/nonce`.
pub async fn get_nonce(State(desk): State<Desk>) -> Response {
    let now = desk.clock.now();
    problem::answer(&json!({ "nonce": desk.nonces.make(now.0), "now": now.0 }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_nonce_holds_for_five_minutes_and_only_with_its_own_key() {
        let nonces = Nonces::fresh().unwrap();
        let nonce = nonces.make(1_000_000);
        assert!(nonces.holds(&nonce, 1_000_000));
        assert!(nonces.holds(&nonce, 1_000_000 + LIFE_MS));
        assert!(!nonces.holds(&nonce, 1_000_001 + LIFE_MS));
        assert!(!nonces.holds(&nonce, 999_999), "not from the future");
        assert!(!Nonces::fresh().unwrap().holds(&nonce, 1_000_000));
        assert!(!nonces.holds("rubbish", 1_000_000));
    }
}
