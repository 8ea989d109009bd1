//! Rulebook, roster: one row, column by column. What comes out may be kept; what may not is a fault.

use super::{Fault, Field, Plan, Reason, Row, Terms, words};
use crate::{
    decide::desk::MAX_NAME,
    people::{Adulthood, Basis},
    places::GridKind,
    time::Day,
};
use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

/// Highest numbers there are: nobody builds higher, and a slip of the finger shows.
const MAX_BUILDING: u16 = 9_999;
const MAX_STAIRWELL: u16 = 99;
const MAX_FLOOR: u16 = 199;
const MAX_POSITION: u16 = 99;
/// Letters of a person's number.
const MAX_NUMBER: usize = 32;

/// One door, by the numbers that people give it. Grids are counted as the community lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub grid: usize,
    pub building: u16,
    pub stairwell: u16,
    pub floor: u16,
    pub position: u16,
}

/// What a row says of a person; nothing where it is silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub number: Option<String>,
    pub name: String,
    /// `Some(None)`: the person said no.
    pub phone: Option<Option<String>>,
    pub basis: Option<Basis>,
    pub adult: Option<Adulthood>,
    pub since: Option<Day>,
}

/// A row without a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub row: &'a Row,
    pub place: Place,
    pub said: Option<Said>,
}

/// The grids of a community by number, and whether they have a roll.
pub(super) type Grids = BTreeMap<String, (usize, GridKind)>;

/// Reads a row; its faults go into the plan. The door and the name are given back even then, so that
/// whoever stands in a bad row is not taken for missing.
pub(super) fn read<'a>(
    row: &'a Row,
    grids: &Grids,
    terms: &Terms,
    plan: &mut Plan,
) -> (Option<Entry<'a>>, Option<Place>) {
    let mut reader = Reader { row, faults: Vec::new() };
    reader.shape();
    let place = reader.place(grids);
    let said = if reader.tells_of_a_person() { reader.person(terms) } else { None };
    let Reader { faults, .. } = reader;
    if faults.is_empty() {
        let unkept = said.is_some() && !row.cell(Field::Phone).is_empty() && row.cell(Field::Consent) != words::YES;
        plan.phones_not_kept += usize::from(unkept);
        return (place.map(|place| Entry { row, place, said }), place);
    }
    plan.bad_rows += 1;
    plan.faults.extend(faults);
    (None, place)
}

struct Reader<'a> {
    row: &'a Row,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault<T>(&mut self, field: Field, reason: Reason) -> Option<T> {
        // One word about a cell is enough.
        if self.faults.iter().all(|fault| fault.field != Some(field)) {
            self.faults.push(Fault::of(self.row, field, reason));
        }
        None
    }

    /// What holds for every cell.
    fn shape(&mut self) {
        let row = self.row;
        for field in Field::ALL {
            let value = row.cell(field);
            if value.chars().any(|c| c.is_control() || c == '\u{fffd}') {
                self.fault::<()>(field, Reason::Unprintable);
            } else if is_citizen_number(value) {
                self.fault::<()>(field, Reason::CitizenNumber);
            }
        }
        if row.beyond {
            let (reason, value) = (Reason::BeyondLastColumn, String::new());
            let clause = reason.clause();
            self.faults.push(Fault { line: row.line, field: None, reason, clause, value, earlier: None });
        }
    }

    fn tells_of_a_person(&self) -> bool {
        let about = [Field::Number, Field::Name, Field::Phone, Field::Basis, Field::Adult, Field::Since];
        about.iter().any(|field| !self.row.cell(*field).is_empty())
    }

    fn place(&mut self, grids: &Grids) -> Option<Place> {
        let grid = self.grid(grids);
        let building = self.number(Field::Building, MAX_BUILDING);
        let stairwell = match self.row.cell(Field::Stairwell) {
            "" => Some(1),
            _ => self.number(Field::Stairwell, MAX_STAIRWELL),
        };
        let (floor, position) = self.door()?;
        Some(Place { grid: grid?, building: building?, stairwell: stairwell?, floor, position })
    }

    fn grid(&mut self, grids: &Grids) -> Option<usize> {
        match self.row.cell(Field::Grid) {
            "" => self.fault(Field::Grid, Reason::Required),
            no => match grids.get(bare(no)) {
                Some((place, GridKind::Basic)) => Some(*place),
                Some((_, GridKind::Exclusive)) => self.fault(Field::Grid, Reason::NoRoll),
                None => self.fault(Field::Grid, Reason::NoSuchGrid),
            },
        }
    }

    /// `402` is the second door of the fourth floor; with a floor beside it `2` says the same.
    fn door(&mut self) -> Option<(u16, u16)> {
        let floor = match self.row.cell(Field::Floor) {
            "" => None,
            _ => Some(self.number(Field::Floor, MAX_FLOOR)?),
        };
        let door = self.number(Field::Door, MAX_FLOOR * 100 + MAX_POSITION)?;
        let (told, position) = (door / 100, door % 100);
        if position == 0 {
            return self.fault(Field::Door, Reason::NotANumber);
        }
        match floor {
            None if told == 0 => self.fault(Field::Door, Reason::NoFloor),
            None => Some((told, position)),
            Some(floor) if told == 0 || told == floor => Some((floor, position)),
            Some(_) => self.fault(Field::Floor, Reason::OtherFloor),
        }
    }

    fn number(&mut self, field: Field, max: u16) -> Option<u16> {
        let value = self.row.cell(field);
        if value.is_empty() {
            return self.fault(field, Reason::Required);
        }
        let plain = value.bytes().all(|b| b.is_ascii_digit());
        match value.parse::<u16>() {
            Ok(number) if plain && (1..=max).contains(&number) => Some(number),
            _ => self.fault(field, Reason::NotANumber),
        }
    }

    fn person(&mut self, terms: &Terms) -> Option<Said> {
        let name = self.name();
        let number = self.pseudonym();
        let phone = self.phone();
        let basis = match self.row.cell(Field::Basis) {
            "" => None,
            words::LIVES_REGISTERED => Some(Basis::LivesRegistered),
            words::LIVES => Some(Basis::Lives),
            words::REGISTERED => Some(Basis::Registered),
            _ => self.fault(Field::Basis, Reason::UnknownWord),
        };
        let adult = self.adult(terms);
        let since = self.since(terms);
        Some(Said { number, name: name?, phone, basis, adult, since })
    }

    fn name(&mut self) -> Option<String> {
        let name = self.row.cell(Field::Name);
        let letters = name.chars().count();
        let digits = name.chars().filter(char::is_ascii_digit).count();
        match letters {
            0 => self.fault(Field::Name, Reason::Required),
            _ if letters > MAX_NAME || digits > 2 || !name.chars().any(char::is_alphabetic) => {
                self.fault(Field::Name, Reason::NotAName)
            }
            _ => Some(name.into()),
        }
    }

    /// It stands in the ledger for ever, so it may say nothing of the person.
    fn pseudonym(&mut self) -> Option<String> {
        let number = self.row.cell(Field::Number);
        if number.is_empty() {
            return None;
        }
        let fits = number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && number.len() <= MAX_NUMBER;
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let only_digits = digits == number.len();
        if !fits || digits == 0 || (only_digits && (7..=18).contains(&digits)) {
            return self.fault(Field::Number, Reason::NotAPseudonym);
        }
        let low = number.to_ascii_lowercase();
        Some(if low.starts_with("p-") { low } else { format!("p-{low}") })
    }

    fn phone(&mut self) -> Option<Option<String>> {
        let consent = match self.row.cell(Field::Consent) {
            words::YES => true,
            words::NO => return Some(None),
            "" => false,
            _ => return self.fault(Field::Consent, Reason::UnknownWord),
        };
        let value = self.row.cell(Field::Phone);
        if value.is_empty() || !consent {
            return None;
        }
        let plain: String = value.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
        let digits = plain.strip_prefix('+').unwrap_or(&plain);
        if (5..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
            return Some(Some(plain));
        }
        self.fault(Field::Phone, Reason::NotAPhone)
    }

    fn adult(&mut self, terms: &Terms) -> Option<Adulthood> {
        match self.row.cell(Field::Adult) {
            "" => None,
            words::YES => Some(Adulthood::Attested),
            words::NO => Some(Adulthood::Minor),
            value => match Day::parse(value) {
                None => self.fault(Field::Adult, Reason::UnknownWord),
                Some(day) if terms.today.plus_years(-2) <= day && day <= terms.today.plus_years(2) => {
                    Some(Adulthood::From(day))
                }
                Some(_) => self.fault(Field::Adult, Reason::BirthdayTooFar),
            },
        }
    }

    fn since(&mut self, terms: &Terms) -> Option<Day> {
        match self.row.cell(Field::Since) {
            "" => None,
            value => match Day::parse(value) {
                Some(day) if day > terms.today => self.fault(Field::Since, Reason::DayAhead),
                Some(day) if day.parts().0 >= 1900 => Some(day),
                _ => self.fault(Field::Since, Reason::NotADay),
            },
        }
    }
}

/// `3`, `03` and `003` are one grid.
pub(super) fn bare(no: &str) -> &str {
    no.trim_start_matches('0')
}

/// Whether something in it has the form of a citizen id number, old or new: never kept, wherever it stands.
pub fn is_citizen_number(value: &str) -> bool {
    let mut run = 0;
    value.bytes().any(|b| {
        run = if b.is_ascii_digit() { run + 1 } else { 0 };
        run >= 15
    })
}
