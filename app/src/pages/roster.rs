//! Pages: 花名册 — the station hands in a roster: choose a file, see what it would change, confirm. Online only; nothing
//! of the file stays here.

use crate::{
    dispatch::{Acting, Doing, use_acting},
    parts::{
        icon,
        live::{follow, heed, live, tap},
        page::head,
        press::button,
        refusal::{notice, refusal},
    },
    ports::Handed,
    routes,
    standing::{in_lang, known_to_me, lang, roster_words, service_words},
    words::roster as say,
};
use leptos::prelude::*;
use rulebook::{
    Refusal, json,
    roster::{
        may_import,
        report::{Few, Line, Report},
        wire::MOST_BYTES,
    },
    sync::Note,
};

/// The field with the file.
const FIELD: &str = "roster-file";

/// `Idle → Reading → Idle with a report → Writing → Idle with a written report`; whatever goes wrong ends in `Wrong`.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Reading,
    Writing,
}

/// What did not come to an answer.
#[derive(Clone, PartialEq)]
enum Wrong {
    Refused(Note),
    NeedsNetwork,
    Busy,
    TooBig,
    Gone,
}

#[derive(Clone, Copy)]
struct Desk {
    acting: Acting,
    file: RwSignal<String>,
    step: RwSignal<Option<Step>>,
    report: RwSignal<Option<Report>>,
    wrong: RwSignal<Option<Wrong>>,
}

impl Desk {
    /// Before the dialog opens: the same file, corrected, is a choice as well.
    fn unchoose(self) {
        if let Some(phone) = self.acting.phone() {
            phone.unchoose(FIELD);
        }
    }

    fn look(self) {
        let Some((name, bytes)) = self.acting.phone().and_then(|phone| phone.chosen(FIELD)) else { return };
        self.file.set(name);
        self.report.set(None);
        // The server says so, too, but only after it came.
        if bytes > MOST_BYTES {
            return self.wrong.set(Some(Wrong::TooBig));
        }
        self.hand_in(Step::Reading, routes::API_ROSTER.into());
    }

    fn take(self) {
        let Some(plan) = self.report.with_untracked(|report| report.as_ref().map(|report| report.plan.0.clone()))
        else {
            return;
        };
        self.hand_in(Step::Writing, format!("{}/{plan}", routes::API_ROSTER));
    }

    fn hand_in(self, step: Step, path: String) {
        let Some(phone) = self.acting.phone() else { return };
        if self.step.get_untracked().is_some() {
            return;
        }
        self.wrong.set(None);
        self.step.set(Some(step));
        self.acting.doing.set(Doing::Saving);
        let answered = move |handed: Handed| {
            let wrong = match handed {
                Handed::Answer(text) => match json::read::<Report>(&text) {
                    Ok(report) => {
                        self.report.try_set(Some(report));
                        None
                    }
                    Err(_) => Some(Wrong::Busy),
                },
                Handed::Refused(note) => Some(Wrong::Refused(note)),
                Handed::NeedsNetwork => Some(Wrong::NeedsNetwork),
                Handed::Busy => Some(Wrong::Busy),
                Handed::TooBig => Some(Wrong::TooBig),
                Handed::NoFile => Some(Wrong::Gone),
            };
            if wrong.is_some() && step == Step::Writing {
                // What was shown is no longer what would be done, or nobody knows: it is looked at again.
                self.report.try_set(None);
            }
            self.wrong.try_set(wrong);
            self.step.try_set(None);
            self.acting.doing.try_set(Doing::Idle);
        };
        phone.hand_in(FIELD, path, Callback::new(answered));
    }
}

/// The page.
pub fn roster() -> impl IntoView {
    let may = known_to_me(|community, me, day| may_import(community, me, day).is_ok());
    let desk = Desk {
        acting: use_acting(),
        file: RwSignal::new(String::new()),
        step: RwSignal::new(None),
        report: RwSignal::new(None),
        wrong: RwSignal::new(None),
    };
    view! {
        {in_lang(|| head(Some((routes::SERVICE.into(), service_words().items.into())), roster_words().roster))}
        {live(move || if may.get() {
            at_the_desk(desk)
        } else {
            in_lang(|| refusal(&Note::from(&Refusal::NotEntitled))).into_any()
        })}
    }
}

/// The field with the file stands as it is when the language changes; what is said round it is said anew.
fn at_the_desk(desk: Desk) -> AnyView {
    view! {
        {in_lang(|| {
            let w = roster_words();
            view! {
                <p>{w.hint}</p>
                <details class="fold"><summary>{w.columns}</summary><p data-testid="columns">{say::columns(lang())}</p></details>
            }
        })}
        <label class="button button-wide file-pick" data-testid="roster-pick">{icon("plus")}
            <span>{in_lang(move || {
                let w = roster_words();
                live(move || if desk.file.with(String::is_empty) { w.choose } else { w.choose_other })
            })}</span>
            <input id=FIELD type="file" accept=".xlsx,.csv,.txt,.tsv" disabled=follow(move || desk.step.get().is_some())
                on:click=tap(move |_| desk.unchoose()) on:change=heed(move |_| desk.look()) /></label>
        {live(move || desk.file.with(|name| (!name.is_empty()).then(|| view! { <p class="quiet" data-testid="roster-name">{name.clone()}</p> })))}
        {in_lang(move || said(desk))}
    }
    .into_any()
}

fn said(desk: Desk) -> AnyView {
    let w = roster_words();
    view! {
        <div role="status">{live(move || desk.step.get().map(|step| {
            let text = if step == Step::Reading { w.reading } else { w.writing };
            view! { {notice("", "sending", text)}<progress class="working" aria-label=text></progress> }
        }))}</div>
        {live(move || desk.wrong.get().map(|wrong| wrong_view(desk, wrong)))}
        {live(move || desk.report.get().map(|report| told(desk, &report)))}
    }
    .into_any()
}

fn wrong_view(desk: Desk, wrong: Wrong) -> AnyView {
    let w = roster_words();
    let lang = lang();
    let said = |class, name, text: String| {
        view! { <div role="alert" data-testid="roster-wrong">{notice(class, name, text)}</div> }.into_any()
    };
    match wrong {
        Wrong::Busy => said("notice-bad", "alert", w.busy.into()),
        Wrong::TooBig => said("notice-bad", "alert", w.too_big.into()),
        Wrong::Gone => said("notice-bad", "alert", w.gone.into()),
        Wrong::NeedsNetwork => said("notice-care", "offline", lang.words().needs_network.into()),
        Wrong::Refused(note) => {
            let Some(text) = say::unread(lang, &note) else { return refusal(&standing_of(note)).into_any() };
            let may = say::is_about_columns(&note).then(
                || view! { <p data-testid="roster-may">{w.columns}{lang.pick("：", ": ")}{say::columns(lang)}</p> },
            );
            let again = (note.code == "ROSTER_CHANGED").then(|| {
                button(desk.acting, "button-main button-wide", "roster-again", "refresh", w.look_again, move |_| {
                    desk.look()
                })
            });
            view! { <div class="stack-s" data-code=note.code.clone()>{said("notice-bad", "alert", text)}{may}{again}</div> }.into_any()
        }
    }
}

/// What the server says of a device that may not act, in the law's own words.
fn standing_of(note: Note) -> Note {
    match note.code.as_str() {
        "DEVICE_REVOKED" | "DEVICE_PENDING" | "DEVICE_UNKNOWN" => Note::from(&Refusal::DeviceNotActive),
        _ => note,
    }
}

fn told(desk: Desk, report: &Report) -> AnyView {
    let w = roster_words();
    let lang = lang();
    let title = if report.written { w.done } else { w.dry_title };
    let hint = if report.written { w.done_hint } else { w.dry_hint };
    let phones =
        (report.phones_not_kept > 0).then(|| notice("", "info", say::phones_not_kept(lang, report.phones_not_kept)));
    let maybe =
        (report.maybe_moved > 0).then(|| notice("notice-care", "alert", say::maybe_moved(lang, report.maybe_moved)));
    let state = if report.written { "written" } else { "shown" };
    view! {
        <section class="card stack" data-testid="roster-report" data-state=state role="status">
            <h2>{report.written.then(|| icon("check"))}{title}</h2>
            <p class="quiet">{hint}</p>
            <p>{say::sum(lang, report.rows, report.unchanged, report.doors)}</p>
            {faults(report)}
            {people("roster-added", w.added, &report.added, "")}
            {people("roster-changed", w.changed, &report.changed, "")}
            {people("roster-moved", w.moved, &report.moved, "")}
            {people("roster-left", w.left_out, &report.left_out, w.left_out_hint)}
            {(report.buildings.all > 0).then(|| view! { <p>{w.buildings}{lang.pick("：", ": ")}{report.buildings.first.join(lang.pick("、", ", "))}</p> })}
            {phones}{maybe}
        </section>
        {ends(desk, report)}
    }
    .into_any()
}

fn ends(desk: Desk, report: &Report) -> AnyView {
    let w = roster_words();
    match (report.written, report.records, report.bad_rows) {
        (true, ..) => ().into_any(),
        (false, 0, 0) => {
            view! { <div data-testid="roster-nothing">{notice("notice-good", "check", w.nothing)}</div> }.into_any()
        }
        (false, 0, _) => notice("notice-care", "alert", w.none_taken).into_any(),
        (false, _, bad) => {
            let text = if bad > 0 { w.take_good } else { w.take };
            view! { <div class="act">{button(desk.acting, "button-main button-wide", "roster-take", "check", text, move |_| desk.take())}</div> }.into_any()
        }
    }
}

fn people(test: &'static str, what: &'static str, few: &Few<Line>, hint: &'static str) -> Option<AnyView> {
    let lang = lang();
    let rows = few.first.iter().map(|line| view! { <li>{say::line(lang, line)}</li> }).collect_view();
    listed(test, say::people(lang, what, few.all), few.all as usize > few.first.len(), few.all, hint, rows.into_any())
}

fn faults(report: &Report) -> Option<AnyView> {
    let (w, lang, few) = (roster_words(), lang(), &report.faults);
    let rows = few
        .first
        .iter()
        .map(|bad| view! { <li>{say::bad(lang, bad)}<span class="quiet">" · "{bad.reason.clause()}</span></li> })
        .collect_view();
    let hint = if report.written { "" } else { w.bad_hint };
    listed(
        "roster-bad",
        say::rows(lang, w.bad, report.bad_rows),
        few.all as usize > few.first.len(),
        few.all,
        hint,
        rows.into_any(),
    )
}

fn listed(
    test: &'static str,
    title: String,
    cut: bool,
    all: u32,
    hint: &'static str,
    rows: AnyView,
) -> Option<AnyView> {
    let open = test == "roster-bad";
    (all > 0).then(|| {
        view! {
            <details class="fold" data-testid=test open=open><summary>{title}</summary>
                {(!hint.is_empty()).then(|| view! { <p class="quiet">{hint}</p> })}
                <ul class="rows">{rows}</ul>
                {cut.then(|| view! { <p class="quiet">{roster_words().more}</p> })}</details>
        }
        .into_any()
    })
}
