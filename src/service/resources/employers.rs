//! Employers: listed, added, changed.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::desk::add_employer::{AddEmployer, EmployerAddition, EmployerAnswer};
use crate::desk::change_employer::{ChangeEmployer, EmployerChange};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::service::acting::{Acting, Acts, Brought, Edits, InBook, Looking};
use crate::service::asked::At;
use crate::service::etag::{self, Tagged};
use crate::service::problem::Problem;
use crate::service::sent::Sent;
use crate::store::employer::{self, Listed};
use crate::store::version::Versioned;

/// Employers.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Employers {
    /// By id.
    items: Vec<Listed>,
}

/// List the employers of a book
#[utoipa::path(get, path = "/employers", operation_id = "listEmployers", tag = "members", params(InBook),
    responses((status = 200, description = "The employers", body = Employers)))]
pub(in crate::service) async fn list(looking: Looking) -> Result<Json<Employers>, Problem> {
    let items = employer::list(looking.store(), looking.scope(), &looking.book).await?;
    Ok(Json(Employers { items }))
}

/// Look at an employer
#[utoipa::path(get, path = "/employers/{employer}", operation_id = "showEmployer", tag = "members",
    params(("employer" = String, Path, description = "The employer: its id", example = "e00000001"), InBook),
    responses((status = 200, description = "The employer", body = Listed,
        headers(("ETag" = String, description = "Its version, for If-Match")))))]
pub(in crate::service) async fn show(
    looking: Looking,
    At(id): At<String>,
) -> Result<Tagged<Listed>, Problem> {
    let version = etag::version(&looking, (Versioned::Employer, &id)).await?;
    let all = employer::list(looking.store(), looking.scope(), &looking.book).await?;
    let found = all.into_iter().find(|one| one.id == id);
    Ok(Tagged::new(found.ok_or_else(|| Refusal::not_found(Thing::Employer, &id))?, version))
}

/// An employer to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct AddAnEmployer {
    /// Its name.
    #[schema(min_length = 1, max_length = 200, example = "示例二厂")]
    name: String,
    /// Its credit code (统一社会信用代码).
    #[schema(max_length = 40)]
    credit_code: Option<String>,
    /// How many people work there.
    #[schema(minimum = 0, maximum = 10_000_000, example = 120)]
    size: Option<u32>,
}

/// Add an employer
#[utoipa::path(post, path = "/employers", operation_id = "addEmployer", tag = "members", params(InBook, Acts),
    request_body = AddAnEmployer, responses((status = 201, description = "Added", body = EmployerAnswer)))]
pub(in crate::service) async fn add(
    acting: Acting,
    Sent(AddAnEmployer { name, credit_code, size }): Sent<AddAnEmployer>,
) -> Result<Brought<EmployerAnswer>, Problem> {
    let request = EmployerAddition { name, credit_code, size };
    acting.bring::<AddEmployer>(request, "").await.map(Brought::created)
}

/// A change of an employer; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct ChangeAnEmployer {
    /// Its new name.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// Its new credit code.
    #[schema(max_length = 40)]
    credit_code: Option<String>,
    /// How many people work there now.
    #[schema(minimum = 0, maximum = 10_000_000, example = 130)]
    size: Option<u32>,
}

/// Change an employer
#[utoipa::path(patch, path = "/employers/{employer}", operation_id = "changeEmployer", tag = "members",
    params(("employer" = String, Path, description = "The employer: its id, credit code or name", example = "e00000001"), InBook, Acts, Edits),
    request_body = ChangeAnEmployer, responses((status = 200, description = "Changed", body = EmployerAnswer)))]
pub(in crate::service) async fn change(
    acting: Acting,
    At(employer): At<String>,
    Sent(ChangeAnEmployer { name, credit_code, size }): Sent<ChangeAnEmployer>,
) -> Result<Brought<EmployerAnswer>, Problem> {
    let request = EmployerChange { employer: employer.clone(), name, credit_code, size };
    acting.edit::<ChangeEmployer>((Versioned::Employer, &employer), request, "").await
}
