//! A claim looked at: where it stands, what it was decided from, what was done to it, and its explanation.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::desk::compiled;
use crate::engine::claim::Facts;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::service::acting::{InBook, Looking};
use crate::service::asked::At;
use crate::service::etag::{self, Tagged};
use crate::service::problem::Problem;
use crate::service::resources::sentence::{Sentence, sentences};
use crate::store::claim::{self, Event, Listed, Shown};
use crate::store::version::Versioned;

/// A claim.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct ClaimShown {
    /// Where it stands.
    claim: Listed,
    /// What it is decided from; diagnoses show their category only to those who may not see them.
    facts: Facts,
    /// What was done to it, in the order of the moments.
    events: Vec<Event>,
}

/// Look at a claim
#[utoipa::path(get, path = "/claims/{claim}", operation_id = "showClaim", tag = "claims",
    params(("claim" = String, Path, description = "The claim", example = "c00000012"), InBook),
    responses((status = 200, description = "The claim", body = ClaimShown,
        headers(("ETag" = String, description = "The version of its facts, for If-Match")))))]
pub(in crate::service) async fn show(
    looking: Looking,
    At(id): At<String>,
) -> Result<Tagged<ClaimShown>, Problem> {
    let version = etag::version(&looking, (Versioned::Claim, &id)).await?;
    let Shown { claim, mut facts, events, .. } = found(&looking, &id).await?;
    // Whose claim it is may see what he is ill with; of the staff only who reviews.
    let is_own = looking.admitted.acting.is_none();
    if !is_own && !looking.admitted.may(Right::SeeDiagnosis) {
        facts.claim.diagnoses = facts.claim.diagnoses.iter().map(|code| code.category()).collect();
    }
    Ok(Tagged::new(ClaimShown { claim, facts, events }, version))
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
