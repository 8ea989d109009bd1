//! Phone: what the pages are shown of the outbox and of the slips.

use app::ports::{Errand, ErrandState, Slip};
use rulebook::Millis;
use rulebook::ids::ActId;
use rulebook::json;
use rulebook::order::InOrder as _;
use rulebook::sync::{Answer, Holding, Note};
use std::collections::BTreeMap;

use super::{KeptSlip, decoded};
use crate::outbox::{Delivery, StoredAct};

/// What the pages show of the outbox, newest first.
pub(super) fn errands(acts: &[StoredAct], holding: &Holding, old: &[Errand]) -> Vec<Errand> {
    let against: BTreeMap<&ActId, Note> =
        holding.waiting().filter_map(|(act, refusal)| Some((&act.id, Note::from(refusal?)))).collect();
    // What an act wants never changes: read once, it is not read again at every round. Newest first, as below.
    let read = |stored: &StoredAct| {
        let errand = old.binary_search_by(|errand| stored.n.cmp(&errand.n)).ok().and_then(|at| old.get(at))?;
        (errand.id.as_str() == stored.id).then(|| (errand.id.clone(), errand.intent.clone()))
    };
    let errand = |stored: &StoredAct| {
        let (id, intent) = read(stored).or_else(|| decoded(stored).map(|act| (act.id, act.intent)))?;
        let state = match stored.state {
            Delivery::Accepted => ErrandState::Accepted,
            Delivery::Pending => ErrandState::Waiting(against.get(&id).cloned()),
            Delivery::Refused | Delivery::Quarantined => match stored.verdict() {
                Some(Answer::Refused { refusal, .. }) => ErrandState::Refused(refusal),
                Some(Answer::Quarantined { why }) => ErrandState::Quarantined(why),
                _ => ErrandState::Quarantined(String::new()),
            },
        };
        Some(Errand { id, n: stored.n, intent, at: Millis(stored.at), state })
    };
    acts.iter().rev().filter_map(errand).collect()
}

/// The slips of this device, newest first.
pub(super) fn slips_of(texts: &[String], device: &str) -> Vec<Slip> {
    let mut kept: Vec<KeptSlip> = texts.iter().filter_map(|text| json::read(text).ok()).collect();
    kept.retain(|slip| slip.device == device);
    kept.in_order_of(|slip| -slip.at);
    kept.into_iter().map(|slip| Slip { code: slip.code, title: slip.title, at: Millis(slip.at) }).collect()
}
