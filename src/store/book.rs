//! Books (账套): each office's own numbers, audit chain and lock.

use std::fmt;

use serde::Serialize;
use sqlx::{AnyConnection, FromRow};

use super::error::StoreError;
use super::scope::Scope;
use super::store::Store;
use crate::engine::name::Name;

/// Names a book: small Latin letters, digits and hyphens, 1 to 40 of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct BookId(Name);

/// This text cannot name a book.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0:?} names no book: use 1 to 40 of a-z, 0-9 and -")]
pub struct BookIdError(String);

impl BookId {
    const LONGEST: usize = 40;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for BookId {
    type Error = BookIdError;

    fn try_from(text: &str) -> Result<Self, BookIdError> {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fine = (1..=Self::LONGEST).contains(&text.len()) && text.bytes().all(fits);
        if fine { Ok(Self(text.into())) } else { Err(BookIdError(text.into())) }
    }
}

impl fmt::Display for BookId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A book as it is read.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Book {
    /// Its name; a [`BookId`] as text.
    pub id: String,
    /// The organisation that keeps it.
    pub organisation_id: String,
    /// As printed on reports.
    pub title: String,
    /// How many acts wrote in it.
    pub version: i64,
    /// The last number that it issued.
    pub issued: i64,
}

/// A book, and where its audit chain ends.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Kept {
    /// Its name; a [`BookId`] as text.
    pub id: String,
    /// As printed on reports.
    pub title: String,
    /// How many rows its audit chain has.
    pub audited: i64,
    /// The hash of the last of them; empty before the first.
    pub audit_head: String,
}

/// A book to be opened, and the organisation that keeps it.
#[derive(Clone, Copy, Debug)]
pub struct NewBook<'a> {
    /// Its name.
    pub id: &'a BookId,
    /// As printed on reports.
    pub title: &'a str,
    /// An organisation that is already there.
    pub organisation_id: &'a str,
}

/// Opens a book for an installation's first organisation, which no book guards, since there is none yet.
///
/// # Errors
///
/// When there is one of that name, or the organisation is not there.
pub async fn open(store: &Store, new: NewBook<'_>) -> Result<(), StoreError> {
    let mut connection = store.outside_books().acquire().await?;
    insert(&mut connection, new).await
}

pub(super) async fn insert(connection: &mut AnyConnection, new: NewBook<'_>) -> Result<(), StoreError> {
    let sql = "insert into book (id, organisation_id, title) values ($1, $2, $3)";
    let insert = sqlx::query(sql).bind(new.id.as_str()).bind(new.organisation_id).bind(new.title);
    insert.execute(connection).await?;
    Ok(())
}

/// The books that the organisation of an account keeps, by name.
///
/// # Errors
///
/// Only those of the database.
pub async fn of_account(store: &Store, staff_id: &str) -> Result<Vec<String>, StoreError> {
    let sql = "select b.id from staff s join book b on b.organisation_id = s.organisation_id \
        where s.id = $1 order by b.id";
    Ok(sqlx::query_scalar(sql).bind(staff_id).fetch_all(store.reads()).await?)
}

/// All books, for whoever keeps the house of them all.
///
/// # Errors
///
/// Those of the database.
pub async fn all(store: &Store) -> Result<Vec<BookId>, StoreError> {
    let ids: Vec<String> =
        sqlx::query_scalar("select id from book order by id").fetch_all(store.reads()).await?;
    ids.iter()
        .map(|id| BookId::try_from(id.as_str()).map_err(|why| StoreError::Broken(why.to_string())))
        .collect()
}

/// The books that a scope sees, by name.
///
/// # Errors
///
/// Only those of the database.
pub async fn seen(store: &Store, scope: &Scope) -> Result<Vec<Kept>, StoreError> {
    let sql = "select b.id, b.title, coalesce(a.number, 0) as audited, coalesce(a.hash, '') as audit_head \
        from book b join organisation o on o.id = b.organisation_id \
        left join audit a on a.book_id = b.id and a.number = (select max(number) from audit where book_id = b.id) \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or b.id = $2) order by b.id";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book());
    Ok(rows.fetch_all(store.reads()).await?)
}

/// One book, if the scope sees it.
///
/// # Errors
///
/// Only those of the database.
pub async fn find(store: &Store, scope: &Scope, id: &BookId) -> Result<Option<Kept>, StoreError> {
    Ok(seen(store, scope).await?.into_iter().find(|book| book.id == id.as_str()))
}

/// Takes the row of the book, and with it the right to write in the book until the transaction ends.
pub(super) async fn take(connection: &mut AnyConnection, id: &BookId) -> Result<Book, StoreError> {
    let sql = "update book set version = version + 1 where id = $1 \
        returning id, organisation_id, title, version, issued";
    let taken = sqlx::query_as(sql).bind(id.as_str()).fetch_optional(connection).await?;
    taken.ok_or_else(|| StoreError::NoBook(id.clone()))
}

/// The row of the book as it stands, which stays free for others.
pub(super) async fn peek(connection: &mut AnyConnection, id: &BookId) -> Result<Book, StoreError> {
    let sql = "select id, organisation_id, title, version, issued from book where id = $1";
    let found = sqlx::query_as(sql).bind(id.as_str()).fetch_optional(connection).await?;
    found.ok_or_else(|| StoreError::NoBook(id.clone()))
}

/// Writes back what the act issued, and that it does not count where it left no trace.
pub(super) async fn give_back(
    connection: &mut AnyConnection,
    (book, counts): (&Book, bool),
) -> Result<(), StoreError> {
    let sql = "update book set issued = $3, version = $4 where id = $1 and version = $2";
    let update = sqlx::query(sql).bind(&book.id).bind(book.version).bind(book.issued);
    let done = update.bind(book.version - i64::from(!counts)).execute(connection).await?;
    match done.rows_affected() {
        1 => Ok(()),
        _ => Err(StoreError::Broken(format!("the row of book {} changed under its act", book.id))),
    }
}

#[cfg(test)]
mod tests {
    use super::BookId;

    #[test]
    fn a_book_has_a_plain_name() {
        for (text, fine) in
            [("c430100-1", true), ("", false), ("A", false), ("a b", false), ("长沙", false), ("a_b", false)]
        {
            assert_eq!(BookId::try_from(text).is_ok(), fine, "{text:?}");
        }
        assert!(BookId::try_from("a".repeat(40).as_str()).is_ok());
        assert!(BookId::try_from("a".repeat(41).as_str()).is_err());
    }
}
