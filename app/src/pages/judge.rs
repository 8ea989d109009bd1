//! Pages: 审查议题 — three criteria, five competence tests, call-backs, warnings, one decision with
//! its reason. Needs the network.

use super::param;
use crate::{
    dispatch::{Acting, use_acting},
    parts::{
        icon,
        live::{follow, heed, live, tap},
        page::{empty, head},
        refusal::{notice, said},
        seals::seals,
        topic::topic_text,
    },
    routes,
    standing::{Seen, known, lang, today, words},
    words::{Words, label, say},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rulebook::{
    Community, Intent,
    cosign::CallbackAnswer,
    ids::{CallbackId, TopicId},
    review::{Answer, Criteria, Ground, Major, Organ, Outcome, Reach},
    topic::{Capacity, RedFlag, Topic, TopicState},
};

/// Yes, no, or not answered yet; with the note.
type Verdict = (Option<bool>, String);

/// What the reviewer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Accept,
    Return,
    Redirect(Organ),
    Reject(Ground),
}

/// The desk's form.
#[derive(Clone, Copy)]
struct Form {
    three: [RwSignal<Verdict>; 3],
    five: [RwSignal<Verdict>; 5],
    choice: RwSignal<Option<Choice>>,
    major: RwSignal<Option<Major>>,
    same_as: RwSignal<Option<TopicId>>,
    reason: RwSignal<String>,
    interest: RwSignal<bool>,
    acting: Acting,
}

/// The topic on the desk, with the open call-backs.
#[derive(Clone, Debug, PartialEq)]
struct OnDesk {
    topic: Topic,
    need: u32,
    calls: Vec<(CallbackId, String, Option<String>, Option<CallbackAnswer>)>,
    others: Vec<(TopicId, String)>,
}

fn on_desk(community: &Community, id: &TopicId) -> Option<OnDesk> {
    let topic = community.topic(id)?.clone();
    let call = |c: &rulebook::cosign::Callback| {
        let person = community.person(&c.person);
        let name = community.name_of(&c.person).unwrap_or_default();
        (c.id.clone(), name, person.and_then(|p| p.phone.clone()), c.answer)
    };
    let near = community
        .all_topics()
        .filter(|t| t.id != *id && t.state == TopicState::Collecting && t.grids.iter().any(|g| topic.concerns(g)));
    Some(OnDesk {
        need: community.keys_for(&topic).cosign_min,
        calls: community.callbacks_of(id).map(call).collect(),
        others: near.map(|t| (t.id.clone(), t.title.clone())).collect(),
        topic,
    })
}

/// The page.
pub fn judge() -> impl IntoView {
    let id = TopicId::from(param("topic"));
    let desk = known(move |community| on_desk(community, &id));
    let form = Form {
        three: [(); 3].map(|()| RwSignal::new((None, String::new()))),
        five: [(); 5].map(|()| RwSignal::new((Some(true), String::new()))),
        choice: RwSignal::new(None),
        major: RwSignal::new(None),
        same_as: RwSignal::new(None),
        reason: RwSignal::new(String::new()),
        interest: RwSignal::new(false),
        acting: use_acting(),
    };
    let topic = Memo::new(move |_| desk.get().map(|d| d.topic));
    live(move || {
        let w = words();
        let back = Some((routes::REVIEW.to_string(), w.review_desk.to_string()));
        match topic.get() {
            None => view! { {head(back, w.review)} {empty("review", w.not_found_body)} }.into_any(),
            Some(topic) if topic.state == TopicState::Rejected => view! { {head(back, topic.title.clone())} {decide_appeal(&topic, form.acting)} }.into_any(),
            Some(topic) if topic.state != TopicState::Submitted => {
                view! { {head(back, topic.title.clone())} {notice("notice-good", "check", label::state(lang(), topic.state))} }.into_any()
            }
            Some(topic) => view! { {head(back, topic.title.clone())} {before(&topic, desk)} {call_backs(desk, form.acting)} {criteria(form)} {decision(form, topic, desk)} }.into_any(),
        }
    })
}

/// The text, the clock, the warnings.
fn before(topic: &Topic, desk: Seen<Option<OnDesk>>) -> impl IntoView + use<> {
    let w = words();
    let lang = lang();
    let need = desk.with_untracked(|d| d.as_ref().map_or(10, |d| d.need));
    let clock = topic.review_due.map(|due| view! {
        <p class="clock" data-late=(due < today()).to_string()>{icon("clock")}{say::review_clock(lang, today(), due)}</p>
    });
    let flag = |flag: &RedFlag| match flag {
        RedFlag::Rush { count, .. } => say::flag_rush(lang, *count),
        RedFlag::OneDevice => w.flag_one_device.into(),
        RedFlag::ManyOral { count } => say::flag_oral(lang, *count),
    };
    let flags: Vec<_> = topic.flags.iter().map(flag).map(|text| view! { <li>{text}</li> }).collect();
    view! {
        {clock}
        <section class="card">{topic_text(topic)}{(topic.capacity == Capacity::Residents).then(|| seals(topic.signatures, need, 0))}</section>
        {(!flags.is_empty()).then(|| view! {
            <section class="notice notice-care" data-testid="flags">{icon("flag")}<div><strong>{w.flags}</strong><ul>{flags}</ul><p class="quiet">{w.flags_hint}</p></div></section>
        })}
    }
}

/// 抽样回访.
fn call_backs(desk: Seen<Option<OnDesk>>, acting: Acting) -> impl IntoView {
    let w = words();
    let row = move |(id, name, phone, answer): (CallbackId, String, Option<String>, Option<CallbackAnswer>)| {
        let said = answer.map(|a| {
            if a == CallbackAnswer::Confirmed {
                ("tag tag-green", w.callback_yes)
            } else {
                ("tag tag-red", w.callback_no)
            }
        });
        let press = move |class: &'static str, text: &'static str, answer: CallbackAnswer| {
            let intent = Intent::AnswerCallback { callback: id.clone(), answer };
            view! { <button type="button" class=format!("button {class}") disabled=follow(move || acting.is_busy())
            on:click=tap(move |_| acting.intend(intent.clone(), || ()))>{text}</button> }
        };
        view! {
            <li class="stack-s" data-testid="callback"><p class="line"><strong>{if name.is_empty() { w.called_back.to_string() } else { name }}</strong>
                {phone.map(|no| view! { <a href=format!("tel:{no}")>{no.clone()}</a> })}
                {said.map(|(class, text)| view! { <span class=class>{text}</span> })}</p>
                {said.is_none().then(|| view! { <div class="buttons">{press.clone()("", w.callback_yes, CallbackAnswer::Confirmed)}{press("button-danger", w.callback_no, CallbackAnswer::Denied)}</div> })}
            </li>
        }
    };
    let calls = move || desk.with(|d| d.as_ref().map(|d| d.calls.clone()).unwrap_or_default());
    live(move || {
        (!calls().is_empty()).then(|| {
            view! {
                <section class="card"><h2>{w.callbacks}</h2><p class="quiet">{w.callbacks_hint}</p>
                    <ul class="stack">{calls().into_iter().map(row).collect_view()}</ul></section>
            }
        })
    })
}

fn yes_no(name: String, answer: RwSignal<Verdict>, w: &'static Words) -> impl IntoView {
    let other = name.clone();
    view! {
        <div class="yes-no">
            <label class="pick"><input type="radio" name=name prop:checked=follow(move || answer.with(|a| a.0 == Some(true)))
                on:change=heed(move |_| answer.update(|a| a.0 = Some(true))) />{w.yes}</label>
            <label class="pick"><input type="radio" name=other prop:checked=follow(move || answer.with(|a| a.0 == Some(false)))
                on:change=heed(move |_| answer.update(|a| a.0 = Some(false))) />{w.no}</label>
        </div>
        {live(move || answer.with(|a| a.0 == Some(false)).then(|| view! {
            <label class="field"><span>{w.why_not}</span>
                <input class="input" prop:value=follow(move || answer.with(|a| a.1.clone())) on:input=heed(move |e| answer.update(|a| a.1 = event_target_value(&e))) /></label>
        }))}
    }
}

fn criteria(form: Form) -> impl IntoView {
    let w = words();
    let asked = [(w.specific, w.specific_ask), (w.clear, w.clear_ask), (w.operable, w.operable_ask)];
    let three = asked.into_iter().zip(form.three).enumerate().map(|(no, ((name, ask), answer))| view! {
        <fieldset class="criterion" data-testid=format!("criterion-{no}")><legend>{name}</legend><p class="quiet">{ask}</p>{yes_no(format!("three-{no}"), answer, w)}</fieldset>
    });
    let five = [w.c1, w.c2, w.c3, w.c4, w.c5].into_iter().zip(form.five).enumerate().map(|(no, (name, answer))| {
        view! {
            <fieldset class="stack-s"><legend>{name}</legend>{yes_no(format!("five-{no}"), answer, w)}</fieldset>
        }
    });
    view! {
        <h2>{w.three_criteria}</h2>
        {three.collect_view()}
        <details class="fold" open=true><summary>{w.competence}</summary><div class="stack">{five.collect_view()}</div></details>
    }
}

fn decision(form: Form, topic: Topic, desk: Seen<Option<OnDesk>>) -> impl IntoView {
    let w = words();
    let pick = move |choice: Choice, text: &'static str| {
        let same = move || match (form.choice.get(), choice) {
            (Some(Choice::Redirect(_)), Choice::Redirect(_)) | (Some(Choice::Reject(_)), Choice::Reject(_)) => true,
            (chosen, choice) => chosen == Some(choice),
        };
        view! { <label class="pick"><input type="radio" name="decision" prop:checked=same on:change=heed(move |_| form.choice.set(Some(choice))) />{text}</label> }
    };
    let go = use_navigate();
    let give = move |_| {
        let Some(outcome) = outcome(form) else { return };
        let intent = Intent::Review {
            topic: topic.id.clone(),
            criteria: answers(form),
            outcome,
            reason: form.reason.get_untracked(),
            interest: form.interest.get_untracked(),
        };
        let go = go.clone();
        form.acting.intend(intent, move || go(routes::REVIEW, NavigateOptions::default()));
    };
    view! {
        <fieldset class="field"><legend>{w.decision}</legend><div class="picks picks-2">
            {pick(Choice::Accept, w.accept)}{pick(Choice::Return, w.return_topic)}
            {pick(Choice::Redirect(Organ::Station), w.redirect)}{pick(Choice::Reject(Ground::R5), w.reject)}
        </div></fieldset>
        {live(move || form.choice.get().map(|choice| details(form, choice, desk).into_any()))}
        <label class="pick"><input type="checkbox" on:change=heed(move |e| form.interest.set(event_target_checked(&e))) />
            <span>{w.interest}<small class="quiet">" · "{w.interest_hint}</small></span></label>
        <label class="field"><span>{w.reason}</span>
            <textarea class="input" data-testid="reason" prop:value=form.reason on:input=heed(move |e| form.reason.set(event_target_value(&e)))></textarea></label>
        {said(form.acting.doing)}
        <div class="act"><button type="button" class="button button-main button-wide" data-testid="give-opinion"
            disabled=follow(move || form.choice.get().is_none() || form.acting.is_busy()) on:click=tap(give)>{icon("review")}{w.give_decision}</button></div>
    }
}

/// What a choice asks for besides the reason.
fn details(form: Form, choice: Choice, desk: Seen<Option<OnDesk>>) -> impl IntoView {
    let w = words();
    let lang = lang();
    match choice {
        Choice::Return => ().into_any(),
        Choice::Accept => major(form).into_any(),
        Choice::Redirect(_) => {
            let organs = [Organ::Station, Organ::Owners, Organ::Department, Organ::Mediation, Organ::Council];
            let one = |organ| {
                view! { <label class="pick"><input type="radio" name="organ" prop:checked=follow(move || form.choice.get() == Some(Choice::Redirect(organ)))
                on:change=heed(move |_| form.choice.set(Some(Choice::Redirect(organ)))) />{label::organ(lang, organ)}</label> }
            };
            view! { <fieldset class="field"><legend>{w.redirect_to}</legend><div class="picks">{organs.map(one).into_iter().collect_view()}</div></fieldset> }.into_any()
        }
        Choice::Reject(ground) => {
            let one = |g| {
                view! { <label class="pick"><input type="radio" name="ground" prop:checked=follow(move || form.choice.get() == Some(Choice::Reject(g)))
                on:change=heed(move |_| form.choice.set(Some(Choice::Reject(g)))) />{label::ground(lang, g)}</label> }
            };
            let grounds = [Ground::R1, Ground::R2, Ground::R3, Ground::R4, Ground::R5, Ground::R6, Ground::R7];
            let others = desk.with_untracked(|d| d.as_ref().map(|d| d.others.clone()).unwrap_or_default());
            let pick =
                move |e| form.same_as.set(Some(event_target_value(&e)).filter(|id| !id.is_empty()).map(TopicId::from));
            view! {
                {notice("notice-care", "info", w.merit_no_ground)}
                <fieldset class="field"><legend>{w.ground}</legend><div class="picks">{grounds.map(one).into_iter().collect_view()}</div></fieldset>
                {(ground == Ground::R6).then(|| view! { <label class="field"><span>{w.merge_into}</span><select class="input" on:change=heed(pick)>
                    <option value="">"—"</option>{others.into_iter().map(|(id, title)| view! { <option value=id.0>{title}</option> }).collect_view()}</select></label> })}
            }.into_any()
        }
    }
}

/// 重大事项: three attributes and why.
fn major(form: Form) -> impl IntoView {
    let w = words();
    let none = || Major { wide: false, strong: false, vital: false, reason: String::new(), reach: Reach::default() };
    let set =
        move |change: fn(&mut Major, bool), on: bool| form.major.update(|m| change(m.get_or_insert_with(none), on));
    let tick = move |text: &'static str, change: fn(&mut Major, bool)| {
        view! {
            <label class="pick"><input type="checkbox" on:change=heed(move |e| set(change, event_target_checked(&e))) />{text}</label>
        }
    };
    // Numbers speak for themselves: whether they make it wide or strong is the charter's to say.
    let number = move |id: &'static str, text: &'static str, change: fn(&mut Major, u64)| {
        let typed = move |e| {
            let count = event_target_value(&e).trim().parse().unwrap_or(0);
            form.major.update(|m| change(m.get_or_insert_with(none), count));
        };
        view! { <label class="field"><span>{text}</span><input id=id class="input" inputmode="numeric" maxlength="9" on:input=heed(typed) /></label> }
    };
    view! {
        <details class="fold"><summary>{w.major}</summary><div class="picks">
            {tick(w.major_wide, |m, on| m.wide = on)}{tick(w.major_strong, |m, on| m.strong = on)}{tick(w.major_vital, |m, on| m.vital = on)}
            {tick(w.major_lasting, |m, on| m.reach.lasting = on)}{tick(w.major_charge, |m, on| m.reach.charge = on)}
            <div class="pair">{number("major-households", w.major_households, |m, count| m.reach.households = u32::try_from(count).unwrap_or(u32::MAX))}
            {number("major-cost", w.major_cost, |m, yuan| m.reach.cost_fen = yuan.saturating_mul(100))}</div>
            <label class="field"><span>{w.major_reason}</span><input class="input" on:input=heed(move |e| {
                form.major.update(|m| m.get_or_insert_with(none).reason = event_target_value(&e));
            }) /></label>
        </div></details>
    }
}

fn answers(form: Form) -> Criteria {
    let answer = |signal: RwSignal<Verdict>| {
        signal.with_untracked(|(ok, note)| Answer { ok: *ok == Some(true), note: note.trim().into() })
    };
    let [specific, clear, operable] = form.three.map(answer);
    Criteria { specific, clear, operable, competence: form.five.map(answer).into() }
}

fn outcome(form: Form) -> Option<Outcome> {
    let major = form.major.get_untracked().filter(|m| m.wide || m.strong || m.vital || m.reach != Reach::default());
    Some(match form.choice.get_untracked()? {
        Choice::Accept => Outcome::Accept { major },
        Choice::Return => Outcome::Return,
        Choice::Redirect(to) => Outcome::Redirect { to },
        Choice::Reject(ground) => {
            Outcome::Reject { ground, duplicate_of: form.same_as.get_untracked().filter(|_| ground == Ground::R6) }
        }
    })
}

/// An appeal before the community party committee (T14).
fn decide_appeal(topic: &Topic, acting: Acting) -> impl IntoView + use<> {
    let w = words();
    let reason = RwSignal::new(String::new());
    let why = topic.appeal.as_ref().map(|a| a.reason.clone()).unwrap_or_default();
    let id = topic.id.clone();
    let press = move |class: &'static str, text: &'static str, upheld: bool| {
        let id = id.clone();
        view! { <button type="button" class=format!("button {class}") disabled=follow(move || acting.is_busy()) on:click=tap(move |_| {
            acting.intend(Intent::DecideAppeal { topic: id.clone(), upheld, reason: reason.get_untracked() }, || ());
        })>{text}</button> }
    };
    view! {
        <section class="card">{topic_text(topic)}<h2>{w.appeal}</h2><p>{why}</p></section>
        <label class="field"><span>{w.reason}</span><textarea class="input" prop:value=reason on:input=heed(move |e| reason.set(event_target_value(&e)))></textarea></label>
        {said(acting.doing)}
        <div class="act"><div class="buttons">{press.clone()("button-main", w.appeal_uphold, true)}{press("", w.appeal_reject, false)}</div></div>
    }
}
