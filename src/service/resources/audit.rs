//! The audit chain: who did what, when, and how it ended.

use axum::Json;

use crate::service::acting::{InBook, Looking};
use crate::service::asked::Asked;
use crate::service::page::{Items, Page};
use crate::service::problem::Problem;
use crate::store::trail::{self, Trace};

/// List the audit chain of a book by number
#[utoipa::path(get, path = "/audit", operation_id = "listAudit", tag = "audit", params(InBook, Page),
    responses((status = 200, description = "A page of the chain", body = Items<Trace>)))]
pub(in crate::service) async fn list(
    looking: Looking,
    Asked(page): Asked<Page>,
) -> Result<Json<Items<Trace>>, Problem> {
    let place = (page.after_number()?, i64::from(page.most()?) + 1);
    let read = trail::list(looking.store(), looking.scope(), &looking.book, place).await?;
    page.of(read, |row| row.number.to_string()).map(Json)
}
