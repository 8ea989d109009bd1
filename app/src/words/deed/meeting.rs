//! Words: the steps of a meeting, each as one sentence.

use rulebook::{
    ids::{PersonId, TopicId},
    meeting::{MeetingKind, MeetingStep},
};

/// What was done about a meeting, in both languages.
pub(super) fn told(
    title: &dyn Fn(&TopicId) -> String,
    who: &dyn Fn(&PersonId) -> String,
    step: &MeetingStep,
) -> (String, String) {
    use MeetingStep::*;
    let plain = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match step {
        Call { kind: MeetingKind::MediationMeeting, .. } => plain("申请调解", "Called a mediation"),
        Call { .. } => plain("召集会议", "Called a meeting"),
        Agree => plain("同意参加调解", "Agreed to mediation"),
        Invite { party } => (format!("请{}参加调解", who(party)), format!("Asked {} to mediation", who(party))),
        Settle { .. } => plain("记下调解结果", "Noted what the mediation came to"),
        Add { topic } => (format!("列入议程：{}", title(topic)), format!("Put on the agenda: {}", title(topic))),
        Remove { topic, .. } => {
            (format!("移出议程：{}", title(topic)), format!("Took off the agenda: {}", title(topic)))
        }
        Notice => plain("发出会议通知", "Sent the notice of a meeting"),
        Postpone { .. } => plain("会议延期", "Postponed a meeting"),
        Cancel { .. } => plain("取消会议", "Cancelled a meeting"),
        OpenCheckIn { .. } => plain("开始签到", "Opened the check-in"),
        CheckIn { person, .. } => (format!("{} 签到", who(person)), format!("{} checked in", who(person))),
        Leave { person } => (format!("{} 离场", who(person)), format!("{} left", who(person))),
        Begin { .. } => plain("开会", "Began the meeting"),
        DeclareInquorate => plain("宣布人数不够", "Declared too few present"),
        Recess => plain("休会", "Took a recess"),
        Resume => plain("继续开会", "Went on with the meeting"),
        HandChair { to } => (format!("请 {} 主持", who(to)), format!("Handed the chair to {}", who(to))),
        HandRecord { to } => (format!("请 {} 记录", who(to)), format!("Handed the minutes to {}", who(to))),
        OpenItem { topic } => (format!("开议{}", title(topic)), format!("Took up {}", title(topic))),
        AskToSpeak { person, .. } => {
            (format!("{} 要求发言", who(person)), format!("{} asked for the floor", who(person)))
        }
        Spoke { person } => (format!("{} 发言", who(person)), format!("{} spoke", who(person))),
        Move { topic, .. } => (format!("动议：{}", title(topic)), format!("Noted a motion on {}", title(topic))),
        OpenVote { .. } => plain("开始表决", "Put the question"),
        CountHands { .. } => plain("填写举手人数", "Entered the count of hands"),
        Recount { person, .. } => {
            (format!("{} 要求复核计票", who(person)), format!("{} demanded a recount", who(person)))
        }
        CastVote { person, .. } => (format!("{} 表决", who(person)), format!("{} voted", who(person))),
        CloseVote { .. } => plain("宣布表决结果", "Read out the result"),
        CarryOver { topic } => (format!("留到下次：{}", title(topic)), format!("Carried over {}", title(topic))),
        Adjourn => plain("散会", "Closed the meeting"),
        DraftMinutes { .. } => plain("写会议纪要", "Wrote the minutes"),
        ConfirmMinutes => plain("确认会议纪要", "Confirmed the minutes"),
        AnnexObjection { .. } => plain("在纪要上附异议", "Annexed an objection to the minutes"),
        CorrectMinutes { .. } => plain("更正会议纪要", "Corrected the minutes"),
        PublishMinutes => plain("公布会议纪要", "Published the minutes"),
        Guide { .. } => plain("写退回的指导意见", "Wrote what a matter is given back with"),
        SealDraw { .. } => plain("封存听证会抽签的密钥", "Sealed a secret for the draw of seats"),
        ApplySeat { .. } => plain("报名参加听证会", "Applied for a seat at a hearing"),
        ConfirmSeat { .. } => plain("确认企业代表", "Confirmed who speaks for an enterprise"),
        RuleOut { .. } => plain("认定修正离题", "Ruled an amendment out of order"),
        AskGuest { .. } => plain("请人来参加调解", "Asked somebody to come to a mediation"),
        AnswerGuest { comes: true, .. } => plain("同意请人来参加调解", "Agreed to a guest at a mediation"),
        AnswerGuest { .. } => plain("不同意请人来参加调解", "Did not agree to a guest at a mediation"),
        Demand { .. } => plain("要求召集会议", "Asked for a meeting"),
        JoinDemand => plain("联名要求召集会议", "Joined those who ask for a meeting"),
        LeaveDemand => plain("撤回联名", "Took the name back from those who ask for a meeting"),
        OpenDraw { .. } => plain("公开听证会抽签的密钥", "Opened a secret for the draw of seats"),
    }
}
