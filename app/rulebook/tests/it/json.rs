//! The short way to read JSON reads what the long way reads, and nothing else.

use crate::world::day;
use rulebook::{
    Act, Record, Refusal,
    charter::Keys,
    hash::Opening,
    json,
    round::{HalfDay, LeadDetails, VisitDetails, VisitOutcome, Wishes},
    sync::{Answer, Ask, Hello, Note, Receipt},
};
use serde::de::DeserializeOwned;
use std::fmt::Debug;

fn agrees<T: DeserializeOwned + PartialEq + Debug>(text: &str) {
    let ours: T = json::read(text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert_eq!(ours, serde_json::from_str::<T>(text).unwrap());
}

fn some_refusals() -> Vec<Refusal> {
    vec![
        Refusal::NotResidentOfGrid,
        Refusal::Under18 { from: Some(day("2027-01-31")) },
        Refusal::Under18 { from: None },
        Refusal::NotEnoughSignatures { have: 7, need: 10, moved: vec!["p-03-0001-0".into()] },
        Refusal::TextRequired { max_title: 30, max_body: 2_000 },
    ]
}

#[test]
fn it_agrees_with_serde_json() {
    agrees::<Act>(include_str!("golden/act_v1.json"));
    agrees::<Record>(include_str!("golden/record_v1.json"));
    agrees::<Keys>(&serde_json::to_string(&Keys::default()).unwrap());
    agrees::<Vec<Opening>>(
        r#"[{"field":"name","salt":"s","value":"王\"秀兰\u000a\ud83d\ude00"},{"field":"","salt":"","value":""}]"#,
    );
    for refusal in some_refusals() {
        agrees::<Refusal>(&serde_json::to_string(&refusal).unwrap());
        let verdict = Answer::Refused { seq: u64::MAX, refusal: Note::from(&refusal) };
        agrees::<Receipt>(&serde_json::to_string(&Receipt { id: "a".into(), n: 3, verdict }).unwrap());
    }
    for verdict in [Answer::Accepted { seq: 1 }, Answer::Gap { expected: 9 }, Answer::Retry { after: 5 }] {
        agrees::<Receipt>(&serde_json::to_string(&Receipt { id: "a".into(), n: 3, verdict }).unwrap());
    }
}

#[test]
fn fields_may_stand_in_any_order_and_strangers_are_passed_over() {
    agrees::<Receipt>(r#"{"verdict":{"accepted":{"later":[1,{"x":null}],"seq":1}},"new":{},"n":3,"id":"a"}"#);
}

#[test]
fn what_is_missing_is_none_or_its_default_and_else_an_error() {
    let hello = r#"{"device":"d","protocol":1,"build":"b","pending":0,"clock":5}"#;
    agrees::<Hello>(hello);
    agrees::<Ask>(&format!(r#"{{"hello":{hello}}}"#));
    agrees::<Note>(r#"{"code":"A","clause":"B"}"#);
    for broken in [
        "",
        "{",
        "[]",
        "null",
        "7",
        r#"{"rev":-1}"#,
        r#"{"rev":1}"#,
        r#"{"rev":1.5,"body":{}}"#,
        r#"{"rev":1,"body":{"nothing":{}}}"#,
        r#"{"rev":1,"body":{}}"#,
        r#"[1,{"grid":{}}]"#,
    ] {
        assert!(json::read::<Record>(broken).is_err(), "{broken} was read");
    }
    assert!(json::read::<Note>(r#"{"code":"A","clause":"B","facts":0.5}"#).is_err(), "a float was read");
    assert!(json::read::<Receipt>(r#"{"id":"a","n":3,"verdict":{"gap":{"expected":1},"retry":{"after":1}}}"#).is_err());
}

#[test]
fn a_refusal_comes_back_from_its_note() {
    for refusal in some_refusals() {
        assert_eq!(Note::from(&refusal).known(), Some(refusal));
    }
    let newer = Note { code: "FROM_A_LATER_BUILD".into(), clause: "9".into(), facts: serde_json::Value::Null };
    assert_eq!(newer.known(), None);
}

/// `domain.md` §6.2: nothing is kept of a door but what is on the list.
#[test]
fn a_closed_list_holds_nothing_else() {
    let lead = r#"{"place":"门口","matter":"灯坏了"}"#;
    assert!(json::read_closed::<LeadDetails>(lead).is_ok());
    assert!(json::read_closed::<LeadDetails>(r#"{"place":"门口","matter":"灯坏了","id_card":"3"}"#).is_err());
    let mut visit = serde_json::to_value(VisitDetails {
        household: "hh-03-0001".into(),
        outcome: VisitOutcome::Met,
        day: day("2026-06-15"),
        half: HalfDay::of(600),
        needs: vec![],
        note: String::new(),
        wishes: Some(Wishes::default()),
        safety_reason: String::new(),
    })
    .unwrap();
    assert!(json::read_closed::<VisitDetails>(&visit.to_string()).is_ok());
    visit["wishes"]["party"] = true.into();
    assert!(json::read_closed::<VisitDetails>(&visit.to_string()).is_err());
}

#[test]
fn an_unknown_field_may_hold_anything_and_the_last_word_on_a_field_counts() {
    let text = r#"{"field":"a","new":[1.5,-2,{"e":1e9}],"salt":"s\"","value":"v","field":"b"}"#;
    let opening: Opening = json::read(text).unwrap();
    assert_eq!((opening.field.as_str(), opening.salt.as_str(), opening.value.as_str()), ("b", "s\"", "v"));
    assert!(json::read_closed::<Opening>(text).is_err(), "not where only the list may stand");
}
