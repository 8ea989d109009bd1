//! Server: one suite for every ledger. `ledger_conformance!(make)` stamps it on a store; `make` gives
//! an empty ledger and whatever must live as long as it (a temporary folder, a database).

use super::{Batch, Chain, Entry, Kept, Quarantined, Row};

/// A batch of one entry with everything it may carry, for tests of stores.
pub fn batch(seq: u64, device: &str, n: u64) -> Batch {
    let digest = format!("{device}-{n}");
    Batch {
        entries: vec![Entry {
            seq,
            at: 1_000 + seq.cast_signed(),
            device: device.into(),
            n,
            act: format!("act-{device}-{n}"),
            digest: digest.clone(),
            body: Some(format!("{{\"n\":{n}}}")),
            sig: "sig".into(),
            verdict: "{\"receipt\":\"accepted\"}".into(),
            changes: "[]".into(),
        }],
        rows: vec![
            Row { kind: "topic".into(), id: format!("t-{n}"), rev: seq, value: "{}".into(), personal: false },
            Row {
                kind: "person".into(),
                id: "p".into(),
                rev: seq,
                value: format!("{{\"rev\":{seq}}}"),
                personal: true,
            },
        ],
        chains: vec![Chain { device: device.into(), n, digest }],
        openings: vec![Kept {
            act: format!("act-{device}-{n}"),
            field: "hand".into(),
            salt: format!("s{n}"),
            value: "1,1 2,2".into(),
        }],
        quarantine: vec![Quarantined {
            digest: "same bytes".into(),
            at: 1_000 + seq.cast_signed(),
            sender: device.into(),
            why: "BAD_SIGNATURE".into(),
            body: "?".into(),
            sig: "?".into(),
        }],
    }
}

/// Stamps the suite on a store.
#[macro_export]
macro_rules! ledger_conformance {
    ($make:expr) => {
        mod conforms {
            #![allow(clippy::unwrap_used, clippy::expect_used)]
            use super::*;
            #[allow(unused_imports)] // the store's own tests may have it already
            use $crate::ledger::Ledger as _;
            use $crate::ledger::{LedgerError, conformance::batch};

            #[test]
            fn an_empty_ledger_stands_at_zero_and_has_an_epoch() {
                let (ledger, _kept) = $make();
                let head = ledger.head().unwrap();
                assert_eq!((head.seq, head.at), (0, 0));
                assert_eq!(head.epoch.len(), 36);
                assert!(ledger.entries(0, 10).unwrap().is_empty());
                assert!(ledger.rows().unwrap().is_empty());
                assert!(ledger.chain("d").unwrap().is_none());
            }

            #[test]
            fn a_batch_is_read_back_as_it_was_given() {
                let (mut ledger, _kept) = $make();
                let given = batch(1, "d", 1);
                ledger.append(&given).unwrap();
                assert_eq!(ledger.entries(1, 10).unwrap(), given.entries);
                assert_eq!(ledger.entry_of("d", 1).unwrap().as_ref(), given.entries.first());
                assert_eq!(ledger.entry_by_act("act-d-1").unwrap().as_ref(), given.entries.first());
                assert_eq!(ledger.time_of(1).unwrap(), Some(given.entries[0].at));
                assert_eq!((ledger.time_of(0).unwrap(), ledger.time_of(u64::MAX).unwrap()), (None, None));
                assert_eq!(ledger.chain("d").unwrap().as_ref(), given.chains.first());
                assert_eq!(ledger.openings(&given.openings[0].act).unwrap(), given.openings);
                assert!(ledger.openings("another act").unwrap().is_empty());
                assert_eq!(ledger.quarantine(10).unwrap(), given.quarantine);
                assert_eq!(ledger.quarantined("same bytes").unwrap().as_ref(), given.quarantine.first());
                assert_eq!(ledger.quarantined("other bytes").unwrap(), None);
                let mut rows = given.rows.clone();
                rows.sort();
                assert_eq!(ledger.rows().unwrap(), rows);
                assert_eq!((ledger.head().unwrap().seq, ledger.head().unwrap().at), (1, 1_001));
            }

            #[test]
            fn a_batch_that_leaves_a_hole_or_comes_late_is_raced_and_changes_nothing() {
                let (mut ledger, _kept) = $make();
                ledger.append(&batch(1, "d", 1)).unwrap();
                for seq in [1, 3] {
                    let error = ledger.append(&batch(seq, "e", 1)).unwrap_err();
                    assert!(matches!(error, LedgerError::Raced { head: 1, first } if first == seq), "{error}");
                }
                assert_eq!(ledger.head().unwrap().seq, 1);
                assert!(ledger.chain("e").unwrap().is_none());
            }

            #[test]
            fn a_counter_used_twice_fails_and_nothing_of_the_batch_stays() {
                let (mut ledger, _kept) = $make();
                ledger.append(&batch(1, "d", 1)).unwrap();
                let mut twice = batch(2, "e", 1);
                twice.entries.push($crate::ledger::Entry { seq: 3, ..batch(3, "d", 1).entries.remove(0) });
                assert!(matches!(ledger.append(&twice), Err(LedgerError::Store(_))));
                assert_eq!(ledger.head().unwrap().seq, 1);
                assert!(ledger.entry_of("e", 1).unwrap().is_none());
                ledger.append(&batch(2, "e", 1)).unwrap();
            }

            #[test]
            fn the_newest_value_of_a_record_stands_and_the_first_entry_of_an_act_is_found() {
                let (mut ledger, _kept) = $make();
                for n in 1..=3 {
                    let mut next = batch(n, "d", n);
                    next.entries[0].act = "one id".into();
                    ledger.append(&next).unwrap();
                }
                let person = ledger.rows().unwrap().into_iter().find(|row| row.kind == "person").unwrap();
                assert_eq!((person.rev, person.value.as_str(), person.personal), (3, "{\"rev\":3}", true));
                assert_eq!(ledger.entry_by_act("one id").unwrap().unwrap().seq, 1);
                assert_eq!(ledger.quarantine(10).unwrap().len(), 1);
                assert_eq!(ledger.quarantine(10).unwrap()[0].at, 1_001);
            }

            #[test]
            fn entries_come_in_order_and_no_more_than_asked_for() {
                let (mut ledger, _kept) = $make();
                for n in 1..=5 {
                    ledger.append(&batch(n, "d", n)).unwrap();
                }
                let seqs = |from, limit| ledger.entries(from, limit).unwrap().iter().map(|e| e.seq).collect::<Vec<_>>();
                assert_eq!(seqs(2, 2), [2, 3]);
                assert_eq!(seqs(4, 10), [4, 5]);
                assert!(seqs(6, 10).is_empty());
            }

            #[test]
            fn the_same_opening_twice_is_kept_once_and_holds_nothing_up() {
                let (mut ledger, _kept) = $make();
                let mut given = batch(1, "d", 1);
                given.openings.push(given.openings[0].clone());
                ledger.append(&given).unwrap();
                assert_eq!(ledger.openings("act-d-1").unwrap(), given.openings[..1]);
            }

            /// What a ledger tells, as lines.
            fn told(ledger: &dyn $crate::ledger::Ledger) -> Vec<String> {
                let mut lines = Vec::new();
                let mut take = |piece| {
                    lines.push(serde_json::to_string(&piece).unwrap());
                    Ok(())
                };
                ledger.each(&mut take).unwrap();
                lines
            }

            #[test]
            fn told_as_a_whole_and_added_to_another_it_tells_the_same() {
                let ((mut ledger, _kept), (mut other, _other_kept)) = ($make(), $make());
                for (seq, device, n) in [(1, "e", 1), (2, "d", 1), (3, "d", 2)] {
                    ledger.append(&batch(seq, device, n)).unwrap();
                }
                let lines = told(&ledger);
                let names: Vec<&str> = lines.iter().map(|line| line.split('"').nth(1).unwrap()).collect();
                let order = "entry entry entry record record personal opening opening opening chain chain quarantine";
                assert_eq!(names.join(" "), order);
                for line in &lines {
                    let mut one = $crate::ledger::Batch::default();
                    one.add(serde_json::from_str(line).unwrap());
                    other.append(&one).unwrap();
                }
                assert_eq!(told(&other), lines);
                assert_eq!(other.rows().unwrap(), ledger.rows().unwrap());
            }

            #[test]
            fn the_first_error_of_whoever_listens_ends_the_telling() {
                let (mut ledger, _kept) = $make();
                ledger.append(&batch(1, "d", 1)).unwrap();
                let mut heard = 0;
                let mut take = |_| {
                    heard += 1;
                    Err(LedgerError::Store("enough".into()))
                };
                assert!(ledger.each(&mut take).is_err());
                assert_eq!(heard, 1);
            }

            #[test]
            fn trying_the_disk_changes_nothing() {
                let (mut ledger, _kept) = $make();
                ledger.append(&batch(1, "d", 1)).unwrap();
                let (lines, before) = (told(&ledger), ledger.head().unwrap());
                ledger.try_disk().unwrap();
                assert_eq!((told(&ledger), ledger.head().unwrap()), (lines, before));
            }

            #[test]
            fn another_epoch_changes_nothing_else() {
                let (mut ledger, _kept) = $make();
                ledger.append(&batch(1, "d", 1)).unwrap();
                let (lines, before) = (told(&ledger), ledger.head().unwrap());
                ledger.begin_epoch("another").unwrap();
                let epoch = "another".to_owned();
                assert_eq!(ledger.head().unwrap(), $crate::ledger::Head { epoch, ..before });
                assert_eq!(told(&ledger), lines);
            }

            #[test]
            fn text_is_kept_byte_for_byte() {
                let (mut ledger, _kept) = $make();
                let mut given = batch(1, "d", 1);
                given.entries[0].body = Some("{ \"title\" : \"小花园 \\u0000 '\\\"\" }\n".into());
                ledger.append(&given).unwrap();
                assert_eq!(ledger.entry_of("d", 1).unwrap().unwrap().body, given.entries[0].body);
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::ledger::MemoryLedger;

    crate::ledger_conformance!(|| (MemoryLedger::default(), ()));
}
