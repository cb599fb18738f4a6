//! Claims that members file themselves.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::desk::Call;
use crate::desk::file_own::{Filing, file_own};
use crate::desk::submit::Submitted;
use crate::engine::claim::Facts;
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
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
    let looking = acting.looking();
    let member = looking.scope().member();
    let principal = looking.admitted.principal.name();
    if member.is_empty() {
        // Of the staff nobody is meant: claims are handed in at POST /claims.
        return Err(Refusal::not_found(Thing::Member, &principal).into());
    }
    let mut call = Call::new(&principal, acting.key(), Filing { scheme: scheme.into(), facts });
    call.request_id.clone_from(&looking.admitted.request_id);
    let office = looking.app.desk().office();
    let (filed, replayed) = file_own(office, &looking.book, (member, call)).await??;
    Ok(brought(filed, replayed).created())
}
