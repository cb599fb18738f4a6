//! `attach`, `documents` and `document` of `huzhu claim` and `huzhu member`: documents come in, are listed and come out again.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::claim::json;
use super::open::{Opened, stop};
use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::stop::Stop;
use crate::clock;
use crate::desk::attach::{Attach, AttachRequest};
use crate::desk::attach_to_member::{AttachToMember, MemberDocument};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::said::Said;
use crate::store::document::{self, Listed};
use crate::store::files::{FileError, LARGEST};

/// What documents belong to.
#[derive(Clone, Copy)]
pub enum Of<'a> {
    /// A claim.
    Claim(&'a str),
    /// A member, for what belongs to no claim.
    Member(&'a str),
}

/// Under which key a request is made, and why.
pub type Request<'a> = (Option<&'a str>, &'a str);

/// Adds files, each on its own: a bad one hinders no other.
pub async fn attach(
    office: &Opened,
    request: Request<'_>,
    (of, paths): (Of<'_>, &[PathBuf]),
    console: &mut Console,
) -> Result<Outcome, Stop> {
    // What a process that was killed left behind half written.
    let files = office.desk.office().files().map_err(|why| of_file(&why))?;
    let swept = files.sweep(clock::an_hour_ago()).map_err(|why| of_file(&why))?;
    tracing::info!(swept, "left-over parts of documents");
    let mut outcome = Outcome::Fine;
    for path in paths {
        let shown = path.display().to_string();
        match one(office, request, (of, path)).await? {
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
    (key, because): Request<'_>,
    (of, path): (Of<'_>, &Path),
) -> Result<Result<String, Said>, Stop> {
    let content = match content(path) {
        Ok(content) => content,
        Err(said) => return Ok(Err(said)),
    };
    let stored = match office.desk.office().put(&office.book, content).await {
        Ok(stored) => stored,
        Err(why) => return Ok(Err(Said::new(why.zh(), why.to_string()))),
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let answer = match of {
        Of::Claim(claim) => {
            let request = AttachRequest::new(claim, &name, &stored);
            office.bring::<Attach>(key, because, request).await?.map(|answer| json(&answer))
        }
        Of::Member(member) => {
            let request = MemberDocument::new(member, &name, &stored);
            office.bring::<AttachToMember>(key, because, request).await?.map(|answer| json(&answer))
        }
    };
    match answer {
        Ok(answer) => answer.map(Ok),
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

/// Lists documents.
pub async fn list(office: &Opened, of: Of<'_>, console: &mut Console) -> Result<Outcome, Stop> {
    for listed in listed(office, of).await? {
        console.line(json(&listed)?)?;
    }
    Ok(Outcome::Fine)
}

/// Gives a document out, under the name of a file that is not there yet.
pub async fn give(
    office: &Opened,
    (of, number, to): (Of<'_>, usize, &Path),
    console: &mut Console,
) -> Result<Outcome, Stop> {
    let listed = listed(office, of).await?;
    let Some(one) = listed.into_iter().find(|one| one.number == number) else {
        let (Of::Claim(id) | Of::Member(id)) = of;
        return Err(Refusal::not_found(Thing::Document, &format!("{id} {number}")).into());
    };
    let content = office.desk.office().get(&office.book, &one.content_hash).await;
    let content = content.map_err(|why| of_file(&why))?;
    let fail = |why| Stop::file(to.display().to_string(), why);
    File::create_new(to).and_then(|mut file| file.write_all(&content)).map_err(fail)?;
    console.line(to.display())?;
    Ok(Outcome::Fine)
}

/// The documents of a claim that is there, or of a member.
async fn listed(office: &Opened, of: Of<'_>) -> Result<Vec<Listed>, Stop> {
    let scope = office.scope().await?;
    let store = &office.desk.office().store;
    match of {
        Of::Claim(claim) => {
            let id = (&office.book, claim);
            if crate::store::claim::find(store, store.keys(), &scope, id).await?.is_none() {
                return Err(Refusal::not_found(Thing::Claim, claim).into());
            }
            Ok(document::of_claim(store, store.keys(), &scope, id).await?)
        }
        Of::Member(member) => {
            Ok(document::of_member(store, store.keys(), &scope, (&office.book, member)).await?)
        }
    }
}

/// The sentence of what is wrong with a document.
pub fn of_file(why: &FileError) -> Stop {
    stop(why.zh(), why.to_string())
}
