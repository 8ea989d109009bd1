//! Server bench: what nobody can be faster than. P-256 on every core and nothing else; SQLite with a wait for the disk
//! at every commit, 200 acts a commit, each act's bytes as one value in a table without any index.

use super::{
    Outcome, all,
    crowd::{Crowd, Letter},
    rate,
};
use rulebook::sync::act_bytes;
use rusqlite::{Connection, params};
use server::keys;
use std::{path::Path, thread, time::Instant};

/// Acts in one commit.
const COMMIT: usize = 200;

/// Signatures a second on all cores together.
pub fn verify(crowd: &Crowd, letters: &[Vec<Letter>]) -> f64 {
    let work: Vec<(&str, Vec<u8>, &str)> = crowd
        .phones
        .iter()
        .zip(letters)
        .flat_map(|(phone, letters)| {
            letters.iter().map(|one| (phone.key.as_str(), act_bytes(&one.envelope.body), one.envelope.sig.as_str()))
        })
        .collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let began = Instant::now();
    let good: usize = thread::scope(|scope| {
        let threads: Vec<_> = work
            .chunks(work.len().div_ceil(cores))
            .map(|part| {
                scope.spawn(move || part.iter().filter(|(key, said, sig)| keys::verifies(key, said, sig)).count())
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).sum()
    });
    assert_eq!(good, all(letters).count(), "every signature is good");
    rate(good, began.elapsed())
}

/// Acts a second into a bare table, on the same disk as the ledger.
pub fn sqlite(data: &Path, acts: usize) -> Outcome<f64> {
    let bytes = vec![b'x'; bytes_an_act(data)?];
    let folder = tempfile::tempdir_in(data)?;
    let mut db = Connection::open(folder.path().join("bare.db"))?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.execute_batch("CREATE TABLE bare (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")?;
    let began = Instant::now();
    for first in (0..acts).step_by(COMMIT) {
        let tx = db.transaction()?;
        {
            let mut put = tx.prepare_cached("INSERT INTO bare (seq, bytes) VALUES (?1, ?2)")?;
            for seq in first..acts.min(first + COMMIT) {
                put.execute(params![i64::try_from(seq)?, bytes])?;
            }
        }
        tx.commit()?;
    }
    Ok(rate(acts, began.elapsed()))
}

/// What one of the newest acts takes in the ledger: entry, record, opening, without any index.
pub fn bytes_an_act(data: &Path) -> Outcome<usize> {
    let db = Connection::open(data.join("ledger.db"))?;
    let sum = "SELECT avg(length(device) + length(act) + length(digest) + length(body) + length(sig) + length(verdict)
                 + length(changes) + 24) FROM (SELECT * FROM entry ORDER BY seq DESC LIMIT 500)";
    let entry: f64 = db.query_row(sum, [], |line| line.get(0))?;
    let sum = "SELECT avg(length(id) + length(CAST(value AS BLOB)) + 12) FROM (SELECT * FROM personal WHERE kind = 'lead' LIMIT 500)";
    let record: f64 = db.query_row(sum, [], |line| line.get(0))?;
    let sum = "SELECT avg(length(act) + length(field) + length(salt) + length(CAST(value AS BLOB))) FROM (SELECT * FROM opening LIMIT 500)";
    let opening: f64 = db.query_row(sum, [], |line| line.get(0))?;
    Ok((entry + record + opening).round() as usize)
}
