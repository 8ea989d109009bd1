//! Server: the past of the demo. Every step is an act that the law decides at its own moment; what
//! it refuses is kept, and a test says that there is nothing of the kind.
//!
//! The devices of these acts are names only: no Device record stays behind, nobody holds their keys.

use super::figures::{COMMUNITY, day, yard_id};
use rulebook::{
    Act, Body, Community, Day, Intent, Millis, Moment, Record, Refusal, VERSION,
    act::Due,
    cosign::{Callback, CallbackAnswer, Channel},
    decide,
    device::{Device, DeviceState},
    hash::{CROCKFORD, Hash, Opening, receipt_hash},
    ids::*,
    people::Person,
    review::{Criteria, Outcome},
    round::LeadDetails,
    service::ServiceStep,
    topic::Capacity,
};

/// A community being lived in.
pub(super) struct Life {
    community: Community,
    n: u64,
    slips: Vec<(PersonId, TopicId, String)>,
    /// What the law refused; nothing, as long as the stories are sound.
    pub refused: Vec<(Intent, Refusal)>,
}

/// How a seed signature was made.
pub(super) enum By {
    /// On the signer's own phone.
    Phone,
    /// On the glass, with this collector.
    Door(PersonId),
}

/// A moment of 2026: month, day, hour and minute in Shanghai.
pub(super) fn at(month: u8, date: u8, hour: u32, minute: u32) -> Millis {
    day(2026, month, date).starts().plus_hours(hour).plus_minutes(minute)
}

impl Life {
    /// A life that starts from this community.
    pub(super) fn of(community: Community) -> Life {
        Life { community, n: 0, slips: Vec::new(), refused: Vec::new() }
    }

    /// What became of it, without the devices it was lived with.
    pub(super) fn into_records(self) -> Vec<Record> {
        let mut records = self.community.records();
        records.retain(|record| !matches!(record.body, Body::Device(_)));
        records
    }

    /// The slips that were kept.
    pub(super) fn slips(&self) -> Vec<(PersonId, TopicId, String)> {
        self.slips.clone()
    }

    /// T01.
    pub(super) fn draft(
        &mut self,
        when: Millis,
        who: &PersonId,
        id: &str,
        grid: &GridId,
        capacity: Capacity,
        text: [&str; 2],
    ) {
        self.draft_for(when, who, id, vec![grid.clone()], capacity, text);
    }

    /// T01 for several grids.
    pub(super) fn draft_for(
        &mut self,
        when: Millis,
        who: &PersonId,
        id: &str,
        grids: Vec<GridId>,
        capacity: Capacity,
        text: [&str; 2],
    ) {
        let [title, body] = text.map(str::to_owned);
        let topic = id.into();
        let (courtyard, follows, new_facts) = (None, None, None);
        let draft = Intent::DraftTopic { topic, grids, courtyard, title, body, capacity, follows, new_facts };
        self.act(when, who, draft, Vec::new());
    }

    /// T02, and the initiator's own signature a minute later.
    pub(super) fn open(&mut self, when: Millis, who: &PersonId, id: &str) {
        self.act(when, who, Intent::OpenCosign { topic: id.into() }, Vec::new());
        self.sign(when.plus_minutes(1), who, id, By::Phone);
    }

    /// T04.
    pub(super) fn sign(&mut self, when: Millis, who: &PersonId, id: &str, by: By) {
        let Some(topic) = self.community.topic(&id.into()) else { return };
        let hash = topic.hash.clone();
        let code = slip_code(id, who);
        let receipt = receipt_hash(&code).unwrap_or_default();
        let hand = Opening { field: "hand".into(), salt: salt(&code), value: strokes(&code) };
        let (channel, actor, hand) = match by {
            By::Phone => (Channel::SelfPhone, who.clone(), None),
            By::Door(collector) => (Channel::AssistedDoor, collector, Some(hand)),
        };
        let intent = Intent::Cosign {
            topic: id.into(),
            person: who.clone(),
            channel,
            hash,
            receipt,
            hand: hand.as_ref().map(Opening::commitment),
            read_aloud: hand.is_some(),
            witnesses: Vec::new(),
        };
        self.act(when, &actor, intent, hand.into_iter().collect());
    }

    /// Keeps a signer's slip for the demo page.
    pub(super) fn keep_slip(&mut self, who: &PersonId, id: &str) {
        self.slips.push((who.clone(), id.into(), slip_code(id, who)));
    }

    /// T03 or T06.
    pub(super) fn submit(&mut self, when: Millis, who: &PersonId, id: &str) {
        self.act(when, who, Intent::SubmitTopic { topic: id.into() }, Vec::new());
    }

    /// Everybody in the sample says: yes, I signed.
    pub(super) fn confirm_sample(&mut self, when: Millis, who: &PersonId, id: &str) {
        let topic = id.into();
        let asked = self.community.callbacks_of(&topic).filter(|c| c.answer.is_none());
        let open: Vec<Callback> = asked.cloned().collect();
        for (asked, later) in open.into_iter().zip(0..) {
            let answer = CallbackAnswer::Confirmed;
            let intent = Intent::AnswerCallback { callback: asked.id, answer };
            self.act(when.plus_minutes(later * 7), who, intent, Vec::new());
        }
    }

    /// T09, T10, T12 or T13.
    pub(super) fn review(
        &mut self,
        when: Millis,
        who: &PersonId,
        id: &str,
        criteria: Criteria,
        outcome: Outcome,
        reason: &str,
    ) {
        let (topic, reason) = (id.into(), reason.to_owned());
        let intent = Intent::Review { topic, criteria, outcome, reason, interest: false };
        self.act(when, who, intent, Vec::new());
    }

    /// One step of the newest service item of a topic; what is written, if anything, lies beside it.
    pub(super) fn service(
        &mut self,
        when: Millis,
        who: &PersonId,
        topic: &str,
        step: impl FnOnce(Hash) -> ServiceStep,
        text: &str,
    ) {
        let newest = self.community.service_items_of(&topic.into()).max_by_key(|item| item.no);
        let Some(item) = newest.map(|item| item.id.clone()) else { return };
        let opening = Opening { field: "service".into(), salt: salt(&format!("{item}/{text}")), value: text.into() };
        let intent = Intent::Service { item, step: step(opening.commitment()) };
        let beside = if text.is_empty() { Vec::new() } else { vec![opening] };
        self.act(when, who, intent, beside);
    }

    /// The decision on a topic that something may still come of.
    pub(super) fn decision_on(&self, topic: &TopicId) -> Option<DecisionId> {
        self.community.decisions_of(topic).find(|d| d.ended.is_none()).map(|d| d.id.clone())
    }

    /// Adults of a grid on a day, behind one door after another.
    pub(super) fn adults(&self, grid: &GridId, on: Day) -> Vec<PersonId> {
        let keys = self.community.keys();
        let here = |p: &&Person| p.grid_on(on, &keys) == Some(grid) && p.adult.on(on, &keys);
        self.community.all_people().filter(here).map(|p| p.id.clone()).collect()
    }

    /// T46.
    pub(super) fn withdraw(&mut self, when: Millis, who: &PersonId, id: &str) {
        self.act(when, who, Intent::WithdrawTopic { topic: id.into() }, Vec::new());
    }

    /// T07.
    pub(super) fn lapse(&mut self, when: Millis, id: &str) {
        let due = Due::Lapse { topic: id.into() };
        self.act(when, &DESK.into(), Intent::Clock { due }, Vec::new());
    }

    /// H1: a lead heard at a door.
    pub(super) fn note(&mut self, when: Millis, who: &PersonId, grid: usize, details: &LeadDetails) {
        let id = uuid(when, &format!("lead/{}", details.matter));
        let value = serde_json::to_string(details).unwrap_or_default();
        let opening = Opening { field: "lead".into(), salt: salt(&id), value };
        let intent = Intent::NoteLead {
            lead: id.into(),
            grid: super::figures::grid_id(grid),
            courtyard: Some(yard_id(grid)),
            details: opening.commitment(),
        };
        self.act(when, who, intent, vec![opening]);
    }

    /// One act, decided at its own moment; gives its id.
    pub(super) fn act(&mut self, when: Millis, who: &PersonId, intent: Intent, openings: Vec<Opening>) -> String {
        self.n += 1;
        let device = self.device_of(who, when);
        let id = uuid(when, &format!("act/{}", self.n));
        let act = Act {
            v: VERSION,
            id: id.clone().into(),
            community: COMMUNITY.into(),
            device,
            n: self.n,
            prev: Hash::zero(),
            actor: who.clone(),
            at: when,
            seen: 0,
            build: "founding".into(),
            intent,
            openings,
        };
        match decide(&self.community, &act, Moment::at(when)) {
            Ok(changes) => changes.into_iter().for_each(|record| {
                self.community.put(record);
            }),
            Err(refusal) => self.refused.push((act.intent, refusal)),
        }
        id
    }

    fn device_of(&mut self, who: &PersonId, since: Millis) -> DeviceId {
        let id = DeviceId(format!("d-{who}"));
        if self.community.device(&id).is_none() {
            self.community.put(Record::made(Device {
                id: id.clone(),
                person: who.clone(),
                key: String::new(),
                offer: None,
                state: DeviceState::Active,
                since,
            }));
        }
        id
    }
}

/// A UUIDv7 text whose random part is a digest: the same every time.
pub(super) fn uuid(when: Millis, what: &str) -> String {
    let time = format!("{:012x}", when.0);
    let hex = Hash::tagged("chengge/demo/id", &[what.as_bytes()]).0;
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    let (high, low) = time.split_at(8);
    format!("{high}-{low}-7{}-8{}-{}", part(0, 3), part(3, 6), part(6, 18))
}

/// The code on a slip, as printed: sixteen letters in groups of four.
fn slip_code(topic: &str, who: &PersonId) -> String {
    let hex = Hash::tagged("chengge/demo/slip", &[topic.as_bytes(), who.as_str().as_bytes()]).0;
    let letter = |i: usize| {
        let byte = hex.get(i * 2..i * 2 + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let place = usize::from(byte.unwrap_or_default() % 32);
        char::from(CROCKFORD.get(place).copied().unwrap_or(b'0'))
    };
    let group = |g: usize| (g * 4..g * 4 + 4).map(letter).collect::<String>();
    [group(0), group(1), group(2), group(3)].join("-")
}

/// 43 letters, as long as 32 bytes in base64url.
pub(super) fn salt(of: &str) -> String {
    Hash::tagged("chengge/demo/salt", &[of.as_bytes()]).0.chars().take(43).collect()
}

/// An invented scribble: three strokes of five points.
fn strokes(of: &str) -> String {
    let digest = Hash::tagged("chengge/demo/hand", &[of.as_bytes()]).0.into_bytes();
    let point = |stroke: usize, i: usize| {
        let wobble = digest.get(stroke * 5 + i).map_or(0, |byte| usize::from(*byte) % 24);
        format!("{},{}", 40 + stroke * 80 + i * 14, 60 + wobble * 3)
    };
    let stroke = |s: usize| (0..5).map(|i| point(s, i)).collect::<Vec<_>>().join(" ");
    (0..3).map(stroke).collect::<Vec<_>>().join(";")
}
