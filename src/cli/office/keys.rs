//! `huzhu keys`: which keys there are and what they seal, a new one, and everything sealed anew under it.

use std::collections::BTreeSet;

use indicatif::ProgressBar;

use super::super::console::Console;
use super::super::stop::Stop;
use super::super::{Outcome, progress};
use super::open::{At, Opened, stop};
use super::waited;
use crate::desk::reseal::{Reseal, ResealRequest};
use crate::desk::rotate_keys::{NewVersion, RotateKeys};
use crate::store::Store;
use crate::store::files::Files;
use crate::store::reseal::{SEALED, documents};

/// What to do with the keys, where, and as whom.
#[derive(clap::Args)]
#[command(after_long_help = AFTER)]
pub struct Args {
    #[command(flatten)]
    at: At,
    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Copy, clap::Subcommand)]
enum What {
    /// List the versions of the keys, their fingerprints, and how much is sealed under each 查看
    Show,
    /// Make a new version: it seals from now on, and the older ones still open 更换
    Rotate,
    /// Seal everything anew under the newest version; may be interrupted and gone on with 重新加密
    Reseal,
}

const AFTER: &str = "\
EXAMPLES
  huzhu keys show
  huzhu keys rotate --because '年度更换' --as admin
  huzhu keys reseal --as admin

After `rotate`, keep a new copy of FOLDER/keys, and start again whatever works on this office: it knows the older keys only.
Old versions stay in the file, since backups are sealed under them. The key of the blind index does not change: what it
indexed would not be found again.

EXIT CODES
  0  done
  1  done, but for what does not open: it is listed, and stays as it is
  2  nothing was done, or not all: call it again";

/// So many rows are sealed anew while their book is held.
const SLICE: u32 = 500;

/// Carries it out.
pub fn run(args: &Args, console: &mut Console) -> Result<Outcome, Stop> {
    match args.what {
        What::Show => show(&args.at, console),
        What::Rotate => rotate(&args.at, console),
        What::Reseal => reseal(&args.at, console),
    }
}

fn show(at: &At, console: &mut Console) -> Result<Outcome, Stop> {
    let folder = at.folder()?;
    let rows = waited(async {
        let store = folder.store().await?;
        let rows = counted(&store, &folder.files(store.keys().clone())).await;
        store.close().await;
        rows
    })?;
    let keys = folder.keys()?;
    let lang = console.lang();
    console.line(
        lang.pick(format!("密钥环 {}", keys.fingerprint()), format!("key ring {}", keys.fingerprint())),
    )?;
    for (version, sealed) in rows {
        let fingerprint = keys.fingerprint_of(version).unwrap_or_default();
        let newest = if version == keys.newest() { lang.pick("（现用）", " (seals)") } else { "" };
        console.line(format_args!("v{version}{newest} {fingerprint}"))?;
        for (what, count) in sealed.iter().filter(|(_, count)| *count > 0) {
            console.line(format_args!("  {count:>9} {what}"))?;
        }
    }
    Ok(Outcome::Fine)
}

/// What is sealed under each version.
type Counted = Vec<(u32, Vec<(String, u64)>)>;

async fn counted(store: &Store, files: &Files) -> Result<Counted, Stop> {
    let documents = documents(store).await?;
    let version = |(book, hash): &(String, String)| files.version_of(book, hash).ok();
    let documents: Vec<u32> = documents.iter().filter_map(version).collect();
    let mut counted = vec![];
    for version in store.keys().versions() {
        let mut sealed = vec![];
        for column in SEALED {
            sealed.push((column.name(), column.under(store, version).await?));
        }
        let files = documents.iter().filter(|of| **of == version).count();
        sealed.push(("documents/".to_owned(), u64::try_from(files).unwrap_or(u64::MAX)));
        counted.push((version, sealed));
    }
    Ok(counted)
}

fn rotate(at: &At, console: &mut Console) -> Result<Outcome, Stop> {
    let folder = at.folder()?;
    let _alone = folder.alone()?;
    let keys = folder.keys()?.with_new_key().map_err(|why| stop(why.zh(), why.to_string()))?;
    let version = keys.newest();
    waited(async {
        let office = at.open().await?;
        office.anew::<RotateKeys>(at, NewVersion { version }).await??;
        office.close().await;
        Ok(())
    })?;
    folder.replace_keys(&keys)?;
    let lang = console.lang();
    console.line(lang.pick(
        format!("已启用密钥第{version}版（{}）。", keys.fingerprint_of(version).unwrap_or_default()),
        format!(
            "version {version} of the keys seals now ({})",
            keys.fingerprint_of(version).unwrap_or_default()
        ),
    ))?;
    console.tell(lang.pick(
        "请另存新的密钥副本，重新启动使用本机构数据的程序，然后运行 huzhu keys reseal。",
        "keep a new copy of the keys, start again what works on this office, then run huzhu keys reseal",
    ));
    Ok(Outcome::Fine)
}

fn reseal(at: &At, console: &mut Console) -> Result<Outcome, Stop> {
    let (bar, lang) = (progress::counter(console), console.lang());
    let (done, broken) = waited(async {
        let office = at.open().await?;
        let store = office.desk.office().store.clone();
        let mut all = All { done: 0, broken: BTreeSet::new(), bar };
        for column in &SEALED {
            all.column(at, &office, column.name()).await?;
        }
        all.files(&documents(&store).await?, &office.folder.files(store.keys().clone()));
        all.bar.finish_and_clear();
        drop(office);
        store.close().await;
        Ok((all.done, all.broken))
    })?;
    for what in &broken {
        console.tell(lang.pick(
            format!("无法解密，保持原样：{what}"),
            format!("does not open and stays as it is: {what}"),
        ));
    }
    console.line(lang.pick(
        format!("已用现用密钥重新加密{done}项，无法解密{}项。", broken.len()),
        format!("{done} sealed anew, {} do not open", broken.len()),
    ))?;
    Ok(Outcome::wrong_if(!broken.is_empty()))
}

/// What was done so far.
struct All {
    done: u64,
    broken: BTreeSet<String>,
    bar: ProgressBar,
}

impl All {
    async fn column(&mut self, at: &At, office: &Opened, column: String) -> Result<(), Stop> {
        self.bar.set_message(column.clone());
        let mut near = Some(String::new());
        while let Some(from) = near {
            let request = ResealRequest { column: column.clone(), near: from, most: SLICE };
            let answer = office.anew::<Reseal>(at, request).await??;
            self.done += answer.done;
            self.broken.extend(answer.broken);
            self.bar.set_position(self.done);
            near = answer.next;
        }
        Ok(())
    }

    /// A document is written beside and renamed, so that readers find the old file or the new one.
    fn files(&mut self, documents: &[(String, String)], files: &Files) {
        for (book, hash) in documents {
            match files.reseal(book, hash) {
                Ok(anew) => self.done += u64::from(anew),
                Err(why) => {
                    self.broken.insert(format!("documents/{book}/{hash}: {why}"));
                }
            }
            self.bar.set_position(self.done);
        }
    }
}
