//! Rulebook: what only time does. The server asks once a minute what is due and signs it as the
//! desk; the law decides it like any other act.

use crate::{
    act::Due,
    community::Community,
    decision::display,
    election::recall,
    meeting::motion::is_stale,
    time::Moment,
    topic::{Topic, TopicState, submit::has_enough, withdraw},
};
use alloc::vec::Vec;

/// The system acts that are due, in the order of their topics, then of the demands for a recall; what is settled costs
/// nothing.
pub fn due(community: &Community, moment: Moment) -> Vec<Due> {
    let topics = community.waiting().filter_map(|topic| due_for(community, topic, moment));
    let recalls = recall::lapsing(community, moment.now.day()).map(|recall| Due::LapseRecall { recall });
    topics.chain(recalls).collect()
}

fn due_for(community: &Community, topic: &Topic, moment: Moment) -> Option<Due> {
    let today = moment.now.day();
    let id = || topic.id.clone();
    if withdraw::is_due(topic, moment) {
        return Some(Due::Withdraw { topic: id() });
    }
    match topic.state {
        TopicState::Collecting => {
            let ends = topic.window_ends?;
            let keys = community.keys_for(topic);
            if ends >= today {
                None
            } else if has_enough(community, topic, today) {
                Some(Due::Submit { topic: id() })
            } else {
                // Late arrivals may still make it ten: it lapses only when the grace is over too.
                (ends.ends().plus_hours(keys.grace_hours) <= moment.now).then(|| Due::Lapse { topic: id() })
            }
        }
        TopicState::Submitted => {
            let keys = community.keys_for(topic);
            let handed_in = topic.submitted?.day();
            let remind = keys.working_days_after(handed_in, keys.review_remind_wd);
            if !topic.escalated && topic.review_due.is_some_and(|due| due < today) {
                Some(Due::Escalate { topic: id() })
            } else if !topic.reminded && !topic.escalated && remind <= today {
                Some(Due::Remind { topic: id() })
            } else {
                None
            }
        }
        _ if is_stale(community, topic, today) => Some(Due::Stale { topic: id() }),
        _ => display::due(community, topic, today),
    }
}
