//! Server, roster: what is handed in at a desk. The file is read, planned on a copy of the community, and forgotten; a
//! second time with the name of that plan it is carried out, if it is still the same plan. Two files at once would be a
//! hundred megabytes, so they come one after the other.
//!
//! Not yet: moving out from a desk who is not in the roster (`server import --move-out-missing` does), and another sheet
//! of a workbook than its first.

use super::{Unread, file, progress::Progress, words};
use crate::{
    codec,
    http::state::Desk,
    writer::{Undone, importing::Roster},
};
use rulebook::{
    Community,
    device::Device,
    hash::{Hash, Opening},
    roster::{Row, Terms, plan, report::Report},
};
use std::{
    io,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How long somebody waits while the roster of somebody else is read.
const TURN: Duration = Duration::from_secs(20);
/// How often a roster is planned anew because the roll changed just then.
const MOST_RACES: usize = 3;

/// Where rosters are handed in, one after the other.
#[derive(Debug)]
pub struct Counter {
    turn: Semaphore,
    /// Of this run of the server: an id made of it, and the name of a plan, tell nothing of a file.
    secret: String,
    /// The newest that was carried out: the answer to it may have been lost, or the button was tapped twice.
    done: Mutex<Option<Report>>,
}

/// Why nothing came of a roster.
#[derive(Debug)]
pub enum Unserved {
    /// The file is none.
    Unread(Unread),
    /// Carried out it would be something else than what was shown.
    Changed,
    /// Not just now.
    Unavailable,
}

/// What was read of a file, before anybody planned.
struct Read {
    rows: Vec<Row>,
    seed: String,
}

impl Counter {
    /// Open.
    ///
    /// # Errors
    /// When there is no randomness.
    pub fn open() -> io::Result<Self> {
        let secret = codec::to_hex(&codec::random::<32>()?);
        Ok(Self { turn: Semaphore::new(1), secret, done: Mutex::default() })
    }

    /// Waits for one's turn.
    ///
    /// # Errors
    /// [`Unserved::Unavailable`] when the others take too long.
    pub async fn turn(&self) -> Result<SemaphorePermit<'_>, Unserved> {
        match tokio::time::timeout(TURN, self.turn.acquire()).await {
            Ok(Ok(turn)) => Ok(turn),
            Ok(Err(_)) | Err(_) => Err(Unserved::Unavailable),
        }
    }

    /// The same file on the same device is planned with the same ids: what is carried out is what was shown.
    fn seed(&self, device: &Device, bytes: &[u8]) -> String {
        let (secret, device) = (self.secret.as_bytes(), device.id.as_str().as_bytes());
        Hash::tagged("chengge/roster/seed/v1", &[secret, device, codec::sha256_hex(bytes).as_bytes()]).0
    }

    fn done_before(&self, name: &Hash) -> Option<Report> {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.as_ref().filter(|report| report.plan == *name).cloned()
    }

    fn is_done(&self, report: &Report) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = Some(report.clone());
    }
}

/// Tells what a file would change.
///
/// # Errors
/// When it is no roster.
pub async fn look(desk: &Desk, device: &Device, bytes: Vec<u8>) -> Result<Report, Unserved> {
    let read = read(desk, device, bytes).await?;
    let (_, report, _) = planned(desk, device, read, None).await?;
    Ok(report)
}

/// Carries out the plan of that name. `order` is what the person signed.
///
/// # Errors
/// When the file is no roster, gives another plan by now, or nothing can be written.
pub async fn take(
    desk: &Desk,
    device: &Device,
    bytes: Vec<u8>,
    name: &Hash,
    order: &Opening,
) -> Result<Report, Unserved> {
    if let Some(report) = desk.counter.done_before(name) {
        return Ok(report);
    }
    let mut read = read(desk, device, bytes).await?;
    for _ in 0..=MOST_RACES {
        let (back, report, roster) = planned(desk, device, read, Some(order)).await?;
        read = back;
        if report.plan != *name {
            return Err(Unserved::Changed);
        }
        let Some(roster) = roster else { return Ok(report) };
        match desk.writer.import(roster).await {
            Ok(entries) => {
                tracing::info!(entries, rows = report.rows, "a roster was handed in");
                let report = Report { written: true, ..report };
                desk.counter.is_done(&report);
                return Ok(report);
            }
            Err(Undone::Stale) => {}
            Err(Undone::Unavailable | Undone::Refused(_)) => return Err(Unserved::Unavailable),
        }
    }
    Err(Unserved::Changed)
}

async fn read(desk: &Desk, device: &Device, bytes: Vec<u8>) -> Result<Read, Unserved> {
    let (desk, device) = (desk.clone(), device.clone());
    aside(move || {
        let seed = desk.counter.seed(&device, &bytes);
        file::rows(bytes, None, &Progress::silent()).map(|rows| Read { rows, seed })
    })
    .await?
    .map_err(Unserved::Unread)
}

/// Plans on a copy, so that nobody who writes waits for it. The roster is there only with an order, and if it would
/// change something.
async fn planned(
    desk: &Desk,
    device: &Device,
    read: Read,
    order: Option<&Opening>,
) -> Result<(Read, Report, Option<Roster>), Unserved> {
    let (desk, device, order) = (desk.clone(), device.clone(), order.cloned());
    aside(move || {
        let (seq, community): (u64, Community) = {
            let house = desk.house.read();
            (house.head.seq, house.community.clone())
        };
        let today = desk.clock.now().day();
        let terms = Terms { today, seed: &read.seed, move_out_missing: false, label: words::door };
        let plan = plan(&community, &read.rows, &terms);
        let name = plan.digest(&read.seed);
        let report = Report::of(&plan, read.rows.len(), name.clone());
        let roster = order.filter(|_| !plan.is_empty()).map(|order| Roster {
            seq,
            by: device.person,
            device: device.id,
            plan: name,
            order,
            records: plan.records,
        });
        (read, report, roster)
    })
    .await
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Unserved> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Unserved::Unavailable)
}
