//! Server: push. Whoever wants it is called when a matter that they raised or signed moves on, or one waits for their
//! office: what stands new on their first page, and nothing else (`app::news` says what that is). Off unless somebody
//! turns it on; off is off. "No push outside 08:30–20:30" (B6, `domain.md` §6.4): what comes to pass in the quiet hours is
//! told afterwards, in one message.

pub mod place;
pub mod post;
pub mod seal;
pub mod store;

use crate::{codec, http::state::Desk, keys::DeskKey, ledger::LedgerError, settings::Settings};
use app::news::{Kind, Piece, last_step, news_for};
use futures_util::{StreamExt as _, stream};
use place::Place;
use post::{Message, Post, Sent};
use rulebook::{
    Millis,
    device::DeviceState,
    ids::{DeviceId, PersonId},
};
use seal::Lock;
use serde_json::json;
use std::{
    collections::BTreeMap,
    io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};
use store::Store;
use tokio::time::{Instant, sleep};

/// The key's file in the data folder: push services know this server by it.
pub const KEY: &str = "push.p8";
/// After an entry so much is waited for the next ones: a meeting that closes is one call.
const GATHER: Duration = Duration::from_secs(1);
/// How often it is looked whether somebody's quiet hours are over, or a push service may be asked again.
const LOOK: Duration = Duration::from_secs(5);
/// A push service that is ill is asked again after this, then after twice as long, and so on up to eight hours.
const AGAIN: Duration = Duration::from_secs(60);
const MOST_DOUBLINGS: u32 = 9;
/// Messages under way at once.
const AT_ONCE: usize = 16;

/// A phone that may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Whose choice it is: the device that signed it. It goes with the device.
    pub device: String,
    /// Where its push service takes messages.
    pub endpoint: String,
    /// Its key, base64url.
    pub p256dh: String,
    /// Its secret, base64url.
    pub auth: String,
    /// Minutes of the day in which it is not called, beside the charter's.
    pub quiet: Option<(u16, u16)>,
    /// `zh` or `en`.
    pub lang: String,
    /// Steps up to this moment have been told, ms.
    pub upto: i64,
}

/// A phone and how it goes with its push service.
struct Line {
    subscription: Subscription,
    /// The entry up to which it was found that there is nothing to tell.
    looked: Option<u64>,
    failures: u32,
    not_before: Instant,
}

/// Calls phones.
pub struct Push {
    key: DeskKey,
    contact: String,
    loopback: bool,
    /// None where this machine trusts no certificate: then nobody can be called.
    post: Option<Post>,
    store: Mutex<Store>,
    lines: Mutex<BTreeMap<String, Line>>,
    turn: tokio::sync::Mutex<()>,
}

/// One call: for whom, what, and up to when they know everything then.
struct Call {
    subscription: Subscription,
    news: Vec<Piece>,
    upto: i64,
}

impl Push {
    /// Over a data folder whose ledger is open; makes the key at the first start.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn open(settings: &Settings, ledger: &Path, community: &str) -> io::Result<Self> {
        let store = Store::open(ledger, community).map_err(io::Error::other)?;
        let lines = store.all().map_err(io::Error::other)?.into_iter().map(|one| (one.device.clone(), Line::of(one)));
        let contact = Some(&settings.push_contact).filter(|contact| !contact.is_empty());
        let origin = Some(&settings.origin).filter(|origin| origin.starts_with("https://"));
        Ok(Self {
            key: DeskKey::load_or_make(&settings.data.join(KEY))?,
            contact: contact.or(origin).cloned().unwrap_or_default(),
            loopback: settings.push_loopback,
            post: Post::open().inspect_err(|error| tracing::warn!(%error, "nobody can be called")).ok(),
            lines: Mutex::new(lines.collect()),
            store: Mutex::new(store),
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// The public key a phone subscribes under.
    pub fn public_key(&self) -> String {
        self.key.public()
    }

    /// Whether messages may go to an address.
    pub fn may_go_to(&self, endpoint: &str) -> bool {
        Place::of(endpoint, self.loopback).is_some()
    }

    /// Phones that may be called.
    pub fn count(&self) -> usize {
        self.lines().len()
    }

    /// Turns it on for a device, or changes how; what it was told stays told.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn turn_on(&self, mut new: Subscription) -> Result<(), LedgerError> {
        let mut lines = self.lines();
        if let Some(old) = lines.get(&new.device) {
            new.upto = old.subscription.upto;
        }
        self.store().put(&new)?;
        lines.retain(|_, line| line.subscription.endpoint != new.endpoint);
        lines.insert(new.device.clone(), Line::of(new));
        Ok(())
    }

    /// Turns it off for a device: nothing is kept of it.
    ///
    /// # Errors
    /// When the store fails; then it is still on.
    pub fn turn_off(&self, device: &str) -> Result<(), LedgerError> {
        let mut lines = self.lines();
        if lines.contains_key(device) {
            self.store().remove(device)?;
            lines.remove(device);
        }
        Ok(())
    }

    /// Calls everybody who is to be called now; how many messages were taken. One round at a time.
    pub async fn round(&self, desk: &Desk) -> usize {
        let _turn = self.turn.lock().await;
        let looking = desk.clone();
        let calls = tokio::task::spawn_blocking(move || looking.push.calls(&looking)).await.unwrap_or_default();
        let sent = stream::iter(calls).map(|call| self.call(call)).buffer_unordered(AT_ONCE);
        sent.filter(|taken| std::future::ready(*taken)).count().await
    }

    /// Who is to be called now. Lets go of devices that are no longer anybody's.
    fn calls(&self, desk: &Desk) -> Vec<Call> {
        let (now, house) = (desk.clock.now(), desk.house.read());
        let (community, head) = (&house.community, house.head.seq);
        let owner = |device: &str| -> Option<PersonId> {
            let device = community.device(&DeviceId(device.into()))?;
            (device.state == DeviceState::Active).then(|| device.person.clone())
        };
        let newest = last_step(community);
        let (mut calls, mut gone) = (Vec::new(), Vec::new());
        let mut lines = self.lines();
        for (device, line) in lines.iter_mut().filter(|(_, line)| line.looked != Some(head)) {
            let Some(person) = owner(device) else {
                gone.push(device.clone());
                continue;
            };
            let is_quiet = !community.keys().may_call(now.minute_of_day(), line.subscription.quiet);
            if is_quiet || line.not_before > Instant::now() {
                continue;
            }
            let upto = Millis(line.subscription.upto);
            // Asked after every entry, and mostly nothing moved.
            let moved = newest.is_some_and(|at| at > upto);
            let news = if moved { news_for(community, &person, now.day(), upto) } else { Vec::new() };
            match news.iter().map(|piece| piece.at.0).max() {
                Some(upto) => calls.push(Call { subscription: line.subscription.clone(), news, upto }),
                None => line.looked = Some(head),
            }
        }
        drop(lines);
        for device in gone {
            self.kept("a revoked device", self.turn_off(&device));
        }
        calls
    }

    async fn call(&self, call: Call) -> bool {
        let Call { subscription, news, upto } = call;
        let device = &subscription.device;
        let sent = match (self.message(&subscription, &news), &self.post) {
            (Ok(message), Some(post)) => post.send(message).await,
            (Ok(_), None) => Sent::Later(None),
            (Err(error), _) => {
                tracing::warn!(%error, "a phone's key is of no use");
                Sent::Gone
            }
        };
        match sent {
            Sent::Taken => self.kept("what was told", self.told(device, upto)),
            Sent::Gone => self.kept("a phone that is gone", self.let_go(&subscription)),
            Sent::Later(after) => self.rest(device, after),
        }
        sent == Sent::Taken
    }

    /// Unless the phone has named another place meanwhile.
    fn let_go(&self, gone: &Subscription) -> Result<(), LedgerError> {
        let same = |line: &Line| line.subscription.endpoint == gone.endpoint;
        let is_same = self.lines().get(&gone.device).is_some_and(same);
        if is_same { self.turn_off(&gone.device) } else { Ok(()) }
    }

    fn message(&self, to: &Subscription, news: &[Piece]) -> io::Result<Message> {
        let broken = || io::Error::other("not as it was handed in");
        let place = Place::of(&to.endpoint, self.loopback).ok_or_else(broken)?;
        let lock = Lock {
            key: codec::from_base64(&to.p256dh).ok_or_else(broken)?,
            secret: codec::from_base64(&to.auth).ok_or_else(broken)?,
        };
        let (text, about) = match news {
            [one] => {
                let kind = match one.kind {
                    Kind::Progress => "progress",
                    Kind::Waits => "waits",
                };
                (json!({ "kind": kind, "topic": one.topic, "lang": to.lang }), one.topic.as_str())
            }
            _ => (json!({ "kind": "several", "count": news.len(), "lang": to.lang }), ""),
        };
        Ok(Message {
            body: seal::seal(&lock, text.to_string().as_bytes())?,
            ticket: seal::ticket(&self.key, &place.origin, &self.contact, wall())?,
            name: self.name(&to.device, about),
            place,
        })
    }

    /// What a message is called at the push service, which learns nothing by it: 32 letters of a digest.
    fn name(&self, device: &str, about: &str) -> String {
        let said = format!("{}\0{device}\0{about}", self.key.public());
        codec::sha256_hex(said.as_bytes()).chars().take(32).collect()
    }

    fn told(&self, device: &str, upto: i64) -> Result<(), LedgerError> {
        // Not told twice while the server runs, even if the disk is full.
        if let Some(line) = self.lines().get_mut(device) {
            (line.failures, line.subscription.upto) = (0, line.subscription.upto.max(upto));
        }
        self.store().told(device, upto)
    }

    fn rest(&self, device: &str, after: Option<Duration>) {
        if let Some(line) = self.lines().get_mut(device) {
            line.not_before = Instant::now() + after.unwrap_or(AGAIN * (1 << line.failures.min(MOST_DOUBLINGS)));
            line.failures += 1;
        }
    }

    fn kept(&self, what: &str, done: Result<(), LedgerError>) {
        if let Err(error) = done {
            tracing::warn!(%error, what, "could not be kept");
        }
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lines(&self) -> MutexGuard<'_, BTreeMap<String, Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    fn of(subscription: Subscription) -> Self {
        Self { subscription, looked: None, failures: 0, not_before: Instant::now() }
    }
}

/// Calls phones as long as the server runs.
pub async fn keep_calling(desk: Desk) {
    let mut shown = desk.house.shown();
    loop {
        desk.push.round(&desk).await;
        tokio::select! {
            moved = shown.changed() => match moved {
                Ok(()) => sleep(GATHER).await,
                Err(_) => return,
            },
            () = sleep(LOOK) => {}
        }
    }
}

/// The clock on the wall: a push service does not live on the demo's date.
fn wall() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
