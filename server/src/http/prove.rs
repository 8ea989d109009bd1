//! Server: proof of origin. Every answer of the API is signed over the client's own nonce, so that a
//! captive portal's 200, a 204 or a redirect can never pass for us.

use super::{news, problem::Problem, state::Desk};
use crate::codec;
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use rulebook::sync::answer_bytes;

/// The client's nonce.
pub const CLIENT_NONCE: HeaderName = HeaderName::from_static("x-chengge-client-nonce");
/// The proof.
pub const PROOF: HeaderName = HeaderName::from_static("x-chengge-proof");

/// Letters a client nonce may have at most.
const LONGEST_NONCE: usize = 64;
/// Our own answers are far below this.
const LONGEST_ANSWER: usize = 8 * 1024 * 1024;

/// Signs what is answered under `/api`: `P-256("chengge/answer/v1" ␀ client nonce ␀ hex(sha256(body)))`.
pub async fn prove(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    let nonce = request.headers().get(CLIENT_NONCE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let response = next.run(request).await;
    // A stream has no end to take a digest of, and says nothing that need be believed.
    if news::is_stream(&response) {
        return response;
    }
    let Some(nonce) = nonce.filter(|nonce| !nonce.is_empty() && nonce.len() <= LONGEST_NONCE) else {
        return response;
    };
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST_ANSWER).await else {
        return Problem::internal().into_response();
    };
    let proof = desk
        .key
        .sign(&answer_bytes(&nonce, &codec::sha256_hex(&bytes)))
        .ok()
        .and_then(|proof| HeaderValue::try_from(proof).ok());
    if let Some(proof) = proof {
        head.headers.insert(PROOF, proof);
    }
    Response::from_parts(head, Body::from(bytes))
}
