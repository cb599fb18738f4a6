//! Settlements taken back: a reversal in the file undoes the earlier claim, and neither is decided.
//!
//! Replaying the history without the claim comes to the same, for a file is decided as a whole.

use std::collections::HashMap;

use super::earlier::Earlier;
use super::numbers::Numbers;
use crate::engine::claim::Settlement;
use crate::exchange::claims::{ClaimFile, ClaimRow};
use crate::exchange::table::CellError;

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is decided.
    Decide,
    /// A later row takes it back.
    TakenBack {
        /// The line of that row.
        by: usize,
    },
    /// It takes an earlier row back.
    TakesBack {
        /// The line of that row.
        line: usize,
    },
    /// It takes a claim of an earlier file back.
    Revokes {
        /// The receipt number of that claim.
        number: u64,
    },
}

/// What happens to each claim of a file. A reversal without its claim is taken out and listed as wrong.
pub fn parts(file: &mut ClaimFile, earlier: &Earlier) -> Vec<Part> {
    let mut parts = vec![Part::Decide; file.claims.len()];
    let claims = Claims::of(&file.claims);
    let mut wrong = Vec::new();
    let mut numbers = Numbers::of(&file.claims, earlier);
    for (at, row) in file.claims.iter().enumerate() {
        if !row.reversal {
            wrong.extend(numbers.collision(row).map(|error| (at, error)));
            continue;
        }
        if let Some((number, past)) =
            settlement(row).filter(|id| !claims.0.contains_key(id)).and_then(|id| earlier.with_settlement(id))
        {
            match revoked(row, number, &past.facts.claim.settlement, &parts) {
                Ok(part) => parts[at] = part,
                Err(error) => wrong.push((at, error)),
            }
            continue;
        }
        match claims.taken_by(row).and_then(|claim| free(claim, row, &file.claims, &parts)) {
            Ok(claim) => {
                parts[claim] = Part::TakenBack { by: row.line };
                parts[at] = Part::TakesBack { line: file.claims[claim].line };
            }
            Err(error) => wrong.push((at, error)),
        }
    }
    for (at, error) in wrong.into_iter().rev() {
        file.claims.remove(at);
        parts.remove(at);
        file.errors.push(error);
    }
    file.errors.sort_by_key(|error| error.line);
    parts
}

/// Where claims stand, by settlement id.
struct Claims<'f>(HashMap<&'f str, usize>);

impl<'f> Claims<'f> {
    fn of(rows: &'f [ClaimRow]) -> Self {
        let claims = rows.iter().enumerate().filter(|(_, row)| !row.reversal);
        Self(claims.filter_map(|(at, row)| Some((row.settlement_id.as_deref()?, at))).collect())
    }

    /// The claim that a reversal takes back.
    fn taken_by(&self, row: &ClaimRow) -> Result<usize, CellError> {
        let Some(id) = settlement(row) else {
            return Err(error(
                row,
                "the row takes a settlement back and does not say which; write its settlement id".into(),
                "该行为退费，但未填结算ID，请填写所冲销的结算单。".into(),
            ));
        };
        self.0.get(id).copied().ok_or_else(|| {
            error(
                row,
                format!(
                    "the settlement {id} that the row takes back is not in this file, or is wrong itself"
                ),
                format!("该行冲销结算单{id}，但文件中没有该结算单，或其所在行有误。"),
            )
        })
    }
}

fn settlement(row: &ClaimRow) -> Option<&str> {
    row.reverses.as_deref().or(row.settlement_id.as_deref())
}

/// The claim, unless it was taken back before or has other amounts.
fn free(claim: usize, row: &ClaimRow, claims: &[ClaimRow], parts: &[Part]) -> Result<usize, CellError> {
    let line = claims[claim].line;
    if let Part::TakenBack { by } = parts[claim] {
        return Err(error(
            row,
            format!(
                "the settlement of line {line} is taken back by line {by} already; remove one of the two"
            ),
            format!("第{line}行的结算单已由第{by}行冲销，请删除重复的一行。"),
        ));
    }
    if !row.facts.claim.settlement.takes_back(&claims[claim].facts.claim.settlement) {
        return Err(error(
            row,
            format!(
                "the row takes back the settlement of line {line}, and its amounts are others; compare both"
            ),
            format!("该行冲销第{line}行的结算单，但金额不一致，请核对。"),
        ));
    }
    Ok(claim)
}

/// Revokes an earlier claim, unless another row does or the amounts are others.
fn revoked(row: &ClaimRow, number: u64, first: &Settlement, parts: &[Part]) -> Result<Part, CellError> {
    let part = Part::Revokes { number };
    if parts.contains(&part) {
        return Err(error(
            row,
            format!(
                "the claim of receipt {number} is taken back by another row already; remove one of the two"
            ),
            format!("受理编号{number}的申请已由另一行冲销，请删除重复的一行。"),
        ));
    }
    if !row.facts.claim.settlement.takes_back(first) {
        return Err(error(
            row,
            format!(
                "the row takes back the claim of receipt {number}, and its amounts are others; compare both"
            ),
            format!("该行冲销受理编号{number}的申请，但金额不一致，请核对。"),
        ));
    }
    Ok(part)
}

/// What is wrong with a row as a whole.
pub fn error(row: &ClaimRow, en: String, zh: String) -> CellError {
    CellError::new(row.line, "", en, zh)
}
