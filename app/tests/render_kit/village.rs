//! App, tests: one grid with one building, a few people and topics, built from the rulebook's own
//! types; just enough for every page to have something to show.

use rulebook::{
    Body, Community, Day, Millis, Record,
    charter::{Charter, Keys},
    cosign::{Callback, Channel, CosignState, Cosignature},
    device::{Device, DeviceState},
    hash::Hash,
    hearing::Hearing,
    ids::*,
    people::*,
    places::*,
    round::{Door, VisitOutcome, Wishes},
    topic::*,
};

pub fn now() -> Millis {
    Millis(Day::ymd(2026, 6, 15).unwrap().starts().0 + 9 * 3_600_000)
}

fn day() -> Day {
    now().day()
}

fn topic(id: &str, title: &str, state: TopicState, signatures: u32) -> Topic {
    let body = "楼院东侧健身角的漫步机和扭腰器已经锈蚀松动，2025年以来两次有人摔倒。建议由社区联系原安装单位，在2026年9月底前更换这两件器材，费用由体育设施维护经费承担。";
    let created = Millis(now().0 - 12 * 86_400_000);
    let mut topic = Topic {
        id: id.into(),
        grids: vec!["g-03".into()],
        courtyard: None,
        title: title.into(),
        body: body.into(),
        hash: Hash::default(),
        version: 1,
        state,
        raised_by: Some("p-03-0000-0".into()),
        capacity: Capacity::Residents,
        created,
        window_ends: Some(day().plus(18)),
        extended: false,
        signatures,
        in_grace: 0,
        submitted: (state == TopicState::Submitted).then(now),
        review_due: (state == TopicState::Submitted).then(|| day().plus(3)),
        reminded: false,
        escalated: false,
        flags: Vec::new(),
        incidents: 0,
        review: None,
        first_officer: None,
        major: None,
        charter: None,
        referral: None,
        merged_into: None,
        appeal_until: None,
        appeal: None,
        withdrawing: None,
        history: vec![
            Step { at: created, t: 1, to: TopicState::Draft },
            Step { at: created, t: 2, to: TopicState::Collecting },
        ],
        shelved: 0,
        shelved_on: None,
        meeting: None,
        priority: false,
        hearing_done: false,
        follows: None,
        new_facts: None,
        reconsidered: false,
        guidance: None,
        consents: Vec::new(),
        put_up: None,
        adopted_text: None,
        hearing: Hearing::default(),
    };
    topic.hash = topic.text_hash();
    if state == TopicState::Submitted {
        topic.flags = vec![RedFlag::OneDevice, RedFlag::Rush { collector: "p-03-song".into(), count: 11 }];
    }
    topic
}

fn person(id: &str, name: &str, home: Option<&str>, adult: Adulthood) -> Person {
    let home = home.map(|h| Home {
        household: h.into(),
        grid: "g-03".into(),
        basis: Basis::LivesRegistered,
        from: Day(0),
        to: None,
    });
    Person { id: id.into(), name: name.into(), phone: Some("12000000001".into()), home, adult, party: false }
}

fn office(no: u32, who: &str, name: &str, role: Role, line: Option<&str>) -> Office {
    Office {
        id: OfficeId(format!("o-03-{no:02}")),
        person: who.into(),
        name: name.into(),
        role,
        line: line.map(Into::into),
        scope: Scope::Grid("g-03".into()),
        from: Day(0),
        to: None,
        phone: Some(format!("120000003{no:02}")),
    }
}

fn doors() -> Vec<Body> {
    let outcomes = [
        VisitOutcome::Met,
        VisitOutcome::NoAnswer,
        VisitOutcome::Later,
        VisitOutcome::Declined,
        VisitOutcome::NotSuitable,
        VisitOutcome::Vacant,
        VisitOutcome::WrongDoor,
    ];
    let mut all: Vec<Body> = Vec::new();
    for n in 0..32u16 {
        let (stairwell, floor, position) = (n % 3 + 1, n / 6 + 1, (n / 3) % 2 + 1);
        let id = HouseholdId(format!("hh-03-{n:04}"));
        all.push(
            Household {
                id: id.clone(),
                grid: "g-03".into(),
                building: "b-03-05".into(),
                stairwell,
                floor,
                position,
                label: format!("5号楼{stairwell}单元{floor}{position:02}"),
            }
            .into(),
        );
        let outcome = (n > 24).then(|| outcomes[usize::from(n - 25) % 7]);
        let wishes = Wishes { do_not_visit: n == 4, prefer_evening: n == 0, large_print: n == 0, ..Wishes::default() };
        all.push(
            Door {
                id,
                grid: "g-03".into(),
                last: outcome.map(|_| day()),
                outcome,
                declined_until: None,
                wishes,
                asked_for: n == 0,
            }
            .into(),
        );
    }
    all
}

fn signature(no: u32) -> Cosignature {
    Cosignature {
        id: CosignId(format!("c-{no}")),
        topic: "T-0310".into(),
        person: PersonId(format!("p-03-00{no:02}-0")),
        channel: Channel::AssistedDoor,
        collector: Some("p-03-chen".into()),
        device: "d-9".into(),
        hash: Hash::default(),
        signed: now(),
        clamped: false,
        received: now(),
        in_grace: false,
        receipt: Hash(format!("r-{no}")),
        hand: None,
        read_aloud: true,
        witnesses: Vec::new(),
        state: CosignState::Valid,
        locked: true,
    }
}

pub fn community() -> Community {
    let stairwells = (1..=3).map(|no| Stairwell { no, floors: 6 }).collect();
    let mut all: Vec<Body> = vec![
        Quarter { id: "zhanshan".into(), subdistrict: "s".into(), name: "湛山社区".into(), demo: true }.into(),
        Grid {
            id: "g-03".into(),
            no: "03".into(),
            name: "湛山社区第3网格".into(),
            kind: GridKind::Basic,
            households: 492,
            people: 1539,
        }
        .into(),
        Courtyard { id: "y-03".into(), grid: "g-03".into(), name: "湛山示范3院".into() }.into(),
        Building { id: "b-03-05".into(), grid: "g-03".into(), courtyard: Some("y-03".into()), no: 5, stairwells }
            .into(),
        Charter {
            id: "charter-1".into(),
            version: 1,
            adopted_on: day(),
            file: "湛社党〔2026〕1号".into(),
            keys: Keys::default(),
        }
        .into(),
        person("p-03-0000-0", "王秀兰", Some("hh-03-0000"), Adulthood::Attested).into(),
        person("p-03-0000-1", "王建国", Some("hh-03-0000"), Adulthood::Attested).into(),
        person("p-03-0000-2", "王小军", Some("hh-03-0000"), Adulthood::Minor).into(),
        person("p-03-0001-0", "李晨", Some("hh-03-0001"), Adulthood::Attested).into(),
        person("p-03-song", "宋敏", None, Adulthood::Attested).into(),
        office(1, "p-03-song", "宋敏", Role::GridPartySecretary, None).into(),
        office(2, "p-03-song", "宋敏", Role::GridHead, None).into(),
        office(3, "p-03-song", "宋敏", Role::FullTimeGridWorker, None).into(),
        office(4, "p-03-zhao", "赵国强", Role::SpecialistGridWorker, Some("民警")).into(),
        office(5, "p-03-chen", "陈桂英", Role::CommitteeChair, None).into(),
        office(6, "p-03-liu", "刘洋", Role::BuildingLead, None).into(),
        topic("T-0302", "更换健身角老化器材", TopicState::Collecting, 7).into(),
        topic("T-0310", "楼道夜间照明改为声控", TopicState::Submitted, 10).into(),
        topic("T-0303", "文明养犬公约", TopicState::OnAgenda, 10).into(),
        topic("T-0307", "楼院公共长椅", TopicState::Implementing, 12).into(),
        topic("T-0301", "把3号楼后的卫生死角改成小花园", TopicState::Closed, 13).into(),
        topic("T-0399", "草稿里的事", TopicState::Draft, 0).into(),
        signature(1).into(),
        Callback {
            id: "c-1".into(),
            topic: "T-0310".into(),
            cosign: "c-1".into(),
            person: "p-03-0001-0".into(),
            collector: Some("p-03-chen".into()),
            answer: None,
            by: None,
        }
        .into(),
        Device {
            id: "d-1".into(),
            person: "p-03-song".into(),
            key: "k".into(),
            offer: None,
            state: DeviceState::Active,
            since: now(),
        }
        .into(),
        Device {
            id: "d-2".into(),
            person: "p-03-song".into(),
            key: "k".into(),
            offer: None,
            state: DeviceState::Pending,
            since: now(),
        }
        .into(),
    ];
    all.extend(doors());
    Community::of(all.into_iter().map(Record::made))
}
