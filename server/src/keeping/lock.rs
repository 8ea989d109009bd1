//! Server: keeping, the lock. One server on one data folder: whoever serves it or puts something into it
//! holds an advisory lock that the system lets go when the process ends, however it ends.
//! What only looks or appends (`offer`, `backup`, `export`, `verify`, `doctor`) needs none.

use super::folder;
use std::{
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::Path,
    thread,
    time::Duration,
};

/// The lock's file in the data folder; it stays there, what counts is who holds it.
const FILE: &str = "in-use.lock";
/// `doctor` holds the lock for an instant when it asks; that must not keep a server from starting.
const TRIES: u32 = 5;
/// Between two tries.
const PAUSE: Duration = Duration::from_millis(60);

/// A data folder that nobody else serves, as long as this lives.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes a data folder for this process; makes it if it is not there.
    ///
    /// # Errors
    /// When another process has it, or it cannot be written.
    pub fn take(data: &Path) -> io::Result<Self> {
        folder::make(data)?;
        let path = data.join(FILE);
        let mut file = File::options().create(true).truncate(false).read(true).write(true).open(&path)?;
        for tried in 1.. {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if tried < TRIES => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => return Err(in_use(data, &path)),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        // For people who ask who it is; nothing depends on it.
        file.set_len(0)?;
        write!(file, "{}", std::process::id())?;
        Ok(Self { _file: file })
    }

    /// Whether some process has taken a data folder.
    ///
    /// # Errors
    /// When the lock cannot be asked.
    pub fn is_taken(data: &Path) -> io::Result<bool> {
        match File::open(data.join(FILE)) {
            Ok(file) => match file.try_lock_shared() {
                Ok(()) => Ok(false),
                Err(TryLockError::WouldBlock) => Ok(true),
                Err(TryLockError::Error(error)) => Err(error),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn in_use(data: &Path, path: &Path) -> io::Error {
    let who = fs::read_to_string(path).ok().filter(|pid| !pid.is_empty()).unwrap_or_else(|| "unknown".into());
    io::Error::other(format!(
        "{} is in use by another server (process {who}): stop that one first, or name another folder with --data",
        data.display()
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn one_at_a_time_and_the_next_when_the_first_has_gone() {
        let data = tempfile::tempdir().unwrap();
        assert!(!Lock::is_taken(data.path()).unwrap());
        let first = Lock::take(data.path()).unwrap();
        assert!(Lock::is_taken(data.path()).unwrap());
        let said = Lock::take(data.path()).unwrap_err().to_string();
        assert!(said.contains(&std::process::id().to_string()) && said.contains("--data"), "{said}");
        drop(first);
        assert!(!Lock::is_taken(data.path()).unwrap());
        Lock::take(data.path()).unwrap();
    }
}
