//! Rulebook, roster: what a table would change, told to the person at the desk who hands it in: how many of each, and
//! the first few. Names and wrong values are masked before they get here; nobody is told by an id.

use super::{Fault, Field, Plan, Reason, Told};
use crate::hash::Hash;
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Bad rows that are told one by one.
pub const MOST_FAULTS: usize = 50;
/// People and buildings of each kind that are told one by one.
pub const MOST_TOLD: usize = 20;

/// How many there are, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Few<T> {
    /// All.
    pub all: u32,
    /// The first.
    pub first: Vec<T>,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The row; none for somebody who is not in the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What they are called, masked.
    pub name: String,
    /// The door they live behind then.
    pub door: String,
    /// The door before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

/// One cell that cannot be taken, and its row with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bad {
    /// Its line in the file, from 1.
    pub line: u32,
    /// The column; none where the row as a whole is wrong.
    pub field: Option<Field>,
    /// Why.
    pub reason: Reason,
    /// What stands there, masked.
    pub value: String,
    /// The earlier row, for a duplicate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<u32>,
}

/// What a table would change, or has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Names this very plan; whoever wants it carried out says so by this name.
    pub plan: Hash,
    /// Rows of the file.
    pub rows: u32,
    /// People who are new.
    pub added: Few<Line>,
    /// People about whom something changes.
    pub changed: Few<Line>,
    /// People who live behind another door.
    pub moved: Few<Line>,
    /// People of the table's buildings who are not in it; they stay on the roll.
    pub left_out: Few<Line>,
    /// Buildings that were not known.
    pub buildings: Few<String>,
    /// Doors that were not known.
    pub doors: u32,
    /// People who stay as they are.
    pub unchanged: u32,
    /// Phone numbers that are not kept, because nobody said yes.
    pub phones_not_kept: u32,
    /// New people who are called like somebody left out.
    pub maybe_moved: u32,
    /// Rows that are left out because of a fault.
    pub bad_rows: u32,
    /// The faults.
    pub faults: Few<Bad>,
    /// Records that change; with none there is nothing to do.
    pub records: u32,
    /// Whether it was carried out.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub written: bool,
}

impl Report {
    /// Of a plan over so many rows, under its name.
    pub fn of(plan: &Plan, rows: usize, name: Hash) -> Report {
        Report {
            plan: name,
            rows: count(rows),
            added: few(&plan.added, MOST_TOLD, line),
            changed: few(&plan.changed, MOST_TOLD, line),
            moved: few(&plan.moved, MOST_TOLD, line),
            left_out: few(&plan.left_out, MOST_TOLD, line),
            buildings: few(&plan.buildings, MOST_TOLD, Clone::clone),
            doors: count(plan.doors.len()),
            unchanged: count(plan.unchanged),
            phones_not_kept: count(plan.phones_not_kept),
            maybe_moved: count(plan.maybe_moved),
            bad_rows: count(plan.bad_rows),
            faults: few(&plan.faults, MOST_FAULTS, bad),
            records: count(plan.records.len()),
            written: false,
        }
    }
}

fn few<F, T>(all: &[F], most: usize, tell: fn(&F) -> T) -> Few<T> {
    Few { all: count(all.len()), first: all.iter().take(most).map(tell).collect() }
}

fn line(told: &Told) -> Line {
    let Told { line, name, door, from, fields, .. } = told.clone();
    Line { line, name, door, from, fields }
}

fn bad(fault: &Fault) -> Bad {
    let Fault { line, field, reason, value, earlier, .. } = fault.clone();
    Bad { line, field, reason, value, earlier }
}

fn count(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}
