//! Server tests: somebody with a phone. The actor is the receiver: `wang.cosigns(&topic).await`.
//! An actor speaks HTTP only and checks the proof of every answer.

use aws_lc_rs::{
    rand::{SystemRandom, fill},
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use reqwest::{
    Method, StatusCode,
    header::{CONTENT_TYPE, HeaderMap},
};
use rulebook::{
    Act, Community, Intent, Millis, Record, VERSION,
    cosign::Channel,
    hash::{Hash, Opening, receipt_hash},
    ids::*,
    sync::*,
    topic::Topic,
};
use serde_json::{Value, json};
use server::{codec, keys};
use std::net::SocketAddr;

/// Somebody with a phone.
pub struct Actor {
    pub person: PersonId,
    pub device: DeviceId,
    pub key: EcdsaKeyPair,
    pub community: CommunityId,
    pub server_key: String,
    pub address: SocketAddr,
    /// What the phone pulled.
    pub replica: Community,
    pub cursor: Option<String>,
    /// The device's own order.
    pub n: u64,
    pub prev: Hash,
    pub seen: u64,
    pub now: Millis,
    /// Resets seen, in order.
    pub resets: Vec<Reset>,
    http: reqwest::Client,
    nonce: String,
}

/// An answer as it came.
#[derive(Debug)]
pub struct Raw {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Raw {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().into()
    }

    pub fn reply(&self) -> Reply {
        assert_eq!(self.status, StatusCode::OK, "{}", String::from_utf8_lossy(&self.body));
        serde_json::from_slice(&self.body).unwrap()
    }
}

pub fn fresh_key() -> EcdsaKeyPair {
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref()).unwrap()
}

pub fn public(key: &EcdsaKeyPair) -> String {
    codec::to_base64(key.public_key().as_ref())
}

pub fn sign(key: &EcdsaKeyPair, message: &[u8]) -> String {
    codec::to_base64(key.sign(&SystemRandom::new(), message).unwrap().as_ref())
}

/// A receipt code as a phone makes it.
pub fn fresh_slip() -> String {
    codec::fresh_code().unwrap()[..16].to_owned()
}

pub async fn post_json(http: &reqwest::Client, url: String, body: &Value) -> Raw {
    raw(http.post(url).header("content-type", MEDIA_TYPE).body(body.to_string())).await
}

pub async fn raw(request: reqwest::RequestBuilder) -> Raw {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    Raw { status, headers, body: response.bytes().await.unwrap().to_vec() }
}

impl Actor {
    /// Becomes a persona of the demo.
    pub async fn enrol_demo(address: SocketAddr, person: &str) -> Self {
        let (key, device) = (fresh_key(), uuid::Uuid::now_v7().to_string());
        let body = json!({ "person": person, "key": public(&key), "device": device });
        let answer = post_json(&crate::world::client(), format!("http://{address}/api/v1/demo/enrol"), &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
        Self::welcomed(address, key, &answer.json())
    }

    /// Brings a code and a fresh key.
    pub async fn enrol(address: SocketAddr, code: &str) -> Result<Self, Raw> {
        let (key, device) = (fresh_key(), uuid::Uuid::now_v7().to_string());
        let body = json!({ "code": code, "key": public(&key), "device": device });
        let answer = post_json(&crate::world::client(), format!("http://{address}/api/v1/enrol"), &body).await;
        if answer.status == StatusCode::OK { Ok(Self::welcomed(address, key, &answer.json())) } else { Err(answer) }
    }

    pub fn welcomed(address: SocketAddr, key: EcdsaKeyPair, welcome: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Self {
            person: text(&welcome["device"]["person"]).into(),
            device: text(&welcome["device"]["id"]).into(),
            key,
            community: text(&welcome["community"]).into(),
            server_key: text(&welcome["server_key"]),
            address,
            replica: Community::partial(),
            cursor: None,
            n: 0,
            prev: Hash::zero(),
            seen: 0,
            now: Millis(welcome["now"].as_i64().unwrap()),
            resets: Vec::new(),
            http: crate::world::client(),
            nonce: text(&welcome["nonce"]),
        }
    }

    /// Signs an intent as this device's next act; the order moves on.
    pub fn makes(&mut self, intent: Intent) -> Envelope {
        self.makes_with(intent, Vec::new())
    }

    /// The same with personal values beside it.
    pub fn makes_with(&mut self, intent: Intent, sidecar: Vec<Opening>) -> Envelope {
        let act = self.next_act(intent);
        self.signs(serde_json::to_string(&act).unwrap(), sidecar)
    }

    pub fn next_act(&self, intent: Intent) -> Act {
        Act {
            v: VERSION,
            id: ActId(uuid::Uuid::now_v7().to_string()),
            community: self.community.clone(),
            device: self.device.clone(),
            n: self.n + 1,
            prev: self.prev.clone(),
            actor: self.person.clone(),
            at: self.now,
            seen: self.seen,
            build: "test".into(),
            intent,
            openings: Vec::new(),
        }
    }

    /// Signs any text as this device's next act.
    pub fn signs(&mut self, body: String, sidecar: Vec<Opening>) -> Envelope {
        self.n += 1;
        self.prev = Hash::of(body.as_bytes());
        Envelope { sig: sign(&self.key, &act_bytes(&body)), body, sidecar }
    }

    /// A co-signature of one's own.
    pub fn cosign_of(&mut self, topic: &TopicId) -> (Envelope, String) {
        let (person, hash) = (self.person.clone(), self.topic(topic).hash.clone());
        let slip = fresh_slip();
        let intent = Intent::Cosign {
            topic: topic.clone(),
            person,
            channel: Channel::SelfPhone,
            hash,
            receipt: receipt_hash(&slip).unwrap(),
            hand: None,
            read_aloud: false,
            witnesses: Vec::new(),
        };
        (self.makes(intent), slip)
    }

    /// A co-signature of somebody at the door, with handwriting.
    pub fn collects_from(&mut self, person: &PersonId, topic: &TopicId, strokes: &str) -> (Envelope, String) {
        let hash = self.topic(topic).hash.clone();
        let (slip, hand) = (fresh_slip(), seal("hand", strokes));
        let intent = Intent::Cosign {
            topic: topic.clone(),
            person: person.clone(),
            channel: Channel::AssistedDoor,
            hash,
            receipt: receipt_hash(&slip).unwrap(),
            hand: Some(hand.commitment()),
            read_aloud: true,
            witnesses: Vec::new(),
        };
        (self.makes_with(intent, vec![hand]), slip)
    }

    /// Co-signs and says what became of it.
    pub async fn cosigns(&mut self, topic: &TopicId) -> Answer {
        let (act, _slip) = self.cosign_of(topic);
        self.pushes(vec![act]).await.remove(0).verdict
    }

    /// Does one thing and says what became of it.
    pub async fn does(&mut self, intent: Intent) -> Answer {
        let act = self.makes(intent);
        self.pushes(vec![act]).await.remove(0).verdict
    }

    /// Sends acts without pulling.
    pub async fn pushes(&mut self, acts: Vec<Envelope>) -> Vec<Receipt> {
        let reply = self.asks(acts, false).await.reply();
        self.seen = reply.head;
        reply.receipts
    }

    /// Pulls until there is no more; how many records came.
    pub async fn pulls(&mut self) -> usize {
        let mut count = 0;
        loop {
            let reply = self.asks(Vec::new(), true).await.reply();
            let more = reply.more;
            count += reply.records.len();
            self.keeps(reply);
            if !more {
                return count;
            }
        }
    }

    /// Applies an answer as a phone does.
    pub fn keeps(&mut self, reply: Reply) {
        if let Some(reset) = reply.reset {
            self.resets.push(reset);
            self.replica = Community::partial();
        }
        for key in &reply.leave {
            self.replica.remove(key);
        }
        for record in reply.records {
            self.replica.put(record);
        }
        (self.cursor, self.seen, self.now) = (reply.cursor, reply.head, reply.now);
    }

    /// One question at the door.
    pub async fn asks(&mut self, acts: Vec<Envelope>, pull: bool) -> Raw {
        let ask = Ask { hello: self.hello(acts.len()), acts, cursor: self.cursor.clone(), pull };
        self.posts("/api/v1/sync", &serde_json::to_vec(&ask).unwrap()).await
    }

    pub fn hello(&self, pending: usize) -> Hello {
        Hello {
            device: self.device.clone(),
            protocol: PROTOCOL,
            build: "test".into(),
            pending: pending as u32,
            oldest: None,
            clock: self.now,
        }
    }

    /// A signed POST.
    pub async fn posts(&mut self, path: &str, body: &[u8]) -> Raw {
        self.sends(Method::POST, path, body).await
    }

    /// A signed request; retried once with a fresh nonce, as every client does.
    pub async fn sends(&mut self, method: Method, path: &str, body: &[u8]) -> Raw {
        let mut answer = self.sends_once(&method, path, body).await;
        if answer.status == StatusCode::UNAUTHORIZED && answer.code() == "NONCE_STALE" {
            self.nonce = answer.json()["nonce"].as_str().unwrap().into();
            answer = self.sends_once(&method, path, body).await;
        }
        answer
    }

    async fn sends_once(&self, method: &Method, path: &str, body: &[u8]) -> Raw {
        let mine = codec::to_base64(&random());
        let request = self.signed(method, path, body).header("x-chengge-client-nonce", &mine).body(body.to_vec());
        let answer = raw(request).await;
        let proof = answer.headers["x-chengge-proof"].to_str().unwrap();
        let said = answer_bytes(&mine, &codec::sha256_hex(&answer.body));
        assert!(keys::verifies(&self.server_key, &said, proof), "the answer does not prove its origin");
        answer
    }

    /// The request with its signature, not yet sent and without a body.
    pub fn signed(&self, method: &Method, path: &str, body: &[u8]) -> reqwest::RequestBuilder {
        let said = request_bytes(method.as_str(), path, &codec::sha256_hex(body), &self.nonce);
        self.http
            .request(method.clone(), format!("http://{}{path}", self.address))
            .header("content-type", MEDIA_TYPE)
            .header("x-chengge-device", self.device.as_str())
            .header("x-chengge-nonce", &self.nonce)
            .header("x-chengge-sig", sign(&self.key, &said))
    }

    /// Hands in a file at a path, under a media type; checks the proof of the answer.
    pub async fn hands_in(&self, path: &str, kind: &str, file: &[u8]) -> Raw {
        let mine = codec::to_base64(&random());
        let head = self.signed(&Method::POST, path, file).header("x-chengge-client-nonce", &mine);
        let kind = HeaderMap::from_iter([(CONTENT_TYPE, kind.parse().unwrap())]);
        let answer = raw(head.headers(kind).body(file.to_vec())).await;
        let said = answer_bytes(&mine, &codec::sha256_hex(&answer.body));
        assert!(keys::verifies(&self.server_key, &said, answer.headers["x-chengge-proof"].to_str().unwrap()));
        answer
    }

    pub fn take_nonce(&mut self, nonce: &str) {
        self.nonce = nonce.into();
    }

    pub fn topic(&self, id: &TopicId) -> &Topic {
        self.replica.topic(id).unwrap_or_else(|| panic!("{} does not see {id}", self.person))
    }

    pub fn records(&self) -> Vec<Record> {
        self.replica.records()
    }
}

/// A verdict in one word: its kind, or why.
pub fn word(verdict: &Answer) -> &str {
    match verdict {
        Answer::Quarantined { why } => why,
        Answer::Refused { refusal, .. } => &refusal.code,
        Answer::Accepted { .. } => "accepted",
        Answer::Retry { .. } => "retry",
        Answer::Gap { .. } => "gap",
    }
}

/// A personal value with a fresh salt.
pub fn seal(field: &str, value: &str) -> Opening {
    Opening { field: field.into(), salt: codec::to_base64(&random()), value: value.into() }
}

fn random() -> [u8; 32] {
    let mut bytes = [0; 32];
    fill(&mut bytes).unwrap();
    bytes
}
