//! Words: rosters handed in at the desk's screen — which columns a file may have, what a table would change, what is
//! wrong with a row, and why a file is no roster. Columns are named as they stand in the file, in English with what they
//! hold beside it.

use super::Lang;
use rulebook::{
    roster::{
        Field, Reason,
        report::{Bad, Line},
    },
    sync::Note,
};

words! {
    /// The labels of a roster's page.
    RosterWords:
    roster hint choose choose_other reading writing busy too_big gone dry_title dry_hint nothing take take_good
    done done_hint none_taken look_again added changed moved left_out left_out_hint bad bad_hint buildings columns more
}

/// Every label of a roster's page, in Chinese.
pub static ZH: RosterWords = RosterWords {
    roster: "花名册",
    hint: "选一份花名册（.xlsx 或 .csv）。先只看不写：会新增谁、改什么、谁搬了门、哪几行不对。您确认以后才写入。文件本身不保存。",
    choose: "选择文件",
    choose_other: "换一份文件",
    reading: "正在核对，还没有写入……",
    writing: "正在写入，请不要关掉这一页……",
    busy: "服务器正忙。过一会儿再试，什么都没有写入。",
    too_big: "文件太大（最多 50 MB）。请按网格分成几份。",
    gone: "读不到这份文件。请再选一次。",
    dry_title: "导入后会这样，现在还没有写入",
    dry_hint: "姓名和填错的内容都遮住了；行号就是文件里的行号。",
    nothing: "和现有名册一样，没有要写入的。",
    take: "确认导入",
    take_good: "跳过不对的行，导入其余的",
    done: "已导入",
    done_hint: "台账记下了是您导入的。网格员的手机下次同步就能看到。",
    none_taken: "没有一行可以导入。请改好文件再选一次。",
    look_again: "再核对一次",
    added: "新增",
    changed: "有改动",
    moved: "搬了门",
    left_out: "楼里有、名册里没有",
    left_out_hint: "这些人仍在册，不会被删除；确实搬走的，请网格员在门口登记。",
    bad: "不对的行",
    bad_hint: "请在文件里改好再选一次；也可以先跳过它们。",
    buildings: "新的楼",
    columns: "花名册可以有的列",
    more: "没有全部列出。",
};

/// Every label of a roster's page, in English.
pub static EN: RosterWords = RosterWords {
    roster: "Roster",
    hint: "Choose a roster (.xlsx or .csv). First it is only looked at: who would be added, what would change, who moved, which rows are wrong. Nothing is written before you confirm. The file itself is not kept.",
    choose: "Choose a file",
    choose_other: "Choose another file",
    reading: "Being checked; nothing is written yet…",
    writing: "Being written; please keep this page open…",
    busy: "The server is busy. Try again in a while; nothing was written.",
    too_big: "The file is too large (at most 50 MB). Split it by grid.",
    gone: "The file cannot be read. Choose it again.",
    dry_title: "What an import would do; nothing is written yet",
    dry_hint: "Names and wrong values are masked; line numbers are those of the file.",
    nothing: "The roll says the same already: there is nothing to write.",
    take: "Import this",
    take_good: "Skip the wrong rows, import the rest",
    done: "Imported",
    done_hint: "The ledger names you as the one who did it. Grid workers see it when their phones sync next.",
    none_taken: "No row can be imported. Correct the file and choose it again.",
    look_again: "Look again",
    added: "Added",
    changed: "Changed",
    moved: "Moved to another door",
    left_out: "In these buildings, not in the roster",
    left_out_hint: "They stay on the roll and nobody is deleted; who really moved away is noted by the grid worker at the door.",
    bad: "Wrong rows",
    bad_hint: "Correct them in the file and choose it again, or skip them for now.",
    buildings: "New buildings",
    columns: "Columns a roster may have",
    more: "Not all are listed.",
};

/// A column, as its heading stands in the file.
pub fn heading(field: Field) -> &'static str {
    match field {
        Field::Grid => "网格",
        Field::Building => "楼号",
        Field::Stairwell => "单元",
        Field::Floor => "楼层",
        Field::Door => "房号",
        Field::Number => "人员编号",
        Field::Name => "姓名",
        Field::Phone => "电话",
        Field::Consent => "电话同意",
        Field::Basis => "居住方式",
        Field::Adult => "成年",
        Field::Since => "入住日期",
    }
}

/// A column with what it holds.
pub fn column(lang: Lang, field: Field) -> String {
    let en = match field {
        Field::Grid => "grid",
        Field::Building => "building",
        Field::Stairwell => "stair",
        Field::Floor => "floor",
        Field::Door => "door",
        Field::Number => "a pseudonym",
        Field::Name => "name",
        Field::Phone => "phone",
        Field::Consent => "said yes to the phone being kept",
        Field::Basis => "how they live here",
        Field::Adult => "of age",
        Field::Since => "lives here since",
    };
    match lang {
        Lang::Zh => heading(field).into(),
        Lang::En => format!("{} ({en})", heading(field)),
    }
}

/// Every column there may be.
pub fn columns(lang: Lang) -> String {
    Field::ALL.map(|field| column(lang, field)).join(lang.pick("、", ", "))
}

/// `新增 3 人`.
pub fn people(lang: Lang, what: &str, many: u32) -> String {
    match (lang, many) {
        (Lang::Zh, _) => format!("{what} {many} 人"),
        (Lang::En, 1) => format!("{what}: 1 person"),
        (Lang::En, _) => format!("{what}: {many} people"),
    }
}

/// `不对的行 2 行`.
pub fn rows(lang: Lang, what: &str, many: u32) -> String {
    match lang {
        Lang::Zh => format!("{what} {many} 行"),
        Lang::En => format!("{what}: {many}"),
    }
}

/// What the file holds and what stays as it is.
pub fn sum(lang: Lang, rows: u32, unchanged: u32, doors: u32) -> String {
    match lang {
        Lang::Zh => format!("文件有 {rows} 行；{unchanged} 人和现有名册一样；新的门 {doors} 户。"),
        Lang::En => format!("{rows} rows in the file; {unchanged} people as they are on the roll; {doors} new doors."),
    }
}

/// Phone numbers that nobody said yes to.
pub fn phones_not_kept(lang: Lang, many: u32) -> String {
    match lang {
        Lang::Zh => format!("{many} 个电话不会留下：“电话同意”没有写“是”。"),
        Lang::En => format!("{many} phone numbers are not kept: 电话同意 does not say 是."),
    }
}

/// New people called like somebody left out.
pub fn maybe_moved(lang: Lang, many: u32) -> String {
    match lang {
        Lang::Zh => format!("新增的人里有 {many} 人和名册里没有的人同名。如果是同一人搬了家，请填“人员编号”。"),
        Lang::En => {
            format!(
                "{many} of those added are called like somebody left out. If it is the same person, say so by 人员编号."
            )
        }
    }
}

/// One person: `第2行 赵** 88号楼1单元402`.
pub fn line(lang: Lang, line: &Line) -> String {
    let mut told = match (lang, line.line) {
        (Lang::Zh, Some(no)) => format!("第{no}行 {} ", line.name),
        (Lang::En, Some(no)) => format!("line {no} {} ", line.name),
        (_, None) => format!("{} ", line.name),
    };
    if let Some(from) = &line.from {
        told.push_str(from);
        told.push_str(" → ");
    }
    told.push_str(&line.door);
    let fields: Vec<&str> = line.fields.iter().map(|field| heading(*field)).collect();
    if !fields.is_empty() {
        told.push_str(&match lang {
            Lang::Zh => format!("（{}）", fields.join("、")),
            Lang::En => format!(" ({})", fields.join(", ")),
        });
    }
    told
}

/// One wrong cell: `第3行 · 电话：「1**」不是电话号码……`.
pub fn bad(lang: Lang, bad: &Bad) -> String {
    let column = bad.field.map_or(lang.pick("整行", "the row"), heading);
    let say = reason(lang, bad.reason);
    let shown = bad.value.as_str();
    match lang {
        Lang::Zh => {
            let value = if shown.is_empty() { String::new() } else { format!("「{shown}」") };
            let earlier = bad.earlier.map(|line| format!("（第{line}行）")).unwrap_or_default();
            format!("第{}行 · {column}：{value}{say}{earlier}", bad.line)
        }
        Lang::En => {
            let value = if shown.is_empty() { String::new() } else { format!("“{shown}” ") };
            let earlier = bad.earlier.map(|line| format!(" (line {line})")).unwrap_or_default();
            format!("line {} · {column}: {value}{say}{earlier}", bad.line)
        }
    }
}

/// What is wrong with a cell, and what to do about it.
fn reason(lang: Lang, reason: Reason) -> &'static str {
    let (zh, en) = match reason {
        Reason::Required => (
            "没有填。请补上；新来的人要填“居住方式”和“成年”。",
            "is empty. Fill it in; somebody new needs 居住方式 and 成年.",
        ),
        Reason::NotANumber => {
            ("不是门牌的数字。请写数字，402 就是4楼2户。", "is not a number of a door. Write digits, 402 for 4楼2户.")
        }
        Reason::NoSuchGrid => {
            ("没有这个网格。请写本社区的网格号，如 03。", "names no grid here. Write the number of one, such as 03.")
        }
        Reason::NoRoll => {
            ("是专属网格，没有居民名册。请删掉这一行。", "is an exclusive grid without a roll. Take the row out.")
        }
        Reason::OtherFloor => {
            ("和房号里的楼层不一样。请改对其中一个。", "is another floor than in 房号. Correct one of the two.")
        }
        Reason::NoFloor => {
            ("看不出楼层。请写成 402，或者填“楼层”。", "has no floor in it. Write 402, or fill in 楼层.")
        }
        Reason::NotAName => (
            "不像姓名（1到40个字）。请看看是不是串列了。",
            "is not a name of 1 to 40 letters. Have the columns slipped?",
        ),
        Reason::NotAPhone => {
            ("不是电话号码。请改对，或者留空。", "is not a phone number. Correct it, or leave it empty.")
        }
        Reason::UnknownWord => (
            "不在可以填的词里。请写：是、否；户籍、常住、租住、空挂。",
            "is not a word of the list: 是, 否; 户籍, 常住, 租住, 空挂.",
        ),
        Reason::NotADay => ("不是日期。请写成 2026-06-15。", "is not a day. Write it as 2026-06-15."),
        Reason::DayAhead => {
            ("是以后的日期。名册只写今天住在这里的人。", "lies in the future. A roster says who lives here today.")
        }
        Reason::BirthdayTooFar => (
            "离满18周岁超过两年，不能收。请写“是”或“否”。",
            "is more than two years from the 18th birthday, which may not be kept. Write 是 or 否.",
        ),
        Reason::NotYetOfAge => (
            "写的是成年，但这里记着还没满18周岁。请改对其中一个。",
            "says of age, but the 18th birthday known here lies ahead. Correct one of the two.",
        ),
        Reason::CitizenNumber => (
            "像身份证号，一律不收。请从文件里删掉。",
            "looks like a citizen id number, which is never kept. Delete it from the file.",
        ),
        Reason::NotAPseudonym => (
            "不能作编号。请用字母、数字、连字符，至少一个数字，不要用电话或证件号。",
            "is not a pseudonym. Use letters, digits and hyphens with at least one digit, no phone or id number.",
        ),
        Reason::OtherName => (
            "这个编号是另一扇门里另一个名字的人的。请看看是不是串列了。",
            "belongs to somebody of another name behind another door. Have the columns slipped?",
        ),
        Reason::Duplicate => (
            "和前面一行是同一个人。请删掉一行，或者两行都填“人员编号”。",
            "tells of the same person as an earlier row. Take one out, or give both a 人员编号.",
        ),
        Reason::Ambiguous => {
            ("对得上好几个人。请用“人员编号”说明是谁。", "fits several people. Say by 人员编号 who is meant.")
        }
        Reason::Unprintable => (
            "有换行或不能显示的字符。请看看引号有没有配对。",
            "holds a line break or an unprintable sign. Is a quote not closed?",
        ),
        Reason::BeyondLastColumn => {
            ("比列多出了内容。请看看是不是多了分隔符。", "has more cells than columns. Is there a separator too many?")
        }
    };
    lang.pick(zh, en)
}

/// Why a file is no roster, if the answer is about the file.
pub fn unread(lang: Lang, note: &Note) -> Option<String> {
    let names = note.facts["names"].as_array().into_iter().flatten().filter_map(|name| name.as_str());
    let names = names.collect::<Vec<_>>().join(lang.pick("、", ", "));
    let (zh, en) = match note.code.as_str() {
        "ROSTER_EMPTY" => (
            "文件是空的。请重新保存一次，看看里面有没有行。",
            "The file is empty. Save it again and look whether it has rows.",
        ),
        "ROSTER_TOO_MANY_ROWS" => (
            "行太多，或者表格外很远的地方有内容。请按网格分成几份（每份不超过20万行），并清掉多余的格子。",
            "There are too many rows, or cells far off the table. Split it by grid (at most 200,000 rows) and clear stray cells.",
        ),
        "ROSTER_OLD_WORKBOOK" => (
            "这是旧格式（.xls）。请打开后另存为 .xlsx 或 .csv。",
            "This is an old workbook (.xls). Open it and save it as .xlsx or .csv.",
        ),
        "ROSTER_NOT_A_WORKBOOK" => (
            "这个 .xlsx 打不开，可能坏了。请在表格软件里再存一次。",
            "This .xlsx cannot be opened and may be broken. Save it once more in the spreadsheet program.",
        ),
        "ROSTER_NOT_TEXT" | "WRONG_MEDIA_TYPE" => (
            "这不是 .xlsx，也不是 UTF-8 或 GB18030 的文字。请存成 .xlsx 或 .csv。",
            "This is neither .xlsx nor text in UTF-8 or GB18030. Save the roster as .xlsx or .csv.",
        ),
        "ROSTER_NO_HEADINGS" => (
            "前几行没有找到列名。请加上列名一行。",
            "No headings were found in the first lines. Add a line of headings.",
        ),
        "ROSTER_NO_ROWS" => ("只有列名，下面没有内容。", "There are headings, but no rows below them."),
        "ROSTER_MISSING_COLUMNS" => {
            ("缺这些列，每一行都要能找到门：", "These columns are missing; every row needs a door: ")
        }
        "ROSTER_COLUMN_TWICE" => ("这一列出现了两次，请删掉一列：", "This column stands there twice; delete one: "),
        "ROSTER_UNKNOWN_COLUMNS" => (
            "花名册里没有这些列，什么都没有收。请从文件里删掉：",
            "These are not columns of a roster; nothing was taken. Delete them from the file: ",
        ),
        "ROSTER_REFUSED_COLUMN" => (
            "这一列按规定不收（证件号、出生日期、政治面貌这一类）。请从文件里删掉：",
            "This column is never taken (id numbers, birth dates, party membership and the like). Delete it from the file: ",
        ),
        "ROSTER_CHANGED" => (
            "名册在您看过以后有了变化，没有写入。请再核对一次。",
            "The roll has changed since you looked; nothing was written. Look again.",
        ),
        _ => return None,
    };
    Some(format!("{}{names}", lang.pick(zh, en)))
}

/// Whether the columns there may be are worth saying beside it.
pub fn is_about_columns(note: &Note) -> bool {
    matches!(
        note.code.as_str(),
        "ROSTER_NO_HEADINGS" | "ROSTER_MISSING_COLUMNS" | "ROSTER_UNKNOWN_COLUMNS" | "ROSTER_REFUSED_COLUMN"
    )
}
