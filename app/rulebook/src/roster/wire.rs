//! Rulebook, roster: how a file travels from a desk to the server; both sides go by this.

/// Bytes a file may have.
pub const MOST_BYTES: u64 = 50 * 1024 * 1024;

/// Media type of a file of text: UTF-8, UTF-16 with its mark, or GB18030.
pub const TEXT: &str = "text/csv";

/// Media type of a workbook.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Whether these bytes begin like a workbook.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Media type of a file by what it begins with: what browsers say of a `.csv` differs from one computer to the next.
pub fn media_type(bytes: &[u8]) -> &'static str {
    if is_workbook(bytes) { WORKBOOK } else { TEXT }
}
