//! Server, roster: one line on the terminal that says how far it has come; nothing where there is none.

use std::{
    cell::Cell,
    io::{IsTerminal as _, Write as _, stderr},
    time::{Duration, Instant},
};

/// How often the line is drawn anew.
const EVERY: Duration = Duration::from_millis(100);
/// Signs of the bar.
const WIDTH: u64 = 30;

/// How far a step has come.
pub struct Progress {
    what: &'static str,
    /// When the line was last drawn; none where there is no terminal.
    drawn: Option<Cell<Instant>>,
    shown: Cell<bool>,
}

impl Progress {
    /// A step that is shown where there is a terminal.
    pub fn of(what: &'static str) -> Self {
        let drawn = stderr().is_terminal().then(|| Cell::new(Instant::now()));
        Self { what, drawn, shown: Cell::new(false) }
    }

    /// A step that is not shown.
    pub fn silent() -> Self {
        Self { what: "", drawn: None, shown: Cell::new(false) }
    }

    /// So much of so much is done.
    pub fn at(&self, done: u64, all: u64) {
        let Some(drawn) = &self.drawn else { return };
        if drawn.get().elapsed() < EVERY {
            return;
        }
        drawn.set(Instant::now());
        self.shown.set(true);
        let percent = done.min(all) * 100 / all.max(1);
        let full = percent * WIDTH / 100;
        let bar: String = (0..WIDTH).map(|n| if n < full { '#' } else { '.' }).collect();
        let _ = write!(stderr(), "\r{} [{bar}] {percent:3} %", self.what);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.get() {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
