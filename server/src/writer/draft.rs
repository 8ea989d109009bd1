//! Server: a batch while it is being made. Order, idempotency and the chain of each device are kept
//! here; what an act means is asked of the rulebook.
//!
//! A device's counter moves in three ways: an act of the expected number that could be judged; one of
//! that number that could not, but came in a request signed by the device itself; and bytes in
//! quarantine that the device's next act names as its predecessor. So one bad act never blocks the next.

use super::proclaim::Place;
use crate::{
    codec,
    desk::{Checked, Finding, Slot},
    house::{House, row_of},
    keys::DeskKey,
    ledger::{Batch, Chain, Entry, Head, Kept, Ledger, LedgerError, Quarantined, Row},
};
use rulebook::{
    Act, Community, Intent, Kind, Millis, Moment, Record, Refusal, VERSION, decide,
    hash::Hash,
    ids::{ActId, CommunityId, DESK, DeviceId, PersonId},
    sync::{Answer, Note, Receipt, act_bytes},
};
use serde_json::Value;
use std::collections::HashMap;

/// A batch while it is being made.
pub struct Draft<'a> {
    house: &'a mut House,
    ledger: &'a dyn Ledger,
    key: &'a DeskKey,
    head: Head,
    batch: Batch,
    records: Vec<Record>,
    chains: HashMap<String, Chain>,
    /// Entries of this batch by device and counter, and the first by act.
    by_slot: HashMap<(String, u64), usize>,
    by_act: HashMap<String, usize>,
    /// The last answer of the ledger to [`Draft::time_of`].
    seen: Option<(u64, Option<Millis>)>,
}

impl<'a> Draft<'a> {
    /// An empty batch on top of a house. Server time never goes back.
    pub fn new(house: &'a mut House, ledger: &'a dyn Ledger, key: &'a DeskKey, now: Millis) -> Self {
        let head = Head { at: now.0.max(house.head.at), ..house.head.clone() };
        Self {
            house,
            ledger,
            key,
            head,
            batch: Batch::default(),
            records: Vec::new(),
            chains: HashMap::new(),
            by_slot: HashMap::new(),
            by_act: HashMap::new(),
            seen: None,
        }
    }

    /// The community with this batch's changes.
    pub fn community(&self) -> &Community {
        &self.house.community
    }

    /// The server's moment.
    pub fn moment(&self) -> Moment {
        Moment::at(Millis(self.head.at))
    }

    /// Takes one act that a device handed in; the receipt, and whether it is one that was given before.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn take(&mut self, sender: &str, act: &Checked) -> Result<(Receipt, bool), LedgerError> {
        let slot = act.slot.as_ref().filter(|slot| slot.device == sender);
        let Some(slot) = slot else {
            return Ok((self.set_aside(sender, act), false));
        };
        let chain = self.chain(sender)?;
        if slot.n <= chain.n {
            return self.repeat(sender, act, slot);
        }
        if slot.n > chain.n + 1 && !self.heal(sender, slot, &chain)? {
            return Ok((receipt(act, Answer::Gap { expected: chain.n + 1 }), false));
        }
        if self.entry_by_act(&slot.id)?.is_some() {
            return self.put_aside(act, slot, "id_reused").map(|receipt| (receipt, false));
        }
        let chain = self.chain(sender)?;
        match &act.finding {
            Finding::Aside(why) => self.put_aside(act, slot, why),
            Finding::Sound(_) if slot.prev != chain.digest => self.put_aside(act, slot, "broken_chain"),
            Finding::Sound(sound) => self.judge(act, sound),
        }
        .map(|receipt| (receipt, false))
    }

    /// Has the desk do something; a refusal leaves nothing behind.
    ///
    /// # Errors
    /// When the store cannot be read or the desk cannot sign.
    pub fn desk(&mut self, intent: Intent) -> Result<Result<u64, Refusal>, LedgerError> {
        let chain = self.chain(DESK)?;
        let act = self.desk_act(&chain, intent);
        let changes = match decide(self.community(), &act, self.moment()) {
            Ok(changes) => changes,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let body = serde_json::to_string(&act).map_err(|error| LedgerError::Store(error.to_string()))?;
        let sig = self.key.sign(&act_bytes(&body)).map_err(|error| LedgerError::Store(error.to_string()))?;
        let slot = Slot { id: act.id.to_string(), device: DESK.into(), n: act.n, prev: chain.digest };
        let paper = Paper { digest: codec::sha256_hex(body.as_bytes()), body: Some(body), sig };
        let seq = self.head.seq + 1;
        self.enter(&slot, paper, &Answer::Accepted { seq }, changes)?;
        Ok(Ok(seq))
    }

    /// Has the desk say under a word of many records at once what they become; the entry's id.
    ///
    /// # Errors
    /// As [`Place::proclaim`].
    pub fn proclaim(&mut self, word: &str, facts: Value, mut records: Vec<Record>) -> Result<String, LedgerError> {
        let (house, chain) = (self.house.id.clone(), self.chain(DESK)?);
        let mut place = Place { community: &house, seq: self.head.seq, at: self.head.at, chain };
        let (entry, rows) = place.proclaim(self.key, word, facts, &mut records)?;
        let (act, chain) = (entry.act.clone(), place.chain);
        self.push(entry, rows, chain, records);
        Ok(act)
    }

    /// Whether this batch changes records of such a kind.
    pub fn changes(&self, such: fn(Kind) -> bool) -> bool {
        self.records.iter().any(|record| such(record.key().k))
    }

    /// Keeps a value beside an entry that commits to it.
    pub fn keep(&mut self, value: Kept) {
        self.batch.openings.push(value);
    }

    /// The batch, the records it changes, and where the ledger will stand.
    pub fn finish(self) -> (Batch, Vec<Record>, Head) {
        let head = if self.batch.entries.is_empty() { self.house.head.clone() } else { self.head };
        (self.batch, self.records, head)
    }

    fn judge(&mut self, checked: &Checked, act: &Act) -> Result<Receipt, LedgerError> {
        let moment = Moment { now: Millis(self.head.at), seen_at: self.time_of(act.seen)? };
        let seq = self.head.seq + 1;
        let (answer, changes) = match decide(self.community(), act, moment) {
            Ok(changes) => (Answer::Accepted { seq }, changes),
            Err(refusal) => (Answer::Refused { seq, refusal: Note::from(&refusal) }, Vec::new()),
        };
        let slot =
            Slot { id: act.id.to_string(), device: act.device.to_string(), n: act.n, prev: act.prev.to_string() };
        let paper =
            Paper { digest: checked.digest.clone(), body: Some(checked.body.clone()), sig: checked.sig.clone() };
        if matches!(answer, Answer::Accepted { .. }) {
            self.keep_openings(&checked.body, act);
        }
        self.enter(&slot, paper, &answer, changes)?;
        Ok(receipt(checked, answer))
    }

    /// Sent before: the same bytes get the same receipt, other bytes are kept aside.
    fn repeat(&mut self, sender: &str, act: &Checked, slot: &Slot) -> Result<(Receipt, bool), LedgerError> {
        match self.entry_of(sender, slot.n)? {
            Some(entry) if entry.digest == act.digest => {
                let answer =
                    serde_json::from_str(&entry.verdict).map_err(|error| LedgerError::Store(error.to_string()))?;
                Ok((receipt(act, answer), true))
            }
            _ => {
                self.keep_bytes(sender, act, "id_reused");
                Ok((receipt(act, Answer::Quarantined { why: "id_reused".into() }), false))
            }
        }
    }

    /// The act before this one is in quarantine, and this one names it: its place is filled.
    fn heal(&mut self, sender: &str, slot: &Slot, chain: &Chain) -> Result<bool, LedgerError> {
        if slot.n != chain.n + 2 {
            return Ok(false);
        }
        let here = self.batch.quarantine.iter().find(|kept| kept.digest == slot.prev).cloned();
        let found = match here {
            Some(found) => Some(found),
            None => self.ledger.quarantined(&slot.prev)?,
        };
        let Some(found) = found.filter(|found| found.sender == sender) else { return Ok(false) };
        let missing =
            Slot { id: found.digest.clone(), device: sender.into(), n: slot.n - 1, prev: chain.digest.clone() };
        let paper = Paper { digest: found.digest, body: None, sig: found.sig };
        self.enter(&missing, paper, &Answer::Quarantined { why: found.why }, Vec::new())?;
        Ok(true)
    }

    /// Not to be judged, not in the sender's order: the bytes are kept, the counter stands.
    fn set_aside(&mut self, sender: &str, act: &Checked) -> Receipt {
        let why = match act.finding {
            Finding::Aside(why) => why,
            Finding::Sound(_) => "foreign_device",
        };
        self.keep_bytes(sender, act, why);
        receipt(act, Answer::Quarantined { why: why.into() })
    }

    /// Not to be judged, but in its place: an entry without the bytes, which are kept beside the ledger.
    fn put_aside(&mut self, act: &Checked, slot: &Slot, why: &str) -> Result<Receipt, LedgerError> {
        self.keep_bytes(&slot.device, act, why);
        let answer = Answer::Quarantined { why: why.into() };
        let paper = Paper { digest: act.digest.clone(), body: None, sig: act.sig.clone() };
        self.enter(slot, paper, &answer, Vec::new())?;
        Ok(receipt(act, answer))
    }

    /// Without the salt nobody could show later which value was signed. What the act did not commit to
    /// is not kept.
    fn keep_openings(&mut self, body: &str, act: &Act) {
        let committed = act.openings.iter().filter(|o| body.contains(o.commitment().0.as_str()));
        let kept = committed.map(|o| Kept {
            act: act.id.to_string(),
            field: o.field.clone(),
            salt: o.salt.clone(),
            value: o.value.clone(),
        });
        self.batch.openings.extend(kept);
    }

    fn keep_bytes(&mut self, sender: &str, act: &Checked, why: &str) {
        self.batch.quarantine.push(Quarantined {
            digest: act.digest.clone(),
            at: self.head.at,
            sender: sender.into(),
            why: why.into(),
            body: act.body.clone(),
            sig: act.sig.clone(),
        });
    }

    /// One entry: its place, its verdict, its changes, and the device's chain one further.
    fn enter(
        &mut self,
        slot: &Slot,
        paper: Paper,
        answer: &Answer,
        mut changes: Vec<Record>,
    ) -> Result<(), LedgerError> {
        let json = |error: serde_json::Error| LedgerError::Store(error.to_string());
        let seq = self.head.seq + 1;
        changes.iter_mut().for_each(|record| record.rev = seq);
        let rows = changes.iter().map(row_of).collect::<Result<Vec<_>, _>>()?;
        let chain = Chain { device: slot.device.clone(), n: slot.n, digest: paper.digest.clone() };
        let entry = Entry {
            seq,
            at: self.head.at,
            device: slot.device.clone(),
            n: slot.n,
            act: slot.id.clone(),
            digest: paper.digest,
            body: paper.body,
            sig: paper.sig,
            verdict: serde_json::to_string(answer).map_err(json)?,
            changes: serde_json::to_string(&public_changes(&changes)).map_err(json)?,
        };
        self.push(entry, rows, chain, changes);
        Ok(())
    }

    fn push(&mut self, entry: Entry, rows: Vec<Row>, chain: Chain, records: Vec<Record>) {
        let place = self.batch.entries.len();
        self.by_slot.insert((entry.device.clone(), entry.n), place);
        self.by_act.entry(entry.act.clone()).or_insert(place);
        self.head.seq = entry.seq;
        self.batch.entries.push(entry);
        self.batch.rows.extend(rows);
        self.batch.chains.push(chain.clone());
        self.chains.insert(chain.device.clone(), chain);
        for record in records {
            self.house.community.put(record.clone());
            self.records.push(record);
        }
    }

    fn desk_act(&self, chain: &Chain, intent: Intent) -> Act {
        Act {
            v: VERSION,
            id: ActId(uuid::Uuid::now_v7().to_string()),
            community: CommunityId(self.house.id.clone()),
            device: DeviceId(DESK.into()),
            n: chain.n + 1,
            prev: Hash(chain.digest.clone()),
            actor: PersonId(DESK.into()),
            at: Millis(self.head.at),
            seen: self.head.seq,
            build: concat!("server ", env!("CARGO_PKG_VERSION")).into(),
            intent,
            openings: Vec::new(),
        }
    }

    fn chain(&self, device: &str) -> Result<Chain, LedgerError> {
        if let Some(chain) = self.chains.get(device) {
            return Ok(chain.clone());
        }
        Ok(self.ledger.chain(device)?.unwrap_or_else(|| unbegun(device)))
    }

    fn entry_of(&self, device: &str, n: u64) -> Result<Option<Entry>, LedgerError> {
        match self.by_slot.get(&(device.to_owned(), n)) {
            Some(place) => Ok(self.batch.entries.get(*place).cloned()),
            None => self.ledger.entry_of(device, n),
        }
    }

    fn entry_by_act(&self, act: &str) -> Result<Option<Entry>, LedgerError> {
        match self.by_act.get(act) {
            Some(place) => Ok(self.batch.entries.get(*place).cloned()),
            None => self.ledger.entry_by_act(act),
        }
    }

    /// When the newest entry that the device had seen was written; a claim beyond the head is none. Looked up once for
    /// acts that follow one another: a phone has seen the same of all that waited in it, and on its way to a row SQLite
    /// reads every row it compares with, whole.
    fn time_of(&mut self, seen: u64) -> Result<Option<Millis>, LedgerError> {
        if seen == 0 || seen > self.head.seq {
            return Ok(None);
        }
        if let Some(entry) = self.batch.entries.iter().find(|entry| entry.seq == seen) {
            return Ok(Some(Millis(entry.at)));
        }
        if let Some((_, at)) = self.seen.filter(|(seq, _)| *seq == seen) {
            return Ok(at);
        }
        let at = self.ledger.time_of(seen)?.map(Millis);
        self.seen = Some((seen, at));
        Ok(at)
    }
}

/// The signed bytes as they go into an entry.
struct Paper {
    digest: String,
    body: Option<String>,
    sig: String,
}

/// The chain of a device before its first act.
pub fn unbegun(device: &str) -> Chain {
    Chain { device: device.into(), n: 0, digest: Hash::zero().0 }
}

/// The receipt of an act.
pub fn receipt(act: &Checked, verdict: Answer) -> Receipt {
    let (id, n) = act.slot.as_ref().map_or_else(Default::default, |slot| (slot.id.clone(), slot.n));
    Receipt { id: ActId(id), n, verdict }
}

/// What an entry says of its changes: records whole, personal ones by name only.
pub fn public_changes(records: &[Record]) -> Vec<serde_json::Value> {
    let told = |record: &Record| {
        let key = record.key();
        if key.k.is_personal() {
            return serde_json::json!({ "rev": record.rev, "key": key });
        }
        serde_json::to_value(record).unwrap_or_default()
    };
    records.iter().map(told).collect()
}
