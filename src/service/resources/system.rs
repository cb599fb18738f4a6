//! Health, readiness and metrics.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::clock::Now;
use crate::service::admit::Admitted;
use crate::service::app::App;
use crate::service::metrics::label;
use crate::service::problem::Problem;
use crate::store::{gauges, login};

/// The process is alive
#[utoipa::path(get, path = "/healthz", operation_id = "health", tag = "system",
    responses((status = 200, description = "It is", body = String, content_type = "text/plain", example = "ok")))]
pub(in crate::service) async fn healthz() -> &'static str {
    "ok"
}

/// The database answers
#[utoipa::path(get, path = "/readyz", operation_id = "readiness", tag = "system",
    responses((status = 200, description = "It does", body = String, content_type = "text/plain", example = "ready")))]
pub(in crate::service) async fn readyz(State(app): State<App>) -> Result<&'static str, Problem> {
    login::of_login(app.store(), "").await?;
    Ok("ready")
}

/// Figures for Prometheus: latency by route, decisions and logins by outcome, pools and queues of what one sees
#[utoipa::path(get, path = "/metrics", operation_id = "metrics", tag = "system",
    responses((status = 200, description = "In the text form of Prometheus", body = String, content_type = "text/plain")))]
pub(in crate::service) async fn metrics(
    State(app): State<App>,
    admitted: Admitted,
) -> Result<Response, Problem> {
    let text = app.metrics().text(&standing(&app, &admitted).await?);
    Ok((StatusCode::OK, [(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

/// What stands now: pools, and what waits (claims by stage, holds, appeals) with the age of the oldest among them.
async fn standing(app: &App, admitted: &Admitted) -> Result<Vec<(&'static str, String, i64)>, Problem> {
    let mut all = vec![];
    for pool in gauges::pools(app.store(), admitted.scope()).await? {
        let of = format!("{{book=\"{}\",pool=\"{}\"}}", label(&pool.book_id), label(&pool.id));
        all.push(("pool_posted_fen", of.clone(), pool.posted_fen));
        all.push(("pool_waiting_fen", of, pool.waiting_fen));
    }
    let mut queues = gauges::queues(app.store(), admitted.scope()).await?;
    queues.extend(gauges::open_matters(app.store(), admitted.scope()).await?);
    for queue in queues {
        let of = format!("{{book=\"{}\",stage=\"{}\"}}", label(&queue.book_id), label(&queue.stage));
        all.push(("queue_claims", of.clone(), queue.many));
        if let Ok(oldest) = Now::parse(&queue.oldest) {
            all.push(("queue_oldest_seconds", of, admitted.now.ms_since(oldest) / 1_000));
        }
    }
    Ok(all)
}
