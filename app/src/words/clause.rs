//! Words: the clauses that refusals rest on. What the paper says stands in its own words, between
//! 「」; where the paper is silent, this community's charter speaks and the page says so.

mod decision;
mod election;
mod hearing;

use super::Lang;

/// One clause as a person reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its number in the rulebook, e.g. `G-AGE`.
    pub id: &'static str,
    /// A short name.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The words are the paper's own, not the charter's.
    pub from_paper: bool,
}

/// Every clause, in the order in which the rules page shows them.
pub const ORDER: [&str; 47] = [
    "G-PROP",
    "G-AGE",
    "G-RES",
    "G-ONE",
    "G-TEXT",
    "T07",
    "2.5",
    "G-REV",
    "G-RECUSE",
    "T14",
    "T15",
    "G-BEFORE",
    "G-CALL",
    "M2",
    "G-QUORUM",
    "3.1",
    "G-SPEAK",
    "G-SHELVE",
    "G-MAJOR",
    "G-HEAR",
    "G-PARTY-FIRST",
    "G-VOTE",
    "G-DUTY",
    "T34",
    "G-IMPL",
    "G-SUPERV",
    "G-EVAL",
    "T47",
    "G-ESC",
    "E-SEATS",
    "E-BOARD",
    "E-ROLL",
    "E-DAYS",
    "E-NOMINATE",
    "E-PROXY",
    "E-BALLOT",
    "E-COUNT",
    "E-RESULT",
    "E-RECALL",
    "2.2",
    "1.7",
    "6.1",
    "6.2",
    "6.5",
    "2.7",
    "6",
    "11",
];

/// All clauses in order.
pub fn all(lang: Lang) -> impl Iterator<Item = Clause> {
    ORDER.iter().map(move |id| clause(lang, id))
}

/// The clause of that number; an unknown number reads as the rules in general.
pub fn clause(lang: Lang, id: &str) -> Clause {
    match lang {
        Lang::Zh => election::zh(id).unwrap_or_else(|| zh(id)),
        Lang::En => election::en(id).unwrap_or_else(|| en(id)),
    }
}

fn made(id: &'static str, from_paper: bool, name: &'static str, text: &'static str) -> Clause {
    Clause { id, name, text, from_paper }
}

fn zh(id: &str) -> Clause {
    match id {
        "G-PROP" => made(
            "G-PROP",
            true,
            "谁可以提议题",
            "「议事议题可以由网格党组织、网格自管会成员或10名以上年满18周岁的网格居民联名提出。」",
        ),
        "G-AGE" => made("G-AGE", true, "年满18周岁", "「10名以上年满18周岁的网格居民联名提出。」生日当天算年满。"),
        "G-RES" => made(
            "G-RES",
            true,
            "网格居民",
            "「10名以上年满18周岁的网格居民联名提出。」现住在本网格的都算，租户也算；一人同时只属于一个网格。",
        ),
        "G-ONE" => made(
            "G-ONE",
            false,
            "一人一名，认内容",
            "每人对每个议题只算一个联名，多种方式重复的，算最早的那个。联名认的是看过的那份内容，内容改了要重新联名。",
        ),
        "G-TEXT" => made("G-TEXT", true, "写成什么样", "「议题必须具体、明确、具有可操作性。」"),
        "T07" => {
            made("T07", false, "征集期限", "征集期30天，可延长一次15天。期限内签的名，断网晚到72小时以内仍然算数。")
        }
        "2.5" => made(
            "2.5",
            false,
            "联名的方式和核实",
            "本人手机、门口手签、口头（两人见证，其中一人不是收签人）、纸质（另一人核对）都算数。代收的由收签人以外的人抽样回访。每个联名有16位凭证，凭码能查、能撤回。",
        ),
        "G-REV" => made(
            "G-REV",
            true,
            "审查",
            "「议题必须具体、明确、具有可操作性，议事会议正式召开前，由网格党组织对议题进行审查。」意见要写理由并公开；好不好、该不该办不是不予受理的依据。",
        ),
        "G-RECUSE" => made(
            "G-RECUSE",
            false,
            "回避",
            "审查人不能是提议人、发起人或与事情有利害关系的人；由其他委员或社区党委审查。",
        ),
        "T14" => {
            made("T14", false, "申诉", "不予受理的，提议人15天内可以向社区党委申诉；申诉成立，由另外的人重新审查。")
        }
        "T15" => {
            made("T15", false, "转办之后", "承办单位退回，或者没有办成、提议人要求的，写明理由重新审查，联名保留。")
        }
        "G-BEFORE" => made(
            "G-BEFORE",
            true,
            "先审查，后召集",
            "「议事会议正式召开前，由网格党组织对议题进行审查。」会议召集之后才通过审查的，放到下一次；不在已公布议程上的不表决。",
        ),
        "G-CALL" => {
            made("G-CALL", true, "议事会怎么开", "「网格自管会议事会定期每个季度召开一次，如有需要也可随时召开。」")
        }
        "M2" => {
            made("M2", false, "提前通知", "定期会议提前5天通知，临时会议3天，听证会7天；紧急的写明理由，提前24小时。")
        }
        "G-QUORUM" => made(
            "G-QUORUM",
            false,
            "到会人数",
            "委员过半数、全场至少5人，才能表决；不够可以谈，不能表决。第二次召集，委员到三分之一即可。",
        ),
        "3.1" => made(
            "3.1",
            false,
            "会议一步一步开",
            "通知、签到、开会、一次议一件事、散会、纪要。主持人不记录；每一项都要有结果；中途离场的不算在表决人数里。结果要当场宣布；下一项开始以前，到会的人可以要求复核一次，以复核为准。",
        ),
        "G-SPEAK" => {
            made("G-SPEAK", true, "人人能发言", "「所有议事成员均有发言权。」每次3分钟，每项两次；没说过的先说。")
        }
        "G-SHELVE" => made(
            "G-SHELVE",
            true,
            "搁置",
            "「对意见分歧较大的议题，应该搁置争议，经实到会半数以上人员同意，交由下次会议审议表决。」最多搁置两次；下次会议排在第一项。",
        ),
        "G-MAJOR" => made(
            "G-MAJOR",
            true,
            "重大事项先听证",
            "「对波及面广、影响力大、涉及群众企业切身利益的重大事项，网格自管会应组织召开监督评议听证会。」听证在表决之前；制度定在决定之后的，听证报告出来才能公布决定。",
        ),
        "G-VOTE" => made(
            "G-VOTE",
            true,
            "公开表决",
            "「协商议事过程坚持民主讨论、公开表决、少数服从多数原则」。到场有表决权的人过半数同意才通过；票数相同不通过；一人一票，不能代投。制度定为一户一票的，谁先投谁代表这一户。举手计数只记人数。",
        ),
        "2.2" => made(
            "2.2",
            false,
            "一步一步来",
            "议题按提出、联名、审查、上会、公示、办理、归档的次序走，每一步只能由规定的人在规定的阶段做。",
        ),
        "1.7" => made(
            "1.7",
            false,
            "谁能做什么",
            "审查归网格党组织；联名归年满18周岁的网格居民；代收联名归网格员、网格长、自管会成员、楼组长和网格党组织；网格员和工作站不能以职务身份提议题、联名或表决。",
        ),
        "6.1" => made(
            "6.1",
            false,
            "入户走访",
            "20:30至次日08:30不上门，居民约了的除外。不愿接待的，90天内不再打扰，不问理由。",
        ),
        "6.2" => made(
            "6.2",
            false,
            "门口只记这些",
            "只记：哪一户、结果、日期和上下午、需要什么、140字以内备注、居民的愿望。不记证件号、人脸、收入、健康、信仰、政治、位置。",
        ),
        "6.5" => made("6.5", false, "个人信息另放", "姓名、电话、备注、笔迹不写进台账，只留下能核对、能删除的凭据。"),
        "2.7" => {
            made("2.7", false, "没网时做的事", "没网时可以走访、联名、写草稿，有网再上传，由服务器按收到的先后核对。")
        }
        "6" => made(
            "6",
            false,
            "设备要登记",
            "每台设备有自己的钥匙，由网格员当面用加入码登记并核对六位数；停用的设备不能再做事。",
        ),
        _ => decision::zh(id).or_else(|| hearing::zh(id)).unwrap_or(made(
            "11",
            false,
            "制度的参数",
            "参数由社区党委通过并公布，不得低于原文规定：联名不少于10人，年龄不低于18周岁。",
        )),
    }
}

fn en(id: &str) -> Clause {
    match id {
        "G-PROP" => made(
            "G-PROP",
            true,
            "Who may raise a topic",
            "“Topics may be raised by the grid’s party organisation, by members of the self-management committee, or jointly by ten or more residents of the grid aged 18 or older.”",
        ),
        "G-AGE" => made(
            "G-AGE",
            true,
            "18 or older",
            "“… jointly by ten or more residents of the grid aged 18 or older.” The birthday itself counts.",
        ),
        "G-RES" => made(
            "G-RES",
            true,
            "Residents of the grid",
            "“… jointly by ten or more residents of the grid aged 18 or older.” Whoever lives in the grid now, tenants included; one grid per person at a time.",
        ),
        "G-ONE" => made(
            "G-ONE",
            false,
            "One person, one signature, one text",
            "Each person counts once per topic; of several ways of signing the earliest counts. A signature is bound to the text that was read; a changed text must be signed again.",
        ),
        "G-TEXT" => made("G-TEXT", true, "How it must be written", "“A topic must be specific, clear and operable.”"),
        "T07" => made(
            "T07",
            false,
            "Time for signatures",
            "Signatures are collected for 30 days, once extended by 15. What was signed in time counts if it arrives up to 72 hours late for want of network.",
        ),
        "2.5" => made(
            "2.5",
            false,
            "Ways of signing, and checking",
            "Own phone, by hand at the door, spoken (two witnesses, one of them not the collector) and paper (checked by a second person) all count. A sample of collected signatures is called back by somebody other than the collector. Every signature has a 16-letter receipt to check or withdraw it.",
        ),
        "G-REV" => made(
            "G-REV",
            true,
            "Review",
            "“A topic must be specific, clear and operable; before the meeting is formally held, the grid’s party organisation reviews it.” Reasons are owed and public; merit is not a ground for refusal.",
        ),
        "G-RECUSE" => made(
            "G-RECUSE",
            false,
            "Stepping aside",
            "The reviewer is never the proposer, the initiator or somebody with an interest; another officer or the community party committee reviews.",
        ),
        "T14" => made(
            "T14",
            false,
            "Appeal",
            "Against a refusal the proposer may appeal to the community party committee within 15 days; if upheld, somebody else reviews again.",
        ),
        "T15" => made(
            "T15",
            false,
            "After a redirection",
            "If it is returned, or nothing came of it and the proposers ask, it is reviewed again with a reason; signatures are kept.",
        ),
        "G-BEFORE" => made(
            "G-BEFORE",
            true,
            "Review before the call",
            "“Before the meeting is formally held, the grid’s party organisation reviews the topics.” What passes its review after the call goes to the next meeting; what is not on the published agenda is not voted on.",
        ),
        "G-CALL" => made(
            "G-CALL",
            true,
            "When the meeting is held",
            "“The grid’s deliberation meeting is held regularly once a quarter, and at any time if needed.”",
        ),
        "M2" => made(
            "M2",
            false,
            "Notice",
            "Five days before a regular meeting, three before an extra one, seven before a hearing; an urgent one 24 hours, with the reason.",
        ),
        "G-QUORUM" => made(
            "G-QUORUM",
            false,
            "Quorum",
            "More than half of the committee and at least five people must be there to vote; below that there is talk but no vote. At a second call a third of the committee is enough.",
        ),
        "3.1" => made(
            "3.1",
            false,
            "How a meeting runs",
            "Notice, check-in, session, one matter at a time, close, minutes. The chair does not keep the minutes; every item gets an outcome; who left is not in the count. The result is read out; before the next item whoever takes part may have it counted again, once, and that count decides.",
        ),
        "G-SPEAK" => made(
            "G-SPEAK",
            true,
            "Everybody may speak",
            "“All members of the deliberation have the right to speak.” Three minutes a turn, two turns an item; those who have not spoken go first.",
        ),
        "G-SHELVE" => made(
            "G-SHELVE",
            true,
            "Shelving",
            "“A topic on which opinions differ widely should be shelved and, with the consent of at least half of those present, be left to the next meeting to deliberate and vote.” At most twice; it comes first at the next meeting.",
        ),
        "G-MAJOR" => made(
            "G-MAJOR",
            true,
            "A hearing for major matters",
            "“For major matters of wide reach and strong influence that touch the vital interests of residents and enterprises, the committee shall hold a hearing of supervision and appraisal.” It comes before the vote, or, where the charter holds it after the decision, before that is published.",
        ),
        "G-VOTE" => made(
            "G-VOTE",
            true,
            "Open vote",
            "“Deliberation keeps to democratic discussion, open voting and the rule of the majority.” More than half of those present and entitled must say yes; a tie does not pass; one person, one vote, no proxies. Where the charter says one vote a household, whoever votes first speaks for the door. Hands are counted without names.",
        ),
        "2.2" => made(
            "2.2",
            false,
            "Step by step",
            "A topic goes from raising, signatures, review, meeting, notice and action to the archive; each step only by those named and only at its stage.",
        ),
        "1.7" => made(
            "1.7",
            false,
            "Who may do what",
            "The grid’s party organisation reviews; adult residents of the grid co-sign; grid workers, grid heads, committee members, building leads and the party organisation collect. Workers and the station neither raise topics, co-sign nor vote by their post.",
        ),
        "6.1" => made(
            "6.1",
            false,
            "Visits",
            "No visits from 20:30 to 08:30 unless asked for. A door that declined is left in peace for 90 days, no reason asked.",
        ),
        "6.2" => made(
            "6.2",
            false,
            "What is written down at the door",
            "Only: which door, the outcome, day and part of day, needs, a note of up to 140 letters, wishes. No id numbers, faces, income, health, belief, politics or positions.",
        ),
        "6.5" => made(
            "6.5",
            false,
            "Personal data apart",
            "Names, phones, notes and handwriting never stand in the ledger; only a proof that can be checked, and erased.",
        ),
        "2.7" => made(
            "2.7",
            false,
            "Without network",
            "Visits, signatures and drafts work without network and are sent later; the server judges them in the order they arrive.",
        ),
        "6" => made(
            "6",
            false,
            "Devices are enrolled",
            "Each device has its own key, enrolled face to face with a code and six compared digits; a revoked device can do nothing more.",
        ),
        _ => decision::en(id).or_else(|| hearing::en(id)).unwrap_or(made(
            "11",
            false,
            "Parameters",
            "Parameters are adopted and published by the community party committee and never undercut the paper: at least ten signatures, at least 18 years.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clause_is_told_in_both_languages() {
        for lang in Lang::BOTH {
            for id in ORDER {
                let told = clause(lang, id);
                assert_eq!(told.id, id);
                assert!(!told.name.is_empty() && !told.text.is_empty());
                let quote = if lang == Lang::Zh { '「' } else { '“' };
                assert_eq!(
                    told.from_paper,
                    told.text.contains(quote),
                    "{id}: a quotation is marked as the paper's own words"
                );
            }
        }
    }
}
