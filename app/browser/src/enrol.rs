//! A new person on this phone: the key is made here and stays here, the server's key is pinned, and where an issuer
//! is involved both screens show six digits until they agree.

use std::rc::Rc;

use app::ports::Enrolment;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::{Callable, Callback};
use rulebook::device::{Device, DeviceState};
use rulebook::hash::Hash;
use rulebook::sync::Note;
use serde::Deserialize;
use serde_json::json;

use crate::door::{Introduces, Trouble, post_open};
use crate::handset::{Handset, here, log};
use crate::keys;
use crate::lacks;
use crate::outbox::Profile;
use crate::sync::{self, Stop};
use crate::tabs::Notice;

/// How often a phone asks whether the digits were compared, and for how long (the code's own ten minutes).
const ASK_EVERY_MS: u32 = 2_000;
const ASK_TIMES: usize = 300;

/// What the server tells a phone it has just met.
#[derive(Deserialize)]
struct Welcome {
    device: Device,
    community: String,
    server_key: String,
    #[serde(default)]
    digits: Option<String>,
    now: i64,
}

impl Introduces for Welcome {
    fn server_key(&self) -> &str {
        &self.server_key
    }
}

/// Becomes a persona of the demo community; one that is on this phone already is taken up again.
pub async fn demo(handset: &Rc<Handset>, person: &str, done: Callback<Enrolment>) {
    if resumed(handset, person).await {
        return say(done, Enrolment::Active);
    }
    join(handset, "/api/v1/demo/enrol", json!({ "person": person }), done).await;
}

/// Enrols with a one-time code.
pub async fn by_code(handset: &Rc<Handset>, code: &str, done: Callback<Enrolment>) {
    join(handset, "/api/v1/enrol", json!({ "code": code }), done).await;
}

async fn resumed(handset: &Rc<Handset>, person: &str) -> bool {
    let profiles = handset.outbox.profiles().await.unwrap_or_default();
    let Some(known) = profiles.into_iter().rev().find(|p| p.person == person && !p.revoked && !p.waiting) else {
        return false;
    };
    handset.take_up(&known.device).await.is_ok() && sync::once(handset).await.is_ok()
}

async fn join(handset: &Rc<Handset>, path: &str, mut arrival: serde_json::Value, done: Callback<Enrolment>) {
    match met(handset, path, &mut arrival).await {
        Ok(welcome) if welcome.device.state == DeviceState::Active => {
            sync::trigger(handset);
            say(done, Enrolment::Active);
        }
        Ok(welcome) => {
            say(done, Enrolment::Compare(welcome.digits.unwrap_or_default()));
            await_confirmation(handset, done).await;
        }
        Err(Trouble::Denied(note)) => say(done, Enrolment::Refused(note)),
        Err(Trouble::NoKey(why)) => {
            log(&format!("enrolment: {why}"));
            say(done, Enrolment::NotKept);
        }
        Err(trouble) => {
            log(&format!("enrolment: {trouble:?}"));
            say(done, Enrolment::NeedsNetwork);
        }
    }
}

/// Key first, then the server, then the profile; a key the server never heard of is simply forgotten. Whether the key
/// can be kept is tried before: Safari in Lockdown Mode says no only then, and a code is used up by asking.
async fn met(handset: &Rc<Handset>, path: &str, arrival: &mut serde_json::Value) -> Result<Welcome, Trouble> {
    let no_key = |error: keys::KeyError| Trouble::NoKey(error.0);
    let pair = keys::generate().await.map_err(no_key)?;
    let stored = |error: crate::idb::StorageError| Trouble::NoKey(format!("the enrolment was not stored: {error}"));
    handset.outbox.can_keep(&pair).await.map_err(stored)?;
    let device = keys::uuid7(u64::try_from(here()).unwrap_or_default()).map_err(no_key)?;
    arrival["key"] = keys::public_key(&pair).await.map_err(no_key)?.into();
    arrival["device"] = device.as_str().into();
    let welcome: Welcome = post_open(path, &arrival.to_string()).await?;
    let profile = Profile {
        device: welcome.device.id.0.clone(),
        person: welcome.device.person.0.clone(),
        community: welcome.community.clone(),
        server_key: welcome.server_key.clone(),
        head: Hash::zero().0,
        offset: welcome.now - here(),
        waiting: welcome.device.state == DeviceState::Pending,
        ..Profile::default()
    };
    handset.outbox.enrol(&profile, &pair).await.map_err(stored)?;
    lacks::ask_to_stay();
    handset.take_up(&profile.device).await.map_err(stored)?;
    if let Some(session) = handset.session() {
        session.tell(Notice::Profile);
    }
    Ok(welcome)
}

async fn await_confirmation(handset: &Rc<Handset>, done: Callback<Enrolment>) {
    for _ in 0..ASK_TIMES {
        TimeoutFuture::new(ASK_EVERY_MS).await;
        match sync::once(handset).await {
            Ok(()) => return say(done, Enrolment::Active),
            Err(Stop::Door(Trouble::Denied(note))) if note.code != "DEVICE_PENDING" => {
                return say(done, Enrolment::Refused(note));
            }
            Err(_) => {}
        }
    }
    say(
        done,
        Enrolment::Refused(Note { code: "CODE_INVALID".into(), clause: "6".into(), facts: serde_json::Value::Null }),
    );
}

/// The page that asked may be gone by now.
fn say(done: Callback<Enrolment>, step: Enrolment) {
    done.try_run(step);
}
