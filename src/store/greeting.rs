//! Whom a page greets: the name of somebody of the staff, and that of his organisation.

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
