//! What the address says: parts of the path, and parameters after the question mark.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::app::App;
use super::fault::Fault;
use super::problem::Problem;

/// Parts of the path.
pub(super) struct At<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let read = Path::<T>::from_request_parts(parts, app).await;
        read.map(|Path(value)| Self(value)).map_err(|why| wrong("path", &why.body_text()))
    }
}

/// Parameters after the question mark; those that the route does not know were refused at its door.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let read = Query::<T>::from_request_parts(parts, app).await;
        read.map(|Query(value)| Self(value)).map_err(|why| wrong("query", &why.body_text()))
    }
}

fn wrong(what: &str, why: &str) -> Problem {
    let why = why.rsplit_once("string: ").map_or(why, |(_, why)| why);
    let (field, why) = why.split_once(": ").filter(|(field, _)| !field.contains(' ')).unwrap_or((what, why));
    let said =
        ("填写的内容无法识别，请核对后更正。".to_owned(), format!("It cannot be read ({why}); correct it."));
    Problem::bad_request(vec![Fault::new(field, "invalid", said)])
}
