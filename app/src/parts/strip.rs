//! Parts: the delivery strip. It always says what is delivered and what is not.

use super::icon;
use super::live::{follow, live};
use crate::{
    ports::{Delivery, Lack, Standing},
    standing::{lang, standing},
    words::{Lang, say, when},
};
use leptos::prelude::*;
use rulebook::Millis;

/// What the strip says: state for the eye, icon, sentence.
fn told(lang: Lang, now: Millis, delivery: &Delivery, keeps: bool) -> (&'static str, &'static str, String) {
    let w = lang.words();
    let pending = usize::try_from(delivery.pending).unwrap_or(usize::MAX);
    let oldest = delivery.oldest.map(|at| when::ago(lang, now, at));
    let waiting = || say::waiting(lang, !delivery.connected, pending, oldest.clone());
    if delivery.revoked {
        return ("fault", "alert", w.revoked_device.into());
    }
    if delivery.outdated {
        let count = (pending > 0).then(|| format!(" · {}", say::waiting(lang, false, pending, oldest.clone())));
        return ("fault", "alert", format!("{}{}", w.strip_outdated, count.unwrap_or_default()));
    }
    if delivery.returned > 0 {
        let returned = say::refused(lang, usize::try_from(delivery.returned).unwrap_or(usize::MAX));
        let both = if pending > 0 || !delivery.connected { format!("{returned} · {}", waiting()) } else { returned };
        return ("refused", "alert", both);
    }
    match (delivery.connected, pending, delivery.syncing) {
        _ if !keeps => ("fault", "alert", w.strip_storage.into()),
        (_, _, true) if pending > 0 => {
            ("waiting", "sending", format!("{} · {}", w.strip_sending, say::waiting(lang, false, pending, None)))
        }
        (false, _, _) => ("offline", "offline", waiting()),
        (true, 1.., _) => ("waiting", "clock", waiting()),
        (true, 0, _) => ("synced", "synced", say::synced(lang, now, delivery.last_contact)),
    }
}

/// The strip under the title bar; it leads to the outbox.
pub fn strip() -> impl IntoView {
    let Standing { delivery, now, lacks, .. } = standing();
    let lang = lang();
    let line = Memo::new(move |_| {
        let keeps = !lacks.get().contains(&Lack::Storage);
        delivery.with(|delivery| told(lang, now.get(), delivery, keeps))
    });
    view! {
        <aside class="strip-box" aria-label=lang.words().outbox><a class="strip" href="/app/outbox" data-testid="strip" data-state=follow(move || line.get().0)>
            {live(move || icon(line.get().1))}
            <span role="status">{live(move || line.get().2)}</span>
            <span class="unseen">{lang.words().strip_open}</span>
            {icon("next")}
        </a></aside>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_noon(delivery: Delivery) -> (&'static str, String) {
        let now = Millis(1_781_000_000_000);
        let (state, _, text) = told(Lang::Zh, now, &delivery, true);
        (state, text)
    }

    #[test]
    fn offline_says_how_many_wait_and_how_old_the_oldest_is() {
        let oldest = Some(Millis(1_781_000_000_000 - 2 * 3_600_000));
        let (state, text) = at_noon(Delivery { pending: 3, oldest, ..Delivery::default() });
        assert_eq!((state, text.as_str()), ("offline", "离线 · 3 条待上传（最早 2 小时前）"));
    }

    #[test]
    fn a_refusal_is_never_hidden_by_good_news() {
        let (state, text) = at_noon(Delivery { connected: true, returned: 2, ..Delivery::default() });
        assert_eq!((state, text.as_str()), ("refused", "2 条被退回"));
    }
}
