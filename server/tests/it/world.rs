//! Server tests: a whole server on a port of its own, over a copy of the demo community.

use crate::actor::Actor;
use server::{
    clock::Clock,
    keeping::{
        backup,
        restore::{self, Restored},
    },
    ledger::{Entry, SqliteLedger},
    run::{self, Running},
    settings::{Given, Settings},
};
use std::{
    fs,
    net::SocketAddr,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::OnceLock,
};
use tempfile::TempDir;

/// The demo community is founded once; every test works on a copy of its files.
static FOUNDED: OnceLock<TempDir> = OnceLock::new();

/// A running server and its folder.
pub struct World {
    pub folder: TempDir,
    pub address: SocketAddr,
    pub http: reqwest::Client,
    running: Option<Running>,
}

impl World {
    /// A server over the demo community.
    pub async fn demo() -> Self {
        Self::with(|_| ()).await
    }

    /// A server over the demo community with other settings.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = copy_of_the_demo();
        let mut settings = settings(folder.path());
        change(&mut settings);
        let running = run::start(settings, run::open(folder.path(), None).unwrap()).await.unwrap();
        let address = running.address;
        Self { folder, address, http: client(), running: Some(running) }
    }

    /// Stops and starts again over the same folder, on another port.
    pub async fn restart(&mut self) {
        self.running.take().unwrap().stop().await.unwrap();
        let kept = run::open(self.folder.path(), None).unwrap();
        let running = run::start(settings(self.folder.path()), kept).await.unwrap();
        self.address = running.address;
        self.running = Some(running);
    }

    /// Backs the folder up while it is served.
    pub async fn backs_up(&self, into: &Path) -> PathBuf {
        let (data, into) = (self.folder.path().to_owned(), into.to_owned());
        let backup = move || backup::backup(&data, &into, Clock::real().now()).unwrap().folder;
        tokio::task::spawn_blocking(backup).await.unwrap()
    }

    /// Ends the server, puts a backup in place of what it had, and starts again on another port.
    pub async fn is_restored_from(&mut self, backup: &Path) -> Restored {
        self.running.take().unwrap().stop().await.unwrap();
        let restored = restore::restore(self.folder.path(), backup, true, Clock::real().now()).unwrap();
        let kept = run::open(self.folder.path(), None).unwrap();
        let running = run::start(settings(self.folder.path()), kept).await.unwrap();
        self.address = running.address;
        self.running = Some(running);
        restored
    }

    pub fn desk(&self) -> &server::http::state::Desk {
        &self.running.as_ref().unwrap().desk
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A persona of the demo on a new phone.
    pub async fn phone_of(&self, person: &str) -> Actor {
        Actor::enrol_demo(self.address, person).await
    }

    /// Lets time pass, and lets the clock do what is due.
    pub async fn days_pass(&self, days: i64) -> usize {
        self.desk().clock.advance(days * 86_400_000);
        self.desk().writer.tick().await.unwrap()
    }

    /// Every entry of the ledger.
    pub async fn entries(&self) -> Vec<Entry> {
        self.desk().writer.look(|ledger| ledger.entries(1, usize::MAX >> 1)).await.unwrap()
    }

    /// Ends the server and replays its ledger: whatever a test did, that must hold.
    pub async fn holds_together(mut self) {
        self.running.take().unwrap().stop().await.unwrap();
        let found = server::verify::verify(open_ledger(self.folder.path()).as_ref()).unwrap();
        assert_eq!(found.faults, Vec::<String>::new());
    }
}

/// The ledger in a folder.
pub fn open_ledger(folder: &Path) -> Box<dyn server::ledger::Ledger> {
    let file = folder.join("ledger.db");
    let community = SqliteLedger::communities(&file).unwrap().remove(0);
    Box::new(SqliteLedger::open(&file, &community).unwrap())
}

pub fn copy_of_the_demo() -> TempDir {
    let founded = FOUNDED.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        drop(run::open(folder.path(), Some(run::demo_beginning)).unwrap());
        folder
    });
    let copy = tempfile::tempdir().unwrap();
    fs::set_permissions(copy.path(), fs::Permissions::from_mode(0o700)).unwrap();
    for file in fs::read_dir(founded.path()).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
    }
    copy
}

pub fn settings(folder: &Path) -> Settings {
    let given = Given {
        data: Some(folder.into()),
        listen: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
        site: Some(built_site()),
        ..Given::default()
    };
    given.settle().unwrap()
}

/// A site as the build leaves it, small enough for tests.
fn built_site() -> PathBuf {
    static SITE: OnceLock<TempDir> = OnceLock::new();
    let folder = SITE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("pkg")).unwrap();
        for (name, text) in [
            ("pkg/chengge.abc.js", "export default async () => {}; export const hydrate = () => {};"),
            ("pkg/chengge.abc.wasm", "\0asm"),
            ("pkg/chengge.abc.css", "body{}"),
            ("sw.js", "const BUILD = '__BUILD__'; const ASSETS = __MANIFEST__;"),
            ("manifest.webmanifest", "{}"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    });
    folder.path().into()
}

pub fn client() -> reqwest::Client {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}
