//! Parts: what the device has to say above the page — what it lacks, a new version, installing.

use super::live::{live, tap};
use super::{icon, refusal::notice};
use crate::{
    dispatch::use_acting,
    ports::{Lack, Standing},
    standing::{lang, standing, words},
    words::say,
};
use leptos::prelude::*;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// What this browser lacks and how old its data are, one sentence each, with the way out.
pub fn lacks() -> impl IntoView {
    let w = words();
    let lang = lang();
    let Standing { lacks, delivery, now, .. } = standing();
    let line = move |lack: &Lack| {
        let (tone, text) = match lack {
            Lack::Storage => ("notice-bad", w.lacks_storage),
            Lack::Offline => ("notice-care", w.lacks_worker),
            Lack::NotInstalled => ("notice-care", w.lacks_install),
            Lack::Locks => ("", w.lacks_locks),
        };
        notice(tone, "info", text)
    };
    let days_old = Memo::new(move |_| {
        let contact = delivery.with(|d| d.last_contact)?;
        Some((now.get().0 - contact.0) / DAY_MS).filter(|days| *days >= 1)
    });
    let clock_off = Memo::new(move |_| delivery.with(|d| d.clock_off));
    view! {
        {live(move || lacks.get().iter().map(line).collect_view())}
        {live(move || days_old.get().map(|days| view! {
            <div data-testid="old-data">{notice("notice-care", "clock", say::old_data(lang, days))}</div>
        }))}
        {live(move || clock_off.get().then(|| notice("", "clock", w.clock_off)))}
    }
}

/// A new version waits; it never takes over by itself.
pub fn update_prompt() -> impl IntoView {
    let w = words();
    let ready = standing().update_ready;
    let later = RwSignal::new(false);
    let acting = use_acting();
    live(move || {
        (ready.get() && !later.get()).then(|| {
            view! {
                <aside class="prompt" role="status" data-testid="update">
                    <p>{w.update_ready}</p>
                    <button type="button" class="button" on:click=tap(move |_| {
                        if let Some(phone) = acting.phone() { phone.update() }
                    })>{w.update_now}</button>
                    <button type="button" class="button" on:click=tap(move |_| later.set(true))>{w.later_button}</button>
                </aside>
            }
        })
    })
}

/// The browser offers to put the app on the home screen.
pub fn install_prompt() -> impl IntoView {
    let w = words();
    let can = standing().can_install;
    let acting = use_acting();
    live(move || {
        can.get().then(|| {
            view! {
                <div class="notice notice-act" data-testid="install">
                    {icon("install")}
                    <div class="line">
                        <p>{w.install_ask}</p>
                        <button type="button" class="button" on:click=tap(move |_| {
                            if let Some(phone) = acting.phone() { phone.install() }
                        })>{w.install_now}</button>
                    </div>
                </div>
            }
        })
    })
}
