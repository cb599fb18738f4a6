//! Data taken out of a book as it stands at one point, row by row: what is personal masked, or whole.

mod claims;
mod sheets;

pub use claims::{ClaimOut, DecisionOut};
pub use sheets::SHEETS;

use std::io;

use futures_util::TryStreamExt as _;
use sqlx::any::AnyRow;
use sqlx::{Any, Row as _, Transaction};

use super::book::{self, BookId};
use super::error::StoreError;
use super::scope::Scope;
use super::seal::{KeyRing, Place};
use super::store::Store;
use crate::engine::money::{Exact, Fen};
use crate::engine::office::mask;

/// How a column of a sheet is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// As it is.
    Text,
    /// A whole number.
    Number,
    /// An amount of fen, in yuan.
    Yuan,
    /// The first or the second of a pair of amounts in parts of a fen, in yuan.
    Exact(usize),
    /// Not written: the row that the sealed columns after it stand in.
    Place,
    /// Sealed, of a table and column; opened, and masked where nothing personal is shown.
    Sealed(&'static str, &'static str, Mask),
    /// Not personal, and sealed none the less.
    Opened(&'static str, &'static str),
}

/// What is shown of a personal value to those who do not see it whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// The first character of a name.
    Name,
    /// First and last characters of a number.
    Identity,
    /// The last digits.
    Account,
    /// First and last digits.
    Phone,
    /// The year.
    Birth,
}

/// A file of rows: its name, its statement, and its columns in the statement's order.
pub struct Sheet {
    /// The file's name, without its ending.
    pub name: &'static str,
    sql: &'static str,
    /// Headers and how their cells are written.
    columns: &'static [(&'static str, Cell)],
    /// Is the first column the scheme that names a file of its own?
    pub by_scheme: bool,
}

impl Sheet {
    /// The headers.
    pub fn header(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().filter(|(_, cell)| *cell != Cell::Place).map(|(name, _)| *name)
    }
}

/// Why rows cannot be taken out.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Whoever takes the rows cannot: make room, or choose another place.
    #[error("{0}")]
    Write(#[from] io::Error),
}

impl From<sqlx::Error> for ExportError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What is shown of what is personal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whole {
    /// Names, numbers, accounts and telephones.
    pub personal: bool,
    /// Diagnoses, which are categories otherwise.
    pub diagnoses: bool,
}

/// The rows of a book at one point.
pub struct Taken {
    point: Transaction<'static, Any>,
    keys: KeyRing,
    book: String,
    whole: Whole,
}

/// What rows are given to.
pub type Rows<'r, T> = &'r mut (dyn FnMut(T) -> io::Result<()> + Send);

impl Taken {
    /// A book at one point, if the scope sees it.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn of(
        store: &Store,
        scope: &Scope,
        book: &BookId,
        whole: Whole,
    ) -> Result<Option<Self>, StoreError> {
        if book::find(store, scope, book).await?.is_none() {
            return Ok(None);
        }
        let (point, keys) = (store.at_one_point().await?, store.keys().clone());
        Ok(Some(Self { point, keys, book: book.as_str().to_owned(), whole }))
    }

    /// All rows of a sheet, one after the other: none is kept.
    ///
    /// # Errors
    ///
    /// Those of the database, and of whoever takes the rows.
    pub async fn sheet(&mut self, sheet: &Sheet, each: Rows<'_, Vec<String>>) -> Result<(), ExportError> {
        let (keys, book, whole) = (self.keys.clone(), self.book.clone(), self.whole);
        let mut rows = sqlx::query(sheet.sql).bind(&self.book).fetch(&mut *self.point);
        while let Some(row) = rows.try_next().await? {
            each(cells(sheet, &row, (&keys, &book, whole))?)?;
        }
        Ok(())
    }

    /// Ends the reading.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn end(self) -> Result<(), StoreError> {
        Ok(self.point.rollback().await?)
    }
}

fn cells(
    sheet: &Sheet,
    row: &AnyRow,
    (keys, book, whole): (&KeyRing, &str, Whole),
) -> Result<Vec<String>, ExportError> {
    let mut cells = Vec::with_capacity(sheet.columns.len());
    let mut place = String::new();
    for (at, (_, cell)) in sheet.columns.iter().enumerate() {
        let text = || row.try_get::<Option<String>, _>(at).map(Option::unwrap_or_default);
        let number = || row.try_get::<Option<i64>, _>(at);
        let opened = |table, column| match text()? {
            sealed if sealed.is_empty() => Ok(sealed),
            sealed => {
                keys.open(&Place { table, column, book, row: &place }, &sealed).map_err(StoreError::from)
            }
        };
        match *cell {
            Cell::Place => place = text()?,
            Cell::Text => cells.push(text()?),
            Cell::Number => cells.push(number()?.map(|number| number.to_string()).unwrap_or_default()),
            Cell::Yuan => cells.push(number()?.map(yuan).unwrap_or_default()),
            Cell::Exact(which) => {
                let pair: [Exact; 2] = serde_json::from_str(&text()?).map_err(StoreError::from)?;
                cells.push(pair.get(which).map(ToString::to_string).unwrap_or_default());
            }
            Cell::Opened(table, column) => cells.push(opened(table, column)?),
            Cell::Sealed(table, column, mask) => {
                let text = opened(table, column)?;
                cells.push(if whole.personal { text } else { mask.of(&text) });
            }
        }
    }
    Ok(cells)
}

/// An amount of a column; one that is none stays as it is.
fn yuan(fen: i64) -> String {
    Fen::new(fen).map_or_else(|_| fen.to_string(), |fen| fen.to_string())
}

impl Mask {
    fn of(self, text: &str) -> String {
        match self {
            Self::Name => mask::name(text),
            Self::Identity => mask::identity(text),
            Self::Account => mask::account(text),
            Self::Phone => mask::phone(text),
            Self::Birth => text.chars().take(4).collect(),
        }
    }
}
