//! Relatives: which members an account of the staff is related to, and must leave to others.

use serde::Serialize;

use super::bulk::{Column, Given};
use super::error::StoreError;
use super::tx::Tx;

/// What somebody declares.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct NewRelative {
    /// The account.
    pub staff_id: String,
    /// The member.
    pub member_id: String,
    /// What he is to the member.
    pub relation: String,
    /// The moment, UTC text.
    pub declared_at: String,
}

const RELATIVES: Given = Given {
    name: "given",
    columns: &[
        ("staff_id", Column::Text),
        ("member_id", Column::Text),
        ("relation", Column::Text),
        ("declared_at", Column::Text),
    ],
};

/// Writes declarations. One that is there is said anew.
///
/// # Errors
///
/// Those of the database; each may be given once only.
pub async fn declare(tx: &mut Tx, relatives: &[NewRelative]) -> Result<(), StoreError> {
    let sql = "insert into relative (book_id, staff_id, member_id, relation, declared_at) \
        select book_id, staff_id, member_id, relation, declared_at from given where true \
        on conflict (book_id, staff_id, member_id) \
        do update set relation = excluded.relation, declared_at = excluded.declared_at";
    tx.bulk(&RELATIVES, relatives, sql).await.map(|_| ())
}

/// Takes declarations away that were made in error.
///
/// # Errors
///
/// Those of the database.
pub async fn take_back(tx: &mut Tx, relatives: &[NewRelative]) -> Result<(), StoreError> {
    let sql = "delete from relative where exists (select 1 from given g where relative.book_id = g.book_id \
        and relative.staff_id = g.staff_id and relative.member_id = g.member_id)";
    tx.bulk(&RELATIVES, relatives, sql).await.map(|_| ())
}

/// Which of some declarations are there, in their order.
///
/// # Errors
///
/// Those of the database.
pub async fn there(tx: &mut Tx, relatives: &[NewRelative]) -> Result<Vec<bool>, StoreError> {
    let sql = "select g.nth from given g join relative r on r.book_id = g.book_id and r.staff_id = g.staff_id \
        and r.member_id = g.member_id";
    let rows: Vec<(i64,)> = tx.bulk_read(&RELATIVES, relatives, sql).await?;
    let mut there = vec![false; relatives.len()];
    for (nth,) in rows {
        there[super::column::number::<usize>(nth)?] = true;
    }
    Ok(there)
}
