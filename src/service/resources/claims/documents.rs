//! Documents of a claim: they come in as they are, are listed, and go out again.

use axum::Json;
use axum::extract::Request;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use utoipa::{IntoParams, ToSchema};

use super::show::found;
use crate::desk::attach::{Attach, AttachRequest, Attached};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::service::acting::{Acting, Acts, Brought, InBook, Looking};
use crate::service::asked::{Asked, At};
use crate::service::of_refusal::internal;
use crate::service::problem::Problem;
use crate::service::sent::whole;
use crate::store::document::{self, Listed};
use crate::store::files::{FileError, LARGEST, Stored};

/// A document of a claim.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Document {
    /// Its number among those of the claim, from 1.
    number: usize,
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
    /// What it is.
    media_type: String,
    /// How many bytes.
    bytes: i64,
    /// SHA-256 of its content, in hexadecimal.
    content_hash: String,
    /// Who attached it.
    attached_by: String,
    /// The moment, UTC.
    attached_at: String,
}

impl From<Listed> for Document {
    fn from(listed: Listed) -> Self {
        let Listed { number, id, name, media_type, bytes, content_hash, attached_by, attached_at } = listed;
        Self { number, id, name, media_type, bytes, content_hash, attached_by, attached_at }
    }
}

/// The documents of a claim.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Documents {
    /// In the order in which they were attached.
    items: Vec<Document>,
}

impl Documents {
    /// As they are listed.
    pub(in crate::service) fn of(listed: Vec<Listed>) -> Self {
        Self { items: listed.into_iter().map(Document::from).collect() }
    }
}

/// List the documents of a claim
#[utoipa::path(get, path = "/claims/{claim}/documents", operation_id = "listDocuments", tag = "documents",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook),
    responses((status = 200, description = "The documents", body = Documents)))]
pub(in crate::service) async fn list(
    looking: Looking,
    At(id): At<String>,
) -> Result<Json<Documents>, Problem> {
    Ok(Json(Documents::of(of_claim(&looking, &id).await?)))
}

async fn of_claim(looking: &Looking, id: &str) -> Result<Vec<Listed>, Problem> {
    found(looking, id).await?;
    let store = looking.store();
    Ok(document::of_claim(store, store.keys(), looking.scope(), (&looking.book, id)).await?)
}

/// What a document is called.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::service) struct Called {
    /// What it is called, such as `invoice.pdf`; no personal data.
    #[param(min_length = 1, max_length = 200, example = "invoice.pdf")]
    name: String,
}

impl Called {
    /// The name.
    pub(in crate::service) fn name(&self) -> &str {
        &self.name
    }
}

/// Attach a document to a claim: PDF, OFD, JPEG, PNG or ZIP, at most 20 MB
///
/// The body is the document as it is. The same content again adds nothing.
#[utoipa::path(post, path = "/claims/{claim}/documents", operation_id = "attachDocument", tag = "documents",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook, Called, Acts),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Attached", body = Attached)))]
pub(in crate::service) async fn attach(
    acting: Acting,
    At(claim): At<String>,
    Asked(Called { name }): Asked<Called>,
    request: Request,
) -> Result<Brought<Attached>, Problem> {
    // Nobody fills the disk with what belongs to no claim of his.
    found(acting.looking(), &claim).await?;
    let stored = keep(acting.looking(), request).await?;
    let request = AttachRequest::new(&claim, &name, &stored);
    acting.bring::<Attach>(request, "").await.map(Brought::created)
}

/// Puts the body of a request onto the disk. It is attached next.
pub(in crate::service) async fn keep(looking: &Looking, request: Request) -> Result<Stored, Problem> {
    let content = whole(request.into_body(), LARGEST).await?;
    let (files, book) = (looking.app.files().clone(), looking.book.to_string());
    let put = spawn_blocking(move || files.put(&book, &content)).await.map_err(|_| internal())?;
    put.map_err(|why| of_file(&why))
}

/// Give out a document of a claim
///
/// As it was sent, always as an attachment: whoever shows it looks at `media_type` of the list.
#[utoipa::path(get, path = "/claims/{claim}/documents/{number}", operation_id = "giveDocument", tag = "documents",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"),
        ("number" = usize, Path, description = "Which of its documents, from 1", minimum = 1, example = 1), InBook),
    responses((status = 200, description = "Its content", body = Vec<u8>, content_type = "application/octet-stream")))]
pub(in crate::service) async fn give(
    looking: Looking,
    At((claim, number)): At<(String, usize)>,
) -> Result<Response, Problem> {
    let one = of_claim(&looking, &claim).await?.into_iter().find(|one| one.number == number);
    let one = one.ok_or_else(|| Refusal::not_found(Thing::Document, &format!("{claim}/{number}")))?;
    let (files, book, hash) = (looking.app.files().clone(), looking.book.to_string(), one.content_hash);
    let got = spawn_blocking(move || files.get(&book, &hash)).await.map_err(|_| internal())?;
    let content = got.map_err(|why| of_file(&why))?;
    let mut response = content.into_response();
    // Never shown in place: it is somebody else's file.
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    Ok(response)
}

fn of_file(why: &FileError) -> Problem {
    use axum::http::StatusCode;
    let said = (why.zh(), why.to_string());
    match why {
        FileError::TooLarge { .. } => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "document-too-large", said),
        FileError::UnknownMedia => Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "document-type", said),
        why => {
            tracing::error!(%why, "a document cannot be kept or read");
            internal()
        }
    }
}
