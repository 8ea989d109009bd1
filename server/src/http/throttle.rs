//! Server: how often one address may try. Codes carry 80 bits and more, so this is against noise and
//! cost, not against guessing; many people share one address, so the limits are wide.

use super::state::Desk;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};
use std::{
    collections::HashMap,
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Addresses remembered at once; beyond it the oldest windows are forgotten.
const MOST_ADDRESSES: usize = 20_000;

/// So many tries in a window, per address.
#[derive(Debug)]
pub struct Throttle {
    most: u32,
    window: Duration,
    tries: Mutex<HashMap<IpAddr, (Instant, u32)>>,
}

/// Whoever asks: the other end of the connection, or of the proxy's.
#[derive(Clone, Copy, Debug)]
pub struct Asker(pub IpAddr);

impl FromRequestParts<Desk> for Asker {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Infallible> {
        let forwarded = parts.headers.get("x-forwarded-for").filter(|_| desk.settings.proxied);
        let last = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        let near = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        Ok(Self(last.or(near).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

impl Throttle {
    /// At most `most` tries in each `window`.
    pub fn new(most: u32, window: Duration) -> Self {
        Self { most, window, tries: Mutex::default() }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// Seconds until the window ends, when there were too many.
    pub fn count(&self, address: IpAddr) -> Result<(), u32> {
        let now = Instant::now();
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= MOST_ADDRESSES {
            tries.retain(|_, (since, _)| now.duration_since(*since) < self.window);
        }
        if tries.len() >= MOST_ADDRESSES {
            tries.clear();
        }
        let (since, count) = tries.entry(address).or_insert((now, 0));
        if now.duration_since(*since) >= self.window {
            (*since, *count) = (now, 0);
        }
        *count += 1;
        if *count <= self.most {
            return Ok(());
        }
        let left = self.window.saturating_sub(now.duration_since(*since));
        Err(u32::try_from(left.as_secs()).unwrap_or(u32::MAX).saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_try_is_told_when_to_come_again_and_others_are_not_hindered() {
        let throttle = Throttle::new(10, Duration::from_secs(60));
        let one = IpAddr::from([127, 0, 0, 1]);
        assert!((0..10).all(|_| throttle.count(one).is_ok()));
        assert!(matches!(throttle.count(one), Err(1..=61)));
        assert!(throttle.count(IpAddr::from([127, 0, 0, 2])).is_ok());
    }
}
