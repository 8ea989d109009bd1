//! Server bench: five workers' phones. They write real acts (a lead heard at a door, 2 KB of JSON and signature all in
//! all), sign them beforehand, and hand them in over HTTP or straight to the writer.

use super::Outcome;
use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use reqwest::StatusCode;
use rulebook::{
    Act, Intent, Millis, VERSION,
    hash::{Hash, Opening},
    round::LeadDetails,
    sync::{Answer, Ask, Envelope, Hello, MEDIA_TYPE, PROTOCOL, Receipt, Reply, act_bytes, request_bytes},
};
use server::{
    codec,
    desk::{self, Checked, Finding, Slot},
    http::state::Desk,
};
use std::time::{Duration, Instant};

/// Acts in one question: the most the server takes.
const QUESTION: usize = 200;
/// Workers of the demo who serve one grid each.
const GRIDS: [usize; 5] = [1, 2, 3, 4, 5];

/// A phone of the crowd.
#[derive(Clone)]
pub struct Phone {
    /// Its id.
    pub device: String,
    /// Its public key.
    pub key: String,
    /// Whose community it is in.
    pub community: String,
    pair: std::sync::Arc<EcdsaKeyPair>,
    person: String,
    grid: String,
    n: u64,
    prev: Hash,
}

/// One act, ready to go.
#[derive(Clone)]
pub struct Letter {
    /// As it travels.
    pub envelope: Envelope,
    act: Act,
}

/// Everybody.
pub struct Crowd {
    /// The phones.
    pub phones: Vec<Phone>,
    address: String,
    at: Millis,
    /// Newest entry the phones have seen; a phone that has just pulled has seen the newest.
    seen: u64,
}

impl Crowd {
    /// Five phones that the desk knows.
    pub async fn gather(desk: &Desk, address: &str) -> Outcome<Self> {
        let mut phones = Vec::new();
        for grid in GRIDS {
            let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())?;
            let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref())?;
            let (device, person) = (uuid::Uuid::now_v7().to_string(), format!("p-w-{grid:02}"));
            let key = codec::to_base64(pair.public_key().as_ref());
            let enrol =
                Intent::EnrolDemo { device: device.as_str().into(), person: person.as_str().into(), key: key.clone() };
            desk.writer.desk(enrol).await?;
            let community = desk.house.read().id.clone();
            let (pair, grid) = (pair.into(), format!("g-{grid:02}"));
            phones.push(Phone { device, key, community, pair, person, grid, n: 0, prev: Hash::zero() });
        }
        Ok(Self { phones, address: address.into(), at: desk.clock.now(), seen: desk.house.read().head.seq })
    }

    /// Fills the ledger by the law but without signatures, until it holds so many entries.
    pub async fn grow(&mut self, desk: &Desk, entries: u64) -> Outcome<()> {
        while desk.house.read().head.seq < entries {
            let missing = usize::try_from(entries - desk.house.read().head.seq)?.min(QUESTION * self.phones.len());
            let mut waiting = Vec::new();
            for phone in &mut self.phones {
                let acts: Vec<Checked> = (0..missing.div_ceil(GRIDS.len()))
                    .map(|_| phone.act(self.at, self.seen))
                    .map(unsigned)
                    .collect::<Outcome<_>>()?;
                let (writer, device) = (desk.writer.clone(), phone.device.clone());
                waiting.push(async move { writer.push(device, acts).await });
            }
            for receipts in futures_of(waiting).await {
                accepted(&receipts?)?;
            }
        }
        self.seen = desk.house.read().head.seq;
        Ok(())
    }

    /// So many acts, signed, spread over all phones.
    pub fn write(&mut self, acts: usize) -> Outcome<Vec<Vec<Letter>>> {
        let (each, at, seen) = (acts / self.phones.len(), self.at, self.seen);
        self.phones.iter_mut().map(|phone| (0..each).map(|_| phone.letter(at, seen)).collect()).collect()
    }

    /// Everybody posts at once, each question after the answer to the one before; how long until the last receipt.
    pub async fn post(&self, letters: &[Vec<Letter>]) -> Outcome<Duration> {
        let http = reqwest::Client::builder().pool_max_idle_per_host(self.phones.len()).build()?;
        let nonce: serde_json::Value = serde_json::from_slice(
            &http.get(format!("http://{}/api/v1/nonce", self.address)).send().await?.bytes().await?,
        )?;
        let nonce = nonce["nonce"].as_str().ok_or("no nonce")?.to_owned();
        let questions: Vec<Vec<String>> = self
            .phones
            .iter()
            .zip(letters)
            .map(|(phone, letters)| phone.questions(letters, self.at))
            .collect::<Outcome<_>>()?;
        let began = Instant::now();
        let work = self.phones.iter().zip(questions).map(|(phone, questions)| {
            let (http, nonce, phone) = (http.clone(), nonce.clone(), phone.clone());
            let url = format!("http://{}/api/v1/sync", self.address);
            async move {
                for question in questions {
                    phone.ask(&http, &url, &nonce, question).await?;
                }
                Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
            }
        });
        for done in futures_of(work.collect()).await {
            done?;
        }
        Ok(began.elapsed())
    }

    /// The same without HTTP: checked on the pool that handlers use, decided and written by the one writer.
    pub async fn hand_in(&self, desk: &Desk, letters: &[Vec<Letter>]) -> Outcome<Duration> {
        let began = Instant::now();
        let work = self.phones.iter().zip(letters).map(|(phone, letters)| {
            let (desk, phone, letters) = (desk.clone(), phone.clone(), letters.to_vec());
            async move {
                for batch in letters.chunks(QUESTION) {
                    let (batch, by) = (batch.to_vec(), phone.clone());
                    let check = move || batch.into_iter().map(|one| by.checked(one.envelope)).collect();
                    let checked = tokio::task::spawn_blocking(check).await?;
                    accepted(&desk.writer.push(phone.device.clone(), checked).await?)?;
                }
                Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
            }
        });
        for done in futures_of(work.collect()).await {
            done?;
        }
        Ok(began.elapsed())
    }
}

impl Phone {
    /// The desk's whole check of one of its acts.
    pub fn checked(&self, envelope: Envelope) -> Checked {
        desk::check(envelope, &self.device, &self.key, &self.community)
    }

    /// The next act, not signed yet.
    fn act(&mut self, at: Millis, seen: u64) -> Act {
        let details = LeadDetails {
            place: "5号楼2单元门前".into(),
            matter: "健身角的扭腰器松了，孩子常在上面玩，请一起看看".into(),
            household: None,
        };
        let value = serde_json::to_string(&details).unwrap_or_default();
        let salt = codec::to_base64(uuid::Uuid::now_v7().as_bytes().repeat(2).as_slice());
        let opening = Opening { field: "lead".into(), salt, value };
        let lead = uuid::Uuid::now_v7().to_string();
        let intent = Intent::NoteLead {
            lead: lead.as_str().into(),
            grid: self.grid.as_str().into(),
            courtyard: None,
            details: opening.commitment(),
        };
        self.n += 1;
        let act = Act {
            v: VERSION,
            id: uuid::Uuid::now_v7().to_string().as_str().into(),
            community: self.community.as_str().into(),
            device: self.device.as_str().into(),
            n: self.n,
            prev: self.prev.clone(),
            actor: self.person.as_str().into(),
            at,
            seen,
            build: "bench".into(),
            intent,
            openings: vec![opening],
        };
        self.prev = Hash::of(body(&act).as_bytes());
        act
    }

    fn letter(&mut self, at: Millis, seen: u64) -> Outcome<Letter> {
        let act = self.act(at, seen);
        let body = body(&act);
        let sig = self.sign(&act_bytes(&body))?;
        Ok(Letter { envelope: Envelope { body, sig, sidecar: act.openings.clone() }, act })
    }

    fn sign(&self, message: &[u8]) -> Outcome<String> {
        Ok(codec::to_base64(self.pair.sign(&SystemRandom::new(), message)?.as_ref()))
    }

    /// Questions of 200 acts as they go over the wire, written before the clock starts.
    fn questions(&self, letters: &[Letter], clock: Millis) -> Outcome<Vec<String>> {
        let question = |acts: &[Letter]| {
            let pending = u32::try_from(acts.len())?;
            let device = self.device.as_str().into();
            let hello = Hello { device, protocol: PROTOCOL, build: "bench".into(), pending, oldest: None, clock };
            let acts = acts.iter().map(|letter| letter.envelope.clone()).collect();
            Ok(serde_json::to_string(&Ask { hello, acts, cursor: None, pull: false })?)
        };
        letters.chunks(QUESTION).map(question).collect()
    }

    async fn ask(&self, http: &reqwest::Client, url: &str, nonce: &str, question: String) -> Outcome<()> {
        let said = request_bytes("POST", "/api/v1/sync", &codec::sha256_hex(question.as_bytes()), nonce);
        let request = http.post(url).header("content-type", MEDIA_TYPE).header("x-chengge-device", &self.device);
        let request = request.header("x-chengge-nonce", nonce).header("x-chengge-sig", self.sign(&said)?);
        let answer = request.header("x-chengge-client-nonce", "bench").body(question).send().await?;
        let (status, bytes) = (answer.status(), answer.bytes().await?);
        if status != StatusCode::OK {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&bytes)).into());
        }
        accepted(&serde_json::from_slice::<Reply>(&bytes)?.receipts)
    }
}

impl Letter {
    /// The act itself, openings and all.
    pub fn act(&self) -> &Act {
        &self.act
    }
}

fn body(act: &Act) -> String {
    serde_json::to_string(act).unwrap_or_default()
}

/// An act as the desk hands it to the writer, with a signature nobody checks again.
fn unsigned(act: Act) -> Outcome<Checked> {
    let body = body(&act);
    let digest = codec::sha256_hex(body.as_bytes());
    let slot = Slot { id: act.id.to_string(), device: act.device.to_string(), n: act.n, prev: act.prev.to_string() };
    Ok(Checked { sig: "A".repeat(86), digest, slot: Some(slot), finding: Finding::Sound(Box::new(act)), body })
}

fn accepted(receipts: &[Receipt]) -> Outcome<()> {
    match receipts.iter().find(|receipt| !matches!(receipt.verdict, Answer::Accepted { .. })) {
        Some(other) => Err(format!("not accepted: {other:?}").into()),
        None => Ok(()),
    }
}

/// All of them at once.
async fn futures_of<T: Send + 'static>(work: Vec<impl Future<Output = T> + Send + 'static>) -> Vec<T> {
    let tasks: Vec<_> = work.into_iter().map(tokio::spawn).collect();
    let mut done = Vec::new();
    for task in tasks {
        if let Ok(value) = task.await {
            done.push(value);
        }
    }
    done
}
