//! Pages: 我要联名 on one's own phone. The initiator's first signature opens the collecting, too.

use super::param;
use crate::{
    dispatch::{Acting, use_acting},
    parts::{
        icon,
        live::{follow, live, tap},
        page::{empty, head},
        read::read_aloud,
        refusal::{notice, said},
        slip::slip_paper,
        topic::topic_text,
    },
    ports::Deed,
    routes,
    standing::{known, lang, me, peek, words},
    words::say,
};
use leptos::prelude::*;
use rulebook::{
    Intent,
    cosign::Channel,
    hash::receipt_hash,
    ids::{PersonId, TopicId},
    topic::{Topic, TopicState},
};

/// The page: the text once more, the sentence of consent, one button, then the slip.
pub fn sign() -> impl IntoView {
    let id = TopicId::from(param("topic"));
    let back = (routes::topic(&id), words().topic.to_string());
    let topic = known(move |community| community.topic(&id).cloned());
    let slip = RwSignal::new(None::<String>);
    let acting = use_acting();
    let heard = RwSignal::new(false);
    live(move || match (topic.get(), slip.get()) {
        (None, _) => {
            view! { {head(Some(back.clone()), words().topic)} {empty("topics", words().not_found_body)} }.into_any()
        }
        (Some(topic), Some(code)) => kept(&topic, &code, back.0.clone()).into_any(),
        (Some(topic), None) => consent(topic, back.clone(), acting, slip, heard).into_any(),
    })
}

fn kept(topic: &Topic, code: &str, back: String) -> impl IntoView + use<> {
    let w = words();
    view! {
        {slip_paper(&topic.title, code)}
        <div class="act"><a class="button button-main button-wide" href=back>{icon("check")}{w.done}</a></div>
    }
}

fn consent(
    topic: Topic,
    back: (String, String),
    acting: Acting,
    slip: RwSignal<Option<String>>,
    heard: RwSignal<bool>,
) -> impl IntoView {
    let w = words();
    let me = me();
    let grid = peek(|c| topic.grids.first().and_then(|g| c.grid(g)).map(|g| g.name.clone()).unwrap_or_default());
    let sentence = say::consent(lang(), me.as_ref().map_or("", |me| &me.name), &grid);
    let aloud = format!("{}。{}。{sentence}", topic.title, topic.body);
    let text = topic_text(&topic);
    let title = topic.title.clone();
    let opens = topic.state == TopicState::Draft;
    let press = move |_| {
        let Some(me) = &me else { return };
        let (topic, person) = (topic.clone(), me.person.clone());
        if topic.state == TopicState::Draft {
            let open = Intent::OpenCosign { topic: topic.id.clone() };
            acting.intend(open, move || cosign(acting, &topic, person.clone(), slip, heard));
        } else {
            cosign(acting, &topic, person, slip, heard);
        }
    };
    view! {
        {head(Some(back), title)}
        {text}
        {read_aloud(w.read_aloud, Signal::derive(move || aloud.clone()), Some(heard))}
        {opens.then(|| notice("notice-act", "lock", w.open_cosign_hint))}
        <p class="consent" data-testid="consent">{sentence}</p>
        {said(acting.doing)}
        <div class="act">
            <button type="button" class="button button-main button-wide" data-testid="finish-sign" disabled=follow(move || acting.is_busy()) on:click=tap(press)>
                {icon("pen")}{w.cosign}
            </button>
        </div>
    }
}

fn cosign(acting: Acting, topic: &Topic, person: PersonId, slip: RwSignal<Option<String>>, heard: RwSignal<bool>) {
    let Some(phone) = acting.phone() else { return };
    let code = phone.fresh_receipt();
    let Some(receipt) = receipt_hash(&code) else { return };
    let intent = Intent::Cosign {
        topic: topic.id.clone(),
        person,
        channel: Channel::SelfPhone,
        hash: topic.hash.clone(),
        receipt,
        hand: None,
        read_aloud: heard.get_untracked(),
        witnesses: Vec::new(),
    };
    let deed = Deed { intent, openings: Vec::new(), slip: Some((code.clone(), topic.title.clone())), draft: None };
    acting.act(deed, move || {
        phone.buzz();
        slip.set(Some(code.clone()));
    });
}
