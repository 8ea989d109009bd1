//! Server: a roster from the desk's screen. The body is the file; the same person and device that may keep the roll
//! sign it like any other request. The first time tells what it would change, the second, under the name of that plan,
//! carries it out. Whoever may not is told so before the body is read.

use super::{
    auth::{Papers, may_act, text},
    problem::{self, Problem},
    state::Desk,
};
use crate::{
    codec,
    roster::{
        Unread,
        handed::{self, Unserved},
        words,
    },
};
use axum::{
    body::Bytes,
    extract::{FromRequest as _, Path, Request, State, rejection::BytesRejection},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use rulebook::{
    device::Device,
    hash::{Hash, Opening},
    roster::{
        Field, may_import,
        wire::{MOST_BYTES, TEXT, WORKBOOK, media_type},
    },
    sync::Note,
};
use serde_json::json;
use tokio::sync::SemaphorePermit;

/// A roster that somebody may hand in, and did.
struct Handed<'a> {
    /// Held until the answer is made.
    _turn: SemaphorePermit<'a>,
    device: Device,
    papers: Papers,
    body: Bytes,
}

/// `POST /api/v1/roster`: what would it change?
///
/// # Errors
/// A [`Problem`] says whether it is the person, the request or the file.
pub async fn post_look(State(desk): State<Desk>, request: Request) -> Result<Response, Problem> {
    let Handed { device, body, _turn, .. } = handed_in(&desk, request).await?;
    let report = handed::look(&desk, &device, body.into()).await.map_err(problem_of)?;
    Ok(problem::answer(&report))
}

/// `POST /api/v1/roster/{plan}`: do what was shown under that name.
///
/// # Errors
/// As [`post_look`]; 409 when it would be something else by now.
pub async fn post_take(
    State(desk): State<Desk>,
    Path(plan): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    let Handed { device, papers, body, _turn } = handed_in(&desk, request).await?;
    // Aside: so large a file is not digested between the requests of others.
    let bytes = body.clone();
    let order = move || order(&papers, &bytes);
    let order = tokio::task::spawn_blocking(order).await.map_err(|_| Problem::internal())??;
    let report = handed::take(&desk, &device, body.into(), &Hash(plan), &order).await.map_err(problem_of)?;
    Ok(problem::answer(&report))
}

async fn handed_in(desk: &Desk, request: Request) -> Result<Handed<'_>, Problem> {
    let papers = Papers::of(&request)?;
    // A claim so far; but who claims to be somebody without the right need not send fifty megabytes.
    entitled(desk, &papers.device(desk)?)?;
    let kind = said_type(&request)?;
    let length = text(request.headers(), header::CONTENT_LENGTH.as_str()).and_then(|length| length.parse().ok());
    if length.is_some_and(|length: u64| length > MOST_BYTES) {
        return Err(too_big());
    }
    // Nobody waits behind those who are turned away.
    let turn = desk.counter.turn().await.map_err(problem_of)?;
    let body = Bytes::from_request(request, desk).await.map_err(unread)?;
    let signed = papers.check(desk, body).await?.active()?;
    entitled(desk, &signed.device)?;
    if media_type(&signed.body) != kind && !signed.body.is_empty() {
        return Err(wrong_media_type());
    }
    Ok(Handed { _turn: turn, device: signed.device, papers, body: signed.body })
}

fn entitled(desk: &Desk, device: &Device) -> Result<(), Problem> {
    may_act(device)?;
    may_import(&desk.house.read().community, &device.person, desk.clock.now().day())
        .map_err(|refusal| Problem::refusal(StatusCode::FORBIDDEN, Note::from(&refusal)))
}

fn said_type(request: &Request) -> Result<&'static str, Problem> {
    if let Some(coding) = text(request.headers(), header::CONTENT_ENCODING.as_str())
        && coding != "identity"
    {
        return Err(
            Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "WRONG_CODING").facts(json!({ "expected": "identity" }))
        );
    }
    let kind = text(request.headers(), header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    [TEXT, WORKBOOK].into_iter().find(|known| kind.eq_ignore_ascii_case(known)).ok_or_else(wrong_media_type)
}

/// What the person signed, so that anybody can check it later with the key of their device. The digest of a small file
/// could be guessed, so this stands beside the entry, never in it.
fn order(papers: &Papers, body: &[u8]) -> Result<Opening, Problem> {
    let salt = codec::random::<32>().map_err(|_| Problem::internal())?;
    let Papers { device, nonce, signature, method, path } = papers;
    let file = codec::sha256_hex(body);
    let value =
        json!({ "device": device, "method": method, "path": path, "file": file, "nonce": nonce, "sig": signature });
    Ok(Opening { field: "order".into(), salt: codec::to_base64(&salt), value: value.to_string() })
}

fn problem_of(unserved: Unserved) -> Problem {
    match unserved {
        Unserved::Unread(unread) => no_roster(&unread),
        Unserved::Changed => Problem::new(StatusCode::CONFLICT, "ROSTER_CHANGED"),
        Unserved::Unavailable => Problem::unavailable(),
    }
}

/// 422 with what is wrong with the file. Only headings are told, and those masked where they may be data.
fn no_roster(unread: &Unread) -> Problem {
    let columns = Field::ALL.map(words::heading);
    let (code, facts) = match unread {
        Unread::Empty => ("ROSTER_EMPTY", json!({})),
        Unread::TooLarge => return too_big(),
        Unread::TooManyRows => ("ROSTER_TOO_MANY_ROWS", json!({})),
        Unread::OldWorkbook => ("ROSTER_OLD_WORKBOOK", json!({})),
        Unread::NotAWorkbook | Unread::NoSuchSheet { .. } => ("ROSTER_NOT_A_WORKBOOK", json!({})),
        Unread::Unreadable { .. } | Unread::NotText | Unread::NoSheets => ("ROSTER_NOT_TEXT", json!({})),
        Unread::NoHeadings => ("ROSTER_NO_HEADINGS", json!({ "may": columns })),
        Unread::NoRows => ("ROSTER_NO_ROWS", json!({})),
        Unread::MissingColumns { names } => ("ROSTER_MISSING_COLUMNS", json!({ "names": names })),
        Unread::ColumnTwice { name } => ("ROSTER_COLUMN_TWICE", json!({ "names": [name] })),
        Unread::UnknownColumns { names } => ("ROSTER_UNKNOWN_COLUMNS", json!({ "names": names, "may": columns })),
        Unread::RefusedColumn { name, .. } => ("ROSTER_REFUSED_COLUMN", json!({ "names": [name], "may": columns })),
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code).facts(facts)
}

fn too_big() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "TOO_BIG").facts(json!({ "limits": { "roster_bytes": MOST_BYTES } }))
}

fn wrong_media_type() -> Problem {
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "WRONG_MEDIA_TYPE").facts(json!({ "expected": [TEXT, WORKBOOK] }))
}

fn unread(rejection: BytesRejection) -> Problem {
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_big(),
        _ => Problem::bad_request("BODY_UNREADABLE"),
    }
}
