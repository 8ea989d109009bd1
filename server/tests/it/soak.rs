//! Server tests: the real program under load, killed again and again, and judged by what the phones were told.
//! `CHENGGE_SOAK_KILLS` (100), `CHENGGE_SOAK_ENTRIES` (0: the demo as it was founded) and `CHENGGE_SOAK_SEED`;
//! `make soak` gives the large ones.

#[path = "../../benches/acts/crowd.rs"]
#[allow(dead_code, reason = "the bench measures with it; here it only lets a ledger grow")]
mod crowd;
mod phone;

use crate::{
    actor::Actor,
    cast::song,
    program::Program,
    world::{copy_of_the_demo, open_ledger, settings},
};
use phone::{Phone, Round};
use rulebook::sync::Answer;
use server::run;
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    path::Path,
    time::{Duration, Instant},
};

/// What the crowd's errors are.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Phones that send at the same time, so that a kill finds each somewhere else on its way.
const PHONES: u64 = 4;
/// The longest that a server may take from its start to its first answer.
const RESTART: Duration = Duration::from_secs(2);
/// The ledger for which that is said.
const LARGE: u64 = 100_000;

/// Chance that can be had again: SplitMix64.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    /// A number below `faces`.
    pub fn below(&mut self, faces: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % faces
    }
}

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_load_nothing_acknowledged_is_missing_and_nothing_is_twice() {
    let (kills, entries) = (asked("CHENGGE_SOAK_KILLS", 100), asked("CHENGGE_SOAK_ENTRIES", 0));
    let seed = asked("CHENGGE_SOAK_SEED", uuid::Uuid::now_v7().as_u64_pair().1 >> 16);
    println!("soak: CHENGGE_SOAK_SEED={seed} CHENGGE_SOAK_KILLS={kills} CHENGGE_SOAK_ENTRIES={entries}");
    let folder = copy_of_the_demo();
    let unsigned = grow(folder.path(), entries).await;

    let (mut dice, round) = (Dice(seed), Round::default());
    let (mut program, _) = started(folder.path()).await;
    let mut phones = Vec::new();
    for number in 0..PHONES {
        let actor = Actor::enrol_demo(program.address, &song()).await;
        phones.push(tokio::spawn(Phone::new(actor, Dice(seed ^ (number + 1))).works(round.clone())));
    }
    let mut restarts = Vec::new();
    for _ in 0..kills {
        round.opens(program.address);
        round.until_it_is_worth_a_kill(&mut dice).await;
        round.closes();
        program.kill();
        let (next, took) = started(folder.path()).await;
        program = next;
        restarts.push(took);
    }
    round.ends(program.address);
    let mut told = BTreeMap::new();
    for phone in phones {
        told.append(&mut phone.await.unwrap().told);
    }
    // Once more without a good-bye: the judge reads what is on the disk and nothing else.
    program.kill();
    judge(folder.path(), &told, &unsigned);

    restarts.sort();
    let (median, worst) = (restarts[restarts.len() / 2], restarts[restarts.len() - 1]);
    println!(
        "soak: {kills} kills, {} acts acknowledged in {} questions ({} cut off), 0 missing, 0 twice; \
         start to first answer: median {} ms, worst {} ms",
        told.len(),
        round.questions(),
        round.cut_off(),
        median.as_millis(),
        worst.as_millis()
    );
    if entries >= LARGE {
        assert!(worst <= RESTART, "a restart took {worst:?}");
    }
}

/// Lets the ledger grow by the law until it holds so many entries. Nobody signed them: the faults that makes.
async fn grow(folder: &Path, entries: u64) -> BTreeSet<String> {
    if entries == 0 {
        return BTreeSet::new();
    }
    let running = run::start(settings(folder), run::open(folder, None).unwrap()).await.unwrap();
    let mut crowd = crowd::Crowd::gather(&running.desk, &running.address.to_string()).await.unwrap();
    crowd.grow(&running.desk, entries).await.unwrap();
    drop(crowd);
    running.stop().await.unwrap();
    server::verify::verify(open_ledger(folder).as_ref()).unwrap().faults.into_iter().collect()
}

/// A program that answers, and how long that took from its start.
async fn started(folder: &Path) -> (Program, Duration) {
    let began = Instant::now();
    let program = tokio::task::block_in_place(|| Program::start(folder, &folder.join("log")));
    let ready = crate::world::client().get(format!("http://{}/readyz", program.address)).send().await.unwrap();
    assert!(ready.status().is_success(), "started and not ready: {}", ready.status());
    (program, began.elapsed())
}

/// What was told must stand in the ledger, in its place, whole and once; and the ledger must hold together.
fn judge(folder: &Path, told: &BTreeMap<String, u64>, unsigned: &BTreeSet<String>) {
    let ledger = open_ledger(folder);
    let found = server::verify::verify(ledger.as_ref()).unwrap();
    let faults: Vec<&String> = found.faults.iter().filter(|fault| !unsigned.contains(*fault)).collect();
    assert_eq!(faults, Vec::<&String>::new());
    let (mut seats, mut times) = (BTreeMap::new(), BTreeMap::<_, u64>::new());
    let mut from = 1;
    while from <= found.entries {
        for entry in ledger.entries(from, 1_000).unwrap() {
            from = entry.seq + 1;
            *times.entry(entry.digest).or_default() += 1;
            let verdict: Answer = serde_json::from_str(&entry.verdict).unwrap();
            assert!(seats.insert(entry.act.clone(), (entry.seq, verdict)).is_none(), "{} stands twice", entry.act);
        }
    }
    assert!(times.values().all(|times| *times == 1), "the same bytes stand twice");
    for (act, seq) in told {
        let seat = seats.get(act).unwrap_or_else(|| panic!("{act} was acknowledged at {seq} and is missing"));
        assert_eq!(seat, &(*seq, Answer::Accepted { seq: *seq }), "{act} was acknowledged at {seq}");
        assert_eq!(ledger.openings(act).unwrap().len(), 1, "{act} lost the words it was accepted with");
    }
}
