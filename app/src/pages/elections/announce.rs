//! Pages: 选举公告 — the grid's party organisation fixes seats, day and way, and proposes the board: of a general
//! election, or of a by-election where seats are vacant. The vote on a recall that enough asked for is announced here
//! as well, also by the board that ran the election.

use super::{announceable, recall::vacant};
use crate::{
    dispatch::{Acting, plain, use_acting},
    parts::{
        field::{day_field, minutes_of_day, typed_day},
        find::{choosing, chosen, finder},
        icon,
        live::{follow, heed, live},
        page::head,
        press::button,
        refusal::{notice, said},
    },
    routes,
    standing::{election_words, lang, my_id, peek, recall_words, today},
    words::election as say,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use rulebook::{
    Community, Day, Intent,
    charter::election::Mode,
    election::{Election, ElectionState, ElectionStep, Post, Seats},
    ids::{ElectionId, GridId, PersonId, RecallId},
    people::Role,
};

/// What may be announced.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// 换届选举.
    General,
    /// 补选: the vacant seats of that term.
    By(ElectionId, Seats),
    /// 罢免投票: on that demand, against whom.
    Recall(RecallId, String),
}

/// One of them: where, by which mode, and whether another board may be proposed.
#[derive(Clone, Debug, PartialEq)]
struct Offer {
    kind: Kind,
    grid: GridId,
    mode: Mode,
    party: bool,
}

impl Kind {
    /// How an address names it.
    fn at(&self) -> &str {
        match self {
            Kind::General => "",
            Kind::By(of, _) => of.as_str(),
            Kind::Recall(demand, _) => demand.as_str(),
        }
    }

    fn is_recall(&self) -> bool {
        matches!(self, Kind::Recall(..))
    }
}

/// Everything somebody may announce today: general elections of their grids, then what waits.
fn offers(community: &Community, me: &PersonId, day: Day) -> Vec<Offer> {
    let grids = announceable(community, me, day);
    let general = |grid: &GridId| Offer { kind: Kind::General, grid: grid.clone(), mode: Mode::AllVoters, party: true };
    let mut all: Vec<Offer> = grids.iter().map(general).collect();
    for of in grids.iter().flat_map(|grid| community.elections_of(grid)) {
        let seats = vacant(community, of, day);
        if seats.total() > 0 {
            let kind = Kind::By(of.id.clone(), seats);
            all.push(Offer { kind, grid: of.grid.clone(), mode: of.mode, party: true });
        }
    }
    all.extend(community.all_recalls().filter_map(|demand| {
        let runs =
            |of: &&Election| of.state == ElectionState::HandedOver && of.term_until.is_some_and(|until| day < until);
        let of = community.election(&demand.election).filter(runs)?;
        let party = community.holds(me, &of.grid, day, Role::reviews);
        let mut posts = community.committee_posts(&of.grid, day);
        let office = posts.find(|office| office.person == demand.member)?;
        let voting =
            |vote: &Election| vote.is_under_way() && vote.recall.as_ref().is_some_and(|q| q.demand == demand.id);
        let due = demand.demanded.is_some() && demand.settled.is_none();
        let mine = party || of.on_board().any(|person| person == me);
        (mine && due && !community.elections_of(&of.grid).any(voting)).then(|| {
            let post = Post::of_role(office.role).unwrap_or(Post::Member);
            let kind = Kind::Recall(demand.id.clone(), say::member(lang(), post, &office.name));
            Offer { kind, grid: of.grid.clone(), mode: of.mode, party }
        })
    }));
    all
}

/// The form.
#[derive(Clone, Copy)]
struct Form {
    offers: StoredValue<Vec<Offer>>,
    chosen: RwSignal<usize>,
    seats: RwSignal<u32>,
    mode: RwSignal<Mode>,
    day: RwSignal<String>,
    closes: RwSignal<String>,
    board: RwSignal<Vec<(PersonId, String)>>,
    acting: Acting,
}

impl Form {
    fn offer(&self) -> Option<Offer> {
        let at = self.chosen.get();
        self.offers.with_value(|all| all.get(at).cloned())
    }

    fn choose(&self, at: usize) {
        self.chosen.set(at);
        self.board.set(Vec::new());
        if let Some(mode) = self.offers.with_value(|all| all.get(at).map(|offer| offer.mode)) {
            self.mode.set(mode);
        }
    }
}

/// The first day that is far enough, and some to write the roll in; what the address asks for is chosen.
fn fresh() -> Form {
    let (me, day) = (my_id(), today());
    let (all, ahead, size) = peek(|c| {
        let all = me.map(|me| offers(c, &me, day)).unwrap_or_default();
        let keys = c.keys();
        (all, keys.election_roll.published, keys.committee_size)
    });
    let first = day.plus(i32::try_from(ahead).unwrap_or(0).saturating_add(7));
    let acting = use_acting();
    let asked = use_location().hash.get_untracked();
    let at = all.iter().position(|offer| offer.kind.at() == asked.trim_start_matches('#')).unwrap_or(0);
    let form = Form {
        offers: StoredValue::new(all),
        chosen: RwSignal::new(at),
        seats: RwSignal::new(size),
        mode: RwSignal::new(Mode::AllVoters),
        day: RwSignal::new(first.to_string()),
        closes: RwSignal::new("18:00".into()),
        board: RwSignal::new(Vec::new()),
        acting,
    };
    form.choose(at);
    form
}

fn step(form: Form) -> Option<ElectionStep> {
    let board: Vec<PersonId> = form.board.get_untracked().into_iter().map(|(person, _)| person).collect();
    let Offer { kind, grid, .. } = untrack(|| form.offer())?;
    // As many sit on it as are odd and fit; who is left follows in this order.
    let size = if board.len() >= 5 { 5 } else { 3 };
    let members = form.seats.get_untracked().saturating_sub(3);
    let (seats, fills, recall) = match kind {
        Kind::General => (Seats { chair: 1, vice: 2, members }, None, None),
        Kind::By(of, seats) => (seats, Some(of), None),
        Kind::Recall(demand, _) => (Seats::default(), None, Some(demand)),
    };
    Some(ElectionStep::Announce {
        grid,
        seats,
        mode: form.mode.get_untracked(),
        fills,
        recall,
        vote_on: typed_day(form.day),
        closes: minutes_of_day(&form.closes.get_untracked()).unwrap_or(0),
        board,
        board_size: size,
    })
}

/// The page.
pub fn announce() -> impl IntoView {
    let w = election_words();
    let form = fresh();
    let go = use_navigate();
    let now = today();
    let press = move |_| {
        let (Some(phone), Some(step)) = (form.acting.phone(), step(form)) else { return };
        let election = ElectionId(phone.fresh_id());
        let (go, to) = (go.clone(), routes::election(&election));
        form.acting.act(plain(Intent::Election { election, step }), move || {
            go(&to, NavigateOptions { replace: true, ..NavigateOptions::default() });
        });
    };
    view! {
        {head(Some((routes::ELECTIONS.into(), w.elections.into())), w.announce)}
        {notice("", "info", w.announce_hint)}
        {kinds(form)}
        {live(move || form.offer().map(|offer| what(form, &offer)))}
        <div class="pair">
            {day_field("vote-on", w.polling_day, form.day)}
            <label class="field"><span>{w.closes}</span><input id="vote-closes" class="input" type="time" prop:value=form.closes on:input=heed(move |e| form.closes.set(event_target_value(&e))) /></label>
        </div>
        <p class="quiet">{say::first_day(lang(), now, peek(|c| c.keys().election_roll.published))}</p>
        {live(move || form.offer().map(|offer| board(form, &offer)))}
        {said(form.acting.doing)}
        <div class="act">{button(form.acting, "button-main button-wide", "announce-now", "horn", w.announce, press)}</div>
    }
}

/// What is announced, where there is more than one thing.
fn kinds(form: Form) -> Option<AnyView> {
    let w = recall_words();
    let lang = lang();
    let all = form.offers.get_value();
    let one = |(at, offer): (usize, &Offer)| {
        let text = match &offer.kind {
            Kind::General => w.general.to_owned(),
            Kind::By(_, seats) => format!("{} · {}", w.kind_by, say::seats(lang, seats)),
            Kind::Recall(_, who) => format!("{} · {who}", w.kind_recall),
        };
        let test = match &offer.kind {
            Kind::General => "kind-general",
            Kind::By(..) => "kind-by",
            Kind::Recall(..) => "kind-recall",
        };
        view! { <label class="pick"><input type="radio" name="kind" data-testid=test prop:checked=follow(move || form.chosen.get() == at) on:change=heed(move |_| form.choose(at)) />{text}</label> }.into_any()
    };
    let picks = all.iter().enumerate().map(one).collect_view();
    (all.len() > 1).then(|| {
        view! { <fieldset class="field"><legend>{w.kind}</legend><div class="picks">{picks}</div></fieldset> }
            .into_any()
    })
}

/// The seats and the mode, as far as they are open.
fn what(form: Form, offer: &Offer) -> AnyView {
    let w = election_words();
    let lang = lang();
    let mode = |mode: Mode| {
        view! { <label class="pick"><input type="radio" name="mode" data-testid=format!("mode-{mode:?}") prop:checked=follow(move || form.mode.get() == mode) on:change=heed(move |_| form.mode.set(mode)) />{say::mode(lang, mode)}</label> }
    };
    let modes = || {
        let all = [Mode::AllVoters, Mode::HouseholdReps, Mode::ResidentReps].map(mode).into_iter().collect_view();
        view! { <fieldset class="field"><legend>{w.mode}</legend><div class="picks">{all}</div></fieldset> }
    };
    match &offer.kind {
        Kind::General => view! { {sizes(form)}{modes()} }.into_any(),
        Kind::By(_, seats) => {
            let hint = notice("", "info", recall_words().by_hint);
            view! { {hint}<p class="big">{say::seats(lang, seats)}</p>{modes()} }.into_any()
        }
        Kind::Recall(_, who) => {
            let hint = notice("", "info", recall_words().recall_hint);
            view! { {hint}<p class="big">{say::recall_of(lang, who)}</p><p class="quiet">{say::mode(lang, offer.mode)}</p> }
                .into_any()
        }
    }
}

/// One chair, two vice chairs and an even number of members, within the charter's committee.size.
fn sizes(form: Form) -> AnyView {
    let w = election_words();
    let lang = lang();
    let seats = |total: u32| {
        view! { <label class="pick"><input type="radio" name="seats" prop:checked=follow(move || form.seats.get() == total) on:change=heed(move |_| form.seats.set(total)) />{say::total(lang, total)}</label> }
    };
    let sizes = (5..=peek(|c| c.keys().committee_size)).step_by(2).map(seats).collect_view();
    view! { <fieldset class="field"><legend>{w.seats}</legend><div class="picks picks-3">{sizes}</div></fieldset> }
        .into_any()
}

/// The board; for a recall another than the one that ran the election, if the party organisation must.
fn board(form: Form, offer: &Offer) -> AnyView {
    let (w, r) = (election_words(), recall_words());
    let lang = lang();
    let all = form.board;
    let recall = offer.kind.is_recall();
    if recall && !offer.party {
        return ().into_any();
    }
    let count = live(move || {
        let names = all.with(Vec::len);
        (!recall || names > 0).then(|| say::board_size(lang, names))
    });
    let names = view! {
        {finder("find-board", w.find, w.nameable_none, Some(offer.grid.clone()), choosing(all))}{chosen("board", all, w.take_away)}<p class="quiet">{count}</p>
    };
    if recall {
        view! { <details class="fold"><summary>{icon("people")}{r.other_board}</summary><div class="stack"><p class="quiet">{r.other_board_hint}</p>{names}</div></details> }
            .into_any()
    } else {
        view! { <section class="stack-s"><h2>{w.board}</h2><p class="quiet">{w.board_hint}</p>{names}</section> }
            .into_any()
    }
}
