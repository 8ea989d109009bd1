//! Server: keeping, the words of the program and what they say when they are done.

use super::{backup, doctor, export, import_ledger, restore};
use crate::{clock::Clock, settings::Given};
use std::{io, path::Path};

/// `server backup FOLDER`.
///
/// # Errors
/// See [`backup::backup`].
pub fn backup(given: Given, into: &Path) -> io::Result<()> {
    let made = backup::backup(&given.settle()?.data, into, Clock::real().now())?;
    let (manifest, found) = (&made.manifest, &made.found);
    let size = doctor::size(manifest.files.values().map(|seal| seal.bytes).sum());
    println!("{}", made.folder.display());
    println!(
        "{} up to entry {}: {} records, {size}, checked, 0 faults",
        manifest.community, manifest.seq, found.records
    );
    println!("it holds the community's key and personal data: keep it where only you can read it");
    Ok(())
}

/// `server restore BACKUP`.
///
/// # Errors
/// See [`restore::restore`].
pub fn restore(given: Given, from: &Path, replace: bool) -> io::Result<()> {
    let data = given.settle()?.data;
    let restored = restore::restore(&data, from, replace, Clock::real().now())?;
    println!("{} up to entry {} is in {}", restored.manifest.community, restored.manifest.seq, data.display());
    if let Some(aside) = restored.replaced {
        println!("what was there lies in {}", aside.display());
    }
    println!("its epoch is {}: phones offer again what they had sent since the backup", restored.epoch);
    println!("start `server serve`; phones that were enrolled after the backup need a new code");
    Ok(())
}

/// `server doctor`.
///
/// # Errors
/// When something is wrong.
pub fn doctor(given: Given) -> io::Result<()> {
    let health = doctor::examine(&given.settle()?.data);
    print!("{health}");
    match health.wrong() {
        0 => Ok(()),
        1 => Err(io::Error::other("one thing is wrong")),
        many => Err(io::Error::other(format!("{many} things are wrong"))),
    }
}

/// `server export FILE`.
///
/// # Errors
/// See [`export::export`].
pub fn export(given: Given, to: &Path) -> io::Result<()> {
    let end = export::export(&given.settle()?.data, to)?;
    // Standard output may be the export itself.
    eprintln!("{} lines, sha256 {}", end.lines, end.sha256);
    eprintln!("it holds personal data, but not the key (desk.p8): whoever takes it in to serve it needs that too");
    Ok(())
}

/// `server import-ledger FILE`.
///
/// # Errors
/// See [`import_ledger::import`].
pub fn import_ledger(given: Given, from: &Path) -> io::Result<()> {
    let data = given.settle()?.data;
    let taken = import_ledger::import(&data, from, Clock::real().now())?;
    println!("{} up to entry {} is in {}", taken.header.community, taken.header.seq, data.display());
    println!("{} lines, {} records, 0 faults, sha256 {}", taken.end.lines, taken.found.records, taken.end.sha256);
    if !taken.key {
        println!(
            "before it can be served, put its key into {}: phones believe no other",
            data.join("desk.p8").display()
        );
    }
    Ok(())
}
