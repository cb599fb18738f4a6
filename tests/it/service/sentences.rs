//! Bad input as its sender reads it: for each kind the status, the code and the sentence, in Chinese and in English.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::world::{Answer, World, facts, settings, token};
use crate::office::databases::on_both;

/// Who sends it, how and where, with which headers and what body.
#[derive(Clone)]
struct Sent {
    who: &'static str,
    method: &'static str,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// What comes of it: status, code, and the sentence of the problem in Chinese and English.
type Said = (u16, &'static str, &'static str, &'static str);

const INVALID: (&str, &str) = (
    "提交的内容有误，请按errors所列逐项更正后重新提交。",
    "What was sent is wrong; correct each field that errors names, and send it again.",
);
const UNKNOWN: (&str, &str) =
    ("没有这一项，请核对名称或去掉它。", "There is no such field; check its name, or leave it out.");
const WRONG_TYPE: (&str, &str) =
    ("内容的类型不对，应为文本（加英文双引号），请更正。", "It has the wrong type; write a text.");

/// A body that is sent, and the faults that are named: field, and sentence in Chinese and English.
type Faulty = (&'static str, &'static [(&'static str, (&'static str, &'static str))]);

const FAULTY: [Faulty; 3] = [
    ("{\"scheme\": \"a\", \"facts\": {}, \"drafft\": true}", &[("/drafft", UNKNOWN)]),
    ("{\"scheme\": 5, \"facts\": {}}", &[("/scheme", WRONG_TYPE)]),
    ("{\"scheme\": 5, \"facts\": {}, \"drafft\": true}", &[("/drafft", UNKNOWN), ("/scheme", WRONG_TYPE)]),
];

fn post(body: impl Into<Vec<u8>>) -> Sent {
    Sent { who: "clerk", method: "POST", path: "/claims".into(), headers: vec![], body: body.into() }
}

fn get(who: &'static str, path: impl Into<String>) -> Sent {
    Sent { who, method: "GET", path: path.into(), headers: vec![], body: vec![] }
}

/// Bodies that cannot be read.
fn unreadable() -> Vec<(Sent, Said)> {
    vec![
        (
            post(b"{\"scheme\": \"\xff\"}".to_vec()),
            (
                400,
                "not-utf-8",
                "请求正文不是UTF-8编码（第13字节起），请改用UTF-8。",
                "The body is not UTF-8, from byte 13 on; send UTF-8.",
            ),
        ),
        (
            post("{\"scheme\": 1e999}"),
            (
                400,
                "number-out-of-range",
                "第1行第16列的数字超出范围，请更正。",
                "The number at line 1, column 16 is beyond all bounds; correct it.",
            ),
        ),
        (
            post(format!("{{\"scheme\": \"{}\"}}", "a".repeat(settings().largest_body))),
            (
                413,
                "body-too-large",
                "请求正文超过1048576字节，请缩小或分次提交。",
                "The body has more than 1048576 bytes; make it smaller, or send it in parts.",
            ),
        ),
    ]
}

/// What is another county's, and what a token that is over asks for.
fn out_of_reach(claim: &str) -> Vec<(Sent, Said)> {
    let mut decide = post("");
    (decide.who, decide.path) = ("elsewhere-clerk", format!("/claims/{claim}/decide"));
    vec![
        (
            get("clerk", "/claims?book=b2"),
            (
                404,
                "not-found",
                "没有找到账套b2，或其不在您的管理范围内，请核对编号。",
                "There is no book b2, or it is not within your scope; check the id.",
            ),
        ),
        (
            get("elsewhere-clerk", format!("/claims/{claim}?book=b1")),
            (
                404,
                "not-found",
                "没有找到账套b1，或其不在您的管理范围内，请核对编号。",
                "There is no book b1, or it is not within your scope; check the id.",
            ),
        ),
        (
            get("elsewhere-clerk", format!("/claims/{claim}")),
            (404, "not-found", "没有找到申请", "There is no claim"),
        ),
        (decide, (404, "not-found", "没有找到申请", "There is no claim")),
        (
            get("finance", "/claims"),
            (
                401,
                "not-logged-in",
                "尚未登录或登录已过期，请登录后重试。",
                "You are not logged in, or no longer; log in and try again.",
            ),
        ),
    ]
}

/// Requests under a key that was used, and edits of what was not seen.
fn out_of_turn(claim: &str) -> Vec<(Sent, Said)> {
    let other = json!({ "scheme": "demo/inpatient", "facts": facts("m00000002") }).to_string();
    let mut reused = post(other);
    reused.headers.push(("idempotency-key", "k-used".into()));
    let mut edit = post(json!({ "facts": facts("m00000001"), "reason": "更正" }).to_string());
    (edit.method, edit.path) = ("PUT", format!("/claims/{claim}"));
    edit.headers.push(("if-match", "\"seen-long-ago\"".into()));
    let mut blind = post(json!({ "facts": facts("m00000001"), "reason": "更正" }).to_string());
    (blind.method, blind.path) = ("PUT", format!("/claims/{claim}"));
    vec![
        (
            reused,
            (
                422,
                "key-reused",
                "请求编号k-used已用于另一项内容不同的请求，请为新的请求使用新的编号。",
                "Key k-used was used for a request with another body; use a new key for a new request.",
            ),
        ),
        (
            edit,
            (
                412,
                "changed-meanwhile",
                "已被他人修改，请刷新核对后重新办理。",
                "meanwhile; look at it again and repeat.",
            ),
        ),
        (
            blind,
            (
                428,
                "if-match-missing",
                "请在请求头If-Match中填写查看时得到的ETag",
                "Send the ETag that came with what you edit",
            ),
        ),
    ]
}

async fn send(world: &World, sent: &Sent, lang: &str) -> Answer {
    let Sent { who, method, path, headers, body } = sent;
    let mut request = Request::builder().method(*method).uri(format!("/api/v1{path}"));
    request = request
        .header("authorization", format!("Bearer {}", token(who)))
        .header("accept-language", lang)
        .header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    if !headers.iter().any(|(name, _)| *name == "idempotency-key") {
        request = request.header("idempotency-key", world.key());
    }
    world.send(request.body(Body::from(body.clone())).unwrap()).await
}

#[test]
fn what_is_wrong_is_said_in_the_language_of_who_sent_it() {
    on_both(async |base| {
        let world = World::open(base).await;
        let body = json!({ "scheme": "demo/inpatient", "facts": facts("m00000001") });
        let first = world
            .call_with("clerk", ("POST", "/api/v1/claims"), &body, &[("idempotency-key", "k-used")])
            .await;
        let claim = first.body["claim"].as_str().unwrap();
        let pool = base.pool(1).await;
        let over = "update token set expires_at = '2026-06-01T01:59:59Z' where id = 't-finance'";
        sqlx::query(over).execute(&pool).await.unwrap();
        pool.close().await;
        let refused = [unreadable(), out_of_reach(claim), out_of_turn(claim)].concat();
        for (sent, (status, code, zh, en)) in refused {
            for (lang, says) in [("", zh), ("zh-CN", zh), ("en", en)] {
                let answer = send(&world, &sent, lang).await;
                assert_eq!((answer.status, answer.code()), (status, code), "{}: {answer:?}", sent.path);
                let detail = answer.body["detail"].as_str().unwrap();
                assert!(detail.contains(says), "{code} in {lang:?}: {detail}");
            }
        }
        for (body, faults) in FAULTY {
            for (lang, pick) in [("", 0), ("en", 1)] {
                let answer = send(&world, &post(body), lang).await;
                let of = |said: (&'static str, &'static str)| [said.0, said.1][pick];
                assert_eq!((answer.status, &answer.body["detail"]), (422, &Value::from(of(INVALID))));
                let mut named: Vec<(String, String)> = vec![];
                for fault in answer.body["errors"].as_array().unwrap() {
                    let text = |name: &str| fault[name].as_str().unwrap().to_owned();
                    named.push((text("field"), text("detail")));
                }
                named.sort();
                let expected: Vec<(String, String)> =
                    faults.iter().map(|(field, said)| ((*field).into(), of(*said).into())).collect();
                assert_eq!(named, expected, "{body}");
            }
        }
        assert_eq!(
            base.number("select count(*) from claim").await,
            1,
            "only what was in order was handed in"
        );
        assert_eq!(base.number("select decisions from claim").await, 0);
    });
}
