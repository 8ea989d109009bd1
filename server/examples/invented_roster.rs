//! Prints an invented roster of any size, to measure `server import` with:
//! `cargo run --release -p server --example invented_roster -- 100000 roster.csv` (or `roster.xlsx`).

use rust_xlsxwriter::Workbook;
use std::{error::Error, fs::File, io::Write as _};

const HEADINGS: [&str; 10] =
    ["网格", "楼号", "单元", "房号", "姓名", "电话", "电话同意", "居住方式", "成年", "入住日期"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(rows), Some(file)) = (words.next(), words.next()) else {
        return Err("say how many rows, and the file".into());
    };
    let lines = std::iter::once(HEADINGS.map(String::from)).chain((0..rows.parse()?).map(line));
    if file.ends_with(".xlsx") {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0u32..).zip(lines) {
            for (column, cell) in (0u16..).zip(cells) {
                sheet.write_string(row, column, cell)?;
            }
        }
        return Ok(book.save(file)?);
    }
    let mut out = std::io::BufWriter::new(File::create(file)?);
    for cells in lines {
        writeln!(out, "{}", cells.join(","))?;
    }
    Ok(out.flush()?)
}

/// The `n`th person: three behind each door, forty doors a stairwell, three stairwells a building.
fn line(n: u32) -> [String; 10] {
    const LETTERS: [char; 16] =
        ['安', '柏', '辰', '达', '恩', '帆', '广', '海', '嘉', '康', '林', '明', '宁', '平', '清', '荣'];
    let door = n / 3;
    let (stairwell, on) = (door / 40, door % 40);
    let building = stairwell / 3;
    let letter = |shift: u32| LETTERS[(n >> shift) as usize % LETTERS.len()];
    [
        format!("{:02}", building % 7 + 1),
        (1_000 + building / 7).to_string(),
        (stairwell % 3 + 1).to_string(),
        format!("{}{:02}", on / 4 + 1, on % 4 + 1),
        format!("张{}{}{}", letter(0), letter(4), letter(8)),
        format!("120{:08}", 50_000_000 + n),
        if n.is_multiple_of(2) { "是" } else { "否" }.into(),
        if n.is_multiple_of(5) { "租住" } else { "户籍" }.into(),
        if n % 3 == 2 { "否" } else { "是" }.into(),
        format!("20{:02}-{:02}-15", n % 20, n % 12 + 1),
    ]
}
