//! Server: private requests. No cookie and no password: the device signs method, path, body and a
//! server nonce with the key it was enrolled with.

use super::{problem::Problem, state::Desk};
use crate::{codec, keys};
use axum::{
    body::Bytes,
    extract::{FromRequest, OriginalUri, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse as _,
};
use flate2::read::GzDecoder;
use rulebook::{
    device::{Device, DeviceState},
    ids::DeviceId,
    sync::{MEDIA_TYPE, request_bytes},
};
use serde::de::DeserializeOwned;
use std::io::Read as _;

/// Bytes of a body as they come, packed or not.
pub const WIRE_LIMIT: usize = 640 * 1024;
/// Bytes of a body once unpacked. A little over a full batch, so that the batch's own limit speaks.
const UNPACKED_LIMIT: u64 = 640 * 1024;

/// Names the device.
pub const DEVICE: &str = "x-chengge-device";
/// Carries the server's nonce.
pub const NONCE: &str = "x-chengge-nonce";
/// Carries the signature.
pub const SIGNATURE: &str = "x-chengge-sig";

/// A request that a known device signed, whatever became of the device since.
pub struct Signed {
    /// The device.
    pub device: Device,
    /// The body.
    pub body: Bytes,
}

/// What a request says of itself: who signed what.
pub struct Papers {
    /// The device's id.
    pub device: String,
    /// The server's nonce.
    pub nonce: String,
    /// The signature.
    pub signature: String,
    /// The method.
    pub method: String,
    /// The whole path, without query.
    pub path: String,
}

/// A request body of the right media type, within the limits.
pub struct Sent(pub Bytes);

impl Signed {
    /// Refuses a device that may not act.
    ///
    /// # Errors
    /// 403 for a device that is not confirmed yet, or was revoked.
    pub fn active(self) -> Result<Self, Problem> {
        may_act(&self.device).map(|()| self)
    }
}

impl FromRequest<Desk> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Problem> {
        let kind = text(request.headers(), header::CONTENT_TYPE.as_str()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if kind != MEDIA_TYPE {
            return Err(Problem::wrong_media_type());
        }
        let coding = text(request.headers(), header::CONTENT_ENCODING.as_str()).unwrap_or("identity").to_owned();
        let body = Bytes::from_request(request, desk).await.map_err(unread)?;
        match coding.as_str() {
            "identity" => Ok(Self(body)),
            "gzip" => unpack(&body).map(Self),
            _ => Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "WRONG_CODING")
                .facts(serde_json::json!({ "expected": "gzip" }))),
        }
    }
}

impl FromRequest<Desk> for Signed {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Desk) -> Result<Self, Problem> {
        let papers = Papers::of(&request)?;
        let body = match request.method().as_str() {
            "GET" | "HEAD" | "DELETE" => Bytes::new(),
            _ => Sent::from_request(request, desk).await?.0,
        };
        papers.check(desk, body).await
    }
}

impl Papers {
    /// What a request says of itself, not yet believed.
    ///
    /// # Errors
    /// 401 when something is missing.
    pub fn of(request: &Request) -> Result<Self, Problem> {
        let told = |name: &str| text(request.headers(), name).map(str::to_owned);
        let (Some(device), Some(nonce), Some(signature)) = (told(DEVICE), told(NONCE), told(SIGNATURE)) else {
            return Err(Problem::new(StatusCode::UNAUTHORIZED, "NOT_SIGNED")
                .facts(serde_json::json!({ "headers": [DEVICE, NONCE, SIGNATURE] })));
        };
        // The address as the phone knows it: a nested router sees only the rest.
        let whole = request.extensions().get::<OriginalUri>().map_or_else(|| request.uri(), |uri| &uri.0);
        let (method, path) = (request.method().to_string(), whole.path().to_owned());
        Ok(Self { device, nonce, signature, method, path })
    }

    /// The device they name.
    ///
    /// # Errors
    /// 401 when the nonce is too old, or nobody knows the device.
    pub fn device(&self, desk: &Desk) -> Result<Device, Problem> {
        let now = desk.clock.now().0;
        if !desk.nonces.holds(&self.nonce, now) {
            return Err(Problem::nonce_stale(desk.nonces.make(now)));
        }
        let unknown = || Problem::new(StatusCode::UNAUTHORIZED, "DEVICE_UNKNOWN");
        desk.house.read().community.device(&DeviceId(self.device.clone())).cloned().ok_or_else(unknown)
    }

    /// Whether that device signed them, and this body.
    ///
    /// # Errors
    /// 401 when it did not.
    pub async fn check(&self, desk: &Desk, body: Bytes) -> Result<Signed, Problem> {
        let device = self.device(desk)?;
        let (key, signature) = (device.key.clone(), self.signature.clone());
        let (method, path, nonce) = (self.method.clone(), self.path.clone(), self.nonce.clone());
        let signed = body.clone();
        let verify = move || {
            keys::verifies(&key, &request_bytes(&method, &path, &codec::sha256_hex(&signed), &nonce), &signature)
        };
        if tokio::task::spawn_blocking(verify).await.unwrap_or(false) {
            Ok(Signed { device, body })
        } else {
            Err(Problem::new(StatusCode::UNAUTHORIZED, "BAD_REQUEST_SIGNATURE"))
        }
    }
}

/// Refuses a device that may not act.
///
/// # Errors
/// 403 for a device that is not confirmed yet, or was revoked.
pub fn may_act(device: &Device) -> Result<(), Problem> {
    match device.state {
        DeviceState::Active => Ok(()),
        DeviceState::Pending => Err(Problem::new(StatusCode::FORBIDDEN, "DEVICE_PENDING")),
        DeviceState::Revoked { .. } => Err(Problem::new(StatusCode::FORBIDDEN, "DEVICE_REVOKED")),
    }
}

/// Reads a body as JSON.
///
/// # Errors
/// 400 with the place where it broke; never with what stood there.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| {
        let code = if error.is_data() { "WRONG_SHAPE" } else { "BROKEN_JSON" };
        Problem::bad_request(code).facts(serde_json::json!({ "line": error.line(), "column": error.column() }))
    })
}

/// Unpacks gzip and stops at the limit, whatever the header of the archive promises.
fn unpack(packed: &[u8]) -> Result<Bytes, Problem> {
    let mut body = Vec::new();
    let mut reader = GzDecoder::new(packed).take(UNPACKED_LIMIT + 1);
    reader.read_to_end(&mut body).map_err(|_| Problem::bad_request("BODY_UNREADABLE"))?;
    if body.len() as u64 > UNPACKED_LIMIT { Err(Problem::too_big()) } else { Ok(body.into()) }
}

/// A header as text.
pub fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn unread(rejection: BytesRejection) -> Problem {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_big(),
        _ => Problem::bad_request("BODY_UNREADABLE"),
    }
}
