//! Server tests: the writer over a store that fails when told to.

use crate::{
    cast::{demo, song},
    world::{World, open_ledger},
};
use rulebook::{Intent, ids::*, sync::Answer};
use server::{
    clock::Clock,
    keys::DeskKey,
    ledger::{Batch, Chain, Entry, Head, Ledger, LedgerError, MemoryLedger, Quarantined, Row, Take},
    writer::{Undone, Writer, founding},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// A store whose disk is full whenever the switch is on.
struct FullDisk {
    inner: MemoryLedger,
    full: Arc<AtomicBool>,
}

impl Ledger for FullDisk {
    fn head(&self) -> Result<Head, LedgerError> {
        self.inner.head()
    }
    fn append(&mut self, batch: &Batch) -> Result<(), LedgerError> {
        if self.full.load(Ordering::SeqCst) {
            Err(LedgerError::Store("disk full".into()))
        } else {
            self.inner.append(batch)
        }
    }
    fn try_disk(&mut self) -> Result<(), LedgerError> {
        if self.full.load(Ordering::SeqCst) { Err(LedgerError::Store("disk full".into())) } else { Ok(()) }
    }
    fn entries(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError> {
        self.inner.entries(from, limit)
    }
    fn time_of(&self, seq: u64) -> Result<Option<i64>, LedgerError> {
        self.inner.time_of(seq)
    }
    fn entry_of(&self, device: &str, n: u64) -> Result<Option<Entry>, LedgerError> {
        self.inner.entry_of(device, n)
    }
    fn entry_by_act(&self, act: &str) -> Result<Option<Entry>, LedgerError> {
        self.inner.entry_by_act(act)
    }
    fn chain(&self, device: &str) -> Result<Option<Chain>, LedgerError> {
        self.inner.chain(device)
    }
    fn rows(&self) -> Result<Vec<Row>, LedgerError> {
        self.inner.rows()
    }
    fn openings(&self, act: &str) -> Result<Vec<server::ledger::Kept>, LedgerError> {
        self.inner.openings(act)
    }

    fn quarantined(&self, digest: &str) -> Result<Option<Quarantined>, LedgerError> {
        self.inner.quarantined(digest)
    }
    fn quarantine(&self, limit: usize) -> Result<Vec<Quarantined>, LedgerError> {
        self.inner.quarantine(limit)
    }
    fn each(&self, take: &mut Take<'_>) -> Result<(), LedgerError> {
        self.inner.each(take)
    }
    fn begin_epoch(&mut self, epoch: &str) -> Result<(), LedgerError> {
        self.inner.begin_epoch(epoch)
    }
}

#[tokio::test]
async fn t05_a_commit_that_fails_acknowledges_nothing_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let key = DeskKey::load_or_make(&folder.path().join("desk.p8")).unwrap();
    let (full, clock) = (Arc::new(AtomicBool::new(false)), Clock::starting_at(demo().now));
    let mut inner = MemoryLedger::default();
    founding::found(&mut inner, demo().community.as_str(), demo().records.clone(), demo().now, &key).unwrap();
    let ledger = Box::new(FullDisk { inner, full: full.clone() });
    let (writer, house, _thread) = Writer::start(ledger, clock, Arc::new(key), Arc::default()).unwrap();
    let enrol = |device: &str| Intent::EnrolDemo { device: device.into(), person: song().into(), key: "k".into() };
    writer.desk(enrol("one")).await.unwrap();

    full.store(true, Ordering::SeqCst);
    let before = house.read().community.clone();
    writer.ready().await.unwrap();
    assert_eq!(writer.desk(enrol("two")).await, Err(Undone::Unavailable));
    assert_eq!(writer.ready().await, Err(Undone::Unavailable));
    let paper = serde_json::json!({ "id": "a", "device": "one", "n": 1, "prev": "0".repeat(64) }).to_string();
    let act = server::desk::check(
        rulebook::sync::Envelope { body: paper, sig: "x".into(), sidecar: vec![] },
        "one",
        "k",
        demo().community.as_str(),
    );
    let receipts = writer.push("one".into(), vec![act.clone()]).await.unwrap();
    assert!(matches!(receipts[0].verdict, Answer::Retry { after: 1.. }));
    assert!(house.read().community == before, "nothing is shown that is not durable");

    full.store(false, Ordering::SeqCst);
    writer.ready().await.unwrap();
    assert!(matches!(writer.push("one".into(), vec![act]).await.unwrap()[0].verdict, Answer::Quarantined { .. }));
    writer.desk(enrol("two")).await.unwrap();
    assert!(house.read().community.device(&DeviceId("two".into())).is_some());
}

#[tokio::test]
async fn what_a_restart_loads_is_what_was_there_before() {
    let mut world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let acts = (0..30).map(|i| song.notes(&i.to_string())).collect();
    song.pushes(acts).await;
    let (before, head) = {
        let house = world.desk().house.read();
        (house.community.clone(), house.head.clone())
    };
    world.restart().await;
    {
        let house = world.desk().house.read();
        assert!(house.community == before, "replay is not what was live");
        assert_eq!(house.head, head);
    }
    world.holds_together().await;
}

#[tokio::test]
async fn verify_finds_what_was_changed_behind_its_back() {
    let world = World::demo().await;
    let folder = world.folder.path().to_owned();
    let topic = "T-0302";
    let db = rusqlite::Connection::open(folder.join("ledger.db")).unwrap();
    db.execute("UPDATE record SET value = replace(value, '\"signatures\":7', '\"signatures\":9') WHERE kind = 'topic' AND id = ?1", [topic])
        .unwrap();
    let found = server::verify::verify(open_ledger(&folder).as_ref()).unwrap();
    assert_eq!(found.faults, [format!("topic {topic} is not what its entry made it")]);
}
