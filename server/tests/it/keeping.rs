//! Server tests: what an operator does with a data folder, by the words of the real program.

use crate::{
    cast::{demo, song},
    program::Program,
    world::{World, copy_of_the_demo, open_ledger},
};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// The program with some words over a data folder.
fn server(data: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_server")).args(words).arg("--data").arg(data).output().unwrap()
}

/// What it said, if it did what it was told.
fn done(out: &Output) -> String {
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// What it said, if it would not.
fn refused(out: &Output) -> String {
    assert!(!out.status.success(), "it did: {}", String::from_utf8_lossy(&out.stdout));
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// What lies in a folder, sorted; the lock's file stays wherever one was taken.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "in-use.lock");
    names.sort();
    names
}

fn backup_of(data: &Path, into: &Path) -> PathBuf {
    let said = done(&server(data, &["backup", text(into)]));
    said.lines().next().unwrap().into()
}

/// A demo community in which something was accepted, refused to read, and written by hand.
async fn lived_in() -> TempDir {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    song.pulls().await;
    let acts = vec![song.notes("一"), song.signs("no act".into(), Vec::new()), song.notes("二")];
    song.pushes(acts).await;
    let copy = tempfile::tempdir().unwrap();
    let backup = world.backs_up(copy.path()).await;
    let folder = tempfile::tempdir().unwrap();
    for name in ["ledger.db", "desk.p8", "clock-offset-ms"] {
        fs::copy(backup.join(name), folder.path().join(name)).unwrap();
    }
    world.holds_together().await;
    folder
}

#[test]
fn a_backup_is_put_back_into_an_empty_folder_under_a_new_epoch() {
    let (data, backups, empty) = (copy_of_the_demo(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let backup = backup_of(data.path(), &backups.path().join("kept"));
    assert_eq!(names(&backup), ["backup.json", "clock-offset-ms", "desk.p8", "ledger.db"]);
    for name in names(&backup) {
        assert_eq!(fs::metadata(backup.join(name)).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let said = done(&server(empty.path(), &["restore", text(&backup)]));
    let (old, new) = (open_ledger(data.path()), open_ledger(empty.path()));
    let (old_head, new_head) = (old.head().unwrap(), new.head().unwrap());
    assert_ne!(old_head.epoch, new_head.epoch);
    assert!(said.contains(&new_head.epoch));
    assert_eq!((old_head.seq, old_head.at), (new_head.seq, new_head.at));
    assert_eq!(old.rows().unwrap(), new.rows().unwrap());
    assert_eq!(fs::read(data.path().join("desk.p8")).unwrap(), fs::read(empty.path().join("desk.p8")).unwrap());
    assert!(done(&server(empty.path(), &["verify"])).contains(", 0 faults"));
    assert!(done(&server(empty.path(), &["doctor"])).contains("fit together"));
}

#[test]
fn a_folder_in_use_is_not_restored_over_unless_told_so_and_even_then_nothing_is_lost() {
    let (data, backups) = (copy_of_the_demo(), tempfile::tempdir().unwrap());
    let backup = backup_of(data.path(), backups.path());
    let before = open_ledger(data.path()).head().unwrap();
    let said = refused(&server(data.path(), &["restore", text(&backup)]));
    assert!(said.contains("holds the community zhanshan-demo") && said.contains("--replace"), "{said}");
    assert_eq!(open_ledger(data.path()).head().unwrap(), before);

    done(&server(data.path(), &["restore", "--replace", text(&backup)]));
    assert_ne!(open_ledger(data.path()).head().unwrap().epoch, before.epoch);
    let aside = names(data.path()).into_iter().find(|name| name.starts_with("replaced-")).unwrap();
    assert_eq!(open_ledger(&data.path().join(aside)).head().unwrap(), before);
    assert!(names(data.path()).iter().all(|name| !name.starts_with("unfinished")));
}

#[test]
fn the_key_of_another_community_is_not_overwritten() {
    let (data, backups, other) = (copy_of_the_demo(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let backup = backup_of(data.path(), backups.path());
    server::keys::DeskKey::load_or_make(&other.path().join("desk.p8")).unwrap();
    let before = fs::read(other.path().join("desk.p8")).unwrap();
    assert!(refused(&server(other.path(), &["restore", text(&backup)])).contains("the key of another community"));
    assert_eq!(fs::read(other.path().join("desk.p8")).unwrap(), before);
}

#[test]
fn a_backup_that_was_touched_is_refused_and_leaves_the_folder_as_it_was() {
    let (data, backups) = (copy_of_the_demo(), tempfile::tempdir().unwrap());
    let whole = backup_of(data.path(), backups.path());
    type Touch = fn(&Path);
    let cases: [(&str, Touch, &str); 6] = [
        ("a byte of the ledger", |b| flip(&b.join("ledger.db"), 9_000), "not what the backup wrote"),
        ("the key", |b| flip(&b.join("desk.p8"), 40), "not what the backup wrote"),
        ("cut short", |b| fs::write(b.join("ledger.db"), b"SQLite").unwrap(), "not what the backup wrote"),
        ("a file gone", |b| fs::remove_file(b.join("desk.p8")).unwrap(), "desk.p8"),
        ("no manifest", |b| fs::remove_file(b.join("backup.json")).unwrap(), "no finished backup"),
        ("from the future", |b| replace(&b.join("backup.json"), "\"format\": 1", "\"format\": 2"), "later program"),
    ];
    for (place, (name, touch, says)) in cases.into_iter().enumerate() {
        let empty = tempfile::tempdir().unwrap();
        let backup = backups.path().join(place.to_string());
        fs::create_dir(&backup).unwrap();
        for file in names(&whole) {
            fs::copy(whole.join(&file), backup.join(&file)).unwrap();
        }
        touch(&backup);
        let said = refused(&server(empty.path(), &["restore", text(&backup)]));
        assert!(said.contains(says), "{name}: {said}");
        assert_eq!(names(empty.path()), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_ledger_that_does_not_hold_together_gives_no_backup() {
    let (data, backups) = (copy_of_the_demo(), tempfile::tempdir().unwrap());
    falsify(data.path());
    let said = refused(&server(data.path(), &["backup", text(backups.path())]));
    assert!(said.contains("no backup was made: the ledger has 1 faults"), "{said}");
    assert_eq!(names(backups.path()), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn one_server_on_one_folder_and_everything_else_beside_it() {
    let (data, beside) = (copy_of_the_demo(), tempfile::tempdir().unwrap());
    let backup = backup_of(data.path(), beside.path());
    let program = Program::start(data.path(), &beside.path().join("log"));
    let restore = ["restore", "--replace", text(&backup)];
    for words in [&["serve", "--listen", "127.0.0.1:0"][..], &["demo", "--listen", "127.0.0.1:0"], &restore] {
        let said = refused(&server(data.path(), words));
        assert!(said.contains(text(data.path())) && said.contains("is in use by another server"), "{said}");
        assert_eq!(said.lines().count(), 1);
    }
    let file = beside.path().join("export.jsonl");
    done(&server(data.path(), &["offer", "--person", &song()]));
    done(&server(data.path(), &["verify"]));
    done(&server(data.path(), &["backup", text(&beside.path().join("more"))]));
    done(&server(data.path(), &["export", text(&file)]));
    assert!(done(&server(data.path(), &["doctor"])).contains("a server runs on this folder"));
    // Killed, not stopped: the lock goes with the process.
    program.kill();
    assert!(done(&server(data.path(), &["doctor"])).contains("no server runs on this folder"));
    Program::start(data.path(), &beside.path().join("log")).kill();
}

#[tokio::test]
async fn an_export_taken_in_again_is_exported_as_the_same_bytes() {
    let (data, files, empty) = (lived_in().await, tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (files.path().join("1.jsonl"), files.path().join("2.jsonl"));
    done(&server(data.path(), &["export", text(&first)]));
    assert_eq!(fs::metadata(&first).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(refused(&server(data.path(), &["export", text(&first)])).contains("is there already"));
    let said = done(&server(empty.path(), &["import-ledger", text(&first)]));
    assert!(said.contains("0 faults") && said.contains("put its key into"), "{said}");
    assert_eq!(names(empty.path()), ["ledger.db"]);
    done(&server(empty.path(), &["export", text(&second)]));
    let lines = fs::read_to_string(&first).unwrap();
    assert!(lines == fs::read_to_string(&second).unwrap(), "the two differ");
    for kind in ["entry", "record", "personal", "opening", "chain", "quarantine", "end"] {
        assert!(lines.lines().any(|line| line.starts_with(&format!("{{\"{kind}\":"))), "no {kind}");
    }
    let digest = server::codec::sha256_hex(&lines.as_bytes()[..lines.trim_end().rfind('\n').unwrap() + 1]);
    assert!(lines.lines().last().unwrap().contains(&digest), "anybody can check the digest");

    // Without its key nobody can serve it, and no other is made in its place; with it, it lives on.
    let said = refused(&server(empty.path(), &["serve", "--listen", "127.0.0.1:0"]));
    assert!(said.contains("not its key") && !empty.path().join("desk.p8").exists(), "{said}");
    assert!(refused(&server(empty.path(), &["import-ledger", text(&first)])).contains("holds a community already"));
    fs::copy(data.path().join("desk.p8"), empty.path().join("desk.p8")).unwrap();
    Program::start(empty.path(), &files.path().join("log")).kill();
    assert_eq!(open_ledger(empty.path()).head().unwrap().epoch, open_ledger(data.path()).head().unwrap().epoch);
}

#[test]
fn an_export_goes_through_a_pipe() {
    let (data, empty) = (copy_of_the_demo(), tempfile::tempdir().unwrap());
    fs::copy(data.path().join("desk.p8"), empty.path().join("desk.p8")).unwrap();
    let program = || Command::new(env!("CARGO_BIN_EXE_server"));
    let mut out = program().args(["export", "-", "--data"]).arg(data.path()).stdout(Stdio::piped()).spawn().unwrap();
    let taken = program()
        .args(["import-ledger", "-", "--data"])
        .arg(empty.path())
        .stdin(out.stdout.take().unwrap())
        .output()
        .unwrap();
    assert!(out.wait().unwrap().success());
    assert!(!done(&taken).contains("put its key into"));
    assert_eq!(open_ledger(empty.path()).head().unwrap(), open_ledger(data.path()).head().unwrap());
    assert!(done(&server(empty.path(), &["doctor"])).contains("is the one the ledger names"));
}

#[tokio::test]
async fn an_export_that_was_cut_or_changed_is_refused_and_leaves_nothing() {
    let (data, files) = (lived_in().await, tempfile::tempdir().unwrap());
    let file = files.path().join("export.jsonl");
    done(&server(data.path(), &["export", text(&file)]));
    let whole = fs::read_to_string(&file).unwrap();
    let last = whole.trim_end().rfind('\n').unwrap() + 1;
    // With a digest that fits: only reading it as a ledger can tell.
    let sealed = |lines: &str| {
        let end = server::codec::sha256_hex(lines.as_bytes());
        format!("{lines}{{\"end\":{{\"lines\":{},\"sha256\":\"{end}\"}}}}\n", lines.lines().count())
    };
    assert_eq!(sealed(&whole[..last]), whole, "the test seals as the program does");
    let lines = &whole[..last];
    let more_signatures = lines.replacen("\\\"signatures\\\":7", "\\\"signatures\\\":9", 1);
    assert_ne!(more_signatures, lines);
    let first = lines.find('\n').unwrap() + 1;
    let second = first + lines[first..].find('\n').unwrap() + 1;
    let without_an_entry = format!("{}{}", &lines[..first], &lines[second..]);
    let chain = lines.find("{\"chain\":").unwrap();
    let after = chain + lines[chain..].find('\n').unwrap() + 1;
    let out_of_order = format!("{}{}{}", &lines[..chain], &lines[after..], &lines[chain..after]);
    let cases = [
        ("cut in a line", whole[..whole.len() / 2].to_owned(), "cut off"),
        ("cut between lines", lines.to_owned(), "cut off"),
        ("empty", String::new(), "no export of a ledger"),
        ("a roster", "姓名,网格\n王秀兰,03\n".into(), "no export of a ledger"),
        ("something else in JSON", "{\"name\":1}\n".into(), "no export of a ledger"),
        ("of a later program", whole.replacen("\"chengge_ledger\":1", "\"chengge_ledger\":2", 1), "later program"),
        ("changed", whole.replacen("二", "三", 1), "was changed"),
        ("goes on after its end", format!("{whole}{{}}\n"), "follows the end"),
        ("changed and sealed again", sealed(&more_signatures), "faults"),
        ("an entry left out and sealed again", sealed(&without_an_entry), "does not fit"),
        ("another order and sealed again", sealed(&out_of_order), "not in the order"),
        ("an unknown line, sealed", sealed(&format!("{lines}{{\"photo\":{{}}}}\n")), "not as an export writes it"),
    ];
    for (name, written, says) in cases {
        let empty = tempfile::tempdir().unwrap();
        fs::write(&file, written).unwrap();
        let said = refused(&server(empty.path(), &["import-ledger", text(&file)]));
        assert!(said.contains(says), "{name}: {said}");
        assert!(!said.contains("王秀兰") && !said.contains('三'), "{name} tells what stands in it");
        assert_eq!(names(empty.path()), Vec::<String>::new(), "{name}");
    }
    let stranger = tempfile::tempdir().unwrap();
    server::keys::DeskKey::load_or_make(&stranger.path().join("desk.p8")).unwrap();
    fs::write(&file, whole).unwrap();
    assert!(
        refused(&server(stranger.path(), &["import-ledger", text(&file)])).contains("is not the key of the community")
    );
    assert_eq!(names(stranger.path()), ["desk.p8"]);
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_to_do_and_names_nobody() {
    let healthy = copy_of_the_demo();
    let said = done(&server(healthy.path(), &["doctor"]));
    for word in ["zhanshan-demo", "1, the newest", "people", "devices", "free", "is whole", "no server runs"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains("WRONG"), "{said}");
    for person in demo().personas.iter() {
        assert!(!said.contains(person.zh.name) && !said.contains(person.person.as_str()));
    }
    type Break = fn(&Path);
    let cases: [(Break, &str, &str); 8] = [
        (|data| flip(&data.join("ledger.db"), 0), "cannot be read", "restore --replace"),
        (|data| fs::write(data.join("ledger.db"), b"no ledger at all").unwrap(), "cannot be read", "restore --replace"),
        (falsify, "differ in 1 places", "restore --replace"),
        (|data| fs::remove_file(data.join("desk.p8")).unwrap(), "is missing", "put desk.p8 back"),
        (
            |data| {
                fs::remove_file(data.join("desk.p8")).unwrap();
                server::keys::DeskKey::load_or_make(&data.join("desk.p8")).unwrap();
            },
            "is not the one the ledger names",
            "put desk.p8 back",
        ),
        (
            |data| fs::set_permissions(data.join("desk.p8"), fs::Permissions::from_mode(0o644)).unwrap(),
            "desk.p8 (mode 644)",
            "chmod go= ",
        ),
        (
            |data| fs::set_permissions(data, fs::Permissions::from_mode(0o755)).unwrap(),
            "ledger.db (mode 644)",
            "chmod go= ",
        ),
        (|data| fs::remove_file(data.join("ledger.db")).unwrap(), "no ledger", "--data"),
    ];
    for (breaks, found, todo) in cases {
        let data = copy_of_the_demo();
        breaks(data.path());
        let out = server(data.path(), &["doctor"]);
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert!(said.contains("WRONG  ") && said.contains(found) && said.contains(todo), "{found}: {said}");
    }
    // Zeros in the middle of the file, as a bad disk leaves them.
    let data = copy_of_the_demo();
    let mut bytes = fs::read(data.path().join("ledger.db")).unwrap();
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 8 * 4_096].fill(0);
    fs::write(data.path().join("ledger.db"), bytes).unwrap();
    let out = server(data.path(), &["doctor"]);
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(
        out.status.code() == Some(1) && (said.contains("is damaged in") || said.contains("cannot be read")),
        "{said}"
    );
}

#[test]
fn looking_makes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere");
    for words in [&["doctor"][..], &["verify"], &["export", "-"], &["backup", text(folder.path())]] {
        refused(&server(&nowhere, words));
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

/// Somebody adds two signatures behind the ledger's back.
fn falsify(data: &Path) {
    let db = rusqlite::Connection::open(data.join("ledger.db")).unwrap();
    let more = "UPDATE record SET value = replace(value, '\"signatures\":7', '\"signatures\":9') WHERE id = 'T-0302'";
    assert_eq!(db.execute(more, []).unwrap(), 1);
}

fn flip(file: &Path, place: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[place] ^= 1;
    fs::write(file, bytes).unwrap();
}

fn replace(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from));
    fs::write(file, text.replace(from, to)).unwrap();
}
