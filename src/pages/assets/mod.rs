//! Style sheet, scripts and icon: part of the program, each at an address that changes with its content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::engine::digest::hexadecimal;
use crate::service::Problem;

/// Name, kind and content.
type Asset = (&'static str, &'static str, &'static [u8]);

const ASSETS: [Asset; 4] = [
    ("huzhu.css", "text/css; charset=utf-8", include_bytes!("huzhu.css")),
    ("desk.js", "text/javascript; charset=utf-8", include_bytes!("desk.js")),
    ("htmx.js", "text/javascript; charset=utf-8", include_bytes!("htmx.min.js")),
    ("huzhu.svg", "image/svg+xml", include_bytes!("huzhu.svg")),
];

/// The first digits of a hash of all of them.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    ASSETS.iter().for_each(|(_, _, content)| hash.update(content));
    hexadecimal(&hash.finalize())[..12].to_owned()
});

/// Where a file is.
pub(super) fn path(name: &str) -> String {
    format!("/assets/{}/{name}", *HASH)
}

/// Gives one out: it never changes, so that it is asked for once.
pub(super) async fn give(Path((hash, name)): Path<(String, String)>) -> Result<Response, Problem> {
    let found = ASSETS.iter().find(|(known, ..)| *known == name && hash == *HASH);
    let (_, kind, content) = found.ok_or_else(none)?;
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    Ok(([(CONTENT_TYPE, HeaderValue::from_static(kind)), (CACHE_CONTROL, forever)], *content).into_response())
}

fn none() -> Problem {
    let said = ("没有这个文件，请刷新页面。", "There is no such file; load the page again.");
    Problem::new(StatusCode::NOT_FOUND, "no-route", said)
}
