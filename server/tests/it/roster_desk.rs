//! Server tests: a roster from the desk's screen, by the station.

use crate::{
    actor::{Actor, Raw, seal},
    cast::{li, persona, song},
    world::World,
};
use encoding_rs::GB18030;
use reqwest::Method;
use rulebook::{
    Intent,
    hash::{Hash, Opening},
    ids::*,
    people::{Adulthood, Basis},
    roster::{
        Field,
        report::Report,
        wire::{TEXT, WORKBOOK},
    },
    sync::{Answer, request_bytes},
};
use server::{
    codec, keys,
    ledger::Entry,
    writer::{Undone, importing::Roster},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

const PATH: &str = "/api/v1/roster";
const HEADINGS: &str = "网格,楼号,单元,房号,姓名,电话,电话同意,居住方式,成年";
const ZHAO: &str = "03,88,1,402,赵望舒,13911112222,是,租住,是";

fn csv(rows: &[&str]) -> Vec<u8> {
    format!("{HEADINGS}\n{}\n", rows.join("\n")).into_bytes()
}

/// 薛佳宁 of the station.
async fn xue(world: &World) -> Actor {
    world.phone_of(&persona("薛佳宁")).await
}

fn report(answer: &Raw) -> Report {
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.json());
    serde_json::from_slice(&answer.body).unwrap()
}

impl Actor {
    async fn looks(&self, file: &[u8]) -> Report {
        report(&self.hands_in(PATH, TEXT, file).await)
    }

    async fn takes(&self, file: &[u8], plan: &Hash) -> Raw {
        self.hands_in(&format!("{PATH}/{plan}"), TEXT, file).await
    }

    /// Somebody new behind the door of Wang, attested by the worker who stands there.
    async fn registers(&mut self, name: &str) -> Answer {
        let household = self.replica.all_people().find_map(|person| {
            let home = person.home.as_ref().filter(|_| person.name == "王秀兰")?;
            Some(home.household.clone())
        });
        let name = seal("name", name);
        let intent = Intent::RegisterPerson {
            person: PersonId(uuid::Uuid::now_v7().to_string()),
            household: household.unwrap(),
            basis: Basis::Lives,
            adult: Adulthood::Attested,
            name: name.commitment(),
        };
        let act = self.makes_with(intent, vec![name]);
        self.pushes(vec![act]).await.remove(0).verdict
    }
}

async fn imports(world: &World) -> Vec<Entry> {
    let of_import = |entry: &Entry| entry.body.as_ref().is_some_and(|body| body.contains("\"intent\":{\"import\""));
    world.entries().await.into_iter().filter(of_import).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_shown_first_and_then_done_as_it_was_shown() {
    let world = World::demo().await;
    let (xue, mut song) = (xue(&world).await, world.phone_of(&song()).await);
    song.pulls().await;
    let bad = "03,88,1,403,孙行之,13933334444 转 8,是,租住,是";
    let file = csv(&[ZHAO, bad]);
    let before = world.entries().await.len();
    let shown = xue.looks(&file).await;
    assert_eq!((shown.rows, shown.added.all, shown.bad_rows, shown.written), (2, 1, 1, false));
    assert_eq!((shown.added.first[0].line, shown.added.first[0].name.as_str()), (Some(2), "赵**"));
    let fault = &shown.faults.first[0];
    assert_eq!((fault.line, fault.field, fault.value.as_str()), (3, Some(Field::Phone), "1**"));
    let text = serde_json::to_string(&shown).unwrap();
    assert!(!text.contains("赵望舒") && !text.contains("孙行之") && !text.contains("139"), "{text}");
    assert_eq!(world.entries().await.len(), before, "looking writes nothing");

    let done = report(&xue.takes(&file, &shown.plan).await);
    assert_eq!(done, Report { written: true, ..shown });
    song.pulls().await;
    let names: Vec<&str> = song.replica.all_people().map(|person| person.name.as_str()).collect();
    assert!(names.contains(&"赵望舒") && !names.contains(&"孙行之"));

    let again = xue.looks(&file).await;
    assert_eq!((again.records, again.added.all, again.unchanged), (0, 0, 1));
    assert!(!report(&xue.takes(&file, &again.plan).await).written, "there is nothing to write");
    assert_eq!(imports(&world).await.len(), 1);
    world.holds_together().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_names_who_did_it_and_keeps_what_they_signed() {
    let world = World::demo().await;
    let xue = xue(&world).await;
    let file = GB18030.encode(&String::from_utf8(csv(&[ZHAO])).unwrap()).0.into_owned();
    let shown = xue.looks(&file).await;
    assert_eq!(shown.added.all, 1);
    report(&xue.takes(&file, &shown.plan).await);
    let entry = imports(&world).await.remove(0);
    let body: serde_json::Value = serde_json::from_str(entry.body.as_ref().unwrap()).unwrap();
    let said = &body["intent"]["import"];
    assert_eq!((&said["by"], &said["device"]), (&xue.person.as_str().into(), &xue.device.as_str().into()));
    assert_eq!(said["plan"], shown.plan.0.as_str());
    let act = entry.act.clone();
    let kept = world.desk().writer.look(move |ledger| ledger.openings(&act)).await.unwrap().remove(0);
    let order = Opening { field: kept.field, salt: kept.salt, value: kept.value };
    assert_eq!(said["order"], order.commitment().0.as_str());
    let order: serde_json::Value = serde_json::from_str(&order.value).unwrap();
    let text = |name: &str| order[name].as_str().unwrap().to_owned();
    assert_eq!((text("path"), text("file")), (format!("{PATH}/{}", shown.plan), codec::sha256_hex(&file)));
    let signed = request_bytes(&text("method"), &text("path"), &text("file"), &text("nonce"));
    let key = world.desk().house.read().community.device(&xue.device).unwrap().key.clone();
    assert!(keys::verifies(&key, &signed, &text("sig")), "anybody can check it with the key of the device");
    let public = format!("{}{}", entry.body.unwrap(), entry.changes);
    for secret in ["赵望舒", "13911112222", &text("file")] {
        assert!(!public.contains(secret), "{secret}");
    }
    world.holds_together().await;
}

#[tokio::test]
async fn whoever_does_not_keep_the_roll_is_refused() {
    let world = World::demo().await;
    let file = csv(&[ZHAO]);
    for person in [li(), song()] {
        let somebody = world.phone_of(&person).await;
        for path in [PATH.to_owned(), format!("{PATH}/{}", Hash::zero())] {
            let answer = somebody.hands_in(&path, TEXT, &file).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "NOT_ENTITLED"), "{person}");
        }
    }
    let unsigned = world.http.post(world.url(PATH)).header("content-type", TEXT).body(file);
    assert_eq!(crate::actor::raw(unsigned).await.code(), "NOT_SIGNED");
}

#[tokio::test]
async fn a_revoked_device_and_a_changed_file_are_refused() {
    let world = World::demo().await;
    let mut xue = xue(&world).await;
    let file = csv(&[ZHAO]);
    let shown = xue.looks(&file).await;
    let path = format!("{PATH}/{}", shown.plan);
    let other = xue.signed(&Method::POST, &path, &file).build().unwrap();
    let mut headers = other.headers().clone();
    headers.insert("content-type", TEXT.parse().unwrap());
    let other = world.http.post(world.url(&path)).headers(headers).body(csv(&[ZHAO, "03,88,1,501,,,,,"]));
    assert_eq!(crate::actor::raw(other).await.code(), "BAD_REQUEST_SIGNATURE");
    let changed = xue.takes(&csv(&[ZHAO, "03,88,1,501,,,,,"]), &shown.plan).await;
    assert_eq!((changed.status.as_u16(), changed.code().as_str()), (409, "ROSTER_CHANGED"));

    let device = xue.device.clone();
    let verdict = xue.does(Intent::RevokeDevice { device }).await;
    assert!(matches!(verdict, Answer::Accepted { .. }), "{verdict:?}");
    for path in [PATH, &path] {
        let answer = xue.hands_in(path, TEXT, &file).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "DEVICE_REVOKED"));
    }
    assert!(imports(&world).await.is_empty());
}

#[tokio::test]
async fn what_is_no_roster_is_said_by_a_code_and_nothing_of_it_is_kept() {
    let world = World::demo().await;
    let xue = xue(&world).await;
    let own = |text: &str| text.as_bytes().to_vec();
    for (file, code) in [
        (Vec::new(), "ROSTER_EMPTY"),
        (own("\u{feff}\r\n \n"), "ROSTER_EMPTY"),
        (own(HEADINGS), "ROSTER_NO_ROWS"),
        (own("name,phone\nLi,13911112222\n"), "ROSTER_NO_HEADINGS"),
        (own(&format!("{HEADINGS},车牌\n{ZHAO},鲁B12345\n")), "ROSTER_UNKNOWN_COLUMNS"),
        (own(&format!("{HEADINGS},身份证号\n{ZHAO},370202199001011234\n")), "ROSTER_REFUSED_COLUMN"),
        (own(&format!("{HEADINGS},手机\n{ZHAO},1\n")), "ROSTER_COLUMN_TWICE"),
        (own("网格,姓名\n03,赵望舒\n"), "ROSTER_MISSING_COLUMNS"),
        (vec![0x81, 0x20, 0xff, 0xff, 0x80], "ROSTER_NOT_TEXT"),
        (vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], "ROSTER_OLD_WORKBOOK"),
    ] {
        let answer = xue.hands_in(PATH, TEXT, &file).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, code));
        let told = answer.json().to_string();
        assert!(["赵望舒", "鲁B12345", "370202", "139"].iter().all(|value| !told.contains(value)), "{told}");
        if code == "ROSTER_UNKNOWN_COLUMNS" {
            assert_eq!(answer.json()["facts"]["names"][0], "车牌");
            assert_eq!(answer.json()["facts"]["may"].as_array().unwrap().len(), Field::ALL.len());
        }
    }
    let broken = xue.hands_in(PATH, WORKBOOK, b"PK\x03\x04 and nothing more").await;
    assert_eq!((broken.status.as_u16(), broken.code().as_str()), (422, "ROSTER_NOT_A_WORKBOOK"));
    let good = xue.hands_in(PATH, WORKBOOK, include_bytes!("rosters/calc.xlsx")).await;
    assert_eq!(report(&good).added.all, 3);
}

#[tokio::test]
async fn a_wrong_media_type_is_415_and_names_the_right_ones() {
    let world = World::demo().await;
    let xue = xue(&world).await;
    let book = include_bytes!("rosters/calc.xlsx").as_slice();
    for (kind, file) in [
        ("application/pdf", csv(&[ZHAO])),
        (rulebook::sync::MEDIA_TYPE, csv(&[ZHAO])),
        (WORKBOOK, csv(&[ZHAO])),
        (TEXT, book.to_vec()),
    ] {
        let answer = xue.hands_in(PATH, kind, &file).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (415, "WRONG_MEDIA_TYPE"), "{kind}");
        assert_eq!(answer.json()["facts"]["expected"], serde_json::json!([TEXT, WORKBOOK]));
    }
}

#[tokio::test]
async fn fifty_megabytes_are_the_most_and_more_is_said_before_it_comes() {
    let world = World::demo().await;
    let xue = xue(&world).await;
    let long = [csv(&[ZHAO]), vec![b'\n'; 800 * 1024]].concat();
    assert_eq!(xue.looks(&long).await.added.all, 1, "more than a batch of acts may have");

    let head = xue.signed(&Method::POST, PATH, b"").build().unwrap();
    let mut text = format!("POST {PATH} HTTP/1.1\r\nhost: chengge\r\nconnection: close\r\ncontent-type: {TEXT}\r\n");
    for name in ["x-chengge-device", "x-chengge-nonce", "x-chengge-sig"] {
        text.push_str(&format!("{name}: {}\r\n", head.headers()[name].to_str().unwrap()));
    }
    text.push_str(&format!("content-length: {}\r\n\r\n", 50 * 1024 * 1024 + 1));
    let mut line = TcpStream::connect(world.address).await.unwrap();
    line.write_all(text.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("\"roster_bytes\":52428800"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_roll_changed_since_it_has_to_be_looked_at_again() {
    let world = World::demo().await;
    let (xue, mut song) = (xue(&world).await, world.phone_of(&song()).await);
    song.pulls().await;
    let file = csv(&["03,5,1,101,赵望舒,,,租住,是"]);
    let shown = xue.looks(&file).await;
    let stale = Roster {
        seq: world.entries().await.len() as u64,
        by: xue.person.clone(),
        device: xue.device.clone(),
        plan: shown.plan.clone(),
        order: seal("order", "{}"),
        records: Vec::new(),
    };
    assert!(matches!(song.registers("钱瑾").await, Answer::Accepted { .. }));
    let answer = xue.takes(&file, &shown.plan).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "ROSTER_CHANGED"));
    // And should it change after the plan was made once more, the writer sees it.
    assert_eq!(world.desk().writer.import(stale).await, Err(Undone::Stale));
    assert!(imports(&world).await.is_empty());

    let shown = xue.looks(&file).await;
    let lead = song.notes("路灯不亮");
    song.pushes(vec![lead]).await;
    assert!(report(&xue.takes(&file, &shown.plan).await).written, "a lead is not about the roll");
    world.holds_together().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_tap_is_once() {
    let world = World::demo().await;
    let xue = xue(&world).await;
    let file = csv(&[ZHAO]);
    let shown = xue.looks(&file).await;
    let (one, two) = tokio::join!(xue.takes(&file, &shown.plan), xue.takes(&file, &shown.plan));
    assert_eq!(report(&one), report(&two));
    assert!(report(&one).written);
    assert_eq!(imports(&world).await.len(), 1);
    world.holds_together().await;
}
