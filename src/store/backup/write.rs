//! Writing a backup: all rows as they stand at one point, then the documents that they speak of.

use std::fs;
use std::io;
use std::path::Path;

use futures_util::TryStreamExt as _;
use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row as _};

use super::error::BackupError;
use super::manifest::{Carried, Manifest, NAME, file_of, heads};
use super::sums::Sums;
use super::{Listener, Remark};
use crate::engine::scheme::said::Said;
use crate::store::bulk::Column;
use crate::store::error::StoreError;
use crate::store::files::{Files, force_out};
use crate::store::schema::{TABLES, Table};
use crate::store::store::Store;

/// When a backup is made, and by which office.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The moment, UTC text.
    pub at: &'a str,
    /// The book of the office.
    pub book: &'a str,
}

/// Writes a backup into a new folder, while others go on writing into the database: it is written beside and renamed,
/// so that there is a whole one or none. What could not be taken along is remarked upon.
///
/// # Errors
///
/// [`BackupError`] says what to do; then there is none.
pub async fn write(
    store: &Store,
    files: &Files,
    (folder, made): (&Path, Made<'_>),
    listener: Listener<'_>,
) -> Result<(Manifest, Vec<Remark>), BackupError> {
    let beside = super::restore::is_free(folder)?;
    fs::create_dir_all(&beside).map_err(BackupError::disk(&beside))?;
    let written = whole(store, files, (&beside, made), listener).await;
    let renamed = written.and_then(|done| {
        if folder.exists() {
            fs::remove_dir(folder).map_err(BackupError::disk(folder))?;
        }
        fs::rename(&beside, folder).map_err(BackupError::disk(folder))?;
        let above = folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        force_out(above).map_err(BackupError::disk(above)).map(|()| done)
    });
    if renamed.is_err() {
        // Half a backup need not stay; the first error is the one to tell.
        let _ = fs::remove_dir_all(&beside);
    }
    renamed
}

async fn whole(
    store: &Store,
    files: &Files,
    (folder, made): (&Path, Made<'_>),
    listener: Listener<'_>,
) -> Result<(Manifest, Vec<Remark>), BackupError> {
    let mut sums = Sums::new(folder);
    let mut manifest = Manifest::new(store.keys(), (made.at, made.book));
    let mut point = store.at_one_point().await?;
    manifest.books = heads(&mut point).await.map_err(StoreError::from)?;
    let mut documents = vec![];
    for table in TABLES.iter() {
        let rows = table_to(&mut point, table, &mut sums, listener).await?;
        manifest.tables.push(Carried::of(table, rows));
    }
    let sql = "select distinct book_id, content_hash from document order by book_id, content_hash";
    let named: Vec<(String, String)> =
        sqlx::query_as(sql).fetch_all(&mut *point).await.map_err(StoreError::from)?;
    documents.extend(named);
    point.rollback().await.map_err(StoreError::from)?;
    let remarks = documents_to(files, &documents, &mut sums, listener)?;
    manifest.documents = u64::try_from(documents.len() - remarks.len()).unwrap_or(u64::MAX);
    let text = serde_json::to_vec_pretty(&manifest).map_err(StoreError::from)?;
    sums.put(NAME, &text)?;
    sums.finish(store.keys())?;
    Ok((manifest, remarks))
}

/// All rows of a table, none of which need be in memory together.
async fn table_to(
    point: &mut AnyConnection,
    table: &'static Table,
    sums: &mut Sums,
    listener: Listener<'_>,
) -> Result<u64, BackupError> {
    let mut file = sums.file(&file_of(table.name))?;
    let mut rows = sqlx::query(AssertSqlSafe(table.select.as_str())).fetch(point);
    let (mut count, mut written) = (0, Ok(()));
    while let Some(row) = rows.try_next().await.map_err(StoreError::from)? {
        let row = values(table, &row).map_err(StoreError::from)?;
        written = line(&mut file, &row);
        if written.is_err() {
            break;
        }
        count += 1;
        listener(table.name, count);
    }
    file.finish(written).map(|()| count)
}

fn line(file: &mut impl io::Write, row: &[Value]) -> io::Result<()> {
    serde_json::to_writer(&mut *file, row)?;
    file.write_all(b"\n")
}

fn values(table: &Table, row: &AnyRow) -> Result<Vec<Value>, sqlx::Error> {
    let value = |(at, (_, column)): (usize, &(&str, Column))| match column {
        Column::Text => row.try_get::<Option<String>, _>(at).map(Value::from),
        Column::Number => row.try_get::<Option<i64>, _>(at).map(Value::from),
    };
    table.columns.iter().enumerate().map(value).collect()
}

/// Documents never change but for the key that they are sealed under, so that they may be copied after the point.
fn documents_to(
    files: &Files,
    documents: &[(String, String)],
    sums: &mut Sums,
    listener: Listener<'_>,
) -> Result<Vec<Remark>, BackupError> {
    let mut remarks = vec![];
    for ((book, hash), count) in documents.iter().zip(1..) {
        match files.sealed(book, hash) {
            Ok(sealed) => sums.put(&format!("documents/{book}/{}/{hash}", &hash[..2]), &sealed)?,
            Err(why) => {
                let zh = format!("材料{hash}未能备份：{}", why.zh());
                remarks.push(Remark(Said::new(zh, format!("document {hash} was not backed up: {why}"))));
            }
        }
        listener("documents", count);
    }
    Ok(remarks)
}
