//! Server tests, push: whoever wants it is called when their matter moved or one waits for them, and nobody else, at no
//! time that is quiet, and never again once it is off. The push service here is one of our own; the browser opens what it
//! was sent as RFC 8291 says.

use crate::{
    actor::{Actor, Raw, word},
    cast::{grid_03, persona},
    world::World,
};
use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    hkdf::{HKDF_SHA256, KeyType, Prk, Salt},
};
use axum::{
    Router,
    body::Bytes,
    extract::{OriginalUri, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use reqwest::Method;
use rulebook::{
    Intent,
    ids::TopicId,
    review::{Answer, Criteria, Outcome},
    topic::Capacity,
};
use serde_json::{Value, json};
use server::{clock::Clock, codec, keys};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{sync::watch, time::timeout};

const HOUR: i64 = 3_600_000;
const PATIENCE: Duration = Duration::from_secs(30);

/// A push service.
struct Service {
    origin: String,
    desk: Arc<ServiceDesk>,
}

struct ServiceDesk {
    taken: watch::Sender<Vec<Taken>>,
    answer: Mutex<(u16, Option<&'static str>)>,
}

/// What it was handed.
#[derive(Clone, Debug)]
struct Taken {
    path: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Service {
    async fn open() -> Service {
        let desk = Arc::new(ServiceDesk { taken: watch::Sender::default(), answer: Mutex::new((201, None)) });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().fallback(take).with_state(desk.clone());
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Service { origin, desk }
    }

    fn answers(&self, status: u16, retry_after: Option<&'static str>) {
        *self.desk.answer.lock().unwrap() = (status, retry_after);
    }

    fn taken(&self) -> Vec<Taken> {
        self.desk.taken.borrow().clone()
    }

    /// Waits until it has had so many, and has them all.
    async fn takes(&self, count: usize) -> Vec<Taken> {
        let mut taken = self.desk.taken.subscribe();
        let enough = taken.wait_for(|taken| taken.len() >= count);
        let found = timeout(PATIENCE, enough).await.expect("nothing more is sent").unwrap().clone();
        assert_eq!(found.len(), count);
        found
    }
}

async fn take(
    State(desk): State<Arc<ServiceDesk>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let taken = Taken { path: uri.path().to_owned(), headers, body: body.to_vec() };
    let (status, after) = *desk.answer.lock().unwrap();
    desk.taken.send_modify(|all| all.push(taken));
    let status = StatusCode::from_u16(status).unwrap();
    match after {
        Some(after) => (status, [("retry-after", after)]).into_response(),
        None => status.into_response(),
    }
}

/// A browser that holds a subscription.
struct Browser {
    key: PrivateKey,
    secret: [u8; 16],
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(prk: &Prk, info: &[u8]) -> [u8; N] {
    let mut bytes = [0; N];
    prk.expand(&[info], Length(N)).unwrap().fill(&mut bytes).unwrap();
    bytes
}

impl Browser {
    fn fresh() -> Browser {
        Browser { key: PrivateKey::generate(&ECDH_P256).unwrap(), secret: codec::random().unwrap() }
    }

    fn point(&self) -> Vec<u8> {
        self.key.compute_public_key().unwrap().as_ref().to_vec()
    }

    /// What a phone sends of it.
    fn wish(&self, endpoint: &str) -> Value {
        let (p256dh, auth) = (codec::to_base64(&self.point()), codec::to_base64(&self.secret));
        json!({ "endpoint": endpoint, "p256dh": p256dh, "auth": auth, "quiet": null, "lang": "zh" })
    }

    /// Opens a message, by RFC 8188 and RFC 8291.
    fn reads(&self, body: &[u8]) -> Value {
        let (salt, rest) = body.split_at(16);
        let (size, rest) = rest.split_at(4);
        assert_eq!(u32::from_be_bytes(size.try_into().unwrap()), 4_096);
        let (theirs, record) = rest[1..].split_at(usize::from(rest[0]));
        let info = [b"WebPush: info\0", &self.point()[..], theirs].concat();
        let shared = agree(&self.key, UnparsedPublicKey::new(&ECDH_P256, theirs), (), |shared| {
            Ok(expand::<32>(&Salt::new(HKDF_SHA256, &self.secret).extract(shared), &info))
        });
        let prk = Salt::new(HKDF_SHA256, salt).extract(&shared.unwrap());
        let key = UnboundKey::new(&AES_128_GCM, &expand::<16>(&prk, b"Content-Encoding: aes128gcm\0")).unwrap();
        let nonce = Nonce::assume_unique_for_key(expand(&prk, b"Content-Encoding: nonce\0"));
        let mut record = record.to_vec();
        let text = LessSafeKey::new(key).open_in_place(nonce, Aad::empty(), &mut record).unwrap();
        let end = text.iter().rposition(|byte| *byte != 0).unwrap();
        assert_eq!(text[end], 2, "the last record");
        serde_json::from_slice(&text[..end]).unwrap()
    }
}

impl Actor {
    async fn wants_calls(&mut self, wish: &Value) -> Raw {
        self.posts("/api/v1/push", &serde_json::to_vec(wish).unwrap()).await
    }

    /// Turns it on with a new browser at a service.
    async fn is_called_at(&mut self, service: &Service, path: &str) -> Browser {
        let browser = Browser::fresh();
        let done = self.wants_calls(&browser.wish(&format!("{}{path}", service.origin))).await;
        assert_eq!(done.status.as_u16(), 200, "{}", done.json());
        browser
    }

    /// A member of the committee raises a matter and hands it in.
    async fn raises(&mut self, title: &str) -> TopicId {
        let topic = TopicId(uuid::Uuid::now_v7().to_string());
        let body = "5号楼南侧小路的路灯坏了三周，老人晚上不敢出门。请在7月底前修好或者换新。".into();
        let (title, grids, capacity) = (title.into(), vec![grid_03()], Capacity::CommitteeMember);
        let draft = Intent::DraftTopic {
            topic: topic.clone(),
            grids,
            courtyard: None,
            title,
            body,
            capacity,
            follows: None,
            new_facts: None,
        };
        assert_eq!(word(&self.does(draft).await), "accepted");
        assert_eq!(word(&self.does(Intent::SubmitTopic { topic: topic.clone() }).await), "accepted");
        topic
    }

    /// An officer of the party organisation accepts it.
    async fn accepts(&mut self, topic: &TopicId) {
        let yes = || Answer { ok: true, note: String::new() };
        let criteria = Criteria { specific: yes(), clear: yes(), operable: yes(), competence: vec![yes(); 5] };
        let (topic, outcome) = (topic.clone(), Outcome::Accept { major: None });
        let review =
            Intent::Review { topic, criteria, outcome, reason: "具体、明确、可操作".into(), interest: false };
        assert_eq!(word(&self.does(review).await), "accepted");
    }
}

async fn open_world() -> (World, Service) {
    (World::with(|settings| settings.push_loopback = true).await, Service::open().await)
}

/// 梁素云, of the committee of grid 03, and 罗文海, second officer of its party organisation.
async fn liang_and_luo(world: &World) -> (Actor, Actor) {
    let (mut liang, mut luo) = (world.phone_of(&persona("梁素云")).await, world.phone_of(&persona("罗文海")).await);
    liang.pulls().await;
    luo.pulls().await;
    (liang, luo)
}

fn round(world: &World) -> impl Future<Output = usize> {
    world.desk().push.round(world.desk())
}

#[tokio::test]
async fn a_matter_that_moved_calls_who_raised_it_and_one_that_waits_who_reviews_it() {
    let (world, service) = open_world().await;
    let (mut liang, mut luo) = liang_and_luo(&world).await;
    let (hers, his) = (liang.is_called_at(&service, "/liang").await, luo.is_called_at(&service, "/luo").await);
    let topic = liang.raises("更换小路路灯").await;
    let first = service.takes(1).await.remove(0);
    assert_eq!(first.path, "/luo", "whoever did it needs no call");
    assert_eq!(his.reads(&first.body), json!({ "kind": "waits", "topic": topic, "lang": "zh" }), "and nothing else");

    luo.accepts(&topic).await;
    let second = service.takes(2).await.remove(1);
    assert_eq!(second.path, "/liang");
    assert_eq!(hers.reads(&second.body), json!({ "kind": "progress", "topic": topic, "lang": "zh" }));
    assert_eq!(second.body.len(), first.body.len(), "the length tells nothing");
    assert_eq!(round(&world).await, 0, "what was told is told once");

    let key = codec::from_base64(world.desk().push.public_key().as_str()).unwrap();
    for one in [&first, &second] {
        assert_eq!(one.headers["content-encoding"], "aes128gcm");
        assert!(one.headers["ttl"].to_str().unwrap().parse::<u32>().unwrap() > 0);
        let name = one.headers["topic"].to_str().unwrap();
        assert!(name.len() == 32 && !name.contains(topic.as_str()), "the service learns no topic: {name}");
        // RFC 8292: a ticket for this very service, signed with the key the phone subscribed under.
        let ticket = one.headers["authorization"].to_str().unwrap();
        let (token, public) = ticket.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        assert_eq!(codec::from_base64(public).unwrap(), key);
        let (said, signature) = token.rsplit_once('.').unwrap();
        assert!(keys::verifies(public, said.as_bytes(), signature));
        let part = |n| {
            let part: &str = said.split('.').nth(n).unwrap();
            serde_json::from_slice::<Value>(&codec::from_base64(part).unwrap()).unwrap()
        };
        assert_eq!(part(0), json!({ "typ": "JWT", "alg": "ES256" }));
        assert_eq!(part(1)["aud"], service.origin);
        let left = part(1)["exp"].as_i64().unwrap() - Clock::real().now().0 / 1_000;
        assert!((1..=86_400).contains(&left), "by the clock on the wall: {left}");
    }
    world.holds_together().await;
}

#[tokio::test]
async fn in_the_quiet_hours_nobody_is_called_and_afterwards_once() {
    let (world, service) = open_world().await;
    let (mut liang, mut luo) = liang_and_luo(&world).await;
    let his = luo.is_called_at(&service, "/luo").await;
    // The demo begins at nine in the morning: now it is nine in the evening.
    world.desk().clock.advance(12 * HOUR);
    liang.raises("更换小路路灯").await;
    liang.raises("修补小路路面").await;
    assert_eq!((round(&world).await, service.taken().len()), (0, 0));
    world.desk().clock.advance(11 * HOUR);
    assert_eq!((round(&world).await, service.taken().len()), (0, 0), "at eight it is still quiet");
    world.desk().clock.advance(HOUR);
    round(&world).await;
    let told = service.takes(1).await.remove(0);
    assert_eq!(his.reads(&told.body), json!({ "kind": "several", "count": 2, "lang": "zh" }));
    assert_eq!(round(&world).await, 0);
}

#[tokio::test]
async fn whoever_keeps_hours_of_their_own_is_not_called_in_them() {
    let (world, service) = open_world().await;
    let (mut liang, mut luo) = liang_and_luo(&world).await;
    let browser = Browser::fresh();
    let mut wish = browser.wish(&format!("{}/luo", service.origin));
    wish["quiet"] = json!({ "from": 12 * 60, "until": 14 * 60 });
    wish["lang"] = "en".into();
    assert_eq!(luo.wants_calls(&wish).await.status.as_u16(), 200);
    // Half past twelve.
    world.desk().clock.advance(7 * HOUR / 2);
    let topic = liang.raises("更换小路路灯").await;
    assert_eq!((round(&world).await, service.taken().len()), (0, 0));
    world.desk().clock.advance(3 * HOUR / 2);
    round(&world).await;
    let told = service.takes(1).await.remove(0);
    assert_eq!(browser.reads(&told.body), json!({ "kind": "waits", "topic": topic, "lang": "en" }));
}

/// How many rows there are, by the file itself.
fn rows(world: &World) -> u32 {
    let db = rusqlite::Connection::open(world.folder.path().join("ledger.db")).unwrap();
    db.query_row("SELECT count(*) FROM push", [], |line| line.get(0)).unwrap()
}

#[tokio::test]
async fn it_is_off_unless_turned_on_and_off_means_that_nothing_is_kept() {
    let (world, service) = open_world().await;
    let (mut liang, mut luo) = liang_and_luo(&world).await;
    assert_eq!(rows(&world), 0);
    luo.is_called_at(&service, "/luo").await;
    assert_eq!(rows(&world), 1);
    let entries = serde_json::to_string(&world.entries().await).unwrap();
    assert!(!entries.contains(&service.origin), "the ledger knows nothing of it");
    for _ in 0..2 {
        let done = luo.sends(Method::DELETE, "/api/v1/push", b"").await;
        assert_eq!((done.status.as_u16(), done.json()), (200, json!({ "on": false })));
    }
    assert_eq!((rows(&world), world.desk().push.count()), (0, 0));
    liang.raises("更换小路路灯").await;
    assert_eq!((round(&world).await, service.taken().len()), (0, 0));
}

#[tokio::test]
async fn a_phone_the_service_no_longer_knows_is_let_go() {
    for status in [404, 410] {
        let (world, service) = open_world().await;
        let (mut liang, mut luo) = liang_and_luo(&world).await;
        luo.is_called_at(&service, "/luo").await;
        service.answers(status, None);
        liang.raises("更换小路路灯").await;
        service.takes(1).await;
        round(&world).await;
        assert_eq!((rows(&world), world.desk().push.count()), (0, 0), "{status}");
    }
}

#[tokio::test]
async fn a_service_that_is_ill_is_asked_again_when_it_said_and_nothing_is_lost() {
    for status in [429, 503] {
        let (world, service) = open_world().await;
        let (mut liang, mut luo) = liang_and_luo(&world).await;
        let his = luo.is_called_at(&service, "/luo").await;
        service.answers(status, Some("3"));
        let first = liang.raises("更换小路路灯").await;
        service.takes(1).await;
        assert_eq!((round(&world).await, service.taken().len()), (0, 1), "{status}: not at once");
        service.answers(201, None);
        let told = service.takes(2).await;
        let news = json!({ "kind": "waits", "topic": first, "lang": "zh" });
        assert!(told.iter().all(|one| his.reads(&one.body) == news));
        assert_eq!(told[0].headers["topic"], told[1].headers["topic"], "one takes the other's place");
        assert_eq!(round(&world).await, 0);
    }
}

#[tokio::test]
async fn no_call_goes_to_a_machine_of_ones_own_network_nor_to_what_is_no_address() {
    let world = World::demo().await;
    let mut luo = world.phone_of(&persona("罗文海")).await;
    let browser = Browser::fresh();
    for endpoint in [
        "http://push.example.org/x",
        "https://127.0.0.1/x",
        "http://127.0.0.1:9/x",
        "https://[::1]/x",
        "https://192.168.1.1/x",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/x",
        "https://me@push.example.org/x",
        "file:///etc/passwd",
        "",
    ] {
        let answer = luo.wants_calls(&browser.wish(endpoint)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "BAD_ENDPOINT"), "{endpoint}");
    }
    let good = browser.wish("https://push.example.org/x");
    for (field, value, code) in [
        ("p256dh", json!("AAAA"), "BAD_KEY"),
        ("auth", json!("AAAA"), "BAD_KEY"),
        ("lang", json!("de"), "WRONG_SHAPE"),
        ("quiet", json!({ "from": 0, "until": 1_440 }), "WRONG_SHAPE"),
        ("endpoint", json!(7), "WRONG_SHAPE"),
    ] {
        let mut wish = good.clone();
        wish[field] = value;
        let answer = luo.wants_calls(&wish).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, code), "{field}");
    }
    assert_eq!(rows(&world), 0);
    let unsigned = crate::actor::post_json(&world.http, world.url("/api/v1/push"), &good).await;
    assert_eq!((unsigned.status.as_u16(), unsigned.code().as_str()), (401, "NOT_SIGNED"));
}

#[tokio::test]
async fn a_revoked_device_is_called_no_more() {
    let (world, service) = open_world().await;
    let (mut liang, mut luo) = liang_and_luo(&world).await;
    let mut lost = world.phone_of(&persona("罗文海")).await;
    let browser = lost.is_called_at(&service, "/lost").await;
    luo.pulls().await;
    assert_eq!(word(&luo.does(Intent::RevokeDevice { device: lost.device.clone() }).await), "accepted");
    liang.raises("更换小路路灯").await;
    round(&world).await;
    assert_eq!((service.taken().len(), rows(&world), world.desk().push.count()), (0, 0, 0));
    let again = lost.wants_calls(&browser.wish(&format!("{}/lost", service.origin))).await;
    assert_eq!((again.status.as_u16(), again.code().as_str()), (403, "DEVICE_REVOKED"));
}

#[tokio::test]
async fn a_browser_is_one_persons_whoever_turned_it_on_last() {
    let (world, service) = open_world().await;
    let (mut liang, mut luo) = liang_and_luo(&world).await;
    let browser = Browser::fresh();
    let wish = browser.wish(&format!("{}/shared", service.origin));
    luo.wants_calls(&wish).await;
    liang.wants_calls(&wish).await;
    assert_eq!(rows(&world), 1);
    liang.raises("更换小路路灯").await;
    assert_eq!((round(&world).await, service.taken().len()), (0, 0), "it was his to know, and the phone is hers now");
}

#[tokio::test]
async fn the_key_and_the_choices_outlive_a_restart_and_no_backup_brings_a_choice_back() {
    use std::os::unix::fs::PermissionsExt as _;
    let (mut world, service) = open_world().await;
    let (_, mut luo) = liang_and_luo(&world).await;
    luo.is_called_at(&service, "/luo").await;
    let key = world.desk().push.public_key();
    let file = world.folder.path().join("push.p8");
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_ne!(key, world.desk().key.public(), "a key of its own");
    let told = crate::actor::raw(world.http.get(world.url("/api/v1/push/key"))).await;
    assert_eq!(told.json(), json!({ "key": key }));

    world.restart().await;
    assert_eq!((world.desk().push.public_key(), world.desk().push.count()), (key.clone(), 1));
    let backups = tempfile::tempdir().unwrap();
    let backup = world.backs_up(backups.path()).await;
    assert!(!String::from_utf8_lossy(&std::fs::read(backup.join("ledger.db")).unwrap()).contains(&service.origin));
    world.is_restored_from(&backup).await;
    assert_eq!(world.desk().push.public_key(), key, "phones need not be asked again");
    assert_eq!((rows(&world), world.desk().push.count()), (0, 0), "until each says again that it holds");
}
