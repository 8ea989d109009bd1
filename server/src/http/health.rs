//! Server: is it alive, is it ready, what are its figures.

use super::state::Desk;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

/// `GET /healthz`: the process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the writer answers too and the disk takes what it writes, so an act sent now would be decided.
pub async fn readyz(State(desk): State<Desk>) -> Response {
    match desk.writer.ready().await {
        Ok(head) => format!("ready at {}\n", head.seq).into_response(),
        Err(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, "not ready: the ledger cannot be written just now\n").into_response()
        }
    }
}

/// `GET /metrics`: Prometheus text, unless switched off.
pub async fn metrics(State(desk): State<Desk>) -> Response {
    if !desk.settings.metrics {
        return StatusCode::NOT_FOUND.into_response();
    }
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], desk.metrics.print()).into_response()
}
