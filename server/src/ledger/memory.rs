//! Server: the ledger in memory, for tests and for measuring the writer without a disk.

use super::{Batch, Chain, Entry, Head, Kept, Ledger, LedgerError, Piece, Quarantined, Row, Take};
use std::collections::BTreeMap;

/// A ledger that lasts as long as the process.
pub struct MemoryLedger {
    epoch: String,
    entries: Vec<Entry>,
    by_slot: BTreeMap<(String, u64), usize>,
    by_act: BTreeMap<String, usize>,
    rows: BTreeMap<(String, String), Row>,
    chains: BTreeMap<String, Chain>,
    /// By act, field and salt.
    openings: BTreeMap<(String, String, String), Kept>,
    quarantine: Vec<Quarantined>,
}

impl Default for MemoryLedger {
    fn default() -> Self {
        Self {
            epoch: uuid::Uuid::now_v7().to_string(),
            entries: Vec::new(),
            by_slot: BTreeMap::new(),
            by_act: BTreeMap::new(),
            rows: BTreeMap::new(),
            chains: BTreeMap::new(),
            openings: BTreeMap::new(),
            quarantine: Vec::new(),
        }
    }
}

impl Ledger for MemoryLedger {
    fn head(&self) -> Result<Head, LedgerError> {
        let newest = self.entries.last();
        Ok(Head { epoch: self.epoch.clone(), seq: newest.map_or(0, |e| e.seq), at: newest.map_or(0, |e| e.at) })
    }

    fn try_disk(&mut self) -> Result<(), LedgerError> {
        Ok(())
    }

    fn append(&mut self, batch: &Batch) -> Result<(), LedgerError> {
        batch.follows(self.entries.len() as u64)?;
        let mut slots = std::collections::BTreeSet::new();
        for entry in &batch.entries {
            let taken = self.entry_of(&entry.device, entry.n)?.is_some();
            if taken || !slots.insert((entry.device.as_str(), entry.n)) {
                return Err(LedgerError::Store("a device counter was used twice".into()));
            }
        }
        for entry in &batch.entries {
            let place = self.entries.len();
            self.by_slot.insert((entry.device.clone(), entry.n), place);
            self.by_act.entry(entry.act.clone()).or_insert(place);
            self.entries.push(entry.clone());
        }
        for row in &batch.rows {
            self.rows.insert((row.kind.clone(), row.id.clone()), row.clone());
        }
        for chain in &batch.chains {
            self.chains.insert(chain.device.clone(), chain.clone());
        }
        for kept in &batch.openings {
            let name = (kept.act.clone(), kept.field.clone(), kept.salt.clone());
            self.openings.entry(name).or_insert_with(|| kept.clone());
        }
        for found in &batch.quarantine {
            if self.quarantine.iter().all(|kept| kept.digest != found.digest) {
                self.quarantine.push(found.clone());
            }
        }
        Ok(())
    }

    fn entries(&self, from: u64, limit: usize) -> Result<Vec<Entry>, LedgerError> {
        let skip = usize::try_from(from.saturating_sub(1)).unwrap_or(usize::MAX);
        Ok(self.entries.iter().skip(skip).take(limit).cloned().collect())
    }

    fn time_of(&self, seq: u64) -> Result<Option<i64>, LedgerError> {
        Ok(self.entries(seq.max(1), 1)?.first().filter(|entry| entry.seq == seq).map(|entry| entry.at))
    }

    fn entry_of(&self, device: &str, n: u64) -> Result<Option<Entry>, LedgerError> {
        Ok(self.by_slot.get(&(device.to_owned(), n)).and_then(|place| self.entries.get(*place)).cloned())
    }

    fn entry_by_act(&self, act: &str) -> Result<Option<Entry>, LedgerError> {
        Ok(self.by_act.get(act).and_then(|place| self.entries.get(*place)).cloned())
    }

    fn chain(&self, device: &str) -> Result<Option<Chain>, LedgerError> {
        Ok(self.chains.get(device).cloned())
    }

    fn rows(&self) -> Result<Vec<Row>, LedgerError> {
        Ok(self.rows.values().cloned().collect())
    }

    fn openings(&self, act: &str) -> Result<Vec<Kept>, LedgerError> {
        let from = (act.to_owned(), String::new(), String::new());
        Ok(self.openings.range(from..).map(|(_, kept)| kept).take_while(|kept| kept.act == act).cloned().collect())
    }

    fn quarantined(&self, digest: &str) -> Result<Option<Quarantined>, LedgerError> {
        Ok(self.quarantine.iter().find(|kept| kept.digest == digest).cloned())
    }

    fn quarantine(&self, limit: usize) -> Result<Vec<Quarantined>, LedgerError> {
        Ok(self.quarantine.iter().take(limit).cloned().collect())
    }

    fn each(&self, take: &mut Take<'_>) -> Result<(), LedgerError> {
        let mut quarantine = self.quarantine.clone();
        quarantine.sort_by(|a, b| a.digest.cmp(&b.digest));
        let (personal, public): (Vec<_>, Vec<_>) = self.rows.values().cloned().partition(|row| row.personal);
        self.entries.iter().cloned().map(Piece::Entry).try_for_each(&mut *take)?;
        public.into_iter().map(Piece::Record).try_for_each(&mut *take)?;
        personal.into_iter().map(Piece::Personal).try_for_each(&mut *take)?;
        self.openings.values().cloned().map(Piece::Opening).try_for_each(&mut *take)?;
        self.chains.values().cloned().map(Piece::Chain).try_for_each(&mut *take)?;
        quarantine.into_iter().map(Piece::Quarantine).try_for_each(&mut *take)
    }

    fn begin_epoch(&mut self, epoch: &str) -> Result<(), LedgerError> {
        self.epoch = epoch.into();
        Ok(())
    }
}
