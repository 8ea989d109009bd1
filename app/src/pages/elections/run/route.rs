//! Pages: the mobile box on its way (流动票箱): out with its seal, from door to door also without network,
//! back with the same seal. One device keeps the sheet.

use super::{Desk, line};
use crate::{
    pages::elections::Booth,
    parts::{
        icon,
        live::{live, tap},
        press::button,
        refusal::notice,
    },
    standing::{Seen, election_words, known, lang, standing},
    words::election as say,
};
use leptos::prelude::*;
use rulebook::{
    Community, Millis,
    election::{
        BallotBox, ElectionStep,
        boxes::{AtDoor, BoxState, StopDetails},
    },
    ids::{BallotBoxId, PersonId, SecretBallotId},
    order::InOrder as _,
};

/// A door on the list: who, name, door, what came of it.
type Call = (PersonId, String, String, Option<AtDoor>);

/// What came of a door, in the order of the buttons.
const OUTCOMES: [AtDoor; 4] = [AtDoor::PutIn, AtDoor::Kept, AtDoor::Refused, AtDoor::NoAnswer];

fn calls(community: &Community, ballot: &SecretBallotId) -> Vec<Call> {
    let mut all: Vec<Call> = community
        .all_box_calls()
        .filter(|call| call.ballot == *ballot)
        .map(|call| {
            let name = community.name_of(&call.person).unwrap_or_default();
            let door = community.door_of(&call.person).unwrap_or_default().to_owned();
            (call.person.clone(), name, door, call.stop.as_ref().map(|stop| stop.outcome))
        })
        .collect();
    all.in_order_by(|a, b| (a.3.is_some(), &a.2).cmp(&(b.3.is_some(), &b.2)));
    all
}

/// The sheet of one mobile box, for its tellers.
pub(super) fn route(at: &BallotBox, desk: Desk) -> AnyView {
    let w = election_words();
    let body = match at.state {
        BoxState::Sealed => view! { <p class="quiet">{w.leave_hint}</p>{desk.booth.button("button-main", "box-leaves", "round", w.box_leaves, ElectionStep::BoxLeaves { at: at.id.clone() })} }.into_any(),
        BoxState::Out => view! { {doors(at, desk)}{coming_back(at, desk)} }.into_any(),
        // A sheet written without network may come in after the box did.
        BoxState::Back => doors(at, desk),
        BoxState::Opened | BoxState::Excluded => ().into_any(),
    };
    view! { <section class="card stack" data-testid="route"><h2>{say::box_name(lang(), at)}</h2><p class="quiet">{say::custody(lang(), at)}</p>{body}</section> }
        .into_any()
}

fn doors(at: &BallotBox, desk: Desk) -> AnyView {
    let w = election_words();
    let (ballot, id) = (at.ballot.clone(), at.id.clone());
    let list: Seen<Vec<Call>> = known(move |c| calls(c, &ballot));
    let here = RwSignal::new(None::<(PersonId, Millis)>);
    let rows = live(move || {
        list.with(|all| {
        let none = all.is_empty().then(|| view! { <p class="quiet">{w.calls_none}</p> });
        view! { {none}<ul class="rows" data-testid="calls">{all.iter().map(|call| door(call, &id, here, desk)).collect_view()}</ul> }
    })
    });
    view! { {notice("", "offline", w.route_offline)}{rows} }.into_any()
}

/// One door: come, hand a paper out or not, go.
fn door(
    (person, name, place, done): &Call,
    at: &BallotBoxId,
    here: RwSignal<Option<(PersonId, Millis)>>,
    desk: Desk,
) -> AnyView {
    let w = election_words();
    let lang = lang();
    let now = standing().now;
    let head = view! { <p class="line"><strong>{place.clone()}</strong><span>{name.clone()}</span></p> };
    if let Some(outcome) = done {
        return view! { <li class="stack-s entry" data-testid="call" data-done="true">{head}<p class="line"><span class="tag tag-green">{icon("check")}{say::at_door(lang, *outcome)}</span></p></li> }.into_any();
    }
    let (of, set, at) = (person.clone(), person.clone(), at.clone());
    let stop = move |outcome: AtDoor| {
        let Some((person, from)) = here.get_untracked() else { return };
        let details = StopDetails { person, from, until: now.get_untracked(), outcome };
        let value = serde_json::to_string(&details).unwrap_or_default();
        let at = at.clone();
        desk.booth.tell("stop", &value, None, |stop| ElectionStep::BoxStops { at, stop });
        here.set(None);
    };
    let inner = live(move || {
        if here.with(|here| here.as_ref().is_some_and(|(one, _)| *one == of)) {
            let press = |outcome: AtDoor| {
                let stop = stop.clone();
                button(desk.booth.acting, "", format!("stop-{outcome:?}"), "", say::at_door(lang, outcome), move |_| {
                    stop(outcome)
                })
            };
            view! { <div class="buttons">{OUTCOMES.map(press).into_iter().collect_view()}</div> }.into_any()
        } else {
            let set = set.clone();
            view! { <button type="button" class="button" data-testid="at-door" on:click=tap(move |_| here.set(Some((set.clone(), now.get_untracked()))))>{icon("door")}{w.at_door}</button> }.into_any()
        }
    });
    view! { <li class="stack-s entry" data-testid="call" data-done="false">{head}{inner}</li> }.into_any()
}

fn coming_back(at: &BallotBox, desk: Desk) -> AnyView {
    let w = election_words();
    let (id, seal) = (at.id.clone(), desk.forms.seal);
    let back = move |booth: Booth| {
        booth.take(ElectionStep::BoxReturns { at: id.clone(), seal: seal.get_untracked() });
    };
    view! { <p class="quiet">{w.back_hint}</p>{line("back-seal", w.box_seal, seal)}{desk.booth.press("button-main", "box-returns", "hand-over", w.box_returns, back)} }.into_any()
}
