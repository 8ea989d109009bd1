//! Server: keeping, `server restore`. Puts a backup into a data folder and begins a new epoch, so that
//! phones, which keep what was accepted for thirty days, offer again what the backup lacks.

use super::{folder, lock::Lock, manifest::Manifest, staging::Staging};
use crate::{
    ledger::{Ledger as _, LedgerError, SqliteLedger},
    run::{KEY, LEDGER},
};
use rulebook::Millis;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// What a restore did.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The backup's manifest.
    pub manifest: Manifest,
    /// The ledger's new epoch.
    pub epoch: String,
    /// Where the former files lie now.
    pub replaced: Option<PathBuf>,
}

/// Puts a backup into a data folder that holds no community, or with `replace` in place of what it holds,
/// which is moved aside.
///
/// # Errors
/// When a server runs there, the folder is not empty, or the backup is not what was written. Then the data
/// folder is as it was.
pub fn restore(data: &Path, backup: &Path, replace: bool, now: Millis) -> io::Result<Restored> {
    let manifest = Manifest::read(backup)?;
    let _lock = Lock::take(data)?;
    if !replace {
        refuse_to_replace(data, backup)?;
    }
    let staging = Staging::begin(data, now)?;
    for name in manifest.files.keys() {
        folder::copy(&backup.join(name), &staging.folder().join(name))?;
    }
    // Once more over the copies: what will be served must be what was checked.
    manifest.hold(staging.folder())?;
    let found = {
        let ledger = folder::look(staging.folder())?;
        let head = ledger.head().map_err(io::Error::other)?;
        if (ledger.community(), head.seq) != (manifest.community.as_str(), manifest.seq) {
            return Err(io::Error::other("the backup's ledger is not the one its backup.json names; use another"));
        }
        folder::check(&ledger)?
    };
    folder::key_of(staging.folder(), &found)?;
    let epoch = uuid::Uuid::now_v7().to_string();
    begin_epoch(staging.folder(), &manifest.community, &epoch).map_err(io::Error::other)?;
    let replaced = staging.settle()?;
    Ok(Restored { manifest, epoch, replaced })
}

/// A ledger in a folder begins another epoch, durably, and is left as one file.
///
/// # Errors
/// When the disk fails.
pub(super) fn begin_epoch(folder: &Path, community: &str, epoch: &str) -> Result<(), LedgerError> {
    let file = folder.join(LEDGER);
    let mut ledger = SqliteLedger::open(&file, community)?;
    ledger.begin_epoch(epoch)?;
    ledger.close()?;
    fs::File::open(&file).and_then(|file| file.sync_all()).map_err(|error| LedgerError::Store(error.to_string()))
}

fn refuse_to_replace(data: &Path, backup: &Path) -> io::Result<()> {
    let refuse = |what: &str| {
        Err(io::Error::other(format!(
            "{} holds {what}: name an empty folder with --data, or say --replace to have its files moved aside",
            data.display()
        )))
    };
    let file = data.join(LEDGER);
    match file.exists().then(|| SqliteLedger::look(&file)) {
        None | Some(Ok(None)) => {}
        Some(Ok(Some(ledger))) => return refuse(&format!("the community {}", ledger.community())),
        Some(Err(_)) => return refuse("a ledger that cannot be read"),
    }
    let key = data.join(KEY);
    if key.exists() && folder::read(&key)? != folder::read(&backup.join(KEY))? {
        return refuse("the key of another community");
    }
    Ok(())
}
