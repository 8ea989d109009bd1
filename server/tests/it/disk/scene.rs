//! Server tests: a program on a failing disk, and what everybody was told by it.

use super::{
    failing::{Disk, library},
    *,
};
use crate::{
    actor::{Raw, fresh_key, post_json, public, raw},
    cast::demo,
    program::Program,
    world::{client, copy_of_the_demo, open_ledger},
};
use reqwest::StatusCode;
use rulebook::sync::{Envelope, Receipt};
use serde_json::json;
use server::ledger::{Ledger as _, SqliteLedger};
use std::{collections::BTreeMap, fs, net::SocketAddr, path::Path};
use tempfile::TempDir;

/// A program on a failing disk.
pub struct Scene {
    pub disk: Disk,
    folder: TempDir,
    program: Option<Program>,
    /// Acts that were acknowledged, and where.
    told: BTreeMap<String, u64>,
    /// Devices that were welcomed.
    welcomed: Vec<String>,
    /// Tries that the disk made fail.
    failed: u64,
    /// Things that were written in spite of it.
    written: u64,
}

impl Scene {
    pub fn opens() -> Self {
        let folder = copy_of_the_demo();
        let disk = Disk::in_folder(folder.path());
        let program = Some(start(folder.path(), &disk));
        Self { disk, folder, program, told: BTreeMap::new(), welcomed: Vec::new(), failed: 0, written: 0 }
    }

    pub fn address(&self) -> SocketAddr {
        self.program.as_ref().unwrap().address
    }

    pub fn is_killed_and_starts_again(&mut self) {
        self.disk.mends();
        self.program.take().unwrap().kill();
        self.program = Some(start(self.folder.path(), &self.disk));
    }

    /// Killed, and started while the disk fails from this call on: it serves what it has, or ends and says why.
    pub async fn starts_on_a_full_disk(&mut self, call: u64, who: &mut Actor, act: &Envelope) -> bool {
        self.program.take().unwrap().kill();
        self.disk.fails(call, u64::MAX);
        match Program::tries_to("serve", self.folder.path(), &self.folder.path().join("log"), &wired(&self.disk)) {
            Ok(program) => {
                who.address = program.address;
                self.program = Some(program);
                if word(&who.pushes(vec![act.clone()]).await[0].verdict) == "retry" {
                    self.still_reads(who).await;
                } else {
                    assert!(self.disk.calls() < call, "taken on a full disk");
                }
            }
            Err(status) => {
                assert_eq!(status.code(), Some(1), "it ends by itself, without a panic");
                says_why(self.folder.path());
            }
        }
        let failed = self.disk.calls() >= call;
        self.failed += u64::from(failed);
        self.disk.mends();
        if self.program.is_none() {
            self.program = Some(start(self.folder.path(), &self.disk));
        }
        who.address = self.address();
        failed
    }

    /// A persona on a new phone; the door fails at each call.
    pub async fn enrols(&mut self, person: &str) -> Actor {
        let (key, device) = (fresh_key(), uuid::Uuid::now_v7().to_string());
        let body = json!({ "person": person, "key": public(&key), "device": device });
        let url = format!("http://{}/api/v1/demo/enrol", self.address());
        for call in 1.. {
            self.disk.fails(call, self.until(call));
            let answer = post_json(&client(), url.clone(), &body).await;
            if answer.status == StatusCode::OK {
                self.comes_through();
                self.welcomed.push(device);
                return Actor::welcomed(self.address(), key, &answer.json());
            }
            is_asked_to_come_again(&answer);
            self.has_failed(call);
        }
        unreachable!()
    }

    pub async fn does(&mut self, who: &mut Actor, intent: Intent) {
        let act = who.makes(intent);
        self.hands_in(who, act).await;
    }

    /// Sends one act, the same bytes each time, while the disk fails at the first call, at the second, and so on, until
    /// it does so much as not fail at all.
    pub async fn hands_in(&mut self, who: &mut Actor, act: Envelope) {
        for call in 1.. {
            let until = self.until(call);
            self.disk.fails(call, until);
            let receipts = who.pushes(vec![act.clone()]).await;
            if word(&receipts[0].verdict) != "retry" {
                self.comes_through();
                return self.takes(receipts);
            }
            assert!(matches!(receipts[0].verdict, Answer::Retry { after: 1.. }));
            self.has_failed(call);
            if until == u64::MAX {
                self.still_full(who, &act).await;
            }
        }
    }

    /// The disk fails lastingly at every other call, else once: by turns, so that what is written next meets the other.
    fn until(&self, call: u64) -> u64 {
        if (call + self.written).is_multiple_of(2) { u64::MAX } else { call + 1 }
    }

    fn has_failed(&mut self, call: u64) {
        assert!(self.disk.calls() >= call, "nothing had failed");
        self.failed += 1;
        self.looks_again();
    }

    fn comes_through(&mut self) {
        assert!(self.disk.all_safe(), "acknowledged before the disk had said that it is safe");
        self.disk.mends();
        self.written += 1;
    }

    /// The disk stays full: still nothing is acknowledged, and everything is shown. Then there is space again.
    async fn still_full(&mut self, who: &mut Actor, act: &Envelope) {
        assert_eq!(word(&who.pushes(vec![act.clone()]).await[0].verdict), "retry");
        self.still_reads(who).await;
        self.disk.mends();
        assert_eq!(self.get("/readyz").await.status, StatusCode::OK, "it finds by itself that there is space again");
    }

    /// A full disk keeps nobody from reading, and the program says what it cannot do.
    pub async fn still_reads(&self, who: &mut Actor) {
        for page in ["/healthz", "/grids/g-03", "/metrics"] {
            assert_eq!(self.get(page).await.status, StatusCode::OK, "{page}");
        }
        assert_eq!(who.asks(Vec::new(), true).await.status, StatusCode::OK, "a phone pulls");
        let ready = self.get("/readyz").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(String::from_utf8_lossy(&ready.body).contains("cannot be written"));
    }

    /// The holder of a slip withdraws; the page says so when it is so.
    pub async fn withdraws(&mut self, slip: &str) {
        let url = format!("http://{}/receipt", self.address());
        for call in 1.. {
            self.disk.fails(call, self.until(call));
            let form = client().post(&url).header("content-type", "application/x-www-form-urlencoded");
            let answer = raw(form.body(format!("code={slip}&do=withdraw"))).await;
            let page = String::from_utf8(answer.body).unwrap();
            if page.contains("receipt-withdrawn") {
                return self.comes_through();
            }
            assert!(page.contains("data-testid=\"refusal\""), "{page}");
            assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "a page that says no has no 200");
            assert!(answer.headers.contains_key("retry-after"));
            self.has_failed(call);
        }
    }

    async fn get(&self, path: &str) -> Raw {
        raw(client().get(format!("http://{}{path}", self.address()))).await
    }

    /// Keeps what was acknowledged, as a phone does.
    pub fn takes(&mut self, receipts: Vec<Receipt>) {
        assert!(self.disk.all_safe(), "acknowledged before the disk had said that it is safe");
        for receipt in receipts {
            let Answer::Accepted { seq } = receipt.verdict else { panic!("{}", word(&receipt.verdict)) };
            let before = self.told.insert(receipt.id.to_string(), seq);
            assert!(before.is_none_or(|before| before == seq), "acknowledged at two places");
        }
    }

    /// Another program reads the files as they are this moment, as after a kill: what was acknowledged is there.
    pub fn looks_again(&self) {
        let copy = tempfile::tempdir().unwrap();
        for name in ["ledger.db", "ledger.db-wal"] {
            fs::copy(self.folder.path().join(name), copy.path().join(name)).unwrap();
        }
        self.everything_told_is_in(copy.path());
    }

    fn everything_told_is_in(&self, folder: &Path) {
        let ledger = SqliteLedger::open(&folder.join("ledger.db"), demo().community.as_str()).unwrap();
        for (act, seq) in &self.told {
            let entry = ledger.entry_by_act(act).unwrap().unwrap_or_else(|| panic!("{act} was acknowledged at {seq}"));
            assert_eq!(
                (entry.seq, &entry.verdict),
                (*seq, &serde_json::to_string(&Answer::Accepted { seq: *seq }).unwrap())
            );
        }
    }

    /// The end: what was told is there, nothing is there twice, and nothing but what was told.
    pub fn holds_together(mut self, what: &str) {
        self.program.take().unwrap().kill();
        self.everything_told_is_in(self.folder.path());
        let ledger = open_ledger(self.folder.path());
        let rows = ledger.rows().unwrap();
        for device in &self.welcomed {
            let known = rows.iter().filter(|row| row.kind == "device" && row.id == *device).count();
            assert_eq!(known, 1, "{device} was welcomed");
        }
        assert_eq!(server::verify::verify(ledger.as_ref()).unwrap().faults, Vec::<String>::new());
        let entries = ledger.entries(1, 1_000_000).unwrap();
        let by_phones = entries.iter().filter(|entry| self.welcomed.contains(&entry.device)).count();
        assert_eq!(by_phones, self.told.len(), "an act stands there that nobody was told of");
        let mut acts: Vec<String> = entries.into_iter().map(|entry| entry.act).collect();
        acts.sort();
        let all = acts.len();
        acts.dedup();
        assert_eq!(acts.len(), all, "an act stands twice");
        println!("{what}: {} failures, {} acts acknowledged", self.failed, self.told.len());
    }
}

fn is_asked_to_come_again(answer: &Raw) {
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.code(), "UNAVAILABLE");
    assert!(answer.headers.contains_key("retry-after"));
}

fn start(folder: &Path, disk: &Disk) -> Program {
    Program::tries_to("serve", folder, &folder.join("log"), &wired(disk)).unwrap()
}

/// An environment in which the program's disk fails when told to.
pub fn wired(disk: &Disk) -> [(&str, &Path); 3] {
    let tries = Path::new("100000");
    [("LD_PRELOAD", library()), ("CHENGGE_FAULTS", &disk.path), ("CHENGGE_RECEIPT_TRIES", tries)]
}

/// The last thing that a program said which did not begin: in words, with what is to be done about it.
pub fn says_why(folder: &Path) {
    let log = fs::read_to_string(folder.join("log")).unwrap();
    let last = log.trim().lines().last().unwrap_or_default();
    assert!(last.contains("ledger.db") && (last.contains("full") || last.contains("disk")), "{last}");
}
