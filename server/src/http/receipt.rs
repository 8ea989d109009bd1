//! Server: the receipt page. Whoever holds a slip may see what became of the signature and withdraw
//! it, with no account and no script: a plain form, answered with a page.

use super::{problem::Problem, public, state::Desk, throttle::Asker};
use crate::writer::Undone;
use app::{
    pages::public::receipt::{ReceiptView, Signed},
    shell::Page,
};
use axum::{
    Form,
    extract::State,
    http::{HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use rulebook::{Intent, hash::receipt_hash, sync::Note};
use serde::Deserialize;

/// What the form sends.
#[derive(Deserialize)]
pub struct Slip {
    code: String,
    #[serde(default, rename = "do")]
    wish: Wish,
}

/// What the holder wants.
#[derive(Default, Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Wish {
    #[default]
    Check,
    Withdraw,
}

/// `GET /receipt`: the empty form.
pub async fn get_receipt(State(desk): State<Desk>, uri: Uri) -> Response {
    page(&desk, &uri, String::new(), ReceiptView::Ask).await
}

/// `POST /receipt`: what became of a signature, or its withdrawal.
pub async fn post_receipt(
    State(desk): State<Desk>,
    Asker(address): Asker,
    uri: Uri,
    form: Result<Form<Slip>, axum::extract::rejection::FormRejection>,
) -> Response {
    let Ok(Form(Slip { code, wish })) = form else {
        let mut answer = page(&desk, &uri, String::new(), ReceiptView::Ask).await;
        *answer.status_mut() = StatusCode::BAD_REQUEST;
        return answer;
    };
    if let Err(after) = desk.receipt_tries.count(address) {
        return refused(&desk, &uri, code, Problem::too_many(after)).await;
    }
    let shown = match wish {
        Wish::Check => check(&desk, &code),
        Wish::Withdraw => match withdraw(&desk, &code).await {
            Some(shown) => shown,
            None => return refused(&desk, &uri, code, Problem::unavailable()).await,
        },
    };
    page(&desk, &uri, code, shown).await
}

/// The page with a problem on it, under the problem's own status.
async fn refused(desk: &Desk, uri: &Uri, code: String, problem: Problem) -> Response {
    let facts = problem.after.map_or(serde_json::Value::Null, |after| serde_json::json!({ "after": after }));
    let note = Note { code: problem.code.into_owned(), clause: "2.5".into(), facts };
    let mut answer = page(desk, uri, code, ReceiptView::Refused(note)).await;
    *answer.status_mut() = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(after) = problem.after {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(after));
    }
    answer
}

fn check(desk: &Desk, code: &str) -> ReceiptView {
    let house = desk.house.read();
    let found = receipt_hash(code).and_then(|receipt| house.community.signature_by_receipt(&receipt));
    found.map_or(ReceiptView::Unknown, |signature| {
        ReceiptView::Found(Signed {
            topic: signature.topic.clone(),
            title: house.community.topic(&signature.topic).map(|topic| topic.title.clone()).unwrap_or_default(),
            signed: signature.signed,
            received: signature.received,
            channel: signature.channel,
            state: signature.state.clone(),
            locked: signature.locked,
        })
    })
}

/// None when nothing can be written just now.
async fn withdraw(desk: &Desk, code: &str) -> Option<ReceiptView> {
    if receipt_hash(code).is_none() {
        return Some(ReceiptView::Unknown);
    }
    match desk.writer.desk(Intent::RevokeByReceipt { code: code.trim().into() }).await {
        Ok(_) => Some(ReceiptView::Withdrawn),
        Err(Undone::Refused(refusal)) => Some(ReceiptView::Refused(Note::from(&refusal))),
        Err(Undone::Unavailable | Undone::Stale) => None,
    }
}

/// The page; what it shows is nobody else's business, so no cache may keep it.
async fn page(desk: &Desk, uri: &Uri, code: String, shown: ReceiptView) -> Response {
    let mut answer = public::drawn(desk, uri, Page::Receipt(code, shown)).await;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
