//! What a backup says of itself: when it was made, under which keys, and what it holds.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::AnyConnection;

use super::error::BackupError;
use super::sums;
use crate::store::schema::Table;
use crate::store::seal::KeyRing;

pub(super) const NAME: &str = "manifest.json";
const FORMAT: &str = "huzhu-backup/1";

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    /// The moment, UTC text.
    pub made_at: String,
    /// The book of the office that made it.
    pub book: String,
    /// The mark of the keys; it tells nothing of them.
    keys: String,
    /// The newest version of them.
    newest_key: u32,
    /// Books with the heads of their audit chains.
    pub books: Vec<Chain>,
    pub(super) tables: Vec<Carried>,
    /// How many documents.
    pub documents: u64,
}

/// The head of a book's audit chain, to be compared with what was printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct Chain {
    /// The book.
    pub book: String,
    /// How many rows the chain has.
    pub audited: i64,
    /// The hash of the last.
    pub head: String,
}

/// A table of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Carried {
    pub(super) table: String,
    columns: Vec<String>,
    pub(super) rows: u64,
}

/// A table of this version, and where in a backup's rows each of its columns stands.
pub(super) struct Fitting {
    pub(super) table: &'static Table,
    from: Vec<Option<usize>>,
    many: usize,
}

impl Fitting {
    /// A line as a row of this version, if it has a value for each column that the backup names.
    pub(super) fn row(&self, line: &str) -> Option<Map<String, Value>> {
        let values: Vec<Value> = serde_json::from_str(line).ok()?;
        if values.len() != self.many {
            return None;
        }
        let mut row = Map::new();
        for (((name, _), lacking), from) in self.table.columns.iter().zip(&self.table.lacking).zip(&self.from)
        {
            let value = from.map_or_else(|| lacking.clone(), |at| values.get(at).cloned());
            row.insert((*name).to_owned(), value.unwrap_or(Value::Null));
        }
        Some(row)
    }
}

impl Carried {
    pub(super) fn of(table: &Table, rows: u64) -> Self {
        let columns = table.columns.iter().map(|(name, _)| (*name).to_owned()).collect();
        Self { table: table.name.into(), columns, rows }
    }

    /// The table of this version. A backup of an earlier one may lack tables, and columns that can do without.
    pub(super) fn table(&self) -> Result<Fitting, BackupError> {
        let unknown = |what: &str| BackupError::Unknown(what.to_owned());
        let table = Table::named(&self.table).ok_or_else(|| unknown(&self.table))?;
        let is_known = |column: &&String| table.columns.iter().any(|(name, _)| name == column);
        if let Some(column) = self.columns.iter().find(|column| !is_known(column)) {
            return Err(unknown(&format!("{}.{column}", self.table)));
        }
        let mut from = vec![];
        for ((name, _), lacking) in table.columns.iter().zip(&table.lacking) {
            let at = self.columns.iter().position(|column| column == name);
            if at.is_none() && lacking.is_none() {
                return Err(BackupError::Earlier(format!("{}.{name}", self.table)));
            }
            from.push(at);
        }
        Ok(Fitting { table, from, many: self.columns.len() })
    }

    pub(super) fn file(&self) -> String {
        file_of(&self.table)
    }
}

pub(super) fn file_of(table: &str) -> String {
    format!("tables/{table}.jsonl")
}

impl Manifest {
    pub(super) fn new(keys: &KeyRing, (made_at, book): (&str, &str)) -> Self {
        Self {
            format: FORMAT.into(),
            made_at: made_at.into(),
            book: book.into(),
            keys: keys.fingerprint(),
            newest_key: keys.newest(),
            books: vec![],
            tables: vec![],
            documents: 0,
        }
    }

    /// How many rows of all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// The manifest of a backup, if it is what was written.
    pub(super) fn read(folder: &Path, sums: &[(String, String)]) -> Result<Self, BackupError> {
        let none = || BackupError::None(folder.display().to_string());
        let (hash, name) = sums.iter().find(|(_, name)| name == NAME).ok_or_else(none)?;
        sums::verify(folder, hash, name)?;
        let manifest: Self = serde_json::from_slice(&sums::read(folder, NAME)?).map_err(|_| none())?;
        if manifest.format == FORMAT { Ok(manifest) } else { Err(none()) }
    }

    /// Refuses keys that cannot open what the backup holds.
    pub(super) fn opens(&self, keys: &KeyRing) -> Result<(), BackupError> {
        if self.keys != keys.fingerprint() {
            return Err(BackupError::OtherKeys);
        }
        if keys.newest() < self.newest_key { Err(BackupError::LacksKey(self.newest_key)) } else { Ok(()) }
    }
}

pub(super) async fn heads(connection: &mut AnyConnection) -> Result<Vec<Chain>, sqlx::Error> {
    let sql = "select b.id as book, coalesce(a.number, 0) as audited, coalesce(a.hash, '') as head from book b \
        left join audit a on a.book_id = b.id and a.number = (select max(number) from audit where book_id = b.id) \
        order by b.id";
    sqlx::query_as(sql).fetch_all(connection).await
}
