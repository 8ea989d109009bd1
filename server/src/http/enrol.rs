//! Server: a new phone. Whoever may, offers a one-time code (an act); the phone makes a key and brings
//! both here; both screens show six digits; the issuer confirms (an act). The key never leaves the phone.

use super::{
    auth::{Sent, parse},
    problem::{self, Problem},
    state::Desk,
    throttle::Asker,
};
use crate::{keys, writer::Undone};
use axum::{extract::State, http::StatusCode, response::Response};
use rulebook::{
    Intent, Refusal,
    device::{Device, Offer},
    hash::six_digits,
    ids::DeviceId,
    sync::{Limits, Note},
};
use serde::{Deserialize, Serialize};

/// Letters a device's own id may have.
const LONGEST_ID: usize = 64;

#[derive(Deserialize)]
struct Arrival {
    /// As typed or scanned.
    code: String,
    /// Made on the phone, UUIDv7.
    device: String,
    /// Raw P-256 point or SPKI, base64url.
    key: String,
}

/// What a phone is told once it is known.
#[derive(Serialize)]
pub struct Welcome {
    /// The device as recorded: `pending` until the digits were compared.
    pub device: Device,
    /// The ledger it belongs to.
    pub community: String,
    /// The key that proves answers; to be kept.
    pub server_key: String,
    /// Six digits to compare, where there is somebody to compare with.
    pub digits: Option<String>,
    /// What one question may carry.
    pub limits: Limits,
    /// For the first signed request.
    pub nonce: String,
    /// The server's clock.
    pub now: i64,
}

/// `POST /api/v1/enrol {code, device, key}`.
///
/// # Errors
/// 403 with the refusal when the code is unknown, used or too old; 409 when the id is taken; 429.
pub async fn post_enrol(
    State(desk): State<Desk>,
    Asker(address): Asker,
    Sent(body): Sent,
) -> Result<Response, Problem> {
    desk.enrol_tries.count(address).map_err(Problem::too_many)?;
    let Arrival { code, device, key } = parse(&body)?;
    let offer = Offer::id_of(&code).ok_or_else(|| refused(Undone::Refused(Refusal::CodeInvalid)))?;
    let (device, key) = readable(&device, &key)?;
    welcome(&desk, device.clone(), Intent::Enrol { offer, device, key }).await
}

/// A device id and key in the form they are recorded in.
///
/// # Errors
/// 400 for an id that is empty or long, or a key that is no P-256 point.
pub fn readable(device: &str, key: &str) -> Result<(DeviceId, String), Problem> {
    let fits = !device.is_empty()
        && device.len() <= LONGEST_ID
        && device.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !fits {
        return Err(Problem::bad_request("BAD_DEVICE_ID"));
    }
    let key = keys::normal_key(key).ok_or_else(|| Problem::bad_request("BAD_KEY"))?;
    Ok((device.into(), key))
}

/// Has the desk record a device and tells the phone what it needs.
///
/// # Errors
/// The refusal as a problem.
pub async fn welcome(desk: &Desk, device: DeviceId, intent: Intent) -> Result<Response, Problem> {
    desk.writer.desk(intent).await.map_err(refused)?;
    let now = desk.clock.now().0;
    let house = desk.house.read();
    let device = house.community.device(&device).cloned().ok_or_else(Problem::internal)?;
    let digits = device.offer.as_ref().map(|offer| six_digits(offer.as_str(), device.id.as_str(), &device.key));
    Ok(problem::answer(&Welcome {
        community: house.id.clone(),
        server_key: desk.key.public(),
        digits,
        limits: Limits::default(),
        nonce: desk.nonces.make(now),
        now,
        device,
    }))
}

/// What the desk did not do, as an answer.
pub fn refused(undone: Undone) -> Problem {
    let Undone::Refused(refusal) = undone else { return Problem::unavailable() };
    let status = match refusal {
        Refusal::IdTaken => StatusCode::CONFLICT,
        Refusal::NotFound => StatusCode::NOT_FOUND,
        _ => StatusCode::FORBIDDEN,
    };
    Problem::refusal(status, Note::from(&refusal))
}
