//! Server tests: how it answers — headers, health, figures, files.

use crate::{actor::raw, cast::song, world::World};

const ROUTES: [&str; 17] = [
    "/",
    "/grids/g-03",
    "/topics/T-0302",
    "/rules",
    "/receipt",
    "/demo",
    "/app",
    "/app/round",
    "/boot.js",
    "/sw.js",
    "/pkg/chengge.abc.js",
    "/manifest.webmanifest",
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/v1/nonce",
    "/nowhere",
];

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_no_cookie() {
    let world = World::demo().await;
    for route in ROUTES {
        let answer = raw(world.http.get(world.url(route))).await;
        let header =
            |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{route}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{route}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.replace("wasm-unsafe-eval", "").contains("unsafe-eval"),
            "{route}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff", "{route}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{route}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{route}");
        assert!(header("strict-transport-security").starts_with("max-age="), "{route}");
        assert!(!answer.headers.contains_key("set-cookie"), "{route}");
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{route}");
    }
}

#[tokio::test]
async fn api_answers_are_never_stored_and_files_only_as_long_as_they_are_the_same() {
    let world = World::demo().await;
    let cache = async |route: &str| {
        raw(world.http.get(world.url(route))).await.headers["cache-control"].to_str().unwrap().to_owned()
    };
    assert_eq!(cache("/api/v1/nonce").await, "no-store");
    for route in ["/pkg/chengge.abc.wasm", "/pkg/chengge.none.js", "/sw.js", "/boot.js", "/app", "/app/topics/T-0302"] {
        assert_eq!(cache(route).await, "no-cache", "{route}");
    }
    // By content: the same name may stand for another text in the next build.
    let file = || world.http.get(world.url("/pkg/chengge.abc.wasm"));
    let first = raw(file()).await;
    assert!(!first.headers.contains_key("last-modified"));
    let tag = first.headers["etag"].clone();
    assert_eq!(raw(file().header("if-none-match", &tag)).await.status, 304);
    let other = raw(file()
        .header("if-none-match", "W/\"another\"")
        .header("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT"));
    assert_eq!(other.await.status, 200);
    assert!(!raw(world.http.get(world.url("/pkg/chengge.none.js"))).await.headers.contains_key("etag"));
}

#[tokio::test]
async fn the_application_boots_from_one_shell_without_a_line_of_inline_script() {
    let world = World::demo().await;
    let text = async |route: &str| String::from_utf8(raw(world.http.get(world.url(route))).await.body).unwrap();
    let shell = text("/app").await;
    assert_eq!(shell, text("/app/round/b-03-05").await, "one text for every private path");
    assert!(shell.contains("data-shell") && shell.contains("/boot.js"), "{shell}");
    let page = shell.to_lowercase();
    assert!(!page.contains("style=") && !page.contains("onclick"), "{shell}");
    for script in page.split("<script").skip(1) {
        assert!(script.split('>').next().unwrap().contains("src="), "{shell}");
    }
    let boot = text("/boot.js").await;
    assert!(boot.contains("/pkg/chengge.abc.js") && boot.contains("/pkg/chengge.abc.wasm"));
    let worker = text("/sw.js").await;
    assert!(
        !worker.contains("__") && worker.contains("\"/app\"") && worker.contains("/pkg/chengge.abc.css"),
        "{worker}"
    );
    assert!(!worker.contains("/api"), "the API is never precached");
}

#[tokio::test]
async fn health_readiness_and_figures() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let act = song.notes("一");
    song.pushes(vec![act.clone()]).await;
    song.pushes(vec![act]).await;
    let text = async |route: &str| String::from_utf8(raw(world.http.get(world.url(route))).await.body).unwrap();
    assert_eq!(text("/healthz").await, "ok\n");
    assert_eq!(text("/readyz").await, "ready at 3\n");
    let figures = text("/metrics").await;
    for line in [
        "chengge_acts_total{receipt=\"accepted\"} 1\n",
        "chengge_acts_repeated_total 1\n",
        "chengge_ledger_seq 3\n",
        "chengge_commits_failed_total 0\n",
    ] {
        assert!(figures.contains(line), "{line} in {figures}");
    }
}

#[tokio::test]
async fn figures_can_be_switched_off() {
    let world = World::with(|settings| settings.metrics = false).await;
    assert_eq!(raw(world.http.get(world.url("/metrics"))).await.status.as_u16(), 404);
}

#[tokio::test]
async fn big_answers_travel_packed() {
    let world = World::demo().await;
    let packed = raw(world.http.get(world.url("/rules")).header("accept-encoding", "br")).await;
    assert_eq!(packed.headers["content-encoding"], "br");
}
