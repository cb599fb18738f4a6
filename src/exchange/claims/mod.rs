//! A file of claims to facts: CSV or JSON, with our column names, the national codes or the Chinese names.

mod check;
mod collect;
mod columns;
mod draft;
mod finish;
mod json;
mod reader;
#[cfg(test)]
mod refused;
mod scheme;
mod settlements;
mod shape;
mod target;
#[cfg(test)]
mod tests;
mod twice;
mod values;
mod write;

pub use columns::{ColumnName, column_names};
pub(super) use draft::Draft;
pub(super) use reader::Reader;
pub use settlements::{Line, SettlementRow, Settlements, settlements, wrong_settlements};
pub(super) use values::{Wrong, amount, parts};
pub use write::cells;

use std::fmt;

use collect::Collector;

use super::table::{CellError, TableError, rows};
use crate::engine::calendar::Day;
use crate::engine::claim::Facts;
use crate::engine::claim::ties::MemberPartRule;
use crate::engine::scheme::model::Edition;

/// How the slips of one source of files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimProfile {
    /// How they count what the member paid from accounts.
    pub member_part: MemberPartRule,
    /// Are their sums checked?
    pub ties: bool,
    /// The day on which the file is read: nothing happened later and nobody is born later. Not checked when it
    /// is not given.
    pub as_of: Option<Day>,
}

impl Default for ClaimProfile {
    fn default() -> Self {
        Self { member_part: MemberPartRule::default(), ties: true, as_of: None }
    }
}

/// What a file of claims holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimFile {
    /// The rows that can be decided.
    pub claims: Vec<ClaimRow>,
    /// All that is wrong with the others.
    pub errors: Vec<CellError>,
    /// What was left out.
    pub warnings: Vec<Warning>,
}

/// One claim of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// Its line; in JSON its place among the objects, counted from 1.
    pub line: usize,
    /// The receipt number; the line where the file has none.
    pub number: u64,
    /// The bureau's settlement id (`setl_id`).
    pub settlement_id: Option<String>,
    /// Does it take an earlier settlement back (`refd_setl_flag` = 1)? Its amounts are negative then.
    pub reversal: bool,
    /// The settlement that it takes back, where the file says so.
    pub reverses: Option<String>,
    /// What it is decided from.
    pub facts: Facts,
}

/// Something about the whole file that the clerk should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The sentence in English.
    pub en: String,
    /// The sentence in Chinese.
    pub zh: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// Reads a file of claims: a table, or JSON when it begins with `{` or `[`. The editions tell which facts,
/// categories and plans there are; without them a declared fact is an unknown column.
///
/// A row with an error is listed and left out, and the others go on.
///
/// ```
/// use huzhu::engine::claim::Component;
/// use huzhu::exchange::claims::{ClaimProfile, read_claims};
/// let file = "会员编号,入院日期,出院日期,自付\nm1,2026/1/2,20260112,\"1,234.50\"\nm2,2026/1/9,2026/1/2,1e3\n";
/// let read = read_claims(file.as_bytes(), &ClaimProfile::default(), &[])?;
/// assert_eq!(read.claims[0].facts.claim.settlement.get(Component::SelfPay).map(|a| a.get()), Some(123_450));
/// assert_eq!(read.claims[0].facts.claim.days, Some(10));
/// assert_eq!(read.errors.iter().map(|e| e.line).collect::<Vec<_>>(), [3, 3]);
/// # Ok::<(), huzhu::exchange::table::TableError>(())
/// ```
///
/// # Errors
/// [`TableError`] when the file as a whole cannot be read.
pub fn read_claims(
    bytes: &[u8],
    profile: &ClaimProfile,
    editions: &[&Edition],
) -> Result<ClaimFile, TableError> {
    if json::is_json(bytes) {
        return read_claims_json(bytes, profile, editions);
    }
    let rows = rows(bytes)?;
    let reader = Reader::new(rows.header(), profile, editions, &[]);
    let mut collector = Collector::new(&reader);
    for row in rows {
        match row {
            Ok(row) => collector.add(&row),
            Err(TableError::LongRow { line, cells, columns }) => collector.too_long(line, cells, columns),
            Err(error) => return Err(error),
        }
    }
    Ok(collector.finish())
}

/// Reads claims out of JSON: an array of objects, one object, or one object a line. The line of a row is the
/// place of its object, counted from 1, and its errors say so.
///
/// # Errors
/// [`TableError`] when the file as a whole cannot be read.
pub fn read_claims_json(
    bytes: &[u8],
    profile: &ClaimProfile,
    editions: &[&Edition],
) -> Result<ClaimFile, TableError> {
    let (table, errors) = json::read_json(bytes)?;
    let reader = Reader::new(&table.header, profile, editions, &[]);
    let mut collector = Collector::new(&reader);
    table.rows.iter().for_each(|row| collector.add(row));
    let mut file = collector.finish();
    file.errors.extend(errors);
    file.errors.sort_by_key(|error| error.line);
    for error in &mut file.errors {
        error.en.push_str(" (the line counts the objects of the JSON)");
        error.zh.push_str("（行号为JSON中第几个对象）");
    }
    Ok(file)
}
