//! App, tests: an election of grid 03 as it stands at each step, in the village.

use super::village;
use rulebook::{
    Body, Community, Day, Record,
    charter::election::Mode,
    election::{
        BallotBox, Candidate, Composition, Confirmed, Elected, Election, ElectionState, Named, Post, RollObjection,
        Seats, SecretBallot, Voter,
        arithmetic::{Invalid, validity},
        ballot::{Contest, Rule},
        boxes::BoxState,
        count::Line,
        nominate::Standing,
        recall::{How, Question, Recall, Settled},
        roll,
    },
    ids::{OfficeId, PersonId},
    people::{Office, Role, Scope},
};

/// Those who stand: two for chair, three for the two vice chairs, three for the two members.
const STAND: [(&str, &str, Post); 8] = [
    ("p-c-1", "郑守成", Post::Chair),
    ("p-c-2", "周国栋", Post::Chair),
    ("p-c-3", "梁素云", Post::ViceChair),
    ("p-c-4", "孟庆瑞", Post::ViceChair),
    ("p-c-5", "谢桂琴", Post::ViceChair),
    ("p-c-6", "吴海波", Post::Member),
    ("p-c-7", "徐卫东", Post::Member),
    ("p-c-8", "罗文海", Post::Member),
];

pub const STATES: [ElectionState; 13] = [
    ElectionState::Announced,
    ElectionState::RollPublished,
    ElectionState::RollFinal,
    ElectionState::Nominating,
    ElectionState::CandidatesPublished,
    ElectionState::Voting,
    ElectionState::Counting,
    ElectionState::Valid,
    ElectionState::Void,
    ElectionState::Complete,
    ElectionState::RunOff,
    ElectionState::Published,
    ElectionState::HandedOver,
];

fn today() -> Day {
    village::now().day()
}

fn election(state: ElectionState) -> Election {
    let listed = state >= ElectionState::CandidatesPublished;
    let over = state >= ElectionState::Complete;
    let board: Vec<PersonId> = vec!["p-03-song".into(), "p-03-liu".into(), "p-03-0001-0".into()];
    let elected = |(person, _, post): &(&str, &str, Post)| Elected {
        person: (*person).into(),
        post: *post,
        votes: 400,
        ballot: 1,
    };
    Election {
        id: "e".into(),
        grid: "g-03".into(),
        state,
        seats: Seats { chair: 1, vice: 2, members: 2 },
        mode: Mode::AllVoters,
        fills: None,
        recall: None,
        announced: today().plus(-30),
        vote_on: today(),
        closes: 18 * 60,
        moved: Some("台风".into()),
        named: vec![Named { person: "p-03-0001-0".into(), name: "李晨".into() }],
        board,
        board_size: 3,
        left: Vec::new(),
        confirmed: Some(Confirmed { on: today().plus(-29), file: "居民会议记录1号".into(), names: 3 }),
        voters: 1300,
        reps: 0,
        roll_published: (state >= ElectionState::RollPublished).then(|| today().plus(-21)),
        objections_open: 1,
        extended: Some(today()),
        list: Composition::default(),
        no_choice: if listed { vec![Post::Chair] } else { Vec::new() },
        ballots: u32::from(listed),
        run_off_by: Some(today().plus(30)),
        open: Vec::new(),
        elected: if over { STAND.iter().step_by(2).map(elected).collect() } else { Vec::new() },
        vacant: over.then(|| "没有人再参选".into()),
        composition: Composition::default(),
        published: (state >= ElectionState::Published).then(today),
        paper: Some("5号楼公告栏".into()),
        filed: Vec::new(),
        term_from: (state == ElectionState::HandedOver).then(today),
        term_until: (state == ElectionState::HandedOver).then(|| today().plus_years(5)),
        charter: Some(1),
    }
}

fn ballot(state: ElectionState, found: u32) -> SecretBallot {
    let of = |post: Post| STAND.iter().filter(|one| one.2 == post).map(|one| PersonId::from(one.0)).collect::<Vec<_>>();
    let contest = |(post, seats): (Post, u32)| Contest { post, seats, people: of(post), rule: Rule::Majority };
    let counted = state >= ElectionState::Valid;
    let yes = [500, 150, 420, 400, 360, 380, 380, 360];
    let line = |((person, _, post), yes): (&(&str, &str, Post), u32)| Line {
        post: *post,
        person: (*person).into(),
        yes,
        no: 20,
    };
    SecretBallot {
        id: "e/1".into(),
        election: "e".into(),
        no: 1,
        on: today(),
        closes: village::now(),
        contests: [(Post::Chair, 1), (Post::ViceChair, 2), (Post::Member, 1)].map(contest).into(),
        tellers: vec!["p-03-song".into(), "p-03-liu".into(), "p-03-chen".into()],
        proxies: 2,
        calls: 1,
        lists: Some(village::now()),
        opened: Some(village::now()),
        issued: 700,
        closed: (state >= ElectionState::Counting).then(village::now),
        mixed: (state >= ElectionState::Counting).then(village::now),
        signed: Vec::new(),
        found: counted.then_some(found),
        void: 2,
        lines: if counted { STAND.iter().zip(yes).map(line).collect() } else { Vec::new() },
        invalid: if counted { validity(Mode::AllVoters, 1300, 700, found).err() } else { None::<Invalid> },
    }
}

/// The village with its election at that step, and so many papers found of 700.
pub fn community(state: ElectionState, found: u32) -> Community {
    let listed = state >= ElectionState::CandidatesPublished;
    let mut all: Vec<Body> = vec![election(state).into()];
    let candidate = |(at, (person, name, post)): (usize, &(&str, &str, Post))| Candidate {
        id: rulebook::election::nominate::key(&"e".into(), &(*person).into()),
        election: "e".into(),
        person: (*person).into(),
        name: (*name).into(),
        post: *post,
        standing: Standing::Voter,
        by_party: at.is_multiple_of(3),
        by: None,
        support: 7,
        agreed: Some(village::now()),
        withdrawn: false,
        place: u32::try_from(at + 1).ok().filter(|_| listed),
    };
    all.extend(STAND.iter().enumerate().map(|one| candidate(one).into()));
    let voter = |person: &str| Voter {
        id: roll::key(&"e".into(), &person.into()),
        election: "e".into(),
        person: person.into(),
        eligible: true,
        rep: false,
    };
    all.extend(["p-03-0000-0", "p-03-0000-1"].map(|person| voter(person).into()));
    all.push(
        RollObjection {
            id: "o".into(),
            election: "e".into(),
            by: "p-03-0000-0".into(),
            on: today(),
            text: "漏了我女儿".into(),
            due: today().plus(3),
            answer: None,
        }
        .into(),
    );
    if listed {
        all.push(ballot(state, found).into());
    }
    if state >= ElectionState::Voting {
        let at = |id: &str, mobile| BallotBox {
            id: id.into(),
            ballot: "e/1".into(),
            election: "e".into(),
            mobile,
            place: "活动室".into(),
            seal: "3-001".into(),
            tellers: vec!["p-03-song".into()],
            issued: 20,
            returned: 3,
            out: mobile.then(village::now),
            back: None,
            state: if mobile { BoxState::Out } else { BoxState::Sealed },
            why: None,
        };
        all.extend([at("fixed", false), at("mobile", true)].map(Body::from));
    }
    let mut village = village::community();
    for body in all {
        village.put(Record::made(body));
    }
    village
}

/// The village where the term runs and its member 徐卫东 is asked to leave: as a demand, and as the vote on it (id `v`)
/// at that step; how it ended, where it did.
pub fn recall(state: ElectionState, how: Option<How>) -> Community {
    let mut village = community(ElectionState::HandedOver, 699);
    let (member, name, post) = STAND[6];
    let settled = how.map(|how| Settled { how, on: today() });
    let office = Office {
        id: OfficeId(format!("e/{member}")),
        person: member.into(),
        name: name.into(),
        role: Role::CommitteeMember,
        line: None,
        scope: Scope::Grid("g-03".into()),
        from: today(),
        to: how.filter(|how| *how != How::Stays).map(|_| today()),
        phone: None,
    };
    let demand = Recall {
        id: rulebook::election::recall::key(&"e".into(), &member.into(), 1),
        election: "e".into(),
        grid: "g-03".into(),
        member: member.into(),
        by: None,
        reasons: "三次不到会".into(),
        support: 131,
        demanded: Some(village::now()),
        answer: Some("那时生病住院".into()),
        settled,
        opened: None,
    };
    let question = Question { demand: demand.id.clone(), of: "e".into(), member: member.into(), post, settled };
    let vote = Election {
        id: "v".into(),
        seats: Seats::default(),
        recall: Some(question),
        elected: Vec::new(),
        vacant: None,
        no_choice: Vec::new(),
        extended: None,
        named: vec![Named { person: member.into(), name: name.into() }],
        ..election(state)
    };
    let paper = SecretBallot {
        id: "v/1".into(),
        election: "v".into(),
        contests: vec![Contest { post, seats: 1, people: vec![member.into()], rule: Rule::Recall }],
        lines: if state >= ElectionState::Valid {
            vec![Line { post, person: member.into(), yes: 400, no: 290 }]
        } else {
            Vec::new()
        },
        ..ballot(state, 699)
    };
    let mut all: Vec<Body> = vec![office.into(), demand.into(), vote.into()];
    if state >= ElectionState::CandidatesPublished {
        all.push(paper.into());
    }
    for body in all {
        village.put(Record::made(body));
    }
    village
}
