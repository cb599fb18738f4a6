//! Imports: which file was taken in, by whom, and what stands on it when it is to be taken back.

use serde::Serialize;
use sqlx::FromRow;

use super::book::BookId;
use super::bulk::{Column, Given};
use super::column::{day, number, word};
use super::error::StoreError;
use super::store::Store;
use super::tx::Tx;
use crate::engine::calendar::Day;
use crate::engine::office::undo::Stands;

/// An import to be noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewImport {
    /// Its id, of a number that the book issued.
    pub id: String,
    /// `roster` or `settlements`.
    pub kind: &'static str,
    /// SHA-256 of the file.
    pub file_hash: String,
    /// What the file was called.
    pub file_name: String,
    /// Rows that were taken in.
    pub good_rows: i64,
    /// Rows that were not.
    pub bad_rows: i64,
    /// Who brought it.
    pub imported_by: String,
    /// The moment, UTC text.
    pub imported_at: String,
}

const IMPORTS: Given = Given {
    name: "given",
    columns: &[
        ("id", Column::Text),
        ("kind", Column::Text),
        ("file_hash", Column::Text),
        ("file_name", Column::Text),
        ("good_rows", Column::Number),
        ("bad_rows", Column::Number),
        ("imported_by", Column::Text),
        ("imported_at", Column::Text),
    ],
};

/// Notes imports.
///
/// # Errors
///
/// Those of the database.
pub async fn insert(tx: &mut Tx, imports: &[NewImport]) -> Result<(), StoreError> {
    let sql = "insert into import_run \
        (book_id, id, kind, file_hash, file_name, good_rows, bad_rows, imported_by, imported_at) \
        select book_id, id, kind, file_hash, file_name, good_rows, bad_rows, imported_by, imported_at from given";
    tx.bulk(&IMPORTS, imports, sql).await.map(|_| ())
}

/// Notes imports that come in parts: the rows of a later part are added to those before.
///
/// # Errors
///
/// Those of the database.
pub async fn add(tx: &mut Tx, imports: &[NewImport]) -> Result<(), StoreError> {
    let sql = "insert into import_run \
        (book_id, id, kind, file_hash, file_name, good_rows, bad_rows, imported_by, imported_at) \
        select book_id, id, kind, file_hash, file_name, good_rows, bad_rows, imported_by, imported_at from given \
        where true on conflict (book_id, id) do update set good_rows = import_run.good_rows + excluded.good_rows, \
        bad_rows = import_run.bad_rows + excluded.bad_rows";
    tx.bulk(&IMPORTS, imports, sql).await.map(|_| ())
}

/// How often a file was taken in and taken back.
///
/// # Errors
///
/// Those of the database.
pub async fn rounds(store: &Store, book: &BookId, file_hash: &str) -> Result<i64, StoreError> {
    let sql =
        "select count(*) from import_run where book_id = $1 and file_hash = $2 and undone_at is not null";
    Ok(sqlx::query_scalar(sql).bind(book.as_str()).bind(file_hash).fetch_one(store.reads()).await?)
}

#[derive(Serialize)]
struct Asked<'a> {
    sought: &'a str,
}

const ASKED: Given = Given { name: "given", columns: &[("sought", Column::Text)] };

/// An import that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: String,
    /// `roster` or `settlements`.
    pub kind: String,
    /// The day, UTC.
    pub on: Day,
    /// Was it taken back?
    pub undone: bool,
}

#[derive(FromRow)]
struct Row {
    nth: i64,
    id: String,
    kind: String,
    imported_at: String,
    undone: i64,
}

/// The imports of files with some hashes that were not taken back, in order.
///
/// # Errors
///
/// Those of the database.
pub async fn of_files(tx: &mut Tx, hashes: &[&str]) -> Result<Vec<Option<Import>>, StoreError> {
    let sql = "select g.nth, i.id, i.kind, i.imported_at, cast(0 as bigint) as undone from given g \
        join import_run i on i.book_id = g.book_id and i.file_hash = g.sought and i.undone_at is null";
    found(tx, hashes, sql).await
}

/// The imports of some ids, in order.
///
/// # Errors
///
/// Those of the database.
pub async fn find(tx: &mut Tx, ids: &[&str]) -> Result<Vec<Option<Import>>, StoreError> {
    let sql = "select g.nth, i.id, i.kind, i.imported_at, \
        cast(case when i.undone_at is null then 0 else 1 end as bigint) as undone from given g \
        join import_run i on i.book_id = g.book_id and i.id = g.sought";
    found(tx, ids, sql).await
}

async fn found(tx: &mut Tx, sought: &[&str], sql: &'static str) -> Result<Vec<Option<Import>>, StoreError> {
    let given: Vec<Asked<'_>> = sought.iter().map(|sought| Asked { sought }).collect();
    let mut found: Vec<Option<Import>> = sought.iter().map(|_| None).collect();
    for row in tx.bulk_read::<Row>(&ASKED, &given, sql).await? {
        let on = day(row.imported_at.get(..10).unwrap_or_default())?;
        let import = Import { id: row.id, kind: row.kind, on, undone: row.undone != 0 };
        found[number::<usize>(row.nth)?] = Some(import);
    }
    Ok(found)
}

#[derive(FromRow)]
struct Standing {
    nth: i64,
    what: String,
    count: i64,
}

/// What stands on imports: the place of the import, what, and how often.
///
/// # Errors
///
/// Those of the database.
pub async fn stands_on(tx: &mut Tx, ids: &[&str]) -> Result<Vec<(usize, Stands, u64)>, StoreError> {
    let given: Vec<Asked<'_>> = ids.iter().map(|sought| Asked { sought }).collect();
    let rows: Vec<Standing> = tx.bulk_read(&ASKED, &given, STANDS).await?;
    rows.into_iter()
        .map(|row| Ok((number(row.nth)?, word::<Stands>(&row.what)?, number(row.count)?)))
        .collect()
}

/// Of the members that an import brought everything counts; of the enrolments that it gave to others, claims. Of the
/// claims that it brought what a person did counts: what was only computed is computed again.
const STANDS: &str = "with born as (select g.nth, g.book_id, g.sought as import_id, m.id, m.version from given g \
    join member m on m.book_id = g.book_id and m.import_id = g.sought), \
    brought as (select g.nth, g.book_id, c.id, c.stage from given g \
    join claim c on c.book_id = g.book_id and c.import_id = g.sought) \
    select nth, what, cast(count(*) as bigint) as count from ( \
    select b.nth, 'claim' as what from born b join claim c on c.book_id = b.book_id and c.member_id = b.id union all \
    select g.nth, 'claim' from given g \
    join enrolment e on e.book_id = g.book_id and e.import_id = g.sought \
    join claim c on c.book_id = e.book_id and c.member_id = e.member_id and c.scheme_id = e.scheme_id \
    and coalesce(c.event_day, '9999') >= e.from_day \
    left join member m on m.book_id = e.book_id and m.id = e.member_id and m.import_id = g.sought \
    where m.id is null union all \
    select b.nth, 'enrolment' from born b join enrolment e on e.book_id = b.book_id and e.member_id = b.id \
    and e.state = 'active' and coalesce(e.import_id, '') <> b.import_id union all \
    select b.nth, 'category' from born b join category_spell s on s.book_id = b.book_id and s.member_id = b.id \
    and (coalesce(s.import_id, '') <> b.import_id or s.version > 0) union all \
    select b.nth, 'payee' from born b join payee p on p.book_id = b.book_id and p.member_id = b.id union all \
    select b.nth, 'document' from born b join document d on d.book_id = b.book_id and d.member_id = b.id union all \
    select b.nth, 'change' from born b where b.version > 0 union all \
    select b.nth, 'change' from born b join account_change a on a.book_id = b.book_id and a.member_id = b.id union all \
    select g.nth, 'change' from given g join enrolment e on e.book_id = g.book_id and e.import_id = g.sought \
    and e.version > 0 and e.state = 'active' union all \
    select nth, 'approval' from brought where stage in ('approved', 'denied') union all \
    select b.nth, 'review' from brought b join review r on r.book_id = b.book_id and r.claim_id = b.id union all \
    select b.nth, 'appeal' from brought b join appeal a on a.book_id = b.book_id and a.claim_id = b.id union all \
    select b.nth, 'hold' from brought b join hold h on h.book_id = b.book_id and h.claim_id = b.id \
    and (h.released_at is not null or h.code = 'by-hand') union all \
    select b.nth, 'document' from brought b join document d on d.book_id = b.book_id and d.claim_id = b.id union all \
    select b.nth, 'change' from brought b join decision d on d.book_id = b.book_id and d.claim_id = b.id \
    and d.cause in ('correct', 'appeal') \
    ) as stands group by nth, what order by nth, what";

/// Takes back what rosters brought: enrolments stay as taken back, and members, their numbers, categories and employers
/// that nobody else refers to go. Nothing may stand on them: see [`stands_on`].
///
/// # Errors
///
/// Those of the database.
pub async fn take_back_rosters(tx: &mut Tx, ids: &[&str]) -> Result<(), StoreError> {
    let given: Vec<Asked<'_>> = ids.iter().map(|sought| Asked { sought }).collect();
    for sql in TAKE_BACK {
        tx.bulk(&ASKED, &given, sql).await?;
    }
    Ok(())
}

/// Notes that imports were taken back: each, and who does it, and the moment.
///
/// # Errors
///
/// Those of the database.
pub async fn note_undone(tx: &mut Tx, imports: &[(&str, &str)], at: &str) -> Result<(), StoreError> {
    let undone: Vec<Undone<'_>> = imports.iter().map(|(id, by)| Undone { id, by, at }).collect();
    let sql = "update import_run set undone_by = g.by_staff, undone_at = g.at from given g \
        where import_run.book_id = g.book_id and import_run.id = g.id";
    tx.bulk(&UNDONE, &undone, sql).await.map(|_| ())
}

#[derive(Serialize)]
struct Undone<'a> {
    id: &'a str,
    #[serde(rename = "by_staff")]
    by: &'a str,
    at: &'a str,
}

const UNDONE: Given = Given {
    name: "given",
    columns: &[("id", Column::Text), ("by_staff", Column::Text), ("at", Column::Text)],
};

const TAKE_BACK: [&str; 7] = [
    "update enrolment set state = 'taken-back', version = enrolment.version + 1 from given g \
        where enrolment.book_id = g.book_id and enrolment.import_id = g.sought",
    "delete from category_spell where exists (select 1 from given g \
        where category_spell.book_id = g.book_id and category_spell.import_id = g.sought)",
    "delete from seen_person where exists (select 1 from given g join member m on m.book_id = g.book_id \
        and m.import_id = g.sought where seen_person.book_id = m.book_id and seen_person.member_id = m.id)",
    "delete from seen_account where exists (select 1 from given g join member m on m.book_id = g.book_id \
        and m.import_id = g.sought where seen_account.book_id = m.book_id and seen_account.member_id = m.id)",
    "delete from identity_document where exists (select 1 from given g join member m on m.book_id = g.book_id \
        and m.import_id = g.sought where identity_document.book_id = m.book_id \
        and identity_document.member_id = m.id)",
    "delete from member where exists (select 1 from given g \
        where member.book_id = g.book_id and member.import_id = g.sought)",
    "delete from employer where exists (select 1 from given g \
        where employer.book_id = g.book_id and employer.import_id = g.sought) \
        and not exists (select 1 from member m where m.book_id = employer.book_id and m.employer_id = employer.id) \
        and not exists (select 1 from enrolment e where e.book_id = employer.book_id \
        and e.employer_id = employer.id and e.state = 'active')",
];
