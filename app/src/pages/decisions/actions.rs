//! Pages: 谁来做、什么时候做完 — three lists that tell residents what they can do themselves; reports on
//! each, overdue in words.

use super::{Desk, Work};
use crate::{
    parts::{
        icon,
        live::{follow, heed, live},
        press::button,
    },
    standing::{decision_words, lang, today},
    words::{decision as say, when},
};
use leptos::prelude::*;
use rulebook::{
    decision::{
        Action, DecisionStep, Progress,
        action::{ActionState, Bucket, Owner, OwnerKind, Plan, Report},
    },
    ids::ActionId,
    time::Day,
    topic::TopicState,
};

/// What is being written; lives as long as the page, so that a report that arrives does not wipe it.
#[derive(Clone, Copy)]
pub(super) struct Forms {
    what: RwSignal<String>,
    owner: RwSignal<OwnerKind>,
    name: RwSignal<String>,
    due: RwSignal<String>,
    bucket: RwSignal<Bucket>,
    why: RwSignal<String>,
    note: RwSignal<(Option<ActionId>, String)>,
}

impl Forms {
    /// Empty, a month from today.
    pub(super) fn new() -> Forms {
        Forms {
            what: RwSignal::new(String::new()),
            owner: RwSignal::new(OwnerKind::Committee),
            name: RwSignal::new(String::new()),
            due: RwSignal::new(today().plus(30).to_string()),
            bucket: RwSignal::new(Bucket::Residents),
            why: RwSignal::new(String::new()),
            note: RwSignal::new((None, String::new())),
        }
    }
}

const BUCKETS: [Bucket; 3] = [Bucket::Residents, Bucket::RcHelp, Bucket::ThirdParty];
const OWNERS: [OwnerKind; 7] = [
    OwnerKind::Committee,
    OwnerKind::Property,
    OwnerKind::Specialist,
    OwnerKind::ActiveResident,
    OwnerKind::Residents,
    OwnerKind::Station,
    OwnerKind::Unit,
];

/// The actions in their three lists.
pub(crate) fn actions(work: &Work, desk: Desk, forms: Forms) -> impl IntoView + use<> {
    let w = decision_words();
    let lang = lang();
    let list = |bucket: Bucket| {
        let rows: Vec<_> = work
            .actions
            .iter()
            .filter(|(a, _)| a.plan.bucket == bucket)
            .map(|one| row(work, one, Some((desk, forms))))
            .collect();
        (!rows.is_empty()).then(|| view! { <h3>{say::bucket(lang, bucket)}</h3><ul class="rows">{rows}</ul> })
    };
    let none = work.actions.is_empty().then(|| view! { <p class="quiet">{w.actions_none}</p> });
    let sets = work.mine.heads
        && matches!(work.topic.state, TopicState::Adopted | TopicState::Publicising | TopicState::Implementing);
    view! {
        <section class="card" data-testid="actions"><h2>{w.actions}</h2>{none}{BUCKETS.map(list).into_iter().collect_view()}
            {sets.then(|| adding(work, desk, forms))}</section>
    }
}

/// The lists without anything to press, as everybody reads them.
pub(crate) fn plan(work: &Work) -> impl IntoView + use<> {
    let lang = lang();
    let list = |bucket: Bucket| {
        let rows: Vec<_> =
            work.actions.iter().filter(|(a, _)| a.plan.bucket == bucket).map(|one| row(work, one, None)).collect();
        (!rows.is_empty()).then(|| view! { <h3>{say::bucket(lang, bucket)}</h3><ul class="rows">{rows}</ul> })
    };
    view! { <section class="card"><h2>{decision_words().actions}</h2>{BUCKETS.map(list).into_iter().collect_view()}</section> }
}

fn row(work: &Work, (action, reports): &(Action, Vec<Progress>), desk: Option<(Desk, Forms)>) -> AnyView {
    let w = decision_words();
    let lang = lang();
    let late = action.is_overdue(today());
    let tone = match action.state {
        ActionState::Done => "tag tag-green",
        ActionState::Blocked | ActionState::Refuted => "tag tag-amber",
        _ => "tag",
    };
    let Owner { kind, name, .. } = &action.plan.owner;
    let who = if name.is_empty() { say::owner(lang, *kind).to_owned() } else { name.clone() };
    let told: Vec<_> = reports
        .iter()
        .map(|r| view! { <li><p>{r.text.clone()}</p><p class="quiet">{say::report(lang, r.report)}" · "{when::full(lang, r.at)}</p></li> })
        .collect();
    let reports = (!told.is_empty())
        .then(|| view! { <details><summary>{w.reports}</summary><ul class="stack-s">{told}</ul></details> });
    let mine = desk.filter(|_| work.may_report(action)).map(|(desk, forms)| reporting(action, desk, forms));
    let drop = desk
        .filter(|_| work.mine.heads && action.state.is_left())
        .map(|(desk, forms)| dropping(action.id.clone(), desk, forms));
    let again = desk
        .filter(|_| {
            work.mine.supervises && work.topic.state == TopicState::Evaluating && action.state == ActionState::Done
        })
        .map(|(desk, forms)| sending_back(action.id.clone(), desk, forms));
    view! {
        <li class="stack-s action" data-testid="action" data-state=format!("{:?}", action.state)>
            <p class="line"><strong>{action.plan.what.clone()}</strong><span class=format!("{tone} line-end")>{say::action(lang, action.state)}</span></p>
            <p class="quiet line"><span>{who}</span><span>{say::by_day(lang, action.plan.due)}</span>
                {late.then(|| view! { <span class="tag tag-red">{icon("alert")}{w.overdue}</span> })}</p>
            {reports}{mine}{drop}{again}
        </li>
    }
    .into_any()
}

/// Progress, done, blocked, goes on: words beside the act.
fn reporting(action: &Action, desk: Desk, forms: Forms) -> impl IntoView + use<> {
    let w = decision_words();
    let lang = lang();
    let id = action.id.clone();
    let (of, typed) = (id.clone(), id.clone());
    let text =
        move || forms.note.with(|(on, text)| if on.as_ref() == Some(&of) { text.clone() } else { String::new() });
    let press = move |report: Report| {
        let id = id.clone();
        let send = move |_| {
            let Some(phone) = desk.acting.phone() else { return };
            let (on, text) = forms.note.get_untracked();
            let text = if on.as_ref() == Some(&id) { text } else { String::new() };
            let note = phone.seal("note", &text);
            let step = DecisionStep::Report { action: id.clone(), report, note: note.commitment() };
            desk.acting.act(desk.deed(step, vec![note]), move || forms.note.set((None, String::new())));
        };
        button(desk.acting, "", format!("report-{report:?}"), "", say::report(lang, report), send)
    };
    let which = if action.state == ActionState::Blocked {
        vec![Report::GoesOn, Report::Progress]
    } else {
        vec![Report::Progress, Report::Done, Report::Blocked]
    };
    view! {
        <details class="fold"><summary>{icon("pen")}{w.report_note}</summary><div class="stack"><p class="quiet">{w.evidence_hint}</p>
            <label class="field"><span>{w.report_note}</span><textarea class="input" maxlength="1000" prop:value=follow(text) on:input=heed(move |e| forms.note.set((Some(typed.clone()), event_target_value(&e))))></textarea></label>
            <div class="buttons">{which.into_iter().map(press).collect_view()}</div></div></details>
    }
}

fn dropping(action: ActionId, desk: Desk, forms: Forms) -> impl IntoView {
    let w = decision_words();
    let press =
        move |_| desk.take(DecisionStep::DropAction { action: action.clone(), reason: forms.why.get_untracked() });
    view! {
        <details class="fold"><summary>{w.action_drop}</summary><div class="stack">{why(w.drop_why, forms)}
            {button(desk.acting, "button-danger", "drop-action", "", w.action_drop, press)}</div></details>
    }
}

/// T40: not done after all; the same again with another day.
fn sending_back(action: ActionId, desk: Desk, forms: Forms) -> impl IntoView {
    let w = decision_words();
    let press = move |_| {
        let Some(phone) = desk.acting.phone() else { return };
        let due = Day::parse(&forms.due.get_untracked()).unwrap_or_else(today);
        let again = ActionId(phone.fresh_id());
        let reason = forms.why.get_untracked();
        desk.take(DecisionStep::SendBack { action: action.clone(), again, due, reason });
    };
    view! {
        <details class="fold"><summary>{icon("undo")}{w.send_back}</summary><div class="stack">{why(w.send_back_why, forms)}{due(forms)}
            {button(desk.acting, "button-danger", "send-back", "", w.send_back, press)}</div></details>
    }
}

fn why(text: &'static str, forms: Forms) -> impl IntoView {
    view! { <label class="field"><span>{text}</span><input class="input" maxlength="200" prop:value=forms.why on:input=heed(move |e| forms.why.set(event_target_value(&e))) /></label> }
}

fn due(forms: Forms) -> impl IntoView {
    view! { <label class="field"><span>{decision_words().action_due}</span><input class="input" type="date" prop:value=forms.due on:input=heed(move |e| forms.due.set(event_target_value(&e))) /></label> }
}

/// One more thing to do.
fn adding(work: &Work, desk: Desk, forms: Forms) -> impl IntoView + use<> {
    let w = decision_words();
    let lang = lang();
    let me = work.mine.me.clone();
    let later = work.topic.state != TopicState::Adopted;
    let press = move |_| {
        let Some(phone) = desk.acting.phone() else { return };
        let due = Day::parse(&forms.due.get_untracked()).unwrap_or_else(today);
        let kind = forms.owner.get_untracked();
        let named = matches!(kind, OwnerKind::Property | OwnerKind::Station | OwnerKind::Unit);
        let name = if named { forms.name.get_untracked() } else { String::new() };
        // Whoever heads the committee answers for what the committee itself does.
        let person = me.clone().filter(|_| kind == OwnerKind::Committee);
        let plan = Plan {
            what: forms.what.get_untracked(),
            owner: Owner { kind, name, person },
            due,
            bucket: forms.bucket.get_untracked(),
        };
        let step =
            DecisionStep::SetAction { action: ActionId(phone.fresh_id()), plan, reason: forms.why.get_untracked() };
        desk.acting.act(desk.deed(step, Vec::new()), move || forms.what.set(String::new()));
    };
    let kind = move |kind: OwnerKind| view! { <option value=format!("{kind:?}") selected=forms.owner.get_untracked() == kind>{say::owner(lang, kind)}</option> };
    let choose = move |e| {
        let name = event_target_value(&e);
        if let Some(kind) = OWNERS.into_iter().find(|kind| format!("{kind:?}") == name) {
            forms.owner.set(kind);
        }
    };
    let one = move |bucket: Bucket| view! { <label class="pick"><input type="radio" name="bucket" prop:checked=follow(move || forms.bucket.get() == bucket) on:change=heed(move |_| forms.bucket.set(bucket)) />{say::bucket(lang, bucket)}</label> };
    let organisation = move || {
        let named = matches!(forms.owner.get(), OwnerKind::Property | OwnerKind::Station | OwnerKind::Unit);
        named.then(|| view! { <label class="field"><span>{w.owner_name}</span><input id="owner-name" class="input" maxlength="60" prop:value=forms.name on:input=heed(move |e| forms.name.set(event_target_value(&e))) /></label> })
    };
    view! {
        <details class="fold" data-testid="action-add"><summary>{icon("plus")}{w.action_add}</summary><div class="stack">
            <label class="field"><span>{w.action_what}</span><input id="action-what" class="input" maxlength="120" prop:value=forms.what on:input=heed(move |e| forms.what.set(event_target_value(&e))) /></label>
            <label class="field"><span>{w.action_owner}</span><select id="action-owner" class="input" on:change=heed(choose)>{OWNERS.map(kind).into_iter().collect_view()}</select></label>
            {live(organisation)}
            {due(forms)}
            <fieldset class="field"><legend>{w.action_bucket}</legend><div class="picks">{BUCKETS.map(one).into_iter().collect_view()}</div></fieldset>
            {later.then(|| why(crate::standing::words().reason, forms))}
            {button(desk.acting, "button-wide", "save-action", "check", w.save_action, press)}
        </div></details>
    }
}
