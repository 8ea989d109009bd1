//! Server: keeping, the manifest. What `backup.json` says of the files beside it. It is written last, so
//! a folder with one was finished and checked.

use super::folder::{self, FILES};
use crate::{
    keys,
    run::{KEY, LEDGER},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io, path::Path};

/// The manifest's file in a backup.
pub const FILE: &str = "backup.json";
/// What this program writes and reads.
const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of this file.
    pub format: u32,
    /// Whose ledger it is.
    pub community: String,
    /// Which life of the ledger.
    pub epoch: String,
    /// Its newest entry.
    pub seq: u64,
    /// Server time of that entry, ms since 1970.
    pub at: i64,
    /// When the backup was made by the clock on the wall, ms since 1970.
    pub made: i64,
    /// The program that made it.
    pub program: String,
    /// Every file, by name.
    pub files: BTreeMap<String, Seal>,
}

/// What a file must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of it, hex.
    pub sha256: String,
}

impl Manifest {
    /// A manifest of the files that lie in a folder.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn of(backup: &Path, community: &str, head: crate::ledger::Head, made: i64) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for name in FILES.into_iter().filter(|name| backup.join(name).exists()) {
            let (sha256, bytes) = folder::digest(&backup.join(name))?;
            files.insert(name.to_owned(), Seal { bytes, sha256 });
        }
        let (format, program) = (FORMAT, concat!("server ", env!("CARGO_PKG_VERSION")).to_owned());
        Ok(Self {
            format,
            community: community.into(),
            epoch: head.epoch,
            seq: head.seq,
            at: head.at,
            made,
            program,
            files,
        })
    }

    /// Writes it beside the files.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, backup: &Path) -> io::Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        keys::write_secret(&backup.join(FILE), format!("{text}\n").as_bytes())
    }

    /// Reads the manifest of a backup and holds every file against it.
    ///
    /// # Errors
    /// When it is none, of a later program, or a file is not what was written.
    pub fn read(backup: &Path) -> io::Result<Self> {
        let said = |text: &str| io::Error::other(format!("{}: {text}", backup.display()));
        if !backup.join(FILE).is_file() {
            return Err(said("no finished backup (it has no backup.json); name a folder that `server backup` made"));
        }
        let value: serde_json::Value = serde_json::from_slice(&folder::read(&backup.join(FILE))?)
            .map_err(|_| said("backup.json cannot be read; use another backup"))?;
        if value["format"].as_u64().is_some_and(|format| format > u64::from(FORMAT)) {
            return Err(said("was made by a later program; restore it with that one"));
        }
        let manifest: Self =
            serde_json::from_value(value).map_err(|_| said("backup.json is not as a backup writes it; use another"))?;
        let known = manifest.files.keys().all(|name| FILES.contains(&name.as_str()));
        if !known || ![LEDGER, KEY].iter().all(|name| manifest.files.contains_key(*name)) {
            return Err(said("backup.json does not name the files of a backup; use another"));
        }
        manifest.hold(backup)?;
        Ok(manifest)
    }

    /// Holds the files of a folder against it.
    ///
    /// # Errors
    /// When one is missing or is not what was written.
    pub fn hold(&self, folder: &Path) -> io::Result<()> {
        for (name, seal) in &self.files {
            let file = folder.join(name);
            let (sha256, bytes) = folder::digest(&file)
                .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))?;
            if (&sha256, bytes) != (&seal.sha256, seal.bytes) {
                let said = "is not what the backup wrote, it was changed or damaged; use another backup";
                return Err(io::Error::other(format!("{} {said}", file.display())));
            }
        }
        Ok(())
    }
}
