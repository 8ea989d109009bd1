//! Server: a client of the sync protocol, written from `server/README.md` alone. It knows no type of
//! this project: JSON, SHA-256 and one P-256 signature are all it takes, in any language.
//!
//! Against a running demo (`server demo`):
//! `cargo run -p server --example reference_client -- http://127.0.0.1:3000 [person]`
//! It becomes a persona, pulls what she may see, co-signs the first topic she can, pulls again, prints.

use aws_lc_rs::{
    digest, rand,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use serde_json::{Value, json};
use std::{collections::BTreeMap, error::Error};

/// Media type of every question and answer; whatever comes without it is not the server.
const MEDIA: &str = "application/vnd.chengge.sync+json";
/// 王秀兰, a resident of grid 03.
const PERSONA: &str = "王秀兰";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A phone: its key, its place in its own order, what it pulled.
struct Phone {
    http: reqwest::Client,
    base: String,
    key: EcdsaKeyPair,
    device: String,
    person: String,
    community: String,
    server_key: Vec<u8>,
    nonce: String,
    /// Number and digest of the last act; both go into the next one.
    n: u64,
    prev: String,
    /// Newest ledger entry this phone has seen.
    seen: u64,
    cursor: Option<String>,
    records: BTreeMap<(String, String), Value>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let base = words.next().unwrap_or_else(|| "http://127.0.0.1:3000".into());
    let person = match words.next() {
        Some(person) => person,
        None => persona(&base, PERSONA).await?,
    };
    let mut phone = Phone::enrol_demo(&base, &person).await?;
    println!("{} on device {}", phone.person, phone.device);
    let pulled = phone.sync(&[], true).await?;
    println!("pulled {pulled} records");
    let Some(topic) = phone.first_open_topic() else {
        println!("no topic is collecting co-signatures");
        return Ok(());
    };
    let (envelope, slip) = phone.cosign(&topic)?;
    println!("co-signs {} {}, slip {slip}", text(&topic["id"]), text(&topic["title"]));
    let pulled = phone.sync(&[envelope], true).await?;
    println!("pulled {pulled} changed records");
    let now = phone.records.get(&("topic".into(), text(&topic["id"])));
    println!("signatures now: {}", now.map_or(&Value::Null, |topic| &topic["signatures"]));
    Ok(())
}

impl Phone {
    /// Demo only: one request makes this key a device of a persona. Elsewhere `POST /api/v1/enrol`.
    async fn enrol_demo(base: &str, person: &str) -> Result<Self> {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())?;
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref())?;
        let http = reqwest::Client::new();
        let body = json!({ "person": person, "key": BASE64.encode(key.public_key()), "device": fresh_id()? });
        let request = http.post(format!("{base}/api/v1/demo/enrol")).header("content-type", MEDIA);
        let welcome: Value = serde_json::from_slice(&request.body(body.to_string()).send().await?.bytes().await?)?;
        if welcome["device"].is_null() {
            return Err(format!("not enrolled: {welcome}").into());
        }
        Ok(Self {
            http,
            base: base.into(),
            key,
            device: text(&welcome["device"]["id"]),
            person: text(&welcome["device"]["person"]),
            community: text(&welcome["community"]),
            server_key: BASE64.decode(text(&welcome["server_key"]))?,
            nonce: text(&welcome["nonce"]),
            n: 0,
            prev: "0".repeat(64),
            seen: 0,
            cursor: None,
            records: BTreeMap::new(),
        })
    }

    /// One act: the very text that is signed is the text that is sent.
    fn act(&mut self, intent: Value) -> Result<Value> {
        let body = json!({
            "v": 1, "id": fresh_id()?, "community": self.community, "device": self.device, "n": self.n + 1,
            "prev": self.prev, "actor": self.person, "at": now(), "seen": self.seen, "build": "reference", "intent": intent,
        })
        .to_string();
        (self.n, self.prev) = (self.n + 1, sha256(body.as_bytes()));
        let sig = self.sign(&[b"chengge/act/v1", body.as_bytes()])?;
        Ok(json!({ "body": body, "sig": sig, "sidecar": [] }))
    }

    /// A co-signature of one's own; the slip's code stays here, the act carries its hash.
    fn cosign(&mut self, topic: &Value) -> Result<(Value, String)> {
        let slip = fresh_slip()?;
        let intent = json!({
            "topic": topic["id"], "person": self.person, "channel": "self_phone", "hash": topic["hash"],
            "receipt": tagged("chengge/receipt/v1", &[slip.as_bytes()]), "hand": null, "read_aloud": false, "witnesses": [],
        });
        Ok((self.act(json!({ "cosign": intent }))?, slip))
    }

    /// Pushes acts and pulls until there is no more; how many records came.
    async fn sync(&mut self, acts: &[Value], pull: bool) -> Result<usize> {
        let mut count = 0;
        let mut acts = acts;
        loop {
            let hello = json!({
                "device": self.device, "protocol": 1, "build": "reference", "pending": acts.len(), "clock": now(),
            });
            let ask = json!({ "hello": hello, "acts": acts, "cursor": self.cursor, "pull": pull });
            let reply = self.post("/api/v1/sync", ask.to_string()).await?;
            for receipt in reply["receipts"].as_array().into_iter().flatten() {
                println!("act {}: {}", receipt["n"], receipt["verdict"]);
            }
            if !reply["reset"].is_null() {
                self.records.clear();
            }
            for key in reply["leave"].as_array().into_iter().flatten() {
                self.records.remove(&(text(&key["k"]), text(&key["id"])));
            }
            for record in reply["records"].as_array().into_iter().flatten() {
                for (kind, value) in record["body"].as_object().into_iter().flatten() {
                    self.records.insert((kind.clone(), text(&value["id"])), value.clone());
                    count += 1;
                }
            }
            self.cursor = reply["cursor"].as_str().map(str::to_owned);
            self.seen = reply["head"].as_u64().unwrap_or(self.seen);
            acts = &[];
            if reply["more"] != true {
                return Ok(count);
            }
        }
    }

    /// A signed request whose answer must prove its origin; once more if the nonce was stale.
    async fn post(&mut self, path: &str, body: String) -> Result<Value> {
        for _ in 0..2 {
            let (hash, mine) = (sha256(body.as_bytes()), BASE64.encode(random::<16>()?));
            let sig =
                self.sign(&[b"chengge/req/v1", b"POST", path.as_bytes(), hash.as_bytes(), self.nonce.as_bytes()])?;
            let request = self.http.post(format!("{}{path}", self.base)).header("content-type", MEDIA);
            let request = request.header("x-chengge-device", &self.device).header("x-chengge-nonce", &self.nonce);
            let request = request.header("x-chengge-sig", sig).header("x-chengge-client-nonce", &mine);
            let answer = request.body(body.clone()).send().await?;
            let status = answer.status();
            let kind = answer.headers().get("content-type").cloned();
            let proof = answer.headers().get("x-chengge-proof").cloned().ok_or("no connection: no proof")?;
            let bytes = answer.bytes().await?;
            let said = joined(&[b"chengge/answer/v1", mine.as_bytes(), sha256(&bytes).as_bytes()]);
            let server = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.server_key);
            server.verify(&said, &BASE64.decode(proof)?).map_err(|_| "no connection: somebody else answered")?;
            if kind.is_none_or(|kind| kind != MEDIA) {
                return Err("no connection: wrong media type".into());
            }
            let answer: Value = serde_json::from_slice(&bytes)?;
            if let Some(nonce) = answer["nonce"].as_str() {
                self.nonce = nonce.into();
            }
            match status.as_u16() {
                200 => return Ok(answer),
                401 if answer["code"] == "NONCE_STALE" => {}
                _ => return Err(format!("{status}: {answer}").into()),
            }
        }
        Err("two stale nonces".into())
    }

    /// The parts with a zero byte between them, signed: raw r‖s, base64url.
    fn sign(&self, parts: &[&[u8]]) -> Result<String> {
        Ok(BASE64.encode(self.key.sign(&SystemRandom::new(), &joined(parts))?))
    }

    fn first_open_topic(&self) -> Option<Value> {
        let home = self.records.get(&("person".into(), self.person.clone()))?["home"]["grid"].clone();
        let topics = self.records.iter().filter(|((kind, _), _)| kind == "topic").map(|(_, topic)| topic);
        let mine = |topic: &&Value| topic["grids"].as_array().is_some_and(|grids| grids.contains(&home));
        topics.filter(mine).find(|topic| topic["state"] == "collecting").cloned()
    }
}

/// Finds a persona's id on the demo page.
async fn persona(base: &str, name: &str) -> Result<String> {
    let page = reqwest::get(format!("{base}/demo")).await?.text().await?;
    let card = page.split("data-testid=\"persona\"").find(|card| card.contains(name)).ok_or("no such persona")?;
    let id = card.split("/app/demo#").nth(1).and_then(|rest| rest.split('"').next()).ok_or("no such persona")?;
    Ok(id.into())
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.join(&0)
}

/// SHA-256 over a purpose tag, a zero byte, and each part after its length (8 bytes, big-endian).
fn tagged(tag: &str, parts: &[&[u8]]) -> String {
    let mut bytes = [tag.as_bytes(), &[0]].concat();
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part);
    }
    sha256(&bytes)
}

fn sha256(bytes: &[u8]) -> String {
    digest::digest(&digest::SHA256, bytes).as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    rand::fill(&mut bytes)?;
    Ok(bytes)
}

/// A UUIDv7.
fn fresh_id() -> Result<String> {
    let (time, chance) = (now(), random::<10>()?);
    let hex: String = chance.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("{:08x}-{:04x}-7{}-8{}-{}", time >> 16, time & 0xffff, &hex[0..3], &hex[3..6], &hex[6..18]))
}

/// Sixteen Crockford letters: 80 bits.
fn fresh_slip() -> Result<String> {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    Ok(random::<16>()?.iter().map(|byte| LETTERS[usize::from(byte & 31)] as char).collect())
}

fn now() -> u128 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_millis())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().into()
}
