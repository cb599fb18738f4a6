//! Receipt numbers beside earlier files: which claim a row is, or why that cannot be told.

use std::collections::HashMap;

use super::earlier::Earlier;
use super::taken_back::error;
use crate::exchange::claims::ClaimRow;
use crate::exchange::table::CellError;

/// The numbers of a file, beside those of earlier files.
pub struct Numbers<'e> {
    earlier: &'e Earlier,
    /// Has any row a number that is not its line?
    numbered: bool,
    /// The lines of the numbers so far.
    seen: HashMap<u64, usize>,
}

impl<'e> Numbers<'e> {
    /// None was seen yet.
    pub fn of(rows: &[ClaimRow], earlier: &'e Earlier) -> Self {
        Self { earlier, numbered: rows.iter().any(|row| !is_line(row)), seen: HashMap::new() }
    }

    /// A row that would be mistaken for another claim, or claims a settlement a second time. Without earlier
    /// files a number names nothing, and none collides.
    pub fn collision(&mut self, row: &ClaimRow) -> Option<CellError> {
        if self.earlier.0.is_empty() {
            return None;
        }
        let number = row.number;
        let first = *self.seen.entry(number).or_insert(row.line);
        if first != row.line {
            return Some(error(
                row,
                format!("receipt {number} stands on line {first} already; give each claim its own"),
                format!("受理编号{number}已在第{first}行出现，请为每项申请填写各自的编号。"),
            ));
        }
        if !self.numbered && self.earlier.0.get(&number).is_some_and(|past| past.is_line) {
            return Some(error(
                row,
                format!(
                    "neither file has receipt numbers: {number} would be the same claim in both; give them"
                ),
                format!("两份文件都没有受理编号，{number}会被当作同一申请，请填写受理编号。"),
            ));
        }
        let id = row.settlement_id.as_deref()?;
        let (other, _) = self.earlier.with_settlement(id).filter(|(other, _)| *other != number)?;
        Some(error(
            row,
            format!("the settlement {id} was decided under receipt {other}; a correction keeps that number"),
            format!("结算单{id}已按受理编号{other}审核；如为更正，请沿用该编号。"),
        ))
    }
}

/// Is the number of a row, as far as one can see, only its line?
fn is_line(row: &ClaimRow) -> bool {
    u64::try_from(row.line).is_ok_and(|line| line == row.number)
}
