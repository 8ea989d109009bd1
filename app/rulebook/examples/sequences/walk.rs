//! Rulebook: one sequence, from its number to its records: tries drawn by chance, the invariants, the replay.

use crate::{
    gatherings, laws, outcomes, polling,
    starts::Starts,
    transitions,
    world::{Entry, World},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use rulebook::{Act, Intent, Moment, Refusal, clock, decide, hash::Hash, ids::DESK};
use serde::{Serialize, de::DeserializeOwned};

/// What a sequence came to.
pub struct Walked<'a> {
    pub start: &'a World,
    pub world: World,
    pub refused: Vec<Refusal>,
}

/// Chance, from the number of the sequence alone.
struct Chance {
    runner: TestRunner,
    /// What is taken is printed.
    told: bool,
}

impl Chance {
    fn of(number: u64, told: bool) -> Chance {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&number.to_le_bytes());
        let config = Config { failure_persistence: None, ..Config::default() };
        let runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
        Chance { runner, told }
    }

    fn draw<S: Strategy>(&mut self, strategy: &S) -> S::Value {
        strategy.new_tree(&mut self.runner).unwrap().current()
    }

    fn one_of<'a>(&mut self, worlds: &'a [World]) -> &'a World {
        &worlds[usize::from(self.draw(&(0..u8::try_from(worlds.len()).unwrap())))]
    }
}

/// Sequence i: raising, meetings, decisions and elections take turns. Told, it says what is taken.
pub fn walk(number: u64, starts: &Starts, told: bool) -> Walked<'_> {
    let mut chance = Chance::of(number, told);
    let walked = match number % 4 {
        0 => {
            let start = chance.one_of(&starts.raising);
            from(start, &mut chance, &laws::tries(), |world, what, made| laws::attempt(world, &what, made))
        }
        1 => {
            let start = chance.one_of(&starts.meetings);
            from(start, &mut chance, &gatherings::tries(), |world, what, made| gatherings::attempt(world, &what, made))
        }
        2 => {
            let start = chance.one_of(&starts.decisions);
            from(start, &mut chance, &outcomes::tries(), |world, what, made| outcomes::attempt(world, &what, made))
        }
        _ => {
            let start = chance.one_of(&starts.elections);
            from(start, &mut chance, &polling::tries(), |world, what, _: &mut Vec<()>| polling::attempt(world, what))
        }
    };
    let hold = [laws::invariants, gatherings::invariants, outcomes::invariants, polling::invariants];
    hold[usize::try_from(number % 4).unwrap()](&walked.world);
    walked.replays();
    // Nothing of an election is due by the clock.
    if number % 4 != 3 {
        walked.settles();
    }
    walked
}

fn from<'a, S: Strategy, M>(
    start: &'a World,
    chance: &mut Chance,
    tries: &S,
    attempt: impl Fn(&mut World, S::Value, &mut Vec<M>),
) -> Walked<'a> {
    let (mut world, mut made) = (start.clone(), Vec::new());
    for _ in 0..chance.draw(&(20..=100u8)) {
        let what = chance.draw(tries);
        let known = world.ledger.len();
        attempt(&mut world, what, &mut made);
        if chance.told {
            for Entry { act, now, .. } in &world.ledger[known..] {
                println!("{} {}: {:?}", now.0, act.actor, act.intent);
            }
        }
    }
    Walked { start, world, refused: transitions::take_refused() }
}

impl Walked<'_> {
    /// The records of the ledger put in place again, and its acts decided again at their moments: both through the
    /// text that is kept, both come to what there is.
    fn replays(&self) {
        let mut kept = self.start.community.clone();
        let mut again = self.start.clone();
        for Entry { act, now, records } in &self.world.ledger {
            for record in records {
                kept.put(through_text(record));
            }
            again.now = *now;
            // What travels beside an act is no part of its text.
            let same = Act { openings: through_text(&act.openings), ..through_text(act) };
            assert_eq!(again.take(&same), Ok(()), "taken once, taken again: {act:?}");
            assert_eq!(&again.ledger.last().unwrap().records, records, "decided alike: {act:?}");
        }
        assert!(kept == self.world.community, "the ledger's records are the records");
        assert!(again.community == self.world.community, "the ledger's acts make the records");
    }

    /// Time alone brings everything to rest: whatever the clock asks for the law takes, and it asks for nothing twice.
    fn settles(&self) {
        let mut world = self.world.clone();
        for days in [1, 30, 400] {
            world.now = world.now.plus_hours(24 * days);
            let moment = Moment::at(world.now);
            for again in 0.. {
                let due = clock::due(&world.community, moment);
                if due.is_empty() {
                    break;
                }
                assert!(again < 10, "the clock finds no rest: {due:?}");
                for due in due {
                    let act = world.act(DESK, Intent::Clock { due }, Vec::new());
                    let verdict = decide(&world.community, &act, moment);
                    let records = verdict.unwrap_or_else(|no| panic!("asked for in vain: {:?}, {no:?}", act.intent));
                    records.into_iter().for_each(|record| {
                        world.community.put(record);
                    });
                }
            }
        }
    }

    /// The next link: every record in the order of its key, and every refusal.
    pub fn onto(&self, chain: &Hash) -> Hash {
        let records = serde_json::to_string(&self.world.community.records()).unwrap();
        let refused = serde_json::to_string(&self.refused).unwrap();
        Hash::tagged("chengge/sequences", &[chain.0.as_bytes(), records.as_bytes(), refused.as_bytes()])
    }
}

fn through_text<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}
