//! Server: the demo. In an invented community anybody may become anybody, in one tap; anywhere else
//! these addresses do not exist.

use super::{
    auth::{Sent, parse},
    enrol,
    problem::Problem,
    state::Desk,
};
use axum::{extract::State, http::StatusCode, response::Response};
use rulebook::{Intent, ids::DeviceId};
use serde::Deserialize;

#[derive(Deserialize)]
struct Guise {
    person: String,
    key: String,
    /// Made on the phone; made here for a client that has no way to.
    #[serde(default)]
    device: Option<String>,
}

/// `POST /api/v1/demo/enrol {person, key, device?}`.
///
/// # Errors
/// 404 outside a demo community, and for a person that is not there.
pub async fn post_demo_enrol(State(desk): State<Desk>, Sent(body): Sent) -> Result<Response, Problem> {
    if !desk.demo {
        return Err(Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND"));
    }
    let Guise { person, key, device } = parse(&body)?;
    let device = device.unwrap_or_else(|| uuid::Uuid::now_v7().to_string());
    let (device, key): (DeviceId, String) = enrol::readable(&device, &key)?;
    enrol::welcome(&desk, device.clone(), Intent::EnrolDemo { device, person: person.into(), key }).await
}
