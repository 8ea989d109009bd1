//! Service items: scenario 19, H2 and T15 — what a review hands to the station, and how it comes back.

use crate::world::*;
use rulebook::{
    Body, Day, Intent, Kind, Moment, Record, Refusal, Sight, Viewer, decide,
    hash::Hash,
    people::{Role, Scope},
    review::{Organ, Outcome},
    seen_by,
    service::{MAX_SERVICE_TEXT, ServiceItem, ServiceState, ServiceStep},
    topic::{Capacity, TopicState},
};

const LAMP: &str = "灯杆属市政管线，本年度无更换计划";

/// Topic t, signed by ten, was referred to the station; the chief and two workers sit there.
fn referred() -> World {
    let mut world = World::new();
    world.serves("station", Role::StationChief, Scope::Community);
    world.serves("staff", Role::CommunityWorker, Scope::Community);
    world.submitted("t");
    world.redirects(Organ::Station).unwrap();
    world
}

/// … and closed without result.
fn unresolved() -> World {
    let mut world = referred();
    world.service("station", ServiceStep::Take).unwrap();
    world.writes("station", fail, LAMP).unwrap();
    world
}

fn finish(text: Hash) -> ServiceStep {
    ServiceStep::Finish { text }
}
fn fail(text: Hash) -> ServiceStep {
    ServiceStep::Fail { text }
}
fn give_back(text: Hash) -> ServiceStep {
    ServiceStep::Return { text }
}
fn reopen(text: Hash) -> ServiceStep {
    ServiceStep::Reopen { text }
}

impl World {
    fn redirects(&mut self, to: Organ) -> Result<(), Refusal> {
        self.review("officer", "t", Outcome::Redirect { to }, failing(3), "路灯归市政管")
    }

    /// The newest item of topic t.
    fn item(&self) -> &ServiceItem {
        self.community.service_items_of(&"t".into()).max_by_key(|item| item.no).unwrap()
    }

    fn service(&mut self, actor: &str, step: ServiceStep) -> Result<(), Refusal> {
        let item = self.item().id.clone();
        self.does(actor, Intent::Service { item, step })
    }

    /// A step with its text beside it.
    fn writes(&mut self, actor: &str, step: fn(Hash) -> ServiceStep, text: &str) -> Result<(), Refusal> {
        let text = self.beside("service", text);
        let intent = Intent::Service { item: self.item().id.clone(), step: step(text.commitment()) };
        let act = self.act(actor, intent, vec![text]);
        self.take(&act)
    }

    fn seen(&self, viewer: &Viewer) -> ServiceItem {
        let record = Record { rev: 7, body: self.item().clone().into() };
        match seen_by(&record, viewer, &self.community) {
            Sight::Seen(Record { rev: 7, body: Body::ServiceItem(item) }) => item,
            other => panic!("an item is seen by everybody: {other:?}"),
        }
    }

    fn today(&self) -> Day {
        self.now.day()
    }
}

#[test]
pub fn s19_a_broken_lamp_closed_without_result_comes_back_to_the_review() {
    let mut world = referred();
    assert_eq!(world.state("t"), TopicState::Redirected);
    let item = world.item().clone();
    assert_eq!((item.topic.as_str(), item.to, item.state()), ("t", Organ::Station, ServiceState::Registered));
    assert_eq!(world.topic("t").referral.as_ref().unwrap().number, item.number(), "the proposers keep its number");
    world.now = world.now.plus_hours(24);
    world.service("staff", ServiceStep::Take).unwrap();
    world.now = world.now.plus_hours(24);
    world.writes("station", fail, LAMP).unwrap();
    assert_eq!((world.item().state(), world.state("t")), (ServiceState::Unresolved, TopicState::Redirected));
    world.now = world.now.plus_hours(24);
    world.writes("r0", reopen, "居民愿意自己装太阳能灯，请重新审查").unwrap();
    let topic = world.topic("t").clone();
    assert_eq!((topic.state, topic.signatures, topic.history.last().unwrap().t), (TopicState::Submitted, 10, 15));
    assert_eq!(
        (topic.referral, topic.review_due),
        (None, Some(day("2026-06-25"))),
        "a fresh clock of five working days"
    );
    assert!(
        (0..10).all(|i| world.signature("t", &format!("r{i}")).locked),
        "signatures are kept, as under every review"
    );
    let said: Vec<_> = world.item().log.iter().map(|line| (line.state, line.text.as_str())).collect();
    assert_eq!(
        said,
        [
            (ServiceState::Registered, ""),
            (ServiceState::Handling, ""),
            (ServiceState::Unresolved, LAMP),
            (ServiceState::Reopened, "居民愿意自己装太阳能灯，请重新审查"),
        ]
    );
    world.review("officer", "t", Outcome::Accept { major: None }, all_yes(), "居民自己能办").unwrap();
    assert_eq!(world.state("t"), TopicState::Accepted);
}

#[test]
fn t15_the_station_gives_it_back_with_a_reason() {
    for taken in [false, true] {
        let mut world = referred();
        if taken {
            world.service("staff", ServiceStep::Take).unwrap();
        }
        assert_eq!(world.writes("station", give_back, "  "), Err(Refusal::ReasonRequired));
        world.writes("station", give_back, "楼院里的灯归居民自己管").unwrap();
        assert_eq!((world.item().state(), world.state("t")), (ServiceState::Returned, TopicState::Submitted));
        assert_eq!(world.topic("t").signatures, 10);
        assert_eq!(world.service("station", ServiceStep::Take), Err(Refusal::WrongState));
        assert_eq!(world.writes("station", give_back, "再退一次"), Err(Refusal::WrongState));
    }
}

#[test]
pub fn t15_not_after_a_result_nor_by_others() {
    let mut world = unresolved();
    assert_eq!(world.clone().writes("r20", reopen, "请重新审查"), Err(Refusal::NotEntitled), "did not sign");
    assert_eq!(world.clone().writes("station", reopen, "请重新审查"), Err(Refusal::NotEntitled));
    assert_eq!(world.clone().writes("r0", reopen, ""), Err(Refusal::ReasonRequired));
    world.clone().writes("r9", reopen, "请重新审查").expect("who co-signed may");
    world.writes("r0", reopen, "请重新审查").unwrap();
    assert_eq!(world.writes("r9", reopen, "请重新审查"), Err(Refusal::WrongState), "once");

    let mut world = referred();
    assert_eq!(world.writes("r0", reopen, "等太久了"), Err(Refusal::WrongState), "it is still open");
    world.service("staff", ServiceStep::Take).unwrap();
    world.writes("staff", finish, "6月20日已更换灯泡").unwrap();
    assert_eq!(world.item().state(), ServiceState::Done);
    assert_eq!(world.writes("r0", reopen, "还想再装一盏"), Err(Refusal::ClosedWithResult));
    assert_eq!(Refusal::ClosedWithResult.clause(), "T15");
    assert_eq!(world.state("t"), TopicState::Redirected);
}

/// `domain.md` §1.7: grid workers and the station handle a service item, nobody else; the station alone gives it back.
#[test]
fn who_handles_a_service_item() {
    let mut world = referred();
    for person in ["r0", "member", "chair", "officer", "secretary", "above", "admin", "worker5"] {
        assert_eq!(world.service(person, ServiceStep::Take), Err(Refusal::NotEntitled), "{person}");
    }
    world.service("song", ServiceStep::Take).unwrap();
    assert_eq!(world.writes("song", give_back, "不归我们"), Err(Refusal::NotEntitled));
    assert_eq!(world.writes("chair", finish, "办好了"), Err(Refusal::NotEntitled));
    world.writes("song", finish, "办好了").unwrap();
}

#[test]
fn nothing_is_closed_that_nobody_took_in_hand_and_nothing_twice() {
    let mut world = referred();
    assert_eq!(world.writes("station", fail, LAMP), Err(Refusal::WrongState));
    assert_eq!(world.writes("station", finish, "好了"), Err(Refusal::WrongState));
    world.service("station", ServiceStep::Take).unwrap();
    assert_eq!(world.service("staff", ServiceStep::Take), Err(Refusal::WrongState));
    assert_eq!(world.writes("station", fail, ""), Err(Refusal::ReasonRequired));
    assert_eq!(world.writes("station", finish, " "), Err(Refusal::ReasonRequired));
    let long = "长".repeat(MAX_SERVICE_TEXT + 1);
    assert_eq!(world.writes("station", finish, &long), Err(Refusal::NotOnTheList { field: "service".into() }));
    let bare = finish(Hash::zero());
    assert_eq!(world.service("station", bare), Err(Refusal::OpeningMissing { field: "service".into() }));
    world.writes("station", finish, "好了").unwrap();
    assert_eq!(world.writes("station", fail, LAMP), Err(Refusal::WrongState));
    let unknown = Intent::Service { item: "nothing".into(), step: ServiceStep::Take };
    assert_eq!(world.does("station", unknown), Err(Refusal::NotFound));
}

#[test]
fn a_second_referral_opens_a_second_item_and_the_first_rests() {
    let mut world = unresolved();
    let first = world.item().id.clone();
    world.writes("r0", reopen, "请重新审查").unwrap();
    world.redirects(Organ::Department).unwrap();
    let second = world.item().clone();
    assert_eq!((second.no, second.to, second.number().as_str()), (2, Organ::Department, "S-0002"));
    assert_eq!(world.topic("t").referral.as_ref().unwrap().number, "S-0002");
    assert_eq!(world.community.service_items_of(&"t".into()).filter(|item| item.is_open()).count(), 1);
    let text = world.beside("service", "再审一次");
    let old = Intent::Service { item: first, step: reopen(text.commitment()) };
    let act = world.act("r0", old, vec![text]);
    assert_eq!(world.take(&act), Err(Refusal::WrongState));
}

#[test]
fn what_is_not_the_stations_opens_no_item() {
    for organ in [Organ::Owners, Organ::Mediation] {
        let mut world = World::new();
        world.submitted("t");
        world.redirects(organ).unwrap();
        assert_eq!((world.state("t"), of_kind(&world.community, Kind::ServiceItem).len()), (TopicState::Redirected, 0));
    }
}

#[test]
fn a_members_topic_is_reopened_by_the_member_alone() {
    let mut world = World::new();
    world.serves("station", Role::StationChief, Scope::Community);
    world.draft("member", "t", Capacity::CommitteeMember).unwrap();
    world.does("member", Intent::SubmitTopic { topic: "t".into() }).unwrap();
    world.redirects(Organ::Station).unwrap();
    world.service("station", ServiceStep::Take).unwrap();
    world.writes("station", fail, LAMP).unwrap();
    assert_eq!(world.writes("chair", reopen, "请重新审查"), Err(Refusal::NotEntitled));
    world.writes("member", reopen, "请重新审查").unwrap();
    assert_eq!(world.state("t"), TopicState::Submitted);
}

#[test]
fn number_and_state_are_public_texts_and_names_are_not() {
    let mut world = unresolved();
    world.writes("r3", reopen, "请重新审查").unwrap();
    let of = |person: &str| Viewer::of(&world.community, &person.into(), world.today());
    let texts = |viewer: &Viewer| {
        let item = world.seen(viewer);
        assert_eq!((item.no, item.state()), (1, ServiceState::Reopened));
        let names = item.log.iter().filter(|line| line.by.is_some()).count();
        (item.log.iter().filter(|line| !line.text.is_empty()).count(), names)
    };
    assert_eq!(texts(&Viewer::public()), (0, 0));
    for stranger in ["r20", "q0", "member", "worker5"] {
        assert_eq!(texts(&of(stranger)), (0, 0), "{stranger}");
    }
    assert_eq!(texts(&of("r0")), (2, 0), "the proposer reads what was written");
    assert_eq!(texts(&of("r3")), (2, 1), "and a signer, who knows their own step");
    for office in ["station", "officer", "song", "above"] {
        assert_eq!(texts(&of(office)), (2, 4), "{office}");
    }
    assert_ne!(of("r0").scope(), of("station").scope());
}

/// The act carries a commitment, the record is kept beside the ledger.
#[test]
fn no_leaf_holds_what_was_written() {
    let mut world = referred();
    world.service("station", ServiceStep::Take).unwrap();
    let text = world.beside("service", LAMP);
    let intent = Intent::Service { item: world.item().id.clone(), step: fail(text.commitment()) };
    let act = world.act("station", intent, vec![text]);
    assert!(!serde_json::to_string(&act).unwrap().contains(LAMP));
    for record in decide(&world.community, &act, Moment::at(world.now)).unwrap() {
        assert!(record.key().k.is_personal() || !serde_json::to_string(&record).unwrap().contains(LAMP));
    }
    assert!(!act.intent.works_offline());
}
