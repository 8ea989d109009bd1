//! Server: keeping, `server doctor`. What a data folder holds, how it is, and what to do, in plain words.
//! It makes nothing and changes nothing, and names nobody: what it prints may be shown to a stranger.

use super::{folder, lock::Lock};
use crate::{
    clock::Clock,
    house,
    keys::DeskKey,
    ledger::{Ledger, LedgerError, Row, SqliteLedger},
    run::{KEY, LEDGER},
    verify,
};
use rulebook::{Body, Kind, device::DeviceState};
use std::{fmt, fs, os::unix::fs::PermissionsExt as _, path::Path};

/// Less free space than this is not enough for anybody.
const LEAST_FREE: u64 = 64 << 20;

/// What was found in a data folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// What it holds, line by line.
    pub holds: Vec<(&'static str, String)>,
    /// What was looked at, and how it is.
    pub findings: Vec<Finding>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// As it should be.
    Good(String),
    /// Not as it should be, and what to do.
    Wrong {
        /// What was found.
        found: String,
        /// What to do about it.
        todo: String,
    },
}

impl Health {
    /// How many things are wrong.
    pub fn wrong(&self) -> usize {
        self.findings.iter().filter(|finding| matches!(finding, Finding::Wrong { .. })).count()
    }

    fn holds(&mut self, what: &'static str, said: String) {
        self.holds.push((what, said));
    }

    fn good(&mut self, found: impl Into<String>) {
        self.findings.push(Finding::Good(found.into()));
    }

    fn wrong_with(&mut self, found: impl Into<String>, todo: impl Into<String>) {
        self.findings.push(Finding::Wrong { found: found.into(), todo: todo.into() });
    }
}

/// Examines a data folder.
pub fn examine(data: &Path) -> Health {
    let mut health = Health::default();
    health.holds("folder", data.display().to_string());
    let file = data.join(LEDGER);
    if !file.exists() {
        health.wrong_with(
            "there is no ledger in this folder",
            "name the right folder with --data, or put a community into it with `restore`, `import-ledger` or `demo`",
        );
        return health;
    }
    let found = match SqliteLedger::look(&file) {
        Ok(Some(ledger)) => ledger_of(&mut health, data, &ledger),
        Ok(None) => {
            health.wrong_with("the ledger is empty", "put a community into it with `restore` or `import-ledger`");
            None
        }
        Err(error) => {
            unreadable(&mut health, &error);
            None
        }
    };
    disk(&mut health, data);
    key(&mut health, data, found);
    readers(&mut health, data);
    shut(&mut health, data);
    health
}

/// An older layout is no fault: nothing is asked of whoever reads this.
fn tables(step: usize) -> String {
    match SqliteLedger::newest_step() {
        newest if step == newest => format!("the tables are those of this program (step {step})"),
        newest => format!("the tables are of an older program (step {step}); `serve` brings them to step {newest}"),
    }
}

fn unreadable(health: &mut Health, error: &LedgerError) {
    health.wrong_with(
        format!("the ledger cannot be read ({error})"),
        "stop the server, restore the newest backup with `restore --replace`; phones offer again what it lacks",
    );
}

/// What the ledger holds and whether it holds together; the desk's key as it has it.
fn ledger_of(health: &mut Health, data: &Path, ledger: &SqliteLedger) -> Option<String> {
    let told = tell(health, data, ledger);
    let checked = told.and_then(|()| Ok((ledger.step()?, ledger.damages()?, verify::verify(ledger)?)));
    match checked {
        Err(error) => {
            unreadable(health, &error);
            None
        }
        Ok((step, damages, found)) => {
            health.good(tables(step));
            let again = "keep this folder, and restore the newest backup with `restore --replace`";
            match damages.len() {
                0 => health.good("the file is whole (SQLite's integrity check)"),
                many => health.wrong_with(format!("the file is damaged in {many} places"), again),
            }
            match found.faults.len() {
                0 => health.good(format!("{} entries and {} records fit together", found.entries, found.records)),
                many => {
                    health
                        .wrong_with(format!("entries and records differ in {many} places; `verify` lists them"), again);
                }
            }
            Some(found.desk)
        }
    }
}

fn tell(health: &mut Health, data: &Path, ledger: &SqliteLedger) -> Result<(), LedgerError> {
    let (head, rows) = (ledger.head()?, ledger.rows()?);
    let now = Clock::load(data).ok().flatten().unwrap_or_default().now();
    let count = |kind: Kind| rows.iter().filter(|row| row.kind == kind.tag()).count();
    let mut quarantined = 0;
    let mut take = |piece| {
        quarantined += usize::from(matches!(piece, crate::ledger::Piece::Quarantine(_)));
        Ok(())
    };
    ledger.each(&mut take)?;
    let personal = rows.iter().filter(|row| row.personal).count();
    health.holds("community", ledger.community().into());
    health.holds("epoch", head.epoch);
    health.holds("entries", format!("{}, the newest {} old", head.seq, age(now.0 - head.at)));
    health.holds("records", format!("{}, {personal} of them personal", rows.len()));
    health.holds("people", count(Kind::Person).to_string());
    health.holds("devices", devices(&rows));
    health.holds("quarantine", format!("{quarantined} kept aside for a person to look at"));
    Ok(())
}

fn devices(rows: &[Row]) -> String {
    let (mut active, mut pending, mut revoked) = (0, 0, 0);
    for row in rows.iter().filter(|row| row.kind == Kind::Device.tag()) {
        if let Ok(Body::Device(device)) = house::record_of(row).map(|record| record.body) {
            match device.state {
                DeviceState::Active => active += 1,
                DeviceState::Pending => pending += 1,
                DeviceState::Revoked { .. } => revoked += 1,
            }
        }
    }
    format!("{active} in use (one of them the server's own), {pending} not yet confirmed, {revoked} ended")
}

fn disk(health: &mut Health, data: &Path) {
    let length = |name: &str| fs::metadata(data.join(name)).map_or(0, |file| file.len());
    let ledger = length(LEDGER) + length("ledger.db-wal");
    health.holds("size", size(ledger));
    match rustix::fs::statvfs(data) {
        Err(error) => health.wrong_with(format!("the free space cannot be asked ({error})"), "look at the disk"),
        Ok(told) => {
            let free = told.f_bavail.saturating_mul(told.f_frsize);
            health.holds("free", size(free));
            // A backup beside it, a restore and SQLite's own rewriting each need as much again.
            if free < LEAST_FREE.max(ledger) {
                let todo = "make room: move old backups and `replaced-…` folders to another disk";
                health.wrong_with(format!("only {} are free beside a ledger of {}", size(free), size(ledger)), todo);
            } else {
                health.good("there is room on the disk");
            }
        }
    }
}

fn key(health: &mut Health, data: &Path, told: Option<String>) {
    let file = data.join(KEY);
    let again = format!("put {KEY} back from a backup; phones believe no other key");
    match folder::read(&file).and_then(|bytes| DeskKey::from_pkcs8(&bytes)) {
        Err(_) if !file.exists() => health.wrong_with(format!("the server's key ({KEY}) is missing"), again),
        Err(error) => health.wrong_with(format!("the server's key ({KEY}) cannot be read ({error})"), again),
        Ok(key) => match told {
            Some(told) if told != key.public() => {
                health.wrong_with(format!("the server's key ({KEY}) is not the one the ledger names"), again);
            }
            Some(_) => health.good(format!("the server's key ({KEY}) is the one the ledger names")),
            // Nothing to compare it with; that the ledger cannot be read was said.
            None => {}
        },
    }
}

/// Who else may look into it. A folder that is shut shuts everything in it.
fn readers(health: &mut Health, data: &Path) {
    let mode = |path: &Path| fs::metadata(path).map_or(0, |told| told.permissions().mode() & 0o777);
    let (key, ledger) = (data.join(KEY), data.join(LEDGER));
    let open = |path: &Path| mode(path) & 0o077 != 0;
    let exposed: Vec<&Path> = [(key.as_path(), open(&key)), (ledger.as_path(), open(&ledger) && open(data))]
        .into_iter()
        .filter_map(|(path, exposed)| exposed.then_some(path))
        .collect();
    for path in &exposed {
        let todo = format!("chmod go= {}", path.display());
        health.wrong_with(format!("others may look into {} (mode {:o})", path.display(), mode(path)), todo);
    }
    if exposed.is_empty() {
        health.good("nobody but its owner may read the ledger and the key");
    }
}

/// Whether it is served. Both are as they should be, so neither is a fault.
fn shut(health: &mut Health, data: &Path) {
    match Lock::is_taken(data) {
        Ok(true) => health.good("a server runs on this folder"),
        Ok(false) => health.good("no server runs on this folder"),
        Err(error) => health.wrong_with(
            format!("whether a server runs cannot be asked ({error})"),
            "run this as the user who runs the server",
        ),
    }
}

/// So many bytes, for people.
pub fn size(bytes: u64) -> String {
    let units = ["B", "KB", "MB", "GB", "TB"];
    let (mut whole, mut rest, mut unit) = (bytes, 0, 0);
    while whole >= 1_000 && unit + 1 < units.len() {
        (whole, rest, unit) = (whole / 1_000, whole % 1_000, unit + 1);
    }
    if unit == 0 { format!("{whole} B") } else { format!("{whole}.{} {}", rest / 100, units[unit]) }
}

/// So long, for people.
fn age(ms: i64) -> String {
    match ms.max(0) / 1_000 {
        seconds @ 0..120 => format!("{seconds} seconds"),
        seconds @ 120..7_200 => format!("{} minutes", seconds / 60),
        seconds @ 7_200..172_800 => format!("{} hours", seconds / 3_600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, said) in &self.holds {
            writeln!(f, "{what:<11}{said}")?;
        }
        writeln!(f)?;
        for finding in &self.findings {
            match finding {
                Finding::Good(found) => writeln!(f, "ok     {found}")?,
                Finding::Wrong { found, todo } => writeln!(f, "WRONG  {found}\n       do: {todo}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_ages_are_for_people() {
        assert_eq!(
            [0, 999, 1_000, 12_340_000, 5_000_000_000].map(size),
            ["0 B", "999 B", "1.0 KB", "12.3 MB", "5.0 GB"]
        );
        assert_eq!([-5, 61_000, 600_000, 90_000_000].map(age), ["0 seconds", "61 seconds", "10 minutes", "25 hours"]);
    }
}
