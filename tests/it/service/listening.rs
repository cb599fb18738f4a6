//! On a real port: clients that are slow or hang up, and the end in good order.

use std::net::SocketAddr;
use std::time::Duration;

use huzhu::service::Settings;
use huzhu::service::{serve, served as routes};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::world::{World, facts, settings, token};
use crate::office::databases::{on_both, on_sqlite};

fn request(key: &str, close: bool) -> String {
    let body = json!({ "scheme": "demo/inpatient", "facts": facts("m00000001") }).to_string();
    let close = if close { "connection: close\r\n" } else { "" };
    format!(
        "POST /api/v1/claims HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\nidempotency-key: {key}\r\n{close}\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        token("clerk"),
        body.len()
    )
}

/// A service that runs until its `Sender` is dropped.
async fn begun(world: &World) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let app = world.app.clone();
    let server =
        tokio::spawn(async move { serve(routes(&app).0, listener, async { drop(stopped.await) }).await });
    (address, stop, server)
}

/// Serves while the body runs, then stops.
async fn served(world: &World, body: impl AsyncFnOnce(SocketAddr)) {
    let (address, stop, server) = begun(world).await;
    body(address).await;
    drop(stop);
    server.await.unwrap();
}

#[test]
fn a_client_that_hangs_up_loses_nothing_and_doubles_nothing() {
    on_both(async |base| {
        let world = World::open(base).await;
        served(&world, async |address| {
            for at in 0..40 {
                let mut stream = TcpStream::connect(address).await.unwrap();
                let text = request(&format!("k{at}"), false);
                let sent = if at % 4 == 0 { text.len() / 2 } else { text.len() };
                stream.write_all(&text.as_bytes()[..sent]).await.unwrap();
                // Some at once, some while it is carried out, some at the first byte of the answer.
                drop(timeout(Duration::from_micros(at * at * 50), stream.readable()).await);
                drop(stream);
            }
            let done = base.number("select count(*) from claim").await;
            assert!((1..=30).contains(&done), "{done} of 30 whole requests were carried out");
            // The same keys again are answered, whether they were carried out or not.
            for at in 0..40 {
                let mut stream = TcpStream::connect(address).await.unwrap();
                stream.write_all(request(&format!("k{at}"), true).as_bytes()).await.unwrap();
                let mut text = String::new();
                stream.read_to_string(&mut text).await.unwrap();
                assert!(text.starts_with("HTTP/1.1 201"), "{text}");
            }
        })
        .await;
        assert_eq!(base.number("select count(*) from claim").await, 40);
    });
}

#[test]
fn a_body_that_comes_drop_by_drop_is_given_up() {
    on_sqlite(async |base| {
        let world = World::with(base, Settings { seconds: 1, ..settings() }).await;
        served(&world, async |address| {
            for (lang, says) in [
                ("", "请求未能在规定时间内完成，请用同一请求编号重试。"),
                ("accept-language: en\r\n", "The request took too long; try again with the same key."),
            ] {
                let mut stream = TcpStream::connect(address).await.unwrap();
                let text = request("k1", true).replacen("host: a\r\n", &format!("host: a\r\n{lang}"), 1);
                stream.write_all(&text.as_bytes()[..text.len() - 5]).await.unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).await.unwrap();
                assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("\"too-slow\""), "{answer}");
                assert!(answer.contains(says), "{answer}");
            }
        })
        .await;
        assert_eq!(base.number("select count(*) from claim").await, 0);
    });
}

#[test]
fn a_head_that_comes_drop_by_drop_is_given_up() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        served(&world, async |address| {
            let mut stream = TcpStream::connect(address).await.unwrap();
            let text = request("k1", true);
            let mut answer = [0; 1];
            // For 15 seconds; the head has ten.
            for drop in text.as_bytes().chunks(1).take(30) {
                let hung_up = stream.write_all(drop).await.is_err();
                let waited = timeout(Duration::from_millis(500), stream.read(&mut answer)).await;
                if hung_up || matches!(waited, Ok(Ok(0) | Err(_))) {
                    return;
                }
            }
            panic!("the head is still waited for");
        })
        .await;
        assert_eq!(base.number("select count(*) from claim").await, 0);
    });
}

#[test]
fn what_is_under_way_ends_before_the_service_does() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let (address, stop, mut server) = begun(&world).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let text = request("k1", false).replacen("host: a\r\n", "host: a\r\nexpect: 100-continue\r\n", 1);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        stream.write_all(format!("{head}\r\n\r\n").as_bytes()).await.unwrap();
        let mut first = [0; 25];
        stream.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 100 Continue\r\n\r\n", "the body is waited for");
        drop(stop);
        while TcpStream::connect(address).await.is_ok() {}
        assert!(timeout(Duration::from_millis(200), &mut server).await.is_err(), "nobody new, and it waits");
        stream.write_all(body.as_bytes()).await.unwrap();
        let mut rest = String::new();
        stream.read_to_string(&mut rest).await.unwrap();
        assert!(rest.starts_with("HTTP/1.1 201") && rest.contains("\"receipt\""), "{rest}");
        server.await.unwrap();
        assert_eq!(base.number("select count(*) from claim").await, 1);
    });
}
