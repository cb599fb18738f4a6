//! A table in a file: comma, semicolon or tab between the cells, a header first, every row with its line.

mod error;
mod header;

use std::io::Cursor;

use header::{checked_header, header_start, separator};

use super::text::decode;

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
    let text = decode(bytes)?.text;
    let base = header_start(&text).ok_or(TableError::NoHeader)?;
    let mut rows = Rows::new(text, base);
    match rows.advance()? {
        Next::Row(row) => rows.header = checked_header(row.cells)?,
        Next::Skipped | Next::End => return Err(TableError::NoHeader),
    }
    Ok(rows)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{TableError as E, read_table};
    use crate::exchange::text::TextError;

    /// The header, and each row as its line and its cells.
    fn shown(text: &str) -> String {
        let table = read_table(text.as_bytes()).unwrap();
        let rows = table.rows.iter().map(|row| format!("{}:{}", row.line, row.cells.join("|")));
        std::iter::once(table.header.join("|")).chain(rows).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn tables_that_are_read() {
        let table = [
            ("a,b\n1,2\n", "a|b / 2:1|2"),
            ("a,b", "a|b"),
            ("a;b\r\n1;2\r\n3;4", "a|b / 2:1|2 / 3:3|4"),
            ("a\tb\n1\t2\n", "a|b / 2:1|2"),
            ("a\n1\n", "a / 2:1"),
            ("\n \n# April, 2026\n a , b \n\n1, 2 \n,\n\n3\n", "a|b / 6:1|2 / 9:3"),
            ("a,b\n\"1\n,\"\"x\",2\n3,4\n", "a|b / 2:1\n,\"x|2 / 4:3|4"),
            ("a,b\r\n\r\n\r\n1,5\" pipe\r\n# no row, this\r\n#7,8\r\n", "a|b / 4:1|5\" pipe / 6:#7|8"),
            ("a,b,,\n1,2,,\n1,2,3\n", ""),
            ("a,b,,\n1,2,,,,\n", "a|b / 2:1|2"),
            ("\"a;x\",b\n1,2\n", "a;x|b / 2:1|2"),
        ];
        for (text, expected) in table {
            if expected.is_empty() {
                let error = read_table(text.as_bytes()).unwrap_err();
                assert_eq!(error, E::LongRow { line: 3, cells: 3, columns: 2 });
            } else {
                assert_eq!(shown(text), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn tables_that_are_refused() {
        let table: [(&str, E, &str); 9] = [
            ("", E::Text(TextError::Empty), "文件内容为空"),
            ("\n# a\n \n", E::NoHeader, "没有表头"),
            ("姓名，金额\n1,2\n", E::FullWidthSeparator { found: '，', meant: ',' }, "全角“，”"),
            ("a,,b\n", E::NamelessColumn { position: 2 }, "第2列"),
            ("a,b,a \n", E::DuplicateColumn { name: "a".into() }, "出现两次"),
            ("a,b\n\n1,2,3\n", E::LongRow { line: 3, cells: 3, columns: 2 }, "第3行有3个"),
            ("a,b\n1,2\n3,\"4\n5,6\n", E::OpenQuote { line: 3 }, "第3行开始"),
            ("a,b\n1,\"", E::OpenQuote { line: 2 }, "第2行开始"),
            ("\"a,b\n", E::OpenQuote { line: 1 }, "第1行开始"),
        ];
        for (text, error, zh) in table {
            let found = read_table(text.as_bytes()).unwrap_err();
            assert_eq!(found, error, "{text:?}");
            assert!(found.zh().contains(zh) && found.zh().ends_with('。'), "{}", found.zh());
        }
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..80), text in "[a,;\"\n\r# \t1]{0,40}") {
            let _ = read_table(&bytes);
            let _ = read_table(text.as_bytes());
        }

        #[test]
        fn quoted_cells_come_back(cells in prop::collection::vec(("[a-z,;\"\n ]{0,8}", "[0-9]{1,3}"), 0..8)) {
            let quoted = |(a, b): &(String, String)| format!("\"{}\",{b}\n", a.replace('"', "\"\""));
            let file = format!("a,b\n{}", cells.iter().map(quoted).collect::<String>());
            let table = read_table(file.as_bytes()).unwrap();
            let kept: Vec<_> = cells.iter().filter(|(a, _)| !a.starts_with("# ")).collect();
            prop_assert_eq!(table.rows.len(), kept.len());
            for (row, (a, b)) in table.rows.iter().zip(kept) {
                prop_assert_eq!((row.cell(0), row.cell(1)), (a.trim(), b.as_str()));
            }
        }
    }
}
