//! Bad input: each kind has its status, its code, and a sentence in the caller's language.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::world::{World, facts, settings, token};
use crate::office::databases::{on_both, on_sqlite};

/// A body, its type, its status, its code, and the fields that are named.
type Case = (&'static str, &'static str, u16, &'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    ("{", "application/json", 400, "not-json", &[]),
    ("", "application/json", 400, "not-json", &[]),
    ("{\"scheme\": 1e999}", "application/json", 400, "number-out-of-range", &[]),
    ("{}", "text/plain", 415, "not-json-type", &[]),
    ("{}", "", 415, "not-json-type", &[]),
    ("[]", "application/json", 422, "invalid", &[("", "wrong-type")]),
    (
        "{}",
        "application/json; charset=utf-8",
        422,
        "invalid",
        &[("/facts", "missing"), ("/scheme", "missing")],
    ),
    (
        "{\"scheme\": 5, \"facts\": {}, \"drafft\": true}",
        "application/json",
        422,
        "invalid",
        &[("/drafft", "unknown-field"), ("/scheme", "wrong-type")],
    ),
    (
        "{\"scheme\": \"a\", \"facts\": {\"claim\": {\"setting\": \"hotel\", \"days\": 1.5, \"settlement\": {\"self_pay\": 400, \"x\": \"1\"}}}}",
        "application/json",
        422,
        "invalid",
        &[
            ("/facts/claim/days", "wrong-type"),
            ("/facts/claim/setting", "not-a-choice"),
            ("/facts/claim/settlement/self_pay", "wrong-type"),
            ("/facts/claim/settlement/x", "unknown-field"),
        ],
    ),
    (
        "{\"scheme\": \"a\", \"facts\": {\"claim\": {\"dates\": {\"discharge\": \"2026-02-30\"}}}}",
        "application/json",
        422,
        "invalid",
        &[("/facts/claim/dates/discharge", "wrong-form")],
    ),
    (
        "{\"scheme\": \"a\", \"facts\": {\"claim\": {\"diagnoses\": [\"I10\", \"C5\"]}}}",
        "application/json",
        422,
        "invalid",
        &[("/facts/claim/diagnoses/1", "invalid")],
    ),
    (
        "{\"scheme\": \"a\", \"facts\": {}, \"scheme\": \"b\"}",
        "application/json",
        422,
        "invalid",
        &[("scheme", "twice")],
    ),
    ("{\"scheme\": \"a\\u0000\", \"facts\": {}}", "application/json", 422, "invalid", &[("", "nul")]),
    (
        "{\"scheme\": \"no/such\", \"facts\": {\"person\": {\"member\": \"m00000001\"}}}",
        "application/json",
        404,
        "not-found",
        &[],
    ),
];

async fn post(world: &World, kind: &str, body: Vec<u8>, lang: &str) -> super::world::Answer {
    let mut request = Request::post("/api/v1/claims")
        .header("authorization", format!("Bearer {}", token("clerk")))
        .header("idempotency-key", world.key())
        .header("accept-language", lang);
    if !kind.is_empty() {
        request = request.header("content-type", kind);
    }
    world.send(request.body(Body::from(body)).unwrap()).await
}

#[test]
fn bodies() {
    on_both(async |base| {
        let world = World::open(base).await;
        for (body, kind, status, code, fields) in CASES {
            for (lang, of) in [("en", "en"), ("", "zh-CN")] {
                let answer = post(&world, kind, (*body).into(), lang).await;
                assert_eq!((answer.status, answer.code()), (*status, *code), "{body}: {answer:?}");
                let mut faults = answer.faults();
                faults.sort();
                let faults: Vec<(&str, &str)> =
                    faults.iter().map(|(f, c)| (f.as_str(), c.as_str())).collect();
                assert_eq!(faults, *fields, "{body}");
                assert_eq!(answer.headers["content-language"], of, "{body}");
                assert_eq!(answer.headers["content-type"], "application/problem+json");
                assert_eq!(answer.body["request_id"], answer.headers["x-request-id"].to_str().unwrap());
                let says = answer.body["detail"].as_str().unwrap();
                assert_eq!(says.is_ascii(), lang == "en", "{says}");
            }
        }
        assert_eq!(base.number("select count(*) from claim").await, 0, "nothing was handed in");
    });
}

#[test]
fn bodies_that_are_no_text_or_too_large() {
    on_sqlite(async |base| {
        let world = World::open(base).await;
        let answer = post(&world, "application/json", b"{\"scheme\": \"\xff\"}".to_vec(), "en").await;
        assert_eq!((answer.status, answer.code()), (400, "not-utf-8"));
        let large = format!("{{\"scheme\": \"{}\"}}", "a".repeat(settings().largest_body));
        let answer = post(&world, "application/json", large.into_bytes(), "en").await;
        assert_eq!((answer.status, answer.code()), (413, "body-too-large"));
        let deep = "[".repeat(100_000);
        let answer = post(&world, "application/json", deep.into_bytes(), "en").await;
        assert_eq!((answer.status, answer.code()), (400, "not-json"));
    });
}

/// Method, address, headers, status, code, and the field that is named.
type Head =
    (&'static str, &'static str, &'static [(&'static str, &'static str)], u16, &'static str, &'static str);

#[test]
fn addresses_and_heads() {
    let table: [Head; 13] = [
        ("GET", "/api/v1/nothing", &[], 404, "no-route", ""),
        ("PATCH", "/api/v1/claims", &[], 405, "no-method", ""),
        ("GET", "/api/v1/claims?stagee=draft", &[], 400, "bad-request", "stagee"),
        ("GET", "/api/v1/claims?stage=gone", &[], 400, "bad-request", "stage"),
        ("GET", "/api/v1/claims?stage=", &[], 400, "bad-request", "stage"),
        ("GET", "/api/v1/claims?limit=0", &[], 400, "bad-request", "limit"),
        ("GET", "/api/v1/claims?limit=x", &[], 400, "bad-request", "limit"),
        ("GET", "/api/v1/claims?cursor=%FF", &[], 400, "bad-request", "cursor"),
        ("GET", "/api/v1/claims?book=%00", &[], 400, "bad-request", "path"),
        ("GET", "/api/v1/claims?book=b9", &[], 404, "not-found", ""),
        ("GET", "/api/v1/claims?book=b2", &[], 404, "not-found", ""),
        ("POST", "/api/v1/claims/c00000001/decide", &[], 400, "key-missing", ""),
        (
            "POST",
            "/api/v1/claims/c00000001/decide",
            &[("idempotency-key", "a b")],
            400,
            "bad-request",
            "Idempotency-Key",
        ),
    ];
    on_sqlite(async |base| {
        let world = World::open(base).await;
        for (method, address, headers, status, code, field) in table {
            let answer = world.call_with("clerk", (method, address), &Value::Null, headers).await;
            assert_eq!((answer.status, answer.code()), (status, code), "{address}: {answer:?}");
            let named: Vec<String> = answer.faults().into_iter().map(|(field, _)| field).collect();
            assert_eq!(named.join(""), field, "{address}");
        }
    });
}

#[test]
fn a_key_is_for_one_request() {
    on_both(async |base| {
        let world = World::open(base).await;
        let body = json!({ "scheme": "demo/inpatient", "facts": facts("m00000001") });
        let other = json!({ "scheme": "demo/inpatient", "facts": facts("m00000002") });
        let post = async |who: &str, body: &Value| {
            world.call_with(who, ("POST", "/api/v1/claims"), body, &[("idempotency-key", "k-1")]).await
        };
        let first = post("clerk", &body).await;
        assert_eq!((first.status, first.headers.get("idempotency-replayed")), (201, None));
        let again = post("clerk", &body).await;
        assert_eq!((again.status, &again.body), (201, &first.body));
        assert_eq!(again.headers["idempotency-replayed"], "true");
        let answer = post("clerk", &other).await;
        assert_eq!((answer.status, answer.code()), (422, "key-reused"));
        assert_eq!(base.number("select count(*) from claim").await, 1);
    });
}
