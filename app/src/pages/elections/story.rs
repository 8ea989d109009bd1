//! Pages: the story of an election as everybody may read it — where it stands and who has to do what
//! until when, the board, the candidates, the boxes, the sum written out, who won and until when.

use super::known::Poll;
use crate::{
    parts::{icon, seals::seals},
    standing::{election_words, lang, today},
    words::{Lang, election as say, when},
};
use leptos::prelude::*;
use rulebook::{
    election::{
        BallotBox, Candidate, ElectionState, SecretBallot,
        arithmetic::Outcome,
        ballot::{Contest, Rule},
        boxes::BoxState,
        count::Line,
        term,
    },
    ids::PersonId,
    order::InOrder as _,
    time::Day,
};

/// Where it stands, in sentences.
pub(crate) fn standing(poll: &Poll) -> AnyView {
    let w = election_words();
    let lang = lang();
    let e = &poll.election;
    let tone = match e.state {
        ElectionState::Void => "card card-orange",
        ElectionState::Published | ElectionState::HandedOver => "card card-green",
        _ => "card card-orange",
    };
    let tag = match e.state {
        ElectionState::Void => "tag tag-red",
        state if e.is_under_way() && state != ElectionState::Complete => "tag tag-orange",
        _ => "tag tag-green",
    };
    let moved = e.moved.clone().map(|why| view! { <p class="quiet">{say::moved(lang, &why)}</p> });
    view! {
        <section class=tone data-testid="election-standing" data-state=format!("{:?}", e.state)>
            <p class="line"><span class=tag>{say::state_of(lang, e)}</span><span class="line-end quiet">{say::mode(lang, e.mode)}</span></p>
            <p class="big">{say::asks(lang, poll)}</p>
            <p data-testid="next">{say::next(lang, poll, today())}</p>
            <p class="quiet">{say::polling(lang, e)}</p>{moved}
            <p class="quiet">{w.paper_only}</p>
        </section>
    }
    .into_any()
}

/// 选举的日子: what happened on which day and what comes when.
pub(crate) fn days(poll: &Poll) -> AnyView {
    let w = election_words();
    let lang = lang();
    let row = |(name, day, over): (&'static str, Option<Day>, bool)| {
        let text = day.map(|day| when::day(lang, day));
        let mark = if over { "check" } else { "clock" };
        let said = if over { w.step_done } else { w.step_ahead };
        view! { <li class="row"><span class="grow">{name}</span><span>{text}</span><span class=if over { "tag tag-green" } else { "tag" }>{icon(mark)}{said}</span></li> }
    };
    // A recall has neither a list nor a handover.
    let own = |(name, ..): &(&'static str, Option<Day>, bool)| {
        poll.election.recall.is_none() || ![w.step_list, w.step_hand_over].contains(name)
    };
    let rows = calendar(poll).into_iter().filter(own).map(row).collect_view();
    view! { <section class="card" data-testid="calendar"><h2>{w.calendar}</h2><ul class="rows">{rows}</ul></section> }
        .into_any()
}

/// Each step with its day, the last one where it is still ahead.
fn calendar(poll: &Poll) -> [(&'static str, Option<Day>, bool); 6] {
    let w = election_words();
    let e = &poll.election;
    let back = |days: u32| Some(e.vote_on.plus(-i32::try_from(days).unwrap_or(0)));
    let counted = poll.ballots.first().and_then(|ballot| ballot.closed);
    [
        (w.step_announced, Some(e.announced), true),
        (w.step_roll, e.roll_published.or(back(poll.keys.election_roll.published)), e.roll_published.is_some()),
        (w.step_list, back(poll.keys.election_nominate.list_days).filter(|_| e.ballots == 0), e.ballots > 0),
        (w.polling_day, poll.ballots.first().map_or(Some(e.vote_on), |ballot| Some(ballot.on)), counted.is_some()),
        (w.step_result, e.published, e.published.is_some()),
        (w.step_hand_over, e.term_from.or_else(|| term::hand_over_by(e, &poll.keys)), e.term_from.is_some()),
    ]
}

/// 选举委员会: who, confirmed by whom.
pub(crate) fn board(poll: &Poll) -> AnyView {
    let w = election_words();
    let lang = lang();
    let e = &poll.election;
    let between = lang.pick("、", ", ");
    let on: Vec<&PersonId> = e.on_board().collect();
    let (title, people) = if on.is_empty() { (w.board_proposed, e.board.iter().collect()) } else { (w.board, on) };
    let confirmed = match &e.confirmed {
        Some(confirmed) => say::confirmed(lang, confirmed),
        None => w.board_unconfirmed.into(),
    };
    let left = (!e.left.is_empty()).then(|| view! { <p class="quiet">{w.board_left}{poll.list(&e.left, between)}</p> });
    view! {
        <section class="card" data-testid="election-board"><h2>{title}</h2><p><strong>{poll.list(people, between)}</strong></p>
            <p class="quiet">{confirmed}</p>{left}</section>
    }
    .into_any()
}

/// 选民名单: the numbers; names hang out on paper.
pub(crate) fn roll(poll: &Poll) -> impl IntoView + use<> {
    let lang = lang();
    let e = &poll.election;
    let open = (e.objections_open > 0).then(|| view! { <p class="quiet">{say::objections_open(lang, e.objections_open, poll.keys.election_roll.answer)}</p> });
    view! { <p>{say::roll(lang, e)}</p>{open} }
}

/// Who stands, post by post; `extra` is what the reader may do about each.
pub(crate) fn candidates(poll: &Poll, extra: &dyn Fn(&Candidate) -> Option<AnyView>) -> AnyView {
    let w = election_words();
    let lang = lang();
    let need = poll.keys.election_nominate.voters;
    let listed = poll.candidates.iter().any(Candidate::is_listed);
    let one = |c: &Candidate| {
        let enough = c.stands(need);
        let by_party = c.by_party.then(|| view! { <span class="tag">{w.by_party}</span> });
        let place = c.place.map(|no| view! { <span class="quiet">{no}". "</span> });
        let seals = (!listed && !c.by_party).then(|| seals(c.support, need, 0));
        let mark = (!listed && enough).then(|| view! { <span class="tag tag-green">{icon("check")}{w.enough}</span> });
        view! {
            <li class="stack-s entry" data-testid="candidate" data-support=c.support>
                <p class="line">{place}<strong>{c.name.clone()}</strong>{by_party}<span class="line-end quiet">{say::standing_as(lang, &c.standing)}</span></p>
                {seals}{mark}{extra(c)}
            </li>
        }
        .into_any()
    };
    let group = |post| {
        let rows: Vec<_> = poll.standing().filter(|c| c.post == post && (!listed || c.is_listed())).map(one).collect();
        let none = rows.is_empty().then(|| view! { <p class="quiet">{w.candidates_none}</p> });
        view! { <h3>{say::post_seats(lang, post, poll.election.seats.of(post))}</h3>{none}<ul class="rows">{rows}</ul> }
            .into_any()
    };
    let groups = poll.elected_posts().map(group).collect_view();
    let title = if listed { w.candidates } else { w.nominated };
    let warned = warnings(lang, poll.election.list_warnings().into_iter().filter(|_| listed));
    view! { <section class="card" data-testid="candidates"><h2>{title}</h2>{groups}{warned}</section> }.into_any()
}

fn warnings(lang: Lang, all: impl Iterator<Item = rulebook::election::Warning>) -> Option<AnyView> {
    let texts: Vec<String> = all.map(|warning| say::warning(lang, warning)).collect();
    (!texts.is_empty()).then(|| view! { <p class="line"><span class="tag tag-amber">{icon("info")}{texts.join(lang.pick("；", "; "))}</span></p> }.into_any())
}

/// 投票: every ballot with its papers, boxes and its sum.
pub(crate) fn ballots(poll: &Poll) -> AnyView {
    poll.ballots.iter().map(|ballot| ballot_card(poll, ballot)).collect_view().into_any()
}

fn ballot_card(poll: &Poll, ballot: &SecretBallot) -> AnyView {
    let w = election_words();
    let lang = lang();
    let between = lang.pick("、", ", ");
    let tellers = (!ballot.tellers.is_empty())
        .then(|| view! { <p class="quiet">{w.tellers}{poll.list(&ballot.tellers, between)}</p> });
    let lists = ballot.lists.map(|at| view! { <p class="quiet">{say::lists_out(lang, ballot, at)}</p> });
    let boxes = poll.boxes_of(ballot).map(|at| custody(poll, at)).collect_view();
    let count = ballot.found.map(|found| counted(poll, ballot, found));
    view! {
        <section class="card" data-testid="ballot" data-no=ballot.no><h2>{say::ballot_title(lang, ballot)}</h2>
            <p data-testid="papers">{say::papers(lang, ballot)}</p>{tellers}{lists}
            <ul class="rows">{boxes}</ul>{count}</section>
    }
    .into_any()
}

/// The custody record of a box: where, whose seal, who watched it, out and back, papers.
pub(crate) fn custody(poll: &Poll, at: &BallotBox) -> AnyView {
    let w = election_words();
    let lang = lang();
    let (tone, name) = match at.state {
        BoxState::Excluded => ("tag tag-red", "alert"),
        BoxState::Out => ("tag tag-orange", "round"),
        BoxState::Sealed => ("tag", "lock"),
        BoxState::Back | BoxState::Opened => ("tag tag-green", "check"),
    };
    let why = at.why.map(|why| view! { <p class="quiet">{say::excluded(lang, why)}</p> });
    view! {
        <li class="stack-s entry" data-testid="box" data-state=format!("{:?}", at.state)>
            <p class="line"><strong>{say::box_name(lang, at)}</strong><span class=format!("{tone} line-end")>{icon(name)}{say::box_state(lang, at.state)}</span></p>
            <p class="quiet">{say::custody(lang, at)}</p>
            <p class="quiet">{w.tellers}{poll.list(&at.tellers, lang.pick("、", ", "))}</p>{why}
        </li>
    }
    .into_any()
}

/// The sum, written out: papers, turnout, and each candidate against the threshold.
fn counted(poll: &Poll, ballot: &SecretBallot, found: u32) -> AnyView {
    let w = election_words();
    let lang = lang();
    let e = &poll.election;
    let tone = if ballot.invalid.is_some() { "sum sum-bad" } else { "sum" };
    let turnout = (found <= ballot.issued)
        .then(|| view! { <p class=tone data-testid="turnout">{say::turnout_of(lang, e, found)}</p> });
    let contests =
        ballot.invalid.is_none().then(|| ballot.contests.iter().map(|c| contest(poll, ballot, c)).collect_view());
    view! {
        <h3>{w.count}</h3>
        <p class=tone data-testid="sum">{say::papers_sum(lang, ballot.issued, found, ballot.void)}</p>
        {turnout}{contests}
    }
    .into_any()
}

fn contest(poll: &Poll, ballot: &SecretBallot, contest: &Contest) -> AnyView {
    let lang = lang();
    let found = ballot.found.unwrap_or(0);
    let valid = found.saturating_sub(ballot.void);
    let outcome = poll.outcome(ballot, contest);
    let mut lines: Vec<&Line> = ballot.lines.iter().filter(|line| line.post == contest.post).collect();
    lines.in_order_by(|a, b| b.yes.cmp(&a.yes).then_with(|| a.person.cmp(&b.person)));
    let row = |line: &&Line| {
        let (tone, mark, verdict) = match contest.rule {
            Rule::Recall => ("tag", "info", say::agree(lang, line.yes, found)),
            _ => verdict(lang, &outcome, &line.person),
        };
        view! {
            <li class="stack-s entry" data-testid="line" data-won=(mark == "check").to_string()><p class="line"><strong>{poll.name(&line.person)}</strong><span class=format!("{tone} line-end")>{icon(mark)}{verdict}</span></p>
                <p class="quiet">{say::votes(lang, line, valid)}</p><p class="sum">{say::threshold(lang, contest.rule, line.yes, found)}</p></li>
        }
        .into_any()
    };
    let rows = lines.iter().map(row).collect_view();
    let open = say::left_open(lang, &outcome)
        .filter(|_| contest.rule != Rule::Recall)
        .map(|text| view! { <p class="line"><span class="tag tag-amber">{icon("info")}{text}</span></p> });
    view! { <h3>{say::contest(lang, contest)}</h3><p class="quiet">{say::rule(lang, contest.rule)}</p><ul class="rows">{rows}</ul>{open} }
        .into_any()
}

fn verdict(lang: Lang, outcome: &Outcome, person: &PersonId) -> (&'static str, &'static str, &'static str) {
    let w = lang.election();
    if outcome.won.iter().any(|(won, _)| won == person) {
        ("tag tag-green", "check", w.won)
    } else if outcome.tied.contains(person) {
        ("tag tag-amber", "people", w.tied)
    } else {
        ("tag", "close", w.not_won)
    }
}

/// 结果: who is elected, until when it hangs, with whom it is filed, the posts and their end.
pub(crate) fn result(poll: &Poll) -> Option<AnyView> {
    let w = election_words();
    let lang = lang();
    let e = &poll.election;
    if e.recall.is_some() {
        return recalled(poll);
    }
    if e.elected.is_empty() && e.vacant.is_none() {
        return None;
    }
    let seat = |seat: &rulebook::election::Elected| {
        view! { <li class="row"><span class="grow"><strong>{poll.name(&seat.person)}</strong><small class="quiet">" · "{say::post(lang, seat.post)}</small></span><span class="quiet">{say::won_with(lang, seat)}</span></li> }
    };
    let seats = e.elected.iter().map(seat).collect_view();
    let vacant = e.vacant.clone().map(|why| view! { <p class="quiet">{say::vacant(lang, &why)}</p> });
    let facts = say::after(lang, poll, today()).into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    let warned = warnings(lang, e.composition.warnings().into_iter());
    Some(
        view! {
            <section class="card card-green" data-testid="election-result"><h2>{w.result}</h2><ul class="rows">{seats}</ul>{vacant}{facts}{warned}</section>
        }
        .into_any(),
    )
}

/// The result of a vote on a recall, in a sentence.
fn recalled(poll: &Poll) -> Option<AnyView> {
    let w = election_words();
    let lang = lang();
    poll.election.recall.as_ref()?.settled?;
    let facts = say::after(lang, poll, today()).into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    let result = say::result_of(lang, poll);
    Some(view! { <section class="card card-green" data-testid="election-result"><h2>{w.result}</h2><p class="big">{result}</p>{facts}</section> }.into_any())
}
