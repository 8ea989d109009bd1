//! App, tests: the village with a mediation that waits for one side's word, and with a decision that a filing body says is
//! illegal; as they are written down.

use crate::village;
use rulebook::{Body, Community, Day, Record};
use serde_json::{Value, json};

fn with(bodies: Vec<Value>) -> Community {
    let mut community = village::community();
    for body in bodies {
        let body: Body = serde_json::from_value(body).expect("a body as it is written down");
        community.put(Record::made(body));
    }
    community
}

fn day() -> Day {
    village::now().day()
}

/// Called by 王秀兰; 李晨 has not agreed, 宋敏 mediates.
pub fn mediation() -> Community {
    let now = village::now();
    let names = [("p-03-song", "宋敏"), ("p-03-0000-0", "王秀兰"), ("p-03-0001-0", "李晨")];
    let names: Vec<Value> = names.iter().map(|(person, name)| json!({ "person": person, "name": name })).collect();
    with(vec![
        json!({ "meeting": {
            "id": "m", "grid": "g-03", "kind": "mediation_meeting", "regular": false, "urgent": null,
            "place": "居委会小会客室", "starts": now.plus_hours(96), "called": now, "noticed": null,
            "caller": "p-03-0000-0", "report": false, "agenda": [], "chair": null, "recorder": null, "earlier": [],
            "state": "called", "poster": null, "quorum": null, "repeats": null, "second_call": false, "began": null,
            "ended": null, "order": 0, "began_order": 0, "parties": ["p-03-0000-0", "p-03-0001-0"],
            "agreed": ["p-03-0000-0"], "mediator": "p-03-song", "why": null, "charter": 1,
        } }),
        json!({ "mediation": { "id": "m", "names": names, "matter": "楼上漏水，说不拢。", "settled": null } }),
    ])
}

/// T-0307 was adopted and hangs out; the residents' committee objected, and perhaps it was ruled on.
pub fn decision(upheld: Option<bool>) -> Community {
    let now = village::now();
    let stamp = json!({ "at": now, "by": "p-rc" });
    let ruling = upheld.map(|upheld| {
        json!({ "recorded": stamp, "upheld": upheld, "paper": "街办函〔2026〕12号", "reason": "收费没有依据" })
    });
    let ended = (upheld == Some(true)).then_some("illegal");
    with(vec![
        json!({ "office": {
            "id": "o-rc", "person": "p-rc", "name": "钟慧", "role": "rc_chair", "line": null, "scope": "community",
            "from": Day(0), "to": null, "phone": null,
        } }),
        json!({ "decision": {
            "id": "d", "topic": "T-0307", "meeting": null, "vote": null, "hash": "", "adopted": day().plus(-9),
            "base": 19, "yes": 15, "no": 3, "abstain": 1, "displayed": day().plus(-3), "ended": ended,
            "objections": [{ "duty": "filing_rc", "raised": stamp, "reason": "向每户收费", "ruling": ruling }],
        } }),
    ])
}
