//! Properties: whatever people try in an election, in whatever order, the counts are the records, one
//! paper goes to each voter, nobody is seated without an election or recalled without a vote, and replay is live.

use crate::{polls::*, world::*};
use proptest::prelude::*;
use rulebook::{
    Community, Intent, Kind, Record,
    election::{
        Composition, ElectionState, ElectionStep as Step, FiledWith, Post, SecretBallot,
        count::Line,
        nominate::{self, Standing},
        recall::How,
    },
};
use std::sync::LazyLock;

/// Elections as they may be found: from the roll to the handover, and on to the vote on a recall.
pub static FOUND: LazyLock<[World; 9]> = LazyLock::new(|| {
    let mut recalling = World::recall_ready(30);
    recalling.polls_open();
    let mut tallied = recalling.clone();
    tallied.counting(16);
    tallied.tallied(16, 0, &[line(Post::Member, "r5", 9, 7)]);
    [
        World::with_roll(),
        World::nominating(),
        World::listed(),
        World::polling(),
        World::counted(&clear()),
        World::demanded(),
        World::handed_over(),
        recalling,
        tallied,
    ]
});

/// Something somebody tries: what, who, about whom.
pub type Try = (u8, u8, u8);

pub fn tries() -> impl Strategy<Value = Try> {
    (0..36u8, 0..30u8, 0..12u8)
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
        19 => Step::EnterTally { found: u32::from(who), void: 0, lines: marks(world, who) },
        20 => Step::SignCount,
        21 => Step::Declare,
        22 => Step::ReadOut { composition: Composition::default() },
        23 => Step::Publish { paper: "公告栏".into() },
        24 => Step::File { with: FiledWith::PartyCommittee, file: "1".into() },
        25 => Step::File { with: FiledWith::ResidentsCommittee, file: "2".into() },
        26 => Step::HandOver,
        27 => {
            let _ = world.of_term(&actor, Step::Resign);
            return;
        }
        30 => {
            let _ = world.asks_for_recall(&actor, &person);
            return;
        }
        31 | 32 => {
            let _ = world.backs_recall(&actor, &person);
            return;
        }
        33 => {
            let _ = world.answers_recall(&person, &person);
            return;
        }
        34 => {
            let _ = world.announces_recall(&actor, announce_recall());
            return;
        }
        28 => Step::LeaveBoard { person: person.as_str().into() },
        _ => {
            world.now = world.now.plus_hours(u32::from(whom));
            return;
        }
    };
    let _ = world.poll(&actor, step);
}

/// What a teller may have counted: the usual marks, or those of a recall.
fn marks(world: &World, who: u8) -> Vec<Line> {
    let votes_on = |ballot: &SecretBallot| ballot.contests.first().and_then(|contest| contest.people.first()).cloned();
    let ballot = world.community.ballot_under_way(world.election());
    match (&world.election().recall, ballot.and_then(votes_on)) {
        (Some(question), Some(person)) => vec![Line { post: question.post, person, yes: u32::from(who), no: 0 }],
        _ => clear(),
    }
}

pub fn invariants(world: &World) {
    let election = world.election();
    let eligible = world.community.all_voters().filter(|voter| voter.eligible && voter.election == election.id).count();
    assert_eq!(usize::try_from(election.voters).unwrap(), eligible, "the count is the roll");
    for candidate in world.community.all_candidates() {
        let behind =
            world.community.all_backings().filter(|s| s.id.as_str().starts_with(&format!("{}/", candidate.id)));
        assert_eq!(usize::try_from(candidate.support).unwrap(), behind.count(), "the count is the supporters");
        assert!(candidate.place.is_none() || candidate.stands(10), "nobody is listed who does not stand");
    }
    for demand in world.community.all_recalls() {
        let cause = nominate::Cause::Recall(demand.id.clone());
        let behind = world.community.all_backings().filter(|backing| backing.cause == cause).count();
        assert_eq!(usize::try_from(demand.support).unwrap(), behind, "the count is the names behind it");
        let votes = world.community.all_elections().filter_map(|e| e.recall.as_ref());
        let settled = votes.filter(|q| q.demand == demand.id).find_map(|q| q.settled);
        assert!(settled.is_none() || settled == demand.settled, "the demand says what the vote came to");
    }
    recalled_by_a_vote_alone(world);
    for ballot in world.community.all_secret_ballots().filter(|ballot| ballot.election == election.id) {
        let ticks = world.community.all_handouts().filter(|h| h.ballot == ballot.id).count();
        assert_eq!(usize::try_from(ballot.issued).unwrap(), ticks, "the count is the issue list");
        assert!(ballot.issued <= election.base(), "one paper each");
        let proxies = world.community.all_proxies().filter(|p| p.ballot == ballot.id);
        assert_eq!(usize::try_from(ballot.proxies).unwrap(), proxies.count());
        assert!(ballot.tellers.iter().all(|teller| !ballot.prints(teller)), "no teller stands");
    }
    assert!(election.elected.len() <= usize::try_from(election.seats.total()).unwrap());
    let election = world.community.election(&"e".into()).unwrap();
    let seated = of_kind(&world.community, Kind::Office).into_iter().filter(|key| key.id.starts_with("e/")).count();
    let expected = if election.state == ElectionState::HandedOver { election.elected.len() } else { 0 };
    assert_eq!(seated, expected, "posts follow from the election");
}

/// Who is recalled was voted out by more than half of more than half, and holds the post no more.
fn recalled_by_a_vote_alone(world: &World) {
    for poll in world.community.all_elections() {
        let Some(question) = &poll.recall else { continue };
        assert!(poll.elected.is_empty(), "a recall seats nobody");
        if question.settled.is_none_or(|settled| settled.how != How::Recalled) {
            continue;
        }
        let ballot = world.community.ballot_under_way(poll).unwrap();
        let (found, yes) = (ballot.found.unwrap(), ballot.lines[0].yes);
        assert!(found * 2 > poll.base() && yes * 2 > found && found <= ballot.issued, "{found} {yes}");
        let office = world.community.office(&format!("e/{}", question.member).as_str().into()).unwrap();
        assert!(!office.holds_on(world.now.day()), "the post ended that day");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn the_counts_are_the_records_and_replay_is_live(
        from in 0..FOUND.len(), plan in proptest::collection::vec(tries(), 0..120),
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
    fn an_act_twice_counts_once(from in 0..FOUND.len(), plan in proptest::collection::vec(tries(), 0..30), step in 0..30u8) {
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
