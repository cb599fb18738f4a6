//! Routes of pages: each with who may see it, behind the same door as the operations of the API.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn;
use axum::routing::{MethodRouter, any, get, post};

use super::around::around;
use crate::service::{App, Needs, Problem, Served, door};

/// The largest form with its files, in bytes.
const LARGEST: usize = 24 << 20;

/// What is no page, and no operation of the API either.
async fn nowhere(asked: Uri) -> Problem {
    let said = if asked.path().starts_with("/api/") {
        ("没有这个地址，请核对（见/api/docs）。", "There is no such address; compare it with /api/docs.")
    } else {
        (
            "没有这个页面，请核对地址，或从首页进入。",
            "There is no such page; check the address, or begin at the first page.",
        )
    };
    Problem::new(StatusCode::NOT_FOUND, "no-route", said)
}

/// The pages so far.
pub(super) struct Routes {
    app: App,
    router: Router<App>,
    shown: Vec<Served>,
}

impl Routes {
    /// None yet.
    pub(super) fn new(app: &App) -> Self {
        Self { app: app.clone(), router: Router::new(), shown: vec![] }
    }

    /// A page that is looked at.
    #[must_use]
    pub(super) fn get<H: Handler<T, App>, T: 'static>(self, needs: Needs, path: &str, page: H) -> Self {
        self.add((needs, "GET", path), get(page))
    }

    /// A form that is sent.
    #[must_use]
    pub(super) fn post<H: Handler<T, App>, T: 'static>(self, needs: Needs, path: &str, form: H) -> Self {
        self.add((needs, "POST", path), post(form))
    }

    fn add(mut self, (needs, method, path): (Needs, &str, &str), route: MethodRouter<App>) -> Self {
        let operation = format!("page {method} {path}");
        let route = door(&self.app, (needs, &operation), method == "POST", route);
        self.router = self.router.route(path, route);
        self.shown.push(Served { method: method.into(), path: path.into(), operation, needs });
        self
    }

    /// Their router.
    pub(super) fn router(self) -> Router {
        let router = self
            .router
            .route("/{*rest}", any(nowhere))
            .layer(DefaultBodyLimit::max(LARGEST))
            .layer(from_fn(around));
        router.with_state(self.app)
    }

    /// What they are.
    pub(super) fn shown(self) -> Vec<Served> {
        self.shown
    }
}
