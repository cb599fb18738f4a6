//! Whom a page greets: the name of somebody of the staff, and that of his organisation.

use std::collections::HashMap;

use super::book::BookId;
use super::error::StoreError;
use super::store::Store;

/// The name of an account, and the name of its organisation. Who it is was found out by his session before.
///
/// # Errors
///
/// Only those of the database.
pub async fn of_staff(store: &Store, id: &str) -> Result<Option<(String, String)>, StoreError> {
    let sql =
        "select s.name, o.name from staff s join organisation o on o.id = s.organisation_id where s.id = $1";
    Ok(sqlx::query_as(sql).bind(id).fetch_optional(store.reads()).await?)
}

/// The names of those who did something to a claim, by account. That the claim may be seen was found out before.
///
/// # Errors
///
/// Only those of the database.
pub async fn of_claim(
    store: &Store,
    (book, claim): (&BookId, &str),
) -> Result<HashMap<String, String>, StoreError> {
    let sql = "select s.id, s.name from staff s where s.id in ( \
        select entered_by from claim where book_id = $1 and id = $2 \
        union select decided_by from decision where book_id = $1 and claim_id = $2 \
        union select reviewed_by from review where book_id = $1 and claim_id = $2 \
        union select placed_by from hold where book_id = $1 and claim_id = $2 \
        union select released_by from hold where book_id = $1 and claim_id = $2 \
        union select filed_by from appeal where book_id = $1 and claim_id = $2 \
        union select answered_by from appeal where book_id = $1 and claim_id = $2 \
        union select attached_by from document where book_id = $1 and claim_id = $2)";
    let rows: Vec<(String, String)> =
        sqlx::query_as(sql).bind(book.as_str()).bind(claim).fetch_all(store.reads()).await?;
    Ok(rows.into_iter().collect())
}
