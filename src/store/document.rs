//! Documents at claims and members: which file, what it is called, who attached it. The content lies in a sealed file.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::column::{number, word};
use super::error::StoreError;
use super::scope::Scope;
use super::seal::{KeyRing, Place};
use super::store::Store;
use super::tx::Tx;
use crate::engine::office::stage::StageName;

/// A document to be attached.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// Its id, of a number that the book issued.
    pub id: String,
    /// The claim, or else the member.
    pub claim_id: Option<String>,
    /// The member, for what belongs to no claim: a certificate of his category, the proof of a payee.
    pub member_id: Option<String>,
    /// SHA-256 of its content.
    pub content_hash: String,
    /// What it is.
    pub media_type: String,
    /// How many bytes.
    pub bytes: i64,
    /// What it is called.
    pub name: String,
    /// Who attached it.
    pub attached_by: String,
    /// The moment.
    pub attached_at: String,
}

#[derive(Serialize)]
struct NewRow<'a> {
    id: &'a str,
    claim_id: Option<&'a str>,
    member_id: Option<&'a str>,
    content_hash: &'a str,
    media_type: &'a str,
    bytes: i64,
    name_sealed: String,
    attached_by: &'a str,
    attached_at: &'a str,
}

const NEW: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("claim_id", Column::Text),
        ("member_id", Column::Text),
        ("content_hash", Column::Text),
        ("media_type", Column::Text),
        ("bytes", Column::Number),
        ("name_sealed", Column::Text),
        ("attached_by", Column::Text),
        ("attached_at", Column::Text),
    ],
};

/// Attaches documents.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, documents: &[NewDocument]) -> Result<(), StoreError> {
    let (keys, book) = (tx.keys().clone(), tx.book().to_string());
    let row = |new: &'_ NewDocument| keys.seal(&name_place(&book, &new.id), &new.name);
    let rows: Vec<NewRow<'_>> = documents
        .iter()
        .map(|new| NewRow {
            id: &new.id,
            claim_id: new.claim_id.as_deref(),
            member_id: new.member_id.as_deref(),
            content_hash: &new.content_hash,
            media_type: &new.media_type,
            bytes: new.bytes,
            name_sealed: row(new),
            attached_by: &new.attached_by,
            attached_at: &new.attached_at,
        })
        .collect();
    let sql = "insert into document (book_id, id, claim_id, member_id, content_hash, media_type, bytes, name_sealed, \
        attached_by, attached_at) select book_id, id, claim_id, member_id, content_hash, media_type, bytes, name_sealed, \
        attached_by, attached_at from given";
    tx.bulk(&NEW, &rows, sql).await.map(|_| ())
}

fn name_place<'a>(book: &'a str, id: &'a str) -> Place<'a> {
    Place { table: "document", column: "name_sealed", book, row: id }
}

/// Where a document is to be attached.
#[derive(Clone, Debug, Serialize)]
pub struct Target<'a> {
    /// The claim.
    pub claim: &'a str,
    /// SHA-256 of the content.
    pub hash: &'a str,
}

const TARGET: Given = Given { name: "given", columns: &[("claim", Column::Text), ("hash", Column::Text)] };

/// A claim that a document is to be attached to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtClaim {
    /// The stage of the claim.
    pub stage: StageName,
    /// The document, if the claim has it already.
    pub known: Option<String>,
}

#[derive(FromRow)]
struct AtRow {
    nth: i64,
    stage: String,
    known: Option<String>,
}

/// The claims that documents are to be attached to, in their order; none where there is no such claim in the book.
///
/// # Errors
///
/// Those of the database.
pub async fn targets(tx: &mut Tx, targets: &[Target<'_>]) -> Result<Vec<Option<AtClaim>>, StoreError> {
    let sql = "select g.nth, c.stage, (select min(d.id) from document d where d.book_id = g.book_id \
        and d.claim_id = g.claim and d.content_hash = g.hash) as known \
        from given g join claim c on c.book_id = g.book_id and c.id = g.claim";
    let mut found: Vec<Option<AtClaim>> = targets.iter().map(|_| None).collect();
    for row in tx.bulk_read::<AtRow>(&TARGET, targets, sql).await? {
        found[number::<usize>(row.nth)?] = Some(AtClaim { stage: word(&row.stage)?, known: row.known });
    }
    Ok(found)
}

/// A member that a document is to be attached to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberTarget<'a> {
    /// The member.
    pub member: &'a str,
    /// SHA-256 of the content.
    pub hash: &'a str,
}

const MEMBER_TARGET: Given =
    Given { name: "given", columns: &[("member", Column::Text), ("hash", Column::Text)] };

/// A member who is there.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AtMember {
    nth: i64,
    /// The document, if the member has it already.
    pub known: Option<String>,
}

/// The members that documents are to be attached to, in their order: none where there is no such member in the book.
///
/// # Errors
///
/// Those of the database.
pub async fn member_targets(
    tx: &mut Tx,
    targets: &[MemberTarget<'_>],
) -> Result<Vec<Option<AtMember>>, StoreError> {
    let sql = "select g.nth, (select min(d.id) from document d where d.book_id = g.book_id \
        and d.member_id = g.member and d.content_hash = g.hash) as known \
        from given g join member m on m.book_id = g.book_id and m.id = g.member";
    let mut found: Vec<Option<AtMember>> = targets.iter().map(|_| None).collect();
    for row in tx.bulk_read::<AtMember>(&MEMBER_TARGET, targets, sql).await? {
        let at: usize = number(row.nth)?;
        found[at] = Some(row);
    }
    Ok(found)
}

/// A document of a claim or a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its number among those of the claim or the member, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// How many bytes.
    pub bytes: i64,
    /// SHA-256 of the content: the file's name.
    pub content_hash: String,
    /// Who attached it.
    pub attached_by: String,
    /// The moment.
    pub attached_at: String,
}

#[derive(FromRow)]
struct Row {
    id: String,
    name_sealed: String,
    media_type: String,
    bytes: i64,
    content_hash: String,
    attached_by: String,
    attached_at: String,
}

/// The documents of a claim in the order in which they were attached, where the scope sees it.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a name cannot be opened.
pub async fn of_claim(
    store: &Store,
    keys: &KeyRing,
    scope: &Scope,
    (book, claim): (&BookId, &str),
) -> Result<Vec<Listed>, StoreError> {
    let sql = "select d.id, d.name_sealed, d.media_type, d.bytes, d.content_hash, d.attached_by, d.attached_at \
        from document d join claim c on c.book_id = d.book_id and c.id = d.claim_id \
        join book b on b.id = d.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or c.book_id = $2) and ($3 = '' or c.member_id = $3) \
        and d.book_id = $4 and d.claim_id = $5 order by d.id";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    listed(keys, book, rows.bind(book.as_str()).bind(claim).fetch_all(store.reads()).await?)
}

/// The documents of a member that belong to no claim, in the order in which they were attached, where the scope sees him.
///
/// # Errors
///
/// Those of the database; [`StoreError::Broken`] when a name cannot be opened.
pub async fn of_member(
    store: &Store,
    keys: &KeyRing,
    scope: &Scope,
    (book, member): (&BookId, &str),
) -> Result<Vec<Listed>, StoreError> {
    let sql = "select d.id, d.name_sealed, d.media_type, d.bytes, d.content_hash, d.attached_by, d.attached_at \
        from document d join book b on b.id = d.book_id join organisation o on o.id = b.organisation_id \
        where substr(o.path, 1, length($1)) = $1 and ($2 = '' or d.book_id = $2) and ($3 = '' or d.member_id = $3) \
        and d.book_id = $4 and d.member_id = $5 order by d.id";
    let rows = sqlx::query_as(sql).bind(scope.path()).bind(scope.book()).bind(scope.member());
    listed(keys, book, rows.bind(book.as_str()).bind(member).fetch_all(store.reads()).await?)
}

fn listed(keys: &KeyRing, book: &BookId, rows: Vec<Row>) -> Result<Vec<Listed>, StoreError> {
    let listed = |(row, number): (Row, usize)| {
        let name = keys.open(&name_place(book.as_str(), &row.id), &row.name_sealed)?;
        let Row { id, media_type, bytes, content_hash, attached_by, attached_at, .. } = row;
        Ok(Listed { number, id, name, media_type, bytes, content_hash, attached_by, attached_at })
    };
    rows.into_iter().zip(1..).map(listed).collect()
}
