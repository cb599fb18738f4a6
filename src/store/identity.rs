//! Identity documents of members: the number sealed, found again by its blind index.

use serde::Serialize;
use sqlx::FromRow;

use super::bulk::{Column, Given};
use super::column::{number, word};
use super::error::StoreError;
use super::seal::{KeyRing, Place};
use super::tx::Tx;
use crate::engine::claim::words::Word;
use crate::engine::ids::IdentityDocument;
use crate::engine::office::fraud::MemberState;

/// What a member's number in the files of employers and unions is kept as, beside the documents.
const FILE_NUMBER: &str = "member-number";

/// The blind index of a document; the same for a member and for the person behind an account of the staff.
pub fn index_of(keys: &KeyRing, document: &IdentityDocument) -> String {
    keys.index("identity", &document.key())
}

/// The blind index of a member's number in files (会员编号).
pub fn index_of_number(keys: &KeyRing, number: &str) -> String {
    keys.index(FILE_NUMBER, number)
}

/// A number that names a member: a document, or his number in files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNumber {
    /// The member.
    pub member_id: String,
    kind: String,
    index: String,
    number: String,
    reason: Option<String>,
}

impl NewNumber {
    /// A document.
    pub fn document(keys: &KeyRing, member: &str, document: &IdentityDocument) -> Self {
        Self {
            member_id: member.into(),
            kind: document.kind().word().into(),
            index: index_of(keys, document),
            number: document.as_str().into(),
            reason: None,
        }
    }

    /// His number in files.
    pub fn in_files(keys: &KeyRing, member: &str, number: &str) -> Self {
        Self {
            member_id: member.into(),
            kind: FILE_NUMBER.into(),
            index: index_of_number(keys, number),
            number: number.into(),
            reason: None,
        }
    }

    /// The same with the reason for which it replaces another.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

#[derive(Serialize)]
struct Row<'a> {
    member_id: &'a str,
    kind: &'a str,
    number_index: &'a str,
    number_sealed: String,
    reason: Option<&'a str>,
}

const ROWS: Given = Given {
    name: "given",
    columns: &[
        ("member_id", Column::Text),
        ("kind", Column::Text),
        ("number_index", Column::Text),
        ("number_sealed", Column::Text),
        ("reason", Column::Text),
    ],
};

/// Writes numbers, and notes the documents among them where other books look for the same person. One that the member
/// had before becomes his current one again.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, keys: &KeyRing, numbers: &[NewNumber]) -> Result<(), StoreError> {
    let book = tx.book().to_string();
    let row = |number: &NewNumber| sealed(keys, &book, number);
    let rows: Vec<Row<'_>> =
        numbers.iter().map(|new| Row { number_sealed: row(new), ..plain(new) }).collect();
    let sql = "insert into identity_document (book_id, number_index, member_id, kind, number_sealed, state, reason) \
        select book_id, number_index, member_id, kind, number_sealed, 'current', reason from given where true \
        on conflict (book_id, number_index, member_id) do update set \
        state = 'current', number_sealed = excluded.number_sealed, reason = excluded.reason";
    tx.bulk(&ROWS, &rows, sql).await?;
    let seen = "insert into seen_person (number_index, book_id, member_id) \
        select number_index, book_id, member_id from given where kind <> 'member-number' \
        on conflict (number_index, book_id, member_id) do nothing";
    tx.bulk(&ROWS, &rows, seen).await.map(|_| ())
}

fn plain(new: &NewNumber) -> Row<'_> {
    Row {
        member_id: &new.member_id,
        kind: &new.kind,
        number_index: &new.index,
        number_sealed: String::new(),
        reason: new.reason.as_deref(),
    }
}

fn sealed(keys: &KeyRing, book: &str, new: &NewNumber) -> String {
    let row = format!("{}/{}", new.index, new.member_id);
    keys.seal(&Place { table: "identity_document", column: "number_sealed", book, row: &row }, &new.number)
}

#[derive(Serialize)]
struct Retired<'a> {
    member_id: &'a str,
    kind: &'a str,
}

const RETIRED: Given =
    Given { name: "given", columns: &[("member_id", Column::Text), ("kind", Column::Text)] };

/// Marks the current documents of a kind as replaced; they stay, and the member is still found by them.
///
/// # Errors
///
/// Those of the database.
pub async fn replace(tx: &mut Tx, of: &[(&str, &str)]) -> Result<u64, StoreError> {
    let rows: Vec<Retired<'_>> = of.iter().map(|(member_id, kind)| Retired { member_id, kind }).collect();
    let sql = "update identity_document set state = 'replaced' from given g \
        where identity_document.book_id = g.book_id and identity_document.member_id = g.member_id \
        and identity_document.kind = g.kind and identity_document.state = 'current'";
    tx.bulk(&RETIRED, &rows, sql).await
}

#[derive(Serialize)]
struct Index<'a> {
    number_index: &'a str,
}

const INDEXES: Given = Given { name: "given", columns: &[("number_index", Column::Text)] };

/// Whom a number names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The member; of one that was merged, the one that was kept.
    pub member: String,
    /// How that member stands.
    pub state: MemberState,
}

#[derive(FromRow)]
struct HolderRow {
    nth: i64,
    member: String,
    state: String,
}

/// Whom numbers name in the book, by their blind indexes and in their order.
///
/// # Errors
///
/// Those of the database.
pub async fn holders(tx: &mut Tx, indexes: &[&str]) -> Result<Vec<Option<Holder>>, StoreError> {
    let given: Vec<Index<'_>> = indexes.iter().map(|number_index| Index { number_index }).collect();
    let sql = "select g.nth, coalesce(m.merged_into, m.id) as member, coalesce(k.state, m.state) as state \
        from given g join identity_document d on d.book_id = g.book_id and d.number_index = g.number_index \
        join member m on m.book_id = d.book_id and m.id = d.member_id \
        left join member k on k.book_id = m.book_id and k.id = m.merged_into \
        order by g.nth, case when d.state = 'current' then 0 else 1 end, m.id desc";
    let rows: Vec<HolderRow> = tx.bulk_read(&INDEXES, &given, sql).await?;
    let mut found: Vec<Option<Holder>> = indexes.iter().map(|_| None).collect();
    for row in rows {
        let place = &mut found[number::<usize>(row.nth)?];
        if place.is_none() {
            *place = Some(Holder { member: row.member, state: word(&row.state)? });
        }
    }
    Ok(found)
}
