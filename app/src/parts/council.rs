//! Parts: a matter before the community council, in sentences: how it came there, which grids agreed, what was done,
//! and who has to do what now.

use super::icon;
use crate::{
    standing::{council_words, lang},
    words::council as say,
};
use leptos::prelude::*;
use rulebook::{
    Community, Millis,
    council::{Consent, Way},
    ids::{GridId, MeetingId},
    meeting::{MeetingKind, MeetingState},
    topic::{Topic, TopicState},
};

/// A topic that lies or lay before the council.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Matter {
    /// The topic.
    pub topic: Topic,
    /// When and how it came there.
    pub came: (Millis, Way),
    /// The grids concerned, by name, with their consent.
    pub grids: Vec<(GridId, String, Option<Consent>)>,
    /// The council's meeting that has it on its agenda, and when.
    pub meeting: Option<(MeetingId, Millis)>,
}

impl Matter {
    /// `None` if the council never had it.
    pub fn of(community: &Community, topic: &Topic) -> Option<Matter> {
        use MeetingState::*;
        let came = topic.came_to_council()?;
        let consent = |grid: &GridId| topic.consents.iter().find(|consent| consent.grid == *grid).cloned();
        let name = |grid: &GridId| community.grid(grid).map_or_else(|| grid.0.clone(), |grid| grid.name.clone());
        let ahead = |state| matches!(state, Called | Noticed | CheckIn | InSession | Recess);
        let meeting = community
            .all_meetings()
            .filter(|m| m.kind == MeetingKind::CouncilMeeting && ahead(m.state) && m.item(&topic.id).is_some())
            .min_by_key(|m| m.starts);
        Some(Matter {
            came,
            grids: topic.grids.iter().map(|grid| (grid.clone(), name(grid), consent(grid))).collect(),
            meeting: meeting.filter(|_| topic.state == TopicState::Escalated).map(|m| (m.id.clone(), m.starts)),
            topic: topic.clone(),
        })
    }

    /// Whether it lies there now.
    pub fn is_there(&self) -> bool {
        self.topic.state == TopicState::Escalated
    }
}

/// The sentences.
pub(crate) fn story(matter: &Matter) -> AnyView {
    let (w, lang) = (council_words(), lang());
    let topic = &matter.topic;
    let (at, way) = matter.came;
    let agreed = matter
        .grids
        .iter()
        .filter_map(|(_, name, consent)| consent.as_ref().map(|consent| say::agreed(lang, name, consent)));
    let since = topic.history.iter().filter(|step| step.at >= at);
    let done = since.filter_map(|step| match (step.t, &topic.guidance) {
        (41, Some(guidance)) => Some(say::returned(lang, step.at, guidance)),
        (42, _) => Some(say::adopted(lang, step.at)),
        (43, _) => Some(say::put_up(lang, step.at, topic.put_up.as_deref())),
        (44, _) => topic.referral.as_ref().map(|referral| say::passed_on(lang, step.at, referral.to)),
        (45, _) => Some(say::resolved(lang, step.at, step.to == TopicState::Adopted)),
        _ => None,
    });
    let lines = std::iter::once(say::came(lang, at, way)).chain(agreed).chain(done);
    let next = match topic.state {
        TopicState::Escalated if matter.meeting.is_none() => Some(w.next_call),
        TopicState::Escalated if topic.lacks_consent().is_some() => Some(w.next_consent),
        TopicState::Escalated => Some(w.next_meeting),
        TopicState::ToAssembly => Some(w.next_assembly),
        _ => None,
    };
    view! {
        <ol class="council-story">{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ol>
        {next.map(|next| view! { <p class="clock" data-testid="council-next">{icon("clock")}{next}</p> })}
    }
    .into_any()
}

/// The sentences as a part of the topic's page, with what leads on from there.
pub(crate) fn story_card(matter: &Matter, leads_on: Option<AnyView>) -> AnyView {
    let w = council_words();
    view! { <section class="card" data-testid="council-story"><h2>{w.story}</h2>{story(matter)}{leads_on}</section> }
        .into_any()
}
