//! Organisations: a tree, each on a path that begins with that of the one above.

use serde::Serialize;
use sqlx::{AnyConnection, FromRow};

use super::book::{self, BookId, NewBook};
use super::bulk::{Column, Given};
use super::column::{number, word};
use super::error::StoreError;
use super::scope::Scope;
use super::store::Store;
use super::tx::Tx;
use crate::engine::claim::words::Word;
use crate::engine::office::OrganisationKind;

/// The first organisation of an installation, at the root of the tree, with the book that it keeps.
#[derive(Clone, Debug)]
pub struct First {
    /// Its id: small Latin letters, digits and hyphens.
    pub id: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// The book that it keeps.
    pub book: BookId,
}

/// Writes the root of the tree and its book, within the first act of all.
pub(super) async fn insert_root(connection: &mut AnyConnection, new: &First) -> Result<(), StoreError> {
    let sql = "insert into organisation (id, kind, name, path, book_id) values ($1, $2, $3, $4, $5)";
    let path = format!("/{}/", new.id);
    let insert = sqlx::query(sql).bind(&new.id).bind(new.kind.word()).bind(&new.name).bind(path);
    insert.bind(new.book.as_str()).execute(&mut *connection).await?;
    book::insert(connection, NewBook { id: &new.book, title: &new.name, organisation_id: &new.id }).await
}

/// The name of the first organisation, and the person behind its first account: whose office it is. None before it was
/// set up.
///
/// # Errors
///
/// Those of the database.
pub async fn first(store: &Store) -> Result<Option<(String, String)>, StoreError> {
    let sql = "select o.name, coalesce((select s.person from staff s where s.organisation_id = o.id \
        order by s.id limit 1), '') as person from organisation o where o.parent_id is null";
    Ok(sqlx::query_as(sql).fetch_optional(store.reads()).await?)
}

/// An organisation to be written, below another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewOrganisation {
    /// Its id.
    pub id: String,
    /// The one above.
    pub parent_id: String,
    /// Its kind's word.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its path, which begins with that of the one above.
    pub path: String,
    /// The book that it keeps, named as it is; none where it keeps none.
    pub keeps: Option<String>,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("parent_id", Column::Text),
        ("kind", Column::Text),
        ("name", Column::Text),
        ("path", Column::Text),
        ("keeps", Column::Text),
    ],
};

/// Writes organisations, those above before those below, and opens the books that they keep.
///
/// # Errors
///
/// Those of the database; also when one of that id is there: ask [`taken`] first.
pub async fn insert(tx: &mut Tx, organisations: &[NewOrganisation]) -> Result<(), StoreError> {
    let sql = "insert into organisation (id, parent_id, kind, name, path, book_id) \
        select id, parent_id, kind, name, path, keeps from given order by nth";
    tx.bulk(&NEW, organisations, sql).await?;
    let sql = "insert into book (id, organisation_id, title) \
        select keeps, id, name from given where keeps is not null";
    tx.bulk(&NEW, organisations, sql).await.map(|_| ())
}

#[derive(Serialize)]
struct Id<'a> {
    id: &'a str,
}

const IDS: Given = Given { name: "given", columns: &[("id", Column::Text)] };

/// Which of some ids are those of organisations or books already.
///
/// # Errors
///
/// Those of the database.
pub async fn taken(tx: &mut Tx, ids: &[&str]) -> Result<Vec<String>, StoreError> {
    let given: Vec<Id<'_>> = ids.iter().map(|id| Id { id }).collect();
    let sql = "select o.id from given g join organisation o on o.id = g.id \
        union select b.id from given g join book b on b.id = g.id";
    let rows: Vec<(String,)> = tx.bulk_read(&IDS, &given, sql).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// An organisation as an account sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its path.
    pub path: String,
}

#[derive(Serialize)]
struct Sought<'a> {
    staff: &'a str,
    id: &'a str,
}

const SOUGHT: Given = Given { name: "given", columns: &[("staff", Column::Text), ("id", Column::Text)] };

#[derive(FromRow)]
struct Row {
    nth: i64,
    id: String,
    kind: String,
    path: String,
}

/// The organisations of some ids, each as an account sees it, in their order: none where there is no such organisation
/// in the subtree of the account's own.
///
/// # Errors
///
/// Those of the database.
pub async fn seen_by(tx: &mut Tx, sought: &[(&str, &str)]) -> Result<Vec<Option<Organisation>>, StoreError> {
    let given: Vec<Sought<'_>> = sought.iter().map(|(staff, id)| Sought { staff, id }).collect();
    let sql = "select g.nth, o.id, o.kind, o.path from given g join staff s on s.id = g.staff \
        join organisation k on k.id = s.organisation_id \
        join organisation o on o.id = g.id and substr(o.path, 1, length(k.path)) = k.path";
    let rows: Vec<Row> = tx.bulk_read(&SOUGHT, &given, sql).await?;
    let mut found: Vec<Option<Organisation>> = sought.iter().map(|_| None).collect();
    for row in rows {
        let organisation = Organisation { id: row.id, kind: word(&row.kind)?, path: row.path };
        found[number::<usize>(row.nth)?] = Some(organisation);
    }
    Ok(found)
}

/// An organisation in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, FromRow)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// The one above; none for the first.
    pub parent_id: Option<String>,
    /// Its kind's word.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// The book that it keeps.
    pub book_id: Option<String>,
}

/// The organisations that a scope sees, each below the one above it.
///
/// # Errors
///
/// Those of the database.
pub async fn list(store: &Store, scope: &Scope) -> Result<Vec<Listed>, StoreError> {
    let sql = "select o.id, o.parent_id, o.kind, o.name, o.path, o.book_id from organisation o \
        where substr(o.path, 1, length($1)) = $1 and $2 = '' order by o.path";
    Ok(sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).fetch_all(store.reads()).await?)
}
