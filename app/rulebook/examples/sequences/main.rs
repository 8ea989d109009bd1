//! Rulebook: sequences of acts (随机操作序列) by their numbers, a hundred thousand and more of them (`domain.md` §2.6).
//! Number i alone decides what is tried in sequence i, so whatever goes wrong in it goes wrong again. After each the
//! invariants hold, and its ledger gives the same records when it is replayed. What stands in the records goes into
//! one hash for each thousand: the same program in wasm must come to the same hashes (`.ci/sequences` compares them).
//!
//! Usage: `sequences [FIRST [COUNT]]`. One alone also says which acts it took. `sequences cost`: what acts cost where
//! there is more of everything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "a test that is a program")]

mod cost;
mod count;
mod starts;
mod transitions;
mod walk;

/// The worlds and the tries of the tests; what stands in them as `#[test]` runs there.
macro_rules! shared {
    ($($module:ident $path:literal)*) => {
        $(#[allow(dead_code, unused_imports, reason = "the tests of these files use the rest")]
        #[path = $path]
        mod $module;)*
    };
}

shared! {
    gatherings "../../tests/it/gatherings.rs"
    hall "../../tests/it/hall.rs"
    laws "../../tests/it/laws.rs"
    outcomes "../../tests/it/outcomes.rs"
    polling "../../tests/it/polling.rs"
    polls "../../tests/it/polls.rs"
    works "../../tests/it/works.rs"
    world "../../tests/it/world.rs"
}

use count::Count;
use rulebook::hash::Hash;
use starts::Starts;
use std::{cell::Cell, panic};

/// So many sequences make a line of output.
const BLOCK: u64 = 1_000;

thread_local! {
    static NUMBER: Cell<Option<u64>> = const { Cell::new(None) };
}

fn main() {
    if std::env::args().nth(1).as_deref() == Some("cost") {
        return cost::run();
    }
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let first = arguments.next().unwrap_or(0);
    let count = arguments.next().unwrap_or(100_000);
    name_what_breaks();

    let starts = Starts::new();
    let mut sum = Count::default();
    // Each block begins a chain of its own, and can be walked alone.
    let mut chain = Hash::zero();
    for number in first..first + count {
        NUMBER.set(Some(number));
        let walked = walk::walk(number, &starts, count == 1);
        sum.add(&walked);
        chain = walked.onto(&chain);
        if (number + 1).is_multiple_of(BLOCK) || number + 1 == first + count {
            println!("block {} {chain}", number / BLOCK);
            chain = Hash::zero();
        }
    }
    NUMBER.set(None);
    print!("{sum}");
    sum.is_enough();
}

/// A panic says in which sequence it was, natively and in wasm.
fn name_what_breaks() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        usual(panicked);
        if let Some(number) = NUMBER.get() {
            println!("sequence {number} breaks off; alone: .ci/sequences {number} 1");
        }
    }));
}
