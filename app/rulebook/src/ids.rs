//! Rulebook: names of things. Every id is text, made on a device (UUIDv7) or derived by a founding
//! (`hh-03-0123`), never by the server while it decides.

use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text, as it stands on the wire.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl From<&str> for $name {
            fn from(text: &str) -> Self { Self(text.into()) }
        }
        impl From<String> for $name {
            fn from(text: String) -> Self { Self(text) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )*};
}

ids! {
    /// 社区: the unit of order; one ledger each.
    CommunityId
    /// 市辖区.
    DistrictId
    /// 街道.
    SubdistrictId
    /// 网格.
    GridId
    /// 楼院.
    CourtyardId
    /// 居民楼.
    BuildingId
    /// 住户: the people behind one door.
    HouseholdId
    /// Shop, institution or hospital.
    UnitId
    /// A person; a pseudonym, never a citizen id number.
    PersonId
    /// One term of one person in one post.
    OfficeId
    /// One version of the charter.
    CharterId
    /// 议题.
    TopicId
    /// One co-signature (the id of the act that made it).
    CosignId
    /// A withdrawal of a co-signature.
    RevocationId
    /// 审查意见.
    ReviewId
    /// One call-back of the verification sample.
    CallbackId
    /// A phone, tablet or desk of one person.
    DeviceId
    /// An enrolment offer; the hash of its one-time code.
    OfferId
    /// 入户走访.
    RoundId
    /// One knock at one door.
    VisitId
    /// 议题线索.
    LeadId
    /// 会议.
    MeetingId
    /// One stay of one person at one meeting (the id of the act that made it).
    AttendanceId
    /// One motion and its vote (the id of the act that moved it).
    VoteId
    /// One person's vote in one open vote (the id of the act that made it).
    BallotId
    /// 决定 (the id of the vote that passed it).
    DecisionId
    /// 选举.
    ElectionId
    /// One name on one roll (`election/person`).
    VoterId
    /// One objection to a roll (the id of the act that made it).
    RollObjectionId
    /// Somebody nominated in one election (`election/person`).
    CandidateId
    /// One voter behind a nomination (`cause/person`) or a recall (`recall/cause/person`).
    BackingId
    /// One ballot of an election (`election/1`).
    SecretBallotId
    /// One written proxy (`ballot/principal`).
    ProxyId
    /// 票箱.
    BallotBoxId
    /// One voter's call of the mobile box (`ballot/voter`).
    BoxCallId
    /// One tick on the issue list (`ballot/voter`).
    HandoutId
    /// One teller's count (`ballot/teller`).
    TallyId
    /// The demand for a recall (`election/member`, a second one in the same term `election/member/2`).
    RecallId
    /// One action of a decision.
    ActionId
    /// One report on an action (the id of the act that made it).
    ProgressId
    /// A petition to reconsider a decision.
    PetitionId
    /// One person's support of a petition (the id of the act that made it).
    SupportId
    /// One person's rating of what was done (the id of the act that made it).
    RatingId
    /// That somebody asks for a hearing (topic and person).
    DemandId
    /// 意见.
    OpinionId
    /// 党员先议 (the id of the act that noted it).
    PartyTalkId
    /// 听证报告 (the id of the act that published it).
    HearingReportId
    /// An application for a seat of a hearing (the id of the act that made it).
    SeatId
    /// A service item (the id of the act that referred it).
    ServiceItemId
    /// What a person did; UUIDv7, the idempotency key.
    ActId
}

/// The server's own actor: it signs clock acts and what residents do at the public page.
pub const DESK: &str = "desk";
