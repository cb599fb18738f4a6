//! Routes: each with what it needs, its handler and its documentation, which cannot be had without one another.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::admit::admit;
use super::app::App;
use super::{document, listen, outer, resources};
use crate::engine::claim::words::Word;
use crate::engine::office::Right;

/// What stands at the root, where those that look after machines expect it.
const ROOT: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// Who may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Everybody: nobody is asked who he is.
    Nobody,
    /// Who is logged in, even before his password was changed.
    Somebody,
    /// Staff with the right.
    Right(Right),
    /// Staff with the right, and a member, who sees what is his.
    OwnOr(Right),
}

impl Needs {
    /// As the document says it.
    pub fn word(self) -> String {
        match self {
            Self::Nobody => "nobody".into(),
            Self::Somebody => "somebody".into(),
            Self::Right(right) => right.word().into(),
            Self::OwnOr(right) => format!("{} or own", right.word()),
        }
    }
}

/// What the door of a route knows about it.
pub(super) struct Guard {
    pub(super) needs: Needs,
    /// Its operation's id: what a refusal is called in the audit chain.
    pub(super) operation: String,
    /// The parameters that it knows; none: it looks for itself.
    pub(super) parameters: Option<Vec<String>>,
    /// Does it change something?
    pub(super) is_act: bool,
}

/// One operation that is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// `GET`, `POST` …
    pub method: String,
    /// Its path, such as `/api/v1/claims/{claim}`.
    pub path: String,
    /// Its id.
    pub operation: String,
    /// Who may come in.
    pub needs: Needs,
}

/// The routes so far.
pub(super) struct Routes {
    app: App,
    router: OpenApiRouter<App>,
    served: Vec<Served>,
}

impl Routes {
    fn new(app: App) -> Self {
        Self { app, router: OpenApiRouter::new(), served: vec![] }
    }

    /// Adds one operation: who may, and what `routes!(handler)` says. Its door is put before it here.
    #[must_use]
    pub(super) fn add(
        mut self,
        needs: Needs,
        (schemas, mut paths, methods): UtoipaMethodRouter<App>,
    ) -> Self {
        let mut guard = Guard { needs, operation: String::new(), parameters: Some(vec![]), is_act: false };
        let short = std::mem::take(&mut paths.paths);
        for (path, mut item) in short {
            let path = if ROOT.contains(&path.as_str()) { path } else { format!("/api/v1{path}") };
            for (method, operation) in operations(&mut item) {
                document::complete(operation, &path, needs);
                guard.operation = operation.operation_id.clone().unwrap_or_default();
                guard.parameters = Some(document::query_names(operation));
                guard.is_act = method != "GET";
                self.served.push(Served {
                    method: method.into(),
                    path: path.clone(),
                    operation: guard.operation.clone(),
                    needs,
                });
            }
            paths.paths.insert(path, item);
        }
        let door = from_fn_with_state((self.app.clone(), Arc::new(guard)), admit);
        self.router = self.router.routes((schemas, paths, methods.layer(door)));
        self
    }
}

/// The operations of a path.
pub(super) fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

/// Puts the door of the service before a route that is no operation of the API: who may come in, what a refusal is
/// called in the audit chain, and whether it changes something.
pub fn door(
    app: &App,
    (needs, name): (Needs, &str),
    is_act: bool,
    route: MethodRouter<App>,
) -> MethodRouter<App> {
    let guard = Guard { needs, operation: name.into(), parameters: None, is_act };
    route.layer(from_fn_with_state((app.clone(), Arc::new(guard)), admit))
}

/// The whole service: its router, its document, and what it serves.
pub fn served(app: &App) -> (Router, OpenApi, Vec<Served>) {
    served_beside(app, Router::new())
}

/// The same with other routes beside those of the API, under the same outer layers.
pub fn served_beside(app: &App, others: Router) -> (Router, OpenApi, Vec<Served>) {
    let Routes { router, served, .. } = resources::all(Routes::new(app.clone()));
    let (router, mut api) = router.split_for_parts();
    document::finish(&mut api);
    let router = listen::beside(router, &api).with_state(app.clone()).merge(others);
    (outer::around(router, app), api, served)
}
