//! Server, roster: a table while it is being read, line by line. Looks for the headings, refuses what is
//! not a column, and keeps the rows. A cell of an unknown column never gets further than this file.

use super::{Unread, words};
use rulebook::roster::{Field, Row, mask};

/// Lines above the headings: titles, the date of a list.
const MOST_TITLES: usize = 10;
/// Rows a table may have: more than any community's people.
pub const MOST_ROWS: usize = 200_000;

/// A table while it is being read.
#[derive(Default)]
pub struct Table {
    /// The field of each column, once the headings were seen.
    columns: Option<Vec<Option<Field>>>,
    titles: usize,
    rows: Vec<Row>,
}

impl Table {
    /// Takes one line.
    ///
    /// # Errors
    /// When the headings name what is not a column, or there are too many lines.
    pub fn line<'a>(&mut self, line: u32, cells: impl Iterator<Item = &'a str> + Clone) -> Result<(), Unread> {
        if cells.clone().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let Some(columns) = &self.columns else {
            if is_heading(cells.clone()) {
                self.columns = Some(columns(cells)?);
            } else {
                self.titles += 1;
            }
            return if self.titles > MOST_TITLES { Err(Unread::NoHeadings) } else { Ok(()) };
        };
        if self.rows.len() == MOST_ROWS {
            return Err(Unread::TooManyRows);
        }
        let mut row = Row { line, ..Row::default() };
        for (place, cell) in cells.enumerate() {
            match columns.get(place) {
                Some(Some(field)) => row.cells[*field as usize] = words::bare_cell(*field, cell),
                Some(None) | None => row.beyond |= !cell.trim().is_empty(),
            }
        }
        self.rows.push(row);
        Ok(())
    }

    /// Whether the headings were seen.
    pub fn has_headings(&self) -> bool {
        self.columns.is_some()
    }

    /// The rows.
    ///
    /// # Errors
    /// When there are no headings, or no rows below them.
    pub fn finish(self) -> Result<Vec<Row>, Unread> {
        match (self.has_headings(), self.titles, self.rows.is_empty()) {
            (false, 0, _) => Err(Unread::Empty),
            (false, _, _) => Err(Unread::NoHeadings),
            (true, _, true) => Err(Unread::NoRows),
            (true, _, false) => Ok(self.rows),
        }
    }
}

/// Two names of columns make a line of headings; one may be a word in a title.
fn is_heading<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let names = cells.map(words::bare_heading);
    names.filter(|name| words::field_of(name).is_some() || words::refused(name).is_some()).take(2).count() == 2
}

fn columns<'a>(cells: impl Iterator<Item = &'a str>) -> Result<Vec<Option<Field>>, Unread> {
    let names: Vec<String> = cells.map(words::bare_heading).collect();
    let fields: Vec<Option<Field>> = names.iter().map(|name| words::field_of(name)).collect();
    let strange: Vec<&String> = names
        .iter()
        .zip(&fields)
        .filter(|(name, field)| field.is_none() && !name.is_empty())
        .map(|(name, _)| name)
        .collect();
    let why = strange.iter().find_map(|name| words::refused(name).map(|why| (name, why)));
    if let Some((name, why)) = why {
        return Err(Unread::RefusedColumn { name: (*name).clone(), why });
    }
    if !strange.is_empty() {
        return Err(Unread::UnknownColumns { names: strange.into_iter().map(|name| shown(name)).collect() });
    }
    for field in Field::ALL {
        if fields.iter().filter(|there| **there == Some(field)).count() > 1 {
            return Err(Unread::ColumnTwice { name: words::heading(field) });
        }
    }
    let missing = Field::NEEDED.into_iter().filter(|field| !fields.contains(&Some(*field)));
    let missing: Vec<&str> = missing.map(words::heading).collect();
    if missing.is_empty() { Ok(fields) } else { Err(Unread::MissingColumns { names: missing }) }
}

/// A heading as it is told: should it be data after all, it is not told whole.
fn shown(name: &str) -> String {
    if name.chars().count() > 12 || name.chars().any(|c| c.is_ascii_digit()) { mask(name) } else { name.into() }
}
