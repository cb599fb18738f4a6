//! The pages without a browser: who may see which. (With one: `tests/pages`.)

mod access;
mod books;
mod people;

use axum::body::Body;
use axum::http::Request;
use huzhu::pages;
use huzhu::service::served_beside;
use sqlx::AssertSqlSafe;
use tower::ServiceExt as _;

use crate::office::databases::Base;
use crate::service::world::World;

/// A page as it was answered.
pub struct Page {
    pub status: u16,
    pub to: String,
    pub cookie: String,
    pub text: String,
}

/// A form that is sent, or a page that is asked for where there is no form, with heads such as a token or a cookie.
pub async fn send(world: &World, heads: &[(&str, &str)], path: &str, form: Option<&str>) -> Page {
    let method = if form.is_some() { "POST" } else { "GET" };
    let request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
    let request = heads.iter().fold(request, |request, (head, value)| request.header(*head, *value));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let request = request.body(Body::from(form.unwrap_or_default().to_owned())).unwrap();
    let (router, ..) = served_beside(&world.app, pages::router(&world.app));
    let answer = router.oneshot(request).await.unwrap();
    let text = |name: &str| answer.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    let (status, to, cookie) = (answer.status().as_u16(), text("location"), text("set-cookie"));
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    Page { status, to, cookie, text: String::from_utf8_lossy(&body).into_owned() }
}

/// Puts rows into the database past the store.
pub async fn put(base: &Base, sql: &str) {
    let pool = base.pool(1).await;
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&pool).await.unwrap();
    pool.close().await;
}
