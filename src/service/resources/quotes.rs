//! Quotes: what a claim would come to, for a form while it is typed.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::sentence::{Spoken, spoken};
use crate::desk::quote::{QuoteRequest, Quoted, quote};
use crate::engine::adjudicate::Decision;
use crate::engine::claim::Facts;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::model::Lang;
use crate::service::acting::{InBook, Looking};
use crate::service::asked::Asked;
use crate::service::problem::Problem;
use crate::service::sent::Sent;

/// What is asked about.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct AskQuote {
    /// The scheme.
    #[schema(min_length = 1, max_length = 200, example = "demo/inpatient")]
    scheme: String,
    /// What it is to be decided from; the member is `person.member`.
    facts: Facts,
}

/// In which language.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::service) struct Only {
    /// The only language that the sentences are wanted in; both when not given. A form that asks with every key wants one.
    #[param(value_type = Option<String>, pattern = "^(zh|en)$", example = "zh")]
    lang: Option<Lang>,
}

/// What a claim would come to.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Quote {
    /// `approve`, `deny` or `pend`.
    #[schema(pattern = "^(approve|deny|pend)$")]
    outcome: String,
    /// What would be granted, in yuan.
    #[schema(pattern = "^[0-9]+\\.[0-9]{2}$", example = "400.00")]
    amount: String,
    /// The steps of the calculation, then reasons and notes.
    lines: Vec<Spoken>,
    /// Codes of the holds that would be placed on it.
    holds: Vec<String>,
}

/// Ask what a claim would come to
///
/// It is decided as the last of the member's claims, with his cover and his running totals as the office knows them.
/// Nothing is kept.
#[utoipa::path(post, path = "/quotes", operation_id = "askQuote", tag = "quotes", params(InBook, Only), request_body = AskQuote,
    responses((status = 200, description = "What it would come to", body = Quote)))]
pub(in crate::service) async fn ask(
    looking: Looking,
    Asked(Only { lang: only }): Asked<Only>,
    Sent(AskQuote { scheme, facts }): Sent<AskQuote>,
) -> Result<Json<Quote>, Problem> {
    let own = looking.scope().member();
    if !own.is_empty() && facts.person.member != own {
        return Err(Refusal::not_found(Thing::Member, &facts.person.member).into());
    }
    let request = QuoteRequest { scheme: scheme.into(), facts };
    let quoted = quote(looking.app.desk().office(), &looking.book, request).await??;
    Ok(Json(said(&quoted, only)))
}

fn said(quoted: &Quoted, only: Option<Lang>) -> Quote {
    let Quoted { adjudication, scheme, holds } = quoted;
    let (outcome, amount) = match &adjudication.decision {
        Decision::Approve { amount } => ("approve", amount.to_string()),
        Decision::Deny { .. } => ("deny", "0.00".into()),
        Decision::Pend { .. } => ("pend", "0.00".into()),
    };
    Quote {
        outcome: outcome.into(),
        amount,
        lines: spoken(adjudication, scheme, only),
        holds: holds.iter().map(ToString::to_string).collect(),
    }
}
