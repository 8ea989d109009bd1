//! Server: push, the way out. One request to a stranger's server: no redirect is followed, no cookie kept, nothing of the
//! answer read but its status.

use super::place::{Place, resolve};
use axum::body::Body;
use hyper::{Request, Response, StatusCode, body::Incoming, header};
use hyper_rustls::HttpsConnectorBuilder;
use hyper_util::{
    client::legacy::{
        Client, ResponseFuture,
        connect::{HttpConnector, dns::Name},
    },
    rt::TokioExecutor,
};
use std::{io, time::Duration};
use tokio::time::timeout;

/// A push service that does not answer by then is asked again later.
const PATIENCE: Duration = Duration::from_secs(15);
/// A message that could not be handed to the phone is kept by the push service so long: a day.
const LIFE_SECONDS: u32 = 86_400;
/// Of a service that asks to wait, no more than a day is believed.
const LONGEST_WAIT: Duration = Duration::from_secs(86_400);

/// What came of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The push service has it.
    Taken,
    /// It knows no such phone any more.
    Gone,
    /// Not now; it may have said for how long.
    Later(Option<Duration>),
}

/// Sends to push services.
pub struct Post {
    send: Box<dyn Fn(Request<Body>) -> ResponseFuture + Send + Sync>,
}

/// One message, ready to go.
pub struct Message {
    /// Where to.
    pub place: Place,
    /// Sealed.
    pub body: Vec<u8>,
    /// The server's ticket.
    pub ticket: String,
    /// A later message of the same name takes the place of one that was not handed over yet.
    pub name: String,
}

impl Post {
    /// With the certificates this machine trusts.
    ///
    /// # Errors
    /// When it has none.
    pub fn open() -> io::Result<Self> {
        let mut http = HttpConnector::new_with_resolver(tower::service_fn(|name: Name| resolve(name.to_string())));
        http.enforce_http(false);
        http.set_connect_timeout(Some(PATIENCE));
        let https =
            HttpsConnectorBuilder::new().with_native_roots()?.https_or_http().enable_http1().wrap_connector(http);
        let client = Client::builder(TokioExecutor::new()).build(https);
        Ok(Self { send: Box::new(move |request| client.request(request)) })
    }

    /// Sends one message.
    pub async fn send(&self, message: Message) -> Sent {
        let Message { place, body, ticket, name } = message;
        let request = Request::post(place.uri)
            .header(header::AUTHORIZATION, ticket)
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header(header::CONTENT_ENCODING, "aes128gcm")
            .header("ttl", LIFE_SECONDS)
            .header("urgency", "normal")
            .header("topic", name)
            .body(Body::from(body));
        let Ok(request) = request else { return Sent::Gone };
        match timeout(PATIENCE, (self.send)(request)).await {
            Ok(Ok(answer)) => judge(&answer),
            Ok(Err(error)) => {
                tracing::debug!(%error, "a push service was not reached");
                Sent::Later(None)
            }
            Err(_) => Sent::Later(None),
        }
    }
}

fn judge(answer: &Response<Incoming>) -> Sent {
    let status = answer.status();
    match status {
        _ if status.is_success() => Sent::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Sent::Gone,
        _ => {
            tracing::warn!(%status, "a push service did not take a message");
            let wait = answer.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
            Sent::Later(wait.map(|seconds| Duration::from_secs(seconds).min(LONGEST_WAIT)))
        }
    }
}
