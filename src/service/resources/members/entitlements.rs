//! What a member can still receive on a day.

use axum::body::Bytes;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::found;
use crate::desk::entitlement::{OfScheme, of_member};
use crate::engine::adjudicate::entitlement::Entitlement;
use crate::engine::calendar::Day;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::model::Lang;
use crate::service::acting::{InBook, Looking};
use crate::service::asked::{Asked, At};
use crate::service::problem::Problem;
use crate::service::resources::sentence::Sentence;
use crate::store::StoreError;

/// On which day.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::service) struct OnDay {
    /// The day; today when not given.
    #[param(value_type = Option<String>, format = Date, example = "2026-06-01")]
    on: Option<Day>,
}

/// What a member can receive.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Entitlements {
    /// The member.
    member: String,
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Day,
    /// Each scheme that he ever took part in, by id.
    schemes: Vec<SchemeEntitled>,
}

/// What he can receive of one scheme.
#[derive(Serialize, ToSchema)]
struct SchemeEntitled {
    /// The scheme.
    scheme: String,
    /// Its title.
    title: Sentence,
    /// The stretches of cover, in the order of their first days.
    cover: Vec<Covered>,
    /// Benefit by benefit; none where no edition is in force on the day.
    benefits: Vec<Entitlement>,
}

/// A stretch of cover.
#[derive(Serialize, ToSchema)]
struct Covered {
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Day,
    /// Last day, inclusive; null: without end.
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Day>,
}

impl From<OfScheme> for SchemeEntitled {
    fn from(OfScheme { scheme, title, cover, benefits }: OfScheme) -> Self {
        let title = Sentence::new(title.get(Lang::Zh), title.get(Lang::En));
        let cover = cover.into_iter().map(|(from, to)| Covered { from, to });
        Self { scheme, title, cover: cover.collect(), benefits }
    }
}

/// Ask what a member can still receive on a day, benefit by benefit
///
/// Limits and what is left of them, waiting time and its last day, what is still to be borne or reached. It is what a
/// claim of the day would be decided by; nothing is kept.
#[utoipa::path(get, path = "/members/{member}/entitlements", operation_id = "listEntitlements", tag = "members",
    params(("member" = String, Path, description = "The member", example = "m00000001"), InBook, OnDay),
    responses((status = 200, description = "What he can receive", body = Entitlements)))]
pub(in crate::service) async fn list(
    looking: Looking,
    At(id): At<String>,
    Asked(OnDay { on }): Asked<OnDay>,
) -> Result<Ready, Problem> {
    answer(&looking, &id, on).await
}

/// Ask what one can still receive oneself
#[utoipa::path(get, path = "/me/entitlements", operation_id = "listOwnEntitlements", tag = "me", params(InBook, OnDay),
    responses((status = 200, description = "What one can receive", body = Entitlements)))]
pub(in crate::service) async fn own(
    looking: Looking,
    Asked(OnDay { on }): Asked<OnDay>,
) -> Result<Ready, Problem> {
    let member = looking.scope().member().to_owned();
    if member.is_empty() {
        // Of the staff nobody is meant.
        return Err(Refusal::not_found(Thing::Member, &looking.admitted.principal.name()).into());
    }
    answer(&looking, &member, on).await
}

/// An answer that stands as JSON already.
type Ready = ([(HeaderName, &'static str); 1], Bytes);

/// The answer as it was given before, where nobody wrote since.
async fn answer(looking: &Looking, member: &str, on: Option<Day>) -> Result<Ready, Problem> {
    let on = on.unwrap_or_else(|| looking.admitted.now.day());
    let key = (looking.scope().clone(), looking.book.clone(), member.to_owned(), on);
    let answer = looking.app.entitled().recall(looking.store(), key, read(looking, member, on)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], answer.as_ref().clone()))
}

async fn read(looking: &Looking, member: &str, on: Day) -> Result<Bytes, Problem> {
    let member = found(looking, member).await?.id;
    let office = looking.app.desk().office();
    let schemes = of_member(office, &looking.book, (&member, on)).await??;
    let schemes = schemes.into_iter().map(Into::into).collect();
    let answer = serde_json::to_vec(&Entitlements { member, on, schemes }).map_err(StoreError::from)?;
    Ok(answer.into())
}
