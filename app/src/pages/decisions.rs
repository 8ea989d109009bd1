//! Pages: 决定 — what was decided and what becomes of it: the four duties with their receipts, who does
//! what by when in three lists, new facts while it hangs out, the residents' rating, the end.

mod actions;
mod duties;
mod inbox;
mod known;
mod rulings;
mod voices;

use crate::{
    dispatch::{Acting, plain, use_acting},
    pages::param,
    parts::{
        icon,
        live::live,
        page::{empty, head},
        press::button,
        refusal::{notice, said},
        topic::topic_text,
    },
    routes,
    standing::{decision_words, known_to_me, lang, today, words},
    words::{decision as say, label},
};
pub(crate) use actions::plan;
pub use inbox::list;
pub(crate) use inbox::{Call, calls, for_office, inbox};
pub(crate) use known::Work;
use leptos::prelude::*;
use rulebook::{Intent, decision::DecisionStep, ids::DecisionId, topic::TopicState};
pub(crate) use rulings::became;

/// What every part of the page is given.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    acting: Acting,
    decision: StoredValue<DecisionId>,
    /// Where a notice was hung, while that is being typed.
    place: RwSignal<String>,
    /// Why it is illegal, while that is being typed.
    why: RwSignal<String>,
}

impl Desk {
    /// Hands a step over.
    fn take(&self, step: DecisionStep) {
        self.acting.act(self.deed(step, Vec::new()), || ());
    }

    fn deed(&self, step: DecisionStep, openings: Vec<rulebook::hash::Opening>) -> crate::ports::Deed {
        let decision = self.decision.get_value();
        crate::ports::Deed { openings, ..plain(Intent::Decision { decision, step }) }
    }

    /// One step behind one button.
    fn button(
        self,
        class: &'static str,
        test: &'static str,
        name: &'static str,
        text: &'static str,
        step: DecisionStep,
    ) -> AnyView {
        button(self.acting, class, test, name, text, move |_| self.take(step.clone()))
    }
}

/// The page.
pub fn decision() -> impl IntoView {
    let id = DecisionId::from(param("decision"));
    let [place, why] = [(); 2].map(|()| RwSignal::new(String::new()));
    let desk = Desk { acting: use_acting(), decision: StoredValue::new(id.clone()), place, why };
    let work = known_to_me(move |community, me, day| Work::of(community, &id, Some(me), day));
    let forms = actions::Forms::new();
    let mind = voices::Mind::new();
    let bench = rulings::Bench::new();
    live(move || {
        work.with(|work| match work {
            None => {
                view! { {head(None, decision_words().decision)} {empty("topics", words().not_found_body)} }.into_any()
            }
            Some(work) => whole(work, desk, (forms, mind, bench)).into_any(),
        })
    })
}

type Forms = (actions::Forms, voices::Mind, rulings::Bench);

fn whole(work: &Work, desk: Desk, (forms, mind, bench): Forms) -> impl IntoView + use<> {
    let w = decision_words();
    let back = (routes::topic(&work.topic.id), words().topic.to_string());
    let print = routes::public_decision(&work.decision.id);
    view! {
        {head(Some(back), work.topic.title.clone())}
        {standing(work).into_any()}
        {said(desk.acting.doing)}
        {became(work).into_any()}
        {rulings::rulings(work, desk, bench).into_any()}
        {duties::duties(work, desk).into_any()}
        {actions::actions(work, desk, forms).into_any()}
        {voices::voices(work, desk, mind).into_any()}
        <details class="fold"><summary>{w.text}</summary><div>{topic_text(&work.topic)}</div></details>
        <a class="button" rel="external" href=print>{icon("print")}{w.print_notice}</a>
        {main_action(work, desk)}
    }
}

/// Where it stands, and by how many it was decided.
pub(crate) fn standing(work: &Work) -> impl IntoView + use<> {
    let w = decision_words();
    let lang = lang();
    let d = &work.decision;
    let late: Vec<_> = d
        .overdue(&work.keys, today())
        .map(|duty| view! { <span class="tag tag-red">{icon("alert")}{w.overdue}" · "{label::duty(lang, duty)}</span> })
        .collect();
    let contested = (d.ended.is_none() && d.is_contested(&work.keys, today()))
        .then(|| view! { <p class="line"><span class="tag tag-amber">{icon("alert")}{w.contested}</span></p> });
    let silent = d
        .is_silent(&work.keys, today())
        .then(|| view! { <p class="line"><span class="tag tag-amber">{icon("clock")}{w.silent}</span></p> });
    let shown = work
        .shown_until(today())
        .map(|until| view! { <p>{say::display(lang, until, d.objections_until(&work.keys))}</p> });
    view! {
        <section class="card card-green" data-testid="decision" data-state=format!("{:?}", work.topic.state)>
            <p class="line"><span class="tag tag-green">{icon("check")}{label::state(lang, work.topic.state)}</span><span class="line-end quiet">{say::decider(lang, d.by)}</span></p>
            <p>{say::adopted(lang, d.adopted, d.base, [d.yes, d.no, d.abstain], work.doors)}</p>
            {d.awaits_hearing.then(|| notice("notice-care", "clock", w.awaits_hearing))}
            {shown}{contested}{silent}
            <p class="line">{late}</p>
        </section>
    }
}

/// The one thing to do, for whoever heads the committee or supervises.
fn main_action(work: &Work, desk: Desk) -> Option<AnyView> {
    let w = decision_words();
    let wide = "button-main button-wide";
    let one = |hint: &'static str, button: AnyView| {
        view! { <div class="act stack-s"><p class="quiet">{hint}</p>{button}</div> }.into_any()
    };
    match work.topic.state {
        TopicState::Adopted if work.mine.heads => {
            Some(one(w.hang_out_hint, desk.button(wide, "hang-out", "horn", w.hang_out, DecisionStep::HangOut)))
        }
        TopicState::Implementing if work.mine.heads && work.is_done() => Some(one(
            w.open_rating_hint,
            desk.button(wide, "open-rating", "people", w.open_rating, DecisionStep::OpenRating),
        )),
        TopicState::Evaluating if work.mine.supervises => {
            Some(one(w.close_hint, desk.button(wide, "close", "check", w.close, DecisionStep::Close)))
        }
        _ => None,
    }
}
