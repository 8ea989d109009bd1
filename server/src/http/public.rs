//! Server: pages. (under construction)

use super::{assets, state::Desk};
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};

/// temporary
pub async fn board() -> Html<&'static str> { Html("") }
/// temporary
pub async fn grid() -> Html<&'static str> { Html("") }
/// temporary
pub async fn topic() -> Html<&'static str> { Html("") }
/// temporary
pub async fn rules() -> Html<&'static str> { Html("") }
/// temporary
pub async fn demo() -> Html<&'static str> { Html("") }
/// temporary
pub async fn not_found() -> Response { StatusCode::NOT_FOUND.into_response() }

/// `GET /app…`: one shell for every private page, the same text on line and off.
pub async fn shell(State(desk): State<Desk>) -> Response {
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, assets::ASK)], desk.shell.clone()).into_response()
}

/// `GET /boot.js`.
pub async fn boot(State(desk): State<Desk>) -> Response {
    desk.assets.boot()
}

/// `GET /sw.js`.
pub async fn worker(State(desk): State<Desk>) -> Response {
    desk.assets.worker().unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// temporary
pub fn private_shell(_: &assets::Assets) -> String { String::new() }
