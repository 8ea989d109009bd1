//! Words: short sentences with facts in them. A fact is never glued to a label on a page: word
//! order differs between languages, so the whole sentence is made here.

use super::{Lang, when};
use rulebook::time::{Day, Millis};

/// `5号楼`, `Building 5`.
pub fn building(lang: Lang, no: u16) -> String {
    match lang {
        Lang::Zh => format!("{no}号楼"),
        Lang::En => format!("Building {no}"),
    }
}

/// `2单元`, `Stair 2`.
pub fn stairwell(lang: Lang, no: u16) -> String {
    match lang {
        Lang::Zh => format!("{no}单元"),
        Lang::En => format!("Stair {no}"),
    }
}

/// `5号楼2单元402`: read in English as `5-2-402`, as it stands on the door.
pub fn door(lang: Lang, building: u16, stair: u16, label: &str) -> String {
    match lang {
        Lang::Zh => format!("{building}号楼{stair}单元{label}"),
        Lang::En => format!("Building {building}, stair {stair}, {label}"),
    }
}

/// `7/10 · 还差 3 人`.
pub fn still_needed(lang: Lang, have: u32, need: u32) -> String {
    match (lang, need.saturating_sub(have)) {
        (Lang::Zh, 0) => "人数已够".into(),
        (Lang::En, 0) => "enough signatures".into(),
        (Lang::Zh, left) => format!("还差 {left} 人"),
        (Lang::En, left) => format!("{left} more needed"),
    }
}

/// `已有 7 人联名，需要 10 人`, for ears and screen readers.
pub fn seals_aloud(lang: Lang, have: u32, need: u32, waiting: u32) -> String {
    match (lang, waiting) {
        (Lang::Zh, 0) => format!("已有 {have} 人联名，需要 {need} 人"),
        (Lang::Zh, w) => format!("已有 {have} 人联名，需要 {need} 人，另有 {w} 人待上传"),
        (Lang::En, 0) => format!("{have} signed, {need} needed"),
        (Lang::En, w) => format!("{have} signed, {need} needed, {w} more waiting to be sent"),
    }
}

/// `2 人未联名`.
pub fn unsigned(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::Zh, 0) => "都联过名了".into(),
        (Lang::En, 0) => "all have signed".into(),
        (Lang::Zh, n) => format!("{n} 人未联名"),
        (Lang::En, n) => format!("{n} have not signed"),
    }
}

/// `已同步 09:42`.
pub fn synced(lang: Lang, now: Millis, at: Option<Millis>) -> String {
    match at {
        None => lang.words().strip_never.into(),
        Some(at) => format!("{} {}", lang.words().strip_synced, when::clock(lang, now, at)),
    }
}

/// `离线 · 3 条待上传（最早 2 小时前）`.
pub fn waiting(lang: Lang, offline: bool, count: usize, oldest: Option<String>) -> String {
    let head = if offline { lang.pick("离线 · ", "Offline · ") } else { "" };
    let oldest = match (lang, oldest) {
        (_, None) => String::new(),
        (Lang::Zh, Some(age)) => format!("（最早 {age}）"),
        (Lang::En, Some(age)) => format!(" (oldest {age})"),
    };
    match (lang, count) {
        (_, 0) if offline => lang.pick("离线 · 没有待上传", "Offline · nothing waiting").into(),
        (Lang::Zh, n) => format!("{head}{n} 条待上传{oldest}"),
        (Lang::En, n) => format!("{head}{n} waiting{oldest}"),
    }
}

/// How old everything shown here is, once that is worth saying.
pub fn old_data(lang: Lang, days: i64) -> String {
    match (lang, days) {
        (Lang::Zh, days) => format!("这里的资料是 {days} 天前的，后来的变化还没下载。可以照常记录，有网就更新。"),
        (Lang::En, 1) => "What you see is 1 day old; later changes are not here yet. You may go on writing.".into(),
        (Lang::En, days) => {
            format!("What you see is {days} days old; later changes are not here yet. You may go on writing.")
        }
    }
}

/// `2 条被退回`.
pub fn refused(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("{count} 条被退回"),
        Lang::En => format!("{count} not accepted"),
    }
}

/// `今天已走 9/32 户`.
pub fn walked(lang: Lang, doors: usize, today: usize) -> String {
    match lang {
        Lang::Zh => format!("今天已走 {today}/{doors} 户"),
        Lang::En => format!("{today} of {doors} visited today"),
    }
}

/// `建议走访 34 户`.
pub fn proposed(lang: Lang, doors: usize) -> String {
    match lang {
        Lang::Zh => format!("建议走访 {doors} 户"),
        Lang::En => format!("{doors} doors proposed"),
    }
}

/// `2 户约了您`.
pub fn asked(lang: Lang, doors: usize) -> String {
    match lang {
        Lang::Zh => format!("{doors} 户约了您"),
        Lang::En => format!("{doors} asked for you"),
    }
}

/// `492 户 · 1539 人 · 15 栋楼`.
pub fn grid_size(lang: Lang, households: u32, people: u32, buildings: usize) -> String {
    match lang {
        Lang::Zh => format!("{households} 户 · {people} 人 · {buildings} 栋楼"),
        Lang::En => format!("{households} households · {people} people · {buildings} buildings"),
    }
}

/// `3 件`.
pub fn items(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("{count} 件"),
        Lang::En if count == 1 => "1 item".into(),
        Lang::En => format!("{count} items"),
    }
}

/// The one sentence of consent, before the signature.
pub fn consent(lang: Lang, name: &str, grid: &str) -> String {
    match lang {
        Lang::Zh => format!("我是{name}，年满18周岁，住在{grid}。我看过（听过）这件事的内容，同意联名。"),
        Lang::En => {
            format!("I am {name}, 18 or older, and live in {grid}. I have read (or heard) this matter and co-sign it.")
        }
    }
}

/// `请 王秀兰 签名`.
pub fn please_sign(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("请 {name} 签名"),
        Lang::En => format!("{name} signs"),
    }
}

/// `第 3 版，2026年6月1日起`.
pub fn charter_version(lang: Lang, version: u32, from: Day) -> String {
    let from = when::day(lang, from);
    match lang {
        Lang::Zh => format!("第 {version} 版，{from}社区党委通过"),
        Lang::En => format!("Version {version}, adopted by the community party committee on {from}"),
    }
}

/// `审查期限：还有 3 天（2026年6月18日）`.
pub fn review_clock(lang: Lang, today: Day, due: Day) -> String {
    let left = when::days_left(lang, today, due);
    let due = when::day_short(lang, due);
    match lang {
        Lang::Zh => format!("审查期限 {due}，{left}"),
        Lang::En => format!("Review due {due}, {left}"),
    }
}

/// `申诉截止 6月30日`.
pub fn appeal_until(lang: Lang, until: Day) -> String {
    let until = when::day_short(lang, until);
    match lang {
        Lang::Zh => format!("{until}前可以向社区党委申诉。"),
        Lang::En => format!("You may appeal to the community party committee until {until}."),
    }
}

/// Red flag: many assisted signatures of one collector.
pub fn flag_rush(lang: Lang, count: u32) -> String {
    match lang {
        Lang::Zh => format!("同一人在几分钟内代收了 {count} 个联名"),
        Lang::En => format!("One collector took {count} signatures within a few minutes"),
    }
}

/// Red flag: many oral signatures.
pub fn flag_oral(lang: Lang, count: u32) -> String {
    match lang {
        Lang::Zh => format!("有 {count} 个口头联名"),
        Lang::En => format!("{count} spoken signatures"),
    }
}

/// `联名锁定后 2 天内回访`.
pub fn callbacks_left(lang: Lang, left: usize) -> String {
    match lang {
        Lang::Zh => format!("还有 {left} 人待回访"),
        Lang::En => format!("{left} still to call back"),
    }
}

/// `已转办：社区工作站，回执 …`.
pub fn referred(lang: Lang, organ: &str, number: &str) -> String {
    match lang {
        Lang::Zh => format!("已转办：{organ}，回执号 {number}"),
        Lang::En => format!("Redirected to: {organ}, receipt {number}"),
    }
}

/// The name of a topic inside a sentence.
pub fn quoted(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("「{title}」"),
        Lang::En => format!("“{title}”"),
    }
}

/// `还能写 12 字`.
pub fn letters_left(lang: Lang, left: usize) -> String {
    match lang {
        Lang::Zh => format!("还能写 {left} 字"),
        Lang::En => format!("{left} letters left"),
    }
}

/// `宋敏 和 这台设备上的其他人` names the profile that is active.
pub fn entered_as(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("现在是 {name}"),
        Lang::En => format!("Now acting as {name}"),
    }
}

/// `，此前还有 2 步` after the last step of a matter.
pub fn steps_before(lang: Lang, before: usize) -> String {
    match lang {
        Lang::Zh => format!("，此前还有 {before} 步"),
        Lang::En => format!(", {before} more before it"),
    }
}
