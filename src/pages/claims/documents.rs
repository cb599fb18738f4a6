//! Documents of a claim: dropped or chosen, and given out again.

use axum::extract::Path;
use axum::extract::multipart::Multipart;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use tokio::task::spawn_blocking;

use super::show::{built, found};
use crate::desk::attach::{Attach, AttachRequest};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::pages::typed::{Typed, unreadable};
use crate::pages::visit::{Office, Visit, again, see};
use crate::service::{Looking, Problem};
use crate::store::document;
use crate::store::files::FileError;

/// A file as it came.
pub(in crate::pages) struct Came {
    pub(in crate::pages) name: String,
    pub(in crate::pages) content: Vec<u8>,
}

/// Attaches files to a claim.
pub(in crate::pages) async fn attach(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    sent: Multipart,
) -> Result<Response, Problem> {
    found(&office, &id).await?;
    let (mut form, files) = read(sent).await?;
    if files.is_empty() {
        form.fault("", ("请先选择或拖入文件。", "Choose or drop a file first."));
    }
    for (at, file) in files.into_iter().enumerate() {
        if let Err(problem) = keep(&office, (&id, &format!("{}/{at}", form.key())), file).await {
            form.refused(&problem);
        }
    }
    if form.is_fine() {
        return Ok(see(&format!("/claims/{id}?done=attached")));
    }
    again(&built(visit, &office, &id, form).await?)
}

/// The fields and the files of a form.
pub(in crate::pages) async fn read(mut sent: Multipart) -> Result<(Typed, Vec<Came>), Problem> {
    let (mut form, mut files) = (Typed::none(), vec![]);
    while let Some(part) = sent.next_field().await.map_err(|_| unreadable())? {
        let (name, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
        let content = part.bytes().await.map_err(|_| unreadable())?.to_vec();
        match file {
            Some(name) if !content.is_empty() => files.push(Came { name, content }),
            Some(_) => {}
            None => form.put(&name, String::from_utf8_lossy(&content)),
        }
    }
    Ok((form, files))
}

async fn keep(office: &Looking, (claim, key): (&str, &str), file: Came) -> Result<(), Problem> {
    let request = put(office, claim, file).await?;
    office.bring::<Attach>((key, ""), request).await?;
    Ok(())
}

/// Puts a file onto the disk, to be attached to a claim.
pub(in crate::pages) async fn put(
    office: &Looking,
    claim: &str,
    file: Came,
) -> Result<AttachRequest, Problem> {
    let (files, book) = (office.app.files().clone(), office.book.to_string());
    let Came { name, content } = file;
    let put = spawn_blocking(move || files.put(&book, &content)).await.map_err(|_| broken())?;
    let stored = put.map_err(|why| of_file(&name, &why))?;
    Ok(AttachRequest::new(claim, &name, &stored))
}

fn of_file(name: &str, why: &FileError) -> Problem {
    match why {
        FileError::TooLarge { .. } | FileError::UnknownMedia => {
            let said = (format!("{name}：{}", why.zh()), format!("{name}: {why}"));
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "document-type", said)
        }
        why => {
            tracing::error!(%why, "a document cannot be kept or read");
            broken()
        }
    }
}

fn broken() -> Problem {
    let said =
        ("材料无法保存或读取，请联系管理员。", "A document cannot be kept or read; tell the administrator.");
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", said)
}

/// Gives one out, to be saved: it is somebody else's file and is never shown in place.
pub(in crate::pages) async fn give(
    office: Office,
    Path((id, number)): Path<(String, usize)>,
) -> Result<Response, Problem> {
    found(&office, &id).await?;
    let store = office.store();
    let all = document::of_claim(store, store.keys(), office.scope(), (&office.book, &id)).await?;
    let one = all.into_iter().find(|one| one.number == number);
    let one = one.ok_or_else(|| Refusal::not_found(Thing::Document, &format!("{id}/{number}")))?;
    let (files, book, hash) = (office.app.files().clone(), office.book.to_string(), one.content_hash);
    let got = spawn_blocking(move || files.get(&book, &hash)).await.map_err(|_| broken())?;
    let content = got.map_err(|why| of_file(&one.name, &why))?;
    let head = [
        (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (CONTENT_DISPOSITION, disposition(&one.name)),
    ];
    Ok((head, content).into_response())
}

/// To be saved under its name.
fn disposition(name: &str) -> HeaderValue {
    let name: String = name
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || byte == b'.' {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}
