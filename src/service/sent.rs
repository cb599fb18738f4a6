//! Bodies: read strictly, compared with the schema that is documented, and only then made into values.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::app::App;
use super::fault::{Fault, pointer};
use super::problem::Problem;
use super::strict_json;

/// What was sent as JSON.
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned + ToSchema + 'static> FromRequest<App> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        of_json(request.headers())?;
        let bytes = whole(request.into_body(), app.settings().largest_body).await?;
        read(app, &bytes).map(Self)
    }
}

/// A body that fits its schema as a value. All that does not fit is named at once.
fn read<T: DeserializeOwned + ToSchema + 'static>(app: &App, bytes: &[u8]) -> Result<T, Problem> {
    let value = strict_json::read(bytes)?;
    let faults = app.validators().faults::<T>(&value);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    if let Ok(sent) = serde_json::from_slice(bytes) {
        return Ok(sent);
    }
    // Once more and slower, for the place of what is wrong.
    serde_path_to_error::deserialize(value).map_err(|error| {
        let said = (
            "内容无法识别，请核对后更正。".to_owned(),
            format!("It cannot be read ({}); correct it.", error.inner()),
        );
        Problem::invalid(vec![Fault::new(place(error.path()), "invalid", said)])
    })
}

fn place(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment as S;
    let segment = |segment: &S| match segment {
        S::Seq { index } => format!("/{index}"),
        S::Map { key } => format!("/{}", pointer(key)),
        S::Enum { .. } | S::Unknown => String::new(),
    };
    path.iter().map(segment).collect()
}

fn of_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    let said = (
        "请求正文须为JSON，请将Content-Type设为application/json。",
        "The body must be JSON; send it with Content-Type: application/json.",
    );
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json-type", said))
}

/// All of a body, of at most so many bytes.
pub(super) async fn whole(body: Body, most: usize) -> Result<Bytes, Problem> {
    let collected = Limited::new(body, most).collect().await;
    collected.map(http_body_util::Collected::to_bytes).map_err(|why| {
        if why.downcast_ref::<LengthLimitError>().is_some() {
            let said = (
                format!("请求正文超过{most}字节，请缩小或分次提交。"),
                format!("The body has more than {most} bytes; make it smaller, or send it in parts."),
            );
            return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body-too-large", said);
        }
        let said =
            ("请求正文没有完整收到，请重新提交。", "The body did not arrive as a whole; send it again.");
        Problem::new(StatusCode::BAD_REQUEST, "body-incomplete", said)
    })
}
