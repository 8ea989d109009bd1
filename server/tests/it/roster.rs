//! Server tests: rosters in, by the program itself, from real files.

use crate::{
    cast::{grid_03, song, wang},
    world::{World, copy_of_the_demo, open_ledger},
};
use encoding_rs::GB18030;
use rulebook::{Community, ids::*, people::Person};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use server::house::record_of;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

const HEADINGS: &str = "网格,楼号,单元,房号,姓名,电话,电话同意,居住方式,成年";
const ZHAO: &str = "03,88,1,402,赵望舒,13911112222,是,租住,是";

/// A data folder with the demo, and files beside it.
struct Office {
    folder: TempDir,
    files: TempDir,
}

struct Out {
    good: bool,
    text: String,
}

impl Office {
    fn open() -> Self {
        Self { folder: copy_of_the_demo(), files: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.files.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn csv(&self, rows: &[&str]) -> PathBuf {
        self.file("roster.csv", format!("{HEADINGS}\n{}\n", rows.join("\n")))
    }

    fn imports(&self, file: &Path, words: &[&str]) -> Out {
        imports(self.folder.path(), file, words)
    }

    /// Imports for good; what the rulebook would say then is nothing.
    fn takes(&self, file: &Path, words: &[&str]) -> Out {
        let words: Vec<&str> = words.iter().copied().chain(["--apply"]).collect();
        let out = self.imports(file, &words);
        assert!(out.good && out.text.contains("Written, in "), "{}", out.text);
        let head = open_ledger(self.folder.path()).head().unwrap();
        let again = self.imports(file, &words);
        assert!(again.good && again.text.contains("Nothing to write"), "{}", again.text);
        assert_eq!(open_ledger(self.folder.path()).head().unwrap(), head, "the same file twice is nothing");
        self.holds_together();
        out
    }

    fn holds_together(&self) {
        let found = server::verify::verify(open_ledger(self.folder.path()).as_ref()).unwrap();
        assert_eq!(found.faults, Vec::<String>::new());
    }

    /// What is refused, in how many words, and that nothing was written.
    fn refuses(&self, name: &str, bytes: impl AsRef<[u8]>, say: &str) {
        let before = open_ledger(self.folder.path()).head().unwrap();
        let out = self.imports(&self.file(name, bytes), &["--apply"]);
        assert!(!out.good && out.text.contains(say), "{name}: {}", out.text);
        assert_eq!(out.text.trim().lines().count(), 1, "one sentence: {}", out.text);
        assert_eq!(open_ledger(self.folder.path()).head().unwrap(), before);
    }

    fn community(&self) -> Community {
        let rows = open_ledger(self.folder.path()).rows().unwrap();
        Community::of(rows.iter().map(|row| record_of(row).unwrap()))
    }

    fn person(&self, name: &str) -> Person {
        let community = self.community();
        let mut people = community.all_people().filter(|person| person.name == name);
        let found = people.next().unwrap_or_else(|| panic!("nobody is called {name}")).clone();
        assert!(people.next().is_none(), "one {name}");
        found
    }
}

fn imports(folder: &Path, file: &Path, words: &[&str]) -> Out {
    let program = Command::new(env!("CARGO_BIN_EXE_server"))
        .arg("import")
        .arg(file)
        .args(words)
        .arg("--data")
        .arg(folder)
        .output()
        .unwrap();
    let text = [program.stdout, program.stderr].concat();
    Out { good: program.status.success(), text: String::from_utf8(text).unwrap() }
}

fn workbook(fill: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book);
    book.save_to_buffer().unwrap()
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let office = Office::open();
    let before = open_ledger(office.folder.path()).head().unwrap();
    let out = office.imports(&office.csv(&[ZHAO]), &[]);
    assert!(out.good, "{}", out.text);
    for told in ["added: 1", "line 2 赵** 88号楼1单元402", "new buildings: 1 (b-03-88)", "new doors: 1", "Say --apply"]
    {
        assert!(out.text.contains(told), "{told}: {}", out.text);
    }
    assert_eq!(open_ledger(office.folder.path()).head().unwrap(), before);
}

#[test]
fn one_roster_is_read_alike_from_every_kind_of_file() {
    let text = format!("{HEADINGS}\r\n{ZHAO}\r\n03,88,1,401,\"钱 瑾\",,,户籍,2027-01-02\r\n");
    let tabs = text.replace(',', "\t");
    let semicolons = format!("湛山社区花名册\n\n{}", text.replace(',', ";"));
    let utf16: Vec<u8> = [0xfeffu16].into_iter().chain(tabs.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let xlsx = workbook(|book| {
        let sheet = book.add_worksheet();
        for (row, line) in (0u32..).zip(text.lines()) {
            for (column, cell) in (0u16..).zip(line.split(',')) {
                sheet.write_string(row, column, cell.trim_matches('"')).unwrap();
            }
        }
    });
    let mut kinds: Vec<(&str, Vec<u8>)> = vec![
        ("utf8.csv", text.clone().into_bytes()),
        ("bom.csv", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("gb18030.csv", GB18030.encode(&text).0.into_owned()),
        ("tabs.txt", tabs.clone().into_bytes()),
        ("gb18030-tabs.csv", GB18030.encode(&tabs).0.into_owned()),
        ("utf16.txt", utf16),
        ("semicolons.csv", semicolons.into_bytes()),
        ("a-workbook-by-another-name.csv", xlsx),
    ];
    let first = kinds.remove(0);
    let office = Office::open();
    office.takes(&office.file(first.0, first.1), &[]);
    let (zhao, qian) = (office.person("赵望舒"), office.person("钱瑾"));
    assert_eq!(zhao.phone.as_deref(), Some("13911112222"));
    assert_eq!((zhao.home.unwrap().grid, qian.phone), (grid_03(), None));
    for (name, bytes) in kinds {
        let again = office.imports(&office.file(name, bytes), &["--apply"]);
        assert!(
            again.text.contains("2 people as they are") && again.text.contains("Nothing to write"),
            "{name}: {}",
            again.text
        );
    }
}

/// Both saved by LibreOffice Calc 7.4 (`soffice --convert-to`), with two letters that GBK does not have.
#[test]
fn what_a_spreadsheet_program_saved_is_read_right() {
    let office = Office::open();
    let text = include_bytes!("rosters/calc-gb18030.csv");
    let out = office.takes(&office.file("roster.csv", text), &[]);
    assert!(out.text.contains("added: 3"), "{}", out.text);
    for (name, phone) in [("赵䶮", Some("13911112222")), ("钱瑾", None), ("孙𠮷", Some("13911113333"))] {
        assert_eq!(office.person(name).phone.as_deref(), phone, "{name}");
    }
    let again = office.imports(&office.file("roster.xlsx", include_bytes!("rosters/calc.xlsx")), &["--apply"]);
    assert!(again.text.contains("3 people as they are") && again.text.contains("Nothing to write"), "{}", again.text);
}

#[test]
fn a_workbook_has_its_columns_in_any_order_and_numbers_and_days_as_such() {
    let office = Office::open();
    let bytes = workbook(|book| {
        book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "请填第二张表").unwrap();
        let sheet = book.add_worksheet().set_name("名册").unwrap();
        let day = Format::new().set_num_format("yyyy-mm-dd");
        for (column, heading) in
            (0u16..).zip(["是否成年", "房号", "入住日期", "姓名", "联系电话", "网格", "楼栋", "人户关系", "电话同意"])
        {
            sheet.write_string(2, column, heading).unwrap();
        }
        sheet.write_string(0, 0, "示范社区花名册").unwrap();
        sheet.write_string(4, 0, "是").unwrap();
        sheet.write_number(4, 1, 1203).unwrap();
        sheet.write_with_format(4, 2, ExcelDateTime::from_ymd(2020, 3, 1).unwrap(), &day).unwrap();
        sheet.write_string(4, 3, "赵　望").unwrap();
        sheet.write_number(4, 4, 13_911_112_222_f64).unwrap();
        sheet.write_number(4, 5, 3).unwrap();
        sheet.write_string(4, 6, "88号楼").unwrap();
        sheet.write_string(4, 7, "人在户不在").unwrap();
        sheet.write_boolean(4, 8, true).unwrap();
    });
    let file = office.file("roster.xlsx", bytes);
    let other = office.imports(&file, &["--sheet", "没有"]);
    assert!(!other.good && other.text.contains("the sheets are: 说明、名册"), "{}", other.text);
    let out = office.takes(&file, &["--sheet", "名册"]);
    assert!(out.text.contains("line 5 赵** 88号楼1单元1203"), "{}", out.text);
    let zhao = office.person("赵望");
    assert_eq!(zhao.phone.as_deref(), Some("13911112222"));
    assert_eq!(zhao.home.unwrap().from.to_string(), "2020-03-01");
}

#[test]
fn somebody_who_moved_is_told_with_both_doors() {
    let office = Office::open();
    office.takes(&office.csv(&[ZHAO]), &[]);
    let before = office.person("赵望舒");
    let moved = office.csv(&[&ZHAO.replace("402", "501"), "03,88,1,402,,,,,"]);
    let out = office.takes(&moved, &[]);
    assert!(out.text.contains("moved between doors: 1"), "{}", out.text);
    assert!(out.text.contains("line 2 赵** 88号楼1单元402 → 88号楼1单元501"), "{}", out.text);
    let after = office.person("赵望舒");
    assert_eq!(after.id, before.id);
    assert_ne!(after.home.unwrap().household, before.home.unwrap().household);
}

#[test]
fn who_is_left_out_stays_unless_asked() {
    let office = Office::open();
    let file = office.csv(&["03,5,1,101,赵望舒,,,租住,是"]);
    let out = office.takes(&file, &[]);
    assert!(out.text.contains("left out, still on the roll: 101"), "{}", out.text);
    let living = |office: &Office| office.community().person(&wang().into()).unwrap().home.clone().unwrap().to;
    assert_eq!(living(&office), None);
    let both = office.imports(&file, &["--apply", "--skip-bad", "--move-out-missing"]);
    assert!(!both.good, "who stands in a bad row would be moved out");
    office.takes(&file, &["--move-out-missing"]);
    assert_eq!(living(&office).unwrap().to_string(), "2026-06-15");
}

#[test]
fn bad_rows_stop_everything_and_are_told_masked() {
    let office = Office::open();
    let raw = ["孙行之", "13933334444", "周知秋", "370202199001011234", "李晨晨", "赵望舒", "13911112222"];
    let file = office.csv(&[
        ZHAO,
        "03,88,1,403,孙行之,13933334444 转 8,是,租住,是",
        "03,88,1,404,周知秋370202199001011234,,,租住,是",
        "03,88,1,四零五,李晨晨,,,自住,是",
        ZHAO,
    ]);
    let before = open_ledger(office.folder.path()).head().unwrap();
    let out = office.imports(&file, &["--apply"]);
    assert!(!out.good && out.text.contains("bad rows: 4"), "{}", out.text);
    for told in [
        "line 3, 电话: 「1**」 is not a phone number",
        "line 4, 姓名: 「周**」 holds something like a citizen id number",
        "line 5, 房号: 「四**」 is not a number",
        "line 5, 居住方式: 「自**」 is not a word of the list",
        "line 6, 姓名: 「赵**」 tells of the same person as an earlier row; take one out, or give both a 人员编号 (line 2)",
    ] {
        assert!(out.text.contains(told), "{told}: {}", out.text);
    }
    assert_eq!(open_ledger(office.folder.path()).head().unwrap(), before);
    let json = office.imports(&file, &["--json", "--skip-bad"]);
    for text in [&out.text, &json.text] {
        assert!(raw.iter().all(|value| !text.contains(value)), "{text}");
    }
    let told: serde_json::Value = serde_json::from_str(&json.text).unwrap();
    assert_eq!((&told["bad_rows"], &told["written"]), (&4.into(), &false.into()));
    assert_eq!(told["faults"][1]["column"], "姓名");
    assert_eq!(told["added"][0]["name"], "赵**");
    office.takes(&file, &["--skip-bad"]);
    assert_eq!(office.person("赵望舒").phone.as_deref(), Some("13911112222"));
}

#[test]
fn only_fifty_bad_rows_are_told_in_words() {
    let office = Office::open();
    let rows: Vec<String> = (0..120).map(|n| format!("08,1,{},101,,,,,", n % 9 + 1)).collect();
    let out = office.imports(&office.csv(&rows.iter().map(String::as_str).collect::<Vec<_>>()), &[]);
    assert!(out.text.contains("bad rows: 120") && out.text.contains("… and 70 more"), "{}", out.text);
    assert_eq!(out.text.matches("names no grid").count(), 50);
}

#[test]
fn what_is_no_roster_is_refused_in_one_sentence() {
    let office = Office::open();
    office.refuses("empty.csv", "", "the file is empty");
    office.refuses("blank.csv", "\u{feff}\r\n \n", "the file is empty");
    office.refuses("headings.csv", HEADINGS, "no rows below them");
    office.refuses("other.csv", "name,phone\nLi,13911112222\n", "no headings were found");
    office.refuses("data.csv", ZHAO, "no headings were found");
    office.refuses("column.csv", format!("{HEADINGS},车牌\n{ZHAO},鲁B\n"), "not columns of a roster: 车牌");
    office.refuses(
        "column.csv",
        format!("{HEADINGS},车牌\n{ZHAO},鲁B\n"),
        "There may be: 网格、楼号、单元、楼层、房号、人员编号",
    );
    office.refuses(
        "id.csv",
        format!("{HEADINGS},身份证号\n{ZHAO},370202199001011234\n"),
        "身份证号 may not be handed in",
    );
    office.refuses(
        "birth.csv",
        format!("{HEADINGS},出生日期\n{ZHAO},1990-01-01\n"),
        "birth dates and ages are never kept",
    );
    office.refuses("party.csv", format!("政治面貌,{HEADINGS}\n党员,{ZHAO}\n"), "never recorded at a door");
    office.refuses("twice.csv", format!("{HEADINGS},手机\n{ZHAO},1\n"), "电话 stands there twice");
    office.refuses("door.csv", "网格,姓名\n03,赵望舒\n", "楼号、房号 are missing");
    office.refuses("nul.csv", format!("{HEADINGS}\n{ZHAO}\0\n"), "neither a workbook nor text");
    office.refuses("noise.csv", [0x81u8, 0x20, 0xff, 0xff, 0x80], "neither a workbook nor text");
    office.refuses("old.xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], "save it as .xlsx");
    office.refuses("roster.xlsx", b"PK\x03\x04 and nothing more", "begins like a workbook and is none");
    let cut = workbook(|book| {
        book.add_worksheet().write_string(0, 0, "网格").unwrap();
    });
    office.refuses("cut.xlsx", &cut[..cut.len() / 2], "begins like a workbook and is none");
    office.refuses(
        "far.xlsx",
        workbook(|book| {
            book.add_worksheet().write_string(1_048_575, 16_383, "x").unwrap();
        }),
        "delete stray cells",
    );
    let large = office.files.path().join("large.csv");
    fs::File::create(&large).unwrap().set_len(51 * 1024 * 1024).unwrap();
    let out = office.imports(&large, &[]);
    assert!(!out.good && out.text.contains("the file is too large (at most 50 MB"), "{}", out.text);
    let gone = office.imports(&office.files.path().join("gone.csv"), &[]);
    assert!(!gone.good && gone.text.contains("the file cannot be read"), "{}", gone.text);
}

#[test]
fn no_name_and_no_phone_stands_in_an_entry() {
    let office = Office::open();
    let rows: Vec<String> =
        (0..1_200).map(|n| format!("03,88,1,{},赵望舒,139{n:08},是,租住,是", 101 + n / 90 * 100 + n % 90)).collect();
    let out = office.takes(&office.csv(&rows.iter().map(String::as_str).collect::<Vec<_>>()), &[]);
    let entries = open_ledger(office.folder.path()).entries(1, usize::MAX >> 1).unwrap();
    let imports: Vec<_> =
        entries.iter().filter(|entry| entry.body.as_ref().is_some_and(|b| b.contains("\"import\""))).collect();
    assert!(out.text.contains(&format!("in {} entries", imports.len())), "{}", out.text);
    assert_eq!(imports.len(), 5, "1,200 people, 1,200 doors, a building and its grid, 500 at a time");
    for entry in imports {
        let all = format!("{}{}", entry.body.as_ref().unwrap(), entry.changes);
        assert!(!all.contains("赵望舒") && !all.contains("13900000"), "{all}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_server_shows_somebody_new_to_the_worker_of_the_grid() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    song.pulls().await;
    let (folder, files) = (world.folder.path().to_owned(), tempfile::tempdir().unwrap());
    let file = files.path().join("roster.csv");
    fs::write(&file, format!("{HEADINGS}\n{ZHAO}\n07,88,1,101,钱瑾,,,租住,是\n")).unwrap();
    let out = tokio::task::spawn_blocking(move || imports(&folder, &file, &["--apply"])).await.unwrap();
    assert!(out.good, "{}", out.text);
    // What happens every minute by itself: the writer looks what time has made due.
    world.desk().writer.tick().await.unwrap();
    song.pulls().await;
    let names: Vec<&str> = song.replica.all_people().map(|person| person.name.as_str()).collect();
    assert!(names.contains(&"赵望舒") && !names.contains(&"钱瑾"));
    let zhao = song.replica.all_people().find(|person| person.name == "赵望舒").unwrap();
    assert_eq!(zhao.phone, None, "a worker sees no phone numbers");
    let door = song.replica.household(&zhao.home.as_ref().unwrap().household).unwrap();
    assert_eq!((door.label.as_str(), &door.building), ("88号楼1单元402", &BuildingId::from("b-03-88")));
    // And the desk goes on writing behind the roster's entries.
    let act = song.notes("一");
    song.pushes(vec![act]).await;
    world.holds_together().await;
}
