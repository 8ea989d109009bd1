//! Server: who holds which post in the demo (`domain.md` §8.3 no. 7), and those who work here and
//! live elsewhere. Part-time grid workers are the building leads; they hold that one post.

use super::{cast, figures::*, names};
use rulebook::{
    Body, Day, Record,
    ids::PersonId,
    people::{Adulthood, Office, Person, Role, Scope},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Posts, and the people without a door here who hold some of them.
pub(super) fn records(residents: &[Record]) -> Vec<Record> {
    let mut board = Board::of(residents);
    for grid in &GRIDS {
        board.of_grid(grid);
    }
    board.of_community();
    board.staff.into_iter().chain(board.offices).collect()
}

/// The committees' term: its first day, and the first day after it.
static TERM: LazyLock<(Day, Day)> = LazyLock::new(|| (day(2021, 9, 20), day(2026, 9, 20)));

struct Board {
    names: BTreeMap<PersonId, String>,
    given: BTreeMap<String, &'static str>,
    lines: BTreeMap<PersonId, String>,
    staff: Vec<Record>,
    offices: Vec<Record>,
}

impl Board {
    /// An empty board over these residents.
    fn of(residents: &[Record]) -> Self {
        let known = residents.iter().filter_map(|record| match &record.body {
            Body::Person(person) => Some((person.id.clone(), person.name.clone())),
            _ => None,
        });
        Board {
            names: known.collect(),
            given: cast::names(),
            lines: BTreeMap::new(),
            staff: Vec::new(),
            offices: Vec::new(),
        }
    }

    fn of_grid(&mut self, grid: &Figures) {
        let g = grid.no;
        let here = || Scope::Grid(grid_id(g));
        self.employ(cast::worker(g), cast::is_one_person(g));
        self.post(cast::worker(g), Role::FullTimeGridWorker, here(), None);
        let chief = if cast::is_one_person(g) { cast::worker(g) } else { PersonId(format!("p-h-{g:02}")) };
        self.employ(chief.clone(), false);
        self.post(chief, Role::GridHead, here(), None);
        self.post(cast::secretary(g), Role::GridPartySecretary, here(), None);
        self.post(cast::officer(g), Role::GridPartyOfficer, here(), None);
        for (line, no) in ["民警", "城管", "物业"].into_iter().zip(1..) {
            let person = PersonId(format!("p-x-{g:02}-{no}"));
            self.employ(person.clone(), false);
            self.post(person, Role::SpecialistGridWorker, here(), Some(line));
        }
        for seat in 0..9 {
            let role = match seat {
                0 => Role::CommitteeChair,
                1 | 2 => Role::CommitteeViceChair,
                _ => Role::CommitteeMember,
            };
            self.post(cast::committee(g, seat), role, here(), None);
        }
        for no in 0..2 {
            self.post(cast::supervisor(g, no), Role::Supervisor, here(), None);
        }
        for b in 1..=grid.buildings {
            let scope = Scope::Building(grid_id(g), building_id(g, b));
            self.post(cast::lead(g, b), Role::BuildingLead, scope, None);
        }
    }

    fn of_community(&mut self) {
        self.staff_of_community();
        let chair = cast::rc_chair();
        self.everywhere(chair.clone(), Role::RcChair, None);
        self.everywhere(chair.clone(), Role::CommunityPartyOfficer, None);
        for g in 2..=7 {
            self.everywhere(head(g, 2, 15), Role::RcMember, None);
        }
        let mut council = vec![(chair, "居委会主任")];
        let delegates = ["党代表", "党代表", "人大代表", "人大代表", "政协委员"];
        council.extend(delegates.into_iter().zip(1..).map(|(line, g)| (head(g, 4, 16), line)));
        council.extend((1..=7).map(|g| (cast::secretary(g), "网格党组织书记")));
        council.extend((1..=3).map(|g| (head(g, 9, 16), "居民骨干")));
        council.extend((4..=6).map(|g| (head(g, 9, 16), "社区社会组织")));
        for no in 1..=4 {
            let person = PersonId(format!("p-u-{no:02}"));
            self.employ(person.clone(), false);
            council.push((person, "单位党组织书记"));
        }
        for (person, line) in council {
            self.everywhere(person, Role::CouncilMember, Some(line));
        }
    }

    fn staff_of_community(&mut self) {
        let mut staff = vec![
            (cast::community_secretary(), Role::CommunityPartySecretary),
            (cast::station_chief(), Role::StationChief),
            (cast::admin(), Role::SystemAdmin),
        ];
        staff.extend((11..=17).map(|no| (PersonId(format!("p-c-{no}")), Role::CommunityWorker)));
        for (person, role) in staff {
            self.employ(person.clone(), role == Role::CommunityPartySecretary);
            self.everywhere(person, role, None);
        }
    }

    fn everywhere(&mut self, person: PersonId, role: Role, line: Option<&str>) {
        self.post(person, role, Scope::Community, line);
    }

    /// Somebody who works here and lives elsewhere.
    fn employ(&mut self, id: PersonId, party: bool) {
        if self.names.contains_key(&id) {
            return;
        }
        let serial = self.staff.len();
        let given = self.given.get(id.as_str()).map(|name| (*name).to_owned());
        let name = given.unwrap_or_else(|| names::name(serial * 3 + 5, serial, 8));
        self.names.insert(id.clone(), name.clone());
        self.staff.push(Record::made(Person {
            id,
            name,
            phone: Some(names::phone(90_000_001 + serial)),
            home: None,
            adult: Adulthood::Attested,
            party,
        }));
    }

    fn post(&mut self, person: PersonId, role: Role, scope: Scope, line: Option<&str>) {
        let serial = self.offices.len() + 1;
        let served = role.walks_rounds() || role.reviews() || role.is_community_party();
        let served = served || matches!(role, Role::StationChief | Role::CommunityWorker);
        // The line of a post, not the holder's own number; one for all posts of one person.
        let next = names::phone(80_000_001 + self.lines.len());
        let phone = served.then(|| self.lines.entry(person.clone()).or_insert(next).clone());
        self.offices.push(Record::made(Office {
            id: format!("o-{serial:04}").into(),
            name: self.names.get(&person).cloned().unwrap_or_default(),
            person,
            role,
            line: line.map(Into::into),
            scope,
            from: if role.is_committee() { TERM.0 } else { day(2024, 1, 2) },
            to: role.is_committee().then_some(TERM.1),
            phone,
        }));
    }
}
