//! Server, roster: what a roster changes, told to an operator: in words, or as JSON for a program. Names
//! and wrong values are masked before they get here.

use super::{Asked, Done, words};
use rulebook::roster::{Fault, Plan, Told};
use serde::Serialize;
use std::io::{self, Write};

/// Bad rows told in words; all of them are in the JSON.
const MOST_FAULTS: usize = 50;
/// People told in words, of each kind.
const MOST_PEOPLE: usize = 10;

/// A report.
pub struct Report<'a> {
    /// What came of it.
    pub done: &'a Done,
    /// Rows of the file.
    pub rows: usize,
    /// What was asked.
    pub asked: &'a Asked,
}

#[derive(Serialize)]
struct Json<'a> {
    rows: usize,
    written: bool,
    entries: usize,
    new_buildings: &'a [String],
    new_doors: usize,
    added: &'a [Told],
    changed: &'a [Told],
    moved: &'a [Told],
    left_out: &'a [Told],
    moved_out: bool,
    unchanged: usize,
    phones_not_kept: usize,
    maybe_moved: usize,
    bad_rows: usize,
    faults: Vec<Wrong<'a>>,
}

#[derive(Serialize)]
struct Wrong<'a> {
    #[serde(flatten)]
    fault: &'a Fault,
    column: &'static str,
    say: &'static str,
}

impl Report<'_> {
    /// As one JSON object.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let plan = &self.done.plan;
        let wrong = |fault| Wrong { fault, column: column(fault), say: words::say(fault.reason) };
        let json = Json {
            rows: self.rows,
            written: self.done.written.is_some(),
            entries: self.done.written.unwrap_or_default(),
            new_buildings: &plan.buildings,
            new_doors: plan.doors.len(),
            added: &plan.added,
            changed: &plan.changed,
            moved: &plan.moved,
            left_out: &plan.left_out,
            moved_out: plan.moved_out,
            unchanged: plan.unchanged,
            phones_not_kept: plan.phones_not_kept,
            maybe_moved: plan.maybe_moved,
            bad_rows: plan.bad_rows,
            faults: plan.faults.iter().map(wrong).collect(),
        };
        serde_json::to_writer(&mut *out, &json)?;
        writeln!(out)
    }

    /// In words.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn text(&self, out: &mut impl Write) -> io::Result<()> {
        let plan = &self.done.plan;
        writeln!(out, "{} rows, {} people as they are", self.rows, plan.unchanged)?;
        people(out, "added", &plan.added)?;
        people(out, "changed", &plan.changed)?;
        people(out, "moved between doors", &plan.moved)?;
        people(
            out,
            if plan.moved_out { "moved out, not in the roster" } else { "left out, still on the roll" },
            &plan.left_out,
        )?;
        writeln!(out, "new doors: {}", plan.doors.len())?;
        if !plan.buildings.is_empty() {
            writeln!(out, "new buildings: {} ({})", plan.buildings.len(), some(&plan.buildings))?;
        }
        hints(out, plan)?;
        faults(out, plan)?;
        writeln!(out, "{}", self.end())
    }

    fn end(&self) -> String {
        let plan = &self.done.plan;
        match self.done.written {
            Some(entries) => format!("Written, in {entries} entries. A running server shows it within a minute."),
            None if plan.bad_rows > 0 && !self.asked.skip_bad => "Nothing was written.".into(),
            None if plan.is_empty() => "Nothing to write: all of this is known.".into(),
            None => "Nothing was written. Say --apply to write it.".into(),
        }
    }
}

fn people(out: &mut impl Write, what: &str, people: &[Told]) -> io::Result<()> {
    writeln!(out, "{what}: {}", people.len())?;
    for Told { line, name, door, from, fields, .. } in people.iter().take(MOST_PEOPLE) {
        let line = line.map(|line| format!("line {line} ")).unwrap_or_default();
        let from = from.as_ref().map(|from| format!("{from} → ")).unwrap_or_default();
        let fields: Vec<&str> = fields.iter().map(|field| words::heading(*field)).collect();
        let fields = if fields.is_empty() { String::new() } else { format!(" ({})", fields.join("、")) };
        writeln!(out, "  {line}{name} {from}{door}{fields}")?;
    }
    more(out, people.len(), MOST_PEOPLE)
}

fn hints(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    if plan.phones_not_kept > 0 {
        writeln!(out, "phones not kept: {}, because 电话同意 does not say 是", plan.phones_not_kept)?;
    }
    if plan.maybe_moved > 0 {
        let say = "of those added are called like somebody left out; where it is the same person, say so by 人员编号";
        writeln!(out, "perhaps moved: {} {say}", plan.maybe_moved)?;
    }
    if !plan.left_out.is_empty() && !plan.moved_out {
        writeln!(out, "Nobody left out is removed; --move-out-missing moves them out as of today.")?;
    }
    Ok(())
}

fn faults(out: &mut impl Write, plan: &Plan) -> io::Result<()> {
    writeln!(out, "bad rows: {}", plan.bad_rows)?;
    for fault in plan.faults.iter().take(MOST_FAULTS) {
        let value = if fault.value.is_empty() { String::new() } else { format!("「{}」 ", fault.value) };
        let earlier = fault.earlier.map(|line| format!(" (line {line})")).unwrap_or_default();
        let (line, column, say) = (fault.line, column(fault), words::say(fault.reason));
        writeln!(out, "  line {line}, {column}: {value}{say}{earlier} [{}]", fault.clause)?;
    }
    more(out, plan.faults.len(), MOST_FAULTS)
}

fn column(fault: &Fault) -> &'static str {
    fault.field.map_or("the row", words::heading)
}

fn more(out: &mut impl Write, all: usize, shown: usize) -> io::Result<()> {
    if all > shown { writeln!(out, "  … and {} more (--json tells all)", all - shown) } else { Ok(()) }
}

fn some(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_PEOPLE).map(String::as_str).collect();
    if names.len() > shown.len() { format!("{} …", shown.join(" ")) } else { shown.join(" ") }
}
