//! Rulebook: one thing the community knows (记录): a key, a kind, a revision. Kinds marked personal
//! are kept beside the ledger and can be erased; no ledger entry carries their values.

use crate::{
    charter::Charter,
    cosign::*,
    decision::{Action, Decision, Petition, Progress, Rating, Support},
    device::*,
    election::{
        Backing, BallotBox, BoxCall, Candidate, Election, Handout, Proxy, Recall, RollObjection, SecretBallot, Tally,
        Voter,
    },
    hearing::{Demand, Draw, HearingReport, Opinion, PartyTalk, Seat},
    meeting::{Attendance, Ballot, Mediation, Meeting, Minutes, Requisition, Vote},
    people::*,
    places::*,
    review::Review,
    round::*,
    service::ServiceItem,
    topic::Topic,
};
use alloc::string::{String, ToString};
use serde::{Deserialize, Serialize};

/// A record with its revision: the sequence number of the entry that last changed it; 0 while predicted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Ledger sequence number.
    pub rev: u64,
    /// What it is.
    pub body: Body,
}

/// The name of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// Its kind.
    pub k: Kind,
    /// Its id.
    pub id: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident($ty:ty) $tag:literal $personal:literal)*) => {
        /// What a record is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $tag)] $variant,)* }

        /// The value of a record.
        #[allow(clippy::large_enum_variant, reason = "records live in tables, one by one; a box each would cost more")]
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Body { $($(#[$doc])* #[serde(rename = $tag)] $variant($ty),)* }

        impl Body {
            /// Its kind.
            pub fn kind(&self) -> Kind {
                match self { $(Body::$variant(_) => Kind::$variant,)* }
            }

            /// Its name.
            pub fn key(&self) -> Key {
                match self { $(Body::$variant(value) => Key { k: Kind::$variant, id: value.id.to_string() },)* }
            }
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// Kept beside the ledger, erasable, never in an entry.
            pub fn is_personal(self) -> bool {
                match self { $(Kind::$variant => $personal,)* }
            }

            /// As it stands on the wire and in storage.
            pub fn tag(self) -> &'static str {
                match self { $(Kind::$variant => $tag,)* }
            }

            /// The kind of that name.
            pub fn from_tag(tag: &str) -> Option<Kind> {
                match tag { $($tag => Some(Kind::$variant),)* _ => None }
            }
        }

        $(impl From<$ty> for Body {
            fn from(value: $ty) -> Body { Body::$variant(value) }
        })*
    };
}

kinds! {
    /// 市辖区.
    District(District) "district" false
    /// 街道.
    Subdistrict(Subdistrict) "subdistrict" false
    /// 社区.
    Quarter(Quarter) "community" false
    /// 网格.
    Grid(Grid) "grid" false
    /// 楼院.
    Courtyard(Courtyard) "courtyard" false
    /// 居民楼.
    Building(Building) "building" false
    /// 住户.
    Household(Household) "household" false
    /// Shop, institution, hospital.
    Unit(Unit) "unit" false
    /// Resident or office holder.
    Person(Person) "person" true
    /// A term in a post.
    Office(Office) "office" true
    /// 制度.
    Charter(Charter) "charter" false
    /// 议题.
    Topic(Topic) "topic" false
    /// 联名.
    Cosign(Cosignature) "cosign" false
    /// Strokes of a signature.
    Handwriting(Handwriting) "handwriting" true
    /// A withdrawal ahead of its signature.
    Revocation(Revocation) "revocation" false
    /// A call-back.
    Callback(Callback) "callback" false
    /// 审查意见.
    Review(Review) "review" false
    /// A device.
    Device(Device) "device" false
    /// An enrolment offer.
    Offer(Offer) "offer" false
    /// A round.
    Round(Round) "round" false
    /// A visit.
    Visit(Visit) "visit" true
    /// What is known of a door.
    Door(Door) "door" true
    /// 议题线索.
    Lead(Lead) "lead" true
    /// 会议.
    Meeting(Meeting) "meeting" false
    /// 签到: who was there.
    Attendance(Attendance) "attendance" true
    /// A motion and its counts.
    Vote(Vote) "vote" false
    /// Who voted how.
    Ballot(Ballot) "ballot" true
    /// 会议纪要.
    Minutes(Minutes) "minutes" true
    /// 决定.
    Decision(Decision) "decision" false
    /// 选举.
    Election(Election) "election" true
    /// A name on the roll.
    Voter(Voter) "voter" true
    /// An objection to the roll.
    RollObjection(RollObjection) "roll_objection" true
    /// 候选人.
    Candidate(Candidate) "candidate" true
    /// A voter behind a nomination or a recall.
    Backing(Backing) "backing" false
    /// 无记名投票: what all papers together said.
    SecretBallot(SecretBallot) "secret_ballot" false
    /// 委托投票.
    Proxy(Proxy) "proxy" true
    /// 票箱.
    BallotBox(BallotBox) "ballot_box" false
    /// Who asked for the mobile box.
    BoxCall(BoxCall) "box_call" true
    /// Who received a ballot paper.
    Handout(Handout) "handout" true
    /// One teller's count.
    Tally(Tally) "tally" false
    /// 罢免: the demand for it.
    Recall(Recall) "recall" true
    /// 行动.
    Action(Action) "action" false
    /// A report on an action.
    Progress(Progress) "progress" true
    /// 复议申请.
    Petition(Petition) "petition" true
    /// Who stands by one.
    Support(Support) "support" false
    /// 评议: who rated how.
    Rating(Rating) "rating" true
    /// Somebody asks for a hearing.
    Demand(Demand) "demand" false
    /// 意见.
    Opinion(Opinion) "opinion" true
    /// 党员先议.
    PartyTalk(PartyTalk) "party_talk" false
    /// 听证报告.
    HearingReport(HearingReport) "hearing_report" false
    /// The draw of a hearing's seats.
    Draw(Draw) "draw" false
    /// An application for a seat.
    Seat(Seat) "seat" false
    /// 网格事项.
    ServiceItem(ServiceItem) "service_item" true
    /// 调解: names, what it is about, what it came to.
    Mediation(Mediation) "mediation" true
    /// 联名要求开会: members ask for a meeting.
    Requisition(Requisition) "requisition" false
}

impl Record {
    /// A record that a decision made; the ledger gives it its revision.
    pub fn made(body: impl Into<Body>) -> Record {
        Record { rev: 0, body: body.into() }
    }

    /// Its name.
    pub fn key(&self) -> Key {
        self.body.key()
    }
}
