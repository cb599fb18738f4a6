//! A file of members' cover: each row one stretch of cover in one plan, as an office keeps it.

use std::collections::BTreeMap;

use super::claims::Wrong;
use super::table::{CellError, Row, TableError, read_table};
use crate::engine::calendar::{Day, Span, parse_day};
use crate::engine::coverage::Spell;

/// What a file of cover holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverFile {
    /// The stretches of cover of each member, in file order.
    pub spells: BTreeMap<String, Vec<Spell>>,
    /// All that is wrong with the other rows.
    pub errors: Vec<CellError>,
}

/// Our word and the Chinese name of each column.
const COLUMNS: [[&str; 2]; 9] = [
    ["member", "会员编号"],
    ["plan", "计划"],
    ["employer", "单位"],
    ["covered_from", "起保日期"],
    ["covered_to", "止保日期"],
    ["enrolled", "参加日期"],
    ["hired", "入职日期"],
    ["left_employer", "离职日期"],
    ["share_units", "份数"],
];

/// Reads a file of cover. Columns by our word or the Chinese name: `member` 会员编号 and `covered_from` 起保日期
/// are needed; `covered_to` 止保日期 (inclusive, empty while it goes on), `plan` 计划, `employer` 单位, `enrolled`
/// 参加日期, `hired` 入职日期, `left_employer` 离职日期 and `share_units` 份数 (1 when empty) may stand beside.
///
/// ```
/// let file = "member,covered_from,covered_to\nm1,2016-01-01,2016-12-31\nm1,2017-01-01,\n";
/// let cover = huzhu::exchange::cover::read_cover(file.as_bytes())?;
/// assert_eq!(cover.spells["m1"].len(), 2);
/// # Ok::<(), huzhu::exchange::table::TableError>(())
/// ```
///
/// # Errors
/// [`TableError`] when the file is no table or has no column `member` or `covered_from`.
pub fn read_cover(bytes: &[u8]) -> Result<CoverFile, TableError> {
    let table = read_table(bytes)?;
    let at = COLUMNS.map(|names| table.header.iter().position(|column| names.contains(&column.as_str())));
    for (needed, name) in [(0, "member"), (3, "covered_from")] {
        at[needed].ok_or(TableError::MissingColumn { name })?;
    }
    let mut file = CoverFile::default();
    for row in &table.rows {
        let mut cells = Cells { row, at, header: &table.header, errors: vec![] };
        let spell = cells.spell();
        match spell.filter(|_| cells.errors.is_empty()) {
            Some((member, spell)) => file.spells.entry(member).or_default().push(spell),
            None => file.errors.append(&mut cells.errors),
        }
    }
    Ok(file)
}

/// The cells of a row, and what is wrong with them so far.
struct Cells<'r> {
    row: &'r Row,
    at: [Option<usize>; 9],
    header: &'r [String],
    errors: Vec<CellError>,
}

impl Cells<'_> {
    fn spell(&mut self) -> Option<(String, Spell)> {
        let member = self.text(0);
        if member.is_none() {
            self.wrong(0, &Wrong::new("nobody is named; write the member's number", "没有填写会员编号。"));
        }
        let (from, to) = (self.day(3), self.day(4));
        if from.is_none() && self.text(3).is_none() {
            self.wrong(3, &Wrong::new("the first day of cover is missing", "没有填写起保日期。"));
        }
        let span = from.and_then(|from| self.span(from, to));
        let spell = Spell {
            plan: self.text(1).unwrap_or_default(),
            employer: self.text(2),
            span: span?,
            enrolled_on: self.day(5),
            hired_on: self.day(6),
            left_employer_on: self.day(7),
            share_units: self.share_units(),
        };
        Some((member?, spell))
    }

    fn span(&mut self, from: Day, to: Option<Day>) -> Option<Span> {
        let span = Span::new(from, to).ok();
        if let (None, Some(to)) = (span, to) {
            self.wrong(4, &ends_early(from, to));
        }
        span
    }

    fn text(&self, column: usize) -> Option<String> {
        let cell = self.row.cell(self.at[column]?);
        (!cell.is_empty()).then(|| cell.to_owned())
    }

    fn day(&mut self, column: usize) -> Option<Day> {
        let cell = self.text(column)?;
        let day = parse_day(&cell);
        day.map_err(|e| {
            let (en, zh) = (format!("`{cell}`: {e}"), format!("“{cell}”：{}", e.zh()));
            self.wrong(column, &Wrong::new(en, zh));
        })
        .ok()
    }

    fn share_units(&mut self) -> u16 {
        let Some(cell) = self.text(8) else { return 1 };
        let units = cell.parse().ok().filter(|units| *units > 0);
        units.unwrap_or_else(|| {
            let en = format!("`{cell}` is not a number of share units; write a whole number from 1");
            self.wrong(8, &Wrong::new(en, format!("“{cell}”不是份数，请填写1以上的整数。")));
            1
        })
    }

    fn wrong(&mut self, column: usize, wrong: &Wrong) {
        let name = self.at[column].map_or(COLUMNS[column][0], |at| &self.header[at]);
        self.errors.push(CellError::new(self.row.line, name, wrong.en.as_str(), wrong.zh.as_str()));
    }
}

fn ends_early(from: Day, to: Day) -> Wrong {
    Wrong::new(
        format!("cover ends on {to}, before it begins on {from}; correct one of the two"),
        format!("止保日期{to}早于起保日期{from}，请核对。"),
    )
}

#[cfg(test)]
mod tests {
    use super::{TableError, read_cover};

    #[test]
    fn good_rows_are_kept_and_all_that_is_wrong_is_listed() {
        let file = "会员编号,起保日期,止保日期,份数\nm1,2016/1/1,20161231,2\n,2016-01-01,,\nm2,,,\n\
                    m3,2016-02-30,,零\nm4,2016-05-01,2016-04-01,\n";
        let read = read_cover(file.as_bytes()).unwrap();
        assert_eq!(read.spells.keys().collect::<Vec<_>>(), ["m1"]);
        assert_eq!(read.spells["m1"][0].share_units, 2);
        let places: Vec<String> = read.errors.iter().map(|e| format!("{} {}", e.line, e.column)).collect();
        assert_eq!(places, ["3 会员编号", "4 起保日期", "5 起保日期", "6 止保日期"]);
        assert!(read.errors[3].zh().contains("早于"), "{}", read.errors[3].zh());
    }

    #[test]
    fn a_file_without_its_columns_is_refused() {
        let lacks = |name| Err(TableError::MissingColumn { name });
        assert_eq!(read_cover(b"member\nm1\n"), lacks("covered_from"));
        assert_eq!(read_cover(b"covered_from\n2016-01-01\n"), lacks("member"));
    }
}
