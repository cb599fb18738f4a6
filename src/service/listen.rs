//! Listening: connections, those that are slow or too many, and the end in good order.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::response::IntoResponse;
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower::ServiceExt as _;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::app::App;
use super::document;
use super::problem::Problem;

/// So many connections at once; more wait until one ends.
const CONNECTIONS: usize = 10_000;
/// A client has so long to send the head of a request.
const HEAD: Duration = Duration::from_secs(10);
/// What is under way has so long to end.
const DRAIN: Duration = Duration::from_secs(25);

/// What stands beside the resources: the document, its reader page, and what is no route.
pub(super) fn beside(router: Router<App>, api: &OpenApi) -> Router<App> {
    let text: Arc<str> = document::text(api).into();
    let json = move || {
        let text = text.to_string();
        async move { ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], text).into_response() }
    };
    let reader = SwaggerUi::new("/api/docs").config(Config::from("/api/openapi.json"));
    router
        .route("/api/openapi.json", get(json))
        .merge(reader)
        .fallback(no_route)
        .method_not_allowed_fallback(no_method)
}

async fn no_route() -> Problem {
    let said = (
        "没有这个地址，请核对（见/api/docs）。",
        "There is nothing at this address; check it (see /api/docs).",
    );
    Problem::new(axum::http::StatusCode::NOT_FOUND, "no-route", said)
}

async fn no_method() -> Problem {
    let said = (
        "该地址不支持这种请求方法，请核对（见/api/docs）。",
        "This address does not know the method; check it (see /api/docs).",
    );
    Problem::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "no-method", said)
}

/// Serves on an address until `stop` is done; `ready` hears the address, which is another where port 0 was asked for.
///
/// # Errors
///
/// When nobody can listen there.
pub async fn listen(
    router: Router,
    address: SocketAddr,
    stop: impl Future<Output = ()>,
    ready: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let listener = TcpListener::bind(address).await?;
    ready(listener.local_addr()?);
    serve(router, listener, stop).await;
    Ok(())
}

/// Serves on a listener until `stop` is done; then takes no more, and waits for what is under way.
pub async fn serve(router: Router, listener: TcpListener, stop: impl Future<Output = ()>) {
    let (graceful, room) = (GracefulShutdown::new(), Arc::new(Semaphore::new(CONNECTIONS)));
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection = connection(&router, stream, peer);
                let connection = graceful.watch(connection);
                tokio::spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "a connection ended badly");
                    }
                    drop(place);
                });
            }
            // Such as too many open files: others go on, and one of them ends.
            Err(error) => {
                tracing::warn!(%error, "a connection was not taken");
                tokio::task::yield_now().await;
            }
        }
    }
    drop(listener);
    if timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}

/// One connection of a client, at whose requests its address is noted.
fn connection(
    router: &Router,
    stream: TcpStream,
    peer: SocketAddr,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> + use<> {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection stays as it is");
    }
    let router = router.clone();
    let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 * 1024);
    http.serve_connection(TokioIo::new(stream), service)
}
