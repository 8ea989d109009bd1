//! Server: signatures. The desk's own P-256 key, and the one place where anybody's signature is checked.

use crate::codec;
use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey},
};
use std::{fs, io, path::Path};

/// A raw P-256 point: 0x04, x, y.
const RAW_KEY: usize = 65;
/// What stands before the point in a SubjectPublicKeyInfo of P-256.
const SPKI_PREFIX: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// The desk's key pair: proves answers and signs what the server does itself.
pub struct DeskKey(EcdsaKeyPair);

impl DeskKey {
    /// The key in this file, made on first use and readable by the owner alone.
    ///
    /// # Errors
    /// When the file cannot be read or written, or holds something else.
    pub fn load_or_make(file: &Path) -> io::Result<Self> {
        match fs::read(file) {
            Ok(bytes) => Self::from_pkcs8(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
                    .map_err(|_| io::Error::other("no key could be made"))?;
                write_secret(file, document.as_ref())?;
                Self::from_pkcs8(document.as_ref())
            }
            Err(error) => Err(error),
        }
    }

    /// A key from its PKCS#8 document.
    ///
    /// # Errors
    /// When the bytes are not a P-256 key.
    pub fn from_pkcs8(bytes: &[u8]) -> io::Result<Self> {
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes)
            .map(Self)
            .map_err(|_| io::Error::other("the key file does not hold a P-256 key"))
    }

    /// The public key as it stands on the wire: raw point, base64url.
    pub fn public(&self) -> String {
        codec::to_base64(self.0.public_key().as_ref())
    }

    /// Raw r‖s over a message, base64url.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn sign(&self, message: &[u8]) -> io::Result<String> {
        let signature = self.0.sign(&SystemRandom::new(), message).map_err(|_| io::Error::other("signing failed"))?;
        Ok(codec::to_base64(signature.as_ref()))
    }
}

/// Whether a raw r‖s signature (base64url) over a message is by this key (base64url, raw or SPKI).
pub fn verifies(key: &str, message: &[u8], signature: &str) -> bool {
    let (Some(key), Some(signature)) = (raw_key(key), codec::from_base64(signature)) else {
        return false;
    };
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key).verify(message, &signature).is_ok()
}

/// A handed-in public key in its one stored form (raw, base64url); `None` if it is no P-256 point.
pub fn normal_key(key: &str) -> Option<String> {
    let raw = raw_key(key)?;
    aws_lc_rs::signature::ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &raw).ok()?;
    Some(codec::to_base64(&raw))
}

/// Writes a file that only its owner may read.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_secret(file: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let mut out = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    out.write_all(bytes)?;
    out.sync_all()
}

fn raw_key(key: &str) -> Option<Vec<u8>> {
    let bytes = codec::from_base64(key)?;
    let raw = bytes.strip_prefix(&SPKI_PREFIX[..]).unwrap_or(&bytes);
    (raw.len() == RAW_KEY && raw[0] == 4).then(|| raw.to_vec())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use rulebook::sync::act_bytes;

    fn key() -> (tempfile::TempDir, DeskKey) {
        let folder = tempfile::tempdir().unwrap();
        let key = DeskKey::load_or_make(&folder.path().join("desk.p8")).unwrap();
        (folder, key)
    }

    #[test]
    fn the_key_file_is_for_its_owner_only_and_is_found_again() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, key) = key();
        let file = folder.path().join("desk.p8");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(DeskKey::load_or_make(&file).unwrap().public(), key.public());
    }

    #[test]
    fn a_signature_holds_for_its_own_message_and_key_only() {
        let (_a, key) = key();
        let (_b, other) = self::key();
        let said = act_bytes("{}");
        let signature = key.sign(&said).unwrap();
        assert!(verifies(&key.public(), &said, &signature));
        assert!(!verifies(&other.public(), &said, &signature));
        assert!(!verifies(&key.public(), b"{}", &signature));
        assert!(!verifies(&key.public(), &said, "AAAA"));
    }

    #[test]
    fn a_key_handed_in_as_spki_is_stored_raw() {
        let (_a, key) = key();
        let raw = codec::from_base64(&key.public()).unwrap();
        let spki = codec::to_base64(&[&SPKI_PREFIX[..], &raw].concat());
        assert_eq!(normal_key(&spki), Some(key.public()));
        assert_eq!(normal_key(&codec::to_base64(&[4u8; 65])), None, "not on the curve");
        assert_eq!(normal_key("short"), None);
    }
}
