//! Any number of rows as one JSON parameter, so that a slice takes as many statements as a single request.

use std::fmt::Write as _;

use serde::Serialize;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, FromRow};

use super::book::BookId;
use super::connect::Kind;
use super::error::StoreError;

/// What a column of the given rows holds. A field that is null or missing is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Text.
    Text,
    /// A whole number of 64 bits.
    Number,
}

/// How rows are seen by the statement that they are given to: as a table of this name, with these columns, named as the
/// fields of the rows, and with two more: `book_id`, which is always the act's own book, and `nth`, the place of the
/// row, counted from 0.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// The name of the table, usually `given`.
    pub name: &'static str,
    /// Names and contents of its columns.
    pub columns: &'static [(&'static str, Column)],
}

/// A row that a statement returns.
pub trait Row: for<'r> FromRow<'r, AnyRow> + Send + Unpin {}
impl<R: for<'r> FromRow<'r, AnyRow> + Send + Unpin> Row for R {}

impl Given {
    /// The statement with this table before it. `$1` are the rows; `$2` is the book, if there is one.
    fn before(&self, kind: Kind, in_a_book: bool, sql: &str) -> String {
        let mut text = format!("with {} as (select ", self.name);
        if in_a_book {
            text.push_str("cast($2 as text) as book_id, ");
        }
        let columns = || self.columns.iter().filter(|(name, _)| !in_a_book || *name != "book_id");
        match kind {
            Kind::Sqlite => of_json_each(&mut text, columns()),
            Kind::Postgres => of_recordset(&mut text, columns()),
        }
        text.push_str(if sql.starts_with("with ") { "), " } else { ") " });
        text.push_str(sql.strip_prefix("with ").unwrap_or(sql));
        text
    }
}

fn of_json_each<'c>(text: &mut String, columns: impl Iterator<Item = &'c (&'c str, Column)>) {
    text.push_str("key as nth");
    for (name, _) in columns {
        let _ = write!(text, ", json_extract(value, '$.{name}') as {name}");
    }
    text.push_str(" from json_each($1)");
}

fn of_recordset<'c>(text: &mut String, columns: impl Iterator<Item = &'c (&'c str, Column)>) {
    let (mut typed, mut names) = (String::new(), String::new());
    for (name, column) in columns {
        let comma = if names.is_empty() { "" } else { ", " };
        let _ = write!(names, "{comma}{name}");
        let _ = write!(typed, "{comma}{name} {}", column.on_postgres());
    }
    let _ = write!(
        text,
        "nth - 1 as nth, {names} from rows from (json_to_recordset($1::json) as ({typed})) \
         with ordinality as row ({names}, nth)"
    );
}

impl Column {
    fn on_postgres(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "bigint",
        }
    }
}

/// A statement and the rows that are given to it.
pub(super) struct Bulk {
    sql: String,
    rows: String,
    book: Option<BookId>,
}

impl Bulk {
    /// None where there are no rows: then there is nothing to ask.
    pub(super) fn new(
        kind: Kind,
        book: Option<&BookId>,
        given: &Given,
        rows: &[impl Serialize],
        sql: &str,
    ) -> Result<Option<Self>, StoreError> {
        if rows.is_empty() {
            return Ok(None);
        }
        let sql = given.before(kind, book.is_some(), sql);
        Ok(Some(Self { sql, rows: serde_json::to_string(rows)?, book: book.cloned() }))
    }

    /// How many rows it changed.
    pub(super) async fn execute(self, connection: &mut AnyConnection) -> Result<u64, StoreError> {
        let (sql, rows, book) = self.parts();
        Ok(bound(sqlx::query(sql), rows, book).execute(connection).await?.rows_affected())
    }

    /// The rows that it returns, within a transaction.
    pub(super) async fn fetch<R: Row>(self, connection: &mut AnyConnection) -> Result<Vec<R>, StoreError> {
        let (sql, rows, book) = self.parts();
        decoded(&bound(sqlx::query(sql), rows, book).fetch_all(connection).await?)
    }

    /// The rows that it returns, outside of any transaction.
    pub(super) async fn read<R: Row>(self, pool: &AnyPool) -> Result<Vec<R>, StoreError> {
        let (sql, rows, book) = self.parts();
        decoded(&bound(sqlx::query(sql), rows, book).fetch_all(pool).await?)
    }

    /// The statement was put together of whole texts of this crate; what others wrote stands in the parameters.
    fn parts(self) -> (AssertSqlSafe<String>, String, Option<BookId>) {
        (AssertSqlSafe(self.sql), self.rows, self.book)
    }
}

type AnyQuery<'q> = Query<'q, Any, AnyArguments>;

fn bound(query: AnyQuery<'_>, rows: String, book: Option<BookId>) -> AnyQuery<'_> {
    let query = query.bind(rows);
    match book {
        Some(book) => query.bind(book.as_str().to_owned()),
        None => query,
    }
}

fn decoded<R: Row>(rows: &[AnyRow]) -> Result<Vec<R>, StoreError> {
    Ok(rows.iter().map(R::from_row).collect::<Result<_, _>>()?)
}
