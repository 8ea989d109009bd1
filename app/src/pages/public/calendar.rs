//! Pages: 网格日历 — a grid's meetings and days as the calendar of a phone shows them: what a notice makes known
//! (`domain.md` §3.1 M2, §4, §2.2) and no more than the public pages say. No resident is named.
//!
//! A record knows neither how often it was changed nor when it was called off, so an occasion counts one
//! change at most, and carries the moment at which it was made known.

use super::meeting::is_public;
use crate::{
    routes,
    words::{Lang, calendar as said, election as said_of_elections, meeting as said_of_meetings},
};
use rulebook::{
    Community, Day, Millis,
    decision::Decision,
    election::{Election, SecretBallot},
    ids::{GridId, SecretBallotId},
    meeting::{Meeting, MeetingKind, MeetingState},
    order::InOrder as _,
    places::Grid,
    topic::{Topic, TopicState},
};

/// When something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// From a moment on; until another where the records know it.
    At(Millis, Option<Millis>),
    /// Whole days, the last one included.
    Days(Day, Day),
}

/// One line of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// The same for the same thing for ever.
    pub uid: String,
    /// When.
    pub when: When,
    /// What, and whose.
    pub summary: String,
    /// More of it, on several lines; may be empty.
    pub details: String,
    /// Where.
    pub place: Option<String>,
    /// Its public page, as a path.
    pub page: String,
    /// It does not take place then.
    pub called_off: bool,
    /// How many changes the records know of.
    pub changes: u32,
    /// When it was made known.
    pub known: Millis,
}

/// A grid's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// Meetings and days, the earliest first.
    pub occasions: Vec<Occasion>,
}

/// A grid's calendar, from what the public may see; none of a grid that does not exist.
pub fn calendar(community: &Community, id: &GridId, lang: Lang) -> Option<Calendar> {
    let grid = community.grid(id)?;
    let of = Of { community, grid, lang };
    let topics = || community.all_topics().filter(move |topic| topic.state.is_public() && topic.concerns(id));
    let mut occasions: Vec<Occasion> =
        community.all_meetings().filter(|m| is_public(m) && of.concerns(m)).map(|m| of.meeting(m)).collect();
    occasions.extend(community.elections_of(id).flat_map(|election| of.election(election)));
    occasions.extend(topics().filter_map(|topic| of.window(topic)));
    occasions.extend(topics().flat_map(|topic| {
        community.decisions_of(&topic.id).flat_map(|decision| of.decision(topic, decision)).collect::<Vec<_>>()
    }));
    occasions.in_order_of(|one| (one.begins(), one.uid.clone()));
    Some(Calendar { name: said::name(lang, &grid.name), occasions })
}

impl Occasion {
    fn begins(&self) -> Millis {
        match self.when {
            When::At(from, _) => from,
            When::Days(from, _) => from.starts(),
        }
    }
}

/// Minutes from the beginning of its day: polls may close at 24:00.
fn closing_minute(ballot: &SecretBallot) -> u16 {
    u16::try_from((ballot.closes.0 - ballot.on.starts().0) / 60_000).unwrap_or(0)
}

struct Of<'a> {
    community: &'a Community,
    grid: &'a Grid,
    lang: Lang,
}

impl Of<'_> {
    /// The council sits for every grid whose matter is before it.
    fn concerns(&self, meeting: &Meeting) -> bool {
        let on_it = |topic| self.community.topic(topic).is_some_and(|topic| topic.concerns(&self.grid.id));
        let council = meeting.kind == MeetingKind::CouncilMeeting;
        meeting.grid == self.grid.id || (council && meeting.agenda.iter().any(|item| on_it(&item.topic)))
    }

    fn uid(&self, kind: &str, id: &str) -> String {
        let home = self.community.quarter().map_or("", |quarter| quarter.id.as_str());
        format!("{kind}-{id}@{home}")
    }

    /// Whole days; what is called off says so where it is read.
    fn days(&self, name: (&str, &str), days: (Day, Day), texts: (&str, &str), page: String, known: Millis) -> Occasion {
        let ((kind, id), (what, about)) = (name, texts);
        Occasion {
            uid: self.uid(kind, id),
            when: When::Days(days.0, days.1.max(days.0)),
            summary: said::summary(self.lang, None, what, &self.grid.name),
            details: about.into(),
            place: None,
            page,
            called_off: false,
            changes: 0,
            known,
        }
    }

    fn meeting(&self, meeting: &Meeting) -> Occasion {
        let off = matches!(meeting.state, MeetingState::Postponed | MeetingState::Cancelled);
        let whose = match meeting.kind {
            MeetingKind::CouncilMeeting => self.community.quarter().map(|quarter| quarter.name.as_str()),
            _ => Some(self.grid.name.as_str()),
        };
        let state = off.then(|| said_of_meetings::state(self.lang, meeting.state));
        let kind = said_of_meetings::kind(self.lang, meeting.kind);
        let title = |topic| self.community.topic(topic).map(|topic| topic.title.clone());
        let titles: Vec<String> = meeting.agenda.iter().filter_map(|item| title(&item.topic)).collect();
        let agenda = (!titles.is_empty()).then(|| said::agenda(self.lang, &titles));
        let regular = meeting.regular.then(|| self.lang.meeting().regular.into());
        let why = meeting.urgent.clone().or_else(|| meeting.why.clone());
        let details: Vec<String> = [why, regular, agenda].into_iter().flatten().collect();
        Occasion {
            uid: self.uid("meeting", meeting.id.as_str()),
            when: When::At(meeting.starts, meeting.ended.filter(|ended| *ended > meeting.starts)),
            summary: said::summary(self.lang, state, kind, whose.unwrap_or_default()),
            details: details.join("\n"),
            place: Some(meeting.place.clone()),
            page: routes::public_meeting(&meeting.id),
            called_off: off,
            changes: u32::from(off),
            known: meeting.noticed.unwrap_or(meeting.called),
        }
    }

    /// The roll, the days for objections, the list that ends the nominations, every polling day.
    fn election(&self, election: &Election) -> Vec<Occasion> {
        let (lang, w) = (self.lang, self.lang.election());
        let keys = self.community.keys_of_election(election);
        let title = said_of_elections::title(lang, &self.grid.name, election);
        let back = |count: u32| election.vote_on.plus(-i32::try_from(count).unwrap_or(0));
        let day = |what: &str, text: &str, from: Day, until: Day| {
            let id = format!("{}-{what}", election.id);
            let page = routes::public_election(&election.id);
            let mut day =
                self.days(("election", &id), (from, until), (text, &title), page, election.announced.starts());
            day.changes = u32::from(election.moved.is_some());
            day
        };
        let roll = election.roll_published.unwrap_or_else(|| back(keys.election_roll.published));
        let mut all = vec![day("roll", w.step_roll, roll, roll)];
        if let (Some(from), Some(until)) = (election.roll_published, election.objections_until(&keys)) {
            all.push(day("objections", said::roll_objections(lang), from, until));
        }
        if let Some(until) = election.extended {
            all.push(day("extended", said::nominations_extended(lang), until, until));
        }
        // The day on which the list came out is not kept: it stands here while it is ahead.
        if election.ballots == 0 && election.recall.is_none() {
            let list = back(keys.election_nominate.list_days);
            all.push(day("list", w.step_list, list, list));
        }
        let ballot = |no: u32| self.community.secret_ballot(&SecretBallotId(format!("{}/{no}", election.id)));
        let mut polls: Vec<(u32, Day, u16)> = (1..=election.ballots)
            .filter_map(ballot)
            .map(|ballot| (ballot.no, ballot.on, closing_minute(ballot)))
            .collect();
        if polls.is_empty() {
            polls.push((1, election.vote_on, election.closes));
        }
        for (no, on, closes) in polls {
            let mut polling = day(&format!("polling-{no}"), &said::polling_again(lang, no), on, on);
            polling.details = format!("{title}\n{}", said::polls(lang, on, closes));
            all.push(polling);
        }
        all
    }

    /// The last day for signatures, while they are collected.
    fn window(&self, topic: &Topic) -> Option<Occasion> {
        let ends = topic.window_ends.filter(|_| topic.state == TopicState::Collecting)?;
        let known = topic.history.first().map_or(topic.created, |step| step.at);
        let texts = (said::window_ends(self.lang), topic.title.as_str());
        let page = routes::public_topic(&topic.id);
        let day = self.days(("cosign", topic.id.as_str()), (ends, ends), texts, page, known);
        Some(Occasion { changes: u32::from(topic.extended), ..day })
    }

    /// The last days of the display and of objections; a decision that ended is displayed no longer.
    fn decision(&self, topic: &Topic, decision: &Decision) -> Vec<Occasion> {
        let keys = self.community.keys_for(topic);
        let Some(since) = decision.displayed else { return Vec::new() };
        let shown = since.plus(i32::try_from(keys.display_days).unwrap_or(i32::MAX));
        let day = |kind: &str, text: &str, on: Day| {
            let page = routes::public_decision(&decision.id);
            let texts = (text, topic.title.as_str());
            let day = self.days((kind, decision.id.as_str()), (on, on), texts, page, since.starts());
            let off = decision.ended.is_some();
            Occasion { called_off: off, changes: u32::from(off), ..day }
        };
        let objections = decision.objections_until(&keys);
        [
            objections.map(|on| day("objections", said::objections_end(self.lang), on)),
            Some(day("display", said::display_ends(self.lang), shown)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
