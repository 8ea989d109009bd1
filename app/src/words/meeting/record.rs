//! Words: the minutes that write themselves — what the record already knows, as text that the
//! recorder goes on with. Always Chinese: minutes are a document of the grid, not of a reader.

use super::{arithmetic, counts, first_count, item, kind, moved};
use crate::words::{Lang, when};
use rulebook::{
    charter::Keys,
    ids::TopicId,
    meeting::{Meeting, vote::Vote},
};
use std::fmt::Write;

/// The known part of the minutes: kind, place, times, who led, numbers, each item with its motions.
pub fn record(
    meeting: &Meeting,
    votes: &[Vote],
    keys: &Keys,
    title: &dyn Fn(&TopicId) -> String,
    name: &dyn Fn(&rulebook::ids::PersonId) -> String,
) -> String {
    let zh = Lang::Zh;
    let mut text = String::new();
    let began = meeting.began.unwrap_or(meeting.starts);
    let ended = meeting.ended.map(when::time_of_day).unwrap_or_default();
    let led = |who: &Option<rulebook::ids::PersonId>| who.as_ref().map(name).unwrap_or_default();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}，{}", kind(zh, meeting.kind), meeting.place);
    let _ = writeln!(
        text,
        "{}至{ended}。主持：{}；记录：{}。",
        when::full(zh, began),
        led(&meeting.chair),
        led(&meeting.recorder)
    );
    if let Some(facts) = meeting.quorum {
        let _ =
            writeln!(text, "应到委员 {} 人，到会委员 {} 人，实到 {} 人。", facts.members, facts.here, facts.persons);
    }
    for (no, entry) in (1..).zip(&meeting.agenda) {
        let _ = writeln!(text, "{no}. {}：{}。", title(&entry.topic), item(zh, entry.state));
        if entry.pro + entry.con > 0 {
            let _ = writeln!(text, "{}。", super::heard(zh, entry.pro, entry.con));
        }
        if entry.amended.is_some() {
            let _ = writeln!(text, "{}", zh.meeting().amended);
        }
        for vote in votes.iter().filter(|v| v.topic == entry.topic && v.ruled_out) {
            let _ = writeln!(text, "动议“{}”：{}{}", moved(zh, vote.motion), zh.meeting().ruled_out, vote.wording);
        }
        for vote in votes.iter().filter(|v| v.topic == entry.topic && v.closed.is_some()) {
            let doors = vote.counts_doors(keys);
            let _ = writeln!(
                text,
                "动议“{}”：{}；{}。",
                moved(zh, vote.motion),
                counts(zh, [vote.yes, vote.no, vote.abstain], doors),
                arithmetic(zh, vote, keys)
            );
            if !vote.wording.is_empty() {
                let _ = writeln!(text, "{}：{}", zh.meeting().wording, vote.wording);
            }
            if doors {
                let _ = writeln!(text, "一户一票。");
            }
            if vote.hands {
                let _ = writeln!(text, "举手计数，由记录人点数。");
            }
            if let Some(first) = first_count(zh, vote, doors) {
                let _ = writeln!(text, "{first}；经到会人员要求复核一次，以复核为准。");
            }
            if vote.conflicts > 0 {
                let _ = writeln!(text, "手机与记录不一致 {} 人，以记录人为准。", vote.conflicts);
            }
        }
    }
    text
}
