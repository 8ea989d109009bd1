//! Words: the seats of a hearing by public lot, and opinions noted while it is held.

use super::{Lang, when};
use rulebook::{hearing::seats::SealedFor, time::Day};

words! {
    /// The labels of the lot.
    SeatWords:
    title how_few seal seal_hint seal_none seal_done seal_opened waits_seals my_secret my_secret_hint secret_type
    open open_hint opened_mine apply apply_hint apply_unit apply_unit_hint unit unit_choose apply_for applied_mine applied_unit
    unit_waits confirm confirm_hint unnamed closed waits_open seated_mine not_seated_mine undrawn not_needed
    result how exact seed secrets meeting_no applications seated not_seated affected other agrees differs not_all
    opinion opinion_hint opinion_who opinion_text opinion_note
}

/// Every label, in Chinese.
pub static ZH: SeatWords = SeatWords {
    title: "听证会席位",
    how_few: "报名的人比席位多，就公开抽签。谁也定不了结果，谁都可以自己算一遍。",
    seal: "封存我这一份密钥",
    seal_hint: "手机会随机生成一个密钥。现在只公布它的指纹；报名截止以后，再由您公开密钥本身。",
    seal_none: "还没有封存",
    seal_done: "已封存",
    seal_opened: "已公开",
    waits_seals: "自管会和监督的一方各封存一个密钥以后，开始报名。",
    my_secret: "我的密钥（先不要给别人看）",
    my_secret_hint: "这部手机已经记住，报名截止以后按一下就能公开。请再抄一份收好：换了手机，要照着抄的填。",
    secret_type: "照抄下来的密钥填写",
    open: "公开我这一份密钥",
    open_hint: "报名已经截止。两份密钥都公开了，抽签结果就出来。",
    opened_mine: "您的密钥已公开",
    apply: "我要报名",
    apply_hint: "住在本网格的人和在本网格的企业优先，至少占一半席位。",
    apply_unit: "代表企业报名",
    apply_unit_hint: "召集听证会的人会核对您是不是代表这家企业。",
    unit: "哪一家",
    unit_choose: "请选择",
    apply_for: "代表这一家报名",
    applied_mine: "您已报名",
    applied_unit: "代表企业",
    unit_waits: "等召集人核对",
    confirm: "确认代表",
    confirm_hint: "下面的人说自己代表企业。核对以后请确认；没有确认的，按外来报名参加抽签。",
    unnamed: "报名人",
    closed: "报名已截止",
    waits_open: "等两方公开密钥，公开以后结果自动出来。",
    seated_mine: "您有席位，请按时到会",
    not_seated_mine: "这次没有抽到席位。您仍可以提交书面意见，每条都会答复。",
    undrawn: "报名人数超过席位，抽签以前不能开会。",
    not_needed: "席位够，报名的人都有席位。",
    result: "抽签结果",
    how: "怎么抽出来的（可以自己算）",
    exact: "算法：SHA-256(标记，一个0字节，然后每一段先写8字节的长度（高位在前），再写内容)，写成小写十六进制。种子的标记是 \
            chengge/draw/v1，各段依次是会议编号、自管会的密钥、监督一方的密钥、全部报名编号（按编号排）；签号的标记是 \
            chengge/lot/v1，各段是种子和一个报名编号。",
    seed: "种子",
    secrets: "两份密钥",
    meeting_no: "会议编号",
    applications: "报名编号，按抽签的先后",
    seated: "有席位",
    not_seated: "没抽到",
    affected: "本网格",
    other: "其他",
    agrees: "已按上面的数重新算过：结果一致。",
    differs: "重新算的结果和公布的不一致，请向监督员反映。",
    not_all: "这里还没有收齐全部报名编号，暂时不能重算。",
    opinion: "记下到会人的意见",
    opinion_hint: "谁说的，就选谁。意见会编号，都要答复；公布时不写姓名。没有网络也能记。",
    opinion_who: "谁的意见",
    opinion_text: "意见原话",
    opinion_note: "记下意见",
};

/// Every label, in English.
pub static EN: SeatWords = SeatWords {
    title: "Seats of the hearing",
    how_few: "If more apply than there are seats, a public lot decides. Nobody can steer it, and anybody can work it out again.",
    seal: "Seal my secret",
    seal_hint: "The phone makes a random secret. Only its fingerprint is published now; once applications have closed, you \
                open the secret itself.",
    seal_none: "Not sealed yet",
    seal_done: "Sealed",
    seal_opened: "Opened",
    waits_seals: "Applications begin once the committee and those who watch it have each sealed a secret.",
    my_secret: "My secret (show it to nobody yet)",
    my_secret_hint: "This phone remembers it: one press opens it once applications have closed. Write it down as well: on \
                     another phone you type it in from your note.",
    secret_type: "The secret, from your note",
    open: "Open my secret",
    open_hint: "Applications have closed. The lot is drawn as soon as both secrets are open.",
    opened_mine: "Your secret is open",
    apply: "Apply for a seat",
    apply_hint: "Those who live or run a business in this grid come first: at least half of the seats are theirs.",
    apply_unit: "Apply for an enterprise",
    apply_unit_hint: "Whoever called the hearing checks that you speak for it.",
    unit: "Which one",
    unit_choose: "Choose",
    apply_for: "Apply for this one",
    applied_mine: "You applied",
    applied_unit: "for the enterprise",
    unit_waits: "waits to be checked by the convener",
    confirm: "Confirm",
    confirm_hint: "These say that they speak for an enterprise. Check, then confirm; whoever is not confirmed counts as coming \
                   from outside.",
    unnamed: "Applicant",
    closed: "Applications have closed",
    waits_open: "Both secrets have yet to be opened; then the result is here by itself.",
    seated_mine: "You have a seat. Please come in time",
    not_seated_mine: "The lot did not give you a seat. You can still write your opinion; every one is answered.",
    undrawn: "More applied than there are seats: the hearing cannot begin before the lot is drawn.",
    not_needed: "There are seats for everybody who applied.",
    result: "Result of the lot",
    how: "How it comes about (work it out yourself)",
    exact: "The sum: SHA-256 of the tag, one zero byte, then each part after its length in 8 bytes, highest first; written in \
            lower-case hex. The seed has the tag chengge/draw/v1 and these parts: the meeting’s id, the committee’s secret, \
            the watchers’ secret, all application ids in the order of their ids. The number of a lot has the tag \
            chengge/lot/v1 and these parts: the seed and one application id.",
    seed: "Seed",
    secrets: "Both secrets",
    meeting_no: "The meeting’s id",
    applications: "Application ids, in the order of the lot",
    seated: "Seat",
    not_seated: "No seat",
    affected: "Of this grid",
    other: "Other",
    agrees: "Worked out again from the numbers above: it agrees.",
    differs: "Worked out again, it differs from what is published. Please tell the supervisor.",
    not_all: "Not all application ids are here yet, so it cannot be worked out again.",
    opinion: "Note an opinion from the room",
    opinion_hint: "Choose who said it. It gets a number and an answer; no name is published. Works without network.",
    opinion_who: "Whose opinion",
    opinion_text: "Their words",
    opinion_note: "Note the opinion",
};

/// Whose hand.
pub fn organ(lang: Lang, organ: SealedFor) -> &'static str {
    let (zh, en) = match organ {
        SealedFor::Committee => ("自管会一方", "For the committee"),
        SealedFor::Watch => ("监督一方", "For those who watch it"),
    };
    lang.pick(zh, en)
}

/// `共 20 席，至少 10 席留给本网格的住户和企业。`
pub fn seats(lang: Lang, total: u32, affected: u32) -> String {
    match lang {
        Lang::Zh => format!("共 {total} 席，至少 {affected} 席留给本网格的住户和企业。"),
        Lang::En => format!("{total} seats, at least {affected} for households and enterprises of this grid."),
    }
}

/// `报名到6月20日（含当天）`.
pub fn until(lang: Lang, last: Day) -> String {
    let day = when::day_short(lang, last);
    match lang {
        Lang::Zh => format!("报名到{day}（含当天）"),
        Lang::En => format!("Apply up to and including {day}"),
    }
}

/// `已有 23 人报名，共 20 席`.
pub fn applied(lang: Lang, applied: u32, total: u32) -> String {
    match lang {
        Lang::Zh => format!("已有 {applied} 人报名，共 {total} 席"),
        Lang::En => format!("{applied} applied for {total} seats"),
    }
}

/// The one sentence of how the order comes about.
pub fn order(lang: Lang, total: u32, affected: u32) -> String {
    match lang {
        Lang::Zh => format!(
            "两份密钥、会议编号和全部报名编号合起来算出种子；种子和每个报名编号再算出一个签号，从小到大排：先取本网格的前 \
             {affected} 个，其余按先后补满 {total} 席。"
        ),
        Lang::En => format!(
            "Both secrets, the meeting’s id and all application ids give the seed; the seed and each application id give a \
             number. By these numbers, lowest first: the first {affected} of this grid, then whoever comes next, up to {total}."
        ),
    }
}

/// `已记下 3 条意见`.
pub fn noted(lang: Lang, count: u32) -> String {
    match lang {
        Lang::Zh => format!("这件事已有 {count} 条意见"),
        Lang::En => format!("Opinions on this matter so far: {count}"),
    }
}
