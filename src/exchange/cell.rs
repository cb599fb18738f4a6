//! Cells that go out to spreadsheets: what one would take for a formula is made text.

use std::borrow::Cow;

/// The cell, behind an apostrophe where a spreadsheet would compute it. Numbers stay as they are.
///
/// ```
/// use huzhu::exchange::cell::safe;
/// assert_eq!(safe("=1+1"), "'=1+1");
/// assert_eq!(safe("@某人"), "'@某人");
/// assert_eq!(safe("-12.30"), "-12.30");
/// assert_eq!(safe("-12.30+A1"), "'-12.30+A1");
/// ```
pub fn safe(cell: &str) -> Cow<'_, str> {
    let computed = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if computed && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, rest].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}
