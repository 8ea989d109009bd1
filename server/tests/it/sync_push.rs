//! Server tests: acts go up. The cases are those of the sync suite, by number.

use crate::{
    actor::word,
    cast::{fitness_corner, li, song, wang},
    world::World,
};
use reqwest::Method;
use rulebook::{
    Intent, Millis,
    sync::{Answer, Ask, Receipt},
};
use tokio::io::AsyncWriteExt as _;

fn accepted(receipts: &[Receipt]) -> bool {
    receipts.iter().all(|receipt| matches!(receipt.verdict, Answer::Accepted { .. }))
}

fn why(receipt: &Receipt) -> &str {
    word(&receipt.verdict)
}

#[tokio::test]
async fn t01_the_same_push_again_and_twenty_times_at_once_is_one_entry_with_one_receipt() {
    let world = World::demo().await;
    let mut li = world.phone_of(&li()).await;
    li.pulls().await;
    let (act, _) = li.cosign_of(&fitness_corner());
    let first = li.pushes(vec![act.clone()]).await;
    assert!(accepted(&first));
    assert_eq!(li.pushes(vec![act.clone()]).await, first);

    let (again, _) = li.cosign_of(&fitness_corner());
    let ask = Ask { hello: li.hello(1), acts: vec![again], cursor: None, pull: false };
    let body = serde_json::to_vec(&ask).unwrap();
    let sent: Vec<_> = (0..20)
        .map(|_| tokio::spawn(li.signed(&Method::POST, "/api/v1/sync", &body).body(body.clone()).send()))
        .collect();
    let mut answers = Vec::new();
    for answer in sent {
        let reply: rulebook::sync::Reply =
            serde_json::from_slice(&answer.await.unwrap().unwrap().bytes().await.unwrap()).unwrap();
        answers.push(reply.receipts);
    }
    assert!(answers.iter().all(|receipts| *receipts == answers[0]), "{answers:?}");
    assert_eq!(why(&answers[0][0]), "DUPLICATE", "one person, one signature");
    let mine = world.entries().await.into_iter().filter(|entry| entry.device == li.device.as_str()).count();
    assert_eq!(mine, 2);
    world.holds_together().await;
}

#[tokio::test]
async fn t02_the_same_act_id_with_other_bytes_is_set_aside_and_the_first_stands() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let first = song.notes("路灯");
    let kept = song.pushes(vec![first.clone()]).await;
    assert!(accepted(&kept));

    // The same place in the order, other bytes.
    let (n, prev) = (song.n, song.prev.clone());
    song.n = 0;
    song.prev = rulebook::hash::Hash::zero();
    let other = song.notes("长椅");
    assert_eq!(why(&song.pushes(vec![other]).await[0]), "id_reused");
    assert_eq!(song.pushes(vec![first.clone()]).await, kept);

    // The same id in a new place.
    (song.n, song.prev) = (n, prev);
    let mut act: serde_json::Value = serde_json::from_str(&first.body).unwrap();
    act["n"] = 2.into();
    act["prev"] = song.prev.0.clone().into();
    let reused = song.signs(act.to_string(), first.sidecar.clone());
    let next = song.notes("花坛");
    let receipts = song.pushes(vec![reused, next]).await;
    assert_eq!(why(&receipts[0]), "id_reused");
    assert!(accepted(&receipts[1..]), "the next one is not blocked");
    assert_eq!(world.desk().house.read().community.all_leads().filter(|lead| lead.details.matter == "路灯").count(), 1);
    world.holds_together().await;
}

#[tokio::test]
async fn t03_a_push_cut_in_half_leaves_nothing_and_one_without_a_reader_is_found_on_retry() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let acts = vec![song.notes("一"), song.notes("二")];
    let ask = Ask { hello: song.hello(2), acts: acts.clone(), cursor: None, pull: false };
    let body = serde_json::to_vec(&ask).unwrap();
    let request = song.signed(&Method::POST, "/api/v1/sync", &body).build().unwrap();
    let mut head = format!("POST /api/v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in request.headers() {
        head.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    head.push_str("\r\n");

    let before = world.entries().await.len();
    let mut half = tokio::net::TcpStream::connect(world.address).await.unwrap();
    half.write_all(head.as_bytes()).await.unwrap();
    half.write_all(&body[..body.len() / 2]).await.unwrap();
    half.shutdown().await.unwrap();
    drop(half);
    assert_eq!(world.entries().await.len(), before);

    let mut deaf = tokio::net::TcpStream::connect(world.address).await.unwrap();
    deaf.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
    drop(deaf);
    let receipts = song.pushes(acts).await;
    assert!(accepted(&receipts));
    assert_eq!(world.entries().await.len(), before + 2);
    world.holds_together().await;
}

#[tokio::test]
async fn t06_one_two_four_then_three() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let acts: Vec<_> = ["一", "二", "三", "四"].map(|matter| song.notes(matter)).into();
    let receipts = song.pushes(vec![acts[0].clone(), acts[1].clone(), acts[3].clone()]).await;
    assert!(accepted(&receipts[..2]));
    assert_eq!(receipts[2].verdict, Answer::Gap { expected: 3 });
    let receipts = song.pushes(vec![acts[2].clone(), acts[3].clone()]).await;
    assert!(accepted(&receipts));
    song.pulls().await;
    assert_eq!(song.matters().iter().filter(|m| ["一", "二", "三", "四"].contains(&m.as_str())).count(), 4);
    world.holds_together().await;
}

#[tokio::test]
async fn t07_acts_sent_backwards_come_to_the_same_once_each_has_its_turn() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let acts: Vec<_> = ["一", "二", "三"].map(|matter| song.notes(matter)).into();
    let mut left: Vec<_> = acts.into_iter().rev().collect();
    let mut rounds = 0;
    while !left.is_empty() {
        let receipts = song.pushes(left.clone()).await;
        left = left
            .into_iter()
            .zip(receipts)
            .filter(|(_, receipt)| !receipt.verdict.is_final())
            .map(|(act, _)| act)
            .collect();
        rounds += 1;
    }
    assert_eq!(rounds, 3);
    world.holds_together().await;
}

#[tokio::test]
async fn t09_a_wrong_clock_costs_nobody_a_signature() {
    let world = World::demo().await;
    for (person, clock) in [(li(), 0), (wang(), 4_102_444_800_000)] {
        let mut signer = world.phone_of(&person).await;
        signer.pulls().await;
        signer.now = Millis(clock);
        assert!(matches!(signer.cosigns(&fitness_corner()).await, Answer::Accepted { .. }), "clock {clock}");
    }
    let house = world.desk().house.read();
    let signed = house.community.signatures(&fitness_corner()).filter(|signature| signature.clamped).count();
    assert_eq!(signed, 2, "both claims were moved, and it says so");
}

#[tokio::test]
async fn t10_signed_in_time_and_synced_late_follows_the_published_grace() {
    let world = World::demo().await;
    let (mut li, mut wang) = (world.phone_of(&li()).await, world.phone_of(&wang()).await);
    li.pulls().await;
    wang.pulls().await;
    let ends = li.topic(&fitness_corner()).window_ends.unwrap().ends();
    let (in_time, _) = li.cosign_of(&fitness_corner());
    let (too_late, _) = wang.cosign_of(&fitness_corner());
    let past_the_end = ends.0 - world.desk().clock.now().0 + 3_600_000;
    world.desk().clock.advance(past_the_end);
    let receipts = li.pushes(vec![in_time]).await;
    assert!(accepted(&receipts), "{receipts:?}");
    assert_eq!(world.desk().house.read().community.topic(&fitness_corner()).unwrap().in_grace, 1);
    world.desk().clock.advance(4 * 86_400_000);
    assert_eq!(why(&wang.pushes(vec![too_late]).await[0]), "LATE");
    world.holds_together().await;
}

#[tokio::test]
async fn t11_bad_signatures_foreign_devices_and_other_ledgers_are_final_and_leave_their_mates_alone() {
    let world = World::demo().await;
    let (mut song, mut li) = (world.phone_of(&song()).await, world.phone_of(&li()).await);
    li.pulls().await;
    let (of_li, _) = li.cosign_of(&fitness_corner());
    let one = song.notes("一");
    let mut forged = song.notes("二");
    forged.sig = one.sig.clone();
    let three = song.notes("三");
    let mut elsewhere = song.next_act(Intent::SubmitTopic { topic: fitness_corner() });
    elsewhere.community = "another".into();
    let elsewhere = song.signs(serde_json::to_string(&elsewhere).unwrap(), Vec::new());
    let five = song.notes("五");
    let receipts = song.pushes(vec![one, forged, of_li.clone(), three, elsewhere, five]).await;
    let whys: Vec<_> = receipts.iter().map(why).collect();
    assert_eq!(whys, ["accepted", "bad_signature", "foreign_device", "accepted", "foreign_community", "accepted"]);
    assert!(accepted(&li.pushes(vec![of_li]).await), "the owner's own sending counts");
    world.holds_together().await;
}

#[tokio::test]
async fn t11_a_revoked_device_is_answered_act_by_act_and_shown_nothing() {
    let world = World::demo().await;
    let mut li = world.phone_of(&li()).await;
    li.pulls().await;
    let (signed_offline, _) = li.cosign_of(&fitness_corner());
    let mut second = world.phone_of(&crate::cast::li()).await;
    let revoke = Intent::RevokeDevice { device: li.device.clone() };
    assert!(matches!(second.does(revoke).await, Answer::Accepted { .. }));
    let reply = li.asks(vec![signed_offline], true).await.reply();
    assert_eq!(why(&reply.receipts[0]), "DEVICE_NOT_ACTIVE");
    assert!(reply.records.is_empty());
    let answer = li.asks(Vec::new(), true).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "DEVICE_REVOKED"));
    world.holds_together().await;
}

#[tokio::test]
async fn t12_poison_is_set_aside_and_later_acts_go_on() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let one = song.notes("一");
    let with = |song: &mut crate::actor::Actor, change: fn(&mut serde_json::Value)| {
        let mut act = serde_json::to_value(song.next_act(Intent::SubmitTopic { topic: fitness_corner() })).unwrap();
        change(&mut act);
        song.signs(act.to_string(), Vec::new())
    };
    let unknown = with(&mut song, |act| act["intent"] = serde_json::json!({ "teleport": {} }));
    let too_new = with(&mut song, |act| act["v"] = 99.into());
    let garbage = song.signs("\u{0}{{{ no act".into(), Vec::new());
    let broken_chain = with(&mut song, |act| act["prev"] = "f".repeat(64).into());
    let six = song.notes("六");
    let receipts = song.pushes(vec![one, unknown, too_new, garbage, broken_chain, six]).await;
    let whys: Vec<_> = receipts.iter().map(why).collect();
    // The act after the garbage does not chain to it here, so the place of the garbage stays open …
    assert_eq!(whys, ["accepted", "unknown_kind", "too_new", "unreadable", "gap", "gap"]);

    // … while a phone that goes on honestly is never blocked by it.
    let mut song = world.phone_of(&crate::cast::song()).await;
    let (one, garbage, three) = (song.notes("甲"), song.signs("no act".into(), Vec::new()), song.notes("乙"));
    let receipts = song.pushes(vec![one.clone(), garbage.clone(), three.clone()]).await;
    assert_eq!(receipts.iter().map(why).collect::<Vec<_>>(), ["accepted", "unreadable", "accepted"]);
    assert_eq!(song.pushes(vec![one, garbage, three]).await, receipts);
    let four = song.notes("丙");
    assert!(accepted(&song.pushes(vec![four]).await));
    world.holds_together().await;
}

#[tokio::test]
async fn t12_a_value_sent_twice_with_its_act_holds_nobody_up() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let mut one = song.notes("一");
    one.sidecar.push(one.sidecar[0].clone());
    let two = song.notes("二");
    assert!(accepted(&song.pushes(vec![one, two]).await));
    world.holds_together().await;
}

#[tokio::test]
async fn t13_what_is_too_big_is_told_the_limits_and_nothing_of_it_is_taken() {
    let world = World::demo().await;
    let mut song = world.phone_of(&song()).await;
    let before = world.entries().await.len();
    let many: Vec<_> = (0..201).map(|i| song.notes(&i.to_string())).collect();
    let answer = song.asks(many[..201].to_vec(), false).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (413, "TOO_BIG"));
    assert_eq!(answer.json()["facts"]["limits"]["acts"], 200);
    assert_eq!(answer.json()["facts"]["limits"]["batch_bytes"], 512 * 1024);
    let answer = song.posts("/api/v1/sync", &vec![b' '; 2_000_000]).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (413, "TOO_BIG"));
    assert_eq!(world.entries().await.len(), before);
    assert!(accepted(&song.pushes(many[..200].to_vec()).await), "two hundred are not too many");

    (song.n, song.prev) = (200, rulebook::hash::Hash::of(many[199].body.as_bytes()));
    let (large, next) = (song.notes(&"长".repeat(12_000)), song.notes("短"));
    let receipts = song.pushes(vec![large, next]).await;
    assert_eq!(receipts.iter().map(why).collect::<Vec<_>>(), ["too_large", "accepted"]);
    world.holds_together().await;
}
