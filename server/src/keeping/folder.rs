//! Server: keeping, the folder. What lies in a data folder, how it is looked at, and how its files are
//! copied so that a power cut cannot halve them.

use crate::{
    clock, codec,
    keys::{self, DeskKey},
    ledger::{LedgerError, SqliteLedger},
    push,
    run::{KEY, LEDGER},
    verify::{self, Found},
};
use aws_lc_rs::digest;
use rulebook::Millis;
use std::{
    fs::{self, File},
    io::{self, Read as _},
    os::unix::fs::DirBuilderExt as _,
    path::Path,
};

/// Every file that is the community's: the ledger, the desk's key, the key for push services, and in a demo the clock.
pub const FILES: [&str; 4] = [LEDGER, KEY, push::KEY, clock::FILE];
/// Bytes read at once.
const CHUNK: usize = 256 * 1024;

/// Looks at the ledger of a data folder as it stands at this moment.
///
/// # Errors
/// When there is none, or it cannot be read.
pub fn look(data: &Path) -> io::Result<SqliteLedger> {
    let none = || io::Error::other(format!("no community in {}; name its folder with --data", data.display()));
    let file = data.join(LEDGER);
    if !file.exists() {
        return Err(none());
    }
    let unreadable = |error: LedgerError| io::Error::other(format!("{}: {error}", file.display()));
    SqliteLedger::look(&file).map_err(unreadable)?.ok_or_else(none)
}

/// Reads a ledger from end to end: the file by SQLite's own check, the entries and records by replay.
///
/// # Errors
/// When anything does not fit; the words say how many things and name the first.
pub fn check(ledger: &SqliteLedger) -> io::Result<Found> {
    let mut found = verify::verify(ledger).map_err(io::Error::other)?;
    found.faults.extend(ledger.damages().map_err(io::Error::other)?);
    match found.faults.first() {
        None => Ok(found),
        Some(first) => Err(io::Error::other(format!("the ledger has {} faults: {first}, …", found.faults.len()))),
    }
}

/// The desk's key of a folder, which must be the one whose acts stand in the ledger.
///
/// # Errors
/// When it is missing, unreadable or another one.
pub fn key_of(data: &Path, found: &Found) -> io::Result<DeskKey> {
    let file = data.join(KEY);
    let key = DeskKey::from_pkcs8(&read(&file)?)?;
    if key.public() == found.desk { Ok(key) } else { Err(another_key(data)) }
}

/// What is said of a key that is not the ledger's.
pub fn another_key(data: &Path) -> io::Error {
    let said = format!(
        "{} is not the key of the community in {}: phones would believe no answer; put the right one back from a backup",
        KEY,
        data.display()
    );
    io::Error::other(said)
}

/// The bytes of a file; an error names it.
///
/// # Errors
/// When it cannot be read.
pub fn read(file: &Path) -> io::Result<Vec<u8>> {
    fs::read(file).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))
}

/// Copies a small file that only its owner may read, durably.
///
/// # Errors
/// When it cannot be read or written.
pub fn copy_secret(from: &Path, to: &Path) -> io::Result<()> {
    keys::write_secret(to, &read(from)?)
}

/// Copies a file of any size that only its owner may read, durably.
///
/// # Errors
/// When it cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    keys::write_secret(to, b"")?;
    let mut out = File::options().write(true).open(to)?;
    io::copy(&mut File::open(from)?, &mut out)?;
    out.sync_all()
}

/// SHA-256 of a file in hex, and its length.
///
/// # Errors
/// When it cannot be read.
pub fn digest(file: &Path) -> io::Result<(String, u64)> {
    let mut from = File::open(file)?;
    let mut context = digest::Context::new(&digest::SHA256);
    let (mut chunk, mut length) = (vec![0; CHUNK], 0);
    loop {
        let read = from.read(&mut chunk)?;
        if read == 0 {
            return Ok((codec::to_hex(context.finish().as_ref()), length));
        }
        context.update(&chunk[..read]);
        length += read as u64;
    }
}

/// Makes a folder for its owner alone, and those above it.
///
/// # Errors
/// When it cannot be made.
pub fn make(folder: &Path) -> io::Result<()> {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes durable what was made, renamed or removed in a folder.
///
/// # Errors
/// When the disk fails.
pub fn sync(folder: &Path) -> io::Result<()> {
    // An empty path is the folder one stands in.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder)?.sync_all()
}

/// A moment as it stands in names of folders: `20260615-090000`, in Shanghai.
pub fn stamp(at: Millis) -> String {
    let day = at.day().to_string().replace('-', "");
    let (minute, second) = (at.minute_of_day(), at.0.div_euclid(1_000).rem_euclid(60));
    format!("{day}-{:02}{:02}{second:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_name_says_the_time_in_shanghai() {
        assert_eq!(stamp(Millis(1_781_485_207_000)), "20260615-090007");
    }

    #[test]
    fn a_copy_has_the_digest_of_what_was_copied_and_never_overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&from, vec![7; CHUNK * 2 + 1]).unwrap();
        copy(&from, &to).unwrap();
        assert_eq!(digest(&from).unwrap(), digest(&to).unwrap());
        assert_eq!(digest(&to).unwrap().0, codec::sha256_hex(&vec![7; CHUNK * 2 + 1]));
        assert!(copy(&from, &to).is_err());
    }
}
