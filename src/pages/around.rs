//! Around every page: what a browser may load and run on it, and problems as pages instead of JSON.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, REFERER, REFERRER_POLICY,
    X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::failed;
use super::frame::Frame;
use super::visit::local;
use crate::service::{About, Problem};

/// Everything from here and nothing from elsewhere; no script or style in a page.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
);

/// What a problem is shown to.
struct Asked {
    is_post: bool,
    is_fragment: bool,
    here: String,
    from: String,
    frame: Frame,
}

/// The layer around the pages.
pub(super) async fn around(request: Request, next: Next) -> Response {
    let asked = asked(&request);
    let mut response = next.run(request).await;
    if asked.here.starts_with("/api/") {
        return response;
    }
    if let Some(problem) = response.extensions_mut().remove::<Problem>().or_else(|| unread(&response)) {
        response = shown(&problem, &asked);
    }
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// What the address or the form lacks, where it could not be read at all.
fn unread(response: &Response) -> Option<Problem> {
    let is_plain =
        response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let said = (
        "请求的地址或表单不完整，请返回上一页重新操作。",
        "The address or the form is not complete; go back and try again.",
    );
    (response.status().is_client_error() && is_plain)
        .then(|| Problem::new(StatusCode::BAD_REQUEST, "unread", said))
}

fn asked(request: &Request) -> Asked {
    let headers = request.headers();
    let here = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    Asked {
        is_post: request.method() == "POST",
        is_fragment: headers.contains_key("hx-request"),
        from: from(headers).unwrap_or_else(|| "/".into()),
        frame: Frame::outside(headers, &here, &About::of(request).request_id),
        here,
    }
}

/// The page that a form or a fragment was sent from, as a path of ours.
fn from(headers: &HeaderMap) -> Option<String> {
    let name = HeaderName::from_static("hx-current-url");
    let text = headers.get(name).or_else(|| headers.get(REFERER))?.to_str().ok()?;
    let (_, rest) = text.split_once("://")?;
    local(&rest[rest.find('/')?..])
}

/// A problem as a page: who is not signed in signs in and comes back, who must do something first is led there.
fn shown(problem: &Problem, asked: &Asked) -> Response {
    let lost = problem.status() == StatusCode::UNAUTHORIZED;
    let back = if asked.is_post || asked.is_fragment { &asked.from } else { &asked.here };
    match problem.code() {
        _ if lost && asked.is_fragment => failed::lost(&asked.frame, back),
        _ if lost => Redirect::to(&to_sign_in(back, asked.is_post)).into_response(),
        "change-password" | "set-up-second-factor" if !asked.is_fragment => {
            Redirect::to("/account").into_response()
        }
        _ if asked.is_fragment => failed::fragment(&asked.frame, problem),
        _ => failed::page(asked.frame.clone(), problem),
    }
}

fn to_sign_in(back: &str, is_post: bool) -> String {
    let next: String = percent(back);
    let lost = if is_post { "&lost=1" } else { "" };
    if back == "/" && !is_post { "/sign-in".into() } else { format!("/sign-in?next={next}{lost}") }
}

/// A path as the value of a parameter.
pub(super) fn percent(path: &str) -> String {
    let one = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    path.bytes().map(one).collect()
}
