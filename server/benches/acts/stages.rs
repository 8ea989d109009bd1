//! Server bench: where an act's microseconds go. One thread, one step after the other, the same functions the server
//! calls, in batches of 200 as the writer makes them.

use super::{
    Outcome,
    crowd::{Crowd, Letter, Phone},
};
use rulebook::{Millis, Moment, decide, sync::Ask, sync::act_bytes};
use serde_json::{Value, json};
use server::{house::House, keys, run, writer::draft::Draft};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Acts that are followed.
const ACTS: usize = 2_000;
/// Acts in one commit.
const BATCH: usize = 200;
/// Looks at one entry.
const LOOKS: usize = 100;

/// Times of one step each, over all acts.
#[derive(Default)]
struct Spent {
    ask: Duration,
    verify: Duration,
    check: Duration,
    decide: Duration,
    take: Duration,
    commit: Duration,
    show: Duration,
    answer: Duration,
}

/// Microseconds an act, by step.
pub fn of(data: &Path, mut crowd: Crowd) -> Outcome<Value> {
    let mut kept = run::open(data, None)?;
    let mut private = House::load(kept.ledger.as_ref())?;
    let mut shown = private.clone();
    let mut spent = Spent::default();
    let letters = crowd.write(ACTS)?;
    for (phone, letters) in crowd.phones.iter().zip(&letters) {
        for batch in letters.chunks(BATCH) {
            let checked = checked(&mut spent, phone, batch)?;
            let moment = Moment::at(Millis(kept.clock.now().0));
            spent.decide +=
                timed(|| batch.iter().filter(|one| decide(&private.community, one.act(), moment).is_ok()).count()).1;
            let began = Instant::now();
            let mut draft = Draft::new(&mut private, kept.ledger.as_ref(), &kept.key, kept.clock.now());
            let receipts = checked.iter().map(|act| draft.take(&phone.device, act)).collect::<Result<Vec<_>, _>>()?;
            let (entries, records, head) = draft.finish();
            spent.take += began.elapsed();
            let (done, took) = timed(|| kept.ledger.append(&entries));
            done?;
            spent.commit += took;
            private.head = head.clone();
            spent.show += timed(|| shown.put(records, head)).1;
            let receipts: Vec<_> = receipts.into_iter().map(|(receipt, _)| receipt).collect();
            spent.answer += timed(|| serde_json::to_string(&receipts).map(|text| text.len())).1;
        }
    }
    let us = |time: Duration| time.as_secs_f64() * 1e6 / ACTS as f64;
    // The founding entry names every record, some megabytes; whatever is stored next to it is read past it.
    let read = |seq: u64| {
        timed(|| (0..LOOKS).all(|_| kept.ledger.entries(seq, 1).is_ok())).1.as_secs_f64() * 1e6 / LOOKS as f64
    };
    Ok(json!({
        "look at entry 2": read(2),
        "look at the newest entry": read(private.head.seq),
        "read the question": us(spent.ask),
        "verify": us(spent.verify),
        "read the act": us(spent.check.saturating_sub(spent.verify)),
        "decide": us(spent.decide),
        "encode, look up": us(spent.take.saturating_sub(spent.decide)),
        "commit": us(spent.commit),
        "show": us(spent.show),
        "write the receipt": us(spent.answer),
    }))
}

fn checked(spent: &mut Spent, phone: &Phone, batch: &[Letter]) -> Outcome<Vec<server::desk::Checked>> {
    let question = question(batch)?;
    let (ask, took) = timed(|| serde_json::from_slice::<Ask>(question.as_bytes()));
    let ask = ask?;
    spent.ask += took;
    let verifies = |one: &Letter| keys::verifies(&phone.key, &act_bytes(&one.envelope.body), &one.envelope.sig);
    let (good, took) = timed(|| batch.iter().filter(|one| verifies(one)).count());
    assert_eq!(good, batch.len(), "every signature is good");
    spent.verify += took;
    let (checked, took) = timed(|| ask.acts.into_iter().map(|act| phone.checked(act)).collect::<Vec<_>>());
    spent.check += took;
    Ok(checked)
}

fn question(batch: &[Letter]) -> Outcome<String> {
    let acts: Vec<_> = batch.iter().map(|one| &one.envelope).collect();
    let hello = json!({ "device": "d", "protocol": 1, "build": "bench", "pending": 0, "clock": 0 });
    Ok(json!({ "hello": hello, "acts": acts, "cursor": null, "pull": false }).to_string())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let value = work();
    (value, began.elapsed())
}
