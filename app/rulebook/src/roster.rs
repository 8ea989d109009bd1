//! Rulebook: a roster (花名册): the people behind the doors, as a table that a community already keeps.
//! Says which columns a roster may have, what each may hold, and what a table would change. It reads no
//! file and knows no spelling: whoever hands in rows has brought the words of a table to those of
//! [`words`].
//!
//! Three rules shape it. Nothing outside the closed field list is taken, not even for a moment
//! (`domain.md` §6.2, §6.5). The same table twice changes nothing. Nobody is ever deleted: who is not in
//! the table is reported, and moved out only when that is asked for.

use crate::{
    community::Community,
    hash::Hash,
    ids::{HouseholdId, PersonId},
    record::{Kind, Record},
    refusal::Refusal,
    time::Day,
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

mod plan;
mod read;
pub mod report;
pub mod wire;

pub use plan::plan;
pub use read::is_citizen_number;

/// What a table's words mean, in the one spelling the rulebook reads.
pub mod words {
    /// 是.
    pub const YES: &str = "yes";
    /// 否.
    pub const NO: &str = "no";
    /// Lives here and is registered here.
    pub const LIVES_REGISTERED: &str = "lives_registered";
    /// Lives here without local hukou.
    pub const LIVES: &str = "lives";
    /// Registered here, lives elsewhere.
    pub const REGISTERED: &str = "registered";
}

/// A column. There are no others (`domain.md` §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 网格: the number of a grid that exists.
    Grid,
    /// 楼号.
    Building,
    /// 单元; 1 where empty.
    Stairwell,
    /// 楼层; read from the door's number where empty.
    Floor,
    /// 房号: `402`, or the place on the floor where 楼层 is given.
    Door,
    /// 人员编号: a pseudonym; optional.
    Number,
    /// 姓名; a row without one tells of a door only.
    Name,
    /// 电话: kept only with [`Field::Consent`].
    Phone,
    /// 电话同意: the person's own yes.
    Consent,
    /// 居住方式.
    Basis,
    /// 成年: yes, no, or the 18th birthday within two years of it.
    Adult,
    /// 入住日期: of adults only; of a child it may be the birth date.
    Since,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u32,
    /// One cell for each [`Field`], in their order; empty where the table has none.
    pub cells: [String; Field::ALL.len()],
    /// Something stands right of the last column.
    pub beyond: bool,
}

/// How a table is to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The day on which it is taken.
    pub today: Day,
    /// Fresh text, never used before: the ids of new people are made of it. Not of a person's data, so
    /// that an id tells nothing and is never given twice.
    pub seed: &'a str,
    /// Moves out whoever lives in a building of the table and is not in it; never while a row is bad.
    pub move_out_missing: bool,
    /// What a door is called (门牌): building, stairwell, floor, place on the floor.
    pub label: fn(u16, u16, u16, u16) -> String,
}

/// Why a row cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Nothing there, and it is needed.
    Required,
    /// Not a number, or beyond what there is.
    NotANumber,
    /// No grid of that number here.
    NoSuchGrid,
    /// A grid made of one institution has no roll.
    NoRoll,
    /// The door's number says another floor.
    OtherFloor,
    /// No floor in the door's number, and none beside it.
    NoFloor,
    /// Not a name, or too long for one.
    NotAName,
    /// Not a phone number.
    NotAPhone,
    /// A word that is not on the list.
    UnknownWord,
    /// Not a day.
    NotADay,
    /// A day that has not come.
    DayAhead,
    /// A birthday more than two years from the 18th: more than the law may know.
    BirthdayTooFar,
    /// Says of age, but the birthday known here lies ahead.
    NotYetOfAge,
    /// Looks like a citizen id number.
    CitizenNumber,
    /// Not a pseudonym: letters, digits and hyphens, with a digit, no phone number.
    NotAPseudonym,
    /// The number belongs to somebody of another name.
    OtherName,
    /// The same person stands in an earlier row.
    Duplicate,
    /// Several people fit.
    Ambiguous,
    /// A line break or another sign that no cell may hold.
    Unprintable,
    /// More cells than columns.
    BeyondLastColumn,
}

/// A row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Its line.
    pub line: u32,
    /// The column.
    pub field: Option<Field>,
    /// Why.
    pub reason: Reason,
    /// What it rests on.
    pub clause: &'static str,
    /// What stands there, masked.
    pub value: String,
    /// The earlier row, for a duplicate.
    pub earlier: Option<u32>,
}

/// Something that happens to one person; names are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The row; none for somebody who is not in the table.
    pub line: Option<u32>,
    /// Who.
    pub person: PersonId,
    /// What they are called, masked.
    pub name: String,
    /// The door they live behind now.
    pub door: String,
    /// The door before.
    pub from: Option<String>,
    /// What changes.
    pub fields: Vec<Field>,
}

/// What a table would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What to put, territory first.
    pub records: Vec<Record>,
    /// Buildings that were not known, by name (`b-03-05`).
    pub buildings: Vec<String>,
    /// Doors that were not known.
    pub doors: Vec<HouseholdId>,
    /// People who are new.
    pub added: Vec<Told>,
    /// People about whom something changes.
    pub changed: Vec<Told>,
    /// People who live behind another door now, or live here again.
    pub moved: Vec<Told>,
    /// People of the table's buildings who are not in it.
    pub left_out: Vec<Told>,
    /// Whether those are moved out.
    pub moved_out: bool,
    /// How many people stay as they are.
    pub unchanged: usize,
    /// Phone numbers that are not kept, because nobody said yes.
    pub phones_not_kept: usize,
    /// New people who are called like somebody left out: perhaps they moved, and a number would say so.
    pub maybe_moved: usize,
    /// Rows that cannot be taken.
    pub faults: Vec<Fault>,
    /// How many rows have a fault.
    pub bad_rows: usize,
}

/// Whether somebody may hand in a roster on a day.
///
/// # Errors
/// [`Refusal::NotEntitled`] for whoever holds no post that keeps the roll.
pub fn may_import(community: &Community, person: &PersonId, day: Day) -> Result<(), Refusal> {
    let keeps = community.posts(person, day).any(|office| office.role.keeps_roll());
    if keeps { Ok(()) } else { Err(Refusal::NotEntitled) }
}

/// Whether a plan rests on records of that kind: when one of them changes, it has to be made anew.
pub fn rests_on(kind: Kind) -> bool {
    matches!(kind, Kind::Quarter | Kind::Grid | Kind::Building | Kind::Household | Kind::Person | Kind::Charter)
}

impl Field {
    /// Every column there may be.
    pub const ALL: [Field; 12] = [
        Field::Grid,
        Field::Building,
        Field::Stairwell,
        Field::Floor,
        Field::Door,
        Field::Number,
        Field::Name,
        Field::Phone,
        Field::Consent,
        Field::Basis,
        Field::Adult,
        Field::Since,
    ];

    /// Without these a table tells of no door.
    pub const NEEDED: [Field; 3] = [Field::Grid, Field::Building, Field::Door];

    /// Whether what stands in it is about a place, not a person.
    fn is_place(self) -> bool {
        matches!(self, Field::Grid | Field::Building | Field::Stairwell | Field::Floor)
    }
}

impl Row {
    /// What stands in a column.
    pub fn cell(&self, field: Field) -> &str {
        &self.cells[field as usize]
    }

    /// Whether nothing stands anywhere.
    pub fn is_empty(&self) -> bool {
        !self.beyond && self.cells.iter().all(String::is_empty)
    }
}

impl Reason {
    /// What it rests on, as `domain.md` names it.
    pub fn clause(self) -> &'static str {
        match self {
            Reason::Required | Reason::NotANumber | Reason::NoSuchGrid | Reason::NoRoll => "1.1",
            Reason::OtherFloor | Reason::NoFloor => "1.1",
            Reason::UnknownWord => "G-RES",
            Reason::NotYetOfAge => "G-AGE",
            Reason::BirthdayTooFar | Reason::CitizenNumber | Reason::NotAPseudonym => "6.5",
            Reason::NotAName | Reason::NotAPhone | Reason::NotADay | Reason::DayAhead => "6.2",
            Reason::Unprintable | Reason::BeyondLastColumn => "6.2",
            Reason::OtherName | Reason::Duplicate | Reason::Ambiguous => "G-ONE",
        }
    }
}

impl Fault {
    fn of(row: &Row, field: Field, reason: Reason) -> Fault {
        let value = row.cell(field);
        let plain = field.is_place() && value.len() <= 4 && value.bytes().all(|b| b.is_ascii_digit());
        let value = if plain { value.into() } else { mask(value) };
        Fault { line: row.line, field: Some(field), reason, clause: reason.clause(), value, earlier: None }
    }
}

impl Plan {
    /// Names this very plan: what it would write and what it tells. `seed` keeps the digest from telling anything.
    pub fn digest(&self, seed: &str) -> Hash {
        let bodies: Vec<_> = self.records.iter().map(|record| &record.body).collect();
        let told = (&bodies, &self.left_out, &self.faults, self.phones_not_kept, self.unchanged);
        // Such a value can always be written; if not, no two plans may pass for one another by being empty.
        let text = serde_json::to_string(&told).unwrap_or_else(|_| alloc::format!("{self:?}"));
        Hash::tagged("chengge/roster/plan/v1", &[seed.as_bytes(), text.as_bytes()])
    }

    /// Whether nothing would be written.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

/// A value that nobody needs to read whole: 王** for a name, 138**** for a number.
pub fn mask(value: &str) -> String {
    let letters = value.chars().count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let (shown, stars) = match (letters, digits) {
        (0, _) => return String::new(),
        (1, _) => (0, "**"),
        (8..=12, 7..) => (3, "****"),
        _ => (1, "**"),
    };
    value.chars().take(shown).filter(|c| !c.is_control()).chain(stars.chars()).collect()
}
