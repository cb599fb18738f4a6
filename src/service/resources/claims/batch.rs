//! Batches: many claims in one request, each answered on its own.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SubmitClaim;
use crate::desk::submit::{NewRequest, Submit, Submitted};
use crate::engine::scheme::model::Lang;
use crate::service::acting::{Acting, Acts, InBook};
use crate::service::problem::Problem;
use crate::service::resources::sentence::Sentence;
use crate::service::sent::Sent;

/// Claims to be handed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct SubmitBatch {
    /// The claims.
    #[schema(min_items = 1, max_items = 256)]
    claims: Vec<SubmitClaim>,
}

/// What came of one claim of a batch: one of the two.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct BatchAnswer {
    /// It was handed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    submitted: Option<Submitted>,
    /// It was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refused>,
}

/// Why a claim of a batch was refused.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Refused {
    /// The code, which is kept for ever.
    code: String,
    /// What is wrong and what to do.
    detail: Sentence,
}

/// What came of a batch.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct BatchAnswers {
    /// One answer for each claim, in their order.
    items: Vec<BatchAnswer>,
}

/// Hand in many claims at once, each answered on its own
///
/// They share one transaction and one key: the same key again answers each as before.
#[utoipa::path(post, path = "/claims/batch", operation_id = "submitBatch", tag = "claims", params(InBook, Acts),
    request_body = SubmitBatch, responses((status = 200, description = "One answer for each", body = BatchAnswers)))]
pub(in crate::service) async fn submit(
    acting: Acting,
    Sent(SubmitBatch { claims }): Sent<SubmitBatch>,
) -> Result<Json<BatchAnswers>, Problem> {
    let requests = claims.into_iter().map(NewRequest::from).collect();
    let replies = acting.bring_many::<Submit>(requests).await?;
    let answer = |reply| match reply {
        Ok(submitted) => BatchAnswer { submitted: Some(submitted), refused: None },
        Err(refusal) => BatchAnswer { submitted: None, refused: Some(Refused::from(&refusal)) },
    };
    Ok(Json(BatchAnswers { items: replies.into_iter().map(answer).collect() }))
}

impl From<&crate::engine::office::Refusal> for Refused {
    fn from(refusal: &crate::engine::office::Refusal) -> Self {
        let said = refusal.said();
        Self { code: refusal.code().into(), detail: Sentence::new(said.get(Lang::Zh), said.get(Lang::En)) }
    }
}
