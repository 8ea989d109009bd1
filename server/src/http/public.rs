//! Server: what anybody may read. Whole documents drawn from what the public may see, with no script;
//! and the one shell that every private address answers with.

use super::{assets, state::Desk};
use crate::demo;
use app::{
    pages::public::demo::Persona,
    shell::{Page, Request, public_page},
    words::Lang,
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use rulebook::{Community, Day, ids::PersonId, people::Scope};
use std::sync::OnceLock;

/// A page is asked for again at least once in so many milliseconds: it may say how long ago something was.
const STALE_MS: i64 = 3_600_000;

/// `GET /`: the grids.
pub async fn grids(State(desk): State<Desk>, uri: Uri, headers: HeaderMap) -> Response {
    cached(&desk, &uri, &headers, Page::Grids).await
}

/// `GET /grids/{id}`: a notice board.
pub async fn board(State(desk): State<Desk>, Path(id): Path<String>, uri: Uri, headers: HeaderMap) -> Response {
    cached(&desk, &uri, &headers, Page::Board(id.into())).await
}

/// `GET /topics/{id}`: a topic.
pub async fn topic(State(desk): State<Desk>, Path(id): Path<String>, uri: Uri, headers: HeaderMap) -> Response {
    cached(&desk, &uri, &headers, Page::Topic(id.into())).await
}

/// `GET /meetings/{id}`: the notice of a meeting and what it decided.
pub async fn meeting(State(desk): State<Desk>, Path(id): Path<String>, uri: Uri, headers: HeaderMap) -> Response {
    cached(&desk, &uri, &headers, Page::Meeting(id.into())).await
}

/// `GET /decisions/{id}`: a decision, on screen and as a notice on paper.
pub async fn decision(State(desk): State<Desk>, Path(id): Path<String>, uri: Uri, headers: HeaderMap) -> Response {
    cached(&desk, &uri, &headers, Page::Decision(id.into())).await
}

/// `GET /elections/{id}`: an election, on screen and as a notice on paper.
pub async fn election(State(desk): State<Desk>, Path(id): Path<String>, uri: Uri, headers: HeaderMap) -> Response {
    cached(&desk, &uri, &headers, Page::Election(id.into())).await
}

/// `GET /rules`: the clauses and the charter.
pub async fn rules(State(desk): State<Desk>, uri: Uri, headers: HeaderMap) -> Response {
    cached(&desk, &uri, &headers, Page::Rules).await
}

/// `GET /demo`: who a visitor may become; nothing of the kind outside a demo community.
pub async fn demo(State(desk): State<Desk>, uri: Uri, headers: HeaderMap) -> Response {
    let page = if desk.demo { Page::Demo(personas(&desk).await) } else { Page::NotFound };
    cached(&desk, &uri, &headers, page).await
}

/// Nothing at this address.
pub async fn not_found(State(desk): State<Desk>, uri: Uri) -> Response {
    drawn(&desk, &uri, Page::NotFound).await
}

/// Every address the app's own router knows, as axum writes them. Asked once, at start-up.
pub fn private_addresses() -> Vec<String> {
    let still = app::shell::provide_stillness;
    let (routes, _) = leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, still);
    routes.iter().map(|route| route.path().to_owned()).filter(|path| path.starts_with("/app")).collect()
}

/// `GET /app/…` where the app has no page: the shell says so in words, the status in a number.
pub async fn shell_of_nowhere(State(desk): State<Desk>) -> Response {
    (StatusCode::NOT_FOUND, html(assets::ASK), desk.shell.clone()).into_response()
}

/// `GET /app…`: one shell for every private address, the same text on line and off.
pub async fn shell(State(desk): State<Desk>) -> Response {
    (html(assets::ASK), desk.shell.clone()).into_response()
}

/// `GET /boot.js`.
pub async fn boot(State(desk): State<Desk>) -> Response {
    desk.assets.boot()
}

/// `GET /sw.js`.
pub async fn worker(State(desk): State<Desk>, uri: Uri) -> Response {
    match desk.assets.worker() {
        Some(worker) => worker,
        None => drawn(&desk, &uri, Page::NotFound).await,
    }
}

/// A page as it is now, never kept by a cache.
pub async fn drawn(desk: &Desk, uri: &Uri, page: Page) -> Response {
    let status = status(desk, &page);
    (status, html(assets::ASK), draw(desk, uri, page, None).await).into_response()
}

/// A page, or word that the reader's copy is still right.
async fn cached(desk: &Desk, uri: &Uri, headers: &HeaderMap, page: Page) -> Response {
    let status = status(desk, &page);
    let tag = tag(desk);
    if status == StatusCode::OK
        && let Some(unchanged) = unchanged(tag.as_ref(), headers)
    {
        return unchanged;
    }
    let mut answer =
        (status, html(assets::ASK), draw(desk, uri, page, headers.get(header::HOST)).await).into_response();
    if let Some(tag) = tag.filter(|_| status == StatusCode::OK) {
        answer.headers_mut().insert(header::ETAG, tag);
    }
    answer
}

/// Names what a public answer rests on: the ledger, the build, and the hour.
pub(super) fn tag(desk: &Desk) -> Option<HeaderValue> {
    let head = &desk.house.read().head;
    let hour = desk.clock.now().0.div_euclid(STALE_MS);
    HeaderValue::try_from(format!("W/\"{}-{}-{}-{hour}\"", head.epoch, head.seq, desk.assets.build)).ok()
}

/// Word that the reader's copy is still right, where it is.
pub(super) fn unchanged(tag: Option<&HeaderValue>, headers: &HeaderMap) -> Option<Response> {
    let tag = tag.filter(|tag| headers.get(header::IF_NONE_MATCH) == Some(*tag))?.clone();
    Some((StatusCode::NOT_MODIFIED, [(header::ETAG, tag), (header::CACHE_CONTROL, assets::ASK)]).into_response())
}

/// The language an address asks for.
pub(super) fn lang(uri: &Uri) -> Lang {
    if asks(uri, "lang=en") { Lang::En } else { Lang::Zh }
}

fn asks(uri: &Uri, what: &str) -> bool {
    uri.query().is_some_and(|query| query.split('&').any(|part| part == what))
}

/// The address in a QR code: as it is set; a demo that nobody set one for goes by what its visitor typed.
pub(super) fn origin(desk: &Desk, host: Option<&HeaderValue>) -> String {
    let plain = |host: &&str| host.bytes().all(|b| b.is_ascii_alphanumeric() || b".:-[]".contains(&b));
    match host.and_then(|host| host.to_str().ok()).filter(plain) {
        Some(host) if desk.demo && desk.settings.origin.is_empty() => format!("http://{host}"),
        _ => desk.settings.origin.clone(),
    }
}

async fn draw(desk: &Desk, uri: &Uri, page: Page, host: Option<&HeaderValue>) -> String {
    let request = Request {
        path: uri.path().into(),
        lang: lang(uri),
        elder: asks(uri, "elder=1"),
        now: desk.clock.now(),
        css: desk.assets.style.clone(),
        origin: origin(desk, host),
    };
    let holding = desk.house.read().public.clone();
    tokio::task::spawn_blocking(move || public_page(request, holding, page)).await.unwrap_or_default()
}

fn status(desk: &Desk, page: &Page) -> StatusCode {
    if page.exists(desk.house.read().public.community()) { StatusCode::OK } else { StatusCode::NOT_FOUND }
}

fn html(cache: HeaderValue) -> [(header::HeaderName, HeaderValue); 2] {
    [(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")), (header::CACHE_CONTROL, cache)]
}

/// The personas, with what the community knows of them today. They are invented people, so their names
/// may stand on a public page.
async fn personas(desk: &Desk) -> Vec<Persona> {
    static CAST: OnceLock<Vec<PersonId>> = OnceLock::new();
    let cast = || CAST.get_or_init(|| demo::found().personas.into_iter().map(|persona| persona.person).collect());
    let cast = tokio::task::spawn_blocking(cast).await.map(Vec::as_slice).unwrap_or_default();
    let (house, today) = (desk.house.read(), desk.clock.now().day());
    cast.iter().map(|person| persona(&house.community, person, today)).collect()
}

fn persona(community: &Community, id: &PersonId, today: Day) -> Persona {
    let person = community.person(id);
    let home = person.and_then(|person| person.home.as_ref());
    let post = community.posts(id, today).find_map(|office| match &office.scope {
        Scope::Grid(grid) | Scope::Building(grid, _) => Some(grid),
        Scope::Community => None,
    });
    let grid = home.map(|home| &home.grid).or(post);
    Persona {
        person: id.clone(),
        name: community.name_of(id).unwrap_or_default(),
        place: grid.and_then(|grid| community.grid(grid)).map(|grid| grid.name.clone()),
        posts: community.posts(id, today).map(|office| office.role).collect(),
        resident: home.is_some(),
        adult: person.is_some_and(|person| person.adult.on(today, &community.keys())),
    }
}

#[cfg(test)]
mod tests {
    use super::private_addresses;

    #[tokio::test]
    async fn the_apps_own_router_names_the_private_addresses() {
        let addresses = private_addresses();
        for known in ["/app", "/app/round", "/app/topics/{topic}", "/app/outbox", "/app/me/enrol"] {
            assert!(addresses.iter().any(|address| address == known), "{known} in {addresses:?}");
        }
        assert!(addresses.iter().all(|address| address.starts_with("/app")));
    }
}
