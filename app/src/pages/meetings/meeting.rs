//! Pages: one meeting for whoever takes part in it — when and where, the agenda, what I can do now;
//! for whoever called it the notice, for whoever leads it the way to the record.

use super::{agenda::agenda, changes, deeds::step, known::Hall, mediation::mediation, mine, minutes, seats};
use crate::{
    dispatch::{Acting, use_acting},
    pages::param,
    parts::{
        icon,
        live::{follow, heed, live, tap},
        news::ask_for_news,
        page::{empty, head},
        refusal::{notice, said},
    },
    routes,
    standing::{self, known_to_me, lang, mediation_words, meeting_words, now, words},
    words::{meeting as say, when},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rulebook::{
    Millis,
    hash::receipt_hash,
    ids::MeetingId,
    meeting::{MeetingState, MeetingStep},
};

/// The page.
pub fn meeting() -> impl IntoView {
    let w = meeting_words();
    let id = MeetingId::from(param("meeting"));
    let back = || Some((routes::MEETINGS.to_string(), meeting_words().meetings.to_string()));
    let acting = use_acting();
    let keeping = seats::Keeping::new(acting, &id);
    let of = id.clone();
    let lot = known_to_me(move |community, me, day| seats::Lot::of(community, &of, Some(me), day));
    let hall = known_to_me(move |community, me, day| Hall::of(community, &id, Some(me), day));
    let clock = standing::standing().now;
    ask_for_news(acting, move || {
        hall.with_untracked(|h| h.as_ref().is_some_and(|h| is_held_about(h, clock.get_untracked())))
    });
    let own = mine::Own::new(acting);
    let pages = minutes::Pages::new(acting);
    let form = changes::Changes::new(acting);
    let shown = Memo::new(move |_| hall.with(Option::is_some));
    live(move || {
        if !shown.get() {
            return view! { {head(back(), w.meeting)} {empty("people", words().not_found_body)} }.into_any();
        }
        let title = hall.with_untracked(|h| h.as_ref().map_or("", |h| say::kind(lang(), h.meeting.kind)));
        let part =
            move |draw: fn(&Hall, Acting) -> AnyView| live(move || hall.with(|h| h.as_ref().map(|h| draw(h, acting))));
        view! {
            {head(back(), title)}
            {part(|hall, _| standing(hall).into_any())}
            {said(acting.doing)}
            {part(mediation)}
            {live(move || hall.with(|h| h.as_ref().map(|h| mine::mine(h, own))))}
            {seats::seats(lot, keeping, acting).into_any()}
            {part(|hall, _| (!hall.meeting.is_mediation()).then(|| agenda(hall, routes::topic)).into_any())}
            {live(move || hall.with(|h| h.as_ref().map(|h| changes::changes(h, form))))}
            {live(move || hall.with(|h| h.as_ref().map(|h| minutes::minutes(h, pages))))}
            {part(|hall, acting| convening(hall, acting).into_any())}
            {part(|hall, acting| main_action(hall, acting).into_any())}
        }
        .into_any()
    })
}

pub(crate) fn standing(hall: &Hall) -> impl IntoView + use<> {
    let w = meeting_words();
    let lang = lang();
    let meeting = &hall.meeting;
    let open = meeting.is_gathered();
    let led = [
        (w.caller, hall.name(Some(&meeting.caller))),
        (w.chair, hall.name(meeting.chair.as_ref())),
        (w.recorder, hall.name(meeting.recorder.as_ref())),
    ];
    let led = led.into_iter().filter_map(|(what, who)| who.map(|who| view! { <dt>{what}</dt><dd>{who}</dd> }));
    let why = meeting.urgent.clone().or_else(|| meeting.why.clone());
    view! {
        <section class="card" data-testid="meeting-standing" data-state=format!("{:?}", meeting.state)>
            <p class="line"><span class="tag tag-green">{icon("leaf")}{hall.grid.clone()}</span>
                <span class="tag line-end">{say::state(lang, meeting.state)}</span></p>
            <p class="big">{when::full(lang, meeting.starts)}</p>
            <p>{meeting.place.clone()}</p>
            {meeting.recess_until.map(|until| notice("notice-act", "clock", say::goes_on(lang, until)))}
            {meeting.regular.then(|| view! { <p class="quiet">{w.regular}</p> })}
            {meeting.second_call.then(|| view! { <p class="quiet">{w.second_call}</p> })}
            {why.map(|why| notice("notice-care", "info", why))}
            {((open || meeting.quorum.is_some()) && !meeting.is_mediation()).then(|| present(hall))}
            <dl class="facts">{led.collect_view()}</dl>
        </section>
    }
}

/// 实到 and 应到, and whether votes are allowed.
pub(super) fn present(hall: &Hall) -> impl IntoView + use<> {
    let w = meeting_words();
    let facts = hall.quorum;
    let (tone, name, text) =
        if facts.holds { ("tag tag-green", "check", w.quorum_yes) } else { ("tag tag-amber", "alert", w.quorum_no) };
    view! {
        <p class="line" data-testid="present"><strong>{say::present(lang(), facts)}</strong><span class=tone>{icon(name)}{text}</span></p>
    }
}

/// What whoever called it can do before it is held.
fn convening(hall: &Hall, acting: Acting) -> impl IntoView + use<> {
    let w = meeting_words();
    let before = matches!(hall.meeting.state, MeetingState::Called | MeetingState::Noticed);
    let id = hall.meeting.id.clone();
    // A mediation is ended in its own words.
    (hall.mine.convenes && before && !hall.meeting.is_mediation()).then(|| {
        let why = RwSignal::new(String::new());
        let press = |text: &'static str, make: fn(String) -> MeetingStep| {
            let id = id.clone();
            view! { <button type="button" class="button button-danger" disabled=follow(move || acting.is_busy())
                on:click=tap(move |_| acting.act(step(&id, make(why.get_untracked())), || ()))>{text}</button> }
        };
        view! {
            <details class="fold"><summary>{icon("more")}{words().more}</summary><div class="stack">
                <label class="field"><span>{w.stop_why}</span><input id="stop-why" class="input" maxlength="200" prop:value=why on:input=heed(move |e| why.set(event_target_value(&e))) /></label>
                <div class="buttons">{press(w.postpone, |reason| MeetingStep::Postpone { reason })}{press(w.cancel, |reason| MeetingStep::Cancel { reason })}</div>
            </div></details>
        }
    })
}

/// The one thing to do here for whoever calls or leads.
fn main_action(hall: &Hall, acting: Acting) -> impl IntoView + use<> {
    let w = meeting_words();
    let id = hall.meeting.id.clone();
    let to = routes::record(&id);
    match hall.meeting.state {
        // A guest is not told between whom it is, and so not who agreed.
        MeetingState::Called if hall.meeting.is_mediation() && !hall.meeting.all_agreed() => {
            hall.mine.convenes.then(|| notice("", "clock", mediation_words().waits_for_agreement).into_any())
        }
        MeetingState::Called if hall.mine.convenes => Some(
            view! {
                <p class="quiet">{if hall.meeting.is_mediation() { mediation_words().notice_hint } else { w.notice_hint }}</p>
                <div class="act"><button type="button" class="button button-main button-wide" data-testid="send-notice" disabled=follow(move || acting.is_busy())
                    on:click=tap(move |_| acting.act(step(&id, MeetingStep::Notice), || ()))>{icon("horn")}{w.notice_send}</button></div>
            }
            .into_any(),
        ),
        MeetingState::Noticed if hall.mine.keeps && may_begin(hall, now()) => {
            let go = use_navigate();
            let press = move |_| {
                let Some(phone) = acting.phone() else { return };
                let code = phone.fresh_receipt();
                let open = MeetingStep::OpenCheckIn { poster: receipt_hash(&code) };
                // The code hangs in the room; this device shows it as long as the meeting lasts.
                phone.keep_draft(&poster_key(&id), &code);
                let (go, to) = (go.clone(), to.clone());
                acting.act(step(&id, open), move || go(&to, NavigateOptions::default()));
            };
            Some(
                view! {
                    <p class="quiet">{w.open_check_in_hint}</p>
                    <div class="act"><button type="button" class="button button-main button-wide" data-testid="open-check-in" disabled=follow(move || acting.is_busy())
                        on:click=tap(press)>{icon("people")}{w.open_check_in}</button></div>
                }
                .into_any(),
            )
        }
        _ if hall.mine.leads && hall.meeting.is_gathered() => Some(
            view! { <div class="act"><a class="button button-main button-wide" data-testid="to-record" href=to>{icon("pen")}{w.record_go}</a></div> }
            .into_any(),
        ),
        _ => None,
    }
}

/// From the time on at which people may check in; a few minutes early by this device's clock does no harm, because
/// the law decides.
fn may_begin(hall: &Hall, now: Millis) -> bool {
    now.0 >= hall.meeting.starts.0 - 60 * 60_000
}

/// Gathered, about to be, or just over: whoever looks at it now waits for what another does, to open it or to sign its
/// minutes while all are still there.
fn is_held_about(hall: &Hall, now: Millis) -> bool {
    let meeting = &hall.meeting;
    match meeting.state {
        MeetingState::Noticed => may_begin(hall, now),
        MeetingState::Adjourned | MeetingState::MinutesDraft => meeting.ended.is_some_and(|at| at.day() == now.day()),
        _ => meeting.is_gathered(),
    }
}

/// Where this device keeps the code of the room's poster.
pub(super) fn poster_key(id: &MeetingId) -> String {
    format!("poster:{id}")
}
