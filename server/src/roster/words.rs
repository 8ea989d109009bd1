//! Server, roster: the words of a table. Which heading names which column, how people write what stands
//! below it, and what an operator is told. What the words mean is the rulebook's business.

use rulebook::roster::{Field, Reason, words};

/// A column's own heading, as it stands in reports and in `server/README.md`.
pub fn heading(field: Field) -> &'static str {
    headings(field).first().copied().unwrap_or_default()
}

/// Every heading there may be, for people.
pub fn all_headings() -> String {
    Field::ALL.map(heading).join("、")
}

/// The column a heading names.
pub fn field_of(name: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| headings(*field).contains(&name))
}

fn headings(field: Field) -> &'static [&'static str] {
    match field {
        Field::Grid => &["网格", "网格号", "网格编号", "所属网格"],
        Field::Building => &["楼号", "楼栋", "楼栋号", "楼", "栋号", "幢号"],
        Field::Stairwell => &["单元", "单元号"],
        Field::Floor => &["楼层", "层"],
        Field::Door => &["房号", "门牌", "门牌号", "房间号", "室号", "户号"],
        Field::Number => &["人员编号", "编号"],
        Field::Name => &["姓名", "居民姓名"],
        Field::Phone => &["电话", "手机", "手机号", "手机号码", "电话号码", "联系电话"],
        Field::Consent => &["电话同意", "同意留电话"],
        Field::Basis => &["居住方式", "居住类型", "居住情况", "人户关系"],
        Field::Adult => &["成年", "是否成年", "年满18周岁", "成年日期"],
        Field::Since => &["入住日期", "入住时间"],
    }
}

/// Why a heading may not stand there at all, if it is one that rosters often have.
pub fn refused(name: &str) -> Option<&'static str> {
    const NUMBERS: [&str; 4] = ["身份证", "证件", "公民身份", "社保"];
    const BIRTH: [&str; 4] = ["出生", "生日", "年龄", "周岁"];
    const NEVER: [&str; 21] = [
        "政治面貌",
        "党员",
        "民族",
        "宗教",
        "信仰",
        "学历",
        "文化程度",
        "工作单位",
        "职业",
        "职务",
        "收入",
        "婚姻",
        "健康",
        "残疾",
        "疾病",
        "性别",
        "照片",
        "指纹",
        "人脸",
        "备注",
        "籍贯",
    ];
    let names = |list: &[&str]| list.iter().any(|word| name.contains(word));
    if names(&NUMBERS) {
        return Some("citizen id numbers and papers are never kept (domain.md §6.5)");
    }
    if names(&BIRTH) {
        return Some("birth dates and ages are never kept; 成年 says 是 or 否 (domain.md §6.5)");
    }
    names(&NEVER).then_some("this is on the list of what is never recorded at a door (domain.md §6.2)")
}

/// What a door is called (门牌).
pub fn door(building: u16, stairwell: u16, floor: u16, position: u16) -> String {
    format!("{building}号楼{stairwell}单元{floor}{position:02}")
}

/// What stands in a heading, without the marks that forms put there.
pub fn bare_heading(cell: &str) -> String {
    let half: String = cell.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    half.trim_matches(|c| matches!(c, '*' | ':' | '\u{feff}')).into()
}

/// What stands in a cell, in the rulebook's spelling; what is not understood stays as it is.
pub fn bare_cell(field: Field, cell: &str) -> String {
    let half: String = cell.chars().map(half_width).collect();
    let value = half.trim().trim_start_matches('\'');
    match field {
        Field::Grid => strip(value, &["第", "g-"], &["号网格", "网格"]),
        Field::Building => strip(value, &[], &["号楼", "号", "栋", "幢", "楼"]),
        Field::Stairwell => strip(value, &[], &["单元"]),
        Field::Floor => strip(value, &[], &["楼", "层"]),
        Field::Door => strip(value, &[], &["室", "号", "户"]),
        Field::Name => name(value),
        Field::Number | Field::Phone => value.into(),
        Field::Consent => yes_or_no(value).unwrap_or(value).into(),
        Field::Adult => yes_or_no(value).map_or_else(|| day(value), Into::into),
        Field::Since => day(value),
        Field::Basis => basis(value).into(),
    }
}

/// Digits, letters and brackets as wide as a Chinese letter are the same letters.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

fn strip(value: &str, before: &[&str], after: &[&str]) -> String {
    let value = before.iter().find_map(|word| value.strip_prefix(word)).unwrap_or(value);
    after.iter().find_map(|word| value.strip_suffix(word)).unwrap_or(value).trim().into()
}

/// 「王　芳」 is 王芳: forms put a space into short names.
fn name(value: &str) -> String {
    if value.chars().any(|c| c.is_ascii_alphabetic()) {
        return value.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    // A line break is not a space: it stays, and is a fault.
    value.chars().filter(|c| *c != ' ').collect()
}

fn yes_or_no(value: &str) -> Option<&'static str> {
    match value {
        "是" | "同意" | "成年" | "已成年" | "√" | "✓" | "Y" | "y" | "yes" => Some(words::YES),
        "否" | "不同意" | "未成年" | "×" | "N" | "n" | "no" => Some(words::NO),
        _ => None,
    }
}

fn basis(value: &str) -> &str {
    match value {
        "户籍" | "户籍常住" | "户籍居住" | "人户一致" | "户在人在" => words::LIVES_REGISTERED,
        "常住" | "租住" | "租户" | "租客" | "承租" | "暂住" | "流动" | "人在户不在" => words::LIVES,
        "空挂" | "空挂户" | "挂户" | "户在人不在" | "人户分离" => words::REGISTERED,
        _ => value,
    }
}

/// `2026/6/5`, `2026.6.5`, `2026年6月5日`, `20260605`, all with or without a time behind, as `2026-06-05`.
fn day(value: &str) -> String {
    let date = value.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = match (date.len(), date.bytes().all(|b| b.is_ascii_digit())) {
        (8, true) => vec![&date[..4], &date[4..6], &date[6..]],
        _ => date.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect(),
    };
    match parts[..] {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => value.into(),
    }
}

/// What is wrong with a row, and what to do about it.
pub fn say(reason: Reason) -> &'static str {
    match reason {
        Reason::Required => "is empty; fill it in (somebody new needs 居住方式 and 成年)",
        Reason::NotANumber => "is not a number that a door here can have; write it in digits, 402 for 4楼2户",
        Reason::NoSuchGrid => "names no grid of this community; write the number of one, such as 03",
        Reason::NoRoll => "is an exclusive grid, which has no roll of residents; take the row out",
        Reason::OtherFloor => "is another floor than the one in 房号; correct one of the two",
        Reason::NoFloor => "has no floor in it; write 402 for the second door of the fourth floor, or fill in 楼层",
        Reason::NotAName => "is not a name of 1 to 40 letters; look whether the columns have slipped",
        Reason::NotAPhone => "is not a phone number; correct it, or leave it empty",
        Reason::UnknownWord => "is not a word of the list; see the columns of a roster in server/README.md",
        Reason::NotADay => "is not a day; write it as 2026-06-15",
        Reason::DayAhead => "lies in the future; a roster says who lives here today",
        Reason::BirthdayTooFar => {
            "is more than two years from the 18th birthday, which is more than may be known; write 是 or 否"
        }
        Reason::NotYetOfAge => {
            "says of age, but the 18th birthday that is known here lies ahead; correct one of the two"
        }
        Reason::CitizenNumber => {
            "holds something like a citizen id number, which is never kept; take it out of the file"
        }
        Reason::NotAPseudonym => {
            "is not a pseudonym; write letters, digits and hyphens with at least one digit, no phone or id number"
        }
        Reason::OtherName => {
            "belongs to somebody of another name behind another door; look whether the columns have slipped"
        }
        Reason::Duplicate => "tells of the same person as an earlier row; take one out, or give both a 人员编号",
        Reason::Ambiguous => "fits several people; say by 人员编号 who is meant",
        Reason::Unprintable => {
            "holds a line break or a sign that no cell may hold; look for a quote that is not closed"
        }
        Reason::BeyondLastColumn => "has more cells than there are columns; look for a separator too many",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn every_heading_names_one_column_and_is_not_refused() {
        for field in Field::ALL {
            for name in headings(field) {
                assert_eq!(field_of(name), Some(field), "{name}");
            }
        }
        assert!(refused("居民身份证号码").is_some() && refused("出生年月").is_some() && refused("政治面貌").is_some());
        assert_eq!(refused("序号"), None);
    }

    #[test]
    fn the_desk_names_the_columns_as_they_stand_in_the_file() {
        for field in Field::ALL {
            assert_eq!(app::words::roster::heading(field), heading(field));
        }
    }

    #[test]
    fn a_cell_is_read_as_people_write_it() {
        for (field, written, read) in [
            (Field::Grid, "第３网格", "3"),
            (Field::Grid, "g-03", "03"),
            (Field::Building, "5号楼", "5"),
            (Field::Stairwell, " 2 单元", "2"),
            (Field::Door, "４０２室", "402"),
            (Field::Name, "王　芳", "王芳"),
            (Field::Name, "Anna  Maria Li", "Anna Maria Li"),
            (Field::Consent, "同意", "yes"),
            (Field::Basis, "租住", "lives"),
            (Field::Basis, "自住", "自住"),
            (Field::Adult, "否", "no"),
            (Field::Adult, "2027年1月2日", "2027-01-02"),
            (Field::Since, "2020/3/1 00:00", "2020-03-01"),
            (Field::Since, "20200301", "2020-03-01"),
            (Field::Since, "later", "later"),
        ] {
            assert_eq!(bare_cell(field, written), read, "{written}");
        }
        assert_eq!(bare_heading("\u{feff} 姓 名*："), "姓名");
    }
}
