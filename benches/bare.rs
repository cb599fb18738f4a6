//! What any service would do at least for the same exchange: one route of axum with nothing around it, which reads a body as
//! JSON and gives always the same JSON. `benches/service.sh` measures huzhu beside it.
//!
//! `cargo bench --bench bare -- ANSWER` serves the JSON in the file ANSWER, says where, and ends when it is killed.

use std::error::Error;

use axum::body::Bytes;
use axum::{Json, Router};
use serde_json::Value;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` over all benches names no answer.
    let Some(file) = std::env::args().nth(1).filter(|given| !given.starts_with("--")) else { return Ok(()) };
    let answer: &Value = Box::leak(Box::new(serde_json::from_slice(&std::fs::read(file)?)?));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let answered = move |body: Bytes| {
        let read = if body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice::<Value>(&body) };
        async move { read.map(|_| Json(answer)).map_err(|error| error.to_string()) }
    };
    axum::serve(listener, Router::new().fallback(answered)).await?;
    Ok(())
}
