//! Rulebook: what is seen of elections. Announcement, boxes, counts and results are public; the roll, the
//! lists of proxies and of the mobile box and the ticks of papers handed out are seen by that person
//! alone and, while the election is under way, by those who run it. By law the roll and those lists hang
//! out on paper; telephones do not carry them about (个人信息保护法 art. 6: 最小范围). When an election ends or
//! somebody leaves its board, their scope changes and the phone lets go of all of it.

use super::Sight;
use crate::{
    community::Community,
    election::{
        Backing, BallotBox, BoxCall, Candidate, Confirmed, Elected, Election, Filed, Handout, Named, Proxy, Recall,
        RollObjection, SecretBallot, Tally, Voter,
        ballot::Contest,
        boxes::Stop,
        count::Line,
        recall::{Question, Settled},
        roll::Answer,
    },
    ids::{ElectionId, GridId, PersonId},
    record::{Body, Record},
    viewer::Viewer,
};

pub(super) fn seen(body: &Body, viewer: &Viewer, community: &Community) -> Sight {
    let whole = |yes: bool| if yes { Sight::Seen(Record::made(body.clone())) } else { Sight::Hidden };
    let of_or_runs = |person: &PersonId, election: &ElectionId| whole(viewer.is(person) || viewer.runs(election));
    match body {
        Body::Election(election) => {
            of_election(election);
            whole(true)
        }
        Body::Voter(Voter { id: _, election, person, eligible: _, rep: _ }) => of_or_runs(person, election),
        Body::RollObjection(RollObjection { id: _, election, by, on: _, text: _, due: _, answer }) => {
            if let Some(Answer { upheld: _, on: _, text: _ }) = answer {}
            of_or_runs(by, election)
        }
        Body::Candidate(candidate) => match candidate_for(candidate, viewer, community) {
            Some(candidate) => Sight::Seen(Record::made(candidate)),
            // Who agreed and stepped back was known to the grid.
            None if candidate.agreed.is_some() => Sight::Leave,
            None => Sight::Hidden,
        },
        Body::Backing(Backing { id: _, cause: _, election, person, at: _ }) => of_or_runs(person, election),
        Body::SecretBallot(ballot) => {
            of_ballot(ballot);
            whole(true)
        }
        Body::Proxy(Proxy { id: _, ballot: _, election, from, to, at: _ }) => {
            whole(viewer.is(from) || viewer.is(to) || viewer.runs(election))
        }
        Body::BallotBox(of_box) => {
            let BallotBox {
                id: _,
                ballot: _,
                election: _,
                mobile: _,
                place: _,
                seal: _,
                tellers: _,
                issued: _,
                returned: _,
                out: _,
                back: _,
                state: _,
                why: _,
            } = of_box;
            whole(true)
        }
        Body::BoxCall(BoxCall { id: _, ballot: _, election, person, stop }) => {
            if let Some(Stop { at_box: _, from: _, until: _, outcome: _ }) = stop {}
            of_or_runs(person, election)
        }
        Body::Handout(Handout { id: _, ballot: _, election, person, through, at_box: _ }) => {
            let took = through.as_ref().is_some_and(|through| viewer.is(through));
            whole(took || viewer.is(person) || viewer.runs(election))
        }
        // Each of two tellers counts for themselves: neither sees the other's count before it is declared.
        Body::Tally(Tally { id: _, ballot, election: _, teller, found: _, void: _, lines: _, attempt: _ }) => {
            let declared = community.secret_ballot(ballot).is_some_and(|ballot| ballot.found.is_some());
            whole(declared || viewer.is(teller))
        }
        Body::Recall(recall) => {
            recall_for(recall, viewer).map_or(Sight::Hidden, |recall| Sight::Seen(Record::made(recall)))
        }
        _ => Sight::Hidden,
    }
}

/// Whoever announces, runs or wins an election does so in the open: all of it is public.
fn of_election(election: &Election) {
    let Election {
        id: _,
        grid: _,
        state: _,
        seats: _,
        mode: _,
        fills: _,
        announced: _,
        vote_on: _,
        closes: _,
        moved: _,
        board: _,
        board_size: _,
        left: _,
        confirmed,
        voters: _,
        reps: _,
        roll_published: _,
        objections_open: _,
        extended: _,
        list: _,
        no_choice: _,
        ballots: _,
        run_off_by: _,
        open,
        elected,
        vacant: _,
        composition: _,
        published: _,
        paper: _,
        filed,
        term_from: _,
        term_until: _,
        charter: _,
        named,
        recall,
    } = election;
    for Named { person: _, name: _ } in named {}
    if let Some(Confirmed { on: _, file: _, names: _ }) = confirmed {}
    for Contest { post: _, seats: _, people: _, rule: _ } in open {}
    for Elected { person: _, post: _, votes: _, ballot: _ } in elected {}
    for Filed { with: _, on: _, file: _ } in filed {}
    if let Some(Question { demand: _, of: _, member: _, post: _, settled: _ }) = recall {}
    if let Some(Settled { how: _, on: _ }) = recall.as_ref().and_then(|question| question.settled) {}
}

fn of_ballot(ballot: &SecretBallot) {
    let SecretBallot {
        id: _,
        election: _,
        no: _,
        on: _,
        closes: _,
        contests: _,
        tellers: _,
        proxies: _,
        calls: _,
        lists: _,
        opened: _,
        issued: _,
        closed: _,
        mixed: _,
        signed: _,
        found: _,
        void: _,
        lines,
        invalid: _,
    } = ballot;
    for Line { post: _, person: _, yes: _, no: _ } in lines {}
}

/// Named to nobody before they agreed; to the grid while support is sought; to all on the list.
fn candidate_for(candidate: &Candidate, viewer: &Viewer, community: &Community) -> Option<Candidate> {
    let Candidate {
        id: _,
        election,
        person,
        name: _,
        post: _,
        standing: _,
        by_party: _,
        by,
        support: _,
        agreed,
        withdrawn,
        place,
    } = candidate;
    let runs = viewer.runs(election);
    let own = viewer.is(person) || by.as_ref().is_some_and(|by| viewer.is(by));
    let grid = community.election(election).map(|election| &election.grid);
    let near = lives_or_reviews(grid, viewer) && agreed.is_some() && !withdrawn;
    if !(runs || own || near || (place.is_some() && !withdrawn)) {
        return None;
    }
    let mut seen = candidate.clone();
    seen.by = by.clone().filter(|by| runs || viewer.is(by));
    Some(seen)
}

fn lives_or_reviews(grid: Option<&GridId>, viewer: &Viewer) -> bool {
    grid.is_some_and(|grid| viewer.lives_in.as_ref() == Some(grid) || viewer.reviews_any(core::slice::from_ref(grid)))
}

/// A demand is for those who may stand behind it, for the member, and for the party organisation.
fn recall_for(recall: &Recall, viewer: &Viewer) -> Option<Recall> {
    let Recall {
        id: _,
        election: _,
        grid,
        member,
        by,
        reasons: _,
        support: _,
        demanded: _,
        answer: _,
        settled: _,
        opened: _,
    } = recall;
    if !viewer.is(member) && !lives_or_reviews(Some(grid), viewer) {
        return None;
    }
    let mut seen = recall.clone();
    seen.by = by.clone().filter(|by| viewer.is(by));
    Some(seen)
}
