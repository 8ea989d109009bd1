//! Rulebook: all records one holder has (社区). The server has every one, a phone those its owner
//! may see; both are this type. Never serialised: what is written down are acts and records.

mod decisions;
mod elections;
mod hearings;
mod meetings;
mod people;
mod raised;

use crate::{
    charter::{Charter, Keys},
    cosign::*,
    decision::{Action, Decision, Petition, Progress, Rating, Support},
    device::*,
    election::{
        Backing, BallotBox, BoxCall, Candidate, Election, Handout, Proxy, Recall, RollObjection, SecretBallot, Tally,
        Voter,
    },
    hearing::{Demand, Draw, HearingReport, Opinion, PartyTalk, Seat},
    ids::*,
    meeting::{Attendance, Ballot, Mediation, Meeting, Minutes, Requisition, Vote},
    order::InOrder as _,
    people::*,
    places::*,
    record::{Body, Key, Kind, Record},
    review::Review,
    round::*,
    service::ServiceItem,
    topic::Topic,
};
use alloc::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    format,
    string::String,
    vec::Vec,
};

/// One table for each kind. All of one type, so that the phone carries their code once.
type Table = BTreeMap<String, Record>;

/// The records of one holder, with the indexes that keep the cost of an act flat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    partial: bool,
    tables: [Table; Kind::ALL.len()],
    index: Index,
}

impl Default for Community {
    fn default() -> Community {
        Community { partial: false, tables: core::array::from_fn(|_| Table::new()), index: Index::default() }
    }
}

macro_rules! tables {
    ($($variant:ident: $id:ty => $ty:ty, $get:ident, $all:ident)*) => {
        impl Community {
            $(
                /// The record of that id.
                pub fn $get(&self, id: &$id) -> Option<&$ty> {
                    match &self.table(Kind::$variant).get(id.as_str())?.body {
                        Body::$variant(value) => Some(value),
                        _ => None,
                    }
                }

                /// All of that kind, by id.
                pub fn $all(&self) -> impl Iterator<Item = &$ty> {
                    self.table(Kind::$variant).values().filter_map(|record| match &record.body {
                        Body::$variant(value) => Some(value),
                        _ => None,
                    })
                }
            )*
        }
    };
}

tables! {
    District: DistrictId => District, district, all_districts
    Subdistrict: SubdistrictId => Subdistrict, subdistrict, all_subdistricts
    Quarter: CommunityId => Quarter, quarter_of, all_quarters
    Grid: GridId => Grid, grid, all_grids
    Courtyard: CourtyardId => Courtyard, courtyard, all_courtyards
    Building: BuildingId => Building, building, all_buildings
    Household: HouseholdId => Household, household, all_households
    Unit: UnitId => Unit, unit, all_units
    Person: PersonId => Person, person, all_people
    Office: OfficeId => Office, office, all_offices
    Charter: CharterId => Charter, charter_of, all_charters
    Topic: TopicId => Topic, topic, all_topics
    Cosign: CosignId => Cosignature, cosignature, all_cosignatures
    Handwriting: CosignId => Handwriting, handwriting, all_handwritings
    Revocation: RevocationId => Revocation, revocation, all_revocations
    Callback: CallbackId => Callback, callback, all_callbacks
    Review: ReviewId => Review, review, all_reviews
    Device: DeviceId => Device, device, all_devices
    Offer: OfferId => Offer, offer, all_offers
    Round: RoundId => Round, round, all_rounds
    Visit: VisitId => Visit, visit, all_visits
    Door: HouseholdId => Door, door, all_doors
    Lead: LeadId => Lead, lead, all_leads
    Meeting: MeetingId => Meeting, meeting, all_meetings
    Attendance: AttendanceId => Attendance, attendance, all_attendances
    Vote: VoteId => Vote, vote, all_votes
    Ballot: BallotId => Ballot, ballot, all_ballots
    Minutes: MeetingId => Minutes, minutes, all_minutes
    Decision: DecisionId => Decision, decision, all_decisions
    Election: ElectionId => Election, election, all_elections
    Voter: VoterId => Voter, voter, all_voters
    RollObjection: RollObjectionId => RollObjection, roll_objection, all_roll_objections
    Candidate: CandidateId => Candidate, candidate, all_candidates
    Backing: BackingId => Backing, backing, all_backings
    SecretBallot: SecretBallotId => SecretBallot, secret_ballot, all_secret_ballots
    Proxy: ProxyId => Proxy, proxy, all_proxies
    BallotBox: BallotBoxId => BallotBox, ballot_box, all_ballot_boxes
    BoxCall: BoxCallId => BoxCall, box_call, all_box_calls
    Handout: HandoutId => Handout, handout, all_handouts
    Tally: TallyId => Tally, tally, all_tallies
    Recall: RecallId => Recall, recall, all_recalls
    Action: ActionId => Action, action, all_actions
    Progress: ProgressId => Progress, progress, all_progress
    Petition: PetitionId => Petition, petition, all_petitions
    Support: SupportId => Support, support, all_supports
    Rating: RatingId => Rating, rating, all_ratings
    Demand: DemandId => Demand, demand, all_demands
    Opinion: OpinionId => Opinion, opinion, all_opinions
    PartyTalk: PartyTalkId => PartyTalk, party_talk, all_party_talks
    HearingReport: HearingReportId => HearingReport, hearing_report, all_hearing_reports
    Draw: MeetingId => Draw, draw, all_draws
    Seat: SeatId => Seat, seat, all_seats
    ServiceItem: ServiceItemId => ServiceItem, service_item, all_service_items
    Mediation: MeetingId => Mediation, mediation, all_mediations
    Requisition: MeetingId => Requisition, requisition, all_requisitions
}

/// Derived orders, from a name to the ids under it; kept in step by `put` and `remove`.
type Order = BTreeMap<String, BTreeSet<String>>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Index {
    residents: Order,
    doors: Order,
    posts: Order,
    owned: Order,
    referred: Order,
    raised: raised::Raised,
    gathered: meetings::Gathered,
    polled: elections::Polled,
    decided: decisions::Decided,
    heard: hearings::Heard,
}

impl Index {
    fn change(&mut self, body: &Body, add: bool) {
        self.raise(body, add);
        self.gather(body, add);
        self.poll(body, add);
        self.conclude(body, add);
        self.hear(body, add);
        match body {
            Body::Person(p) => {
                if let Some(home) = &p.home {
                    flip(&mut self.residents, &home.household.0, &p.id.0, add);
                }
            }
            Body::Household(h) => flip(&mut self.doors, &h.building.0, &h.id.0, add),
            Body::Office(o) => flip(&mut self.posts, &o.person.0, &o.id.0, add),
            Body::Device(d) => flip(&mut self.owned, &d.person.0, &d.id.0, add),
            Body::ServiceItem(s) => flip(&mut self.referred, &s.topic.0, &s.id.0, add),
            Body::District(_)
            | Body::Subdistrict(_)
            | Body::Quarter(_)
            | Body::Grid(_)
            | Body::Courtyard(_)
            | Body::Building(_)
            | Body::Unit(_)
            | Body::Charter(_)
            | Body::Topic(_)
            | Body::Cosign(_)
            | Body::Callback(_)
            | Body::Handwriting(_)
            | Body::Revocation(_)
            | Body::Review(_)
            | Body::Offer(_)
            | Body::Round(_)
            | Body::Visit(_)
            | Body::Door(_)
            | Body::Lead(_)
            | Body::Meeting(_)
            | Body::Attendance(_)
            | Body::Vote(_)
            | Body::Ballot(_)
            | Body::Minutes(_)
            | Body::Decision(_)
            | Body::Election(_)
            | Body::Voter(_)
            | Body::RollObjection(_)
            | Body::Candidate(_)
            | Body::Backing(_)
            | Body::SecretBallot(_)
            | Body::Proxy(_)
            | Body::BallotBox(_)
            | Body::BoxCall(_)
            | Body::Handout(_)
            | Body::Tally(_)
            | Body::Recall(_)
            | Body::Action(_)
            | Body::Progress(_)
            | Body::Petition(_)
            | Body::Support(_)
            | Body::Rating(_)
            | Body::Demand(_)
            | Body::Opinion(_)
            | Body::PartyTalk(_)
            | Body::HearingReport(_)
            | Body::Draw(_)
            | Body::Seat(_)
            | Body::Mediation(_)
            | Body::Requisition(_) => {}
        }
    }
}

fn flip(order: &mut Order, name: &str, id: &str, add: bool) {
    if add {
        order.entry(name.into()).or_default().insert(id.into());
    } else if let Some(ids) = order.get_mut(name) {
        ids.remove(id);
        if ids.is_empty() {
            order.remove(name);
        }
    }
}

fn under<'a>(order: &'a Order, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    order.get(name).into_iter().flatten().map(String::as_str)
}

fn of_both(of: &str, person: &PersonId) -> String {
    format!("{of} {person}")
}

impl Community {
    /// Puts a record in place and gives back what stood there.
    pub fn put(&mut self, record: Record) -> Option<Record> {
        let key = record.key();
        // One walk down a table of a million.
        match self.tables[key.k as usize].entry(key.id) {
            Entry::Occupied(mut place) => {
                self.index.change(&place.get().body, false);
                self.index.change(&record.body, true);
                Some(place.insert(record))
            }
            Entry::Vacant(place) => {
                self.index.change(&record.body, true);
                place.insert(record);
                None
            }
        }
    }

    /// Takes a record away and gives it back.
    pub fn remove(&mut self, key: &Key) -> Option<Record> {
        let gone = self.tables[key.k as usize].remove(&key.id)?;
        self.index.change(&gone.body, false);
        Some(gone)
    }

    /// The record of that name.
    pub fn get(&self, key: &Key) -> Option<Record> {
        self.table(key.k).get(&key.id).cloned()
    }

    /// Every record, kind by kind.
    pub fn records(&self) -> Vec<Record> {
        self.tables.iter().flat_map(BTreeMap::values).cloned().collect()
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.tables.iter().map(BTreeMap::len).sum()
    }

    fn table(&self, kind: Kind) -> &Table {
        &self.tables[kind as usize]
    }

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
        Community { partial: true, ..Community::default() }
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
        self.all_charters().max_by_key(|charter| charter.version)
    }

    /// The parameters in force; the defaults of `domain.md` §11 while no charter is known.
    pub fn keys(&self) -> Keys {
        self.charter().map(|c| c.keys.clone()).unwrap_or_default()
    }

    /// The parameters a topic is judged by: those of its acceptance, else those in force.
    pub fn keys_for(&self, topic: &Topic) -> Keys {
        self.keys_at(topic.charter)
    }

    /// The parameters of one version, else those in force.
    fn keys_at(&self, version: Option<u32>) -> Keys {
        let pinned = version.and_then(|v| self.all_charters().find(|c| c.version == v));
        pinned.or_else(|| self.charter()).map(|c| c.keys.clone()).unwrap_or_default()
    }

    /// How many service items there are: their numbers run from 1, and none is ever taken away.
    pub fn service_items(&self) -> u32 {
        u32::try_from(self.table(Kind::ServiceItem).len()).unwrap_or(u32::MAX)
    }

    /// The service items a topic was referred as.
    pub fn service_items_of(&self, topic: &TopicId) -> impl Iterator<Item = &ServiceItem> {
        under(&self.index.referred, &topic.0).filter_map(|id| self.service_item(&id.into()))
    }

    /// Keys of all records, with their revisions, in the order in which a phone pulls them.
    pub fn revisions(&self) -> Vec<(u64, Key)> {
        let mut all: Vec<(u64, Key)> = self.records().into_iter().map(|r| (r.rev, r.key())).collect();
        all.in_order();
        all
    }
}
