//! Words: the clauses of elections. The paper says that all are elected by the residents; the rest is
//! this community's charter, by analogy with the law of residents' committees.

use super::{Clause, made};

/// In Chinese.
pub(super) fn zh(id: &str) -> Option<Clause> {
    let clause = match id {
        "E-SEATS" => made(
            "E-SEATS",
            true,
            "选几个人",
            "「网格自管会设主任1名，副主任2名和委员若干，且均由网格居民投票选举产生。」总数5到9人，单数，在公告里定下；任期内有空缺的补选，任期到原来那届为止。",
        ),
        "E-BOARD" => made(
            "E-BOARD",
            false,
            "选举委员会",
            "3到7人，由网格党组织提出，网格居民会议确认。本人或近亲属参选的退出，按原来的次序递补。",
        ),
        "E-ROLL" => made(
            "E-ROLL",
            false,
            "选民名单",
            "投票日20天以前公布；5天内可以提出异议，3天内答复。名单上只写能不能投，不写理由。",
        ),
        "E-DAYS" => made(
            "E-DAYS",
            false,
            "选举的日子",
            "名单提前20天、候选人提前5天公布；投票日只能推迟，不能提前；到了结束时间，或者人人领了票，才结束投票；异议期满才确定名单；另行选举在30天以内。",
        ),
        "E-NOMINATE" => made(
            "E-NOMINATE",
            false,
            "提名和差额",
            "网格党组织提名，或者10名以上选民联名提名；一名选民提名的人不超过名额；本人同意才参选。候选人应当多于名额，不够的延长3天。",
        ),
        "E-PROXY" => made(
            "E-PROXY",
            false,
            "委托投票",
            "外出的选民可以在投票日以前书面委托本网格的其他选民，一人接受委托不超过3人，候选人不能接受委托；名单公布。",
        ),
        "E-BALLOT" => made(
            "E-BALLOT",
            false,
            "无记名投票",
            "只用纸质选票，设秘密写票处。系统只记谁领过票，不知道谁投了什么。每个票箱3名以上监票人，候选人不能监票；流动票箱投票结束前返回。",
        ),
        "E-COUNT" => made(
            "E-COUNT",
            false,
            "计票",
            "所有票箱一起开箱、混合、公开计票；两名计票人各数各填，一致才算；收回的选票多于发出的，选举无效。",
        ),
        "E-RESULT" => made(
            "E-RESULT",
            false,
            "结果和交接",
            "过半数选民投票有效，得到投票人数过半数赞成当选；票数相同的再投一次。结果公布不少于15天，向社区党委和居委会备案，10天内交接；职务和权利随任期开始和结束。",
        ),
        "E-RECALL" => made(
            "E-RECALL",
            false,
            "罢免",
            "十分之一以上选民，或者三分之一以上居民代表（由代表选举的）联名并说明理由，可以要求罢免在任的成员；本人可以申辩。按选举时的方式无记名投票：应投票的人过半数参加，投票的人过半数同意，职务当天结束，席位补选；否则留任。",
        ),
        _ => return None,
    };
    Some(clause)
}

/// In English.
pub(super) fn en(id: &str) -> Option<Clause> {
    let clause = match id {
        "E-SEATS" => made(
            "E-SEATS",
            true,
            "How many are elected",
            "“The committee has one chair, two vice chairs and several members, all of them elected by vote of the residents of the grid.” Five to nine, an odd number, fixed in the announcement; a vacancy is filled for the rest of the term.",
        ),
        "E-BOARD" => made(
            "E-BOARD",
            false,
            "The election board",
            "Three to seven, proposed by the grid’s party organisation, confirmed by a residents’ meeting. Whoever stands, or has a near relative who stands, leaves it; the next of the original order follows.",
        ),
        "E-ROLL" => made(
            "E-ROLL",
            false,
            "The roll",
            "Published 20 days before polling; objections for five days, answered within three. It says who may vote and gives no reasons.",
        ),
        "E-DAYS" => made(
            "E-DAYS",
            false,
            "The days of an election",
            "The roll 20 days, the list of candidates five days before; polling day may be put off, never brought forward; the polls close at their hour or once everybody has a paper; the roll is settled when the days for objections are over; a run-off within 30 days.",
        ),
        "E-NOMINATE" => made(
            "E-NOMINATE",
            false,
            "Nominations and choice",
            "By the grid’s party organisation, or by ten voters jointly; a voter nominates at most as many as there are seats; nobody stands unasked. There should be more candidates than seats; if not, three days more.",
        ),
        "E-PROXY" => made(
            "E-PROXY",
            false,
            "Proxies",
            "Who is away may name another voter of the grid in writing before polling day; nobody votes for more than three, no candidate for anybody; the list is published.",
        ),
        "E-BALLOT" => made(
            "E-BALLOT",
            false,
            "The secret ballot",
            "Paper alone, in a booth. The system knows who received a paper and not who voted what. Three tellers at each box, none of them a candidate; the mobile box is back before closing.",
        ),
        "E-COUNT" => made(
            "E-COUNT",
            false,
            "The count",
            "All boxes are opened together, the papers mixed and counted in public; two tellers count each for themselves and must agree; more papers found than issued make the election void.",
        ),
        "E-RESULT" => made(
            "E-RESULT",
            false,
            "Result and handover",
            "Valid if more than half of the roll took part; elected by more than half of those who voted; equals are voted on again. Published for 15 days at least, filed with the party committee and the residents’ committee, handed over within ten days; posts and rights begin and end with the term.",
        ),
        "E-RECALL" => made(
            "E-RECALL",
            false,
            "Recall",
            "A tenth of the voters, or a third of the representatives where these elect, may ask with reasons that a member in office be recalled; the member may answer. The vote is secret and by the mode of the election: if more than half of those who may cast take part and more than half of those agree, the post ends that day and a by-election fills the seat; otherwise the member stays.",
        ),
        _ => return None,
    };
    Some(clause)
}
