//! Rosters as law: what a table may hold, what it changes, and that it changes nothing twice.

use proptest::prelude::*;
use rulebook::{
    Community, Day, Record,
    people::*,
    places::*,
    roster::{Field, Plan, Reason, Row, Terms, is_citizen_number, mask, may_import, plan, report},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn today() -> Day {
    day("2026-06-15")
}

fn label(building: u16, stairwell: u16, floor: u16, position: u16) -> String {
    format!("{building}-{stairwell}-{floor}{position:02}")
}

fn terms() -> Terms<'static> {
    Terms { today: today(), seed: "test", move_out_missing: false, label }
}

/// Grid 03 with building 5 and one door, 402, behind which Wang lives; grid 05, and grid 09 without a roll.
fn quarter() -> Community {
    let mut community = Community::default();
    let mut put = |record: Record| {
        community.put(record);
    };
    for (no, kind) in [("03", GridKind::Basic), ("05", GridKind::Basic), ("09", GridKind::Exclusive)] {
        let id = format!("g-{no}").into();
        let (households, people) = if no == "03" { (1, 1) } else { (0, 0) };
        put(Record::made(Grid { id, no: no.into(), name: no.into(), kind, households, people }));
    }
    put(Record::made(Building {
        id: "b-03-05".into(),
        grid: "g-03".into(),
        courtyard: None,
        no: 5,
        stairwells: vec![Stairwell { no: 2, floors: 6 }],
    }));
    put(Record::made(Household {
        id: "hh-03-0007".into(),
        grid: "g-03".into(),
        building: "b-03-05".into(),
        stairwell: 2,
        floor: 4,
        position: 2,
        label: "5-2-402".into(),
    }));
    put(Record::made(Person {
        id: "p-wang".into(),
        name: "王秀兰".into(),
        phone: Some("13800138000".into()),
        home: Some(Home {
            household: "hh-03-0007".into(),
            grid: "g-03".into(),
            basis: Basis::LivesRegistered,
            from: day("2010-01-01"),
            to: None,
        }),
        adult: Adulthood::Attested,
        party: true,
    }));
    community
}

/// `网格 楼号 单元 房号 姓名`, then anything else by its column.
fn row(line: u32, door: [&str; 4], name: &str, more: &[(Field, &str)]) -> Row {
    let mut row = Row { line, ..Row::default() };
    let place = [Field::Grid, Field::Building, Field::Stairwell, Field::Door].into_iter().zip(door);
    for (field, value) in place.chain([(Field::Name, name)]).chain(more.iter().copied()) {
        row.cells[field as usize] = value.into();
    }
    row
}

const WANG: [&str; 4] = ["03", "5", "2", "402"];
const NEXT: [&str; 4] = ["3", "5", "2", "401"];
const NEW: &[(Field, &str)] = &[(Field::Basis, "lives"), (Field::Adult, "yes")];

fn with<'a>(more: &[(Field, &'a str)]) -> Vec<(Field, &'a str)> {
    NEW.iter().copied().chain(more.iter().copied()).collect()
}

fn apply(community: &Community, plan: &Plan) -> Community {
    let mut after = community.clone();
    plan.records.iter().cloned().for_each(|record| {
        after.put(record);
    });
    after
}

fn made(rows: &[Row]) -> (Plan, Community) {
    let community = quarter();
    let plan = plan(&community, rows, &terms());
    let after = apply(&community, &plan);
    (plan, after)
}

/// What is wrong with one row, and in which column.
fn fault(row: Row) -> (Option<Field>, Reason) {
    let (plan, _) = made(&[row]);
    assert!(plan.records.is_empty(), "a bad row changes nothing");
    assert_eq!((plan.faults.len(), plan.bad_rows), (1, 1), "{:?}", plan.faults);
    (plan.faults[0].field, plan.faults[0].reason)
}

#[test]
fn somebody_new_brings_their_door_and_the_size_of_the_grid() {
    let (plan, after) = made(&[row(2, ["3", "6", "", "1203"], "李晨", NEW)]);
    assert_eq!((plan.added.len(), plan.buildings.as_slice()), (1, ["b-03-06".to_owned()].as_slice()));
    let door = after.household(&"hh-03-0008".into()).unwrap();
    assert_eq!((door.stairwell, door.floor, door.position, door.label.as_str()), (1, 12, 3, "6-1-1203"));
    let li = after.residents(&door.id).next().unwrap();
    assert_eq!((li.name.as_str(), li.phone.as_ref(), li.party), ("李晨", None, false));
    assert_eq!(li.home.as_ref().map(|h| (h.basis, h.from)), Some((Basis::Lives, today())));
    assert!(!li.id.0.contains("李") && li.id.0.len() == 22, "{}", li.id);
    let grid = after.grid(&"g-03".into()).unwrap();
    assert_eq!((grid.households, grid.people), (2, 2));
    let building = after.building(&"b-03-06".into()).unwrap();
    assert_eq!(building.stairwells, [Stairwell { no: 1, floors: 12 }]);
}

#[test]
fn the_same_table_twice_changes_nothing() {
    let rows = [
        row(2, WANG, "王秀兰", &[]),
        row(3, NEXT, "李晨", &with(&[(Field::Phone, "139 0013 9000"), (Field::Consent, "yes")])),
        row(4, NEXT, "李小晨", &[(Field::Basis, "lives"), (Field::Adult, "2027-01-02")]),
        row(5, ["05", "1", "1", "101"], "", &[]),
    ];
    let (first, after) = made(&rows);
    assert_eq!((first.added.len(), first.unchanged, first.doors.len(), first.faults.len()), (2, 1, 2, 0));
    let second = plan(&after, &rows, &Terms { seed: "another", today: today().plus(3), ..terms() });
    assert!(second.is_empty(), "{:?}", second.records);
    assert_eq!((second.unchanged, second.added.len() + second.changed.len() + second.moved.len()), (3, 0));
}

#[test]
fn a_silent_cell_leaves_what_is_known_and_a_no_takes_the_phone_away() {
    let (silent, _) = made(&[row(2, WANG, "王秀兰", &[(Field::Phone, "13900000000")])]);
    assert_eq!((silent.unchanged, silent.phones_not_kept, silent.records.len()), (1, 1, 0));
    let (no, after) = made(&[row(2, WANG, "王秀兰", &[(Field::Consent, "no")])]);
    assert_eq!(no.changed[0].fields, [Field::Phone]);
    assert_eq!(after.person(&"p-wang".into()).unwrap().phone, None);
    assert!(after.person(&"p-wang".into()).unwrap().party, "a table says nothing of the party");
}

#[test]
fn who_moved_is_known_by_number_or_by_name_and_phone_never_by_name_alone() {
    let number = row(2, NEXT, "王秀兰", &[(Field::Number, "P-Wang1")]);
    let (unknown, _) = made(&[row(2, NEXT, "王秀兰", NEW), row(3, WANG, "", &[])]);
    assert_eq!((unknown.added.len(), unknown.left_out.len(), unknown.maybe_moved), (1, 1, 1));
    let phone = [(Field::Phone, "13800138000"), (Field::Consent, "yes")];
    let (moved, after) = made(&[row(2, NEXT, "王秀兰", &phone)]);
    assert_eq!((moved.moved.len(), moved.left_out.len()), (1, 0));
    assert_eq!(moved.moved[0].from.as_deref(), Some("5-2-402"));
    let home = after.person(&"p-wang".into()).unwrap().home.clone().unwrap();
    assert_eq!((home.household.as_str(), home.from, home.basis), ("hh-03-0008", today(), Basis::LivesRegistered));
    let mut community = quarter();
    let wang = community.person(&"p-wang".into()).unwrap().clone();
    community.put(Record::made(Person { id: "p-wang1".into(), name: "王秀兰".into(), ..wang }));
    let by_number = plan(&community, &[number], &terms());
    assert_eq!(by_number.moved[0].person.as_str(), "p-wang1");
}

#[test]
fn who_is_not_in_the_table_is_told_of_and_moved_out_only_when_asked() {
    let rows = [row(2, NEXT, "李晨", NEW)];
    let (told, after) = made(&rows);
    assert_eq!((told.left_out.len(), told.moved_out), (1, false));
    assert_eq!(after.person(&"p-wang".into()).unwrap().home.as_ref().unwrap().to, None);
    let asked = Terms { move_out_missing: true, ..terms() };
    let out = plan(&quarter(), &rows, &asked);
    let after = apply(&quarter(), &out);
    let wang = after.person(&"p-wang".into()).unwrap();
    assert_eq!((out.moved_out, wang.home.as_ref().unwrap().to), (true, Some(today())));
    assert!(plan(&after, &rows, &asked).is_empty());
    // She comes back: the same person, behind the same door, from today.
    let back = plan(&after, &[rows[0].clone(), row(3, WANG, "王秀兰", &[])], &terms());
    assert_eq!((back.moved.len(), back.added.len()), (1, 0));
    // Another building is none of the table's business.
    let (elsewhere, _) = made(&[row(2, ["03", "6", "1", "101"], "李晨", NEW)]);
    assert_eq!(elsewhere.left_out.len(), 0);
    // While a row is bad nobody is moved out, and who stands in a bad row is not missing.
    let bad = [rows[0].clone(), row(3, WANG, "王秀兰", &[(Field::Adult, "perhaps")])];
    let bad = plan(&quarter(), &bad, &asked);
    assert_eq!((bad.moved_out, bad.left_out.len(), bad.bad_rows), (false, 0, 1));
}

#[test]
fn what_a_row_may_not_hold_is_a_fault_with_its_column() {
    let new = |more: &[(Field, &str)]| row(2, NEXT, "李晨", &with(more));
    let place = |grid, building, stairwell, door| row(2, [grid, building, stairwell, door], "李晨", NEW);
    let check = |row: Row, field: Field, reason: Reason| assert_eq!(fault(row), (Some(field), reason));
    check(place("", "5", "2", "402"), Field::Grid, Reason::Required);
    check(place("08", "5", "2", "402"), Field::Grid, Reason::NoSuchGrid);
    check(place("09", "5", "2", "402"), Field::Grid, Reason::NoRoll);
    check(place("3", "0", "2", "402"), Field::Building, Reason::NotANumber);
    check(place("3", "5", "x", "402"), Field::Stairwell, Reason::NotANumber);
    check(place("3", "5", "2", ""), Field::Door, Reason::Required);
    check(place("3", "5", "2", "400"), Field::Door, Reason::NotANumber);
    check(place("3", "5", "2", "99999"), Field::Door, Reason::NotANumber);
    check(place("3", "5", "2", "2"), Field::Door, Reason::NoFloor);
    check(new(&[(Field::Floor, "5")]), Field::Floor, Reason::OtherFloor);
    check(row(2, NEXT, "", NEW), Field::Name, Reason::Required);
    check(row(2, NEXT, "13800138000", NEW), Field::Name, Reason::NotAName);
    check(row(2, NEXT, &"李".repeat(41), NEW), Field::Name, Reason::NotAName);
    check(row(2, NEXT, "李\n晨", NEW), Field::Name, Reason::Unprintable);
    check(row(2, NEXT, "李晨370202199001011234", NEW), Field::Name, Reason::CitizenNumber);
    check(new(&[(Field::Phone, "call me"), (Field::Consent, "yes")]), Field::Phone, Reason::NotAPhone);
    check(new(&[(Field::Consent, "maybe")]), Field::Consent, Reason::UnknownWord);
    check(new(&[(Field::Basis, "owner")]), Field::Basis, Reason::UnknownWord);
    check(new(&[(Field::Since, "yesterday")]), Field::Since, Reason::NotADay);
    check(new(&[(Field::Since, "2026-06-16")]), Field::Since, Reason::DayAhead);
    check(new(&[(Field::Adult, "1990-01-01")]), Field::Adult, Reason::BirthdayTooFar);
    check(new(&[(Field::Number, "370202199001011234")]), Field::Number, Reason::CitizenNumber);
    check(new(&[(Field::Number, "13800138000")]), Field::Number, Reason::NotAPseudonym);
    check(new(&[(Field::Number, "lichen")]), Field::Number, Reason::NotAPseudonym);
    check(new(&[(Field::Number, "p-wang0"), (Field::Number, "王1")]), Field::Number, Reason::NotAPseudonym);
    check(row(2, NEXT, "李晨", &[(Field::Adult, "yes")]), Field::Basis, Reason::Required);
    check(row(2, NEXT, "李晨", &[(Field::Basis, "lives")]), Field::Adult, Reason::Required);
    assert_eq!(fault(Row { beyond: true, ..new(&[]) }), (None, Reason::BeyondLastColumn));
}

#[test]
fn a_person_stands_in_a_table_once() {
    let twice = |a: &[(Field, &str)], b: &[(Field, &str)], door: [&str; 4]| {
        let (plan, _) = made(&[row(2, NEXT, "李晨", &with(a)), row(7, door, "李晨", &with(b))]);
        let faults: Vec<_> = plan.faults.iter().map(|f| (f.line, f.field, f.reason, f.earlier)).collect();
        (plan.added.len(), faults)
    };
    let duplicate = |field| (1, vec![(7, Some(field), Reason::Duplicate, Some(2))]);
    assert_eq!(twice(&[], &[], NEXT), duplicate(Field::Name));
    let (one, two) = ([(Field::Number, "n-1")], [(Field::Number, "n-2")]);
    assert_eq!(twice(&one, &one, ["3", "5", "2", "301"]), duplicate(Field::Number));
    assert_eq!(twice(&one, &[], NEXT), duplicate(Field::Name));
    assert_eq!(twice(&one, &two, NEXT), (2, vec![]), "father and son of one name have numbers");
    let phone = [(Field::Phone, "13900139000"), (Field::Consent, "yes")];
    assert_eq!(twice(&phone, &phone, ["3", "5", "2", "301"]), duplicate(Field::Phone));
    assert_eq!(twice(&[], &[], ["3", "5", "2", "301"]), (2, vec![]), "one name, two doors, two people");
}

#[test]
fn a_number_never_gives_somebody_another_persons_name() {
    let mut community = quarter();
    let mut wang = community.person(&"p-wang".into()).unwrap().clone();
    wang.id = "p-w1".into();
    community.put(Record::made(wang));
    let slipped = plan(&community, &[row(2, NEXT, "李晨", &with(&[(Field::Number, "w1")]))], &terms());
    assert_eq!(slipped.faults[0].reason, Reason::OtherName);
    let spelled = plan(&community, &[row(2, WANG, "王秀蓝", &[(Field::Number, "w1")])], &terms());
    assert_eq!(spelled.changed[0].fields, [Field::Name]);
}

#[test]
fn an_eighteenth_birthday_is_kept_until_it_is_two_years_past() {
    let with_birthday = |birthday: &str| {
        let mut community = quarter();
        let mut wang = community.person(&"p-wang".into()).unwrap().clone();
        wang.adult = Adulthood::From(day(birthday));
        community.put(Record::made(wang));
        community
    };
    let says = |community: &Community, word: &str| {
        plan(community, &[row(2, WANG, "王秀兰", &[(Field::Adult, word)])], &terms())
    };
    assert_eq!(says(&with_birthday("2026-06-16"), "yes").faults[0].reason, Reason::NotYetOfAge);
    assert!(says(&with_birthday("2026-06-15"), "yes").is_empty());
    assert!(says(&with_birthday("2026-06-16"), "no").is_empty());
    assert_eq!(says(&with_birthday("2024-06-14"), "yes").changed[0].fields, [Field::Adult]);
}

#[test]
fn the_first_day_of_a_child_is_not_kept_because_it_may_be_a_birth_date() {
    let child = [(Field::Basis, "lives"), (Field::Adult, "no"), (Field::Since, "2020-02-03")];
    let (_, after) = made(&[row(2, NEXT, "李小晨", &child)]);
    let child = after.all_people().find(|p| p.name == "李小晨").unwrap();
    assert_eq!(child.home.as_ref().unwrap().from, today());
    let (_, after) = made(&[row(2, NEXT, "李晨", &with(&[(Field::Since, "2020-02-03")]))]);
    let adult = after.all_people().find(|p| p.name == "李晨").unwrap();
    assert_eq!(adult.home.as_ref().unwrap().from, day("2020-02-03"));
}

#[test]
fn values_are_shown_masked() {
    assert_eq!(mask("王秀兰"), "王**");
    assert_eq!(mask("13800138000"), "138****");
    assert_eq!(mask("370202199001011234"), "3**");
    assert_eq!((mask("王").as_str(), mask("").as_str()), ("**", ""));
    assert!(is_citizen_number("37020219900101123X") && !is_citizen_number("13800138000"));
}

fn any_row() -> impl Strategy<Value = Row> {
    let place = ("(0?[3589]|x)?", "[56]?", "[12]?", "[1-4]?0?[1-3]?", "[1-4]?");
    let person = ("(王|李|王秀兰|\\PC{0,3})?", "(n-[123]|p-wang|\\PC)?", "(1380013800[0-2]|\\PC)?");
    let words = (
        prop_oneof![4 => Just("yes"), 1 => Just("no"), 1 => Just(""), 1 => Just("?")],
        prop_oneof![4 => Just("lives"), 1 => Just("registered"), 1 => Just(""), 1 => Just("?")],
        prop_oneof![4 => Just("yes"), 2 => Just("no"), 1 => Just(""), 1 => Just("2026-07-01"), 1 => Just("2026-01-01")],
        prop_oneof![4 => Just(""), 1 => Just("2020-01-01"), 1 => Just("2027-01-01")],
    );
    (place, person, words).prop_map(|((grid, building, stairwell, door, floor), (name, number, phone), words)| {
        let (consent, basis, adult, since) = words;
        let more = [
            (Field::Floor, floor.as_str()),
            (Field::Number, number.as_str()),
            (Field::Phone, phone.as_str()),
            (Field::Consent, consent),
            (Field::Basis, basis),
            (Field::Adult, adult),
            (Field::Since, since),
        ];
        row(0, [&grid, &building, &stairwell, &door], &name, &more)
    })
}

fn any_table() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec(any_row(), 0..40).prop_map(|mut rows| {
        (2..).zip(&mut rows).for_each(|(line, row)| row.line = line);
        rows
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn any_table_can_be_planned_and_what_it_changed_it_does_not_change_again(
        rows in any_table(), later in any_table(), move_out_missing: bool,
    ) {
        let terms = Terms { move_out_missing, ..terms() };
        let mut community = quarter();
        for (seed, rows) in [("one", &rows), ("two", &later), ("three", &rows)] {
            let first = plan(&community, rows, &Terms { seed, ..terms });
            community = apply(&community, &first);
            let second = plan(&community, rows, &Terms { seed: "again", ..terms });
            prop_assert!(second.is_empty(), "{:?}\n{:?}", first.records, second.records);
            prop_assert_eq!(first.faults.len(), second.faults.len());
            let told = first.added.len() + first.changed.len() + first.moved.len() + first.unchanged;
            let people = rows.iter().filter(|row| !row.cell(Field::Name).is_empty()).count();
            prop_assert!(told <= people);
        }
        // Nobody is ever lost, and the sizes of the grids are true.
        prop_assert!(community.person(&"p-wang".into()).is_some());
        for person in community.all_people() {
            let home = person.home.as_ref().unwrap();
            prop_assert_eq!(&community.household(&home.household).unwrap().grid, &home.grid);
        }
        for grid in community.all_grids() {
            let living = community.all_people().filter_map(|p| p.home.as_ref());
            let living = living.filter(|home| home.grid == grid.id && home.to.is_none()).count();
            prop_assert_eq!(grid.people as usize, living);
        }
    }
}

#[test]
fn only_the_station_hands_in_a_roster() {
    for (role, keeps) in [
        (Role::StationChief, true),
        (Role::CommunityWorker, true),
        (Role::FullTimeGridWorker, false),
        (Role::CommitteeChair, false),
        (Role::SystemAdmin, false),
    ] {
        let mut community = quarter();
        community.put(Record::made(Office {
            id: "o-1".into(),
            person: "p-wang".into(),
            name: "王秀兰".into(),
            role,
            line: None,
            scope: Scope::Community,
            from: day("2026-01-01"),
            to: Some(day("2026-07-01")),
            phone: None,
        }));
        let may = |on: Day| may_import(&community, &"p-wang".into(), on).is_ok();
        assert_eq!((may(today()), may(day("2026-07-01"))), (keeps, false), "{role:?}");
    }
}

#[test]
fn a_plan_is_named_by_all_it_would_do_and_by_its_seed() {
    let made = |name: &str| plan(&quarter(), &[row(2, ["03", "5", "2", "501"], name, NEW)], &terms());
    assert_eq!(made("赵望舒").digest("one"), made("赵望舒").digest("one"));
    assert_ne!(made("赵望舒").digest("one"), made("赵望舒").digest("two"));
    assert_ne!(made("赵望舒").digest("one"), made("赵望远").digest("one"));
}

#[test]
fn a_report_counts_all_and_tells_the_first() {
    let rows: Vec<Row> = (0..120)
        .map(|line| {
            let mut row = Row { line: line + 2, ..Row::default() };
            row.cells[Field::Grid as usize] = "08".into();
            row
        })
        .collect();
    let plan = plan(&quarter(), &rows, &terms());
    let told = report::Report::of(&plan, rows.len(), plan.digest("one"));
    assert_eq!((told.rows, told.bad_rows), (120, 120));
    assert_eq!((told.faults.all as usize, told.faults.first.len()), (plan.faults.len(), report::MOST_FAULTS));
    let text = serde_json::to_string(&told).unwrap();
    assert_eq!(rulebook::json::read::<report::Report>(&text).unwrap(), told);
}
