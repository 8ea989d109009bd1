//! Server: the accept loop. `axum::serve` has no time-outs of its own, so connections are taken here:
//! a header must come within five seconds, no more than so many connections are open, and a stop lets
//! every request in flight finish.

use crate::metrics::Metrics;
use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{Request, body::Incoming};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
};
use std::{future::Future, net::SocketAddr, pin::pin, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::Semaphore};
use tower::ServiceExt as _;

/// A request line and its headers must have come by then; phones in a lift are slow, not this slow.
pub const HEADER_TIMEOUT: Duration = Duration::from_secs(5);
/// Requests in flight have so long to finish once a stop was asked for.
pub const DRAIN_TIMEOUT: Duration = Duration::from_secs(20);
/// Streams of one HTTP/2 connection at once.
const MAX_STREAMS: u32 = 64;
/// Bytes of request headers kept for one connection.
const MAX_HEADER_BYTES: usize = 16 * 1024;

/// Serves until `stop` is ready, then lets what is in flight finish.
///
/// # Errors
/// None today; an accept that fails (no file handles left) is logged and tried again.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    max_connections: usize,
    metrics: Arc<Metrics>,
    stop: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let places = Arc::new(Semaphore::new(max_connections));
    let graceful = GracefulShutdown::new();
    let server = builder();
    let mut stop = pin!(stop);
    loop {
        let place = tokio::select! {
            place = places.clone().acquire_owned() => place,
            () = &mut stop => break,
        };
        let (stream, peer) = tokio::select! {
            taken = listener.accept() => match taken {
                Ok(taken) => taken,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        // Answers are small and people wait for them.
        let _ = stream.set_nodelay(true);
        metrics.accepted_connections.up();
        metrics.connections.up();
        let service = service(router.clone(), peer);
        let connection = graceful.watch(server.serve_connection(TokioIo::new(stream), service).into_owned());
        let metrics = metrics.clone();
        tokio::spawn(async move {
            // A phone that walks out of reach is no event worth a line in the log.
            let _ = connection.await;
            metrics.connections.down();
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_TIMEOUT, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    Ok(())
}

/// Ready when the process is asked to stop (SIGTERM, SIGINT).
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
    tracing::info!("stopping");
}

fn builder() -> auto::Builder<TokioExecutor> {
    let mut server = auto::Builder::new(TokioExecutor::new());
    server.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT).max_buf_size(MAX_HEADER_BYTES);
    server
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(MAX_STREAMS)
        .max_header_list_size(MAX_HEADER_BYTES as u32)
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(20));
    server
}

fn service(
    router: Router,
    peer: SocketAddr,
) -> impl hyper::service::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future = impl Future<Output = Result<axum::response::Response, std::convert::Infallible>> + Send + 'static,
> + Clone
+ Send
+ 'static {
    hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    })
}
