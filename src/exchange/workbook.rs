//! Workbooks (XLSX) as rows of texts: the first sheet, each row with its number.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, Xlsx, XlsxError};
use rust_decimal::Decimal;

/// Is it a workbook, by its first bytes? An XLSX file is a ZIP archive.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The rows of the first sheet that are not blank: the number of the row, counted from 1, and its cells, trimmed.
///
/// # Errors
/// When it is no workbook, or a damaged one.
pub fn read_workbook(bytes: &[u8]) -> Result<Vec<(usize, Vec<String>)>, XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let Some(sheet) = workbook.worksheet_range_at(0) else { return Ok(vec![]) };
    let sheet = sheet?;
    let first = sheet.start().map_or(0, |(row, _)| usize::try_from(row).unwrap_or(0));
    let read = |(at, cells): (usize, &[Data])| {
        let cells: Vec<String> = cells.iter().map(|cell| text(cell).trim().to_owned()).collect();
        (first + at + 1, cells)
    };
    let rows = sheet.rows().enumerate().map(read);
    Ok(rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect())
}

/// The first sheet as the text of a table, with a line for each row of the sheet, so that a line of the one is the row of
/// that number in the other. A line end within a cell becomes a space.
///
/// # Errors
/// When it is no workbook, or a damaged one.
pub fn workbook_text(bytes: &[u8]) -> Result<String, XlsxError> {
    let (mut whole, mut line) = (String::new(), 1);
    for (row, cells) in read_workbook(bytes)? {
        whole.extend(std::iter::repeat_n('\n', row - line));
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let cells: Vec<String> = cells[..filled].iter().map(|cell| quoted(cell)).collect();
        whole.push_str(&cells.join(","));
        line = row;
    }
    Ok(whole)
}

/// A cell of a table of text.
fn quoted(cell: &str) -> String {
    let cell = cell.replace(['\r', '\n'], " ");
    if cell.contains(['"', ',', ';', '\t']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// What a cell shows. A number has the fifteen digits that a spreadsheet shows of it: the sum of 0.1 and 0.2 is 0.3. A day
/// is written as 2026-03-01, whatever its format in the sheet.
fn text(cell: &Data) -> String {
    match cell {
        Data::Float(number) => Decimal::from_scientific(&format!("{number:.14e}"))
            .map_or_else(|_| number.to_string(), |number| number.normalize().to_string()),
        Data::DateTime(moment) if moment.is_datetime() => day(moment),
        other => other.to_string(),
    }
}

fn day(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day} {hour:02}:{minute:02}:{second:02}") }
}

#[cfg(test)]
mod tests {
    use super::workbook_text;
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

    #[test]
    fn a_sheet_is_a_table_of_text_line_by_line() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let day = ExcelDateTime::from_ymd(2026, 3, 1).unwrap();
        let moment = ExcelDateTime::from_ymd(2026, 3, 1).unwrap().and_hms(9, 5, 0).unwrap();
        let (days, moments) =
            (Format::new().set_num_format("yyyy/m/d"), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
        sheet.write(1, 0, "姓名").unwrap().write(1, 1, "金额,元").unwrap();
        sheet
            .write(3, 0, "甲\n乙\"")
            .unwrap()
            .write(3, 1, Formula::new("=0.1+0.2").set_result("0.30000000000000004"))
            .unwrap();
        sheet
            .write_with_format(4, 0, &day, &days)
            .unwrap()
            .write_with_format(4, 1, &moment, &moments)
            .unwrap();
        sheet.write(5, 0, 20_260_301).unwrap().write(5, 1, true).unwrap().write(5, 3, "").unwrap();
        let text = workbook_text(&workbook.save_to_buffer().unwrap()).unwrap();
        let lines = [
            "",
            "姓名,\"金额,元\"",
            "",
            "\"甲 乙\"\"\",0.3",
            "2026-03-01,2026-03-01 09:05:00",
            "20260301,true",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), lines);
        assert!(workbook_text(b"PK\x03\x04 nothing").is_err());
    }
}
