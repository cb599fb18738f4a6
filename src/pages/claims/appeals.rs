//! Appeals at the desk: taken in on paper, and answered by somebody who had no part in what was decided.

use axum::extract::Path;
use axum::response::Response;

use super::acts::bring;
use super::show::built;
use crate::desk::answer_appeal::{AnswerAppeal, AnswerRequest};
use crate::desk::appeal::{Appeal, AppealRequest};
use crate::engine::name::Name;
use crate::pages::typed::Typed;
use crate::pages::visit::{Office, Visit, again};
use crate::service::Problem;

/// Takes one in.
pub(in crate::pages) async fn file(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let said = ("请写明会员不同意的理由。", "Write what the member says against the answer.");
    let (grounds, told) = (form.needed("grounds", said), form.day("told"));
    if !form.is_fine() {
        return again(&built(visit, &office, &id, form).await?);
    }
    let request = AppealRequest { claim: Name::from(&id), grounds, told };
    bring::<Appeal>((visit, office), (&id, "appealed"), form, (request, "")).await
}

/// Answers the one that is open.
pub(in crate::pages) async fn answer(
    visit: Visit,
    office: Office,
    Path(id): Path<String>,
    mut form: Typed,
) -> Result<Response, Problem> {
    let reason = form.needed("answer", ("请写明答复的理由。", "Write why it is answered so."));
    if !form.is_fine() {
        return again(&built(visit, &office, &id, form).await?);
    }
    let request = AnswerRequest { claim: Name::from(&id), upheld: form.raw("upheld") == "yes" };
    bring::<AnswerAppeal>((visit, office), (&id, "answered"), form, (request, &reason)).await
}
