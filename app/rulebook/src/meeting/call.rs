//! Rulebook: calling a meeting and making it known — M1, M2, M11, T18, T20, T25. Silence of the paper
//! on who calls is filled by the charter: chair, vice chair, the grid's party organisation; members together, if these
//! let a demand lie ([`requisition`]).

use super::{
    Meeting, MeetingKind, MeetingState, MeetingStep, Off,
    agenda::{bring_first, fit, give_back, may_come_first, put_on},
    mediation, requisition,
};
use crate::{
    decide::{Case, Verdict},
    hearing,
    ids::*,
    people::Role,
    record::Record,
    refusal::Refusal,
    time::Millis,
    topic::{TopicState, raise::days},
};
use alloc::{string::String, vec::Vec};

/// Items of one agenda.
pub const MAX_ITEMS: usize = 30;
/// Letters of a place or a reason.
pub const MAX_LINE: usize = 500;

/// M1: at least one accepted topic, or the report on what was decided.
pub(crate) fn call(case: &Case, id: &MeetingId, step: &MeetingStep) -> Verdict {
    let MeetingStep::Call {
        grid,
        kind,
        regular,
        urgent,
        place,
        starts,
        topics,
        report,
        repeats,
        parties,
        mediator,
        matter,
    } = step
    else {
        return Err(Refusal::WrongState);
    };
    case.community.grid(grid).ok_or(Refusal::NotFound)?;
    if !may_call(case, grid, *kind, parties) {
        requisition::calls(case, id)?;
    }
    if case.community.meeting(id).is_some() {
        return Err(Refusal::IdTaken);
    }
    requisition::is_what_was_asked(case.community, id, grid, *kind)?;
    line(place, "place")?;
    let urgent = urgent.as_deref().map(|why| line(why, "urgent")).transpose()?;
    let old = repeats.as_ref().map(|id| case.meeting(id)).transpose()?;
    if old.as_ref().is_some_and(|old| old.grid != *grid || old.kind != *kind) {
        return Err(Refusal::NotFound);
    }
    let within = days(case.community.keys().session.second_call_days);
    let second_call = old
        .as_ref()
        .is_some_and(|old| old.state == MeetingState::Inquorate && starts.day() <= old.starts.day().plus(within));
    let mut meeting = Meeting {
        id: id.clone(),
        grid: grid.clone(),
        kind: *kind,
        regular: *regular && *kind == MeetingKind::Deliberation,
        urgent,
        place: place.trim().into(),
        starts: *starts,
        called: case.moment.now,
        noticed: None,
        caller: case.act.actor.clone(),
        report: *report,
        agenda: Vec::new(),
        chair: None,
        recorder: None,
        earlier: Vec::new(),
        state: MeetingState::Called,
        poster: None,
        quorum: None,
        repeats: repeats.clone(),
        second_call,
        began: None,
        ended: None,
        order: 0,
        began_order: 0,
        parties: Vec::new(),
        guests: Vec::new(),
        agreed: Vec::new(),
        mediator: None,
        why: None,
        recess_until: None,
        charter: case.community.charter().map(|charter| charter.version),
    };
    let mut file = None;
    if *kind == MeetingKind::MediationMeeting {
        file = Some(mediation::between(case, &mut meeting, parties, mediator.as_ref(), matter.as_ref())?);
    } else if !parties.is_empty() || mediator.is_some() || matter.is_some() {
        return Err(Refusal::NotOnTheList { field: "parties".into() });
    }
    if topics.len() > MAX_ITEMS {
        return Err(Refusal::NotOnTheList { field: "topics".into() });
    }
    bring_first(case, &mut meeting);
    for topic in topics {
        put_on(case, &mut meeting, topic)?;
    }
    has_something(&meeting)?;
    Ok([Some(Record::made(meeting)), file.map(Record::made)].into_iter().flatten().collect())
}

/// M1: at least one topic, or the report.
fn has_something(meeting: &Meeting) -> Result<(), Refusal> {
    use MeetingKind::*;
    let idle = meeting.agenda.is_empty() && !meeting.report;
    if idle && matches!(meeting.kind, Deliberation | Hearing | CouncilMeeting) {
        return Err(Refusal::AgendaEmpty);
    }
    Ok(())
}

/// M1: chair or vice chair, the grid's party organisation; for mediation a party or the committee.
fn may_call(case: &Case, grid: &GridId, kind: MeetingKind, parties: &[PersonId]) -> bool {
    let holds = |passes: fn(Role) -> bool| case.actor_holds(core::slice::from_ref(grid), passes);
    match kind {
        MeetingKind::Deliberation | MeetingKind::JointMeeting => holds(|r| r.reviews() || r.heads_committee()),
        MeetingKind::Hearing => holds(|r| r.reviews() || r.is_committee()),
        MeetingKind::MediationMeeting => parties.contains(&case.act.actor) || holds(Role::is_committee),
        // §3.3: 居委会主任.
        MeetingKind::CouncilMeeting => holds(|r| r == Role::RcChair),
    }
}

/// Refuses unless the actor called it or could have; of a mediation, unless they are a party or mediate.
pub(crate) fn convenes(case: &Case, meeting: &Meeting) -> Result<(), Refusal> {
    let me = &case.act.actor;
    // A mediation is its parties' and its mediator's, whoever called it.
    let own = if meeting.is_mediation() {
        meeting.is_between(me)
    } else {
        meeting.caller == *me || may_call(case, &meeting.grid, meeting.kind, &meeting.parties)
    };
    if own { Ok(()) } else { Err(Refusal::NotEntitled) }
}

/// M2, T20, T25: the agenda is published, in time.
pub(crate) fn notice(case: &Case, id: &MeetingId) -> Verdict {
    let mut meeting = case.meeting(id)?;
    convenes(case, &meeting)?;
    if meeting.state != MeetingState::Called || (meeting.is_mediation() && !meeting.all_agreed()) {
        return Err(Refusal::WrongState);
    }
    let earliest = earliest(case, &meeting);
    if meeting.starts < earliest {
        return Err(Refusal::NoticeTooShort { earliest });
    }
    // What was shelved since the call comes to it; what another meeting settled meanwhile goes.
    meeting.agenda.retain(|item| !item.carried || case.community.topic(&item.topic).is_some_and(may_come_first));
    bring_first(case, &mut meeting);
    has_something(&meeting)?;
    let mut changes = Vec::new();
    for item in &meeting.agenda {
        let mut topic = fit(case, &meeting, &item.topic)?.clone();
        // With the council a matter stays until the council settles it; it has its hearing before a vote.
        if meeting.kind == MeetingKind::CouncilMeeting {
            continue;
        }
        let heard = meeting.kind == MeetingKind::Hearing;
        if !heard {
            hearing::heard_first(case, &topic)?;
            hearing::talked_first(&topic)?;
        }
        let t = match (heard, topic.state) {
            (true, TopicState::Accepted) => Some((18, TopicState::HearingPending)),
            (true, _) => None,
            (false, TopicState::Shelved) => Some((25, TopicState::OnAgenda)),
            (false, _) => Some((20, TopicState::OnAgenda)),
        };
        if let Some((t, to)) = t {
            topic.step(case.moment.now, t, to);
        }
        topic.meeting = Some(meeting.id.clone());
        topic.priority = false;
        changes.push(Record::made(topic));
    }
    meeting.noticed = Some(case.moment.now);
    meeting.state = MeetingState::Noticed;
    changes.push(Record::made(meeting));
    Ok(changes)
}

/// M11: with a reason; a new call and a new notice follow.
pub(crate) fn stop(case: &Case, id: &MeetingId, to: MeetingState, reason: &str) -> Verdict {
    let mut meeting = case.meeting(id)?;
    convenes(case, &meeting)?;
    // Also during the check-in, when nobody comes; a party may end a mediation at any time (arts. 23, 26).
    let mediation = meeting.is_mediation() && meeting.is_gathered();
    let before = matches!(meeting.state, MeetingState::Called | MeetingState::Noticed | MeetingState::CheckIn);
    if !before && !mediation {
        return Err(Refusal::WrongState);
    }
    // Nobody owes a reason for not letting others mediate.
    let silent = meeting.is_mediation() && reason.trim().is_empty();
    let why = if silent { None } else { Some(line(reason, "reason")?) };
    let mut changes = Vec::new();
    let off = Off::Taken { reason: why.clone().unwrap_or_default() };
    give_back(case, &mut meeting, None, &off, &mut changes);
    if meeting.began.is_some() {
        meeting.ended = Some(case.done_at());
    }
    meeting.state = to;
    meeting.why = why;
    changes.push(Record::made(meeting));
    Ok(changes)
}

/// The earliest start a notice that goes out now allows.
fn earliest(case: &Case, meeting: &Meeting) -> Millis {
    let need = case.community.keys_of(meeting).notice_days;
    let days_left = match (meeting.kind, meeting.regular) {
        (MeetingKind::Hearing, _) => need.hearing,
        _ if meeting.urgent.is_some() => return case.moment.now.plus_hours(need.urgent_h),
        (_, true) => need.regular,
        _ => need.extra,
    };
    case.today().plus(days(days_left)).starts()
}

/// A line that must say something, and not too much.
pub(crate) fn line(text: &str, field: &str) -> Result<String, Refusal> {
    let text = text.trim();
    says_something(text, MAX_LINE, field)?;
    Ok(text.into())
}

/// Refuses what is blank, or longer than there is room for.
pub(crate) fn says_something(text: &str, max: usize, field: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    if text.chars().count() > max {
        return Err(Refusal::NotOnTheList { field: field.into() });
    }
    Ok(())
}
