//! A file of claims row by row: what is kept, what is listed as wrong, what the clerk is told.

use super::columns::Field;
use super::reader::Reader;
use super::settlements::too_long;
use super::twice::Seen;
use super::{ClaimFile, ClaimRow, Warning};
use crate::exchange::table::{CellError, Row};

/// The columns of a file of cases that are no part of its claims.
const OF_CASES: [&str; 9] =
    ["case", "scenario", "expect", "decision", "reasons", "clause", "origin", "printed", "note"];

/// A file while its rows are read.
pub(super) struct Collector<'r> {
    reader: &'r Reader<'r>,
    file: ClaimFile,
    seen: Seen,
    /// How many rows were void, and the line of the first.
    void: (usize, usize),
}

impl<'r> Collector<'r> {
    pub fn new(reader: &'r Reader<'r>) -> Self {
        Self { reader, file: ClaimFile::default(), seen: Seen::default(), void: (0, 0) }
    }

    pub fn add(&mut self, row: &Row) {
        let (mut draft, mut errors) = self.reader.read(row);
        if draft.void {
            let (rows, first) = self.void;
            self.void = (rows + 1, if rows == 0 { row.line } else { first });
            return;
        }
        errors.extend(self.seen.note(row.line, &draft, self.reader));
        let member = &mut draft.facts.person.member;
        if member.is_empty() {
            match self.reader.name(Field::Member) {
                Some(column) => errors.push(no_member(row.line, column)),
                // Rows without a member may not share the running totals of one.
                None => *member = format!("#{}", row.line),
            }
        }
        if !errors.is_empty() {
            self.file.errors.append(&mut errors);
            return;
        }
        self.file.claims.push(ClaimRow {
            line: row.line,
            number: draft.receipt.unwrap_or_else(|| u64::try_from(row.line).unwrap_or(u64::MAX)),
            settlement_id: draft.settlement_id,
            reversal: draft.reversal,
            reverses: draft.reverses,
            facts: draft.facts,
        });
    }

    /// A row with more cells than the header has columns: no cell of it can be trusted.
    pub fn too_long(&mut self, line: usize, cells: usize, columns: usize) {
        self.file.errors.push(too_long(line, cells, columns));
    }

    /// The file as it was read.
    pub fn finish(mut self) -> ClaimFile {
        let mut unknown = self.reader.unknown();
        let is_of_cases = ["case", "expect"].iter().all(|own| unknown.contains(own));
        if is_of_cases {
            unknown.retain(|column| !OF_CASES.contains(column));
        }
        let mut warn = |en, zh| self.file.warnings.push(Warning { en, zh });
        if !unknown.is_empty() {
            let names = unknown.join("`, `");
            warn(
                format!("these columns are not known and were not read: `{names}`"),
                format!("以下各列无法识别，未读取：{}。", unknown.join("、")),
            );
        }
        if is_of_cases {
            warn(
                "this is a file of cases: `huzhu check` runs them; here its claims alone are decided, one after the other, and what each case expects was not read".to_owned(),
                "这是案例文件，请用 huzhu check 检查；此处只按先后逐项审核其中的申请，不区分场景，也不与预期比较。".to_owned(),
            );
        }
        if self.reader.name(Field::Member).is_none() && !self.file.claims.is_empty() {
            warn(
                "the file has no column `member`: each row was taken for a member of its own".to_owned(),
                "文件没有“会员编号”列，每一行按不同会员处理。".to_owned(),
            );
        }
        if let (rows @ 1.., first) = self.void {
            warn(
                format!(
                    "{rows} rows are marked as not valid (`vali_flag` 0) and were left out; the first is line {first}"
                ),
                format!("有{rows}行的有效标志为0，未读取，第一处在第{first}行。"),
            );
        }
        self.file
    }
}

fn no_member(line: usize, column: &str) -> CellError {
    let en = "the member is missing; write the member's number";
    CellError::new(line, column, en, "会员编号为空，请填写。")
}
