//! Pages: 联名要求开会 — members of the committee ask for a meeting together: begin, join, take one's name back; who calls
//! meetings sees by when it is to be called, and those behind it call it themselves once that day has passed.

use super::{callable, deeds::step, my_grid};
use crate::{
    dispatch::Acting,
    parts::{icon, live::heed, press::button, refusal::notice, seals::seals},
    routes,
    standing::lang,
    words::asked as say,
};
use leptos::prelude::*;
use rulebook::{
    Community, Day, Viewer,
    ids::{GridId, MeetingId, PersonId},
    meeting::{
        MeetingStep,
        requisition::{needed, open_in},
    },
};

/// The demand that lies before a committee, and what its reader may do about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Asked {
    /// Where a member may begin one: there is none.
    grid: Option<GridId>,
    demand: Option<Demand>,
}

#[derive(Clone, Debug, PartialEq)]
struct Demand {
    id: MeetingId,
    reason: String,
    names: Vec<String>,
    have: u32,
    need: u32,
    due: Option<Day>,
    /// The last day for more names, while they are too few.
    lapses: Option<Day>,
    late: bool,
    /// I stand behind it.
    mine: bool,
    joins: bool,
    calls: bool,
    /// I call meetings anyway.
    heads: bool,
}

impl Asked {
    /// As this device knows it, for the grid whose meetings are mine.
    pub(crate) fn of(community: &Community, me: &PersonId, day: Day) -> Asked {
        let viewer = Viewer::of(community, me, day);
        let heads = callable(community, me, day);
        let Some(grid) = viewer.sits.first().or(heads.first()).cloned().or_else(|| my_grid(&viewer)) else {
            return Asked::default();
        };
        let sits = viewer.sits.contains(&grid);
        let demand = open_in(community, &grid, day).map(|asked| Demand {
            id: asked.id.clone(),
            reason: asked.reason.clone(),
            names: asked.behind().filter_map(|name| community.name_of(&name.by)).collect(),
            have: asked.standing(community, day),
            need: needed(community.members(&grid, day), &community.keys()),
            due: asked.due,
            lapses: asked.lapses.filter(|_| asked.due.is_none()),
            late: asked.is_late(day),
            mine: asked.is_behind(me),
            joins: sits && !asked.is_behind(me),
            calls: heads.contains(&grid) || asked.lets_call(community, me, day),
            heads: heads.contains(&grid),
        });
        Asked { grid: Some(grid).filter(|_| sits && demand.is_none()), demand }
    }

    /// Whether it waits for its reader: to be called, or for one more name.
    pub(crate) fn waits(&self) -> bool {
        self.demand.as_ref().is_some_and(|asked| (asked.calls && asked.due.is_some()) || asked.joins)
    }
}

/// On the first screen of whoever it waits for.
pub(crate) fn reminder(asked: &Asked) -> Option<AnyView> {
    let demand = asked.demand.as_ref().filter(|_| asked.waits())?;
    Some(
        view! {
            <a class="card card-orange" href=routes::MEETINGS data-testid="asked-waits">
                <div class="line"><strong>{lang().asked().asked}</strong>{deadline(demand)}</div>
                <p class="quiet">{demand.reason.clone()}</p>
            </a>
        }
        .into_any(),
    )
}

/// By when it is to be called, or that the day has passed.
fn deadline(demand: &Demand) -> Option<AnyView> {
    let lang = lang();
    let (tone, mark) = if demand.late { ("tag tag-red", "alert") } else { ("tag tag-amber", "clock") };
    demand.due.map(|due| {
        view! { <span class=format!("{tone} line-end")>{icon(mark)}{say::by_day(lang, due)}</span> }.into_any()
    })
}

/// The demand on the page of meetings; for members the way to begin one.
pub(super) fn asked(asked: &Asked, acting: Acting, why: RwSignal<String>) -> Option<AnyView> {
    match (&asked.demand, &asked.grid) {
        (Some(demand), _) => Some(one(demand, acting)),
        (None, Some(grid)) => Some(beginning(grid, acting, why)),
        (None, None) => None,
    }
}

fn one(demand: &Demand, acting: Acting) -> AnyView {
    let w = lang().asked();
    let id = demand.id.clone();
    let note = match (demand.late, demand.heads, demand.calls) {
        (true, true, _) => Some(w.heads_late),
        (true, false, true) => Some(w.own_call),
        _ => None,
    };
    let join = demand.joins.then(|| {
        let id = id.clone();
        button(acting, "button-wide", "join-demand", "seal", w.join, move |_| {
            acting.act(step(&id, MeetingStep::JoinDemand), || ());
        })
    });
    let joined = demand.mine.then(|| {
        let id = id.clone();
        let leave = button(acting, "button-quiet line-end", "leave-demand", "undo", w.leave, move |_| {
            acting.act(step(&id, MeetingStep::LeaveDemand), || ());
        });
        view! { <p class="line"><span class="tag tag-green">{icon("check")}{w.joined}</span>{leave}</p> }
    });
    let lapses = demand.lapses.map(|last| view! { <p class="quiet">{say::lapses(lang(), last, demand.need)}</p> });
    let call = demand.calls.then(|| {
        view! { <a class="button button-main button-wide" href=routes::call_asked(&id) data-testid="call-asked">{icon("horn")}{w.call_it}</a> }
    });
    view! {
        <section class="card card-orange stack-s" data-testid="asked" data-id=demand.id.0.clone()>
            <p class="line"><strong>{w.asked}</strong>{deadline(demand)}</p>
            <p>{demand.reason.clone()}</p>{seals(demand.have, demand.need, 0)}
            <p class="quiet">{w.names}" · "{demand.names.join(" ")}</p>{lapses}
            {note.map(|note| notice("notice-care", "info", note))}{joined}{join}{call}
        </section>
    }
    .into_any()
}

fn beginning(grid: &GridId, acting: Acting, why: RwSignal<String>) -> AnyView {
    let w = lang().asked();
    let grid = grid.clone();
    let send = move |_| {
        let Some(phone) = acting.phone() else { return };
        let demand = MeetingStep::Demand { grid: grid.clone(), reason: why.get_untracked() };
        acting.act(step(&MeetingId(phone.fresh_id()), demand), move || why.set(String::new()));
    };
    view! {
        <details class="fold" data-testid="ask-form"><summary>{icon("people")}{w.ask}</summary><div class="stack"><p class="quiet">{w.ask_hint}</p>
            <label class="field"><span>{w.reason}</span><textarea id="ask-why" class="input" maxlength="500" prop:value=why on:input=heed(move |e| why.set(event_target_value(&e)))></textarea></label>
            <p class="quiet">{w.reason_hint}</p>
            {button(acting, "", "ask-meeting", "flag", w.send, send)}</div></details>
    }
    .into_any()
}
