//! Any number of rows given to one statement, so that a slice takes as many statements as a single request: many as one
//! JSON parameter, few as parameters of their own. On SQLite what only writes takes its rows a hundred at a time as
//! parameters, in a third of the time, by a statement that is prepared once.

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
    /// The statement with this table before it. The book, if there is one, is the first parameter beside JSON and the last
    /// beside parameters of their own; SQLite looks for a parameter that has a number among all that have one, so that
    /// there only the book's has.
    fn before(&self, (kind, in_a_book): (Kind, bool), rows: &Rows, sql: &str) -> String {
        // Materialized: merged into the statement, SQLite may read the JSON anew for each row of the table it joins.
        let mut text = format!("with {}", self.name);
        let columns = self.given(in_a_book).count();
        match rows {
            Rows::Cells(cells) if cells.len() == columns => self.of_one(&mut text, (kind, in_a_book)),
            Rows::Cells(cells) => self.of_parameters(&mut text, (kind, in_a_book), cells.len()),
            Rows::Json(_) => self.of_json(&mut text, kind, in_a_book),
        }
        text.push_str(if sql.starts_with("with ") { "), " } else { ") " });
        text.push_str(sql.strip_prefix("with ").unwrap_or(sql));
        text
    }

    /// Those that are given: the book of an act stands for itself.
    fn given(&self, in_a_book: bool) -> impl Iterator<Item = &(&'static str, Column)> {
        self.columns.iter().filter(move |(name, _)| !in_a_book || *name != "book_id")
    }

    fn of_parameters(&self, text: &mut String, (kind, in_a_book): (Kind, bool), cells: usize) {
        text.push_str(if in_a_book { " (book_id, nth" } else { " (nth" });
        self.given(in_a_book).for_each(|(name, _)| text.extend([", ", name]));
        text.push_str(") as materialized (values ");
        let columns = self.given(in_a_book).count();
        let (mut next, book) = (1, cells + 1);
        for nth in 0..cells / columns.max(1) {
            text.push_str(if nth == 0 { "(" } else { ", (" });
            if in_a_book {
                let _ = write!(text, "cast(${book} as text), ");
            }
            let _ = write!(text, "{nth}");
            for (_, column) in self.given(in_a_book) {
                let _ = match kind {
                    Kind::Sqlite => write!(text, ", ?"),
                    Kind::Postgres => write!(text, ", cast(${next} as {})", column.word()),
                };
                next += 1;
            }
            text.push(')');
        }
    }

    /// A single row is merged into the statement, as if its parameters stood where they are compared.
    fn of_one(&self, text: &mut String, (kind, in_a_book): (Kind, bool)) {
        text.push_str(" as not materialized (select ");
        let columns = self.given(in_a_book).count();
        if in_a_book {
            let _ = write!(text, "cast(${} as text) as book_id, ", columns + 1);
        }
        text.push_str("0 as nth");
        for (nth, (name, column)) in self.given(in_a_book).enumerate() {
            let _ = match kind {
                Kind::Sqlite => write!(text, ", ? as {name}"),
                Kind::Postgres => write!(text, ", cast(${} as {}) as {name}", nth + 1, column.word()),
            };
        }
    }

    fn of_json(&self, text: &mut String, kind: Kind, in_a_book: bool) {
        text.push_str(" as materialized (select ");
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

/// So many rows are parameters of their own: they need not be taken out of JSON, and PostgreSQL knows how few they are.
const FEW: usize = 4;
/// On SQLite so many rows are one statement where each is only written.
const WRITTEN: usize = 100;

/// What is given to a column of a row.
enum Cell {
    Text(Option<String>),
    Number(Option<i64>),
}

/// The rows as they are given.
enum Rows {
    /// Row by row, column by column.
    Cells(Vec<Cell>),
    /// As JSON.
    Json(String),
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
    fn new(
        (kind, in_a_book): (Kind, bool),
        given: &Given,
        rows: &[impl Serialize],
    ) -> Result<Self, StoreError> {
        if (rows.len() <= FEW || kind == Kind::Sqlite && rows.len() == WRITTEN)
            && let Some(cells) = Self::cells(given, in_a_book, rows)?
        {
            return Ok(Self::Cells(cells));
        }
        Ok(Self::Json(serde_json::to_string(rows)?))
    }

    fn cells(
        given: &Given,
        in_a_book: bool,
        rows: &[impl Serialize],
    ) -> Result<Option<Vec<Cell>>, StoreError> {
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

/// Rows that are written by one statement, where each is written by itself.
pub(super) fn written<T>(kind: Kind, rows: &[T]) -> impl Iterator<Item = &[T]> {
    rows.chunks(match kind {
        Kind::Sqlite => WRITTEN,
        Kind::Postgres => rows.len().max(1),
    })
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
        let rows = Rows::new((kind, book.is_some()), given, rows)?;
        let sql = given.before((kind, book.is_some()), &rows, sql);
        Ok(Some(Self { sql, rows, book: book.cloned() }))
    }

    /// How many rows it changed.
    pub(super) async fn execute(self, connection: &mut AnyConnection) -> Result<u64, StoreError> {
        Ok(self.query().execute(connection).await?.rows_affected())
    }

    /// The rows that it returns, within a transaction.
    pub(super) async fn fetch<R: Row>(self, connection: &mut AnyConnection) -> Result<Vec<R>, StoreError> {
        decoded(&self.query().fetch_all(connection).await?)
    }

    /// The rows that it returns, outside of any transaction.
    pub(super) async fn read<R: Row>(self, pool: &AnyPool) -> Result<Vec<R>, StoreError> {
        decoded(&self.query().fetch_all(pool).await?)
    }

    /// The statement was put together of whole texts of this crate; what others wrote stands in the parameters.
    fn query<'q>(self) -> AnyQuery<'q> {
        let query = sqlx::query(AssertSqlSafe(self.sql));
        let book = self.book.map(|book| book.as_str().to_owned());
        match self.rows {
            Rows::Json(json) => bound(query, book).bind(json),
            Rows::Cells(cells) => bound(cells.into_iter().fold(query, with), book),
        }
    }
}

type AnyQuery<'q> = Query<'q, Any, AnyArguments>;

fn bound(query: AnyQuery<'_>, book: Option<String>) -> AnyQuery<'_> {
    match book {
        Some(book) => query.bind(book),
        None => query,
    }
}

fn with(query: AnyQuery<'_>, cell: Cell) -> AnyQuery<'_> {
    match cell {
        Cell::Text(text) => query.bind(text),
        Cell::Number(number) => query.bind(number),
    }
}

fn decoded<R: Row>(rows: &[AnyRow]) -> Result<Vec<R>, StoreError> {
    Ok(rows.iter().map(R::from_row).collect::<Result<_, _>>()?)
}
