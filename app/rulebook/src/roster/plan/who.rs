//! Rulebook, roster: who is meant. Settled in three passes over the rows, the strongest sign first: the
//! person's own number; the same name behind the same door; the same name and phone behind another. A
//! name alone never makes two people one.

use super::land::Land;
use crate::{
    charter::Keys,
    community::Community,
    ids::PersonId,
    people::{Adulthood, Person},
    roster::{
        Fault, Field, Plan, Reason, Terms,
        read::{Entry, Place, Said},
    },
    time::Day,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

/// A row and the person it is about, if that is somebody known.
pub(super) type Found<'a> = (Entry<'a>, Option<PersonId>);

/// Lets go of rows that tell of the same person as an earlier one. A second person of the same name
/// behind one door, or with one phone, needs a number, and so does the first.
pub(super) fn once_each<'a>(mut entries: Vec<Entry<'a>>, plan: &mut Plan) -> Vec<Entry<'a>> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut doors: BTreeMap<(Place, &'a str), (u32, bool)> = BTreeMap::new();
    let mut phones: BTreeMap<(&'a str, String), (u32, bool)> = BTreeMap::new();
    entries.retain(|entry| {
        let Some(said) = &entry.said else { return true };
        let (row, line) = (entry.row, entry.row.line);
        let name = row.cell(Field::Name);
        let numbered = said.number.is_some();
        let door = (entry.place, name);
        let phone = said.phone.clone().flatten().map(|phone| (name, phone));
        let same = |seen: &&(u32, bool)| !(seen.1 && numbered);
        let earlier = said.number.as_ref().and_then(|number| numbers.get(number)).map(|line| (*line, Field::Number));
        let earlier = earlier.or_else(|| doors.get(&door).filter(same).map(|seen| (seen.0, Field::Name)));
        let earlier = earlier
            .or_else(|| phone.as_ref().and_then(|p| phones.get(p)).filter(same).map(|seen| (seen.0, Field::Phone)));
        if let Some((first, field)) = earlier {
            plan.bad_rows += 1;
            plan.faults.push(Fault { earlier: Some(first), ..Fault::of(row, field, Reason::Duplicate) });
            return false;
        }
        doors.insert(door, (line, numbered));
        phones.extend(phone.map(|phone| (phone, (line, numbered))));
        numbers.extend(said.number.clone().map(|number| (number, line)));
        true
    });
    entries
}

/// Who is meant, row by row; rows that leave it open are faults.
pub(super) fn find<'a>(
    community: &Community,
    land: &Land<'_>,
    entries: Vec<Entry<'a>>,
    terms: &Terms<'_>,
    mentioned: &mut BTreeSet<(Place, &'a str)>,
    plan: &mut Plan,
) -> Vec<Found<'a>> {
    let mut search = Search { community, land, phones: phones(community), taken: BTreeSet::new(), today: terms.today };
    let mut signs: Vec<Sign<'_>> = entries.iter().map(|_| Ok(None)).collect();
    for pass in [Search::by_number, Search::by_door, Search::by_phone] {
        for (entry, sign) in entries.iter().zip(&mut signs) {
            if let (Some(said), Ok(None)) = (&entry.said, &sign) {
                *sign = pass(&search, entry, said);
                search.taken.extend(sign.iter().copied().flatten().map(|person| person.id.as_str()));
            }
        }
    }
    let keys = community.keys();
    let mut found = Vec::with_capacity(entries.len());
    for (entry, sign) in entries.into_iter().zip(signs) {
        let person = sign.and_then(|person| fits(&entry, person, terms.today, &keys).map(|()| person));
        match person {
            Ok(person) => found.push((entry, person.map(|person| person.id.clone()))),
            Err((field, reason)) => {
                mentioned.insert((entry.place, entry.row.cell(Field::Name)));
                plan.bad_rows += 1;
                plan.faults.push(Fault::of(entry.row, field, reason));
            }
        }
    }
    found
}

/// Somebody, nobody, or why it cannot be said.
type Sign<'c> = Result<Option<&'c Person>, (Field, Reason)>;

struct Search<'c, 'l> {
    community: &'c Community,
    land: &'l Land<'c>,
    /// People by name and phone.
    phones: BTreeMap<(&'c str, &'c str), Vec<&'c Person>>,
    /// Who is meant by a row already.
    taken: BTreeSet<&'c str>,
    today: Day,
}

impl<'c> Search<'c, '_> {
    fn by_number(&self, entry: &Entry<'_>, said: &Said) -> Sign<'c> {
        let known = said.number.as_ref().and_then(|number| self.community.person(&number.as_str().into()));
        let Some(person) = known else { return Ok(None) };
        // A slipped column must not give everybody somebody else's name.
        let at_home = person.home.as_ref().is_some_and(|home| self.land.door(&entry.place) == Some(&home.household));
        let same_phone = said.phone.as_ref().is_some_and(|phone| phone.is_some() && *phone == person.phone);
        if person.name == said.name || at_home || same_phone {
            Ok(Some(person))
        } else {
            Err((Field::Number, Reason::OtherName))
        }
    }

    /// Whoever lives there comes before whoever lived there.
    fn by_door(&self, entry: &Entry<'_>, said: &Said) -> Sign<'c> {
        let Some(door) = self.land.door(&entry.place) else { return Ok(None) };
        let here = self.community.residents(door).filter(|p| p.name == said.name && !self.is_taken(p));
        let (living, gone): (Vec<_>, Vec<_>) =
            here.partition(|p| p.home.as_ref().is_some_and(|home| home.to.is_none_or(|to| self.today < to)));
        one_of(if living.is_empty() { &gone } else { &living })
    }

    fn by_phone(&self, _: &Entry<'_>, said: &Said) -> Sign<'c> {
        let Some(Some(phone)) = &said.phone else { return Ok(None) };
        let Some(people) = self.phones.get(&(said.name.as_str(), phone.as_str())) else { return Ok(None) };
        let free: Vec<&Person> = people.iter().copied().filter(|person| !self.is_taken(person)).collect();
        // A number of one's own says that it is somebody else.
        if free.is_empty() && said.number.is_none() {
            return Err((Field::Phone, Reason::Duplicate));
        }
        one_of(&free)
    }

    fn is_taken(&self, person: &Person) -> bool {
        self.taken.contains(person.id.as_str())
    }
}

fn one_of<'c>(people: &[&'c Person]) -> Sign<'c> {
    match people {
        [] => Ok(None),
        [person] => Ok(Some(person)),
        _ => Err((Field::Name, Reason::Ambiguous)),
    }
}

fn phones(community: &Community) -> BTreeMap<(&str, &str), Vec<&Person>> {
    let mut phones: BTreeMap<_, Vec<&Person>> = BTreeMap::new();
    for person in community.all_people() {
        if let Some(phone) = &person.phone {
            phones.entry((person.name.as_str(), phone.as_str())).or_default().push(person);
        }
    }
    phones
}

/// What must be said of somebody new, and what cannot be said of somebody known.
fn fits(entry: &Entry<'_>, person: Option<&Person>, today: Day, keys: &Keys) -> Result<(), (Field, Reason)> {
    let Some(said) = &entry.said else { return Ok(()) };
    match person {
        None if said.basis.is_none() => Err((Field::Basis, Reason::Required)),
        None if said.adult.is_none() => Err((Field::Adult, Reason::Required)),
        Some(known) if matches!(known.adult, Adulthood::From(_)) => {
            let attested = said.adult == Some(Adulthood::Attested);
            if attested && !known.adult.on(today, keys) { Err((Field::Adult, Reason::NotYetOfAge)) } else { Ok(()) }
        }
        None | Some(_) => Ok(()),
    }
}
