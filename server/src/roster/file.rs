//! Server, roster: a file becomes a table. What it is, is seen by its first bytes, never by its name:
//! a workbook (XLSX), or text in UTF-8, UTF-16 with its mark, or GB18030, separated by comma, tab or
//! semicolon.

use super::{
    Unread,
    progress::Progress,
    table::{MOST_ROWS, Table},
};
use calamine::{Data, DataRef, Reader as _, Xlsx};
use encoding_rs::{Encoding, GB18030};
use rulebook::roster::{
    Row,
    wire::{MOST_BYTES, is_workbook},
};
use std::{
    borrow::Cow,
    fs::File,
    io::{Cursor, Read as _},
    path::Path,
};

/// Bytes a workbook may have once unpacked.
const MOST_UNPACKED: u64 = 1024 * 1024 * 1024;
/// Columns of a workbook that are looked at; a table with cells further right is refused there.
const MOST_COLUMNS: u32 = 64;
/// Lines in which a separator is looked for.
const TRIED_LINES: usize = 12;

/// Reads the rows of a file.
///
/// # Errors
/// When it is no table, in one sentence that says what to do.
pub fn read(file: &Path, sheet: Option<&str>, progress: &Progress) -> Result<Vec<Row>, Unread> {
    rows(bytes_of(file)?, sheet, progress)
}

/// Reads the rows of what stands in a file.
///
/// # Errors
/// As [`read`].
pub fn rows(bytes: Vec<u8>, sheet: Option<&str>, progress: &Progress) -> Result<Vec<Row>, Unread> {
    match bytes.get(..4) {
        _ if bytes.is_empty() => Err(Unread::Empty),
        _ if is_workbook(&bytes) => workbook(bytes, sheet, progress),
        Some([0xd0, 0xcf, 0x11, 0xe0]) => Err(Unread::OldWorkbook),
        _ if sheet.is_some() => Err(Unread::NoSheets),
        _ => text(&bytes, progress),
    }
}

fn bytes_of(file: &Path) -> Result<Vec<u8>, Unread> {
    let unreadable = |error: std::io::Error| Unread::Unreadable { why: error.to_string() };
    let open = File::open(file).map_err(unreadable)?;
    let about = open.metadata().map_err(unreadable)?;
    if about.is_dir() {
        return Err(Unread::Unreadable { why: "it is a folder".into() });
    }
    if about.len() > MOST_BYTES {
        return Err(Unread::TooLarge);
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    open.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES { Err(Unread::TooLarge) } else { Ok(bytes) }
}

fn text(bytes: &[u8], progress: &Progress) -> Result<Vec<Row>, Unread> {
    let text = decoded(bytes)?;
    if text.trim().is_empty() {
        return Err(Unread::Empty);
    }
    let mut tried = Err(Unread::NoHeadings);
    for separator in *b",\t;" {
        let mut table = Table::default();
        match lines(&text, separator, TRIED_LINES, &mut table, &Progress::silent()) {
            Ok(()) if table.has_headings() => {
                let mut table = Table::default();
                lines(&text, separator, usize::MAX, &mut table, progress)?;
                return table.finish();
            }
            Ok(()) | Err(Unread::NoHeadings) => {}
            Err(found) => tried = Err(found),
        }
    }
    tried
}

fn lines(text: &str, separator: u8, most: usize, table: &mut Table, progress: &Progress) -> Result<(), Unread> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut read = 0;
    while read < most && reader.read_record(&mut record).map_err(|_| Unread::NotText)? {
        let at = record.position().cloned().unwrap_or_else(csv::Position::new);
        table.line(u32::try_from(at.line()).unwrap_or(u32::MAX), record.iter())?;
        progress.at(at.byte(), text.len() as u64);
        read += 1;
    }
    Ok(())
}

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unread> {
    let (text, sound) = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => {
            let (text, _, broken) = encoding.decode(bytes);
            (text, !broken)
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), true),
            Err(_) => {
                let (text, broken) = GB18030.decode_without_bom_handling(bytes);
                (text, !broken)
            }
        },
    };
    if sound && !text.contains('\0') { Ok(text) } else { Err(Unread::NotText) }
}

fn workbook(bytes: Vec<u8>, sheet: Option<&str>, progress: &Progress) -> Result<Vec<Row>, Unread> {
    if unpacked(&bytes)? > MOST_UNPACKED {
        return Err(Unread::TooLarge);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unread::NotAWorkbook)?;
    let names = book.sheet_names();
    let name = match sheet {
        Some(name) => names.iter().find(|there| *there == name),
        None => names.first(),
    };
    let Some(name) = name.cloned() else { return Err(Unread::NoSuchSheet { names: names.join("、") }) };
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| Unread::NotAWorkbook)?;
    let last = u64::from(cells.dimensions().end.0);
    let mut table = Table::default();
    let (mut at, mut line) = (0, Vec::<String>::new());
    while let Some(cell) = cells.next_cell().map_err(|_| Unread::NotAWorkbook)? {
        let (row, column) = cell.get_position();
        let value = told(cell.get_value());
        if value.is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS || row as usize > MOST_ROWS * 2 || row < at {
            return Err(Unread::TooManyRows);
        }
        if row != at {
            table.line(at + 1, line.iter().map(String::as_str))?;
            line.clear();
            at = row;
            progress.at(u64::from(row), last);
        }
        if line.len() <= column as usize {
            line.resize(column as usize + 1, String::new());
        }
        line[column as usize] = value;
    }
    table.line(at + 1, line.iter().map(String::as_str))?;
    table.finish()
}

/// How large a workbook says it is once unpacked.
fn unpacked(bytes: &[u8]) -> Result<u64, Unread> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::NotAWorkbook)?;
    let mut sum = 0u64;
    for part in 0..archive.len() {
        let part = archive.by_index_raw(part).map_err(|_| Unread::NotAWorkbook)?;
        sum = sum.saturating_add(part.size());
    }
    Ok(sum)
}

/// A cell as it would be typed.
fn told(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Bool(true) => "是".into(),
        DataRef::Bool(false) => "否".into(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        // A formula that failed is not a value; the mark makes it a fault.
        DataRef::Error(_) => "#".into(),
        DataRef::Int(_) | DataRef::Float(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) | DataRef::Empty => {
            Data::from(cell.clone()).to_string()
        }
    }
}
