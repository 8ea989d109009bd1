//! Rulebook: where sequences begin. Built once and cloned for each: young and old topics, meetings, decisions and
//! elections, so that what comes late is met as often as what comes early.

use crate::{
    gatherings, outcomes, polling,
    polls::clear,
    world::{World, all_yes},
};
use rulebook::{
    meeting::vote::{Choice, Motion},
    review::Outcome,
};

pub struct Starts {
    pub raising: Vec<World>,
    pub meetings: Vec<World>,
    pub decisions: Vec<World>,
    pub elections: Vec<World>,
}

impl Starts {
    pub fn new() -> Starts {
        let made = |build: fn(&mut World)| {
            let mut world = World::new();
            build(&mut world);
            world
        };
        let raising = vec![
            World::new(),
            made(|world| world.collecting_with("t0", 8)),
            made(|world| world.submitted("t0")),
            made(|world| {
                world.submitted("t0");
                world.review("officer", "t0", Outcome::Accept { major: None }, all_yes(), "理由").unwrap();
            }),
        ];
        let mut moved = gatherings::begun();
        moved.moves("m", "t", Motion::Main).unwrap();
        let mut put = gatherings::begun();
        let vote = put.moves("m", "t", Motion::Main).unwrap();
        put.puts("m", &vote).unwrap();
        let mut cast = put.clone();
        for person in ["chair", "m1", "m2", "m3", "r0"] {
            cast.casts(person, "m", &vote, person, Choice::Yes).unwrap();
        }
        let mut tallied = World::polling();
        tallied.counting(30);
        tallied.tallied(30, 1, &clear());
        let starts = Starts {
            raising,
            meetings: vec![gatherings::begun(), moved, put, cast],
            decisions: (0..4).map(outcomes::begun).collect(),
            elections: polling::FOUND.iter().cloned().chain([tallied]).collect(),
        };
        starts.without_past()
    }

    /// A sequence's ledger begins with the sequence.
    fn without_past(mut self) -> Starts {
        for starts in [&mut self.raising, &mut self.meetings, &mut self.decisions, &mut self.elections] {
            for world in starts {
                world.ledger.clear();
            }
        }
        crate::transitions::take_refused();
        self
    }
}
