//! Pages: the sheet of one door — what came of the knock in one tap, the household's wishes, the
//! open topics that touch it, and nothing else about the people.

use super::{
    round::open_round,
    stairwell::{look, short_label},
};
use crate::{
    dispatch::{Acting, Doing, sealed, use_acting},
    parts::{
        icon,
        live::{follow, heed, live, tap},
        refusal::said,
    },
    ports::{Known, Standing},
    routes,
    standing::{known, lang, peek, standing, words},
    words::{label, say},
};
use leptos::prelude::*;
use rulebook::{
    Community, Intent,
    ids::{BuildingId, HouseholdId, RoundId, TopicId, VisitId},
    round::{HalfDay, VisitDetails, VisitOutcome, Wishes, plan},
};
use std::collections::BTreeSet;

/// Which door's sheet is open.
#[derive(Clone, Copy)]
pub struct Picked {
    /// The sheet is open.
    pub open: RwSignal<bool>,
    /// The door.
    pub home: RwSignal<Option<HouseholdId>>,
    /// What the sheet is called.
    pub title: RwSignal<String>,
    building: StoredValue<BuildingId>,
    held: Known,
    lang: crate::words::Lang,
}

impl Picked {
    /// Nothing picked yet in this building.
    pub fn new(building: BuildingId) -> Picked {
        Picked {
            open: RwSignal::new(false),
            home: RwSignal::new(None),
            title: RwSignal::new(String::new()),
            building: StoredValue::new(building),
            held: expect_context(),
            lang: lang(),
        }
    }

    /// Opens the sheet of a door.
    pub fn open(&self, home: HouseholdId) {
        self.title.set(self.held.0.with_untracked(|h| door_name(h.community(), &home, self.lang)));
        self.home.set(Some(home));
        self.open.set(true);
    }
}

/// `5号楼2单元402`.
pub(crate) fn door_name(community: &Community, id: &HouseholdId, lang: crate::words::Lang) -> String {
    let Some(home) = community.household(id) else { return id.0.clone() };
    let no = community.building(&home.building).map_or(0, |b| b.no);
    say::door(lang, no, home.stairwell, &short_label(home))
}

/// What a knock needs to be written down; kept outside the sheet's own life.
#[derive(Clone, Copy)]
pub(crate) struct Knock {
    acting: Acting,
    held: Known,
    standing: Standing,
}

impl Knock {
    /// A page's means to write down a knock.
    pub(crate) fn new(acting: Acting) -> Knock {
        Knock { acting, held: expect_context(), standing: standing() }
    }

    /// Writes a knock down, and sets out first where no round is under way.
    pub(crate) fn record(self, details: VisitDetails, then: impl Fn() + Send + Sync + 'static) {
        let (Some(me), Some(phone)) = (self.standing.me.get_untracked(), self.acting.phone()) else { return };
        let day = self.standing.now.get_untracked().day();
        let (round, grid) = self.held.0.with_untracked(|h| {
            let community = h.community();
            (
                open_round(community, &me.person, day).map(|r| r.id),
                community.household(&details.household).map(|x| x.grid.clone()),
            )
        });
        match (round, grid) {
            (Some(round), _) => self.visit(round, &details, then),
            (None, Some(grid)) => {
                let round = RoundId(phone.fresh_id());
                let start = Intent::StartRound { round: round.clone(), grid, stairwells: Vec::new() };
                let then = StoredValue::new(then);
                self.acting
                    .intend(start, move || self.visit(round.clone(), &details, move || then.with_value(|then| then())));
            }
            (None, None) => {}
        }
    }

    /// A knock of this moment, with nothing but its outcome.
    pub(crate) fn details(self, household: HouseholdId, outcome: VisitOutcome) -> VisitDetails {
        let now = self.standing.now.get_untracked();
        VisitDetails {
            household,
            outcome,
            day: now.day(),
            half: HalfDay::of(now.minute_of_day()),
            needs: Vec::new(),
            note: String::new(),
            wishes: None,
            safety_reason: String::new(),
        }
    }

    fn visit(self, round: RoundId, details: &VisitDetails, then: impl Fn() + Send + Sync + 'static) {
        let Some(phone) = self.acting.phone() else { return };
        let Ok(text) = serde_json::to_string(details) else { return };
        let opening = phone.seal("visit", &text);
        let intent = Intent::Visit { visit: VisitId(phone.fresh_id()), round, details: opening.commitment() };
        self.acting.act(sealed(intent, vec![opening]), then);
    }
}

/// What the sheet asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// What came of the knock.
    Choose,
    /// Met: anything to write down?
    Met,
}

/// The sheet's content for one door.
pub fn door_sheet(picked: Picked, home: HouseholdId) -> impl IntoView {
    let acting = use_acting();
    let knock = Knock::new(acting);
    let stage = RwSignal::new(Stage::Choose);
    let reason = RwSignal::new(String::new());
    let (asks, forms, wished) = (home.clone(), home.clone(), home.clone());
    let choose = Callback::new(move |outcome: VisitOutcome| {
        if outcome == VisitOutcome::Met {
            stage.set(Stage::Met);
            return;
        }
        let mut details = knock.details(home.clone(), outcome);
        details.safety_reason = reason.get_untracked();
        knock.record(details, move || picked.open.set(false));
    });
    view! {
        {wishes(wished)}
        {live(move || match stage.get() {
            Stage::Choose => view! {
                <div class="asks">{open_topics(picked, asks.clone())}</div>
                {said(acting.doing)}
                {safety(acting, reason)}
                {outcomes(choose)}
            }.into_any(),
            Stage::Met => met_form(picked, forms.clone(), knock, acting, reason).into_any(),
        })}
    }
}

fn outcomes(choose: Callback<VisitOutcome>) -> impl IntoView {
    use VisitOutcome::*;
    let lang = lang();
    let w = words();
    let button = move |outcome| {
        view! {
            <button type="button" class="outcome" data-outcome=look(outcome) data-testid=format!("outcome-{}", look(outcome))
                on:click=tap(move |_| choose.run(outcome))>{icon(look(outcome))}{label::outcome(lang, outcome)}</button>
        }
    };
    view! {
        <div class="outcomes">{[Met, NoAnswer, Later, Declined].map(button).into_iter().collect_view()}</div>
        <details class="fold">
            <summary>{icon("more")}{w.more}</summary>
            <div class="outcomes">{[NotSuitable, Vacant, WrongDoor].map(button).into_iter().collect_view()}</div>
        </details>
    }
}

/// Quiet hours and a door that rests give way only to safety, with a reason the resident may ask for.
fn safety(acting: Acting, reason: RwSignal<String>) -> impl IntoView {
    let w = words();
    let asked = Memo::new(
        move |_| matches!(acting.doing.get(), Doing::Refused(note) if note.code == "QUIET_HOURS" || note.code == "DOOR_RESTS"),
    );
    live(move || {
        asked.get().then(|| view! {
        <label class="field"><span>{w.safety_reason}</span>
            <input class="input" maxlength="140" prop:value=reason on:input=heed(move |e| reason.set(event_target_value(&e))) />
        </label>
    })
    })
}

fn wishes(home: HouseholdId) -> impl IntoView {
    let w = words();
    let wishes = known(move |community| community.door(&home).map(|d| d.wishes.clone()).unwrap_or_default());
    live(move || {
        let Wishes { prefer_phone, prefer_evening, do_not_visit, large_print, home_ballot_box } = wishes.get();
        let tag = |on: bool, class: &'static str, name: &'static str, text: &'static str| {
            on.then(|| view! { <li class=format!("tag {class}")>{icon(name)}{text}</li> })
        };
        let any = prefer_phone || prefer_evening || do_not_visit || large_print || home_ballot_box;
        any.then(|| {
            view! {
                <ul class="line">
                    {tag(do_not_visit, "tag-red", "no-visit", w.wish_no_visit)}
                    {tag(prefer_phone, "tag-amber", "phone", w.wish_phone)}
                    {tag(prefer_evening, "tag-amber", "clock", w.wish_evening)}
                    {tag(large_print, "", "elder", w.wish_large)}
                    {tag(home_ballot_box, "", "me", w.wish_box)}
                </ul>
            }
        })
    })
}

/// An open topic that touches a door, and how many adults behind it have not signed.
#[derive(Clone, PartialEq)]
struct Ask {
    topic: TopicId,
    title: String,
    count: String,
    unsigned: usize,
}

fn asks(community: &Community, home: &HouseholdId, day: rulebook::Day) -> Vec<Ask> {
    let Some(door) = community.household(home) else { return Vec::new() };
    let keys = community.keys();
    plan::open_topics(community, door)
        .map(|topic| {
            let adults =
                community.residents(home).filter(|p| p.adult.on(day, &keys) && p.grid_on(day, &keys).is_some());
            let unsigned = adults.filter(|p| !community.signatures_of(&topic.id, &p.id).any(|s| s.is_valid())).count();
            let count = format!("{}/{}", topic.signatures, community.keys_for(topic).cosign_min);
            Ask { topic: topic.id.clone(), title: topic.title.clone(), count, unsigned }
        })
        .collect()
}

fn open_topics(picked: Picked, home: HouseholdId) -> impl IntoView {
    let w = words();
    let lang = lang();
    let day = crate::standing::today();
    let at = home.clone();
    let list = known(move |community| asks(community, &at, day));
    live(move || {
        list.with(|all| {
            all.iter()
                .map(|ask| {
                    let href = routes::cosign(&picked.building.get_value(), &home, &ask.topic);
                    view! {
                        <div class="ask" data-testid="ask">
                            <div><strong>{ask.title.clone()}</strong>
                                <p class="quiet">{ask.count.clone()}" · "{say::unsigned(lang, ask.unsigned)}</p></div>
                            <a class="button" href=href>{icon("pen")}{w.ask_cosign}</a>
                        </div>
                    }
                })
                .collect_view()
        })
    })
}

/// Met: everything here is optional; one tap ends it.
fn met_form(
    picked: Picked,
    home: HouseholdId,
    knock: Knock,
    acting: Acting,
    reason: RwSignal<String>,
) -> impl IntoView {
    let w = words();
    let needs = RwSignal::new(BTreeSet::<&'static str>::new());
    let note = RwSignal::new(String::new());
    let before = peek(|community| community.door(&home).map(|d| d.wishes.clone()).unwrap_or_default());
    let wishes = RwSignal::new(before.clone());
    let lead = routes::lead(&picked.building.get_value(), &home);
    let of = home.clone();
    let save = move |_| {
        let mut details = knock.details(home.clone(), VisitOutcome::Met);
        details.needs = needs.get_untracked().into_iter().map(Into::into).collect();
        details.note = note.get_untracked().trim().into();
        details.wishes = Some(wishes.get_untracked()).filter(|now| *now != before);
        details.safety_reason = reason.get_untracked();
        knock.record(details, move || picked.open.set(false));
    };
    let toggle = move |code: &'static str| {
        needs.update(|set| {
            if !set.remove(code) {
                set.insert(code);
            }
        })
    };
    let need = move |(code, name): (&'static str, &'static str)| {
        view! {
            <label class="pick"><input type="checkbox" on:change=heed(move |_| toggle(code)) />{name}</label>
        }
    };
    view! {
        {open_topics(picked, of)}
        <details class="fold"><summary>{w.what_help}</summary>
            <div class="picks picks-2">{label::needs(lang()).into_iter().map(need).collect_view()}</div></details>
        <details class="fold"><summary>{icon("more")}{w.more}</summary><div class="stack">
            {wish_switches(wishes)}
            <label class="field"><span>{w.note}</span>
                <textarea class="input" maxlength="140" prop:value=note on:input=heed(move |e| note.set(event_target_value(&e)))></textarea></label>
            <a class="button" href=lead>{icon("flag")}{w.note_lead}</a>
        </div></details>
        {said(acting.doing)}
        {safety(acting, reason)}
        <button type="button" class="button button-main button-wide" data-testid="save-met" disabled=follow(move || acting.is_busy()) on:click=tap(save)>
            {icon("check")}{w.save_and_next}
        </button>
    }
}

fn wish_switches(wishes: RwSignal<Wishes>) -> impl IntoView {
    let w = words();
    let switch = move |name: &'static str, get: fn(&Wishes) -> bool, set: fn(&mut Wishes, bool)| {
        view! {
            <label class="switch">{name}
                <input type="checkbox" prop:checked=follow(move || wishes.with(get)) on:change=heed(move |e| wishes.update(|all| set(all, event_target_checked(&e)))) />
            </label>
        }
    };
    view! {
        <fieldset class="stack-s">
            {switch(w.wish_no_visit, |all| all.do_not_visit, |all, on| all.do_not_visit = on)}
            {switch(w.wish_phone, |all| all.prefer_phone, |all, on| all.prefer_phone = on)}
            {switch(w.wish_evening, |all| all.prefer_evening, |all, on| all.prefer_evening = on)}
            {switch(w.wish_large, |all| all.large_print, |all, on| all.large_print = on)}
            {switch(w.wish_box, |all| all.home_ballot_box, |all, on| all.home_ballot_box = on)}
        </fieldset>
    }
}
