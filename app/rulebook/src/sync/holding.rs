//! Rulebook: what a phone holds — the records it pulled, and on top of them what its own waiting
//! acts predict. A pull takes the predictions off, applies the truth, and decides the acts again.

use crate::{
    act::Act,
    community::Community,
    decide::decide,
    ids::ActId,
    record::{Key, Record},
    refusal::Refusal,
    time::Moment,
};
use alloc::{sync::Arc, vec::Vec};

/// A waiting act and what it changed here.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Predicted {
    act: Act,
    refusal: Option<Refusal>,
    undo: Vec<(Key, Option<Record>)>,
}

/// A community with predictions on top. Cheap to clone while nobody writes.
#[derive(Clone, Debug, Default)]
pub struct Holding {
    community: Arc<Community>,
    waiting: Vec<Predicted>,
}

impl Holding {
    /// Holds these records, nothing waiting.
    pub fn of(community: Community) -> Holding {
        Holding { community: Arc::new(community), waiting: Vec::new() }
    }

    /// Holds what others hold too, without copying it: a page on the server.
    pub fn sharing(community: Arc<Community>) -> Holding {
        Holding { community, waiting: Vec::new() }
    }

    /// What is known, predictions included.
    pub fn community(&self) -> &Community {
        &self.community
    }

    /// Whether the law allows an act here and now; changes nothing.
    pub fn would(&self, act: &Act, moment: Moment) -> Result<(), Refusal> {
        decide(&self.community, act, moment).map(|_| ())
    }

    /// Takes an act of this device: its prediction is shown at once, marked as waiting.
    pub fn take(&mut self, act: Act, moment: Moment) -> Result<(), Refusal> {
        let records = decide(&self.community, &act, moment)?;
        let undo = apply(Arc::make_mut(&mut self.community), records);
        self.waiting.push(Predicted { act, refusal: None, undo });
        Ok(())
    }

    /// Puts back an act that was already waiting when the app started; kept even if the law now
    /// says no, since only a receipt takes an act out of the outbox.
    pub fn resume(&mut self, act: Act) {
        predict(Arc::make_mut(&mut self.community), &mut self.waiting, act);
    }

    /// Acts that wait, oldest first, with what now speaks against them.
    pub fn waiting(&self) -> impl Iterator<Item = (&Act, Option<&Refusal>)> {
        self.waiting.iter().map(|p| (&p.act, p.refusal.as_ref()))
    }

    /// Whether a record rests on an act that has not been delivered.
    pub fn is_predicted(&self, key: &Key) -> bool {
        self.waiting.iter().any(|p| p.undo.iter().any(|(changed, _)| changed == key))
    }

    /// The truth arrived: some acts are settled, some records changed, some are no longer ours.
    pub fn rebase(&mut self, settled: &[ActId], records: Vec<Record>, leave: &[Key]) {
        let community = Arc::make_mut(&mut self.community);
        let waiting = core::mem::take(&mut self.waiting);
        for predicted in waiting.iter().rev() {
            undo(community, predicted);
        }
        for key in leave {
            community.remove(key);
        }
        for record in records {
            community.put(record);
        }
        for predicted in waiting {
            if !settled.contains(&predicted.act.id) {
                predict(community, &mut self.waiting, predicted.act);
            }
        }
    }

    /// The replica starts again from nothing; what waits goes on waiting.
    pub fn reset(&mut self) {
        let waiting = core::mem::take(&mut self.waiting);
        self.community = Arc::new(Community::partial());
        for predicted in waiting {
            predict(Arc::make_mut(&mut self.community), &mut self.waiting, predicted.act);
        }
    }
}

fn predict(community: &mut Community, waiting: &mut Vec<Predicted>, act: Act) {
    // Judged as of the moment it was done: the device's own view of its past.
    let (undo, refusal) = match decide(community, &act, Moment::at(act.at)) {
        Ok(records) => (apply(community, records), None),
        Err(refusal) => (Vec::new(), Some(refusal)),
    };
    waiting.push(Predicted { act, refusal, undo });
}

fn apply(community: &mut Community, records: Vec<Record>) -> Vec<(Key, Option<Record>)> {
    records
        .into_iter()
        .map(|record| {
            let key = record.key();
            (key, community.put(record))
        })
        .collect()
}

fn undo(community: &mut Community, predicted: &Predicted) {
    for (key, before) in predicted.undo.iter().rev() {
        match before {
            Some(record) => {
                community.put(record.clone());
            }
            None => {
                community.remove(key);
            }
        }
    }
}
