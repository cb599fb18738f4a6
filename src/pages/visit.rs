//! Somebody who looks at a page: who he is, the frame around what he sees, and the book that he works in.

use askama::Template;
use axum::extract::{FromRequestParts, Query};
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::frame::{Frame, cookie};
use super::nav;
use crate::engine::office::mask;
use crate::service::{About, Admitted, App, Looking, Problem};
use crate::store::login::Principal;
use crate::store::{BookId, book, greeting};

/// Somebody who is signed in, with the frame of his page.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) app: App,
    pub(super) admitted: Admitted,
    pub(super) frame: Frame,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let admitted = Admitted::from_request_parts(parts, app).await?;
        let mut frame = framed(parts, app);
        (frame.who, frame.office) = greeted(app, &admitted).await?;
        frame.book = chosen(app, &parts.headers, &admitted).await?;
        frame.links = nav::links(&admitted, frame.lang, parts.uri.path());
        Ok(Self { app: app.clone(), admitted, frame })
    }
}

/// The book that somebody of the staff chose, as long as he sees it.
async fn chosen(app: &App, headers: &HeaderMap, admitted: &Admitted) -> Result<String, Problem> {
    let chosen = cookie(headers, "book").filter(|_| admitted.acting.is_some());
    let Some(id) = chosen.and_then(|book| BookId::try_from(book).ok()) else { return Ok(String::new()) };
    let found = book::find(app.store(), admitted.scope(), &id).await?;
    Ok(found.map(|book| book.title).unwrap_or_default())
}

/// The frame of a page for anybody.
pub(super) struct Guest(pub(super) Frame);

impl FromRequestParts<App> for Guest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self(framed(parts, app)))
    }
}

#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

fn framed(parts: &Parts, app: &App) -> Frame {
    let request_id = parts.extensions.get::<About>().map_or("", |about| &about.request_id);
    let here = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut frame = Frame::outside(&parts.headers, here, request_id);
    frame.key = key(app);
    let done = Query::<Done>::try_from_uri(&parts.uri).ok().and_then(|Query(Done { done })| done);
    frame.done = done.map(|code| nav::done(&code, frame.lang).to_owned()).unwrap_or_default();
    frame
}

/// A key that no form had before.
fn key(app: &App) -> String {
    let mut bytes = [0; 12];
    app.store().keys().random().fill(&mut bytes);
    bytes.iter().fold(String::from("page-"), |key, byte| key + &format!("{byte:02x}"))
}

/// The name of who is signed in, and that of his organisation.
async fn greeted(app: &App, admitted: &Admitted) -> Result<(String, String), Problem> {
    Ok(match &admitted.principal {
        Principal::Staff(id) => greeting::of_staff(app.store(), id).await?.unwrap_or_default(),
        Principal::Member(book, id) => {
            let found = crate::store::member::shown::find(app.store(), admitted.scope(), (book, id)).await?;
            (found.map(|member| mask::name(&member.name)).unwrap_or_default(), String::new())
        }
    })
}

/// The book that a page works in: the one that its address names, or that was chosen, or the only one of the organisation.
pub(super) struct Office(pub(super) Looking);

#[derive(Deserialize)]
struct InBook {
    book: Option<String>,
}

impl FromRequestParts<App> for Office {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let admitted = Admitted::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let named = Query::<InBook>::try_from_uri(&parts.uri).ok().and_then(|Query(InBook { book })| book);
        if let Some(named) = named.filter(|book| !book.is_empty()) {
            return looking(app, admitted, Some(&named)).await;
        }
        // What was chosen is let go where it is not seen any more, as when somebody else signs in.
        if let Some(chosen) = cookie(&parts.headers, "book")
            && let Ok(office) = looking(app, admitted.clone(), Some(chosen)).await
        {
            return Ok(office);
        }
        if admitted.books.len() != 1 && parts.method == Method::GET {
            let here = parts.uri.path_and_query().map_or("/", |path| path.as_str());
            return Err(see(&super::books::before(here)));
        }
        looking(app, admitted, None).await
    }
}

async fn looking(app: &App, admitted: Admitted, named: Option<&str>) -> Result<Office, Response> {
    Looking::of(app, admitted, named).await.map(Office).map_err(IntoResponse::into_response)
}

impl std::ops::Deref for Office {
    type Target = Looking;

    fn deref(&self) -> &Looking {
        &self.0
    }
}

/// A page, where all is well.
pub(super) fn page<T: Template>(template: &T) -> Result<Response, Problem> {
    with_status(StatusCode::OK, template)
}

/// A form that is shown again, since something in it is wrong.
pub(super) fn again<T: Template>(template: &T) -> Result<Response, Problem> {
    with_status(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// A page with a status.
pub(super) fn with_status<T: Template>(status: StatusCode, template: &T) -> Result<Response, Problem> {
    let text = template.render().map_err(|why| {
        tracing::error!(%why, "a page cannot be rendered");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            (
                "页面无法显示，请将编号告知管理员。",
                "The page cannot be shown; tell the administrator its number.",
            ),
        )
    })?;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    Ok((status, [(CONTENT_TYPE, html)], text).into_response())
}

/// Done: look there (303), so that going back or loading anew sends nothing twice.
pub(super) fn see(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let path = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(LOCATION, path);
    response
}

/// A path of ours, never one that leads elsewhere.
pub(super) fn local(path: &str) -> Option<String> {
    let fine = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    fine.then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_ours() {
        for path in ["/", "/desk", "/claims/c00000001?done=submitted"] {
            assert_eq!(local(path).as_deref(), Some(path));
        }
        for path in
            ["", "desk", "//evil.example", "/\\evil.example", "https://evil.example", "/a b", "/a\r\nb"]
        {
            assert_eq!(local(path), None, "{path}");
        }
    }
}
