//! Pages: 新进展 — what became, since they last looked, of the matters somebody raised or signed: one line a matter on
//! the first page, until they say that they have seen it. Nothing counts, and off means off.

use crate::{
    dispatch::Acting,
    parts::{
        icon,
        live::{follow, heed, live, tap},
    },
    ports::Standing,
    routes,
    standing::{Seen, known_to_me, lang, standing, words},
    words::{label, say, when},
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Millis,
    ids::{PersonId, TopicId},
    order::InOrder as _,
    topic::Step,
};
use std::cmp::Reverse;

/// Where the phone keeps the mark.
const KEY: &str = "progress";
/// Transitions that the one who raised a topic takes alone: no news to them.
const OWN: [u8; 7] = [1, 2, 3, 6, 8, 11, 46];

/// How far somebody has looked. Kept on this phone: what a person has read is nobody else's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// The phone has not answered yet.
    Unread,
    /// Never looked on this phone.
    New,
    /// Not to be told.
    Off,
    /// All steps up to this one have been seen. The time of a step and not of the look: what came to pass while the
    /// phone was away is news whenever it arrives.
    Upto(Millis),
}

impl Mark {
    fn read(text: Option<String>) -> Mark {
        match text.as_deref() {
            None | Some("") => Mark::New,
            Some("off") => Mark::Off,
            Some(at) => at.parse().map_or(Mark::New, |at| Mark::Upto(Millis(at))),
        }
    }

    fn text(self) -> Option<String> {
        match self {
            Mark::Unread | Mark::New => None,
            Mark::Off => Some("off".into()),
            Mark::Upto(at) => Some(at.0.to_string()),
        }
    }
}

/// A matter somebody has to do with, and what others did with it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Followed {
    /// The matter.
    pub topic: TopicId,
    title: String,
    steps: Vec<Step>,
}

/// The matters somebody raised or signed, with what others did.
pub(crate) fn followed(community: &Community, me: &PersonId, _: Day) -> Vec<Followed> {
    let of = |topic: &rulebook::topic::Topic| {
        let raised = topic.is_raised_by(me);
        // Whoever signs has read how the matter stood.
        let signed = || community.signatures_of(&topic.id, me).filter(|s| s.is_valid()).map(|s| s.received).max();
        let from = if raised { Millis(0) } else { signed()? };
        let news = |step: &&Step| step.at > from && !(raised && OWN.contains(&step.t));
        let steps: Vec<Step> = topic.history.iter().filter(news).cloned().collect();
        Some(Followed { topic: topic.id.clone(), title: topic.title.clone(), steps })
    };
    community.all_topics().filter_map(of).collect()
}

fn newest(all: &[Followed]) -> Millis {
    all.iter().flat_map(|one| &one.steps).map(|step| step.at).max().unwrap_or(Millis(0))
}

/// The last of what was not seen of each matter, and how many steps there were before it; newest matter first.
fn unseen(all: &[Followed], upto: Millis) -> Vec<(&Followed, &Step, usize)> {
    let mut rows: Vec<_> = all.iter().filter_map(|one| one.last_after(upto)).collect();
    rows.in_order_of(|(_, step, _)| Reverse(step.at));
    rows
}

impl Followed {
    /// The last step after a moment, and how many there were before it.
    pub fn last_after(&self, upto: Millis) -> Option<(&Followed, &Step, usize)> {
        let mut new = self.steps.iter().filter(|step| step.at > upto);
        let last = new.next_back()?;
        Some((self, last, new.count()))
    }
}

/// The mark, read back from the phone; again when another person of this phone takes their turn.
fn mark(acting: Acting) -> RwSignal<Mark> {
    let mark = RwSignal::new(Mark::Unread);
    let me = standing().me;
    let device = Memo::new(move |_| me.with(|me| me.as_ref().map(|me| me.device.clone())));
    Effect::new(move |_| {
        mark.set(Mark::Unread);
        if let (Some(phone), true) = (acting.phone(), device.get().is_some()) {
            // Goes with this turn of the effect: an answer for the person before finds nobody.
            let found = Callback::new(move |found| {
                mark.try_set(Mark::read(found));
            });
            phone.read_draft(KEY, found);
        }
    });
    mark
}

fn keep(acting: Acting, mark: RwSignal<Mark>, now: Mark) {
    mark.set(now);
    if let (Some(phone), Some(text)) = (acting.phone(), now.text()) {
        phone.keep_draft(KEY, &text);
    }
}

/// What is new, for the first page; nothing if nothing is.
pub(crate) fn progress(acting: Acting) -> impl IntoView {
    let (w, lang) = (words(), lang());
    let all: Seen<Vec<Followed>> = known_to_me(followed);
    let mark = mark(acting);
    let Standing { complete, reading, .. } = standing();
    // On a new phone everything is new, and nothing is news: it begins with what is there once all is there.
    Effect::new(move |_| {
        if mark.get() == Mark::New && complete.get() && !reading.get() {
            keep(acting, mark, Mark::Upto(all.with(|all| newest(all))));
        }
    });
    let row = move |(one, step, before): (&Followed, &Step, usize)| {
        view! {
            <li><a class="row" href=routes::topic(&one.topic)><span class="grow"><strong>{one.title.clone()}</strong><br/>
                {label::transition(lang, step.t, step.to)}" "<span class="quiet">{when::day_short(lang, step.at.day())}{(before > 0).then(|| say::steps_before(lang, before))}</span></span>{icon("next")}</a></li>
        }
    };
    live(move || {
        let Mark::Upto(upto) = mark.get() else { return None };
        let rows = all.with(|all| {
            let new = unseen(all, upto);
            (!new.is_empty()).then(|| new.into_iter().map(row).collect_view())
        })?;
        let seen = move |_| keep(acting, mark, Mark::Upto(all.with_untracked(|all| newest(all))));
        Some(view! {
            <section class="card" data-testid="progress"><h2>{w.progress}</h2><ul class="rows">{rows}</ul>
                <button type="button" class="button" data-testid="progress-seen" on:click=tap(seen)>{icon("check")}{w.progress_seen}</button></section>
        })
    })
}

/// Whether to be told at all, for 我的.
pub(crate) fn switch(acting: Acting) -> impl IntoView {
    let w = words();
    let all: Seen<Vec<Followed>> = known_to_me(followed);
    let mark = mark(acting);
    let told = move || mark.get() != Mark::Off;
    let turn = move |e| {
        let upto = all.with_untracked(|all| newest(all));
        keep(acting, mark, if event_target_checked(&e) { Mark::Upto(upto) } else { Mark::Off });
    };
    view! {
        <label class="switch">{w.progress_switch}<input type="checkbox" data-testid="progress-switch" prop:checked=follow(told) on:change=heed(turn) /></label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rulebook::topic::TopicState;

    fn matter(id: &str, steps: &[(i64, u8)]) -> Followed {
        let step = |(at, t): &(i64, u8)| Step { at: Millis(*at), t: *t, to: TopicState::Accepted };
        Followed { topic: id.into(), title: id.into(), steps: steps.iter().map(step).collect() }
    }

    #[test]
    fn one_line_a_matter_with_its_last_step_and_the_newest_matter_first() {
        let all = [matter("a", &[(5, 6), (9, 9)]), matter("b", &[(3, 6)]), matter("c", &[(7, 6), (8, 9), (12, 20)])];
        let rows = |upto| {
            let row = |(one, step, before): (&Followed, &Step, usize)| (one.title.clone(), step.t, before);
            unseen(&all, Millis(upto)).into_iter().map(row).collect::<Vec<_>>()
        };
        assert_eq!(rows(3), [("c".into(), 20, 2), ("a".into(), 9, 1)]);
        assert_eq!(rows(8), [("c".into(), 20, 0), ("a".into(), 9, 0)]);
        assert_eq!(rows(newest(&all).0), []);
        assert_eq!(newest(&[]), Millis(0));
    }

    #[test]
    fn the_mark_is_read_back_as_it_was_kept_and_anything_else_begins_anew() {
        for mark in [Mark::Off, Mark::Upto(Millis(1_781_485_200_000))] {
            assert_eq!(Mark::read(mark.text()), mark);
        }
        for odd in [None, Some(String::new()), Some("yesterday".into())] {
            assert_eq!(Mark::read(odd), Mark::New);
        }
    }
}
