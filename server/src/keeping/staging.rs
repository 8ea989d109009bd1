//! Server: keeping, the staging. A new community is put together in a folder inside the data folder and
//! moved into place when it is whole. What lay there before is moved aside, never deleted.

use super::folder::{self, FILES};
use crate::run::LEDGER;
use rulebook::Millis;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// What SQLite keeps beside a file; without them the file may lack its newest entries.
const BESIDE: [&str; 2] = ["ledger.db-wal", "ledger.db-shm"];

/// A folder in which something is put together; gone with everything in it unless it was settled.
pub struct Staging {
    data: PathBuf,
    folder: PathBuf,
    stamp: String,
    /// Once files of a community are on their way there is nothing here that may be thrown away.
    moving: bool,
}

impl Staging {
    /// An empty one inside a data folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin(data: &Path, now: Millis) -> io::Result<Self> {
        let stamp = folder::stamp(now);
        let folder = data.join(format!("unfinished-{stamp}"));
        folder::make(&folder)?;
        Ok(Self { data: data.into(), folder, stamp, moving: false })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Moves what lies in the data folder's way aside, and everything that was put together into place;
    /// where the former lies now, if there was any.
    ///
    /// # Errors
    /// When the disk fails. Cut short, the data folder holds no ledger, and everything is in the two folders.
    pub fn settle(mut self) -> io::Result<Option<PathBuf>> {
        let aside = self.data.join(format!("replaced-{}", self.stamp));
        if aside.exists() {
            // Two in one second: the second must not write over what the first moved aside.
            let said = format!("{} is there already; try again in a second", aside.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, said));
        }
        self.moving = true;
        let names = || FILES.into_iter().filter(|name| *name != LEDGER);
        let arriving = |name: &&str| self.folder.join(name).exists();
        // A new ledger brings its own key and clock, or finds the key that fits it already there.
        let old: Vec<&str> = if names().any(|name| arriving(&name)) {
            [LEDGER].into_iter().chain(BESIDE).chain(names()).collect()
        } else {
            [LEDGER].into_iter().chain(BESIDE).collect()
        };
        let old: Vec<&str> = old.into_iter().filter(|name| self.data.join(name).exists()).collect();
        if !old.is_empty() {
            folder::make(&aside)?;
            // The ledger first: from here on no server finds half a community.
            for name in &old {
                fs::rename(self.data.join(name), aside.join(name))?;
            }
            folder::sync(&aside)?;
        }
        // The ledger last, for the same reason.
        for name in names().filter(arriving).chain([LEDGER]) {
            fs::rename(self.folder.join(name), self.data.join(name))?;
        }
        folder::sync(&self.data)?;
        fs::remove_dir_all(&self.folder)?;
        Ok((!old.is_empty()).then_some(aside))
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.moving {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}
