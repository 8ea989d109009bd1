//! Server: how the parts are put together, started and stopped.

use crate::{
    accept,
    clock::Clock,
    demo,
    house::SharedHouse,
    http::{
        assets::Assets,
        news::News,
        nonce::Nonces,
        router::router,
        state::{Desk, Reach},
        throttle::Throttle,
    },
    keeping,
    keys::DeskKey,
    ledger::{Ledger, LedgerError, SqliteLedger},
    metrics::Metrics,
    push::{self, Push},
    roster::handed::Counter,
    settings::Settings,
    writer::{Writer, founding},
};
use rulebook::{
    Millis, Record,
    ids::{DESK, DeviceId},
};
use std::{
    fs, io, net::SocketAddr, os::unix::fs::DirBuilderExt as _, path::Path, sync::Arc, thread::JoinHandle,
    time::Duration,
};
use tokio::{net::TcpListener, sync::oneshot};

/// How often the clock is asked what is due.
const TICK: Duration = Duration::from_secs(60);
/// The ledger's file in the data folder.
pub const LEDGER: &str = "ledger.db";
/// The desk key's file in the data folder.
pub const KEY: &str = "desk.p8";

/// Everything a server keeps between two runs.
pub struct Kept {
    /// The ledger, founded.
    pub ledger: Box<dyn Ledger>,
    /// The desk's key.
    pub key: DeskKey,
    /// Server time.
    pub clock: Clock,
}

/// A server that runs until it is told to stop.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What its handlers reach.
    pub desk: Desk,
    stop: oneshot::Sender<()>,
    served: tokio::task::JoinHandle<io::Result<()>>,
    ticking: tokio::task::JoinHandle<()>,
    calling: tokio::task::JoinHandle<()>,
    writing: JoinHandle<()>,
}

/// What a new community begins with.
pub struct Beginning {
    /// Its id.
    pub community: String,
    /// Its records.
    pub records: Vec<Record>,
    /// When its clock begins; none for the clock on the wall.
    pub starts: Option<Millis>,
}

/// Opens what a data folder keeps, and founds a community in an empty one if there is a beginning.
///
/// # Errors
/// When the folder cannot be used, or is empty and there is no beginning.
pub fn open(folder: &Path, beginning: Option<fn() -> Beginning>) -> io::Result<Kept> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let (file, key) = (folder.join(LEDGER), folder.join(KEY));
    if let Some(community) = SqliteLedger::communities(&file).map_err(|error| not_begun(&file, error))?.first() {
        // A new key would be believed by no phone: better not to begin than to answer in vain.
        if !key.exists() {
            return Err(io::Error::other(format!(
                "{} holds a community but not its key; put {KEY} back from a backup",
                folder.display()
            )));
        }
        let key = DeskKey::load_or_make(&key)?;
        let clock = Clock::load(folder)?.unwrap_or_default();
        let ledger = Box::new(SqliteLedger::open(&file, community).map_err(|error| not_begun(&file, error))?);
        return Ok(Kept { ledger, key, clock });
    }
    let beginning = beginning.ok_or_else(|| {
        io::Error::other(format!("no community in {}; `server demo` founds an invented one", folder.display()))
    })?();
    let key = DeskKey::load_or_make(&key)?;
    let clock = beginning.starts.map_or_else(Clock::real, Clock::starting_at);
    // Before the ledger: without its clock the community would wake up on another day.
    if beginning.starts.is_some() {
        clock.save(folder)?;
    }
    let mut ledger = SqliteLedger::open(&file, &beginning.community).map_err(|error| not_begun(&file, error))?;
    founding::found(&mut ledger, &beginning.community, beginning.records, clock.now(), &key)
        .map_err(|error| not_begun(&file, error))?;
    Ok(Kept { ledger: Box::new(ledger), key, clock })
}

/// Why a server does not begin, and what to do about it.
fn not_begun(file: &Path, error: LedgerError) -> io::Error {
    io::Error::other(format!(
        "{}: {error}. If the disk is full or failing, make room or change it, then start again; what was acknowledged \
         is kept",
        file.display()
    ))
}

/// Starts a server over what is kept.
///
/// # Errors
/// When the address is taken, the ledger cannot be read, or the built application cannot.
pub async fn start(settings: Settings, kept: Kept) -> io::Result<Running> {
    let metrics = Arc::new(Metrics::default());
    let key = Arc::new(kept.key);
    let (writer, house, writing) = Writer::start(kept.ledger, kept.clock.clone(), key.clone(), metrics.clone())
        .map_err(|error: LedgerError| not_begun(&settings.data.join(LEDGER), error))?;
    believed(&house, &key, &settings.data)?;
    let demo = house.read().community.quarter().is_some_and(|quarter| quarter.demo);
    let assets = Assets::find(&settings.site, &settings.hashes)?;
    let shell = app::shell::private_shell(assets.start());
    let assets = assets.with_worker(&settings.site, &shell)?;
    if !assets.complete {
        tracing::warn!(site = %settings.site.display(), "the application is not built: public pages and API only");
    }
    let community = house.read().id.clone();
    let push = Push::open(&settings, &settings.data.join(LEDGER), &community)?;
    let listener = TcpListener::bind(settings.listen).await?;
    let address = listener.local_addr()?;
    let desk = Desk::new(Reach {
        receipt_tries: Throttle::new(settings.receipt_tries, Duration::from_secs(60)),
        enrol_tries: Throttle::new(settings.enrol_tries, Duration::from_secs(3_600)),
        news: News::new(settings.news_streams, settings.news_streams_each, metrics.clone()),
        push,
        counter: Counter::open()?,
        nonces: Nonces::fresh()?,
        clock: kept.clock,
        key,
        metrics: metrics.clone(),
        house,
        writer,
        assets,
        shell,
        demo,
        settings: settings.clone(),
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let until = async move {
        let _ = stopped.await;
    };
    let served = tokio::spawn(accept::serve(listener, router(desk.clone()), settings.max_connections, metrics, until));
    let ticking = tokio::spawn(tick(desk.clone()));
    let calling = tokio::spawn(push::keep_calling(desk.clone()));
    tracing::info!(%address, demo, build = desk.assets.build, "listening");
    Ok(Running { address, desk, stop, served, ticking, calling, writing })
}

/// Whether phones will believe what is signed with this key: it must be the one they were told.
///
/// # Errors
/// When the ledger has another.
pub fn believed(house: &SharedHouse, key: &DeskKey, data: &Path) -> io::Result<()> {
    let house = house.read();
    let told = house.community.device(&DeviceId(DESK.into())).map(|desk| desk.key.as_str());
    if told == Some(key.public().as_str()) { Ok(()) } else { Err(keeping::folder::another_key(data)) }
}

impl Running {
    /// Takes no more requests, finishes those in flight, lets the writer finish its batch.
    ///
    /// # Errors
    /// When serving ended by itself with one.
    pub async fn stop(self) -> io::Result<()> {
        let Self { desk, stop, served, ticking, calling, writing, .. } = self;
        // A stream is a request that never ends by itself.
        desk.news.end();
        let _ = stop.send(());
        let ended = served.await.map_err(io::Error::other)?;
        for task in [ticking, calling] {
            task.abort();
            let _ = task.await;
        }
        // Not by dropping the ways to it: a phone that would not let go must not hold up the end.
        let finished = move || {
            desk.writer.finish();
            writing.join()
        };
        tokio::task::spawn_blocking(finished)
            .await
            .map_err(io::Error::other)?
            .map_err(|_| io::Error::other("the writer broke"))?;
        ended
    }
}

async fn tick(desk: Desk) {
    let mut every = tokio::time::interval(TICK);
    loop {
        every.tick().await;
        match desk.writer.tick().await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "done by the clock"),
            Err(error) => tracing::warn!(%error, "the clock could not be asked"),
        }
    }
}

/// What `server demo` begins with.
pub fn demo_beginning() -> Beginning {
    let demo::Founding { community, now, records, .. } = demo::found();
    Beginning { community: community.to_string(), records, starts: Some(now) }
}
