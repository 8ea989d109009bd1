//! Server: push, the sealed message. What is sent is encrypted for the one phone (RFC 8291 over RFC 8188) and carries the
//! server's own ticket (VAPID, RFC 8292). Eighty lines on the one crypto library that is here anyway, held against the
//! example of the RFC; the crates that do the same bring a second one.

use crate::{codec, keys::DeskKey};
use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    error::Unspecified,
    hkdf::{HKDF_SHA256, KeyType, Prk, Salt},
};
use serde_json::json;
use std::io;

/// Every message has this length before it is sealed, so that its length tells nothing.
const PADDED: usize = 256;
/// Size of a record, as it stands in the head; there is only ever one.
const RECORD: u32 = 4_096;
/// A ticket is good for so many seconds; the RFC allows a day.
const TICKET_LIFE: i64 = 12 * 3_600;

/// The phone's half of the seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// Its raw P-256 point.
    pub key: Vec<u8>,
    /// Its secret, 16 bytes.
    pub secret: Vec<u8>,
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// A message for one phone, as the body of the request; its coding is `aes128gcm`.
///
/// # Errors
/// When the phone's key is no point, the message too long, or the system gives no randomness.
pub fn seal(lock: &Lock, message: &[u8]) -> io::Result<Vec<u8>> {
    let own = PrivateKey::generate(&ECDH_P256).map_err(unsealed)?;
    seal_with(lock, message, &own, &codec::random::<16>()?, PADDED)
}

fn seal_with(lock: &Lock, message: &[u8], own: &PrivateKey, salt: &[u8; 16], length: usize) -> io::Result<Vec<u8>> {
    let public = own.compute_public_key().map_err(unsealed)?;
    let public = public.as_ref();
    let info = [b"WebPush: info\0", &lock.key[..], public].concat();
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &lock.key);
    let shared = agree(own, theirs, Unspecified, |shared| {
        let shared = Salt::new(HKDF_SHA256, &lock.secret).extract(shared);
        expand::<32>(&shared, &info)
    })
    .map_err(unsealed)?;
    let prk = Salt::new(HKDF_SHA256, salt).extract(&shared);
    let key = expand::<16>(&prk, b"Content-Encoding: aes128gcm\0").map_err(unsealed)?;
    let nonce = expand::<12>(&prk, b"Content-Encoding: nonce\0").map_err(unsealed)?;
    if message.len() >= length {
        return Err(io::Error::other("the message is too long"));
    }
    // The last record: the message, a two, and nothing but zeros.
    let mut record = [message, &[2]].concat();
    record.resize(length, 0);
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).map_err(unsealed)?);
    let nonce = Nonce::assume_unique_for_key(nonce);
    key.seal_in_place_append_tag(nonce, Aad::empty(), &mut record).map_err(unsealed)?;
    let id = u8::try_from(public.len()).map_err(io::Error::other)?;
    Ok([&salt[..], &RECORD.to_be_bytes(), &[id], public, &record].concat())
}

/// The ticket for one push service: whose server this is, good until later today.
///
/// # Errors
/// When it cannot be signed.
pub fn ticket(key: &DeskKey, audience: &str, contact: &str, now: i64) -> io::Result<String> {
    let mut claims = json!({ "aud": audience, "exp": now / 1_000 + TICKET_LIFE });
    if !contact.is_empty() {
        claims["sub"] = contact.into();
    }
    let part = |value: &serde_json::Value| codec::to_base64(value.to_string().as_bytes());
    let said = format!("{}.{}", part(&json!({ "typ": "JWT", "alg": "ES256" })), part(&claims));
    Ok(format!("vapid t={said}.{}, k={}", key.sign(said.as_bytes())?, key.public()))
}

fn expand<const N: usize>(prk: &Prk, info: &[u8]) -> Result<[u8; N], Unspecified> {
    let mut bytes = [0; N];
    prk.expand(&[info], Length(N))?.fill(&mut bytes)?;
    Ok(bytes)
}

fn unsealed(_: Unspecified) -> io::Error {
    io::Error::other("a message could not be sealed")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn the_example_of_the_rfc_comes_out_letter_by_letter() {
        let bytes = |text| codec::from_base64(text).unwrap();
        let message = b"When I grow up, I want to be a watermelon";
        let own = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let lock = Lock {
            key: bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            secret: bytes("BTBZMqHH6r4Tts7J_aSIgg"),
        };
        let own = PrivateKey::from_private_key(&ECDH_P256, &own).unwrap();
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let sealed = seal_with(&lock, message, &own, &salt, message.len() + 1).unwrap();
        assert_eq!(
            codec::to_base64(&sealed),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn every_message_is_of_one_length_and_none_is_cut() {
        let point = PrivateKey::generate(&ECDH_P256).unwrap().compute_public_key().unwrap().as_ref().to_vec();
        let lock = Lock { key: point, secret: vec![7; 16] };
        let lengths = [1, 200].map(|length| seal(&lock, &vec![b'.'; length]).unwrap().len());
        assert_eq!(lengths[0], lengths[1]);
        assert!(seal(&lock, &[b'.'; PADDED]).is_err());
        assert!(seal(&Lock { key: vec![4; 65], secret: vec![7; 16] }, b".").is_err(), "no point of the curve");
    }
}
