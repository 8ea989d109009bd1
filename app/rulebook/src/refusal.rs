//! Rulebook: why an act was not accepted (不予接受): a code, the clause it rests on, the facts;
//! never prose. Sentences live in `app/src/words`.

use crate::{
    ids::PersonId,
    time::{Day, Millis},
};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// Why not. Written `{"UNDER_18":{"from":…}}`, or `"TEXT_CHANGED"` where there are no facts; on the
/// wire it travels as a [`Note`](crate::sync::Note) with its clause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs, reason = "the line above each variant names its fields")]
pub enum Refusal {
    /// Fewer valid signatures than the charter asks.
    NotEnoughSignatures { have: u32, need: u32, moved: Vec<PersonId> },
    /// Not yet of age on the day of signing.
    #[serde(rename = "UNDER_18")]
    Under18 { from: Option<Day> },
    /// Does not live in a grid of the topic.
    NotResidentOfGrid,
    /// Signed another version of the text than the one that is open.
    TextChanged,
    /// The person signed already.
    Duplicate { signed: Millis },
    /// The window, or the grace after it, is over.
    Late { until: Option<Day> },
    /// The topic is not in a state that allows this.
    WrongState,
    /// The actor holds no right for this.
    NotEntitled,
    /// The reviewer is the proposer or has an interest.
    RecusalRequired,
    /// A reason is owed.
    ReasonRequired,
    /// A criterion or a competence test failed, so it cannot be accepted.
    CriteriaNotMet { failed: Vec<String> },
    /// To return a topic at least one criterion must be named, with what to change.
    CriterionRequired,
    /// Call-backs are still open.
    VerificationPending { left: u32 },
    /// The collector may not call back.
    NotTheCollector,
    /// The appeal came after its last day.
    AppealLate { until: Day },
    /// Oral signatures need two witnesses, one of them not the collector; paper a second checker.
    WitnessRequired,
    /// A signature on the glass needs handwriting.
    HandRequired,
    /// Title or text is empty or too long.
    TextRequired { max_title: u32, max_body: u32 },
    /// Too many open topics at once.
    TooManyOpen { max: u32 },
    /// Nothing here by that name, or not for you.
    NotFound,
    /// There is already something by that id.
    IdTaken,
    /// The receipt code fits no signature here.
    UnknownReceipt,
    /// Nobody asked for a visit at this hour.
    QuietHours { from: u16, until: u16 },
    /// The door declined and rests.
    DoorRests { until: Day },
    /// Too much, or something that is not on the closed field list.
    NotOnTheList { field: String },
    /// The value beside the act is missing or does not fit its commitment.
    OpeningMissing { field: String },
    /// The code is unknown, used or too old.
    CodeInvalid,
    /// The device is unknown, not confirmed or revoked, or belongs to somebody else.
    DeviceNotActive,
    /// Only in a demo community.
    DemoOnly,
    /// A parameter undercuts what the paper fixes.
    CharterBound { key: String },
    /// The extension was used.
    AlreadyExtended,
    /// The topic was accepted only after the meeting was called.
    ReviewAfterCall { called: Millis },
    /// Not on the agenda that was made known.
    NotOnAgenda,
    /// Neither a topic nor the report on what was decided.
    AgendaEmpty,
    /// The notice is out too late for that start.
    NoticeTooShort { earliest: Millis },
    /// Not before that moment.
    TooEarly { from: Millis },
    /// Too few of the committee, or too few people.
    Inquorate { members: u32, here: u32, persons: u32 },
    /// One person cannot chair and keep the minutes.
    ChairIsRecorder,
    /// Not checked in, or gone again.
    NotPresent,
    /// The code on the poster in the room is missing or another.
    PosterUnread,
    /// Checked in already.
    AlreadyPresent,
    /// Another item or vote is open, or one must still be settled.
    ItemStillOpen,
    /// Spoke on this item as often as anybody may.
    TurnsUsed { max: u32 },
    /// The meeting closed the debate on this item.
    DebateClosed,
    /// Both sides must be heard before a matter is set aside.
    DebateFirst { need: u32 },
    /// Shelved as often as it may be.
    ShelveLimit { max: u32 },
    /// A shelved topic comes first at the next meeting and cannot be left out.
    MustBeVoted,
    /// A major matter without its hearing.
    HearingMissing,
    /// Voted already on this motion.
    AlreadyVoted,
    /// The vote is not open.
    VoteClosed,
    /// Nobody votes for another.
    NoProxy,
    /// Here with voice, without vote.
    VoiceOnly,
    /// Nobody here who may vote, or a meeting that decides nothing.
    NotVotable,
}

impl Refusal {
    /// The clause it rests on, as `domain.md` names it; the page quotes the paper's own words.
    pub fn clause(&self) -> &'static str {
        use Refusal::*;
        match self {
            NotEnoughSignatures { .. } => "G-PROP",
            Under18 { .. } => "G-AGE",
            NotResidentOfGrid => "G-RES",
            TextChanged | Duplicate { .. } => "G-ONE",
            Late { .. } | AlreadyExtended => "T07",
            WrongState => "2.2",
            NotEntitled => "1.7",
            RecusalRequired => "G-RECUSE",
            ReasonRequired | CriteriaNotMet { .. } | CriterionRequired => "G-REV",
            AppealLate { .. } => "T14",
            TextRequired { .. } => "G-TEXT",
            VerificationPending { .. } | NotTheCollector | WitnessRequired | HandRequired | UnknownReceipt => "2.5",
            TooManyOpen { .. } => "G-PROP",
            NotFound | IdTaken => "2.7",
            QuietHours { .. } | DoorRests { .. } => "6.1",
            NotOnTheList { .. } => "6.2",
            OpeningMissing { .. } => "6.5",
            CodeInvalid | DeviceNotActive | DemoOnly => "6",
            CharterBound { .. } => "11",
            ReviewAfterCall { .. } | NotOnAgenda => "G-BEFORE",
            AgendaEmpty => "G-CALL",
            NoticeTooShort { .. } => "M2",
            Inquorate { .. } => "G-QUORUM",
            TooEarly { .. } | ChairIsRecorder | NotPresent | PosterUnread | AlreadyPresent | ItemStillOpen => "3.1",
            TurnsUsed { .. } | DebateClosed => "G-SPEAK",
            DebateFirst { .. } | ShelveLimit { .. } | MustBeVoted => "G-SHELVE",
            HearingMissing => "G-MAJOR",
            AlreadyVoted | VoteClosed | NoProxy | VoiceOnly | NotVotable => "G-VOTE",
        }
    }

    /// The code as it stands on the wire.
    pub fn code(&self) -> String {
        // The first quoted word, with or without facts behind it.
        let text = serde_json::to_string(self).unwrap_or_default();
        text.split('"').nth(1).unwrap_or("NOT_ENTITLED").into()
    }
}
