//! Server: push, what is kept: one row for each phone that may be called, beside the ledger in the same file and in no
//! entry of it. What is taken back is wiped from the file.

use super::Subscription;
use crate::ledger::{LedgerError, sqlite};
use rusqlite::{Connection, Row, params};
use std::path::Path;

const COLUMNS: &str = "device, endpoint, p256dh, auth, quiet_from, quiet_until, lang, upto";

/// The rows of one community.
pub struct Store {
    db: Connection,
    community: String,
}

impl Store {
    /// Over the file of a ledger that is open, so that its tables are today's.
    ///
    /// # Errors
    /// When the file cannot be opened; so for every method here when the disk fails.
    pub fn open(file: &Path, community: &str) -> Result<Self, LedgerError> {
        let db = sqlite::connect(file)?;
        db.pragma_update(None, "secure_delete", true)?;
        Ok(Self { db, community: community.into() })
    }

    /// Every row.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn all(&self) -> Result<Vec<Subscription>, LedgerError> {
        let sql = format!("SELECT {COLUMNS} FROM push WHERE community = ?1 ORDER BY device");
        let mut found = self.db.prepare(&sql)?;
        let rows = found.query_map([&self.community], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps a row in place of the device's former one, and of any other of the same browser.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn put(&mut self, one: &Subscription) -> Result<(), LedgerError> {
        let tx = self.db.transaction()?;
        let same = "DELETE FROM push WHERE community = ?1 AND (device = ?2 OR endpoint = ?3)";
        tx.execute(same, params![self.community, one.device, one.endpoint])?;
        let (from, until) = one.quiet.unzip();
        let sql = format!("INSERT INTO push (community, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        let Subscription { device, endpoint, p256dh, auth, lang, upto, .. } = one;
        tx.execute(&sql, params![self.community, device, endpoint, p256dh, auth, from, until, lang, upto])?;
        Ok(tx.commit()?)
    }

    /// Lets go of a device's row.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn remove(&mut self, device: &str) -> Result<(), LedgerError> {
        let sql = "DELETE FROM push WHERE community = ?1 AND device = ?2";
        self.db.execute(sql, params![self.community, device])?;
        Ok(())
    }

    /// Remembers up to when a device was told.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn told(&mut self, device: &str, upto: i64) -> Result<(), LedgerError> {
        let sql = "UPDATE push SET upto = ?3 WHERE community = ?1 AND device = ?2 AND upto < ?3";
        self.db.execute(sql, params![self.community, device, upto])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    let (from, until): (Option<u16>, Option<u16>) = (row.get(4)?, row.get(5)?);
    Ok(Subscription {
        device: row.get(0)?,
        endpoint: row.get(1)?,
        p256dh: row.get(2)?,
        auth: row.get(3)?,
        quiet: from.zip(until),
        lang: row.get(6)?,
        upto: row.get(7)?,
    })
}
