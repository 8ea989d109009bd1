//! Server: whether a phone may be called. The choice is its owner's: signed by the device it is for, kept beside the
//! ledger, and taken back in the same way.

use super::{
    auth::{Signed, parse},
    problem::{self, Problem},
    state::Desk,
};
use crate::{codec, keys, ledger::LedgerError, push::Subscription};
use axum::{extract::State, response::Response};
use serde::Deserialize;
use serde_json::json;

/// Bytes of a phone's secret.
const SECRET: usize = 16;
/// Minutes of a day.
const DAY: u16 = 24 * 60;

#[derive(Deserialize)]
struct Wish {
    endpoint: String,
    p256dh: String,
    auth: String,
    #[serde(default)]
    quiet: Option<Quiet>,
    lang: String,
}

#[derive(Deserialize)]
struct Quiet {
    from: u16,
    until: u16,
}

/// `GET /api/v1/push/key`: what a phone subscribes under.
pub async fn get_key(State(desk): State<Desk>) -> Response {
    problem::answer(&json!({ "key": desk.push.public_key() }))
}

/// `POST /api/v1/push {endpoint, p256dh, auth, quiet, lang}`, signed: from now on.
///
/// # Errors
/// 400 when the address is none that messages may go to, or key, secret, hours or language are none.
pub async fn post_push(State(desk): State<Desk>, signed: Signed) -> Result<Response, Problem> {
    let signed = signed.active()?;
    let Wish { endpoint, p256dh, auth, quiet, lang } = parse(&signed.body)?;
    if !desk.push.may_go_to(&endpoint) {
        return Err(Problem::bad_request("BAD_ENDPOINT"));
    }
    let p256dh = keys::normal_key(&p256dh).ok_or_else(|| Problem::bad_request("BAD_KEY"))?;
    if codec::from_base64(&auth).is_none_or(|secret| secret.len() != SECRET) {
        return Err(Problem::bad_request("BAD_KEY"));
    }
    if !["zh", "en"].contains(&lang.as_str()) || quiet.as_ref().is_some_and(|q| q.from >= DAY || q.until >= DAY) {
        return Err(Problem::bad_request("WRONG_SHAPE"));
    }
    let quiet = quiet.map(|quiet| (quiet.from, quiet.until));
    let (device, upto) = (signed.device.id.to_string(), desk.clock.now().0);
    let new = Subscription { device, endpoint, p256dh, auth, quiet, lang, upto };
    aside(desk, move |desk| desk.push.turn_on(new)).await?;
    Ok(problem::answer(&json!({ "on": true })))
}

/// `DELETE /api/v1/push`, signed: nothing is kept of it. Whatever became of the device, its owner may take back what is
/// theirs.
///
/// # Errors
/// 503 when the disk fails; then it is still on.
pub async fn delete_push(State(desk): State<Desk>, signed: Signed) -> Result<Response, Problem> {
    let device = signed.device.id.to_string();
    aside(desk, move |desk| desk.push.turn_off(&device)).await?;
    Ok(problem::answer(&json!({ "on": false })))
}

async fn aside(
    desk: Desk,
    work: impl FnOnce(&Desk) -> Result<(), LedgerError> + Send + 'static,
) -> Result<(), Problem> {
    let done = tokio::task::spawn_blocking(move || work(&desk)).await.map_err(|_| Problem::internal())?;
    done.map_err(|error| {
        tracing::error!(%error, "a wish to be called, or not, could not be kept");
        Problem::unavailable()
    })
}
