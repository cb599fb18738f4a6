//! `huzhu claim attach`, `documents` and `document`: documents of a claim come in, are listed and come out again.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::super::open::{At, Opened, stop};
use super::json;
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::clock;
use crate::desk::attach::{Attach, AttachRequest};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::said::Said;
use crate::store::document::{self, Listed};
use crate::store::files::{FileError, Files, LARGEST};

/// Adds files to a claim, each on its own: a bad one hinders no other.
pub async fn attach(
    office: &Opened,
    at: &At,
    (claim, paths): (&str, &[PathBuf]),
    console: &mut Console,
) -> Result<Outcome, Stop> {
    let documents = documents(office);
    // What a process that was killed left behind half written.
    let swept = documents.sweep(clock::an_hour_ago()).map_err(|why| of_file(&why))?;
    tracing::info!(swept, "left-over parts of documents");
    let mut outcome = Outcome::Fine;
    for path in paths {
        let shown = path.display().to_string();
        match one(office, at, (claim, path), &documents).await? {
            Ok(line) => console.line(line)?,
            Err(said) => {
                console.tell(
                    said.map(|zh| format!("{shown}：{zh}"), |en| format!("{shown}: {en}"))
                        .get(console.lang()),
                );
                outcome = Outcome::Wrong;
            }
        }
    }
    Ok(outcome)
}

async fn one(
    office: &Opened,
    at: &At,
    (claim, path): (&str, &Path),
    documents: &Files,
) -> Result<Result<String, Said>, Stop> {
    let content = match content(path) {
        Ok(content) => content,
        Err(said) => return Ok(Err(said)),
    };
    let (documents, book) = (documents.clone(), office.book.to_string());
    let put = tokio::task::spawn_blocking(move || documents.put(&book, &content));
    let stored = match put.await {
        Ok(Ok(stored)) => stored,
        Ok(Err(why)) => return Ok(Err(Said::new(why.zh(), why.to_string()))),
        Err(why) => return Err(stop("材料写入中断，请重试。", why.to_string())),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match office.ask::<Attach>(at, AttachRequest::new(claim, &name, &stored)).await? {
        Ok(answer) => Ok(Ok(json(&answer)?)),
        Err(refusal) => Ok(Err(refusal.said())),
    }
}

/// The bytes of a file; one that is too large is not read at all.
fn content(path: &Path) -> Result<Vec<u8>, Said> {
    let fail = |why: std::io::Error| {
        Said::new("文件无法读取，请核对文件名和权限。", format!("it cannot be read: {why}"))
    };
    let bytes = usize::try_from(fs::metadata(path).map_err(fail)?.len()).unwrap_or(usize::MAX);
    if bytes > LARGEST {
        let why = FileError::TooLarge { bytes };
        return Err(Said::new(why.zh(), why.to_string()));
    }
    fs::read(path).map_err(fail)
}

/// Lists the documents of a claim.
pub async fn list(office: &Opened, claim: &str, console: &mut Console) -> Result<Outcome, Stop> {
    for listed in listed(office, claim).await? {
        console.line(json(&listed)?)?;
    }
    Ok(Outcome::Fine)
}

/// Gives a document of a claim out, under the name of a file that is not there yet.
pub async fn give(
    office: &Opened,
    (claim, number, to): (&str, usize, &Path),
    console: &mut Console,
) -> Result<Outcome, Stop> {
    let listed = listed(office, claim).await?;
    let Some(one) = listed.into_iter().find(|one| one.number == number) else {
        console.tell(
            Refusal::not_found(Thing::Document, &format!("{claim} {number}")).said().get(console.lang()),
        );
        return Ok(Outcome::Wrong);
    };
    let (documents, book) = (documents(office), office.book.to_string());
    let got = tokio::task::spawn_blocking(move || documents.get(&book, &one.content_hash));
    let content = match got.await {
        Ok(Ok(content)) => content,
        Ok(Err(why)) => return Err(of_file(&why)),
        Err(why) => return Err(stop("材料读取中断，请重试。", why.to_string())),
    };
    let fail = |why| Stop::file(to.display().to_string(), why);
    File::create_new(to).and_then(|mut file| file.write_all(&content)).map_err(fail)?;
    console.line(to.display())?;
    Ok(Outcome::Fine)
}

/// The documents of a claim that is there.
async fn listed(office: &Opened, claim: &str) -> Result<Vec<Listed>, Stop> {
    let scope = office.scope().await?;
    let store = &office.desk.office().store;
    let id = (&office.book, claim);
    if crate::store::claim::find(store, store.keys(), &scope, id).await?.is_none() {
        return Err(Refusal::not_found(Thing::Claim, claim).into());
    }
    Ok(document::of_claim(store, store.keys(), &scope, id).await?)
}

fn documents(office: &Opened) -> Files {
    office.folder.files(office.desk.office().store.keys().clone())
}

fn of_file(why: &FileError) -> Stop {
    stop(why.zh(), why.to_string())
}
