//! Server: a ledger in SQLite as a whole: looked at beside the server that writes it, copied, told.

use super::{
    ENTRY, MIGRATIONS, QUARANTINE, READABLE_FROM, SqliteLedger, read_chain, read_entry, read_kept, read_quarantined,
    read_row, steps_done,
};
use crate::ledger::{LedgerError, Piece, Take};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row as Line};
use std::{path::Path, time::Duration};

/// Damages of a file that are named; more would say nothing new.
const MOST_DAMAGES: u32 = 20;

impl SqliteLedger {
    /// Looks at the ledger of a file as it stands at this moment and stays so, whoever goes on writing;
    /// none if no community was founded in it. Makes nothing, changes nothing.
    ///
    /// # Errors
    /// When the file is not there, is no ledger, or its tables are not such as this build can read.
    pub fn look(file: &Path) -> Result<Option<Self>, LedgerError> {
        let db = existing(file)?;
        db.pragma_update(None, "query_only", true)?;
        // The first read inside the transaction fixes the moment.
        db.execute_batch("BEGIN")?;
        let tables = steps_done(&db)?;
        let any: u32 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |line| line.get(0))?;
        if any == 0 {
            return Ok(None);
        }
        if !(READABLE_FROM..=MIGRATIONS.len()).contains(&tables) {
            return Err(LedgerError::Store(format!(
                "the tables are of step {tables}, this program knows {}; start `serve` of the newer program once",
                MIGRATIONS.len()
            )));
        }
        let first = "SELECT community FROM head WHERE seq > 0 ORDER BY community LIMIT 1";
        let community: Option<String> = db.query_row(first, [], |line| line.get(0)).optional()?;
        Ok(community.map(|community| Self { db, community }))
    }

    /// The community whose ledger this is.
    pub fn community(&self) -> &str {
        &self.community
    }

    /// How many steps the tables of a ledger have seen when this build serves it.
    pub fn newest_step() -> usize {
        MIGRATIONS.len()
    }

    /// How many steps the tables of this file have seen.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn step(&self) -> Result<usize, LedgerError> {
        Ok(steps_done(&self.db)?)
    }

    /// Writes a copy of the whole file as of one moment, beside a server that writes it. What was erased
    /// does not travel: the copy is made of what is there, without the pages that were freed. Who wants to be called does
    /// not travel either: put back later, it would call somebody who has turned it off since.
    ///
    /// # Errors
    /// When the file cannot be read, or `to` cannot be written or holds something already.
    pub fn copy(file: &Path, to: &Path) -> Result<(), LedgerError> {
        let name = to.to_str().ok_or_else(|| LedgerError::Store("the name of the copy is not UTF-8".into()))?;
        existing(file)?.execute("VACUUM INTO ?1", [name])?;
        let copy = existing(to)?;
        let has_push = "SELECT count(*) FROM sqlite_schema WHERE name = 'push'";
        if copy.query_row(has_push, [], |line| line.get::<_, u32>(0))? > 0 {
            copy.execute_batch("PRAGMA secure_delete = ON; DELETE FROM push;")?;
        }
        Ok(())
    }

    /// Writes everything into the one file and lets it go, so that the file can be moved by itself.
    ///
    /// # Errors
    /// When the disk fails, or somebody else has the file open.
    pub fn close(self) -> Result<(), LedgerError> {
        let mode: String = self.db.query_row("PRAGMA journal_mode = DELETE", [], |line| line.get(0))?;
        if mode != "delete" {
            return Err(LedgerError::Store("somebody else has the file open".into()));
        }
        self.db.close().map_err(|(_, error)| error.into())
    }

    /// What SQLite finds damaged in the file; empty if it is whole.
    ///
    /// # Errors
    /// When the file is too damaged to be looked at.
    pub fn damages(&self) -> Result<Vec<String>, LedgerError> {
        let mut found = self.db.prepare(&format!("PRAGMA integrity_check({MOST_DAMAGES})"))?;
        let lines: Vec<String> = found.query_map([], |line| line.get(0))?.collect::<Result<_, _>>()?;
        Ok(if lines == ["ok"] { Vec::new() } else { lines })
    }
}

/// Opens a file that must be there, without touching its tables or its journal.
fn existing(file: &Path) -> Result<Connection, LedgerError> {
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(Duration::from_secs(5))?;
    Ok(db)
}

/// Every piece in the order of [`crate::ledger::Ledger::each`]; the primary keys give it without sorting.
pub(super) fn each(ledger: &SqliteLedger, take: &mut Take<'_>) -> Result<(), LedgerError> {
    let rows = |table: &str, personal: u8| {
        format!("SELECT kind, id, rev, value, {personal} FROM {table} WHERE community = ?1 ORDER BY kind, id")
    };
    let entries = format!("SELECT {ENTRY} FROM entry WHERE community = ?1 ORDER BY seq");
    let openings = "SELECT act, field, salt, value FROM opening WHERE community = ?1 ORDER BY act, field, salt";
    let chains = "SELECT device, n, digest FROM chain WHERE community = ?1 ORDER BY device";
    let quarantine = format!("SELECT {QUARANTINE} FROM quarantine WHERE community = ?1 ORDER BY digest");
    tell(ledger, &entries, |line| read_entry(line).map(Piece::Entry), take)?;
    tell(ledger, &rows("record", 0), |line| read_row(line).map(Piece::Record), take)?;
    tell(ledger, &rows("personal", 1), |line| read_row(line).map(Piece::Personal), take)?;
    tell(ledger, openings, |line| read_kept(line).map(Piece::Opening), take)?;
    tell(ledger, chains, |line| read_chain(line).map(Piece::Chain), take)?;
    tell(ledger, &quarantine, |line| read_quarantined(line).map(Piece::Quarantine), take)
}

/// Line by line: a ledger of any length needs the memory of one line.
fn tell(
    ledger: &SqliteLedger,
    sql: &str,
    read: fn(&Line<'_>) -> rusqlite::Result<Piece>,
    take: &mut Take<'_>,
) -> Result<(), LedgerError> {
    let mut found = ledger.db.prepare(sql)?;
    let mut lines = found.query([&ledger.community])?;
    while let Some(line) = lines.next()? {
        take(read(line)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::ledger::{Ledger as _, conformance::batch};

    #[test]
    fn a_look_stays_where_it_was_while_the_ledger_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.db");
        let mut writing = SqliteLedger::open(&file, "c").unwrap();
        assert!(SqliteLedger::look(&file).unwrap().is_none(), "nothing was founded yet");
        writing.append(&batch(1, "d", 1)).unwrap();
        let looking = SqliteLedger::look(&file).unwrap().unwrap();
        writing.append(&batch(2, "d", 2)).unwrap();
        assert_eq!((looking.community(), looking.head().unwrap().seq), ("c", 1));
        assert_eq!(looking.entries(1, 9).unwrap().len(), 1);
        assert_eq!(SqliteLedger::look(&file).unwrap().unwrap().head().unwrap().seq, 2);
    }

    #[test]
    fn a_look_changes_nothing_and_makes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.db");
        assert!(SqliteLedger::look(&file).is_err());
        assert!(!file.exists());
        drop(SqliteLedger::open(&file, "c").map(|mut ledger| ledger.append(&batch(1, "d", 1))).unwrap());
        let mut looking = SqliteLedger::look(&file).unwrap().unwrap();
        assert!(looking.append(&batch(2, "d", 2)).is_err());
        assert!(looking.begin_epoch("another").is_err());
    }

    #[test]
    fn what_was_erased_does_not_travel_in_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let (file, copy) = (folder.path().join("ledger.db"), folder.path().join("copy.db"));
        let mut ledger = SqliteLedger::open(&file, "c").unwrap();
        let mut given = batch(1, "d", 1);
        given.openings[0].value = "noiseless canary ".repeat(999);
        ledger.append(&given).unwrap();
        ledger.db.execute("DELETE FROM opening", []).unwrap();
        SqliteLedger::copy(&file, &copy).unwrap();
        let bytes = std::fs::read(&copy).unwrap();
        assert!(!bytes.windows(6).any(|six| six == b"canary"));
        assert!(SqliteLedger::look(&copy).unwrap().unwrap().damages().unwrap().is_empty());
        assert!(SqliteLedger::copy(&file, &copy).is_err(), "a copy never overwrites");
    }
}
