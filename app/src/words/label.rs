//! Words: what states, posts, outcomes and other enums of the rulebook are called.

use super::Lang;
use rulebook::{
    cosign::Channel,
    decision::Duty,
    people::Role,
    review::{Ground, Organ},
    round::VisitOutcome,
    topic::{Capacity, TopicState},
};

/// What a state is called.
pub fn state(lang: Lang, state: TopicState) -> &'static str {
    use TopicState::*;
    let (zh, en) = match state {
        Draft => ("草稿", "Draft"),
        Collecting => ("征集联名", "Collecting signatures"),
        Submitted => ("待审查", "Awaiting review"),
        Returned => ("退回修改", "Returned"),
        Accepted => ("待上会", "Awaiting a meeting"),
        PreConsult => ("会前征求意见", "Consulting before the meeting"),
        HearingPending => ("待听证", "Awaiting a hearing"),
        OnAgenda => ("已列入议程", "On the agenda"),
        Deliberating => ("议事中", "Being deliberated"),
        Shelved => ("搁置，下次表决", "Shelved to the next meeting"),
        Adopted => ("已通过", "Adopted"),
        NotAdopted => ("未通过", "Not adopted"),
        Publicising => ("公示中", "On public notice"),
        Implementing => ("实施中", "Being carried out"),
        Blocked => ("实施受阻", "Blocked"),
        Evaluating => ("监督评议中", "Being evaluated"),
        Closed => ("已办结归档", "Done and archived"),
        Escalated => ("已提交共建议事会", "With the community council"),
        ToAssembly => ("提请居民（代表）会议", "With the residents’ assembly"),
        Redirected => ("已转办", "Redirected"),
        Rejected => ("不予受理", "Not admitted"),
        Withdrawn => ("已撤回", "Withdrawn"),
        Lapsed => ("联名未满失效", "Lapsed: too few signatures"),
        Annulled => ("决定撤销", "Decision annulled"),
    };
    lang.pick(zh, en)
}

/// What the state means, in one sentence, with what comes next.
pub fn meaning(lang: Lang, state: TopicState) -> &'static str {
    use TopicState::*;
    let (zh, en) = match state {
        Draft => ("正在写，只有提议人看得到。", "Being written; only the initiator sees it."),
        Collecting => (
            "满10名年满18周岁的居民联名，就送网格党组织审查。",
            "With ten adult residents it goes to the grid’s party organisation for review.",
        ),
        Submitted => (
            "网格党组织正在审查是否具体、明确、可操作。",
            "The grid’s party organisation is reviewing whether it is specific, clear and operable.",
        ),
        Returned => ("写明了哪里要改，改好可以再送。", "What to change is stated; it can be handed in again."),
        Accepted => ("已通过审查，等待下一次议事会。", "Reviewed; waits for the next meeting."),
        PreConsult => ("会前听大家的看法。", "Opinions are being heard before the meeting."),
        HearingPending => ("重大事项，先开听证会。", "A major matter: a hearing comes first."),
        OnAgenda => ("已列入会议通知的议程。", "It stands in the notice of a meeting."),
        Deliberating => ("议事会正在商量。", "The meeting is talking about it now."),
        Shelved => ("分歧较大，下次议事会第一项审议。", "Views differ widely; first item of the next meeting."),
        Adopted => {
            ("议事会通过，正在办公布和备案手续。", "The meeting adopted it; publication and filing are under way.")
        }
        NotAdopted => (
            "议事会没有通过。90天后或有新情况可以再提。",
            "Not adopted. It may be raised again after 90 days or with new facts.",
        ),
        Publicising => ("公示期内可以提不同意见。", "Objections may be raised while it is on notice."),
        Implementing => ("正在办，看谁负责、什么时候办完。", "Being carried out: see who does what by when."),
        Blocked => ("有一项办不下去，正在想办法。", "One action cannot go on; a way is being sought."),
        Evaluating => ("办完了，监督员核实，居民评分。", "Done; supervisors check and residents rate it."),
        Closed => {
            ("办完归档。问题再出现可以再提。", "Done and archived. It may be raised again if the problem returns.")
        }
        Escalated => ("由社区共建议事会协调解决。", "The community council coordinates and settles it."),
        ToAssembly => ("要由居民会议或居民代表会议决定。", "The residents’ assembly must decide."),
        Redirected => (
            "不归网格议事，已转给该办的单位，有回执。",
            "Not the grid’s to decide; sent to who must act, with a receipt.",
        ),
        Rejected => ("写明了依据和理由，可以申诉。", "The ground and reason are stated; it may be appealed."),
        Withdrawn => ("提议人撤回了。", "The initiator withdrew it."),
        Lapsed => ("到期不满10人，失效。可以照原文再提。", "Too few signatures in time. The text may be raised again."),
        Annulled => ("决定因违法被撤销。", "The decision was annulled as unlawful."),
    };
    lang.pick(zh, en)
}

/// The step of the way a state belongs to, 0 (raised) to 6 (archived), and whether it still moves.
pub fn step(state: TopicState) -> (u8, bool) {
    use TopicState::*;
    match state {
        Draft => (0, true),
        Collecting => (1, true),
        Lapsed | Withdrawn => (1, false),
        Submitted | Returned => (2, true),
        Redirected | Rejected => (2, false),
        Accepted | PreConsult | HearingPending | OnAgenda | Deliberating | Shelved | Escalated | ToAssembly => {
            (3, true)
        }
        NotAdopted => (3, false),
        Adopted | Publicising => (4, true),
        Annulled => (4, false),
        Implementing | Blocked => (5, true),
        Evaluating => (6, true),
        Closed => (6, false),
    }
}

/// One line of a topic's history, by the number of its transition (`domain.md` §2.2).
pub fn transition(lang: Lang, t: u8, to: TopicState) -> String {
    let (zh, en) = match t {
        1 => ("写成草稿", "A draft was begun"),
        2 => ("内容固定，开始征集联名", "The text was frozen; signatures opened"),
        3 => ("直接送审查", "Handed in for review"),
        6 => ("联名满10人，送审查", "Ten signatures: handed in for review"),
        7 => ("到期联名不满，失效", "Too few signatures in time: lapsed"),
        8 => ("改了内容，联名重新开始", "The text changed; signatures start again"),
        9 => ("审查通过", "Review: accepted"),
        10 => ("退回修改", "Review: returned"),
        11 => ("改好再送审查", "Changed and handed in again"),
        12 if to == TopicState::Escalated => {
            ("审查认为不止本网格的事，交共建议事会", "Review: of more than this grid, to the council")
        }
        12 => ("转办", "Review: redirected"),
        13 => ("不予受理", "Review: refused"),
        14 => ("申诉成立，重新审查", "Appeal upheld: reviewed again"),
        15 => ("转办退回，重新审查", "Came back: reviewed again"),
        34 => ("有新情况，回到议事会", "New facts: decided again"),
        36 => ("恢复实施", "Goes on"),
        40 => ("退回重办", "Sent back to be done again"),
        41 => ("共建议事会退回网格", "Given back by the council"),
        42 => ("共建议事会通过", "Adopted by the council"),
        29 if to == TopicState::Escalated => ("交共建议事会", "Handed to the council"),
        30 => ("搁置太久，交共建议事会", "Shelved for too long: to the council"),
        37 => ("办不下去，交共建议事会", "Blocked: to the council"),
        43 => ("提请居民（代表）会议", "Put to the residents’ assembly"),
        44 => ("共建议事会转办", "Passed on by the council"),
        45 if to == TopicState::Adopted => ("居民（代表）会议通过", "Adopted by the residents’ assembly"),
        45 => ("居民（代表）会议没有通过", "Not adopted by the residents’ assembly"),
        46 => ("提议人撤回", "Withdrawn by the initiator"),
        49 => ("回访有人否认，重新征集联名", "Signatures were denied; collecting again"),
        _ => return state(lang, to).into(),
    };
    lang.pick(zh, en).into()
}

/// What one of the four duties is called.
pub fn duty(lang: Lang, duty: Duty) -> &'static str {
    let (zh, en) = match duty {
        Duty::Publish => ("公布", "Publication"),
        Duty::Notify => ("通报（网格党组织）", "Notice to the grid’s party organisation"),
        Duty::FilingParty => ("备案（社区党委）", "Filing with the community party committee"),
        Duty::FilingRc => ("备案（居委会）", "Filing with the residents’ committee"),
    };
    lang.pick(zh, en)
}

/// What a post is called.
pub fn role(lang: Lang, role: Role) -> &'static str {
    use Role::*;
    let (zh, en) = match role {
        GridPartySecretary => ("网格党组织书记", "Grid party secretary"),
        GridPartyOfficer => ("网格党组织委员", "Grid party officer"),
        GridHead => ("网格长", "Grid head"),
        FullTimeGridWorker => ("专职网格员", "Full-time grid worker"),
        SpecialistGridWorker => ("专业网格员", "Specialist grid worker"),
        PartTimeGridWorker => ("兼职网格员", "Part-time grid worker"),
        BuildingLead => ("楼组长", "Building lead"),
        CommitteeChair => ("自管会主任", "Committee chair"),
        CommitteeViceChair => ("自管会副主任", "Committee vice chair"),
        CommitteeMember => ("自管会委员", "Committee member"),
        CommunityPartySecretary => ("社区党委书记", "Community party secretary"),
        CommunityPartyOfficer => ("社区党委委员", "Community party officer"),
        RcChair => ("居委会主任", "Residents’ committee chair"),
        RcMember => ("居委会委员", "Residents’ committee member"),
        StationChief => ("工作站站长", "Station chief"),
        CommunityWorker => ("社区工作者", "Community worker"),
        CouncilMember => ("共建议事会成员", "Council member"),
        Supervisor => ("监督员", "Supervisor"),
        SystemAdmin => ("系统管理员", "System administrator"),
    };
    lang.pick(zh, en)
}

/// What a knock came to.
pub fn outcome(lang: Lang, outcome: VisitOutcome) -> &'static str {
    let w = lang.words();
    match outcome {
        VisitOutcome::Met => w.outcome_met,
        VisitOutcome::NoAnswer => w.outcome_no_answer,
        VisitOutcome::Declined => w.outcome_declined,
        VisitOutcome::Later => w.outcome_later,
        VisitOutcome::NotSuitable => w.outcome_not_suitable,
        VisitOutcome::Vacant => w.outcome_vacant,
        VisitOutcome::WrongDoor => w.outcome_wrong_door,
    }
}

/// How a signature was made.
pub fn channel(lang: Lang, channel: Channel) -> &'static str {
    let w = lang.words();
    match channel {
        Channel::SelfPhone => w.channel_self,
        Channel::AssistedDoor => w.channel_door,
        Channel::WitnessedOral => w.channel_oral,
        Channel::Paper => w.channel_paper,
    }
}

/// Where a topic is sent.
pub fn organ(lang: Lang, organ: Organ) -> &'static str {
    let w = lang.words();
    match organ {
        Organ::Station => w.organ_station,
        Organ::Owners => w.organ_owners,
        Organ::Department => w.organ_department,
        Organ::Mediation => w.organ_mediation,
        Organ::Council => w.organ_council,
    }
}

/// Why a topic is not admitted.
pub fn ground(lang: Lang, ground: Ground) -> &'static str {
    let w = lang.words();
    match ground {
        Ground::R1 => w.r1,
        Ground::R2 => w.r2,
        Ground::R3 => w.r3,
        Ground::R4 => w.r4,
        Ground::R5 => w.r5,
        Ground::R6 => w.r6,
        Ground::R7 => w.r7,
    }
}

/// In which capacity a topic is raised.
pub fn capacity(lang: Lang, capacity: Capacity) -> &'static str {
    let w = lang.words();
    match capacity {
        Capacity::Residents => w.as_residents,
        Capacity::CommitteeMember => w.as_committee,
        Capacity::PartyOrg => w.as_party,
    }
}

/// The list of what may help behind a door: code and label (`domain.md` §6.2: at most twelve).
pub fn needs(lang: Lang) -> [(&'static str, &'static str); 12] {
    let w = lang.words();
    [
        ("light", w.need_light),
        ("water", w.need_water),
        ("lift", w.need_lift),
        ("trash", w.need_trash),
        ("parking", w.need_parking),
        ("noise", w.need_noise),
        ("green", w.need_green),
        ("pets", w.need_pets),
        ("safety", w.need_safety),
        ("neighbours", w.need_neighbours),
        ("papers", w.need_papers),
        ("other", w.need_other),
    ]
}
