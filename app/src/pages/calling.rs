//! Pages: the switch under 我的 that lets the server call this phone. Off until somebody turns it on; the hours of the
//! charter in which nobody is called are said beside it, and one's own can be added.

use crate::{
    dispatch::Acting,
    parts::{
        field::minutes_of_day,
        live::{follow, heed, live},
    },
    ports::{Calls, Wish},
    standing::{Seen, known, lang, standing, words},
    words::{push, when},
};
use leptos::prelude::*;

/// The switch, and what is to be said to it.
pub(crate) fn calling(acting: Acting) -> impl IntoView {
    let w = lang().push();
    let calls = RwSignal::new(None);
    let me = standing().me;
    let device = Memo::new(move |_| me.with(|me| me.as_ref().map(|me| me.device.clone())));
    Effect::new(move |_| {
        if device.get().is_some() {
            ask(acting, calls, None);
        }
    });
    let is_on = move || matches!(calls.get(), Some(Calls::On(_)));
    let cannot = move || matches!(calls.get(), None | Some(Calls::Unable));
    let turn = move |e| {
        let on = event_target_checked(&e);
        // As it was tapped; the phone's answer puts it right.
        calls.set(Some(if on { Calls::On(None) } else { Calls::Off }));
        ask(acting, calls, Some(if on { Wish::On(None) } else { Wish::Off }));
    };
    view! {
        <label class="switch">{w.switch}<input type="checkbox" data-testid="push-switch" prop:checked=follow(is_on) prop:disabled=follow(cannot) on:change=heed(turn) /></label>
        {live(move || calls.get().map(|now| beside(acting, calls, now)))}
    }
}

/// Asks the phone how it stands, or to do something about it first.
fn ask(acting: Acting, calls: RwSignal<Option<Calls>>, wish: Option<Wish>) {
    if let Some(phone) = acting.phone() {
        // Another person may have taken their turn, and the page may be gone.
        let heard = Callback::new(move |now| {
            calls.try_set(Some(now));
        });
        phone.calls(wish, heard);
    }
}

fn beside(acting: Acting, calls: RwSignal<Option<Calls>>, now: Calls) -> AnyView {
    let w = lang().push();
    let say = |text: &'static str| view! { <p class="quiet" data-testid="push-note">{text}</p> }.into_any();
    match now {
        Calls::Off => ().into_any(),
        Calls::Unable => say(w.unable),
        Calls::Denied => say(w.denied),
        Calls::NeedsNetwork => say(words().needs_network),
        Calls::On(own) => hours(acting, calls, own),
    }
}

/// The charter's quiet hours, and one's own.
fn hours(acting: Acting, calls: RwSignal<Option<Calls>>, own: Option<(u16, u16)>) -> AnyView {
    let (w, lang) = (lang().push(), lang());
    let charter: Seen<(u16, u16)> = known(|c| (c.keys().quiet_from, c.keys().quiet_until));
    let (from, until) = own.unwrap_or_else(|| charter.get_untracked());
    let (from, until) = (RwSignal::new(when::minute(from)), RwSignal::new(when::minute(until)));
    let change = move |field: RwSignal<String>| {
        heed(move |e| {
            field.set(event_target_value(&e));
            let both = minutes_of_day(&from.get_untracked()).zip(minutes_of_day(&until.get_untracked()));
            // Half an entry changes nothing.
            if both.is_some() {
                ask(acting, calls, Some(Wish::On(both)));
            }
        })
    };
    let field = move |id, label, value: RwSignal<String>| {
        view! { <label class="field"><span>{label}</span><input id=id class="input" type="time" prop:value=value on:change=change(value) /></label> }
            .into_any()
    };
    view! {
        <p class="quiet" data-testid="push-note">{live(move || push::quiet(lang, charter.get()))}</p>
        <fieldset class="stack-s"><legend class="quiet">{w.own}</legend><div class="line">{field("quiet-from", w.from, from)}{field("quiet-until", w.until, until)}</div></fieldset>
    }
    .into_any()
}
