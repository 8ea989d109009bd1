//! Server: what the desk says by itself of many records at once. A founding and a roster are no acts of the law: the
//! desk signs how many records there are and the digest of the public changes beside them; people stand in an entry
//! by id alone, their records are kept apart.

use super::draft::{public_changes, unbegun};
use crate::{
    codec,
    house::row_of,
    keys::DeskKey,
    ledger::{Chain, Entry, LedgerError, Row},
};
use rulebook::{
    Record, VERSION,
    ids::DESK,
    sync::{Answer, act_bytes},
};
use serde_json::{Value, json};

/// Where the desk goes on: the ledger, and the desk's own place in it.
pub struct Place<'a> {
    /// Whose ledger.
    pub community: &'a str,
    /// The newest entry.
    pub seq: u64,
    /// Server time of the next, ms since 1970.
    pub at: i64,
    /// The desk's chain so far.
    pub chain: Chain,
}

impl<'a> Place<'a> {
    /// Before the desk has said anything.
    pub fn first(community: &'a str, at: i64) -> Self {
        Self { community, seq: 0, at, chain: unbegun(DESK) }
    }

    /// One entry under a word, signed; the place moves on. `facts` stand beside count and digest of the records,
    /// which take the entry's number as their revision.
    ///
    /// # Errors
    /// When something cannot be written as JSON, or the desk cannot sign.
    pub fn proclaim(
        &mut self,
        key: &DeskKey,
        word: &str,
        mut facts: Value,
        records: &mut [Record],
    ) -> Result<(Entry, Vec<Row>), LedgerError> {
        let failed = |error: String| LedgerError::Store(error);
        let (seq, n) = (self.seq + 1, self.chain.n + 1);
        records.iter_mut().for_each(|record| record.rev = seq);
        let rows = records.iter().map(row_of).collect::<Result<Vec<_>, _>>()?;
        let changes = serde_json::to_string(&public_changes(records)).map_err(|error| failed(error.to_string()))?;
        facts["records"] = records.len().into();
        facts["changes"] = codec::sha256_hex(changes.as_bytes()).into();
        let act = uuid::Uuid::now_v7().to_string();
        let body = json!({
            "v": VERSION, "id": act, "community": self.community, "device": DESK, "n": n, "prev": self.chain.digest,
            "actor": DESK, "at": self.at, "seen": self.seq, "build": concat!("server ", env!("CARGO_PKG_VERSION")),
            "intent": { word: facts },
        })
        .to_string();
        let sig = key.sign(&act_bytes(&body)).map_err(|error| failed(error.to_string()))?;
        let verdict = serde_json::to_string(&Answer::Accepted { seq }).map_err(|error| failed(error.to_string()))?;
        let digest = codec::sha256_hex(body.as_bytes());
        self.seq = seq;
        self.chain = Chain { device: DESK.into(), n, digest: digest.clone() };
        let device = DESK.into();
        Ok((Entry { seq, at: self.at, device, n, act, digest, body: Some(body), sig, verdict, changes }, rows))
    }
}
