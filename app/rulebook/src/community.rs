//! Rulebook: all records one holder has (社区). The server has every one, a phone those its owner
//! may see; both are this type. Never serialised: what is written down are acts and records.

use crate::{
    charter::{Charter, Keys},
    cosign::*,
    device::*,
    hash::Hash,
    ids::*,
    people::*,
    places::*,
    record::{Body, Key, Kind, Record},
    review::Review,
    round::*,
    time::Day,
    topic::Topic,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

/// A value with its revision.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kept<T> {
    rev: u64,
    value: T,
}

macro_rules! tables {
    ($($variant:ident $table:ident: $id:ty => $ty:ty, $get:ident, $all:ident)*) => {
        /// The records of one holder, with the indexes that keep the cost of an act flat.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Community {
            partial: bool,
            $($table: BTreeMap<$id, Kept<$ty>>,)*
            index: Index,
        }

        impl Community {
            $(
                /// The record of that id.
                pub fn $get(&self, id: &$id) -> Option<&$ty> { self.$table.get(id).map(|kept| &kept.value) }

                /// All of that kind, by id.
                pub fn $all(&self) -> impl Iterator<Item = &$ty> { self.$table.values().map(|kept| &kept.value) }
            )*

            /// Puts a record in place and gives back what stood there.
            pub fn put(&mut self, record: Record) -> Option<Record> {
                let old = match &record.body {
                    $(Body::$variant(value) => self.$table.get(&value.id).map(|k| Record { rev: k.rev, body: k.value.clone().into() }),)*
                };
                if let Some(old) = &old { self.index.change(&old.body, false); }
                self.index.change(&record.body, true);
                let rev = record.rev;
                match record.body {
                    $(Body::$variant(value) => { self.$table.insert(value.id.clone(), Kept { rev, value }); })*
                }
                old
            }

            /// Takes a record away and gives it back.
            pub fn remove(&mut self, key: &Key) -> Option<Record> {
                let gone = match key.k {
                    $(Kind::$variant => self.$table.remove(&<$id>::from(key.id.as_str())).map(|k| Record { rev: k.rev, body: k.value.into() }),)*
                };
                if let Some(gone) = &gone { self.index.change(&gone.body, false); }
                gone
            }

            /// The record of that name.
            pub fn get(&self, key: &Key) -> Option<Record> {
                match key.k {
                    $(Kind::$variant => self.$table.get(&<$id>::from(key.id.as_str())).map(|k| Record { rev: k.rev, body: k.value.clone().into() }),)*
                }
            }

            /// Every record, kind by kind.
            pub fn records(&self) -> Vec<Record> {
                let mut all = Vec::with_capacity(self.len());
                $(all.extend(self.$table.values().map(|k| Record { rev: k.rev, body: k.value.clone().into() }));)*
                all
            }

            /// How many records there are.
            pub fn len(&self) -> usize { 0 $(+ self.$table.len())* }
        }
    };
}

tables! {
    District districts: DistrictId => District, district, all_districts
    Subdistrict subdistricts: SubdistrictId => Subdistrict, subdistrict, all_subdistricts
    Quarter quarters: CommunityId => Quarter, quarter_of, all_quarters
    Grid grids: GridId => Grid, grid, all_grids
    Courtyard courtyards: CourtyardId => Courtyard, courtyard, all_courtyards
    Building buildings: BuildingId => Building, building, all_buildings
    Household households: HouseholdId => Household, household, all_households
    Unit units: UnitId => Unit, unit, all_units
    Person people: PersonId => Person, person, all_people
    Office offices: OfficeId => Office, office, all_offices
    Charter charters: CharterId => Charter, charter_of, all_charters
    Topic topics: TopicId => Topic, topic, all_topics
    Cosign cosigns: CosignId => Cosignature, cosignature, all_cosignatures
    Handwriting handwritings: CosignId => Handwriting, handwriting, all_handwritings
    Revocation revocations: RevocationId => Revocation, revocation, all_revocations
    Callback callbacks: CallbackId => Callback, callback, all_callbacks
    Review reviews: ReviewId => Review, review, all_reviews
    Device devices: DeviceId => Device, device, all_devices
    Offer offers: OfferId => Offer, offer, all_offers
    Round rounds: RoundId => Round, round, all_rounds
    Visit visits: VisitId => Visit, visit, all_visits
    Door doors: HouseholdId => Door, door, all_doors
    Lead leads: LeadId => Lead, lead, all_leads
}

/// Derived orders; kept in step by `put` and `remove`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Index {
    signed: BTreeMap<TopicId, BTreeMap<PersonId, BTreeSet<CosignId>>>,
    receipts: BTreeMap<Hash, CosignId>,
    residents: BTreeMap<HouseholdId, BTreeSet<PersonId>>,
    doors: BTreeMap<BuildingId, BTreeSet<HouseholdId>>,
    posts: BTreeMap<PersonId, BTreeSet<OfficeId>>,
    called: BTreeMap<TopicId, BTreeSet<CallbackId>>,
    raised: BTreeMap<PersonId, BTreeSet<TopicId>>,
    owned: BTreeMap<PersonId, BTreeSet<DeviceId>>,
    charter: BTreeMap<u32, CharterId>,
}

impl Index {
    fn change(&mut self, body: &Body, add: bool) {
        match body {
            Body::Cosign(c) => {
                let by_person = self.signed.entry(c.topic.clone()).or_default();
                flip(by_person, &c.person, &c.id, add);
                if add {
                    self.receipts.insert(c.receipt.clone(), c.id.clone());
                } else {
                    self.receipts.remove(&c.receipt);
                }
            }
            Body::Person(p) => {
                if let Some(home) = &p.home {
                    flip(&mut self.residents, &home.household, &p.id, add);
                }
            }
            Body::Household(h) => flip(&mut self.doors, &h.building, &h.id, add),
            Body::Office(o) => flip(&mut self.posts, &o.person, &o.id, add),
            Body::Callback(c) => flip(&mut self.called, &c.topic, &c.id, add),
            Body::Topic(t) => {
                if let Some(by) = &t.raised_by {
                    flip(&mut self.raised, by, &t.id, add);
                }
            }
            Body::Device(d) => flip(&mut self.owned, &d.person, &d.id, add),
            Body::Charter(c) => {
                if add {
                    self.charter.insert(c.version, c.id.clone());
                } else {
                    self.charter.remove(&c.version);
                }
            }
            Body::District(_)
            | Body::Subdistrict(_)
            | Body::Quarter(_)
            | Body::Grid(_)
            | Body::Courtyard(_)
            | Body::Building(_)
            | Body::Unit(_)
            | Body::Handwriting(_)
            | Body::Revocation(_)
            | Body::Review(_)
            | Body::Offer(_)
            | Body::Round(_)
            | Body::Visit(_)
            | Body::Door(_)
            | Body::Lead(_) => {}
        }
    }
}

fn flip<K: Ord + Clone, V: Ord + Clone>(
    index: &mut BTreeMap<K, BTreeSet<V>>,
    key: &K,
    value: &V,
    add: bool,
) {
    if add {
        index.entry(key.clone()).or_default().insert(value.clone());
    } else if let Some(set) = index.get_mut(key) {
        set.remove(value);
        if set.is_empty() {
            index.remove(key);
        }
    }
}

impl Community {
    /// A community of these records.
    pub fn of(records: impl IntoIterator<Item = Record>) -> Community {
        let mut community = Community::default();
        for record in records {
            community.put(record);
        }
        community
    }

    /// A holder that sees only a part (a phone): counts on records are then trusted, not recomputed.
    pub fn partial() -> Community {
        Community {
            partial: true,
            ..Community::default()
        }
    }

    /// Whether this holder has every record, as the server does.
    pub fn is_whole(&self) -> bool {
        !self.partial
    }

    /// Whether there is nothing yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The community itself.
    pub fn quarter(&self) -> Option<&Quarter> {
        self.all_quarters().next()
    }

    /// The charter in force: the newest version.
    pub fn charter(&self) -> Option<&Charter> {
        let (_, id) = self.index.charter.last_key_value()?;
        self.charter_of(id)
    }

    /// The parameters in force; the defaults of `domain.md` §11 while no charter is known.
    pub fn keys(&self) -> Keys {
        self.charter().map(|c| c.keys.clone()).unwrap_or_default()
    }

    /// The parameters a topic is judged by: those of its acceptance, else those in force.
    pub fn keys_for(&self, topic: &Topic) -> Keys {
        let pinned = topic
            .charter
            .and_then(|version| self.index.charter.get(&version))
            .and_then(|id| self.charter_of(id));
        pinned
            .or_else(|| self.charter())
            .map(|c| c.keys.clone())
            .unwrap_or_default()
    }

    /// All signatures of a topic that this holder has.
    pub fn signatures(&self, topic: &TopicId) -> impl Iterator<Item = &Cosignature> {
        self.index
            .signed
            .get(topic)
            .into_iter()
            .flat_map(|people| people.values().flatten())
            .filter_map(|id| self.cosignature(id))
    }

    /// One person's signatures of a topic.
    pub fn signatures_of<'a>(
        &'a self,
        topic: &TopicId,
        person: &PersonId,
    ) -> impl Iterator<Item = &'a Cosignature> + use<'a> {
        let ids = self
            .index
            .signed
            .get(topic)
            .and_then(|people| people.get(person));
        ids.into_iter()
            .flatten()
            .filter_map(|id| self.cosignature(id))
    }

    /// The signature of a receipt.
    pub fn signature_by_receipt(&self, receipt: &Hash) -> Option<&Cosignature> {
        self.index
            .receipts
            .get(receipt)
            .and_then(|id| self.cosignature(id))
    }

    /// The call-backs of a topic.
    pub fn callbacks_of(&self, topic: &TopicId) -> impl Iterator<Item = &Callback> {
        self.index
            .called
            .get(topic)
            .into_iter()
            .flatten()
            .filter_map(|id| self.callback(id))
    }

    /// The people behind a door.
    pub fn residents(&self, household: &HouseholdId) -> impl Iterator<Item = &Person> {
        self.index
            .residents
            .get(household)
            .into_iter()
            .flatten()
            .filter_map(|id| self.person(id))
    }

    /// The doors of a building.
    pub fn doors_of(&self, building: &BuildingId) -> impl Iterator<Item = &Household> {
        self.index
            .doors
            .get(building)
            .into_iter()
            .flatten()
            .filter_map(|id| self.household(id))
    }

    /// The posts a person holds on a day.
    pub fn posts(&self, person: &PersonId, day: Day) -> impl Iterator<Item = &Office> {
        self.index
            .posts
            .get(person)
            .into_iter()
            .flatten()
            .filter_map(|id| self.office(id))
            .filter(move |o| o.holds_on(day))
    }

    /// Whether a person holds, on a day, a post that passes and covers the grid.
    pub fn holds(
        &self,
        person: &PersonId,
        grid: &GridId,
        day: Day,
        passes: impl Fn(Role) -> bool,
    ) -> bool {
        self.posts(person, day)
            .any(|office| passes(office.role) && office.covers(grid))
    }

    /// The topics a person raised.
    pub fn topics_of(&self, person: &PersonId) -> impl Iterator<Item = &Topic> {
        self.index
            .raised
            .get(person)
            .into_iter()
            .flatten()
            .filter_map(|id| self.topic(id))
    }

    /// A person's devices.
    pub fn devices_of(&self, person: &PersonId) -> impl Iterator<Item = &Device> {
        self.index
            .owned
            .get(person)
            .into_iter()
            .flatten()
            .filter_map(|id| self.device(id))
    }

    /// Keys of all records, with their revisions, in the order in which a phone pulls them.
    pub fn revisions(&self) -> Vec<(u64, Key)> {
        let mut all: Vec<(u64, Key)> = self
            .records()
            .into_iter()
            .map(|r| (r.rev, r.key()))
            .collect();
        all.sort();
        all
    }

    /// What a person is called, where this holder may know it.
    pub fn name_of(&self, person: &PersonId) -> Option<String> {
        self.person(person).map(|p| p.name.clone()).or_else(|| {
            self.index
                .posts
                .get(person)
                .into_iter()
                .flatten()
                .find_map(|id| self.office(id))
                .map(|o| o.name.clone())
        })
    }
}
