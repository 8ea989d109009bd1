//! Server: news. `GET /api/v1/news` tells a phone that is being looked at that the ledger moved: "a changed record
//! nudges phones through server-sent events". It says how far the ledger has come and nothing else, to whoever asks:
//! what is new, and for whom, the phone asks at the one door.

use super::{problem::Problem, state::Desk, throttle::Asker};
use crate::{codec, metrics::Metrics};
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{
        IntoResponse as _, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use std::{
    collections::HashMap,
    convert::Infallible,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::watch,
    time::{Instant, sleep_until},
};

/// Between two events of one stream: a hundred acts in a second are one piece of news.
pub const PACE: Duration = Duration::from_secs(1);
/// A stream that has nothing to tell says so, or somebody on the way would take it for dead.
pub const HEARTBEAT: Duration = Duration::from_secs(15);
/// A phone whose stream broke comes back after so many milliseconds, and up to as many more: not all at once.
const BACK_MS: u64 = 3_000;
/// Seconds after which to try again where no more may listen. Until then the phone asks now and then, as ever.
const AGAIN: u32 = 300;
const UNBUFFERED: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Everybody who listens.
pub struct News {
    most: usize,
    most_each: usize,
    seats: Arc<Seats>,
    ended: watch::Sender<bool>,
}

struct Seats {
    taken: Mutex<HashMap<IpAddr, usize>>,
    metrics: Arc<Metrics>,
}

/// One listener's place; free again when dropped.
struct Seat {
    seats: Arc<Seats>,
    address: IpAddr,
}

struct Listener {
    shown: watch::Receiver<u64>,
    ended: watch::Receiver<bool>,
    /// When it was told last.
    told: Option<Instant>,
    _seat: Seat,
}

/// `GET /api/v1/news`.
///
/// # Errors
/// 429 when too many listen already.
pub async fn get_news(State(desk): State<Desk>, Asker(address): Asker) -> Result<Response, Problem> {
    let seat = desk.news.seat(address).ok_or_else(|| Problem::too_many(AGAIN))?;
    let (shown, ended) = (desk.house.shown(), desk.news.ended.subscribe());
    let events = stream::unfold(Listener { shown, ended, told: None, _seat: seat }, Listener::next);
    let mut answer = Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response();
    // A proxy that gathers an answer before it passes it on would keep the news to itself.
    answer.headers_mut().insert(UNBUFFERED, HeaderValue::from_static("no"));
    Ok(answer)
}

/// Whether an answer is a stream.
pub fn is_stream(answer: &Response) -> bool {
    let kind = answer.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

impl News {
    /// With room for so many, and for so many of one address.
    pub fn new(most: usize, most_each: usize, metrics: Arc<Metrics>) -> Self {
        let seats = Arc::new(Seats { taken: Mutex::default(), metrics });
        Self { most, most_each, seats, ended: watch::Sender::new(false) }
    }

    /// Ends every stream, and those to come.
    pub fn end(&self) {
        self.ended.send_replace(true);
    }

    fn seat(&self, address: IpAddr) -> Option<Seat> {
        let mut taken = self.seats.taken();
        let all: usize = taken.values().sum();
        let here = taken.entry(address).or_default();
        let room = all < self.most && *here < self.most_each;
        if !room {
            if *here == 0 {
                taken.remove(&address);
            }
            return None;
        }
        *here += 1;
        self.seats.metrics.news_streams.up();
        Some(Seat { seats: self.seats.clone(), address })
    }
}

impl Seats {
    fn taken(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken();
        if let Some(here) = taken.get_mut(&self.address) {
            *here -= 1;
            if *here == 0 {
                taken.remove(&self.address);
            }
        }
        self.seats.metrics.news_streams.down();
    }
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let Self { shown, ended, told, .. } = &mut self;
        let first = told.is_none();
        let news = async {
            // At once where the ledger stands: something may have come between the phone's last look and now.
            if let Some(told) = told {
                sleep_until(*told + PACE).await;
                shown.changed().await.ok()?;
            }
            Some(*shown.borrow_and_update())
        };
        let seq = tokio::select! {
            seq = news => seq?,
            _ = ended.wait_for(|ended| *ended) => return None,
        };
        self.told = Some(Instant::now());
        let event = Event::default().data(seq.to_string());
        Some((Ok(if first { event.retry(back_after()) } else { event }), self))
    }
}

fn back_after() -> Duration {
    let luck = codec::random::<2>().map_or(0, u16::from_be_bytes);
    Duration::from_millis(BACK_MS + u64::from(luck) * BACK_MS / u64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_seat_is_free_again_when_its_listener_is_gone() {
        let news = News::new(3, 2, Arc::default());
        let [one, other] = [IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2])];
        let first = news.seat(one).unwrap();
        let _second = news.seat(one).unwrap();
        assert!(news.seat(one).is_none(), "one address has its share");
        let third = news.seat(other).unwrap();
        assert!(news.seat(other).is_none(), "all seats are taken");
        drop(first);
        let _fourth = news.seat(one).unwrap();
        drop(third);
        assert_eq!(news.seats.taken().get(&other), None, "nobody is remembered who does not listen");
    }
}
