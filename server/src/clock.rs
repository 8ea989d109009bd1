//! Server: the one clock. Real time plus a fixed offset, so that the demo community lives on its own
//! date and goes on from there after a restart.

use rulebook::Millis;
use std::{
    fs, io,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

/// File in the data folder that keeps the offset.
pub const FILE: &str = "clock-offset-ms";

/// Server time; cheap to clone, all clones move together.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    offset: Arc<AtomicI64>,
}

impl Clock {
    /// The clock on the wall.
    pub fn real() -> Self {
        Self::default()
    }

    /// A clock that says `start` now and runs on from there.
    pub fn starting_at(start: Millis) -> Self {
        let clock = Self::real();
        clock.offset.store(start.0.saturating_sub(wall()), Ordering::SeqCst);
        clock
    }

    /// The clock kept in a data folder; none if the folder never had one of its own.
    ///
    /// # Errors
    /// When the file is there but cannot be read as a number.
    pub fn load(folder: &Path) -> io::Result<Option<Self>> {
        match fs::read_to_string(folder.join(FILE)) {
            Ok(text) => {
                let offset = text.trim().parse().map_err(|_| io::Error::other("the clock file holds no number"))?;
                let clock = Self::real();
                clock.offset.store(offset, Ordering::SeqCst);
                Ok(Some(clock))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps the offset in a data folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, folder: &Path) -> io::Result<()> {
        fs::write(folder.join(FILE), self.offset.load(Ordering::SeqCst).to_string())
    }

    /// What time it is.
    pub fn now(&self) -> Millis {
        Millis(wall().saturating_add(self.offset.load(Ordering::SeqCst)))
    }

    /// Moves the clock forward (demo and tests).
    pub fn advance(&self, ms: i64) {
        self.offset.fetch_add(ms, Ordering::SeqCst);
    }
}

fn wall() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_demo_clock_goes_on_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Clock::load(folder.path()).unwrap().is_none());
        let clock = Clock::starting_at(Millis(1_781_485_200_000));
        clock.save(folder.path()).unwrap();
        let again = Clock::load(folder.path()).unwrap().unwrap();
        assert!((again.now().0 - clock.now().0).abs() < 1_000);
        clock.advance(60_000);
        assert!(clock.now().0 >= 1_781_485_260_000);
    }
}
