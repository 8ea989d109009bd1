//! Phone: the acts that the screen rests on, because no record speaks for them yet. That is not the same as those that
//! wait to be sent: between the receipt and the records that follow it (a moment, or hours if the network went in
//! between) an act is in the ledger and not in this phone's records. What it changed must stay, or a recorder's open vote
//! would be closed under the next hand.

use leptos::prelude::*;
use rulebook::Act;
use rulebook::ids::ActId;
use rulebook::sync::Answer;
use std::collections::BTreeSet;

use super::{Handset, Session, decoded};
use crate::outbox::{Delivery, StoredAct};

/// Those of a device's acts, in their order, that records drawn at place `drawn` of the ledger do not hold yet.
pub(super) fn resting(acts: &[StoredAct], drawn: u64) -> Vec<&StoredAct> {
    let mut found = Vec::new();
    // Places rise with the numbers: behind the first act that is drawn all are, and no receipt there is read.
    let mut all_drawn = false;
    for act in acts.iter().rev() {
        let rests = match act.state {
            Delivery::Pending => true,
            Delivery::Accepted if !all_drawn => {
                all_drawn = !matches!(act.verdict(), Some(Answer::Accepted { seq }) if seq > drawn);
                !all_drawn
            }
            _ => false,
        };
        if rests {
            found.push(act);
        }
    }
    found.reverse();
    found
}

impl Handset {
    /// Makes the predictions those of the acts that the screen rests on: another tab may have added some, or delivered
    /// them, and what was refused has no effect.
    pub(super) fn reconcile(&self, session: &Session, acts: &[StoredAct]) {
        let resting = resting(acts, session.drawn.get());
        let (gone, missing) = self.board.known.with_untracked(|holding| {
            // Sets, because both lists may be thousands long.
            let (mut rests, mut held) = (BTreeSet::new(), BTreeSet::new());
            for act in &resting {
                rests.insert(act.id.as_str());
            }
            for (act, _) in holding.waiting() {
                held.insert(act.id.as_str());
            }
            let gone: Vec<ActId> = held.iter().filter(|id| !rests.contains(*id)).map(|id| (*id).into()).collect();
            let missing: Vec<Act> =
                resting.iter().filter(|act| !held.contains(act.id.as_str())).filter_map(|act| decoded(act)).collect();
            (gone, missing)
        });
        if gone.is_empty() && missing.is_empty() {
            return;
        }
        self.board.known.update(|holding| {
            if !gone.is_empty() {
                holding.rebase(&gone, Vec::new(), &[]);
            }
            missing.into_iter().for_each(|act| holding.resume(act));
        });
    }
}
