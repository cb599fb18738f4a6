//! Books: who may work in several, such as the staff of a city over its counties, chooses the one that pages show.

use askama::Template;
use axum::extract::Query;
use axum::http::header::{HeaderMap, HeaderValue, SET_COOKIE};
use axum::response::Response;
use serde::Deserialize;

use super::around::percent;
use super::frame::{Frame, cookie};
use super::typed::Typed;
use super::visit::{Visit, local, page, see};
use crate::engine::office::Refusal;
use crate::engine::office::refusal::Thing;
use crate::service::Problem;
use crate::store::book::{Kept, seen};

#[derive(Template)]
#[template(path = "books/books.html")]
#[expect(clippy::struct_field_names, reason = "the page of books lists books")]
struct Books {
    p: Frame,
    books: Vec<Kept>,
    chosen: String,
    to: String,
}

/// The page that leads here comes after it.
#[derive(Deserialize)]
pub(super) struct To {
    to: Option<String>,
}

/// Where a book is chosen before a page is shown.
pub(super) fn before(page: &str) -> String {
    format!("/books?to={}", percent(page))
}

/// The books that one sees.
pub(super) async fn show(
    visit: Visit,
    headers: HeaderMap,
    Query(To { to }): Query<To>,
) -> Result<Response, Problem> {
    let books = seen(visit.app.store(), visit.admitted.scope()).await?;
    let chosen = cookie(&headers, "book").unwrap_or_default().to_owned();
    let to = to.as_deref().and_then(local).unwrap_or_default();
    page(&Books { p: visit.frame, books, chosen, to })
}

/// Works in a book from now on.
pub(super) async fn choose(visit: Visit, form: Typed) -> Result<Response, Problem> {
    let asked = form.raw("book");
    let books = seen(visit.app.store(), visit.admitted.scope()).await?;
    let book = books.into_iter().find(|book| book.id == asked);
    let book = book.ok_or_else(|| Refusal::not_found(Thing::Book, asked))?;
    let mut response = see(&local(form.raw("to")).unwrap_or_else(|| "/".into()));
    let cookie = format!("book={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", book.id);
    response.headers_mut().extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}
