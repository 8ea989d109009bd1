//! Server: every URL on one screen.

use super::{
    assets, auth, calendar, demo, devices, enrol, headers, health, news, nonce, problem::Problem, prove, public, push,
    receipt, roster, state::Desk, sync,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, OriginalUri, Request, State},
    handler::Handler as _,
    http::{StatusCode, header},
    middleware::{self, Next},
    response::Response,
    routing::{get, post},
};
use rulebook::roster::wire::MOST_BYTES;
use std::time::{Duration, Instant};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    services::ServeDir,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};

/// A body that stands still for so long is given up.
const BODY_IDLE: Duration = Duration::from_secs(15);
/// A request must be answered by then.
const WHOLE_REQUEST: Duration = Duration::from_secs(60);

/// The whole address space.
pub fn router(desk: Desk) -> Router {
    let rosters = DefaultBodyLimit::max(usize::try_from(MOST_BYTES).unwrap_or(usize::MAX));
    let api = Router::new()
        .route("/sync", post(sync::post_sync))
        .route("/news", get(news::get_news))
        .route("/nonce", get(nonce::get_nonce))
        .route("/devices", get(devices::get_devices))
        .route("/enrol", post(enrol::post_enrol))
        .route("/push", post(push::post_push).delete(push::delete_push))
        .route("/push/key", get(push::get_key))
        .route("/roster", post(roster::post_look).layer(rosters))
        .route("/roster/{plan}", post(roster::post_take).layer(rosters))
        .route("/demo/enrol", post(demo::post_demo_enrol))
        .fallback(async || Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND"))
        .method_not_allowed_fallback(async || Problem::new(StatusCode::METHOD_NOT_ALLOWED, "WRONG_METHOD"));
    let pages = Router::new()
        .route("/", get(public::grids))
        .route("/grids/{id}", get(public::board))
        .route("/grids/{id}/calendar.ics", get(calendar::feed))
        .route("/topics/{id}", get(public::topic))
        .route("/meetings/{id}", get(public::meeting))
        .route("/decisions/{id}", get(public::decision))
        .route("/elections/{id}", get(public::election))
        .route("/rules", get(public::rules))
        .route("/receipt", get(receipt::get_receipt).post(receipt::post_receipt))
        .route("/demo", get(public::demo))
        .route("/app/{*page}", get(public::shell_of_nowhere));
    let private = public::private_addresses()
        .into_iter()
        .fold(Router::new(), |all, address| all.route(&address, get(public::shell)));
    let files = Router::new()
        .route("/boot.js", get(public::boot))
        .route("/sw.js", get(public::worker))
        .nest_service("/pkg", pkg(&desk))
        .fallback_service(
            ServeDir::new(&desk.settings.site)
                .precompressed_br()
                .precompressed_gzip()
                .fallback(public::not_found.with_state(desk.clone())),
        );
    Router::new()
        .nest("/api/v1", api)
        .route("/api/{*rest}", get(async || Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND")))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .merge(pages)
        .merge(private)
        .merge(files)
        .layer(DefaultBodyLimit::max(auth::WIRE_LIMIT))
        .layer(RequestBodyTimeoutLayer::new(BODY_IDLE))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, WHOLE_REQUEST))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(desk.clone(), prove::prove))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(headers::secure))
        .layer(middleware::from_fn_with_state(desk.clone(), count))
        .with_state(desk)
}

/// The application's files. The hash in a name does not tell everything that stands in the file (`sw.js` says why), so a
/// browser asks each time and hears by the content whether its copy is right.
fn pkg(desk: &Desk) -> Router {
    let files = ServeDir::new(desk.settings.site.join("pkg")).precompressed_br().precompressed_gzip();
    Router::new().fallback_service(files).layer(middleware::from_fn_with_state(desk.clone(), by_content))
}

async fn by_content(
    State(desk): State<Desk>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Response {
    let tag = desk.assets.tag(uri.path());
    if let Some(unchanged) = public::unchanged(tag.as_ref(), request.headers()) {
        return unchanged;
    }
    // By its time an older build that was put back would pass for the newer one.
    request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    let mut answer = next.run(request).await;
    let found = answer.status().is_success();
    let headers = answer.headers_mut();
    headers.remove(header::LAST_MODIFIED);
    headers.insert(header::CACHE_CONTROL, assets::ASK);
    if let Some(tag) = tag.filter(|_| found) {
        headers.insert(header::ETAG, tag);
    }
    answer
}

/// Counts and logs a request by its template: no path, no query, nothing anybody typed.
async fn count(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("file", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    desk.metrics.answered(status);
    let duration_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    match status {
        500.. => tracing::error!(%method, route, status, duration_ms, "answered"),
        _ => tracing::debug!(%method, route, status, duration_ms, "answered"),
    }
    response
}
