//! A claim looked at: where it stands, what it was decided from, what was done to it, and its explanation.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::desk::compiled;
use crate::engine::calendar::parse_day;
use crate::engine::claim::Facts;
use crate::engine::claim::words::Word as _;
use crate::engine::office::refusal::Thing;
use crate::engine::office::stage::StageName;
use crate::engine::office::{Refusal, Right};
use crate::service::acting::{InBook, Looking};
use crate::service::asked::At;
use crate::service::etag::{self, Tagged};
use crate::service::problem::Problem;
use crate::service::resources::sentence::{Sentence, sentences};
use crate::store::claim::{self, Event, Listed, Shown};
use crate::store::policy;
use crate::store::version::Versioned;

/// A claim.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct ClaimShown {
    /// Where it stands.
    claim: Listed,
    /// The day on which it was handed in; null while it is a draft.
    #[schema(format = Date, example = "2026-03-12")]
    handed_in_on: Option<String>,
    /// The day by which the office answers it, inclusive (policy `answer-days`). Null where nothing is promised, where it
    /// was answered, and while it waits for papers of the member or is held.
    #[schema(format = Date, example = "2026-04-09")]
    expected_on: Option<String>,
    /// What it is decided from; diagnoses show their category only to those who may not see them.
    facts: Facts,
    /// What was done to it, in the order of the moments.
    events: Vec<Event>,
}

/// Look at a claim
///
/// `claim.stage` is `draft`, `submitted`, `pending`, `proposed`, `approved`, `denied` or `revoked`; `expected_on` is the day by
/// which the office answers.
#[utoipa::path(get, path = "/claims/{claim}", operation_id = "showClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook),
    responses((status = 200, description = "The claim", body = ClaimShown,
        headers(("ETag" = String, description = "The version of its facts, for If-Match")))))]
pub(in crate::service) async fn show(
    looking: Looking,
    At(id): At<String>,
) -> Result<Tagged<ClaimShown>, Problem> {
    let version = etag::version(&looking, (Versioned::Claim, &id)).await?;
    let Shown { claim, handed_in_on, mut facts, events, .. } = found(&looking, &id).await?;
    let expected_on = expected(&looking, &claim, handed_in_on.as_deref()).await?;
    // Whose claim it is may see what he is ill with; of the staff only who reviews.
    let is_own = looking.admitted.acting.is_none();
    if !is_own && !looking.admitted.may(Right::SeeDiagnosis) {
        facts.claim.diagnoses = facts.claim.diagnoses.iter().map(|code| code.category()).collect();
    }
    let shown = ClaimShown { claim, handed_in_on, expected_on, facts, events };
    Ok(Tagged::new(shown, version))
}

/// The day by which a claim is to be answered, as text.
async fn expected(
    looking: &Looking,
    claim: &Listed,
    handed_in_on: Option<&str>,
) -> Result<Option<String>, Problem> {
    let (Some(stage), Some(handed_in)) = (StageName::from_word(&claim.stage), handed_in_on) else {
        return Ok(None);
    };
    let look = looking.store().look(&looking.book, |tx| Box::pin(policy::of(tx)));
    let by = look.await?.expected((stage, claim.holds), parse_day(handed_in).ok());
    Ok(by.map(|day| day.to_string()))
}

/// The explanation of what was decided, line by line, in both languages.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Explanation {
    /// The claim.
    claim: String,
    /// Was it computed? A claim that nobody decided has no lines.
    is_decided: bool,
    /// The steps of the calculation, then reasons and notes.
    lines: Vec<Sentence>,
}

/// How a claim was computed, line by line
///
/// Each line names its clause, what it computed with and who bears the amount.
#[utoipa::path(get, path = "/claims/{claim}/explanation", operation_id = "explainClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook),
    responses((status = 200, description = "The explanation", body = Explanation)))]
pub(in crate::service) async fn explain(
    looking: Looking,
    At(id): At<String>,
) -> Result<Json<Explanation>, Problem> {
    let Shown { claim, decided, .. } = found(&looking, &id).await?;
    let lines = match &decided {
        None => vec![],
        Some(decided) => {
            let scheme = compiled(&claim::editions(looking.store(), &claim.scheme_id).await?)?;
            sentences(&decided.adjudication, &scheme)
        }
    };
    Ok(Json(Explanation { claim: claim.id, is_decided: decided.is_some(), lines }))
}

pub(super) async fn found(looking: &Looking, id: &str) -> Result<Shown, Problem> {
    let store = looking.store();
    let found = claim::find(store, store.keys(), looking.scope(), (&looking.book, id)).await?;
    found.ok_or_else(|| Refusal::not_found(Thing::Claim, id).into())
}
