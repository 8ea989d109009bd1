//! Rulebook: the only place where redaction happens. Every record is taken apart field by field
//! without `..`, so a new field without a rule does not compile.

mod decisions;
mod elections;
mod hearings;
mod meetings;

use crate::{
    community::Community,
    cosign::{Callback, CallbackAnswer, Cosignature},
    council::Consent,
    hearing::Hearing,
    ids::{DESK, HouseholdId},
    people::{Home, Person},
    record::{Body, Record},
    review::Appeal,
    service::{ServiceItem, ServiceLine},
    topic::{Topic, TopicState},
    viewer::Viewer,
};
use alloc::string::String;

/// What a viewer gets of a record.
#[allow(clippy::large_enum_variant, reason = "made and taken apart at once")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// This much of it.
    Seen(Record),
    /// It was theirs to see earlier and is no longer: the phone lets go of it.
    Leave,
    /// Never theirs.
    Hidden,
}

/// What a viewer may see of a record.
pub fn seen_by(record: &Record, viewer: &Viewer, community: &Community) -> Sight {
    if viewer.sees_all() {
        return Sight::Seen(record.clone());
    }
    let seen = |body: Body| Sight::Seen(Record { rev: record.rev, body });
    let whole = |yes: bool| {
        if yes { Sight::Seen(record.clone()) } else { Sight::Hidden }
    };
    match &record.body {
        // Territory, offices on the sign board, charter and review opinions are public.
        Body::District(_)
        | Body::Subdistrict(_)
        | Body::Quarter(_)
        | Body::Grid(_)
        | Body::Courtyard(_)
        | Body::Building(_)
        | Body::Unit(_)
        | Body::Charter(_)
        | Body::Review(_)
        | Body::Office(_) => whole(true),
        Body::Household(home) => whole(
            viewer.serves(&home.grid)
                || viewer.leads.contains(&home.building)
                || viewer.household.as_ref() == Some(&home.id)
                || viewer.polls_in.contains(&home.grid),
        ),
        Body::Person(person) => match person_for(person, viewer, community) {
            Some(person) => seen(person.into()),
            // A reviewer had to call them back earlier.
            None if person.home.as_ref().is_some_and(|h| viewer.reviews_any(core::slice::from_ref(&h.grid))) => {
                Sight::Leave
            }
            None => Sight::Hidden,
        },
        Body::Topic(topic) => topic_for(topic, viewer).map_or_else(|| gone(topic), |topic| seen(topic.into())),
        Body::Cosign(signature) => at_rev(cosign_for(signature, viewer, community), record.rev),
        Body::Handwriting(hand) => {
            let own = community.cosignature(&hand.id).is_some_and(|s| viewer.is(&s.person));
            whole(own)
        }
        // The desk alone needs these: a phone learns of them through the signature.
        Body::Revocation(_) => Sight::Hidden,
        Body::Callback(callback) => at_rev(callback_for(callback, viewer, community), record.rev),
        Body::Device(device) => {
            let issuer = device.offer.as_ref().and_then(|id| community.offer(id)).is_some_and(|o| viewer.is(&o.by));
            whole(device.person.as_str() == DESK || viewer.is(&device.person) || issuer || viewer.admin)
        }
        Body::Offer(offer) => whole(viewer.is(&offer.by)),
        Body::Round(round) => whole(viewer.is(&round.worker)),
        Body::Visit(visit) => {
            whole(viewer.is(&visit.worker) || viewer.household.as_ref() == Some(&visit.details.household))
        }
        Body::Door(door) => whole(viewer.serves(&door.grid) || viewer.household.as_ref() == Some(&door.id)),
        Body::Lead(lead) => {
            if viewer.serves(&lead.grid) || viewer.reviews_any(core::slice::from_ref(&lead.grid)) || viewer.is(&lead.by)
            {
                return whole(true);
            }
            if viewer.lives_in.as_ref() != Some(&lead.grid) {
                return Sight::Hidden;
            }
            // Residents see the matter, never the door it was heard at.
            let mut lead = lead.clone();
            lead.details.household = None;
            seen(lead.into())
        }
        Body::Meeting(_)
        | Body::Attendance(_)
        | Body::Vote(_)
        | Body::Ballot(_)
        | Body::Minutes(_)
        | Body::Mediation(_)
        | Body::Requisition(_) => at_rev(meetings::seen(&record.body, viewer, community), record.rev),
        Body::ServiceItem(item) => seen(item_for(item, viewer, community).into()),
        Body::Decision(_)
        | Body::Action(_)
        | Body::Progress(_)
        | Body::Petition(_)
        | Body::Support(_)
        | Body::Rating(_) => at_rev(decisions::seen(&record.body, viewer), record.rev),
        Body::Demand(_)
        | Body::Opinion(_)
        | Body::PartyTalk(_)
        | Body::HearingReport(_)
        | Body::Draw(_)
        | Body::Seat(_) => at_rev(hearings::seen(&record.body, viewer, community), record.rev),
        Body::Election(_)
        | Body::Voter(_)
        | Body::RollObjection(_)
        | Body::Candidate(_)
        | Body::Backing(_)
        | Body::SecretBallot(_)
        | Body::Proxy(_)
        | Body::BallotBox(_)
        | Body::BoxCall(_)
        | Body::Handout(_)
        | Body::Tally(_)
        | Body::Recall(_) => at_rev(elections::seen(&record.body, viewer, community), record.rev),
    }
}

fn at_rev(sight: Sight, rev: u64) -> Sight {
    match sight {
        Sight::Seen(record) => Sight::Seen(Record { rev, ..record }),
        other => other,
    }
}

fn person_for(person: &Person, viewer: &Viewer, community: &Community) -> Option<Person> {
    let Person { id, name, phone, home, adult, party } = person;
    let own = viewer.is(id);
    let grid = home.as_ref().map(|Home { household: _, grid, basis: _, from: _, to: _ }| grid);
    let serves = grid.is_some_and(|grid| viewer.serves(grid));
    let leads =
        home.as_ref().and_then(|h| building_of(&h.household, community)).is_some_and(|b| viewer.leads.contains(b));
    let asked = asked_about(id, viewer, community);
    // Who runs an election writes the roll and gives out papers by name and door; no telephone number.
    let polls = grid.is_some_and(|grid| viewer.polls_in.contains(grid));
    if !(own || serves || leads || asked || polls) {
        return None;
    }
    Some(Person {
        id: id.clone(),
        name: name.clone(),
        phone: if own || asked { phone.clone() } else { None },
        home: home.clone(),
        adult: *adult,
        // 党员 is a sensitive flag: nobody's business at the door.
        party: own && *party,
    })
}

fn building_of<'a>(household: &HouseholdId, community: &'a Community) -> Option<&'a crate::ids::BuildingId> {
    community.household(household).map(|h| &h.building)
}

/// Whoever calls back must know whom; only while the call-back is open.
fn asked_about(person: &crate::ids::PersonId, viewer: &Viewer, community: &Community) -> bool {
    if viewer.reviews.is_empty() && !viewer.community_party {
        return false;
    }
    let mut about = community.callbacks_to(person).filter_map(|c| community.topic(&c.topic));
    about.any(|t| t.state == TopicState::Submitted && viewer.reviews_any(&t.grids))
}

fn topic_for(topic: &Topic, viewer: &Viewer) -> Option<Topic> {
    let Topic {
        id: _,
        grids,
        courtyard: _,
        title: _,
        body: _,
        hash: _,
        version: _,
        state,
        raised_by,
        capacity: _,
        created: _,
        window_ends: _,
        extended: _,
        signatures: _,
        in_grace: _,
        submitted: _,
        review_due: _,
        reminded: _,
        escalated: _,
        flags,
        incidents: _,
        review: _,
        first_officer,
        major: _,
        charter: _,
        referral: _,
        merged_into: _,
        appeal_until: _,
        appeal,
        withdrawing: _,
        history: _,
        shelved: _,
        shelved_on: _,
        meeting: _,
        priority: _,
        hearing_done: _,
        follows: _,
        new_facts: _,
        reconsidered: _,
        guidance: _,
        consents,
        put_up: _,
        adopted_text: _,
        hearing,
    } = topic;
    // The head of a committee agrees in office.
    for Consent { grid: _, by: _, at: _, basis: _ } in consents {}
    // Counts, and what organs said: no name of a resident.
    let Hearing { demands: _, cause: _, opinions: _, answered: _, report: _, after: _, party_talk: _, consult: _ } =
        hearing;
    let own = raised_by.as_ref().is_some_and(|by| viewer.is(by));
    let reviews = viewer.reviews_any(grids);
    if !state.is_public() && !own {
        return None;
    }
    let mut seen = topic.clone();
    seen.raised_by = raised_by.clone().filter(|_| own || reviews);
    seen.flags = if reviews { flags.clone() } else { alloc::vec::Vec::new() };
    seen.first_officer = first_officer.clone().filter(|_| reviews);
    seen.appeal = appeal.as_ref().map(|appeal| {
        let Appeal { by, at, reason, upheld, answer } = appeal;
        let by = by.clone().filter(|by| viewer.is(by) || reviews);
        Appeal { by, at: *at, reason: reason.clone(), upheld: *upheld, answer: answer.clone() }
    });
    Some(seen)
}

/// Number and state are public; what was written is for the proposers and for those in office, who is for these alone.
fn item_for(item: &ServiceItem, viewer: &Viewer, community: &Community) -> ServiceItem {
    let ServiceItem { id: _, no: _, topic, to: _, log } = item;
    let topic = community.topic(topic);
    let own = topic
        .zip(viewer.person.as_ref())
        .is_some_and(|(topic, me)| topic.is_raised_by(me) || community.signatures_of(&topic.id, me).next().is_some());
    let office = viewer.station
        || topic.is_some_and(|t| viewer.reviews_any(&t.grids) || t.grids.iter().any(|grid| viewer.serves(grid)));
    let line = |ServiceLine { at, state, by, text }: &ServiceLine| ServiceLine {
        at: *at,
        state: *state,
        by: by.clone().filter(|by| office || viewer.is(by)),
        text: if own || office { text.clone() } else { String::new() },
    };
    ServiceItem { log: log.iter().map(line).collect(), ..item.clone() }
}

/// A topic that went back to a draft (T08) was public before.
fn gone(topic: &Topic) -> Sight {
    if topic.history.len() > 1 { Sight::Leave } else { Sight::Hidden }
}

fn cosign_for(signature: &Cosignature, viewer: &Viewer, community: &Community) -> Sight {
    let own = viewer.is(&signature.person);
    let topic = community.topic(&signature.topic);
    let open = topic.is_some_and(|t| matches!(t.state, TopicState::Collecting | TopicState::Draft));
    let collected = signature.collector.as_ref().is_some_and(|by| viewer.is(by));
    let verifying = topic.is_some_and(|t| t.state == TopicState::Submitted && viewer.reviews_any(&t.grids));
    if own || (collected && open) || verifying {
        return Sight::Seen(Record { rev: 0, body: signature_for(signature, own, collected).into() });
    }
    let was = collected || topic.is_some_and(|t| viewer.reviews_any(&t.grids));
    if was { Sight::Leave } else { Sight::Hidden }
}

fn signature_for(signature: &Cosignature, own: bool, collected: bool) -> Cosignature {
    let Cosignature {
        id: _,
        topic: _,
        person: _,
        channel: _,
        collector: _,
        device: _,
        hash: _,
        signed: _,
        clamped: _,
        received: _,
        in_grace: _,
        receipt,
        hand: _,
        read_aloud: _,
        witnesses: _,
        state: _,
        locked: _,
    } = signature;
    let mut seen = signature.clone();
    // The receipt's hash is of use only to those who may hold the slip.
    seen.receipt = if own || collected { receipt.clone() } else { crate::hash::Hash::default() };
    seen
}

fn callback_for(callback: &Callback, viewer: &Viewer, community: &Community) -> Sight {
    let Callback { id: _, topic, cosign: _, person: _, collector: _, answer, by: _ } = callback;
    let topic = community.topic(topic);
    if !topic.is_some_and(|t| viewer.reviews_any(&t.grids)) {
        return Sight::Hidden;
    }
    let open = topic.is_some_and(|t| t.state == TopicState::Submitted) || *answer == Some(CallbackAnswer::Denied);
    if open { Sight::Seen(Record { rev: 0, body: callback.clone().into() }) } else { Sight::Leave }
}
