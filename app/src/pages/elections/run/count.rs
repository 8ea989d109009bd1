//! Pages: the count (计票) — boxes opened together; each teller fills a sheet for themselves, with the sum
//! written out while they do; three sign; the board declares.

use super::{Desk, main};
use crate::{
    pages::elections::{Booth, known::Poll},
    parts::{
        find::finder,
        icon,
        live::{follow, heed, live},
        refusal::notice,
    },
    standing::{election_words, lang},
    words::{election as say, refusal::election_sum},
};
use leptos::prelude::*;
use rulebook::{
    election::{
        ElectionStep, Post, SecretBallot,
        arithmetic::adds_up,
        ballot::{Contest, Rule},
        count::Line,
    },
    ids::PersonId,
};
use std::{collections::BTreeMap, sync::Arc};

/// What one teller writes down, as typed: papers, void ones, and the marks by post and person.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    found: RwSignal<String>,
    void: RwSignal<String>,
    marks: RwSignal<BTreeMap<(Post, PersonId), [String; 2]>>,
    written: RwSignal<Vec<(Post, PersonId, String)>>,
}

fn number(text: &str) -> u32 {
    text.trim().parse().unwrap_or(0)
}

impl Sheet {
    pub(super) fn new() -> Sheet {
        Sheet {
            found: RwSignal::new(String::new()),
            void: RwSignal::new(String::new()),
            marks: RwSignal::new(BTreeMap::new()),
            written: RwSignal::new(Vec::new()),
        }
    }

    /// Every printed name and every name written in, with its marks.
    fn lines(&self, contests: &[Contest]) -> Vec<Line> {
        let printed = contests.iter().flat_map(|c| c.people.iter().map(|p| (c.post, p.clone())));
        let written = self.written.get().into_iter().map(|(post, person, _)| (post, person));
        let marks = self.marks.get();
        printed
            .chain(written)
            .map(|(post, person)| {
                let of = marks.get(&(post, person.clone()));
                let mark = |at: usize| of.and_then(|of| of.get(at)).map_or(0, |text| number(text));
                Line { post, person, yes: mark(0), no: mark(1) }
            })
            .collect()
    }
}

/// Counting, for board and tellers.
pub(super) fn counting(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let Some(ballot) = poll.ballot() else { return ().into_any() };
    if ballot.mixed.is_none() {
        let open = poll.mine.board.then(|| main(desk, "open-boxes", "door", w.open_boxes, ElectionStep::OpenBoxes));
        let late: Vec<AnyView> = poll
            .boxes_of(ballot)
            .filter(|at| at.mobile && poll.mine.me.as_ref().is_some_and(|me| at.tellers.contains(me)))
            .map(|at| super::route::route(at, desk))
            .collect();
        return view! { {notice("", "info", w.open_boxes_hint)}{late}{open} }.into_any();
    }
    let sheet = poll.mine.teller.then(|| sheet(poll, ballot, desk));
    let signed = poll.list(&ballot.signed, lang().pick("、", ", "));
    let declare = poll.mine.board.then(|| main(desk, "declare", "horn", w.declare, ElectionStep::Declare));
    let sign = (poll.mine.teller && poll.mine.me.as_ref().is_some_and(|me| !ballot.signed.contains(me)))
        .then(|| desk.booth.button("", "sign-count", "pen", w.sign_count, ElectionStep::SignCount));
    let own = poll.mine.tally.as_ref().map(|tally| view! { <div data-testid="my-tally">{notice("notice-good", "check", say::my_tally(lang(), tally))}</div> });
    view! {
        {own}{sheet}
        <section class="card stack"><h2>{w.sign_count}</h2><p class="quiet">{w.sign_hint}</p><p data-testid="signed">{say::signed(lang(), ballot.signed.len(), poll.keys.election_tellers_min, &signed)}</p>{sign}</section>
        {declare}
    }
    .into_any()
}

fn amount(
    id: String,
    label: String,
    value: impl Fn() -> String + Send + Sync + 'static,
    set: impl Fn(String) + 'static,
) -> AnyView {
    view! { <label class="field"><span>{label}</span><input id=id class="input" inputmode="numeric" maxlength="5" autocomplete="off" prop:value=follow(value) on:input=heed(move |e| set(event_target_value(&e))) /></label> }
        .into_any()
}

/// The sheet with its sum.
fn sheet(poll: &Poll, ballot: &SecretBallot, desk: Desk) -> AnyView {
    let w = election_words();
    let sheet = desk.forms.sheet;
    let contests = StoredValue::new(ballot.contests.clone());
    let (issued, election) = (ballot.issued, poll.election.clone());
    let lang = lang();
    let sum = live(move || {
        let (found, void) = (number(&sheet.found.get()), number(&sheet.void.get()));
        let wrong = contests.with_value(|contests| adds_up(contests, found, void, &sheet.lines(contests)).err());
        let wrong = wrong.map(|rule| view! { <p class="sum sum-bad" data-testid="does-not-add-up">{icon("alert")}{election_sum(lang, rule)}</p> });
        let tone = if found > issued { "sum sum-bad" } else { "sum" };
        (found > 0).then(|| {
            view! { <p class=tone data-testid="sheet-sum">{say::papers_sum(lang, issued, found, void)}</p>
            <p class="sum">{say::turnout_of(lang, &election, found)}</p>{wrong} }
        })
    });
    let sections = ballot.contests.iter().map(|contest| section(poll, contest, sheet)).collect_view();
    let enter = move |booth: Booth| {
        let (found, void) = (number(&sheet.found.get_untracked()), number(&sheet.void.get_untracked()));
        let lines = contests.with_value(|contests| untrack(|| sheet.lines(contests)));
        booth.take(ElectionStep::EnterTally { found, void, lines });
    };
    view! {
        <section class="card stack" data-testid="sheet"><h2>{w.my_count}</h2><p class="quiet">{w.count_hint}</p>
            <div class="pair">{amount("count-found".into(), w.papers_found.into(), move || sheet.found.get(), move |text| sheet.found.set(text))}
                {amount("count-void".into(), w.papers_void.into(), move || sheet.void.get(), move |text| sheet.void.set(text))}</div>
            {sections}{sum}
            {desk.booth.press("button-main button-wide", "enter-tally", "check", w.enter_tally, enter)}</section>
    }
    .into_any()
}

/// One section of the paper: yes and no for each name; whoever left both open abstained.
fn section(poll: &Poll, contest: &Contest, sheet: Sheet) -> AnyView {
    let w = election_words();
    let lang = lang();
    let post = contest.post;
    let row = move |person: PersonId, name: String| {
        let mark = move |at: usize, label: &'static str, person: PersonId, name: &str| {
            let (key, set) = ((post, person.clone()), (post, person.clone()));
            let read =
                move || sheet.marks.with(|all| all.get(&key).and_then(|m| m.get(at)).cloned().unwrap_or_default());
            let write = move |text: String| {
                sheet.marks.update(|all| {
                    if let Some(mark) = all.entry(set.clone()).or_default().get_mut(at) {
                        *mark = text;
                    }
                });
            };
            let label = format!("{name} · {label}");
            amount(format!("mark-{at}-{person}"), label, read, write)
        };
        view! { <li class="pair" data-testid="count-row">{mark(0, w.yes, person.clone(), &name)}{mark(1, w.no, person, &name)}</li> }.into_any()
    };
    let printed = contest.people.iter().map(|p| row(p.clone(), poll.name(p))).collect_view();
    let written = live(move || {
        let here = sheet.written.get().into_iter().filter(|(of, ..)| *of == post);
        here.map(|(_, person, name)| row(person, name)).collect_view()
    });
    let writes = (contest.rule == Rule::Majority).then(|| {
        let pick = move |(person, name, _): (PersonId, String, String)| sheet.written.update(|all| all.push((post, person, name)));
        let (id, label) = match post {
            Post::Chair => ("write-chair", w.write_in),
            Post::ViceChair => ("write-vice", w.write_in),
            Post::Member => ("write-member", w.write_in),
        };
        view! { <details class="fold"><summary>{w.write_in}</summary><div class="stack">{finder(id, label, w.nameable_none, Some(poll.election.grid.clone()), Arc::new(pick))}</div></details> }
    });
    view! { <h3>{say::contest(lang, contest)}</h3><p class="quiet">{say::rule(lang, contest.rule)}</p><ul class="rows">{printed}{written}</ul>{writes} }.into_any()
}
