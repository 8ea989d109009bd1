//! Server tests: records come down. The cases are those of the sync suite, by number.

use crate::{
    actor::Actor,
    cast::{fitness_corner, grid_03, li, song},
    world::World,
};
use rulebook::{
    Intent, Record, Sight, Viewer, seen_by,
    sync::{Answer, Cursor, Reset},
};
use server::codec;

/// What the server would show this person today, sorted.
fn all_that_is_theirs(world: &World, person: &Actor) -> Vec<Record> {
    let house = world.desk().house.read();
    let viewer = Viewer::of(&house.community, &person.person, world.desk().clock.now().day());
    let seen =
        house.community.records().into_iter().filter_map(|record| match seen_by(&record, &viewer, &house.community) {
            Sight::Seen(record) => Some(record),
            Sight::Leave | Sight::Hidden => None,
        });
    sorted(seen.collect())
}

fn sorted(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_key(Record::key);
    records
}

#[tokio::test]
async fn t16_pages_leave_no_gap_and_repeat_nothing() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let (mut pages, mut count) = (0, 0);
    loop {
        let reply = song.asks(Vec::new(), true).await.reply();
        assert!(reply.records.len() <= 1_000);
        pages += 1;
        count += reply.records.len();
        let more = reply.more;
        song.keeps(reply);
        if !more {
            break;
        }
    }
    assert!(pages > 1, "a worker's replica is more than one page");
    assert_eq!(count, song.replica.len(), "nothing came twice");
    assert_eq!(sorted(song.records()), all_that_is_theirs(&world, &song));
    assert_eq!(song.pulls().await, 0, "and then there is nothing new");
    let act = song.notes("一");
    song.pushes(vec![act]).await;
    assert_eq!(song.pulls().await, 1, "one record changed, one record comes");
}

#[tokio::test]
async fn t16_a_full_page_and_one_more() {
    // 997 … 1,003 new records around the page's edge of 1,000 (or its 256 KiB), pulled from one cursor.
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    song.pulls().await;
    let (cursor, before) = (song.cursor.clone(), song.replica.clone());
    let mut sent = 0;
    for upto in [1, 199, 200, 997, 1_000, 1_001, 1_003] {
        while sent < upto {
            let batch = (upto - sent).min(200);
            let acts = (0..batch).map(|i| song.notes(&format!("{}", sent + i))).collect();
            song.pushes(acts).await;
            sent += batch;
        }
        (song.cursor, song.replica) = (cursor.clone(), before.clone());
        assert_eq!(song.pulls().await, upto);
        assert_eq!(song.replica.len(), before.len() + upto);
    }
}

#[tokio::test]
async fn t17_a_reader_never_skips_what_many_write_at_once() {
    let world = World::demo().await;
    let mut reader = world.phone_of(&li()).await;
    reader.pulls().await;
    let before = reader.matters().len();
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let address = world.address;
            tokio::spawn(async move {
                let mut song = Actor::enrol_demo(address, &song()).await;
                for i in 0..5 {
                    let act = song.notes(&format!("{writer}-{i}"));
                    song.pushes(vec![act]).await;
                }
            })
        })
        .collect();
    while writers.iter().any(|writer| !writer.is_finished()) {
        reader.pulls().await;
    }
    for writer in writers {
        writer.await.unwrap();
    }
    reader.pulls().await;
    assert_eq!(reader.matters().len(), before + 80);
    assert_eq!(sorted(reader.records()), all_that_is_theirs(&world, &reader));
    world.holds_together().await;
}

#[tokio::test]
async fn t18_a_cursor_that_cannot_go_on_is_told_so_and_starts_from_nothing() {
    let world = World::demo().await;
    let mut li = world.phone_of(&li()).await;
    li.pulls().await;
    let good: Cursor = serde_json::from_slice(&codec::from_base64(li.cursor.as_ref().unwrap()).unwrap()).unwrap();
    let write = |cursor: &Cursor| codec::to_base64(&serde_json::to_vec(cursor).unwrap());
    let cases = [
        ("garbage", "%%%".to_owned(), Reset::Cursor),
        ("no cursor of ours", codec::to_base64(b"{}"), Reset::Cursor),
        ("another community's", write(&Cursor { community: "another".into(), ..good.clone() }), Reset::Cursor),
        ("from the future", write(&Cursor { rev: 1 << 40, ..good.clone() }), Reset::Cursor),
        ("of an older life of the ledger", write(&Cursor { epoch: "older".into(), ..good.clone() }), Reset::Epoch),
        ("of another scope", write(&Cursor { scope: "other".into(), ..good }), Reset::Scope),
    ];
    for (name, cursor, reset) in cases {
        li.cursor = Some(cursor);
        let reply = li.asks(Vec::new(), true).await.reply();
        assert_eq!(reply.reset, Some(reset), "{name}");
        li.keeps(reply);
        li.pulls().await;
        assert_eq!(sorted(li.records()), all_that_is_theirs(&world, &li), "{name}");
    }
}

#[tokio::test]
async fn t20_who_moves_away_lets_go_of_the_grid_and_never_hears_of_it_again() {
    let world = World::demo().await;
    let (mut song, mut li) = (world.phone_of(&song()).await, world.phone_of(&li()).await);
    let act = song.notes("之前");
    song.pushes(vec![act]).await;
    li.pulls().await;
    assert!(li.matters().contains(&"之前".to_owned()));
    let today = world.desk().clock.now().day();
    let gone = Intent::MoveOut { person: li.person.clone(), on: today };
    assert!(matches!(song.does(gone).await, Answer::Accepted { .. }));
    li.pulls().await;
    assert_eq!(li.resets, [Reset::Scope]);
    assert!(li.matters().is_empty());
    let act = song.notes("之后");
    song.pushes(vec![act]).await;
    li.pulls().await;
    assert!(li.matters().is_empty());
    assert!(li.replica.all_households().next().is_none());
    assert_eq!(sorted(li.records()), all_that_is_theirs(&world, &li));
}

#[tokio::test]
async fn push_needs_no_pull_and_pull_no_push() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let act = song.notes("一");
    let reply = song.asks(vec![act], false).await.reply();
    assert!(matches!(reply.receipts[0].verdict, Answer::Accepted { .. }));
    assert!(reply.records.is_empty() && reply.cursor.is_none());
    let act = song.notes("二");
    let reply = song.asks(vec![act], true).await.reply();
    assert!(matches!(reply.receipts[0].verdict, Answer::Accepted { .. }));
    assert!(!reply.records.is_empty());
    assert_eq!((reply.limits.acts, reply.limits.batch_bytes, reply.limits.act_bytes), (200, 512 * 1024, 32 * 1024));
}

#[tokio::test]
async fn a_signature_on_one_phone_is_seen_on_the_next() {
    let world = World::demo().await;
    let (mut song, mut li) = (world.phone_of(&song()).await, world.phone_of(&li()).await);
    song.pulls().await;
    li.pulls().await;
    let before = song.topic(&fitness_corner()).signatures;
    assert!(matches!(li.cosigns(&fitness_corner()).await, Answer::Accepted { .. }));
    song.pulls().await;
    assert_eq!(song.topic(&fitness_corner()).signatures, before + 1);
    assert_eq!(song.topic(&fitness_corner()).grids, [grid_03()]);
}
