//! Server: keeping, `server import-ledger`. Takes an export back into an empty data folder: the same
//! entries, the same records, the same epoch. An export that was cut short, changed, or that does not hold
//! together leaves nothing behind.

use super::{
    export::{self, End, FORMAT, Header, Last},
    folder,
    lock::Lock,
    restore::begin_epoch,
    staging::Staging,
};
use crate::{
    codec, keys,
    ledger::{Batch, Head, Ledger as _, Piece, SqliteLedger},
    run::{KEY, LEDGER},
    verify::Found,
};
use aws_lc_rs::digest;
use rulebook::Millis;
use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read as _},
    path::Path,
};

/// Pieces that become durable together.
const TOGETHER: usize = 1_000;
/// A line longer than this is none of ours; the founding of a large community takes some megabytes.
const LONGEST: u64 = 256 << 20;

/// What was taken in.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The first line.
    pub header: Header,
    /// The last one.
    pub end: End,
    /// What the check read.
    pub found: Found,
    /// Whether the community's key lies in the folder; without it nobody can serve it.
    pub key: bool,
}

/// Takes an export in, from a file or from standard input for `-`.
///
/// # Errors
/// When the data folder holds a community or another's key, or the lines are not a whole export. Then the
/// data folder is as it was.
pub fn import(data: &Path, from: &Path, now: Millis) -> io::Result<Taken> {
    if from == Path::new("-") {
        return import_lines(data, &mut io::stdin().lock(), now);
    }
    let file =
        File::open(from).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", from.display())))?;
    import_lines(data, &mut BufReader::new(file), now)
}

/// Takes in the lines of an export.
///
/// # Errors
/// See [`import`].
pub fn import_lines(data: &Path, lines: &mut dyn BufRead, now: Millis) -> io::Result<Taken> {
    let _lock = Lock::take(data)?;
    let file = data.join(LEDGER);
    if file.exists() && !matches!(SqliteLedger::look(&file), Ok(None)) {
        let said = format!("{} holds a community already; name an empty folder with --data", data.display());
        return Err(io::Error::other(said));
    }
    let staging = Staging::begin(data, now)?;
    let mut reading = Reading { lines, context: digest::Context::new(&digest::SHA256), count: 0 };
    let header = reading.header()?;
    let end = load(staging.folder(), &header, &mut reading)?;
    let found = check(staging.folder(), &header, &end)?;
    let key = data.join(KEY).exists();
    if key {
        folder::key_of(data, &found)?;
    }
    staging.settle()?;
    Ok(Taken { header, end, found, key })
}

fn load(folder: &Path, header: &Header, reading: &mut Reading<'_>) -> io::Result<End> {
    let file = folder.join(LEDGER);
    // For its owner alone before anything stands in it.
    keys::write_secret(&file, b"")?;
    let mut ledger = SqliteLedger::open(&file, &header.community).map_err(io::Error::other)?;
    let (mut batch, mut waiting) = (Batch::default(), 0);
    let end = loop {
        let next = reading.next()?;
        if waiting == TOGETHER || matches!(next, Next::End(_)) {
            let count = reading.count;
            ledger.append(&std::mem::take(&mut batch)).map_err(|_| bad(count, "what stands up to it does not fit"))?;
            waiting = 0;
        }
        match next {
            Next::Piece(piece) => batch.add(*piece),
            Next::End(end) => break end,
        }
        waiting += 1;
    };
    drop(ledger);
    begin_epoch(folder, &header.community, &header.epoch).map_err(io::Error::other)?;
    Ok(end)
}

/// What was loaded is a ledger that holds together, and would be exported as the very same lines.
fn check(folder: &Path, header: &Header, end: &End) -> io::Result<Found> {
    let ledger = folder::look(folder)?;
    let Head { seq, at, .. } = ledger.head().map_err(io::Error::other)?;
    if (seq, at) != (header.seq, header.at) {
        return Err(bad(1, "it names another newest entry than the one that is there"));
    }
    let found = folder::check(&ledger)?;
    if export::write(&ledger, &header.community, &mut io::sink())? != *end {
        return Err(io::Error::other("the lines are not in the order of an export; export again from the original"));
    }
    Ok(found)
}

/// Lines on their way in, counted and digested.
struct Reading<'a> {
    lines: &'a mut dyn BufRead,
    context: digest::Context,
    count: u64,
}

enum Next {
    Piece(Box<Piece>),
    End(End),
}

impl Reading<'_> {
    fn header(&mut self) -> io::Result<Header> {
        let none = || io::Error::other("this is no export of a ledger; name a file that `server export` wrote");
        let line = self.line()?;
        self.context.update(&line);
        let value: serde_json::Value = serde_json::from_slice(&line).map_err(|_| none())?;
        match value["chengge_ledger"].as_u64() {
            None => Err(none()),
            Some(format) if format > u64::from(FORMAT) => {
                Err(io::Error::other("this export was written by a later program; take it in with that one"))
            }
            Some(_) => serde_json::from_value(value).map_err(|_| none()),
        }
    }

    fn next(&mut self) -> io::Result<Next> {
        let before = self.count;
        let line = self.line()?;
        if line.is_empty() {
            return Err(bad(before, "the export was cut off after it; copy it again"));
        }
        if !line.starts_with(b"{\"end\":") {
            self.context.update(&line);
            let piece = serde_json::from_slice(&line)
                .map_err(|_| bad(self.count, "it is not as an export writes it; the file was cut off or changed"))?;
            return Ok(Next::Piece(piece));
        }
        let Ok(Last { end }) = serde_json::from_slice(&line) else {
            return Err(bad(self.count, "the digest at the end cannot be read; copy the export again"));
        };
        if end != (End { lines: before, sha256: codec::to_hex(self.context.clone().finish().as_ref()) }) {
            return Err(bad(self.count, "the digest does not fit the lines before it: the export was changed"));
        }
        if !self.line()?.is_empty() {
            return Err(bad(self.count, "something follows the end of the export"));
        }
        Ok(Next::End(end))
    }

    /// The next line; empty at the end of the file.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut *self.lines).take(LONGEST).read_until(b'\n', &mut line)?;
        self.count += u64::from(!line.is_empty());
        Ok(line)
    }
}

/// What is wrong with a line; never its text, which may be somebody's name.
fn bad(line: u64, what: &str) -> io::Error {
    io::Error::other(format!("nothing was taken in; line {line}: {what}"))
}
