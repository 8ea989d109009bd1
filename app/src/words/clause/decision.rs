//! Words: the clauses of what follows a decision, and of the council.

use super::{Clause, made};

/// The clause of that number, if it is one of these.
pub(super) fn zh(id: &str) -> Option<Clause> {
    Some(match id {
        "G-DUTY" => made(
            "G-DUTY",
            true,
            "通过之后的四项手续",
            "「议事会议通过的决定，及时向利益相关方和居民公布，向网格党组织通报、向社区党委、居委会备案。」3天内公布（网上和至少一处纸质），1个工作日内通报，5个工作日内备案；公示不少于15天。备案不是审批，只能回执或者提合法性异议。",
        ),
        "G-IMPL" => made(
            "G-IMPL",
            true,
            "谁来实施",
            "「会议作出的决定，由网格自管会协同专业网格员、物业企业、居民骨干等实施。」每个决定至少写明一项：做什么、谁负责、什么时候办完；改动写理由，原来的留着。",
        ),
        "T34" => made(
            "T34",
            false,
            "有新情况可以复议一次",
            "公示7天内，10名以上本范围年满18周岁的居民提出新情况，决定回到议事会，下次会议第一项；只有一次。",
        ),
        "G-SUPERV" => made(
            "G-SUPERV",
            false,
            "谁来监督",
            "监督员至少2名，不能是自管会成员，也不能监督自己办的事。一个月没有进展、到期没办完，对所有人公开；虚报完成的退回重办。",
        ),
        "G-EVAL" => made(
            "G-EVAL",
            false,
            "办得好不好，居民说",
            "办完后7天内，本范围年满18周岁的居民一人评一次；满5人评价的，满意要到60%，监督员才能办结。",
        ),
        "T47" => made(
            "T47",
            false,
            "没通过的，隔一段再提",
            "没有通过的议题，90天后或者有新情况可以再提；办结的问题又出现，随时可以再提。",
        ),
        "G-ESC" => made(
            "G-ESC",
            true,
            "共建议事会",
            "社区共建议事会「推动解决网格民主协商议事活动未能解决的问题」。跨网格的事由它协调：联名每个网格至少3人；由它表决的，要相关网格都同意。",
        ),
        _ => return None,
    })
}

/// The same in English.
pub(super) fn en(id: &str) -> Option<Clause> {
    Some(match id {
        "G-DUTY" => made(
            "G-DUTY",
            true,
            "Four duties after the adoption",
            "“What the meeting decides is made public in time to those concerned and to the residents, reported to the grid’s party organisation, and filed with the community party committee and the residents’ committee.” Published within 3 days (online and at one paper place at least), reported within 1 working day, filed within 5; on notice for at least 15 days. Filing is not approval: the body acknowledges, or objects on the ground of law.",
        ),
        "G-IMPL" => made(
            "G-IMPL",
            true,
            "Who carries it out",
            "“What the meeting decides is carried out by the self-management committee together with specialist grid workers, property firms and active residents.” Each decision names one action at least: what, who, by when. A change has its reason and keeps what stood there.",
        ),
        "T34" => made(
            "T34",
            false,
            "Reconsidered once for new facts",
            "Within the 7 days of objections, ten or more adult residents of the scope who bring new facts send the decision back: first item of the next meeting. Only once.",
        ),
        "G-SUPERV" => made(
            "G-SUPERV",
            false,
            "Who watches over it",
            "At least two supervisors, none of them on the committee and none over their own work. A month without news and whatever is late is shown to all; a false report of completion is sent back.",
        ),
        "G-EVAL" => made(
            "G-EVAL",
            false,
            "Residents say how it went",
            "For 7 days every adult resident of the scope may rate it once; from five ratings on, 60 % must be content before a supervisor can close it.",
        ),
        "T47" => made(
            "T47",
            false,
            "Raised again after a while",
            "What was not adopted may be raised again after 90 days or with new facts; a problem that comes back, at any time.",
        ),
        "G-ESC" => made(
            "G-ESC",
            true,
            "The community council",
            "The council “helps to settle what the deliberation of the grids could not”. It coordinates matters of several grids: at least three signers of each; where it votes, each grid concerned agrees first.",
        ),
        _ => return None,
    })
}
