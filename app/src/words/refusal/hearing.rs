//! Words: the refusals of major matters, hearings and their seats, and of minutes that wait for correction.

use crate::words::{Lang, when};
use rulebook::Refusal;

/// The refusals that have their words here, as a pattern.
macro_rules! of_hearings {
    () => {
        Refusal::HearingReportIncomplete { .. }
            | Refusal::PartyFirstMissing
            | Refusal::NotMajor
            | Refusal::DemandedAlready
            | Refusal::SeatsNotOpen
            | Refusal::SeatsClosed { .. }
            | Refusal::SeatAsked
            | Refusal::SeatsUndrawn
            | Refusal::MinutesNeedCorrection
    };
}
pub(super) use of_hearings;

/// Only of these; the others have their words next door.
pub(super) fn zh(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    match refusal {
        HearingReportIncomplete { left: 0 } => {
            ("听证会开过了，听证报告还没有公布。".into(), "先公布听证会纪要和听证报告，再上会。")
        }
        HearingReportIncomplete { left } => (
            format!("听证会开过了，还有 {left} 条意见没有答复。"),
            "逐条写明采纳、部分采纳或者未采纳和理由，再公布报告。",
        ),
        PartyFirstMissing => {
            ("这是重大事项，党员还没有先商量。".into(), "请网格党组织先议一次，记下日期、人数和建议；先议不表决。")
        }
        NotMajor => ("还没有认定为重大事项。".into(), "满30名成年居民要求，或者到会五分之一的人要求，就可以听证。"),
        DemandedAlready => ("您已经要求过听证了。".into(), "一人一次；可以请同网格的成年邻居也提出要求。"),
        SeatsNotOpen => ("听证会还没有开始报名。".into(), "等自管会和监督的一方各封存一个密钥，就可以报名。"),
        SeatsClosed { until } => {
            (format!("报名到{}为止。", when::day(Lang::Zh, *until)), "没有席位也可以到场旁听，意见可以现在写。")
        }
        SeatAsked => ("已经报过名了。".into(), "一人一次，一家企业一个席位；等抽签结果。"),
        MinutesNeedCorrection => {
            ("纪要待更正：记录设备上的结果和台账不一致。".into(), "请记录人看清两边的数字，写明理由更正，再确认。")
        }
        _ => ("报名的人多于席位，还没有抽签。".into(), "请封存密钥的两方公开密钥，当场抽签，再开会。"),
    }
}

/// The same in English.
pub(super) fn en(refusal: &Refusal) -> (String, &'static str) {
    use Refusal::*;
    match refusal {
        HearingReportIncomplete { left: 0 } => (
            "The hearing was held, but its report is not out.".into(),
            "Publish the minutes and the report of the hearing first.",
        ),
        HearingReportIncomplete { left } => (
            format!("The hearing was held, but opinions are unanswered: {left}."),
            "Answer each as adopted, partly or not, and why; then publish the report.",
        ),
        PartyFirstMissing => (
            "This is a major matter, and the party members have not talked about it first.".into(),
            "Ask the grid’s party organisation to note date, number present and advice; nobody votes there.",
        ),
        NotMajor => (
            "Nobody found it a major matter yet.".into(),
            "Thirty adult residents, or a fifth of those present at a meeting, can ask for a hearing.",
        ),
        DemandedAlready => {
            ("You asked for a hearing already.".into(), "Once each; adult neighbours of the grid may ask for it too.")
        }
        SeatsNotOpen => (
            "Applications for seats are not taken yet.".into(),
            "They open once the committee and those who watch it have each sealed a secret.",
        ),
        SeatsClosed { until } => (
            format!("Applications were taken until {}.", when::day(Lang::En, *until)),
            "You may come and listen without a seat, and write your opinion now.",
        ),
        SeatAsked => ("Applied already.".into(), "Once each, and one seat for an enterprise; wait for the draw."),
        MinutesNeedCorrection => (
            "The minutes need correction: the recorder’s device and the ledger differ.".into(),
            "The recorder compares both figures and corrects the minutes with a reason; then they are confirmed.",
        ),
        _ => (
            "More applied than there are seats, and the lot is not drawn.".into(),
            "Both hands open their secrets, the lot is drawn, then the hearing begins.",
        ),
    }
}
