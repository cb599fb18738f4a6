//! The desk sets the code with which a member signs in: it is shown once, to be handed over on paper.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;

use crate::engine::office::mask;
use crate::pages::frame::Frame;
use crate::pages::members::found;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, page};
use crate::service::{Looking, Problem, set_code};

#[derive(Template)]
#[template(path = "my/code.html")]
struct CodePage {
    p: Frame,
    form: Typed,
    member: String,
    name: String,
    code: Option<String>,
}

/// The page.
pub(in crate::pages) async fn show(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    page(&built(visit, &office, &id, None).await?)
}

async fn built(visit: Visit, office: &Looking, id: &str, code: Option<String>) -> Result<CodePage, Problem> {
    let member = found(office, id).await?;
    let name = mask::name(&member.name);
    Ok(CodePage { p: visit.frame, form: Typed::none(), member: member.id, name, code })
}

/// Sets it, and shows it this once.
pub(in crate::pages) async fn set(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let member = found(&office, &id).await?;
    let code = set_code(&office, &member.id).await?;
    page(&built(visit, &office, &id, Some(code)).await?)
}
