//! JSON to a table: an array of objects, one object, or one object a line, with column names as keys.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::exchange::table::{Row, Table, TableError};
use crate::exchange::text::decode;

/// Does the file begin as JSON does?
pub(super) fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes.iter().find(|b| !b.is_ascii_whitespace());
    matches!(first, Some(b'{' | b'['))
}

/// The objects as rows; the line of a row is its place among the objects, counted from 1.
pub(super) fn read_json(bytes: &[u8]) -> Result<Table, TableError> {
    let text = decode(bytes)?.text;
    let mut rows = Objects::default();
    for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
        let value = value.map_err(|e| TableError::Json { line: e.line(), column: e.column() })?;
        match value {
            Value::Array(values) => values.iter().try_for_each(|value| rows.push(value))?,
            value => rows.push(&value)?,
        }
    }
    Ok(rows.table)
}

/// The table so far, and where its columns are.
struct Objects {
    table: Table,
    columns: HashMap<String, usize>,
    read: usize,
}

impl Default for Objects {
    fn default() -> Self {
        Self { table: Table { header: vec![], rows: vec![] }, columns: HashMap::new(), read: 0 }
    }
}

impl Objects {
    fn push(&mut self, value: &Value) -> Result<(), TableError> {
        self.read += 1;
        let Value::Object(object) = value else { return Err(TableError::NotAnObject { index: self.read }) };
        let mut cells = vec![String::new(); self.table.header.len()];
        self.fill(object, "", &mut cells);
        self.table.rows.push(Row { line: self.read, cells });
        Ok(())
    }

    /// Puts in the members of an object; a nested one gives its name as a prefix (`expense.drugs`), except
    /// the platform's own `setlinfo`.
    fn fill(&mut self, object: &Map<String, Value>, prefix: &str, cells: &mut Vec<String>) {
        for (key, value) in object {
            let name = format!("{prefix}{}", key.trim());
            match value {
                Value::Object(inner) if key.eq_ignore_ascii_case("setlinfo") => self.fill(inner, "", cells),
                Value::Object(inner) => self.fill(inner, &format!("{name}."), cells),
                value => {
                    let at = self.column(name);
                    cells.resize(cells.len().max(at + 1), String::new());
                    cells[at] = cell(value);
                }
            }
        }
    }

    fn column(&mut self, name: String) -> usize {
        if let Some(at) = self.columns.get(&name) {
            return *at;
        }
        let at = self.table.header.len();
        self.table.header.push(name.clone());
        self.columns.insert(name, at);
        at
    }
}

/// What a cell of a table would have.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Value::String(text) => text.trim().to_owned(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join(";"),
        Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{TableError as E, is_json, read_json};

    #[test]
    fn objects_become_rows() {
        let table = [
            ("[]", ""),
            (r#"{"total": 12.50, "covered": true, "x": null}"#, "total=12.5 covered=yes"),
            ("{\"a\":\"1 \"}\n{\"b\":[\"I10\",\"J18\"]}\n", "a=1 / b=I10;J18"),
            (r#" [{"setlinfo":{"a":1},"expense":{"drugs":"1,000"}}]"#, "a=1 expense.drugs=1,000"),
        ];
        for (text, expected) in table {
            assert!(is_json(text.as_bytes()));
            let read = read_json(text.as_bytes()).unwrap();
            let row = |row: &super::Row| {
                let cells = read.header.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
                cells.map(|(name, cell)| format!("{name}={cell}")).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(read.rows.iter().map(row).collect::<Vec<_>>().join(" / "), expected);
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read_json(b"[{},\n 7]"), Err(E::NotAnObject { index: 2 }));
        assert_eq!(read_json(b"{\n\"a\" 1}"), Err(E::Json { line: 2, column: 5 }));
        assert!(matches!(read_json(b"{\"a\":1}\n{"), Err(E::Json { .. })));
    }
}
