//! Server: how bytes become text and back — base64url, hex, one-time codes — and where chance comes from.

use aws_lc_rs::{digest, rand};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rulebook::hash::CROCKFORD;

/// Letters of a one-time enrolment code: 26 × 5 bits = 130 bits.
const CODE_LETTERS: usize = 26;

/// base64url without padding.
pub fn to_base64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url without padding; `None` if it is anything else.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// SHA-256 in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    to_hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// Lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// So many bytes from the system's source of randomness.
///
/// # Errors
/// When the system gives none; nothing that needs chance may go on then.
pub fn random<const N: usize>() -> std::io::Result<[u8; N]> {
    let mut bytes = [0u8; N];
    rand::fill(&mut bytes).map_err(|_| std::io::Error::other("no randomness"))?;
    Ok(bytes)
}

/// A fresh one-time enrolment code, in its written form without groups.
///
/// # Errors
/// See [`random`].
pub fn fresh_code() -> std::io::Result<String> {
    let bytes = random::<CODE_LETTERS>()?;
    Ok(bytes.iter().map(|byte| CROCKFORD[usize::from(byte & 31)] as char).collect())
}

/// A code in groups of four, as people read it.
pub fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_code_has_26_letters_and_is_read_back_from_its_groups() {
        let code = fresh_code().unwrap();
        assert_eq!(code.len(), 26);
        assert_eq!(rulebook::hash::normal_code(&grouped(&code), 26), Some(code));
    }

    #[test]
    fn padding_and_foreign_letters_are_not_base64url() {
        assert_eq!(from_base64("YQ"), Some(b"a".to_vec()));
        assert_eq!(from_base64("YQ=="), None);
        assert_eq!(from_base64("Y/"), None);
    }
}
