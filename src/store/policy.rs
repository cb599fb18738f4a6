//! Policies of the office: numbers that it sets itself.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::column::{number, word};
use super::error::StoreError;
use super::scope::Scope;
use super::store::Store;
use super::tx::Tx;
use crate::engine::claim::words::Word;
use crate::engine::office::{Policies, Policy};

/// A policy to be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewPolicy {
    /// Its word.
    pub name: &'static str,
    /// What it is set to.
    pub value: u32,
    /// Who sets it.
    pub set_by: String,
    /// The moment.
    pub set_at: String,
}

const POLICIES: Given = Given {
    name: "given",
    columns: &[
        ("name", Column::Text),
        ("value", Column::Number),
        ("set_by", Column::Text),
        ("set_at", Column::Text),
    ],
};

/// Sets policies, each at most once.
///
/// # Errors
///
/// Those of the database.
pub async fn set(tx: &mut Tx, policies: &[NewPolicy]) -> Result<(), StoreError> {
    let sql = "insert into policy (book_id, name, value, set_by, set_at) \
        select book_id, name, value, set_by, set_at from given where true \
        on conflict (book_id, name) do update set value = excluded.value, set_by = excluded.set_by, \
        set_at = excluded.set_at";
    tx.bulk(&POLICIES, policies, sql).await.map(|_| ())
}

#[derive(Serialize)]
struct Asked {
    name: &'static str,
}

const ASKED: Given = Given { name: "given", columns: &[("name", Column::Text)] };

#[derive(FromRow)]
struct Row {
    name: String,
    value: i64,
}

/// The policies of the act's book.
///
/// # Errors
///
/// Those of the database; when a row cannot be read.
pub async fn of(tx: &mut Tx) -> Result<Policies, StoreError> {
    let asked: Vec<Asked> = Policy::ALL.iter().map(|(name, ..)| Asked { name }).collect();
    let sql =
        "select p.name, p.value from given g join policy p on p.book_id = g.book_id and p.name = g.name";
    let mut policies = Policies::default();
    for row in tx.bulk_read::<Row>(&ASKED, &asked, sql).await? {
        policies.set(word(&row.name)?, number(row.value)?);
    }
    Ok(policies)
}

/// A policy that the office has set.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Set {
    /// Its word.
    pub name: String,
    /// What it is set to.
    pub value: i64,
    /// Who set it.
    pub set_by: String,
    /// The moment, UTC text.
    pub set_at: String,
}

/// The policies that a book has set, where the scope sees it, by their words.
///
/// # Errors
///
/// Those of the database.
pub async fn list(store: &Store, scope: &Scope, book: &BookId) -> Result<Vec<Set>, StoreError> {
    let sql = "select p.name, p.value, s.login as set_by, p.set_at from policy p join book b on b.id = p.book_id \
        join organisation o on o.id = b.organisation_id join staff s on s.id = p.set_by \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or p.book_id = $2) and $3 = '' and p.book_id = $4 \
        order by p.name";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    Ok(rows.bind(book.as_str()).fetch_all(store.reads()).await?)
}
