//! App: the ports between pages and whatever they run on. Pages read signals and hand over deeds;
//! the browser answers with storage, keys and network, the server with a snapshot.

use leptos::prelude::*;
use rulebook::{
    Intent, Millis,
    hash::Opening,
    ids::{ActId, DeviceId, PersonId},
    sync::{Holding, Note},
};
use std::sync::Arc;

use crate::words::Lang;

/// What is known here: pulled records with the predictions of waiting acts on top.
/// Read with `known.0.with(|h| h.community()…)`.
#[derive(Clone, Copy)]
pub struct Known(pub RwSignal<Holding>);

/// How things stand; signals only, each with one writer.
#[derive(Clone, Copy)]
pub struct Standing {
    /// Who I am on this device; `None` before enrolment.
    pub me: Signal<Option<Me>>,
    /// The best guess of the server's clock; ticks at least once a minute.
    pub now: Signal<Millis>,
    /// What is delivered and what is not.
    pub delivery: Signal<Delivery>,
    /// My acts, newest first, with what became of them.
    pub errands: Signal<Vec<Errand>>,
    /// My own receipts, newest first.
    pub slips: Signal<Vec<Slip>>,
    /// What this browser lacks; empty where all is well.
    pub lacks: Signal<Vec<Lack>>,
    /// People enrolled on this phone.
    pub profiles: Signal<Vec<Me>>,
    /// A new build waits to take over.
    pub update_ready: Signal<bool>,
    /// The browser offers to install the app.
    pub can_install: Signal<bool>,
    /// The replica is complete as of the last contact.
    pub complete: Signal<bool>,
    /// The app has just been started and most of what is stored here has not been read yet.
    pub reading: Signal<bool>,
    /// Language of the reader.
    pub lang: RwSignal<Lang>,
    /// 长辈版.
    pub elder: RwSignal<bool>,
}

/// A person enrolled on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// The person.
    pub person: PersonId,
    /// Their device.
    pub device: DeviceId,
    /// Their name, if known.
    pub name: String,
    /// The issuer has not compared the digits yet.
    pub pending: bool,
}

/// What the strip under the title bar says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// The last attempt reached the real server.
    pub connected: bool,
    /// An attempt is under way.
    pub syncing: bool,
    /// The server tells by itself when there is something new.
    pub told: bool,
    /// Last successful contact.
    pub last_contact: Option<Millis>,
    /// Acts not delivered.
    pub pending: u32,
    /// When the oldest of them was made.
    pub oldest: Option<Millis>,
    /// Acts refused or set aside that the person has not looked at yet.
    pub returned: u32,
    /// The device's clock is off by more than ten minutes.
    pub clock_off: bool,
    /// The server takes nothing from so old an app: what waits goes up after the update.
    pub outdated: bool,
    /// This device was revoked: what is in the outbox can be kept, nothing more is taken.
    pub revoked: bool,
}

/// One of my acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Errand {
    /// The act.
    pub id: ActId,
    /// Its place in the device's order.
    pub n: u64,
    /// What was done.
    pub intent: Intent,
    /// When.
    pub at: Millis,
    /// What became of it.
    pub state: ErrandState,
}

/// What became of an act.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrandState {
    /// 待同步. The note says what the law here says against it by now, if anything.
    Waiting(Option<Note>),
    /// In the ledger.
    Accepted,
    /// In the ledger, without effect.
    Refused(Note),
    /// Set aside for a person to look at.
    Quarantined(String),
}

/// A receipt of mine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Sixteen characters.
    pub code: String,
    /// Title of the topic.
    pub title: String,
    /// When.
    pub at: Millis,
}

/// What this browser cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No service worker: does not open without network.
    Offline,
    /// No lasting storage: nothing is kept; acts go straight to the server.
    Storage,
    /// No Web Locks: several windows may sync at once (harmless).
    Locks,
    /// iOS, not on the Home Screen: storage is wiped after seven days.
    NotInstalled,
}

/// What a person wants done, with the values that travel beside the signed act.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// What.
    pub intent: Intent,
    /// Personal values behind its commitments; see [`Phone::seal`].
    pub openings: Vec<Opening>,
    /// A receipt of my own to keep under 我的: code and title. Never for somebody else's slip.
    pub slip: Option<(String, String)>,
    /// A draft to be forgotten once the act is saved.
    pub draft: Option<String>,
}

/// How it went.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// 已保存: durable on this device, waiting for the server.
    Saved,
    /// The server accepted it (acts that need the network).
    Accepted,
    /// The law says no: nothing was stored.
    Refused(Note),
    /// It needs the network and there is none; nothing was stored.
    NeedsNetwork,
    /// The device could not store it: full, or storage broken. Nothing was stored; keep the form.
    NotStored,
}

/// Steps of an enrolment.
#[derive(Clone, Debug, PartialEq)]
pub enum Enrolment {
    /// Compare these digits on both screens.
    Compare(String),
    /// Ready.
    Active,
    /// Not this time, and why.
    Refused(Note),
    /// No connection.
    NeedsNetwork,
    /// This browser keeps no key (private window, Lockdown Mode, an insecure page); nobody joined.
    NotKept,
}

/// What came of a file that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Handed {
    /// The server's answer, as text.
    Answer(String),
    /// The server says no, and why.
    Refused(Note),
    /// There is no network.
    NeedsNetwork,
    /// The server asks to come again later.
    Busy,
    /// More than the server takes.
    TooBig,
    /// No file was chosen, or it cannot be read any more.
    NoFile,
}

/// Whether the server may call this phone when there is news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calls {
    /// This browser has no push service.
    Unable,
    /// The phone does not let the app notify.
    Denied,
    /// No.
    Off,
    /// Yes, but not at these minutes of the day, beside the charter's.
    On(Option<(u16, u16)>),
    /// It cannot be turned on without network.
    NeedsNetwork,
}

/// What is to be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// No more calls; nothing is kept of it.
    Off,
    /// Calls, but not at these minutes of the day, beside the charter's.
    On(Option<(u16, u16)>),
}

/// What the device can do for a page.
pub trait Phone: Send + Sync {
    /// A new UUIDv7.
    fn fresh_id(&self) -> String;
    /// A new receipt code, sixteen Crockford characters, not yet grouped.
    fn fresh_receipt(&self) -> String;
    /// A new enrolment code, twenty-six Crockford characters.
    fn fresh_enrolment_code(&self) -> String;
    /// A personal value with a fresh salt.
    fn seal(&self, field: &str, value: &str) -> Opening;
    /// Decide, sign, store; online-only intents wait for the server. Calls back exactly once.
    fn act(&self, deed: Deed, done: Callback<Outcome>);
    /// Name and bytes of the file that was chosen in the field of that id.
    fn chosen(&self, field: &str) -> Option<(String, u64)>;
    /// Forget the choice, so that the same file, corrected, can be chosen again.
    fn unchoose(&self, field: &str);
    /// Sign the file that was chosen in a field and hand it in at a path of the API. Calls back exactly once.
    fn hand_in(&self, field: &str, path: String, done: Callback<Handed>);
    /// Whether the server may call this phone for the person in use; with a wish, after it was carried out. Calls back
    /// exactly once.
    fn calls(&self, wish: Option<Wish>, done: Callback<Calls>);
    /// Try now.
    fn sync_now(&self);
    /// The refused acts have been looked at.
    fn mark_seen(&self);
    /// Read aloud by the device's voice; false if it has none.
    fn speak(&self, text: &str) -> bool;
    /// Stop reading.
    fn hush(&self);
    /// A short vibration where there is one: a signature was saved.
    fn buzz(&self);
    /// Keep a half-written form; an empty text forgets it.
    fn keep_draft(&self, key: &str, text: &str);
    /// A kept form.
    fn read_draft(&self, key: &str, done: Callback<Option<String>>);
    /// Become a persona of the demo community.
    fn enrol_demo(&self, person: PersonId, done: Callback<Enrolment>);
    /// Enrol with a one-time code; calls back with each step.
    fn enrol(&self, code: String, done: Callback<Enrolment>);
    /// Use another profile of this phone.
    fn switch(&self, device: DeviceId);
    /// Let the waiting build take over, then reload once.
    fn update(&self);
    /// Show the browser's install prompt.
    fn install(&self);
    /// Put text on the clipboard.
    fn copy(&self, text: &str);
    /// The part of the address after `#`, without it.
    fn fragment(&self) -> String;
}

/// The device, by context.
#[derive(Clone)]
pub struct Device(pub Arc<dyn Phone>);

/// The device behind this page. Only for private pages: the server provides none.
pub fn use_phone() -> Option<Arc<dyn Phone>> {
    use_context::<Device>().map(|device| device.0)
}
