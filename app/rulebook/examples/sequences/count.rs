//! Rulebook: what the sequences really did. A hundred thousand sequences in which everything is refused would hold
//! every invariant and show nothing.

use crate::walk::Walked;
use rulebook::{Intent, election::ElectionStep, meeting::MeetingStep};
use std::{collections::BTreeSet, fmt};

#[derive(Default)]
pub struct Count {
    sequences: u64,
    taken: u64,
    refused: u64,
    codes: BTreeSet<String>,
    steps: BTreeSet<u8>,
    accepted: u64,
    votes: u64,
    decisions: u64,
    closed: u64,
    declared: u64,
    recalls: u64,
}

impl Count {
    pub fn add(&mut self, walked: &Walked) {
        self.sequences += 1;
        self.refused += walked.refused.len() as u64;
        self.codes.extend(walked.refused.iter().map(rulebook::Refusal::code));
        self.taken += walked.world.ledger.len() as u64;
        for entry in &walked.world.ledger {
            match &entry.act.intent {
                Intent::Meeting { step: MeetingStep::CloseVote { .. }, .. } => self.votes += 1,
                Intent::Election { step: ElectionStep::Declare, .. } => self.declared += 1,
                _ => {}
            }
        }
        let (before, after) = (&walked.start.community, &walked.world.community);
        for topic in after.all_topics() {
            let known = before.topic(&topic.id).map_or(0, |topic| topic.history.len());
            for step in topic.history.iter().skip(known) {
                self.steps.insert(step.t);
                self.accepted += u64::from(step.t == 9);
                self.closed += u64::from(step.t == 39);
            }
        }
        let asked = |community: &rulebook::Community| community.all_recalls().filter(|r| r.settled.is_some()).count();
        self.recalls += asked(after).saturating_sub(asked(before)) as u64;
        self.decisions +=
            after.all_decisions().filter(|decision| before.decision(&decision.id).is_none()).count() as u64;
    }

    /// How often, of what, and how often at least: about half of what chance brings.
    fn rows(&self) -> [(u64, &'static str, u64); 11] {
        let n = self.sequences;
        [
            (n, "sequences", 0),
            (self.taken, "acts taken", 2 * n),
            (self.refused, "acts refused", 20 * n),
            (self.codes.len() as u64, "codes of refusal", 40),
            (self.steps.len() as u64, "kinds of transition", 25),
            (self.accepted, "topics accepted", n / 100),
            (self.votes, "votes counted", n / 30),
            (self.decisions, "decisions made", n / 70),
            (self.closed, "decisions carried out and closed", n / 150),
            (self.declared, "elections declared", n / 150),
            (self.recalls, "recalls settled", n / 300),
        ]
    }

    /// Holds of many sequences, not of one that is looked at alone.
    pub fn is_enough(&self) {
        if self.sequences >= 10_000 {
            for (count, of, least) in self.rows() {
                assert!(count >= least, "too little happened: {count} {of}, of at least {least}");
            }
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows().iter().try_for_each(|(count, of, _)| writeln!(f, "{count} {of}"))
    }
}
