//! The letter about a claim, as data or as plain text.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::show::found;
use crate::desk::letter::{Addressee, letter};
use crate::engine::letter::Letter;
use crate::engine::office::mask;
use crate::service::acting::{InBook, Looking};
use crate::service::admit::header;
use crate::service::asked::At;
use crate::service::lang;
use crate::service::problem::Problem;
use crate::service::resources::members;
use crate::store::book;

/// The letter about a claim
///
/// What was granted, refused or asked for, why, and what can be done against it; as plain text where that is accepted. The
/// same answer is the same letter, whenever it is asked for. To the staff the member's name is masked.
#[utoipa::path(get, path = "/claims/{claim}/letter", operation_id = "showLetter", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook),
    responses((status = 200, description = "The letter", content((Letter = "application/json"), (String = "text/plain"))),
        (status = 409, description = "There is no answer yet, or not any more", content_type = "application/problem+json", body = inline(crate::service::problem::ProblemDocument))))]
pub(in crate::service) async fn show(
    looking: Looking,
    At(id): At<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let letter = of_claim(&looking, &id).await?;
    let accepted = header(&headers, ACCEPT.as_str()).unwrap_or_default();
    if !accepted.starts_with("text/plain") {
        return Ok(Json(letter).into_response());
    }
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    Ok(([(CONTENT_TYPE, plain)], letter.plain(lang::of(&headers))).into_response())
}

/// The letter about a claim that the caller sees.
///
/// # Errors
///
/// Where there is no such claim or no answer yet; those of the database.
pub async fn of_claim(looking: &Looking, id: &str) -> Result<Letter, Problem> {
    let shown = found(looking, id).await?;
    let member = members::found(looking, &shown.claim.member_id).await?;
    let is_own = looking.admitted.acting.is_none();
    let name = if is_own { member.name.clone() } else { mask::name(&member.name) };
    let account = member.account.as_deref().map(mask::account).unwrap_or_default();
    let kept = book::find(looking.store(), looking.scope(), &looking.book).await?;
    let office = kept.map(|kept| kept.title).unwrap_or_default();
    let to = Addressee { name: &name, account: &account, office: &office };
    let found = letter(looking.app.desk().office(), &looking.book, (&shown, to)).await?;
    found.ok_or_else(unanswered)
}

fn unanswered() -> Problem {
    let said = (
        "该申请尚无答复（或已撤销），没有通知书；请待审核、复核完成。",
        "The claim has no answer yet, or was revoked, so there is no letter; wait until it was reviewed.",
    );
    Problem::new(StatusCode::CONFLICT, "no-letter", said)
}
