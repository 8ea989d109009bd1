//! Pages: what this device knows of a meeting, and what its reader is to it.

use super::changes;
use rulebook::{
    Community, Day, Viewer,
    charter::Keys,
    ids::{MeetingId, PersonId, TopicId},
    meeting::{
        Attendance, Item, Mediation, Meeting, MeetingKind, Minutes, QuorumFacts,
        attend::Capacity,
        vote::{Choice, Motion, Vote},
    },
    order::InOrder as _,
    people::Role,
    topic::Topic,
};
use std::collections::BTreeMap;

/// One meeting with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hall {
    /// The meeting.
    pub meeting: Meeting,
    /// The grid's name.
    pub grid: String,
    /// The parameters it is held by.
    pub keys: Keys,
    /// The topics of its agenda.
    pub topics: BTreeMap<TopicId, Topic>,
    /// Its motions, oldest first.
    pub votes: Vec<Vote>,
    /// Of a mediation its file.
    pub file: Option<Mediation>,
    /// Its minutes.
    pub minutes: Option<Minutes>,
    /// The quorum as of now.
    pub quorum: QuorumFacts,
    /// Names of people with a post, as far as known.
    pub names: BTreeMap<PersonId, String>,
    /// Topics that whoever convenes it may still put on its agenda.
    pub offered: Vec<(TopicId, String)>,
    /// What I am to it.
    pub mine: Mine,
}

/// What the reader is to a meeting.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mine {
    /// Chairs or keeps the minutes.
    pub leads: bool,
    /// Called it or could have.
    pub convenes: bool,
    /// May open the check-in.
    pub keeps: bool,
    /// Supervises the grid.
    pub supervises: bool,
    /// As what I would check in.
    pub capacity: Option<Capacity>,
    /// My stay, while I am here.
    pub stay: Option<Attendance>,
    /// I was there.
    pub attended: bool,
    /// I may vote on the motion that is open.
    pub votes: bool,
    /// My vote on it: by my own phone, by the recorder.
    pub voted: (Option<Choice>, Option<Choice>),
}

impl Hall {
    /// The meeting as this holder knows it; for nobody in particular without `me`.
    pub fn of(community: &Community, id: &MeetingId, me: Option<&PersonId>, day: Day) -> Option<Hall> {
        let meeting = community.meeting(id)?.clone();
        let topics = meeting.agenda.iter().filter_map(|item| community.topic(&item.topic));
        let mut votes: Vec<Vote> = community.votes(id).cloned().collect();
        votes.in_order_of(|vote| (vote.moved, vote.id.clone()));
        let led = [Some(&meeting.caller), meeting.chair.as_ref(), meeting.recorder.as_ref()];
        let named = led.into_iter().flatten().filter_map(|p| community.name_of(p).map(|name| (p.clone(), name)));
        let mine = me.map_or_else(Mine::default, |me| {
            Mine::of(community, &meeting, votes.iter().find(|vote| vote.is_open()), me, day)
        });
        Some(Hall {
            grid: whose(community, &meeting),
            keys: community.keys_of(&meeting),
            topics: topics.map(|topic| (topic.id.clone(), topic.clone())).collect(),
            file: community.mediation(id).cloned(),
            minutes: community.minutes(id).cloned(),
            quorum: quorum(community, &meeting, day),
            names: named.collect(),
            offered: if mine.convenes { changes::offered(community, &meeting) } else { Vec::new() },
            mine,
            votes,
            meeting,
        })
    }

    /// A topic's title.
    pub fn title(&self, id: &TopicId) -> String {
        self.topics.get(id).map_or_else(|| id.0.clone(), |topic| topic.title.clone())
    }

    /// The name of somebody who leads it, or of a party to a mediation.
    pub fn name(&self, id: Option<&PersonId>) -> Option<String> {
        let of_file = |id: &PersonId| self.file.as_ref().and_then(|file| file.name_of(id)).map(str::to_owned);
        id.and_then(|id| self.names.get(id).cloned().or_else(|| of_file(id)))
    }

    /// The wording in which the question of an item stands, where the meeting amended it.
    pub fn amended(&self, item: &Item) -> Option<String> {
        let id = item.amended.as_ref()?;
        self.votes.iter().find(|vote| vote.id == *id).map(|vote| vote.wording.clone())
    }

    /// What is to be read before a hand goes up: the wording that is moved, or the one in which the question stands.
    pub fn wording(&self, vote: &Vote) -> Option<String> {
        match vote.motion {
            Motion::Amend => Some(vote.wording.clone()),
            Motion::Main => self.meeting.open_item().and_then(|item| self.amended(item)),
            _ => None,
        }
    }

    /// The vote whose count may still be doubted.
    pub fn doubtful(&self) -> Option<&Vote> {
        self.votes.iter().find(|vote| vote.recount(&self.meeting).is_ok())
    }

    /// The motion before the meeting.
    pub fn motion(&self) -> Option<&Vote> {
        let id = self.meeting.open_item()?.vote.as_ref()?;
        self.votes.iter().find(|vote| vote.id == *id)
    }
}

/// Whose meeting it is: the grid's, or the community's.
fn whose(community: &Community, meeting: &Meeting) -> String {
    let name = match meeting.kind {
        MeetingKind::CouncilMeeting => community.quarter().map(|quarter| quarter.name.clone()),
        _ => community.grid(&meeting.grid).map(|grid| grid.name.clone()),
    };
    name.unwrap_or_default()
}

/// Counted from the stays by whoever is sent them; everybody else is told what was counted last.
fn quorum(community: &Community, meeting: &Meeting, day: Day) -> QuorumFacts {
    let now = community.quorum(meeting, day);
    match meeting.quorum {
        Some(last) if last.persons > now.persons && community.attendances(&meeting.id).count() <= 1 => last,
        _ => now,
    }
}

impl Mine {
    /// Could have called this hearing: the grid's committee or whoever reviews.
    pub fn calls_hearing(community: &Community, meeting: &Meeting, me: &PersonId, day: Day) -> bool {
        community.holds(me, &meeting.grid, day, |r| r.reviews() || r.is_committee())
    }

    fn of(community: &Community, meeting: &Meeting, open: Option<&Vote>, me: &PersonId, day: Day) -> Mine {
        let viewer = Viewer::of(community, me, day);
        let holds = |passes: fn(Role) -> bool| community.holds(me, &meeting.grid, day, passes);
        let ballot = open.and_then(|vote| community.ballot_of(&vote.id, me));
        let calls = match meeting.kind {
            MeetingKind::Hearing => Self::calls_hearing(community, meeting, me, day),
            MeetingKind::MediationMeeting => meeting.is_between(me),
            MeetingKind::CouncilMeeting => holds(|r| r == Role::RcChair),
            _ => holds(|r| r.reviews() || matches!(r, Role::CommitteeChair | Role::CommitteeViceChair)),
        };
        let council = meeting.kind == MeetingKind::CouncilMeeting;
        Mine {
            leads: meeting.is_led_by(me),
            convenes: calls || (meeting.caller == *me && !meeting.is_mediation()),
            keeps: if meeting.is_mediation() {
                meeting.mediator.as_ref() == Some(me)
            } else {
                holds(|r| r.is_committee() || r.reviews() || r.walks_rounds())
                    || (council && holds(|r| r.sits_on_council() || r.is_rc()))
            },
            supervises: holds(|r| r == Role::Supervisor),
            capacity: capacity(community, meeting, me, &viewer, day),
            stay: community.attendance_now(&meeting.id, me).cloned(),
            attended: community.attended(&meeting.id, me),
            votes: open.is_some_and(|vote| community.entitled(meeting, vote).any(|stay| stay.person == *me)),
            voted: ballot.map_or((None, None), |ballot| (ballot.own, ballot.recorded)),
        }
    }
}

/// As what somebody takes part: member of the committee, adult resident of the grid, or with voice alone.
pub(crate) fn capacity(
    community: &Community,
    meeting: &Meeting,
    person: &PersonId,
    viewer: &Viewer,
    day: Day,
) -> Option<Capacity> {
    // Nobody votes there, and a side may live in another grid.
    if meeting.is_mediation() {
        return meeting.is_open_to(person).then_some(Capacity::Observer);
    }
    // At the council the seats are members, whatever grid they come from.
    let sits = match meeting.kind {
        MeetingKind::CouncilMeeting => community.posts(person, day).any(|office| office.role.sits_on_council()),
        _ => community.holds(person, &meeting.grid, day, Role::is_committee),
    };
    if sits {
        return Some(Capacity::Member);
    }
    let keys = community.keys_of(meeting);
    let adult = community.person(person).is_some_and(|person| person.adult.on(day, &keys));
    let resident = adult && viewer.lives_in.as_ref() == Some(&meeting.grid);
    Some(if resident { Capacity::ResidentParticipant } else { Capacity::Observer })
}
