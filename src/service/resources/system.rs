//! Health, readiness and metrics.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::service::app::App;
use crate::service::problem::Problem;
use crate::store::login;

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

/// Figures for Prometheus: latency by route, decisions and logins by outcome
#[utoipa::path(get, path = "/metrics", operation_id = "metrics", tag = "system",
    responses((status = 200, description = "In the text form of Prometheus", body = String, content_type = "text/plain")))]
pub(in crate::service) async fn metrics(State(app): State<App>) -> Result<Response, Problem> {
    let text = app.metrics().text(&[]);
    Ok((StatusCode::OK, [(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
