//! Words: the steps of an election, each as one sentence; none says who took a paper.

use rulebook::{election::ElectionStep, ids::PersonId};

/// What was done about an election, in both languages.
pub(super) fn told(who: &dyn Fn(&PersonId) -> String, step: &ElectionStep) -> (String, String) {
    use ElectionStep::*;
    let plain = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match step {
        Announce { recall: Some(_), .. } => plain("公告罢免投票", "Announced the vote on a recall"),
        Announce { fills: Some(_), .. } => plain("公告补选", "Announced a by-election"),
        Announce { .. } => plain("公告选举", "Announced an election"),
        ConfirmBoard { .. } => {
            plain("记下居民会议确认选举委员会", "Noted that the residents’ meeting confirmed the board")
        }
        LeaveBoard { person } => {
            (format!("{}退出选举委员会", who(person)), format!("{} left the election board", who(person)))
        }
        PutOff { .. } => plain("推迟投票日", "Put polling day off"),
        EnterVoters { .. } => plain("登记选民", "Wrote lines of the roll"),
        PublishRoll => plain("公布选民名单", "Published the roll"),
        ObjectToRoll { .. } => plain("对选民名单提出异议", "Objected to the roll"),
        AnswerObjection { .. } => plain("答复名单异议", "Answered an objection to the roll"),
        SettleRoll => plain("确定选民名单", "Settled the roll"),
        OpenNominations => plain("开始提名", "Opened the nominations"),
        Nominate { person, .. } => (format!("提名{}", who(person)), format!("Nominated {}", who(person))),
        Stand { .. } => plain("同意参选", "Agreed to stand"),
        StepBack => plain("退出参选", "Stepped back"),
        Support { .. } => plain("联名提名", "Stood behind a nomination"),
        ExtendNominations => plain("延长提名", "Extended the nominations"),
        PublishCandidates { .. } => plain("公布候选人名单", "Published the list of candidates"),
        AppointTellers { .. } => plain("确定监票计票人", "Appointed the tellers"),
        GiveProxy { .. } => plain("登记委托投票", "Noted a proxy"),
        CallBox { .. } => plain("申请流动票箱", "Asked for the mobile box"),
        PublishLists => plain("公布委托和流动票箱名单", "Published the lists of proxies and of the mobile box"),
        OpenPolls => plain("开始投票", "Opened the polls"),
        SealBox { .. } => plain("封好一个票箱", "Sealed a box"),
        HandOut { .. } => plain("发出一张选票", "Handed out a paper"),
        BoxLeaves { .. } => plain("流动票箱出发", "The mobile box left"),
        BoxStops { .. } => plain("流动票箱到一户", "The mobile box stopped at a door"),
        BoxReturns { .. } => plain("流动票箱返回", "The mobile box came back"),
        ClosePolls => plain("结束投票", "Closed the polls"),
        OpenBoxes => plain("一起开箱、混合选票", "Opened all boxes and mixed the papers"),
        EnterTally { .. } => plain("填写计票数", "Wrote down a count"),
        SignCount => plain("在计票记录上签字", "Signed the count"),
        Declare => plain("宣布选举是否有效", "Declared whether the ballot is valid"),
        ReadOut { .. } => plain("宣布选举结果", "Read out the result"),
        CallAgain { .. } => plain("定下另行选举的日子", "Set the day of another ballot"),
        LeaveVacant { .. } => plain("空缺留待补选", "Left seats for a by-election"),
        Publish { .. } => plain("公布选举结果", "Published the result"),
        File { .. } => plain("选举结果备案", "Filed the result"),
        HandOver => plain("新老成员交接", "Handed over to the newly elected"),
        Resign => plain("辞去职务", "Gave the post back"),
        OpenRecall { .. } => plain("提出罢免", "Asked for a recall"),
        SupportRecall { .. } => plain("联名罢免", "Stood behind a recall"),
        AnswerRecall { .. } => plain("作出申辩", "Answered a recall"),
    }
}
