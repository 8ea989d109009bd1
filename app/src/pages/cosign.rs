//! Pages: 联名 at the door — the text large and read aloud, who signs, the ink, the slip. A resident
//! holds this phone, so the page leads nowhere but back to the round.

use super::{
    door::{Knock, door_name},
    param,
};
use crate::{
    dispatch::{Acting, plain, sealed, use_acting},
    parts::{
        icon,
        live::{follow, heed, live, tap},
        page::{head, to_top},
        read::read_aloud,
        refusal::{notice, said},
        seals::seals,
        sign::{SignPad, Stroke, as_text, is_signed},
        slip::slip_paper,
        topic::topic_text,
    },
    routes,
    standing::{Seen, known, lang, my_id, peek, today, words},
    words::say,
};
use leptos::{html, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use rulebook::{
    Community, Day, Intent,
    cosign::Channel,
    hash::receipt_hash,
    ids::{BuildingId, HouseholdId, PersonId, TopicId},
    people::{Adulthood, Basis},
    round::VisitOutcome,
    topic::Topic,
};

/// Where the page stands: `Read → Sign → Slip`.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// The text, and who signs.
    Read,
    /// Consent and ink.
    Sign,
    /// The slip, with the code that is shown only now.
    Slip(String),
}

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq)]
enum Signer {
    /// Not chosen.
    #[default]
    Nobody,
    /// On the roll of this door.
    Known(PersonId, String),
    /// Somebody new behind this door.
    New,
}

/// What the page knows and what was filled in.
#[derive(Clone, Copy)]
struct Form {
    topic: TopicAt,
    signer: RwSignal<Signer>,
    name: RwSignal<String>,
    basis: RwSignal<Basis>,
    attested: RwSignal<bool>,
    heard: RwSignal<bool>,
    strokes: RwSignal<Vec<Stroke>>,
    witness: RwSignal<Option<PersonId>>,
    oral: RwSignal<bool>,
    stage: RwSignal<Stage>,
    acting: Acting,
}

type TopicAt = Seen<Option<(Topic, u32)>>;

/// Somebody behind the door.
#[derive(Clone, Debug, PartialEq)]
struct Resident {
    id: PersonId,
    name: String,
    signed: bool,
    adult: bool,
}

fn behind(community: &Community, home: &HouseholdId, topic: &TopicId, day: Day) -> Vec<Resident> {
    let keys = community.keys();
    let lives = community.residents(home).filter(|p| p.grid_on(day, &keys).is_some());
    let one = |p: &rulebook::people::Person| Resident {
        id: p.id.clone(),
        name: p.name.clone(),
        signed: community.signatures_of(topic, &p.id).any(|s| s.is_valid()),
        adult: p.adult.on(day, &keys),
    };
    lives.map(one).collect()
}

impl Form {
    /// The name that stands in the sentence of consent.
    fn who(&self) -> String {
        match self.signer.get() {
            Signer::Known(_, name) => name,
            Signer::New => self.name.get().trim().into(),
            Signer::Nobody => String::new(),
        }
    }

    /// Ready to hand the phone over.
    fn is_chosen(&self) -> bool {
        match self.signer.get() {
            Signer::Known(..) => true,
            Signer::New => !self.name.get().trim().is_empty() && self.attested.get(),
            Signer::Nobody => false,
        }
    }

    /// Ready to be kept.
    fn is_signed(&self) -> bool {
        if self.oral.get() { self.witness.get().is_some() } else { self.strokes.with(|s| is_signed(s)) }
    }
}

/// The page.
pub fn cosign() -> impl IntoView {
    let (building, home, id) =
        (BuildingId::from(param("building")), HouseholdId::from(param("household")), TopicId::from(param("topic")));
    let wanted = id.clone();
    let form = Form {
        topic: known(move |c| c.topic(&wanted).map(|t| (t.clone(), c.keys_for(t).cosign_min))),
        signer: RwSignal::new(Signer::Nobody),
        name: RwSignal::new(String::new()),
        basis: RwSignal::new(Basis::LivesRegistered),
        attested: RwSignal::new(false),
        heard: RwSignal::new(false),
        strokes: RwSignal::new(Vec::new()),
        witness: RwSignal::new(None),
        oral: RwSignal::new(false),
        stage: RwSignal::new(Stage::Read),
        acting: use_acting(),
    };
    let day = today();
    let (at, named) = (home.clone(), home.clone());
    let residents = known(move |community| behind(community, &at, &id, day));
    let back = (routes::building(&building), peek(|community| door_name(community, &named, lang())));
    live(move || match form.stage.get() {
        Stage::Read => {
            let title =
                form.topic.with(|t| t.as_ref().map_or(words().ask_cosign.to_string(), |(t, _)| t.title.clone()));
            view! { {head(Some(back.clone()), title)} {read(form, residents)} }.into_any()
        }
        Stage::Sign => ink(form, building.clone(), home.clone()).into_any(),
        Stage::Slip(code) => slip(form, code, building.clone(), home.clone()).into_any(),
    })
}

fn read(form: Form, residents: Seen<Vec<Resident>>) -> impl IntoView {
    let w = words();
    let lang = lang();
    let aloud = Signal::derive(move || {
        form.topic.with(|t| t.as_ref().map(|(t, _)| format!("{}。{}", t.title, t.body)).unwrap_or_default())
    });
    let who = NodeRef::<html::Fieldset>::new();
    let go = move |_| {
        if !form.is_chosen() {
            if let Some(who) = who.get_untracked() {
                who.scroll_into_view();
            }
            return;
        }
        form.acting.forget();
        form.stage.set(Stage::Sign);
        to_top();
    };
    view! {
        {live(move || form.topic.get().map(|(topic, need)| view! {
            {topic_text(&topic)}
            {seals(topic.signatures, need, 0)}
        }))}
        {read_aloud(w.read_to_resident, aloud, Some(form.heard))}
        <fieldset class="field" node_ref=who>
            <legend>{w.who_signs}</legend>
            <div class="picks picks-2">
                {live(move || residents.with(|all| all.iter().map(|r| resident(form, r)).collect_view()))}
                <label class="pick"><input type="radio" name="who" on:change=heed(move |_| form.signer.set(Signer::New)) />{w.somebody_else}</label>
            </div>
        </fieldset>
        {live(move || (form.signer.get() == Signer::New).then(|| somebody_new(form)))}
        <div class="act">
            <button type="button" class="button button-main button-wide" data-testid="to-sign" on:click=tap(go)>
                {icon("pen")}{live(move || if form.is_chosen() { say::please_sign(lang, &form.who()) } else { w.who_signs.into() })}
            </button>
        </div>
    }
}

fn resident(form: Form, resident: &Resident) -> impl IntoView + use<> {
    let w = words();
    let Resident { id, name, signed, adult } = resident.clone();
    let why = if signed {
        Some(w.already_signed)
    } else if !adult {
        Some(w.not_yet_adult)
    } else {
        None
    };
    let (shown, of) = (name.clone(), id.clone());
    let chosen = move || form.signer.with(|s| matches!(s, Signer::Known(known, _) if *known == of));
    view! {
        <label class="pick" data-testid="resident">
            <input type="radio" name="who" prop:checked=chosen on:change=heed(move |_| form.signer.set(Signer::Known(id.clone(), name.clone()))) />
            <span>{shown}{why.map(|why| view! { <span class="quiet">" · "{why}</span> })}</span>
        </label>
    }
}

fn somebody_new(form: Form) -> impl IntoView {
    let w = words();
    let basis = move |value: Basis, text: &'static str| {
        view! {
            <label class="pick"><input type="radio" name="basis" prop:checked=follow(move || form.basis.get() == value) on:change=heed(move |_| form.basis.set(value)) />{text}</label>
        }
    };
    view! {
        <div class="field">
            <label for="new-name">{w.name}</label>
            <input id="new-name" class="input" maxlength="40" autocomplete="off" prop:value=form.name
                on:input=heed(move |e| form.name.set(event_target_value(&e))) />
            <p class="hint">{w.name_hint}</p>
        </div>
        <fieldset class="field"><legend>{w.lives_how}</legend>
            <div class="picks">{basis(Basis::LivesRegistered, w.lives_registered)}{basis(Basis::Lives, w.lives_tenant)}</div></fieldset>
        <label class="pick"><input type="checkbox" prop:checked=form.attested on:change=heed(move |e| form.attested.set(event_target_checked(&e))) />{w.adult_attest}</label>
    }
}

fn ink(form: Form, building: BuildingId, home: HouseholdId) -> impl IntoView {
    let w = words();
    let lang = lang();
    let grid = peek(|c| c.household(&home).and_then(|h| c.grid(&h.grid)).map(|g| g.name.clone()).unwrap_or_default());
    let consent = say::consent(lang, &form.who(), &grid);
    let title = form.topic.with_untracked(|t| t.as_ref().map(|(t, _)| t.title.clone()).unwrap_or_default());
    let text = consent.clone();
    let finish = keep(form, home);
    view! {
        {head(None, title)}
        <p class="consent" data-testid="consent">{consent}</p>
        {live(move || if form.oral.get() { witnesses(form, building.clone()).into_any() } else { view! { <SignPad strokes=form.strokes /> }.into_any() })}
        <div class="buttons">
            {read_aloud(w.read_aloud, Signal::derive(move || text.clone()), None)}
            <button type="button" class="button button-quiet" on:click=tap(move |_| form.oral.update(|on| *on = !*on))>
                {live(move || if form.oral.get() { w.can_write } else { w.cannot_write })}
            </button>
            <button type="button" class="button button-quiet" on:click=tap(move |_| form.stage.set(Stage::Read))>{w.cancel}</button>
        </div>
        {said(form.acting.doing)}
        <div class="act">
            <button type="button" class="button button-main button-wide" data-testid="finish-sign"
                disabled=follow(move || !form.is_signed() || form.acting.is_busy()) on:click=tap(move |_| finish())>
                {icon("check")}{w.finish_sign}
            </button>
        </div>
    }
}

/// Spoken signatures: the collector and one neighbour are the two witnesses.
fn witnesses(form: Form, building: BuildingId) -> impl IntoView {
    let w = words();
    let day = today();
    let who = form.signer.get_untracked();
    let near: Vec<(PersonId, String)> = peek(|c| {
        let keys = c.keys();
        let people = c.doors_of(&building).flat_map(|h| c.residents(&h.id).map(move |p| (h, p)));
        let fit =
            people.filter(|(_, p)| p.adult.on(day, &keys) && !matches!(&who, Signer::Known(id, _) if *id == p.id));
        fit.map(|(h, p)| (p.id.clone(), format!("{} · {}", p.name, h.label))).collect()
    });
    let pick = move |e| form.witness.set(Some(event_target_value(&e)).filter(|id| !id.is_empty()).map(PersonId::from));
    view! {
        {notice("notice-care", "people", w.witness_rule)}
        <div class="field">
            <label for="witness">{w.witness}</label>
            <select id="witness" class="input" on:change=heed(pick)>
                <option value="">"—"</option>
                {near.into_iter().map(|(id, name)| view! { <option value=id.0>{name}</option> }).collect_view()}
            </select>
        </div>
    }
}

/// Registers whoever is new, then keeps the signature; the code goes to the slip and nowhere else.
fn keep(form: Form, home: HouseholdId) -> impl Fn() + Clone {
    let me = my_id();
    let register = StoredValue::new(None::<(String, PersonId)>);
    move || {
        let Some(phone) = form.acting.phone() else { return };
        match form.signer.get_untracked() {
            Signer::Known(person, _) => keep_signature(form, person, me.clone()),
            Signer::New => {
                let name = form.name.get_untracked().trim().to_string();
                // A second try after a refusal must not register the same person twice.
                if let Some((_, person)) = register.get_value().filter(|(known, _)| *known == name) {
                    return keep_signature(form, person, me.clone());
                }
                let opening = phone.seal("name", &name);
                let person = PersonId(phone.fresh_id());
                let intent = Intent::RegisterPerson {
                    person: person.clone(),
                    household: home.clone(),
                    basis: form.basis.get_untracked(),
                    adult: Adulthood::Attested,
                    name: opening.commitment(),
                };
                let me = me.clone();
                form.acting.act(sealed(intent, vec![opening]), move || {
                    register.set_value(Some((name.clone(), person.clone())));
                    keep_signature(form, person.clone(), me.clone());
                });
            }
            Signer::Nobody => {}
        }
    }
}

fn keep_signature(form: Form, person: PersonId, me: Option<PersonId>) {
    let (Some(phone), Some((topic, _))) = (form.acting.phone(), form.topic.get_untracked()) else { return };
    let code = phone.fresh_receipt();
    let Some(receipt) = receipt_hash(&code) else { return };
    let oral = form.oral.get_untracked();
    let hand = (!oral).then(|| phone.seal("hand", &form.strokes.with_untracked(|s| as_text(s))));
    let intent = Intent::Cosign {
        topic: topic.id,
        person,
        channel: if oral { Channel::WitnessedOral } else { Channel::AssistedDoor },
        hash: topic.hash,
        receipt,
        hand: hand.as_ref().map(rulebook::hash::Opening::commitment),
        read_aloud: form.heard.get_untracked(),
        witnesses: if oral { me.into_iter().chain(form.witness.get_untracked()).collect() } else { Vec::new() },
    };
    let deed = match hand {
        Some(hand) => sealed(intent, vec![hand]),
        None => plain(intent),
    };
    form.acting.act(deed, move || {
        phone.buzz();
        form.stage.set(Stage::Slip(code.clone()));
        to_top();
    });
}

/// The slip: the only time the code is ever shown.
fn slip(form: Form, code: String, building: BuildingId, home: HouseholdId) -> impl IntoView {
    let w = words();
    let title = form.topic.with_untracked(|t| t.as_ref().map(|(t, _)| t.title.clone()).unwrap_or_default());
    let acting = use_acting();
    let knock = Knock::new(acting);
    let go = use_navigate();
    let today = today();
    let met = peek(|c| c.door(&home).is_some_and(|d| d.last == Some(today)));
    let tried = StoredValue::new(false);
    let leave = move |_| {
        let (go, to) = (go.clone(), routes::building(&building));
        let away = move || go(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        // Whoever signed was met: the knock is written down with it, before this page is gone. Should the law say no,
        // the page says so and the next tap leaves all the same.
        if met || tried.get_value() {
            away();
        } else {
            tried.set_value(true);
            knock.record(knock.details(home.clone(), VisitOutcome::Met), away);
        }
    };
    view! {
        {slip_paper(&title, &code)}
        {notice("notice-care", "info", w.slip_secret)}
        {said(acting.doing)}
        <div class="act">
            <button type="button" class="button button-main button-wide" data-testid="hand-back" on:click=tap(leave)>{icon("hand-over")}{w.hand_back}</button>
        </div>
    }
}
