//! From a deed to a signed act in the outbox: decided here first, then signed for its place in the chain, then
//! stored; "saved" is said after that and not before.

use std::rc::Rc;

use app::ports::{Deed, Outcome};
use leptos::prelude::*;
use rulebook::hash::Hash;
use rulebook::sync::{Answer, Note};
use rulebook::{Act, Moment, Refusal};

use crate::drafts;
use crate::handset::{Handset, KeptSlip, Session, log};
use crate::idb::StorageError;
use crate::keys::{self, KeyError};
use crate::lacks;
use crate::outbox::{Composed, Delivery, Place, StoredAct};
use crate::sync::{self, BUILD};
use crate::tabs::Notice;

enum Failure {
    Storage(StorageError),
    Key(KeyError),
    Json(String),
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

/// Does what a person wants done, as far as the law and this phone allow.
pub async fn act(handset: &Rc<Handset>, deed: Deed) -> Outcome {
    handset.all_read().await;
    let Some(session) = handset.session() else { return Outcome::NotStored };
    let planned = match plan(&session, &deed) {
        Ok(act) => act,
        Err(failure) => return not_stored(&failure),
    };
    let moment = Moment::at(planned.at);
    match would(handset, &planned, moment).await {
        Some(Ok(())) => {}
        Some(Err(refusal)) => return Outcome::Refused(Note::from(&refusal)),
        None => return Outcome::NeedsNetwork,
    }
    // Where storage may vanish the server must have it before anybody is told that it is safe.
    let passing = lacks::may_vanish(&handset.board.lacks.get_untracked());
    let online = passing || !deed.intent.works_offline();
    if online && sync::once(handset).await.is_err() {
        return Outcome::NeedsNetwork;
    }
    let stored = match store(handset, &session, &planned, &deed).await {
        Ok(stored) => stored,
        Err(failure) => return not_stored(&failure),
    };
    handset.predict(&stored, moment);
    session.tell(Notice::Act);
    forget_draft(&session, &deed).await;
    if !online {
        sync::trigger(handset);
        return Outcome::Saved;
    }
    delivered(handset, &session, &stored, passing).await
}

/// What the law says; for an act of an office its file is fetched. `None`: it could not be had.
async fn would(handset: &Handset, act: &Act, moment: Moment) -> Option<Result<(), Refusal>> {
    let ask = || handset.board.known.with_untracked(|holding| holding.would(act, moment));
    let said = ask();
    if said.is_some() {
        return said;
    }
    handset.learn().await;
    ask()
}

/// The act before it has its place in the chain.
fn plan(session: &Session, deed: &Deed) -> Result<Act, Failure> {
    let profile = session.profile.borrow();
    let now = session.now();
    Ok(Act {
        v: rulebook::VERSION,
        id: keys::uuid7(u64::try_from(now.0).unwrap_or_default())?.into(),
        community: profile.community.as_str().into(),
        device: profile.device.as_str().into(),
        n: profile.n + 1,
        prev: Hash(profile.head.clone()),
        actor: profile.person.as_str().into(),
        at: now,
        seen: profile.seen,
        build: BUILD.to_owned(),
        intent: deed.intent.clone(),
        openings: deed.openings.clone(),
    })
}

async fn store(handset: &Handset, session: &Session, planned: &Act, deed: &Deed) -> Result<StoredAct, Failure> {
    let json = |value: serde_json::Result<String>| value.map_err(|error| Failure::Json(error.to_string()));
    let device = session.device();
    let sidecar = json(serde_json::to_string(&deed.openings))?;
    let slip = match &deed.slip {
        Some((code, title)) => {
            let kept = KeptSlip { code: code.clone(), title: title.clone(), at: planned.at.0, device: device.clone() };
            Some((code.clone(), json(serde_json::to_string(&kept))?))
        }
        None => None,
    };
    let compose = async |place: Place| {
        let placed = Act { n: place.n, prev: Hash(place.prev), ..planned.clone() };
        let body = json(serde_json::to_string(&placed))?;
        let sig = keys::sign_act(&session.keys, &body).await?;
        let (id, at, draft) = (planned.id.0.clone(), planned.at.0, deed.draft.clone());
        Ok::<_, Failure>(Composed { id, body, sig, sidecar: sidecar.clone(), at, draft, slip: slip.clone() })
    };
    handset.outbox.append(&device, compose).await
}

/// The act is safe; should this fail, the draft merely lives a little longer.
async fn forget_draft(session: &Session, deed: &Deed) {
    if let Some(draft) = &deed.draft
        && let Err(error) = drafts::drop(&session.device(), draft).await
    {
        log(&format!("a draft outlived its act: {error}"));
    }
}

/// Sends at once and says what the server said.
async fn delivered(handset: &Rc<Handset>, session: &Session, stored: &StoredAct, passing: bool) -> Outcome {
    if let Err(stop) = sync::once(handset).await {
        log(&format!("an act that needs the network waits: {stop:?}"));
    }
    let acts = handset.outbox.acts(&session.device()).await.unwrap_or_default();
    let now = acts.into_iter().find(|act| act.id == stored.id);
    let said = now.as_ref().and_then(StoredAct::verdict);
    match (now.map(|act| act.state), said) {
        (Some(Delivery::Accepted), _) => Outcome::Accepted,
        (_, Some(Answer::Refused { refusal, .. })) => Outcome::Refused(refusal),
        (Some(Delivery::Quarantined), _) => Outcome::NotStored,
        _ if passing => Outcome::NeedsNetwork,
        _ => {
            sync::trigger(handset);
            Outcome::Saved
        }
    }
}

fn not_stored(failure: &Failure) -> Outcome {
    match failure {
        Failure::Storage(error) => log(&format!("not stored: {error}")),
        Failure::Key(error) => log(&format!("not signed: {}", error.0)),
        Failure::Json(error) => log(&format!("not written: {error}")),
    }
    Outcome::NotStored
}
