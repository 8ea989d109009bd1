//! App: every address on one screen. Pages never write an address by hand.

use rulebook::ids::{BuildingId, DecisionId, ElectionId, GridId, HouseholdId, MeetingId, RecallId, TopicId};

/// First screen of the app.
pub const HOME: &str = "/app";
/// Choose a building.
pub const ROUND: &str = "/app/round";
/// Topics.
pub const TOPICS: &str = "/app/topics";
/// Write a topic.
pub const DRAFT: &str = "/app/topics/new";
/// Topics before the reviewer.
pub const REVIEW: &str = "/app/review";
/// Meetings.
pub const MEETINGS: &str = "/app/meetings";
/// Call a meeting.
pub const CALL: &str = "/app/meetings/new";
/// Ask for mediation.
pub const MEDIATE: &str = "/app/meetings/mediation";
/// What lies before the community council.
pub const COUNCIL: &str = "/app/council";
/// What reviews handed to the station.
pub const SERVICE: &str = "/app/service";
/// Hand in a roster.
pub const ROSTER: &str = "/app/service/roster";
/// Where a roster goes to be looked at; under the name of a plan, to be carried out.
pub const API_ROSTER: &str = "/api/v1/roster";
/// Elections of the committee.
pub const ELECTIONS: &str = "/app/elections";
/// Announce one.
pub const ANNOUNCE: &str = "/app/elections/new";
/// Decisions.
pub const DECISIONS: &str = "/app/decisions";
/// What is not delivered.
pub const OUTBOX: &str = "/app/outbox";
/// 我的.
pub const ME: &str = "/app/me";
/// Hand out an enrolment code.
pub const OFFER: &str = "/app/me/enrol";
/// Join with a code, which may stand after `#`.
pub const ENROL: &str = "/app/enrol";
/// Become the persona named after `#`; demo communities only.
pub const ENTER_DEMO: &str = "/app/demo";
/// Public: list of grids.
pub const BOARDS: &str = "/";
/// Public: the clauses.
pub const RULES: &str = "/rules";
/// Public: check or withdraw a signature.
pub const RECEIPT: &str = "/receipt";
/// Public: the personas of the demo.
pub const DEMO: &str = "/demo";

/// One building as it stands.
pub fn building(id: &BuildingId) -> String {
    format!("{ROUND}/{id}")
}

/// Co-sign at a door.
pub fn cosign(building: &BuildingId, household: &HouseholdId, topic: &TopicId) -> String {
    format!("{ROUND}/{building}/{household}/sign/{topic}")
}

/// Note a lead heard at a door.
pub fn lead(building: &BuildingId, household: &HouseholdId) -> String {
    format!("{ROUND}/{building}/{household}/lead")
}

/// A topic in the app.
pub fn topic(id: &TopicId) -> String {
    format!("{TOPICS}/{id}")
}

/// Co-sign on one's own phone.
pub fn sign(id: &TopicId) -> String {
    format!("{TOPICS}/{id}/sign")
}

/// Change a topic's text.
pub fn edit(id: &TopicId) -> String {
    format!("{TOPICS}/{id}/edit")
}

/// Review a topic.
pub fn review(id: &TopicId) -> String {
    format!("{REVIEW}/{id}")
}

/// A meeting in the app; after `#` may stand the code of the poster in the room.
pub fn meeting(id: &MeetingId) -> String {
    format!("{MEETINGS}/{id}")
}

/// Call the meeting that members asked for.
pub fn call_asked(id: &MeetingId) -> String {
    format!("{CALL}?for={id}")
}

/// A matter before the community council.
pub fn council(id: &TopicId) -> String {
    format!("{COUNCIL}/{id}")
}

/// A decision in the app.
pub fn decision(id: &DecisionId) -> String {
    format!("{DECISIONS}/{id}")
}

/// An election in the app.
pub fn election(id: &ElectionId) -> String {
    format!("{ELECTIONS}/{id}")
}

/// Announce the by-election for the vacant seats of an election's term.
pub fn announce_by_election(of: &ElectionId) -> String {
    format!("{ANNOUNCE}#{of}")
}

/// Announce the vote on a demand.
pub fn announce_recall(demand: &RecallId) -> String {
    format!("{ANNOUNCE}#{demand}")
}

/// The desk of those who run an election.
pub fn run_election(id: &ElectionId) -> String {
    format!("{ELECTIONS}/{id}/run")
}

/// Keep the record of a meeting.
pub fn record(id: &MeetingId) -> String {
    format!("{MEETINGS}/{id}/record")
}

/// Public: a grid's notice board.
pub fn board(id: &GridId) -> String {
    format!("/grids/{id}")
}

/// Public: its calendar, for a phone's own.
pub fn calendar(id: &GridId) -> String {
    format!("{}/calendar.ics", board(id))
}

/// Public: a topic.
pub fn public_topic(id: &TopicId) -> String {
    format!("/topics/{id}")
}

/// Public: a meeting's notice and its outcome.
pub fn public_meeting(id: &MeetingId) -> String {
    format!("/meetings/{id}")
}

/// Public: a decision, also as a notice on paper.
pub fn public_decision(id: &DecisionId) -> String {
    format!("/decisions/{id}")
}

/// Public: an election, also as a notice on paper.
pub fn public_election(id: &ElectionId) -> String {
    format!("/elections/{id}")
}

/// Whether somebody is about to sign on this page: nothing else competes for the thumb.
pub fn is_signing(path: &str) -> bool {
    path.contains("/sign")
}

/// Whether a resident holds a worker's phone on this page: it leads nowhere else.
pub fn is_lent(path: &str) -> bool {
    path.starts_with(ROUND) && is_signing(path)
}
