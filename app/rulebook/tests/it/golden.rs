//! The bytes that are written down. Regenerate only when the format is intentionally migrated:
//! what stands here was signed on somebody's phone.

use crate::world::day;
use rulebook::{
    Act, Intent, Millis, Record,
    cosign::Channel,
    hash::{Hash, Opening, enrolment_hash, receipt_hash, six_digits, text_hash},
    places::Household,
    sync::{act_bytes, answer_bytes, request_bytes},
};

fn act() -> Act {
    Act {
        v: 1,
        id: "0190163d-8694-739b-aea5-966c26f8ad91".into(),
        community: "zhanshan-demo".into(),
        device: "dev-1".into(),
        n: 7,
        prev: Hash::zero(),
        actor: "p-03-0123-0".into(),
        at: Millis(1_781_485_200_000),
        seen: 42,
        build: "0.1.0".into(),
        intent: Intent::Cosign {
            topic: "T-0302".into(),
            person: "p-03-0123-0".into(),
            channel: Channel::SelfPhone,
            hash: text_hash("标题", "正文", "g-03 "),
            receipt: receipt_hash("7K3MQ2XA94TD0HRE").unwrap(),
            hand: None,
            read_aloud: true,
            witnesses: vec![],
        },
        openings: vec![],
    }
}

#[test]
fn the_body_of_an_act() {
    let golden = include_str!("golden/act_v1.json").trim_end();
    assert_eq!(serde_json::to_string(&act()).unwrap(), golden);
    assert_eq!(serde_json::from_str::<Act>(golden).unwrap(), act());
}

#[test]
fn a_record() {
    let home = Household {
        id: "hh-03-0123".into(),
        grid: "g-03".into(),
        building: "b-03-05".into(),
        stairwell: 2,
        floor: 4,
        position: 2,
        label: "5号楼2单元402".into(),
    };
    let record = Record { rev: 17, body: home.into() };
    let golden = include_str!("golden/record_v1.json").trim_end();
    assert_eq!(serde_json::to_string(&record).unwrap(), golden);
    assert_eq!(serde_json::from_str::<Record>(golden).unwrap(), record);
}

#[test]
fn what_is_hashed_and_signed() {
    let opening = Opening { field: "name".into(), salt: "c2FsdA".into(), value: "王秀兰".into() };
    let lines = [
        text_hash("标题", "正文", "g-03 ").0,
        receipt_hash("7K3M-Q2XA-94TD-0HRE").unwrap().0,
        enrolment_hash("0123456789ABCDEFGHJKMNPQRS").unwrap().0,
        opening.commitment().0,
        six_digits("offer", "device", "key"),
        Hash::of(&act_bytes("{}")).0,
        Hash::of(&request_bytes("POST", "/api/v1/sync", "00", "n")).0,
        Hash::of(&answer_bytes("c", "00")).0,
        day("2026-06-15").to_string(),
    ];
    assert_eq!(lines.join("\n"), include_str!("golden/hashes_v1.txt").trim_end());
}
