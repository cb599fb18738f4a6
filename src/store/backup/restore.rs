//! Putting a backup back: looked at as a whole first, and only into what is empty.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use sqlx::AnyConnection;

use super::Listener;
use super::error::BackupError;
use super::manifest::{Carried, Manifest};
use super::sums::{self, marked, names};
use crate::store::bulk::Bulk;
use crate::store::connect::Kind;
use crate::store::error::StoreError;
use crate::store::files::force_out;
use crate::store::schema::{Table, fills};
use crate::store::seal::KeyRing;
use crate::store::store::Store;

/// So many bytes of rows go in with one statement.
const AT_ONCE: usize = 1 << 20;

/// A backup that is what was written, and that the keys open.
pub struct Checked {
    folder: PathBuf,
    files: Vec<(String, String)>,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Nothing may be at a place: not the thing itself, nor the rest of an attempt. Returned is where it is put together
/// before it gets its name.
///
/// # Errors
///
/// [`BackupError::Holds`] and [`BackupError::Underway`].
pub fn is_free(folder: &Path) -> Result<PathBuf, BackupError> {
    let shown = |path: &Path| path.display().to_string();
    let empty = |path: &Path| fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
    if folder.exists() && !empty(folder) {
        return Err(BackupError::Holds(shown(folder)));
    }
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let beside = folder.with_file_name(name);
    if beside.exists() { Err(BackupError::Underway(shown(&beside))) } else { Ok(beside) }
}

/// Reads every byte of a backup and compares it with what was written.
///
/// # Errors
///
/// [`BackupError`] says which file is wrong, or which keys are needed.
pub fn check(folder: &Path, keys: &KeyRing, listener: Listener<'_>) -> Result<Checked, BackupError> {
    if !folder.join(super::manifest::NAME).exists() && !folder.join("tables").exists() {
        return Err(BackupError::None(folder.display().to_string()));
    }
    let files = names(folder)?;
    let manifest = Manifest::read(folder, &files)?;
    manifest.opens(keys)?;
    marked(folder, keys)?;
    for ((hash, name), count) in files.iter().zip(1..) {
        sums::verify(folder, hash, name)?;
        listener("SHA256SUMS", count);
    }
    let listed = |rows: &&Carried| files.iter().any(|(_, name)| *name == rows.file());
    if let Some(rows) = manifest.tables.iter().find(|rows| !listed(rows)) {
        return Err(BackupError::damaged(&rows.file(), "清单中没有", "it is not on the list"));
    }
    for rows in &manifest.tables {
        rows.table()?;
    }
    Ok(Checked { folder: folder.to_owned(), files, manifest })
}

impl Checked {
    /// Puts the documents into a folder.
    fn documents(&self, into: &Path, listener: Listener<'_>) -> Result<(), BackupError> {
        let names = self.files.iter().filter_map(|(_, name)| name.strip_prefix("documents/"));
        for (name, count) in names.zip(1..) {
            let path = into.join(name);
            let folder = path.parent().unwrap_or(into);
            let copied = fs::create_dir_all(folder)
                .and_then(|()| fs::copy(self.folder.join("documents").join(name), &path))
                .and_then(|_| File::open(&path)?.sync_all())
                .and_then(|()| force_out(folder));
            copied.map_err(BackupError::disk(&path))?;
            listener("documents", count);
        }
        Ok(())
    }
}

/// Puts a backup into an empty database and its documents into a folder: all rows in one transaction, so that an
/// attempt that is interrupted leaves the database empty.
///
/// # Errors
///
/// [`BackupError`] says what to do; then the database is as it was.
pub async fn restore(
    checked: &Checked,
    store: &Store,
    documents: &Path,
    listener: Listener<'_>,
) -> Result<(), BackupError> {
    checked.documents(documents, listener)?;
    let mut tx = store.alone().await?;
    let taken: i64 = sqlx::query_scalar("select count(*) from organisation")
        .fetch_one(&mut *tx)
        .await
        .map_err(StoreError::from)?;
    if taken > 0 {
        return Err(BackupError::Occupied);
    }
    for rows in &checked.manifest.tables {
        let put = put(checked, rows, (&mut tx, store.kind()), listener).await?;
        if put != rows.rows {
            let (zh, en) =
                (format!("应有{}行，实有{put}行", rows.rows), format!("{put} rows of {}", rows.rows));
            return Err(BackupError::damaged(&rows.file(), zh, en));
        }
    }
    // What a later version keeps beside it follows from what was put back.
    let is_carried = |table: &str| checked.manifest.tables.iter().any(|rows| rows.table == table);
    for (_, statement) in fills().filter(|(table, _)| !is_carried(table)) {
        sqlx::query(statement).execute(&mut *tx).await.map_err(StoreError::from)?;
    }
    Ok(tx.commit().await.map_err(StoreError::from)?)
}

/// The rows of a table, in pieces.
async fn put(
    checked: &Checked,
    rows: &Carried,
    (tx, kind): (&mut AnyConnection, Kind),
    listener: Listener<'_>,
) -> Result<u64, BackupError> {
    let (fitting, name) = (rows.table()?, rows.file());
    let table = fitting.table;
    let path = checked.folder.join(&name);
    let mut lines = BufReader::new(File::open(&path).map_err(BackupError::disk(&path))?).lines();
    let (mut piece, mut bytes, mut count) = (vec![], 0, 0);
    loop {
        let line = lines.next().transpose().map_err(BackupError::disk(&path))?;
        if line.is_none() || bytes >= AT_ONCE {
            insert(table, &std::mem::take(&mut piece), (tx, kind)).await?;
            bytes = 0;
            listener(table.name, count);
        }
        let Some(line) = line else { return Ok(count) };
        count += 1;
        bytes += line.len();
        piece.push(fitting.row(&line).ok_or_else(|| {
            BackupError::damaged(
                &name,
                format!("第{count}行无法读取"),
                format!("line {count} cannot be read"),
            )
        })?);
    }
}

async fn insert(
    table: &'static Table,
    rows: &[Map<String, Value>],
    (tx, kind): (&mut AnyConnection, Kind),
) -> Result<(), StoreError> {
    if let Some(bulk) = Bulk::new(kind, None, &table.given(), rows, &table.insert)? {
        bulk.execute(tx).await?;
    }
    Ok(())
}
