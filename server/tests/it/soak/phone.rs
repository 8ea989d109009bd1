//! Server tests: a phone that never rests. Whatever was not acknowledged it sends again, with the very same bytes.

use super::Dice;
use crate::actor::{Actor, word};
use rulebook::sync::{Answer, Envelope};
use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// Most acts in one question.
const BITE: u64 = 12;
/// Most acts, or questions, from one start to the next kill.
const LIFE: u64 = 24;
/// One question in so many asks again what was acknowledged before.
const DOUBTS: u64 = 8;

/// What the phones and the one who kills tell each other.
#[derive(Clone)]
pub struct Round(Arc<Shared>);

struct Shared {
    /// Where the server is; nowhere while it is down.
    address: watch::Sender<Option<SocketAddr>>,
    last: watch::Sender<bool>,
    asked: watch::Sender<u64>,
    acknowledged: watch::Sender<u64>,
    cut_off: watch::Sender<u64>,
}

impl Default for Round {
    fn default() -> Self {
        let none = || watch::Sender::new(0);
        let (address, last) = (watch::Sender::new(None), watch::Sender::new(false));
        Self(Arc::new(Shared { address, last, asked: none(), acknowledged: none(), cut_off: none() }))
    }
}

impl Round {
    pub fn opens(&self, address: SocketAddr) {
        self.0.address.send_replace(Some(address));
    }

    pub fn closes(&self) {
        self.0.address.send_replace(None);
    }

    /// Nobody is killed any more: the phones hand in what they have and stop.
    pub fn ends(&self, address: SocketAddr) {
        self.0.last.send_replace(true);
        self.opens(address);
    }

    pub fn questions(&self) -> u64 {
        *self.0.asked.borrow()
    }

    pub fn cut_off(&self) -> u64 {
        *self.0.cut_off.borrow()
    }

    /// Some acts from now, counted either when a question leaves or when a receipt comes; and then at any point of what
    /// the others are in the middle of, for which no event can be waited: up to three milliseconds, about one push.
    pub async fn until_it_is_worth_a_kill(&self, dice: &mut Dice) {
        let counter = if dice.below(2) == 0 { &self.0.asked } else { &self.0.acknowledged };
        let until = *counter.borrow() + 1 + dice.below(LIFE);
        let _ = counter.subscribe().wait_for(|count| *count >= until).await;
        let fuse = Duration::from_micros(dice.below(3_000));
        let lit = Instant::now();
        while lit.elapsed() < fuse {
            tokio::task::yield_now().await;
        }
    }
}

/// A phone and everything it was told.
pub struct Phone {
    actor: Actor,
    dice: Dice,
    waiting: VecDeque<Envelope>,
    /// What was last acknowledged, to ask for it again.
    before: Vec<Envelope>,
    /// Acts by id, and the place they were acknowledged at.
    pub told: BTreeMap<String, u64>,
}

impl Phone {
    pub fn new(actor: Actor, dice: Dice) -> Self {
        Self { actor, dice, waiting: VecDeque::new(), before: Vec::new(), told: BTreeMap::new() }
    }

    /// Sends until nobody is killed any more and everything is acknowledged.
    pub async fn works(mut self, round: Round) -> Self {
        let mut address = round.0.address.subscribe();
        loop {
            // The borrow must not live on: whoever kills would wait for it.
            let here = *address.wait_for(Option::is_some).await.unwrap();
            let last = *round.0.last.borrow();
            if last && self.waiting.is_empty() {
                return self;
            }
            self.actor.address = here.unwrap();
            let bite = self.bite(last);
            round.0.asked.send_modify(|count| *count += 1);
            match self.actor.tries(&bite).await {
                Some(receipts) => self.hears(receipts, bite, &round),
                None => {
                    round.0.cut_off.send_modify(|count| *count += 1);
                    // Down, or going down. Let whoever kills get on with it.
                    tokio::task::yield_now().await;
                }
            }
        }
    }

    fn bite(&mut self, last: bool) -> Vec<Envelope> {
        if !last && !self.before.is_empty() && self.dice.below(DOUBTS) == 0 {
            return self.before.clone();
        }
        let bite = 1 + self.dice.below(BITE) as usize;
        while !last && self.waiting.len() < bite {
            let act = self.actor.notes("健身角的扭腰器松了");
            self.waiting.push_back(act);
        }
        self.waiting.iter().take(bite).cloned().collect()
    }

    fn hears(&mut self, receipts: Vec<(String, Answer)>, bite: Vec<Envelope>, round: &Round) {
        assert_eq!(receipts.len(), bite.len(), "a receipt for each act");
        for ((id, answer), act) in receipts.into_iter().zip(&bite) {
            let Answer::Accepted { seq } = answer else { panic!("{id}: {}", word(&answer)) };
            if let Some(earlier) = self.told.insert(id.clone(), seq) {
                assert_eq!(earlier, seq, "{id} was acknowledged at another place before");
                continue;
            }
            assert_eq!(self.waiting.pop_front().as_ref(), Some(act));
            round.0.acknowledged.send_modify(|count| *count += 1);
        }
        self.before = bite;
    }
}
