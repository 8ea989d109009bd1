//! Server tests: the real program on a disk that fails at every single call it makes to it, once and lastingly.
//! The way of SQLite's own tests: fail the first, the second, … until a try comes through untouched.

mod failing;
mod scene;

use crate::{
    actor::{Actor, word},
    cast::{li, song},
    program::Program,
};
use failing::Disk;
use rulebook::{Intent, ids::TopicId, sync::Answer, topic::TopicState};
use scene::{Scene, wired};

/// Co-signatures that a topic of one grid needs.
const ENOUGH: usize = 10;

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_at_any_call_of_the_standard_scenario_costs_nobody_an_act_or_a_receipt() {
    let mut scene = Scene::opens();
    let mut song = scene.enrols(&song()).await;
    let mut li = scene.enrols(&li()).await;
    song.pulls().await;
    let topic = TopicId("T-failing-disk".into());
    let draft = Intent::DraftTopic {
        topic: topic.clone(),
        grids: vec![crate::cast::grid_03()],
        courtyard: None,
        title: "修好5号楼的门禁".into(),
        body: "5号楼2单元的门禁坏了两个月，请物业修好，并在楼道里写明报修电话。".into(),
        capacity: rulebook::topic::Capacity::Residents,
        follows: None,
        new_facts: None,
    };
    scene.does(&mut li, draft).await;
    scene.does(&mut li, Intent::OpenCosign { topic: topic.clone() }).await;
    li.pulls().await;
    song.pulls().await;
    let (own, slip) = li.cosign_of(&topic);
    scene.hands_in(&mut li, own).await;
    for person in crate::story::neighbours(&song, ENOUGH) {
        let (at_the_door, _) = song.collects_from(&person, &topic, "1,2 3,4");
        scene.hands_in(&mut song, at_the_door).await;
    }
    scene.withdraws(&slip).await;
    scene.does(&mut li, Intent::SubmitTopic { topic: topic.clone() }).await;
    li.pulls().await;
    assert_eq!((li.topic(&topic).signatures, li.topic(&topic).state), (ENOUGH as u32, TopicState::Submitted));
    scene.holds_together("the standard scenario");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_fails_while_the_log_is_folded_into_the_file_costs_nobody_anything() {
    let mut scene = Scene::opens();
    let mut song = scene.enrols(&song()).await;
    for call in 1..=6 {
        // As many as it takes until SQLite wants to move what it wrote ahead into the main file.
        scene.disk.fails_in_the_main_file(call, if call % 2 == 0 { u64::MAX } else { call + 1 });
        while scene.disk.calls() < call {
            let acts = (0..200).map(|i| song.notes(&i.to_string())).collect();
            scene.takes(song.pushes(acts).await);
        }
        scene.looks_again();
        scene.disk.mends();
    }
    let act = song.notes("路灯");
    scene.takes(song.pushes(vec![act]).await);
    scene.holds_together("folding the log");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_on_the_same_full_disk_does_not_take_the_writer_with_it() {
    let mut scene = Scene::opens();
    let mut song = scene.enrols(&song()).await;
    let act = song.notes("路灯");
    scene.disk.is_full_for_the_log_too();
    for _ in 0..3 {
        assert_eq!(word(&song.pushes(vec![act.clone()]).await[0].verdict), "retry");
        scene.still_reads(&mut song).await;
    }
    scene.disk.mends();
    scene.takes(song.pushes(vec![act]).await);
    scene.holds_together("a log on the same disk");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_a_commit_that_failed_the_act_stands_once_or_not_at_all_until_it_is_sent_again() {
    let mut scene = Scene::opens();
    let mut song = scene.enrols(&song()).await;
    let mut call = 1;
    loop {
        let act = song.notes(&call.to_string());
        scene.disk.fails(call, u64::MAX);
        let first = song.pushes(vec![act.clone()]).await;
        let failed = word(&first[0].verdict) == "retry";
        if !failed {
            scene.takes(first);
        }
        scene.is_killed_and_starts_again();
        song.address = scene.address();
        scene.takes(song.pushes(vec![act]).await);
        if !failed {
            break;
        }
        // Every third: each costs a start, and the last ones, where the commit itself lies, are in any case among them.
        call += 3;
    }
    assert!(call > 3, "nothing ever failed");
    scene.holds_together("killed after a failure");
}

#[tokio::test(flavor = "multi_thread")]
async fn started_on_a_full_disk_it_serves_what_it_has_or_says_why_it_does_not() {
    let mut scene = Scene::opens();
    let mut song = scene.enrols(&song()).await;
    let mut call = 1;
    loop {
        let act = song.notes(&call.to_string());
        let failed = scene.starts_on_a_full_disk(call, &mut song, &act).await;
        scene.takes(song.pushes(vec![act]).await);
        if !failed {
            break;
        }
        call *= 2;
    }
    assert!(call > 1, "nothing ever failed");
    scene.holds_together("started on a full disk");
}

#[test]
fn a_community_founded_on_a_full_disk_is_founded_whole_when_there_is_space() {
    for call in [1, 2, 8, 64] {
        let folder = tempfile::tempdir().unwrap();
        let (disk, log) = (Disk::in_folder(folder.path()), folder.path().join("log"));
        disk.fails(call, u64::MAX);
        let Err(status) = Program::tries_to("demo", folder.path(), &log, &wired(&disk)) else {
            panic!("founded on a full disk, at call {call}");
        };
        assert_eq!(status.code(), Some(1), "it ends by itself, without a panic");
        scene::says_why(folder.path());
        disk.mends();
        Program::tries_to("demo", folder.path(), &log, &wired(&disk)).unwrap().kill();
        let ledger = crate::world::open_ledger(folder.path());
        assert_eq!(server::verify::verify(ledger.as_ref()).unwrap().faults, Vec::<String>::new());
        assert!(ledger.rows().unwrap().len() > 10_000, "the whole community is there");
    }
}
