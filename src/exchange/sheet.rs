//! Reports as files: CSV and XLSX with real numbers, and no cell that a spreadsheet could take for a formula.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::engine::money::Fen;

/// A cell of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// An amount in yuan.
    Amount(Fen),
    /// A count.
    Count(i64),
}

impl Cell {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Is it a figure, which stands on the right?
    pub fn is_figure(&self) -> bool {
        !matches!(self, Self::Text(_))
    }

    /// As people read it.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Amount(amount) => amount.to_string(),
            Self::Count(count) => count.to_string(),
        }
    }
}

/// A report: what it is, its columns, its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub title: String,
    /// The columns.
    pub heads: Vec<String>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// A text that no spreadsheet takes for a formula: one that begins with `=`, `+`, `-` or `@` (or a tab or a line break,
/// which some leave out before they look) gets an apostrophe before it.
///
/// ```
/// use huzhu::exchange::sheet::neutral;
/// assert_eq!(neutral("=1+1"), "'=1+1");
/// assert_eq!(neutral("县一小"), "县一小");
/// ```
pub fn neutral(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky { format!("'{text}") } else { text.to_owned() }
}

impl Sheet {
    /// As CSV with a byte-order mark, which spreadsheets need to see that it is UTF-8.
    pub fn to_csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => neutral(text),
            Cell::Amount(_) | Cell::Count(_) => cell.shown(),
        };
        // Into memory it cannot fail.
        let _ = writer.write_record(&self.heads);
        for row in &self.rows {
            let _ = writer.write_record(row.iter().map(cell));
        }
        let text = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
        format!("\u{FEFF}{text}")
    }

    /// As a workbook of one sheet. Amounts are numbers of yuan with two decimals.
    ///
    /// # Errors
    /// When it has more rows or longer texts than a workbook can hold.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let (bold, amount) = (Format::new().set_bold(), Format::new().set_num_format("#,##0.00"));
        let sheet = workbook.add_worksheet();
        sheet.write_string_with_format(0, 0, neutral(&self.title), &bold)?;
        for (column, head) in (0_u16..).zip(&self.heads) {
            sheet.write_string_with_format(1, column, neutral(head), &bold)?;
        }
        for (line, row) in (2_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(line, column, neutral(text))?,
                    Cell::Amount(fen) => sheet.write_with_format(line, column, fen.to_decimal(), &amount)?,
                    Cell::Count(count) => sheet.write(line, column, rust_decimal::Decimal::from(*count))?,
                };
            }
        }
        sheet.set_freeze_panes(2, 0)?;
        sheet.autofit();
        workbook.save_to_buffer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::workbook::{is_workbook, read_workbook};

    fn sheet() -> Sheet {
        Sheet {
            title: "公示表".into(),
            heads: vec!["单位".into(), "金额".into(), "人数".into()],
            rows: vec![
                vec![Cell::text("=cmd()"), Cell::Amount(Fen::parse("-1234.50").unwrap()), Cell::Count(3)],
                vec![Cell::text("县,一小"), Cell::Amount(Fen::ZERO), Cell::Count(0)],
            ],
        }
    }

    #[test]
    fn csv_has_numbers_as_they_are_and_no_formula() {
        let csv = sheet().to_csv();
        assert_eq!(csv, "\u{FEFF}单位,金额,人数\n'=cmd(),-1234.50,3\n\"县,一小\",0.00,0\n");
    }

    #[test]
    fn a_workbook_reads_back() {
        let bytes = sheet().to_xlsx().unwrap();
        assert!(is_workbook(&bytes));
        let rows = read_workbook(&bytes).unwrap();
        assert_eq!(rows[0].1[0], "公示表");
        assert_eq!(rows[2], (3, vec!["'=cmd()".into(), "-1234.5".into(), "3".into()]));
        assert_eq!(rows[3].1, ["县,一小", "0", "0"]);
    }
}
