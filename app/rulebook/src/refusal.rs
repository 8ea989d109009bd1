//! Rulebook: why an act was not accepted (不予接受): a code, the clause it rests on, the facts;
//! never prose. Sentences live in `app/src/words`.

use crate::{
    decision::Duty,
    election::{FiledWith, Post},
    ids::{GridId, PersonId},
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
    /// Too few members ask for the meeting.
    MembersMissing { have: u32, need: u32 },
    /// Neither a topic nor the report on what was decided.
    AgendaEmpty,
    /// The notice is out too late for that start.
    NoticeTooShort { earliest: Millis },
    /// Not before that moment.
    TooEarly { from: Millis },
    /// A session that was left open: it can be closed, nothing more is decided in it.
    SessionOver { since: Millis },
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
    /// An amendment waits: it is voted on before the question, or ruled out.
    AmendmentFirst,
    /// The question reads like that already.
    SameWording,
    /// A recess names when the sitting goes on, soon.
    RecessTooLong { max: u32 },
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
    /// Not on the roll of this election, or not as somebody who casts.
    NotOnRoll,
    /// A step of an election whose day or hour has not come.
    NotYet { from: Millis },
    /// The nominations were extended once.
    NominationsExtended,
    /// The grid has an election under way.
    ElectionUnderWay,
    /// Not one, two and two to six, or more than the charter's committee.
    SeatsOutOfBounds { max: u32 },
    /// No seat of that term is vacant.
    NothingVacant,
    /// The board is not confirmed, or too few are on it.
    BoardIncomplete { have: u32, need: u32 },
    /// That day is too early, or too late.
    DayOutOfRange { from: Day, until: Option<Day> },
    /// The roll may no longer be objected to.
    RollObjectionLate { until: Day },
    /// Objections wait for their answer.
    ObjectionsOpen { left: u32 },
    /// The household has its voter already.
    HouseholdHasRep,
    /// Nominated as many as there are seats.
    TooManyNominations { max: u32 },
    /// Not more candidates than seats, and not extended yet.
    NoChoice { post: Post },
    /// Who stands does not tell.
    TellerIsCandidate,
    /// Too few tellers: at a box, under a count, or for a double count.
    TooFewTellers { need: u32 },
    /// No proxy between these two, or not now.
    ProxyNotAllowed,
    /// Votes for as many as anybody may.
    ProxyLimit { max: u32 },
    /// The lists of proxies and of the mobile box hang out already.
    ListsClosed,
    /// The lists of proxies and of the mobile box do not hang out yet.
    ListsUnpublished,
    /// The polls are closed.
    PollsClosed,
    /// That voter has a paper already.
    PaperIssued,
    /// That voter waits for the mobile box.
    OnTheMobileList,
    /// The count does not add up.
    TallyWrong { rule: String },
    /// Two tellers counted differently: count again.
    TallyDiffers,
    /// Fewer are elected than a committee needs.
    TooFewElected { have: u32, need: u32 },
    /// The result is not filed.
    ResultNotFiled { with: FiledWith },
    /// Too few stand behind the demand for a recall to put it to the vote.
    RecallNotDemanded { have: u32, need: u32 },
    /// Holds no post of that committee any more: there is nothing to vote on.
    NotInOffice,
    /// A duty after the adoption is not done.
    DutyMissing { duty: Duty },
    /// The decision says nothing of who does what.
    ActionMissing,
    /// Actions are still to be done.
    ActionsLeft { left: u32 },
    /// A filing body says it is illegal, and nobody ruled yet.
    Contested,
    /// A filing body's time to object is over.
    ObjectionLate { until: Day },
    /// Residents' time to bring new facts is over, or there is none.
    WindowOver { until: Option<Day> },
    /// Reconsidered already: only once.
    ReconsideredOnce,
    /// The time for rating is over.
    RatingOver { until: Day },
    /// Rated already.
    AlreadyRated,
    /// Too few of those who rated are content.
    NotContent { content: u32, of: u32, percent: u32 },
    /// Too few supervisors who do not sit on the committee.
    SupervisorsMissing { have: u32, need: u32 },
    /// Not adopted lately, and nothing new since.
    CoolDown { until: Day },
    /// Too few signers live in that grid.
    GridShare { grid: GridId, have: u32, need: u32 },
    /// A matter of several grids: the council takes it.
    CouncilDecides,
    /// The grid has not agreed that the council decides.
    ConsentMissing { grid: GridId },
    /// The hearing was held, but opinions are unanswered or its report is not out.
    HearingReportIncomplete { left: u32 },
    /// A major matter on which the party members did not talk first.
    PartyFirstMissing,
    /// Neither the review nor anybody else found it a major matter.
    NotMajor,
    /// Asked for a hearing already.
    DemandedAlready,
    /// Applications for the seats are not taken yet.
    SeatsNotOpen,
    /// Applications for the seats were taken until that day.
    SeatsClosed { until: Day },
    /// Applied for a seat already.
    SeatAsked,
    /// More applied than there are seats, and the lot is not drawn.
    SeatsUndrawn,
    /// The recorder's device and the record say different things; the minutes are put right first.
    MinutesNeedCorrection,
    /// The service item was closed with a result: its topic is not reopened.
    ClosedWithResult,
    /// One of each door votes, and another of theirs has.
    HouseholdVoted,
    /// More hands than may be raised.
    CountExceeds { counted: u32, base: u32 },
    /// A vote by hands or by names, and what was tried belongs to the other; or nobody counted the hands yet.
    MethodMixed { hands: bool },
    /// Counted again already: once.
    RecountedOnce,
    /// The next item or question is open, or the meeting is over: that count stands.
    RecountOver,
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
            ClosedWithResult => "T15",
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
            AgendaEmpty | MembersMissing { .. } => "G-CALL",
            NoticeTooShort { .. } => "M2",
            Inquorate { .. } => "G-QUORUM",
            TooEarly { .. }
            | SessionOver { .. }
            | ChairIsRecorder
            | NotPresent
            | PosterUnread
            | AlreadyPresent
            | ItemStillOpen
            | AmendmentFirst
            | SameWording
            | RecessTooLong { .. }
            | RecountedOnce
            | RecountOver => "3.1",
            TurnsUsed { .. } | DebateClosed => "G-SPEAK",
            DebateFirst { .. } | ShelveLimit { .. } | MustBeVoted => "G-SHELVE",
            DutyMissing { .. } | Contested | ObjectionLate { .. } => "G-DUTY",
            ActionMissing | ActionsLeft { .. } => "G-IMPL",
            WindowOver { .. } | ReconsideredOnce => "T34",
            RatingOver { .. } | AlreadyRated | NotContent { .. } => "G-EVAL",
            SupervisorsMissing { .. } => "G-SUPERV",
            CoolDown { .. } => "T47",
            GridShare { .. } | CouncilDecides | ConsentMissing { .. } => "G-ESC",
            HearingMissing | NotMajor | DemandedAlready => "G-MAJOR",
            HearingReportIncomplete { .. } | SeatsNotOpen | SeatsClosed { .. } | SeatAsked | SeatsUndrawn => "G-HEAR",
            PartyFirstMissing => "G-PARTY-FIRST",
            MinutesNeedCorrection => "2.7",
            AlreadyVoted
            | VoteClosed
            | NoProxy
            | VoiceOnly
            | NotVotable
            | HouseholdVoted
            | CountExceeds { .. }
            | MethodMixed { .. } => "G-VOTE",
            ElectionUnderWay | SeatsOutOfBounds { .. } | NothingVacant => "E-SEATS",
            BoardIncomplete { .. } => "E-BOARD",
            NotOnRoll | RollObjectionLate { .. } | ObjectionsOpen { .. } | HouseholdHasRep => "E-ROLL",
            DayOutOfRange { .. } | NotYet { .. } => "E-DAYS",
            TooManyNominations { .. } | NoChoice { .. } | NominationsExtended => "E-NOMINATE",
            ProxyNotAllowed | ProxyLimit { .. } | ListsClosed | ListsUnpublished => "E-PROXY",
            TellerIsCandidate | TooFewTellers { .. } | PollsClosed | PaperIssued | OnTheMobileList => "E-BALLOT",
            TallyWrong { .. } | TallyDiffers => "E-COUNT",
            TooFewElected { .. } | ResultNotFiled { .. } => "E-RESULT",
            RecallNotDemanded { .. } | NotInOffice => "E-RECALL",
        }
    }

    /// The code as it stands on the wire.
    pub fn code(&self) -> String {
        // The first quoted word, with or without facts behind it.
        let text = serde_json::to_string(self).unwrap_or_default();
        text.split('"').nth(1).unwrap_or("NOT_ENTITLED").into()
    }
}
