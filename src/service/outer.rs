//! Around every request: its id, its moment, its log line, its time, and problems put into the caller's language.

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderName, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;
use tower_http::catch_panic::CatchPanicLayer;

use super::admit::header;
use super::app::App;
use super::lang;
use super::of_refusal::internal;
use super::problem::Problem;
use super::secret;
use crate::clock::Now;

/// The header that carries a request's id in and out.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is known of a request before anybody looked at it.
#[derive(Clone)]
pub struct About(Arc<Noted>);

/// What was noted of a request.
pub struct Noted {
    /// The moment it came.
    pub now: Now,
    /// Its id.
    pub request_id: String,
    /// Where it comes from.
    pub address: String,
    who: OnceLock<String>,
}

impl Deref for About {
    type Target = Noted;

    fn deref(&self) -> &Noted {
        &self.0
    }
}

impl About {
    /// What was noted of a request.
    pub fn of(request: &Request) -> Self {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .unwrap_or_else(|| Self::new(Now::read(), String::new(), String::new()))
    }

    fn new(now: Now, request_id: String, address: String) -> Self {
        Self(Arc::new(Noted { now, request_id, address, who: OnceLock::new() }))
    }

    /// Notes who calls.
    pub(super) fn called_by(&self, who: &str) {
        drop(self.who.set(who.to_owned()));
    }
}

/// Puts the layers around the routes: few, since each layer of axum copies all that are within it for each request.
pub(super) fn around(router: Router, app: &App) -> Router {
    router
        .layer(CatchPanicLayer::custom(|_| internal().into_response()))
        .layer(from_fn_with_state(app.clone(), served))
}

/// Notes what is known of a request, has it answered in time, and says afterwards what became of it: where, how long, by
/// which account, and nothing that the address or the body said.
async fn served(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Now::read();
    let about = About::new(app.now(), request_id(&app, &request), address(&app, &request));
    let (method, lang) = (request.method().clone(), lang::of(request.headers()));
    let path = request.extensions().get::<MatchedPath>().cloned();
    request.extensions_mut().insert(about.clone());
    let mut response = match app.limits().addresses.take(&about.address, about.now) {
        Ok(()) => in_time(&app, next.run(request)).await,
        Err(problem) => problem.into_response(),
    };
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = problem.respond(lang, &about.request_id);
    }
    let us = Now::read().us_since(begun);
    let (route, status) = (path.as_ref().map_or("none", MatchedPath::as_str), response.status().as_u16());
    app.metrics().answered((method.as_str(), route, status), us);
    let who = about.who.get().map_or("", String::as_str);
    tracing::info!(request_id = about.request_id, %method, route, status, us, who, "answered");
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&about.request_id) {
        headers.insert(REQUEST_ID, value);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Gives up on what takes too long, as when a body comes drop by drop. What it began at the desk ends there.
async fn in_time(app: &App, answer: impl Future<Output = Response>) -> Response {
    let limit = Duration::from_secs(app.settings().seconds.into());
    timeout(limit, answer).await.unwrap_or_else(|_| too_slow().into_response())
}

fn too_slow() -> Problem {
    let said = (
        "请求未能在规定时间内完成，请用同一请求编号重试。",
        "The request took too long; try again with the same key.",
    );
    Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow", said)
}

/// What the caller calls his request, where that is a plain short name; or else a new one.
fn request_id(app: &App, request: &Request) -> String {
    let plain = |id: &&str| {
        (8..=64).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let given = header(request.headers(), REQUEST_ID.as_str()).filter(plain).map(str::to_owned);
    given.unwrap_or_else(|| secret::short(app.store().keys().random()))
}

fn address(app: &App, request: &Request) -> String {
    let peer =
        request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_string());
    let forwarded = header(request.headers(), "x-forwarded-for").filter(|_| app.settings().behind_proxy);
    let last = forwarded.and_then(|all| all.rsplit(',').next()).map(|last| last.trim().to_owned());
    last.or(peer).unwrap_or_default()
}
