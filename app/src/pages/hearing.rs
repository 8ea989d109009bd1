//! Pages: 意见与听证 — the part of a topic's page on its way to the vote: opinions and their answers,
//! demands for a hearing, what the party members advised, the report. Seats by lot stand on the hearing's own page.

use crate::{
    dispatch::{Acting, plain, sealed},
    parts::{live::heed, press::button, refusal::notice},
    standing::{hearing_words, lang, today, words},
    words::hearing as say,
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Intent,
    hearing::{HearingStep, Opinion, PartyTalk, ReplyKind, is_heard_after},
    ids::{OpinionId, PersonId, TopicId},
    order::InOrder as _,
    people::Role,
    topic::{Topic, TopicState},
};

/// What this device knows of it, and what its reader is to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Heard {
    opinions: Vec<Opinion>,
    talk: Option<PartyTalk>,
    need: u32,
    me: Option<PersonId>,
    sits: bool,
    heads: bool,
    reviews: bool,
    entitled: bool,
    lives: bool,
    demanded: bool,
    after: bool,
}

/// What is being written; lives as long as the page.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    acting: Acting,
    opinion: RwSignal<String>,
    because: RwSignal<String>,
    text: RwSignal<String>,
    day: RwSignal<String>,
    present: RwSignal<String>,
}

impl Heard {
    /// As this holder knows it.
    pub(crate) fn of(community: &Community, id: &TopicId, me: &PersonId, day: Day) -> Heard {
        let Some(topic) = community.topic(id) else { return Heard::default() };
        let keys = community.keys_for(topic);
        let holds = |passes: fn(Role) -> bool| topic.grids.iter().any(|grid| community.holds(me, grid, day, passes));
        let person = community.person(me);
        let lives = person.and_then(|p| p.grid_on(day, &keys)).is_some_and(|grid| topic.concerns(grid));
        let mut opinions: Vec<Opinion> = community.opinions_of(id).cloned().collect();
        opinions.in_order_of(|opinion| opinion.no);
        Heard {
            opinions,
            talk: topic.hearing.party_talk.as_ref().and_then(|id| community.party_talk(id)).cloned(),
            need: keys.major_petition,
            sits: holds(Role::is_committee),
            heads: holds(Role::heads_committee),
            reviews: holds(Role::reviews),
            entitled: lives && person.is_some_and(|p| p.adult.on(day, &keys)),
            lives,
            demanded: community.demand(&rulebook::hearing::Demand::id_of(id, me)).is_some(),
            after: is_heard_after(community, topic),
            me: Some(me.clone()),
        }
    }
}

impl Pen {
    /// Nothing written yet.
    pub(crate) fn new(acting: Acting) -> Pen {
        let empty = || RwSignal::new(String::new());
        let day = RwSignal::new(today().to_string());
        Pen { acting, opinion: empty(), because: empty(), text: empty(), day, present: empty() }
    }

    fn take(self, topic: &TopicId, step: HearingStep) {
        let clear = [self.because, self.text];
        self.acting.act(plain(Intent::Hearing { topic: topic.clone(), step }), move || {
            clear.into_iter().for_each(|text| text.set(String::new()));
        });
    }
}

/// The part of the page; nothing where nothing of it is at hand.
pub(crate) fn hearing(topic: &Topic, heard: &Heard, pen: Pen) -> Option<AnyView> {
    use TopicState::*;
    let w = hearing_words();
    let lang = lang();
    let before = matches!(topic.state, Accepted | PreConsult | HearingPending | OnAgenda | Shelved);
    if !before && topic.hearing.opinions == 0 && !topic.is_major() {
        return None;
    }
    let count = (topic.hearing.opinions > 0)
        .then(|| view! { <p data-testid="opinion-count">{say::answered(lang, topic.hearing.opinions, topic.hearing.answered)}</p> });
    let rows: Vec<_> = heard.opinions.iter().map(|one| opinion(topic, one, heard, pen)).collect();
    let asked = matches!(topic.state, PreConsult | HearingPending) || heard.after;
    let waits = matches!(topic.state, Accepted | PreConsult);
    let writes = asked && (heard.lives || heard.sits || heard.reviews);
    let report = topic.hearing.report.is_some().then(|| notice("notice-good", "check", w.report_out));
    Some(
        view! {
            <section class="card" data-testid="hearing"><h2>{w.title}</h2>
                {topic.is_major().then(|| notice("notice-care", "flag", w.major))}
                {talk(topic, heard, pen, before).into_any()}{count}<ul class="stack">{rows}</ul>
                {writes.then(|| writing(topic, heard, pen).into_any())}
                {(waits && !topic.is_major()).then(|| demanding(topic, heard, pen).into_any())}
                {(before && heard.heads).then(|| consulting(topic, pen).into_any())}
                {report}{((topic.state == HearingPending || heard.after) && heard.sits).then(|| reporting(topic, pen).into_any())}
            </section>
        }
        .into_any(),
    )
}

fn opinion(topic: &Topic, one: &Opinion, heard: &Heard, pen: Pen) -> AnyView {
    let w = hearing_words();
    let lang = lang();
    let answer = match &one.reply {
        Some(reply) => {
            view! { <p><strong>{w.replied}" · "{say::reply(lang, reply.kind)}</strong>" "{reply.because.clone()}</p> }
                .into_any()
        }
        None => view! { <p class="quiet">{w.unanswered}</p> }.into_any(),
    };
    let id = topic.id.clone();
    let of = one.id.clone();
    let press = move |kind: ReplyKind| {
        let (id, of) = (id.clone(), of.clone());
        let send = move |_| {
            pen.take(&id, HearingStep::Reply { opinions: vec![of.clone()], kind, because: pen.because.get_untracked() })
        };
        button(pen.acting, "", format!("reply-{kind:?}"), "", say::reply(lang, kind), send)
    };
    let form = (heard.sits && !one.reported).then(|| view! {
        <details class="fold"><summary>{w.reply_send}</summary><div class="stack">{line(w.reply_because, pen.because)}
            <div class="buttons buttons-3">{[ReplyKind::Adopted, ReplyKind::Partly, ReplyKind::Not].map(press).into_iter().collect_view()}</div></div></details>
    });
    view! { <li class="stack-s" data-testid="opinion"><p class="quiet">{say::number(lang, one.no)}</p><blockquote>{one.text.clone()}</blockquote>{answer}{form}</li> }.into_any()
}

fn line(text: &'static str, signal: RwSignal<String>) -> impl IntoView {
    view! { <label class="field"><span>{text}</span><input class="input" maxlength="400" prop:value=signal on:input=heed(move |e| signal.set(event_target_value(&e))) /></label> }
}

fn writing(topic: &Topic, heard: &Heard, pen: Pen) -> impl IntoView + use<> {
    let w = hearing_words();
    let (id, me) = (topic.id.clone(), heard.me.clone());
    let send = move |_| {
        let (Some(phone), Some(person)) = (pen.acting.phone(), me.clone()) else { return };
        let text = phone.seal("opinion", &pen.opinion.get_untracked());
        let step = HearingStep::Opine { opinion: OpinionId(phone.fresh_id()), person, text: text.commitment() };
        let deed = sealed(Intent::Hearing { topic: id.clone(), step }, vec![text]);
        pen.acting.act(deed, move || pen.opinion.set(String::new()));
    };
    view! {
        <div class="stack-s"><label class="field"><span>{w.my_opinion}</span><textarea id="my-opinion" class="input" maxlength="1000" prop:value=pen.opinion on:input=heed(move |e| pen.opinion.set(event_target_value(&e)))></textarea></label>
            <p class="quiet">{w.opinion_hint}</p>
            {button(pen.acting, "", "opine", "speak", w.opinion_send, send)}</div>
    }
}

/// Enough residents make it a major matter.
fn demanding(topic: &Topic, heard: &Heard, pen: Pen) -> impl IntoView + use<> {
    let w = hearing_words();
    let id = topic.id.clone();
    let count = (topic.hearing.demands > 0).then(|| say::demands(lang(), topic.hearing.demands, heard.need));
    let press = (heard.entitled && !heard.demanded).then(|| {
        view! {
            <p class="quiet">{w.demand_hint}</p>
            {button(pen.acting, "", "demand-hearing", "horn", w.demand, move |_| pen.take(&id, HearingStep::Demand))}
        }
    });
    let own = heard.demanded.then(|| notice("notice-good", "check", w.demanded));
    view! { <div class="stack-s"><p>{count}</p>{own}{press}</div> }
}

/// 党员先商量: there is no field for a vote.
fn talk(topic: &Topic, heard: &Heard, pen: Pen, before: bool) -> impl IntoView + use<> {
    let w = hearing_words();
    let told = heard.talk.as_ref().map(|talk| view! { <div data-testid="party-talk"><p><strong>{w.party_first}</strong>" · "{talk.day.to_string()}" · "{talk.present}</p><p>{talk.advice.clone()}</p></div> });
    let missing = (topic.is_major() && before && heard.talk.is_none())
        .then(|| view! { <p class="quiet">{w.party_first_missing}</p> });
    let id = topic.id.clone();
    let note = move |_| {
        // Without a number the law says what is missing.
        let day = Day::parse(&pen.day.get_untracked()).unwrap_or_else(today);
        let present = pen.present.get_untracked().trim().parse().unwrap_or(0);
        pen.take(&id, HearingStep::TalkFirst { day, present, advice: pen.text.get_untracked() });
    };
    let form = (heard.reviews && before && topic.is_major()).then(|| view! {
        <details class="fold" data-testid="party-form"><summary>{w.party_first}</summary><div class="stack">
            <div class="pair"><label class="field"><span>{w.party_day}</span><input class="input" type="date" prop:value=pen.day on:input=heed(move |e| pen.day.set(event_target_value(&e))) /></label>
            <label class="field"><span>{w.party_present}</span><input id="party-present" class="input" inputmode="numeric" maxlength="4" prop:value=pen.present on:input=heed(move |e| pen.present.set(event_target_value(&e))) /></label></div>
            {line(w.party_advice, pen.text)}
            {button(pen.acting, "", "party-note", "", w.party_note, note)}</div></details>
    });
    view! { {told.map(IntoAny::into_any)}{missing}{form.map(IntoAny::into_any)} }
}

/// T16, T17 by the chair.
fn consulting(topic: &Topic, pen: Pen) -> impl IntoView + use<> {
    let w = hearing_words();
    let id = topic.id.clone();
    match topic.state {
        TopicState::Accepted => button(pen.acting, "", "open-consult", "speak", w.consult_open, move |_| {
            pen.take(&id, HearingStep::OpenConsult)
        }),
        TopicState::PreConsult => {
            let close =
                move |_| pen.take(&id, HearingStep::CloseConsult { summary: pen.text.get_untracked(), poll: None });
            view! { <details class="fold"><summary>{w.consult_close}</summary><div class="stack">{line(w.consult_summary, pen.text)}
                {button(pen.acting, "", "close-consult", "", w.consult_close, close)}</div></details> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// T19: every opinion answered, then the report.
fn reporting(topic: &Topic, pen: Pen) -> impl IntoView + use<> {
    let w = hearing_words();
    let id = topic.id.clone();
    let publish = move |_| pen.take(&id, HearingStep::Report { summary: pen.text.get_untracked() });
    view! {
        <details class="fold" data-testid="report-form"><summary>{w.report}</summary><div class="stack"><p class="quiet">{w.report_hint}</p>{line(words().reason, pen.text)}
            {button(pen.acting, "", "publish-report", "", w.report_publish, publish)}</div></details>
    }
}
