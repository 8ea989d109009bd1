//! Server tests: the real program, killed in the middle of its work.

use crate::{
    actor::Actor,
    cast::song,
    program::Program,
    world::{copy_of_the_demo, open_ledger},
};
use rulebook::sync::{Answer, Envelope};
use std::{process::Command, time::Duration};

#[tokio::test(flavor = "multi_thread")]
async fn t04_killed_at_random_points_nothing_acknowledged_is_missing_and_nothing_is_twice() {
    let folder = copy_of_the_demo();
    let log = folder.path().join("log");
    let mut program = Program::start(folder.path(), &log);
    let mut song = Actor::enrol_demo(program.address, &song()).await;
    let acts: Vec<Envelope> = (0..1_000).map(|i| song.notes(&format!("无声的金丝雀{i}"))).collect();
    let mut acknowledged = Vec::new();
    let mut waiting = acts.as_slice();
    let mut kills = 0_u64;
    while !waiting.is_empty() {
        let bite = &waiting[..waiting.len().min(20)];
        let pid = program.child.id();
        // Points spread over the life of a push, from before it arrives to after it is answered.
        let fuse = (kills < 12).then(|| Duration::from_millis(3 + kills * 7));
        let lit = fuse.map(|fuse| {
            std::thread::spawn(move || {
                std::thread::sleep(fuse);
                let _ = Command::new("kill").args(["-9", &pid.to_string()]).status();
            })
        });
        if let Some(receipts) = song.tries(bite).await {
            let taken = receipts.iter().take_while(|(_, answer)| matches!(answer, Answer::Accepted { .. })).count();
            acknowledged.extend_from_slice(&receipts[..taken]);
            waiting = &waiting[taken..];
        }
        if let Some(lit) = lit {
            lit.join().unwrap();
            kills += 1;
            program.kill();
            program = Program::start(folder.path(), &log);
            song.address = program.address;
        }
    }
    assert_eq!(kills, 12);
    program.kill();
    let ledger = open_ledger(folder.path());
    let found = server::verify::verify(ledger.as_ref()).unwrap();
    assert_eq!(found.faults, Vec::<String>::new());
    for (id, answer) in acknowledged {
        let entry = ledger.entry_by_act(&id).unwrap().unwrap();
        assert_eq!(serde_json::from_str::<Answer>(&entry.verdict).unwrap(), answer);
    }
    let mine: Vec<u64> =
        ledger.entries(1, 10_000).unwrap().iter().filter(|e| e.device == song.device.as_str()).map(|e| e.n).collect();
    assert_eq!(mine, (1..=1_000).collect::<Vec<_>>(), "every act once, in the device's order");
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("/api/v1/sync"), "the log says which door");
    assert!(
        !said.contains("金丝雀") && !said.contains(song.device.as_str()) && !said.contains(song.person.as_str()),
        "and no more"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn asked_to_stop_it_finishes_what_it_was_doing() {
    let folder = copy_of_the_demo();
    let mut program = Program::start(folder.path(), &folder.path().join("log"));
    let mut song = Actor::enrol_demo(program.address, &song()).await;
    let acts: Vec<Envelope> = (0..200).map(|i| song.notes(&i.to_string())).collect();
    let pid = program.child.id().to_string();
    let (receipts, _) = tokio::join!(song.tries(&acts), async {
        tokio::task::spawn_blocking(move || Command::new("kill").args(["-TERM", &pid]).status()).await
    });
    let ended = tokio::task::spawn_blocking(move || (program.child.wait().unwrap(), program)).await.unwrap().0;
    assert!(ended.success());
    let kept = open_ledger(folder.path())
        .entries(1, 10_000)
        .unwrap()
        .iter()
        .filter(|e| e.device == song.device.as_str())
        .count();
    match receipts {
        Some(receipts) => assert_eq!((receipts.len(), kept), (200, 200)),
        None => assert_eq!(kept, 0, "it came after the door was closed"),
    }
    assert_eq!(server::verify::verify(open_ledger(folder.path()).as_ref()).unwrap().faults, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_a_community_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_server")).args(args).args(["--data"]).arg(folder.path()).output().unwrap()
    };
    let out = run(&["serve"]);
    assert!(!out.status.success());
    assert!(String::from_utf8_lossy(&out.stderr).contains("no community in"));
    let out = run(&["settings", "--enrol-tries", "5"]);
    assert!(String::from_utf8_lossy(&out.stdout).contains("enrol_tries = 5"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_will_not_let_go_does_not_hold_up_the_end() {
    use tokio::io::AsyncWriteExt as _;
    let folder = copy_of_the_demo();
    let mut program = Program::start(folder.path(), &folder.path().join("log"));
    let mut holds = tokio::net::TcpStream::connect(program.address).await.unwrap();
    holds.write_all(b"POST /api/v1/enrol HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n").await.unwrap();
    let _ = Command::new("kill").args(["-TERM", &program.child.id().to_string()]).status();
    let ended = tokio::task::spawn_blocking(move || (program.child.wait().unwrap(), program));
    let ended = tokio::time::timeout(Duration::from_secs(30), ended).await.unwrap().unwrap().0;
    assert!(ended.success());
}
