//! Rulebook: what is seen of meetings. Agenda and counts are public; who was there and
//! who voted how is seen by that person and by those who lead the meeting. A mediation is seen by
//! its parties and the mediator alone (人民调解法; for everybody else it is not there).

use super::Sight;
use crate::{
    community::Community,
    ids::MeetingId,
    meeting::{
        Item, Mediation, Meeting, MeetingState, Requisition,
        attend::Attendance,
        minutes::{Confirmation, Correction, Minutes, Objection},
        requisition::Name,
        tally::Difference,
        vote::{Ballot, Vote},
    },
    record::{Body, Record},
    viewer::Viewer,
};

pub(super) fn seen(body: &Body, viewer: &Viewer, community: &Community) -> Sight {
    let made = |body: Option<Body>| match body {
        Some(body) => Sight::Seen(Record::made(body)),
        None => Sight::Hidden,
    };
    match body {
        Body::Meeting(meeting) => match meeting_for(meeting, viewer) {
            None if was_asked(meeting, viewer) => Sight::Leave,
            meeting => made(meeting.map(Body::from)),
        },
        Body::Attendance(stay) => {
            let Attendance {
                id: _,
                meeting,
                person,
                capacity: _,
                arrived: _,
                left: _,
                method: _,
                order: _,
                reason: _,
                asked: _,
                side: _,
                turns: _,
                on: _,
                // Whoever leads must see which door has spoken.
                door: _,
            } = stay;
            by_name(body, viewer.is(person), meeting, viewer, community)
        }
        Body::Ballot(ballot) => {
            let Ballot { id: _, vote: _, meeting, person, own: _, recorded: _, at: _ } = ballot;
            by_name(body, viewer.is(person), meeting, viewer, community)
        }
        Body::Mediation(file) => {
            let Mediation { id, names: _, matter: _, settled: _ } = file;
            made(community.meeting(id).filter(|meeting| is_within(meeting, viewer)).map(|_| body.clone()))
        }
        Body::Requisition(asked) => {
            // Members ask in office, as whoever calls does.
            let Requisition { id: _, grid: _, reason: _, names, due: _, lapses: _ } = asked;
            for Name { by: _, at: _, left: _ } in names {}
            made(Some(body.clone()))
        }
        Body::Vote(vote) => made(vote_for(vote, viewer, community).map(Body::from)),
        Body::Minutes(minutes) => match minutes_for(minutes, viewer, community) {
            // Under correction: the published text is let go of until the three confirmed anew.
            None if minutes.published.is_some() => Sight::Leave,
            minutes => made(minutes.map(Body::from)),
        },
        _ => Sight::Hidden,
    }
}

/// Names are for that person and for those who lead; who led before lets go of them.
fn by_name(body: &Body, own: bool, meeting: &MeetingId, viewer: &Viewer, community: &Community) -> Sight {
    let meeting = community.meeting(meeting);
    if own || meeting.is_some_and(|meeting| leads(meeting, viewer)) {
        return Sight::Seen(Record::made(body.clone()));
    }
    let led = meeting.is_some_and(|meeting| meeting.earlier.iter().any(|person| viewer.is(person)));
    if led { Sight::Leave } else { Sight::Hidden }
}

fn leads(meeting: &Meeting, viewer: &Viewer) -> bool {
    viewer.person.as_ref().is_some_and(|person| meeting.is_led_by(person))
}

/// A meeting behind closed doors is there for its parties, the mediator and admitted guests alone.
fn may_know(meeting: &Meeting, viewer: &Viewer) -> bool {
    !meeting.is_mediation() || viewer.person.as_ref().is_some_and(|person| meeting.is_open_to(person))
}

/// A guest who may have been sent the meeting and is no longer to have it.
fn was_asked(meeting: &Meeting, viewer: &Viewer) -> bool {
    meeting.guests.iter().any(|guest| viewer.is(&guest.person) && !guest.consents.is_empty())
}

/// What is said there is for the parties and the mediator alone.
fn is_within(meeting: &Meeting, viewer: &Viewer) -> bool {
    !meeting.is_mediation() || viewer.person.as_ref().is_some_and(|person| meeting.is_between(person))
}

fn meeting_for(meeting: &Meeting, viewer: &Viewer) -> Option<Meeting> {
    let Meeting {
        id: _,
        grid: _,
        kind: _,
        regular: _,
        urgent: _,
        place: _,
        starts: _,
        called: _,
        noticed: _,
        // Whoever calls, chairs or keeps the minutes does so in the open.
        caller: _,
        report: _,
        agenda,
        chair: _,
        recorder: _,
        earlier: _,
        state: _,
        // A hash of sixteen letters that only the room can read.
        poster: _,
        quorum: _,
        repeats: _,
        second_call: _,
        began: _,
        ended: _,
        order: _,
        began_order: _,
        // Filled in a mediation alone, and that is closed.
        parties: _,
        agreed: _,
        mediator: _,
        why: _,
        recess_until: _,
        charter: _,
        // Behind the same doors.
        guests: _,
    } = meeting;
    for item in agenda {
        let Item {
            topic: _,
            hash: _,
            state: _,
            carried: _,
            opened: _,
            order: _,
            pro: _,
            con: _,
            debate_closed: _,
            vote: _,
            amended: _,
            why: _,
        } = item;
    }
    may_know(meeting, viewer).then(|| {
        let mut seen = meeting.clone();
        if !is_within(meeting, viewer) {
            // A guest hears in the room between whom it is.
            seen.parties.clear();
            seen.agreed.clear();
            seen.guests.retain(|guest| viewer.is(&guest.person));
            seen.guests.iter_mut().for_each(|guest| guest.consents.clear());
        }
        seen
    })
}

fn vote_for(vote: &Vote, viewer: &Viewer, community: &Community) -> Option<Vote> {
    let Vote {
        id: _,
        meeting,
        topic: _,
        motion: _,
        mover,
        seconder,
        moved: _,
        opened: _,
        order: _,
        present: _,
        base: _,
        yes: _,
        no: _,
        abstain: _,
        conflicts: _,
        closed: _,
        passed: _,
        guidance: _,
        // As public as the text it changes.
        wording: _,
        over: _,
        ruled_out: _,
        hands: _,
        // Counts, no names.
        first: _,
    } = vote;
    let meeting = community.meeting(meeting)?;
    if !may_know(meeting, viewer) {
        return None;
    }
    let all = leads(meeting, viewer);
    let mut seen = vote.clone();
    seen.mover = mover.clone().filter(|person| all || viewer.is(person));
    seen.seconder = seconder.clone().filter(|person| all || viewer.is(person));
    Some(seen)
}

/// Before they are published, minutes are for those who were there or led the meeting.
fn minutes_for(minutes: &Minutes, viewer: &Viewer, community: &Community) -> Option<Minutes> {
    let Minutes { id, text: _, drafted: _, confirmed, objections, corrections, published, differs } = minutes;
    let meeting = community.meeting(id)?;
    let me = viewer.person.as_ref();
    let there = me.is_some_and(|me| community.attended(id, me));
    let led = leads(meeting, viewer) || meeting.earlier.iter().any(|person| viewer.is(person));
    let out = published.is_some() && meeting.state >= MeetingState::Published;
    if !is_within(meeting, viewer) || !(out || there || led) {
        return None;
    }
    for Correction { at: _, reason: _, before: _, differs: _ } in corrections {}
    // Counts, no names.
    for Difference { topic: _, said: _, held: _ } in differs {}
    let all = leads(meeting, viewer);
    let mut seen = minutes.clone();
    seen.confirmed = confirmed
        .iter()
        .map(|Confirmation { by, hand, at }| Confirmation {
            by: by.clone().filter(|by| all || viewer.is(by)),
            hand: *hand,
            at: *at,
        })
        .collect();
    seen.objections = objections
        .iter()
        .map(|Objection { by, at, text }| Objection {
            by: by.clone().filter(|by| all || viewer.is(by)),
            at: *at,
            text: text.clone(),
        })
        .collect();
    Some(seen)
}
