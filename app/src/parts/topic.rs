//! Parts: a topic in a list and its text in full, the same in public and in the app.

use super::{bar::address, icon, seals::seals};
use crate::{
    routes,
    standing::{lang, today, words},
    words::{label, when},
};
use leptos::prelude::*;
use rulebook::{
    Community,
    ids::DecisionId,
    topic::{Topic, TopicState},
};

/// What a list shows of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The topic.
    pub topic: Topic,
    /// Signatures the charter asks for.
    pub need: u32,
    /// Names of its grids.
    pub grids: String,
    /// Of its signatures, those that wait on this phone.
    pub waiting: u32,
}

impl Brief {
    /// A topic as this holder knows it.
    pub fn of(community: &Community, topic: &Topic) -> Brief {
        let name = |id| community.grid(id).map_or(id.0.clone(), |grid| grid.no.clone());
        let grids = topic.grids.iter().map(name).collect::<Vec<_>>().join(" + ");
        Brief { topic: topic.clone(), need: community.keys_for(topic).cosign_min, grids, waiting: 0 }
    }

    /// Whether its way is over.
    pub fn is_over(&self) -> bool {
        !label::step(self.topic.state).1
    }
}

/// Which track it is on, as a tag: icon, word and colour.
pub fn track(state: TopicState) -> impl IntoView {
    let w = words();
    match state {
        TopicState::Redirected => view! { <span class="tag tag-handoff">{icon("hand-over")}{w.track_service}</span> },
        _ => view! { <span class="tag tag-green">{icon("leaf")}{w.track_self}</span> },
    }
}

/// A topic as a card that leads to it.
///
/// `query` is appended to its address (language and print of public pages).
pub fn topic_card(brief: &Brief, base: &str, query: &str) -> impl IntoView + use<> {
    let Brief { topic, need, grids, waiting } = brief;
    let lang = lang();
    let collecting = topic.state == TopicState::Collecting;
    // The clock that runs now: of the signatures, or of the review.
    let ends = if collecting { topic.window_ends } else { topic.review_due };
    let runs = collecting || topic.state == TopicState::Submitted;
    let left = ends.filter(|_| runs).map(|ends| when::days_left(lang, today(), ends));
    view! {
        <a class="card topic-card" href=format!("{base}/{}{query}", topic.id) data-testid="topic-card">
            <h3>{topic.title.clone()}</h3>
            {collecting.then(|| seals(topic.signatures, *need, *waiting))}
            <p class="quiet line">
                <span>{label::state(lang, topic.state)}</span>
                <span>{words().grids}" "{grids.clone()}</span>
                {left.map(|left| view! { <span>{left}</span> })}
            </p>
        </a>
    }
}

/// The text with its frozen fingerprint.
pub fn topic_text(topic: &Topic) -> impl IntoView + use<> {
    let w = words();
    let frozen = topic.state != TopicState::Draft;
    let print: String = topic.hash.0.chars().take(8).collect();
    view! {
        <article class="reading" lang="zh-CN" data-testid="topic-text"><p>{topic.body.clone()}</p></article>
        {topic.adopted_text.as_ref().map(|text| view! { <h3>{lang().meeting().wording}</h3><article class="reading" lang="zh-CN" data-testid="adopted-text"><p>{text.clone()}</p></article> })}
        {frozen.then(|| view! {
            <p class="frozen">{icon("lock")}<span>{w.fingerprint}" "<code class="mono" translate="no" title=topic.hash.0.clone()>{print}</code></span></p>
        })}
    }
}

/// Where a topic was or will be talked about, and what was decided on it.
pub fn leads_to(topic: &Topic, decision: Option<&DecisionId>, public: bool) -> impl IntoView + use<> {
    let lang = lang();
    let (m, d) = (lang.meeting(), lang.decision());
    let to = |open: String, inside: String| if public { address(&open, lang, false) } else { inside };
    let row = |name: &'static str, text: &'static str, test: &'static str, href: String| {
        view! { <a class="row" href=href data-testid=test>{icon(name)}<span class="grow">{text}</span>{icon("next")}</a> }
    };
    let meeting = topic
        .meeting
        .as_ref()
        .map(|id| row("people", m.meeting, "to-meeting", to(routes::public_meeting(id), routes::meeting(id))));
    let decision = decision
        .map(|id| row("check", d.decisions, "to-decision", to(routes::public_decision(id), routes::decision(id))));
    let any = meeting.is_some() || decision.is_some();
    any.then(|| view! { <nav class="card rows no-print">{decision}{meeting}</nav> })
}

/// The review opinion: answers, decision, reason; public.
pub fn opinion(review: &rulebook::review::Review, reviewer: Option<String>) -> impl IntoView + use<> {
    use rulebook::review::Outcome;
    let w = words();
    let lang = lang();
    let decision = match &review.outcome {
        Outcome::Accept { .. } => w.accept.to_string(),
        Outcome::Return => w.return_topic.into(),
        Outcome::Redirect { to } => format!("{} · {}", w.redirect, label::organ(lang, *to)),
        Outcome::Reject { ground, .. } => format!("{} · {}", w.reject, label::ground(lang, *ground)),
    };
    let three = [
        (w.specific, &review.criteria.specific),
        (w.clear, &review.criteria.clear),
        (w.operable, &review.criteria.operable),
    ];
    let answers = three.into_iter().map(|(name, answer)| {
        let mark = if answer.ok { ("tag tag-green", "check", w.criteria_yes) } else { ("tag tag-amber", "close", w.criteria_no) };
        let note = answer.note.clone();
        view! { <li class="line"><strong>{name}</strong><span class=mark.0>{icon(mark.1)}{mark.2}</span><span>{note}</span></li> }
    });
    view! {
        <section class="card" data-testid="opinion">
            <h2>{w.review_opinion}</h2>
            <p><strong>{decision}</strong></p>
            <ul class="stack-s">{answers.collect_view()}</ul>
            <p>{review.reason.clone()}</p>
            <p class="quiet">{reviewer.map(|name| format!("{} {name} · ", w.reviewer))}{when::full(lang, review.at)}</p>
        </section>
    }
}
