//! Server: the people of the demo whom stories name, and the personas a visitor can become.

use super::{
    Persona, Told,
    figures::{head, person_id},
};
use rulebook::ids::PersonId;
use std::collections::BTreeMap;

/// 宋敏: secretary, head and full-time worker of grid 03 in one person (应兼尽兼).
pub(super) fn song() -> PersonId {
    worker(3)
}

/// 王秀兰, 68: grid 03, 5号楼2单元401.
pub(super) fn wang() -> PersonId {
    head(3, 5, 19)
}

/// 李晨, 30, tenant: grid 03, 5号楼3单元502.
pub(super) fn li() -> PersonId {
    head(3, 5, 29)
}

/// Who raised T-0302.
pub(super) fn initiator() -> PersonId {
    head(3, 8, 20)
}

/// Turns 18 on the day of the demo: grid 03, 5号楼2单元302.
pub(super) fn eighteen() -> PersonId {
    person_id(3, 148, 3)
}

/// Turns 18 the day after: grid 03, 5号楼3单元402.
pub(super) fn seventeen() -> PersonId {
    person_id(3, 155, 2)
}

/// Lives in grid 02, owns a shop in grid 03.
pub(super) fn shopkeeper() -> PersonId {
    head(2, 4, 5)
}

/// The full-time worker of a grid; lives elsewhere.
pub(super) fn worker(grid: usize) -> PersonId {
    PersonId(format!("p-w-{grid:02}"))
}

/// Whether one person is secretary, head and worker of the grid.
pub(super) fn is_one_person(grid: usize) -> bool {
    matches!(grid, 3 | 4 | 6)
}

/// 网格党组织书记.
pub(super) fn secretary(grid: usize) -> PersonId {
    if is_one_person(grid) { worker(grid) } else { head(grid, 1, 1) }
}

/// The second officer who may review and call back in a grid.
pub(super) fn officer(grid: usize) -> PersonId {
    head(grid, 1, 2)
}

/// 楼组长 of a building.
pub(super) fn lead(grid: usize, building: usize) -> PersonId {
    head(grid, building, 8)
}

/// The nine of a committee: 0 is the chair, 1 and 2 the vice chairs.
pub(super) fn committee(grid: usize, seat: usize) -> PersonId {
    head(grid, 1 + seat * 15 / 9, 12)
}

/// 监督员, who does not sit on the committee; two in each grid.
pub(super) fn supervisor(grid: usize, no: usize) -> PersonId {
    head(grid, 10 + no, 20)
}

/// 监票、计票人 of the election in grid 02: three at each box; 孙丽君 is one of them and on its board.
pub(super) fn teller(no: usize) -> PersonId {
    if no == 0 { shopkeeper() } else { head(2, 5 + no, 9) }
}

/// 居委会主任.
pub(super) fn rc_chair() -> PersonId {
    head(1, 2, 15)
}

/// 社区党委书记.
pub(super) fn community_secretary() -> PersonId {
    "p-c-01".into()
}

/// 站长.
pub(super) fn station_chief() -> PersonId {
    "p-c-02".into()
}

/// System administrator.
pub(super) fn admin() -> PersonId {
    "p-c-03".into()
}

/// Names that are given, not drawn.
pub(super) fn names() -> BTreeMap<String, &'static str> {
    let personas = personas().into_iter().map(|p| (p.person.0, p.zh.name));
    // The parents of the two young people share their surnames.
    let parents = [(person_id(3, 148, 0).0, "吴海波"), (person_id(3, 155, 0).0, "徐卫东")];
    personas.chain(parents).collect()
}

/// The personas, in the order in which the story needs them.
pub(super) fn personas() -> Vec<Persona> {
    let mut all = residents();
    all.extend(posts());
    all
}

fn persona(person: PersonId, zh: [&'static str; 3], en: [&'static str; 3]) -> Persona {
    let told = |[name, who, can]: [&'static str; 3]| Told { name, who, can };
    Persona { person, zh: told(zh), en: told(en) }
}

fn residents() -> Vec<Persona> {
    vec![
        persona(
            song(),
            [
                "宋敏",
                "第3网格专职网格员，兼网格党组织书记、网格长",
                "入户走访、请居民联名、记线索、审查议题；自己收的联名不能由自己回访",
            ],
            [
                "Song Min",
                "Full-time worker of grid 03, also its party secretary and head",
                "Walks rounds, collects co-signatures, notes leads, reviews topics; may not call back \
                 signatures she collected herself",
            ],
        ),
        persona(
            wang(),
            [
                "王秀兰",
                "68岁，第3网格5号楼2单元401居民，用长辈版",
                "在门口听读、手写联名，凭纸条查验和撤回，不需要账号",
            ],
            [
                "Wang Xiulan",
                "68, lives in grid 03, building 5, 2-401; large print",
                "Hears the text read, signs on the glass at her door, checks and withdraws with the slip",
            ],
        ),
        persona(
            li(),
            ["李晨", "30岁，第3网格5号楼3单元502租户，早出晚归", "用自己的手机联名，没网也能先存下"],
            [
                "Li Chen",
                "30, tenant in grid 03, building 5, 3-502; out from early till late",
                "Co-signs on his own phone, even without a signal",
            ],
        ),
        persona(
            initiator(),
            [
                "周国栋",
                "第3网格8号楼居民，T-0302“更换健身角老化器材”提议人",
                "改文字、延长一次、满10人后送审、撤回议题",
            ],
            [
                "Zhou Guodong",
                "Lives in grid 03, building 8; raised T-0302, new equipment for the fitness corner",
                "Edits, extends once, hands in once ten have signed, withdraws",
            ],
        ),
        persona(
            eighteen(),
            ["吴一凡", "第3网格5号楼2单元302居民，今天年满18周岁", "从今天起可以联名（生日当天算数）"],
            [
                "Wu Yifan",
                "Lives in grid 03, building 5, 2-302; turns 18 today",
                "May co-sign from today on: the birthday counts",
            ],
        ),
        persona(
            seventeen(),
            ["徐可儿", "第3网格5号楼3单元402居民，明天满18周岁", "能看；今天联名会被婉拒，并说明从哪天起可以"],
            [
                "Xu Ke'er",
                "Lives in grid 03, building 5, 3-402; turns 18 tomorrow",
                "Reads; co-signing is refused today and says from which day it is open",
            ],
        ),
        persona(
            shopkeeper(),
            [
                "孙丽君",
                "住第2网格，在第3网格开“示范商户110”；第2网格选举委员会成员、监票计票人",
                "可联名第2网格的议题；第3网格的只能作为利益相关方参加；今天投票：发票、带流动票箱、计票、宣布结果",
            ],
            [
                "Sun Lijun",
                "Lives in grid 02, keeps shop 110 in grid 03; on grid 02's election board, a teller",
                "Co-signs topics of grid 02; in grid 03 she is a stakeholder, not a co-signer; polls are open \
                 today: hands out papers, takes the mobile box round, counts, declares",
            ],
        ),
    ]
}

fn posts() -> Vec<Persona> {
    vec![
        persona(
            committee(3, 0),
            ["郑守成", "第3网格自管会主任", "以委员身份提出议题，请居民联名"],
            ["Zheng Shoucheng", "Chair of grid 03's committee", "Raises topics as a member, collects co-signatures"],
        ),
        persona(
            committee(3, 5),
            ["梁素云", "第3网格自管会委员", "以委员身份提出议题，请居民联名"],
            ["Liang Suyun", "Member of grid 03's committee", "Raises topics as a member, collects co-signatures"],
        ),
        persona(
            officer(3),
            ["罗文海", "第3网格党组织委员", "审查议题；回访宋敏收的联名"],
            [
                "Luo Wenhai",
                "Second party officer of grid 03",
                "Reviews topics; calls back signatures Song Min collected",
            ],
        ),
        persona(
            lead(3, 5),
            ["谢桂琴", "第3网格5号楼楼组长", "请本网格居民联名，记线索；有一份自己的议题草稿"],
            [
                "Xie Guiqin",
                "Lead of building 5 in grid 03",
                "Collects co-signatures, notes leads; has a draft of her own (T-0308)",
            ],
        ),
        persona(
            community_secretary(),
            ["韩立新", "社区党委书记", "受理申诉，接手超时未审的议题，修订制度"],
            [
                "Han Lixin",
                "Community party secretary",
                "Decides appeals, takes over overdue reviews, amends the charter",
            ],
        ),
        persona(
            rc_chair(),
            ["钟慧", "居委会主任，社区党委委员", "收下决定的备案、提合法性异议，召集共建议事会"],
            [
                "Zhong Hui",
                "Chair of the residents’ committee, party officer of the community",
                "Acknowledges filed decisions, objects where one is illegal, calls the community council",
            ],
        ),
        persona(
            station_chief(),
            ["薛佳宁", "社区工作站站长", "接办审查转来的服务事项：办结、无法办理或者退回网格；不能在议事会表决"],
            [
                "Xue Jianing",
                "Chief of the community station",
                "Takes what reviews hand over: closes it with or without result, or returns it; never votes on topics",
            ],
        ),
        persona(
            supervisor(3, 0),
            ["孟庆瑞", "第3网格监督员，不是自管会成员", "确认会议纪要；居民评议之后办结归档，或者退回重办"],
            [
                "Meng Qingrui",
                "Supervisor of grid 03, not on its committee",
                "Confirms minutes; after the residents’ rating closes a decision or sends it back",
            ],
        ),
        persona(
            worker(5),
            [
                "曹佩文",
                "第5网格专职网格员，不担任党组织或自管会职务",
                "走访第5网格、请居民联名；不能审查，也不能以网格员身份提议",
            ],
            [
                "Cao Peiwen",
                "Full-time worker of grid 05, no post in party or committee",
                "Walks rounds and collects in grid 05; neither reviews nor raises topics",
            ],
        ),
        persona(
            secretary(1),
            ["董明德", "第1网格党组织书记", "审查第1网格的议题；第3网格的不能审"],
            ["Dong Mingde", "Party secretary of grid 01", "Reviews topics of grid 01, not those of grid 03"],
        ),
        persona(
            teller(1),
            ["邱志远", "第2网格监票计票人", "发票、开箱以后自己数一遍、在计票记录上签名"],
            ["Qiu Zhiyuan", "Teller in grid 02", "Hands out papers, counts for himself, signs the record of the count"],
        ),
        persona(
            teller(2),
            ["何美珍", "第2网格监票计票人", "第三个在计票记录上签名的人"],
            ["He Meizhen", "Teller in grid 02", "The third to sign the record of the count"],
        ),
        persona(
            admin(),
            ["姚知行", "系统管理员", "发设备登记码、停用设备；看不到议题和住户内容"],
            ["Yao Zhixing", "System administrator", "Enrols and revokes devices; reads no content"],
        ),
    ]
}
