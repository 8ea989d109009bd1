//! Rulebook: handing in for review — T03, T06, T11, and T07 when the window ends short of ten.

use super::{Capacity, RedFlag, Topic, TopicState, raise::change_valid};
use crate::{
    community::Community,
    cosign::{Channel, CosignState, Cosignature, VoidCause, verify},
    decide::{Case, Verdict},
    ids::*,
    order::InOrder as _,
    record::Record,
    refusal::Refusal,
    time::Day,
};
use alloc::{collections::BTreeMap, vec, vec::Vec};

/// T03 (committee, party organisation), T06 (co-signed), T11 (after a return).
pub(crate) fn by_initiator(case: &Case, id: &TopicId) -> Verdict {
    let topic = case.topic(id)?;
    case.require_initiator(topic)?;
    match (topic.state, topic.capacity) {
        (TopicState::Draft, Capacity::Residents) => {
            Err(Refusal::NotEnoughSignatures { have: 0, need: case.community.keys().cosign_min, moved: Vec::new() })
        }
        (TopicState::Draft, Capacity::CommitteeMember) => {
            case.require(&topic.grids, crate::people::Role::is_committee)?;
            hand_in(case, topic, 3, Vec::new())
        }
        (TopicState::Draft, Capacity::PartyOrg) => {
            case.require(&topic.grids, crate::people::Role::reviews)?;
            hand_in(case, topic, 3, Vec::new())
        }
        (TopicState::Collecting, _) => cosigned(case, topic, 6),
        (TopicState::Returned, Capacity::Residents) => cosigned(case, topic, 11),
        (TopicState::Returned, _) => hand_in(case, topic, 11, Vec::new()),
        _ => Err(Refusal::WrongState),
    }
}

/// T06 by the clock: the window is over and ten have signed.
pub(crate) fn by_clock(case: &Case, id: &TopicId) -> Verdict {
    let topic = case.topic(id)?;
    if topic.state != TopicState::Collecting || topic.window_ends.is_none_or(|ends| ends >= case.today()) {
        return Err(Refusal::WrongState);
    }
    cosigned(case, topic, 6)
}

/// T07: window and grace are over with fewer than ten valid signatures. The text may be cloned.
pub(crate) fn lapse(case: &Case, id: &TopicId) -> Verdict {
    let mut topic = case.topic(id)?.clone();
    let keys = case.community.keys_for(&topic);
    let over = topic.window_ends.is_some_and(|ends| ends.ends().plus_hours(keys.grace_hours) <= case.moment.now);
    if topic.state != TopicState::Collecting || !over || has_enough(case.community, &topic, case.today()) {
        return Err(Refusal::WrongState);
    }
    topic.in_grace = 0;
    topic.step(case.moment.now, 7, TopicState::Lapsed);
    Ok(vec![Record::made(topic)])
}

/// G-PROP(a): at least ten valid signatures, verified again at this very moment.
fn cosigned(case: &Case, topic: &Topic, t: u8) -> Verdict {
    let need = case.community.keys_for(topic).cosign_min;
    if !case.community.is_whole() {
        // A phone sees the count, not the signers; the server verifies each.
        return if topic.signatures >= need {
            hand_in(case, topic, t, Vec::new())
        } else {
            Err(Refusal::NotEnoughSignatures { have: topic.signatures, need, moved: Vec::new() })
        };
    }
    let (valid, moved) = enough(case.community, topic, case.today())?;
    let mut topic = topic.clone();
    topic.signatures = u32::try_from(valid.len()).unwrap_or(u32::MAX);
    topic.flags = red_flags(case, &valid);
    let mut more = Vec::new();
    for signature in moved {
        let mut signature = signature.clone();
        signature.state = CosignState::Void { why: VoidCause::MovedOut };
        more.push(Record::made(signature));
    }
    more.extend(valid.iter().map(|signature| {
        let mut signature = (*signature).clone();
        signature.locked = true;
        Record::made(signature)
    }));
    more.extend(verify::draw_sample(case, &topic, &valid));
    hand_in(case, &topic, t, more)
}

fn hand_in(case: &Case, topic: &Topic, t: u8, more: Vec<Record>) -> Verdict {
    let mut topic = topic.clone();
    topic.first_officer = None;
    topic.in_grace = 0;
    topic.withdrawing = None;
    before_the_reviewer(case, &mut topic, t);
    let mut all = vec![Record::made(topic)];
    all.extend(more);
    Ok(all)
}

/// Before a reviewer, for the first time or again (T14, T15): the clock of the review starts now.
pub(crate) fn before_the_reviewer(case: &Case, topic: &mut Topic, t: u8) {
    let keys = case.community.keys_for(topic);
    topic.submitted = Some(case.moment.now);
    topic.review_due = Some(keys.working_days_after(case.today(), keys.review_deadline_wd));
    topic.reminded = false;
    topic.step(case.moment.now, t, TopicState::Submitted);
}

/// Whether G-PROP(a) holds today; the clock hands in what the law will take, and lapses the rest.
pub(crate) fn has_enough(community: &Community, topic: &Topic, today: Day) -> bool {
    enough(community, topic, today).is_ok()
}

type Signatures<'a> = Vec<&'a Cosignature>;

/// The valid signatures that hold today, and those whose signers moved out or never came of age.
fn enough<'a>(
    community: &'a Community,
    topic: &Topic,
    today: Day,
) -> Result<(Signatures<'a>, Signatures<'a>), Refusal> {
    let (of_it, now) = (community.keys_for(topic), community.keys());
    let holds = |s: &&Cosignature| community.adult_resident(&now, &s.person, &topic.grids, today).is_ok();
    let signed = community.signatures(&topic.id).filter(|s| s.is_valid() && s.hash == topic.hash);
    let (valid, moved): (Signatures, Signatures) = signed.partition(holds);
    let counted = valid.iter().filter(|s| of_it.initiator_counts || !topic.is_raised_by(&s.person)).count();
    let (have, need) = (u32::try_from(counted).unwrap_or(u32::MAX), of_it.cosign_min);
    if have < need {
        let moved = moved.iter().map(|s| s.person.clone()).collect();
        return Err(Refusal::NotEnoughSignatures { have, need, moved });
    }
    from_each_grid(community, topic, today, &valid)?;
    Ok((valid, moved))
}

/// A matter of several grids: some of each must want it (`topic.cross_grid`).
fn from_each_grid(community: &Community, topic: &Topic, today: Day, valid: &[&Cosignature]) -> Result<(), Refusal> {
    if topic.grids.len() < 2 {
        return Ok(());
    }
    let keys = community.keys_for(topic);
    let need = keys.cross_grid.per_grid(keys.cosign_min);
    let lives = |s: &Cosignature, grid: &GridId| {
        let person = community.person(&s.person);
        person.and_then(|person| person.grid_on(today, &keys)) == Some(grid)
    };
    for grid in &topic.grids {
        let have = u32::try_from(valid.iter().filter(|s| lives(s, grid)).count()).unwrap_or(u32::MAX);
        if have < need {
            return Err(Refusal::GridShare { grid: grid.clone(), have, need });
        }
    }
    Ok(())
}

/// `domain.md` §2.5: warnings for the reviewer, never blocks.
fn red_flags(case: &Case, valid: &[&Cosignature]) -> Vec<RedFlag> {
    let keys = case.community.keys();
    let mut flags = Vec::new();
    let mut by_collector: BTreeMap<&PersonId, Vec<i64>> = BTreeMap::new();
    for signature in valid {
        if let (true, Some(collector)) = (signature.channel.is_assisted(), &signature.collector) {
            by_collector.entry(collector).or_default().push(signature.signed.0);
        }
    }
    let rush = usize::try_from(keys.flag_rush).unwrap_or(usize::MAX).max(1);
    for (collector, mut times) in by_collector {
        times.in_order();
        let span = i64::from(keys.flag_rush_minutes) * 60_000;
        let most = times
            .iter()
            .enumerate()
            .map(|(i, start)| times[i..].iter().take_while(|t| **t - start <= span).count())
            .max();
        if let Some(count) = most.filter(|count| *count >= rush) {
            flags.push(RedFlag::Rush { collector: collector.clone(), count: u32::try_from(count).unwrap_or(u32::MAX) });
        }
    }
    if let Some(first) = valid.first()
        && valid.iter().all(|s| s.channel == first.channel && s.device == first.device)
    {
        flags.push(RedFlag::OneDevice);
    }
    let oral = valid.iter().filter(|s| s.channel == Channel::WitnessedOral).count();
    let oral = u32::try_from(oral).unwrap_or(u32::MAX);
    if oral >= keys.flag_oral {
        flags.push(RedFlag::ManyOral { count: oral });
    }
    flags
}

/// Signatures become free to be withdrawn again when a review ends or collecting re-opens.
pub(crate) fn unlock(case: &Case, topic: &Topic) -> Vec<Record> {
    change_valid(case, topic, |signature| signature.locked = false)
}
