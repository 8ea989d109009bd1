//! The one door to the server: every private request is signed by the device, and an answer counts only with the
//! right media type and the pinned server's signature over our nonce. A Wi-Fi login page, a proxy's error, an empty
//! 204 or a cut body are all the same thing here: no connection.

use std::cell::RefCell;

use gloo::net::http::{Method, Request, RequestBuilder, Response};
use js_sys::ArrayBuffer;
use rulebook::json;
use rulebook::sync::{MEDIA_TYPE, Note, answer_bytes, request_bytes};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::{AbortController, CryptoKeyPair, RequestCache, RequestCredentials, RequestRedirect};

use crate::idb::within;
use crate::keys;

/// Longest wait for one answer, in milliseconds.
const PATIENCE_MS: u32 = 30_000;
/// The same where a file of some megabytes goes up first; the server gives up after a minute.
const FILE_PATIENCE_MS: u32 = 90_000;

/// Why a request brought nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody answered, or somebody who is not the server. Carries the detail for the log.
    NoConnection(String),
    /// The server asks to come back later, after so many seconds if it said so.
    Busy(Option<u32>),
    /// The question was too large for something on the way.
    TooLarge,
    /// The server said no to the request itself (device unknown or revoked, code used up …).
    Denied(Note),
    /// This phone could not sign.
    NoKey(String),
}

/// A device at the door.
pub struct Door {
    device: String,
    server_key: String,
    nonce: RefCell<Option<String>>,
}

#[derive(Deserialize)]
struct Nonce {
    nonce: String,
}

#[derive(Deserialize)]
struct Denial {
    code: String,
    #[serde(default)]
    clause: String,
    #[serde(default)]
    facts: serde_json::Value,
    #[serde(default)]
    nonce: Option<String>,
}

/// What goes up.
struct Parcel<'a> {
    method: Method,
    kind: &'a str,
    digest: String,
    body: Option<JsValue>,
    patience: u32,
}

impl Parcel<'_> {
    fn empty(method: Method) -> Self {
        Self { method, kind: MEDIA_TYPE, digest: keys::digest(""), body: None, patience: PATIENCE_MS }
    }
}

struct Heard {
    status: u16,
    kind: String,
    proof: String,
    retry_after: Option<u32>,
    body: String,
}

impl Door {
    /// The door of one enrolment.
    pub fn new(device: &str, server_key: &str) -> Self {
        Self { device: device.to_owned(), server_key: server_key.to_owned(), nonce: RefCell::new(None) }
    }

    /// Asks and returns the text of the proven answer.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn post(&self, keys: &CryptoKeyPair, path: &str, body: &str) -> Result<String, Trouble> {
        let digest = keys::digest_aside(body).await;
        let (kind, body) = (MEDIA_TYPE, Some(body.into()));
        self.ask(keys, path, &Parcel { method: Method::POST, kind, digest, body, patience: PATIENCE_MS }).await
    }

    /// Asks for what stands at a path; the text of the proven answer.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn get(&self, keys: &CryptoKeyPair, path: &str) -> Result<String, Trouble> {
        self.ask(keys, path, &Parcel::empty(Method::GET)).await
    }

    /// Takes back what stands at a path; the text of the proven answer.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn delete(&self, keys: &CryptoKeyPair, path: &str) -> Result<String, Trouble> {
        self.ask(keys, path, &Parcel::empty(Method::DELETE)).await
    }

    /// Hands in a file and returns the text of the proven answer.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn hand_in(
        &self,
        keys: &CryptoKeyPair,
        path: &str,
        kind: &str,
        file: &ArrayBuffer,
    ) -> Result<String, Trouble> {
        let digest = keys::digest_of_file(file).await.map_err(|error| Trouble::NoKey(error.0))?;
        let body = Some(file.into());
        self.ask(keys, path, &Parcel { method: Method::POST, kind, digest, body, patience: FILE_PATIENCE_MS }).await
    }

    async fn ask(&self, keys: &CryptoKeyPair, path: &str, parcel: &Parcel<'_>) -> Result<String, Trouble> {
        let mut nonce = match self.nonce.take() {
            Some(nonce) => nonce,
            None => fresh_nonce().await?,
        };
        for last in [false, true] {
            let client_nonce = keys::base64url(&keys::random::<16>().map_err(|e| Trouble::NoKey(e.0))?);
            let heard = self.send(keys, path, parcel, &nonce, &client_nonce).await?;
            if heard.status == 401
                && !last
                && let Ok(Denial { code, nonce: Some(fresh), .. }) = json::read(&heard.body)
                && code == "NONCE_STALE"
            {
                nonce = fresh;
                continue;
            }
            return self.judge(heard, &client_nonce).await;
        }
        Err(Trouble::NoConnection("nonce stale twice".to_owned()))
    }

    /// Keeps the nonce an answer brought along for the next question.
    pub fn keep_nonce(&self, nonce: &str) {
        *self.nonce.borrow_mut() = Some(nonce.to_owned());
    }

    async fn send(
        &self,
        keys: &CryptoKeyPair,
        path: &str,
        parcel: &Parcel<'_>,
        nonce: &str,
        client_nonce: &str,
    ) -> Result<Heard, Trouble> {
        let message = request_bytes(parcel.method.as_str(), path, &parcel.digest, nonce);
        let signature = keys::sign(keys, &message).await.map_err(|error| Trouble::NoKey(error.0))?;
        let request = RequestBuilder::new(path)
            .method(parcel.method.clone())
            .header("content-type", parcel.kind)
            .header("accept", MEDIA_TYPE)
            .header("x-chengge-device", &self.device)
            .header("x-chengge-nonce", nonce)
            .header("x-chengge-sig", &signature)
            .header("x-chengge-client-nonce", client_nonce);
        fetch(request, parcel.body.as_ref(), parcel.patience).await
    }

    async fn judge(&self, heard: Heard, client_nonce: &str) -> Result<String, Trouble> {
        heard.transport()?;
        let proven = heard.kind.starts_with(MEDIA_TYPE) && {
            let message = answer_bytes(client_nonce, &keys::digest_aside(&heard.body).await);
            keys::verifies(&self.server_key, &heard.proof, &message).await
        };
        if !proven {
            return Err(Trouble::NoConnection(format!("unproven answer, status {}, {}", heard.status, heard.kind)));
        }
        if heard.status != 200 {
            return Err(heard.denial());
        }
        Ok(heard.body)
    }
}

impl Heard {
    /// What a status says of the way there, whoever said it; at worst somebody else makes us wait.
    fn transport(&self) -> Result<(), Trouble> {
        match self.status {
            413 => Err(Trouble::TooLarge),
            429 | 502..=504 => Err(Trouble::Busy(self.retry_after)),
            _ => Ok(()),
        }
    }

    fn denial(&self) -> Trouble {
        match json::read::<Denial>(&self.body) {
            Ok(Denial { code, clause, facts, .. }) => Trouble::Denied(Note { code, clause, facts }),
            Err(_) => Trouble::NoConnection(format!("status {}", self.status)),
        }
    }
}

/// What an answer says of the key it is proven by.
pub trait Introduces {
    /// The server's public key, 65 bytes, base64url.
    fn server_key(&self) -> &str;
}

/// Asks without a device's signature (enrolment). No key is pinned yet: the answer must be proven by the very key it
/// introduces, which from then on is the pinned one.
///
/// # Errors
/// Why there is no answer.
pub async fn post_open<T: DeserializeOwned + Introduces>(path: &str, body: &str) -> Result<T, Trouble> {
    let client_nonce = keys::base64url(&keys::random::<16>().map_err(|e| Trouble::NoKey(e.0))?);
    let request = Request::post(path)
        .header("content-type", MEDIA_TYPE)
        .header("accept", MEDIA_TYPE)
        .header("x-chengge-client-nonce", &client_nonce);
    let heard = fetch(request, Some(&body.into()), PATIENCE_MS).await?;
    heard.transport()?;
    if !heard.kind.starts_with(MEDIA_TYPE) {
        return Err(Trouble::NoConnection(format!("status {}, {}", heard.status, heard.kind)));
    }
    if heard.status != 200 {
        return Err(heard.denial());
    }
    let answer: T =
        json::read(&heard.body).map_err(|error| Trouble::NoConnection(format!("not an answer: {error}")))?;
    let message = answer_bytes(&client_nonce, &keys::digest(&heard.body));
    if keys::verifies(answer.server_key(), &heard.proof, &message).await {
        Ok(answer)
    } else {
        Err(Trouble::NoConnection("an introduction without proof".to_owned()))
    }
}

async fn fresh_nonce() -> Result<String, Trouble> {
    let heard = fetch(Request::get("/api/v1/nonce"), None, PATIENCE_MS).await?;
    heard.transport()?;
    match json::read::<Nonce>(&heard.body) {
        Ok(answer) if heard.status == 200 => Ok(answer.nonce),
        _ => Err(Trouble::NoConnection(format!("no nonce, status {}", heard.status))),
    }
}

async fn fetch(request: RequestBuilder, body: Option<&JsValue>, patience: u32) -> Result<Heard, Trouble> {
    let gone = |error: &dyn std::fmt::Debug| Trouble::NoConnection(format!("{error:?}"));
    let stop = AbortController::new().map_err(|error| gone(&error))?;
    let request = request
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(&stop.signal()));
    let request = match body {
        Some(body) => request.body(body.clone()),
        None => request.build(),
    }
    .map_err(|error| gone(&error))?;
    let listening = async {
        let response: Response = request.send().await.map_err(|error| gone(&error))?;
        let header = |name: &str| response.headers().get(name).unwrap_or_default();
        let (kind, proof) = (header("content-type"), header("x-chengge-proof"));
        let retry_after = header("retry-after").parse().ok();
        // Bytes, not text: the browser would quietly mend broken UTF-8 and spoil the proof.
        let bytes = response.binary().await.map_err(|error| gone(&error))?;
        let body = String::from_utf8(bytes).map_err(|error| gone(&error))?;
        Ok(Heard { status: response.status(), kind, proof, retry_after, body })
    };
    match within(patience, listening).await {
        Ok(heard) => heard,
        Err(late) => {
            stop.abort();
            Err(gone(&late))
        }
    }
}
