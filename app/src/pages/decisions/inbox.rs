//! Pages: what decisions wait for from whoever looks — the committee's four duties, a receipt, an action of one's own,
//! the rating, the end — each with the day by which; and all decisions in one list.

use super::Work;
use crate::{
    parts::{
        icon,
        live::live,
        page::{empty, head},
    },
    routes,
    standing::{decision_words, known_to_me, lang, today, words},
    words::{Lang, decision as say, label},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day,
    decision::Duty,
    ids::{DecisionId, PersonId},
    order::InOrder as _,
    topic::TopicState,
};

/// The head of the committee is told so many days ahead of what others are to do.
const SOON_DAYS: i32 = 7;

/// What a decision waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A duty of the committee (G-DUTY).
    Duty(Duty),
    /// All four are done: it may hang out (T31).
    HangOut,
    /// A receipt of the organ one sits in.
    Receipt(Duty),
    /// A filing body says that it is illegal: what was ruled is to be brought in.
    Ruling,
    /// An action whose owner one is, or that is soon due in the committee one heads.
    Action(String),
    /// Everything is done: residents may be asked (T38).
    OpenRating,
    /// One's own rating.
    Rate,
    /// A supervisor's word that it is done (T39).
    Close,
}

/// One decision, what it waits for from one person, and by when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    decision: DecisionId,
    title: String,
    what: What,
    due: Option<Day>,
}

/// Everything that decisions wait for from a person; what is due first stands first.
pub(crate) fn calls(community: &Community, me: &PersonId, day: Day) -> Vec<Call> {
    let standing = community.all_decisions().filter(|decision| decision.ended.is_none());
    let works = standing.filter_map(|decision| Work::of(community, &decision.id, Some(me), day));
    let mut all: Vec<Call> = works.flat_map(|work| of_one(&work, day)).collect();
    all.in_order_by(|a, b| (a.due.is_none(), a.due, &a.decision).cmp(&(b.due.is_none(), b.due, &b.decision)));
    all
}

/// The decisions that wait for what somebody does by an office or a task; a rating is everybody's.
pub(crate) fn for_office(community: &Community, me: &PersonId, day: Day) -> impl Iterator<Item = DecisionId> {
    calls(community, me, day).into_iter().filter(|call| call.what != What::Rate).map(|call| call.decision)
}

fn of_one(work: &Work, day: Day) -> Vec<Call> {
    let (d, mine) = (&work.decision, &work.mine);
    let mut found: Vec<(What, Option<Day>)> = Vec::new();
    match work.topic.state {
        TopicState::Adopted if mine.heads => match d.duties.missing() {
            Some(duty) => found.push((What::Duty(duty), Some(d.due(duty, &work.keys)))),
            None if !d.is_contested(&work.keys, day) => found.push((What::HangOut, None)),
            None => {}
        },
        TopicState::Implementing if mine.heads && work.is_done() => found.push((What::OpenRating, None)),
        TopicState::Evaluating => {
            let asked = d.evaluation.as_ref().is_some_and(|e| day <= e.until);
            if asked && mine.entitled && mine.rating.is_none() {
                found.push((What::Rate, d.evaluation.as_ref().map(|e| e.until)));
            }
            if !asked && mine.supervises {
                found.push((What::Close, None));
            }
        }
        _ => {}
    }
    let waits = |duty: &&Duty| d.duties.delivery(**duty).is_some_and(|delivery| delivery.receipt.is_none());
    found.extend(mine.receives.iter().filter(waits).map(|duty| (What::Receipt(*duty), None)));
    let ruled = work.to_be_ruled(day);
    found.extend(ruled.map(|objection| (What::Ruling, objection.falls_after(d.displayed, &work.keys))));
    let owned = work.actions.iter().map(|(action, _)| action).filter(|action| {
        let own = action.plan.owner.person == mine.me;
        work.may_report(action) && (own || action.plan.due <= day.plus(SOON_DAYS))
    });
    found.extend(owned.map(|action| (What::Action(action.plan.what.clone()), Some(action.plan.due))));
    let (id, title) = (&d.id, &work.topic.title);
    found.into_iter().map(|(what, due)| Call { decision: id.clone(), title: title.clone(), what, due }).collect()
}

fn text(lang: Lang, what: &What) -> String {
    let w = lang.decision();
    match what {
        What::Duty(duty) => label::duty(lang, *duty).to_string(),
        What::HangOut => w.hang_out.into(),
        What::Receipt(duty) => format!("{} · {}", w.acknowledge, label::duty(lang, *duty)),
        What::Ruling => w.rule.into(),
        What::Action(what) => what.clone(),
        What::OpenRating => w.open_rating.into(),
        What::Rate => w.rating_waits.into(),
        What::Close => w.close.into(),
    }
}

/// The calls as cards that lead to their decisions.
pub(crate) fn inbox(calls: &[Call]) -> impl IntoView + use<> {
    let w = decision_words();
    let lang = lang();
    let card = |call: &Call| {
        let due = call.due.map(|due| {
            if due < today() {
                view! { <span class="tag tag-red line-end">{icon("alert")}{w.overdue}</span> }.into_any()
            } else {
                view! { <span class="tag line-end">{icon("clock")}{say::by_day(lang, due)}</span> }.into_any()
            }
        });
        view! {
            <a class="card" href=routes::decision(&call.decision) data-testid="decision-call">
                <div class="line"><strong>{text(lang, &call.what)}</strong>{due}</div>
                <p class="quiet">{call.title.clone()}</p>
            </a>
        }
    };
    (!calls.is_empty()).then(|| {
        let cards = calls.iter().map(card).collect_view();
        view! { <section class="stack-s"><h2>{w.decisions_wait}</h2>{cards}</section> }
    })
}

/// A decision in the list.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    id: DecisionId,
    title: String,
    adopted: Day,
    state: TopicState,
    late: bool,
}

fn rows(community: &Community, _: &PersonId, day: Day) -> Vec<Row> {
    let row = |decision: &rulebook::decision::Decision| {
        let topic = community.topic(&decision.topic)?;
        let keys = community.keys_for(topic);
        Some(Row {
            id: decision.id.clone(),
            title: topic.title.clone(),
            adopted: decision.adopted,
            state: topic.state,
            late: decision.overdue(&keys, day).next().is_some() || decision.is_silent(&keys, day),
        })
    };
    let mut all: Vec<Row> = community.all_decisions().filter_map(row).collect();
    all.in_order_of(|row| (row.state.is_terminal(), std::cmp::Reverse(row.adopted)));
    all
}

/// All decisions, the newest first; ended ones stand last.
pub fn list() -> impl IntoView {
    let w = decision_words();
    let lang = lang();
    let rows = known_to_me(rows);
    let card = move |row: &Row| {
        let late = row.late.then(|| view! { <span class="tag tag-red">{icon("alert")}{w.overdue}</span> });
        view! {
            <a class="card" href=routes::decision(&row.id) data-testid="decision-row">
                <h2 class="title">{row.title.clone()}</h2>
                <p class="quiet line"><span>{label::state(lang, row.state)}</span><span>{say::on_day(lang, row.adopted)}</span>{late}</p>
            </a>
        }
    };
    view! {
        {head(Some((routes::TOPICS.to_owned(), words().being_discussed.to_string())), w.decisions)}
        {live(move || rows.with(|all| {
            let cards = all.iter().map(card).collect_view();
            view! { {all.is_empty().then(|| empty("check", w.decisions_none))} <div class="stack">{cards}</div> }
        }))}
    }
}
