//! What is sealed in the database, and sealing it anew under the newest key in small slices.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::number;
use super::error::StoreError;
use super::seal::{KeyRing, Place, SealError};
use super::store::Store;
use super::tx::Tx;

/// A sealed column, and the statements that find its rows, change them and count them.
pub struct Sealed {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    is_packed: bool,
    find: &'static str,
    change: &'static str,
    count: &'static str,
}

/// `$near` is the first column of the key after the book, by which rows are walked; `$place` names the row in its seal.
macro_rules! sealed {
    ($table:literal, $column:literal, $near:literal, $place:literal, $packed:literal) => {
        Sealed {
            table: $table,
            column: $column,
            is_packed: $packed,
            find: concat!(
                "select t.",
                $near,
                " as near, ",
                $place,
                " as place, t.",
                $column,
                " as sealed from given g join ",
                $table,
                " t on t.book_id = g.book_id and t.",
                $near,
                " >= g.near where t.",
                $column,
                " <> '' and substr(t.",
                $column,
                ", 1, length(g.mark)) <> g.mark order by t.",
                $near,
                " limit (select most from given)"
            ),
            change: concat!(
                "update ",
                $table,
                " as t set ",
                $column,
                " = g.anew from given g where t.book_id = g.book_id and t.",
                $near,
                " = g.near and ",
                $place,
                " = g.place and t.",
                $column,
                " = g.sealed"
            ),
            count: concat!(
                "select count(*) from ",
                $table,
                " where substr(",
                $column,
                ", 1, length($1)) = $1"
            ),
        }
    };
}

/// All sealed columns.
pub const SEALED: [Sealed; 13] = [
    sealed!("member", "name_sealed", "id", "t.id", false),
    sealed!("member", "birth_sealed", "id", "t.id", false),
    sealed!("member", "phone_sealed", "id", "t.id", false),
    sealed!("member", "account_sealed", "id", "t.id", false),
    sealed!("member", "holder_sealed", "id", "t.id", false),
    sealed!(
        "identity_document",
        "number_sealed",
        "number_index",
        "t.number_index || '/' || t.member_id",
        false
    ),
    sealed!("payee", "name_sealed", "id", "t.id", false),
    sealed!("payee", "account_sealed", "id", "t.id", false),
    sealed!("account_change", "account_sealed", "id", "t.id", false),
    sealed!("account_change", "holder_sealed", "id", "t.id", false),
    sealed!("document", "name_sealed", "id", "t.id", false),
    sealed!("claim", "facts_sealed", "id", "t.id", true),
    sealed!("decision", "answer", "claim_id", "t.claim_id || '/' || cast(t.number as text)", true),
];

/// What was done of a column, and where to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Rows that are sealed under the newest key now.
    pub done: u64,
    /// Rows that do not open: they stay as they are.
    pub broken: Vec<String>,
    /// Where the next slice begins; none when the column is done.
    pub next: Option<String>,
}

#[derive(Serialize)]
struct From<'a> {
    near: &'a str,
    mark: String,
    most: i64,
}

const FROM: Given = Given {
    name: "given",
    columns: &[("near", Column::Text), ("mark", Column::Text), ("most", Column::Number)],
};

#[derive(FromRow)]
struct Found {
    near: String,
    place: String,
    sealed: String,
}

#[derive(Serialize)]
struct Renewed {
    near: String,
    place: String,
    sealed: String,
    anew: String,
}

const ANEW: Given = Given {
    name: "given",
    columns: &[
        ("near", Column::Text),
        ("place", Column::Text),
        ("sealed", Column::Text),
        ("anew", Column::Text),
    ],
};

/// Seals the next rows of a column anew that are not under the newest key, beginning with a place.
///
/// # Errors
///
/// Those of the database.
pub async fn slice(tx: &mut Tx, column: &Sealed, near: &str, most: u32) -> Result<Resealed, StoreError> {
    let from = From { near, mark: mark(tx.keys().newest()), most: most.into() };
    let found: Vec<Found> = tx.bulk_read(&FROM, &[from], column.find).await?;
    let full = found.len() >= number::<usize>(most.into())?;
    let last = found.last().map(|row| row.near.clone());
    let (mut anew, mut broken) = (vec![], vec![]);
    for row in found {
        match column.anew(tx.keys(), tx.book().as_str(), &row) {
            Ok(Some(text)) => {
                anew.push(Renewed { near: row.near, place: row.place, sealed: row.sealed, anew: text });
            }
            Ok(None) => {}
            Err(why) => broken.push(format!("{}.{} {}: {why}", column.table, column.column, row.place)),
        }
    }
    let done = tx.bulk(&ANEW, &anew, column.change).await?;
    // Where nothing could be changed, the same rows would be found again.
    let next = last.filter(|_| full).map(|last| if done == 0 { last + "!" } else { last });
    Ok(Resealed { done, broken, next })
}

impl Sealed {
    /// The column of a name such as `member.name_sealed`.
    pub fn named(name: &str) -> Option<&'static Self> {
        static ALL: [Sealed; 13] = SEALED;
        ALL.iter().find(|sealed| name == sealed.name())
    }

    /// Table and column.
    pub fn name(&self) -> String {
        format!("{}.{}", self.table, self.column)
    }

    fn anew(&self, keys: &KeyRing, book: &str, row: &Found) -> Result<Option<String>, SealError> {
        let place = Place { table: self.table, column: self.column, book, row: &row.place };
        if self.is_packed {
            keys.reseal_packed(&place, &row.sealed)
        } else {
            keys.reseal(&place, &row.sealed)
        }
    }

    /// How many of its rows, of all books, are sealed under a version of the key.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn under(&self, store: &Store, version: u32) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar(self.count).bind(mark(version)).fetch_one(store.reads()).await?;
        number(count)
    }
}

fn mark(version: u32) -> String {
    format!("v{version}.")
}

/// Book and hash of each document, once.
///
/// # Errors
///
/// Those of the database.
pub async fn documents(store: &Store) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "select distinct book_id, content_hash from document order by book_id, content_hash";
    Ok(sqlx::query_as(sql).fetch_all(store.reads()).await?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{SEALED, Sealed};
    use crate::store::schema::TABLES;

    #[test]
    fn every_sealed_column_is_sealed_anew() {
        let columns =
            TABLES.iter().flat_map(|table| table.columns.iter().map(|(name, _)| (table.name, *name)));
        let sealed = columns
            .filter(|(table, name)| name.ends_with("_sealed") || (*table, *name) == ("decision", "answer"));
        let sealed: BTreeSet<_> = sealed.collect();
        let known: BTreeSet<_> = SEALED.iter().map(|sealed| (sealed.table, sealed.column)).collect();
        assert_eq!(sealed, known);
        assert!(Sealed::named("decision.answer").is_some() && Sealed::named("x").is_none());
    }
}
