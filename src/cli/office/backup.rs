//! `huzhu backup` and `huzhu restore`: database and documents at one point, and back into an empty place.

use std::fs;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::super::console::Console;
use super::super::stop::Stop;
use super::super::{Outcome, progress};
use super::folder::DataFolder;
use super::open::At;
use super::{opened, waited};
use crate::desk::back_up::{BackUp, BackUpRequest};
use crate::store::backup::{self, BackupError, Checked, Made};
use crate::store::seal::KeyRing;
use crate::store::{BookId, Store, audit};

/// What is backed up, and where to.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct BackupArgs {
    #[command(flatten)]
    at: At,
    /// A new folder for the backup
    #[arg(value_name = "BACKUP")]
    to: PathBuf,
}

/// What is put back, and where to.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct RestoreArgs {
    /// The folder that `huzhu backup` made
    #[arg(value_name = "BACKUP")]
    from: PathBuf,
    /// A new data folder for the office
    #[arg(value_name = "FOLDER", required_unless_present = "check")]
    folder: Option<PathBuf>,
    /// The kept copy of the keys; it is copied into the new folder 密钥副本
    #[arg(long, value_name = "FILE")]
    keys: PathBuf,
    /// An empty database of PostgreSQL (`postgres://user@host/database`); a file in the folder when not given 数据库
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Only look whether the backup is whole and the keys open it; nothing is restored 只校验
    #[arg(long)]
    check: bool,
}

const AFTER: &str = "\
EXAMPLES
  huzhu backup backups/2026-03-01 --data office --as admin
  huzhu restore backups/2026-03-01 --check --keys kept/keys
  huzhu restore backups/2026-03-01 office-2 --keys kept/keys
  huzhu restore backups/2026-03-01 office-2 --keys kept/keys --database postgres://huzhu@localhost/empty

A backup holds all rows and documents as they were at one moment; the office goes on working meanwhile. It has the same form
for SQLite and PostgreSQL, so that an office moves from one to the other by backup and restore. It holds no keys: keep
a copy of FOLDER/keys apart from it, without which it cannot be restored. `sha256sum -c SHA256SUMS` checks it without huzhu.

EXIT CODES
  0  done
  1  done, but for documents that are missing or damaged in the office itself: they are listed
  2  nothing was done: there is no backup, or nothing was restored";

/// Backs an office up.
pub fn backup(args: &BackupArgs, console: &mut Console) -> Result<Outcome, Stop> {
    let (bar, lang) = (progress::counter(console), console.lang());
    let (manifest, remarks) = waited(async {
        let office = args.at.open().await?;
        // Refused before anything is noted.
        backup::is_free(&args.to)?;
        let request = BackUpRequest { to: args.to.display().to_string() };
        let answer = office.anew::<BackUp>(&args.at, request).await??;
        let store = office.desk.office().store.clone();
        let made = Made { at: &answer.at, book: office.book.as_str() };
        let mut show = |what: &str, count: u64| told(&bar, what, count);
        let files = office.folder.files(store.keys().clone());
        let done = backup::write(&store, &files, (&args.to, made), &mut show).await?;
        drop(office);
        store.close().await;
        Ok(done)
    })?;
    bar.finish_and_clear();
    for remark in &remarks {
        console.tell(remark.0.get(lang));
    }
    let (to, rows, documents) = (args.to.display(), manifest.rows(), manifest.documents);
    console.line(lang.pick(
        format!("已备份至{to}：{rows}行，材料{documents}份，截至{}。", manifest.made_at),
        format!("backed up to {to}: {rows} rows and {documents} documents, as of {}", manifest.made_at),
    ))?;
    Ok(Outcome::wrong_if(!remarks.is_empty()))
}

/// Puts a backup back.
pub fn restore(args: &RestoreArgs, console: &mut Console) -> Result<Outcome, Stop> {
    let (bar, lang) = (progress::counter(console), console.lang());
    let mut show = |what: &str, count: u64| told(&bar, what, count);
    let keys = DataFolder::keys_of(&args.keys)?;
    if let Some(folder) = &args.folder {
        backup::is_free(folder)?;
    }
    let checked = backup::check(&args.from, &keys, &mut show)?;
    let (rows, at) = (checked.manifest.rows(), checked.manifest.made_at.clone());
    let said = match args.folder.as_deref().filter(|_| !args.check) {
        Some(folder) => {
            let documents = checked.manifest.documents;
            into(args, &checked, (folder, keys), &mut show)?;
            let folder = folder.display();
            lang.pick(
                format!("已恢复至{folder}：{rows}行，材料{documents}份，截至{at}。"),
                format!("restored into {folder}: {rows} rows and {documents} documents, as of {at}"),
            )
        }
        None => lang.pick(
            format!("备份完整，密钥相符：{rows}行，截至{at}。"),
            format!("the backup is whole and the keys open it: {rows} rows, as of {at}"),
        ),
    };
    bar.finish_and_clear();
    console.line(said)?;
    Ok(Outcome::Fine)
}

/// Everything is put together beside and gets its name at the end.
fn into(
    args: &RestoreArgs,
    checked: &Checked,
    (folder, keys): (&Path, KeyRing),
    show: backup::Listener<'_>,
) -> Result<(), Stop> {
    let beside = backup::is_free(folder)?;
    let done = DataFolder::with_keys(&beside, args.database.as_deref(), &keys)
        .and_then(|made| waited(filled(made, checked, keys, show)))
        .and_then(|()| {
            if folder.exists() {
                fs::remove_dir(folder).map_err(|why| Stop::file(folder.display().to_string(), why))?;
            }
            fs::rename(&beside, folder).map_err(|why| Stop::file(folder.display().to_string(), why))
        });
    if done.is_err() {
        // Half an office need not stay; the first error is the one to tell.
        let _ = fs::remove_dir_all(&beside);
    }
    done
}

async fn filled(
    made: DataFolder,
    checked: &Checked,
    keys: KeyRing,
    show: backup::Listener<'_>,
) -> Result<(), Stop> {
    let store = opened(&made.database(), keys).await?;
    backup::restore(checked, &store, &made.documents(), show).await?;
    let whole = whole(&store, checked).await;
    store.close().await;
    whole
}

/// The audit chains end where the backup says.
async fn whole(store: &Store, checked: &Checked) -> Result<(), Stop> {
    for head in &checked.manifest.books {
        let book =
            BookId::try_from(head.book.as_str()).map_err(|_| BackupError::Unknown(head.book.clone()))?;
        if audit::verify(store, &book).await? != Ok(head.audited) {
            return Err(BackupError::chain(&head.book).into());
        }
    }
    Ok(())
}

fn told(bar: &ProgressBar, what: &str, count: u64) {
    bar.set_position(count);
    if bar.message() != what {
        bar.set_message(what.to_owned());
    }
}

impl From<BackupError> for Stop {
    fn from(why: BackupError) -> Self {
        Self::Office(why.said())
    }
}
