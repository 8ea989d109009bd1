//! Pages: 罢免 — who of the elected is asked to leave and why, what they say to it, how many stand behind it;
//! ask for it, stand behind it, answer it. Who asked and who stands behind it is shown to nobody else.

use super::{Booth, known::Poll};
use crate::{
    parts::{icon, live::heed, press::button, refusal::notice, seals::seals},
    routes,
    standing::{lang, recall_words, today},
    words::election as say,
};
use leptos::prelude::*;
use rulebook::{
    Community, Day,
    charter::election::Mode,
    election::{
        Election, ElectionState, ElectionStep, Post, Recall, Seats,
        nominate::Cause,
        recall::{How, Question, needed},
        term,
    },
    ids::{ElectionId, PersonId},
    people::Office,
};

/// A demand as this device knows it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Demand {
    /// The demand.
    pub recall: Recall,
    /// What the member is called.
    pub name: String,
    /// The post they hold or held.
    pub post: Post,
    /// How many it takes.
    need: u32,
    /// Until when, while names are gathered.
    until: Option<Day>,
    /// They hold it today.
    in_office: bool,
    /// I stand behind it.
    backed: bool,
    /// The newest vote on it.
    vote: Option<ElectionId>,
    /// That vote goes on.
    voting: bool,
}

/// The demands a page shows: those against whom an election seated, or the one that is voted on.
pub(super) fn demands(community: &Community, election: &Election, me: Option<&PersonId>, day: Day) -> Vec<Demand> {
    if let Some(Question { demand, post, .. }) = &election.recall {
        let asked = community.recall(demand).into_iter();
        return asked.filter_map(|recall| known(community, recall, *post, me, day)).collect();
    }
    let seated = election.elected.iter().map(|seat| (&seat.person, seat.post));
    let all = seated.flat_map(|(person, post)| community.recalls_of(&election.id, person).map(move |r| (r, post)));
    all.filter_map(|(recall, post)| known(community, recall, post, me, day)).collect()
}

fn known(community: &Community, recall: &Recall, post: Post, me: Option<&PersonId>, day: Day) -> Option<Demand> {
    let seated = community.election(&recall.election)?;
    let votes = community.elections_of(&recall.grid);
    let on_it = votes.filter(|vote| vote.recall.as_ref().is_some_and(|question| question.demand == recall.id));
    let vote = on_it.max_by_key(|vote| (vote.is_under_way(), vote.announced, vote.vote_on));
    let mut posts = community.committee_posts(&recall.grid, day);
    let office = posts.find(|office| office.person == recall.member);
    let called = seated.name_of(&recall.member).map(str::to_owned).or_else(|| community.name_of(&recall.member));
    Some(Demand {
        name: office.map(|office| office.name.clone()).or(called).unwrap_or_else(|| "—".into()),
        post,
        need: needed(seated),
        until: recall.gathers_until(&community.keys_of_election(seated)),
        in_office: office.is_some(),
        backed: me.is_some_and(|me| community.behind(&Cause::Recall(recall.id.clone()), me).is_some()),
        vote: vote.map(|vote| vote.id.clone()),
        voting: vote.is_some_and(Election::is_under_way),
        recall: recall.clone(),
    })
}

/// The seats of an election's running term that nobody holds; none in a by-election, whose seats belong to that
/// term.
pub(crate) fn vacant(community: &Community, of: &Election, day: Day) -> Seats {
    let runs = of.state == ElectionState::HandedOver && of.term_until.is_some_and(|until| day < until);
    let count = |post| if runs && of.fills.is_none() { term::vacant(community, of, post, day) } else { 0 };
    Seats { chair: count(Post::Chair), vice: count(Post::ViceChair), members: count(Post::Member) }
}

impl Demand {
    /// Enough asked for it, and no vote on it is announced yet.
    pub fn waits_for_a_vote(&self) -> bool {
        self.recall.demanded.is_some() && self.recall.settled.is_none() && self.in_office && !self.voting
    }
}

/// What is being written; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    whom: RwSignal<String>,
    reasons: RwSignal<String>,
    answer: RwSignal<String>,
}

impl Pen {
    pub(super) fn new() -> Pen {
        let empty = || RwSignal::new(String::new());
        Pen { whom: empty(), reasons: empty(), answer: empty() }
    }
}

/// 罢免 on the page of an election whose term runs: the demands, and asking for one.
pub(super) fn recalls(poll: &Poll, booth: Booth, pen: Pen) -> Option<AnyView> {
    let e = &poll.election;
    let runs = e.state == ElectionState::HandedOver && e.term_until.is_some_and(|until| today() < until);
    let concerned = poll.mine.lives || poll.mine.party || may_ask(poll);
    if !runs || !concerned {
        return None;
    }
    let w = recall_words();
    let rows = poll.demands.iter().map(|demand| one(poll, demand, booth, pen)).collect_view();
    Some(
        view! {
            <section class="card stack" data-testid="recalls"><h2>{w.recall}</h2><p class="quiet">{say::how_many(lang(), e)}</p>
                <ul class="rows">{rows}</ul>{asking(poll, booth, pen)}</section>
        }
        .into_any(),
    )
}

/// The demand on the page of the vote on it: for whoever may read it.
pub(super) fn asked(poll: &Poll, booth: Booth, pen: Pen) -> Option<AnyView> {
    let question = poll.election.recall.as_ref()?;
    let w = recall_words();
    let rows: Vec<AnyView> = poll.demands.iter().map(|demand| one(poll, demand, booth, pen)).collect();
    let seated = view! { <a class="button" href=routes::election(&question.of)>{icon("people")}{crate::standing::election_words().election}</a> };
    (!rows.is_empty()).then(|| {
        view! { <section class="card stack" data-testid="recalls"><h2>{w.reasons}</h2><ul class="rows">{rows}</ul>{seated}</section> }.into_any()
    })
}

/// Whether my name would count behind a demand.
fn may_ask(poll: &Poll) -> bool {
    let reps = poll.election.mode == Mode::ResidentReps;
    poll.mine.voter.as_ref().is_some_and(|voter| if reps { voter.casts(Mode::ResidentReps) } else { voter.eligible })
}

/// One demand with what its reader may do about it.
fn one(poll: &Poll, demand: &Demand, booth: Booth, pen: Pen) -> AnyView {
    let w = recall_words();
    let lang = lang();
    let recall = &demand.recall;
    let (tone, mark, text) = match recall.settled.map(|settled| settled.how) {
        Some(How::Recalled) => ("tag tag-red", "check", w.recalled),
        Some(How::Stays) => ("tag tag-green", "check", w.stays),
        Some(How::Left) => ("tag", "close", w.left),
        Some(How::Lapsed) => ("tag", "clock", w.lapsed),
        None if !demand.in_office => ("tag", "close", w.left),
        None if demand.voting => ("tag tag-orange", "people", w.voting),
        None if recall.demanded.is_some() => ("tag tag-orange", "clock", w.demanded),
        None => ("tag", "pen", w.gathering),
    };
    let gathering =
        (recall.demanded.is_none() && recall.settled.is_none()).then(|| seals(recall.support, demand.need, 0));
    let open = recall.settled.is_none() && demand.in_office;
    let here = poll.election.recall.is_none();
    let answer = match &recall.answer {
        Some(text) => {
            view! { <p class="quiet"><strong>{say::said_to_it(lang, &demand.name)}</strong>{text.clone()}</p> }
                .into_any()
        }
        None if open && poll.mine.me.as_ref() == Some(&recall.member) => answering(demand, booth, pen),
        None => view! { <p class="quiet">{w.no_answer}</p> }.into_any(),
    };
    let vote = demand.vote.as_ref().filter(|_| here).map(|vote| view! { <a class="button" href=routes::election(vote) data-testid="to-vote">{icon("people")}{w.to_vote}</a> });
    let announces = (here && demand.waits_for_a_vote() && (poll.mine.party || poll.mine.board)).then(|| {
        view! { <a class="button button-main" href=routes::announce_recall(&recall.id) data-testid="announce-recall">{icon("horn")}{w.announce}</a> }
    });
    view! {
        <li class="stack-s entry" data-testid="recall" data-support=recall.support data-demanded=recall.demanded.is_some().to_string()>
            <p class="line"><strong>{say::member(lang, demand.post, &demand.name)}</strong><span class=format!("{tone} line-end")>{icon(mark)}{text}</span></p>
            <p data-testid="recall-reasons">{recall.reasons.clone()}</p>{answer}
            {gathering}<p class="quiet">{say::behind(lang, recall, demand.need, demand.until)}</p>
            {(here && open).then(|| backing(poll, demand, booth))}{vote}{announces}
        </li>
    }
    .into_any()
}

/// One more name behind it.
fn backing(poll: &Poll, demand: &Demand, booth: Booth) -> Option<AnyView> {
    let w = recall_words();
    if demand.backed {
        return Some(
            view! { <p class="line"><span class="tag tag-green">{icon("check")}{w.supported}</span></p> }.into_any(),
        );
    }
    let own = poll.mine.me.as_ref() == Some(&demand.recall.member);
    let step = ElectionStep::SupportRecall { recall: demand.recall.id.clone() };
    let seated = demand.recall.election.clone();
    (may_ask(poll) && !own).then(|| {
        button(booth.acting, "", "support-recall", "seal", w.support, move |_| booth.about(&seated, step.clone()))
    })
}

/// 申辩: once, by whoever is asked to leave.
fn answering(demand: &Demand, booth: Booth, pen: Pen) -> AnyView {
    let w = recall_words();
    let (recall, seated, text) = (demand.recall.id.clone(), demand.recall.election.clone(), pen.answer);
    let send = move |_| {
        let recall = recall.clone();
        booth.tell_about(&seated, "answer", &text.get_untracked(), Some(text), |text| ElectionStep::AnswerRecall {
            recall,
            text,
        });
    };
    view! {
        {notice("notice-care", "info", w.answer_hint)}
        <label class="field"><span>{w.answer}</span><textarea id="recall-answer" class="input" maxlength="1000" prop:value=text on:input=heed(move |e| text.set(event_target_value(&e)))></textarea></label>
        {button(booth.acting, "", "answer-recall", "speak", w.answer_send, send)}
    }
    .into_any()
}

/// The first to ask: whom, and why.
fn asking(poll: &Poll, booth: Booth, pen: Pen) -> Option<AnyView> {
    let w = recall_words();
    let lang = lang();
    let open = |person: &PersonId| {
        let newest = poll.demands.iter().rev().find(|demand| demand.recall.member == *person);
        newest.is_none_or(|demand| demand.recall.settled.is_some())
    };
    let askable: Vec<&Office> =
        poll.posts.iter().filter(|post| open(&post.person) && poll.mine.me.as_ref() != Some(&post.person)).collect();
    if !may_ask(poll) || askable.is_empty() {
        return None;
    }
    let (whom, reasons) = (pen.whom, pen.reasons);
    // Drawn anew when a neighbour stands behind another: who was chosen stays chosen.
    let was = whom.get_untracked();
    let option = |office: &&Office| {
        let text =
            Post::of_role(office.role).map_or_else(|| office.name.clone(), |of| say::member(lang, of, &office.name));
        view! { <option value=office.person.0.clone() selected=office.person.0 == was>{text}</option> }
    };
    let options = askable.iter().map(option).collect_view();
    let send = move |_| {
        let member = PersonId(whom.get_untracked());
        booth.tell("reasons", &reasons.get_untracked(), Some(reasons), |reasons| ElectionStep::OpenRecall {
            member,
            reasons,
        });
    };
    Some(view! {
        <details class="fold" data-testid="recall-form" open=!was.is_empty()><summary>{icon("flag")}{w.ask}</summary><div class="stack"><p class="quiet">{w.stays_hint}</p>
            <label class="field"><span>{w.whom}</span><select id="recall-whom" class="input" on:change=heed(move |e| whom.set(event_target_value(&e)))><option value="">{w.unit_choose}</option>{options}</select></label>
            <label class="field"><span>{w.reasons}</span><textarea id="recall-why" class="input" maxlength="1000" prop:value=reasons on:input=heed(move |e| reasons.set(event_target_value(&e)))></textarea></label>
            <p class="quiet">{w.reasons_hint}</p>
            {button(booth.acting, "", "ask-recall", "flag", w.send, send)}</div></details>
    }.into_any())
}

/// 空缺: seats of this term that nobody holds, and who may announce the by-election.
pub(super) fn vacancies(poll: &Poll) -> Option<AnyView> {
    let w = recall_words();
    let filling = poll.filling.as_ref();
    let to = (poll.mine.party && filling.is_none()).then(|| {
        view! { <a class="button button-main" href=routes::announce_by_election(&poll.election.id) data-testid="announce-by-election">{icon("horn")}{w.by_election}</a> }
    });
    let on = filling.map(|by| view! { <a class="button" href=routes::election(by)>{icon("people")}{w.kind_by}</a> });
    (poll.vacant.total() > 0).then(|| {
        view! { <section class="card stack" data-testid="vacancies"><h2>{w.vacancies}</h2><p>{say::vacancies(lang(), &poll.vacant)}</p>{on}{to}</section> }.into_any()
    })
}
