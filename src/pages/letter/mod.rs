//! The letter about a claim (通知书), to be printed on A4: what was answered, why, and what can be done against it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use crate::engine::letter::{Letter, LetterKind};
use crate::pages::frame::Frame;
use crate::pages::visit::{Office, Visit, page};
use crate::service::{Problem, letter_of};

#[derive(Template)]
#[template(path = "letter/letter.html")]
struct LetterPage {
    p: Frame,
    letter: Letter,
    day: String,
    back: String,
    is_completion: bool,
}

/// The page.
pub(super) async fn show(visit: Visit, office: Office, Path(id): Path<String>) -> Result<Response, Problem> {
    let letter = letter_of(&office.about(&id).await?, &id).await?;
    let back =
        if visit.admitted.acting.is_none() { format!("/my/claims/{id}") } else { format!("/claims/{id}") };
    let day = visit.frame.day(&letter.day.to_string());
    let is_completion = letter.kind == LetterKind::Completion;
    page(&LetterPage { day, p: visit.frame, letter, back, is_completion })
}
