//! Rulebook: what is seen of decisions. What was decided, who does what by when, what was reported and
//! the counts are public; which resident said so is seen by that resident alone.

use super::Sight;
use crate::{
    decision::{
        Action, Decision, Petition, Progress, Rating, Support,
        action::{Change, Owner, OwnerKind, Plan},
        duty::{Delivery, Duties, Legality, Posting, Ruling, Stamp},
        evaluate::{Evaluation, Opinion},
    },
    ids::PersonId,
    record::{Body, Record},
    viewer::Viewer,
};

pub(super) fn seen(body: &Body, viewer: &Viewer) -> Sight {
    let made = |body: Body| Sight::Seen(Record::made(body));
    let own = |yes: bool| if yes { made(body.clone()) } else { Sight::Hidden };
    match body {
        Body::Decision(decision) => made(decision_for(decision).into()),
        Body::Action(action) => made(action_for(action, viewer).into()),
        Body::Progress(progress) => {
            let Progress { id: _, action: _, report: _, text: _, by, at: _ } = progress;
            made(Progress { by: if_own(by.as_ref(), viewer), ..progress.clone() }.into())
        }
        Body::Petition(petition) => {
            let Petition { id: _, decision: _, by, facts: _, begun: _, supports: _ } = petition;
            made(Petition { by: if_own(by.as_ref(), viewer), ..petition.clone() }.into())
        }
        Body::Support(support) => {
            let Support { id: _, petition: _, person, at: _ } = support;
            own(viewer.is(person))
        }
        Body::Rating(rating) => {
            let Rating { id: _, decision: _, round: _, person, opinion, at: _ } = rating;
            let Opinion { stars: _, knew: _, content: _ } = opinion;
            own(viewer.is(person))
        }
        _ => Sight::Hidden,
    }
}

fn if_own(person: Option<&PersonId>, viewer: &Viewer) -> Option<PersonId> {
    person.filter(|person| viewer.is(person)).cloned()
}

/// All of it is public: what stands in it is said by organs and by those in office.
fn decision_for(decision: &Decision) -> Decision {
    let Decision {
        id: _,
        topic: _,
        meeting: _,
        vote: _,
        hash: _,
        adopted: _,
        base: _,
        yes: _,
        no: _,
        abstain: _,
        by: _,
        minutes: _,
        urgent: _,
        duties,
        objections,
        displayed: _,
        blocked: _,
        reported: _,
        evaluation,
        ended: _,
        paper: _,
        why: _,
        awaits_hearing: _,
        heard: _,
    } = decision;
    let in_office = |stamp: &Stamp| {
        let Stamp { at: _, by: _ } = stamp;
    };
    let Duties { online, postings, notified, filed_party, filed_rc, reminded: _ } = duties;
    online.iter().for_each(in_office);
    for Posting { place: _, stamp } in postings {
        in_office(stamp);
    }
    for Delivery { sent, receipt } in [notified, filed_party, filed_rc].into_iter().flatten() {
        in_office(sent);
        receipt.iter().for_each(in_office);
    }
    for Legality { duty: _, raised, reason: _, ruling } in objections {
        in_office(raised);
        if let Some(Ruling { recorded, upheld: _, paper: _, reason: _ }) = ruling {
            in_office(recorded);
        }
    }
    if let Some(Evaluation { round: _, until: _, count: _, stars: _, knew: _, content: _ }) = evaluation {}
    decision.clone()
}

/// An ordinary resident who answers for an action is not named to others.
fn action_for(action: &Action, viewer: &Viewer) -> Action {
    let Action { id: _, decision: _, plan, state: _, since: _, set_by, reason: _, redoes: _, changes } = action;
    let all = viewer.is(set_by);
    let plan_for = |plan: &Plan| {
        let Plan { what: _, owner, due: _, bucket: _ } = plan;
        let Owner { kind, name: _, person } = owner;
        let resident = matches!(kind, OwnerKind::ActiveResident | OwnerKind::Residents);
        let mut seen = plan.clone();
        seen.owner.person = person.clone().filter(|person| !resident || all || viewer.is(person));
        seen
    };
    let mut seen = action.clone();
    seen.plan = plan_for(plan);
    for (Change { at: _, reason: _, before }, seen) in changes.iter().zip(&mut seen.changes) {
        seen.before = plan_for(before);
    }
    seen
}
