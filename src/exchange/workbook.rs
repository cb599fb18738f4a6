//! Workbooks (XLSX) as rows of texts: the first sheet, each row with its number.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, XlsxError};

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
        let cells: Vec<String> = cells.iter().map(|cell| cell.to_string().trim().to_owned()).collect();
        (first + at + 1, cells)
    };
    let rows = sheet.rows().enumerate().map(read);
    Ok(rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())).collect())
}
