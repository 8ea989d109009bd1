//! Words: the refusals of a meeting, from its call to its last vote.

use crate::words::{Lang, when};
use rulebook::Refusal;

/// The refusals that have their words here, as a pattern.
macro_rules! of_meetings {
    () => {
        Refusal::ReviewAfterCall { .. }
            | Refusal::NotOnAgenda
            | Refusal::AgendaEmpty
            | Refusal::MembersMissing { .. }
            | Refusal::AmendmentFirst
            | Refusal::SameWording
            | Refusal::RecessTooLong { .. }
            | Refusal::NoticeTooShort { .. }
            | Refusal::TooEarly { .. }
            | Refusal::Inquorate { .. }
            | Refusal::ChairIsRecorder
            | Refusal::NotPresent
            | Refusal::PosterUnread
            | Refusal::AlreadyPresent
            | Refusal::ItemStillOpen
            | Refusal::TurnsUsed { .. }
            | Refusal::SessionOver { .. }
            | Refusal::DebateClosed
            | Refusal::DebateFirst { .. }
            | Refusal::ShelveLimit { .. }
            | Refusal::MustBeVoted
            | Refusal::HearingMissing
    };
}
pub(super) use of_meetings;

/// Only of these; the others have their words next door.
pub(super) fn zh(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    match refusal {
        ReviewAfterCall { called } => (
            format!("会议在 {} 已经召集，这个议题是之后才通过审查的。", when::full(Lang::Zh, *called)),
            "放到下一次会议；先审查，后召集。",
        ),
        NotOnAgenda => {
            ("这件事不在已公布的议程上，不能表决。".into(), "可以记为线索，由居民或委员提成议题，下次会议再议。")
        }
        AgendaEmpty => ("议程是空的。".into(), "放上一个待上会的议题，或者听取决定落实情况的报告。"),
        MembersMissing { have, need } => (
            format!("联名要求开会的委员还不够：已有 {have} 人，需要 {need} 人。"),
            "再请几位委员联名；够数以后，主任有期限召集。",
        ),
        AmendmentFirst => ("还有一个修正等着。".into(), "先表决修正，或者由主持人认定离题；然后表决议题。"),
        SameWording => ("修正后的文字和现在的一样。".into(), "改了再提；不用改就直接表决议题。"),
        RecessTooLong { max } => {
            (format!("休会要说定继续的时间，最多 {max} 分钟。"), "改短一些；今天开不完就散会，没议完的留到下次。")
        }
        NoticeTooShort { earliest } => (
            format!("通知太晚了：现在发通知，会议最早在 {} 开。", when::full(Lang::Zh, *earliest)),
            "改一个晚些的时间；实在紧急，写明理由按紧急会议通知。",
        ),
        TooEarly { from } => (format!("还没到时候：{} 起才可以。", when::full(Lang::Zh, *from)), "到时间再点一次。"),
        Inquorate { members, here, persons } => (
            format!("人数不够：委员应到 {members} 人，实到 {here} 人，全场 {persons} 人。"),
            "可以先谈，不能表决；等人到齐，或十天内再召集一次。",
        ),
        ChairIsRecorder => ("主持人不能同时记录。".into(), "请另一位在场的人主持，或者把记录交给别人。"),
        NotPresent => ("这个人没有签到，或者已经离场。".into(), "先签到；不在场的人不能发言、不能表决。"),
        PosterUnread => ("没有扫会场里的签到码，或者码不对。".into(), "扫会场墙上的签到码，或者请记录人替您签到。"),
        AlreadyPresent => ("已经签到了。".into(), "不用再签；离场时记一下离场。"),
        ItemStillOpen => ("还有一项没有结果。".into(), "先把正在议的这一项表决、搁置或者留到下次，再往下走。"),
        TurnsUsed { max } => (format!("这一项上已经发言 {max} 次。"), "把时间让给还没发言的人；还有意见可以写进纪要。"),
        SessionOver { since } => (
            format!("这次会议的时间在 {} 已经过了，不能再表决。", when::full(Lang::Zh, *since)),
            "把打开的事项结转，然后散会；下次会议再议。",
        ),
        DebateClosed => ("会议已经决定这一项停止辩论。".into(), "现在表决；还有意见可以写进纪要。"),
        DebateFirst { need } => {
            (format!("正反两方各要有 {need} 个人说过，才能提出搁置。"), "请没说过的一方先发言，再提出搁置。")
        }
        ShelveLimit { max } => {
            (format!("这个议题已经搁置 {max} 次，不能再搁置。"), "这次要表决，或者提交社区共建议事会。")
        }
        MustBeVoted => {
            ("上次会议搁置下来的议题排在最前面，不能拿掉。".into(), "先议这一项：表决，或者在次数以内再搁置。")
        }
        _ => ("这是重大事项，还没有开听证会。".into(), "先召开监督评议听证会，公布听证报告，再上会。"),
    }
}

/// Only of these.
pub(super) fn en(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    match refusal {
        ReviewAfterCall { called } => (
            format!(
                "The meeting was called {}; this topic passed its review only after that.",
                when::full(Lang::En, *called)
            ),
            "Put it on the next meeting: review first, then call.",
        ),
        NotOnAgenda => (
            "This is not on the agenda that was made known, so there is no vote on it.".into(),
            "Note it as a lead; residents or a member may raise it for the next meeting.",
        ),
        AgendaEmpty => {
            ("The agenda is empty.".into(), "Put an accepted topic on it, or the report on what was decided.")
        }
        MembersMissing { have, need } => (
            format!("Too few members ask for it: {have} so far, {need} are needed."),
            "Ask more members to join; once they are enough the chair has a deadline to call it.",
        ),
        AmendmentFirst => (
            "An amendment is waiting.".into(),
            "Vote on it first, or let the chair rule it out; then comes the topic itself.",
        ),
        SameWording => ("It reads just like that already.".into(), "Change something, or vote on the topic as it is."),
        RecessTooLong { max } => (
            format!("A recess names when the meeting goes on, {max} minutes at most."),
            "Make it shorter; if there is no time left, close the meeting and carry over the rest.",
        ),
        NoticeTooShort { earliest } => (
            format!(
                "The notice is too late: sent now, the meeting may start {} at the earliest.",
                when::full(Lang::En, *earliest)
            ),
            "Choose a later time; if it truly cannot wait, give the reason and send it as urgent.",
        ),
        TooEarly { from } => {
            (format!("Too early: possible from {} on.", when::full(Lang::En, *from)), "Tap again when it is time.")
        }
        Inquorate { members, here, persons } => (
            format!("Too few: {here} of {members} committee members are here, {persons} people in all."),
            "You may talk but not vote; wait for more, or call again within ten days.",
        ),
        ChairIsRecorder => (
            "Whoever chairs cannot keep the minutes as well.".into(),
            "Ask somebody else who is here to chair, or hand the minutes over.",
        ),
        NotPresent => {
            ("Not checked in, or gone already.".into(), "Check in first; who is not here neither speaks nor votes.")
        }
        PosterUnread => (
            "The code on the poster in the room was not scanned, or is another.".into(),
            "Scan the poster in the room, or ask the recorder to check you in.",
        ),
        AlreadyPresent => ("Checked in already.".into(), "No need to do it again; note it when somebody leaves."),
        ItemStillOpen => {
            ("One matter has no outcome yet.".into(), "Vote on it, shelve it or carry it over; then go on.")
        }
        TurnsUsed { max } => (
            format!("Spoke {max} times on this item already."),
            "Leave the floor to those who have not spoken; more may go into the minutes.",
        ),
        SessionOver { since } => (
            format!("The time of this meeting was over on {}; nothing more is voted on.", when::full(Lang::En, *since)),
            "Carry over what is open and adjourn; the next meeting takes it up.",
        ),
        DebateClosed => {
            ("The meeting closed the debate on this item.".into(), "Vote now; more may go into the minutes.")
        }
        DebateFirst { need } => (
            format!("{need} people of each side must have spoken before it is set aside."),
            "Hear the other side first, then move to shelve.",
        ),
        ShelveLimit { max } => (
            format!("This topic was shelved {max} times and cannot be shelved again."),
            "Vote on it now, or send it to the community council.",
        ),
        MustBeVoted => (
            "A topic that the last meeting shelved comes first and cannot be left out.".into(),
            "Take it up first: vote, or shelve it again while that is allowed.",
        ),
        _ => (
            "This is a major matter and had no hearing yet.".into(),
            "Hold the hearing and publish its report; then it may come to the meeting.",
        ),
    }
}
