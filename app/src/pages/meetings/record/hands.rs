//! Pages: counting — hands by number, what every vote ends with, and the recount that somebody demands before the next
//! item.

use super::{Desk, room::who};
use crate::{
    pages::meetings::agenda::reading,
    parts::{
        icon,
        live::{heed, live},
        press::button,
        refusal::notice,
        vote::tally,
    },
    standing::{lang, meeting_words},
    words::meeting as say,
};
use leptos::prelude::*;
use rulebook::{
    ids::{PersonId, VoteId},
    meeting::{MeetingStep, vote::Vote},
};

/// The vote by hands: three numbers, no names.
pub(super) fn counting(desk: Desk, id: VoteId) -> impl IntoView {
    let (w, c) = (meeting_words(), lang().count());
    let typed = [(); 3].map(|()| RwSignal::new(String::new()));
    let [yes, no, abstain] = typed;
    let vote = desk.slice(|room| room.hall.motion().cloned().map(|vote| (vote, room.hall.keys.clone())));
    let counted = desk.slice(|room| room.hall.motion().is_some_and(|vote| vote.given() > 0));
    let (of, end) = (id.clone(), id.clone());
    let save = move |_| {
        let [yes, no, abstain] = typed.map(|count| count.with_untracked(|n| n.trim().parse().unwrap_or(0)));
        desk.take(MeetingStep::CountHands { vote: of.clone(), yes, no, abstain });
    };
    view! {
        <section class="card card-orange" data-testid="vote-hands">
            {head(desk)}<p class="quiet">{c.hands_hint}</p>
            <div class="pair">{number("hands-no", w.choice_no, no)}{number("hands-abstain", w.choice_abstain, abstain)}{number("hands-yes", w.choice_yes, yes)}</div>
            {button(desk.acting, "button-wide", "count-hands", "pen", c.hands_save, save)}
            {live(move || vote.with(|v| v.as_ref().map(|(vote, keys)| tally(vote, keys))))}
            {other_way(desk, id, false)}
            {live(move || counted.get().then(|| close(desk, end.clone())))}
        </section>
    }
}

fn number(id: &'static str, text: &'static str, value: RwSignal<String>) -> AnyView {
    view! { <label class="field"><span>{text}</span><input id=id class="input" inputmode="numeric" maxlength="5" prop:value=value on:input=heed(move |e| value.set(event_target_value(&e))) /></label> }
        .into_any()
}

/// What is voted on, whether for the second time, and what one vote speaks for.
pub(super) fn head(desk: Desk) -> AnyView {
    let c = lang().count();
    let lang = lang();
    let what = desk.slice(|room| {
        let hall = &room.hall;
        hall.motion().map(|vote| (vote.motion, hall.wording(vote), vote.first.is_some(), vote.counts_doors(&hall.keys)))
    });
    live(move || {
        what.get().map(|(motion, wording, again, doors)| {
            view! {
                <h2>{say::moved(lang, motion)}</h2>
                {wording.as_deref().map(reading)}
                {again.then(|| notice("notice-care", "flag", c.recounting))}
                {doors.then(|| view! { <p class="quiet">{c.one_a_door}</p> })}
            }
        })
    })
    .into_any()
}

/// Mistapped: by names instead of hands, or the other way round, while nobody has voted.
pub(super) fn other_way(desk: Desk, vote: VoteId, hands: bool) -> AnyView {
    let c = lang().count();
    let fresh = desk.slice(|room| room.hall.motion().is_some_and(|vote| vote.given() == 0 && vote.first.is_none()));
    let text = if hands { c.by_hands } else { c.by_names };
    live(move || {
        let vote = vote.clone();
        let turn = move |_| desk.take(MeetingStep::OpenVote { vote: vote.clone(), hands });
        fresh.get().then(|| button(desk.acting, "button-quiet", "other-way", "undo", text, turn))
    })
    .into_any()
}

/// The result is read out.
pub(super) fn close(desk: Desk, vote: VoteId) -> AnyView {
    let w = meeting_words();
    let end = move |_| desk.take(MeetingStep::CloseVote { vote: vote.clone() });
    view! {
        <p class="quiet">{w.close_vote_hint}</p>
        {button(desk.acting, "button-main button-wide", "close-vote", "horn", w.close_vote, end)}
    }
    .into_any()
}

/// What was just read out, for whoever doubts it: the recorder notes who.
pub(super) fn doubted(desk: Desk) -> AnyView {
    let c = lang().count();
    let lang = lang();
    let vote = desk.slice(|room| room.hall.doubtful().cloned());
    let chosen = RwSignal::new(String::new());
    let fold = move |Vote { id, motion, .. }: Vote| {
        let press = move |_| {
            let person = PersonId(chosen.get_untracked());
            if !person.as_str().is_empty() {
                desk.take(MeetingStep::Recount { vote: id.clone(), person });
            }
        };
        view! {
            <details class="fold" data-testid="doubt"><summary>{icon("flag")}{c.recount}" · "{say::moved(lang, motion)}</summary><div class="stack">
                <p class="quiet">{c.recount_hint}</p>{who(desk, "recount-who", c.recount_who, chosen)}
                {button(desk.acting, "", "recount", "", c.recount, press)}</div></details>
        }
    };
    live(move || vote.get().map(fold)).into_any()
}
