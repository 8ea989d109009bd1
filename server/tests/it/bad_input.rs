//! Server tests: whatever comes in, the answer is clear and nothing is lost.

use crate::{
    actor::{fresh_key, post_json, public, raw},
    cast::{fitness_corner, li, song},
    world::World,
};
use flate2::{Compression, write::GzEncoder};
use reqwest::Method;
use rulebook::{
    Intent,
    sync::{Answer, Ask, MEDIA_TYPE},
};
use serde_json::{Value, json};
use std::io::Write as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[tokio::test]
async fn broken_json_is_400_with_the_place_and_never_the_text() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    for (body, code) in [
        ("{\"hello\": 金丝雀", "BROKEN_JSON"),
        ("[]", "WRONG_SHAPE"),
        ("", "BROKEN_JSON"),
        ("{\"hello\":{}}", "WRONG_SHAPE"),
    ] {
        let answer = song.posts("/api/v1/sync", body.as_bytes()).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, code), "{body}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("金丝雀"));
        assert!(answer.json()["facts"]["column"].is_u64());
    }
}

#[tokio::test]
async fn a_wrong_media_type_is_415_and_says_which_is_right() {
    let world = World::demo().await;
    for kind in ["application/json", "text/html", ""] {
        let request = world.http.post(world.url("/api/v1/enrol")).header("content-type", kind).body("{}");
        let answer = raw(request).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (415, "WRONG_MEDIA_TYPE"));
        assert_eq!(answer.json()["facts"]["expected"], MEDIA_TYPE);
    }
}

#[tokio::test]
async fn every_error_of_the_api_has_the_media_type_and_proves_its_origin() {
    let world = World::demo().await;
    let song = world.phone_of(&song()).await;
    for (method, path, status) in [
        (Method::GET, "/api/v1/nowhere", 404),
        (Method::DELETE, "/api/v1/sync", 405),
        (Method::GET, "/api/v1/devices", 401),
        (Method::POST, "/api/v1/sync", 401),
    ] {
        let answer = raw(world.http.request(method, world.url(path)).header("x-chengge-client-nonce", "mine")).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(answer.headers["content-type"], MEDIA_TYPE, "{path}");
        assert!(answer.code().chars().all(|c| c.is_ascii_uppercase() || c == '_'), "{path}");
        let said = rulebook::sync::answer_bytes("mine", &server::codec::sha256_hex(&answer.body));
        assert!(server::keys::verifies(&song.server_key, &said, answer.headers["x-chengge-proof"].to_str().unwrap()));
    }
}

#[tokio::test]
async fn a_request_that_is_signed_wrongly_is_401_and_says_what_is_wrong() {
    let world = World::demo().await;
    let (mut song, li) = (world.phone_of(&song()).await, world.phone_of(&li()).await);
    let other_body = song.signed(&Method::POST, "/api/v1/sync", b"{}").body("{\"other\":1}");
    let other_path = song.signed(&Method::POST, "/api/v1/other", b"").build().unwrap();
    let mut other_path = world.http.post(world.url("/api/v1/sync")).headers(other_path.headers().clone());
    other_path = other_path.body("");
    let mut headers = song.signed(&Method::POST, "/api/v1/sync", b"{}").build().unwrap().headers().clone();
    headers.insert("x-chengge-device", li.device.as_str().parse().unwrap());
    let other_device = world.http.post(world.url("/api/v1/sync")).headers(headers).body("{}");
    for request in [other_body, other_path, other_device] {
        let answer = raw(request).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "BAD_REQUEST_SIGNATURE"));
    }
    song.device = "nobody".into();
    let answer = song.posts("/api/v1/sync", b"{}").await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "DEVICE_UNKNOWN"));
}

#[tokio::test]
async fn a_stale_nonce_is_401_with_a_fresh_one() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    world.desk().clock.advance(301_000);
    let answer = raw(song.signed(&Method::POST, "/api/v1/sync", b"{}").body("{}")).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (401, "NONCE_STALE"));
    assert!(answer.json()["nonce"].is_string());
    song.pulls().await;
}

#[tokio::test]
async fn a_later_protocol_is_told_which_one_is_spoken_here() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let mut ask = serde_json::to_value(Ask { hello: song.hello(0), acts: vec![], cursor: None, pull: true }).unwrap();
    ask["hello"]["protocol"] = 99.into();
    let answer = song.posts("/api/v1/sync", ask.to_string().as_bytes()).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "PROTOCOL_TOO_NEW"));
    assert_eq!(answer.json()["facts"]["protocol"], 1);
}

#[tokio::test]
async fn a_packed_question_is_understood_and_a_bomb_is_not() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let act = song.notes("一");
    let body = serde_json::to_vec(&Ask { hello: song.hello(1), acts: vec![act], cursor: None, pull: false }).unwrap();
    let packed = song.signed(&Method::POST, "/api/v1/sync", &body).header("content-encoding", "gzip").body(gzip(&body));
    let reply = raw(packed).await.reply();
    assert!(matches!(reply.receipts[0].verdict, Answer::Accepted { .. }));

    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 640 * 1024, "it must get through the first limit");
    let answer =
        raw(song.signed(&Method::POST, "/api/v1/sync", b"").header("content-encoding", "gzip").body(bomb)).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (413, "TOO_BIG"));
    let answer = raw(song.signed(&Method::POST, "/api/v1/sync", b"").header("content-encoding", "br").body("x")).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (415, "WRONG_CODING"));
    let broken = song.signed(&Method::POST, "/api/v1/sync", b"").header("content-encoding", "gzip").body("not gzip");
    assert_eq!(raw(broken).await.status.as_u16(), 400);
}

#[tokio::test]
async fn an_act_for_somebody_else_is_refused_in_the_ledger() {
    let world = World::demo().await;
    let mut li = world.phone_of(&li()).await;
    let mut act = li.next_act(Intent::SubmitTopic { topic: fitness_corner() });
    act.actor = song().into();
    let act = li.signs(serde_json::to_string(&act).unwrap(), Vec::new());
    let receipt = li.pushes(vec![act]).await.remove(0);
    let Answer::Refused { refusal, seq } = receipt.verdict else { panic!("{receipt:?}") };
    assert_eq!((refusal.code.as_str(), seq), ("DEVICE_NOT_ACTIVE", world.entries().await.len() as u64));
    world.holds_together().await;
}

#[tokio::test]
async fn nobody_can_act_as_the_desk() {
    let world = World::demo().await;
    let mut li = world.phone_of(&li()).await;
    for actor in ["desk", li.person.clone().as_str()] {
        let due = rulebook::act::Due::Lapse { topic: fitness_corner() };
        let mut act = li.next_act(Intent::Clock { due });
        act.actor = actor.into();
        let act = li.signs(serde_json::to_string(&act).unwrap(), Vec::new());
        assert!(matches!(li.pushes(vec![act]).await[0].verdict, Answer::Refused { .. }));
    }
    let answer = post_json(
        &world.http,
        world.url("/api/v1/demo/enrol"),
        &json!({ "person": "desk", "key": public(&fresh_key()) }),
    )
    .await;
    assert_eq!(answer.status.as_u16(), 404);
}

#[tokio::test]
async fn keys_and_ids_that_are_none_are_400_or_409() {
    let world = World::demo().await;
    let li = world.phone_of(&li()).await;
    let key = public(&fresh_key());
    let cases: [(Value, u16, &str); 5] = [
        (json!({ "person": "p", "key": "AAAA" }), 400, "BAD_KEY"),
        (json!({ "person": "p", "key": key, "device": "" }), 400, "BAD_DEVICE_ID"),
        (json!({ "person": "p", "key": key, "device": "../../x" }), 400, "BAD_DEVICE_ID"),
        (json!({ "person": "nobody", "key": key }), 404, "NOT_FOUND"),
        (json!({ "person": crate::cast::wang(), "key": key, "device": li.device }), 409, "ID_TAKEN"),
    ];
    for (body, status, code) in cases {
        let answer = post_json(&world.http, world.url("/api/v1/demo/enrol"), &body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{body}");
    }
}

#[tokio::test]
async fn t23_a_header_that_never_ends_is_given_up_within_seconds() {
    let world = World::demo().await;
    let mut slow = tokio::net::TcpStream::connect(world.address).await.unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: ").await.unwrap();
    let mut rest = Vec::new();
    let closed = tokio::time::timeout(std::time::Duration::from_secs(8), slow.read_to_end(&mut rest)).await;
    assert!(closed.is_ok(), "still open after eight seconds");
    assert_eq!(raw(world.http.get(world.url("/healthz"))).await.status.as_u16(), 200);
}

#[tokio::test]
async fn t23_a_body_that_stands_still_is_given_up_within_twenty_seconds() {
    let world = World::demo().await;
    let before = world.entries().await.len();
    let mut slow = tokio::net::TcpStream::connect(world.address).await.unwrap();
    let head =
        format!("POST /api/v1/enrol HTTP/1.1\r\nhost: x\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: 99\r\n\r\n{{");
    slow.write_all(head.as_bytes()).await.unwrap();
    let mut rest = Vec::new();
    tokio::time::timeout(std::time::Duration::from_secs(20), slow.read_to_end(&mut rest)).await.unwrap().unwrap();
    assert!(String::from_utf8_lossy(&rest).contains("BODY_UNREADABLE"));
    assert_eq!(world.entries().await.len(), before);
}
