//! Server: keeping, `server backup`. A consistent copy of a data folder while it is served, checked from
//! end to end before it is called a backup.

use super::{folder, manifest::Manifest};
use crate::{
    clock, keys,
    ledger::{Ledger as _, SqliteLedger},
    push,
    run::{KEY, LEDGER},
    verify::Found,
};
use rulebook::Millis;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A backup that was made and found whole.
#[derive(Clone, Debug)]
pub struct Made {
    /// Where it is.
    pub folder: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
    /// What the check read.
    pub found: Found,
}

/// Copies a data folder into a new folder under `into`, named by community and time (Shanghai).
///
/// # Errors
/// When there is nothing to copy, the copy cannot be written, or it does not pass its check. Then there is
/// no new folder.
pub fn backup(data: &Path, into: &Path, now: Millis) -> io::Result<Made> {
    let community = folder::look(data)?.community().to_owned();
    folder::make(into)?;
    let name = format!("{}-{}", safe(&community), folder::stamp(now));
    let (unfinished, done) = (into.join(format!(".unfinished-{name}")), into.join(&name));
    if done.exists() || unfinished.exists() {
        let said = format!("{} is there already; try again in a second", done.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, said));
    }
    folder::make(&unfinished)?;
    let filled = fill(data, &unfinished, now).and_then(|(manifest, found)| {
        fs::rename(&unfinished, &done)?;
        folder::sync(into)?;
        Ok(Made { folder: done, manifest, found })
    });
    filled.map_err(|error| {
        let _ = fs::remove_dir_all(&unfinished);
        io::Error::new(error.kind(), format!("no backup was made: {error}"))
    })
}

fn fill(data: &Path, to: &Path, now: Millis) -> io::Result<(Manifest, Found)> {
    let file = to.join(LEDGER);
    // SQLite fills a file that is there and empty; so it is for its owner alone from the first byte.
    keys::write_secret(&file, b"")?;
    SqliteLedger::copy(&data.join(LEDGER), &file).map_err(io::Error::other)?;
    fs::File::open(&file)?.sync_all()?;
    folder::copy_secret(&data.join(KEY), &to.join(KEY))?;
    // A folder that was never served has no key for push services, one that is no demo no clock of its own.
    for name in [push::KEY, clock::FILE] {
        if data.join(name).exists() {
            folder::copy_secret(&data.join(name), &to.join(name))?;
        }
    }
    let copy = folder::look(to)?;
    let found = folder::check(&copy)?;
    folder::key_of(to, &found)?;
    let (community, head) = (copy.community().to_owned(), copy.head().map_err(io::Error::other)?);
    drop(copy);
    let manifest = Manifest::of(to, &community, head, now.0)?;
    manifest.write(to)?;
    folder::sync(to)?;
    Ok((manifest, found))
}

/// A community's id as part of a folder's name.
fn safe(id: &str) -> String {
    id.chars().map(|letter| if letter.is_alphanumeric() || "-_".contains(letter) { letter } else { '-' }).collect()
}
