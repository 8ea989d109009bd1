//! Server: keeping, `server export`. A community's ledger and records as JSON lines that a person can read
//! and `import-ledger` takes back: a header, every piece in one fixed order, and a digest over all of it.
//! Nothing in it depends on when or where it was written: equal ledgers give equal bytes.

use super::folder;
use crate::{
    codec,
    ledger::{Ledger, LedgerError},
};
use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

/// The format this program writes and reads.
pub const FORMAT: u32 = 1;

/// The first line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Format of the lines that follow.
    pub chengge_ledger: u32,
    /// Whose ledger it is.
    pub community: String,
    /// Which life of it.
    pub epoch: String,
    /// Its newest entry.
    pub seq: u64,
    /// Server time of that entry.
    pub at: i64,
}

/// The last line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Last {
    /// What stands in it.
    pub end: End,
}

/// What the last line says of those before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// How many.
    pub lines: u64,
    /// SHA-256 of their bytes, hex.
    pub sha256: String,
}

/// Exports a data folder into a new file, or to standard output for `-`.
///
/// # Errors
/// When there is no community, the file is there already, or it cannot be written; then there is no file.
pub fn export(data: &Path, to: &Path) -> io::Result<End> {
    let ledger = folder::look(data)?;
    if to == Path::new("-") {
        let mut out = BufWriter::new(io::stdout().lock());
        let end = write(&ledger, ledger.community(), &mut out)?;
        out.flush()?;
        return Ok(end);
    }
    if to.exists() {
        let said = format!("{} is there already; name a file that is not", to.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, said));
    }
    let unfinished = PathBuf::from(format!("{}.unfinished", to.display()));
    // Names and phones stand in it: for its owner alone.
    let mut file = File::options().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    let written = fill(&ledger, &mut file).and_then(|end| {
        fs::rename(&unfinished, to)?;
        folder::sync(to.parent().unwrap_or(Path::new("")))?;
        Ok(end)
    });
    written.inspect_err(|_| {
        let _ = fs::remove_file(&unfinished);
    })
}

fn fill(ledger: &crate::ledger::SqliteLedger, file: &mut File) -> io::Result<End> {
    let mut out = BufWriter::new(file);
    let end = write(ledger, ledger.community(), &mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(end)
}

/// Writes a ledger as lines.
///
/// # Errors
/// When the ledger cannot be read or `out` cannot be written.
pub fn write(ledger: &dyn Ledger, community: &str, out: &mut dyn Write) -> io::Result<End> {
    let head = ledger.head().map_err(io::Error::other)?;
    let mut lines = Lines { out, context: digest::Context::new(&digest::SHA256), count: 0 };
    let (epoch, seq, at) = (head.epoch, head.seq, head.at);
    lines.put(&Header { chengge_ledger: FORMAT, community: community.into(), epoch, seq, at })?;
    let mut take = |piece| lines.put(&piece).map_err(|error| LedgerError::Store(error.to_string()));
    ledger.each(&mut take).map_err(io::Error::other)?;
    let Lines { out, context, count } = lines;
    let end = End { lines: count, sha256: codec::to_hex(context.finish().as_ref()) };
    serde_json::to_writer(&mut *out, &Last { end: end.clone() })?;
    out.write_all(b"\n")?;
    Ok(end)
}

/// Lines on their way out, counted and digested.
struct Lines<'a> {
    out: &'a mut dyn Write,
    context: digest::Context,
    count: u64,
}

impl Lines<'_> {
    fn put(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        self.context.update(&text);
        self.count += 1;
        self.out.write_all(&text)
    }
}
