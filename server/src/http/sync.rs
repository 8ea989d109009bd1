//! Server: the one door, `POST /api/v1/sync`. Acts go up, records come down; neither needs the other.

use super::{
    auth::{Signed, parse},
    problem::{self, Problem},
    state::Desk,
};
use crate::{codec, desk};
use axum::{extract::State, http::StatusCode, response::Response};
use rulebook::{
    device::{Device, DeviceState},
    sync::{
        Ask, Cursor, Envelope, Limits, PROTOCOL, PROTOCOL_TOO_OLD, Receipt, Reply, Reset,
        pull::{Page, PageLimit},
    },
};
use serde_json::json;

/// `POST /api/v1/sync`.
///
/// # Errors
/// A [`Problem`] speaks of the request as a whole; each act has a receipt of its own.
pub async fn post_sync(State(desk): State<Desk>, signed: Signed) -> Result<Response, Problem> {
    let limits = Limits::default();
    if signed.body.len() > limits.batch_bytes as usize {
        return Err(Problem::too_big());
    }
    let Ask { hello, acts, cursor, pull } = parse(&signed.body)?;
    if hello.protocol > PROTOCOL {
        return Err(Problem::bad_request("PROTOCOL_TOO_NEW").facts(json!({ "protocol": PROTOCOL })));
    }
    let oldest = desk.settings.oldest_protocol;
    if hello.protocol < oldest {
        return Err(Problem::new(StatusCode::UPGRADE_REQUIRED, PROTOCOL_TOO_OLD).facts(json!({ "oldest": oldest })));
    }
    if acts.len() > limits.acts as usize {
        return Err(Problem::too_big());
    }
    // What a revoked device still brings is judged and answered one by one; it is shown nothing.
    let active = signed.device.state == DeviceState::Active;
    let signed = if acts.is_empty() || signed.device.state == DeviceState::Pending { signed.active()? } else { signed };
    let receipts = push(&desk, &signed.device, acts).await?;
    let page = if pull && active { Some(page(&desk, &signed.device, cursor.clone()).await?) } else { None };
    let reply = reply(&desk, receipts, page, cursor);
    desk.metrics.records_sent.add(reply.records.len() as u64);
    Ok(problem::answer(&reply))
}

async fn push(desk: &Desk, device: &Device, acts: Vec<Envelope>) -> Result<Vec<Receipt>, Problem> {
    if acts.is_empty() {
        return Ok(Vec::new());
    }
    let (id, key, community) = (device.id.to_string(), device.key.clone(), desk.house.read().id.clone());
    let sender = id.clone();
    let check = move || acts.into_iter().map(|act| desk::check(act, &id, &key, &community)).collect();
    let checked = tokio::task::spawn_blocking(check).await.map_err(|_| Problem::internal())?;
    desk.writer.push(sender, checked).await.map_err(|_| Problem::unavailable())
}

async fn page(desk: &Desk, device: &Device, cursor: Option<String>) -> Result<Page, Problem> {
    let (desk, person) = (desk.clone(), device.person.clone());
    let look = move || {
        let viewer = desk.viewer(&person);
        let house = desk.house.read();
        let from = cursor.as_deref().map(read_cursor);
        let garbage = matches!(from, Some(None));
        let start = house.cursor(&viewer);
        let from = from.flatten();
        let mut page = house.revisions.page(
            &house.community,
            &viewer,
            from.as_ref(),
            &start,
            house.head.seq,
            PageLimit::default(),
        );
        if garbage {
            page.reset = Some(Reset::Cursor);
        }
        page
    };
    tokio::task::spawn_blocking(look).await.map_err(|_| Problem::internal())
}

fn reply(desk: &Desk, receipts: Vec<Receipt>, page: Option<Page>, cursor: Option<String>) -> Reply {
    let now = desk.clock.now();
    let head = desk.house.read().head.clone();
    let (records, leave, cursor, more, reset) = match page {
        Some(page) => (page.records, page.leave, Some(write_cursor(&page.cursor)), page.more, page.reset),
        None => (Vec::new(), Vec::new(), cursor, false, None),
    };
    Reply {
        receipts,
        records,
        leave,
        cursor,
        more,
        reset,
        now,
        head: head.seq,
        epoch: head.epoch,
        limits: Limits::default(),
        nonce: desk.nonces.make(now.0),
    }
}

fn read_cursor(text: &str) -> Option<Cursor> {
    serde_json::from_slice(&codec::from_base64(text)?).ok()
}

fn write_cursor(cursor: &Cursor) -> String {
    codec::to_base64(&serde_json::to_vec(cursor).unwrap_or_default())
}
