//! JSON to a table: an array of objects, one object, or one object a line, with column names as keys.

use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::exchange::table::{CellError, Row, Table, TableError};
use crate::exchange::text::decode;

/// Does the file begin as JSON does?
pub(super) fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = bytes.iter().find(|b| !b.is_ascii_whitespace());
    matches!(first, Some(b'{' | b'['))
}

/// The objects as rows, and all that is wrong with the others; the line of a row is its place among the objects,
/// counted from 1. A file without any object is no table.
pub(super) fn read_json(bytes: &[u8]) -> Result<(Table, Vec<CellError>), TableError> {
    let text = decode(bytes)?.text;
    let mut rows = Objects::default();
    for value in serde_json::Deserializer::from_str(&text).into_iter::<&RawValue>() {
        let value = value.map_err(|e| TableError::Json { line: e.line(), column: e.column() })?;
        match array(value) {
            Some(values) => values.into_iter().for_each(|value| rows.push(value)),
            None => rows.push(value),
        }
    }
    if rows.table.header.is_empty() && !rows.errors.is_empty() {
        return Err(TableError::NotAnObject { index: 1 });
    }
    Ok((rows.table, rows.errors))
}

/// The members of an object as they are written: numbers keep their digits, and names may come twice.
struct Members<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        d.deserialize_map(InOrder)
    }
}

fn object(value: &RawValue) -> Option<Vec<(String, &RawValue)>> {
    let object = value.get().starts_with('{').then(|| serde_json::from_str::<Members<'_>>(value.get()).ok());
    object.flatten().map(|members| members.0)
}

fn array(value: &RawValue) -> Option<Vec<&RawValue>> {
    value.get().starts_with('[').then(|| serde_json::from_str(value.get()).ok()).flatten()
}

/// The table so far, where its columns are, and what is wrong.
struct Objects {
    table: Table,
    columns: HashMap<String, usize>,
    read: usize,
    errors: Vec<CellError>,
}

impl Default for Objects {
    fn default() -> Self {
        let table = Table { header: vec![], rows: vec![] };
        Self { table, columns: HashMap::new(), read: 0, errors: vec![] }
    }
}

impl Objects {
    fn push(&mut self, value: &RawValue) {
        self.read += 1;
        let Some(members) = object(value) else {
            let wrong = TableError::NotAnObject { index: self.read };
            return self.errors.push(CellError::new(self.read, "*", wrong.to_string(), wrong.zh()));
        };
        let mut cells = vec![None; self.table.header.len()];
        let wrong = self.errors.len();
        self.fill(members, "", &mut cells);
        if self.errors.len() == wrong {
            let cells = cells.into_iter().map(Option::unwrap_or_default).collect();
            self.table.rows.push(Row { line: self.read, cells });
        }
    }

    /// Puts in the members of an object; a nested one gives its name as a prefix (`expense.drugs`), except
    /// the platform's own `setlinfo`.
    fn fill(&mut self, members: Vec<(String, &RawValue)>, prefix: &str, cells: &mut Vec<Option<String>>) {
        for (key, value) in members {
            let name = format!("{prefix}{}", key.trim());
            match object(value) {
                Some(inner) if key.eq_ignore_ascii_case("setlinfo") => self.fill(inner, "", cells),
                Some(inner) => self.fill(inner, &format!("{name}."), cells),
                None => self.put(&name, cell(value), cells),
            }
        }
    }

    fn put(&mut self, name: &str, cell: String, cells: &mut Vec<Option<String>>) {
        let at = self.column(name);
        cells.resize(cells.len().max(at + 1), None);
        if cells[at].replace(cell).is_some() {
            let en = format!("`{name}` stands in the object twice; remove one of the two");
            let zh = format!("同一对象中“{name}”出现两次，请只保留一个。");
            self.errors.push(CellError::new(self.read, name, en, zh));
        }
    }

    fn column(&mut self, name: &str) -> usize {
        if let Some(at) = self.columns.get(name) {
            return *at;
        }
        let at = self.table.header.len();
        self.table.header.push(name.to_owned());
        self.columns.insert(name.to_owned(), at);
        at
    }
}

/// What a cell of a table would have; a number as it is written.
fn cell(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        "true" => "yes".into(),
        "false" => "no".into(),
        text if text.starts_with('"') => {
            serde_json::from_str::<String>(text).map_or_else(|_| text.into(), |text| text.trim().into())
        }
        text => array(value)
            .map_or_else(|| text.into(), |all| all.into_iter().map(cell).collect::<Vec<_>>().join(";")),
    }
}

#[cfg(test)]
mod tests {
    use super::{TableError as E, is_json, read_json};

    #[test]
    fn objects_become_rows() {
        let table = [
            ("[]", ""),
            (r#"{"total": 12.50, "covered": true, "x": null}"#, "total=12.50 covered=yes"),
            (r#"{"total": 1e3, "days": 99999999999999999999.10}"#, "total=1e3 days=99999999999999999999.10"),
            ("{\"a\":\"1 \"}\n{\"b\":[\"I10\",\"J18\"]}\n", "a=1 / b=I10;J18"),
            (r#" [{"setlinfo":{"a":1},"expense":{"drugs":"1,000"}}]"#, "a=1 expense.drugs=1,000"),
        ];
        for (text, expected) in table {
            assert!(is_json(text.as_bytes()));
            let (read, errors) = read_json(text.as_bytes()).unwrap();
            assert_eq!(errors, []);
            let row = |row: &super::Row| {
                let cells = read.header.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
                cells.map(|(name, cell)| format!("{name}={cell}")).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(read.rows.iter().map(row).collect::<Vec<_>>().join(" / "), expected);
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read_json(b"[7, null]"), Err(E::NotAnObject { index: 1 }));
        assert_eq!(read_json(b"{\n\"a\" 1}"), Err(E::Json { line: 2, column: 5 }));
        assert!(matches!(read_json(b"{\"a\":1}\n{"), Err(E::Json { .. })));
    }

    #[test]
    fn what_is_no_object_is_listed_and_the_others_go_on() {
        let (table, errors) = read_json(br#"[{"a":1}, 7, {"a":2,"a":3}, null, {"a":4}]"#).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 5]);
        let found: Vec<_> = errors.iter().map(|e| (e.line, e.column.as_str())).collect();
        assert_eq!(found, [(2, "*"), (3, "a"), (4, "*")]);
        assert!(errors[0].en.starts_with("object 2 of the JSON is not an object"), "{}", errors[0].en);
    }
}
