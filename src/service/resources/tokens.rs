//! Tokens: for other systems, each held to some rights and valid until a day.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::me::by_session;
use crate::engine::claim::words::Word;
use crate::engine::office::refusal::Thing;
use crate::engine::office::{Refusal, Right};
use crate::service::admit::{Admitted, entry_of, record};
use crate::service::app::App;
use crate::service::asked::At;
use crate::service::fault::Fault;
use crate::service::problem::Problem;
use crate::service::secret;
use crate::service::sent::Sent;
use crate::store::audit::Entry;
use crate::store::login::{self, Listed, NewToken};

const DAY: i64 = 24 * 60 * 60;

/// A token to be issued.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct IssueToken {
    /// What it is for.
    #[schema(min_length = 1, max_length = 100, example = "名册同步")]
    title: String,
    /// The rights that it is held to, each of them one's own.
    #[schema(min_items = 1, max_items = 40, example = json!(["read"]))]
    rights: Vec<String>,
    /// It is valid for so many days.
    #[schema(minimum = 1, maximum = 366, example = 90)]
    days: u16,
}

/// A token that was issued.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct IssuedToken {
    /// Its id.
    id: String,
    /// What is shown in `Authorization: Bearer …`. It is told this once.
    token: String,
    /// From when on it is refused, UTC.
    expires_at: String,
}

/// A token in a list.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Token {
    /// Its id.
    id: String,
    /// What it is for.
    title: String,
    /// The rights that it is held to.
    rights: Vec<String>,
    /// When it was issued, UTC.
    created_at: String,
    /// From when on it is refused, UTC.
    expires_at: String,
    /// When it was taken back, UTC.
    revoked_at: Option<String>,
}

/// The own tokens.
#[derive(Serialize, ToSchema)]
pub(in crate::service) struct Tokens {
    /// The newest first.
    items: Vec<Token>,
}

/// Issue a token to oneself
#[utoipa::path(post, path = "/tokens", operation_id = "issueToken", tag = "tokens", request_body = IssueToken,
    responses((status = 201, description = "Issued", body = IssuedToken)))]
pub(in crate::service) async fn issue(
    State(app): State<App>,
    admitted: Admitted,
    Sent(asked): Sent<IssueToken>,
) -> Result<(StatusCode, Json<IssuedToken>), Problem> {
    by_session(&admitted)?;
    let faults: Vec<Fault> =
        asked.rights.iter().enumerate().filter_map(|(at, word)| not_own(&admitted, at, word)).collect();
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    let random = app.store().keys().random();
    let id = secret::short(random);
    let token = format!("{}{id}_{}", secret::TOKEN, secret::secret(random));
    let expires_at = admitted.now.plus_seconds(i64::from(asked.days) * DAY).moment();
    let new = NewToken {
        id: &id,
        hash: &secret::hash(&token),
        credential: &admitted.credential,
        title: &asked.title,
        rights: &asked.rights.join(" "),
        created_at: &admitted.now.moment(),
        expires_at: &expires_at,
    };
    login::issue(app.store(), &new).await?;
    note(&app, &admitted, ("issue-token", &id)).await?;
    Ok((StatusCode::CREATED, Json(IssuedToken { id, token, expires_at })))
}

fn not_own(admitted: &Admitted, at: usize, word: &str) -> Option<Fault> {
    let exact = Right::ALL.iter().find(|(known, ..)| *known == word).map(|(_, right, _)| *right);
    let is_own = exact.is_some_and(|right| admitted.may(right));
    let said = (
        "您没有这项权限，或没有这样的权限，请更正（见GET /api/v1/me）。",
        "You do not have this right, or there is none; correct it (see GET /api/v1/me).",
    );
    (!is_own).then(|| Fault::new(format!("/rights/{at}"), "not-own", said))
}

/// The own tokens
#[utoipa::path(get, path = "/tokens", operation_id = "listTokens", tag = "tokens",
    responses((status = 200, description = "The own tokens", body = Tokens)))]
pub(in crate::service) async fn list(
    State(app): State<App>,
    admitted: Admitted,
) -> Result<Json<Tokens>, Problem> {
    let listed = login::list(app.store(), &admitted.credential).await?;
    Ok(Json(Tokens { items: listed.into_iter().map(token).collect() }))
}

fn token(listed: Listed) -> Token {
    Token {
        id: listed.id,
        title: listed.title,
        rights: listed.rights.split(' ').map(str::to_owned).collect(),
        created_at: listed.created_at,
        expires_at: listed.expires_at,
        revoked_at: Some(listed.revoked_at).filter(|at| !at.is_empty()),
    }
}

/// Take a token of one's own back
#[utoipa::path(delete, path = "/tokens/{token}", operation_id = "revokeToken", tag = "tokens",
    params(("token" = String, Path, description = "Its id", example = "0011aabbccdd")),
    responses((status = 204, description = "Taken back")))]
pub(in crate::service) async fn revoke(
    State(app): State<App>,
    admitted: Admitted,
    At(id): At<String>,
) -> Result<StatusCode, Problem> {
    by_session(&admitted)?;
    if !login::revoke(app.store(), (&admitted.credential, &id), &admitted.now.moment()).await? {
        return Err(Refusal::not_found(Thing::Token, &id).into());
    }
    note(&app, &admitted, ("revoke-token", &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn note(app: &App, admitted: &Admitted, (act, id): (&str, &str)) -> Result<(), Problem> {
    let entry = Entry { act: act.into(), object: id.into(), ..entry_of(admitted) };
    Ok(record(app, &admitted.principal, entry).await?)
}
