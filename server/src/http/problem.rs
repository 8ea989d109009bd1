//! Server: what goes wrong on the way, as `{code, clause?, facts?}`. A code for programs; sentences for
//! people live in `app/src/words`. An unknown error is logged and answered with a constant body.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rulebook::sync::{Limits, MEDIA_TYPE, Note};
use serde::Serialize;
use serde_json::{Value, json};
use std::borrow::Cow;

/// An error answer of the API.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// HTTP status: it speaks of transport alone.
    #[serde(skip)]
    pub status: u16,
    /// What is wrong, for a program.
    pub code: Cow<'static, str>,
    /// The clause it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// What a program needs to do better: limits, expectations. Never personal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<Value>,
    /// A fresh nonce, where the old one was the trouble.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// Seconds after which to come again.
    #[serde(skip)]
    pub after: Option<u32>,
}

impl Problem {
    /// A problem with nothing to add.
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status: status.as_u16(), code: Cow::Borrowed(code), clause: None, facts: None, nonce: None, after: None }
    }

    /// 400: the request cannot be read.
    pub fn bad_request(code: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code)
    }

    /// 413 with the limits.
    pub fn too_big() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_BIG").facts(json!({ "limits": Limits::default() }))
    }

    /// 415 with what would be right.
    pub fn wrong_media_type() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "WRONG_MEDIA_TYPE").facts(json!({ "expected": MEDIA_TYPE }))
    }

    /// 401 with a fresh nonce.
    pub fn nonce_stale(nonce: String) -> Self {
        Self { nonce: Some(nonce), ..Self::new(StatusCode::UNAUTHORIZED, "NONCE_STALE") }
    }

    /// 429 with when to come again.
    pub fn too_many(after: u32) -> Self {
        Self { after: Some(after), ..Self::new(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY") }
    }

    /// 503: the server cannot remember anything just now.
    pub fn unavailable() -> Self {
        Self { after: Some(5), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE") }
    }

    /// 500: logged where it happened, told in one word.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL")
    }

    /// What the law says no to.
    pub fn refusal(status: StatusCode, note: Note) -> Self {
        let facts = (!note.facts.is_null()).then_some(note.facts);
        Self {
            status: status.as_u16(),
            code: Cow::Owned(note.code),
            clause: Some(note.clause),
            facts,
            nonce: None,
            after: None,
        }
    }

    /// With facts.
    pub fn facts(mut self, facts: Value) -> Self {
        self.facts = Some(facts);
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, answer(&self)).into_response();
        if let Some(after) = self.after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(after));
        }
        response
    }
}

/// A JSON answer of the API with its media type.
pub fn answer(value: &impl Serialize) -> Response {
    let body = serde_json::to_vec(value).unwrap_or_default();
    ([(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))], body).into_response()
}
