//! The phone's memory, tried in a real browser: nothing is called saved that is not, no number is used twice,
//! and no reset reaches the outbox.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use browser::idb::{Handle, StorageError, settled};
use browser::keys;
use browser::locks::{self, Claim};
use browser::outbox::{Composed, Delivery, Outbox, Outcome, Place, Profile};
use browser::replica::{Change, Replica, page_of};
use browser::{blobs, drafts};
use futures_util::future::join;
use rulebook::{Key, Kind};
use serde_json::value::RawValue;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CryptoKeyPair, IdbDatabase, IdbTransactionMode as Mode};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn two_tabs_never_use_a_number_twice() {
    let name = unique("outbox");
    let (left, right) = (Outbox::named(&name), Outbox::named(&name));
    let device = enrolled(&left, "wang").await;
    let tab = async |outbox: &Outbox, who: &str| {
        for i in 0..20 {
            append(outbox, &device, &format!("{who}-{i}")).await.unwrap();
        }
    };
    join(tab(&left, "left"), tab(&right, "right")).await;

    let acts = left.acts(&device).await.unwrap();
    let numbers: Vec<u64> = acts.iter().map(|act| act.n).collect();
    assert_eq!(numbers, (1..=40).collect::<Vec<u64>>());
    let mut head = "0".repeat(64);
    for act in &acts {
        assert!(act.body.contains(&head), "act {} does not follow the one before it", act.n);
        head = hash(&act.body);
    }
    assert_eq!(left.profile(&device).await.unwrap().unwrap().0.head, head);
}

#[wasm_bindgen_test]
async fn t30_an_append_survives_a_connection_that_was_closed_under_it() {
    let name = unique("outbox");
    let outbox = Outbox::named(&name);
    let device = enrolled(&outbox, "wang").await;
    append(&outbox, &device, "a").await.unwrap();
    outbox.close();
    append(&outbox, &device, "b").await.unwrap();
    // What another tab with a newer build does: ask everybody to let go, by deleting or upgrading.
    assert_eq!(Outbox::named(&name).acts(&device).await.unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn t30_a_handle_reopens_after_another_tab_took_the_database_away() {
    let name = unique("mortal");
    let handle = Handle::new(&name, 1, one_store);
    put(&handle, "k", "v").await.unwrap();
    browser::idb::delete_database(&name).await.unwrap();
    put(&handle, "k", "w").await.unwrap();
    let read =
        handle.run(&["s"], Mode::Readonly, async |tx| settled(&tx.object_store("s")?.get(&"k".into())?).await).await;
    assert_eq!(read.unwrap().as_string().as_deref(), Some("w"));
}

#[wasm_bindgen_test]
async fn an_aborted_transaction_is_not_saved() {
    let name = unique("abort");
    let handle = Handle::new(&name, 1, one_store);
    let outcome = handle
        .run(&["s"], Mode::Readwrite, async |tx| {
            settled(&tx.object_store("s")?.put_with_key(&"v".into(), &"k".into())?).await?;
            tx.abort()?;
            Ok(())
        })
        .await;
    assert!(outcome.is_err(), "an aborted transaction was called saved");
    let read =
        handle.run(&["s"], Mode::Readonly, async |tx| settled(&tx.object_store("s")?.get(&"k".into())?).await).await;
    assert!(read.unwrap().is_undefined());
}

#[wasm_bindgen_test]
async fn a_refusing_body_leaves_nothing_behind() {
    let handle = Handle::new(&unique("refuse"), 1, one_store);
    let outcome: Result<(), _> = handle
        .run(&["s"], Mode::Readwrite, async |tx| {
            settled(&tx.object_store("s")?.put_with_key(&"v".into(), &"k".into())?).await?;
            Err(StorageError::Raced)
        })
        .await;
    assert_eq!(outcome, Err(StorageError::Raced));
    let read =
        handle.run(&["s"], Mode::Readonly, async |tx| settled(&tx.object_store("s")?.get(&"k".into())?).await).await;
    assert!(read.unwrap().is_undefined());
}

#[wasm_bindgen_test]
async fn the_key_signs_and_cannot_be_taken_out() {
    let outbox = Outbox::named(&unique("outbox"));
    let device = enrolled(&outbox, "wang").await;
    outbox.close();
    let (_, stored) = outbox.profile(&device).await.unwrap().unwrap();
    let public = keys::public_key(&stored).await.unwrap();
    assert_eq!(keys::from_base64url(&public).unwrap().len(), 65);

    let signature = keys::sign_act(&stored, "{\"n\":1}").await.unwrap();
    assert_eq!(keys::from_base64url(&signature).unwrap().len(), 64);
    assert!(keys::verifies(&public, &signature, b"chengge/act/v1\0{\"n\":1}").await);
    assert!(!keys::verifies(&public, &signature, b"{\"n\":1}").await, "the domain tag is not signed");
    assert!(!keys::verifies(&public, "AAAA", b"chengge/act/v1\0{\"n\":1}").await);

    let private: web_sys::CryptoKey = js_sys::Reflect::get(&stored, &"privateKey".into()).unwrap().into();
    assert!(!private.extractable());
    let subtle = web_sys::window().unwrap().crypto().unwrap().subtle();
    for format in ["pkcs8", "jwk"] {
        let taken = wasm_bindgen_futures::JsFuture::from(subtle.export_key(format, &private).unwrap()).await;
        assert!(taken.is_err(), "the private key came out as {format}");
    }
}

#[wasm_bindgen_test]
fn codes_and_ids_have_their_shape() {
    let code = keys::receipt_code().unwrap();
    assert_eq!(code.len(), 16);
    assert!(code.chars().all(|c| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(c)));
    assert_ne!(code, keys::receipt_code().unwrap());
    let id = keys::uuid7(0x0192_3456_789a).unwrap();
    assert!(id.starts_with("01923456-789a-7"), "{id}");
    assert_eq!(id.len(), 36);
    for bytes in [&b""[..], b"f", b"fo", b"foo", b"\xff\x00\xfe"] {
        assert_eq!(keys::from_base64url(&keys::base64url(bytes)).as_deref(), Some(bytes));
    }
    assert_eq!(keys::base64url(b"\xfb\xff"), "-_8");
}

#[wasm_bindgen_test]
async fn a_page_comes_back_with_its_cursor() {
    let replica = Replica::of(&unique("device"));
    assert_eq!(replica.load().await.unwrap(), (vec![], None));
    let first = [
        put_record("household/g-03", "hh-1", 1),
        put_record("household/g-03", "hh-2", 1),
        put_record("topic/g-03", "t-1", 2),
    ];
    replica.apply(&first, None, "c1").await.unwrap();
    replica.apply(&[put_record("household/g-03", "hh-2", 5)], Some("c1"), "c2").await.unwrap();
    replica.close();

    let (pages, cursor) = replica.load().await.unwrap();
    assert_eq!(cursor.as_deref(), Some("c2"));
    assert_eq!(pages.len(), 2);
    assert!(pages[0].contains(r#""hh-2":{"rev":5}"#) && pages[0].contains(r#""hh-1":{"rev":1}"#), "{}", pages[0]);
    assert!(replica.bytes().await.unwrap() > 20);
}

#[wasm_bindgen_test]
async fn a_record_that_leaves_is_gone_and_its_empty_page_too() {
    let replica = Replica::of(&unique("device"));
    let both = [put_record("household/g-03", "hh-1", 1), put_record("topic/g-03", "t-1", 2)];
    replica.apply(&both, None, "c1").await.unwrap();
    let leave = [Change { page: "household/g-03".into(), key: "hh-1".into(), record: None }];
    replica.apply(&leave, Some("c1"), "c2").await.unwrap();
    let (pages, _) = replica.load().await.unwrap();
    assert_eq!(pages, [r#"{"t-1":{"rev":2}}"#]);
}

#[wasm_bindgen_test]
async fn a_record_keeps_its_page_for_life() {
    let page = |k, id: &str| page_of(&Key { k, id: id.into() });
    assert_eq!(page(Kind::Household, "hh-03-0123"), "household/03");
    assert_eq!(page(Kind::Person, "p-07-0001-0"), "person/07");
    assert_eq!(page(Kind::Cosign, "01923456-789a-7bcd-8000-00000000000f"), "cosign/f");
    assert_eq!(page(Kind::Topic, "T-0302"), "topic/2");
    assert_eq!(page(Kind::Quarter, ""), "community/");
}

#[wasm_bindgen_test]
async fn a_page_for_another_cursor_changes_nothing() {
    let replica = Replica::of(&unique("device"));
    replica.apply(&[put_record("topic/g-03", "t-1", 1)], None, "c1").await.unwrap();
    let late = replica.apply(&[put_record("topic/g-03", "t-1", 9)], None, "c9").await;
    assert_eq!(late, Err(StorageError::Raced));
    let (pages, cursor) = replica.load().await.unwrap();
    assert_eq!((pages[0].as_str(), cursor.as_deref()), (r#"{"t-1":{"rev":1}}"#, Some("c1")));
    // The same page once more (its answer was lost) is no error.
    replica.apply(&[put_record("topic/g-03", "t-1", 1)], None, "c1").await.unwrap();
}

#[wasm_bindgen_test]
async fn a_reset_leaves_the_outbox_and_the_drafts_alone() {
    let outbox = Outbox::named(&unique("outbox"));
    let device = enrolled(&outbox, "wang").await;
    append(&outbox, &device, "a").await.unwrap();
    drafts::keep(&device, "d-1", "还没写完").await.unwrap();
    let replica = Replica::of(&device);
    replica.apply(&[put_record("topic/g-03", "t-1", 1)], None, "c1").await.unwrap();

    replica.reset().await.unwrap();
    assert_eq!(replica.load().await.unwrap(), (vec![], None));
    replica.remove().await.unwrap();
    assert_eq!(outbox.acts(&device).await.unwrap().len(), 1);
    assert_eq!(drafts::find(&device, "d-1").await.unwrap().as_deref(), Some("还没写完"));
    drafts::drop(&device, "d-1").await.unwrap();
    assert_eq!(drafts::find(&device, "d-1").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn two_people_on_one_phone_do_not_meet() {
    let outbox = Outbox::named(&unique("outbox"));
    let (wang, li) = (enrolled(&outbox, "wang").await, enrolled(&outbox, "li").await);
    append(&outbox, &wang, "a").await.unwrap();
    append(&outbox, &wang, "b").await.unwrap();
    append(&outbox, &li, "c").await.unwrap();
    assert_eq!(outbox.acts(&wang).await.unwrap().len(), 2);
    assert_eq!(outbox.acts(&li).await.unwrap().iter().map(|act| act.n).collect::<Vec<_>>(), [1]);
    let key = async |device: &str| keys::public_key(&outbox.profile(device).await.unwrap().unwrap().1).await.unwrap();
    assert_ne!(key(&wang).await, key(&li).await);
    assert_eq!(outbox.profiles().await.unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn only_a_receipt_moves_an_act() {
    let outbox = Outbox::named(&unique("outbox"));
    let device = enrolled(&outbox, "wang").await;
    for name in ["a", "b", "c"] {
        append(&outbox, &device, name).await.unwrap();
    }
    // Nothing accepted: nothing may be tidied, however old.
    assert_eq!(outbox.tidy(&device, i64::MAX).await.unwrap(), 0);
    let outcomes = [said("a", 1, Delivery::Accepted), said("b", 2, Delivery::Refused), said("c", 3, Delivery::Pending)];
    outbox.settle(&device, &outcomes).await.unwrap();
    // A receipt for another act under the same number is not believed.
    outbox.settle(&device, &[said("x", 3, Delivery::Accepted)]).await.unwrap();
    let states: Vec<Delivery> = outbox.acts(&device).await.unwrap().iter().map(|act| act.state).collect();
    assert_eq!(states, [Delivery::Accepted, Delivery::Refused, Delivery::Pending]);
    assert!(outbox.receipt("a").await.unwrap().is_some());
    assert!(outbox.receipt("c").await.unwrap().is_none());

    assert_eq!(outbox.offer_again(&device).await.unwrap(), 2);
    outbox.settle(&device, &outcomes).await.unwrap();
    assert_eq!(outbox.tidy(&device, 0).await.unwrap(), 0);
    assert_eq!(outbox.tidy(&device, i64::MAX).await.unwrap(), 1);
    assert!(outbox.receipt("a").await.unwrap().is_some());
    assert_eq!(outbox.acts(&device).await.unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn a_batch_of_receipts_is_stored_whole_and_what_came_since_is_read_by_its_number() {
    let name = unique("outbox");
    let outbox = Outbox::named(&name);
    let device = enrolled(&outbox, "wang").await;
    for n in 1..=30 {
        append(&outbox, &device, &format!("a{n}")).await.unwrap();
    }
    // Not all of them, and one that is not there: acts in between stay as they are.
    let mut outcomes: Vec<Outcome> =
        (5..=20).filter(|n| *n != 9).map(|n| said(&format!("a{n}"), n, Delivery::Accepted)).collect();
    outcomes.push(said("a99", 99, Delivery::Accepted));
    outbox.settle(&device, &outcomes).await.unwrap();
    outbox.close();
    for act in outbox.acts(&device).await.unwrap() {
        let settled = (5..=20).contains(&act.n) && act.n != 9;
        assert_eq!(act.state == Delivery::Accepted, settled, "act {}", act.n);
        assert_eq!(act.receipt.is_some(), settled, "act {}", act.n);
        assert_eq!(outbox.receipt(&act.id).await.unwrap().is_some(), settled, "act {}", act.n);
    }
    assert!(outbox.receipt("a99").await.unwrap().is_none());
    outbox.settle(&device, &[]).await.unwrap();

    let since = async |n| outbox.acts_after(&device, n).await.unwrap().iter().map(|act| act.n).collect::<Vec<u64>>();
    assert!(since(30).await.is_empty());
    append(&Outbox::named(&name), &device, "a31").await.unwrap();
    assert_eq!(since(30).await, [31]);
    assert_eq!(since(28).await, [29, 30, 31]);
}

#[wasm_bindgen_test]
async fn a_noted_contact_never_moves_the_counter() {
    let outbox = Outbox::named(&unique("outbox"));
    let device = enrolled(&outbox, "wang").await;
    append(&outbox, &device, "a").await.unwrap();
    let note = outbox.note(&device, |profile| {
        profile.contact_at = 7;
        profile.n = 0;
    });
    note.await.unwrap();
    let (profile, keys) = outbox.profile(&device).await.unwrap().unwrap();
    assert_eq!((profile.contact_at, profile.n), (7, 1));
    // Enrolling again under the same device id does not start the chain anew.
    outbox.enrol(&Profile { n: 0, ..profile }, &keys).await.unwrap();
    assert_eq!(outbox.profile(&device).await.unwrap().unwrap().0.n, 1);
}

#[wasm_bindgen_test]
async fn one_tab_holds_the_lock_until_it_lets_go() {
    let name = unique("lock");
    let held = locks::claim(&name).await;
    assert!(matches!(held, Claim::Held(_)));
    assert!(matches!(locks::claim(&name).await, Claim::Busy));
    assert!(matches!(locks::claim(&unique("lock")).await, Claim::Held(_)), "another device's lock is another lock");
    drop(held);
    // Letting go is a promise of the browser's; it is kept within a turn or two.
    for _ in 0..100 {
        if let Claim::Held(_) = locks::claim(&name).await {
            return;
        }
    }
    panic!("the lock was never let go");
}

#[wasm_bindgen_test]
async fn blobs_come_back() {
    blobs::keep("ab", &[1, 2, 3]).await.unwrap();
    assert_eq!(blobs::find("ab").await.unwrap(), Some(vec![1, 2, 3]));
    assert_eq!(blobs::find("cd").await.unwrap(), None);
}

fn unique(what: &str) -> String {
    format!("test-{what}-{}", keys::receipt_code().unwrap())
}

async fn enrolled(outbox: &Outbox, person: &str) -> String {
    let pair: CryptoKeyPair = keys::generate().await.unwrap();
    let device = unique(person);
    let profile = Profile {
        device: device.clone(),
        person: person.to_owned(),
        community: "zs".to_owned(),
        server_key: String::new(),
        n: 0,
        head: "0".repeat(64),
        ..Profile::default()
    };
    outbox.enrol(&profile, &pair).await.unwrap();
    device
}

async fn append(outbox: &Outbox, device: &str, id: &str) -> Result<browser::outbox::StoredAct, StorageError> {
    let compose = async |place: Place| {
        Ok(Composed {
            id: id.to_owned(),
            body: format!("{{\"n\":{},\"prev\":\"{}\",\"id\":\"{id}\"}}", place.n, place.prev),
            sig: String::new(),
            sidecar: "[]".to_owned(),
            at: 1_000,
            draft: None,
            slip: None,
        })
    };
    outbox.append(device, compose).await
}

fn hash(body: &str) -> String {
    keys::digest(body)
}

fn said(id: &str, n: u64, state: Delivery) -> Outcome {
    Outcome { id: id.to_owned(), n, state, receipt: format!("{{\"id\":\"{id}\"}}") }
}

fn put_record(page: &str, key: &str, rev: u64) -> Change<'static> {
    let text = RawValue::from_string(format!("{{\"rev\":{rev}}}")).unwrap();
    Change { page: page.to_owned(), key: key.to_owned(), record: Some(Box::leak(text)) }
}

fn one_store(database: &IdbDatabase) -> Result<(), JsValue> {
    database.create_object_store("s").map(|_| ())
}

async fn put(handle: &Handle, key: &str, value: &str) -> Result<(), StorageError> {
    handle
        .run(&["s"], Mode::Readwrite, async |tx| {
            settled(&tx.object_store("s")?.put_with_key(&value.into(), &key.into())?).await.map(|_| ())
        })
        .await
}
