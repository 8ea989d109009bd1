//! Pages: the agenda of a meeting — each item with where it stands, its motions and their sums.

use super::known::Hall;
use crate::{
    parts::{icon, vote::tally},
    standing::{lang, meeting_words},
    words::meeting as say,
};
use leptos::prelude::*;
use rulebook::{
    ids::TopicId,
    meeting::{Item, ItemState, Off},
};

/// The items in their order.
pub(crate) fn agenda(hall: &Hall, link: fn(&TopicId) -> String) -> impl IntoView + use<> {
    let w = meeting_words();
    let items = hall.meeting.agenda.iter().map(|item| entry(hall, item, link)).collect::<Vec<_>>();
    let none = items.is_empty().then(|| view! { <p class="quiet">{w.agenda_empty}</p> });
    let report =
        hall.meeting.report.then(|| view! { <p class="agenda-report">{icon("check")}<span>{w.report}</span></p> });
    view! {
        <section class="card" data-testid="agenda"><h2>{w.agenda}</h2>{none}<ol class="agenda">{items}</ol>{report}</section>
    }
}

/// 修正: a text as it is to read.
pub(crate) fn reading(wording: &str) -> AnyView {
    view! { <article class="reading" lang="zh-CN" data-testid="wording">{wording.to_owned()}</article> }.into_any()
}

fn entry(hall: &Hall, item: &Item, link: fn(&TopicId) -> String) -> AnyView {
    let w = meeting_words();
    let lang = lang();
    let tone = match item.state {
        ItemState::Adopted => "tag tag-green",
        ItemState::NotAdopted => "tag tag-red",
        ItemState::Open => "tag tag-orange",
        ItemState::Shelved | ItemState::Carried | ItemState::ToHearing => "tag tag-amber",
        _ => "tag",
    };
    let why = match &item.why {
        Some(Off::Taken { reason }) => Some(reason.clone()),
        _ => None,
    };
    let votes: Vec<_> = hall
        .votes
        .iter()
        .filter(|vote| vote.topic == item.topic && (vote.opened.is_some() || vote.ruled_out))
        .map(|vote| {
            let wording = (!vote.wording.is_empty())
                .then(|| view! { <details><summary>{w.wording}</summary>{reading(&vote.wording)}</details> });
            let came = if vote.ruled_out {
                view! { <p class="quiet">{w.ruled_out}</p> }.into_any()
            } else {
                tally(vote, &hall.keys).into_any()
            };
            view! { <div class="stack-s"><p><strong>{say::moved(lang, vote.motion)}</strong></p>{wording}{came}</div> }
        })
        .collect();
    view! {
        <li class="stack-s" data-testid="item" data-state=format!("{:?}", item.state)>
            <p class="line"><a href=link(&item.topic)>{hall.title(&item.topic)}</a>
                <span class=format!("{tone} line-end")>{say::item(lang, item.state)}</span></p>
            {(item.carried && item.state == ItemState::Waiting).then(|| view! { <p class="quiet">{w.carried}</p> })}
            {item.amended.is_some().then(|| view! { <p class="quiet" data-testid="amended">{w.amended}</p> })}
            {why.map(|why| view! { <p class="quiet">{why}</p> })}
            {votes}
        </li>
    }
    .into_any()
}
