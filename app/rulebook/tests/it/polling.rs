//! Properties: whatever people try in an election, in whatever order, the counts are the records, one
//! paper goes to each voter, nobody is seated without an election, and replay is live.

use crate::{polls::*, world::*};
use proptest::prelude::*;
use rulebook::{
    Community, Intent, Kind, Record,
    election::{Composition, ElectionState, ElectionStep as Step, FiledWith, Post, nominate, nominate::Standing},
};
use std::sync::LazyLock;

/// Elections as they may be found: from the roll to the handover.
pub static FOUND: LazyLock<[World; 6]> = LazyLock::new(|| {
    [
        World::with_roll(),
        World::nominating(),
        World::listed(),
        World::polling(),
        World::counted(&clear()),
        World::handed_over(),
    ]
});

/// Something somebody tries: what, who, about whom.
pub type Try = (u8, u8, u8);

pub fn tries() -> impl Strategy<Value = Try> {
    (0..30u8, 0..30u8, 0..12u8)
}

pub fn attempt(world: &mut World, (what, who, whom): Try) {
    let actor = match who {
        0..12 => format!("r{who}"),
        12..20 => "r20".into(),
        20..27 => "r25".into(),
        _ => "officer".into(),
    };
    let person = format!("r{whom}");
    let post = Post::ALL[usize::from(whom % 3)];
    let step = match what {
        0 => Step::SettleRoll,
        1 => Step::OpenNominations,
        2 | 3 => Step::Nominate { person: person.as_str().into(), post, standing: Standing::Voter },
        4 | 5 => Step::Stand { post },
        6 => Step::StepBack,
        7 | 8 => Step::Support { candidate: nominate::key(&"e".into(), &person.as_str().into()) },
        9 => Step::ExtendNominations,
        10 => Step::PublishLists,
        11 => Step::GiveProxy { from: actor.as_str().into(), to: person.as_str().into() },
        12 => Step::OpenPolls,
        13..17 => {
            let _ = world.community.ballot_under_way(world.election()).is_some() && world.takes_paper(&person).is_ok();
            return;
        }
        17 => Step::ClosePolls,
        18 => Step::OpenBoxes,
        19 => Step::EnterTally { found: u32::from(who), void: 0, lines: clear() },
        20 => Step::SignCount,
        21 => Step::Declare,
        22 => Step::ReadOut { composition: Composition::default() },
        23 => Step::Publish { paper: "公告栏".into() },
        24 => Step::File { with: FiledWith::PartyCommittee, file: "1".into() },
        25 => Step::File { with: FiledWith::ResidentsCommittee, file: "2".into() },
        26 => Step::HandOver,
        27 => Step::Resign,
        28 => Step::LeaveBoard { person: person.as_str().into() },
        _ => {
            world.now = world.now.plus_hours(u32::from(whom));
            return;
        }
    };
    let _ = world.poll(&actor, step);
}

pub fn invariants(world: &World) {
    let election = world.election();
    let eligible = world.community.all_voters().filter(|voter| voter.eligible).count();
    assert_eq!(usize::try_from(election.voters).unwrap(), eligible, "the count is the roll");
    for candidate in world.community.all_candidates() {
        let behind =
            world.community.all_backings().filter(|s| s.id.as_str().starts_with(&format!("{}/", candidate.id)));
        assert_eq!(usize::try_from(candidate.support).unwrap(), behind.count(), "the count is the supporters");
        assert!(candidate.place.is_none() || candidate.stands(10), "nobody is listed who does not stand");
    }
    for ballot in world.community.all_secret_ballots() {
        let ticks = world.community.all_handouts().filter(|h| h.ballot == ballot.id).count();
        assert_eq!(usize::try_from(ballot.issued).unwrap(), ticks, "the count is the issue list");
        assert!(ballot.issued <= election.base(), "one paper each");
        let proxies = world.community.all_proxies().filter(|p| p.ballot == ballot.id);
        assert_eq!(usize::try_from(ballot.proxies).unwrap(), proxies.count());
        assert!(ballot.tellers.iter().all(|teller| !ballot.prints(teller)), "no teller stands");
    }
    assert!(election.elected.len() <= usize::try_from(election.seats.total()).unwrap());
    let seated = of_kind(&world.community, Kind::Office).into_iter().filter(|key| key.id.starts_with("e/")).count();
    let expected = if election.state == ElectionState::HandedOver { election.elected.len() } else { 0 };
    assert_eq!(seated, expected, "posts follow from the election");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_counts_are_the_records_and_replay_is_live(
        from in 0..6usize, plan in proptest::collection::vec(tries(), 0..120),
    ) {
        let mut world = FOUND[from].clone();
        let before = world.community.records();
        for what in plan {
            attempt(&mut world, what);
        }
        invariants(&world);
        let mut kept: Vec<Record> = world.community.records();
        kept.sort_by_key(|record| record.rev);
        let mut replayed = Community::of(before);
        for record in kept {
            replayed.put(serde_json::from_str(&serde_json::to_string(&record).unwrap()).unwrap());
        }
        prop_assert_eq!(&replayed, &world.community);
    }

    #[test]
    fn an_act_twice_counts_once(from in 0..6usize, plan in proptest::collection::vec(tries(), 0..30), step in 0..30u8) {
        let mut world = FOUND[from].clone();
        for what in plan {
            attempt(&mut world, what);
        }
        let candidate = nominate::key(&"e".into(), &format!("r{}", step % 12).as_str().into());
        let act = world.act("r9", Intent::Election { election: "e".into(), step: Step::Support { candidate } }, vec![]);
        let _ = world.take(&act);
        let once = world.community.clone();
        let _ = world.take(&act);
        prop_assert_eq!(once.all_backings().count(), world.community.all_backings().count());
        invariants(&world);
    }
}
