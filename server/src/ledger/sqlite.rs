//! Server: the ledger in SQLite. Write-ahead log with `synchronous=FULL`: what was committed survives
//! a power cut. One connection writes; it takes the write lock before it reads the head.

mod whole;

use super::{Batch, Chain, Entry, Head, Kept, Ledger, LedgerError, Quarantined, Row, Take};
use rusqlite::{Connection, OptionalExtension as _, Row as Line, Transaction, TransactionBehavior, params};
use std::{path::Path, time::Duration};

/// Every step from an empty file to today's tables, oldest first. Steps are never edited, only added.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/sqlite/0001_ledger.sql"),
    include_str!("../../migrations/sqlite/0002_rows_beside_their_keys.sql"),
    include_str!("../../migrations/sqlite/0003_push.sql"),
];

/// The oldest step whose tables answer the questions of this build: since then only their layout changed, and what is no
/// part of the ledger came beside it.
const READABLE_FROM: usize = 1;

/// Memory for pages of the file, KiB: the keys of a grown ledger, which lie far apart, stay at hand.
const PAGES_KIB: i64 = 64 * 1024;

const ENTRY: &str = "seq, at, device, n, act, digest, body, sig, verdict, changes";
const QUARANTINE: &str = "digest, at, sender, why, body, sig";

/// A ledger of one community in a SQLite file that may hold several.
pub struct SqliteLedger {
    db: Connection,
    community: String,
}

impl SqliteLedger {
    /// Opens or makes the file and the community's ledger in it.
    ///
    /// # Errors
    /// When the file cannot be opened, is of a later build, or the disk fails.
    pub fn open(file: &Path, community: &str) -> Result<Self, LedgerError> {
        let mut db = connect(file)?;
        migrate(&mut db)?;
        let epoch = uuid::Uuid::now_v7().to_string();
        db.execute(
            "INSERT INTO head (community, epoch, seq, at) VALUES (?1, ?2, 0, 0) ON CONFLICT DO NOTHING",
            params![community, epoch],
        )?;
        Ok(Self { db, community: community.into() })
    }

    /// The communities that have a ledger in this file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn communities(file: &Path) -> Result<Vec<String>, LedgerError> {
        let mut db = connect(file)?;
        migrate(&mut db)?;
        let mut found = db.prepare("SELECT community FROM head WHERE seq > 0 ORDER BY community")?;
        let names = found.query_map([], |line| line.get(0))?.collect::<Result<_, _>>()?;
        Ok(names)
    }
}

impl Ledger for SqliteLedger {
    fn head(&self) -> Result<Head, LedgerError> {
        let mut found = self.db.prepare_cached("SELECT epoch, seq, at FROM head WHERE community = ?1")?;
        Ok(found.query_row([&self.community], |line| {
            Ok(Head { epoch: line.get(0)?, seq: number(line, 1)?, at: line.get(2)? })
        })?)
    }

    fn append(&mut self, batch: &Batch) -> Result<(), LedgerError> {
        if batch.is_empty() {
            return Ok(());
        }
        let community = self.community.as_str();
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let head: i64 = tx.query_row("SELECT seq FROM head WHERE community = ?1", [community], |line| line.get(0))?;
        batch.follows(head.unsigned_abs())?;
        put_entries(&tx, community, &batch.entries)?;
        put_rows(&tx, community, &batch.rows)?;
        put_chains(&tx, community, &batch.chains)?;
        put_openings(&tx, community, &batch.openings)?;
        put_quarantine(&tx, community, &batch.quarantine)?;
        if let Some(last) = batch.entries.last() {
            tx.execute(
                "UPDATE head SET seq = ?2, at = ?3 WHERE community = ?1",
                params![community, signed(last.seq)?, last.at],
            )?;
        }
        Ok(tx.commit()?)
    }

    fn try_disk(&mut self) -> Result<(), LedgerError> {
        // Not a row that stays what it is: SQLite would see that and write nothing.
        Ok(self.db.pragma_update(None, "user_version", MIGRATIONS.len() as u32)?)
    }

    fn entries(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError> {
        let sql = format!("SELECT {ENTRY} FROM entry WHERE community = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3");
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut found = self.db.prepare_cached(&sql)?;
        let lines = found.query_map(params![self.community, signed(from)?, limit], read_entry)?;
        Ok(lines.collect::<Result<_, _>>()?)
    }

    fn time_of(&self, seq: u64) -> Result<Option<i64>, LedgerError> {
        let Ok(seq) = signed(seq) else { return Ok(None) };
        let mut found = self.db.prepare_cached("SELECT at FROM entry WHERE community = ?1 AND seq = ?2")?;
        Ok(found.query_row(params![self.community, seq], |line| line.get(0)).optional()?)
    }

    fn entry_of(&self, device: &str, n: u64) -> Result<Option<Entry>, LedgerError> {
        let Ok(n) = signed(n) else { return Ok(None) };
        let sql = format!("SELECT {ENTRY} FROM entry WHERE community = ?1 AND device = ?2 AND n = ?3");
        let mut found = self.db.prepare_cached(&sql)?;
        Ok(found.query_row(params![self.community, device, n], read_entry).optional()?)
    }

    fn entry_by_act(&self, act: &str) -> Result<Option<Entry>, LedgerError> {
        let mut found = self.db.prepare_cached(&entry_by_act())?;
        Ok(found.query_row([&self.community, act], read_entry).optional()?)
    }

    fn chain(&self, device: &str) -> Result<Option<Chain>, LedgerError> {
        let mut found =
            self.db.prepare_cached("SELECT device, n, digest FROM chain WHERE community = ?1 AND device = ?2")?;
        Ok(found.query_row([&self.community, device], read_chain).optional()?)
    }

    fn rows(&self) -> Result<Vec<Row>, LedgerError> {
        let mut found = self.db.prepare(
            "SELECT kind, id, rev, value, 0 FROM record WHERE community = ?1
             UNION ALL SELECT kind, id, rev, value, 1 FROM personal WHERE community = ?1 ORDER BY 1, 2",
        )?;
        let lines = found.query_map([&self.community], read_row)?;
        Ok(lines.collect::<Result<_, _>>()?)
    }

    fn openings(&self, act: &str) -> Result<Vec<Kept>, LedgerError> {
        let sql = "SELECT act, field, salt, value FROM opening WHERE community = ?1 AND act = ?2 ORDER BY field";
        let mut found = self.db.prepare_cached(sql)?;
        let lines = found.query_map([&self.community, act], read_kept)?;
        Ok(lines.collect::<Result<_, _>>()?)
    }

    fn quarantined(&self, digest: &str) -> Result<Option<Quarantined>, LedgerError> {
        let sql = format!("SELECT {QUARANTINE} FROM quarantine WHERE community = ?1 AND digest = ?2");
        let mut found = self.db.prepare_cached(&sql)?;
        Ok(found.query_row(params![self.community, digest], read_quarantined).optional()?)
    }

    fn quarantine(&self, limit: usize) -> Result<Vec<Quarantined>, LedgerError> {
        let sql = format!("SELECT {QUARANTINE} FROM quarantine WHERE community = ?1 ORDER BY at, digest LIMIT ?2");
        let mut found = self.db.prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let lines = found.query_map(params![self.community, limit], read_quarantined)?;
        Ok(lines.collect::<Result<_, _>>()?)
    }

    fn each(&self, take: &mut Take<'_>) -> Result<(), LedgerError> {
        whole::each(self, take)
    }

    fn begin_epoch(&mut self, epoch: &str) -> Result<(), LedgerError> {
        self.db.execute("UPDATE head SET epoch = ?2 WHERE community = ?1", params![self.community, epoch])?;
        Ok(())
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        LedgerError::Store(error.to_string())
    }
}

/// The first entry of an act. The index is named: left to itself SQLite prefers to have the order for nothing, walks
/// the community's whole ledger, and every act costs as much as there are entries.
fn entry_by_act() -> String {
    format!("SELECT {ENTRY} FROM entry INDEXED BY entry_by_act WHERE community = ?1 AND act = ?2 ORDER BY seq LIMIT 1")
}

/// Opens a file as the one that writes it does.
///
/// # Errors
/// When it cannot be opened.
pub(crate) fn connect(file: &Path) -> Result<Connection, LedgerError> {
    let db = Connection::open(file)?;
    db.busy_timeout(Duration::from_secs(5))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "cache_size", -PAGES_KIB)?;
    db.set_prepared_statement_cache_capacity(32);
    Ok(db)
}

/// How many of [`MIGRATIONS`] a file has seen.
fn steps_done(db: &Connection) -> rusqlite::Result<usize> {
    Ok(db.query_row("PRAGMA user_version", [], |line| line.get::<_, u32>(0))? as usize)
}

fn migrate(db: &mut Connection) -> Result<(), LedgerError> {
    // Where nothing is to be done nothing is written: a ledger is opened to be read, too.
    if steps_done(db)? == MIGRATIONS.len() {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = steps_done(&tx)?;
    if done > MIGRATIONS.len() {
        return Err(LedgerError::Store(format!(
            "the file is of a later build (tables {done}, known {})",
            MIGRATIONS.len()
        )));
    }
    for step in MIGRATIONS.iter().skip(done) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "user_version", MIGRATIONS.len() as u32)?;
    Ok(tx.commit()?)
}

fn put_entries(tx: &Transaction<'_>, community: &str, entries: &[Entry]) -> Result<(), LedgerError> {
    let sql = format!("INSERT INTO entry (community, {ENTRY}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
    let mut put = tx.prepare_cached(&sql)?;
    for e in entries {
        let (seq, n) = (signed(e.seq)?, signed(e.n)?);
        put.execute(params![community, seq, e.at, e.device, n, e.act, e.digest, e.body, e.sig, e.verdict, e.changes])?;
    }
    Ok(())
}

fn put_rows(tx: &Transaction<'_>, community: &str, rows: &[Row]) -> Result<(), LedgerError> {
    const TAIL: &str = "(community, kind, id, rev, value) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (community, kind, id) DO UPDATE SET rev = excluded.rev, value = excluded.value";
    let mut public = tx.prepare_cached(&format!("INSERT INTO record {TAIL}"))?;
    let mut personal = tx.prepare_cached(&format!("INSERT INTO personal {TAIL}"))?;
    for row in rows {
        let put = if row.personal { &mut personal } else { &mut public };
        put.execute(params![community, row.kind, row.id, signed(row.rev)?, row.value])?;
    }
    Ok(())
}

fn put_chains(tx: &Transaction<'_>, community: &str, chains: &[Chain]) -> Result<(), LedgerError> {
    let mut put = tx.prepare_cached(
        "INSERT INTO chain (community, device, n, digest) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (community, device) DO UPDATE SET n = excluded.n, digest = excluded.digest",
    )?;
    for chain in chains {
        put.execute(params![community, chain.device, signed(chain.n)?, chain.digest])?;
    }
    Ok(())
}

fn put_openings(tx: &Transaction<'_>, community: &str, openings: &[Kept]) -> Result<(), LedgerError> {
    // A phone may send a value twice with its act; that must not hold up everybody's batch.
    let sql = "INSERT INTO opening (community, act, field, salt, value) VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT DO NOTHING";
    let mut put = tx.prepare_cached(sql)?;
    for kept in openings {
        put.execute(params![community, kept.act, kept.field, kept.salt, kept.value])?;
    }
    Ok(())
}

fn put_quarantine(tx: &Transaction<'_>, community: &str, found: &[Quarantined]) -> Result<(), LedgerError> {
    let mut put = tx.prepare_cached(
        "INSERT INTO quarantine (community, digest, at, sender, why, body, sig) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO NOTHING",
    )?;
    for q in found {
        put.execute(params![community, q.digest, q.at, q.sender, q.why, q.body, q.sig])?;
    }
    Ok(())
}

fn read_entry(line: &Line<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        seq: number(line, 0)?,
        at: line.get(1)?,
        device: line.get(2)?,
        n: number(line, 3)?,
        act: line.get(4)?,
        digest: line.get(5)?,
        body: line.get(6)?,
        sig: line.get(7)?,
        verdict: line.get(8)?,
        changes: line.get(9)?,
    })
}

fn read_row(line: &Line<'_>) -> rusqlite::Result<Row> {
    let personal: i64 = line.get(4)?;
    let (kind, id, rev, value) = (line.get(0)?, line.get(1)?, number(line, 2)?, line.get(3)?);
    Ok(Row { kind, id, rev, value, personal: personal == 1 })
}

fn read_chain(line: &Line<'_>) -> rusqlite::Result<Chain> {
    Ok(Chain { device: line.get(0)?, n: number(line, 1)?, digest: line.get(2)? })
}

fn read_kept(line: &Line<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept { act: line.get(0)?, field: line.get(1)?, salt: line.get(2)?, value: line.get(3)? })
}

fn read_quarantined(line: &Line<'_>) -> rusqlite::Result<Quarantined> {
    Ok(Quarantined {
        digest: line.get(0)?,
        at: line.get(1)?,
        sender: line.get(2)?,
        why: line.get(3)?,
        body: line.get(4)?,
        sig: line.get(5)?,
    })
}

fn number(line: &Line<'_>, column: usize) -> rusqlite::Result<u64> {
    line.get::<_, i64>(column).map(i64::unsigned_abs)
}

fn signed(number: u64) -> Result<i64, LedgerError> {
    i64::try_from(number).map_err(|_| LedgerError::Store("a number is too large for the store".into()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    crate::ledger_conformance!(|| {
        let folder = tempfile::tempdir().unwrap();
        let ledger = SqliteLedger::open(&folder.path().join("ledger.db"), "c").unwrap();
        (ledger, folder)
    });

    #[test]
    fn what_was_appended_is_there_after_reopening() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.db");
        let mut ledger = SqliteLedger::open(&file, "c").unwrap();
        ledger.append(&crate::ledger::conformance::batch(1, "d", 1)).unwrap();
        let before = (ledger.head().unwrap(), ledger.entries(1, 9).unwrap(), ledger.rows().unwrap());
        drop(ledger);
        let ledger = SqliteLedger::open(&file, "c").unwrap();
        assert_eq!((ledger.head().unwrap(), ledger.entries(1, 9).unwrap(), ledger.rows().unwrap()), before);
        assert_eq!(SqliteLedger::communities(&file).unwrap(), ["c"]);
    }

    #[test]
    fn two_communities_in_one_file_do_not_see_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.db");
        let mut one = SqliteLedger::open(&file, "one").unwrap();
        let mut two = SqliteLedger::open(&file, "two").unwrap();
        one.append(&crate::ledger::conformance::batch(1, "d", 1)).unwrap();
        assert_eq!(two.head().unwrap().seq, 0);
        two.append(&crate::ledger::conformance::batch(1, "d", 1)).unwrap();
        assert_eq!(one.rows().unwrap().len(), two.rows().unwrap().len());
    }

    #[test]
    fn an_act_is_looked_up_by_its_index_and_not_along_the_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = SqliteLedger::open(&folder.path().join("ledger.db"), "c").unwrap();
        let ask = format!("EXPLAIN QUERY PLAN {}", entry_by_act());
        let plan: String = ledger.db.query_row(&ask, ["c", "act"], |line| line.get("detail")).unwrap();
        assert!(plan.contains("entry_by_act (community=? AND act=?)"), "{plan}");
    }

    #[test]
    fn commits_are_made_durable_before_they_return() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = SqliteLedger::open(&folder.path().join("ledger.db"), "c").unwrap();
        let mode: String = ledger.db.query_row("PRAGMA journal_mode", [], |line| line.get(0)).unwrap();
        let full: i64 = ledger.db.query_row("PRAGMA synchronous", [], |line| line.get(0)).unwrap();
        assert_eq!((mode.as_str(), full), ("wal", 2));
    }

    /// A file as the builds before the second step made it, with one community in it.
    fn of_the_first_step(file: &Path) {
        let db = connect(file).unwrap();
        db.execute_batch(MIGRATIONS[0]).unwrap();
        db.pragma_update(None, "user_version", 1).unwrap();
        let head = "INSERT INTO head (community, epoch, seq, at) VALUES ('c', 'first', 0, 0)";
        db.execute(head, []).unwrap();
        let mut ledger = SqliteLedger { db, community: "c".into() };
        for seq in 1..=3 {
            ledger.append(&crate::ledger::conformance::batch(seq, "d", seq)).unwrap();
        }
    }

    fn told(ledger: &SqliteLedger) -> Vec<String> {
        let mut all = Vec::new();
        let mut tell = |piece| {
            all.push(format!("{piece:?}"));
            Ok(())
        };
        ledger.each(&mut tell).unwrap();
        all
    }

    #[test]
    fn a_file_of_the_first_step_is_read_as_it_is_and_brought_up_to_date_without_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.db");
        of_the_first_step(&file);
        let before = told(&SqliteLedger::look(&file).unwrap().unwrap());
        assert!(before.len() > 6, "{before:?}");
        let mut ledger = SqliteLedger::open(&file, "c").unwrap();
        assert_eq!((told(&ledger), ledger.head().unwrap().epoch.as_str()), (before, "first"));
        let plain = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'";
        let narrow: u32 = ledger.db.query_row(plain, [], |line| line.get(0)).unwrap();
        assert_eq!(narrow, 4, "head, chain and quarantine alone stay what they were; push is as narrow");
        ledger.append(&crate::ledger::conformance::batch(4, "d", 4)).unwrap();
        assert_eq!(ledger.entry_by_act(&ledger.entries(4, 1).unwrap()[0].act).unwrap().unwrap().seq, 4);
        assert!(ledger.damages().unwrap().is_empty());
    }

    #[test]
    fn a_step_that_breaks_off_leaves_the_file_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.db");
        of_the_first_step(&file);
        // In the way of the step: a table by the name it makes in passing.
        connect(&file).unwrap().execute_batch("CREATE TABLE opening_in_rows (a)").unwrap();
        let before = told(&SqliteLedger::look(&file).unwrap().unwrap());
        assert!(SqliteLedger::open(&file, "c").is_err());
        let looking = SqliteLedger::look(&file).unwrap().unwrap();
        assert_eq!((told(&looking), looking.step().unwrap()), (before, 1));
    }

    #[test]
    fn a_file_of_a_later_build_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ledger.db");
        drop(SqliteLedger::open(&file, "c").unwrap());
        connect(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(SqliteLedger::open(&file, "c").is_err());
    }
}
