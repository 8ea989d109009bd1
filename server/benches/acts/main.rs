//! Server bench: how many signed acts a second one community takes, beside the two things nobody can be faster than on
//! the same machine in the same minute: checking the signatures on all cores, and committing the same bytes to SQLite
//! with a wait for the disk. Ledgers of 10⁴ and 10⁵ entries, with `BENCH_FULL=1` also 10⁶. No figure is asserted here;
//! that every act was accepted is. Prints a table, writes `target/bench/server.json`.

mod ceilings;
mod crowd;
mod stages;

use crowd::{Crowd, Letter};
use serde_json::{Value, json};
use server::{
    http::state::Desk,
    run::{self, Running},
    settings::{Given, Settings},
};
use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant, SystemTime},
};

/// Any error ends the bench.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Acts of one measurement: five devices, two questions of 200 each.
const ACTS: usize = 2_000;

fn main() -> Outcome<()> {
    let rounds = std::env::var("BENCH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5_usize).max(1);
    let full = std::env::var("BENCH_FULL").is_ok_and(|text| text == "1");
    let sizes: &[u64] = if full { &[10_000, 100_000, 1_000_000] } else { &[10_000, 100_000] };
    // On the disk where a ledger would lie, not in a temporary folder that may be memory.
    let out = workspace().join("target/bench");
    fs::create_dir_all(&out)?;
    let folder = tempfile::tempdir_in(&out)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut found = Vec::new();
    for size in sizes {
        let (running, data) = (runtime.block_on(up(folder.path()))?, folder.path().join("data"));
        let (mut rates, crowd) =
            runtime.block_on(serving(&running.desk, &running.address.to_string(), *size, rounds, &data))?;
        runtime.block_on(running.stop())?;
        rates["stages"] = stages::of(&data, crowd)?;
        println!("{}", serde_json::to_string(&rates)?);
        found.push(rates);
    }
    let cores = std::thread::available_parallelism()?.get();
    let when = humble_date();
    let all = json!({ "when": when, "cores": cores, "rounds": rounds, "acts": ACTS, "sizes": found });
    fs::write(out.join("server.json"), serde_json::to_string_pretty(&all)?)?;
    Ok(())
}

/// Everything that is measured while the server runs.
async fn serving(desk: &Desk, address: &str, size: u64, rounds: usize, data: &Path) -> Outcome<(Value, Crowd)> {
    let mut crowd = Crowd::gather(desk, address).await?;
    let began = Instant::now();
    crowd.grow(desk, size).await?;
    let grown = began.elapsed();
    let (mut http, mut writer, mut verify, mut sqlite) = (vec![], vec![], vec![], vec![]);
    for _ in 0..rounds {
        // The ceilings next to what they are ceilings of: a machine shared with others changes by the minute.
        let letters = crowd.write(ACTS)?;
        http.push(rate(ACTS, crowd.post(&letters).await?));
        let letters = crowd.write(ACTS)?;
        verify.push(ceilings::verify(&crowd, &letters));
        writer.push(rate(ACTS, crowd.hand_in(desk, &letters).await?));
        sqlite.push(ceilings::sqlite(data, ACTS)?);
    }
    let [http, writer, verify, sqlite] = [http, writer, verify, sqlite].map(median);
    let lower = verify.min(sqlite);
    let entries = desk.house.read().head.seq;
    Ok((
        json!({
            "entries": size, "entries_after": entries, "grown_in_s": grown.as_secs_f64(), "http": http,
            "writer": writer, "verify_ceiling": verify, "sqlite_ceiling": sqlite, "http_ratio": http / lower,
            "writer_ratio": writer / lower, "bytes_an_act": ceilings::bytes_an_act(data)?,
        }),
        crowd,
    ))
}

/// The real server on a folder that may hold a community already.
async fn up(folder: &Path) -> io::Result<Running> {
    let settings = Settings {
        listen: ([127, 0, 0, 1], 0).into(),
        data: folder.join("data"),
        site: folder.join("no-site"),
        ..Given::default().settle()?
    };
    let kept = run::open(&settings.data, Some(run::demo_beginning))?;
    run::start(settings, kept).await
}

/// Acts a second.
pub fn rate(acts: usize, took: Duration) -> f64 {
    acts as f64 / took.as_secs_f64()
}

/// The middle of some figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    let above = figures.get(middle).copied().unwrap_or_default();
    if figures.len() % 2 == 1 || middle == 0 {
        above
    } else {
        (figures.get(middle - 1).copied().unwrap_or(above) + above) / 2.0
    }
}

/// The folder of the workspace: cargo runs a bench in its package's.
fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}

fn humble_date() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// All letters of all devices, in the order in which they are to go.
pub fn all(letters: &[Vec<Letter>]) -> impl Iterator<Item = &Letter> {
    letters.iter().flatten()
}
