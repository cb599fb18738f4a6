//! Categories of members: spell by spell, with the evidence and the day of verification.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::{day, some_day};
use super::error::StoreError;
use super::member::{OF_MEMBERS, OfMember};
use super::tx::Tx;
use crate::engine::people::CategorySpell;

/// A spell of a member in a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewSpell {
    /// The member's id.
    pub member_id: String,
    /// The category's id in the scheme.
    pub category: String,
    /// First day, inclusive.
    pub from_day: String,
    /// Last day, inclusive; none: until further notice.
    pub to_day: Option<String>,
    /// The day of the last verification.
    pub verified_on: Option<String>,
    /// The document that proves it.
    pub document_id: Option<String>,
    /// The import that brought it.
    pub import_id: Option<String>,
}

const SPELLS: Given = Given {
    name: "given",
    columns: &[
        ("member_id", Column::Text),
        ("category", Column::Text),
        ("from_day", Column::Text),
        ("to_day", Column::Text),
        ("verified_on", Column::Text),
        ("document_id", Column::Text),
        ("import_id", Column::Text),
    ],
};

/// Writes spells. One that is there (same member, category and first day) gets the new last day, verification and
/// document; what it was before stands in the audit chain by its hash.
///
/// # Errors
///
/// Those of the database.
pub async fn set(tx: &mut Tx, spells: &[NewSpell]) -> Result<(), StoreError> {
    let sql = "insert into category_spell \
        (book_id, member_id, category, from_day, to_day, verified_on, document_id, import_id) \
        select book_id, member_id, category, from_day, to_day, verified_on, document_id, import_id from given \
        where true on conflict (book_id, member_id, category, from_day) do update set \
        to_day = excluded.to_day, verified_on = excluded.verified_on, document_id = excluded.document_id, \
        version = category_spell.version + 1";
    tx.bulk(&SPELLS, spells, sql).await.map(|_| ())
}

#[derive(FromRow)]
struct Row {
    nth: i64,
    category: String,
    from_day: String,
    to_day: Option<String>,
    verified_on: Option<String>,
}

/// The spells of members, with those of members that were merged into them: the place of the member, and the spell.
pub(super) async fn of_members(
    tx: &mut Tx,
    members: &[OfMember<'_>],
) -> Result<Vec<(usize, CategorySpell)>, StoreError> {
    let sql = "with own as (select nth, book_id, id from given union all \
        select g.nth, g.book_id, m.id from given g join member m on m.book_id = g.book_id and m.merged_into = g.id) \
        select o.nth, c.category, c.from_day, c.to_day, c.verified_on from own o \
        join category_spell c on c.book_id = o.book_id and c.member_id = o.id order by o.nth, c.from_day";
    let rows: Vec<Row> = tx.bulk_read(&OF_MEMBERS, members, sql).await?;
    rows.into_iter().map(|row| Ok((super::column::number(row.nth)?, spell(row)?))).collect()
}

fn spell(row: Row) -> Result<CategorySpell, StoreError> {
    Ok(CategorySpell {
        from: Some(day(&row.from_day)?),
        to: some_day(row.to_day.as_deref())?,
        verified: some_day(row.verified_on.as_deref())?,
        category: row.category,
    })
}
