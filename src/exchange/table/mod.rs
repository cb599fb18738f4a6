//! A table in a file: a header first, every row with its line. Text with comma, semicolon or tab between the cells, or a
//! workbook, of which the first sheet is read.

mod error;
mod header;
#[cfg(test)]
mod tests;

use std::io::Cursor;

use header::{checked_header, header_start, separator};

use super::text::{TextError, decode};
use super::workbook::{is_workbook, workbook_text};

pub use error::{CellError, TableError};

/// A table read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Column names, trimmed, none twice.
    pub header: Vec<String>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which the row begins, counted from 1.
    pub line: usize,
    /// The cells, trimmed; at most as many as the header has, fewer where the row is short.
    pub cells: Vec<String>,
}

/// The rows of a table one by one, for long files.
pub struct Rows {
    reader: csv::Reader<Cursor<String>>,
    record: csv::StringRecord,
    header: Vec<String>,
    /// Byte in the text that the reader calls 0.
    base: usize,
    /// Bytes of the file's own text; a closing line of ours follows.
    end: usize,
    /// Bytes whose lines are counted, and the line that comes after them.
    counted: (usize, usize),
}

/// What the reader made of the next record.
enum Next {
    Row(Row),
    Skipped,
    End,
}

/// Reads a table whole.
///
/// ```
/// use huzhu::exchange::table::read_table;
/// let table = read_table("# April\n姓名;金额\n甲;\"1;5\"\n\n乙\n".as_bytes())?;
/// assert_eq!(table.header, ["姓名", "金额"]);
/// assert_eq!((table.rows[0].line, table.rows[0].cell(1)), (3, "1;5"));
/// assert_eq!((table.rows[1].line, table.rows[1].cell(1)), (5, ""));
/// # Ok::<(), huzhu::exchange::table::TableError>(())
/// ```
///
/// # Errors
/// [`TableError`] says what to mend; the first trouble ends the reading.
pub fn read_table(bytes: &[u8]) -> Result<Table, TableError> {
    let mut rows = rows(bytes)?;
    let all = rows.by_ref().collect::<Result<Vec<_>, _>>()?;
    Ok(Table { header: rows.header, rows: all })
}

/// Reads the header and gives the rows one by one. Skipped are blank rows, every line before the header that
/// begins with `#`, and every later one that is `#` or begins with `# `.
///
/// # Errors
/// [`TableError`] when the header is wrong; the rows have their own.
pub fn rows(bytes: &[u8]) -> Result<Rows, TableError> {
    let text = text(bytes)?;
    let base = header_start(&text).ok_or(TableError::NoHeader)?;
    let mut rows = Rows::new(text, base);
    match rows.advance()? {
        Next::Row(row) => rows.header = checked_header(row.cells)?,
        Next::Skipped | Next::End => return Err(TableError::NoHeader),
    }
    Ok(rows)
}

/// The text of the file; of a workbook its first sheet.
fn text(bytes: &[u8]) -> Result<String, TableError> {
    if is_workbook(bytes) {
        return workbook_text(bytes).map_err(|_| TextError::Workbook.into());
    }
    Ok(decode(bytes)?.text)
}

impl Row {
    /// The cell of a column counted from 0; empty where the row is short.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

impl Rows {
    fn new(mut text: String, base: usize) -> Self {
        let end = text.len();
        let delimiter = separator(text[base..].lines().next().unwrap_or_default());
        // A last line of ours: where it does not come back as a record of its own, a quote is open.
        text.push_str("\n.");
        let mut cursor = Cursor::new(text);
        cursor.set_position(u64::try_from(base).unwrap_or_default());
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(cursor);
        let record = csv::StringRecord::new();
        Self { reader, record, header: vec![], base, end, counted: (0, 1) }
    }

    /// Column names, trimmed, none twice.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The cells of the record that was read last, however many, trimmed.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.record.iter().map(str::trim)
    }

    /// The next record, if there is one.
    fn advance(&mut self) -> Result<Next, TableError> {
        // The text is valid and its reader cannot fail: what is not read is the end.
        if !self.reader.read_record(&mut self.record).unwrap_or_default() {
            return Ok(Next::End);
        }
        let line = self.line_of_record();
        if self.counted.0 > self.end {
            return Ok(Next::End);
        }
        if byte(self.reader.position()) + self.base > self.end + 1 {
            return Err(TableError::OpenQuote { line });
        }
        let first = self.record.get(0).unwrap_or_default();
        let filled = (1..).zip(&self.record).filter(|(_, cell)| !cell.trim().is_empty());
        let cells: usize = filled.map(|(at, _)| at).last().unwrap_or_default();
        if cells == 0 || first == "#" || first.starts_with("# ") {
            return Ok(Next::Skipped);
        }
        let columns = self.header.len();
        if columns > 0 && cells > columns {
            return Err(TableError::LongRow { line, cells, columns });
        }
        let cells = self.record.iter().take(cells).map(|cell| cell.trim().to_owned()).collect();
        Ok(Next::Row(Row { line, cells }))
    }

    /// The line on which the record begins; counts on from the record before.
    fn line_of_record(&mut self) -> usize {
        let text = self.reader.get_ref().get_ref().as_bytes();
        let from = self.base + self.record.position().map_or(0, byte);
        // The reader's place is before the blank lines and line ends that it skipped.
        let start = from + text[from..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let (counted, line) = self.counted;
        let ends = text[counted..start].split(|b| *b == b'\n').count() - 1;
        self.counted = (start, line + ends);
        line + ends
    }
}

impl Iterator for Rows {
    type Item = Result<Row, TableError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.advance() {
                Ok(Next::Row(row)) => return Some(Ok(row)),
                Ok(Next::Skipped) => {}
                Ok(Next::End) => return None,
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// The byte of a place.
fn byte(place: &csv::Position) -> usize {
    usize::try_from(place.byte()).unwrap_or(usize::MAX)
}
