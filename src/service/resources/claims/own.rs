//! Claims that members file themselves.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::desk::file_own::{FileOwn, Filing};
use crate::desk::submit::Submitted;
use crate::engine::claim::Facts;
use crate::service::acting::{Acting, Acts, Brought, InBook, brought};
use crate::service::problem::Problem;
use crate::service::sent::Sent;

/// A claim of one's own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::service) struct FileClaim {
    /// The scheme.
    #[schema(min_length = 1, max_length = 200, example = "demo/inpatient")]
    scheme: String,
    /// What it is to be decided from; whose it is, is `person.member`: one's own, or that of somebody whom one is the
    /// confirmed guardian or heir of.
    facts: Facts,
}

/// File a claim of one's own
///
/// It is kept as a draft until a clerk hands it in.
#[utoipa::path(post, path = "/me/claims", operation_id = "fileOwnClaim", tag = "me", params(InBook, Acts),
    request_body = FileClaim, responses((status = 201, description = "Filed", body = Submitted)))]
pub(in crate::service) async fn file(
    acting: Acting,
    Sent(FileClaim { scheme, facts }): Sent<FileClaim>,
) -> Result<Brought<Submitted>, Problem> {
    let filing = Filing { scheme: scheme.into(), facts };
    let (filed, replayed) = acting.looking().own::<FileOwn>(acting.key(), filing).await?;
    Ok(brought(filed, replayed).created())
}
