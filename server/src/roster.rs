//! Server: rosters in, by `server import FILE` and from the desk's screen (`handed`). Reads a table, asks the rulebook
//! what it would change, tells that in words without a name in them, and writes it only when told to. Nothing of the
//! file is kept but what the rulebook takes from it.

use crate::{
    clock::Clock,
    house::record_of,
    keys::DeskKey,
    ledger::{Head, Ledger, LedgerError},
    run,
    settings::Given,
    writer::importing,
};
use progress::Progress;
use report::Report;
use rulebook::{
    Community,
    roster::{Plan, Row, Terms, plan},
};
use std::{
    io::{self, Write as _},
    path::PathBuf,
};

pub mod file;
pub mod handed;
pub mod progress;
pub mod report;
pub mod table;
pub mod words;

/// How often a roster is planned anew because somebody else appended first.
const MOST_RACES: usize = 3;

/// What `server import` is told.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Asked {
    /// The roster: a workbook (.xlsx) or text (.csv); its columns are listed in `server/README.md`.
    pub file: PathBuf,
    /// Write it; without this nothing is changed and what would be is told.
    #[arg(long)]
    pub apply: bool,
    /// The sheet of a workbook [the first].
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Leave bad rows out instead of writing nothing.
    #[arg(long)]
    pub skip_bad: bool,
    /// Move out, as of today, whoever lives in a building of the roster and is not in it.
    #[arg(long, conflicts_with = "skip_bad")]
    pub move_out_missing: bool,
    /// Tell everything as JSON.
    #[arg(long)]
    pub json: bool,
}

/// Why a file is no roster.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the sentence above each variant says it")]
pub enum Unread {
    #[error("the file cannot be read ({why}); look whether the path is right and you may read it")]
    Unreadable { why: String },
    #[error("the file is empty; save the roster once more and look whether it has rows")]
    Empty,
    #[error("the file is too large (at most 50 MB, and 1 GB unpacked); split the roster, one grid a file")]
    TooLarge,
    #[error(
        "there are too many rows or cells far off the table; split the roster, one grid a file (at most 200000 rows), and delete stray cells"
    )]
    TooManyRows,
    #[error("this is a workbook of the old kind (.xls); open it and save it as .xlsx or .csv")]
    OldWorkbook,
    #[error(
        "the file begins like a workbook and is none, or is broken; open it in the spreadsheet program and save it as .xlsx once more"
    )]
    NotAWorkbook,
    #[error("this is neither a workbook nor text in UTF-8 or GB18030; save the roster as .xlsx or .csv")]
    NotText,
    #[error("there is no sheet of that name; the sheets are: {names}")]
    NoSuchSheet { names: String },
    #[error("a text file has no sheets; leave --sheet away")]
    NoSheets,
    #[error("no headings were found in the first lines; the columns of a roster are: {}", words::all_headings())]
    NoHeadings,
    #[error("there are headings, but no rows below them")]
    NoRows,
    #[error("the columns {} are missing; every row needs a door", names.join("、"))]
    MissingColumns { names: Vec<&'static str> },
    #[error("the column {name} stands there twice; delete one")]
    ColumnTwice { name: &'static str },
    #[error("these are not columns of a roster: {}; delete them from the file. There may be: {}", names.join("、"), words::all_headings())]
    UnknownColumns { names: Vec<String> },
    #[error(
        "the column {name} may not be handed in: {why}; delete it from the file. There may be: {}",
        words::all_headings()
    )]
    RefusedColumn { name: String, why: &'static str },
}

/// What came of a roster.
pub struct Done {
    /// What it changes.
    pub plan: Plan,
    /// How many entries were written; none if nothing was.
    pub written: Option<usize>,
}

/// Takes a roster, or tells what taking it would change.
///
/// # Errors
/// When the file is no roster, the ledger cannot be used, or rows are bad and were to be written.
pub fn import(given: Given, asked: &Asked) -> io::Result<()> {
    let settings = given.settle()?;
    let named = |error: Unread| io::Error::other(format!("{}: {error}", asked.file.display()));
    let rows = file::read(&asked.file, asked.sheet.as_deref(), &Progress::of("reading")).map_err(named)?;
    let mut kept = run::open(&settings.data, None)?;
    let done = take(kept.ledger.as_mut(), &kept.key, &kept.clock, &rows, asked).map_err(io::Error::other)?;
    let report = Report { done: &done, rows: rows.len(), asked };
    let mut out = io::BufWriter::new(io::stdout().lock());
    if asked.json {
        report.json(&mut out)?
    } else {
        report.text(&mut out)?
    }
    out.flush()?;
    if done.plan.bad_rows > 0 && !asked.skip_bad {
        return Err(io::Error::other("nothing was written: correct the bad rows, or leave them out with --skip-bad"));
    }
    Ok(())
}

/// Plans a roster on top of what the ledger holds, and writes it if that was asked and no row is in the way.
///
/// # Errors
/// When the store fails or there is no chance to be had for ids.
pub fn take(
    ledger: &mut dyn Ledger,
    key: &DeskKey,
    clock: &Clock,
    rows: &[Row],
    asked: &Asked,
) -> Result<Done, LedgerError> {
    let mut races = 0;
    loop {
        let (head, community) = held(ledger)?;
        let now = clock.now();
        let seed = uuid::Uuid::now_v7().to_string();
        let terms =
            Terms { today: now.day(), seed: &seed, move_out_missing: asked.move_out_missing, label: words::door };
        let mut plan = plan(&community, rows, &terms);
        let id = community.quarter().map(|quarter| quarter.id.to_string()).unwrap_or_default();
        drop(community);
        let may = asked.apply && !plan.is_empty() && (plan.bad_rows == 0 || asked.skip_bad);
        if !may {
            return Ok(Done { plan, written: None });
        }
        let records = std::mem::take(&mut plan.records);
        let progress = Progress::of("writing");
        let told = |done: usize, all: usize| progress.at(done as u64, all as u64);
        match importing::import(ledger, &head, &id, records, now, key, &told) {
            Ok(entries) => return Ok(Done { plan, written: Some(entries) }),
            Err(LedgerError::Raced { .. }) if races < MOST_RACES => races += 1,
            Err(error) => return Err(error),
        }
    }
}

/// The head first: whatever is appended after it is seen when writing.
fn held(ledger: &dyn Ledger) -> Result<(Head, Community), LedgerError> {
    let head = ledger.head()?;
    let records = ledger.rows()?.iter().map(record_of).collect::<Result<Vec<_>, _>>()?;
    Ok((head, Community::of(records)))
}
