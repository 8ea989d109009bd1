//! Pages: 合法性异议 — what a filing body objected, what was ruled on it, and how a decision ended (T33), as sentences for
//! everybody; and the two forms by which a ruling and a resolution of the residents' assembly are brought in.

use super::{Desk, Work};
use crate::{
    parts::{
        icon,
        live::{follow, heed},
        press::button,
        refusal::notice,
    },
    standing::{decision_words, lang, today},
    words::decision::ruling as say,
};
use leptos::prelude::*;
use rulebook::decision::{DecisionStep, Duty};

/// What is being brought in; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Bench {
    upheld: RwSignal<Option<bool>>,
    paper: RwSignal<String>,
    reason: RwSignal<String>,
    minutes: RwSignal<String>,
    why: RwSignal<String>,
}

impl Bench {
    /// Nothing typed yet.
    pub(super) fn new() -> Bench {
        let [paper, reason, minutes, why] = [(); 4].map(|()| RwSignal::new(String::new()));
        Bench { upheld: RwSignal::new(None), paper, reason, minutes, why }
    }
}

/// What was objected and ruled, and how it ended: nothing where there is nothing to say.
pub(crate) fn became(work: &Work) -> impl IntoView + use<> {
    let w = decision_words();
    let lang = lang();
    let d = &work.decision;
    let one = |objection| {
        let told = say::objection(lang, objection, d, &work.keys, today());
        view! { <li class="stack-s" data-testid="legality">{told.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</li> }
    };
    let objections: Vec<_> = d.objections.iter().map(one).collect();
    let ended = say::ended(lang, d).map(|line| view! { <p data-testid="ended"><strong>{line}</strong></p> });
    (ended.is_some() || !objections.is_empty()).then(|| view! {
        <section class="card" data-testid="became"><h2>{w.became}</h2>{ended}<ul class="stack-s">{objections}</ul></section>
    })
}

/// For whoever brings in a ruling, or a resolution of the assembly.
pub(super) fn rulings(work: &Work, desk: Desk, bench: Bench) -> impl IntoView + use<> {
    let rule = work.to_be_ruled(today()).map(|objection| ruling(desk, bench, objection.duty));
    let aside = (work.mine.heads_rc && work.may_be_annulled()).then(|| setting_aside(desk, bench));
    view! { {rule}{aside} }
}

fn ruling(desk: Desk, bench: Bench, duty: Duty) -> AnyView {
    let w = decision_words();
    let lang = lang();
    let one = move |upheld: bool, text: &'static str, test: &'static str| {
        view! { <label class="pick"><input type="radio" name="upheld" data-testid=test prop:checked=follow(move || bench.upheld.get() == Some(upheld)) on:change=heed(move |_| bench.upheld.set(Some(upheld))) />{text}</label> }
    };
    let press = move |_| {
        let Some(upheld) = bench.upheld.get_untracked() else { return };
        let (paper, reason) = (bench.paper.get_untracked(), bench.reason.get_untracked());
        desk.take(DecisionStep::Rule { duty, upheld, paper, reason });
    };
    view! {
        <section class="card card-orange" data-testid="ruling"><h2>{w.rule}</h2>
            <p>{say::on_whose(lang, duty)}</p>{notice("", "info", w.rule_hint)}
            <fieldset class="field"><legend>{w.rule_how}</legend><div class="picks">{one(true, w.upheld, "upheld")}{one(false, w.dismissed, "dismissed")}</div></fieldset>
            <label class="field"><span>{w.rule_paper}</span><input id="rule-paper" class="input" maxlength="200" prop:value=bench.paper on:input=heed(move |e| bench.paper.set(event_target_value(&e))) /></label>
            <label class="field"><span>{w.rule_reason}</span><textarea id="rule-reason" class="input" maxlength="400" prop:value=bench.reason on:input=heed(move |e| bench.reason.set(event_target_value(&e)))></textarea></label>
            {button(desk.acting, "button-wide", "rule", "check", w.rule_note, press)}
        </section>
    }
    .into_any()
}

fn setting_aside(desk: Desk, bench: Bench) -> AnyView {
    let w = decision_words();
    let press = move |_| {
        let (minutes, reason) = (bench.minutes.get_untracked(), bench.why.get_untracked());
        desk.take(DecisionStep::SetAside { minutes, reason });
    };
    view! {
        <details class="fold" data-testid="set-aside"><summary>{icon("undo")}{w.aside}</summary><div class="stack"><p class="quiet">{w.aside_hint}</p>
            <label class="field"><span>{w.aside_minutes}</span><input id="aside-minutes" class="input" maxlength="200" prop:value=bench.minutes on:input=heed(move |e| bench.minutes.set(event_target_value(&e))) /></label>
            <label class="field"><span>{w.aside_reason}</span><textarea id="aside-reason" class="input" maxlength="400" prop:value=bench.why on:input=heed(move |e| bench.why.set(event_target_value(&e)))></textarea></label>
            {button(desk.acting, "button-danger", "aside", "", w.aside_note, press)}</div></details>
    }
    .into_any()
}
