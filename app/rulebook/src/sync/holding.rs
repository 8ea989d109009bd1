//! Rulebook: what a phone holds — the records it pulled, and on top of them what its own waiting
//! acts predict. A pull takes the predictions off, applies the truth, and decides the acts again. It
//! begins with the law that residents act under; acts of an office wait unpredicted until it is told the whole.

use crate::{
    act::Act,
    community::Community,
    decide::{Verdict, daily_law},
    ids::ActId,
    record::{Key, Record},
    refusal::Refusal,
    time::Moment,
};
use alloc::{collections::BTreeSet, sync::Arc, vec::Vec};

/// As much of the law as is here: [`daily_law`] or [`whole_law`](crate::decide::whole_law). `None`: not this part.
pub type Law = fn(&Community, &Act, Moment) -> Option<Verdict>;

/// A waiting act and what it changed here.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Predicted {
    act: Act,
    refusal: Option<Refusal>,
    /// The law for it is not here yet.
    undecided: bool,
    undo: Vec<(Key, Option<Record>)>,
}

/// A community with predictions on top. Cheap to clone while nobody writes.
#[derive(Clone, Debug)]
pub struct Holding {
    community: Arc<Community>,
    waiting: Vec<Predicted>,
    law: Law,
}

impl Default for Holding {
    fn default() -> Holding {
        Holding::sharing(Arc::default())
    }
}

impl Holding {
    /// Holds these records, nothing waiting.
    pub fn of(community: Community) -> Holding {
        Holding { law: daily_law, ..Holding::sharing(Arc::new(community)) }
    }

    /// Holds what others hold too, without copying it: a page on the server. Nothing is decided in it, so that it brings
    /// no law along.
    pub fn sharing(community: Arc<Community>) -> Holding {
        Holding { community, waiting: Vec::new(), law: |_, _, _| None }
    }

    /// What is known, predictions included.
    pub fn community(&self) -> &Community {
        &self.community
    }

    /// The law, or more of it: what waited for it is decided now.
    pub fn learn(&mut self, law: Law) {
        self.law = law;
        self.rebase(&[], Vec::new(), &[]);
    }

    /// Whether an act waits for a law that is not here.
    pub fn lacks_law(&self) -> bool {
        self.waiting.iter().any(|p| p.undecided)
    }

    /// Whether the law allows an act here and now; changes nothing. `None`: that law is not here.
    pub fn would(&self, act: &Act, moment: Moment) -> Option<Result<(), Refusal>> {
        (self.law)(&self.community, act, moment).map(|verdict| verdict.map(|_| ()))
    }

    /// Takes an act of this device: its prediction is shown at once, marked as waiting.
    pub fn take(&mut self, act: Act, moment: Moment) -> Result<(), Refusal> {
        let verdict = (self.law)(&self.community, &act, moment);
        let undecided = verdict.is_none();
        let undo = apply(Arc::make_mut(&mut self.community), verdict.transpose()?.unwrap_or_default());
        self.waiting.push(Predicted { act, refusal: None, undecided, undo });
        Ok(())
    }

    /// Puts back an act that was already waiting when the app started; kept even if the law now
    /// says no, since only a receipt takes an act out of the outbox.
    pub fn resume(&mut self, act: Act) {
        let law = self.law;
        predict(law, Arc::make_mut(&mut self.community), &mut self.waiting, act);
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
        self.rebase_pages(settled, alloc::vec![(records, leave.to_vec())]);
    }

    /// The truth of several pages, oldest first: what they changed, and what is no longer ours. Everything that waits
    /// is decided again, since nobody knows what a decision rested on; with many waiting acts and many pages this once
    /// is what keeps the cost at their sum and not at their product.
    pub fn rebase_pages(&mut self, settled: &[ActId], pages: Vec<(Vec<Record>, Vec<Key>)>) {
        // Put in one by one: to collect them would bring a sort of its own to the phone.
        let mut gone = BTreeSet::new();
        for id in settled {
            gone.insert(id.as_str());
        }
        let law = self.law;
        let community = Arc::make_mut(&mut self.community);
        let mut waiting = core::mem::take(&mut self.waiting);
        for predicted in waiting.iter_mut().rev() {
            undo(community, core::mem::take(&mut predicted.undo));
        }
        for (records, leave) in pages {
            for key in &leave {
                community.remove(key);
            }
            for record in records {
                community.put(record);
            }
        }
        for predicted in waiting {
            if !gone.contains(predicted.act.id.as_str()) {
                predict(law, community, &mut self.waiting, predicted.act);
            }
        }
    }

    /// The replica starts again from nothing; what waits goes on waiting.
    pub fn reset(&mut self) {
        let law = self.law;
        let waiting = core::mem::take(&mut self.waiting);
        self.community = Arc::new(Community::partial());
        for predicted in waiting {
            predict(law, Arc::make_mut(&mut self.community), &mut self.waiting, predicted.act);
        }
    }
}

fn predict(law: Law, community: &mut Community, waiting: &mut Vec<Predicted>, act: Act) {
    // Judged as of the moment it was done: the device's own view of its past.
    let verdict = law(community, &act, Moment::at(act.at));
    let undecided = verdict.is_none();
    let (undo, refusal) = match verdict.unwrap_or_else(|| Ok(Vec::new())) {
        Ok(records) => (apply(community, records), None),
        Err(refusal) => (Vec::new(), Some(refusal)),
    };
    waiting.push(Predicted { act, refusal, undecided, undo });
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

fn undo(community: &mut Community, changes: Vec<(Key, Option<Record>)>) {
    for (key, before) in changes.into_iter().rev() {
        match before {
            Some(record) => {
                community.put(record);
            }
            None => {
                community.remove(&key);
            }
        }
    }
}
