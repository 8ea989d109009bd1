//! The device's hand: a P-256 key that signs and cannot be taken out, the check that an answer comes from the
//! pinned server, and the randomness behind salts, ids and receipt codes.

use js_sys::{Array, ArrayBuffer, Object, Promise, Reflect, Uint8Array};
use rulebook::hash::CROCKFORD;
use rulebook::sync::act_bytes;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, CryptoKeyPair, EcKeyGenParams, EcdsaParams, SubtleCrypto};

const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Why the browser's cryptography did not do what was asked. Carries the browser's words for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError(pub String);

impl From<JsValue> for KeyError {
    fn from(value: JsValue) -> Self {
        Self(format!("{value:?}"))
    }
}

/// Makes a key pair whose private half no script can read.
///
/// # Errors
/// If this page has no WebCrypto (an insecure origin).
pub async fn generate() -> Result<CryptoKeyPair, KeyError> {
    let kind = EcKeyGenParams::new("ECDSA", "P-256");
    let uses = Array::of2(&"sign".into(), &"verify".into());
    let made = subtle()?.generate_key_with_object(&Object::from(JsValue::from(kind)), false, &uses)?;
    Ok(promised(made).await?.unchecked_into())
}

/// The public half as 65 uncompressed bytes, base64url.
///
/// # Errors
/// If the browser refuses to export a public key.
pub async fn public_key(pair: &CryptoKeyPair) -> Result<String, KeyError> {
    let key: CryptoKey = Reflect::get(pair, &"publicKey".into())?.unchecked_into();
    let raw = promised(subtle()?.export_key("raw", &key)?).await?;
    Ok(base64url(&Uint8Array::new(&raw).to_vec()))
}

/// Signs `message`; the signature is r‖s, 64 bytes, base64url.
///
/// # Errors
/// If the stored key is unusable.
pub async fn sign(pair: &CryptoKeyPair, message: &[u8]) -> Result<String, KeyError> {
    let key: CryptoKey = Reflect::get(pair, &"privateKey".into())?.unchecked_into();
    let made = subtle()?.sign_with_object_and_u8_array(&ecdsa(), &key, message)?;
    Ok(base64url(&Uint8Array::new(&promised(made).await?).to_vec()))
}

/// Signs the exact bytes of an act's body under its domain tag.
///
/// # Errors
/// As [`sign`].
pub async fn sign_act(pair: &CryptoKeyPair, body: &str) -> Result<String, KeyError> {
    sign(pair, &act_bytes(body)).await
}

/// Whether `signature` over `message` is by the holder of `public_key` (65 bytes, base64url).
/// Anything malformed is simply not a signature.
pub async fn verifies(public_key: &str, signature: &str, message: &[u8]) -> bool {
    verify(public_key, signature, message).await.unwrap_or(false)
}

/// `N` random bytes.
///
/// # Errors
/// If this page has no randomness.
pub fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    crypto()?.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}

/// A UUIDv7 for the given milliseconds since 1970.
///
/// # Errors
/// As [`random`].
pub fn uuid7(now_ms: u64) -> Result<String, KeyError> {
    let mut bytes: [u8; 16] = random()?;
    bytes[..6].copy_from_slice(&now_ms.to_be_bytes()[2..]);
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex = hex(&bytes);
    Ok(format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
}

/// A receipt code: 80 random bits as 16 characters.
///
/// # Errors
/// As [`random`].
pub fn receipt_code() -> Result<String, KeyError> {
    code::<16>()
}

/// A one-time code of `N` Crockford characters, five random bits each.
///
/// # Errors
/// As [`random`].
pub fn code<const N: usize>() -> Result<String, KeyError> {
    let bytes: [u8; N] = random()?;
    Ok(bytes.iter().map(|byte| char::from(CROCKFORD[usize::from(byte & 31)])).collect())
}

/// SHA-256 of a text, hex.
pub fn digest(text: &str) -> String {
    rulebook::hash::Hash::of(text.as_bytes()).0
}

/// The same, of a long text: by the browser, beside the page's own work and ten times faster.
pub async fn digest_aside(text: &str) -> String {
    match digested(text.as_bytes()).await {
        Ok(bytes) => hex(&bytes),
        Err(_) => digest(text),
    }
}

/// Unpadded base64url.
pub fn base64url(bytes: &[u8]) -> String {
    bits(bytes, 6).map(|six| char::from(BASE64URL[usize::from(six)])).collect()
}

/// Reads unpadded base64url; `None` if it is not.
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut held, mut count) = (0u32, 0);
    for character in text.bytes() {
        let six = BASE64URL.iter().position(|&c| c == character)?;
        held = (held << 6) | u32::try_from(six).ok()?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count & 0xff) as u8);
        }
    }
    Some(bytes)
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}

async fn verify(public_key: &str, signature: &str, message: &[u8]) -> Result<bool, KeyError> {
    let malformed = || KeyError("not base64url".to_owned());
    let raw = Uint8Array::from(from_base64url(public_key).ok_or_else(malformed)?.as_slice());
    let signature = from_base64url(signature).ok_or_else(malformed)?;
    let kind = EcKeyGenParams::new("ECDSA", "P-256");
    let uses = Array::of1(&"verify".into());
    let import = subtle()?.import_key_with_object("raw", &raw, &Object::from(JsValue::from(kind)), true, &uses)?;
    let key: CryptoKey = promised(import).await?.unchecked_into();
    let verdict = subtle()?.verify_with_object_and_u8_array_and_u8_array(&ecdsa(), &key, &signature, message)?;
    Ok(promised(verdict).await?.is_truthy())
}

/// SHA-256 of a file, hex.
///
/// # Errors
/// If this page has no WebCrypto.
pub async fn digest_of_file(file: &ArrayBuffer) -> Result<String, KeyError> {
    let digest = subtle()?.digest_with_str_and_buffer_source("SHA-256", file)?;
    Ok(hex(&Uint8Array::new(&promised(digest).await?).to_vec()))
}

async fn digested(bytes: &[u8]) -> Result<Vec<u8>, KeyError> {
    let digest = subtle()?.digest_with_str_and_js_u8_array("SHA-256", &Uint8Array::from(bytes))?;
    Ok(Uint8Array::new(&promised(digest).await?).to_vec())
}

/// The bytes as groups of `width` bits, the last one filled with zeros.
fn bits(bytes: &[u8], width: u32) -> impl Iterator<Item = u8> + '_ {
    let total = (bytes.len() as u32 * 8).div_ceil(width);
    (0..total).map(move |group| {
        (group * width..(group + 1) * width).fold(0, |held, bit| {
            let byte = bytes.get((bit / 8) as usize).copied().unwrap_or(0);
            (held << 1) | (byte >> (7 - bit % 8) & 1)
        })
    })
}

fn ecdsa() -> Object {
    Object::from(JsValue::from(EcdsaParams::new_with_str("ECDSA", "SHA-256")))
}

fn crypto() -> Result<Crypto, KeyError> {
    let found = Reflect::get(&js_sys::global(), &"crypto".into())?;
    found.dyn_into().map_err(|_| KeyError("no crypto here".to_owned()))
}

fn subtle() -> Result<SubtleCrypto, KeyError> {
    let crypto = crypto()?;
    let subtle = Reflect::get(&crypto, &"subtle".into())?;
    subtle.dyn_into().map_err(|_| KeyError("no subtle crypto: the page must come over https".to_owned()))
}

async fn promised(promise: Promise) -> Result<JsValue, KeyError> {
    Ok(JsFuture::from(promise).await?)
}
