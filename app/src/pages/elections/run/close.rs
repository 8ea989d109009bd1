//! Pages: after the count — read out, publish here and on paper, file with both, hand over.

use super::{Desk, Forms, line, list, main};
use crate::{
    pages::elections::{Booth, known::Poll, story},
    parts::icon,
    standing::{election_words, lang},
    words::{election as say, when},
};
use leptos::prelude::*;
use rulebook::election::{ElectionState, ElectionStep, FiledWith};

/// Valid, Complete, Published.
pub(super) fn close(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let next = match poll.election.state {
        ElectionState::Valid => list::read_out(desk, poll.election.recall.is_some()),
        ElectionState::Complete => publishing(desk),
        _ if poll.election.recall.is_some() => filing(poll, desk),
        _ => view! { {filing(poll, desk)}{main(desk, "hand-over", "hand-over", w.hand_over, ElectionStep::HandOver)} }
            .into_any(),
    };
    view! { {story::ballots(poll)}{story::result(poll)}{next} }.into_any()
}

/// Here and on paper: the paper hangs fifteen days at least.
fn publishing(desk: Desk) -> AnyView {
    let w = election_words();
    let paper = desk.forms.line;
    let publish = move |booth: Booth| booth.take(ElectionStep::Publish { paper: paper.get_untracked() });
    view! {
        <section class="card stack"><h2>{w.publish_result}</h2><p class="quiet">{w.publish_hint}</p>{line("result-paper", w.paper_where, paper)}</section>
        <div class="act">{desk.booth.press("button-main button-wide", "publish-result", "horn", w.publish_result, publish)}</div>
    }
    .into_any()
}

fn filing(poll: &Poll, desk: Desk) -> AnyView {
    let w = election_words();
    let lang = lang();
    let Forms { line: party, seal: residents, .. } = desk.forms;
    let row = |with: FiledWith, id: &'static str, file: RwSignal<String>| {
        let done = poll.election.filed.iter().find(|filed| filed.with == with);
        let state = match done {
            Some(filed) => view! { <p class="line"><span class="tag tag-green">{icon("check")}{when::day(lang, filed.on)}</span><span>{filed.file.clone()}</span></p> }.into_any(),
            None => {
                let note = move |booth: Booth| booth.take(ElectionStep::File { with, file: file.get_untracked() });
                view! { {line(id, w.file_reference, file)}{desk.booth.press("", id, "sending", w.file_note, note)} }.into_any()
            }
        };
        view! { <li class="stack-s entry" data-done=done.is_some().to_string()><strong>{say::filed_with(lang, with)}</strong>{state}</li> }.into_any()
    };
    view! { <section class="card" data-testid="filing"><h2>{w.file}</h2><ul class="rows">{row(FiledWith::PartyCommittee, "file-party", party)}{row(FiledWith::ResidentsCommittee, "file-rc", residents)}</ul></section> }.into_any()
}
