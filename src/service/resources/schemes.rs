//! Schemes as they are published: editions, their text, their rule sheet, what differs, and the schema of scheme files.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::sentence::Sentence;
use crate::desk::schemes::edition_of;
use crate::engine::calendar::Day;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::engine::scheme::diff::diff;
use crate::engine::scheme::model::Lang;
use crate::engine::scheme::shape::json_schema;
use crate::engine::scheme::sheet::{html, markdown};
use crate::service::admit::Admitted;
use crate::service::app::App;
use crate::service::asked::{Asked, At};
use crate::service::problem::Problem;
use crate::store::claim;
use crate::store::scheme::{self, PublishedEdition};

/// An edition of a scheme that is published.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Edition {
    /// The scheme.
    scheme: String,
    /// The first day in force.
    #[schema(format = Date)]
    from: String,
    /// SHA-256 of its text and lists.
    hash: String,
}

impl From<PublishedEdition> for Edition {
    fn from(PublishedEdition { scheme_id, from_day, hash, .. }: PublishedEdition) -> Self {
        Self { scheme: scheme_id, from: from_day, hash }
    }
}

/// Editions of schemes.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Editions {
    /// By scheme in the order of their first days.
    items: Vec<Edition>,
}

/// List the published editions of all schemes
#[utoipa::path(get, path = "/schemes", operation_id = "listSchemes", tag = "schemes",
    responses((status = 200, description = "The editions", body = Editions)))]
pub(in crate::service) async fn list(State(app): State<App>, _: Admitted) -> Result<Json<Editions>, Problem> {
    let editions = scheme::all_published(app.store()).await?;
    Ok(Json(Editions { items: editions.into_iter().map(Edition::from).collect() }))
}

/// The JSON Schema of scheme files
#[utoipa::path(get, path = "/schemes/schema", operation_id = "showSchemeSchema", tag = "schemes",
    responses((status = 200, description = "A JSON Schema", body = Value)))]
pub(in crate::service) async fn schema(_: Admitted) -> Json<Value> {
    Json(json_schema())
}

/// An edition with its text.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct EditionText {
    /// The edition.
    edition: Edition,
    /// The whole text (TOML).
    text: String,
    /// Its list files: name and whole text (CSV).
    lists: Value,
}

/// An edition of a scheme, as it was published
#[utoipa::path(get, path = "/schemes/{scheme}/editions/{from}", operation_id = "showEdition", tag = "schemes",
    params(("scheme" = String, Path, description = "The scheme; `/` in it is written %2F", example = "demo/inpatient"),
        ("from" = String, Path, description = "The first day in force", format = Date, example = "2020-01-01")),
    responses((status = 200, description = "The edition", body = EditionText)))]
pub(in crate::service) async fn show(
    State(app): State<App>,
    _: Admitted,
    At((id, from)): At<(String, Day)>,
) -> Result<Json<EditionText>, Problem> {
    let found = found(&app, &id, from).await?;
    let (text, lists) = (found.text.clone(), serde_json::from_str(&found.lists).unwrap_or_default());
    Ok(Json(EditionText { edition: found.into(), text, lists }))
}

async fn found(app: &App, id: &str, from: Day) -> Result<PublishedEdition, Problem> {
    let editions = claim::editions(app.store(), id).await?;
    let found = editions.into_iter().find(|edition| edition.from_day == from.to_string());
    found.ok_or_else(|| Refusal::not_found(Thing::Edition, &format!("{id}@{from}")).into())
}

/// In which form.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::service) struct Form {
    /// The language: `zh` (when not given) or `en`.
    #[param(inline)]
    lang: Option<SheetLang>,
}

/// A language.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum SheetLang {
    Zh,
    En,
}

/// The rule sheet of an edition.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Sheet {
    /// In Markdown.
    markdown: String,
    /// In HTML.
    html: String,
}

/// The rule sheet of an edition: all of its rules in words
#[utoipa::path(get, path = "/schemes/{scheme}/editions/{from}/sheet", operation_id = "showSheet", tag = "schemes",
    params(("scheme" = String, Path, description = "The scheme; `/` in it is written %2F", example = "demo/inpatient"),
        ("from" = String, Path, description = "The first day in force", format = Date, example = "2020-01-01"), Form),
    responses((status = 200, description = "The rule sheet", body = Sheet)))]
pub(in crate::service) async fn sheet(
    State(app): State<App>,
    _: Admitted,
    At((id, from)): At<(String, Day)>,
    Asked(Form { lang }): Asked<Form>,
) -> Result<Json<Sheet>, Problem> {
    let edition = edition_of(&found(&app, &id, from).await?)?;
    let lang = match lang {
        Some(SheetLang::En) => Lang::En,
        Some(SheetLang::Zh) | None => Lang::Zh,
    };
    Ok(Json(Sheet { markdown: markdown(&edition, &[], lang), html: html(&edition, &[], lang) }))
}

/// What differs in meaning between two editions.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Differences {
    /// Each difference in words; none where both mean the same.
    items: Vec<Sentence>,
}

/// What differs in meaning between two editions of a scheme
#[utoipa::path(get, path = "/schemes/{scheme}/editions/{from}/diff/{to}", operation_id = "diffEditions", tag = "schemes",
    params(("scheme" = String, Path, description = "The scheme; `/` in it is written %2F", example = "demo/inpatient"),
        ("from" = String, Path, description = "The first day of the one", format = Date, example = "2020-01-01"),
        ("to" = String, Path, description = "The first day of the other", format = Date, example = "2020-01-01")),
    responses((status = 200, description = "The differences", body = Differences)))]
pub(in crate::service) async fn differences(
    State(app): State<App>,
    _: Admitted,
    At((id, from, to)): At<(String, Day, Day)>,
) -> Result<Json<Differences>, Problem> {
    let (old, new) = (found(&app, &id, from).await?, found(&app, &id, to).await?);
    let said = diff(&old.text, &new.text);
    let items = said.iter().map(|one| Sentence::new(one.say(Lang::Zh), one.say(Lang::En))).collect();
    Ok(Json(Differences { items }))
}
