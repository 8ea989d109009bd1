//! A small community to try the law on: two grids, two buildings, a dozen and more people.

use crate::transitions;
use rulebook::{
    Act, Community, Day, Intent, Key, Kind, Millis, Moment, Record, Refusal,
    act::Due,
    charter::{Charter, Keys},
    cosign::{Channel, Cosignature},
    decide,
    device::{Device, DeviceState},
    hash::{Hash, Opening, receipt_hash},
    ids::*,
    people::*,
    places::*,
    review::{Answer, Criteria, Outcome},
    topic::{Capacity, Topic, TopicState},
};

pub const G3: &str = "g-03";
pub const G5: &str = "g-05";

/// A community in memory with a clock that only the test moves.
#[derive(Clone)]
pub struct World {
    pub community: Community,
    pub now: Millis,
    pub seq: u64,
    pub ledger: Vec<Entry>,
    made: u64,
}

/// What is kept of an act that was taken: the act, when, and the records as it left them.
#[derive(Clone)]
pub struct Entry {
    pub act: Act,
    pub now: Millis,
    pub records: Vec<Record>,
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// A moment on a day of 2026, in Shanghai.
pub fn at(text: &str, hour: u32, minute: u32) -> Millis {
    day(text).starts().plus_hours(hour).plus_minutes(minute)
}

impl World {
    /// Grid 03 with residents r0…r29 (adults), grid 05 with q0…q4, and the offices.
    pub fn new() -> World {
        let (community, now) = (Community::default(), at("2026-06-15", 9, 0));
        let mut world = World { community, now, seq: 0, ledger: Vec::new(), made: 0 };
        world.put(Quarter { id: "zs".into(), subdistrict: "s".into(), name: "湛山社区".into(), demo: true });
        world.put(Charter {
            id: "charter-1".into(),
            version: 1,
            adopted_on: day("2026-01-01"),
            file: "示范制度".into(),
            keys: Keys::default(),
        });
        for (grid, no) in [(G3, "03"), (G5, "05")] {
            world.put(Grid {
                id: grid.into(),
                no: no.into(),
                name: no.into(),
                kind: GridKind::Basic,
                households: 30,
                people: 90,
            });
            world.put(Building {
                id: format!("b-{no}-05").as_str().into(),
                grid: grid.into(),
                courtyard: None,
                no: 5,
                stairwells: vec![Stairwell { no: 1, floors: 15 }],
            });
        }
        for i in 0..30 {
            world.lives(&format!("r{i}"), G3, Adulthood::Attested);
        }
        for i in 0..5 {
            world.lives(&format!("q{i}"), G5, Adulthood::Attested);
        }
        world.works("song", Role::FullTimeGridWorker, G3);
        world.works("worker5", Role::FullTimeGridWorker, G5);
        world.works("officer", Role::GridPartyOfficer, G3);
        world.works("secretary", Role::GridPartySecretary, G3);
        world.works("member", Role::CommitteeMember, G3);
        world.works("chair", Role::CommitteeChair, G3);
        world.serves("above", Role::CommunityPartySecretary, Scope::Community);
        world.serves("admin", Role::SystemAdmin, Scope::Community);
        world.device(DESK);
        world
    }

    pub fn put(&mut self, body: impl Into<rulebook::Body>) {
        self.seq += 1;
        self.community.put(Record { rev: self.seq, body: body.into() });
    }

    /// Somebody behind a door of a grid.
    pub fn lives(&mut self, person: &str, grid: &str, adult: Adulthood) {
        let no = grid.trim_start_matches("g-");
        let household = format!("hh-{no}-{person}");
        let floor = u16::try_from(self.community.all_households().count() / 2).unwrap() + 1;
        self.put(Household {
            id: household.as_str().into(),
            grid: grid.into(),
            building: format!("b-{no}-05").as_str().into(),
            stairwell: 1,
            floor,
            position: 1,
            label: format!("5号楼1单元{floor}01"),
        });
        self.person(person, Some((household.as_str(), grid)), adult);
    }

    pub fn person(&mut self, person: &str, home: Option<(&str, &str)>, adult: Adulthood) {
        self.put(Person {
            id: person.into(),
            name: format!("姓名{person}"),
            phone: Some("12000000001".into()),
            home: home.map(|(household, grid)| Home {
                household: household.into(),
                grid: grid.into(),
                basis: Basis::LivesRegistered,
                from: day("2020-01-01"),
                to: None,
            }),
            adult,
            party: false,
        });
        self.device(person);
    }

    pub fn works(&mut self, person: &str, role: Role, grid: &str) {
        self.serves(person, role, Scope::Grid(grid.into()));
    }

    /// Their one post ends today.
    pub fn steps_down(&mut self, person: &str) {
        let mut office = self.community.all_offices().find(|o| o.person.as_str() == person).unwrap().clone();
        office.to = Some(self.now.day());
        self.put(office);
    }

    pub fn serves(&mut self, person: &str, role: Role, scope: Scope) {
        if self.community.person(&person.into()).is_none() {
            self.person(person, None, Adulthood::Attested);
        }
        self.put(Office {
            id: format!("o-{person}-{role:?}").as_str().into(),
            person: person.into(),
            name: format!("姓名{person}"),
            role,
            line: None,
            scope,
            from: day("2025-01-01"),
            to: None,
            phone: None,
        });
    }

    pub fn device(&mut self, person: &str) {
        self.put(Device {
            id: format!("d-{person}").as_str().into(),
            person: person.into(),
            key: "key".into(),
            offer: None,
            state: DeviceState::Active,
            since: self.now,
        });
    }

    /// A value that travels beside an act, with a salt of its own.
    pub fn beside(&mut self, field: &str, value: &str) -> Opening {
        self.made += 1;
        Opening { field: field.into(), salt: format!("salt{}", self.made), value: value.into() }
    }

    pub fn act(&mut self, actor: &str, intent: Intent, openings: Vec<Opening>) -> Act {
        self.made += 1;
        Act {
            v: rulebook::VERSION,
            id: format!("act-{}", self.made).as_str().into(),
            community: "zs".into(),
            device: format!("d-{actor}").as_str().into(),
            n: self.made,
            prev: Hash::zero(),
            actor: actor.into(),
            at: self.now,
            seen: 0,
            build: "test".into(),
            intent,
            openings,
        }
    }

    /// The server takes an act now.
    pub fn take(&mut self, act: &Act) -> Result<(), Refusal> {
        let records = decide(&self.community, act, Moment::at(self.now)).inspect_err(transitions::refused)?;
        transitions::taken(&self.community, &records);
        self.seq += 1;
        let records: Vec<Record> = records.into_iter().map(|record| Record { rev: self.seq, ..record }).collect();
        for record in &records {
            self.community.put(record.clone());
        }
        self.ledger.push(Entry { act: act.clone(), now: self.now, records });
        Ok(())
    }

    /// Somebody does something on their own device, now.
    pub fn does(&mut self, actor: &str, intent: Intent) -> Result<(), Refusal> {
        let act = self.act(actor, intent, Vec::new());
        self.take(&act)
    }

    pub fn clock(&mut self) -> Vec<Due> {
        let due = rulebook::clock::due(&self.community, Moment::at(self.now));
        for due in due.clone() {
            self.does(DESK, Intent::Clock { due }).unwrap();
        }
        due
    }

    pub fn topic(&self, id: &str) -> &Topic {
        self.community.topic(&id.into()).unwrap()
    }

    pub fn state(&self, id: &str) -> TopicState {
        self.topic(id).state
    }

    pub fn draft(&mut self, actor: &str, id: &str, capacity: Capacity) -> Result<(), Refusal> {
        let (title, body) =
            ("更换健身角老化器材".to_owned(), "把5号楼南侧健身角的三件老化器材换成新的,每年检修一次。".to_owned());
        self.does(
            actor,
            Intent::DraftTopic {
                topic: id.into(),
                grids: vec![G3.into()],
                courtyard: None,
                title,
                body,
                capacity,
                follows: None,
                new_facts: None,
            },
        )
    }

    /// A topic of r0's that collects signatures; r0 has signed.
    pub fn collecting(&mut self, id: &str) {
        self.draft("r0", id, Capacity::Residents).unwrap();
        self.does("r0", Intent::OpenCosign { topic: id.into() }).unwrap();
        self.signs("r0", id).unwrap();
    }

    /// A topic with so many valid signatures, r0…
    pub fn collecting_with(&mut self, id: &str, count: u32) {
        self.collecting(id);
        for i in 1..count {
            self.signs(&format!("r{i}"), id).unwrap();
        }
    }

    /// A co-signed topic before the reviewer.
    pub fn submitted(&mut self, id: &str) {
        self.collecting_with(id, 10);
        self.does("r0", Intent::SubmitTopic { topic: id.into() }).unwrap();
    }

    /// Signs on one's own phone.
    pub fn signs(&mut self, person: &str, topic: &str) -> Result<(), Refusal> {
        let act = self.signing(person, topic);
        self.take(&act)
    }

    pub fn signing(&mut self, person: &str, topic: &str) -> Act {
        let hash = self.topic(topic).hash.clone();
        let receipt = self.receipt();
        self.act(
            person,
            Intent::Cosign {
                topic: topic.into(),
                person: person.into(),
                channel: Channel::SelfPhone,
                hash,
                receipt: receipt_hash(&receipt).unwrap(),
                hand: None,
                read_aloud: false,
                witnesses: vec![],
            },
            Vec::new(),
        )
    }

    /// Signs on the glass of a collector's phone; gives back the act and the receipt code.
    pub fn assisted(&mut self, collector: &str, person: &str, topic: &str) -> (Act, String) {
        let hand =
            Opening { field: "hand".into(), salt: format!("salt{}", self.made), value: "1,1 2,2;3,3 4,4".into() };
        let hash = self.topic(topic).hash.clone();
        let code = self.receipt();
        let intent = Intent::Cosign {
            topic: topic.into(),
            person: person.into(),
            channel: Channel::AssistedDoor,
            hash,
            receipt: receipt_hash(&code).unwrap(),
            hand: Some(hand.commitment()),
            read_aloud: true,
            witnesses: vec![],
        };
        (self.act(collector, intent, vec![hand]), code)
    }

    pub fn receipt(&mut self) -> String {
        self.made += 1;
        format!("{:016}", self.made)
    }

    pub fn signature(&self, topic: &str, person: &str) -> &Cosignature {
        self.community.signatures_of(&topic.into(), &person.into()).next().unwrap()
    }

    pub fn review(
        &mut self,
        actor: &str,
        topic: &str,
        outcome: Outcome,
        criteria: Criteria,
        reason: &str,
    ) -> Result<(), Refusal> {
        let intent = Intent::Review { topic: topic.into(), criteria, outcome, reason: reason.into(), interest: false };
        self.does(actor, intent)
    }
}

/// All three criteria and all five tests answered yes.
pub fn all_yes() -> Criteria {
    let yes = || Answer { ok: true, note: String::new() };
    Criteria { specific: yes(), clear: yes(), operable: yes(), competence: vec![yes(); 5] }
}

/// Everything yes, but one of the competence tests C1–C5.
pub fn failing(test: usize) -> Criteria {
    let mut criteria = all_yes();
    criteria.competence[test - 1] = Answer { ok: false, note: "业主共有事项".into() };
    criteria
}

/// The rest of a community's records that are of one kind.
pub fn of_kind(community: &Community, kind: Kind) -> Vec<Key> {
    community.records().into_iter().map(|r| r.key()).filter(|key| key.k == kind).collect()
}
