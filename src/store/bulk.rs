//! Any number of rows given to one statement, so that a slice takes as many statements as a single request: many as one
//! JSON parameter, few as parameters of their own.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;
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
    /// The statement with this table before it. The first parameter is the book, if there is one; the rows follow.
    fn before(&self, (kind, in_a_book): (Kind, bool), rows: &Rows, sql: &str) -> String {
        // Materialized: merged into the statement, SQLite may read the JSON anew for each row of the table it joins.
        let mut text = format!("with {} as materialized (", self.name);
        match rows {
            Rows::Few(cells) => self.of_parameters(&mut text, in_a_book, cells.len()),
            Rows::Many(_) => self.of_json(&mut text, kind, in_a_book),
        }
        text.push_str(if sql.starts_with("with ") { "), " } else { ") " });
        text.push_str(sql.strip_prefix("with ").unwrap_or(sql));
        text
    }

    /// Those that are given: the book of an act stands for itself.
    fn given(&self, in_a_book: bool) -> impl Iterator<Item = &(&'static str, Column)> {
        self.columns.iter().filter(move |(name, _)| !in_a_book || *name != "book_id")
    }

    fn of_parameters(&self, text: &mut String, in_a_book: bool, cells: usize) {
        let columns = self.given(in_a_book).count();
        let mut next = 1 + usize::from(in_a_book);
        for nth in 0..cells / columns.max(1) {
            text.push_str(if nth == 0 { "select " } else { " union all select " });
            if in_a_book {
                text.push_str("cast($1 as text) as book_id, ");
            }
            let _ = write!(text, "{nth} as nth");
            for (name, column) in self.given(in_a_book) {
                let _ = write!(text, ", cast(${next} as {}) as {name}", column.word());
                next += 1;
            }
        }
    }

    fn of_json(&self, text: &mut String, kind: Kind, in_a_book: bool) {
        text.push_str("select ");
        if in_a_book {
            text.push_str("cast($1 as text) as book_id, ");
        }
        let rows = if in_a_book { "$2" } else { "$1" };
        match kind {
            Kind::Sqlite => of_json_each(text, rows, self.given(in_a_book)),
            Kind::Postgres => of_recordset(text, rows, self.given(in_a_book)),
        }
    }
}

fn of_json_each<'c>(
    text: &mut String,
    rows: &str,
    columns: impl Iterator<Item = &'c (&'static str, Column)>,
) {
    text.push_str("key as nth");
    for (name, _) in columns {
        let _ = write!(text, ", json_extract(value, '$.{name}') as {name}");
    }
    let _ = write!(text, " from json_each({rows})");
}

fn of_recordset<'c>(
    text: &mut String,
    rows: &str,
    columns: impl Iterator<Item = &'c (&'static str, Column)>,
) {
    let (mut typed, mut names) = (String::new(), String::new());
    for (name, column) in columns {
        let comma = if names.is_empty() { "" } else { ", " };
        let _ = write!(names, "{comma}{name}");
        let _ = write!(typed, "{comma}{name} {}", column.word());
    }
    let _ = write!(
        text,
        "nth - 1 as nth, {names} from rows from (json_to_recordset({rows}::json) as ({typed})) \
         with ordinality as row ({names}, nth)"
    );
}

impl Column {
    fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "bigint",
        }
    }
}

/// So many rows are parameters of their own: they need not be taken out of JSON, and the database knows how few they are.
const FEW: usize = 4;

/// What is given to a column of a row.
enum Cell {
    Text(Option<String>),
    Number(Option<i64>),
}

/// The rows as they are given.
enum Rows {
    /// Row by row, column by column.
    Few(Vec<Cell>),
    /// As JSON.
    Many(String),
}

impl Cell {
    /// None where only JSON says what a value is as a text.
    fn new(column: Column, value: Option<Value>) -> Option<Self> {
        match (column, value.unwrap_or_default()) {
            (Column::Text, Value::Null) => Some(Self::Text(None)),
            (Column::Text, Value::String(text)) => Some(Self::Text(Some(text))),
            (Column::Number, Value::Null) => Some(Self::Number(None)),
            (Column::Number, Value::Number(number)) => number.as_i64().map(Some).map(Self::Number),
            _ => None,
        }
    }
}

impl Rows {
    fn new(given: &Given, in_a_book: bool, rows: &[impl Serialize]) -> Result<Self, StoreError> {
        if rows.len() <= FEW
            && let Some(cells) = Self::few(given, in_a_book, rows)?
        {
            return Ok(Self::Few(cells));
        }
        Ok(Self::Many(serde_json::to_string(rows)?))
    }

    fn few(given: &Given, in_a_book: bool, rows: &[impl Serialize]) -> Result<Option<Vec<Cell>>, StoreError> {
        let mut cells = Vec::with_capacity(rows.len() * given.columns.len());
        for row in rows {
            let Value::Object(mut row) = serde_json::to_value(row)? else { return Ok(None) };
            for (name, column) in given.given(in_a_book) {
                let Some(cell) = Cell::new(*column, row.get_mut(*name).map(Value::take)) else {
                    return Ok(None);
                };
                cells.push(cell);
            }
        }
        Ok(Some(cells))
    }
}

/// A statement and the rows that are given to it.
pub(super) struct Bulk {
    sql: String,
    rows: Rows,
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
        let rows = Rows::new(given, book.is_some(), rows)?;
        let sql = given.before((kind, book.is_some()), &rows, sql);
        Ok(Some(Self { sql, rows, book: book.cloned() }))
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
    fn parts(self) -> (AssertSqlSafe<String>, Rows, Option<BookId>) {
        (AssertSqlSafe(self.sql), self.rows, self.book)
    }
}

type AnyQuery<'q> = Query<'q, Any, AnyArguments>;

fn bound(query: AnyQuery<'_>, rows: Rows, book: Option<BookId>) -> AnyQuery<'_> {
    let query = match book {
        Some(book) => query.bind(book.as_str().to_owned()),
        None => query,
    };
    match rows {
        Rows::Many(json) => query.bind(json),
        Rows::Few(cells) => cells.into_iter().fold(query, |query, cell| match cell {
            Cell::Text(text) => query.bind(text),
            Cell::Number(number) => query.bind(number),
        }),
    }
}

fn decoded<R: Row>(rows: &[AnyRow]) -> Result<Vec<R>, StoreError> {
    Ok(rows.iter().map(R::from_row).collect::<Result<_, _>>()?)
}
