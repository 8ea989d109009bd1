//! Pages: 待上传 — every act in a sentence, what became of it, and what to do. Nothing disappears
//! from here by itself.

use crate::{
    dispatch::use_acting,
    parts::{
        deed::deed,
        icon,
        live::{live, tap},
        page::{empty, head},
        refusal::notice,
    },
    ports::{Errand, ErrandState, Standing},
    routes,
    standing::{standing, words},
};
use leptos::prelude::*;

/// The page; looking at it marks refusals as seen.
pub fn outbox() -> impl IntoView {
    let w = words();
    let Standing { delivery, errands, .. } = standing();
    let acting = use_acting();
    let offline = Memo::new(move |_| delivery.with(|d| !d.connected));
    let outdated = Memo::new(move |_| delivery.with(|d| d.outdated));
    let revoked = Memo::new(move |_| delivery.with(|d| d.revoked));
    let settled = |errand: &&Errand| errand.state == ErrandState::Accepted;
    let list =
        move |done: bool| errands.with(|all| all.iter().filter(|e| settled(e) == done).map(deed).collect::<Vec<_>>());
    let returned = Memo::new(move |_| delivery.with(|d| d.returned > 0));
    view! {
        {head(Some((routes::ME.into(), w.me.into())), w.outbox)}
        {live(move || revoked.get().then(|| notice("notice-bad", "alert", w.revoked_device)))}
        {live(move || outdated.get().then(|| view! {
            {notice("notice-care", "alert", w.outdated)}
            <button type="button" class="button" data-testid="update-now" on:click=tap(move |_| if let Some(phone) = acting.phone() { phone.update() })>{w.update_now}</button>
        }))}
        {live(move || (offline.get() && !revoked.get()).then(|| notice("notice-care", "offline", w.outbox_offline)))}
        {live(move || {
            let open = list(false);
            if open.is_empty() { empty("synced", w.outbox_empty).into_any() } else { view! { <section class="card"><ul class="rows">{open}</ul></section> }.into_any() }
        })}
        {live(move || returned.get().then(|| view! {
            <button type="button" class="button" on:click=tap(move |_| if let Some(phone) = acting.phone() { phone.mark_seen() })>{icon("check")}{w.seen_it}</button>
        }))}
        {live(move || {
            let done = list(true);
            (!done.is_empty()).then(|| view! { <details class="fold"><summary>{w.show_done}</summary><ul class="rows">{done}</ul></details> })
        })}
        <div class="act">
            <button type="button" class="button button-main button-wide" data-testid="sync-now"
                on:click=tap(move |_| if let Some(phone) = acting.phone() { phone.sync_now() })>{icon("sending")}{w.outbox_sync_now}</button>
        </div>
    }
}
