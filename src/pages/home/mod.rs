//! Home: each role begins where its work is; and how pages are shown (language, print), kept in cookies.

use axum::extract::{Path, Query};
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::Response;
use serde::Deserialize;

use super::nav;
use super::visit::{Visit, local, see};

/// Leads to where somebody's work is.
pub(super) async fn show(visit: Visit) -> Response {
    see(nav::home(&visit.admitted))
}

/// Where to go back to.
#[derive(Deserialize)]
pub(super) struct To {
    to: Option<String>,
}

/// Another language or print from now on, and back to the page.
pub(super) async fn show_otherwise(Path(how): Path<String>, Query(To { to }): Query<To>) -> Response {
    let to = to.as_deref().and_then(local).unwrap_or_else(|| "/".into());
    let mut response = see(&to);
    let cookie = match how.as_str() {
        "en" => "lang=en",
        "zh" => "lang=zh",
        "large" => "print=large",
        "normal" => "print=normal",
        _ => return response,
    };
    let cookie = format!("{cookie}; Path=/; Max-Age=31536000; SameSite=Lax");
    response.headers_mut().extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (SET_COOKIE, cookie)));
    response
}
