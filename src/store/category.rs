//! Categories of members: spell by spell, with the evidence and the day of verification.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::column::{day, some_day};
use super::error::StoreError;
use super::member::{OF_MEMBERS, OfMember};
use super::scope::Scope;
use super::store::Store;
use super::tx::Tx;
use crate::engine::calendar::Day;
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

/// A spell as it stands, of the member's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The spell.
    pub spell: CategorySpell,
    /// The document that proves it.
    pub document_id: Option<String>,
}

#[derive(FromRow)]
struct Own {
    nth: i64,
    category: String,
    from_day: String,
    to_day: Option<String>,
    verified_on: Option<String>,
    document_id: Option<String>,
}

/// The spells of some members, without those of members that were merged into them: for each member in their order.
///
/// # Errors
///
/// Those of the database.
pub async fn own(tx: &mut Tx, members: &[&str]) -> Result<Vec<Vec<Standing>>, StoreError> {
    let given: Vec<OfMember<'_>> = members.iter().map(|id| OfMember { id }).collect();
    let sql = "select g.nth, c.category, c.from_day, c.to_day, c.verified_on, c.document_id from given g \
        join category_spell c on c.book_id = g.book_id and c.member_id = g.id order by g.nth, c.from_day";
    let rows: Vec<Own> = tx.bulk_read(&OF_MEMBERS, &given, sql).await?;
    let mut found: Vec<Vec<Standing>> = members.iter().map(|_| vec![]).collect();
    for row in rows {
        let Own { nth, category, from_day, to_day, verified_on, document_id } = row;
        let spell = spell(Row { nth, category, from_day, to_day, verified_on })?;
        found[super::column::number::<usize>(nth)?].push(Standing { spell, document_id });
    }
    Ok(found)
}

/// A spell that has not ended, of a member that stands in a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The member.
    pub member_id: String,
    /// The spell.
    pub spell: CategorySpell,
}

#[derive(FromRow)]
struct ListedRow {
    member_id: String,
    category: String,
    from_day: String,
    to_day: Option<String>,
    verified_on: Option<String>,
}

/// The spells of a book that have not ended by a day, of members who are active, in the order of the members.
///
/// # Errors
///
/// Those of the database.
pub async fn running(
    store: &Store,
    scope: &Scope,
    (book, day): (&BookId, Day),
) -> Result<Vec<Listed>, StoreError> {
    let sql = "select c.member_id, c.category, c.from_day, c.to_day, c.verified_on from category_spell c \
        join member m on m.book_id = c.book_id and m.id = c.member_id and m.state = 'active' \
        join book b on b.id = c.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or c.book_id = $2) and ($3 = '' or c.member_id = $3) \
        and c.book_id = $4 and coalesce(c.to_day, '9999') >= $5 order by c.member_id, c.from_day";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    let rows: Vec<ListedRow> =
        rows.bind(book.as_str()).bind(day.to_string()).fetch_all(store.reads()).await?;
    let listed = |row: ListedRow| {
        let ListedRow { member_id, category, from_day, to_day, verified_on } = row;
        Ok(Listed { member_id, spell: spell(Row { nth: 0, category, from_day, to_day, verified_on })? })
    };
    rows.into_iter().map(listed).collect()
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
