//! Entity tags (RFC 9110): what a thing was when it was shown, and that nobody edits what he has not seen.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{ETAG, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::acting::Looking;
use super::problem::Problem;
use crate::engine::office::Refusal;
use crate::store::version::{self, Versioned};

/// Something that is shown with its version.
pub(super) struct Tagged<T> {
    shown: T,
    version: Option<String>,
}

impl<T> Tagged<T> {
    /// With the version that it has now. It is read before what is shown, so that it is never newer than that.
    pub(super) fn new(shown: T, version: Option<String>) -> Self {
        Self { shown, version }
    }
}

/// The version of something in the book that is looked into.
pub(super) async fn version(looking: &Looking, what: (Versioned, &str)) -> Result<Option<String>, Problem> {
    Ok(version::shown(looking.store(), &looking.book, what).await?)
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.shown).into_response();
        let tag = self.version.and_then(|version| HeaderValue::from_str(&format!("\"{version}\"")).ok());
        response.headers_mut().extend(tag.map(|tag| (ETAG, tag)));
        response
    }
}

/// The versions that `If-Match` lists; none where any will do (`*`).
pub(super) fn versions(given: Option<&str>) -> Result<Option<Vec<String>>, Problem> {
    let given = given.ok_or_else(missing)?.trim();
    if given == "*" {
        return Ok(None);
    }
    // A weak tag never matches here, nor does what is no tag at all.
    let strong = |tag: &str| {
        let inner = tag.trim().strip_prefix('"')?.strip_suffix('"')?;
        Some(inner.to_owned())
    };
    Ok(Some(given.split(',').filter_map(strong).collect()))
}

fn missing() -> Problem {
    let said = (
        "请在请求头If-Match中填写查看时得到的ETag（不论现状一律修改的，填写*），以免覆盖他人的修改。",
        "Send the ETag that came with what you edit in the header If-Match (or * for whatever it is by now), so that nobody's change is lost.",
    );
    Problem::new(StatusCode::PRECONDITION_REQUIRED, "if-match-missing", said)
}

/// It is another by now than what was seen.
pub(super) fn changed(refusal: &Refusal) -> Problem {
    Problem::new(StatusCode::PRECONDITION_FAILED, "changed-meanwhile", refusal.said())
}
